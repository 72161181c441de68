// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/ShelfReader.h"

#include "search/IndexEntry.h"
#include "storage/ReadConnection.h"

#include <QSet>
#include <QSqlQuery>
#include <QVariant>

#include <algorithm>
#include <limits>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype linksAMessage = 20;

/// What entryOf() reads. A megabyte of text is not read for a line of it.
const QString columns = u"m.id, m.conversation, m.direction, m.sender, m.nick, m.time, substr(m.body, 1, 20000), m.spoiler"_s;
constexpr int columnCount = 8;

ShelfEntry entryOf(const QSqlQuery &row)
{
    ShelfEntry entry;
    entry.message = MessageId(row.value(0).toLongLong());
    entry.conversation = ConversationId(row.value(1).toLongLong());
    entry.direction = Direction(row.value(2).toInt());
    entry.sender = BareJid::fromPrepared(row.value(3).toString());
    entry.nick = row.value(4).toString();
    entry.time = row.value(5).toLongLong();
    entry.body = row.value(6).toString();
    if (!row.isNull(7)) {
        entry.spoiler = row.value(7).toString();
    }
    return entry;
}

/// Behind these.
const QString attachmentColumns = u"a.kind, a.state, a.name, a.media_type, a.size, a.path, a.url"_s;

Attachment attachmentOf(const QSqlQuery &row)
{
    Attachment attachment;
    attachment.kind = Attachment::Kind(row.value(columnCount).toInt());
    attachment.state = Attachment::State(row.value(columnCount + 1).toInt());
    attachment.file.name = row.value(columnCount + 2).toString();
    attachment.file.mediaType = row.value(columnCount + 3).toString();
    attachment.file.size = row.value(columnCount + 4).toLongLong();
    attachment.path = row.value(columnCount + 5).toString();
    attachment.file.url = row.value(columnCount + 6).toString();
    return attachment;
}

} // namespace

ShelfReader::Page ShelfReader::page(ConversationId conversation, Shelf shelf, int limit, const std::optional<Place> &after) const
{
    switch (shelf) {
    case Shelf::Links: return links(conversation, limit, after);
    case Shelf::Media:
    case Shelf::Files:
    case Shelf::Voice: return files(conversation, shelf, limit, after);
    case Shelf::Pinned:
    case Shelf::Saved: break;
    }
    return marked(conversation, shelf, limit, after);
}

ShelfReader::Page ShelfReader::links(ConversationId conversation, int limit, const std::optional<Place> &after) const
{
    // Asked for both, link and chat, FTS5 would walk from one to the other as far as it takes: seconds in a chat of a million
    // messages without a link. So the links of all chats are walked, in steps that no frame notices.
    Page page;
    const QString match = u'"' + indexMark::link + u'"';
    const qint64 below = after ? after->message.value() : std::numeric_limits<qint64>::max();
    int looked = 0;
    using Rows = ReadConnection::Rows;
    m_connection.eachUntil(u"SELECT "_s + columns + u" FROM message_search s CROSS JOIN message m ON m.id = s.rowid "
                           "WHERE s.message_search MATCH ? AND s.rowid < ? ORDER BY s.rowid DESC LIMIT ?"_s,
                           {match, below, lookedAt}, [&](const QSqlQuery &row) {
        if (page.entries.size() >= limit) {
            return Rows::Enough; // the next page begins with it
        }
        ++looked;
        page.next = Place{0, MessageId(row.value(0).toLongLong())};
        if (ConversationId(row.value(1).toLongLong()) != conversation || !row.isNull(7)) {
            return Rows::Further;
        }
        const ShelfEntry entry = entryOf(row);
        const QList<TextLink> found = findLinks(entry.body);
        QSet<QUrl> told;
        for (const TextLink &link : found.first(std::min(found.size(), linksAMessage))) {
            if (told.contains(link.url)) {
                continue;
            }
            told.insert(link.url);
            page.entries.append(entry);
            page.entries.last().link = link;
        }
        return Rows::Further;
    });
    if (looked < lookedAt && page.entries.size() < limit) {
        page.next.reset();
    }
    return page;
}

ShelfReader::Page ShelfReader::files(ConversationId conversation, Shelf shelf, int limit, const std::optional<Place> &after) const
{
    // As links(); only what came as a file is one, which a link that ends like one is not.
    Page page;
    const QString match = u'"' + indexMark::file + u'"';
    const qint64 below = after ? after->message.value() : std::numeric_limits<qint64>::max();
    int looked = 0;
    using Rows = ReadConnection::Rows;
    m_connection.eachUntil(u"SELECT "_s + columns + u", "_s + attachmentColumns + u" FROM message_search s CROSS JOIN message m ON m.id = s.rowid LEFT JOIN attachment a ON a.message = m.id "
                           "WHERE s.message_search MATCH ? AND s.rowid < ? ORDER BY s.rowid DESC LIMIT ?"_s,
                           {match, below, lookedAt}, [&](const QSqlQuery &row) {
        if (page.entries.size() >= limit) {
            return Rows::Enough; // the next page begins with it
        }
        ++looked;
        page.next = Place{0, MessageId(row.value(0).toLongLong())};
        if (ConversationId(row.value(1).toLongLong()) != conversation || !row.isNull(7) || row.isNull(columnCount)) {
            return Rows::Further;
        }
        Attachment attachment = attachmentOf(row);
        const bool isMedium = attachment.kind == Attachment::Kind::Picture || attachment.kind == Attachment::Kind::Video;
        const bool isSound = attachment.kind == Attachment::Kind::Audio;
        if (shelf != (isMedium ? Shelf::Media : isSound ? Shelf::Voice : Shelf::Files)) {
            return Rows::Further;
        }
        ShelfEntry entry = entryOf(row);
        if (attachment.file.name.isEmpty()) {
            attachment.file.name = fileNameOf(entry.body);
        }
        entry.attachment = std::move(attachment);
        page.entries.append(std::move(entry));
        return Rows::Further;
    });
    if (looked < lookedAt && page.entries.size() < limit) {
        page.next.reset();
    }
    return page;
}

std::optional<ShelfEntry> ShelfReader::pictureBeside(ConversationId conversation, MessageId message, int by, Attachment::Kind kind) const
{
    // As files(), by the pictures of all chats; also where a chat is long and has few.
    std::optional<ShelfEntry> found;
    const QString match = u'"' + (kind == Attachment::Kind::Picture ? indexMark::image : indexMark::file) + u'"';
    using Rows = ReadConnection::Rows;
    m_connection.eachUntil(u"SELECT "_s + columns + u", "_s + attachmentColumns + u" FROM message_search s CROSS JOIN message m ON m.id = s.rowid "
                           "JOIN attachment a ON a.message = m.id WHERE s.message_search MATCH ? AND m.retracted = 0 AND s.rowid "_s
                               + (by < 0 ? u"< ? ORDER BY s.rowid DESC LIMIT ?"_s : u"> ? ORDER BY s.rowid ASC LIMIT ?"_s),
                           {match, message.value(), viewedFrom}, [&](const QSqlQuery &row) {
        if (ConversationId(row.value(1).toLongLong()) != conversation || !row.isNull(7)) {
            return Rows::Further;
        }
        Attachment attachment = attachmentOf(row);
        if (attachment.kind != kind || attachment.state != Attachment::State::Here) {
            return Rows::Further;
        }
        found = entryOf(row);
        found->attachment = std::move(attachment);
        return Rows::Enough;
    });
    return found;
}

ShelfReader::Page ShelfReader::marked(ConversationId conversation, Shelf shelf, int limit, const std::optional<Place> &after) const
{
    const auto statement = [](const QString &mark, const QString &index) {
        return QString(u"SELECT "_s + columns + u", m."_s + mark + u" FROM message m INDEXED BY "_s + index + u" WHERE m.conversation = ? AND m."_s
                       + mark + u" > 0 AND (m."_s + mark + u", m.id) < (?, ?) ORDER BY m."_s + mark + u" DESC, m.id DESC LIMIT ?"_s);
    };
    static const QString pinned = statement(u"pinned"_s, u"message_pinned"_s);
    static const QString saved = statement(u"saved"_s, u"message_saved"_s);
    constexpr qint64 most = std::numeric_limits<qint64>::max();
    Page page;
    int messages = 0;
    m_connection.each(shelf == Shelf::Pinned ? pinned : saved,
                      {conversation.value(), after ? after->mark : most, after ? after->message.value() : most, limit},
                      [&](const QSqlQuery &row) {
        page.entries.append(entryOf(row));
        page.next = Place{row.value(columnCount).toLongLong(), page.entries.last().message};
        ++messages;
    });
    if (messages < limit) {
        page.next.reset();
    }
    return page;
}

} // namespace jackdaw
