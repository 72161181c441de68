// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rooms/OccupantListModel.h"
#include "rooms/Room.h"

#include <QList>

namespace jackdaw {

/// What can be wished for about somebody in a group, in the order of the menu. What is allowed of it, RoomRights knows; this
/// gives it names. Plain values and pure functions, any thread; they carry nothing out.
/// Shared by the members pane, its menu and the page, so that one act has one name.
enum class MemberAct {
    Message,
    Mention,
    Profile,
    GiveVoice,
    TakeVoice,
    MakeModerator,
    TakeModerator,
    MakeMember,
    MakeAdmin,
    MakeOwner,
    TakeAffiliation,
    RemoveMessages,
    Kick,
    Ban
};

/// Whom it is about: in the room by `nick`, on its lists by `jid`; either may be empty.
struct MemberWish
{
    MemberAct act = MemberAct::Message;
    QString nick;
    BareJid jid;
    QString occupantId = {}; ///< XEP-0421; empty where the room gives none

    QString name() const { return nick.isEmpty() ? jid.toString() : nick; }
    friend bool operator==(const MemberWish &, const MemberWish &) = default;
};

/// What is wished for about a group as a whole, beside the joining and leaving.
enum class GroupAct { Invite, ShowBans, ShowSettings, RequestVoice };

/// What may be done to somebody in a row of the list, as we stand there.
QList<MemberAct> memberActs(const Room &room, const OccupantListModel::Row &row);
/// "Make moderator"; ends in "…" where it asks first.
QString memberActText(MemberAct act, RoomAffiliation theirs);
QString memberActIcon(MemberAct act);
/// Does it take something away that does not come back by itself? Such ones stand last.
bool isDestructive(MemberAct act);

} // namespace jackdaw
