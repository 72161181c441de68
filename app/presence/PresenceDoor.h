// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"
#include "presence/OwnStatus.h"
#include "presence/WorkingHours.h"

#include <QFuture>
#include <QObject>

namespace jackdaw {

/// The part of the engine's door about who is there. Owned by the EngineDoor; commands may be called on any thread and
/// never block, signals are sent from the engine thread (AccountDoor). Tells of contacts and oneself by account, never
/// of single resources.
class PresenceDoor : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// Sets and remembers one's own status; sent when there is a stream. Malformed: it would be over already.
    virtual QFuture<Status> setOwnStatus(AccountId account, OwnStatus status) = 0;
    /// The same until it is changed.
    QFuture<Status> setOwnPresence(AccountId account, Availability availability, const QString &status)
    {
        return setOwnStatus(account, {availability, status, 0});
    }
    /// Keeps one's presence from contacts, or no more. Errors: Unavailable where the server cannot, …: then all see it as before.
    /// Without a stream it is done for the next one, and what becomes of it then is said by invisibilityChanged().
    enum class OwnVisibility { Seen, Hidden };
    virtual QFuture<Status> setVisibility(AccountId account, OwnVisibility visibility) = 0;
    /// Whether somebody is at the computer; for all accounts.
    virtual void setIdle(IdleState idle) = 0;
    /// When the user works, and what those are answered who write else; for all accounts.
    virtual void setWorkingHours(WorkingHours hours, OutOfOffice outOfOffice) = 0;

Q_SIGNALS:
    /// Changes, gathered for some ms. One entry a contact.
    void presencesChanged(const QList<jackdaw::ContactPresence> &presences);
    /// As it was chosen.
    void ownStatusChanged(jackdaw::AccountId account, const jackdaw::OwnStatus &status);
    /// How the account stands with being invisible, and why it is Refused.
    void invisibilityChanged(jackdaw::AccountId account, jackdaw::Invisibility state, const jackdaw::Error &why = {});
    /// As others see it.
    void ownPresenceChanged(jackdaw::AccountId account, const jackdaw::Presence &presence);
    /// The stream is gone: all presences of this account are unknown until they are sent again.
    void presencesUnknown(jackdaw::AccountId account);
};

} // namespace jackdaw
