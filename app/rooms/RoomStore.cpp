// SPDX-License-Identifier: GPL-3.0-or-later
#include "rooms/RoomStore.h"

#include "storage/Database.h"

#include <QSqlQuery>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

/// Bits are stored: append only.
constexpr bool RoomFeatures::*features[] = {
    &RoomFeatures::isRoom, &RoomFeatures::membersOnly, &RoomFeatures::moderated, &RoomFeatures::nonAnonymous,
    &RoomFeatures::persistent, &RoomFeatures::password, &RoomFeatures::hidden, &RoomFeatures::archive, &RoomFeatures::stanzaIds,
    &RoomFeatures::occupantIds, &RoomFeatures::moderation, &RoomFeatures::hats, &RoomFeatures::registration,
    &RoomFeatures::pictures,
};

int bitsOf(const RoomFeatures &room)
{
    int bits = 0;
    int bit = 1;
    for (const auto feature : features) {
        bits |= room.*feature ? bit : 0;
        bit <<= 1;
    }
    return bits;
}

void setBits(RoomFeatures &room, int bits)
{
    for (const auto feature : features) {
        room.*feature = bits & 1;
        bits >>= 1;
    }
}

} // namespace

Result<QList<Room>> RoomStore::load(AccountId account)
{
    QList<Room> all;
    const auto read = m_database.each(
        u"SELECT c.id, c.peer, r.nick, r.name, r.description, r.subject, r.subject_nick, r.subject_time, coalesce(r.features, 0), "
        "coalesce(r.reason, 0), coalesce(r.heard, 0), coalesce(r.lines, 0) FROM conversation c LEFT JOIN room r ON r.conversation = c.id WHERE c.account = ? AND c.kind = 1"_s,
        {account.value()}, [&](const QSqlQuery &row) {
            Room room;
            room.account = account;
            room.conversation = ConversationId(row.value(0).toLongLong());
            room.jid = BareJid::fromPrepared(row.value(1).toString());
            room.nick = row.value(2).toString();
            setBits(room.features, row.value(8).toInt());
            room.features.name = row.value(3).toString();
            room.features.description = row.value(4).toString();
            room.subject = row.value(5).toString();
            room.subjectNick = row.value(6).toString();
            room.subjectTime = row.value(7).toLongLong();
            room.reason = RoomReason(row.value(9).toInt());
            room.heard = row.value(10).toLongLong();
            room.lines = PresenceLines(row.value(11).toInt());
            all.append(room);
        });
    if (!read) {
        return read.error();
    }
    return all;
}

Status RoomStore::store(const Room &room)
{
    return toStatus(m_database.change(
        u"INSERT OR REPLACE INTO room (conversation, nick, name, description, subject, subject_nick, subject_time, features, reason, heard, lines) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
        {room.conversation.value(), room.nick, room.features.name, room.features.description, room.subject, room.subjectNick,
         room.subjectTime, bitsOf(room.features), int(room.reason), room.heard, int(room.lines)}));
}

Result<QList<WaitingRoomInvitation>> RoomStore::invitations(AccountId account)
{
    QList<WaitingRoomInvitation> all;
    const auto read = m_database.each(
        u"SELECT room, sender, mediated, reason, password, time FROM room_invitation WHERE account = ? ORDER BY time"_s,
        {account.value()}, [&](const QSqlQuery &row) {
            const auto kind = row.value(2).toBool() ? RoomInvitation::Kind::Mediated : RoomInvitation::Kind::Direct;
            all.append({account, {kind, BareJid::fromPrepared(row.value(0).toString()), BareJid::fromPrepared(row.value(1).toString()),
                                  row.value(3).toString(), row.value(4).toString()}, row.value(5).toLongLong()});
        });
    if (!read) {
        return read.error();
    }
    return all;
}

Status RoomStore::addInvitation(const WaitingRoomInvitation &waiting)
{
    const RoomInvitation &invitation = waiting.invitation;
    const auto added = m_database.change(
        u"INSERT OR REPLACE INTO room_invitation (account, room, sender, mediated, reason, password, time) VALUES (?, ?, ?, ?, ?, ?, ?)"_s,
        {waiting.account.value(), invitation.room.toString(), invitation.from.toString(),
         int(invitation.kind == RoomInvitation::Kind::Mediated), invitation.reason, invitation.password, waiting.time});
    if (!added) {
        return added.error();
    }
    return toStatus(m_database.change(
        u"DELETE FROM room_invitation WHERE account = ? AND room NOT IN "
        "(SELECT room FROM room_invitation WHERE account = ? ORDER BY time DESC LIMIT ?)"_s,
        {waiting.account.value(), waiting.account.value(), maximumInvitations}));
}

Status RoomStore::removeInvitation(AccountId account, const BareJid &room)
{
    return toStatus(m_database.change(u"DELETE FROM room_invitation WHERE account = ? AND room = ?"_s,
                                      {account.value(), room.toString()}));
}

} // namespace jackdaw
