// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/ReadPositionStore.h"

#include "storage/Database.h"

#include <QSqlQuery>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

ReadPositionStore::Position positionOf(const QSqlQuery &row)
{
    return {ConversationId(row.value(0).toLongLong()), ArchiveId(row.value(1).toString()),
            row.value(2).toBool() ? ReadPositionStore::Sent::NotYet : ReadPositionStore::Sent::Yes};
}

Status statusOf(const Result<int> &changed) { return changed ? Status(Done{}) : Status(changed.error()); }

} // namespace

Result<std::optional<ReadPositionStore::Position>> ReadPositionStore::find(ConversationId conversation)
{
    std::optional<Position> found;
    const auto read =
        m_database.each(u"SELECT conversation, archive_id, unsent FROM read_position WHERE conversation = ?"_s,
                        {conversation.value()}, [&](const QSqlQuery &row) { found = positionOf(row); });
    if (!read) {
        return read.error();
    }
    return found;
}

Status ReadPositionStore::put(const Position &position)
{
    return statusOf(m_database.change(
        u"INSERT INTO read_position (conversation, archive_id, unsent) VALUES (?, ?, ?) ON CONFLICT (conversation) "
        "DO UPDATE SET archive_id = excluded.archive_id, unsent = excluded.unsent"_s,
        {position.conversation.value(), position.upTo.value(), int(position.sent == Sent::NotYet)}));
}

Status ReadPositionStore::settle(ConversationId conversation, const ArchiveId &upTo)
{
    return statusOf(
        m_database.change(u"UPDATE read_position SET unsent = 0 WHERE conversation = ? AND archive_id = ?"_s,
                          {conversation.value(), upTo.value()}));
}

Result<QList<ReadPositionStore::Position>> ReadPositionStore::unsent(AccountId account)
{
    QList<Position> all;
    const auto read =
        m_database.each(u"SELECT p.conversation, p.archive_id, p.unsent FROM read_position p "
                        "JOIN conversation c ON c.id = p.conversation WHERE p.unsent = 1 AND c.account = ?"_s,
                        {account.value()}, [&](const QSqlQuery &row) { all.append(positionOf(row)); });
    if (!read) {
        return read.error();
    }
    return all;
}

Result<ReadPositionStore::Archived> ReadPositionStore::newestArchived(ConversationId conversation, MessageId upTo)
{
    Archived found;
    const auto read =
        m_database.each(u"SELECT id, archive_id FROM (SELECT id, archive_id FROM message "
                        "WHERE conversation = ? AND id <= ? ORDER BY id DESC LIMIT 500) "
                        "WHERE archive_id <> '' ORDER BY id DESC LIMIT 1"_s,
                        {conversation.value(), upTo.value()}, [&](const QSqlQuery &row) {
        found = {MessageId(row.value(0).toLongLong()), ArchiveId(row.value(1).toString())};
    });
    if (!read) {
        return read.error();
    }
    return found;
}

} // namespace jackdaw
