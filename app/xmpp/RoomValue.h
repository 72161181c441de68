// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Jid.h"
#include "xmpp/PresenceValue.h"

#include <QList>
#include <QMetaType>
#include <optional>

namespace jackdaw {

/// What rooms (XEP-0045) and those in them are, as the wire says it and the window shows it. Plain values: any thread. All
/// text in them is somebody else's.
/// Made by the wire mappings, carried by rooms/Room.h to the window; they own nothing and know nothing of XML.

/// XEP-0045, 5.1. Numbers order: who may more comes later.
enum class RoomRole { None, Visitor, Participant, Moderator };
/// XEP-0045, 5.2. The same.
enum class RoomAffiliation { Outcast, None, Member, Admin, Owner };

/// XEP-0317.
struct RoomHat
{
    QString uri;
    QString title;
    std::optional<double> hue; ///< degrees (XEP-0392)

    friend bool operator==(const RoomHat &, const RoomHat &) = default;
};

/// Somebody in a room.
struct Occupant
{
    QString nick;
    QString id;    ///< XEP-0421; empty where the room announces no such ids
    BareJid jid;   ///< invalid where the room keeps it from us
    RoomRole role = RoomRole::None;
    RoomAffiliation affiliation = RoomAffiliation::None;
    Availability availability = Availability::Available;
    QString status;
    QList<RoomHat> hats;

    friend bool operator==(const Occupant &, const Occupant &) = default;
};

/// A person on one of a room's lists (XEP-0045, 9), in the room or not.
struct RoomMember
{
    BareJid jid;
    QString nick;
    RoomAffiliation affiliation = RoomAffiliation::None;
    RoomRole role = RoomRole::None;
    QString reason;

    friend bool operator==(const RoomMember &, const RoomMember &) = default;
};

/// Why somebody is not in a room, or not any more.
enum class RoomReason {
    None,
    ByUser,          ///< we left
    Kicked,          ///< XEP-0045, 8.2 (307)
    Banned,          ///< 9.1 (301), or refused for that (7.2.7)
    Removed,         ///< 9.4 (321): our affiliation was taken away in a room for members
    MembersOnly,     ///< 10.2 (322), or refused for that (7.2.6)
    ServiceShutdown, ///< 332
    TechnicalFault,  ///< 333
    Destroyed,       ///< 10.9; there may be another room in its place
    NickTaken,       ///< 7.2.8: by somebody else, whatever we tried
    NickReserved,    ///< 7.2.9: we have to go by the nickname that is registered, or this one is not allowed
    Password,        ///< 7.2.5: it wants one, or another
    Full,            ///< 7.2.9
    NotCreated,      ///< 7.2.10: it is locked, or not there, and we may not make it
    Unreachable,     ///< its service is not there
    NoAnswer,        ///< it said nothing in time
    NotIn,           ///< it does not know us any more (XEP-0410)
    ConnectionLost,  ///< ours
    Other            ///< `detail` says
};

/// The room that stands in the place of one that was destroyed (XEP-0045, 10.9).
struct RoomSuccessor
{
    BareJid room;
    QString password;

    friend bool operator==(const RoomSuccessor &, const RoomSuccessor &) = default;
};

/// What a room says of itself (XEP-0045, 6.4 and 15.5).
struct RoomFeatures
{
    QString name;
    QString description;
    QString subject;
    QString language;
    std::optional<int> occupants;
    bool isRoom = false;          ///< it is one, and not a service or an account
    bool membersOnly = false;
    bool moderated = false;
    bool nonAnonymous = false;    ///< everybody sees everybody's address
    bool persistent = false;
    bool password = false;
    bool hidden = false;
    bool archive = false;         ///< XEP-0313
    bool stanzaIds = false;       ///< XEP-0359
    bool occupantIds = false;     ///< XEP-0421
    bool moderation = false;      ///< XEP-0425
    bool hats = false;            ///< XEP-0317
    bool pictures = false;        ///< it has a card with a picture, which its owners write (XEP-0486, 4)
    bool registration = false;    ///< XEP-0045, 7.10
    bool channelSearch = false;   ///< XEP-0433: it is a directory of rooms, which is asked by words
    std::optional<bool> openSubject;     ///< whoever may speak sets it too; nullopt: it does not say
    std::optional<bool> openInvitations; ///< whoever is in may ask others in

    /// May messages be encrypted there (DESIGN 6)?
    bool mayEncrypt() const { return membersOnly && nonAnonymous; }

    friend bool operator==(const RoomFeatures &, const RoomFeatures &) = default;
};

/// One room of a service's list (XEP-0045, 6.3).
struct ListedRoom
{
    BareJid room;
    QString name;
    std::optional<int> occupants; ///< where the service writes them behind the name, as most do: "Lounge (12)"

    friend bool operator==(const ListedRoom &, const ListedRoom &) = default;
};

/// The nickname that a room keeps for us, and for nobody else (XEP-0045, 7.10).
struct RoomRegistration
{
    bool isRegistered = false;
    QString nick; ///< empty also where it does not say which

    friend bool operator==(const RoomRegistration &, const RoomRegistration &) = default;
};

/// What a room is to be when it is made.
enum class RoomPurpose {
    PrivateGroup, ///< for those who are asked in, who see each other's addresses; it stays, and has an archive
    PublicChannel ///< for everybody, without addresses; it stays, is listed, and has an archive
};

/// To somebody without a voice who wants one (XEP-0045, 8.6).
enum class Voice { Denied, Granted };

/// Somebody wants us in a room (XEP-0045, 7.8; XEP-0249).
struct RoomInvitation
{
    enum class Kind {
        Direct,  ///< the person says so, by their own address
        Mediated ///< the room says so, and who it was
    };
    Kind kind = Kind::Direct;
    BareJid room;
    BareJid from;     ///< in a mediated one what the room says; invalid where it does not
    QString reason;
    QString password;

    friend bool operator==(const RoomInvitation &, const RoomInvitation &) = default;
};

/// When people are to be told of a message (XEP-0492).
enum class RoomNotify { Unset, Always, OnMention, Never };

} // namespace jackdaw

Q_DECLARE_METATYPE(jackdaw::Occupant)
Q_DECLARE_METATYPE(jackdaw::RoomMember)
Q_DECLARE_METATYPE(jackdaw::RoomFeatures)
Q_DECLARE_METATYPE(jackdaw::RoomInvitation)
