// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/WebThread.h"

#include "files/WebBell.h"
#include "files/WebHandle.h"

#include <QElapsedTimer>

#include <curl/curl.h>

#include <algorithm>
#include <limits>

namespace jackdaw {

using namespace Qt::StringLiterals;

/// What the thread has in hand.
class WebThread::Round
{
public:
    Round(void *multi, std::atomic<int> &underWay) : m_multi(multi), m_underWay(underWay) {}
    ~Round()
    {
        for (const auto &handle : m_handles) {
            curl_multi_remove_handle(m_multi, handle->easy());
            --m_underWay;
        }
    }

    bool isEmpty() const { return m_handles.empty(); }

    void begin(std::shared_ptr<WebJob> job)
    {
        auto handle = std::make_unique<WebHandle>(std::move(job));
        // What was let go already is not asked for: without its body it would be a GET of what was to be put.
        const bool isBegun = handle->isReady() && handle->isWanted()
            && curl_multi_add_handle(m_multi, handle->easy()) == CURLM_OK;
        if (!isBegun) {
            handle->finish(CURLE_FAILED_INIT);
        }
        m_handles.push_back(std::move(handle));
    }

    /// Moves what can be moved. How many ms it may sleep then.
    int move()
    {
        for (const auto &handle : m_handles) {
            if (const int code = handle->goOn(); code != CURLE_OK) {
                curl_multi_remove_handle(m_multi, handle->easy()); // nothing comes behind its end
                handle->finish(code);
            }
        }
        int running = 0;
        curl_multi_perform(m_multi, &running);
        int left = 0;
        while (const CURLMsg *message = curl_multi_info_read(m_multi, &left)) {
            if (message->msg == CURLMSG_DONE) {
                const int code = message->data.result;
                if (WebHandle *done = find(message->easy_handle)) {
                    done->finish(code);
                }
            }
        }
        int sleep = std::numeric_limits<int>::max();
        for (const auto &handle : m_handles) {
            const int patience = handle->look();
            if (patience == 0) {
                handle->giveUp();
            }
            sleep = std::min(sleep, patience);
        }
        const int gone = int(std::erase_if(m_handles, [this](const auto &handle) {
            const bool isOver = !handle->isWanted();
            if (isOver || !handle->isMoving()) { // its line is closed now, or free for the next
                curl_multi_remove_handle(m_multi, handle->easy());
            }
            return isOver;
        }));
        m_underWay -= gone;
        return gone == 0 ? sleep : 0;
    }

private:
    using Handles = std::vector<std::unique_ptr<WebHandle>>;

    WebHandle *find(void *easy) const
    {
        const auto found = std::find_if(m_handles.begin(), m_handles.end(),
                                        [easy](const auto &handle) { return handle->easy() == easy; });
        return found == m_handles.end() ? nullptr : found->get();
    }

    void *m_multi;
    std::atomic<int> &m_underWay;
    Handles m_handles;
};

WebThread::WebThread(int linger) : m_linger(linger), m_bell(std::make_shared<WebBell>()) {}

WebThread::~WebThread()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isEnding = true;
        if (m_multi) {
            curl_multi_wakeup(m_multi);
        }
    }
    if (m_thread) {
        m_thread->wait();
    }
}

void WebThread::carry(std::shared_ptr<WebJob> job)
{
    const std::lock_guard lock(m_mutex);
    ++m_underWay;
    m_added.push_back(std::move(job));
    if (m_multi) {
        curl_multi_wakeup(m_multi);
        return;
    }
    if (m_thread) {
        m_thread->wait(); // it has said that it ends
    }
    static std::once_flag isLoaded;
    std::call_once(isLoaded, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
    m_multi = curl_multi_init();
    m_bell->hang(m_multi);
    m_isRunning = true;
    m_thread.reset(QThread::create([this] { run(); }));
    m_thread->setObjectName(u"transfers"_s);
    m_thread->start();
}

void WebThread::wake()
{
    const std::lock_guard lock(m_mutex);
    if (m_multi) {
        curl_multi_wakeup(m_multi);
    }
}

void WebThread::run()
{
    void *const multi = m_multi; // this thread's, until it says that it ends
    {
        Round round(multi, m_underWay);
        QElapsedTimer idle;
        idle.start();
        while (true) {
            std::vector<std::shared_ptr<WebJob>> added;
            {
                const std::lock_guard lock(m_mutex);
                if (m_isEnding || (round.isEmpty() && m_added.empty() && idle.hasExpired(m_linger))) {
                    m_multi = nullptr;
                    m_bell->hang(nullptr);
                    break;
                }
                added.swap(m_added);
            }
            for (auto &job : added) {
                round.begin(std::move(job));
            }
            int sleep = round.move();
            if (round.isEmpty()) {
                sleep = int(std::max<qint64>(m_linger - idle.elapsed(), 0) + 1);
            } else {
                idle.restart();
            }
            curl_multi_poll(multi, nullptr, 0, sleep, nullptr);
        }
    }
    curl_multi_cleanup(multi);
    m_isRunning = false;
}

} // namespace jackdaw
