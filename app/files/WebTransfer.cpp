// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/WebTransfer.h"

#include "files/WebBell.h"
#include "files/WebThread.h"

namespace jackdaw {

WebTransfer::WebTransfer(WebThread &thread, WebRequest request, WebBody &body, QObject *context,
                         std::function<void(qint64 done, qint64 total)> moved,
                         std::function<void(const WebAnswer &answer)> ended)
    : m_thread(thread), m_body(body), m_job(std::make_shared<WebJob>())
{
    m_job->request = std::move(request);
    m_job->body = &body;
    m_job->context = context;
    m_job->moved = std::move(moved);
    m_job->ended = std::move(ended);
    m_job->call = std::make_shared<WebCall>(thread.bell());
    body.onReady([call = m_job->call] { call->ring(); });
    m_thread.carry(m_job);
}

WebTransfer::~WebTransfer()
{
    m_job->isStopped = true;
    m_body.abandon(); // before the lock: who holds that may wait for a moment
    bool isUnderWay = false;
    {
        const std::lock_guard lock(m_job->mutex); // for one piece at most
        isUnderWay = std::exchange(m_job->body, nullptr) != nullptr;
        m_job->context = nullptr;
    }
    if (isUnderWay) {
        m_thread.wake(); // so that the line is closed now
    }
}

} // namespace jackdaw
