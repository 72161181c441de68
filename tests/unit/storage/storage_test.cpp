// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/NewerFile.h"
#include "storage/FileLayout.h"
#include "storage/Migrator.h"
#include "storage/Profile.h"
#include "storage/SqlSupport.h"
#include "support/TestDatabase.h"
#include "support/TestProgram.h"

#include <QDirIterator>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTest>

#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

namespace storage_test {

int modeOf(const QString &path)
{
    struct stat status = {};
    return ::stat(QFile::encodeName(path).constData(), &status) == 0 ? int(status.st_mode & 0777) : -1;
}

QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// A connection beside Database, for looking at a file or preparing one.
class Bare
{
public:
    explicit Bare(const QString &file) : database(QSqlDatabase::addDatabase(u"QSQLITE"_s, u"bare"_s))
    {
        database.setDatabaseName(file);
        if (!database.open()) {
            qFatal("%s", qPrintable(file));
        }
    }
    ~Bare()
    {
        database.close();
        database = QSqlDatabase();
        QSqlDatabase::removeDatabase(u"bare"_s);
    }
    bool run(const QString &statement) { return QSqlQuery(database).exec(statement); }
    QVariant value(const QString &statement)
    {
        QSqlQuery query(database);
        return query.exec(statement) && query.next() ? query.value(0) : QVariant();
    }
    QSqlDatabase database;
};

const QList<Migrator::Step> twoSteps{{1, u"001_a.sql"_s, u"CREATE TABLE a (x INTEGER PRIMARY KEY, t TEXT);"_s},
                                     {2, u"002_b.sql"_s, u"ALTER TABLE a ADD COLUMN y TEXT NOT NULL DEFAULT 'new';"_s}};

/// Profile, Migrator, Database and ReadConnection on real files.
class StorageTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void makesAPrivateProfile();
    void refusesAProfileThatCannotBe();

    void cutsStatements_data();
    void cutsStatements();
    void convertsNoLargeFile();
    void aCopyInTheMakingStaysInTheFolder_data();
    void aCopyInTheMakingStaysInTheFolder();
    void tellsWhetherAllOfTheLogHasMoved();
    void overwritesWhatBecomesFree();
    void migratesANewFile();
    void migratesOnceOnly();
    void leavesNothingOfAFailedStep();
    void checksForeignKeysAfterAStep();
    void builtInStepsAreNumberedWithoutHoles();

    void makesPrivateFiles();
    void closesWhatWasOpenToOthers();
    void setsUpTheConnection();
    void commitsAndRollsBack();
    void rollsBackWhenTheCommitFails();
    void runsWorkBeforeEachCommit();
    void switchesDurability();
    void storesEmptyTextForNoText();
    void backsUpBeforeMigrating();
    void doesNotMigrateWithoutABackup();
    void leavesAFileOfANewerJackdawAlone();
    void saysWhenTheDiskIsFull();
    void readsEverythingBackAfterClosing();
    void survivesAnEmptyFile();

    void readerWaitsForTheFile();
    void readerSeesWhatIsCommitted();
    void readerCannotWrite();
    void readerNoticesAReplacedFile();
    void readerDoesNotBlockTheWriter();
};

void StorageTest::makesAPrivateProfile()
{
    QTemporaryDir temporary;
    const QString folder = temporary.filePath(u"one/two/profile"_s);
    const auto profile = Profile::open(folder);
    QVERIFY(profile);
    QCOMPARE(modeOf(folder), 0700);
    QCOMPARE(profile->folder(), folder);
    QVERIFY(profile->databaseFile().startsWith(folder + u'/'));
    QVERIFY(profile->settingsFile() != profile->databaseFile());
    QVERIFY(Profile::open(folder)); // it is there now
}

void StorageTest::refusesAProfileThatCannotBe()
{
    QTemporaryDir temporary;
    QFile file(temporary.filePath(u"file"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    for (const QString &folder : {file.fileName(), file.fileName() + u"/below"_s}) {
        const auto profile = Profile::open(folder);
        QVERIFY(!profile);
        QCOMPARE(profile.error().kind, ErrorKind::Storage);
        QVERIFY(!profile.error().subject.isEmpty());
    }
}

void StorageTest::cutsStatements_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QStringList>("statements");
    QTest::newRow("nothing") << QString() << QStringList();
    QTest::newRow("only a comment") << u"-- a; b\n/* c; */ ;;\n"_s << QStringList();
    QTest::newRow("two") << u"A 1;\nB 2;"_s << QStringList{u"A 1"_s, u"B 2"_s};
    QTest::newRow("no last semicolon") << u"A;B"_s << QStringList{u"A"_s, u"B"_s};
    QTest::newRow("string") << u"A ';' ; B"_s << QStringList{u"A ';'"_s, u"B"_s};
    QTest::newRow("doubled quote") << u"A 'it''s; so'; B"_s << QStringList{u"A 'it''s; so'"_s, u"B"_s};
    QTest::newRow("identifiers") << u"A \"x;y\" [p;q] `r;s`; B"_s << QStringList{u"A \"x;y\" [p;q] `r;s`"_s, u"B"_s};
    QTest::newRow("comment with quote") << u"A -- it's;\n, 2; B"_s << QStringList{u"A -- it's;\n, 2"_s, u"B"_s};
    QTest::newRow("comment before") << u"-- what\nA; /* x */ B"_s << QStringList{u"A"_s, u"B"_s};
    const QString trigger = u"CREATE TRIGGER t AFTER INSERT ON m BEGIN UPDATE c SET n = CASE WHEN n > 1 THEN 2 ELSE 3 END; "
                            "DELETE FROM x WHERE s = 'END;'; END"_s;
    QTest::newRow("trigger") << trigger + u"; B"_s << QStringList{trigger, u"B"_s};
    const QString temporary = u"create temp trigger t before delete on m begin select 1; end"_s;
    QTest::newRow("temporary trigger") << temporary + u";\nB;"_s << QStringList{temporary, u"B"_s};
    QTest::newRow("a table is no trigger") << u"CREATE TABLE trigger_log (x); END"_s
                                           << QStringList{u"CREATE TABLE trigger_log (x)"_s, u"END"_s};
    QTest::newRow("open string") << u"A 'x; B"_s << QStringList{u"A 'x; B"_s};
}

void StorageTest::cutsStatements()
{
    QFETCH(QString, sql);
    QFETCH(QStringList, statements);
    QCOMPARE(Migrator::statements(sql), statements);
}

/// Whoever starts waits for it; and the log that it writes is not left behind.
void StorageTest::convertsNoLargeFile()
{
    QTemporaryDir folder;
    const QString file = folder.filePath(u"old.sqlite"_s);
    sql::Connection connection(file, sql::Connection::Access::ReadWrite);
    QVERIFY(connection.open());
    const auto run = [&](const QString &statement) { return QSqlQuery(connection.database()).exec(statement); };
    QVERIFY(run(u"PRAGMA journal_mode = WAL"_s) && run(u"CREATE TABLE t (body TEXT)"_s));
    QVERIFY(run(u"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000) "
                "INSERT INTO t SELECT hex(zeroblob(1000)) FROM n"_s));
    QVERIFY(run(u"PRAGMA auto_vacuum = INCREMENTAL"_s)); // as Database::open asks for it
    FileLayout::convert(connection, file, 1'000'000);
    QVERIFY(!FileLayout::givesPagesBack(connection));
    FileLayout::convert(connection, file);
    QVERIFY(FileLayout::givesPagesBack(connection));
    QCOMPARE(QFileInfo(file + u"-wal"_s).size(), 0);
    QVERIFY(QFileInfo(file).size() > 2'000'000);
}

/// What is history lies in no folder that is for everybody, not even without a name.
void StorageTest::aCopyInTheMakingStaysInTheFolder_data()
{
    QTest::addColumn<qint64>("inMemory");
    QTest::addColumn<bool>("onDisk");
    QTest::newRow("small") << FileLayout::convertedUpTo << false;
    QTest::newRow("large") << qint64(1'000'000) << true;
}

void StorageTest::aCopyInTheMakingStaysInTheFolder()
{
    QFETCH(qint64, inMemory);
    QFETCH(bool, onDisk);
    QTemporaryDir folder;
    const QString file = folder.filePath(u"it's large.sqlite"_s);
    QTemporaryDir other;
    const QString elsewhere = other.path();
    sql::Connection connection(file, sql::Connection::Access::ReadWrite);
    QVERIFY(connection.open());
    const auto run = [&](const QString &statement) { return QSqlQuery(connection.database()).exec(statement); };
    QVERIFY(run(u"PRAGMA journal_mode = WAL"_s) && run(u"PRAGMA cache_size = 10"_s) && run(u"PRAGMA temp_store = MEMORY"_s));
    QVERIFY(run(u"CREATE TABLE t (body TEXT)"_s));
    QVERIFY(run(u"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000) "
                "INSERT INTO t SELECT hex(zeroblob(1000)) FROM n"_s));
    QVERIFY(run(u"PRAGMA temp_store_directory = '%1'"_s.arg(elsewhere))); // in the place of what all share
    const int watch = ::inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    const int here = ::inotify_add_watch(watch, QFile::encodeName(folder.path()).constData(), IN_CREATE);
    const int there = ::inotify_add_watch(watch, QFile::encodeName(elsewhere).constData(), IN_CREATE);
    QVERIFY(watch >= 0 && here >= 0 && there >= 0);
    const auto toError = [&](const QSqlError &error) { return sql::toError(error, file); };
    const Status written = FileLayout::writeAnew(connection, file, toError, inMemory);
    alignas(inotify_event) char events[16 * 1024];
    const ssize_t size = ::read(watch, events, sizeof events);
    ::close(watch);
    QVERIFY(written);
    int spilled = 0;
    for (ssize_t at = 0; at < size;) {
        const auto *event = reinterpret_cast<const inotify_event *>(events + at);
        QCOMPARE(event->wd, here);
        spilled += !QByteArray(event->name).startsWith("it's large.sqlite");
        at += ssize_t(sizeof(inotify_event) + event->len);
    }
    QCOMPARE(spilled > 0, onDisk);
    QSqlQuery place(connection.database());
    QVERIFY(place.exec(u"PRAGMA temp_store_directory"_s));
    QVERIFY(run(u"PRAGMA temp_store_directory = ''"_s));
}

void StorageTest::tellsWhetherAllOfTheLogHasMoved()
{
    TestDatabase database;
    QVERIFY(database->run(u"CREATE TABLE t (body TEXT)"_s));
    QVERIFY(database->run(u"INSERT INTO t VALUES ('a')"_s));
    QVERIFY(database->run(u"INSERT INTO t VALUES ('b')"_s));
    QSqlQuery *reading = database.reader().run(u"SELECT body FROM t"_s);
    QVERIFY(reading && reading->next());
    QVERIFY(database->run(u"INSERT INTO t VALUES ('c')"_s));
    const auto moved = database->moveLog(); // it has what the reader sees, and no more
    QVERIFY(moved && !*moved);
    reading->finish();
    const auto again = database->moveLog();
    QVERIFY(again && *again);
}

void StorageTest::overwritesWhatBecomesFree()
{
    TestDatabase database;
    const auto mode = [&] { return database.number(u"PRAGMA secure_delete"_s); };
    const qint64 before = mode();
    {
        const Database::Overwriting first(*database);
        QCOMPARE(mode(), 1);
        {
            const Database::Overwriting second(*database);
        }
        QCOMPARE(mode(), 1); // as long as one asks for it
    }
    QCOMPARE(mode(), before);
    QVERIFY(before != 1);
}

void StorageTest::migratesANewFile()
{
    QTemporaryDir temporary;
    Bare bare(temporary.filePath(u"x.sqlite"_s));
    QCOMPARE(Migrator::versionOf(bare.database), 0);
    QVERIFY(Migrator::migrate(bare.database));
    QCOMPARE(Migrator::versionOf(bare.database), Migrator::newestVersion());
    for (const auto table : {"account"_L1, "contact"_L1, "contact_group"_L1, "subscription_request"_L1, "conversation"_L1,
                             "message"_L1, "message_day"_L1, "archive_gap"_L1, "archive_position"_L1, "capabilities"_L1}) {
        QVERIFY2(bare.value(u"SELECT count(*) FROM \"%1\""_s.arg(table)).isValid(), table.data());
    }
}

void StorageTest::migratesOnceOnly()
{
    QTemporaryDir temporary;
    Bare bare(temporary.filePath(u"x.sqlite"_s));
    QVERIFY(Migrator::migrate(bare.database, twoSteps));
    QVERIFY(bare.run(u"INSERT INTO a (t) VALUES ('kept')"_s));
    QVERIFY(Migrator::migrate(bare.database, twoSteps));
    QCOMPARE(bare.value(u"SELECT t FROM a"_s).toString(), u"kept"_s);
    QCOMPARE(bare.value(u"SELECT y FROM a"_s).toString(), u"new"_s);
}

void StorageTest::leavesNothingOfAFailedStep()
{
    QTemporaryDir temporary;
    Bare bare(temporary.filePath(u"x.sqlite"_s));
    QList<Migrator::Step> steps = twoSteps;
    steps[1].sql = u"CREATE TABLE b (x); INSERT INTO a (t) VALUES ('half'); THIS IS NO SQL; CREATE TABLE c (x);"_s;
    const auto outcome = Migrator::migrate(bare.database, steps);
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().kind, ErrorKind::Storage);
    QVERIFY(outcome.error().detail.contains(u"002_b.sql"));
    QCOMPARE(Migrator::versionOf(bare.database), 1);
    QCOMPARE(bare.value(u"SELECT count(*) FROM sqlite_schema"_s).toInt(), 1);
    QCOMPARE(bare.value(u"SELECT count(*) FROM a"_s).toInt(), 0);
    // And it can be tried again.
    QVERIFY(Migrator::migrate(bare.database, twoSteps));
    QCOMPARE(Migrator::versionOf(bare.database), 2);
}

void StorageTest::checksForeignKeysAfterAStep()
{
    QTemporaryDir temporary;
    Bare bare(temporary.filePath(u"x.sqlite"_s));
    QList<Migrator::Step> steps{
        {1, u"001"_s, u"CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE c (p INTEGER REFERENCES p(id) ON DELETE CASCADE);"
                      "INSERT INTO p VALUES (1); INSERT INTO c VALUES (1);"_s}};
    QVERIFY(bare.run(u"PRAGMA foreign_keys = ON"_s));
    QVERIFY(Migrator::migrate(bare.database, steps));
    // Rebuilding the parent must not cascade ...
    steps.append({2, u"002"_s, u"CREATE TABLE q (id INTEGER PRIMARY KEY, more TEXT); INSERT INTO q SELECT id, '' FROM p;"
                               "DROP TABLE p; ALTER TABLE q RENAME TO p;"_s});
    const auto rebuilt = Migrator::migrate(bare.database, steps);
    QVERIFY2(rebuilt.hasValue(), rebuilt ? "" : qPrintable(rebuilt.error().detail));
    QCOMPARE(bare.value(u"SELECT count(*) FROM c"_s).toInt(), 1);
    QCOMPARE(bare.value(u"PRAGMA foreign_keys"_s).toInt(), 1);
    // ... and a step that leaves orphans does not go through.
    steps.append({3, u"003"_s, u"DELETE FROM p;"_s});
    QVERIFY(!Migrator::migrate(bare.database, steps));
    QCOMPARE(Migrator::versionOf(bare.database), 2);
    QCOMPARE(bare.value(u"SELECT count(*) FROM p"_s).toInt(), 1);
}

void StorageTest::builtInStepsAreNumberedWithoutHoles()
{
    const auto steps = Migrator::builtIn();
    for (int i = 0; i < steps.size(); ++i) {
        QCOMPARE(steps[i].version, i + 1);
        QVERIFY(!Migrator::statements(steps[i].sql).isEmpty());
    }
}

void StorageTest::makesPrivateFiles()
{
    const mode_t before = ::umask(0);
    TestDatabase database;
    ::umask(before);
    QVERIFY(database->run(u"INSERT INTO account (jid, user_agent) VALUES ('a@b.example', 'x')"_s));
    QCOMPARE(database.reader().lastError(), std::nullopt);
    int files = 0;
    QDirIterator all(database.folder(), QDir::Files | QDir::Hidden);
    while (all.hasNext()) {
        const QString path = all.next();
        QVERIFY2(modeOf(path) == 0600, qPrintable(path));
        ++files;
    }
    QVERIFY(files >= 3); // the database, its log, its index
}

void StorageTest::closesWhatWasOpenToOthers()
{
    QTemporaryDir temporary;
    const QString file = temporary.filePath(u"x.sqlite"_s);
    QVERIFY(Database::open(file));
    QVERIFY(QFile::setPermissions(file, QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther));
    QVERIFY(Database::open(file));
    QCOMPARE(modeOf(file), 0600);
}

void StorageTest::setsUpTheConnection()
{
    TestDatabase database;
    QCOMPARE(database->value(u"PRAGMA journal_mode"_s)->toString(), u"wal"_s);
    QCOMPARE(database.number(u"PRAGMA foreign_keys"_s), 1);
    const auto orphan = database->run(u"INSERT INTO conversation (account, peer) VALUES (77, 'a@b.example')"_s);
    QVERIFY(!orphan);
    QCOMPARE(orphan.error().kind, ErrorKind::Storage);
    QCOMPARE(orphan.error().subject, database.file());
}

void StorageTest::commitsAndRollsBack()
{
    TestDatabase database;
    const auto add = [&](const QString &jid) -> Status {
        const auto added = database->run(u"INSERT INTO account (jid, user_agent) VALUES (?, 'x')"_s, {jid});
        return added ? Status(Done{}) : Status(added.error());
    };
    QVERIFY(database->transaction(Database::Durability::Full, [&] {
        return database->inTransaction() ? add(u"one@b.example"_s) : Status(Error{ErrorKind::Internal, {}, {}});
    }));
    QVERIFY(!database->inTransaction());
    const auto failed = database->transaction(Database::Durability::Normal, [&]() -> Status {
        if (auto status = add(u"two@b.example"_s); !status) {
            return status;
        }
        return Error{ErrorKind::Malformed, u"my own"_s, {}};
    });
    QVERIFY(!failed);
    QCOMPARE(failed.error().kind, ErrorKind::Malformed);
    QVERIFY(!database->inTransaction());
    QCOMPARE(database.number(u"SELECT count(*) FROM account"_s), 1);
    QVERIFY(add(u"two@b.example"_s));
}

void StorageTest::rollsBackWhenTheCommitFails()
{
    TestDatabase database;
    const auto failed = database->transaction(Database::Durability::Normal, [&]() -> Status {
        auto deferred = database->run(u"PRAGMA defer_foreign_keys = ON"_s);
        auto orphan = database->run(u"INSERT INTO conversation (account, peer) VALUES (77, 'a@b.example')"_s);
        return deferred && orphan ? Status(Done{}) : Status(Error{ErrorKind::Internal, {}, {}});
    });
    QVERIFY(!failed);
    QCOMPARE(failed.error().kind, ErrorKind::Storage);
    QCOMPARE(database.number(u"SELECT count(*) FROM conversation"_s), 0);
    QVERIFY(database->transaction(Database::Durability::Normal, [] { return Status(Done{}); }));
}

void StorageTest::runsWorkBeforeEachCommit()
{
    TestDatabase database;
    int runs = 0;
    database->setBeforeCommit([&]() -> Status {
        ++runs;
        const auto noted = database->change(u"INSERT INTO capabilities (ver, features) VALUES (?, '')"_s, {u"run %1"_s.arg(runs)});
        return noted ? Status(Done{}) : Status(noted.error());
    });
    QVERIFY(database->transaction(Database::Durability::Normal, [] { return Status(Done{}); }));
    QCOMPARE(runs, 1);
    QCOMPARE(database.number(u"SELECT count(*) FROM capabilities"_s), 1);
    // Not after work that failed; and what fails there undoes the work.
    QVERIFY(!database->transaction(Database::Durability::Normal, [] { return Status(Error{ErrorKind::Cancelled, {}, {}}); }));
    QCOMPARE(runs, 1);
    database->setBeforeCommit([] { return Status(Error{ErrorKind::DiskFull, {}, {}}); });
    const auto failed = database->transaction(Database::Durability::Normal, [&]() -> Status {
        const auto noted = database->change(u"DELETE FROM capabilities"_s);
        return noted ? Status(Done{}) : Status(noted.error());
    });
    QVERIFY(!failed);
    QCOMPARE(failed.error().kind, ErrorKind::DiskFull);
    QCOMPARE(database.number(u"SELECT count(*) FROM capabilities"_s), 1);
    database->setBeforeCommit({});
    QVERIFY(database->transaction(Database::Durability::Normal, [] { return Status(Done{}); }));
}

void StorageTest::switchesDurability()
{
    TestDatabase database;
    const auto inside = [&](Database::Durability durability) {
        qint64 synchronous = -1;
        const auto done = database->transaction(durability, [&] {
            synchronous = database.number(u"PRAGMA synchronous"_s);
            return Status(Done{});
        });
        return done ? synchronous : -1;
    };
    QCOMPARE(inside(Database::Durability::Full), 2);
    QCOMPARE(inside(Database::Durability::Normal), 1);
    QCOMPARE(inside(Database::Durability::Full), 2);
}

void StorageTest::storesEmptyTextForNoText()
{
    TestDatabase database;
    QVERIFY(database->run(u"INSERT INTO account (jid, user_agent, host) VALUES ('a@b.example', 'x', ?)"_s, {QString()}));
    QCOMPARE(database.number(u"SELECT host = '' FROM account"_s), 1);
}

void StorageTest::backsUpBeforeMigrating()
{
    QTemporaryDir temporary;
    const QString file = temporary.filePath(u"x.sqlite"_s);
    {
        auto opened = Database::open(file, {twoSteps[0]});
        QVERIFY(opened && opened->created && opened->backup.isEmpty());
        QVERIFY(opened->database->run(u"INSERT INTO a (t) VALUES ('old')"_s));
    }
    auto opened = Database::open(file, twoSteps);
    QVERIFY(opened);
    QVERIFY(!opened->created);
    QVERIFY(QFile::exists(opened->backup));
    QCOMPARE(modeOf(opened->backup), 0600);
    QCOMPARE(opened->database->value(u"SELECT y FROM a"_s)->toString(), u"new"_s);
    Bare copy(opened->backup);
    QCOMPARE(copy.value(u"PRAGMA user_version"_s).toInt(), 1);
    QCOMPARE(copy.value(u"SELECT t FROM a"_s).toString(), u"old"_s);
    QCOMPARE(copy.value(u"PRAGMA integrity_check"_s).toString(), u"ok"_s);
}

void StorageTest::doesNotMigrateWithoutABackup()
{
    QTemporaryDir temporary;
    const QString file = temporary.filePath(u"x.sqlite"_s);
    QVERIFY(Database::open(file, {twoSteps[0]}));
    // Something that cannot be overwritten stands where the copy would go: then nothing is migrated either.
    QVERIFY(QDir().mkpath(file + u".schema-1/below"_s));
    const auto opened = Database::open(file, twoSteps);
    QVERIFY(!opened);
    QCOMPARE(opened.error().kind, ErrorKind::Storage);
    Bare bare(file);
    QCOMPARE(Migrator::versionOf(bare.database), 1);
}

void StorageTest::leavesAFileOfANewerJackdawAlone()
{
    QTemporaryDir temporary;
    const QString file = temporary.filePath(u"x.sqlite"_s);
    QVERIFY(Database::open(file));
    {
        Bare bare(file);
        QVERIFY(bare.run(u"PRAGMA user_version = 99"_s));
    }
    const QByteArray before = bytesOf(file);
    const auto opened = Database::open(file);
    QVERIFY(!opened);
    QVERIFY(isOfNewerJackdaw(opened.error())); // and not that a disk is away
    QCOMPARE(opened.error().subject, file);
    QVERIFY(bytesOf(file) == before);
}

void StorageTest::saysWhenTheDiskIsFull()
{
    TestDatabase database;
    QVERIFY(database->run(u"INSERT INTO account (jid, user_agent) VALUES ('kept@b.example', 'x')"_s));
    const qint64 pages = database.number(u"PRAGMA page_count"_s);
    QVERIFY(database->value(u"PRAGMA max_page_count = %1"_s.arg(pages + 4)));
    const QString much(2000, u'x');
    const auto outcome = database->transaction(Database::Durability::Full, [&]() -> Status {
        for (int i = 0; i < 1000; ++i) {
            const auto added = database->run(u"INSERT INTO account (jid, user_agent) VALUES (?, ?)"_s, {QString::number(i), much});
            if (!added) {
                return added.error();
            }
        }
        return Done{};
    });
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().kind, ErrorKind::DiskFull);
    QCOMPARE(outcome.error().subject, database.file());
    QVERIFY(!database->inTransaction());
    QCOMPARE(database.number(u"SELECT count(*) FROM account"_s), 1);
    // Room again, and it goes on without being opened anew.
    QVERIFY(database->value(u"PRAGMA max_page_count = 1000000"_s));
    QVERIFY(database->run(u"INSERT INTO account (jid, user_agent) VALUES ('more@b.example', ?)"_s, {much}));
    QCOMPARE(database->value(u"PRAGMA integrity_check"_s)->toString(), u"ok"_s);
}

void StorageTest::readsEverythingBackAfterClosing()
{
    QTemporaryDir temporary;
    const QString file = temporary.filePath(u"x.sqlite"_s);
    {
        auto opened = Database::open(file);
        QVERIFY(opened && opened->created);
        QVERIFY(opened->database->run(u"INSERT INTO account (jid, user_agent) VALUES ('a@b.example', 'x')"_s));
    }
    QVERIFY(!QFile::exists(file + u"-wal"_s)); // closed in order
    auto opened = Database::open(file);
    QVERIFY(opened && !opened->created && opened->setAside.isEmpty() && opened->backup.isEmpty());
    QCOMPARE(opened->database->value(u"SELECT jid FROM account"_s)->toString(), u"a@b.example"_s);
}

void StorageTest::survivesAnEmptyFile()
{
    QTemporaryDir temporary;
    QFile file(temporary.filePath(u"x.sqlite"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.close();
    auto opened = Database::open(file.fileName());
    QVERIFY(opened);
    QCOMPARE(opened->database->value(u"SELECT count(*) FROM account"_s)->toInt(), 0);
}

void StorageTest::readerWaitsForTheFile()
{
    QTemporaryDir temporary;
    const QString file = temporary.filePath(u"x.sqlite"_s);
    ReadConnection reader(file);
    QVERIFY(!reader.run(u"SELECT jid FROM account"_s));
    QCOMPARE(reader.lastError(), std::nullopt);
    QVERIFY(!QFile::exists(file)); // looking makes nothing
    auto opened = Database::open(file);
    QVERIFY(opened);
    QVERIFY(opened->database->run(u"INSERT INTO account (jid, user_agent) VALUES ('a@b.example', 'x')"_s));
    QSqlQuery *query = reader.run(u"SELECT jid FROM account"_s);
    QVERIFY(query && query->next());
    QCOMPARE(query->value(0).toString(), u"a@b.example"_s);
}

void StorageTest::readerSeesWhatIsCommitted()
{
    TestDatabase database;
    const auto count = [&] {
        int rows = -1;
        database.reader().each(u"SELECT count(*) FROM account"_s, {}, [&](const QSqlQuery &row) { rows = row.value(0).toInt(); });
        return rows;
    };
    QCOMPARE(count(), 0);
    QVERIFY(database->transaction(Database::Durability::Normal, [&]() -> Status {
        const auto added = database->run(u"INSERT INTO account (jid, user_agent) VALUES ('a@b.example', 'x')"_s);
        return added && count() == 0 ? Status(Done{}) : Status(Error{ErrorKind::Internal, {}, {}});
    }));
    QCOMPARE(count(), 1);
}

void StorageTest::readerCannotWrite()
{
    TestDatabase database;
    QVERIFY(!database.reader().run(u"INSERT INTO account (jid, user_agent) VALUES ('a@b.example', 'x')"_s));
    QVERIFY(database.reader().lastError());
    QCOMPARE(database.reader().lastError()->kind, ErrorKind::Storage);
    QCOMPARE(database.number(u"SELECT count(*) FROM account"_s), 0);
}

void StorageTest::readerNoticesAReplacedFile()
{
    QTemporaryDir temporary;
    const QString file = temporary.filePath(u"x.sqlite"_s);
    const QString other = temporary.filePath(u"y.sqlite"_s);
    for (const QString &path : {file, other}) {
        auto opened = Database::open(path);
        QVERIFY(opened);
        QVERIFY(opened->database->run(u"INSERT INTO account (jid, user_agent) VALUES (?, 'x')"_s, {path}));
    }
    ReadConnection reader(file);
    const auto jid = [&] {
        QString found;
        reader.each(u"SELECT jid FROM account"_s, {}, [&](const QSqlQuery &row) { found = row.value(0).toString(); });
        return found;
    };
    QCOMPARE(jid(), file);
    QVERIFY(QFile::remove(file));
    QVERIFY(QFile::rename(other, file));
    QCOMPARE(jid(), other);
}

void StorageTest::readerDoesNotBlockTheWriter()
{
    TestDatabase database;
    for (int i = 0; i < 10; ++i) {
        QVERIFY(database->run(u"INSERT INTO account (jid, user_agent) VALUES (?, 'x')"_s, {QString::number(i)}));
    }
    QSqlQuery *half = database.reader().run(u"SELECT jid FROM account ORDER BY id"_s);
    QVERIFY(half && half->next()); // nine rows left
    QVERIFY(database->transaction(Database::Durability::Full, [&]() -> Status {
        const auto gone = database->change(u"DELETE FROM account"_s);
        return gone && *gone == 10 ? Status(Done{}) : Status(Error{ErrorKind::Internal, {}, {}});
    }));
    int rest = 0;
    while (half->next()) {
        ++rest;
    }
    QCOMPARE(rest, 9); // the reader sees one state of the file
}

JACKDAW_TEST(StorageTest)

} // namespace storage_test

#include "storage_test.moc"
