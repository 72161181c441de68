// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backup/AsideFile.h"
#include "backup/BackupMergeStore.h"
#include "backup/BackupService.h"
#include "backup/BackupSourceStore.h"
#include "backup/BackupStagingStore.h"
#include "backup/BackupTables.h"
#include "support/TestDatabase.h"

#include <QDir>
#include <QSqlQuery>

/// Histories that are written into a backup and restored from one, for its tests.
namespace jackdaw::test::backup {

using namespace Qt::StringLiterals;

inline const KeyCost cheap{10, 1, 1};
inline const QString passphrase = u"four words of mine"_s;
constexpr qint64 second = 4096 * 1000; // of a message's key
constexpr qint64 noon = 1'700'000'000'000 * 4096;

/// A history, as one profile has it, and what a test puts into it.
class History
{
public:
    TestDatabase database;

    void run(const QString &statement, const QVariantList &values = {})
    {
        if (const auto done = database->run(statement, values); !done) {
            qFatal("%s: %s", qPrintable(statement), qPrintable(done.error().detail));
        }
    }
    qint64 number(const QString &statement) { return database.number(statement); }
    QString text(const QString &statement) { return database->value(statement)->toString(); }

    void addAccount(qint64 id, const QString &jid)
    {
        run(u"INSERT INTO account (id, jid, user_agent) VALUES (?, ?, ?)"_s, {id, jid, u"agent-of-"_s + jid});
    }
    void addChat(qint64 id, qint64 account, const QString &peer)
    {
        run(u"INSERT INTO conversation (id, account, peer) VALUES (?, ?, ?)"_s, {id, account, peer});
    }
    void add(qint64 id, qint64 chat, const QString &body, const QString &origin = {}, const QString &archive = {})
    {
        run(u"INSERT INTO message (id, conversation, direction, state, time, sender, body, origin_id, archive_id) "
            "VALUES (?, ?, 0, 1, ?, 'tomas@harbor.example', ?, ?, ?)"_s, {id, chat, id / 4096, body, origin, archive});
        run(u"INSERT INTO message_day (conversation, day, count) VALUES (?, ?, 1) ON CONFLICT DO UPDATE SET count = count + 1"_s,
            {chat, id / (4096LL * 86'400'000)});
        run(u"UPDATE conversation SET last_message = max(last_message, ?) WHERE id = ?"_s, {id, chat});
    }
    /// One with several files (chat/FurtherFiles): a row for each letter of `files`, the last of which is the message.
    void addFiles(qint64 id, const QString &files, const QString &origin, const QString &archive = {})
    {
        for (qsizetype i = 0; i < files.size(); ++i) {
            const bool isMessage = i == files.size() - 1;
            const QString url = u"https://files.harbor.example/"_s + files[i];
            add(id + i, 1, isMessage ? u"look"_s : url, isMessage ? origin : QString(QChar(1) + origin + QChar(1) + QString::number(i)),
                isMessage ? archive : QString());
            run(u"UPDATE message SET attached = 1 WHERE id = ?"_s, {id + i});
            run(u"INSERT INTO attachment (message, url) VALUES (?, ?)"_s, {id + i, url});
        }
    }
    /// Of each row in its order its file, or its text.
    QString shown()
    {
        QStringList all;
        database->each(u"SELECT m.body, a.url FROM message m LEFT JOIN attachment a ON a.message = m.id ORDER BY m.id"_s, {},
                       [&](const QSqlQuery &row) { all.append(row.isNull(1) ? row.value(0).toString() : row.value(1).toString().section(u'/', -1)); });
        return all.join(u' ');
    }
    /// Of mara, with a chat with tomas.
    void begin()
    {
        addAccount(1, u"mara@harbor.example"_s);
        addChat(1, 1, u"tomas@harbor.example"_s);
    }
    QStringList bodies(qint64 chat = 1)
    {
        QStringList all;
        database->each(u"SELECT body FROM message WHERE conversation = ? ORDER BY id"_s, {chat},
                       [&](const QSqlQuery &row) { all.append(row.value(0).toString()); });
        return all;
    }
};

inline BackupOrder orderFor(const QString &path, const QList<AccountId> &accounts = {AccountId(1)})
{
    return {{path, passphrase}, accounts, QByteArrayLiteral("{\"a\":1}")};
}

inline Status writeInto(History &from, const QString &path, const BackupWatch &watch = {}, const QList<AccountId> &accounts = {AccountId(1)})
{
    AsideFile file(path);
    if (const Status opened = file.open(); !opened) {
        return opened;
    }
    const ReadConnection connection(from.database.file());
    const Status written = BackupSourceStore(connection, watch).write(orderFor(path, accounts),
                                                                      [&](QByteArrayView bytes) { return file.write(bytes); }, cheap);
    return written ? file.commit() : written;
}

inline Result<BackupOutcome> restore(History &to, const QString &path, const BackupWatch &watch = {})
{
    BackupStagingStore staged(to.database.folder(), watch);
    if (const Status filled = staged.fill({path, passphrase}); !filled) {
        return filled.error();
    }
    return BackupMergeStore(*to.database, watch).merge(staged.database());
}

/// All that is in a table that a backup has, as text.
inline QStringList contentOf(History &history, const QString &table, const QString &values, const QString &where = u"1"_s)
{
    QStringList all;
    const auto read = history.database->each(u"SELECT %1 FROM \"%2\" t WHERE %3"_s.arg(values, table, where), {}, [&](const QSqlQuery &row) {
        QStringList line;
        for (int i = 0; i < 200 && row.value(i).isValid(); ++i) {
            const QVariant value = row.value(i);
            line.append(value.isNull() && value.typeId() != QMetaType::QByteArray ? u"NULL"_s
                        : value.typeId() == QMetaType::QByteArray ? QString::fromLatin1(value.toByteArray().toHex()) : value.toString());
        }
        all.append(line.join(u" | "_s));
    });
    if (!read) {
        qFatal("%s", qPrintable(read.error().detail));
    }
    all.sort();
    return all;
}

inline QStringList allTables(History &history)
{
    QStringList tables;
    history.database->each(u"SELECT name FROM sqlite_schema WHERE type = 'table'"_s, {},
                           [&](const QSqlQuery &row) { tables.append(row.value(0).toString()); });
    return tables;
}

struct Column { QString name; QString type; bool mayBeNull = false; };

inline QList<Column> columnsOf(History &history, const QString &table)
{
    QList<Column> all;
    history.database->each(u"SELECT name, type, \"notnull\" FROM pragma_table_info(?)"_s, {table}, [&](const QSqlQuery &row) {
        all.append({row.value(0).toString(), row.value(1).toString(), row.value(2).toInt() == 0});
    });
    return all;
}

inline QHash<QString, QString> ownersOf(History &history, const QString &table)
{
    QHash<QString, QString> owners;
    history.database->each(u"SELECT \"from\", \"table\" FROM pragma_foreign_key_list(?)"_s, {table},
                           [&](const QSqlQuery &row) { owners.insert(row.value(0).toString(), row.value(1).toString()); });
    return owners;
}

inline QString fileState(const QString &folder)
{
    return QDir(folder).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot, QDir::Name).join(u' ');
}

/// Two rows in each table that a backup has, with something in each column.
inline void fillAll(History &history)
{
    history.begin();
    history.addChat(2, 1, u"crew@rooms.harbor.example"_s);
    for (const qint64 id : {noon, noon + second}) {
        history.add(id, 1, u"text"_s, u"origin-%1"_s.arg(id), u"archive-%1"_s.arg(id));
    }
    for (const BackupTable &table : BackupTable::all()) {
        const QHash<QString, QString> owners = ownersOf(history, table.name);
        for (int n = 1; n <= 2; ++n) {
            QStringList names;
            QStringList marks;
            QVariantList values;
            const qint64 message = noon + (n - 1) * second;
            for (const Column &column : columnsOf(history, table.name)) {
                QVariant value = n;
                if (column.name == "message"_L1 || column.name == "caption"_L1 || column.name == "read_up_to"_L1 || column.name == "draft_about"_L1
                    || column.name == "oldest_brought"_L1 || column.name == "newest_before"_L1) {
                    value = message;
                } else if (column.name == "account"_L1 || column.name == "gap"_L1) {
                    value = 1;
                } else if (column.name == "conversation"_L1 || column.name == "room"_L1) {
                    value = column.type == "TEXT"_L1 ? QVariant(u"room%1@rooms.harbor.example"_s.arg(n)) : QVariant(n);
                } else if (column.name == "jid"_L1) {
                    value = table.name == "contact"_L1 || table.name == "contact_group"_L1 ? u"person%1@harbor.example"_s.arg(n)
                                                                                         : u"who%1@harbor.example"_s.arg(n);
                } else if (column.type == "TEXT"_L1) {
                    value = u"%1.%2.%3"_s.arg(table.name, column.name).arg(n);
                } else if (column.type == "BLOB"_L1) {
                    value = QByteArray(32, char('a' + n));
                } else if (column.name == "place"_L1 || column.name == "time"_L1) {
                    value = noon / 4096 + n;
                }
                names.append(column.name);
                values.append(value);
                marks.append(u"?"_s);
            }
            const bool isThere = table.name == "account"_L1 || table.name == "conversation"_L1 || table.name == "message"_L1;
            if (!isThere) {
                history.run(u"INSERT OR REPLACE INTO \"%1\" (\"%2\") VALUES (%3)"_s.arg(table.name, names.join(u"\", \""_s), marks.join(u", ")),
                            values);
                continue;
            }
            // Those three are there already, with what holds them together.
            const QStringList kept{u"id"_s, u"jid"_s, u"account"_s, u"peer"_s, u"conversation"_s, u"time"_s, u"archive_id"_s, u"unread"_s,
                                   u"first_unread"_s, u"last_message"_s, u"mentions"_s, u"stranger"_s, u"direction"_s, u"kind"_s};
            if (table.name == "account"_L1 && n > 1) {
                continue;
            }
            for (qsizetype i = 0; i < names.size(); ++i) {
                if (!kept.contains(names[i])) {
                    history.run(u"UPDATE \"%1\" SET \"%2\" = ? WHERE id = ?"_s.arg(table.name, names[i]),
                                {names[i] == "read_up_to"_L1 && n == 2 ? QVariant(0) : values[i], table.name == "message"_L1 ? QVariant(message) : QVariant(n)});
                }
            }
        }
    }
    history.run(u"DELETE FROM account WHERE id > 1"_s);
}

inline QByteArray bytesOfFile(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

inline void putBytes(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()) {
        qFatal("%s", qPrintable(path));
    }
}

/// What must not change where a file is refused.
inline QStringList everything(History &history)
{
    QStringList all;
    for (const QString &table : allTables(history)) {
        all += table + u':' + contentOf(history, table, u"*"_s).join(u'\n');
    }
    return all;
}

} // namespace jackdaw::test::backup
