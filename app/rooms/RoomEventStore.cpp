// SPDX-License-Identifier: GPL-3.0-or-later
#include "rooms/RoomEventStore.h"

#include "storage/Database.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSqlQuery>
#include <algorithm>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 keysOfOneMoment = 4096; // as those of messages (chat/MessageRow.h)

} // namespace

Status RoomEventStore::add(ConversationId room, QList<RoomEvent> &events)
{
    return m_database.transaction(Database::Durability::Normal, [&]() -> Status {
        for (RoomEvent &event : events) {
            // What happens in one moment keeps its order.
            const auto taken = m_database.value(
                u"SELECT max(place) FROM room_event WHERE conversation = ? AND place BETWEEN ? AND ?"_s,
                {room.value(), event.place.value(), event.place.value() + keysOfOneMoment - 1});
            if (!taken) {
                return taken.error();
            }
            if (!taken->isNull()) {
                event.place = MessageId(taken->toLongLong() + 1);
            }
            const bool isList = event.kind == RoomEvent::Kind::Seen || event.kind == RoomEvent::Kind::Still;
            const QString text = isList
                ? QString::fromUtf8(QJsonDocument(QJsonArray::fromStringList(event.people)).toJson(QJsonDocument::Compact)) : event.text;
            const auto added = m_database.change(
                u"INSERT OR IGNORE INTO room_event (conversation, place, kind, nick, text) VALUES (?, ?, ?, ?, ?)"_s,
                {room.value(), event.place.value(), int(event.kind), event.nick, text});
            if (!added) {
                return added.error();
            }
        }
        return Done{};
    });
}

Result<bool> RoomEventStore::hasSubject(ConversationId room, const RoomEvent &subject, qint64 slack)
{
    const qint64 around = slack * keysOfOneMoment;
    const auto found = m_database.value(
        u"SELECT EXISTS (SELECT 1 FROM room_event WHERE conversation = ? AND place BETWEEN ? AND ? AND kind = ? AND nick = ? AND text = ?)"_s,
        {room.value(), subject.place.value() - around, subject.place.value() + around + keysOfOneMoment - 1,
         int(RoomEvent::Kind::Subject), subject.nick, subject.text});
    return found ? Result<bool>(found->toBool()) : Result<bool>(found.error());
}

Status RoomEventStore::letGo(ConversationId room, qint64 now)
{
    constexpr qint64 day = 86'400'000;
    const qint64 old = std::max<qint64>(0, now - keptDays * day) * keysOfOneMoment;
    constexpr int subject = int(RoomEvent::Kind::Subject);
    const auto gone = m_database.change(
        u"DELETE FROM room_event WHERE conversation = ? AND kind = ? AND place < (SELECT min(place) FROM "
        "(SELECT place FROM room_event WHERE conversation = ? AND kind = ? ORDER BY place DESC LIMIT ?))"_s,
        {room.value(), subject, room.value(), subject, mostSubjects});
    if (!gone) {
        return gone.error();
    }
    return toStatus(m_database.change(
        u"DELETE FROM room_event WHERE conversation = ? AND kind <> ? AND place < max(?, coalesce((SELECT min(place) FROM "
        "(SELECT place FROM room_event WHERE conversation = ? ORDER BY place DESC LIMIT ?)), 0))"_s,
        {room.value(), subject, old, room.value(), mostEvents}));
}

} // namespace jackdaw
