// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QThread>

#include <atomic>
#include <memory>
#include <mutex>
#include <vector>

namespace jackdaw {

class WebBell;
struct WebJob;

/// The one thread on which all HTTP transfers of an account move, by libcurl's multi interface. Owned by WebAccess. It
/// begins with the first of them, sleeps while no byte moves, and ends some seconds after the last, with the lines that
/// were kept open for the next: who transfers nothing has no thread. Touches nothing but jobs and their bodies, and
/// never the database.
class WebThread
{
public:
    /// `linger`: ms that lines are kept open for the next transfer.
    explicit WebThread(int linger = 10'000);
    /// All transfers are gone.
    ~WebThread();

    /// Engine thread.
    void carry(std::shared_ptr<WebJob> job);
    /// Of some job nobody wants to know any more. Any thread.
    void wake();

    const std::shared_ptr<WebBell> &bell() const { return m_bell; }
    bool isRunning() const { return m_isRunning; }
    /// How many have not ended, or not been let go.
    int underWay() const { return m_underWay; }

private:
    class Round;

    void run();

    const int m_linger;
    const std::shared_ptr<WebBell> m_bell;
    std::unique_ptr<QThread> m_thread;
    std::atomic<bool> m_isRunning = false;
    std::atomic<int> m_underWay = 0;
    std::mutex m_mutex; ///< guards what follows
    std::vector<std::shared_ptr<WebJob>> m_added;
    void *m_multi = nullptr; ///< a CURLM; nothing: no thread runs
    bool m_isEnding = false;
};

} // namespace jackdaw
