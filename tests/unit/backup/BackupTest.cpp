// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/AsideFile.h"
#include "backup/BackupMergeStore.h"
#include "backup/BackupRecords.h"
#include "backup/BackupService.h"
#include "backup/BackupSourceStore.h"
#include "backup/BackupStagingStore.h"
#include "backup/BackupTables.h"
#include "base/BackupTrouble.h"
#include "storage/Migrator.h"
#include "support/TestDatabase.h"
#include "support/TestProgram.h"

#include <QDir>
#include <QRegularExpression>
#include <QSqlQuery>
#include <QTest>

#include <csignal>
#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

namespace backup_test {

const KeyCost cheap{10, 1, 1};
const QString passphrase = u"four words of mine"_s;
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

BackupOrder orderFor(const QString &path, const QList<AccountId> &accounts = {AccountId(1)})
{
    return {{path, passphrase}, accounts, QByteArrayLiteral("{\"a\":1}")};
}

Status writeInto(History &from, const QString &path, const BackupWatch &watch = {}, const QList<AccountId> &accounts = {AccountId(1)})
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

Result<BackupOutcome> restore(History &to, const QString &path, const BackupWatch &watch = {})
{
    BackupStagingStore staged(to.database.folder(), watch);
    if (const Status filled = staged.fill({path, passphrase}); !filled) {
        return filled.error();
    }
    return BackupMergeStore(*to.database, watch).merge(staged.database());
}

/// All that is in a table that a backup has, as text.
QStringList contentOf(History &history, const QString &table, const QString &values, const QString &where = u"1"_s)
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

QStringList allTables(History &history)
{
    QStringList tables;
    history.database->each(u"SELECT name FROM sqlite_schema WHERE type = 'table'"_s, {},
                           [&](const QSqlQuery &row) { tables.append(row.value(0).toString()); });
    return tables;
}

struct Column { QString name; QString type; bool mayBeNull = false; };

QList<Column> columnsOf(History &history, const QString &table)
{
    QList<Column> all;
    history.database->each(u"SELECT name, type, \"notnull\" FROM pragma_table_info(?)"_s, {table}, [&](const QSqlQuery &row) {
        all.append({row.value(0).toString(), row.value(1).toString(), row.value(2).toInt() == 0});
    });
    return all;
}

QHash<QString, QString> ownersOf(History &history, const QString &table)
{
    QHash<QString, QString> owners;
    history.database->each(u"SELECT \"from\", \"table\" FROM pragma_foreign_key_list(?)"_s, {table},
                           [&](const QSqlQuery &row) { owners.insert(row.value(0).toString(), row.value(1).toString()); });
    return owners;
}

QString fileState(const QString &folder)
{
    return QDir(folder).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot, QDir::Name).join(u' ');
}

class BackupTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void everyTableIsDecidedOn();
    void whatAColumnHoldsIsDecidedOn();
    void everyTableComesBack();
    void noSecretLeavesThisComputer();
    void onlyTheChosenAccountsAreInIt();
    void aFreshCopyGoesOnWhereTheOtherStood();
    void whatWaitedDoesNotGoOutTwice();
    void twiceTheSameAddsNothing();
    void messagesAreKnownByTheirIds();
    void twoMessagesOfOneKeyBothStay();
    void whatWasDeletedHereStaysDeleted();
    void filesShareTheFateOfTheirMessage();
    void filesComeWithWhatCouldNotBeRead();
    void whatCouldNotBeReadHereIsReadNow();
    void whatTheUserSetHereStays();
    void aWishToWriteInClearOpensNoChatOfMine();
    void settingsComeAlong();
    void itSaysWhatIsInIt();
    void damagedFilesChangeNothing();
    void filesMadeByHandChangeNothing_data();
    void filesMadeByHandChangeNothing();
    void settingsAreNotEndless();
    void whatAnEarlierOneLeftAttachedIsNotInTheWay();
    void oneAtATime();
    void noFileBringsAPath();
    void newerOnesAreRefused();
    void olderOnesAreMigrated();
    void whatIsNoFileIsRefused();
    void theFileIsMineAlone();
    void stoppedItLeavesNothing();
    void aFullDiskLeavesTheOldFile();
    void killedItLeavesNothing();
    void memoryIsThatOfOneRow();
    void everyQuestionHasItsIndex();
    void aFullDiskTakesNothingIn();
    void settingsThatAreTooLargeAreLeftOut();

private:
    QString file() const { return m_folder->filePath(u"my.jackdaw"_s); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void BackupTest::everyTableIsDecidedOn()
{
    History history;
    for (const QString &table : allTables(history)) {
        int decided = BackupTable::find(table) ? 1 : 0;
        for (const BackupTable::LeftOut &out : BackupTable::leftOut()) {
            QVERIFY(!out.why.isEmpty());
            decided += QRegularExpression(QRegularExpression::wildcardToRegularExpression(out.name)).match(table).hasMatch() ? 1 : 0;
        }
        QVERIFY2(decided == 1, qPrintable(u"%1: say in app/backup/BackupTables.cpp whether it is part of a backup"_s.arg(table)));
    }
    for (const BackupTable &table : BackupTable::all()) {
        QVERIFY2(allTables(history).contains(table.name), qPrintable(table.name));
        for (const BackupTable::Instead &each : table.instead) {
            const QList<Column> columns = columnsOf(history, table.name);
            QVERIFY2(std::any_of(columns.cbegin(), columns.cend(), [&](const Column &column) { return column.name == each.column; }),
                     qPrintable(table.name + u'.' + each.column));
        }
    }
}

void BackupTest::whatAColumnHoldsIsDecidedOn()
{
    // What a row points to gets another number in another history: who copies it has to know.
    const QStringList followed{u"account"_s, u"conversation"_s, u"message"_s, u"gap"_s, u"room"_s, u"jid"_s};
    // Names that say "this stays here", and columns that have such a name and may leave.
    const QRegularExpression secret(u"password|token|secret|path|picture|key|private|cookie|_file"_s);
    History history;
    for (const BackupTable &table : BackupTable::all()) {
        const QHash<QString, QString> owners = ownersOf(history, table.name);
        for (auto owner = owners.cbegin(); owner != owners.cend(); ++owner) {
            QVERIFY2(followed.contains(owner.key()), qPrintable(u"%1.%2: BackupMergeStore has to follow it"_s.arg(table.name, owner.key())));
        }
        for (const Column &column : columnsOf(history, table.name)) {
            const bool isReplaced = std::any_of(table.instead.cbegin(), table.instead.cend(),
                                                [&](const BackupTable::Instead &each) { return each.column == column.name; });
            QVERIFY2(isReplaced || !secret.match(column.name).hasMatch(),
                     qPrintable(u"%1.%2: say in app/backup/BackupTables.cpp what stands in place of it"_s.arg(table.name, column.name)));
        }
    }
}

/// Two rows in each table that a backup has, with something in each column.
void fillAll(History &history)
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

void BackupTest::everyTableComesBack()
{
    History mine;
    fillAll(mine);
    QVERIFY(writeInto(mine, file()));
    History other;
    const auto outcome = restore(other, file());
    QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().detail));
    QCOMPARE(outcome->added, 2);
    QCOMPARE(outcome->newAccounts, QList<BareJid>{BareJid::fromPrepared(u"mara@harbor.example"_s)});
    for (const BackupTable &table : BackupTable::all()) {
        QStringList here;
        QStringList there;
        for (const Column &column : columnsOf(mine, table.name)) {
            if (column.name != "user_agent"_L1) {
                here.append(table.valueOf(column.name));
                there.append(u"t.\""_s + column.name + u'"');
            }
        }
        const QStringList expected = contentOf(mine, table.name, here.join(u", "_s));
        QVERIFY2(!expected.isEmpty(), qPrintable(table.name));
        QCOMPARE(contentOf(other, table.name, there.join(u", "_s)), expected);
    }
    // A copy is a program of its own (XEP-0388, 2.2).
    QVERIFY(!other.text(u"SELECT user_agent FROM account"_s).isEmpty());
    QVERIFY(other.text(u"SELECT user_agent FROM account"_s) != mine.text(u"SELECT user_agent FROM account"_s));
    QCOMPARE(other.number(u"SELECT sum(count) FROM message_day"_s), 2);
    QCOMPARE(other.number(u"SELECT count(*) FROM pragma_foreign_key_check()"_s), 0);
    QCOMPARE(other.text(u"PRAGMA integrity_check"_s), u"ok"_s);
    QCOMPARE(other.number(u"SELECT count(*) FROM search_pending"_s), 2); // those are still to be found
    QVERIFY(!QDir(other.database.folder() + u"/backup-incoming"_s).exists());
}

void BackupTest::noSecretLeavesThisComputer()
{
    const QString hush = u"hush-hush"_s;
    History mine;
    fillAll(mine);
    mine.run(u"UPDATE bookmark SET password = ?, others = ?"_s, {hush, hush});
    mine.run(u"UPDATE room_invitation SET password = ?"_s, {hush});
    mine.run(u"UPDATE attachment SET path = ?"_s, {hush});
    mine.run(u"UPDATE account SET user_agent = ?, pinned_certificate = ?"_s, {hush, hush});
    for (const QString &table : {u"omemo_pre_key"_s, u"omemo_signed_pre_key"_s}) {
        mine.run(u"INSERT INTO %1 (account, id, record%2) VALUES (1, 1, ?%3)"_s
                     .arg(table, table == "omemo_pre_key"_L1 ? QString() : u", made"_s, table == "omemo_pre_key"_L1 ? QString() : u", 1"_s),
                 {hush.toUtf8()});
    }
    mine.run(u"INSERT INTO omemo_session (account, jid, device, version, record) VALUES (1, 'tomas@harbor.example', 1, 1, ?)"_s, {hush.toUtf8()});
    mine.run(u"INSERT INTO omemo_copy (account, mark) VALUES (1, ?)"_s, {hush});
    QVERIFY(writeInto(mine, file()));

    BackupStagingStore staged(m_folder->path(), {});
    QVERIFY(staged.fill({file(), passphrase}));
    int files = 0;
    for (const QFileInfo &each : QDir(m_folder->filePath(u"backup-incoming"_s)).entryInfoList(QDir::Files)) {
        QFile one(each.filePath());
        QVERIFY(one.open(QIODevice::ReadOnly));
        QVERIFY2(!one.readAll().contains(hush.toUtf8()), qPrintable(each.fileName()));
        ++files;
    }
    QVERIFY(files > 0);
}

void BackupTest::onlyTheChosenAccountsAreInIt()
{
    History mine;
    fillAll(mine);
    mine.addAccount(2, u"work@office.example"_s);
    mine.addChat(3, 2, u"boss@office.example"_s);
    mine.add(noon + 5 * second, 3, u"about work"_s, u"o5"_s);
    mine.run(u"INSERT INTO contact (account, jid) VALUES (2, 'boss@office.example')"_s);
    mine.run(u"INSERT INTO attachment (message, url) VALUES (?, 'https://office.example/f')"_s, {noon + 5 * second});
    // What is on its way out belongs to nobody (012_removal.sql).
    mine.run(u"PRAGMA foreign_keys = OFF"_s);
    mine.run(u"INSERT INTO message (id, conversation, direction, state, time, sender, body) VALUES (7, 99, 0, 1, 1, 'x@y', 'removed')"_s);
    mine.run(u"INSERT INTO contact (account, jid) VALUES (99, 'removed@harbor.example')"_s);
    mine.run(u"PRAGMA foreign_keys = ON"_s);
    QVERIFY(writeInto(mine, file(), {}, {AccountId(2)}));
    History other;
    QVERIFY(restore(other, file()));
    QCOMPARE(other.text(u"SELECT group_concat(jid) FROM account"_s), u"work@office.example"_s);
    QCOMPARE(other.text(u"SELECT group_concat(body) FROM message"_s), u"about work"_s);
    QCOMPARE(other.number(u"SELECT count(*) FROM contact"_s), 1);
    QCOMPARE(other.number(u"SELECT count(*) FROM attachment"_s), 1);
    QVERIFY(!writeInto(mine, file(), {}, {AccountId(99)}));
    QVERIFY(writeInto(mine, file(), {}, {AccountId(1), AccountId(2)}));
    History both;
    QVERIFY(restore(both, file()));
    QCOMPARE(both.number(u"SELECT count(*) FROM message"_s), 3);
}

void BackupTest::aFreshCopyGoesOnWhereTheOtherStood()
{
    History mine;
    mine.begin();
    for (int i = 0; i < 5; ++i) {
        mine.add(noon + i * second, 1, QString::number(i), u"o%1"_s.arg(i), u"a%1"_s.arg(i));
    }
    mine.run(u"UPDATE message SET unread = 1, mentioned = id = ? WHERE id >= ?"_s, {noon + 4 * second, noon + 3 * second});
    mine.run(u"UPDATE conversation SET read_up_to = ?, draft = 'half a', draft_spoiler = 'thought', pinned = 1"_s, {noon + 2 * second});
    mine.run(u"INSERT INTO archive_position (account, newest_id) VALUES (1, 'a4')"_s);
    mine.run(u"INSERT INTO archive_gap (id, account, before_id) VALUES (7, 1, 'a0')"_s);
    mine.run(u"INSERT INTO archive_gap_place (gap, conversation, oldest_brought) VALUES (7, 1, ?)"_s, {noon});
    QVERIFY(writeInto(mine, file()));
    History other;
    other.addAccount(1, u"somebody@else.example"_s); // so that no number is the same
    other.addChat(1, 1, u"friend@else.example"_s);
    other.add(noon, 1, u"of somebody else"_s, u"x"_s);
    QVERIFY(restore(other, file()));
    const qint64 chat = other.number(u"SELECT id FROM conversation WHERE peer = 'tomas@harbor.example'"_s);
    QVERIFY(chat > 1);
    QCOMPARE(other.bodies(chat), QStringList({u"0"_s, u"1"_s, u"2"_s, u"3"_s, u"4"_s}));
    QCOMPARE(other.bodies(1), QStringList{u"of somebody else"_s});
    const auto of = [&](const QString &column) {
        return other.database->value(u"SELECT %1 FROM conversation WHERE id = ?"_s.arg(column), {chat})->toString();
    };
    QCOMPARE(of(u"unread"_s), u"2"_s);
    QCOMPARE(of(u"mentions"_s), u"1"_s);
    QCOMPARE(of(u"first_unread"_s).toLongLong(), noon + 3 * second);
    QCOMPARE(of(u"read_up_to"_s).toLongLong(), noon + 2 * second);
    QCOMPARE(of(u"last_message"_s).toLongLong(), noon + 4 * second);
    QCOMPARE(of(u"draft || draft_spoiler"_s), u"half athought"_s);
    QCOMPARE(of(u"pinned"_s), u"1"_s);
    QCOMPARE(other.text(u"SELECT p.newest_id FROM archive_position p JOIN account a ON a.id = p.account WHERE a.jid = 'mara@harbor.example'"_s), u"a4"_s);
    // The one whose key another message had stands behind it, and what names it knows that.
    QCOMPARE(other.number(u"SELECT oldest_brought FROM archive_gap_place"_s), noon + 1);
    QCOMPARE(other.number(u"SELECT enabled FROM account WHERE jid = 'mara@harbor.example'"_s), 0);
}

void BackupTest::whatWaitedDoesNotGoOutTwice()
{
    History mine;
    mine.begin();
    mine.run(u"INSERT INTO message (id, conversation, direction, state, time, sender, body, origin_id, handed_over, held) "
             "VALUES (?, 1, 1, 0, 1, 'mara@harbor.example', 'waits', 'o1', 3, 1)"_s, {noon});
    mine.run(u"INSERT INTO attachment (message, state, path) VALUES (?, 2, '/home/mara/picture.png')"_s, {noon});
    mine.run(u"INSERT INTO automatic_message (message) VALUES (?)"_s, {noon});
    mine.add(noon + second, 1, u"is corrected"_s, u"o2"_s);
    mine.run(u"UPDATE message SET change_state = 1 WHERE id = ?"_s, {noon + second});
    mine.run(u"INSERT INTO outgoing_change (message, kind, time, origin_id, target, body) VALUES (?, 0, 1, 'c1', 'o2', 'better')"_s, {noon + second});
    QVERIFY(writeInto(mine, file()));
    History other;
    QVERIFY(restore(other, file()));
    // chat/Message.h: it failed, for what nobody can tell; the user may send it again.
    QCOMPARE(other.text(u"SELECT state || ',' || error_kind || ',' || handed_over || ',' || held FROM message WHERE body = 'waits'"_s),
             u"4,%1,0,0"_s.arg(int(ErrorKind::Unconfirmed)));
    QCOMPARE(other.text(u"SELECT state || ',' || path || ',' || error_kind FROM attachment"_s), u"4,,%1"_s.arg(int(ErrorKind::FileChanged)));
    QCOMPARE(other.text(u"SELECT state || ',' || body FROM outgoing_change"_s), u"4,better"_s);
    QCOMPARE(other.number(u"SELECT change_state FROM message WHERE body = 'is corrected'"_s), 2);
    QCOMPARE(other.number(u"SELECT count(*) FROM automatic_message"_s), 0);
    // Where it waits, it goes on waiting.
    QVERIFY(restore(mine, file()));
    QCOMPARE(mine.number(u"SELECT state FROM message WHERE body = 'waits'"_s), 0);
    QCOMPARE(mine.number(u"SELECT state FROM outgoing_change"_s), 0);
}

void BackupTest::twiceTheSameAddsNothing()
{
    History mine;
    fillAll(mine);
    mine.add(noon + 9 * second, 1, u"without any id"_s);
    QVERIFY(writeInto(mine, file()));
    const auto all = [](History &history) {
        QStringList content;
        for (const BackupTable &table : BackupTable::all()) {
            content += contentOf(history, table.name, u"*"_s);
        }
        return content + contentOf(history, u"message_day"_s, u"*"_s);
    };
    mine.run(u"UPDATE conversation SET unread = 0, first_unread = 0, mentions = 0"_s);
    const QStringList before = all(mine);
    const auto outcome = restore(mine, file());
    QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().detail));
    QCOMPARE(outcome->added, 0);
    QCOMPARE(outcome->known, 3);
    QVERIFY(outcome->newAccounts.isEmpty());
    mine.run(u"UPDATE conversation SET unread = 0, first_unread = 0, mentions = 0"_s);
    QCOMPARE(all(mine), before);
    History other;
    QVERIFY(restore(other, file()));
    const QStringList once = all(other);
    QVERIFY(restore(other, file()));
    QCOMPARE(all(other), once);
}

void BackupTest::messagesAreKnownByTheirIds()
{
    History mine;
    mine.begin();
    mine.add(noon, 1, u"archived"_s, u"o1"_s, u"a1"_s);
    mine.add(noon + second, 1, u"live"_s, u"o2"_s);
    mine.add(noon + 2 * second, 1, u"only there"_s, u"o3"_s, u"a3"_s);
    mine.add(noon + 3 * second, 1, u"another of that id"_s, u"o4"_s, u"a4"_s);
    QVERIFY(writeInto(mine, file()));
    // Another device heard the same, at other moments.
    History other;
    other.begin();
    other.add(noon + 70, 1, u"archived"_s, {}, u"a1"_s);
    other.add(noon + second + 90, 1, u"live"_s, u"o2"_s, u"a2"_s);
    other.add(noon + 3 * second, 1, u"the first of that id"_s, u"o4"_s, u"a9"_s);
    other.add(noon + 4 * second, 1, u"newer"_s, u"o5"_s, u"a5"_s);
    const auto outcome = restore(other, file());
    QVERIFY(outcome);
    QCOMPARE(outcome->added, 2);
    QCOMPARE(outcome->known, 2);
    // Who says an id again in another message says another message (IncomingPipeline).
    QCOMPARE(other.bodies(), QStringList({u"archived"_s, u"live"_s, u"only there"_s, u"the first of that id"_s, u"another of that id"_s, u"newer"_s}));
    QCOMPARE(other.text(u"SELECT archive_id FROM message WHERE body = 'live'"_s), u"a2"_s);
    QCOMPARE(other.number(u"SELECT sum(count) FROM message_day"_s), 6);
}

void BackupTest::twoMessagesOfOneKeyBothStay()
{
    History mine;
    mine.begin();
    History other;
    other.begin();
    for (int i = 0; i < 4; ++i) {
        mine.add(noon + i, 1, u"mine %1"_s.arg(i), u"m%1"_s.arg(i));
    }
    mine.run(u"INSERT INTO reaction (message, sender, emoji, time) VALUES (?, 'x@y', 'z', 1)"_s, {noon + 3});
    other.add(noon, 1, u"other 0"_s, u"x0"_s);
    other.add(noon + 2, 1, u"other 2"_s, u"x2"_s);
    QVERIFY(writeInto(mine, file()));
    QVERIFY(restore(other, file()));
    QCOMPARE(other.bodies(), QStringList({u"other 0"_s, u"mine 0"_s, u"other 2"_s, u"mine 1"_s, u"mine 2"_s, u"mine 3"_s}));
    QCOMPARE(other.text(u"SELECT m.body FROM reaction r JOIN message m ON m.id = r.message"_s), u"mine 3"_s);
}

void BackupTest::whatWasDeletedHereStaysDeleted()
{
    History mine;
    mine.begin();
    mine.add(noon, 1, u"by archive"_s, u"o1"_s, u"a1"_s);
    mine.add(noon + second, 1, u"by sender"_s, u"o2"_s);
    mine.add(noon + 2 * second, 1, u"stays"_s, u"o3"_s);
    QVERIFY(writeInto(mine, file()));
    mine.run(u"DELETE FROM message WHERE body <> 'stays'"_s);
    mine.run(u"INSERT INTO deleted_message (conversation, sender, origin_id, stanza_id, archive_id) VALUES "
             "(1, 'tomas@harbor.example', '', '', 'a1'), (1, 'tomas@harbor.example', 'o2', '', '')"_s);
    const auto outcome = restore(mine, file());
    QVERIFY(outcome);
    QCOMPARE(outcome->added, 0);
    QCOMPARE(mine.bodies(), QStringList{u"stays"_s});
}

/// What was taken back, deleted or replaced here has neither address nor key in what is left of it.
void BackupTest::filesShareTheFateOfTheirMessage()
{
    const auto fill = [](History &history) {
        history.begin();
        history.addFiles(noon, u"abc"_s, u"o1"_s, u"a1"_s); // taken back
        history.addFiles(noon + second, u"def"_s, u"o2"_s, u"a2"_s); // deleted
        history.addFiles(noon + 2 * second, u"ghi"_s, u"o3"_s); // corrected
        history.addFiles(noon + 3 * second, u"jkl"_s, u"o4"_s, u"a4"_s); // as it was
        history.run(u"UPDATE message SET saved = 7 WHERE id IN (SELECT message FROM attachment WHERE url LIKE '%/g' OR url LIKE '%/k')"_s);
    };
    History mine;
    fill(mine);
    mine.addFiles(noon + 4 * second, u"mno"_s, u"o5"_s, u"a5"_s); // only there
    mine.addFiles(noon + 5 * second, u"pq"_s, u"o2"_s, u"a6"_s); // the id of another is used again, only there
    QVERIFY(writeInto(mine, file()));
    History other;
    fill(other);
    const auto gone = [&](const QString &urls) {
        for (const QChar each : urls) {
            other.run(u"DELETE FROM message WHERE id = (SELECT message FROM attachment WHERE url LIKE ?)"_s, {u"%/"_s + each});
        }
    };
    gone(u"abdefg"_s);
    other.run(u"DELETE FROM attachment WHERE url LIKE '%/c'"_s);
    other.run(u"UPDATE message SET body = '', retracted = 5, attached = 0 WHERE origin_id = 'o1'"_s);
    other.run(u"INSERT INTO deleted_message (conversation, sender, origin_id, stanza_id, archive_id) VALUES "
              "(1, 'tomas@harbor.example', 'o2', '', 'a2')"_s);
    other.run(u"UPDATE attachment SET url = 'https://files.harbor.example/x' WHERE url LIKE '%/h'"_s); // in its row
    other.run(u"UPDATE message SET saved = 0"_s);
    const QString before = other.shown();
    QCOMPARE(before, u" x i j k l"_s);
    const auto outcome = restore(other, file());
    QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().detail));
    QCOMPARE(other.shown(), before + u" m n o p q"_s);
    QCOMPARE(outcome->added, 5);
    QCOMPARE(outcome->known, 12);
    // What was kept there of a file that is here is kept here.
    QCOMPARE(other.text(u"SELECT group_concat(a.url) FROM message m JOIN attachment a ON a.message = m.id WHERE m.saved > 0"_s),
             u"https://files.harbor.example/k"_s);
    QVERIFY(restore(other, file()));
    QCOMPARE(other.shown(), before + u" m n o p q"_s);
}

void BackupTest::filesComeWithWhatCouldNotBeRead()
{
    History mine;
    mine.begin();
    mine.addFiles(noon, u"abc"_s, u"o1"_s, u"a1"_s);
    mine.run(u"UPDATE message SET cipher = 2"_s);
    mine.add(noon + second, 1, u"below"_s, u"o2"_s);
    QVERIFY(writeInto(mine, file()));
    History other;
    other.begin();
    other.add(noon - second - 1, 1, u"above"_s, u"o0"_s);
    other.add(noon - second, 1, {}, u"o1"_s, u"a1"_s); // another device heard it sooner
    other.run(u"UPDATE message SET cipher = 2, cipher_fault = 3 WHERE origin_id = 'o1'"_s);
    other.add(noon + second, 1, u"another"_s, u"o3"_s); // of the same key as one that comes
    const auto outcome = restore(other, file());
    QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().detail));
    // No key is free between it and what stands above: they stand above that, and in their order.
    QCOMPARE(other.shown(), u"a b above c another below"_s);
    QCOMPARE(other.number(u"SELECT id FROM message WHERE origin_id = 'o1'"_s), noon - second);
    QCOMPARE(outcome->added, 3);
}

void BackupTest::whatCouldNotBeReadHereIsReadNow()
{
    History mine;
    mine.begin();
    mine.add(noon, 1, u"for my eyes"_s, u"o1"_s, u"a1"_s);
    mine.run(u"UPDATE message SET cipher = 2, cipher_device = 5, attached = 1, saved = 9"_s);
    mine.run(u"INSERT INTO attachment (message, url, state, path) VALUES (?, 'aesgcm://harbor.example/f', 1, '/home/mara/f')"_s, {noon});
    mine.add(noon + second, 1, u"taken back"_s, u"o2"_s, u"a2"_s);
    mine.add(noon + 2 * second, 1, u""_s, u"o3"_s, u"a3"_s);
    mine.run(u"UPDATE message SET retracted = 5 WHERE archive_id = 'a3'"_s);
    QVERIFY(writeInto(mine, file()));
    History other;
    other.begin();
    for (int i = 0; i < 3; ++i) {
        other.add(noon + i * second, 1, {}, u"o%1"_s.arg(i + 1), u"a%1"_s.arg(i + 1));
    }
    other.run(u"UPDATE message SET cipher = 2, cipher_fault = 3"_s);
    other.run(u"UPDATE message SET retracted = 5 WHERE archive_id = 'a2'"_s);
    const auto outcome = restore(other, file());
    QVERIFY(outcome);
    QCOMPARE(outcome->added, 0);
    QCOMPARE(other.text(u"SELECT body || cipher || cipher_device || cipher_fault || attached || saved FROM message WHERE id = %1"_s.arg(noon)),
             u"for my eyes25019"_s);
    QCOMPARE(other.text(u"SELECT url || state || path FROM attachment"_s), u"aesgcm://harbor.example/f0"_s);
    QCOMPARE(other.text(u"SELECT body FROM message WHERE archive_id = 'a2'"_s), QString(u""_s));
    // What was taken back there has no text to give.
    QCOMPARE(other.number(u"SELECT cipher_fault FROM message WHERE archive_id = 'a3'"_s), 3);
}

void BackupTest::whatTheUserSetHereStays()
{
    History mine;
    mine.begin();
    mine.addChat(2, 1, u"leila@harbor.example"_s);
    mine.run(u"UPDATE account SET host = 'old.example', name = 'Old', proxy_host = 'proxy.example'"_s);
    mine.run(u"UPDATE conversation SET draft = 'old words', muted = 1, pinned = 1, read_up_to = 5"_s);
    mine.run(u"INSERT INTO contact (account, jid, name) VALUES (1, 'gone@harbor.example', 'Gone')"_s);
    mine.run(u"INSERT INTO contact_note (account, jid, note, tags, waiting) VALUES (1, 'tomas@harbor.example', 'old', '', 0), "
             "(1, 'leila@harbor.example', 'only there', '', 0)"_s);
    mine.run(u"INSERT INTO omemo_device (account, jid, device, identity, trust, first_seen) VALUES (1, 'tomas@harbor.example', 1, ?, 2, 1)"_s,
             {QByteArray(32, 'k')});
    mine.add(noon, 1, u"unread there"_s, u"o1"_s);
    mine.run(u"UPDATE message SET unread = 1"_s);
    QVERIFY(writeInto(mine, file()));
    History other;
    other.begin();
    other.addChat(2, 1, u"leila@harbor.example"_s);
    other.run(u"UPDATE account SET host = 'new.example', name = 'New'"_s);
    other.run(u"UPDATE conversation SET draft = 'new words' WHERE id = 1"_s);
    other.add(noon + second, 1, u"read here"_s, u"o2"_s);
    other.run(u"UPDATE conversation SET read_up_to = ? WHERE id = 1"_s, {noon + second});
    other.run(u"INSERT INTO contact_note (account, jid, note, tags, waiting) VALUES (1, 'tomas@harbor.example', 'new', '', 0)"_s);
    QVERIFY(restore(other, file()));
    QCOMPARE(other.text(u"SELECT host || name || proxy_host || user_agent FROM account"_s), u"new.exampleNewagent-of-mara@harbor.example"_s);
    QCOMPARE(other.text(u"SELECT draft || muted || pinned FROM conversation WHERE id = 1"_s), u"new words00"_s);
    QCOMPARE(other.text(u"SELECT draft || muted || pinned FROM conversation WHERE id = 2"_s), u"old words00"_s); // nothing is lost
    QCOMPARE(other.number(u"SELECT unread FROM conversation WHERE id = 1"_s), 0);
    QCOMPARE(other.number(u"SELECT count(*) FROM contact"_s), 0);
    QCOMPARE(other.number(u"SELECT count(*) FROM omemo_device"_s), 0); // whom to trust nobody decides for another device
    QCOMPARE(other.text(u"SELECT group_concat(note, ',') FROM (SELECT note FROM contact_note ORDER BY jid)"_s), u"only there,new"_s);
}

void BackupTest::aWishToWriteInClearOpensNoChatOfMine()
{
    History mine;
    mine.begin();
    mine.run(u"INSERT INTO omemo_chat (account, peer, wish) VALUES (1, 'tomas@harbor.example', 2), (1, 'leila@harbor.example', 1)"_s);
    QVERIFY(writeInto(mine, file()));
    History other;
    other.begin();
    QVERIFY(restore(other, file()));
    QCOMPARE(other.text(u"SELECT group_concat(peer || wish) FROM omemo_chat"_s), u"leila@harbor.example1"_s);
    History fresh;
    QVERIFY(restore(fresh, file()));
    QCOMPARE(fresh.number(u"SELECT count(*) FROM omemo_chat"_s), 2);
}

void BackupTest::settingsComeAlong()
{
    History mine;
    mine.begin();
    QVERIFY(writeInto(mine, file()));
    BackupStagingStore staged(m_folder->path(), {});
    QVERIFY(staged.fill({file(), passphrase}));
    QCOMPARE(staged.settings(), QByteArray("{\"a\":1}"));
}

void BackupTest::itSaysWhatIsInIt()
{
    History mine;
    mine.begin();
    mine.add(noon, 1, u"one"_s, u"o1"_s);
    QVERIFY(writeInto(mine, file()));
    const auto contents = BackupStagingStore::look({file(), passphrase});
    QVERIFY(contents);
    QCOMPARE(contents->accounts, (QList<BackupContents::Account>{{BareJid::fromPrepared(u"mara@harbor.example"_s), 1}}));
    QCOMPARE(contents->schema, Migrator::newestVersion());
    QVERIFY(contents->hasSettings);
    QVERIFY(contents->made > noon / 4096);
    const auto other = BackupStagingStore::look({file(), u"not this"_s});
    QVERIFY(!other);
    QCOMPARE(backupTrouble(other.error()), BackupTrouble::WrongPassphrase);
}

QByteArray bytesOfFile(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void putBytes(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()) {
        qFatal("%s", qPrintable(path));
    }
}

/// What must not change where a file is refused.
QStringList everything(History &history)
{
    QStringList all;
    for (const QString &table : allTables(history)) {
        all += table + u':' + contentOf(history, table, u"*"_s).join(u'\n');
    }
    return all;
}

void BackupTest::damagedFilesChangeNothing()
{
    History mine;
    fillAll(mine);
    QVERIFY(mine.database->transaction(Database::Durability::Normal, [&]() -> Status {
        for (int i = 10; i < 2000; ++i) {
            mine.add(noon + i * second, 1, QString(200, u'x'), u"o%1"_s.arg(i));
        }
        return Done{};
    }));
    QVERIFY(writeInto(mine, file()));
    const QByteArray whole = bytesOfFile(file());
    QVERIFY(whole.size() > 5 * BackupHeader::chunkSize);
    History other;
    other.begin();
    other.add(noon, 1, u"mine"_s, u"o1"_s);
    const QStringList before = everything(other);
    const QString folderBefore = fileState(other.database.folder());
    const auto refuse = [&](const QByteArray &bytes) {
        putBytes(file(), bytes);
        const auto outcome = restore(other, file());
        return !outcome && backupTrouble(outcome.error()) == BackupTrouble::Damaged;
    };
    for (const qsizetype size : {whole.size() - 1, whole.size() - 100, whole.size() / 2, BackupHeader::size + 3 * (BackupHeader::chunkSize + 16),
                                 BackupHeader::size}) {
        QVERIFY2(refuse(whole.first(size)), qPrintable(QString::number(size)));
    }
    QByteArray changed = whole;
    changed[whole.size() - 20] = char(changed[whole.size() - 20] ^ 1);
    QVERIFY(refuse(changed));
    QCOMPARE(everything(other), before);
    QCOMPARE(fileState(other.database.folder()), folderBefore);
}

struct Made
{
    QString table;
    QStringList columns;
    QList<QVariantList> rows;
};

/// A backup as only somebody makes it who wants something else than to keep a history.
void makeByHand(const QString &path, const QList<Made> &tables, int schema = Migrator::newestVersion(), const QString &jid = u"mara@harbor.example"_s)
{
    QByteArray out;
    SealedWriter writer([&](QByteArrayView bytes) -> Status {
        out.append(bytes);
        return Done{};
    });
    RecordWriter records(writer);
    BackupContents contents;
    contents.schema = schema;
    contents.accounts = {{BareJid::fromPrepared(jid), 1}};
    bool made = bool(writer.begin(passphrase, cheap)) && bool(records.contents(contents));
    for (const Made &each : tables) {
        made = made && bool(records.table(each.table, each.columns));
        for (const QVariantList &row : each.rows) {
            made = made && bool(records.row(row));
        }
    }
    if (!made || !records.end() || !writer.finish()) {
        qFatal("not made");
    }
    putBytes(path, out);
}

const Made accountMade{u"account"_s, {u"id"_s, u"jid"_s, u"user_agent"_s}, {{1, u"mara@harbor.example"_s, u""_s}}};
const Made chatMade{u"conversation"_s, {u"id"_s, u"account"_s, u"peer"_s}, {{1, 1, u"tomas@harbor.example"_s}}};

Made messageMade(const QVariant &id, const QVariant &conversation, const QVariant &direction, const QVariant &body)
{
    return {u"message"_s, {u"id"_s, u"conversation"_s, u"direction"_s, u"state"_s, u"time"_s, u"sender"_s, u"body"_s},
            {{id, conversation, direction, 1, 1, u"tomas@harbor.example"_s, body}}};
}

void BackupTest::filesMadeByHandChangeNothing_data()
{
    QTest::addColumn<QList<Made>>("tables");
    QTest::newRow("a table that there is not") << QList<Made>{accountMade, {u"sqlite_schema"_s, {u"name"_s}, {{u"x"_s}}}};
    QTest::newRow("a table that is left out") << QList<Made>{accountMade, {u"omemo_copy"_s, {u"account"_s, u"mark"_s}, {{1, u"x"_s}}}};
    QTest::newRow("a table with SQL in its name") << QList<Made>{accountMade, {u"contact\" (account) VALUES (1); --"_s, {u"jid"_s}, {{u"x"_s}}}};
    QTest::newRow("a column that there is not") << QList<Made>{accountMade, {u"contact"_s, {u"account"_s, u"jid\") --"_s}, {{1, u"x"_s}}}};
    QTest::newRow("a column twice") << QList<Made>{accountMade, {u"contact"_s, {u"account"_s, u"jid"_s, u"jid"_s}, {{1, u"x"_s, u"y"_s}}}};
    QTest::newRow("a table twice") << QList<Made>{accountMade, chatMade, chatMade};
    QTest::newRow("a row of nobody") << QList<Made>{accountMade, {u"contact"_s, {u"account"_s, u"jid"_s}, {{9, u"x@y"_s}}}};
    QTest::newRow("a message of no chat") << QList<Made>{accountMade, chatMade, messageMade(5, 9, 0, u"x"_s)};
    QTest::newRow("a text that is none") << QList<Made>{accountMade, chatMade, messageMade(5, 1, 0, QByteArray("x"))};
    QTest::newRow("a direction that there is not") << QList<Made>{accountMade, chatMade, messageMade(5, 1, 2, u"x"_s)};
    QTest::newRow("a key below all") << QList<Made>{accountMade, chatMade, messageMade(-5, 1, 0, u"x"_s)};
    QTest::newRow("a key above all") << QList<Made>{accountMade, chatMade, messageMade(std::numeric_limits<qint64>::max(), 1, 0, u"x"_s)};
    QTest::newRow("a key that is none") << QList<Made>{accountMade, chatMade, messageMade(u"x"_s, 1, 0, u"x"_s)};
    QTest::newRow("no account") << QList<Made>{chatMade};
    QTest::newRow("another account than it says")
        << QList<Made>{{u"account"_s, {u"id"_s, u"jid"_s, u"user_agent"_s}, {{1, u"eve@harbor.example"_s, u""_s}}}};
    QTest::newRow("a device's key that is none")
        << QList<Made>{accountMade, {u"omemo_device"_s, {u"account"_s, u"jid"_s, u"device"_s, u"identity"_s, u"first_seen"_s, u"trust"_s},
                                     {{1, u"x@y"_s, 1, QByteArray("short"), 1, 2}}}};
}

void BackupTest::filesMadeByHandChangeNothing()
{
    QFETCH(const QList<Made>, tables);
    makeByHand(file(), tables);
    History other;
    other.begin();
    const QStringList before = everything(other);
    const auto outcome = restore(other, file());
    QVERIFY(!outcome);
    QVERIFY2(backupTrouble(outcome.error()) == BackupTrouble::Damaged, qPrintable(outcome.error().detail));
    QCOMPARE(everything(other), before);
    QVERIFY(!QDir(other.database.folder() + u"/backup-incoming"_s).exists());
}

void BackupTest::settingsAreNotEndless()
{
    QByteArray out;
    SealedWriter writer([&](QByteArrayView bytes) -> Status {
        out.append(bytes);
        return Done{};
    });
    RecordWriter records(writer);
    BackupContents contents;
    contents.schema = Migrator::newestVersion();
    contents.accounts = {{BareJid::fromPrepared(u"mara@harbor.example"_s), 1}};
    QVERIFY(writer.begin(passphrase, cheap));
    QVERIFY(records.contents(contents));
    QVERIFY(records.settings(QByteArray(RecordReader::mostOfSettings + 1, ' ')));
    QVERIFY(records.end());
    QVERIFY(writer.finish());
    putBytes(file(), out);
    History other;
    const auto outcome = restore(other, file());
    QVERIFY(!outcome);
    QCOMPARE(backupTrouble(outcome.error()), BackupTrouble::Damaged);
}

void BackupTest::whatAnEarlierOneLeftAttachedIsNotInTheWay()
{
    makeByHand(file(), {accountMade, chatMade, messageMade(5, 1, 0, u"x"_s)});
    History other;
    other.run(u"ATTACH DATABASE ':memory:' AS incoming"_s);
    QVERIFY(restore(other, file()));
    QCOMPARE(other.bodies(), QStringList{u"x"_s});
}

void BackupTest::oneAtATime()
{
    History mine;
    mine.begin();
    BackupService service(mine.database.folder(), mine.database.file());
    const QFuture<Status> first = service.write(orderFor(file()), {}); // its key alone takes longer than the next line
    const auto refused = service.look({file(), passphrase}, {});
    QVERIFY(refused.isFinished());
    QCOMPARE(backupTrouble(refused.result().error()), BackupTrouble::Busy);
    QTRY_VERIFY_WITH_TIMEOUT(first.isFinished(), 60'000);
}

/// What is removed with an account are the files that its messages name: so nobody else may say which those are.
void BackupTest::noFileBringsAPath()
{
    makeByHand(file(), {accountMade, chatMade, messageMade(5, 1, 0, u"x"_s),
                        {u"attachment"_s, {u"message"_s, u"state"_s, u"url"_s, u"path"_s}, {{5, 1, u"https://a.example/f"_s, u"/home/mara/.ssh/id"_s}}},
                        {u"link_preview"_s, {u"message"_s, u"url"_s, u"picture"_s}, {{5, u"https://a.example"_s, u"/home/mara/p"_s}}}});
    History other;
    QVERIFY(restore(other, file()));
    QCOMPARE(other.text(u"SELECT path || state FROM attachment"_s), u"0"_s);
    QCOMPARE(other.text(u"SELECT picture FROM link_preview"_s), QString(u""_s));
    // What the user deleted does not come back by itself.
    makeByHand(file(), {accountMade, chatMade, messageMade(6, 1, 0, u"y"_s),
                        {u"attachment"_s, {u"message"_s, u"state"_s, u"url"_s}, {{6, 5, u"https://a.example/f"_s}}}});
    QVERIFY(restore(other, file()));
    QCOMPARE(other.number(u"SELECT state FROM attachment WHERE message = 6"_s), 5);
    // Nor whom to trust with the password.
    makeByHand(file(), {{u"account"_s, {u"id"_s, u"jid"_s, u"user_agent"_s, u"pinned_certificate"_s, u"authority_file"_s, u"plain_allowed"_s,
                          u"enabled"_s},
                         {{1, u"leila@harbor.example"_s, u"theirs"_s, u"abc"_s, u"/home/mara/theirs.pem"_s, 1, 1}}}}, Migrator::newestVersion(), u"leila@harbor.example"_s);
    QVERIFY(restore(other, file()));
    QCOMPARE(other.text(u"SELECT pinned_certificate || authority_file || plain_allowed || enabled FROM account WHERE jid = 'leila@harbor.example'"_s), u"00"_s);
    QVERIFY(other.text(u"SELECT user_agent FROM account WHERE jid = 'leila@harbor.example'"_s) != u"theirs"_s);
}

void BackupTest::newerOnesAreRefused()
{
    makeByHand(file(), {accountMade}, Migrator::newestVersion() + 1);
    History other;
    const auto outcome = restore(other, file());
    QVERIFY(!outcome);
    QCOMPARE(backupTrouble(outcome.error()), BackupTrouble::Newer);
    QCOMPARE(backupTrouble(BackupStagingStore::look({file(), passphrase}).error()), BackupTrouble::Newer);
    QCOMPARE(other.number(u"SELECT count(*) FROM account"_s), 0);
}

void BackupTest::olderOnesAreMigrated()
{
    // 022: conversation.first_unread is made then; 016 has another column of contacts.
    makeByHand(file(), {accountMade, {u"contact"_s, {u"account"_s, u"jid"_s, u"name"_s}, {{1, u"tomas@harbor.example"_s, u"Tomas"_s}}}, chatMade,
                        messageMade(noon, 1, 0, u"of old"_s)}, 12);
    History other;
    const auto outcome = restore(other, file());
    QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().detail));
    QCOMPARE(other.bodies(), QStringList{u"of old"_s});
    QCOMPARE(other.text(u"SELECT name FROM contact"_s), u"Tomas"_s);
}

void BackupTest::whatIsNoFileIsRefused()
{
    const auto trouble = [](const QString &path) {
        const auto contents = BackupStagingStore::look({path, passphrase});
        return contents ? std::nullopt : backupTrouble(contents.error());
    };
    QCOMPARE(trouble(m_folder->filePath(u"not there"_s)), BackupTrouble::File);
    QCOMPARE(trouble(m_folder->path()), BackupTrouble::File);
    QCOMPARE(trouble(u"/dev/zero"_s), BackupTrouble::File);
    const QString pipe = m_folder->filePath(u"pipe"_s);
    QCOMPARE(::mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);
    QCOMPARE(trouble(pipe), BackupTrouble::File); // and nobody waits for it
    putBytes(file(), "a letter to grandmother");
    QCOMPARE(trouble(file()), BackupTrouble::NotOne);
    putBytes(file(), {});
    QCOMPARE(trouble(file()), BackupTrouble::NotOne);
}

void BackupTest::theFileIsMineAlone()
{
    History mine;
    mine.begin();
    putBytes(file(), "an older one");
    putBytes(file() + u".part"_s, "somebody's"); // is not what is written aside
    QVERIFY(QFile::setPermissions(file(), QFile::ReadOwner | QFile::ReadOther | QFile::WriteOwner));
    QVERIFY(writeInto(mine, file()));
    struct stat status = {};
    QCOMPARE(::stat(QFile::encodeName(file()).constData(), &status), 0);
    QCOMPARE(int(status.st_mode & 0777), 0600);
    QCOMPARE(fileState(m_folder->path()), u"my.jackdaw my.jackdaw.part"_s);
    QCOMPARE(bytesOfFile(file() + u".part"_s), QByteArray("somebody's"));
    QVERIFY(BackupStagingStore::look({file(), passphrase}));
    const Status elsewhere = writeInto(mine, m_folder->filePath(u"no folder/my.jackdaw"_s));
    QVERIFY(!elsewhere);
    QCOMPARE(backupTrouble(elsewhere.error()), BackupTrouble::File);
    QVERIFY(!writeInto(mine, m_folder->path()));
}

void fillMany(History &history, int count)
{
    history.begin();
    const Status filled = history.database->transaction(Database::Durability::Normal, [&]() -> Status {
        for (int i = 0; i < count; ++i) {
            history.add(noon + i * second, 1, u"message %1"_s.arg(i), u"o%1"_s.arg(i));
        }
        return Done{};
    });
    if (!filled) {
        qFatal("not filled");
    }
}

/// One that is stopped as soon as it is told of this.
BackupWatch stoppedAt(BackupProgress::Stage stage, int after = 0)
{
    BackupWatch watch;
    auto seen = std::make_shared<int>(0);
    watch.tell = [stopped = watch.stopped, stage, after, seen](const BackupProgress &progress) {
        if (progress.stage == stage && (*seen)++ >= after) {
            stopped->store(true);
        }
    };
    return watch;
}

void BackupTest::stoppedItLeavesNothing()
{
    History mine;
    fillMany(mine, 8000);
    putBytes(file(), "an older one");
    const Status written = writeInto(mine, file(), stoppedAt(BackupProgress::Stage::Writing));
    QVERIFY(!written);
    QCOMPARE(written.error().kind, ErrorKind::Cancelled);
    QCOMPARE(bytesOfFile(file()), QByteArray("an older one"));
    QCOMPARE(fileState(m_folder->path()), u"my.jackdaw"_s);
    QVERIFY(writeInto(mine, file()));
    History other;
    other.begin();
    const QStringList before = everything(other);
    const QString folderBefore = fileState(other.database.folder());
    for (const auto &watch : {stoppedAt(BackupProgress::Stage::Reading, 2), stoppedAt(BackupProgress::Stage::TakingIn),
                              stoppedAt(BackupProgress::Stage::TakingIn, 6), stoppedAt(BackupProgress::Stage::TakingIn, 9)}) {
        const auto outcome = restore(other, file(), watch);
        QVERIFY(!outcome);
        QVERIFY2(outcome.error().kind == ErrorKind::Cancelled, qPrintable(outcome.error().detail));
        QCOMPARE(everything(other), before);
        QCOMPARE(fileState(other.database.folder()), folderBefore);
    }
    QVERIFY(restore(other, file())); // it can be asked for again
    QCOMPARE(other.number(u"SELECT count(*) FROM message"_s), 8000);
}

void BackupTest::aFullDiskLeavesTheOldFile()
{
    History mine;
    fillMany(mine, 3000);
    qint64 room = 100'000;
    const ReadConnection connection(mine.database.file());
    putBytes(file(), "an older one");
    {
        AsideFile aside(file());
        QVERIFY(aside.open());
        const Status written = BackupSourceStore(connection, {}).write(orderFor(file()), [&](QByteArrayView bytes) -> Status {
            room -= bytes.size();
            return room < 0 ? Status(AsideFile::errorOf(ENOSPC, file())) : aside.write(bytes);
        }, cheap);
        QVERIFY(!written);
        QCOMPARE(written.error().kind, ErrorKind::DiskFull);
    }
    QCOMPARE(bytesOfFile(file()), QByteArray("an older one"));
    QCOMPARE(fileState(m_folder->path()), u"my.jackdaw"_s);
    // The reader holds nothing of the history any more: it was one transaction.
    QVERIFY(mine.database->moveLog().value());
}

/// In a process of its own, which ends in the middle as if the power did.
template<class Work>
bool isKilledIn(const Work &work)
{
    const pid_t child = ::fork();
    if (child == 0) {
        work();
        ::_exit(0);
    }
    int how = 0;
    ::waitpid(child, &how, 0);
    return WIFSIGNALED(how) && WTERMSIG(how) == SIGKILL;
}

BackupWatch killedAt(BackupProgress::Stage stage, int after)
{
    BackupWatch watch;
    watch.tell = [stage, after, seen = std::make_shared<int>(0)](const BackupProgress &progress) {
        if (progress.stage == stage && (*seen)++ == after) {
            ::raise(SIGKILL);
        }
    };
    return watch;
}

void BackupTest::killedItLeavesNothing()
{
    {
        History mine;
        fillMany(mine, 8000);
        putBytes(file(), "an older one");
        QVERIFY(isKilledIn([&] { writeInto(mine, file(), killedAt(BackupProgress::Stage::Writing, 3)); }));
        QCOMPARE(bytesOfFile(file()), QByteArray("an older one"));
        QCOMPARE(fileState(m_folder->path()), u"my.jackdaw"_s);
        QVERIFY(writeInto(mine, file()));
    }
    QTemporaryDir folder;
    const QString history = folder.filePath(u"history.sqlite"_s);
    const auto count = [&] {
        auto opened = Database::open(history);
        if (!opened || !opened->setAside.isEmpty()) {
            qFatal("it was damaged");
        }
        const auto value = opened->database->value(u"SELECT count(*) FROM message"_s);
        return value ? value->toLongLong() : -1;
    };
    QCOMPARE(count(), 0);
    const auto take = [&](const BackupWatch &watch) {
        auto opened = Database::open(history);
        BackupStagingStore staged(folder.path(), watch);
        if (!opened || !staged.fill({file(), passphrase})) {
            return false;
        }
        BackupMergeStore merge(*opened->database, watch);
        merge.onOpened([&] { BackupStagingStore::clear(folder.path()); }); // as EngineRestore does it
        return merge.merge(staged.database()).hasValue();
    };
    for (const auto &[stage, after] : {std::pair(BackupProgress::Stage::Reading, 10), std::pair(BackupProgress::Stage::TakingIn, 0),
                                       std::pair(BackupProgress::Stage::TakingIn, 9)}) {
        QVERIFY(isKilledIn([&] { take(killedAt(stage, after)); }));
        QCOMPARE(count(), 0);
        // What is taken in has no name any more.
        QCOMPARE(QDir(folder.filePath(u"backup-incoming"_s)).exists(), stage == BackupProgress::Stage::Reading);
        const BackupService next(folder.path(), history); // as the next start makes it
        QVERIFY(!QDir(folder.filePath(u"backup-incoming"_s)).exists());
    }
    QVERIFY(take({}));
    QCOMPARE(count(), 8000);
}

/// Of this process, in bytes, since it was last reset.
qint64 mostMemory()
{
    QFile status(u"/proc/self/status"_s);
    if (!status.open(QIODevice::ReadOnly)) {
        qFatal("no /proc");
    }
    const auto match = QRegularExpression(u"VmHWM:\\s+(\\d+) kB"_s).match(QString::fromLatin1(status.readAll()));
    return match.captured(1).toLongLong() * 1024;
}

void BackupTest::memoryIsThatOfOneRow()
{
    constexpr int messages = 15'000;
    constexpr int size = 8000;
    History mine;
    mine.begin();
    QVERIFY(mine.database->transaction(Database::Durability::Normal, [&]() -> Status {
        for (int i = 0; i < messages; ++i) {
            mine.add(noon + i * second, 1, QString(size, QChar(u'a' + i % 26)), u"o%1"_s.arg(i), u"a%1"_s.arg(i));
        }
        return Done{};
    }));
    History other;
    other.begin(); // so that each is looked for
    other.add(noon, 1, u"mine"_s, u"another"_s);
    QFile reset(u"/proc/self/clear_refs"_s);
    QVERIFY(reset.open(QIODevice::WriteOnly) && reset.write("5") == 1);
    reset.close();
    const qint64 before = mostMemory();
    QVERIFY(writeInto(mine, file()));
    QVERIFY(QFileInfo(file()).size() > qint64(messages) * size);
    const auto outcome = restore(other, file());
    QVERIFY(outcome);
    QCOMPARE(outcome->added, messages);
    const qint64 used = mostMemory() - before;
    qInfo("%lld MB of memory for %lld MB", qlonglong(used / 1'000'000), qlonglong(QFileInfo(file()).size() / 1'000'000));
    QVERIFY2(used < 80'000'000, qPrintable(QString::number(used))); // SQLite keeps 16 MB of pages of each database
}

/// A question that walks a chat for each message is never done with a million of them: what is asked of `m` names a row by more
/// than its chat.
/// The plans of the merge's own statements, as it runs them.
void BackupTest::everyQuestionHasItsIndex()
{
    History mine;
    fillAll(mine);
    QVERIFY(writeInto(mine, file()));
    History other;
    other.begin(); // so that there is something to be matched
    other.addChat(2, 1, u"crew@rooms.harbor.example"_s);
    BackupStagingStore staged(other.database.folder(), {});
    QVERIFY(staged.fill({file(), passphrase}));
    // What is as long as the history; the rest is as long as the list of chats, or shorter.
    const QRegularExpression large(u"^SCAN (m|i|t|n|o|message|main\\.message|map_message|attachment|reaction|message_version)\\b"_s);
    int explained = 0;
    QStringList wrong;
    BackupMergeStore merge(*other.database, {});
    merge.onStatement([&](const QString &statement, const QVariantList &values) {
        QStringList scans;
        const Status read = other.database->each(u"EXPLAIN QUERY PLAN "_s + statement, values, [&](const QSqlQuery &row) {
            const QString line = row.value(3).toString();
            if (large.match(line).hasMatch() || line.contains("AUTOMATIC"_L1)) { // an index for this once is a look at all of it
                scans.append(line);
            }
        });
        if (!read) {
            wrong.append(read.error().detail);
        }
        // What is done once may go through the history once, never for each of its messages; a slice goes through nothing.
        const bool isSlice = statement.contains("<= ?"_L1);
        if (scans.size() > (isSlice ? 0 : 1)) {
            wrong.append(statement + u"\n    "_s + scans.join(u"\n    "_s));
        }
        ++explained;
    });
    QVERIFY(merge.merge(staged.database()));
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
    QVERIFY(explained > 40);
}

/// In namespaces of its own, on a disk of so many bytes, which the test makes larger step by step.
class SmallDisk
{
public:
    explicit SmallDisk(const QString &folder) : m_folder(QFile::encodeName(folder)) {}

    bool enter() const
    {
        const auto user = ::getuid();
        const auto group = ::getgid();
        if (::unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0) {
            return false;
        }
        const auto map = [](const char *file, const QByteArray &line) {
            const int descriptor = ::open(file, O_WRONLY | O_CLOEXEC);
            const bool written = descriptor >= 0 && ::write(descriptor, line.constData(), size_t(line.size())) == line.size();
            ::close(descriptor);
            return written;
        };
        map("/proc/self/setgroups", "deny");
        return map("/proc/self/uid_map", "0 " + QByteArray::number(user) + " 1")
            && map("/proc/self/gid_map", "0 " + QByteArray::number(group) + " 1");
    }
    bool resize(int kilobytes, unsigned long flags = 0) const
    {
        const QByteArray size = "size=" + QByteArray::number(kilobytes) + 'k';
        return ::mount("tmpfs", m_folder.constData(), "tmpfs", flags, size.constData()) == 0;
    }

private:
    QByteArray m_folder;
};

/// Says what went wrong, and 0 where nothing did.
int restoreOnASmallDisk(const QString &folder, const QString &backup)
{
    constexpr int smallest = 1500; // kB: the history has room, and what comes has not
    const SmallDisk disk(folder);
    if (!disk.enter() || !disk.resize(smallest)) {
        return 2;
    }
    auto opened = Database::open(folder + u"/history.sqlite"_s);
    if (!opened) {
        return 3;
    }
    Database &history = *opened->database;
    if (!history.run(u"INSERT INTO account (id, jid, user_agent) VALUES (1, 'mara@harbor.example', 'mine')"_s)) {
        return 4;
    }
    const auto count = [&] { return history.value(u"SELECT count(*) FROM message"_s)->toInt(); };
    const auto isAsItWas = [&] {
        return count() == 0 && history.value(u"SELECT user_agent FROM account"_s)->toString() == "mine"_L1
            && history.value(u"PRAGMA quick_check"_s)->toString() == "ok"_L1;
    };
    int failedReading = 0;
    for (int size = smallest; size < 64'000; size += 250) {
        BackupStagingStore staged(folder, {});
        if (!disk.resize(size, MS_REMOUNT)) {
            return 5;
        }
        if (const Status filled = staged.fill({backup, passphrase}); !filled) {
            ++failedReading;
            if (filled.error().kind != ErrorKind::DiskFull || !isAsItWas()) {
                return 6;
            }
            continue;
        }
        // It is read, and then the disk fills up: all of it, or nothing, and it says which.
        int failedTakingIn = 0;
        for (int room = 0; room < 64'000; room += 50) {
            struct statvfs state = {};
            ::statvfs(QFile::encodeName(folder).constData(), &state);
            const auto used = (state.f_blocks - state.f_bfree) * state.f_frsize / 1024;
            if (!disk.resize(int(used) + room, MS_REMOUNT)) {
                return 7;
            }
            const auto merged = BackupMergeStore(history, {}).merge(staged.database());
            if (merged) {
                return merged->added == 3000 && count() == 3000 && failedReading > 0 && failedTakingIn > 2 ? 0 : 8;
            }
            ++failedTakingIn;
            if (merged.error().kind != ErrorKind::DiskFull || !isAsItWas()) {
                std::fprintf(stderr, "with %d kB more: %s, and then %d\n", room, qPrintable(merged.error().detail), count());
                return 9;
            }
        }
    }
    return 10;
}

void BackupTest::aFullDiskTakesNothingIn()
{
    {
        History mine;
        fillMany(mine, 3000);
        QVERIFY(writeInto(mine, file()));
    }
    QTemporaryDir folder;
    const pid_t child = ::fork();
    if (child == 0) {
        ::_exit(restoreOnASmallDisk(folder.path(), file()));
    }
    int how = 0;
    QCOMPARE(::waitpid(child, &how, 0), child);
    QVERIFY(WIFEXITED(how));
    QVERIFY2(WEXITSTATUS(how) != 2, "this computer allows no disk of one's own (user namespaces)");
    QVERIFY(!QDir(folder.filePath(u"backup-incoming"_s)).exists());
    QCOMPARE(WEXITSTATUS(how), 0);
}

void BackupTest::settingsThatAreTooLargeAreLeftOut()
{
    History mine;
    mine.begin();
    BackupOrder order = orderFor(file());
    for (const auto &[size, has] : {std::pair(BackupOrder::mostOfSettings, true), std::pair(BackupOrder::mostOfSettings + 1, false),
                                    std::pair(qsizetype(0), false)}) {
        order.settings = QByteArray(size, ' ');
        QCOMPARE(order.takesSettings(), has);
        AsideFile aside(file());
        QVERIFY(aside.open());
        const ReadConnection connection(mine.database.file());
        QVERIFY(BackupSourceStore(connection, {}).write(order, [&](QByteArrayView bytes) { return aside.write(bytes); }, cheap));
        QVERIFY(aside.commit());
        History other;
        BackupStagingStore staged(other.database.folder(), {});
        QVERIFY(staged.fill({file(), passphrase}));
        QCOMPARE(staged.settings().size(), has ? size : 0);
    }
}

JACKDAW_TEST(BackupTest)

} // namespace backup_test

#include "BackupTest.moc"
