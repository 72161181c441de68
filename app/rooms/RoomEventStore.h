// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"
#include "rooms/RoomEvent.h"

namespace jackdaw {

class Database;

/// Who came to rooms and left them, on disk, and what they were about. Made by RoomService, engine thread.
/// Lets go of what is old: who came and went is kept for `keptDays`, and no more than `mostEvents` a room; of subjects, which
/// anybody may change in some rooms, the last `mostSubjects`.
/// Reads nothing for the window: that is RoomEventReader.
class RoomEventStore
{
public:
    static constexpr int keptDays = 30;
    static constexpr int mostEvents = 10'000;
    static constexpr int mostSubjects = 500;

    explicit RoomEventStore(Database &database) : m_database(database) {}

    /// Gives each a place of its own, at its time or next to it. One transaction.
    Status add(ConversationId room, QList<RoomEvent> &events);
    /// Is that subject kept already, at its time or at most `slack` ms from it?
    Result<bool> hasSubject(ConversationId room, const RoomEvent &subject, qint64 slack);
    /// `now`: ms since 1970 UTC.
    Status letGo(ConversationId room, qint64 now);

private:
    Database &m_database;
};

} // namespace jackdaw
