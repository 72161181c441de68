// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"
#include "presence/Presence.h"

#include <QFuture>
#include <QObject>

namespace jackdaw {

/// The part of the engine's door about who is there. Threads as AccountDoor.
class PresenceDoor : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// Sets and remembers one's own presence; sent when there is a stream.
    virtual QFuture<Status> setOwnPresence(AccountId account, Availability availability, QString status) = 0;

Q_SIGNALS:
    /// Changes, gathered for some ms. One entry a contact.
    void presencesChanged(const QList<jackdaw::ContactPresence> &presences);
    void ownPresenceChanged(jackdaw::AccountId account, const jackdaw::Presence &presence);
    /// The stream is gone: all presences of this account are unknown until they are sent again.
    void presencesUnknown(jackdaw::AccountId account);
};

} // namespace jackdaw
