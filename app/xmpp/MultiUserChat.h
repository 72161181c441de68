// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"
#include "xmpp/RoomValue.h"

#include <QDomElement>
#include <QXmppMessage.h>
#include <QXmppPresence.h>

namespace jackdaw {

/// XEP-0045: presence and messages of rooms as values. Pure; engine thread. What a room says is believed because it comes from
/// the room's address, which the caller has looked at.
/// Used by rooms/RoomService; owns nothing, holds no element longer than the call, and never joins or leaves by itself.

/// The codes of XEP-0045, 15.6.
namespace roomStatus {
constexpr int nonAnonymous = 100;
constexpr int affiliationChanged = 101;
constexpr int configurationChanged = 104;
constexpr int self = 110;
constexpr int loggingOn = 170;
constexpr int loggingOff = 171;
constexpr int nowNonAnonymous = 172;
constexpr int nowSemiAnonymous = 173;
constexpr int created = 201;
constexpr int nickChangedByService = 210;
constexpr int banned = 301;
constexpr int newNick = 303;
constexpr int kicked = 307;
constexpr int affiliationLost = 321;
constexpr int nowMembersOnly = 322;
constexpr int shutdown = 332;
constexpr int technicalFault = 333;
} // namespace roomStatus

/// What the room says about somebody in it, or about our wish to be (7.2 to 7.6, 7.14).
struct RoomPresence
{
    enum class Type { Available, Unavailable, Error };

    Jid from;             ///< room@service/nick; bare in errors of some services
    Type type = Type::Available;
    Occupant occupant;    ///< its id as the stanza has it: worth something only where the room announces such ids
    QList<int> codes;
    QString newNick;      ///< with 303
    QString actor;        ///< who did it: a nickname, or an address
    QString reason;
    bool destroyed = false;
    RoomSuccessor successor;
    std::optional<Error> error;
    QString condition;    ///< of the error (RFC 6120, 8.3.3)
    bool mayPass = false; ///< of the error: it may be otherwise in a while (RFC 6120, 8.3.2)

    bool has(int code) const { return codes.contains(code); }
};

RoomPresence readRoomPresence(const QDomElement &presence);
/// Is this what only rooms say? Others' presences carry none of it, or nobody's who is asked to join a room.
bool isOfRoom(const QDomElement &presence);

/// Why we are out, by an unavailable presence of our own; None where that says nothing (7.14).
RoomReason reasonOf(const RoomPresence &ours);
/// Why we are not let in (7.2.5 to 7.2.10).
RoomReason refusalOf(const RoomPresence &error);

/// What comes with our wish to be in a room (7.2.2, 7.2.6, 7.2.14).
struct RoomEntry
{
    QString password;
    std::optional<qint64> historySeconds; ///< what was said in that time; nullopt: none is wanted, the archive has it
    Availability availability = Availability::Available;
    QString status;
    QString capsVer;
};
QXmppPresence writeRoomEntry(const Jid &occupant, const RoomEntry &entry);
/// Our presence, or another nickname, in a room that we are in (7.6, 7.7).
QXmppPresence writeRoomPresence(const Jid &occupant, const RoomEntry &entry);
QXmppPresence writeRoomLeave(const Jid &occupant, const QString &reason = {});

/// What a message says about the room itself (6.5, 7.8, 7.13, 8.1, 8.6, 10.2).
struct RoomNotice
{
    QList<int> codes;
    std::optional<QString> subject; ///< of a message with a subject and no text; empty: there is none any more
    /// Who was asked to come does not want to (7.8.2).
    struct Declined { BareJid who; QString reason; };
    std::optional<Declined> declined;
    /// Somebody without a voice wants one (8.6).
    struct VoiceRequest { QString nick; BareJid jid; };
    std::optional<VoiceRequest> voice;

    /// Somebody who is not in has another affiliation now (9.1, 9.3 and 10.3).
    struct Affiliation { BareJid jid; RoomAffiliation affiliation = RoomAffiliation::None; };
    std::optional<Affiliation> affiliation;

    bool isEmpty() const { return codes.isEmpty() && !subject && !declined && !voice && !affiliation; }
};
RoomNotice readRoomNotice(const QDomElement &message);

QXmppMessage writeSubject(const BareJid &room, const QString &subject);
/// 7.13: we want to be heard.
QXmppMessage writeVoiceRequest(const BareJid &room);
/// 8.6: they may be, or may not.
QXmppMessage writeVoiceAnswer(const BareJid &room, const RoomNotice::VoiceRequest &request, Voice answer);

/// By the names of the specification; None where it is unknown.
RoomRole roomRoleOf(QStringView name);
RoomAffiliation roomAffiliationOf(QStringView name);
QString nameOf(RoomRole role);
QString nameOf(RoomAffiliation affiliation);

} // namespace jackdaw
