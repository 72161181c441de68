// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Ids.h"
#include "base/Jid.h"

#include <QByteArray>
#include <QList>
#include <QMetaType>
#include <QString>

namespace jackdaw {

/// Which picture somebody has: by its SHA-1, which is also the name of the file that holds it. AvatarService finds it
/// out, AvatarDoor tells the window. A plain value: any thread. `who` is an address, or an OccupantKey in a room.
/// Says nothing of what is in the file: whoever shows it decodes it with limits.
struct Avatar
{
    AccountId account;
    BareJid who;
    QString hash; ///< empty: none
    bool isHere = false; ///< the file is there

    friend bool operator==(const Avatar &, const Avatar &) = default;
};

/// A picture of the user's own, as the window made it: cropped, and without anything in it but pixels.
struct OwnAvatar
{
    QByteArray bytes;
    QString mediaType;
    int width = 0;
    int height = 0;
};

} // namespace jackdaw

Q_DECLARE_METATYPE(jackdaw::Avatar)
