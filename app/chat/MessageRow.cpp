// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/MessageRow.h"

#include <QSqlQuery>
#include <QVariant>

namespace jackdaw::messageRow {

const QString columns = QStringLiteral(
    "m.id, m.conversation, m.direction, m.state, m.time, m.sender, m.body, m.origin_id, m.archive_id, m.markable, "
    "m.error_kind, m.error_detail, m.error_subject, m.stanza_id, m.edited, m.retracted, m.pinned, m.saved, m.change_state, "
    "m.reacted, m.reply_id, m.reply_author, m.thread, m.thread_parent, m.mentions, m.spoiler, m.markup, m.corrects");

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
    const auto text = [&row, first](int column) { return row.value(first + column).toString(); };
    const auto number = [&row, first](int column) { return row.value(first + column).toLongLong(); };
    message.stanzaId = OriginId(text(13));
    message.edited = number(14);
    message.retracted = number(15);
    message.pinned = number(16);
    message.saved = number(17);
    message.changes = ChangeState(number(18));
    if (const OriginId to(text(20)); to.isValid()) {
        message.reply = ReplyTo{to, BareJid::fromPrepared(text(21))};
    }
    message.thread = {text(22), text(23)};
    message.mentions = readMentions(text(24));
    if (!row.isNull(first + 25)) {
        message.spoiler = text(25);
    }
    message.markup = text(26);
    message.corrects = OriginId(text(27));
    return message;
}

bool hasReactions(const QSqlQuery &row, int first)
{
    return row.value(first + 19).toBool();
}

const QString reactions = QStringLiteral("SELECT emoji, sender FROM reaction WHERE message = ? ORDER BY time, sender LIMIT 2000");

Reaction readReaction(const QSqlQuery &row)
{
    return {row.value(0).toString(), BareJid::fromPrepared(row.value(1).toString())};
}

QString writeMentions(const QList<Mention> &mentions)
{
    QStringList lines;
    for (const Mention &mention : mentions) {
        lines.append(QStringLiteral("%1 %2 %3 ").arg(mention.begin).arg(mention.end).arg(int(mention.isUs)) + mention.who.toString());
    }
    return lines.join(u'\n');
}

QList<Mention> readMentions(const QString &column)
{
    QList<Mention> all;
    for (const QStringView line : QStringView(column).split(u'\n', Qt::SkipEmptyParts)) {
        const QList<QStringView> fields = line.split(u' '); // an address has no spaces
        if (fields.size() == 4) {
            all.append({fields[0].toInt(), fields[1].toInt(), BareJid::fromPrepared(fields[3].toString()), fields[2] == u"1"});
        }
    }
    return all;
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
