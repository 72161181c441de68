// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/DataForm.h"
#include "base/Ids.h"
#include "base/Result.h"
#include "xmpp/RoomValue.h"

#include <QList>
#include <QMetaType>
#include <optional>

namespace jackdaw {

/// How we stand to a room. `Room::reason` says why.
enum class RoomState {
    Out,      ///< not in, and not by itself
    Entering,
    In,
    Leaving,
    Lost,     ///< we were in, or wanted to be, and try again by ourselves
    Refused   ///< it does not let us in; not again by itself
};

/// Are those who come and go shown among the messages? Numbers are stored: append only.
enum class PresenceLines {
    BySize = 0, ///< in small private groups, and not in others
    Shown = 1,
    Hidden = 2
};

/// A room of an account, as the window shows it: RoomService makes it, RoomDoor tells of it. A plain value: any thread. It
/// owns nothing, and what stands in it as text is somebody else's,
/// never to be taken for markup.
struct Room
{
    AccountId account;
    ConversationId conversation;
    BareJid jid;
    RoomState state = RoomState::Out;
    RoomReason reason = RoomReason::None;
    QString reasonText;      ///< what was said about that
    QString actor;           ///< who did it, by nickname
    RoomSuccessor successor; ///< of one that was destroyed
    QString nick;            ///< ours
    QString occupantId;      ///< ours
    RoomRole role = RoomRole::None;
    RoomAffiliation affiliation = RoomAffiliation::None;
    RoomFeatures features;
    QString subject;
    QString subjectNick;
    qint64 subjectTime = 0;  ///< ms since 1970 UTC; 0: not known
    PresenceLines lines = PresenceLines::BySize;
    int occupants = 0;
    int members = 0;         ///< on its lists, whether they are there or not; 0: it has none, or has not shown them
    qint64 heard = 0;        ///< when it last said something while it was open; ms since 1970 UTC, by our clock; 0: never

    friend bool operator==(const Room &, const Room &) = default;
};

/// Why we are not in a room, or try again, as an Error whose `detail` is what was said about it and whose `subject` is the
/// room; nullopt: we are in, or out because the user left. `Room::reason` tells more apart than ErrorKind does.
std::optional<Error> errorOf(const Room &room);

/// What PresenceLines come to in this room, as it is.
bool showsPresenceLines(const Room &room);

/// What changed among those in a room since the last time. A plain value.
struct OccupantChanges
{
    enum class Extent {
        Some, ///< those named
        Whole ///< `changed` is everybody
    };
    ConversationId room;
    Extent extent = Extent::Some;
    QList<Occupant> changed; ///< as they are now, in the order of the list
    QStringList removed;     ///< by nickname
};

/// Is a room entered with each session (XEP-0402, 3)?
enum class Autojoin { Off, On };

/// A room that the account keeps. A plain value: any thread.
struct RoomBookmark
{
    AccountId account;
    BareJid room;
    QString name;
    QString nick;
    bool autojoin = false;
    RoomNotify notify = RoomNotify::Unset;
    int place = 0; ///< among those that are pinned, from 1; 0: the user gave it none

    friend bool operator==(const RoomBookmark &, const RoomBookmark &) = default;
};

/// Somebody asked us into a room. A plain value.
struct WaitingRoomInvitation
{
    AccountId account;
    RoomInvitation invitation;
    qint64 time = 0;
};

} // namespace jackdaw

Q_DECLARE_METATYPE(jackdaw::Room)
Q_DECLARE_METATYPE(jackdaw::OccupantChanges)
Q_DECLARE_METATYPE(jackdaw::RoomBookmark)
Q_DECLARE_METATYPE(jackdaw::WaitingRoomInvitation)
