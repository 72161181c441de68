// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jingle/DirectReceiveService.h"

#include <QElapsedTimer>
#include <QFile>
#include <QPointer>
#include <QTimer>

#include <atomic>

namespace jackdaw {

/// A file that is offered now, or on its way here (XEP-0234): the state of one, for the two files of
/// DirectReceiveService alone. Owned by that one's map, engine thread. Does nothing itself, and is gone with its
/// session.
struct DirectReceiveService::Receive
{
    MessageId message;
    ConversationId conversation;
    Attachment attachment;
    QPointer<JingleSession> session;
    QFile part;
    qint64 most = 0;
    QElapsedTimer told;
    bool isRunning = false;
    bool isUnasked = false; ///< it comes by a rule alone
    bool waits = false; ///< until one of those that are on their way is here
    bool isSettling = false;
    bool hashFollows = false;
    std::unique_ptr<QTimer> hashPatience; ///< all is here, but for that
    std::shared_ptr<std::atomic<bool>> isWanted = std::make_shared<std::atomic<bool>>(true); ///< the pool looks at it

    /// Is it known again when it is offered again? Else nobody can use what is here of it.
    bool mayGoOn() const { return !attachment.file.sha256.isEmpty() && attachment.file.size >= 0; }
};

} // namespace jackdaw
