// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rooms/RoomEvent.h"
#include "widgets/EventLine.h"

#include <QHash>
#include <QObject>
#include <utility>

namespace jackdaw {

class RoomEventReader;

/// What stands between the messages of a group: who came and who went, in runs that are told as one, and what it is about.
/// Reads a page at a time, and only as far back as somebody looks. Owned by ChatPage, GUI thread; fed by RoomDoor. Decides
/// nothing about the group: whether those who come and go are shown, its owner says.
class EventLines : public QObject
{
    Q_OBJECT
public:
    explicit EventLines(const RoomEventReader &reader, QObject *parent = nullptr);

    enum class People { Shown, Hidden };
    /// An invalid one: none.
    void setRoom(ConversationId room, People people);
    ConversationId room() const { return m_room; }
    /// The lines between two places, oldest first; an invalid `before`: to the end.
    QList<EventLine> between(MessageId after, MessageId before) const;
    /// Who was there at some moment from `from` to `to`.
    Attendance attendance(MessageId from, MessageId to) const;

public Q_SLOTS:
    void add(jackdaw::ConversationId room, const QList<jackdaw::RoomEvent> &events);

Q_SIGNALS:
    void changed();

private:
    void readBackTo(MessageId place) const;

    const RoomEventReader &m_reader;
    ConversationId m_room;
    People m_people = People::Hidden;
    mutable QList<RoomEvent> m_events; ///< without a hole up to now, by place
    mutable bool m_isWhole = false;    ///< there are none before
    mutable QHash<std::pair<MessageId, MessageId>, QList<EventLine>> m_told; ///< by the places around them, lines of long runs
};

/// One sentence about a run of comings and goings: what is left of them, in the order in which they began. Empty where
/// everybody is where they were. At most three of a kind are named.
EventLine peopleLine(const QList<RoomEvent> &run);
EventLine subjectLine(const RoomEvent &subject);

} // namespace jackdaw
