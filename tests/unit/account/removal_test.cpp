// SPDX-License-Identifier: GPL-3.0-or-later
#include "account/AccountReader.h"
#include "account/AccountStore.h"
#include "account/RemovalService.h"
#include "chat/MessageReader.h"
#include "roster/RosterReader.h"
#include "search/SearchStore.h"
#include "storage/Salvage.h"
#include "support/Builders.h"
#include "support/FakeClock.h"
#include "support/TestDatabase.h"
#include "watch/WatchReader.h"
#include "watch/WatchStore.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QRandomGenerator>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <csignal>
#include <cstdio>
#include <thread>
#include <unistd.h>

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

namespace {

const auto noFiles = [](const QList<RemovalStore::File> &) {};

QByteArray bytesIn(const QString &folder)
{
    QByteArray all;
    for (const QFileInfo &each : QDir(folder).entryInfoList(QDir::Files | QDir::Hidden)) {
        QFile file(each.filePath());
        if (file.open(QIODevice::ReadOnly)) {
            all += file.readAll();
        }
    }
    return all;
}

/// A chat of the account with `messages` long texts that hold `word`, in an order of their own.
Status talk(Database &database, AccountId account, const QString &word, int messages, QRandomGenerator &random)
{
    const auto chat = database.run(u"INSERT INTO conversation (account, peer, draft) VALUES (?, ?, ?)"_s,
                                   {account.value(), word + u"@example.org"_s, word});
    if (!chat) {
        return chat.error();
    }
    const qint64 conversation = (*chat)->lastInsertId().toLongLong();
    for (int i = 0; i < messages; ++i) {
        const QString text = u"%1-%2 "_s.arg(word).arg(i).repeated(1 + int(random.bounded(40)));
        const auto added = database.run(u"INSERT OR IGNORE INTO message (id, conversation, direction, state, time, sender, body, origin_id) "
                                        "VALUES (?, ?, 0, 1, 1, 'f', ?, ?)"_s,
                                        {qint64(random.bounded(1, 1 << 30)), conversation, text, u"%1-o%2"_s.arg(word).arg(random.generate())});
        if (!added) {
            return added.error();
        }
    }
    const auto counted = database.run(u"INSERT INTO message_day (conversation, day, count) SELECT conversation, 1, count(*) FROM message "
                                      "WHERE conversation = ? GROUP BY 1"_s, {conversation});
    return counted ? Status(Done{}) : Status(counted.error());
}

void killSoon()
{
    std::thread([] {
        QThread::usleep(QRandomGenerator::global()->bounded(4000));
        ::kill(::getpid(), SIGKILL);
    }).detach();
}

/// Asks for the removal of the account, and is killed while it does or soon after.
int ask(const QString &file, qint64 account)
{
    auto opened = Database::open(file);
    if (!opened || !opened->setAside.isEmpty()) {
        return 2;
    }
    killSoon();
    const Status begun = RemovalStore(*opened->database).begin(AccountId(account));
    QThread::msleep(100);
    return begun ? 0 : 3;
}

/// Does what is left to do, for the test of kill -9, which it brings upon itself after so many steps, at whatever place of the
/// next ones. Says each step.
int goOn(const QString &file, int steps)
{
    auto opened = Database::open(file);
    if (!opened || !opened->setAside.isEmpty()) {
        return 2;
    }
    SearchStore index(*opened->database);
    opened->database->setBeforeCommit([&] { return index.indexChanged(); });
    RemovalStore store(*opened->database);
    for (;;) {
        const auto step = store.step(noFiles);
        if (!step || !index.buildSlice(20)) { // it is built anew meanwhile
            return 3;
        }
        std::printf("%d\n", int(step->stage));
        std::fflush(stdout);
        if (--steps == 0) {
            killSoon();
        }
        if (step->stage == RemovalStore::Stage::Done) {
            return 0;
        }
    }
}

} // namespace

/// What is removed is out of sight at once, and off the disk in steps, whatever happens between them.
class RemovalTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void isOutOfSightAtOnce();
    void leavesNoTextAndGivesSpaceBack_data();
    void leavesNoTextAndGivesSpaceBack();
    void everyTableLosesItsRows();
    void stepsAreBounded();
    void goesOnAfterBeingKilled();
    void isAskedForWhollyOrNotAtAll();
    void tellsHowFarItIs();
    void namesFilesBeforeTheirMessagesGo();
    void keepsTheAddressAsLongAsItIsNeeded();
    void aReaderIsInTheWayOfTheLogAlone();
    void oldFilesAreOverwrittenInPlace();
    void doesNotComeBackOutOfADamagedFile();
    void whatIsSetAsideMeanwhileStays();
    void lostNotesGiveNobodyAnothersMessages();
    void lostTablesGiveNobodyAnothersMessages();
    void takesNobodysRowsForAnothers();
    void looksAtAllPagesAgainForTheNext_data();
    void looksAtAllPagesAgainForTheNext();
    void movesNoPageBehindItself();
    void longTextsAreOverwritten();
    void stepsEndInTime();
    void tellsWhatKeepsItFromGoingOn();
    void waitsLongerEachTime();
    void whoIsInTheWayIsNoFailure();
    void isNoBrokenMigration_data();
    void isNoBrokenMigration();
    void anErasedLogIsOutOfSightAtOnce();
    void anErasedPersonLeavesNothing();
    void serviceEndsWithAnAnswer();

private:
    /// How many steps it took, or -1.
    static int finish(Database &database, const RemovalStore::RemoveFiles &files = noFiles)
    {
        RemovalStore store(database);
        for (int steps = 1; steps < 100'000; ++steps) {
            const auto step = store.step(files);
            if (!step) {
                qWarning("%s", qPrintable(step.error().detail));
                return -1;
            }
            if (step->stage == RemovalStore::Stage::Done) {
                return steps;
            }
        }
        return -1;
    }
};

void RemovalTest::isOutOfSightAtOnce()
{
    TestDatabase database;
    QRandomGenerator random(1);
    const auto leaving = *AccountStore(*database).add(anAccount("leaving@example.org"));
    const auto staying = *AccountStore(*database).add(anAccount("staying@example.org"));
    QVERIFY(talk(*database, leaving, u"leaving"_s, 5, random));
    QVERIFY(talk(*database, staying, u"staying"_s, 5, random));
    QVERIFY(database->run(u"INSERT INTO contact (account, jid) VALUES (?, 'friend@example.org')"_s, {leaving.value()}));
    QVERIFY(database->run(u"UPDATE message SET saved = 1"_s));
    const MessageReader messages(database.reader());
    QCOMPARE(messages.saved(100).size(), 10);
    const auto chats = messages.conversations();
    QCOMPARE(chats.size(), 2);

    QVERIFY(RemovalStore(*database).begin(leaving));
    QCOMPARE(AccountReader(database.reader()).accounts().size(), 1);
    QCOMPARE(AccountStore(*database).load()->constFirst().id, staying);
    QCOMPARE(messages.conversations().size(), 1);
    QCOMPARE(messages.conversations().constFirst().account, staying);
    QCOMPARE(messages.saved(100).size(), 5);
    QVERIFY(RosterReader(database.reader()).requests(leaving).isEmpty());
    QCOMPARE(database.number(u"PRAGMA foreign_keys"_s), 1);
    QVERIFY(*RemovalStore(*database).isPending());
    const auto again = AccountStore(*database).add(anAccount("leaving@example.org")); // it may come back before all is gone
    QVERIFY(again);
    QVERIFY(*again != leaving);
    QVERIFY(talk(*database, *again, u"returned"_s, 5, random));

    QVERIFY(finish(*database) > 0);
    QVERIFY(!*RemovalStore(*database).isPending());
    QCOMPARE(database.number(u"SELECT count(*) FROM message"_s), 10);
    QCOMPARE(AccountReader(database.reader()).accounts().size(), 2);
    QVERIFY(!database->value(u"PRAGMA foreign_key_check"_s)->isValid());
    QCOMPARE(RemovalStore(*database).begin(leaving).error().kind, ErrorKind::NotFound);
}

void RemovalTest::leavesNoTextAndGivesSpaceBack_data()
{
    QTest::addColumn<int>("messages");
    QTest::newRow("few") << 10;
    QTest::newRow("many") << 4000; // whole pages of them, and pages that both accounts share
}

void RemovalTest::leavesNoTextAndGivesSpaceBack()
{
    QFETCH(int, messages);
    TestDatabase database;
    QRandomGenerator random(7);
    const auto leaving = *AccountStore(*database).add(anAccount("leaving@example.org"));
    const auto staying = *AccountStore(*database).add(anAccount("staying@example.org"));
    SearchStore index(*database);
    database->setBeforeCommit([&] { return index.indexChanged(); });
    for (int i = 0; i < 8; ++i) { // in turn, so that they are neighbours
        QVERIFY(database->transaction(Database::Durability::Normal, [&]() -> Status {
            const Status one = talk(*database, leaving, u"secretword%1"_s.arg(i), messages / 8, random);
            return one ? talk(*database, staying, u"otherword%1"_s.arg(i), messages / 8, random) : one;
        }));
    }
    // Before the account goes some of it was deleted already, with pages that are free now, and copies were made.
    QVERIFY(database->run(u"DELETE FROM message WHERE id % 3 = 0"_s));
    for (const QString &copy : {u".schema-2"_s, u".damaged-20260101-120000"_s, u".damaged-20260101-120000-wal"_s}) {
        QFile file(database.file() + copy);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("secretword") > 0);
    }
    const qint64 kept = database.number(u"SELECT count(*) FROM message WHERE body LIKE 'otherword%'"_s);
    const qint64 pages = database.number(u"PRAGMA page_count"_s);
    QVERIFY(bytesIn(database.folder()).contains("secretword"));

    QVERIFY(RemovalStore(*database).begin(leaving));
    QVERIFY(RemovalStore(*database).forgetName(leaving));
    QVERIFY(finish(*database) > 0);
    const QByteArray left = bytesIn(database.folder());
    // "secretw": the index keeps what words have in common once.
    const qsizetype at = std::max({left.indexOf("secretw"), left.indexOf("leaving@example.org")});
    QVERIFY2(at < 0, left.sliced(std::max<qsizetype>(0, at), at < 0 ? 0 : 60).toPercentEncoding().constData());
    QVERIFY(left.contains("otherword"));
    QCOMPARE(database.number(u"SELECT count(*) FROM message"_s), kept);
    QCOMPARE(database.number(u"PRAGMA freelist_count"_s), 0);
    if (messages > 1000) {
        QVERIFY(database.number(u"PRAGMA page_count"_s) < pages * 2 / 3);
    }
    // The index was emptied, and what stays enters it again.
    while (index.progress()->building) {
        QVERIFY(index.buildSlice(500));
    }
    QCOMPARE(database.number(u"SELECT count(*) FROM message_search_docsize"_s), kept);
    QVERIFY(!bytesIn(database.folder()).contains("secretw"));
    QCOMPARE(database->value(u"PRAGMA integrity_check"_s)->toString(), u"ok"_s);
    QVERIFY(AccountStore(*database).add(anAccount("next@example.org"))); // it goes on
}

/// Whatever belongs to an account or a chat by a foreign key, also in tables that come after this test.
void RemovalTest::everyTableLosesItsRows()
{
    TestDatabase database;
    struct Column { QString name; QString type; QString owner; };
    QHash<QString, QList<Column>> tables;
    QStringList order;
    QVERIFY(database->each(u"SELECT t.name, c.name, upper(c.type), coalesce((SELECT \"table\" FROM pragma_foreign_key_list(t.name) f "
                           "WHERE f.\"from\" = c.name), '') FROM sqlite_schema t JOIN pragma_table_info(t.name) c "
                           "WHERE t.type = 'table' AND t.sql NOT LIKE '%fts5%' AND EXISTS (SELECT 1 FROM pragma_foreign_key_list(t.name)) "
                           "AND t.name NOT LIKE 'message_search%' ORDER BY t.rowid, c.cid"_s, {}, [&](const QSqlQuery &row) {
        if (!order.contains(row.value(0).toString()))
            order.append(row.value(0).toString());
        tables[row.value(0).toString()].append({row.value(1).toString(), row.value(2).toString(), row.value(3).toString()});
    }));
    QVERIFY(order.size() > 20 && order.contains(u"presence_rule"_s) && order.contains(u"omemo_session"_s));
    int number = 0;
    const auto fill = [&](AccountId account, const QString &word) {
        QHash<QString, QVariant> made{{u"account"_s, account.value()}};
        for (const QString &table : std::as_const(order)) {
            QStringList columns;
            QVariantList values;
            for (const Column &column : std::as_const(tables[table])) {
                columns.append(u'"' + column.name + u'"');
                if (!column.owner.isEmpty()) {
                    // contact_group names its contact, and sticker its pack, by two columns.
                    values.append(column.name == "account"_L1 ? QVariant(account.value()) : made[column.owner]);
                } else {
                    values.append(column.type == "INTEGER"_L1 ? QVariant(++number) : QVariant(word + QString::number(number)));
                }
            }
            if (table == "contact"_L1)
                made[table] = values[columns.indexOf(u"\"jid\""_s)];
            if (table == "sticker_pack"_L1)
                made[table] = values[columns.indexOf(u"\"pack\""_s)];
            const auto added = database->run(u"INSERT INTO \"%1\" (%2) VALUES (%3)"_s.arg(
                table, columns.join(u','), QStringList(columns.size(), u"?"_s).join(u',')), values);
            QVERIFY2(added, qPrintable(table + u": "_s + (added ? QString() : added.error().detail)));
            if (!made.contains(table))
                made[table] = (*added)->lastInsertId();
        }
    };
    const auto leaving = *AccountStore(*database).add(anAccount("leaving@example.org"));
    const auto staying = *AccountStore(*database).add(anAccount("staying@example.org"));
    fill(staying, u"otherword"_s);
    const auto rows = [&] {
        QStringList all;
        for (const QString &table : std::as_const(order)) {
            const auto read = database->each(u"SELECT * FROM \"%1\""_s.arg(table), {}, [&](const QSqlQuery &row) {
                all.append(table);
                for (qsizetype i = 0; i < tables[table].size(); ++i)
                    all.append(row.value(int(i)).toString());
            });
            if (!read)
                all.append(read.error().detail);
        }
        return all;
    };
    const QStringList before = rows();
    QCOMPARE(before.count(u"presence_erasure"_s), 1);
    fill(leaving, u"secretword"_s);
    QVERIFY(!database->value(u"PRAGMA foreign_key_check"_s)->isValid());
    QVERIFY(rows().size() > before.size());
    // What is erased of a log is known by what is filled in above, and goes too.
    QVERIFY(RemovalStore(*database).begin(leaving));
    QVERIFY(RemovalStore(*database).forgetName(leaving));
    QVERIFY(database->run(u"UPDATE presence_erasure SET up_to = 0"_s));
    QVERIFY(finish(*database) > 0);
    QStringList after = before;
    const qsizetype erasure = after.indexOf(u"presence_erasure"_s);
    after.remove(erasure, 3); // done, for all accounts
    QCOMPARE(rows(), after);
    QVERIFY(!database->value(u"PRAGMA foreign_key_check"_s)->isValid());
    QCOMPARE(database.number(u"SELECT (SELECT count(*) FROM removed_account) + (SELECT count(*) FROM removed_conversation) + "
                             "(SELECT count(*) FROM reclaim)"_s), 0);
    const QByteArray left = bytesIn(database.folder());
    QVERIFY(!left.contains("secretword") && left.contains("otherword"));
}

/// By the rows that SQLite counts as changed: no step is as long as the history is.
void RemovalTest::stepsAreBounded()
{
    TestDatabase database;
    QRandomGenerator random(3);
    const auto leaving = *AccountStore(*database).add(anAccount("leaving@example.org"));
    QVERIFY(database->transaction(Database::Durability::Normal, [&]() -> Status {
        for (int i = 0; i < 20; ++i) {
            if (const Status one = talk(*database, leaving, u"word%1"_s.arg(i), 250, random); !one)
                return one;
        }
        for (int i = 0; i < 5000; ++i) {
            const auto logged = database->run(u"INSERT INTO presence_change (account, jid, time, availability) VALUES (?, 'a', ?, 1)"_s,
                                              {leaving.value(), i});
            if (!logged)
                return logged.error();
        }
        return Done{};
    }));
    SearchStore index(*database);
    while (index.progress()->building)
        QVERIFY(index.buildSlice(500));
    QVERIFY(RemovalStore(*database).begin(leaving));
    RemovalStore store(*database);
    int steps = 0;
    for (;; ++steps) {
        const qint64 before = database.number(u"SELECT total_changes()"_s);
        const qint64 free = database.number(u"PRAGMA freelist_count"_s);
        const auto step = store.step(noFiles);
        QVERIFY(step);
        const qint64 changed = database.number(u"SELECT total_changes()"_s) - before;
        QVERIFY2(changed <= 4 * RemovalStore::rowsAStep, qPrintable(QString::number(changed)));
        QVERIFY(free - database.number(u"PRAGMA freelist_count"_s) <= RemovalStore::pagesAStep);
        if (step->stage == RemovalStore::Stage::Done)
            break;
    }
    QVERIFY(steps > 2 * 5000 / RemovalStore::rowsAStep);
}

void RemovalTest::goesOnAfterBeingKilled()
{
    TestDatabase database;
    QRandomGenerator random(5);
    const auto leaving = *AccountStore(*database).add(anAccount("leaving@example.org"));
    const auto staying = *AccountStore(*database).add(anAccount("staying@example.org"));
    SearchStore index(*database);
    database->setBeforeCommit([&] { return index.indexChanged(); });
    QVERIFY(database->transaction(Database::Durability::Normal, [&]() -> Status {
        for (int i = 0; i < 10; ++i) {
            const Status one = talk(*database, leaving, u"secretword%1"_s.arg(i), 600, random);
            if (const Status other = one ? talk(*database, staying, u"otherword%1"_s.arg(i), 60, random) : one; !other)
                return other;
        }
        return Done{};
    }));
    while (index.progress()->building)
        QVERIFY(index.buildSlice(5000));
    // Texts of many pages among them.
    QVERIFY(database->run(u"UPDATE message SET body = replace(hex(zeroblob(500)), '00', body || ' ') WHERE id % 100 = 0"_s));
    const qint64 kept = database.number(u"SELECT count(*) FROM message WHERE body LIKE 'otherword%'"_s);
    QVERIFY(RemovalStore(*database).begin(leaving));
    QVERIFY(RemovalStore(*database).forgetName(leaving));
    const QString copy = database.folder() + u"/killed"_s;
    QVERIFY(QDir().mkpath(copy));
    QVERIFY(database->run(u"VACUUM INTO ?"_s, {copy + u"/x.sqlite"_s}));

    bool isDone = false;
    int killed = 0;
    QSet<QByteArray> stages;
    for (int round = 0; round < 60 && !isDone; ++round) {
        QProcess worker;
        worker.start(QCoreApplication::applicationFilePath(), {u"--go-on"_s, copy + u"/x.sqlite"_s, QString::number(random.bounded(1, 8))});
        QVERIFY(worker.waitForFinished(60'000));
        const QByteArray said = worker.readAllStandardOutput();
        for (const QByteArray &stage : said.split('\n'))
            stages.insert(stage);
        // What is left of the old index is none any more, and the file is sound all the same.
        QVERIFY2(worker.exitStatus() == QProcess::CrashExit || worker.exitCode() == 0, "found damaged");
        isDone = said.split('\n').contains(QByteArray::number(int(RemovalStore::Stage::Done)));
        killed += worker.exitStatus() == QProcess::CrashExit;
    }
    QVERIFY(isDone);
    QVERIFY2(killed > 3 && stages.contains("0") && stages.contains("1"), "killed while rows and while pages went");
    auto opened = Database::open(copy + u"/x.sqlite"_s);
    QVERIFY(opened && opened->setAside.isEmpty());
    QVERIFY(!*RemovalStore(*opened->database).isPending());
    QCOMPARE(opened->database->value(u"SELECT count(*) FROM message"_s)->toLongLong(), kept);
    QCOMPARE(opened->database->value(u"SELECT count(*) FROM account"_s)->toInt(), 1);
    QCOMPARE(opened->database->value(u"PRAGMA integrity_check"_s)->toString(), u"ok"_s);
    QVERIFY(!opened->database->value(u"PRAGMA foreign_key_check"_s)->isValid());
    QVERIFY(opened->database->run(u"INSERT INTO message_search (message_search) VALUES ('integrity-check')"_s));
    SearchStore rebuilt(*opened->database);
    while (rebuilt.progress()->building)
        QVERIFY(rebuilt.buildSlice(500));
    QCOMPARE(opened->database->value(u"SELECT count(*) FROM message_search_docsize"_s)->toLongLong(), kept);
    opened->database.reset();
    const QByteArray left = bytesIn(copy);
    QVERIFY(!left.contains("secretw") && left.contains("otherword"));
}

/// Whenever it is killed: either nothing was asked for, or the row is there that asks for it.
void RemovalTest::isAskedForWhollyOrNotAtAll()
{
    TestDatabase database;
    QRandomGenerator random(39);
    const auto leaving = *AccountStore(*database).add(anAccount("leaving@example.org"));
    QVERIFY(database->transaction(Database::Durability::Normal, [&]() -> Status {
        Status one = Done{};
        for (int i = 0; i < 200 && one; ++i)
            one = talk(*database, leaving, u"word%1"_s.arg(i), 3, random);
        return one;
    }));
    for (int round = 0; round < 12; ++round) {
        const QString file = u"%1/asked%2.sqlite"_s.arg(database.folder()).arg(round);
        QVERIFY(database->run(u"VACUUM INTO ?"_s, {file}));
        QProcess worker;
        worker.start(QCoreApplication::applicationFilePath(), {u"--ask"_s, file, QString::number(leaving.value())});
        QVERIFY(worker.waitForFinished(60'000));
        QCOMPARE(worker.exitStatus(), QProcess::CrashExit);
        auto opened = Database::open(file);
        QVERIFY(opened && opened->setAside.isEmpty());
        Database &after = *opened->database;
        const bool isThere = after.value(u"SELECT 1 FROM account"_s)->isValid();
        QCOMPARE(after.value(u"SELECT count(*) FROM conversation"_s)->toInt(), isThere ? 200 : 0);
        QCOMPARE(after.value(u"SELECT count(*) FROM removed_conversation"_s)->toInt(), isThere ? 0 : 200);
        QCOMPARE(after.value(u"SELECT count(*) FROM removed_account"_s)->toInt(), isThere ? 0 : 1);
        QCOMPARE(*RemovalStore(after).isPending(), !isThere);
        if (!isThere) {
            QCOMPARE(RemovalStore(after).named()->constFirst().jid, jid("leaving@example.org"));
            QVERIFY(finish(after) > 0);
            QCOMPARE(after.value(u"SELECT count(*) FROM message"_s)->toInt(), 0);
        }
    }
}

void RemovalTest::tellsHowFarItIs()
{
    TestDatabase database;
    QRandomGenerator random(9);
    const auto leaving = *AccountStore(*database).add(anAccount("leaving@example.org"));
    QVERIFY(database->transaction(Database::Durability::Normal, [&] { return talk(*database, leaving, u"word"_s, 4000, random); }));
    QVERIFY(RemovalStore(*database).begin(leaving));
    RemovalStore store(*database);
    int last = 0;
    QSet<int> all;
    for (;;) {
        const auto step = store.step(noFiles);
        QVERIFY(step);
        if (step->stage == RemovalStore::Stage::Done) {
            QCOMPARE(step->progress, RemovalProgress());
            break;
        }
        QVERIFY(step->progress.running);
        QVERIFY2(step->progress.percent >= last && step->progress.percent <= 100, qPrintable(QString::number(step->progress.percent)));
        last = step->progress.percent;
        all.insert(last);
    }
    QVERIFY(all.size() > 5);
    QVERIFY(last > 70);
}

void RemovalTest::namesFilesBeforeTheirMessagesGo()
{
    TestDatabase database;
    QRandomGenerator random(11);
    const auto leaving = *AccountStore(*database).add(anAccount("leaving@example.org"));
    QVERIFY(database->transaction(Database::Durability::Normal, [&] { return talk(*database, leaving, u"word"_s, 1000, random); }));
    QVERIFY(database->run(u"INSERT INTO attachment (message, path) SELECT id, CASE WHEN id % 2 THEN 'p' || id ELSE '' END FROM message"_s));
    const qint64 all = database.number(u"SELECT count(*) FROM attachment"_s);
    QVERIFY(RemovalStore(*database).begin(leaving));
    QSet<MessageId> named;
    QVERIFY(finish(*database, [&](const QList<RemovalStore::File> &files) {
        for (const RemovalStore::File &file : files) {
            QCOMPARE(database.number(u"SELECT count(*) FROM message WHERE id = ?"_s, {file.message.value()}), 1);
            QCOMPARE(file.path, file.message.value() % 2 ? u"p%1"_s.arg(file.message.value()) : QString());
            QVERIFY(!named.contains(file.message));
            named.insert(file.message);
        }
    }) > 0);
    QCOMPARE(named.size(), all);
}

void RemovalTest::keepsTheAddressAsLongAsItIsNeeded()
{
    TestDatabase database;
    const auto leaving = *AccountStore(*database).add(anAccount("leaving@example.org"));
    RemovalStore store(*database);
    QVERIFY(store.begin(leaving));
    QCOMPARE(store.named()->constFirst().jid, jid("leaving@example.org"));
    QVERIFY(finish(*database) > 0);
    QCOMPARE(store.named()->size(), 1); // the key service did not answer yet
    QVERIFY(!*store.isPending());
    QVERIFY(store.forgetName(leaving));
    QVERIFY(store.named()->isEmpty());
    QVERIFY(*store.isPending());
    QVERIFY(finish(*database) > 0);
    QVERIFY(!bytesIn(database.folder()).contains("leaving@example.org"));
}

void RemovalTest::aReaderIsInTheWayOfTheLogAlone()
{
    TestDatabase database;
    QRandomGenerator random(13);
    const auto leaving = *AccountStore(*database).add(anAccount("leaving@example.org"));
    QVERIFY(talk(*database, leaving, u"secretword"_s, 50, random));
    QSqlQuery *reading = database.reader().run(u"SELECT body FROM message"_s);
    QVERIFY(reading && reading->next());
    QVERIFY(RemovalStore(*database).begin(leaving));
    RemovalStore store(*database);
    auto step = store.step(noFiles);
    while (step && step->stage == RemovalStore::Stage::Rows)
        step = store.step(noFiles);
    QVERIFY(step);
    QCOMPARE(step->stage, RemovalStore::Stage::Log); // what is in there is not on the disk, and no page may move
    QCOMPARE(store.step(noFiles)->stage, RemovalStore::Stage::Log);
    reading->finish();
    QCOMPARE(store.step(noFiles)->stage, RemovalStore::Stage::Pages);
    reading = database.reader().run(u"SELECT user_agent FROM account UNION ALL SELECT 'x'"_s);
    QVERIFY(reading && reading->next());
    step = store.step(noFiles);
    while (step && (step->stage != RemovalStore::Stage::Log && step->stage != RemovalStore::Stage::Done))
        step = store.step(noFiles);
    QVERIFY(step);
    QCOMPARE(step->stage, RemovalStore::Stage::Log);
    reading->finish();
    QCOMPARE(store.step(noFiles)->stage, RemovalStore::Stage::Done);
    QVERIFY(!bytesIn(database.folder()).contains("secretword"));
}

/// One that was too large to be converted when it was migrated: its pages stay free, and nothing is in them.
void RemovalTest::oldFilesAreOverwrittenInPlace()
{
    TestDatabase database;
    QRandomGenerator random(15);
    QVERIFY(database->run(u"PRAGMA auto_vacuum = NONE"_s));
    QVERIFY(database->run(u"VACUUM"_s));
    QCOMPARE(database.number(u"PRAGMA auto_vacuum"_s), 0);
    const auto leaving = *AccountStore(*database).add(anAccount("leaving@example.org"));
    const auto staying = *AccountStore(*database).add(anAccount("staying@example.org"));
    for (int i = 0; i < 5; ++i) {
        QVERIFY(database->transaction(Database::Durability::Normal, [&]() -> Status {
            const Status one = talk(*database, leaving, u"secretword%1"_s.arg(i), 100, random);
            return one ? talk(*database, staying, u"otherword%1"_s.arg(i), 100, random) : one;
        }));
    }
    // Before, some of it was deleted by who did not overwrite pages that became free.
    QVERIFY(database->value(u"PRAGMA secure_delete = OFF"_s));
    QVERIFY(database->run(u"DELETE FROM message WHERE body LIKE 'secretword%' AND id % 3 > 0"_s));
    QVERIFY(database->value(u"PRAGMA secure_delete = FAST"_s));
    const qint64 pages = database.number(u"PRAGMA page_count"_s);
    QVERIFY(RemovalStore(*database).begin(leaving));
    QVERIFY(RemovalStore(*database).forgetName(leaving));
    QVERIFY(finish(*database) > 0);
    const QByteArray left = bytesIn(database.folder());
    QVERIFY(!left.contains("secretword") && left.contains("otherword"));
    QVERIFY(database.number(u"PRAGMA freelist_count"_s) > 0);
    QVERIFY(database.number(u"PRAGMA page_count"_s) <= pages + 50); // and it was not written anew
    QCOMPARE(database->value(u"PRAGMA integrity_check"_s)->toString(), u"ok"_s);
}

void RemovalTest::doesNotComeBackOutOfADamagedFile()
{
    TestDatabase database;
    QRandomGenerator random(17);
    const auto leaving = *AccountStore(*database).add(anAccount("leaving@example.org"));
    const auto staying = *AccountStore(*database).add(anAccount("staying@example.org"));
    QVERIFY(talk(*database, leaving, u"secretword"_s, 700, random));
    QVERIFY(talk(*database, staying, u"otherword"_s, 20, random));
    QVERIFY(database->run(u"INSERT INTO attachment (message, path) SELECT id, 'secretword' FROM message WHERE body LIKE 'secret%'"_s));
    RemovalStore store(*database);
    QVERIFY(store.begin(leaving));
    QVERIFY(store.step(noFiles));
    QVERIFY(database.number(u"SELECT count(*) FROM message WHERE body LIKE 'secret%'"_s) > 0); // in the middle of it
    QTemporaryDir folder;
    const QString fresh = folder.filePath(u"fresh.sqlite"_s);
    const auto salvaged = salvage(database.file(), fresh);
    QVERIFY(salvaged);
    QCOMPARE(*salvaged, 20);
    auto opened = Database::open(fresh);
    QVERIFY(opened);
    QCOMPARE(opened->database->value(u"SELECT count(*) FROM conversation"_s)->toInt(), 1);
    QCOMPARE(opened->database->value(u"SELECT group_concat(jid) FROM account"_s)->toString(), u"staying@example.org"_s);
    QVERIFY(*RemovalStore(*opened->database).isPending()); // what was set aside goes too
    // Who comes now is nobody of whom something goes.
    const auto next = AccountStore(*opened->database).add(anAccount("next@example.org"));
    QVERIFY(next && next->value() > staying.value());
    QVERIFY(talk(*opened->database, *next, u"nextword"_s, 30, random));
    qsizetype files = 0;
    QVERIFY(finish(*opened->database, [&](const QList<RemovalStore::File> &going) { files += going.size(); }) > 0);
    QVERIFY(files > 0);
    QCOMPARE(opened->database->value(u"SELECT count(*) FROM message WHERE body LIKE 'nextword%'"_s)->toInt(), 30);
    QCOMPARE(opened->database->value(u"SELECT count(*) FROM message"_s)->toInt(), 50);
    QVERIFY(!bytesIn(folder.path()).contains("secretword"));
}

/// What is set aside while it goes on is all that there is of what others have, and could not be read.
void RemovalTest::whatIsSetAsideMeanwhileStays()
{
    TestDatabase database;
    QRandomGenerator random(41);
    const auto leaving = *AccountStore(*database).add(anAccount("leaving@example.org"));
    const auto staying = *AccountStore(*database).add(anAccount("staying@example.org"));
    QVERIFY(talk(*database, leaving, u"secretword"_s, 50, random));
    QVERIFY(talk(*database, staying, u"otherword"_s, 50, random));
    QTemporaryDir folder;
    const QString file = folder.filePath(u"x.sqlite"_s);
    const auto damage = [&] {
        QFile broken(file);
        return broken.open(QIODevice::ReadWrite) && broken.write(QByteArray(100, '\0')) == 100;
    };
    QVERIFY(database->run(u"VACUUM INTO ?"_s, {file}));
    QVERIFY(damage());
    auto opened = Database::open(file);
    QVERIFY(opened && !opened->setAside.isEmpty());
    const QString before = opened->setAside;
    QVERIFY(QFile::exists(before));
    QVERIFY(RemovalStore(*opened->database).begin(leaving));
    opened->database.reset();
    QVERIFY(damage());
    opened = Database::open(file);
    QVERIFY(opened && !opened->setAside.isEmpty());
    const QString meanwhile = opened->setAside;
    QVERIFY(*RemovalStore(*opened->database).isPending());
    QVERIFY(finish(*opened->database) > 0);
    QVERIFY(!QFile::exists(before));
    QVERIFY(QFile::exists(meanwhile));
    // Also where all that is left of the removal is an address, and that is forgotten.
    opened->database.reset();
    QVERIFY(damage());
    opened = Database::open(file);
    QVERIFY(opened && !opened->setAside.isEmpty());
    QCOMPARE(RemovalStore(*opened->database).named()->size(), 1);
    QVERIFY(finish(*opened->database) > 0);
    QVERIFY(RemovalStore(*opened->database).forgetName(leaving));
    QVERIFY(finish(*opened->database) > 0);
    QVERIFY(QFile::exists(meanwhile) && QFile::exists(opened->setAside));
    // What is asked for now is in all of them.
    QVERIFY(RemovalStore(*opened->database).begin(staying));
    QVERIFY(finish(*opened->database) > 0);
    QVERIFY(!QFile::exists(meanwhile) && !QFile::exists(opened->setAside));
}

/// The note of what was being removed is in the part of the file that is lost: no chat is made of it for who stays.
void RemovalTest::lostNotesGiveNobodyAnothersMessages()
{
    TestDatabase database;
    QRandomGenerator random(23);
    const auto leaving = *AccountStore(*database).add(anAccount("leaving@example.org"));
    const auto staying = *AccountStore(*database).add(anAccount("staying@example.org"));
    QVERIFY(talk(*database, leaving, u"secretword"_s, 700, random));
    QVERIFY(talk(*database, staying, u"otherword"_s, 20, random));
    QVERIFY(database->run(u"UPDATE message SET sender = 'friend@example.org'"_s)); // by which a lost chat is made up
    RemovalStore store(*database);
    QVERIFY(store.begin(leaving));
    QVERIFY(store.step(noFiles));
    QVERIFY(database->value(u"PRAGMA wal_checkpoint(TRUNCATE)"_s));
    const qint64 root = database.number(u"SELECT rootpage FROM sqlite_schema WHERE name = 'removed_conversation'"_s);
    QTemporaryDir folder;
    const QString broken = folder.filePath(u"broken.sqlite"_s);
    QVERIFY(QFile::copy(database.file(), broken));
    QFile file(broken);
    QVERIFY(file.open(QIODevice::ReadWrite) && file.seek((root - 1) * 4096) && file.write(QByteArray(4096, '\0')) == 4096);
    file.close();
    const QString fresh = folder.filePath(u"fresh.sqlite"_s);
    const auto salvaged = salvage(broken, fresh);
    QVERIFY(salvaged);
    QCOMPARE(*salvaged, 20);
    auto opened = Database::open(fresh);
    QVERIFY(opened);
    QCOMPARE(opened->database->value(u"SELECT count(*) FROM conversation"_s)->toInt(), 1);
    QVERIFY(finish(*opened->database) > 0);
    QCOMPARE(opened->database->value(u"SELECT count(*) FROM message"_s)->toInt(), 20);
}

/// Nor where not even the tables of the notes are known any more.
void RemovalTest::lostTablesGiveNobodyAnothersMessages()
{
    TestDatabase database;
    QRandomGenerator random(43);
    const auto leaving = *AccountStore(*database).add(anAccount("leaving@example.org"));
    const auto staying = *AccountStore(*database).add(anAccount("staying@example.org"));
    QVERIFY(talk(*database, leaving, u"secretword"_s, 700, random));
    QVERIFY(talk(*database, staying, u"otherword"_s, 20, random));
    QVERIFY(database->run(u"UPDATE message SET sender = 'friend@example.org'"_s)); // by which a lost chat is made up
    QVERIFY(RemovalStore(*database).begin(leaving));
    QTemporaryDir folder;
    const QString broken = folder.filePath(u"broken.sqlite"_s);
    QVERIFY(database->run(u"VACUUM INTO ?"_s, {broken}));
    QFile file(broken);
    QVERIFY(file.open(QIODevice::ReadWrite));
    const QByteArray bytes = file.readAll();
    int lost = 0;
    for (qsizetype page = 0; page < bytes.size(); page += 4096) {
        const QByteArrayView one = QByteArrayView(bytes).sliced(page, 4096);
        const bool hasTables = one.contains("CREATE TABLE removed_account") || one.contains("CREATE TABLE removed_conversation");
        lost += hasTables;
        if (page == 0 || hasTables)
            QVERIFY(file.seek(page) && file.write(QByteArray(4096, '\0')) == 4096);
    }
    file.close();
    QVERIFY(lost > 0);
    const QString fresh = folder.filePath(u"fresh.sqlite"_s);
    const auto salvaged = salvage(broken, fresh);
    QVERIFY(salvaged);
    QCOMPARE(*salvaged, 20);
    auto opened = Database::open(fresh);
    QVERIFY(opened);
    QCOMPARE(opened->database->value(u"SELECT group_concat(peer) FROM conversation"_s)->toString(), u"otherword@example.org"_s);
    QVERIFY(finish(*opened->database) > 0);
    QCOMPARE(opened->database->value(u"SELECT count(*) FROM message"_s)->toInt(), 20);
}

/// A note with a number that is somebody's again does nothing to them.
void RemovalTest::takesNobodysRowsForAnothers()
{
    TestDatabase database;
    QRandomGenerator random(25);
    const auto account = *AccountStore(*database).add(anAccount("me@example.org"));
    QVERIFY(talk(*database, account, u"word"_s, 50, random));
    QVERIFY(database->run(u"INSERT INTO removed_account (id, jid, messages) VALUES (?, 'other@example.org', 50)"_s, {account.value()}));
    QVERIFY(database->run(u"INSERT INTO removed_conversation (id, account) SELECT id, account FROM conversation"_s));
    QVERIFY(database->run(u"INSERT INTO reclaim (one) VALUES (1)"_s));
    QVERIFY(RemovalStore(*database).named()->isEmpty()); // nor is what lies beside taken away
    QVERIFY(finish(*database) > 0);
    QCOMPARE(database.number(u"SELECT count(*) FROM message"_s), 50);
    QCOMPARE(database.number(u"SELECT count(*) FROM account"_s), 1);
    QCOMPARE(database.number(u"SELECT (SELECT count(*) FROM removed_account) + (SELECT count(*) FROM removed_conversation)"_s), 0);
}

/// The second account goes while the pages that the first left are being overwritten, also those that were looked at.
void RemovalTest::looksAtAllPagesAgainForTheNext_data()
{
    QTest::addColumn<bool>("another");
    QTest::newRow("another account") << true;
    QTest::newRow("the address of the first") << false;
}

void RemovalTest::looksAtAllPagesAgainForTheNext()
{
    QFETCH(bool, another);
    TestDatabase database;
    QRandomGenerator random(27);
    const auto first = *AccountStore(*database).add(anAccount("firstword@example.org"));
    const auto second = *AccountStore(*database).add(anAccount("secretword@example.org"));
    const auto staying = *AccountStore(*database).add(anAccount("staying@example.org"));
    QVERIFY(database->transaction(Database::Durability::Normal, [&]() -> Status {
        const Status one = talk(*database, first, u"firstword"_s, 400, random);
        return one ? talk(*database, staying, u"otherword"_s, 4000, random) : one; // many pages to look at
    }));
    // All that there is of the second is an account and a draft.
    QVERIFY(database->run(u"INSERT INTO conversation (account, peer, draft) VALUES (?, 'peer@example.org', 'secretword')"_s, {second.value()}));
    RemovalStore store(*database, std::make_unique<FakeClock>()); // no step ends for want of time
    QVERIFY(store.begin(first));
    auto step = store.step(noFiles);
    int looks = 0;
    while (step && looks < 2) {
        looks += step->stage == RemovalStore::Stage::Rest;
        step = store.step(noFiles);
    }
    QVERIFY(step && step->stage == RemovalStore::Stage::Rest);
    if (another) {
        QVERIFY(store.begin(second));
        QVERIFY(store.forgetName(second));
    }
    QVERIFY(store.forgetName(first));
    looks = 1; // the last one looks at the end, and is done
    do {
        step = store.step(noFiles);
        looks += step && step->stage == RemovalStore::Stage::Rest;
    } while (step && step->stage != RemovalStore::Stage::Done);
    QVERIFY(step);
    QVERIFY2(looks >= database.number(u"PRAGMA page_count"_s) / RemovalStore::pagesAStep, qPrintable(QString::number(looks)));
    const QByteArray left = bytesIn(database.folder());
    QVERIFY(!left.contains("firstword@") && left.contains("otherword"));
    QCOMPARE(left.contains("secretword"), !another);
}

/// Others delete and store meanwhile, so that pages become free: none is moved to where nobody looks any more.
void RemovalTest::movesNoPageBehindItself()
{
    TestDatabase database;
    QRandomGenerator random(29);
    const auto leaving = *AccountStore(*database).add(anAccount("leaving@example.org"));
    const auto staying = *AccountStore(*database).add(anAccount("staying@example.org"));
    for (int i = 0; i < 8; ++i) {
        QVERIFY(database->transaction(Database::Durability::Normal, [&]() -> Status {
            const Status one = talk(*database, staying, u"otherword%1"_s.arg(i), 400, random);
            return one ? talk(*database, leaving, u"secretword%1"_s.arg(i), 100, random) : one;
        }));
    }
    RemovalStore store(*database);
    QVERIFY(store.begin(leaving) && store.forgetName(leaving));
    int freed = 0;
    for (;;) {
        const qint64 pages = database.number(u"PRAGMA page_count"_s);
        const auto step = store.step(noFiles);
        QVERIFY(step);
        if (step->stage == RemovalStore::Stage::Done)
            break;
        QVERIFY2(freed == 0 || database.number(u"PRAGMA page_count"_s) == pages, "a page was moved");
        if (step->stage != RemovalStore::Stage::Rest)
            continue;
        QVERIFY(database->run(u"DELETE FROM message WHERE id IN (SELECT id FROM message WHERE body LIKE 'otherword%' ORDER BY id LIMIT 100)"_s));
        freed += database.number(u"PRAGMA freelist_count"_s) > 0;
    }
    QVERIFY(freed > 1);
    const QByteArray left = bytesIn(database.folder());
    QVERIFY(!left.contains("secretword") && left.contains("otherword"));
}

/// Texts of many pages: what they were in is overwritten on the disk, before it may be cut off, and in the log.
void RemovalTest::longTextsAreOverwritten()
{
    TestDatabase database;
    QRandomGenerator random(31);
    const auto leaving = *AccountStore(*database).add(anAccount("leaving@example.org"));
    const auto staying = *AccountStore(*database).add(anAccount("staying@example.org"));
    SearchStore index(*database);
    database->setBeforeCommit([&] { return index.indexChanged(); });
    QVERIFY(database->transaction(Database::Durability::Normal, [&]() -> Status {
        const Status one = talk(*database, leaving, u"secretword"_s, 20, random);
        return one ? talk(*database, staying, u"otherword"_s, 20, random) : one;
    }));
    QVERIFY(database->run(u"UPDATE message SET body = replace(hex(zeroblob(3000)), '00', body || ' ') WHERE id IN "
                          "(SELECT id FROM message ORDER BY id LIMIT 10)"_s));
    QVERIFY(database.number(u"SELECT max(length(body)) FROM message"_s) > 20 * 4096);
    QVERIFY(database->value(u"PRAGMA wal_checkpoint(TRUNCATE)"_s));
    QVERIFY(RemovalStore(*database).begin(leaving) && RemovalStore(*database).forgetName(leaving));
    RemovalStore store(*database);
    auto step = store.step(noFiles);
    while (step && step->stage == RemovalStore::Stage::Rows)
        step = store.step(noFiles);
    QVERIFY(step);
    // Before a page has moved: the pages that are free are empty.
    QVERIFY(database.number(u"PRAGMA freelist_count"_s) > 100);
    QFile whole(database.file());
    QVERIFY(whole.open(QIODevice::ReadOnly));
    const QByteArray bytes = whole.readAll();
    qint64 full = 0;
    for (qsizetype at = bytes.indexOf("secretword"); at >= 0; at = bytes.indexOf("secretword", (at / 4096 + 1) * 4096))
        full += bytes.mid(at, 2000).count("secretword") > 20 && bytes[at / 4096 * 4096] == 0; // a page of nothing else
    QCOMPARE(full, 0);
    do {
        step = store.step(noFiles);
    } while (step && step->stage != RemovalStore::Stage::Done);
    QVERIFY(step);
    for (const QString &suffix : {u""_s, u"-wal"_s}) {
        QFile file(database.file() + suffix);
        if (file.open(QIODevice::ReadOnly))
            QVERIFY2(!file.readAll().contains("secretw"), qPrintable(file.fileName()));
    }
    QVERIFY(bytesIn(database.folder()).contains("otherword"));
}

/// By a clock that goes on whenever somebody looks at it: a step ends with the first stretch after its time.
void RemovalTest::stepsEndInTime()
{
    class Ticking : public Clock
    {
    public:
        qint64 now() const override { return 0; }
        qint64 elapsed() const override { return m_elapsed += RemovalStore::stepTime / 2; }

    private:
        mutable qint64 m_elapsed = 0;
    };
    TestDatabase database;
    QRandomGenerator random(33);
    const auto leaving = *AccountStore(*database).add(anAccount("leaving@example.org"));
    QVERIFY(database->transaction(Database::Durability::Normal, [&] { return talk(*database, leaving, u"word"_s, 200, random); }));
    // Large ones go one by one.
    QVERIFY(database->run(u"UPDATE message SET body = hex(zeroblob(?)) WHERE id IN (SELECT id FROM message ORDER BY id LIMIT 4)"_s,
                          {RemovalStore::bytesAStretch / 2}));
    RemovalStore store(*database, std::make_unique<Ticking>());
    QVERIFY(store.begin(leaving) && store.forgetName(leaving));
    int steps = 0;
    for (qint64 before = database.number(u"SELECT count(*) FROM message"_s);; ++steps) {
        const auto step = store.step(noFiles);
        QVERIFY(step);
        const qint64 now = database.number(u"SELECT count(*) FROM message"_s);
        QVERIFY2(before - now <= (steps < 2 ? 2 : 2 * RemovalStore::rowsAStretch), qPrintable(QString::number(before - now)));
        before = now;
        if (step->stage == RemovalStore::Stage::Done)
            break;
        QVERIFY(steps < 100'000);
    }
    QCOMPARE(database.number(u"SELECT count(*) FROM message"_s), 0);
}

void RemovalTest::tellsWhatKeepsItFromGoingOn()
{
    TestDatabase database;
    QRandomGenerator random(35);
    const auto leaving = *AccountStore(*database).add(anAccount("leaving@example.org"));
    QVERIFY(database->transaction(Database::Durability::Normal, [&] { return talk(*database, leaving, u"word"_s, 500, random); }));
    auto service = std::make_unique<RemovalService>(*database, noFiles);
    QVERIFY(service->store().begin(leaving) && service->store().forgetName(leaving));
    // The disk takes no page more.
    const qint64 pages = database.number(u"PRAGMA page_count"_s);
    QVERIFY(database->run(u"CREATE TABLE filler (bytes)"_s));
    QVERIFY(database->run(u"CREATE TRIGGER fills AFTER DELETE ON message BEGIN INSERT INTO filler VALUES (zeroblob(100000)); END"_s));
    QVERIFY(database->value(u"PRAGMA max_page_count = %1"_s.arg(pages + 10)));
    QList<RemovalProgress> told;
    connect(service.get(), &RemovalService::progressChanged, this, [&](const RemovalProgress &progress) { told.append(progress); });
    const QFuture<Status> failed = service->finished();
    QTRY_VERIFY(failed.isFinished());
    QCOMPARE(failed.result().error().kind, ErrorKind::DiskFull);
    QVERIFY(told.constLast().running && told.constLast().failure);
    QCOMPARE(told.constLast().failure->kind, ErrorKind::DiskFull);
    QVERIFY(*service->store().isPending());
    // The next run, or a try a while later.
    QVERIFY(database->run(u"DROP TRIGGER fills"_s));
    QVERIFY(database->value(u"PRAGMA max_page_count = 1000000"_s));
    service.reset();
    service = std::make_unique<RemovalService>(*database, noFiles);
    connect(service.get(), &RemovalService::progressChanged, this, [&](const RemovalProgress &progress) { told.append(progress); });
    const QFuture<Status> done = service->finished();
    QTRY_VERIFY(done.isFinished());
    QVERIFY(done.result());
    QCOMPARE(told.constLast(), RemovalProgress());
}

void RemovalTest::waitsLongerEachTime()
{
    using namespace std::chrono_literals;
    QCOMPARE(RemovalService::pauseAfter(1), 50ms);
    QCOMPARE(RemovalService::pauseAfter(2), 100ms);
    QCOMPARE(RemovalService::pauseAfter(4), 400ms);
    QCOMPARE(RemovalService::pauseAfter(1000), RemovalService::pauseAfter(100));
}

/// Another program has the file: that passes, and is no failure.
void RemovalTest::whoIsInTheWayIsNoFailure()
{
    TestDatabase database;
    QRandomGenerator random(37);
    const auto leaving = *AccountStore(*database).add(anAccount("leaving@example.org"));
    QVERIFY(talk(*database, leaving, u"word"_s, 20, random));
    RemovalStore store(*database);
    QVERIFY(store.begin(leaving) && store.forgetName(leaving));
    QVERIFY(database->value(u"PRAGMA busy_timeout = 0"_s));
    auto other = Database::open(database.file());
    QVERIFY(other);
    QVERIFY(other->database->run(u"BEGIN IMMEDIATE"_s));
    const auto step = store.step(noFiles);
    QVERIFY(step);
    QCOMPARE(step->stage, RemovalStore::Stage::Log);
    QVERIFY(step->progress.running && !step->progress.failure);
    QVERIFY(database->wasBusy());
    QVERIFY(other->database->run(u"ROLLBACK"_s));
    other->database.reset();
    QVERIFY(store.step(noFiles));
    QVERIFY(!database->wasBusy()); // or the next failure would be taken for that
    QVERIFY(finish(*database) > 0);
}

void RemovalTest::isNoBrokenMigration_data()
{
    QTest::addColumn<QString>("lost");
    QTest::newRow("all is noted") << QString();
    QTest::newRow("chats alone") << u"DELETE FROM removed_account"_s; // as a salvage may leave it
}

void RemovalTest::isNoBrokenMigration()
{
    QFETCH(QString, lost);
    TestDatabase database;
    QRandomGenerator random(19);
    const auto leaving = *AccountStore(*database).add(anAccount("leaving@example.org"));
    QVERIFY(talk(*database, leaving, u"word"_s, 50, random));
    QVERIFY(RemovalStore(*database).begin(leaving));
    QVERIFY(lost.isEmpty() || database->run(lost));
    const QString copy = database.folder() + u"/copy.sqlite"_s;
    QVERIFY(database->run(u"VACUUM INTO ?"_s, {copy}));
    auto steps = Migrator::builtIn();
    steps.append({steps.constLast().version + 1, u"next.sql"_s, u"CREATE TABLE next (id INTEGER PRIMARY KEY);"_s});
    auto opened = Database::open(copy, steps);
    QVERIFY2(opened, opened ? "" : qPrintable(opened.error().detail));
    QVERIFY(finish(*opened->database) > 0);
    QCOMPARE(opened->database->value(u"SELECT count(*) FROM message"_s)->toInt(), 0);
}

void RemovalTest::anErasedLogIsOutOfSightAtOnce()
{
    TestDatabase database;
    const auto account = *AccountStore(*database).add(anAccount("me@example.org"));
    const auto other = *AccountStore(*database).add(anAccount("other@example.org"));
    WatchStore store(*database, account);
    const BareJid bob = jid("bob@example.org");
    for (int i = 0; i < 1000; ++i) {
        QVERIFY(store.log(bob, {noon + i * minute, i % 2 ? Availability::Away : Availability::Available}));
    }
    QVERIFY(WatchStore(*database, other).log(bob, {noon, Availability::Available}));
    const WatchReader reader(database.reader());
    QCOMPARE(reader.all(account).size(), 1000);

    QVERIFY(store.eraseLog());
    const auto isGone = [&] {
        return reader.all(account).isEmpty() && reader.changes(account, bob, 0).isEmpty() && store.lastLogged()->isEmpty();
    };
    QVERIFY(isGone());
    RemovalStore removals(*database);
    QVERIFY(*removals.isPending());
    QVERIFY(removals.step(noFiles));
    QVERIFY(database.number(u"SELECT count(*) FROM presence_change WHERE account = ?"_s, {account.value()}) > 0);
    QVERIFY(isGone());
    // What is logged meanwhile is not what was erased, even where somebody says that it is older.
    QVERIFY(store.log(bob, {noon + minute, Availability::Chat}));
    QCOMPARE(reader.all(account).size(), 1);
    QVERIFY(finish(*database) > 0);
    QCOMPARE(reader.all(account).size(), 1);
    QCOMPARE(reader.all(account).constFirst().second.availability, Availability::Chat);
    QCOMPARE(reader.all(other).size(), 1);
    QCOMPARE(database.number(u"SELECT count(*) FROM presence_change"_s), 2);
    QCOMPARE(database.number(u"SELECT count(*) FROM presence_erasure"_s), 0);
}

void RemovalTest::anErasedPersonLeavesNothing()
{
    TestDatabase database;
    const auto account = *AccountStore(*database).add(anAccount("me@example.org"));
    WatchStore store(*database, account);
    for (int i = 0; i < 300; ++i) {
        QVERIFY(store.log(jid("secretword@example.org"), {noon + i * minute, i % 2 ? Availability::Away : Availability::Available}));
        QVERIFY(store.log(jid("otherword@example.org"), {noon + i * minute, i % 2 ? Availability::Away : Availability::Available}));
    }
    const WatchReader reader(database.reader());
    QVERIFY(store.eraseLog(jid("secretword@example.org")));
    QCOMPARE(reader.all(account).size(), 300);
    QVERIFY(*RemovalStore(*database).isPending());
    QVERIFY(finish(*database) > 0);
    const QByteArray left = bytesIn(database.folder());
    QVERIFY(!left.contains("secretword") && left.contains("otherword"));
}

void RemovalTest::serviceEndsWithAnAnswer()
{
    TestDatabase database;
    QRandomGenerator random(21);
    const auto leaving = *AccountStore(*database).add(anAccount("leaving@example.org"));
    QVERIFY(database->transaction(Database::Durability::Normal, [&] { return talk(*database, leaving, u"word"_s, 2000, random); }));
    auto service = std::make_unique<RemovalService>(*database, noFiles);
    QVERIFY(!service->start());
    QVERIFY(service->finished().isFinished()); // nothing to do
    QVERIFY(service->store().begin(leaving));
    const QFuture<Status> cut = service->finished();
    QVERIFY(!cut.isFinished());
    service.reset(); // the program ends
    QVERIFY(cut.isFinished());
    QCOMPARE(cut.result().error().kind, ErrorKind::Cancelled);

    service = std::make_unique<RemovalService>(*database, noFiles);
    QList<RemovalProgress> told;
    connect(service.get(), &RemovalService::progressChanged, this, [&](const RemovalProgress &progress) { told.append(progress); });
    const QFuture<Status> done = service->finished();
    QTRY_VERIFY(done.isFinished());
    QVERIFY(done.result());
    QCOMPARE(database.number(u"SELECT count(*) FROM message"_s), 0);
    QVERIFY(told.size() > 3);
    QCOMPARE(told.constLast(), RemovalProgress());
}

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 4 && arguments[1] == "--go-on"_L1) {
        return goOn(arguments[2], arguments[3].toInt());
    }
    if (arguments.size() == 4 && arguments[1] == "--ask"_L1) {
        return ask(arguments[2], arguments[3].toLongLong());
    }
    RemovalTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "removal_test.moc"
