// SPDX-License-Identifier: GPL-3.0-or-later
#include "rooms/EventLines.h"

#include "rooms/RoomEventReader.h"
#include "style/Direction.h"

#include <QCoreApplication>
#include <QHash>
#include <algorithm>

namespace jackdaw {

namespace {

struct LineWords
{
    Q_DECLARE_TR_FUNCTIONS(Rooms)
};

constexpr int pageOfEvents = 500;
constexpr qsizetype mostLines = 6; ///< between two messages
constexpr qsizetype longRun = 100; ///< of events, which are not told anew each time that somebody looks
constexpr qsizetype mostTold = 200;
constexpr qsizetype longestPerson = 40;
constexpr qsizetype longestSubject = 120;

QString person(const QString &nick)
{
    return isolated(nick.left(longestPerson).simplified());
}

/// What became of one person in a run.
struct Course
{
    QString nick;             ///< as they were called first
    QString now;
    bool wasThere = false;
    bool isThere = false;
    RoomEvent::Kind end = RoomEvent::Kind::Left; ///< how they went last
};

QList<Course> coursesOf(const QList<RoomEvent> &run)
{
    QList<Course> courses;
    QHash<QString, qsizetype> byNick;
    for (const RoomEvent &event : run) {
        const auto known = byNick.constFind(event.nick);
        qsizetype at = known != byNick.constEnd() ? *known : -1;
        if (at < 0) {
            at = courses.size();
            courses.append({event.nick, event.nick, event.kind != RoomEvent::Kind::Came, false, RoomEvent::Kind::Left});
            byNick.insert(event.nick, at);
        }
        Course &course = courses[at];
        switch (event.kind) {
        case RoomEvent::Kind::Came:
            course.isThere = true;
            break;
        case RoomEvent::Kind::Renamed:
            byNick.remove(event.nick);
            byNick.insert(event.text, at);
            course.now = event.text;
            course.isThere = true;
            break;
        default:
            course.isThere = false;
            course.end = event.kind;
        }
    }
    return courses;
}

/// "Ana", "Ana and Ben", "Ana, Ben and Cy", "Ana, Ben and 3 others".
QString listOf(const QStringList &names)
{
    switch (names.size()) {
    case 1: return names[0];
    //: two names
    case 2: return LineWords::tr("%1 and %2").arg(names[0], names[1]);
    //: three names
    case 3: return LineWords::tr("%1, %2 and %3").arg(names[0], names[1], names[2]);
    //: two names, and how many more
    default: return LineWords::tr("%1, %2 and %n others", nullptr, int(names.size() - 2)).arg(names[0], names[1]);
    }
}

} // namespace

EventLine peopleLine(const QList<RoomEvent> &run)
{
    QStringList came, went, removed, banned, passed;
    QStringList parts;
    QStringList renamed;
    const QList<Course> courses = coursesOf(run);
    for (const Course &course : courses) {
        if (course.wasThere && course.isThere) {
            if (course.now != course.nick)
                renamed << LineWords::tr("%1 is now %2").arg(person(course.nick), person(course.now));
        } else if (course.isThere) {
            came << person(course.now);
        } else if (course.end == RoomEvent::Kind::Banned) {
            banned << person(course.nick);
        } else if (course.end == RoomEvent::Kind::Removed) {
            removed << person(course.nick);
        } else if (course.wasThere) {
            went << person(course.nick);
        } else {
            passed << person(course.now);
        }
    }
    // The icon is of what is told first.
    const QString icon = !came.isEmpty() ? QStringLiteral("user-round-plus") : !went.isEmpty() ? QStringLiteral("log-out")
        : !removed.isEmpty() || !banned.isEmpty() ? QStringLiteral("user-round-x")
        : !passed.isEmpty() ? QStringLiteral("users-round") : QStringLiteral("user-round");
    if (!came.isEmpty())
        //: one or more names
        parts << LineWords::tr("%1 joined").arg(listOf(came));
    if (!went.isEmpty())
        parts << LineWords::tr("%1 left").arg(listOf(went));
    if (!removed.isEmpty())
        parts << (removed.size() == 1 ? LineWords::tr("%1 was removed").arg(removed[0]) : LineWords::tr("%1 were removed").arg(listOf(removed)));
    if (!banned.isEmpty())
        parts << (banned.size() == 1 ? LineWords::tr("%1 was banned").arg(banned[0]) : LineWords::tr("%1 were banned").arg(listOf(banned)));
    if (!passed.isEmpty())
        parts << LineWords::tr("%1 joined and left").arg(listOf(passed));
    parts += renamed.mid(0, 3);
    //: between what happened to some people and what happened to others: "Ana joined; Ben left"
    return {icon, parts.join(LineWords::tr("; "))};
}

EventLine subjectLine(const RoomEvent &subject)
{
    const QString words = subject.text.left(longestSubject).simplified();
    const QString topic = isolated(words.size() < subject.text.simplified().size() ? words + QChar(0x2026) : words);
    const QString icon = QStringLiteral("pencil");
    if (words.isEmpty())
        return {icon, subject.nick.isEmpty() ? LineWords::tr("The topic was removed")
                                             : LineWords::tr("%1 removed the topic").arg(person(subject.nick))};
    return {icon, subject.nick.isEmpty() ? LineWords::tr("The topic is now “%1”").arg(topic)
                                         : LineWords::tr("%1 changed the topic to “%2”").arg(person(subject.nick), topic)};
}

EventLines::EventLines(const RoomEventReader &reader, QObject *parent) : QObject(parent), m_reader(reader) {}

void EventLines::setRoom(ConversationId room, People people)
{
    if (room == m_room && people == m_people)
        return;
    if (room != m_room) {
        m_events.clear();
        m_isWhole = false;
    }
    m_room = room;
    m_people = people;
    m_told.clear();
    Q_EMIT changed();
}

void EventLines::readBackTo(MessageId place) const
{
    while (!m_isWhole && (m_events.isEmpty() || place < m_events.constFirst().place)) {
        const QList<RoomEvent> page = m_reader.before(m_room, m_events.isEmpty() ? MessageId() : m_events.constFirst().place, pageOfEvents);
        m_isWhole = page.size() < pageOfEvents;
        m_events = page + m_events;
    }
}

QList<EventLine> EventLines::between(MessageId after, MessageId before) const
{
    if (!m_room.isValid())
        return {};
    readBackTo(after);
    const auto told = m_told.constFind({after, before});
    if (told != m_told.cend())
        return *told;
    const auto isAbove = [](const RoomEvent &event, MessageId place) { return event.place < place; };
    QList<EventLine> lines;
    QList<RoomEvent> run;
    const auto endRun = [&] {
        if (const EventLine line = peopleLine(std::exchange(run, {})); !line.text.isEmpty())
            lines << line;
    };
    const auto first = std::lower_bound(m_events.cbegin(), m_events.cend(), after, isAbove);
    auto it = first;
    for (; it != m_events.cend() && (!before.isValid() || it->place < before); ++it) {
        if (it->kind == RoomEvent::Kind::Subject) {
            endRun();
            lines << subjectLine(*it);
        } else if (m_people == People::Shown) {
            run << *it;
        }
    }
    endRun();
    lines = lines.mid(std::max<qsizetype>(0, lines.size() - mostLines));
    if (it - first > longRun) {
        if (m_told.size() >= mostTold)
            m_told.clear();
        m_told.insert({after, before}, lines);
    }
    return lines;
}

Attendance EventLines::attendance(MessageId from, MessageId to) const
{
    return m_reader.attendance(m_room, from, to);
}

void EventLines::add(ConversationId room, const QList<RoomEvent> &events)
{
    if (room != m_room)
        return;
    m_told.clear();
    const bool isRead = m_isWhole || !m_events.isEmpty(); // else they are on disk when somebody looks
    for (const RoomEvent &event : events) {
        const auto at = std::lower_bound(m_events.begin(), m_events.end(), event.place,
                                         [](const RoomEvent &each, MessageId place) { return each.place < place; });
        const bool isWithin = m_isWhole || at != m_events.begin();
        if (isRead && isWithin && (at == m_events.end() || at->place != event.place))
            m_events.insert(at, event);
    }
    // All rows are measured again: not for what is not shown.
    const auto isSubject = [](const RoomEvent &event) { return event.kind == RoomEvent::Kind::Subject; };
    if (m_people == People::Shown || std::any_of(events.cbegin(), events.cend(), isSubject))
        Q_EMIT changed();
}

} // namespace jackdaw
