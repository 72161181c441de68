// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"
#include "profile/ContactProfile.h"
#include "profile/OwnCard.h"

#include <QFuture>
#include <QObject>

namespace jackdaw {

/// The part of the engine's door about what contacts say of themselves and what the user notes about them. Owned by the
/// EngineDoor; commands may be called on any thread and never block, signals are sent from the engine thread (AccountDoor).
/// Nobody is asked anything unless their profile is looked at, and strangers never.
class ProfileDoor : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// Tells at once what is known, by profileChanged, and asks what may be asked. NotFound: no contact of this account.
    virtual QFuture<Status> lookAt(AccountId account, BareJid jid) = 0;
    /// Kept here at once, and with the server as soon as it can be. Errors: NotFound, Storage, DiskFull.
    virtual QFuture<Status> setNote(AccountId account, BareJid jid, QString note, QStringList tags) = 0;

    /// What the user says of themselves, as the server has it now. Errors: Offline, Timeout, or what the server says.
    virtual QFuture<Result<OwnCard>> ownCard(AccountId account) = 0;
    /// Errors: Offline; Unavailable where the server keeps no cards; Forbidden, …: then nothing, or the older card alone, is as it was.
    virtual QFuture<Status> setOwnCard(AccountId account, OwnCard card) = 0;

Q_SIGNALS:
    void profileChanged(const jackdaw::ContactProfile &profile);
};

} // namespace jackdaw
