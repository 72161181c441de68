// SPDX-License-Identifier: GPL-3.0-or-later
#include "account/AccountStore.h"
#include "base/Clock.h"
#include "chat/IncomingPipeline.h"
#include "storage/Database.h"
#include "support/TestProgram.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

using namespace jackdaw;
using namespace Qt::StringLiterals;

namespace incoming_changes_test {

/// What stanzas say of other messages, on a real database: who may, in whatever order it comes, once however often it comes,
/// and never without end.
class IncomingChangesTest : public QObject
{
    Q_OBJECT

    SystemClock m_clock;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Database> m_database;
    std::unique_ptr<MessageStore> m_store;
    std::unique_ptr<ChangeStore> m_changes;
    std::unique_ptr<Connection> m_connection;
    std::unique_ptr<IncomingPipeline> m_pipeline;
    AccountId m_account;
    IncomingOutcome m_outcome;

    const BareJid m_us = *BareJid::parse(u"mara@harbor.example");
    const BareJid m_tomas = *BareJid::parse(u"tomas@harbor.example");
    const BareJid m_mallory = *BareJid::parse(u"mallory@evil.example");
    static constexpr qint64 base = 1'700'000'000'000;

    IncomingMessage from(const BareJid &sender, const QString &id, const QString &body = {}) const
    {
        IncomingMessage in;
        in.stanza.from = Jid(sender, u"phone"_s);
        in.stanza.to = Jid(sender == m_us ? m_tomas : m_us);
        in.stanza.type = MessageStanza::Type::Chat;
        in.stanza.body = body;
        in.stanza.id = id;
        in.stanza.originId = OriginId(id);
        in.time = m_clock.now();
        if (sender == m_us) {
            in.source = IncomingMessage::Source::Carbon;
        }
        return in;
    }
    IncomingMessage correction(const BareJid &sender, const QString &id, const QString &of, const QString &body) const
    {
        IncomingMessage in = from(sender, id, body);
        in.stanza.corrects = OriginId(of);
        return in;
    }
    IncomingMessage retraction(const BareJid &sender, const QString &id, const QString &of) const
    {
        IncomingMessage in = from(sender, id);
        in.stanza.retracts = OriginId(of);
        return in;
    }
    IncomingMessage reactions(const BareJid &sender, const QString &id, const QString &to, const QStringList &emoji) const
    {
        IncomingMessage in = from(sender, id);
        in.stanza.reactions = ReactionSet{OriginId(to), emoji};
        return in;
    }
    /// The same out of our archive, `second` seconds after it began.
    IncomingMessage archived(IncomingMessage in, int second)
    {
        in.source = IncomingMessage::Source::Archive;
        in.archiveId = ArchiveId(u"archive-%1"_s.arg(second));
        in.time = base + second * 1000;
        in.place = MessageStore::Place::ByTime;
        return in;
    }
    Message take(const IncomingMessage &in)
    {
        m_outcome = {};
        Message taken;
        const Status done = m_database->transaction(Database::Durability::Normal, [&]() -> Status {
            const auto message = m_pipeline->process(in, m_outcome);
            if (!message) {
                return message.error();
            }
            taken = *message;
            return Done{};
        });
        if (!done) {
            qFatal("%s", qPrintable(done.error().detail));
        }
        return taken;
    }
    Message now(const Message &message) { return *m_store->message(message.id); }
    QStringList textsIn(const BareJid &peer)
    {
        QStringList all;
        const auto conversation = m_store->findConversation(m_account, peer);
        const auto messages = m_store->select(u"WHERE m.conversation = ? ORDER BY m.id"_s, {conversation->value()});
        for (const Message &message : *messages) {
            all += message.retracted != 0 ? u"(taken back)"_s : message.body;
        }
        return all;
    }
    QStringList versionsOf(const Message &message)
    {
        QStringList all;
        const auto versions = m_changes->versions(message.id);
        for (const auto &version : *versions) {
            all += version.body;
        }
        return all;
    }
    static QStringList emojiOf(const Message &message)
    {
        QStringList all;
        for (const Reaction &reaction : message.reactions) {
            all += reaction.emoji + u' ' + reaction.by.toString().section(u'@', 0, 0);
        }
        return all;
    }
    int rowsOf(const QString &table) { return m_database->value(u"SELECT count(*) FROM "_s + table)->toInt(); }
    /// Is this text anywhere in the database?
    bool isOnDisk(const QString &text)
    {
        for (const QString &place : {u"message WHERE body LIKE ?"_s, u"message_version WHERE body LIKE ?"_s,
                                     u"early_change WHERE emoji LIKE ?"_s, u"reaction WHERE emoji LIKE ?"_s}) {
            if (m_database->value(u"SELECT 1 FROM "_s + place, {u'%' + text + u'%'})->isValid()) {
                return true;
            }
        }
        return false;
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_database = std::move(Database::open(m_folder->filePath(u"history.sqlite"_s))->database);
        m_store = std::make_unique<MessageStore>(*m_database);
        m_changes = std::make_unique<ChangeStore>(*m_database, *m_store);
        AccountSettings settings;
        settings.jid = m_us;
        settings.id = *AccountStore(*m_database).add(settings);
        m_account = settings.id;
        m_connection = std::make_unique<Connection>(settings, u"0f1e2d3c-0000-4000-8000-000000000001"_s, m_clock);
        m_pipeline = std::make_unique<IncomingPipeline>(AccountContext{m_account, *m_connection, *m_database, m_clock}, *m_store);
    }

    // Corrections

    void aCorrectionReplacesTheTextAndKeepsTheEarlierOnes()
    {
        const Message first = take(from(m_tomas, u"t1"_s, u"airlock"_s));
        QVERIFY(!take(correction(m_tomas, u"t2"_s, u"t1"_s, u"window"_s)).id.isValid());
        QVERIFY(m_outcome.stored.isEmpty());
        QCOMPARE(m_outcome.altered.value(first.conversation), QSet<MessageId>{first.id});
        QCOMPARE(now(first).body, u"window"_s);
        QVERIFY(now(first).edited > 0);
        take(correction(m_tomas, u"t3"_s, u"t1"_s, u"windows"_s));
        take(correction(m_tomas, u"t4"_s, u"t3"_s, u"a window"_s)); // XEP-0308 says of the first; some say of the last
        QCOMPARE(now(first).body, u"a window"_s);
        QCOMPARE(versionsOf(first), QStringList({u"airlock"_s, u"window"_s, u"windows"_s, u"a window"_s}));
        QCOMPARE(m_store->conversation(first.conversation)->unread, 1);
        QCOMPARE(m_store->conversation(first.conversation)->last->body, u"a window"_s);
    }

    void whoMayCorrect_data()
    {
        QTest::addColumn<QString>("sender");
        QTest::addColumn<QString>("target");
        QTest::addColumn<bool>("may");
        QTest::newRow("the sender") << u"tomas"_s << u"t1"_s << true;
        QTest::newRow("we ourselves, by a carbon") << u"us"_s << u"o1"_s << true;
        QTest::newRow("the other one, what we said") << u"tomas"_s << u"o1"_s << false;
        QTest::newRow("we, what the other said") << u"us"_s << u"t1"_s << false;
        QTest::newRow("a stranger") << u"mallory"_s << u"t1"_s << false;
        QTest::newRow("a stranger, what we said") << u"mallory"_s << u"o1"_s << false;
    }
    void whoMayCorrect()
    {
        QFETCH(QString, sender);
        QFETCH(QString, target);
        QFETCH(bool, may);
        const BareJid by = sender == u"tomas" ? m_tomas : sender == u"us" ? m_us : m_mallory;
        const Message theirs = take(from(m_tomas, u"t1"_s, u"original"_s));
        const Message ours = take(from(m_us, u"o1"_s, u"original"_s));
        take(correction(by, u"c1"_s, target, u"EVIL"_s));
        const Message hit = now(target == u"t1" ? theirs : ours);
        QCOMPARE(hit.body, may ? u"EVIL"_s : u"original"_s);
        QCOMPARE(hit.edited > 0, may);
        // Who may not has said something all the same: a message of its own, in the chat of who said it.
        QCOMPARE(textsIn(by == m_mallory ? m_mallory : m_tomas).count(u"EVIL"_s), 1);
        QCOMPARE(m_outcome.stored.size(), may ? 0 : 1);
    }

    void aCorrectionCountsOnce()
    {
        const Message first = take(archived(from(m_tomas, u"t1"_s, u"airlock"_s), 1));
        const IncomingMessage again = correction(m_tomas, u"t2"_s, u"t1"_s, u"window"_s);
        take(again);
        for (const IncomingMessage &copy : {again, archived(again, 2), archived(again, 2)}) {
            take(copy);
            QVERIFY(m_outcome.altered.isEmpty());
            QVERIFY(m_outcome.stored.isEmpty());
        }
        QCOMPARE(versionsOf(first).size(), 2);
        // The first text comes again too, by its archive id and without it.
        QCOMPARE(take(archived(from(m_tomas, u"t1"_s, u"airlock"_s), 1)).id, first.id);
        QCOMPARE(take(archived(from(m_tomas, u"t1"_s, u"airlock"_s), 9)).id, first.id);
        QCOMPARE(textsIn(m_tomas), QStringList({u"window"_s}));
    }

    void inWhateverOrderItComes_data()
    {
        QTest::addColumn<QList<int>>("order");
        QList<int> order{0, 1, 2, 3};
        do {
            QTest::newRow(qPrintable(u"%1%2%3%4"_s.arg(order[0]).arg(order[1]).arg(order[2]).arg(order[3]))) << order;
        } while (std::next_permutation(order.begin(), order.end()));
    }
    void inWhateverOrderItComes()
    {
        QFETCH(QList<int>, order);
        const QList<IncomingMessage> all{archived(from(m_tomas, u"t1"_s, u"one"_s), 1),
                                         archived(correction(m_tomas, u"t2"_s, u"t1"_s, u"two"_s), 2),
                                         archived(correction(m_tomas, u"t3"_s, u"t1"_s, u"three"_s), 3),
                                         archived(reactions(m_us, u"r1"_s, u"t1"_s, {u"👍"_s}), 4)};
        for (const int each : std::as_const(order)) {
            take(all[each]);
        }
        QCOMPARE(textsIn(m_tomas), QStringList({u"three"_s}));
        const auto conversation = m_store->findConversation(m_account, m_tomas);
        const Message only = *m_store->conversation(*conversation)->last;
        QCOMPARE(versionsOf(only), QStringList({u"one"_s, u"two"_s, u"three"_s}));
        QCOMPARE(emojiOf(now(only)), QStringList({u"👍 mara"_s}));
        QCOMPARE(m_store->conversation(*conversation)->unread, 1);
        QCOMPARE(rowsOf(u"early_change"_s), 0);
        QCOMPARE(rowsOf(u"message_day"_s), 1);
    }

    void aCorrectionOfWhatIsNotHereIsShown()
    {
        const Message standIn = take(correction(m_tomas, u"t2"_s, u"t1"_s, u"window"_s));
        QVERIFY(standIn.id.isValid());
        QCOMPARE(textsIn(m_tomas), QStringList({u"window"_s}));
        QCOMPARE(take(correction(m_tomas, u"t2"_s, u"t1"_s, u"window"_s)).id, standIn.id);
        const Message first = take(archived(from(m_tomas, u"t1"_s, u"airlock"_s), 1));
        QCOMPARE(textsIn(m_tomas), QStringList({u"window"_s}));
        QCOMPARE(now(first).body, u"window"_s);
        QCOMPARE(m_outcome.removed.value(first.conversation), QSet<MessageId>{standIn.id});
        take(archived(correction(m_tomas, u"t2"_s, u"t1"_s, u"window"_s), 2));
        QCOMPARE(textsIn(m_tomas), QStringList({u"window"_s}));
        QCOMPARE(versionsOf(first), QStringList({u"airlock"_s, u"window"_s}));
    }

    void aNewMessageIsNotReplacedByAnOldCorrection()
    {
        // Programs that count their ids begin again after a restart.
        take(correction(m_tomas, u"c1"_s, u"1"_s, u"corrected long ago"_s));
        take(from(m_tomas, u"1"_s, u"news"_s));
        QCOMPARE(textsIn(m_tomas), QStringList({u"corrected long ago"_s, u"news"_s}));
    }

    void theNewestIsShownWhateverTheClocksSay()
    {
        IncomingMessage first = from(m_tomas, u"t1"_s, u"one"_s);
        first.time = m_clock.now() + 60'000;
        const Message message = take(first);
        take(correction(m_tomas, u"t2"_s, u"t1"_s, u"two"_s));
        IncomingMessage third = correction(m_tomas, u"t3"_s, u"t1"_s, u"three"_s);
        third.time -= 3'600'000; // the clock was set back
        take(third);
        QCOMPARE(now(message).body, u"three"_s);
        // The archive speaks of what was before this session, even where its clock is ahead.
        IncomingMessage older = archived(correction(m_tomas, u"t0"_s, u"t1"_s, u"older"_s), 1);
        older.time = m_clock.now() + 120'000;
        take(older);
        QCOMPARE(now(message).body, u"three"_s);
    }

    void correctionsWithoutEndAreBounded()
    {
        const Message message = take(from(m_tomas, u"t1"_s, u"first"_s));
        for (int i = 0; i < 500; ++i) {
            take(correction(m_tomas, u"c%1"_s.arg(i), u"t1"_s, u"text %1"_s.arg(i)));
        }
        QCOMPARE(now(message).body, u"text 499"_s);
        const QStringList kept = versionsOf(message);
        QCOMPARE(kept.size(), ChangeStore::maximumVersions);
        QCOMPARE(kept.first(), u"first"_s);
        QCOMPARE(kept.at(1), u"text 451"_s);
    }

    void ourOwnCorrectionByCarbonAndArchive()
    {
        const Message ours = take(from(m_us, u"o1"_s, u"airlock"_s));
        const IncomingMessage carbon = correction(m_us, u"o2"_s, u"o1"_s, u"window"_s);
        take(carbon);
        take(archived(carbon, 2));
        QCOMPARE(now(ours).body, u"window"_s);
        QCOMPARE(versionsOf(ours).size(), 2);
        QCOMPARE(textsIn(m_tomas), QStringList({u"window"_s}));
    }

    void aCorrectionByTheIdOfTheStanza()
    {
        IncomingMessage first = from(m_tomas, u"stanza"_s, u"airlock"_s);
        first.stanza.originId = OriginId(u"origin"_s);
        const Message message = take(first);
        take(correction(m_tomas, u"t2"_s, u"stanza"_s, u"window"_s));
        QCOMPARE(now(message).body, u"window"_s);
        take(retraction(m_tomas, u"t3"_s, u"stanza"_s));
        QVERIFY(now(message).retracted > 0);
    }

    // Retractions

    void whoMayRetract_data() { whoMayCorrect_data(); }
    void whoMayRetract()
    {
        QFETCH(QString, sender);
        QFETCH(QString, target);
        QFETCH(bool, may);
        const BareJid by = sender == u"tomas" ? m_tomas : sender == u"us" ? m_us : m_mallory;
        const Message theirs = take(from(m_tomas, u"t1"_s, u"original"_s));
        const Message ours = take(from(m_us, u"o1"_s, u"original"_s));
        take(retraction(by, u"c1"_s, target));
        const Message hit = now(target == u"t1" ? theirs : ours);
        QCOMPARE(hit.retracted > 0, may);
        QCOMPARE(hit.body, may ? QString() : u"original"_s);
        QVERIFY(m_outcome.stored.isEmpty());
        if (by == m_mallory) { // kept for a message of theirs that may come, and of no use against any other
            QVERIFY(!m_store->findConversation(m_account, m_mallory)->isValid());
        } else {
            QCOMPARE(rowsOf(u"early_change"_s), 0);
        }
    }

    void whatIsTakenBackIsGone()
    {
        const Message message = take(from(m_tomas, u"t1"_s, u"SECRET one"_s));
        take(correction(m_tomas, u"t2"_s, u"t1"_s, u"SECRET two"_s));
        take(reactions(m_us, u"r1"_s, u"t1"_s, {u"👍"_s}));
        QCOMPARE(m_store->conversation(message.conversation)->unread, 1);
        take(retraction(m_tomas, u"t3"_s, u"t1"_s));
        QCOMPARE(m_outcome.altered.value(message.conversation), QSet<MessageId>{message.id});
        QVERIFY(!isOnDisk(u"SECRET"_s));
        QVERIFY(!isOnDisk(u"👍"_s));
        QCOMPARE(m_store->conversation(message.conversation)->unread, 0);
        QVERIFY(m_store->conversation(message.conversation)->last->retracted > 0);
        // Nothing brings it back: neither a late correction, nor reactions, nor the archive.
        take(correction(m_tomas, u"t4"_s, u"t1"_s, u"SECRET three"_s));
        take(reactions(m_us, u"r2"_s, u"t1"_s, {u"🐢"_s}));
        take(archived(from(m_tomas, u"t1"_s, u"SECRET one"_s), 1));
        take(archived(correction(m_tomas, u"t2"_s, u"t1"_s, u"SECRET two"_s), 2));
        take(archived(retraction(m_tomas, u"t3"_s, u"t1"_s), 3));
        QVERIFY(!isOnDisk(u"SECRET"_s));
        QCOMPARE(textsIn(m_tomas), QStringList({u"(taken back)"_s}));
    }

    void aRetractionThatComesFirstWaits()
    {
        take(archived(retraction(m_tomas, u"t3"_s, u"t1"_s), 3));
        QVERIFY(m_outcome.stored.isEmpty());
        take(archived(correction(m_tomas, u"t2"_s, u"t1"_s, u"SECRET two"_s), 2));
        const Message message = take(archived(from(m_tomas, u"t1"_s, u"SECRET one"_s), 1));
        QVERIFY(now(message).retracted > 0);
        QCOMPARE(textsIn(m_tomas), QStringList({u"(taken back)"_s}));
        QVERIFY(!isOnDisk(u"SECRET"_s));
        QCOMPARE(rowsOf(u"early_change"_s), 0);
        QCOMPARE(m_store->conversation(message.conversation)->unread, 0);
    }

    void aRetractionThatComesFirstWaitsOverARestart()
    {
        take(archived(retraction(m_tomas, u"t3"_s, u"t1"_s), 3));
        m_pipeline = std::make_unique<IncomingPipeline>(AccountContext{m_account, *m_connection, *m_database, m_clock}, *m_store);
        take(archived(from(m_tomas, u"t1"_s, u"SECRET"_s), 1));
        QVERIFY(!isOnDisk(u"SECRET"_s));
    }

    void aForgedRetractionThatComesFirstDoesNothing()
    {
        IncomingMessage forged = archived(retraction(m_mallory, u"x"_s, u"t1"_s), 3);
        take(forged);
        // Our partner may not take back what we say, not even beforehand.
        take(archived(retraction(m_tomas, u"y"_s, u"o1"_s), 4));
        const Message theirs = take(archived(from(m_tomas, u"t1"_s, u"stays"_s), 1));
        const Message ours = take(archived(from(m_us, u"o1"_s, u"stays too"_s), 2));
        QCOMPARE(now(theirs).body, u"stays"_s);
        QCOMPARE(now(ours).body, u"stays too"_s);
    }

    void retractionsOfWhatNeverWasAreBounded()
    {
        m_database->transaction(Database::Durability::Normal, [&]() -> Status {
            for (int i = 0; i < 5000; ++i) {
                IncomingOutcome outcome;
                m_pipeline->process(retraction(m_mallory, u"x%1"_s.arg(i), u"none%1"_s.arg(i)), outcome);
            }
            return Done{};
        });
        QCOMPARE(rowsOf(u"early_change"_s), EarlyChangeStore::maximumOfPeer);
        take(archived(retraction(m_tomas, u"t3"_s, u"t1"_s), 3)); // whoever else waits is not pushed out
        QVERIFY(now(take(archived(from(m_tomas, u"t1"_s, u"x"_s), 1))).retracted > 0);
    }

    void aTextUnderAnIdThatWasTakenBackIsSaidAnew()
    {
        take(from(m_tomas, u"1"_s, u"one"_s));
        take(retraction(m_tomas, u"2"_s, u"1"_s));
        take(from(m_tomas, u"1"_s, u"after a restart"_s));
        QCOMPARE(textsIn(m_tomas), QStringList({u"(taken back)"_s, u"after a restart"_s}));
    }

    void tombstonesOfTheArchive()
    {
        IncomingMessage tombstone = archived(from(m_tomas, u"t1"_s), 1);
        tombstone.stanza.tombstone = base + 5000;
        const Message placed = take(tombstone);
        QCOMPARE(now(placed).retracted, base + 5000);
        QCOMPARE(take(tombstone).id, placed.id);
        QCOMPARE(textsIn(m_tomas), QStringList({u"(taken back)"_s}));
        const Message second = take(from(m_tomas, u"t2"_s, u"SECRET"_s));
        IncomingMessage live = from(m_tomas, u"t2"_s);
        live.stanza.tombstone = 0; // nobody but the archive says that
        take(live);
        QCOMPARE(now(second).body, u"SECRET"_s);
        tombstone = archived(from(m_tomas, u"t2"_s), 2);
        tombstone.stanza.tombstone = 0;
        take(tombstone);
        QVERIFY(now(second).retracted > 0);
        QVERIFY(!isOnDisk(u"SECRET"_s));
    }

    void wordsBesideARetractionAreNotLost()
    {
        const Message message = take(from(m_tomas, u"t1"_s, u"one"_s));
        IncomingMessage both = retraction(m_tomas, u"t2"_s, u"t1"_s);
        both.stanza.body = u"sorry"_s;
        take(both);
        QVERIFY(now(message).retracted > 0);
        QCOMPARE(textsIn(m_tomas), QStringList({u"(taken back)"_s, u"sorry"_s}));
    }

    void allThatWasSaidIsTakenBack()
    {
        constexpr int count = 2000;
        m_database->transaction(Database::Durability::Normal, [&]() -> Status {
            IncomingOutcome outcome;
            for (int i = 0; i < count; ++i) {
                m_pipeline->process(from(m_tomas, u"t%1"_s.arg(i), u"SECRET"_s), outcome);
            }
            for (int i = 0; i < count; ++i) {
                m_pipeline->process(retraction(m_tomas, u"r%1"_s.arg(i), u"t%1"_s.arg(i)), outcome);
            }
            return Done{};
        });
        QVERIFY(!isOnDisk(u"SECRET"_s));
        const auto conversation = m_store->findConversation(m_account, m_tomas);
        QCOMPARE(m_store->conversation(*conversation)->unread, 0);
        QCOMPARE(rowsOf(u"message"_s), count);
    }

    // Reactions

    void theLastSetOfEachCounts()
    {
        const Message message = take(from(m_tomas, u"t1"_s, u"hi"_s));
        take(reactions(m_us, u"r1"_s, u"t1"_s, {u"👍"_s, u"🐢"_s}));
        QCOMPARE(m_outcome.altered.value(message.conversation), QSet<MessageId>{message.id});
        take(reactions(m_tomas, u"r2"_s, u"t1"_s, {u"👍"_s})); // one's own message too
        QCOMPARE(emojiOf(now(message)), QStringList({u"🐢 mara"_s, u"👍 mara"_s, u"👍 tomas"_s}));
        take(reactions(m_us, u"r3"_s, u"t1"_s, {u"👍"_s}));
        QCOMPARE(emojiOf(now(message)), QStringList({u"👍 mara"_s, u"👍 tomas"_s}));
        take(reactions(m_us, u"r4"_s, u"t1"_s, {u"👍"_s}));
        QVERIFY(m_outcome.altered.isEmpty());
        take(reactions(m_us, u"r5"_s, u"t1"_s, {}));
        take(reactions(m_tomas, u"r6"_s, u"t1"_s, {}));
        QVERIFY(now(message).reactions.isEmpty());
        QCOMPARE(m_store->conversation(message.conversation)->unread, 1);
        QCOMPARE(textsIn(m_tomas), QStringList({u"hi"_s}));
    }

    void aStrangerReactsToNothingOfOthers()
    {
        const Message message = take(from(m_tomas, u"t1"_s, u"hi"_s));
        take(reactions(m_mallory, u"r1"_s, u"t1"_s, {u"👎"_s}));
        QVERIFY(now(message).reactions.isEmpty());
        QVERIFY(!m_store->findConversation(m_account, m_mallory)->isValid());
    }

    void reactionsReadNewestFirst()
    {
        take(archived(reactions(m_tomas, u"r3"_s, u"o1"_s, {u"🎉"_s}), 5));
        take(archived(reactions(m_tomas, u"r2"_s, u"o1"_s, {}), 4));
        take(archived(reactions(m_tomas, u"r1"_s, u"o1"_s, {u"👎"_s}), 3));
        const Message ours = take(archived(from(m_us, u"o1"_s, u"hi"_s), 1));
        QCOMPARE(emojiOf(now(ours)), QStringList({u"🎉 tomas"_s}));
        take(archived(reactions(m_tomas, u"r2"_s, u"o1"_s, {}), 4));
        take(archived(reactions(m_tomas, u"r1"_s, u"o1"_s, {u"👎"_s}), 3));
        QCOMPARE(emojiOf(now(ours)), QStringList({u"🎉 tomas"_s}));
    }

    void whatTheArchiveTellsIsOlderThanThisSession()
    {
        const Message message = take(from(m_us, u"o1"_s, u"hi"_s));
        take(reactions(m_tomas, u"r2"_s, u"o1"_s, {}));
        take(reactions(m_tomas, u"r2"_s, u"o1"_s, {u"🎉"_s}));
        IncomingMessage older = archived(reactions(m_tomas, u"r1"_s, u"o1"_s, {u"👎"_s}), 3);
        older.time = m_clock.now() + 100'000; // the server's clock is ahead of ours
        take(older);
        QCOMPARE(emojiOf(now(message)), QStringList({u"🎉 tomas"_s}));
    }

    void aReactionToACorrectionIsOneToTheMessage() // XEP-0444, 4
    {
        const Message message = take(from(m_tomas, u"t1"_s, u"one"_s));
        take(correction(m_tomas, u"t2"_s, u"t1"_s, u"two"_s));
        take(reactions(m_us, u"r1"_s, u"t2"_s, {u"👍"_s}));
        QCOMPARE(emojiOf(now(message)), QStringList({u"👍 mara"_s}));
    }

    void anIdThatBothUseMeansTheOtherOnes()
    {
        const Message theirs = take(from(m_tomas, u"1"_s, u"theirs"_s));
        const Message ours = take(from(m_us, u"1"_s, u"ours"_s));
        take(reactions(m_tomas, u"r1"_s, u"1"_s, {u"👍"_s}));
        QVERIFY(now(theirs).reactions.isEmpty());
        QCOMPARE(now(ours).reactions.size(), 1);
    }

    void reactionsByTheThousandAreBounded()
    {
        const Message message = take(from(m_tomas, u"t1"_s, u"hi"_s));
        QStringList many;
        for (int i = 0; i < 200; ++i) {
            many += QString::fromUcs4(std::u32string(1, char32_t(0x1F400 + i)).c_str(), 1);
        }
        take(reactions(m_tomas, u"r1"_s, u"t1"_s, many));
        QCOMPARE(now(message).reactions.size(), maximumReactions);
        m_database->transaction(Database::Durability::Normal, [&]() -> Status {
            for (int i = 0; i < ChangeStore::maximumReactors + 500; ++i) {
                const auto set = m_changes->setReactions(message.id, *BareJid::parse(u"p%1@room.example"_s.arg(i)), {u"👍"_s}, 5);
                if (!set) {
                    return set.error();
                }
            }
            return Done{};
        });
        QCOMPARE(rowsOf(u"reaction_word"_s), ChangeStore::maximumReactors);
        QVERIFY(now(message).reactions.size() <= ChangeStore::maximumReactors);
    }

    // Deleted here

    void whatWasDeletedStaysDeleted()
    {
        EarlyChangeStore early(*m_database);
        const Message kept = take(archived(from(m_tomas, u"t0"_s, u"stays"_s), 0));
        const Message message = take(archived(from(m_tomas, u"t1"_s, u"SECRET"_s), 1));
        QVERIFY(early.noteDeleted(now(message)));
        QVERIFY(m_store->remove(message.id));
        QVERIFY(!take(archived(from(m_tomas, u"t1"_s, u"SECRET"_s), 1)).id.isValid());
        take(archived(correction(m_tomas, u"t2"_s, u"t1"_s, u"SECRET too"_s), 2));
        take(archived(reactions(m_tomas, u"r1"_s, u"t1"_s, {u"👍"_s}), 3));
        take(archived(retraction(m_tomas, u"t3"_s, u"t1"_s), 4));
        QVERIFY(!isOnDisk(u"SECRET"_s));
        QCOMPARE(rowsOf(u"early_change"_s), 0);
        QCOMPARE(textsIn(m_tomas), QStringList({u"stays"_s}));
        // The same id for another message, by the archive's word and live.
        take(archived(from(m_tomas, u"t1"_s, u"another"_s), 7));
        take(from(m_tomas, u"t1"_s, u"a third"_s));
        QCOMPARE(textsIn(m_tomas), QStringList({u"stays"_s, u"another"_s, u"a third"_s}));
        QVERIFY(now(kept).id.isValid());
    }

    // Parts

    void whatAMessageCarriesIsKept()
    {
        IncomingMessage in = from(m_tomas, u"t2"_s, u"Mara, look"_s);
        in.stanza.reply = ReplyTo{OriginId(u"t1"_s), m_us};
        in.stanza.thread = {u"thread"_s, u"parent"_s};
        in.stanza.mentions = {{0, 4, m_us}, {0, 0, m_mallory}};
        in.stanza.spoiler = u"a hint"_s;
        in.stanza.markup = u"<body/>"_s;
        const Message message = take(in);
        const Message read = now(message);
        QCOMPARE(read.reply, in.stanza.reply);
        QCOMPARE(read.thread, in.stanza.thread);
        QCOMPARE(read.mentions, QList<Mention>({{0, 4, m_us, true}, {0, 0, m_mallory, false}}));
        QVERIFY(read.mentionsUs());
        QCOMPARE(read.spoiler, in.stanza.spoiler);
        QCOMPARE(read.markup, in.stanza.markup);
        // A correction replaces what belongs to the text; the answer stays one.
        take(correction(m_tomas, u"t3"_s, u"t2"_s, u"look"_s));
        QVERIFY(!now(message).mentionsUs());
        QVERIFY(!now(message).spoiler);
        QVERIFY(now(message).markup.isEmpty());
        QCOMPARE(now(message).reply, in.stanza.reply);
    }

    // Our own, on their way

    void whatComesBackFromTheArchiveIsWithTheServer()
    {
        const Message ours = take(from(m_us, u"o1"_s, u"hi"_s));
        OutgoingChangeStore outgoing(*m_database);
        OutgoingChange change;
        change.kind = OutgoingChange::Kind::Correction;
        change.message = ours.id;
        change.conversation = ours.conversation;
        change.originId = OriginId(u"o2"_s);
        change.target = OriginId(u"o1"_s);
        change.body = u"ho"_s;
        change.time = m_clock.now();
        QVERIFY(outgoing.add(change));
        QCOMPARE(now(ours).changes, ChangeState::Waiting);
        take(archived(correction(m_us, u"o2"_s, u"o1"_s, u"ho"_s), 5));
        QVERIFY(m_outcome.outboxMoved);
        QCOMPARE(now(ours).changes, ChangeState::Settled);
        QVERIFY(outgoing.waiting(m_account)->isEmpty());
        // And back as an error, from the recipient alone.
        for (const BareJid &by : {m_mallory, m_tomas}) {
            IncomingMessage error = from(by, u"o2"_s);
            error.stanza.type = MessageStanza::Type::Error;
            error.stanza.error = Error{ErrorKind::Unavailable, u"service-unavailable"_s, {}};
            take(error);
            QCOMPARE(now(ours).changes, by == m_tomas ? ChangeState::Failed : ChangeState::Settled);
        }
    }
};

JACKDAW_TEST(IncomingChangesTest)

} // namespace incoming_changes_test

#include "IncomingChangesTest.moc"
