// SPDX-License-Identifier: GPL-3.0-or-later
#include "rooms/RoomTyping.h"

#include <QDeadlineTimer>
#include <algorithm>

namespace jackdaw {

namespace {

qint64 now()
{
    return QDeadlineTimer::current().deadline();
}

} // namespace

RoomTyping::RoomTyping(std::chrono::milliseconds silence, QObject *parent) : QObject(parent), m_silence(silence)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &RoomTyping::expire);
}

QStringList RoomTyping::names(ConversationId room) const
{
    QStringList names;
    for (const Person &person : m_rooms.value(room))
        names << person.nick;
    return names;
}

void RoomTyping::note(ConversationId room, const QString &nick, ChatState state)
{
    const bool isTyping = state == ChatState::Composing;
    if (!isTyping && !m_rooms.contains(room))
        return;
    QList<Person> &people = m_rooms[room];
    const auto found = std::find_if(people.begin(), people.end(), [&](const Person &person) { return person.nick == nick; });
    const bool wasTyping = found != people.end();
    if (isTyping && wasTyping)
        found->until = now() + m_silence.count();
    else if (isTyping && people.size() < mostNames)
        people.append({nick, now() + m_silence.count()});
    else if (wasTyping)
        people.erase(found);
    if (people.isEmpty())
        m_rooms.remove(room);
    schedule();
    if (isTyping != wasTyping)
        Q_EMIT changed(room);
}

void RoomTyping::noteMessages(ConversationId room, const QList<Message> &messages)
{
    if (!m_rooms.contains(room))
        return;
    for (const Message &message : messages)
        note(room, message.nick, ChatState::Active);
}

void RoomTyping::expire()
{
    QList<ConversationId> touched;
    for (auto room = m_rooms.begin(); room != m_rooms.end();) {
        if (room->removeIf([time = now()](const Person &person) { return person.until <= time; }) > 0)
            touched << room.key();
        room = room->isEmpty() ? m_rooms.erase(room) : std::next(room);
    }
    schedule();
    for (ConversationId room : std::as_const(touched))
        Q_EMIT changed(room);
}

void RoomTyping::schedule()
{
    qint64 next = 0;
    for (const QList<Person> &people : std::as_const(m_rooms)) {
        for (const Person &person : people)
            next = next == 0 ? person.until : std::min(next, person.until);
    }
    if (next == 0)
        m_timer.stop();
    else
        m_timer.start(std::chrono::milliseconds(std::max<qint64>(0, next - now())));
}

} // namespace jackdaw
