// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/LooseThread.h"

#include <pthread.h>
#include <system_error>
#include <utility>

namespace jackdaw {

bool LooseThread::start(const char *name, std::function<void()> work)
{
    try {
        m_thread = std::thread(std::move(work));
    } catch (const std::system_error &) {
        return false;
    }
    pthread_setname_np(m_thread.native_handle(), name);
    return true;
}

void LooseThread::end(Comes comes)
{
    if (!m_thread.joinable()) {
        return;
    }
    if (comes == Comes::Soon) {
        m_thread.join();
    } else {
        m_thread.detach();
    }
}

} // namespace jackdaw
