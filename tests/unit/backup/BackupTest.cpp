// SPDX-License-Identifier: GPL-3.0-or-later
// What goes into a backup, and what does not.
#include "BackupHistory.h"

#include "backup/BackupTables.h"
#include "base/BackupTrouble.h"
#include "storage/Migrator.h"
#include "support/TestProgram.h"

#include <QRegularExpression>
#include <QTest>

using namespace jackdaw;
using namespace jackdaw::test;
using namespace jackdaw::test::backup;
using namespace Qt::StringLiterals;

namespace backup_test {

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
    void settingsComeAlong();
    void itSaysWhatIsInIt();
    void everyQuestionHasItsIndex();

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

JACKDAW_TEST(BackupTest)

} // namespace backup_test

#include "BackupTest.moc"
