// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Ids.h"
#include "base/Result.h"

#include <QList>
#include <optional>

namespace jackdaw {

class Database;

/// How far the account has read in each chat, as the server says it or is to say it (XEP-0490). Owned by ReadPositionService,
/// engine thread; each function is one statement, inside a transaction of the caller or not. What is read here,
/// MessageStore knows: this is what was told of it. Errors: Storage, DiskFull.
class ReadPositionStore
{
public:
    explicit ReadPositionStore(Database &database) : m_database(database) {}

    enum class Sent { Yes, NotYet };
    struct Position
    {
        ConversationId conversation;
        ArchiveId upTo;
        Sent sent = Sent::Yes;
    };
    Result<std::optional<Position>> find(ConversationId conversation);
    Status put(const Position &position);
    /// The server has it; what was put meanwhile is not touched.
    Status settle(ConversationId conversation, const ArchiveId &upTo);
    Result<QList<Position>> unsent(AccountId account);

    /// The newest message up to `upTo` that an archive gave an id, of the last 500: where nothing is archived, not all of a
    /// long chat is read for each word in it. An invalid one if there is none.
    struct Archived
    {
        MessageId message;
        ArchiveId id;
    };
    Result<Archived> newestArchived(ConversationId conversation, MessageId upTo);

private:
    Database &m_database;
};

} // namespace jackdaw
