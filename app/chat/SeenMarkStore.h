// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"
#include "chat/SeenMark.h"

namespace jackdaw {

class Database;

/// How far the people of rooms have read, one mark for each of them, which only goes forward; of a bounded number in each
/// room. Owned by IncomingReceipts, engine thread, inside a transaction of the caller. Who may say so was asked before
/// (xmpp/Authority). Errors: Storage, DiskFull.
class SeenMarkStore
{
public:
    static constexpr int mostOfRoom = 1'000; ///< in a room where more read along, nobody asks who it was

    explicit SeenMarkStore(Database &database) : m_database(database) {}

    /// Value: did it go forward?
    Result<bool> note(ConversationId room, const SeenMark &mark);

private:
    Database &m_database;
};

} // namespace jackdaw
