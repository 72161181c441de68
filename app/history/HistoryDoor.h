// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Ids.h"
#include "base/Result.h"

#include <QFuture>
#include <QObject>
#include <optional>

namespace jackdaw {

/// How far the archive of an account (XEP-0313) is here. A plain value: any thread.
struct HistoryProgress
{
    AccountId account;
    bool running = false;
    int fetched = 0;                ///< messages fetched in this run
    std::optional<int> expected;    ///< what the server says is left in all, where it does (XEP-0059 count)
    qint64 reachedBack = 0;         ///< everything after this time is here; ms since 1970 UTC
    std::optional<Error> error;     ///< why it stopped before the end
    bool paused = false;            ///< something older is left, and the user does not want it now

    friend bool operator==(const HistoryProgress &, const HistoryProgress &) = default;
};

/// The part of the engine's door about archive catch-up. Owned by the EngineDoor; commands may be called on any thread
/// and never block, signals are sent from the engine thread (AccountDoor). Brings no messages: they come through
/// ChatDoor.
class HistoryDoor : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// Stops filling gaps until resume() or the next start; what is here stays.
    virtual QFuture<Status> pause(AccountId account) = 0;
    /// Goes on where it stopped.
    virtual QFuture<Status> resume(AccountId account) = 0;
    /// More of what a room said before we ever were in it; of that only the newest comes by itself. It comes as messagesStored.
    virtual QFuture<Status> fetchOlder(AccountId account, ConversationId room) = 0;

Q_SIGNALS:
    void progressChanged(const jackdaw::HistoryProgress &progress);
};

} // namespace jackdaw

Q_DECLARE_METATYPE(jackdaw::HistoryProgress)
