// SPDX-License-Identifier: GPL-3.0-or-later
#include "rooms/RoomEventReader.h"

#include "storage/ReadConnection.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>
#include <QSqlQuery>
#include <algorithm>
#include <limits>
#include <utility>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

RoomEvent eventOf(const QSqlQuery &row)
{
    RoomEvent event;
    event.place = MessageId(row.value(0).toLongLong());
    event.kind = RoomEvent::Kind(row.value(1).toInt());
    event.nick = row.value(2).toString();
    if (event.kind == RoomEvent::Kind::Seen || event.kind == RoomEvent::Kind::Still) {
        const QJsonArray people = QJsonDocument::fromJson(row.value(3).toString().toUtf8()).array();
        for (const auto &each : people) {
            event.people.append(each.toString());
        }
    } else {
        event.text = row.value(3).toString();
    }
    return event;
}

} // namespace

QList<RoomEvent> RoomEventReader::before(ConversationId room, MessageId place, int limit) const
{
    QList<RoomEvent> events;
    m_connection.each(u"SELECT place, kind, nick, text FROM room_event WHERE conversation = ? AND place < ? AND kind < ? "
                      "ORDER BY place DESC LIMIT ?"_s,
                      {room.value(), place.isValid() ? place.value() : std::numeric_limits<qint64>::max(), int(RoomEvent::Kind::Seen), limit},
                      [&events](const QSqlQuery &row) { events.append(eventOf(row)); });
    std::reverse(events.begin(), events.end());
    return events;
}

Attendance RoomEventReader::attendance(ConversationId room, MessageId from, MessageId to) const
{
    QList<RoomEvent> events;
    m_connection.each(u"SELECT place, kind, nick, text FROM room_event WHERE conversation = ? AND place <= ? AND kind <> ? AND place >= "
                      "coalesce((SELECT max(place) FROM room_event WHERE conversation = ? AND place <= ? AND kind >= ?), ?) ORDER BY place"_s,
                      {room.value(), to.value(), int(RoomEvent::Kind::Subject), room.value(), from.value(), int(RoomEvent::Kind::Seen),
                       from.value()},
                      [&events](const QSqlQuery &row) { events.append(eventOf(row)); });
    QSet<QString> there;
    QSet<QString> met;
    bool gathers = false; // met has who was there when the stretch began, or when we began to see, and takes who comes
    const auto arrive = [&](const QString &nick) {
        there.insert(nick);
        if (gathers) {
            met.insert(nick);
        }
    };
    bool sees = false;
    bool hasSeen = false;
    bool hasGap = false;
    for (const RoomEvent &event : std::as_const(events)) {
        const bool isBefore = event.place <= from;
        if (!isBefore && hasSeen && !std::exchange(gathers, true)) {
            met = there;
        }
        switch (event.kind) {
        case RoomEvent::Kind::Seen:
            hasGap = hasGap || !isBefore;
            [[fallthrough]];
        case RoomEvent::Kind::Still:
            there = QSet<QString>(event.people.cbegin(), event.people.cend());
            if (gathers) {
                met.unite(there);
            }
            sees = true;
            break;
        case RoomEvent::Kind::Unseen:
            hasGap = hasGap || !isBefore;
            there.clear();
            sees = false;
            break;
        case RoomEvent::Kind::Came:
            arrive(event.nick);
            break;
        case RoomEvent::Kind::Renamed:
            there.remove(event.nick);
            arrive(event.text);
            break;
        case RoomEvent::Kind::Left:
        case RoomEvent::Kind::Removed:
        case RoomEvent::Kind::Banned:
            there.remove(event.nick);
            break;
        case RoomEvent::Kind::Subject:
            break;
        }
        hasSeen = isBefore ? sees : hasSeen || sees;
        hasGap = hasGap || (!isBefore && !sees);
    }
    if (!gathers) {
        met = there;
    }
    // The next look around without a word that we stopped watching: the program was ended somewhere in between.
    bool wasCut = false;
    m_connection.each(u"SELECT kind FROM room_event WHERE conversation = ? AND place > ? AND kind <> ? ORDER BY place LIMIT 1"_s,
                      {room.value(), to.value(), int(RoomEvent::Kind::Subject)},
                      [&wasCut](const QSqlQuery &row) { wasCut = row.value(0).toInt() == int(RoomEvent::Kind::Seen); });
    if (!hasSeen) {
        return {};
    }
    return {hasGap || wasCut ? Attendance::Sight::Partly : Attendance::Sight::Whole, QStringList(met.cbegin(), met.cend())};
}

} // namespace jackdaw
