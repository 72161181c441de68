// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <utility>

namespace jackdaw {

/// Wakes the thread of the transfers from wherever it is pressed, as long as that thread is there: a body that had
/// nothing says so that it has. Owned by WebThread and by whoever may press it, which may be a thread that a disk held
/// until long after. Any thread; waits for nobody.
class WebBell
{
public:
    /// `multi`: the CURLM that sleeps; nothing: none does.
    void hang(void *multi);
    void ring();

private:
    std::mutex m_mutex;
    void *m_multi = nullptr;
};

/// What the body of one WebTransfer is called by when it can go on. Owned by that transfer's job and by its body; any
/// thread.
class WebCall
{
public:
    explicit WebCall(std::shared_ptr<WebBell> bell) : m_bell(std::move(bell)) {}

    void ring();
    /// Was it rung since it was last asked?
    bool take() { return m_isRung.exchange(false); }

private:
    const std::shared_ptr<WebBell> m_bell;
    std::atomic<bool> m_isRung = false;
};

} // namespace jackdaw
