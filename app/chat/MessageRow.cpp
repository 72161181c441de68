// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/MessageRow.h"

#include <QSqlQuery>
#include <QVariant>

namespace jackdaw::messageRow {

const QString columns = QStringLiteral(
    "m.id, m.conversation, m.direction, m.state, m.time, m.sender, m.body, m.origin_id, m.archive_id, m.markable, "
    "m.error_kind, m.error_detail, m.error_subject, m.retracted, "
    // Most messages are a text and nothing else: the rest is asked for where there is any.
    "m.stanza_id <> '' OR m.edited OR m.pinned OR m.saved OR m.change_state OR m.reacted OR m.reply_id <> '' OR m.thread <> '' "
    "OR m.mentions <> '' OR m.spoiler IS NOT NULL OR m.markup <> '' OR m.corrects <> ''");

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
    message.retracted = row.value(first + 13).toLongLong();
    return message;
}

bool hasParts(const QSqlQuery &row, int first)
{
    return row.value(first + 14).toBool();
}

void readParts(Message &message, const Each &each)
{
    static const QString parts = QStringLiteral(
        "SELECT stanza_id, edited, pinned, saved, change_state, reacted, reply_id, reply_author, thread, thread_parent, mentions, "
        "spoiler, markup, corrects FROM message WHERE id = ?");
    static const QString reactions =
        QStringLiteral("SELECT emoji, sender FROM reaction WHERE message = ? ORDER BY time, sender LIMIT 2000");
    bool reacted = false;
    each(parts, {message.id.value()}, [&](const QSqlQuery &row) {
        const auto text = [&row](int column) { return row.value(column).toString(); };
        message.stanzaId = OriginId(text(0));
        message.edited = row.value(1).toLongLong();
        message.pinned = row.value(2).toLongLong();
        message.saved = row.value(3).toLongLong();
        message.changes = ChangeState(row.value(4).toInt());
        reacted = row.value(5).toBool();
        if (const OriginId to(text(6)); to.isValid()) {
            message.reply = ReplyTo{to, BareJid::fromPrepared(text(7))};
        }
        message.thread = {text(8), text(9)};
        message.mentions = readMentions(text(10));
        if (!row.isNull(11)) {
            message.spoiler = text(11);
        }
        message.markup = text(12);
        message.corrects = OriginId(text(13));
    });
    if (reacted) {
        each(reactions, {message.id.value()}, [&message](const QSqlQuery &row) {
            message.reactions.append({row.value(0).toString(), BareJid::fromPrepared(row.value(1).toString())});
        });
    }
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
