// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/MessageReader.h"

#include "chat/FileRow.h"
#include "chat/MessageRow.h"
#include "storage/ReadConnection.h"

#include <QSqlQuery>
#include <QVariant>

#include <algorithm>
#include <span>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

QList<Message> readPage(const ReadConnection &connection, const QString &statement, const QVariantList &values)
{
    QList<Message> page;
    QList<qsizetype> rich;
    connection.each(statement, values, [&](const QSqlQuery &row) {
        if (auto message = messageRow::read(row)) {
            if (messageRow::hasParts(row)) {
                rich.append(page.size());
            }
            page.append(*std::move(message));
        }
    });
    for (const qsizetype index : std::as_const(rich)) {
        messageRow::readParts(page[index], [&connection](const auto &...query) { connection.each(query...); });
    }
    return page;
}

QList<Message> ascending(QList<Message> page)
{
    std::reverse(page.begin(), page.end());
    return page;
}

} // namespace

QList<Conversation> MessageReader::conversations() const
{
    QList<Conversation> all;
    m_connection.each(messageRow::conversations, {},
                      [&](const QSqlQuery &row) { all.append(messageRow::readConversation(row)); });
    return all;
}

std::optional<QSet<ConversationId>> MessageReader::conversationIds() const
{
    QSet<ConversationId> all;
    m_connection.each(u"SELECT id FROM conversation"_s, {},
                      [&](const QSqlQuery &row) { all.insert(ConversationId(row.value(0).toLongLong())); });
    if (m_connection.lastError()) {
        return {};
    }
    return all;
}

QList<Conversation> MessageReader::firstConversations(int newest, ConversationId open) const
{
    static const QString statement = messageRow::conversations
        + u"WHERE c.unread > 0 OR c.pinned = 1 OR c.id = ? "
          "OR c.id IN (SELECT id FROM conversation ORDER BY last_message DESC LIMIT ?)"_s;
    QList<Conversation> first;
    m_connection.each(statement, {open.value(), newest},
                      [&](const QSqlQuery &row) { first.append(messageRow::readConversation(row)); });
    return first;
}

QList<Message> MessageReader::newest(ConversationId conversation, int limit) const
{
    static const QString statement =
        u"SELECT "_s + messageRow::columns + u" FROM message m WHERE m.conversation = ? ORDER BY m.id DESC LIMIT ?"_s;
    return ascending(readPage(m_connection, statement, {conversation.value(), limit}));
}

QList<Message> MessageReader::before(ConversationId conversation, MessageId message, int limit) const
{
    static const QString statement = u"SELECT "_s + messageRow::columns
        + u" FROM message m WHERE m.conversation = ? AND m.id < ? ORDER BY m.id DESC LIMIT ?"_s;
    return ascending(readPage(m_connection, statement, {conversation.value(), message.value(), limit}));
}

QList<Message> MessageReader::after(ConversationId conversation, MessageId message, int limit) const
{
    static const QString statement = u"SELECT "_s + messageRow::columns
        + u" FROM message m WHERE m.conversation = ? AND m.id > ? ORDER BY m.id LIMIT ?"_s;
    return readPage(m_connection, statement, {conversation.value(), message.value(), limit});
}

QList<Message> MessageReader::waiting(AccountId account) const
{
    // "state IN (0, 4)" and "direction = 1" are what lets SQLite use the partial index message_outbox.
    static const QString statement = u"SELECT "_s + messageRow::columns
        + u" FROM message m CROSS JOIN conversation c ON c.id = m.conversation "
          "WHERE m.direction = 1 AND m.state IN (0, 4) AND c.account = ? ORDER BY m.id LIMIT 500"_s;
    return readPage(m_connection, statement, {account.value()});
}

Message MessageReader::message(MessageId message) const
{
    static const QString statement = u"SELECT "_s + messageRow::columns + u" FROM message m WHERE m.id = ?"_s;
    const QList<Message> found = readPage(m_connection, statement, {message.value()});
    return found.value(0);
}

Message MessageReader::messageOf(const Message &row) const
{
    // As FurtherFiles::messageOf
    static const QString select = u"SELECT "_s + messageRow::columns + u" FROM message m WHERE m.conversation = ? AND "_s;
    static const QString byOrigin =
        select + u"m.origin_id = ? AND m.origin_id <> '' AND m.sender = ? AND m.id > ? ORDER BY m.id LIMIT 1"_s;
    static const QString byArchive = select + u"m.archive_id = ? AND m.archive_id <> '' AND m.sender = ?"_s;
    if (!fileRow::isOne(row)) {
        return row;
    }
    const QVariantList named{row.conversation.value(), fileRow::nameIn(row), row.sender.toString()};
    const QList<Message> found = readPage(m_connection, byOrigin, named + QVariantList{row.id.value()});
    return found.isEmpty() ? readPage(m_connection, byArchive, named).value(0) : found.constFirst();
}

int MessageReader::countFilesAbove(const Message &message) const
{
    const QString name = fileRow::nameOf(message);
    int count = 0;
    if (message.attachment && !name.isEmpty() && !fileRow::isOne(message)) {
        m_connection.each(u"SELECT count(*) FROM message WHERE conversation = ? AND origin_id > ? AND origin_id < ? "
                          "AND origin_id <> '' AND sender = ? AND +id < ?"_s,
                          {message.conversation.value(), fileRow::begin(name), fileRow::end(name),
                           message.sender.toString(), message.id.value()},
                          [&count](const QSqlQuery &row) { count = row.value(0).toInt(); });
    }
    return count;
}

Message MessageReader::findNamed(ConversationId conversation, const OriginId &id, const BareJid &author) const
{
    static const QString select = u"SELECT "_s + messageRow::columns + u" FROM message m WHERE m.conversation = ? AND "_s;
    // Of several the author's, then the newest: who reads "> …" under an answer means what was said last.
    static const QString order = u" ORDER BY m.sender = ? DESC, m.id DESC LIMIT 1"_s;
    static const QString statements[] = {
        select + u"m.origin_id = ? AND m.origin_id <> ''"_s + order,
        select + u"m.stanza_id = ? AND m.stanza_id <> ''"_s + order,
        select + u"m.archive_id = ? AND m.archive_id <> ''"_s + order,
        select + u"m.id IN (SELECT message FROM message_version WHERE origin_id = ? AND origin_id <> '')"_s + order,
    };
    static const QString inRoom[] = { // as ChangeStore::findInRoom
        select + u"m.archive_id = ? AND m.archive_id <> ''"_s + order,
        select + u"m.origin_id = ? AND m.origin_id <> '' AND m.archive_id = ''"_s + order,
        select + u"m.stanza_id = ? AND m.stanza_id <> '' AND m.archive_id = ''"_s + order,
    };
    bool isRoom = false;
    m_connection.each(u"SELECT kind FROM conversation WHERE id = ?"_s, {conversation.value()},
                      [&isRoom](const QSqlQuery &row) { isRoom = ConversationKind(row.value(0).toInt()) == ConversationKind::Room; });
    for (const QString &statement : isRoom ? std::span<const QString>(inRoom) : std::span<const QString>(statements)) {
        const QList<Message> found = readPage(m_connection, statement, {conversation.value(), id.value(), author.toString()});
        if (!found.isEmpty()) {
            return found.constFirst();
        }
    }
    return {};
}

Message MessageReader::threadBefore(const Message &message) const
{
    static const QString statement = u"SELECT "_s + messageRow::columns
        + u" FROM message m WHERE m.conversation = ? AND m.thread = ? AND m.thread <> '' AND m.id < ? AND m.retracted = 0 "
          "ORDER BY m.id DESC LIMIT 1"_s;
    const auto last = [&](const QString &thread) {
        return thread.isEmpty() ? QList<Message>()
                                : readPage(m_connection, statement, {message.conversation.value(), thread, message.id.value()});
    };
    const QList<Message> before = last(message.thread.id);
    if (before.isEmpty()) {
        return last(message.thread.parent).value(0);
    }
    // Programs that make one thread of a whole chat say nothing with it, and others speak between without any.
    static const QString between = u"SELECT count(*) FROM (SELECT thread, sender FROM message WHERE conversation = ? AND id < ? AND id > ? "
                                   "ORDER BY id DESC LIMIT 200) WHERE (thread <> '' AND thread <> ?) OR (thread = '' AND sender = ?)"_s;
    bool isApart = false;
    m_connection.each(between, {message.conversation.value(), message.id.value(), before.constFirst().id.value(), message.thread.id,
                                message.sender.toString()},
                      [&isApart](const QSqlQuery &row) { isApart = row.value(0).toInt() > 0; });
    return isApart ? before.constFirst() : Message();
}

QList<MessageVersion> MessageReader::versions(MessageId message) const
{
    QList<MessageVersion> all;
    m_connection.each(u"SELECT time, body FROM message_version WHERE message = ? ORDER BY time, origin_id"_s, {message.value()},
                      [&all](const QSqlQuery &row) { all.append({row.value(0).toLongLong(), row.value(1).toString()}); });
    return all;
}

QList<SeenMark> MessageReader::seenBy(const Message &message, int limit) const
{
    QList<SeenMark> all;
    m_connection.each(u"SELECT who, nick, message, time FROM seen_mark WHERE conversation = ? AND message >= ? AND who <> ? "
                      "ORDER BY time DESC, who LIMIT ?"_s,
                      {message.conversation.value(), message.id.value(), message.sender.toString(), limit}, [&all](const QSqlQuery &row) {
        all.append({BareJid::fromPrepared(row.value(0).toString()), row.value(1).toString(), MessageId(row.value(2).toLongLong()),
                    row.value(3).toLongLong()});
    });
    return all;
}

QList<Message> MessageReader::pinned(ConversationId conversation, int limit) const
{
    static const QString statement = u"SELECT "_s + messageRow::columns
        + u" FROM message m WHERE m.conversation = ? AND m.pinned > 0 ORDER BY m.pinned DESC LIMIT ?"_s;
    return readPage(m_connection, statement, {conversation.value(), limit});
}

QList<Message> MessageReader::saved(int limit) const
{
    static const QString statement = u"SELECT "_s + messageRow::columns
        + u" FROM message m WHERE m.saved > 0 AND EXISTS (SELECT 1 FROM conversation WHERE id = m.conversation) "
        "ORDER BY m.saved DESC LIMIT ?"_s;
    return readPage(m_connection, statement, {limit});
}

qint64 MessageReader::countBefore(ConversationId conversation, MessageId message) const
{
    qint64 count = 0;
    m_connection.each(u"SELECT coalesce(sum(count), 0) FROM message_day WHERE conversation = ? AND day < ?"_s,
                      {conversation.value(), message.value() / messageRow::keysADay},
                      [&](const QSqlQuery &row) { count = row.value(0).toLongLong(); });
    return count;
}

qint64 MessageReader::countAll(ConversationId conversation) const
{
    qint64 count = 0;
    m_connection.each(u"SELECT coalesce(sum(count), 0) FROM message_day WHERE conversation = ?"_s, {conversation.value()},
                      [&](const QSqlQuery &row) { count = row.value(0).toLongLong(); });
    return count;
}

} // namespace jackdaw
