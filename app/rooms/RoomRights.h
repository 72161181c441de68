// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rooms/Room.h"

#include <QFlags>

namespace jackdaw {

/// What we may do in a room, and to somebody in it, by what the room lets us be there (XEP-0045, 5.1.1 and 5.2.1). For the
/// window to offer what will work; the room decides all the same. Pure; any thread. Where a room does not say what it allows,
/// it is offered: its refusal is an error like others.
enum class RoomRight {
    Speak = 1 << 0,
    AskForVoice = 1 << 1,   ///< there is somebody to ask (8.6)
    SetSubject = 1 << 2,
    Invite = 1 << 3,
    ChangeNick = 1 << 4,
    Moderate = 1 << 5,      ///< take messages of others away (XEP-0425)
    SeeLists = 1 << 6,      ///< who is banned, a member, and so on (9)
    Configure = 1 << 7,
    Destroy = 1 << 8,
    SetPicture = 1 << 9     ///< where it has one (XEP-0486)
};
Q_DECLARE_FLAGS(RoomRights, RoomRight)
Q_DECLARE_OPERATORS_FOR_FLAGS(RoomRights)

RoomRights rightsIn(const Room &room);

enum class OccupantRight {
    MessagePrivately = 1 << 0,
    Kick = 1 << 1,
    Ban = 1 << 2,
    GiveVoice = 1 << 3,
    TakeVoice = 1 << 4,
    MakeModerator = 1 << 5,
    TakeModerator = 1 << 6,
    MakeMember = 1 << 7,    ///< also of an admin or owner, who is less then
    MakeAdmin = 1 << 8,
    MakeOwner = 1 << 9,
    TakeAffiliation = 1 << 10,
    RemoveMessages = 1 << 11 ///< all that they said (XEP-0425), where the room tells them apart from who had their nickname
};
Q_DECLARE_FLAGS(OccupantRights, OccupantRight)
Q_DECLARE_OPERATORS_FOR_FLAGS(OccupantRights)

/// What may be done to somebody who is in the room. What needs their address is not offered where we do not have it.
OccupantRights rightsOver(const Room &room, const Occupant &occupant);
/// The same of somebody on a list, who need not be there.
OccupantRights rightsOver(const Room &room, const RoomMember &member);

} // namespace jackdaw
