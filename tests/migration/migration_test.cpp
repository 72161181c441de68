// SPDX-License-Identifier: GPL-3.0-or-later
#include "account/AccountReader.h"
#include "chat/MessageReader.h"
#include "roster/RosterReader.h"
#include "storage/Database.h"
#include "storage/Migrator.h"
#include "storage/ReadConnection.h"

#include <QDir>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

using namespace jackdaw;
using namespace Qt::StringLiterals;

/// Databases of every released schema, frozen as SQL text, are opened: they become what a fresh one is, and keep their rows.
class MigrationTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everySchemaIsFrozen();
    void becomesWhatAFreshOneIs_data() { frozenFiles(); }
    void becomesWhatAFreshOneIs();
    void keepsItsRows_data() { frozenFiles(); }
    void keepsItsRows();
    void filesAreIndexedAgain();
    void unreadBeginWhereTheyDo();

private:
    void frozenFiles();
    /// The frozen text as a file again.
    void thaw(const QString &frozen, const QString &file);
    static QStringList schemaOf(Database &database);
};

void MigrationTest::frozenFiles()
{
    QTest::addColumn<QString>("frozen");
    const QDir folder(QStringLiteral(JACKDAW_FROZEN));
    for (const QString &name : folder.entryList({u"schema_*.sql"_s}, QDir::Files, QDir::Name)) {
        QTest::newRow(qPrintable(name)) << folder.filePath(name);
    }
}

void MigrationTest::thaw(const QString &frozen, const QString &file)
{
    QFile text(frozen);
    QVERIFY(text.open(QIODevice::ReadOnly));
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"thaw"_s);
        database.setDatabaseName(file);
        QVERIFY(database.open());
        for (const QString &statement : Migrator::statements(QString::fromUtf8(text.readAll()))) {
            QSqlQuery query(database);
            QVERIFY2(query.exec(statement), qPrintable(statement + u'\n' + query.lastError().text()));
        }
    }
    QSqlDatabase::removeDatabase(u"thaw"_s);
}

QStringList MigrationTest::schemaOf(Database &database)
{
    QStringList all;
    const auto read = database.each(u"SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name"_s, {},
                                    [&](const QSqlQuery &row) {
                                        all.append(u"%1 %2 %3 %4"_s.arg(row.value(0).toString(), row.value(1).toString(),
                                                                        row.value(2).toString(), row.value(3).toString()));
                                    });
    return read ? all : QStringList();
}

void MigrationTest::everySchemaIsFrozen()
{
    for (const auto &step : Migrator::builtIn()) {
        const QString name = u"schema_%1.sql"_s.arg(step.version, 3, 10, QChar(u'0'));
        QVERIFY2(QFile::exists(QStringLiteral(JACKDAW_FROZEN) + u'/' + name),
                 qPrintable(u"Freeze a database of schema %1 as frozen/%2 (see freeze.py)."_s.arg(step.version).arg(name)));
    }
}

void MigrationTest::becomesWhatAFreshOneIs()
{
    QFETCH(QString, frozen);
    QTemporaryDir temporary;
    const QString file = temporary.filePath(u"old.sqlite"_s);
    thaw(frozen, file);
    auto old = Database::open(file);
    QVERIFY2(old.hasValue(), old ? "" : qPrintable(old.error().detail));
    QVERIFY(old->setAside.isEmpty());
    QCOMPARE(old->backup.isEmpty(), frozen.endsWith(u"schema_%1.sql"_s.arg(Migrator::newestVersion(), 3, 10, QChar(u'0'))));
    auto fresh = Database::open(temporary.filePath(u"fresh.sqlite"_s));
    QVERIFY(fresh);
    QVERIFY(!schemaOf(*fresh->database).isEmpty());
    QCOMPARE(schemaOf(*old->database), schemaOf(*fresh->database));
    QCOMPARE(old->database->value(u"PRAGMA user_version"_s)->toInt(), Migrator::newestVersion());
    // So that what is removed can go in slices. The text of a file does not say it, and what needs no migration is not converted.
    QCOMPARE(old->database->value(u"PRAGMA auto_vacuum"_s)->toInt(), old->backup.isEmpty() ? 0 : 2);
    QCOMPARE(fresh->database->value(u"PRAGMA auto_vacuum"_s)->toInt(), 2);
    QCOMPARE(old->database->value(u"PRAGMA integrity_check"_s)->toString(), u"ok"_s);
    QVERIFY(!old->database->value(u"PRAGMA foreign_key_check"_s)->isValid());
}

/// Since 016 the index holds what a file is called; until then it held its address.
void MigrationTest::filesAreIndexedAgain()
{
    QTemporaryDir temporary;
    const QString file = temporary.filePath(u"old.sqlite"_s);
    thaw(QStringLiteral(JACKDAW_FROZEN "/schema_015.sql"), file);
    QVERIFY(Database::open(file));
    const auto opened = Database::open(file);
    QVERIFY(opened);
    QVERIFY(opened->database->value(u"SELECT count(*) FROM attachment"_s)->toInt() > 0);
    QCOMPARE(opened->database->value(u"SELECT count(*) FROM attachment WHERE message NOT IN (SELECT message FROM search_pending)"_s)->toInt(), 0);
}

/// Since 022 the unread are looked for from conversation.first_unread on.
void MigrationTest::unreadBeginWhereTheyDo()
{
    QTemporaryDir temporary;
    const QString file = temporary.filePath(u"old.sqlite"_s);
    thaw(QStringLiteral(JACKDAW_FROZEN "/schema_021.sql"), file);
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"damage"_s);
        database.setDatabaseName(file);
        QVERIFY(database.open());
        QSqlQuery query(database);
        for (const QString &statement :
             {u"UPDATE message SET unread = 0"_s, u"UPDATE conversation SET first_unread = 0"_s,
              u"UPDATE conversation SET first_unread = 7 WHERE id = (SELECT min(id) FROM conversation)"_s,
              u"UPDATE message SET unread = 1 WHERE id IN (SELECT id FROM message WHERE conversation = "
               "(SELECT max(conversation) FROM message) ORDER BY id DESC LIMIT 2)"_s})
            QVERIFY2(query.exec(statement), qPrintable(query.lastError().text()));
    }
    QSqlDatabase::removeDatabase(u"damage"_s);
    const auto opened = Database::open(file);
    QVERIFY(opened);
    QCOMPARE(opened->database->value(u"SELECT count(*) FROM conversation WHERE first_unread <> 0"_s)->toInt(), 1);
    QCOMPARE(opened->database->value(u"SELECT max(first_unread) FROM conversation"_s)->toLongLong(),
             opened->database->value(u"SELECT min(id) FROM message WHERE unread = 1"_s)->toLongLong());
}

void MigrationTest::keepsItsRows()
{
    QFETCH(QString, frozen);
    QTemporaryDir temporary;
    const QString file = temporary.filePath(u"old.sqlite"_s);
    thaw(frozen, file);
    QVERIFY(Database::open(file));
    const ReadConnection connection(file);
    const auto accounts = AccountReader(connection).accounts();
    QCOMPARE(accounts.size(), 1);
    QCOMPARE(accounts.constFirst().jid.toString(), u"mara@harbor.example"_s);
    QCOMPARE(RosterReader(connection).contacts(accounts.constFirst().id).size(), 3);
    const MessageReader reader(connection);
    const auto conversations = reader.conversations();
    QCOMPARE(conversations.size(), 3);
    qsizetype messages = 0;
    for (const Conversation &conversation : conversations) {
        const auto all = reader.newest(conversation.id, 1000);
        messages += all.size();
        QCOMPARE(reader.countAll(conversation.id), all.size());
        QCOMPARE(conversation.last.has_value(), !all.isEmpty());
        if (conversation.last) {
            QCOMPARE(*conversation.last, all.constLast());
        }
        for (const Message &message : all) {
            QVERIFY(!message.body.isEmpty() && message.sender.isValid() && message.originId.isValid());
        }
    }
    QCOMPARE(messages, 40);
    QVERIFY(!connection.lastError());
}

QTEST_GUILESS_MAIN(MigrationTest)
#include "migration_test.moc"
