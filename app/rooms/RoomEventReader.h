// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rooms/RoomEvent.h"

namespace jackdaw {

class ReadConnection;

/// Reads who came to a room and left it, what it was about, and who was there at a time. Owned by the composition root, GUI
/// thread, on its read-only connection; `connection` outlives it. Never writes. On an SQL error it returns what it has.
/// What nobody saw is not guessed: Attendance::sight says how much was seen.
class RoomEventReader
{
public:
    explicit RoomEventReader(const ReadConnection &connection) : m_connection(connection) {}

    /// Up to `limit` of those that can be shown and stand before `place` (invalid: of all the newest), oldest first.
    QList<RoomEvent> before(ConversationId room, MessageId place, int limit) const;
    /// Everybody who was there at some moment from `from` to `to`, which may be the same.
    Attendance attendance(ConversationId room, MessageId from, MessageId to) const;

private:
    const ReadConnection &m_connection;
};

} // namespace jackdaw
