// SPDX-License-Identifier: GPL-3.0-or-later
#include "HangingDisk.h"

#include <condition_variable>
#include <mutex>
#include <utility>

#include <sys/syscall.h>
#include <unistd.h>

namespace {

std::mutex diskMutex; ///< guards what follows
std::condition_variable diskMoved;
std::string &hanging()
{
    static std::string path; ///< empty: none
    return path;
}
int diskWaiting = 0;

std::string pathOf(int file)
{
    char path[4096];
    const ssize_t size = ::readlink(("/proc/self/fd/" + std::to_string(file)).c_str(), path, sizeof path);
    return size > 0 ? std::string(path, size_t(size)) : std::string();
}

} // namespace

// Before that of the C library: Qt finds this first.
extern "C" __attribute__((visibility("default"))) int ftruncate64(int file, off64_t size) noexcept
{
    const std::string path = pathOf(file);
    {
        std::unique_lock lock(diskMutex);
        ++diskWaiting;
        diskMoved.wait(lock, [&path] { return path.empty() || hanging() != path; });
        --diskWaiting;
    }
    return int(::syscall(SYS_ftruncate, file, size));
}

namespace jackdaw::test {

HangingDisk::HangingDisk(std::string path)
{
    const std::lock_guard lock(diskMutex);
    hanging() = std::move(path);
}

HangingDisk::~HangingDisk()
{
    letGo();
}

void HangingDisk::letGo()
{
    {
        const std::lock_guard lock(diskMutex);
        hanging().clear();
    }
    diskMoved.notify_all();
}

int HangingDisk::held() const
{
    const std::lock_guard lock(diskMutex);
    return diskWaiting;
}

} // namespace jackdaw::test
