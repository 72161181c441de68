// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/WebRequest.h"

#include <functional>
#include <memory>
#include <mutex>

class QObject;

namespace jackdaw {

class WebCall;
class WebThread;

/// What a WebTransfer and the thread of the transfers have in common. Owned by both. `mutex` guards `body` and
/// `context`, and is held while the body works; all else is either of the one thread or of the other.
struct WebJob
{
    WebRequest request;
    std::mutex mutex;
    WebBody *body = nullptr;    ///< nothing: it has ended, or nobody wants it any more
    QObject *context = nullptr;
    std::shared_ptr<WebCall> call; ///< of the body that said Later
    std::function<void(qint64 done, qint64 total)> moved; ///< engine thread, as the next two
    std::function<void(const WebAnswer &answer)> ended;
    bool isStopped = false;
};

/// One thing on its way to a web server or from there. Owned by the service that asked, engine thread; begins at once.
/// The bytes move on a thread of their own (WebThread), where `body` takes and gives them. Ends by calling back once,
/// on the engine thread, or without a word where it is destroyed before: then the body is let go at once, in the middle
/// of wherever it is. Follows no redirect.
class WebTransfer
{
public:
    /// `context`: an object of this thread that outlives it. `moved`: up to ten times a second.
    WebTransfer(WebThread &thread, WebRequest request, WebBody &body, QObject *context,
                std::function<void(qint64 done, qint64 total)> moved,
                std::function<void(const WebAnswer &answer)> ended);
    ~WebTransfer();
    WebTransfer(const WebTransfer &) = delete;
    WebTransfer &operator=(const WebTransfer &) = delete;

private:
    WebThread &m_thread;
    WebBody &m_body;
    std::shared_ptr<WebJob> m_job;
};

} // namespace jackdaw
