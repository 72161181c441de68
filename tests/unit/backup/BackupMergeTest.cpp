// SPDX-License-Identifier: GPL-3.0-or-later
// A backup is taken into a history that has gone on: nothing twice, nothing back that was taken away.
#include "BackupHistory.h"

#include "support/TestProgram.h"

#include <QTest>

using namespace jackdaw;
using namespace jackdaw::test;
using namespace jackdaw::test::backup;
using namespace Qt::StringLiterals;

namespace backup_merge_test {

class BackupMergeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

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

private:
    QString file() const { return m_folder->filePath(u"my.jackdaw"_s); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void BackupMergeTest::aFreshCopyGoesOnWhereTheOtherStood()
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

void BackupMergeTest::whatWaitedDoesNotGoOutTwice()
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

void BackupMergeTest::twiceTheSameAddsNothing()
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

void BackupMergeTest::messagesAreKnownByTheirIds()
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

void BackupMergeTest::twoMessagesOfOneKeyBothStay()
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

void BackupMergeTest::whatWasDeletedHereStaysDeleted()
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
void BackupMergeTest::filesShareTheFateOfTheirMessage()
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

void BackupMergeTest::filesComeWithWhatCouldNotBeRead()
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

void BackupMergeTest::whatCouldNotBeReadHereIsReadNow()
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

void BackupMergeTest::whatTheUserSetHereStays()
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

void BackupMergeTest::aWishToWriteInClearOpensNoChatOfMine()
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

JACKDAW_TEST(BackupMergeTest)

} // namespace backup_merge_test

#include "BackupMergeTest.moc"
