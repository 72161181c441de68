// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/BackupMergeStore.h"

#include "backup/BackupSourceStore.h"
#include "backup/BackupTables.h"
#include "storage/Database.h"

#include <QMap>
#include <QSqlQuery>
#include <QUuid>

#include <algorithm>
#include <limits>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr int messagesOfSlice = 2000;
/// Messages are gone through this often: to be matched in four ways and twice as files, to be stored, to get what belongs to
/// them, and to be read.
constexpr int passes = 9;

// What became of a message that came, in temp.map_message.
constexpr int fateKnown = 0;    ///< it is here
constexpr int fateNew = 1;
constexpr int fateDeleted = 2;  ///< it was here, and the user took it away
constexpr int fateRevealed = 3; ///< it is here, and could not be read

// A file that came with others in one message (chat/FileRow) has an id that is made of that message's.
const QString isFile = u"i.origin_id >= char(1) AND i.origin_id < char(2)"_s;
const QString isNoFile = u"(i.origin_id < char(1) OR i.origin_id >= char(2))"_s;
const QString nameInFile = u"substr(i.origin_id, 2, instr(substr(i.origin_id, 2), char(1)) - 1)"_s;
/// Its message, as FurtherFiles::messageOf finds it; NULL where that is gone.
const QString ownerOfFile =
    u"coalesce((SELECT o.id FROM incoming.message o WHERE o.conversation = i.conversation AND o.origin_id = "_s + nameInFile
    + u" AND o.origin_id <> '' AND o.sender = i.sender AND o.id > i.id ORDER BY o.id LIMIT 1), "
      "(SELECT o.id FROM incoming.message o WHERE o.conversation = i.conversation AND o.archive_id = "_s + nameInFile
    + u" AND o.archive_id <> '' AND o.sender = i.sender))"_s;

QString quoted(const QStringList &columns)
{
    return u'"' + columns.join(u"\", \""_s) + u'"';
}

QString valuesOf(const QString &table, const QStringList &columns)
{
    const BackupTable *known = BackupTable::find(table);
    Q_ASSERT(known);
    QStringList values;
    for (const QString &column : columns) {
        values.append(known->valueOf(column));
    }
    return values.join(u", "_s);
}

} // namespace

Status BackupMergeStore::run(const QString &statement, const QVariantList &values)
{
    if (m_watch.isStopped()) {
        return backupStopped();
    }
    if (m_heard) {
        m_heard(statement, values);
    }
    return toStatus(m_database.change(statement, values));
}

Result<QStringList> BackupMergeStore::columns(const QString &table, const QStringList &without)
{
    QStringList all;
    const auto read = m_database.each(u"SELECT name FROM pragma_table_info(?)"_s, {table}, [&](const QSqlQuery &row) {
        if (const QString name = row.value(0).toString(); !without.contains(name)) {
            all.append(name);
        }
    });
    return read ? Result<QStringList>(all) : Result<QStringList>(read.error());
}

Result<BackupOutcome> BackupMergeStore::merge(const QString &staged)
{
    // What an earlier one could not let go of has its name; where it still cannot, ATTACH says so.
    const auto left = m_database.value(u"SELECT 1 FROM pragma_database_list WHERE name = 'incoming'"_s);
    if (left && left->isValid()) {
        (void)m_database.run(u"DETACH DATABASE incoming"_s);
    }
    if (const auto attached = m_database.run(u"ATTACH DATABASE ? AS incoming"_s, {staged}); !attached) {
        return attached.error();
    }
    // The first look opens the log and its index too. Nothing is written there any more, so no name is asked for again.
    if (m_opened && m_database.value(u"SELECT count(*) FROM incoming.sqlite_schema"_s)) {
        m_opened();
    }
    // In a file that has no name, however many messages there are; both ways of it let go of what an earlier one left.
    (void)m_database.run(u"PRAGMA temp_store = FILE"_s);
    const Status merged = m_database.transaction(Database::Durability::Full, [this] { return mergeAll(); });
    (void)m_database.run(u"PRAGMA temp_store = MEMORY"_s); // as storage/Database has it
    (void)m_database.run(u"DETACH DATABASE incoming"_s); // all is in the history by now, whatever comes of this
    return merged ? Result<BackupOutcome>(m_outcome) : Result<BackupOutcome>(merged.error());
}

Status BackupMergeStore::mergeAll()
{
    const auto total = m_database.value(u"SELECT count(*) FROM incoming.message"_s);
    if (!total) {
        return total.error();
    }
    m_total = total->toLongLong() * passes;
    for (Status (BackupMergeStore::*step)() :
         {&BackupMergeStore::makeMaps, &BackupMergeStore::mergeAccounts, &BackupMergeStore::mergeConversations,
          &BackupMergeStore::matchMessages, &BackupMergeStore::placeMessages, &BackupMergeStore::insertMessages,
          &BackupMergeStore::mergeOfMessages, &BackupMergeStore::revealMessages, &BackupMergeStore::mergeOfConversations,
          &BackupMergeStore::mergeOfAccounts, &BackupMergeStore::mergeGaps, &BackupMergeStore::countAnew}) {
        if (const Status done = (this->*step)(); !done) {
            return done;
        }
    }
    const auto count = [&](const QString &fates) {
        const auto found = m_database.value(u"SELECT count(*) FROM temp.map_message WHERE fate IN (%1)"_s.arg(fates));
        return found ? found->toLongLong() : 0;
    };
    m_outcome.added = count(QString::number(fateNew));
    m_outcome.known = count(u"%1, %2, %3"_s.arg(fateKnown).arg(fateDeleted).arg(fateRevealed));
    return Done{};
}

/// What each thing is called here. In a file without a name: where they lay beside what came, two files would be committed, one
/// after the other, and a disk that fills up in between would take all of it in and say that it took nothing.
Status BackupMergeStore::makeMaps()
{
    const QString make = u"CREATE TABLE temp.%1 (id INTEGER PRIMARY KEY, local INTEGER NOT NULL, %2 INTEGER NOT "
                          "NULL)"_s;
    for (const QString &map : {make.arg(u"map_account"_s, u"is_new"_s), make.arg(u"map_conversation"_s, u"is_new"_s),
                               make.arg(u"map_message"_s, u"fate"_s)}) {
        const auto made = m_database.run(map);
        if (!made) {
            return made.error();
        }
    }
    // For what is asked the other way round: whence a chat of here came.
    return toStatus(m_database.run(u"CREATE INDEX temp.map_conversation_local ON map_conversation (local)"_s));
}

Status BackupMergeStore::mergeAccounts()
{
    struct Account { qint64 id; QString jid; };
    QList<Account> all;
    if (const auto read = m_database.each(u"SELECT id, jid FROM incoming.account ORDER BY id"_s, {},
                                          [&](const QSqlQuery &row) { all.append({row.value(0).toLongLong(), row.value(1).toString()}); });
        !read) {
        return read;
    }
    const auto names = columns(u"account"_s, {u"id"_s, u"user_agent"_s});
    if (!names) {
        return names.error();
    }
    for (const Account &account : std::as_const(all)) {
        const auto here = m_database.value(u"SELECT id FROM main.account WHERE jid = ?"_s, {account.jid});
        if (!here) {
            return here.error();
        }
        qint64 local = here->toLongLong();
        const bool isNew = !here->isValid();
        if (isNew) {
            // XEP-0388, 2.2: a copy is another program than the one it was made of.
            const auto added = m_database.run(u"INSERT INTO main.account (user_agent, %1) SELECT ?, %2 FROM "
                                               "incoming.account t WHERE t.id = ?"_s
                                                  .arg(quoted(*names), valuesOf(u"account"_s, *names)),
                                              {QUuid::createUuid().toString(QUuid::WithoutBraces), account.id});
            if (!added) {
                return added.error();
            }
            local = (*added)->lastInsertId().toLongLong();
            m_outcome.newAccounts.append(BareJid::fromPrepared(account.jid));
        }
        if (const Status noted = run(u"INSERT INTO temp.map_account VALUES (?, ?, ?)"_s, {account.id, local, isNew ? 1 : 0}); !noted) {
            return noted;
        }
    }
    return Done{};
}

Status BackupMergeStore::mergeConversations()
{
    struct Chat { qint64 id; qint64 account; QString peer; };
    QList<Chat> all;
    if (const auto read = m_database.each(u"SELECT c.id, a.local, c.peer FROM incoming.conversation c "
                                          "JOIN temp.map_account a ON a.id = c.account ORDER BY c.id"_s, {}, [&](const QSqlQuery &row) {
            all.append({row.value(0).toLongLong(), row.value(1).toLongLong(), row.value(2).toString()});
        }); !read) {
        return read;
    }
    // What is counted, and what names a message, comes when they are here.
    const auto names = columns(u"conversation"_s, {u"id"_s, u"account"_s, u"read_up_to"_s, u"unread"_s, u"first_unread"_s, u"last_message"_s,
                                                   u"mentions"_s, u"draft_about"_s, u"draft_edit"_s, u"draft_edit_mentions"_s});
    if (!names) {
        return names.error();
    }
    for (const Chat &chat : std::as_const(all)) {
        const auto here = m_database.value(u"SELECT id FROM main.conversation WHERE account = ? AND peer = ?"_s, {chat.account, chat.peer});
        if (!here) {
            return here.error();
        }
        qint64 local = here->toLongLong();
        const bool isNew = !here->isValid();
        if (isNew) {
            const auto added = m_database.run(u"INSERT INTO main.conversation (account, %1) SELECT ?, %2 FROM "
                                               "incoming.conversation t WHERE t.id = ?"_s
                                                  .arg(quoted(*names), valuesOf(u"conversation"_s, *names)), {chat.account, chat.id});
            if (!added) {
                return added.error();
            }
            local = (*added)->lastInsertId().toLongLong();
        } else if (const Status drafted = run(
                       u"UPDATE main.conversation SET (draft, draft_mentions, draft_spoiler) = "
                       "(SELECT draft, draft_mentions, draft_spoiler FROM incoming.conversation WHERE id = ?) "
                       "WHERE id = ? AND draft = '' AND (SELECT draft FROM incoming.conversation WHERE id = ?) <> ''"_s,
                       {chat.id, local, chat.id}); !drafted) {
            return drafted;
        }
        if (const Status noted = run(u"INSERT INTO temp.map_conversation VALUES (?, ?, ?)"_s, {chat.id, local, isNew ? 1 : 0}); !noted) {
            return noted;
        }
    }
    return Done{};
}

Status BackupMergeStore::inSlices(const std::function<Status(qint64 from, qint64 upTo)> &each)
{
    qint64 from = 0;
    while (true) {
        qint64 upTo = 0;
        qint64 count = 0;
        const auto read = m_database.each(u"SELECT max(id), count(*) FROM (SELECT id FROM incoming.message WHERE id > "
                                           "? ORDER BY id LIMIT ?)"_s,
                                          {from, messagesOfSlice}, [&](const QSqlQuery &row) {
            upTo = row.value(0).toLongLong();
            count = row.value(1).toLongLong();
        });
        if (!read || count == 0) {
            return read;
        }
        if (const Status done = each(from, upTo); !done) {
            return done;
        }
        from = upTo;
        m_done += count;
        m_watch.say({BackupProgress::Stage::TakingIn, m_done, m_total});
    }
}

Status BackupMergeStore::matchBy(const QString &how)
{
    return inSlices([&](qint64 from, qint64 upTo) {
        return run(u"INSERT OR IGNORE INTO temp.map_message SELECT i.id, m.id, "
                   "CASE WHEN m.cipher_fault <> 0 AND i.cipher_fault = 0 AND m.retracted = 0 AND i.retracted = 0 THEN %1 ELSE %2 END "
                   "FROM incoming.message i CROSS JOIN temp.map_conversation c ON c.id = i.conversation AND "
                   "c.is_new = 0 "
                   "CROSS JOIN main.message m ON m.conversation = c.local AND %3 WHERE i.id > ? AND i.id <= ?"_s
                       .arg(fateRevealed).arg(fateKnown).arg(how), {from, upTo});
    });
}

/// The same questions as IncomingPipeline asks of what comes (DESIGN, 3: "seen before?").
Status BackupMergeStore::matchMessages()
{
    const QString noOtherArchive = u" AND (m.archive_id = '' OR i.archive_id = '' OR m.archive_id = i.archive_id)"_s;
    for (const QString &how :
         // Said of m too, or the indexes of what has an id are not for these questions.
         {u"m.archive_id = i.archive_id AND m.archive_id <> ''"_s,
          u"m.origin_id = i.origin_id AND m.origin_id <> '' AND m.sender = i.sender AND "_s + isNoFile + noOtherArchive,
          u"m.stanza_id = i.stanza_id AND m.stanza_id <> '' AND m.sender = i.sender AND m.direction = i.direction"_s + noOtherArchive,
          // Without any id: what the same profile stored, at the same moment.
          u"i.origin_id = '' AND i.stanza_id = '' AND i.archive_id = '' AND m.id BETWEEN i.id - 4096 AND i.id + 4096 "
          "AND m.time = i.time AND m.sender = i.sender AND m.direction = i.direction AND m.body = i.body"_s}) {
        if (const Status matched = matchBy(how); !matched) {
            return matched;
        }
    }
    // chat/EarlyChangeStore, isDeleted
    for (const QString &how :
         {u"i.archive_id = d.archive_id AND i.archive_id <> ''"_s,
          u"i.origin_id = d.origin_id AND i.origin_id <> '' AND i.sender = d.sender AND (d.archive_id = '' OR "
           "i.archive_id = '' OR i.archive_id = d.archive_id)"_s}) {
        const Status matched = run(u"INSERT OR IGNORE INTO temp.map_message SELECT i.id, 0, %1 FROM "
                                    "main.deleted_message d "
                                   "CROSS JOIN temp.map_conversation c ON c.local = d.conversation AND c.is_new = "
                                   "0 "
                                   "CROSS JOIN incoming.message i ON i.conversation = c.id AND %2"_s.arg(fateDeleted).arg(how));
        if (!matched) {
            return matched;
        }
    }
    return matchFiles();
}

/// Where a message is known, its files are what they are here, or are gone with it or by a correction; they never come by
/// themselves.
Status BackupMergeStore::matchFiles()
{
    // The same file of the same message, wherever among the others it stands.
    const QString here =
        u"(SELECT m.id FROM main.message m JOIN main.attachment a ON a.message = m.id WHERE m.conversation = c.local "
        "AND m.origin_id > substr(i.origin_id, 1, length(%1) + 2) AND m.origin_id < char(1) || %1 || char(2) "
        "AND m.origin_id <> '' AND m.sender = i.sender AND +m.id < n.local "
        "AND a.url = (SELECT f.url FROM incoming.attachment f WHERE f.message = i.id) LIMIT 1)"_s.arg(nameInFile);
    const QString withMessage =
        u"INSERT OR IGNORE INTO temp.map_message SELECT i.id, coalesce(%1, 0), CASE WHEN %1 IS NULL THEN %2 ELSE %3 END "
        "FROM incoming.message i CROSS JOIN temp.map_conversation c ON c.id = i.conversation AND c.is_new = 0 "
        "CROSS JOIN temp.map_message n ON n.id = %4 AND n.fate IN (%3, %2) WHERE i.id > ? AND i.id <= ? AND %5"_s
            .arg(here).arg(fateDeleted).arg(fateKnown).arg(ownerOfFile, isFile);
    const Status matched = inSlices([&](qint64 from, qint64 upTo) { return run(withMessage, {from, upTo}); });
    return !matched ? matched : matchBy(u"m.origin_id = i.origin_id AND m.origin_id <> '' AND m.sender = i.sender AND %1 AND %2 IS NULL"_s
                       .arg(isFile, ownerOfFile));
}

/// What came with a message that could not be read here stands right above that one, wherever it stood there.
Status BackupMergeStore::placeRevealedFiles(QSet<qint64> &taken)
{
    struct File { qint64 id; qint64 message; };
    qint64 from = std::numeric_limits<qint64>::max();
    qint64 message = 0;
    qint64 place = 0;
    while (true) {
        QList<File> files;
        const auto read = m_database.each(
            u"SELECT i.id, n.local FROM temp.map_message n CROSS JOIN incoming.message o ON o.id = n.id "
            "CROSS JOIN incoming.message i ON i.conversation = o.conversation "
            "AND i.origin_id > char(1) || o.origin_id || char(1) AND i.origin_id < char(1) || o.origin_id || char(2) "
            "AND i.origin_id <> '' AND i.sender = o.sender AND i.id < o.id "
            "WHERE n.fate = %1 AND o.origin_id <> '' AND i.id < ? AND %2 = o.id ORDER BY i.id DESC LIMIT ?"_s
                .arg(fateRevealed).arg(ownerOfFile),
            {from, messagesOfSlice},
            [&](const QSqlQuery &row) { files.append({row.value(0).toLongLong(), row.value(1).toLongLong()}); });
        if (!read || files.isEmpty()) {
            return read;
        }
        for (const File &file : std::as_const(files)) {
            place = file.message == message ? place - 1 : file.message - 1;
            message = file.message;
            while (true) {
                const auto other = m_database.value(u"SELECT 1 FROM main.message WHERE id = ?"_s, {place});
                if (!other) {
                    return other.error();
                }
                if (!other->isValid() && !taken.contains(place)) {
                    break;
                }
                --place;
            }
            taken.insert(place);
            const Status noted = run(u"INSERT OR IGNORE INTO temp.map_message VALUES (?, ?, ?)"_s, {file.id, place, fateNew});
            if (!noted) {
                return noted;
            }
        }
        from = files.constLast().id;
    }
}

/// A key is used once in all chats: where another message has it, the next free one is taken, and no message passes
/// another.
Status BackupMergeStore::placeMessages()
{
    QSet<qint64> placed;
    if (const Status revealed = placeRevealedFiles(placed); !revealed) {
        return revealed;
    }
    const auto taken = m_database.value(u"SELECT EXISTS (SELECT 1 FROM incoming.message i WHERE i.id NOT IN (SELECT "
                                         "id FROM temp.map_message) "
                                        "AND EXISTS (SELECT 1 FROM main.message m WHERE m.id = i.id))"_s);
    if (!taken) {
        return taken.error();
    }
    if (!taken->toBool() && placed.isEmpty()) {
        return run(u"INSERT INTO temp.map_message SELECT id, id, %1 FROM incoming.message "
                   "WHERE id NOT IN (SELECT id FROM temp.map_message)"_s.arg(fateNew));
    }
    qint64 from = 0;
    qint64 last = 0;
    while (true) {
        QList<qint64> ids;
        if (const auto read = m_database.each(u"SELECT id FROM incoming.message WHERE id > ? AND id NOT IN (SELECT id "
                                               "FROM temp.map_message) "
                                              "ORDER BY id LIMIT ?"_s, {from, messagesOfSlice},
                                              [&](const QSqlQuery &row) { ids.append(row.value(0).toLongLong()); });
            !read || ids.isEmpty()) {
            return read;
        }
        for (const qint64 id : std::as_const(ids)) {
            qint64 place = std::max(id, last + 1);
            while (true) {
                const auto other = m_database.value(u"SELECT 1 FROM main.message WHERE id = ?"_s, {place});
                if (!other) {
                    return other.error();
                }
                if (!other->isValid() && !placed.contains(place)) {
                    break;
                }
                ++place;
            }
            if (const Status noted = run(u"INSERT INTO temp.map_message VALUES (?, ?, ?)"_s, {id, place, fateNew}); !noted) {
                return noted;
            }
            last = place;
        }
        from = ids.constLast();
    }
}

Status BackupMergeStore::insertMessages()
{
    const auto names = columns(u"message"_s, {u"id"_s, u"conversation"_s, u"unread"_s});
    if (!names) {
        return names.error();
    }
    // What stands above what was read here counts as read. They come as they lie, so that nothing is sorted in memory.
    const QString insert =
        u"INSERT INTO main.message (id, conversation, unread, %1) SELECT n.local, c.local, "
        "CASE WHEN c.is_new = 0 AND n.local <= (SELECT read_up_to FROM main.conversation h WHERE h.id = c.local) "
        "THEN 0 ELSE t.unread END, %2 FROM incoming.message t "
        "CROSS JOIN temp.map_message n ON n.id = t.id AND n.fate = %3 "
        "CROSS JOIN temp.map_conversation c ON c.id = t.conversation WHERE t.id > ? AND t.id <= ? ORDER BY t.id"_s
            .arg(quoted(*names), valuesOf(u"message"_s, *names)).arg(fateNew);
    return inSlices([&](qint64 from, qint64 upTo) { return run(insert, {from, upTo}); });
}

/// It was encrypted for another device than this one, and the copy could read it.
Status BackupMergeStore::revealMessages()
{
    const QStringList names{u"body"_s, u"edited"_s, u"reply_id"_s, u"reply_author"_s, u"thread"_s, u"thread_parent"_s, u"mentions"_s,
                            u"spoiler"_s, u"markup"_s, u"cipher"_s, u"cipher_device"_s, u"cipher_trust"_s, u"cipher_marks"_s,
                            u"cipher_fault"_s, u"cipher_by"_s, u"attached"_s, u"previewed"_s, u"reacted"_s};
    QStringList changes;
    for (const QString &name : names) {
        changes.append(u"%1 = i.%1"_s.arg(name));
    }
    const QString reveal = u"UPDATE main.message SET %1 FROM temp.map_message n CROSS JOIN incoming.message i ON "
                            "i.id = n.id "
                           "WHERE main.message.id = n.local AND n.fate = %2 AND n.id > ? AND n.id <= ?"_s
                               .arg(changes.join(u", "_s)).arg(fateRevealed);
    if (const Status read = inSlices([&](qint64 from, qint64 upTo) { return run(reveal, {from, upTo}); }); !read) {
        return read;
    }
    // What the user kept in either place is kept.
    for (const QString &mark : {u"pinned"_s, u"saved"_s}) {
        const Status kept = run(u"UPDATE main.message SET %1 = x.%1 FROM (SELECT n.local, i.%1 FROM incoming.message i "
                                "JOIN temp.map_message n ON n.id = i.id AND n.fate IN (%2, %3) WHERE i.%1 > 0) x "
                                "WHERE main.message.id = x.local AND main.message.%1 = 0 AND main.message.retracted = "
                                "0"_s
                                    .arg(mark).arg(fateKnown).arg(fateRevealed));
        if (!kept) {
            return kept;
        }
    }
    return Done{};
}

Status BackupMergeStore::mergeOfMessages()
{
    QStringList copies;
    for (const BackupTable &table : BackupTable::all()) {
        if (table.of != BackupTable::Of::Message) {
            continue;
        }
        QStringList without{u"message"_s};
        QString target = u"message"_s;
        QString source = u"n.local"_s;
        if (table.name == "outgoing_change"_L1) {
            without.append(u"id"_s); // behind those that are here; of one message in the order in which they were made
        } else if (table.name == "attachment"_L1) {
            without.append(u"caption"_s);
            target += u", caption"_s;
            source += u", coalesce((SELECT o.local FROM temp.map_message o WHERE o.id = t.caption), 0)"_s;
        }
        const auto names = columns(table.name, without);
        if (!names) {
            return names.error();
        }
        copies.append(u"INSERT OR IGNORE INTO main.%1 (%2, %3) SELECT %4, %5 FROM temp.map_message n "
                      "CROSS JOIN incoming.%1 t ON t.message = n.id WHERE n.fate IN (%6, %7) AND n.id > ? AND n.id <= ?"_s
                          .arg(table.name, target, quoted(*names), source, valuesOf(table.name, *names))
                          .arg(fateNew).arg(fateRevealed));
    }
    return inSlices([&](qint64 from, qint64 upTo) {
        for (const QString &copy : std::as_const(copies)) {
            if (const Status copied = run(copy, {from, upTo}); !copied) {
                return copied;
            }
        }
        return Status(Done{});
    });
}

Status BackupMergeStore::copyOfConversations(const QString &table, Rows rows, const QStringList &without, const QString &unless)
{
    const auto names = columns(table, QStringList{u"conversation"_s} + without);
    if (!names) {
        return names.error();
    }
    return run(u"INSERT OR IGNORE INTO main.%1 (conversation, %2) SELECT c.local, %3 FROM incoming.%1 t "
               "JOIN temp.map_conversation c ON c.id = t.conversation%4 WHERE %5"_s
                   .arg(table, quoted(*names), valuesOf(table, *names), rows == Rows::OfAll ? QString() : u" AND c.is_new = 1"_s,
                        unless.isEmpty() ? u"1"_s : u"NOT "_s + unless));
}

Status BackupMergeStore::mergeOfConversations()
{
    const QString sameDeleted = u"EXISTS (SELECT 1 FROM main.deleted_message d WHERE d.conversation = c.local AND "
                                 "d.sender = t.sender "
                                "AND d.origin_id = t.origin_id AND d.stanza_id = t.stanza_id AND d.archive_id = "
                                "t.archive_id)"_s;
    // Two copies of the program hear of the same in one moment, but not at the same place.
    const QString sameEvent = u"EXISTS (SELECT 1 FROM main.room_event e WHERE e.conversation = c.local AND e.kind = "
                               "t.kind "
                              "AND e.nick = t.nick AND e.text = t.text AND e.place BETWEEN t.place - 40960000 AND "
                              "t.place + 40960000)"_s;
    for (const Status &done : {copyOfConversations(u"room"_s, Rows::OfAll), copyOfConversations(u"voice_draft"_s, Rows::OfAll),
                               copyOfConversations(u"read_position"_s, Rows::OfNewAccounts),
                               copyOfConversations(u"deleted_message"_s, Rows::OfAll, {u"id"_s}, sameDeleted),
                               copyOfConversations(u"room_event"_s, Rows::OfAll, {}, sameEvent)}) {
        if (!done) {
            return done;
        }
    }
    const auto names = columns(u"seen_mark"_s, {u"conversation"_s, u"message"_s});
    if (!names) {
        return names.error();
    }
    return run(u"INSERT OR IGNORE INTO main.seen_mark (conversation, message, %1) SELECT c.local, n.local, %2 FROM "
                "incoming.seen_mark t "
               "JOIN temp.map_conversation c ON c.id = t.conversation JOIN temp.map_message n ON n.id = "
               "t.message AND n.fate <> %3"_s
                   .arg(quoted(*names), valuesOf(u"seen_mark"_s, *names)).arg(fateDeleted));
}

Status BackupMergeStore::copyOfAccounts(const QString &table, Rows rows, const QStringList &without, const QString &unless)
{
    const auto names = columns(table, QStringList{u"account"_s} + without);
    if (!names) {
        return names.error();
    }
    return run(u"INSERT OR IGNORE INTO main.%1 (account, %2) SELECT a.local, %3 FROM incoming.%1 t "
               "JOIN temp.map_account a ON a.id = t.account%4 WHERE %5"_s
                   .arg(table, quoted(*names), valuesOf(table, *names), rows == Rows::OfAll ? QString() : u" AND a.is_new = 1"_s,
                        unless.isEmpty() ? u"1"_s : u"NOT "_s + unless));
}

Status BackupMergeStore::mergeOfAccounts()
{
    const QString sameRule = u"EXISTS (SELECT 1 FROM main.presence_rule r WHERE r.account = a.local AND r.kind = "
                              "t.kind AND r.subject = t.subject "
                             "AND r.minutes = t.minutes AND r.lasting = t.lasting AND r.actions = t.actions)"_s;
    // A wish to write in clear opens no chat of an account that is here.
    const QString wouldOpen = u"(a.is_new = 0 AND t.wish <> 1)"_s;
    for (const Status &done :
         {copyOfAccounts(u"contact"_s, Rows::OfNewAccounts), copyOfAccounts(u"contact_group"_s, Rows::OfNewAccounts),
          copyOfAccounts(u"bookmark"_s, Rows::OfNewAccounts), copyOfAccounts(u"space"_s, Rows::OfNewAccounts),
          copyOfAccounts(u"room_invitation"_s, Rows::OfNewAccounts),
          copyOfAccounts(u"omemo_device"_s, Rows::OfNewAccounts), copyOfAccounts(u"omemo_event"_s, Rows::OfNewAccounts),
          copyOfAccounts(u"omemo_chat"_s, Rows::OfAll, {}, wouldOpen),
          copyOfAccounts(u"early_change"_s, Rows::OfAll, {u"id"_s}), copyOfAccounts(u"watched"_s, Rows::OfAll),
          copyOfAccounts(u"presence_change"_s, Rows::OfAll), copyOfAccounts(u"presence_rule"_s, Rows::OfAll, {u"id"_s}, sameRule),
          copyOfAccounts(u"contact_note"_s, Rows::OfAll)}) {
        if (!done) {
            return done;
        }
    }
    return Done{};
}

/// Where an account is new, what is missing of its archive is what was missing there.
Status BackupMergeStore::mergeGaps()
{
    if (const Status done = copyOfAccounts(u"archive_position"_s, Rows::OfNewAccounts); !done) {
        return done;
    }
    QList<qint64> gaps;
    if (const auto read = m_database.each(u"SELECT g.id FROM incoming.archive_gap g JOIN temp.map_account a ON "
                                           "a.id = g.account "
                                          "AND a.is_new = 1 ORDER BY g.id"_s, {},
                                          [&](const QSqlQuery &row) { gaps.append(row.value(0).toLongLong()); }); !read) {
        return read;
    }
    const auto names = columns(u"archive_gap"_s, {u"id"_s, u"account"_s, u"room"_s});
    const auto places = columns(u"archive_gap_place"_s, {u"gap"_s, u"conversation"_s, u"oldest_brought"_s, u"newest_before"_s});
    if (!names || !places) {
        return !names ? names.error() : places.error();
    }
    for (const qint64 gap : std::as_const(gaps)) {
        const auto added = m_database.run(u"INSERT INTO main.archive_gap (account, room, %1) SELECT a.local, "
                                          "(SELECT local FROM temp.map_conversation WHERE id = t.room), %2 FROM "
                                          "incoming.archive_gap t "
                                          "JOIN temp.map_account a ON a.id = t.account WHERE t.id = ?"_s
                                              .arg(quoted(*names), valuesOf(u"archive_gap"_s, *names)), {gap});
        if (!added) {
            return added.error();
        }
        const QString others = places->isEmpty() ? QString() : u", "_s + quoted(*places);
        const QString values = places->isEmpty() ? QString() : u", "_s + valuesOf(u"archive_gap_place"_s, *places);
        const Status placed = run(u"INSERT INTO main.archive_gap_place (gap, conversation, oldest_brought, "
                                   "newest_before%1) SELECT ?, c.local, "
                                  "coalesce((SELECT local FROM temp.map_message WHERE id = t.oldest_brought AND "
                                  "fate <> %3), 0), "
                                  "coalesce((SELECT local FROM temp.map_message WHERE id = t.newest_before AND "
                                  "fate <> %3), 0)%2 "
                                  "FROM incoming.archive_gap_place t JOIN temp.map_conversation c ON c.id = "
                                  "t.conversation WHERE t.gap = ?"_s
                                      .arg(others, values).arg(fateDeleted), {(*added)->lastInsertId(), gap});
        if (!placed) {
            return placed;
        }
    }
    return Done{};
}

Status BackupMergeStore::countAnew()
{
    const QString touched = u"(SELECT local FROM temp.map_conversation)"_s;
    for (const QString &statement :
         {u"UPDATE main.conversation SET read_up_to = coalesce((SELECT max(n.local) FROM temp.map_conversation c "
          "JOIN incoming.conversation i ON i.id = c.id JOIN incoming.message m ON m.conversation = c.id AND m.id <= "
          "i.read_up_to "
          "JOIN temp.map_message n ON n.id = m.id WHERE c.local = conversation.id), 0) "
          "WHERE id IN (SELECT local FROM temp.map_conversation WHERE is_new = 1)"_s,
          u"UPDATE main.conversation SET (draft_about, draft_edit, draft_edit_mentions) = (SELECT n.local, i.draft_edit, "
           "i.draft_edit_mentions FROM temp.map_conversation c JOIN incoming.conversation i ON i.id = c.id "
           "JOIN temp.map_message n ON n.id = i.draft_about WHERE c.local = conversation.id) "
           "WHERE id IN (SELECT c.local FROM temp.map_conversation c JOIN incoming.conversation i ON i.id = c.id "
           "JOIN temp.map_message n ON n.id = i.draft_about WHERE c.is_new = 1)"_s,
          u"UPDATE main.conversation SET last_message = coalesce((SELECT max(id) FROM main.message m WHERE "
           "m.conversation = conversation.id), 0), "
          "unread = (SELECT count(*) FROM main.message m WHERE m.conversation = conversation.id AND m.unread = 1), "
          "mentions = (SELECT count(*) FROM main.message m WHERE m.conversation = conversation.id AND m.unread = 1 "
          "AND m.mentioned = 1), "
          "first_unread = coalesce((SELECT min(id) FROM main.message m WHERE m.conversation = conversation.id AND "
          "m.unread = 1), 0) "
          "WHERE id IN "_s + touched}) {
        if (const Status done = run(statement); !done) {
            return done;
        }
    }
    return countDays();
}

/// In the order in which they stand, so that it takes no memory but for the days.
Status BackupMergeStore::countDays()
{
    constexpr qint64 day = 4096LL * 86'400'000;
    QList<qint64> chats;
    if (const auto read = m_database.each(u"SELECT DISTINCT local FROM temp.map_conversation"_s, {},
                                          [&](const QSqlQuery &row) { chats.append(row.value(0).toLongLong()); }); !read) {
        return read;
    }
    for (const qint64 chat : std::as_const(chats)) {
        QMap<qint64, qint64> counts;
        const auto read = m_database.each(u"SELECT id FROM main.message WHERE conversation = ? ORDER BY id"_s, {chat},
                                          [&](const QSqlQuery &row) { ++counts[row.value(0).toLongLong() / day]; });
        if (!read) {
            return read;
        }
        if (const Status cleared = run(u"DELETE FROM main.message_day WHERE conversation = ?"_s, {chat}); !cleared) {
            return cleared;
        }
        for (auto count = counts.cbegin(); count != counts.cend(); ++count) {
            const Status counted = run(u"INSERT INTO main.message_day (conversation, day, count) VALUES (?, ?, ?)"_s,
                                       {chat, count.key(), count.value()});
            if (!counted) {
                return counted;
            }
        }
    }
    return Done{};
}

} // namespace jackdaw
