// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"
#include "spaces/Space.h"

#include <QFuture>
#include <QObject>

namespace jackdaw {

/// The part of the engine's door about spaces, the folders that the user sorts chats into. Owned by the EngineDoor;
/// commands may be called on any thread and never block, signals are sent from the engine thread. Each command is about
/// one account's part of a space; who wants it to have parts with several calls it for each.
class SpaceDoor : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// Makes it where there is none of this id. What another device changed since `before` stays, unless `after`
    /// changes the same. Errors: NotAcceptable (no name), TooMany, Storage, DiskFull.
    virtual QFuture<Status> change(AccountId account, SpaceId space, SpaceTraits before, SpaceTraits after) = 0;
    enum class Member { Yes, No };
    /// Errors: NotFound, TooMany, Storage, DiskFull.
    virtual QFuture<Status> setMember(AccountId account, SpaceId space, BareJid chat, Member member) = 0;
    /// The chats stay.
    virtual QFuture<Status> remove(AccountId account, SpaceId space) = 0;

Q_SIGNALS:
    /// All of the account's.
    void spacesChanged(jackdaw::AccountId account, const QList<jackdaw::Space> &spaces, jackdaw::SpaceKeeping keeping);
};

} // namespace jackdaw
