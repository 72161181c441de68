// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/MessageRow.h"

#include <QSqlQuery>
#include <QVariant>

namespace jackdaw::messageRow {

const QString columns = QStringLiteral(
    "m.id, m.conversation, m.direction, m.state, m.time, m.sender, m.body, m.origin_id, m.archive_id, m.markable, "
    "m.error_kind, m.error_detail, m.error_subject, m.unread");

std::optional<Message> read(const QSqlQuery &row, int first)
{
    if (row.isNull(first)) {
        return std::nullopt;
    }
    Message message;
    message.id = MessageId(row.value(first).toLongLong());
    message.conversation = ConversationId(row.value(first + 1).toLongLong());
    message.direction = Direction(row.value(first + 2).toInt());
    message.state = MessageState(row.value(first + 3).toInt());
    message.time = row.value(first + 4).toLongLong();
    message.sender = BareJid::fromPrepared(row.value(first + 5).toString());
    message.body = row.value(first + 6).toString();
    message.originId = OriginId(row.value(first + 7).toString());
    message.archiveId = ArchiveId(row.value(first + 8).toString());
    message.markable = row.value(first + 9).toBool();
    if (!row.isNull(first + 10)) {
        message.failure = Error{ErrorKind(row.value(first + 10).toInt()), row.value(first + 11).toString(),
                                row.value(first + 12).toString()};
    }
    return message;
}

const QString conversations = QStringLiteral("SELECT c.id, c.account, c.peer, c.unread, c.first_unread, c.muted, c.pinned, "
                                             "c.draft, ")
    + columns + QStringLiteral(" FROM conversation c LEFT JOIN message m ON m.id = c.last_message ");

Conversation readConversation(const QSqlQuery &row)
{
    Conversation conversation;
    conversation.id = ConversationId(row.value(0).toLongLong());
    conversation.account = AccountId(row.value(1).toLongLong());
    conversation.peer = BareJid::fromPrepared(row.value(2).toString());
    conversation.unread = row.value(3).toInt();
    conversation.firstUnread = MessageId(row.value(4).toLongLong());
    conversation.muted = row.value(5).toBool();
    conversation.pinned = row.value(6).toBool();
    conversation.draft = row.value(7).toString();
    conversation.last = read(row, 8);
    return conversation;
}

} // namespace jackdaw::messageRow
