// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/SearchStore.h"

#include "base/Log.h"
#include "search/IndexEntry.h"
#include "storage/Database.h"

#include <QSqlQuery>
#include <QVariant>

#include <algorithm>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

/// More than this in one transaction is no page of an archive, and is left to the slices.
constexpr int pendingLimit = 4000;

const QString inserting = u"INSERT INTO message_search (rowid, body, sender, file, link, mark) VALUES (?, ?, ?, ?, ?, ?)"_s;
const QString replacing = u"REPLACE INTO message_search (rowid, body, sender, file, link, mark) VALUES (?, ?, ?, ?, ?, ?)"_s;
const QString removing = u"DELETE FROM message_search WHERE rowid = ?"_s;

struct Indexed
{
    qint64 id = 0;
    IndexSource source;
};

const QString indexedColumns = u"m.id, m.conversation, m.direction, m.sender, m.body, m.attached, "
                               "CASE WHEN m.attached THEN (SELECT CASE a.kind WHEN 4 THEN a.description ELSE a.name END "
                               "FROM attachment a WHERE a.message = m.id) END"_s;
constexpr int indexedColumnCount = 7;

Indexed readMessage(const QSqlQuery &row)
{
    Indexed read{row.value(0).toLongLong(),
                 {ConversationId(row.value(1).toLongLong()), Direction(row.value(2).toInt()), row.value(3).toString(), row.value(4).toString()}};
    if (const int attached = row.value(5).toInt(); attached > 0) {
        read.source.file = IndexSource::File{Attachment::Kind(attached - 1), row.value(6).toString()};
    }
    return read;
}

/// A message whose conversation is gone is being removed (account/RemovalStore), and none of its words may come back.
const QString stays = u"EXISTS (SELECT 1 FROM conversation c WHERE c.id = m.conversation)"_s;

/// How many messages there are to index, without those that are being removed.
const QString countAll = u"coalesce((SELECT sum(d.count) FROM conversation c CROSS JOIN message_day d ON d.conversation = c.id), 0)"_s;

/// What says nothing, because it was taken back or is still encrypted, has no row.
enum class Before { Nothing, MayBeThere };
Status add(Database &database, const Indexed &message, Before before)
{
    if (message.source.body.isEmpty()) {
        const auto removed = before == Before::Nothing ? Result<QSqlQuery *>(nullptr) : database.run(removing, {message.id});
        return removed ? Status(Done{}) : Status(removed.error());
    }
    const IndexEntry entry = indexEntry(message.source);
    const auto added = database.run(before == Before::Nothing ? inserting : replacing,
                                    {message.id, entry.body, entry.sender, entry.file, entry.link, entry.mark});
    return added ? Status(Done{}) : Status(added.error());
}

} // namespace

Status SearchStore::indexPending()
{
    // Ascending: a smaller id than the one before would end FTS5's segment.
    static const QString pending = u"SELECT "_s + indexedColumns + u" FROM (SELECT message FROM search_pending ORDER BY message DESC LIMIT ?) p "
                                   "CROSS JOIN message m ON m.id = p.message WHERE "_s + stays + u" ORDER BY m.id"_s;
    QList<Indexed> changed;
    if (auto read = m_database.each(pending, {pendingLimit + 1},
                                    [&](const QSqlQuery &row) { changed.append(readMessage(row)); }); !read || changed.isEmpty()) {
        return read;
    }
    if (changed.size() > pendingLimit) {
        m_backlog = true;
        return Done{};
    }
    const auto downTo = m_database.value(u"SELECT down_to FROM search_build"_s);
    if (!downTo) {
        return downTo.error();
    }
    for (const Indexed &message : std::as_const(changed)) {
        if (message.id < downTo->toLongLong()) {
            continue; // the slices come to it
        }
        if (auto added = add(m_database, message, Before::MayBeThere); !added) {
            return added;
        }
    }
    for (const QString &statement : {u"DELETE FROM search_pending"_s,
                                     // Or it is the commit that finds out whether the index can be written.
                                     u"INSERT INTO message_search (message_search) VALUES ('flush')"_s}) {
        if (const auto done = m_database.run(statement); !done) {
            return done.error();
        }
    }
    return Done{};
}

Status SearchStore::indexChanged()
{
    const auto any = m_database.value(u"SELECT 1 FROM search_pending LIMIT 1"_s);
    if (!any || !any->isValid()) {
        return any ? Status(Done{}) : Status(any.error());
    }
    // What FTS5 has begun to write must not stay if it breaks in the middle.
    if (const auto begun = m_database.run(u"SAVEPOINT indexing"_s); !begun) {
        return begun.error();
    }
    const Status indexed = indexPending();
    if (indexed || indexed.error().kind == ErrorKind::DiskFull) {
        const auto ended = m_database.run(u"RELEASE indexing"_s);
        return indexed && !ended ? Status(ended.error()) : indexed;
    }
    for (const QString &statement : {u"ROLLBACK TO indexing"_s, u"RELEASE indexing"_s}) {
        if (const auto undone = m_database.run(statement); !undone) {
            return undone.error();
        }
    }
    qCWarning(log::storage) << "the index for searching is made anew:" << indexed.error().detail;
    m_backlog = true;
    return empty();
}

Status SearchStore::empty()
{
    for (const QString &statement : {u"INSERT INTO message_search (message_search) VALUES ('delete-all')"_s,
                                     u"DELETE FROM search_pending"_s,
                                     u"UPDATE search_build SET down_to = coalesce((SELECT max(id) + 1 FROM message), 0), done = 0, "
                                     "total = "_s + countAll}) {
        if (const auto done = m_database.run(statement); !done) {
            return done.error();
        }
    }
    return Done{};
}

Status SearchStore::rebuild()
{
    return m_database.transaction(Database::Durability::Normal, [&] { return empty(); });
}

Result<SearchProgress> SearchStore::progress()
{
    SearchProgress progress;
    const auto read = m_database.each(u"SELECT down_to, done, total, EXISTS (SELECT 1 FROM search_pending) FROM search_build"_s, {},
                                      [&](const QSqlQuery &row) {
        progress.building = row.value(0).toLongLong() > 0 || row.value(3).toBool();
        progress.done = row.value(1).toLongLong();
        progress.total = std::max(row.value(2).toLongLong(), progress.done);
    });
    if (!read) {
        return read.error();
    }
    return progress;
}

Result<SearchProgress> SearchStore::buildSlice(int messages)
{
    const Status built = m_database.transaction(Database::Durability::Normal, [&]() -> Status {
        // A transaction brought more than it could take in: these come first, the newest of them.
        const auto left = m_database.value(u"SELECT min(message) FROM (SELECT message FROM search_pending ORDER BY message DESC LIMIT ?)"_s,
                                           {messages});
        if (!left) {
            return left.error();
        }
        const auto downTo = m_database.value(u"SELECT down_to FROM search_build"_s);
        if (!downTo) {
            return downTo.error();
        }
        QList<Indexed> slice;
        const auto keep = [&](const QSqlQuery &row) { slice.append(readMessage(row)); };
        if (left->toLongLong() > 0) {
            if (auto read = m_database.each(u"SELECT "_s + indexedColumns + u" FROM search_pending p CROSS JOIN message m ON m.id = p.message WHERE p.message >= ? AND p.message >= ? AND "_s
                                                + stays + u" ORDER BY p.message"_s, {left->toLongLong(), downTo->toLongLong()}, keep); !read) {
                return read;
            }
            for (const Indexed &message : std::as_const(slice)) {
                if (auto added = add(m_database, message, Before::MayBeThere); !added) {
                    return added;
                }
            }
            const auto gone = m_database.change(u"DELETE FROM search_pending WHERE message >= ?"_s, {left->toLongLong()});
            return gone ? Status(Done{}) : Status(gone.error());
        }
        // Those that are being removed count: a slice is as long as what it looks at.
        qint64 lowest = 0;
        int looked = 0;
        if (auto read = m_database.each(u"SELECT "_s + indexedColumns + u", "_s + stays
                                            + u" FROM message m WHERE m.id < ? ORDER BY m.id DESC LIMIT ?"_s,
                                        {downTo->toLongLong(), messages}, [&](const QSqlQuery &row) {
            ++looked;
            lowest = row.value(0).toLongLong();
            if (row.value(indexedColumnCount).toBool()) {
                keep(row);
            }
        }); !read) {
            return read;
        }
        for (auto message = slice.crbegin(); message != slice.crend(); ++message) {
            if (auto added = add(m_database, *message, Before::Nothing); !added) {
                return added;
            }
        }
        const qint64 reached = looked < messages ? 0 : lowest;
        const auto noted = m_database.change(u"UPDATE search_build SET down_to = ?, done = done + ?"_s, {reached, slice.size()});
        return noted ? Status(Done{}) : Status(noted.error());
    });
    if (!built) {
        return built.error();
    }
    auto reached = progress();
    m_backlog = !reached || reached->building;
    return reached;
}

} // namespace jackdaw
