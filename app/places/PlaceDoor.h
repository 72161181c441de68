// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"
#include "places/LivePlace.h"

#include <QFuture>
#include <QObject>

namespace jackdaw {

/// The part of the engine's door about live places: telling somebody for a while where the user goes, and following
/// others. Owned by the EngineDoor; commands may be called on any thread and never block, signals are sent from the
/// engine thread. Knows no satellite: where the user is, the window says.
class PlaceDoor : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// Begins to tell the person of that chat, for so many minutes, and says so in the chat. It ends by itself, by
    /// stop(), when the account signs out, and when the program ends. Errors: Offline; Conflict, where it is no chat
    /// of two; NotAcceptable, where the chat is not sealed though that was promised; Forbidden, where the server keeps
    /// nothing for one reader alone; Storage; DiskFull.
    virtual QFuture<Status> startLive(ConversationId conversation, int minutes, Place first, qint64 time,
                                     LivePromise promise) = 0;
    /// The user is there now: told to whoever is told at all, not more often than is of use.
    virtual void moveLive(Place place, qint64 time) = 0;
    /// Error: NotFound.
    virtual QFuture<Status> stopLive(AccountId account, QString id) = 0;

Q_SIGNALS:
    /// All that the account tells and follows, and what of that ended lately.
    void livePlacesChanged(jackdaw::AccountId account, const QList<jackdaw::LivePlace> &places);
};

} // namespace jackdaw
