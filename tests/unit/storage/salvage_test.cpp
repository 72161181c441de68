// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestDatabase.h"
#include "support/TestProgram.h"

#include <QHash>
#include <QSqlQuery>
#include <QTest>

#include <functional>

using namespace jackdaw;
using namespace Qt::StringLiterals;

namespace salvage_test {

constexpr int conversations = 20;
constexpr int messages = 6000;
constexpr qint64 pageSize = 4096;
constexpr qint64 firstKey = 1'772'366'400'000 * 4096;

QString bodyOf(int number)
{
    return u"message %1 "_s.arg(number) + QString(number % 97, QChar(u'a' + number % 26));
}

QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void overwrite(const QString &path, qint64 at, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.seek(at));
    QCOMPARE(file.write(bytes), bytes.size());
}

/// A damaged history.sqlite is found, set aside as it is, and what can be read of it is there again.
class SalvageTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void soundFileIsLeftAlone();
    void findsDamageThatShowsAtOnce_data();
    void findsDamageThatShowsAtOnce();
    void findsABrokenPageAfterACrash_data();
    void findsABrokenPageAfterACrash();
    void findsTheSchemaInEveryLayout_data();
    void findsTheSchemaInEveryLayout();
    void aLostPageOfTheSchemaCostsNoMoreThanItDefines();
    void rebuildsAccountsAndConversations();
    void numbersAreNotGivenOutTwice_data();
    void numbersAreNotGivenOutTwice();
    void leavesNoRowWithoutItsOwner();
    void readsTheLogToo();
    void startsAnewWhenNothingCanBeRead();
    void goesOnWhereAReplacementWasCutShort();
    void aDamagedFileNeverMeetsANewLog();

private:
    void fill(const QString &file);
    void markLeftOpen() { QVERIFY(QFile(m_file + u".open"_s).open(QIODevice::WriteOnly)); }
    /// Opens, checks what must hold whatever was broken, and tells how many messages are there.
    void openAgain(Database::Opened &opened);
    int rootOf(const QString &table);

    QTemporaryDir m_pattern;
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_file;
};

void SalvageTest::fill(const QString &file)
{
    auto opened = Database::open(file);
    QVERIFY(opened);
    Database &database = *opened->database;
    QVERIFY(database.transaction(Database::Durability::Full, [&]() -> Status {
        bool good = bool(database.run(u"INSERT INTO account (id, jid, user_agent) VALUES (1, 'me@example.org', 'agent')"_s));
        for (int i = 1; i <= conversations; ++i) {
            good = good && database.run(u"INSERT INTO conversation (id, account, peer) VALUES (?, 1, ?)"_s,
                                        {i, u"peer%1@example.org"_s.arg(i)});
            good = good && database.run(u"INSERT INTO contact (account, jid, name) VALUES (1, ?, ?)"_s,
                                        {u"peer%1@example.org"_s.arg(i), u"Peer %1"_s.arg(i)});
            good = good && database.run(u"INSERT INTO contact_group (account, jid, name) VALUES (1, ?, 'Team')"_s,
                                        {u"peer%1@example.org"_s.arg(i)});
        }
        for (int i = 0; i < messages; ++i) {
            const int conversation = 1 + i % conversations;
            const bool ours = i % 3 == 0;
            good = good && database.run(
                u"INSERT INTO message (id, conversation, direction, state, time, sender, body, origin_id, unread) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
                {firstKey + i * 1'000'000LL, conversation, int(ours), ours ? 1 : 5, firstKey / 4096 + i,
                 ours ? u"me@example.org"_s : u"peer%1@example.org"_s.arg(conversation), bodyOf(i), u"o%1"_s.arg(i),
                 int(!ours && i >= messages - 40)});
        }
        good = good && database.run(u"INSERT INTO archive_position (account, newest_id) VALUES (1, 'a')"_s);
        return good ? Status(Done{}) : Status(Error{ErrorKind::Internal, {}, {}});
    }));
}

void SalvageTest::initTestCase()
{
    fill(m_pattern.filePath(u"pattern.sqlite"_s));
    QVERIFY(bytesOf(m_pattern.filePath(u"pattern.sqlite"_s)).size() > 100 * pageSize);
}

void SalvageTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_file = m_folder->filePath(u"history.sqlite"_s);
    QVERIFY(QFile::copy(m_pattern.filePath(u"pattern.sqlite"_s), m_file));
}

int SalvageTest::rootOf(const QString &table)
{
    ReadConnection reader(m_file);
    int root = 0;
    reader.each(u"SELECT rootpage FROM sqlite_schema WHERE name = ?"_s, {table},
                [&](const QSqlQuery &row) { root = row.value(0).toInt(); });
    return root;
}

void SalvageTest::openAgain(Database::Opened &opened)
{
    const QByteArray damaged = bytesOf(m_file);
    auto result = Database::open(m_file);
    QVERIFY2(result.hasValue(), result ? "" : qPrintable(result.error().detail));
    opened = std::move(*result);
    Database &database = *opened.database;
    QVERIFY2(!opened.setAside.isEmpty(), "the damage was not found");
    QVERIFY(bytesOf(opened.setAside) == damaged);

    QCOMPARE(database.value(u"PRAGMA integrity_check"_s)->toString(), u"ok"_s);
    QVERIFY(!database.value(u"PRAGMA foreign_key_check"_s)->isValid());
    QCOMPARE(database.value(u"SELECT count(*) FROM message"_s)->toInt(), opened.salvaged);
    // Not one message that says something else than it did.
    int wrong = 0;
    QVERIFY(database.each(u"SELECT id, conversation, body, origin_id FROM message"_s, {}, [&](const QSqlQuery &row) {
        const qint64 place = row.value(0).toLongLong() - firstKey;
        const int number = int(place / 1'000'000);
        wrong += place % 1'000'000 != 0 || row.value(1).toInt() != 1 + number % conversations
            || row.value(2).toString() != bodyOf(number) || row.value(3).toString() != u"o%1"_s.arg(number);
    }));
    QCOMPARE(wrong, 0);
    QCOMPARE(database.value(u"SELECT count(*) FROM conversation c WHERE last_message <> "
                            "coalesce((SELECT max(id) FROM message m WHERE m.conversation = c.id), 0)"_s)->toInt(), 0);
    QCOMPARE(database.value(u"SELECT count(*) FROM conversation c WHERE unread <> "
                            "(SELECT count(*) FROM message m WHERE m.conversation = c.id AND m.unread = 1)"_s)->toInt(), 0);
    QCOMPARE(database.value(u"SELECT coalesce(sum(count), 0) FROM message_day"_s)->toInt(), opened.salvaged);
    // The index for searching is made anew from what is there.
    QCOMPARE(database.value(u"SELECT count(*) FROM message_search"_s)->toInt(), 0);
    QCOMPARE(database.value(u"SELECT count(*) FROM search_pending"_s)->toInt(), 0);
    QCOMPARE(database.value(u"SELECT total FROM search_build WHERE done = 0"_s)->toInt(), opened.salvaged);
    QVERIFY(opened.salvaged == 0 || database.value(u"SELECT down_to FROM search_build"_s)->toLongLong() > firstKey);
    // The archive is asked from the start.
    QCOMPARE(database.value(u"SELECT count(*) FROM archive_position"_s)->toInt(), 0);
    for (const auto leftover : {".new"_L1, ".new.repaired"_L1, ".new-journal"_L1}) {
        QVERIFY2(!QFile::exists(m_file + leftover), leftover.data());
    }
}

void SalvageTest::soundFileIsLeftAlone()
{
    markLeftOpen(); // checked to the last page, and found well
    auto opened = Database::open(m_file);
    QVERIFY(opened);
    QVERIFY(opened->setAside.isEmpty());
    QCOMPARE(opened->database->value(u"SELECT count(*) FROM message"_s)->toInt(), messages);
}

void SalvageTest::findsDamageThatShowsAtOnce_data()
{
    using Damage = std::function<void(const QString &)>;
    QTest::addColumn<Damage>("damage");
    QTest::addColumn<int>("atLeast");
    const auto size = bytesOf(m_pattern.filePath(u"pattern.sqlite"_s)).size();
    QTest::newRow("wrong magic") << Damage([](const QString &f) { overwrite(f, 0, "this is no database"); }) << messages;
    QTest::newRow("header zeroed") << Damage([](const QString &f) { overwrite(f, 0, QByteArray(100, 0)); }) << messages;
    QTest::newRow("first page zeroed") << Damage([](const QString &f) { overwrite(f, 0, QByteArray(pageSize, 0)); }) << messages;
    QTest::newRow("first page noise") << Damage([](const QString &f) { overwrite(f, 0, QByteArray(pageSize, 'x')); }) << messages;
    QTest::newRow("truncated to three quarters")
        << Damage([size](const QString &f) { QFile::resize(f, size * 3 / 4); }) << messages / 4;
    QTest::newRow("truncated in the middle of a page")
        << Damage([size](const QString &f) { QFile::resize(f, size - 1000); }) << messages / 2;
    QTest::newRow("truncated to one page") << Damage([](const QString &f) { QFile::resize(f, pageSize); }) << 0;
    QTest::newRow("truncated to ten bytes") << Damage([](const QString &f) { QFile::resize(f, 10); }) << 0;
}

void SalvageTest::findsDamageThatShowsAtOnce()
{
    QFETCH(std::function<void(const QString &)>, damage);
    QFETCH(int, atLeast);
    damage(m_file);
    Database::Opened opened;
    openAgain(opened);
    QVERIFY2(opened.salvaged >= atLeast, qPrintable(QString::number(opened.salvaged)));
    // And it is used like any other from now on.
    QVERIFY(opened.database->run(u"INSERT OR IGNORE INTO account (jid, user_agent) VALUES ('new@example.org', 'x')"_s));
    opened.database.reset();
    const auto again = Database::open(m_file);
    QVERIFY(again && again->setAside.isEmpty());
}

void SalvageTest::findsABrokenPageAfterACrash_data()
{
    QTest::addColumn<double>("where");
    QTest::addColumn<int>("pages");
    QTest::addColumn<char>("with");
    // None of them is a page of the schema (some 0.2): of a table whose definition is lost nobody knows where it begins.
    for (const double where : {0.25, 0.35, 0.5, 0.65, 0.8, 0.95}) {
        QTest::addRow("one page zeroed at %g", where) << where << 1 << '\0';
        QTest::addRow("one page noise at %g", where) << where << 1 << '\xa5';
    }
    QTest::addRow("ten pages zeroed") << 0.4 << 10 << '\0';
}

void SalvageTest::findsABrokenPageAfterACrash()
{
    QFETCH(double, where);
    QFETCH(int, pages);
    QFETCH(char, with);
    const qint64 size = QFile(m_file).size();
    overwrite(m_file, qint64(double(size / pageSize) * where) * pageSize, QByteArray(pages * pageSize, with));
    markLeftOpen();
    Database::Opened opened;
    openAgain(opened);
    // A leaf holds some forty messages; a broken page of an index costs none.
    QVERIFY2(opened.salvaged >= messages - 60 * pages, qPrintable(QString::number(opened.salvaged)));
    QCOMPARE(opened.database->value(u"SELECT count(*) FROM account"_s)->toInt(), 1);
}

void SalvageTest::findsTheSchemaInEveryLayout_data()
{
    QTest::addColumn<QStringList>("statements");
    QTest::newRow("as it is made") << QStringList();
    QTest::newRow("written anew") << QStringList{u"VACUUM"_s};
    QTest::newRow("of an older version") << QStringList{u"PRAGMA auto_vacuum = NONE"_s, u"VACUUM"_s};
    QTest::newRow("of an older version, converted")
        << QStringList{u"PRAGMA auto_vacuum = NONE"_s, u"VACUUM"_s, u"PRAGMA auto_vacuum = INCREMENTAL"_s, u"VACUUM"_s};
    // As the removal of an account does it with the index for searching.
    QTest::newRow("with a table made anew")
        << QStringList{u"CREATE TABLE other (id INTEGER PRIMARY KEY, name TEXT)"_s, u"ALTER TABLE other RENAME TO gone"_s,
                       u"CREATE TABLE other (id INTEGER PRIMARY KEY, name TEXT)"_s, u"DROP TABLE gone"_s};
}

void SalvageTest::findsTheSchemaInEveryLayout()
{
    QFETCH(QStringList, statements);
    {
        auto opened = Database::open(m_file);
        QVERIFY(opened);
        for (const QString &statement : statements) {
            const auto done = opened->database->value(statement);
            QVERIFY2(done, done ? "" : qPrintable(statement + done.error().detail));
        }
    }
    overwrite(m_file, 0, QByteArray(pageSize, 'x'));
    Database::Opened opened;
    openAgain(opened);
    QCOMPARE(opened.salvaged, messages);
    QCOMPARE(opened.database->value(u"SELECT count(*) FROM contact"_s)->toInt(), conversations);
}

/// Of a table whose definition is lost nobody knows where it begins: each of these pages costs its own tables, and those alone.
void SalvageTest::aLostPageOfTheSchemaCostsNoMoreThanItDefines()
{
    QList<qint64> pages;
    {
        ReadConnection reader(m_file);
        reader.each(u"SELECT pageno FROM dbstat WHERE name = 'sqlite_schema' AND pagetype = 'leaf'"_s, {},
                    [&](const QSqlQuery &row) { pages.append(row.value(0).toLongLong()); });
    }
    QVERIFY(pages.size() > 3);
    int withoutMessages = 0;
    int withoutContacts = 0;
    for (const qint64 page : std::as_const(pages)) {
        init();
        overwrite(m_file, (page - 1) * pageSize, QByteArray(pageSize, '\xa5'));
        Database::Opened opened;
        openAgain(opened);
        if (QTest::currentTestFailed()) {
            return;
        }
        const int contacts = opened.database->value(u"SELECT count(*) FROM contact"_s)->toInt();
        QVERIFY2(opened.salvaged == messages || opened.salvaged == 0, qPrintable(u"page %1: %2"_s.arg(page).arg(opened.salvaged)));
        QVERIFY2(contacts == conversations || contacts == 0, qPrintable(u"page %1: %2"_s.arg(page).arg(contacts)));
        withoutMessages += opened.salvaged == 0;
        withoutContacts += contacts == 0;
    }
    QVERIFY2(withoutMessages <= 1, qPrintable(QString::number(withoutMessages)));
    QVERIFY2(withoutContacts <= 1, qPrintable(QString::number(withoutContacts)));
}

void SalvageTest::numbersAreNotGivenOutTwice_data()
{
    QTest::addColumn<QString>("broken");
    QTest::newRow("header") << QString();
    QTest::newRow("what was given out") << u"sqlite_sequence"_s;
}

void SalvageTest::numbersAreNotGivenOutTwice()
{
    QFETCH(QString, broken);
    {
        auto opened = Database::open(m_file);
        QVERIFY(opened);
        // Long gone, but for their numbers; and one that is on its way.
        for (const QString &statement : {u"INSERT INTO account (id, jid, user_agent) VALUES (7, 'gone@example.org', 'agent')"_s,
                                         u"INSERT INTO conversation (id, account, peer) VALUES (70, 7, 'peer@example.org')"_s,
                                         u"DELETE FROM conversation WHERE id = 70"_s, u"DELETE FROM account WHERE id = 7"_s,
                                         u"INSERT INTO removed_account (id, jid, messages) VALUES (5, 'going@example.org', 1)"_s,
                                         u"INSERT INTO removed_conversation (id, account) VALUES (50, 5)"_s,
                                         u"INSERT INTO reclaim (one) VALUES (1)"_s}) {
            QVERIFY(opened->database->run(statement));
        }
    }
    if (broken.isEmpty()) {
        overwrite(m_file, 0, QByteArray(100, 0));
    } else {
        overwrite(m_file, (rootOf(broken) - 1) * pageSize, QByteArray(pageSize, 0));
        markLeftOpen();
    }
    Database::Opened opened;
    openAgain(opened);
    Database &database = *opened.database;
    QVERIFY(database.run(u"INSERT INTO account (jid, user_agent) VALUES ('new@example.org', 'agent')"_s));
    QVERIFY(database.value(u"SELECT max(id) FROM account"_s)->toLongLong() > 7);
    QVERIFY(database.run(u"INSERT INTO conversation (account, peer) SELECT max(id), 'new@example.org' FROM account"_s));
    QVERIFY(database.value(u"SELECT max(id) FROM conversation"_s)->toLongLong() > 70);
    QVERIFY(database.value(u"SELECT max(id) FROM account"_s)->toLongLong() < 100'000);
    QCOMPARE(database.value(u"SELECT jid FROM removed_account WHERE id = 5"_s)->toString(), u"going@example.org"_s); // it goes on
    QVERIFY(database.value(u"SELECT 1 FROM reclaim"_s)->isValid());
}

/// Or the next migration would find that it points to nothing, and refuse.
void SalvageTest::leavesNoRowWithoutItsOwner()
{
    {
        auto opened = Database::open(m_file);
        QVERIFY(opened);
        QVERIFY(opened->database->run(u"PRAGMA foreign_keys = OFF"_s));
        QVERIFY(opened->database->run(u"INSERT INTO presence_change (account, jid, time, availability) VALUES (9, 'a@example.org', 1, 1)"_s));
    }
    overwrite(m_file, 0, QByteArray(100, 0));
    Database::Opened opened;
    openAgain(opened); // looks at all foreign keys
    QCOMPARE(opened.database->value(u"SELECT count(*) FROM presence_change"_s)->toInt(), 0);
}

void SalvageTest::rebuildsAccountsAndConversations()
{
    const qint64 accounts = rootOf(u"account"_s);
    const qint64 talks = rootOf(u"conversation"_s);
    QVERIFY(accounts > 1 && talks > 1);
    overwrite(m_file, (talks - 1) * pageSize, QByteArray(pageSize, 0));
    markLeftOpen();
    {
        Database::Opened opened;
        openAgain(opened);
        QCOMPARE(opened.salvaged, messages);
        QCOMPARE(opened.database->value(u"SELECT count(*) FROM conversation"_s)->toInt(), conversations);
        QCOMPARE(opened.database->value(u"SELECT peer FROM conversation WHERE id = 7"_s)->toString(), u"peer7@example.org"_s);
    }
    init();
    overwrite(m_file, (accounts - 1) * pageSize, QByteArray(pageSize, 0));
    markLeftOpen();
    Database::Opened opened;
    openAgain(opened);
    QCOMPARE(opened.salvaged, messages);
    QCOMPARE(opened.database->value(u"SELECT jid FROM account"_s)->toString(), u"me@example.org"_s);
    QCOMPARE(opened.database->value(u"SELECT length(user_agent) FROM account"_s)->toInt(), 36);
    QCOMPARE(opened.database->value(u"SELECT count(*) FROM contact"_s)->toInt(), conversations);
    QCOMPARE(opened.database->value(u"SELECT count(*) FROM contact_group"_s)->toInt(), conversations);
}

void SalvageTest::readsTheLogToo()
{
    // As a crash leaves it: the newest message is in the log alone.
    const QString crashed = m_folder->filePath(u"crashed.sqlite"_s);
    {
        auto opened = Database::open(m_file);
        QVERIFY(opened);
        const auto add = [&](int number) {
            return bool(opened->database->run(
                u"INSERT INTO message (id, conversation, direction, state, time, sender, body, origin_id) "
                "VALUES (?, ?, 0, 5, 1, 'p@example.org', ?, ?)"_s,
                {firstKey + number * 1'000'000LL, 1 + number % conversations, bodyOf(number), u"o%1"_s.arg(number)}));
        };
        // The pages that it fills are there before: new ones would bring the first page into the log too, and nothing was damaged.
        QVERIFY(add(messages));
        QVERIFY(opened->database->value(u"PRAGMA wal_checkpoint(TRUNCATE)"_s));
        QVERIFY(add(messages + 1));
        QVERIFY(QFile(m_file + u"-wal"_s).size() > 0);
        QVERIFY(QFile::copy(m_file, crashed));
        QVERIFY(QFile::copy(m_file + u"-wal"_s, crashed + u"-wal"_s));
    }
    m_file = crashed;
    overwrite(m_file, 0, QByteArray(pageSize, 'x'));
    Database::Opened opened;
    openAgain(opened);
    QCOMPARE(opened.salvaged, messages + 2);
}

void SalvageTest::startsAnewWhenNothingCanBeRead()
{
    QFile file(m_file);
    QVERIFY(file.open(QIODevice::WriteOnly));
    quint32 state = 1;
    QByteArray noise(200'000, 0);
    for (char &byte : noise) {
        state = state * 1664525U + 1013904223U;
        byte = char(state >> 24);
    }
    file.write(noise);
    file.close();
    Database::Opened opened;
    openAgain(opened);
    QCOMPARE(opened.salvaged, 0);
    // What lies beside the file by the numbers of who is lost is not who comes next's.
    QVERIFY(opened.database->run(u"INSERT INTO account (jid, user_agent) VALUES ('new@example.org', 'agent')"_s));
    QVERIFY(opened.database->value(u"SELECT max(id) FROM account"_s)->toLongLong() > 1000);
    QVERIFY(opened.database->run(u"INSERT INTO conversation (account, peer) SELECT id, 'new@example.org' FROM account"_s));
    QVERIFY(opened.database->value(u"SELECT max(id) FROM conversation"_s)->toLongLong() > 1000);
}

void SalvageTest::goesOnWhereAReplacementWasCutShort()
{
    // Between the renames: the damaged file is away, its log is not, the new one is complete.
    QVERIFY(QFile::rename(m_file, m_file + u".new"_s));
    QFile log(m_file + u"-wal"_s);
    QVERIFY(log.open(QIODevice::WriteOnly));
    log.write("of the damaged file");
    log.close();
    auto opened = Database::open(m_file);
    QVERIFY(opened);
    QVERIFY(!opened->created);
    QCOMPARE(opened->database->value(u"SELECT count(*) FROM message"_s)->toInt(), messages);
    QCOMPARE(QDir(m_folder->path()).entryList({u"*damaged*-wal"_s}).size(), 1);

    // While the new one was being written: it is begun again.
    opened->database.reset();
    QFile half(m_file + u".new"_s);
    QVERIFY(half.open(QIODevice::WriteOnly));
    half.write("half");
    half.close();
    overwrite(m_file, 0, QByteArray(100, 0));
    Database::Opened again;
    openAgain(again);
    QCOMPARE(again.salvaged, messages);
}

void SalvageTest::aDamagedFileNeverMeetsANewLog()
{
    overwrite(m_file, 0, QByteArray(100, 0));
    QFile log(m_file + u"-wal"_s);
    QVERIFY(log.open(QIODevice::WriteOnly));
    log.write("a log");
    log.close();
    Database::Opened opened;
    openAgain(opened);
    QVERIFY(bytesOf(opened.setAside + u"-wal"_s) == "a log");
    QCOMPARE(opened.salvaged, messages);
}

JACKDAW_TEST(SalvageTest)

} // namespace salvage_test

#include "salvage_test.moc"
