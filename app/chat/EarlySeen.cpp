// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/EarlySeen.h"

namespace jackdaw {

void EarlySeen::note(const BareJid &room, const ArchiveId &upTo, const SeenMark &mark)
{
    if (!upTo.isValid() || upTo.value().size() > longestId) {
        return;
    }
    OfRoom &there = m_rooms[room];
    const auto known = there.people.find(mark.who);
    if (known == there.people.end()) {
        if (m_size >= mostOfAll || there.people.size() >= mostOfRoom) {
            return;
        }
        ++m_size;
    } else {
        if (known->time >= mark.time) {
            return;
        }
        const auto before = there.byMessage.find(known->upTo);
        before->removeOne(mark.who);
        if (before->isEmpty()) {
            there.byMessage.erase(before);
        }
    }
    there.people.insert(mark.who, {upTo, mark.nick, mark.time});
    there.byMessage[upTo].append(mark.who);
}

QList<SeenMark> EarlySeen::take(const BareJid &room, const ArchiveId &upTo, MessageId id)
{
    QList<SeenMark> marks;
    const auto there = m_rooms.find(room);
    if (there == m_rooms.end()) {
        return marks;
    }
    const QList<BareJid> who = there->byMessage.take(upTo);
    for (const BareJid &each : who) {
        const Word word = there->people.take(each);
        marks.append({each, word.nick, id, word.time});
        --m_size;
    }
    if (there->people.isEmpty()) {
        m_rooms.erase(there);
    }
    return marks;
}

void EarlySeen::clear()
{
    m_rooms.clear();
    m_size = 0;
}

} // namespace jackdaw
