// SPDX-License-Identifier: GPL-3.0-or-later
#include "account/RemovalStore.h"

#include "storage/PageScrub.h"

#include <QSqlQuery>
#include <QVariant>

#include <algorithm>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

/// Of the way until nothing is left, as it is shown: deleting rows, giving back pages, overwriting what is left in others.
constexpr int rowsPercent = 60;
constexpr int pagesPercent = 85;

const QString oldIndex = u"message_search_gone_"_s;

/// What a conversation costs where it has no row: each of the tables is asked.
constexpr int conversationCost = 10;

} // namespace

/// What one step may still do.
struct RemovalStore::Slice
{
    const Clock &clock;
    int rows = rowsAStep;
    bool worked = false; ///< something was deleted
    qint64 ends = clock.elapsed() + stepTime;

    /// Time alone ends no step that has done nothing, or there would be no end.
    bool isOver() const { return rows <= 0 || (worked && clock.elapsed() >= ends); }
    void take(int gone)
    {
        rows -= gone;
        worked = worked || gone > 0;
    }
};

RemovalStore::RemovalStore(Database &database, std::unique_ptr<Clock> clock) : m_database(database), m_clock(std::move(clock)) {}

RemovalStore::~RemovalStore() = default;

Status RemovalStore::begin(AccountId account)
{
    m_scrubFrom = 1; // what goes now may lie in pages that were looked at already
    const Database::Overwriting overwritten(m_database);
    // The account and its conversations go alone, and what belongs to them stays behind for a while, which no foreign key
    // allows. The switch does nothing inside a transaction (sqlite.org/foreignkeys.html, 2).
    if (const auto off = m_database.value(u"PRAGMA foreign_keys = OFF"_s); !off) {
        return off.error();
    }
    const Status begun = m_database.transaction(Database::Durability::Full, [&]() -> Status {
        const auto noted = m_database.change(
            u"INSERT INTO removed_account (id, jid, messages) SELECT id, jid, (SELECT coalesce(sum(d.count), 0) FROM conversation c "
            "CROSS JOIN message_day d ON d.conversation = c.id WHERE c.account = account.id) FROM account WHERE id = ?"_s,
            {account.value()});
        if (!noted) {
            return noted.error();
        }
        if (*noted == 0) {
            return Error{ErrorKind::NotFound, u"no account %1"_s.arg(account.value()), {}};
        }
        const auto conversations = m_database.change(
            u"INSERT INTO removed_conversation (id, account) SELECT id, account FROM conversation WHERE account = ?"_s, {account.value()});
        if (!conversations) {
            return conversations.error();
        }
        for (const QString &statement : {u"DELETE FROM conversation WHERE account = ?"_s, u"DELETE FROM account WHERE id = ?"_s}) {
            if (const auto gone = m_database.change(statement, {account.value()}); !gone) {
                return gone.error();
            }
        }
        if (const Status noticed = noteReclaim(m_database); !noticed) {
            return noticed;
        }
        return *conversations > 0 ? setIndexAside(account) : Status(Done{});
    });
    const auto on = m_database.value(u"PRAGMA foreign_keys = ON"_s);
    return begun && !on ? Status(on.error()) : begun;
}

Status RemovalStore::noteReclaim(Database &database)
{
    return toStatus(database.change(u"INSERT INTO reclaim (one, copies) VALUES (1, ?) ON CONFLICT (one) DO UPDATE SET copies = excluded.copies"_s,
                                    {database.setAside().join(u'/')}));
}

void RemovalStore::lookAgain()
{
    m_scrubFrom = 1;
    m_logMoved = false;
}

/// No word of a removed account may stay. What is deleted from the index keeps its words until FTS5 merges its segment, and
/// emptying it takes as long as it is: so a new one begins, which SearchService fills with what stays.
Status RemovalStore::setIndexAside(AccountId account)
{
    const auto table = m_database.value(u"SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = 'message_search'"_s);
    if (!table) {
        return table.error();
    }
    const auto trigger = m_database.value(u"SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND name = 'message_search_removed'"_s);
    if (!trigger) {
        return trigger.error();
    }
    const QString aside = oldIndex + QString::number(account.value());
    for (const QString &statement :
         {u"DROP TRIGGER message_search_removed"_s, // or it would follow the old one
          u"ALTER TABLE message_search RENAME TO "_s + aside, table->toString(), trigger->toString(),
          u"INSERT INTO message_search (message_search, rank) SELECT k, v FROM %1_config WHERE k <> 'version'"_s.arg(aside),
          u"UPDATE search_build SET down_to = coalesce((SELECT max(id) + 1 FROM message), 0), done = 0, total = coalesce("
          "(SELECT sum(count) FROM message_day WHERE conversation NOT IN (SELECT id FROM removed_conversation)), 0)"_s}) {
        if (const auto done = m_database.run(statement); !done) {
            return done.error();
        }
    }
    return Done{};
}

Result<QList<RemovalStore::Removed>> RemovalStore::named()
{
    QList<Removed> all;
    // The number of one that is there says that the note is wrong.
    const auto read = m_database.each(u"SELECT id, jid FROM removed_account WHERE jid <> '' AND id NOT IN (SELECT id FROM account) "
                                      "ORDER BY id"_s, {}, [&](const QSqlQuery &row) {
        all.append({AccountId(row.value(0).toLongLong()), BareJid::fromPrepared(row.value(1).toString())});
    });
    return read ? Result<QList<Removed>>(all) : Result<QList<Removed>>(read.error());
}

Status RemovalStore::forgetName(AccountId account)
{
    m_scrubFrom = 1;
    const Database::Overwriting overwritten(m_database);
    return m_database.transaction(Database::Durability::Full, [&] {
        // Its row goes now. The copies went with the account; one that came since is all that there is of others.
        const auto noticed = m_database.change(u"INSERT OR IGNORE INTO reclaim (one) VALUES (1)"_s);
        return noticed ? toStatus(m_database.change(u"UPDATE removed_account SET jid = '' WHERE id = ?"_s, {account.value()}))
                       : toStatus(noticed);
    });
}

Result<bool> RemovalStore::isPending()
{
    const auto any = m_database.value(u"SELECT EXISTS (SELECT 1 FROM reclaim) OR EXISTS (SELECT 1 FROM presence_erasure)"_s);
    return any ? Result<bool>(any->toBool()) : Result<bool>(any.error());
}

Result<RemovalStore::Step> RemovalStore::step(const RemoveFiles &files)
{
    const auto done = advance(files);
    if (!done && m_database.wasBusy()) {
        return Step{Stage::Log, m_progress};
    }
    m_progress = done ? done->progress : m_progress;
    return done;
}

Result<RemovalStore::Step> RemovalStore::advance(const RemoveFiles &files)
{
    m_database.forgetBusy();
    const auto pending = isPending();
    if (!pending) {
        return pending.error();
    }
    if (!*pending) {
        return finished();
    }
    if (!m_overwriting) {
        m_overwriting.emplace(m_database);
    }
    const auto answer = [this](Stage stage) -> Result<Step> {
        const auto how = progress(stage);
        return how ? Result<Step>(Step{stage, *how}) : Result<Step>(how.error());
    };
    Slice slice{*m_clock};
    const Status deleted = m_database.transaction(Database::Durability::Normal, [&] { return deleteRows(files, slice); });
    if (slice.worked) {
        m_scrubFrom = 1;
        m_logMoved = false;
    }
    if (!deleted) {
        return deleted.error();
    }
    if (slice.isOver()) {
        return answer(Stage::Rows);
    }
    const qint64 ends = m_clock->elapsed() + stepTime;
    const auto isOver = [&] { return m_clock->elapsed() >= ends; };
    // No page is moved any more once the scrub has begun: it may come from where that is yet to go to where it was.
    if (m_scrubFrom == 1) {
        if (!m_logMoved) {
            // The pages that became free are overwritten on the disk before the end of the file is cut off.
            const auto moved = m_database.moveLog();
            if (!moved) {
                return moved.error();
            }
            m_logMoved = *moved;
            return answer(*moved ? Stage::Pages : Stage::Log);
        }
        const auto free = m_database.freePages();
        if (!free) {
            return free.error();
        }
        m_mostFree = std::max(m_mostFree, *free);
        if (*free > 0) {
            if (const Status shrunk = m_database.shrink(pagesAStep, isOver); !shrunk) {
                return shrunk.error();
            }
            return answer(Stage::Pages);
        }
    }
    if (m_scrubFrom > 0) {
        PageScrub scrub(m_database);
        const auto possible = scrub.isPossible();
        if (!possible) {
            return possible.error();
        }
        const auto next = *possible ? scrub.next(m_scrubFrom, pagesAStep, isOver) : Result<qint64>(0);
        if (!next) {
            return next.error();
        }
        if (const Status anew = *possible ? Status(Done{}) : m_database.writeAnew(); !anew) {
            return anew.error();
        }
        m_scrubFrom = *next;
        if (*next > 0) {
            return answer(Stage::Rest);
        }
    }
    const auto named = m_database.value(u"SELECT copies FROM reclaim"_s);
    if (!named) {
        return named.error();
    }
    const auto wiped = m_database.wipeCopies(named->toString().split(u'/', Qt::SkipEmptyParts));
    if (!wiped) {
        return wiped.error();
    }
    if (!*wiped) {
        return answer(Stage::Log);
    }
    if (const auto done = m_database.change(u"DELETE FROM reclaim"_s); !done) {
        return done.error();
    }
    return finished();
}

RemovalStore::Step RemovalStore::finished()
{
    m_overwriting.reset();
    m_mostFree = 0;
    m_logMoved = false;
    m_scrubFrom = 1;
    return {};
}

/// One stretch after the other, until the slice is over.
Status RemovalStore::deleteRows(const RemoveFiles &files, Slice &slice)
{
    Status done = deleteErasedLog(slice);
    if (done && !slice.isOver()) {
        done = deleteOldIndex(slice);
    }
    if (done && !slice.isOver()) {
        done = deleteConversations(files, slice);
    }
    if (done && !slice.isOver()) {
        done = deleteAccounts(slice);
    }
    return done;
}

Status RemovalStore::deleteErasedLog(Slice &slice)
{
    while (!slice.isOver()) {
        const auto account = m_database.value(u"SELECT account FROM presence_erasure LIMIT 1"_s);
        if (!account || !account->isValid()) {
            return account ? Status(Done{}) : Status(account.error());
        }
        const auto all = deleteAll(u"presence_change"_s, u"account = ? AND time <= (SELECT up_to FROM presence_erasure WHERE account = ?)"_s,
                                   {*account, *account}, slice);
        if (!all || !*all) {
            return toStatus(all);
        }
        if (const Status noted = deleteNote(u"DELETE FROM presence_erasure WHERE account = ?"_s, {*account}, slice); !noted) {
            return noted;
        }
    }
    return Done{};
}

/// Its tables are tables as all others; only what is left of it when they are empty is dropped as an index.
Status RemovalStore::deleteOldIndex(Slice &slice)
{
    const auto index = m_database.value(u"SELECT name FROM sqlite_schema WHERE type = 'table' AND name GLOB ? AND sql LIKE 'CREATE VIRTUAL%'"_s,
                                        {oldIndex + u'*'});
    if (!index || !index->isValid()) {
        return index ? Status(Done{}) : Status(index.error());
    }
    for (const QString &part : {u"_data"_s, u"_idx"_s, u"_docsize"_s}) {
        // The averages (1) and the structure (10) of the index: it cannot be dropped without them.
        const auto all = deleteAll(index->toString() + part, part == "_data"_L1 ? u"id > 10"_s : u"1"_s, {}, slice);
        if (!all || !*all) {
            return toStatus(all);
        }
    }
    slice.take(slice.rows); // a change of the schema is enough for one
    const auto dropped = m_database.run(u"DROP TABLE "_s + index->toString());
    return dropped ? Status(Done{}) : Status(dropped.error());
}

Status RemovalStore::deleteConversations(const RemoveFiles &files, Slice &slice)
{
    const auto owned = ownedBy(u"conversation"_s);
    if (!owned) {
        return owned.error();
    }
    while (!slice.isOver()) {
        QVariant conversation;
        QVariant account;
        bool isThere = false; // a note that is wrong: what it names is somebody's
        const auto read = m_database.each(u"SELECT r.id, r.account, c.id IS NOT NULL FROM removed_conversation r "
                                          "LEFT JOIN conversation c ON c.id = r.id ORDER BY r.id LIMIT 1"_s, {}, [&](const QSqlQuery &row) {
            conversation = row.value(0);
            account = row.value(1);
            isThere = row.value(2).toBool();
        });
        if (!read || !conversation.isValid()) {
            return read;
        }
        for (const Owned &each : *owned) {
            if (isThere) {
                break;
            }
            const auto all = each.table == "message"_L1
                ? deleteMessages(conversation, account, files, slice)
                : deleteAll(each.table, u'"' + each.column + u"\" = ?"_s, {conversation}, slice);
            if (!all || !*all) {
                return toStatus(all);
            }
        }
        if (const Status done = deleteNote(u"DELETE FROM removed_conversation WHERE id = ?"_s, {conversation}, slice); !done) {
            return done;
        }
        slice.take(conversationCost);
    }
    return Done{};
}

Status RemovalStore::deleteAccounts(Slice &slice)
{
    const auto owned = ownedBy(u"account"_s);
    if (!owned) {
        return owned.error();
    }
    if (const Status wrong = deleteNote(u"DELETE FROM removed_account WHERE id IN (SELECT id FROM account)"_s, {}, slice); !wrong) {
        return wrong;
    }
    QList<qint64> accounts;
    const auto read = m_database.each(u"SELECT id FROM removed_account"_s, {},
                                      [&](const QSqlQuery &row) { accounts.append(row.value(0).toLongLong()); });
    if (!read) {
        return read;
    }
    for (const qint64 account : std::as_const(accounts)) {
        for (const Owned &each : *owned) {
            const auto all = deleteAll(each.table, u'"' + each.column + u"\" = ?"_s, {account}, slice);
            if (!all || !*all) {
                return toStatus(all);
            }
        }
        // As long as something beside the database is known by its address, the note stays.
        if (const Status done = deleteNote(u"DELETE FROM removed_account WHERE id = ? AND jid = ''"_s, {account}, slice); !done) {
            return done;
        }
    }
    return Done{};
}

Status RemovalStore::deleteNote(const QString &statement, const QVariantList &values, Slice &slice)
{
    const auto gone = m_database.change(statement, values);
    if (gone) {
        slice.take(*gone);
    }
    return toStatus(gone);
}

/// Value: there is none any more.
Result<bool> RemovalStore::deleteMessages(const QVariant &conversation, const QVariant &account, const RemoveFiles &files, Slice &slice)
{
    do {
        // octet_length() does not read a text whose row is longer than a page; what is deleted reads, and overwrites, all of it.
        qint64 last = 0;
        qint64 bytes = 0;
        bool cut = false;
        int count = 0;
        const auto chosen = m_database.each(u"SELECT id, octet_length(body) FROM message WHERE conversation = ? ORDER BY id LIMIT ?"_s,
                                            {conversation, rowsAStretch}, [&](const QSqlQuery &row) {
            const qint64 size = row.value(1).toLongLong();
            cut = cut || (count > 0 && bytes + size > bytesAStretch);
            if (!cut) {
                last = row.value(0).toLongLong();
                bytes += size;
                ++count;
            }
        });
        if (!chosen) {
            return chosen.error();
        }
        if (count == 0) {
            return true;
        }
        QList<File> going;
        const auto found = m_database.each(u"SELECT a.message, a.path FROM message m CROSS JOIN attachment a ON a.message = m.id "
                                           "WHERE m.conversation = ? AND m.id <= ? UNION ALL "
                                           "SELECT DISTINCT p.message, '' FROM message m CROSS JOIN link_preview p ON p.message = m.id "
                                           "WHERE m.conversation = ? AND m.id <= ? AND p.picture <> '' ORDER BY 1"_s,
                                           {conversation, last, conversation, last},
                                           [&](const QSqlQuery &row) {
            going.append({MessageId(row.value(0).toLongLong()), row.value(1).toString()});
        });
        if (!found) {
            return found.error();
        }
        files(going);
        const auto gone = m_database.change(u"DELETE FROM message WHERE conversation = ? AND id <= ?"_s, {conversation, last});
        const auto counted = gone ? m_database.change(u"UPDATE removed_account SET gone = gone + ? WHERE id = ?"_s, {*gone, account}) : gone;
        if (!counted) {
            return counted.error();
        }
        slice.take(*gone);
    } while (!slice.isOver());
    return false;
}

/// In the order of the key. Value: there is none any more.
Result<bool> RemovalStore::deleteAll(const QString &table, const QString &where, const QVariantList &values, Slice &slice)
{
    const auto key = keyOf(table);
    if (!key) {
        return key.error();
    }
    const QString statement =
        u"DELETE FROM \"%1\" WHERE (%2) IN (SELECT %2 FROM \"%1\" WHERE %3 ORDER BY %2 LIMIT ?)"_s.arg(table, *key, where);
    do {
        const auto gone = m_database.change(statement, values + QVariantList{rowsAStretch});
        if (!gone) {
            return gone.error();
        }
        slice.take(*gone);
        if (*gone < rowsAStretch) {
            return true;
        }
    } while (!slice.isOver());
    return false;
}

Result<QList<RemovalStore::Owned>> RemovalStore::ownedBy(const QString &owner)
{
    if (const auto known = m_owned.constFind(owner); known != m_owned.cend()) {
        return *known;
    }
    QList<Owned> all;
    const auto read = m_database.each(u"SELECT t.name, f.\"from\" FROM sqlite_schema t JOIN pragma_foreign_key_list(t.name) f "
                                      "WHERE t.type = 'table' AND f.\"table\" = ? AND t.name <> ? ORDER BY t.rowid"_s,
                                      {owner, u"conversation"_s},
                                      [&](const QSqlQuery &row) { all.append({row.value(0).toString(), row.value(1).toString()}); });
    if (!read) {
        return read.error();
    }
    m_owned.insert(owner, all);
    return all;
}

Result<QString> RemovalStore::keyOf(const QString &table)
{
    if (const auto known = m_keys.constFind(table); known != m_keys.cend()) {
        return *known;
    }
    QStringList columns;
    const auto read = m_database.each(u"SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk"_s, {table},
                                      [&](const QSqlQuery &row) { columns.append(u'"' + row.value(0).toString() + u'"'); });
    if (!read) {
        return read.error();
    }
    if (columns.isEmpty()) {
        return Error{ErrorKind::Internal, u"a table without a key"_s, table};
    }
    return m_keys.insert(table, columns.join(u", "_s)).value();
}

Result<RemovalProgress> RemovalStore::progress(Stage stage)
{
    RemovalProgress progress{true, rowsPercent, std::nullopt};
    if (stage == Stage::Rows) {
        const auto percent = m_database.value(u"SELECT coalesce(? * sum(gone) / nullif(sum(messages), 0), 0) FROM removed_account"_s,
                                              {rowsPercent});
        if (!percent) {
            return percent.error();
        }
        progress.percent = std::min(percent->toInt(), rowsPercent);
    } else if (stage == Stage::Pages) {
        if (const auto free = m_database.freePages(); free && m_mostFree > 0) {
            progress.percent += int((pagesPercent - rowsPercent) * (m_mostFree - *free) / m_mostFree);
        }
    } else {
        const auto pages = m_database.value(u"PRAGMA page_count"_s);
        const qint64 all = pages ? std::max<qint64>(1, pages->toLongLong()) : 1;
        progress.percent = m_scrubFrom > 0 ? pagesPercent + int((100 - pagesPercent) * std::min(m_scrubFrom, all) / all) : 100;
    }
    return progress;
}

} // namespace jackdaw
