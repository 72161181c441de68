// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "avatars/Avatar.h"
#include "base/Result.h"

#include <QFuture>
#include <QObject>

namespace jackdaw {

/// The part of the engine's door about pictures of people. Owned by the EngineDoor; commands may be called on any
/// thread and never block, signals are sent from the engine thread. The pictures themselves lie in files
/// (AvatarFolder). Fetches none that nobody wants to see.
class AvatarDoor : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// It would be shown, and is not here.
    virtual void want(AccountId account, BareJid who) = 0;
    /// Everybody who may see the user's presence sees it from then on. Errors: Offline, Unavailable, …
    virtual QFuture<Status> publish(AccountId account, OwnAvatar picture) = 0;
    virtual QFuture<Status> withdraw(AccountId account) = 0;

Q_SIGNALS:
    void avatarsChanged(const QList<jackdaw::Avatar> &avatars);
};

} // namespace jackdaw
