// SPDX-License-Identifier: GPL-3.0-or-later
//
// The part of RoomService that notes who comes and goes, and what a room is about.

#include "base/Clock.h"
#include "rooms/RoomStay.h"

#include <algorithm>

namespace jackdaw {

namespace {

constexpr qint64 keysAMillisecond = 4096; // as those of messages (chat/MessageRow.h)
/// In larger ones somebody comes or goes all the time, and nobody can tell from that who read something.
constexpr qsizetype mostWatched = 300;
constexpr int eventsALook = 500; ///< more than that are never gone through to tell who was there
constexpr qsizetype longestSubject = 1'000; ///< of which the window shows less still
constexpr qint64 clockSlack = 10 * 60'000;  ///< between a room's clock and ours, in ms
constexpr qsizetype mostRenamed = 1'000;    ///< who goes for another name, and never comes by it

MessageId placeAt(qint64 time)
{
    return MessageId(std::max<qint64>(time, 1) * keysAMillisecond);
}

} // namespace

void RoomService::noteEvent(Stay &stay, RoomEvent::Kind kind, const QString &nick, const QString &text)
{
    if (!stay.watches || !stay.room.conversation.isValid()) {
        return;
    }
    if (stay.occupants.size() > mostWatched) {
        endWatch(stay);
        return;
    }
    stay.events.append({kind, placeAt(m_account.clock.now()), nick, text, {}});
    ++stay.notedEvents;
    touch(stay);
}

/// `before`: what it was about, as far as we knew; `stamp`: when it changed, 0: now. A room tells it again to whoever comes in.
void RoomService::noteSubject(Stay &stay, const QString &before, qint64 stamp)
{
    const bool isNews = stay.room.state == RoomState::In && stay.isOpen;
    if (!stay.room.conversation.isValid() || (stamp == 0 && !isNews) || (stay.room.subject == before && stamp == 0)
        || (before.isEmpty() && stay.room.subject.isEmpty())) {
        return;
    }
    const RoomEvent event{RoomEvent::Kind::Subject, placeAt(stamp > 0 ? stamp : m_account.clock.now()), stay.room.subjectNick,
                          stay.room.subject.left(longestSubject), {}};
    // What was heard when it was said is kept at our time, and told again by the room's.
    const auto isKept = m_events.hasSubject(stay.room.conversation, event, stamp > 0 ? clockSlack : 0);
    if (isKept && !*isKept && !stay.events.contains(event)) {
        stay.events.append(event);
        ++stay.notedEvents;
        touch(stay);
    }
}

void RoomService::noteRename(Stay &stay, const QString &nick, const QString &newNick)
{
    if (stay.renamed.size() >= mostRenamed) {
        stay.renamed.clear();
    }
    stay.renamed.insert(newNick);
    noteEvent(stay, RoomEvent::Kind::Renamed, nick, newNick);
}

void RoomService::beginWatch(Stay &stay)
{
    endWatch(stay);
    if (!stay.room.conversation.isValid()) {
        return;
    }
    note(m_events.letGo(stay.room.conversation, m_account.clock.now())); // also of one that was small once
    if (stay.occupants.size() > mostWatched) {
        return;
    }
    stay.watches = true;
    stay.renamed.clear();
    stay.notedEvents = 0;
    RoomEvent seen{RoomEvent::Kind::Seen, placeAt(m_account.clock.now()), {}, {}, {}};
    const QList<Occupant> people = stay.occupants.inOrder();
    for (const Occupant &occupant : people) {
        seen.people.append(occupant.nick);
    }
    stay.events.append(seen);
    touch(stay);
}

void RoomService::endWatch(Stay &stay)
{
    if (!std::exchange(stay.watches, false) || !stay.room.conversation.isValid()) {
        return;
    }
    stay.events.append({RoomEvent::Kind::Unseen, placeAt(m_account.clock.now()), {}, {}, {}});
    keepEvents(stay);
}

void RoomService::keepEvents(Stay &stay)
{
    if (stay.events.isEmpty() || !stay.room.conversation.isValid()) {
        return;
    }
    if (stay.notedEvents >= eventsALook) {
        stay.notedEvents = 0;
        if (stay.watches) {
            RoomEvent still{RoomEvent::Kind::Still, placeAt(m_account.clock.now()), {}, {}, {}};
            const QList<Occupant> people = stay.occupants.inOrder();
            for (const Occupant &occupant : people) {
                still.people.append(occupant.nick);
            }
            stay.events.append(still);
        }
        note(m_events.letGo(stay.room.conversation, m_account.clock.now()));
    }
    QList<RoomEvent> events = std::exchange(stay.events, {});
    const Status kept = m_events.add(stay.room.conversation, events);
    note(kept);
    events.removeIf([](const RoomEvent &event) { return event.kind >= RoomEvent::Kind::Seen; });
    if (kept && !events.isEmpty()) {
        Q_EMIT eventsStored(stay.room.conversation, events);
    }
}

Status RoomService::setPresenceLines(const BareJid &room, PresenceLines lines)
{
    Stay *stay = known(room);
    if (!stay) {
        return Error{ErrorKind::NotFound, {}, room.toString()};
    }
    stay->room.lines = lines;
    const Status stored = m_store.store(stay->room);
    touch(*stay);
    return stored;
}

} // namespace jackdaw
