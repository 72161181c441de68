// SPDX-License-Identifier: GPL-3.0-or-later
#include "HangingDisk.h"

#include <atomic>
#include <cerrno>
#include <condition_variable>
#include <cstdarg>
#include <mutex>
#include <utility>

#include <dlfcn.h>
#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace {

using HangsWhere = jackdaw::test::HangingDisk::Where;

std::atomic<bool> diskHangs = false; ///< else nobody looks further
std::mutex diskMutex; ///< guards what follows
std::condition_variable diskMoved;
std::string &hanging()
{
    static std::string path; ///< empty: none
    return path;
}
HangsWhere diskWhere = HangsWhere::Cut;
int diskWaiting = 0;

std::string pathOf(int file)
{
    char path[4096];
    const ssize_t size = ::readlink(("/proc/self/fd/" + std::to_string(file)).c_str(), path, sizeof path);
    return size > 0 ? std::string(path, size_t(size)) : std::string();
}

void waitWhile(HangsWhere where, const std::string &path)
{
    std::unique_lock lock(diskMutex);
    const auto isFree = [&] { return path.empty() || diskWhere != where || hanging() != path; };
    if (isFree()) {
        return;
    }
    ++diskWaiting;
    diskMoved.wait(lock, isFree);
    --diskWaiting;
}

} // namespace

// Before those of the C library, or of a sanitizer, which are called: Qt finds these first.

extern "C" __attribute__((visibility("default"))) int ftruncate64(int file, off64_t size) noexcept
{
    if (diskHangs) {
        waitWhile(HangsWhere::Cut, pathOf(file));
    }
    return int(::syscall(SYS_ftruncate, file, size));
}

extern "C" __attribute__((visibility("default"))) ssize_t read(int file, void *to, size_t most)
{
    if (diskHangs) {
        const int before = errno;
        waitWhile(HangsWhere::Read, pathOf(file));
        errno = before;
    }
    using Read = ssize_t (*)(int, void *, size_t);
    static const auto next = reinterpret_cast<Read>(::dlsym(RTLD_NEXT, "read"));
    return next(file, to, most);
}

extern "C" __attribute__((visibility("default"))) int open64(const char *path, int flags, ...)
{
    mode_t mode = 0;
    if ((flags & O_CREAT) != 0 || (flags & O_TMPFILE) == O_TMPFILE) {
        va_list more;
        va_start(more, flags);
        mode = va_arg(more, mode_t);
        va_end(more);
    }
    if (diskHangs) {
        waitWhile(HangsWhere::Opened, path);
    }
    using Open = int (*)(const char *, int, ...);
    static const auto next = reinterpret_cast<Open>(::dlsym(RTLD_NEXT, "open64"));
    return next(path, flags, mode);
}

namespace jackdaw::test {

HangingDisk::HangingDisk(std::string path, Where where)
{
    const std::lock_guard lock(diskMutex);
    hanging() = std::move(path);
    diskWhere = where;
    diskHangs = true;
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
        diskHangs = false;
    }
    diskMoved.notify_all();
}

int HangingDisk::held() const
{
    const std::lock_guard lock(diskMutex);
    return diskWaiting;
}

} // namespace jackdaw::test
