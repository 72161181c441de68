// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Ids.h"
#include "chat/SeenMark.h"

#include <QHash>

namespace jackdaw {

/// Who of a room saw all up to a message that is not here yet (XEP-0333, 5.4): a room's archive is read newest first,
/// so the marker comes before its message. Of each person the latest word alone, as no mark goes back. Bounded: beyond
/// that nothing more is taken. A value of IncomingReceipts', engine thread, in memory only. Decides nothing of who may
/// say what.
class EarlySeen
{
public:
    static constexpr qsizetype mostOfRoom = 1'000; ///< people; as many as SeenMarkStore keeps
    static constexpr qsizetype mostOfAll = 10'000;
    static constexpr qsizetype longestId = 256;    ///< longer ones are no room's

    /// `mark` has no message yet; by its time it is the latest word of that person, or without effect.
    void note(const BareJid &room, const ArchiveId &upTo, const SeenMark &mark);
    /// Those who saw all up to this message, which is `id`; they are not kept any longer.
    QList<SeenMark> take(const BareJid &room, const ArchiveId &upTo, MessageId id);

    void clear();
    qsizetype size() const { return m_size; }

private:
    struct Word {
        ArchiveId upTo;
        QString nick;
        qint64 time = 0;
    };
    struct OfRoom {
        QHash<BareJid, Word> people;
        QHash<ArchiveId, QList<BareJid>> byMessage;
    };

    QHash<BareJid, OfRoom> m_rooms;
    qsizetype m_size = 0;
};

} // namespace jackdaw
