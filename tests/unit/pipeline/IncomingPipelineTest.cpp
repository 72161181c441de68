// SPDX-License-Identifier: GPL-3.0-or-later
#include "account/AccountStore.h"
#include "base/Clock.h"
#include "chat/IncomingPipeline.h"
#include "roster/RosterStore.h"
#include "storage/Database.h"
#include "support/TestProgram.h"

#include <QTemporaryDir>
#include <QTest>

using namespace jackdaw;

namespace incoming_pipeline_test {

/// What may come in and what it does, on a real database: who may say what, seen before, states, order.
class IncomingPipelineTest : public QObject
{
    Q_OBJECT

    SystemClock m_clock;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Database> m_database;
    std::unique_ptr<MessageStore> m_store;
    std::unique_ptr<Connection> m_connection;
    std::unique_ptr<IncomingPipeline> m_pipeline;
    AccountId m_account;
    IncomingOutcome m_outcome;

    const BareJid m_us = *BareJid::parse(u"mara@harbor.example");
    const BareJid m_tomas = *BareJid::parse(u"tomas@harbor.example");
    const BareJid m_mallory = *BareJid::parse(u"mallory@evil.example");

    IncomingMessage from(const BareJid &sender, const QString &body = {}, const QString &id = {}) const
    {
        IncomingMessage in;
        in.stanza.from = Jid(sender, QStringLiteral("phone"));
        in.stanza.to = Jid(sender == m_us ? m_tomas : m_us);
        in.stanza.type = MessageStanza::Type::Chat;
        in.stanza.body = body;
        in.stanza.id = id;
        in.stanza.originId = OriginId(id);
        in.time = m_clock.now();
        return in;
    }
    static IncomingMessage archived(IncomingMessage in, const QString &archiveId, qint64 time)
    {
        in.source = IncomingMessage::Source::Archive;
        in.archiveId = ArchiveId(archiveId);
        in.time = time;
        in.place = MessageStore::Place::ByTime;
        return in;
    }
    Message take(const IncomingMessage &in)
    {
        m_outcome = {};
        const auto message = m_pipeline->process(in, m_outcome);
        if (!message) {
            qFatal("%s", qPrintable(message.error().detail));
        }
        return *message;
    }
    Message sendText(const QString &body, const QString &id)
    {
        Message message;
        message.conversation = *m_store->ensureConversation(m_account, m_tomas);
        message.direction = Direction::Outgoing;
        message.state = MessageState::Waiting;
        message.time = m_clock.now();
        message.sender = m_us;
        message.body = body;
        message.originId = OriginId(id);
        return *m_store->insert(message, MessageStore::Place::Newest, MessageStore::Unread::DoNotCount);
    }
    MessageState stateOf(const Message &message) { return m_store->message(message.id)->state; }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_database = std::move(Database::open(m_folder->filePath(QStringLiteral("history.sqlite")))->database);
        m_store = std::make_unique<MessageStore>(*m_database);
        AccountSettings settings;
        settings.jid = m_us;
        settings.id = *AccountStore(*m_database).add(settings);
        m_account = settings.id;
        m_connection = std::make_unique<Connection>(settings, QStringLiteral("0f1e2d3c-0000-4000-8000-000000000001"), m_clock);
        m_pipeline = std::make_unique<IncomingPipeline>(AccountContext{m_account, *m_connection, *m_database, m_clock}, *m_store);
    }

    void aTextIsStoredOnceHoweverOftenItComes()
    {
        IncomingMessage live = from(m_tomas, QStringLiteral("hello"), QStringLiteral("t1"));
        const Message first = take(live);
        QVERIFY(first.id.isValid());
        QCOMPARE(m_outcome.stored.size(), 1);

        live.source = IncomingMessage::Source::Carbon;
        QCOMPARE(take(live).id, first.id);
        QVERIFY(m_outcome.stored.isEmpty());

        QCOMPARE(take(archived(live, QStringLiteral("a1"), live.time)).id, first.id);
        QVERIFY(m_outcome.stored.isEmpty());
        QCOMPARE(m_store->message(first.id)->archiveId.value(), QStringLiteral("a1"));
        QCOMPARE(m_store->conversation(first.conversation)->unread, 1);
    }

    void anotherTextUnderTheSameIdIsAnotherMessage()
    {
        const Message one = take(from(m_tomas, QStringLiteral("one"), QStringLiteral("same")));
        const Message two = take(from(m_tomas, QStringLiteral("two"), QStringLiteral("same")));
        QVERIFY(one.id != two.id);
        QCOMPARE(m_store->conversation(one.conversation)->unread, 2);
    }

    void anIdOfAnotherSenderIsNotSeenBefore()
    {
        const Message tomas = take(from(m_tomas, QStringLiteral("pay me"), QStringLiteral("x")));
        const Message mallory = take(from(m_mallory, QStringLiteral("pay me"), QStringLiteral("x")));
        QVERIFY(tomas.conversation != mallory.conversation);
    }

    void whoWritesFirstAndIsNoContactIsAStranger()
    {
        RosterStore roster(*m_database);
        Contact tomas;
        tomas.account = m_account;
        tomas.jid = m_tomas;
        QVERIFY(roster.replace(m_account, {tomas}, QStringLiteral("v1")));
        const auto strangerOf = [this](const Message &message) { return m_store->conversation(message.conversation)->stranger; };
        QCOMPARE(strangerOf(take(from(m_tomas, QStringLiteral("hi"), QStringLiteral("t1")))), Stranger::No);
        QCOMPARE(strangerOf(take(from(*BareJid::parse(u"harbor.example"), QStringLiteral("down at 8"), QStringLiteral("s1")))), Stranger::No);
        const Message first = take(from(m_mallory, QStringLiteral("hi"), QStringLiteral("m1")));
        QCOMPARE(strangerOf(first), Stranger::Waits);

        QVERIFY(m_store->setStranger(first.conversation, Stranger::Declined));
        take(from(m_mallory, QStringLiteral("hello?"), QStringLiteral("m2")));
        QCOMPARE(strangerOf(first), Stranger::Declined);
        // Another device of ours answers.
        IncomingMessage answer = from(m_us, QStringLiteral("yes?"), QStringLiteral("a1"));
        answer.stanza.to = Jid(m_mallory);
        answer.source = IncomingMessage::Source::Carbon;
        take(answer);
        QCOMPARE(strangerOf(first), Stranger::No);
        QCOMPARE(m_store->setStranger(first.conversation, Stranger::Declined).error().kind, ErrorKind::NotFound);

        const BareJid later = *BareJid::parse(u"later@example.org");
        const Message asked = take(from(later, QStringLiteral("hi"), QStringLiteral("l1")));
        QCOMPARE(strangerOf(asked), Stranger::Waits);
        Contact contact = tomas;
        contact.jid = later;
        QVERIFY(roster.replace(m_account, {tomas, contact}, QStringLiteral("v2")));
        QCOMPARE(strangerOf(asked), Stranger::No);
    }

    void onlyTheRecipientSaysThatItWasDelivered()
    {
        const Message ours = sendText(QStringLiteral("hi"), QStringLiteral("m1"));
        QVERIFY(*m_store->setState(ours.id, MessageState::Sent));
        IncomingMessage receipt = from(m_mallory);
        receipt.stanza.receiptFor = OriginId(QStringLiteral("m1"));
        take(receipt);
        QCOMPARE(stateOf(ours), MessageState::Sent);
        receipt.stanza.from = Jid(m_tomas, QStringLiteral("phone"));
        take(receipt);
        QCOMPARE(stateOf(ours), MessageState::Delivered);
        QCOMPARE(m_outcome.changed.value(ours.conversation).size(), 1);
    }

    void aReceiptMayCarryText()
    {
        const Message ours = sendText(QStringLiteral("hi"), QStringLiteral("m1"));
        IncomingMessage receipt = from(m_tomas, QStringLiteral("got it"), QStringLiteral("t1"));
        receipt.stanza.receiptFor = OriginId(QStringLiteral("m1"));
        QCOMPARE(take(receipt).body, QStringLiteral("got it"));
        QCOMPARE(stateOf(ours), MessageState::Delivered);
    }

    void aDisplayedMarkerCountsForAllAbove()
    {
        const Message one = sendText(QStringLiteral("1"), QStringLiteral("m1"));
        const Message two = sendText(QStringLiteral("2"), QStringLiteral("m2"));
        const Message three = sendText(QStringLiteral("3"), QStringLiteral("m3"));
        for (const Message &message : {one, two, three}) {
            QVERIFY(*m_store->setState(message.id, MessageState::Sent));
        }
        IncomingMessage marker = from(m_tomas);
        marker.stanza.marker = MessageStanza::Marker::Displayed;
        marker.stanza.markerFor = OriginId(QStringLiteral("m2"));
        take(marker);
        QCOMPARE(stateOf(one), MessageState::Displayed);
        QCOMPARE(stateOf(two), MessageState::Displayed);
        QCOMPARE(stateOf(three), MessageState::Sent);
        marker.stanza.marker = MessageStanza::Marker::Received;
        take(marker);
        QCOMPARE(stateOf(two), MessageState::Displayed); // never back
    }

    void anOwnMarkerFromAnotherDeviceMarksRead()
    {
        const Message theirs = take(from(m_tomas, QStringLiteral("hello"), QStringLiteral("t1")));
        IncomingMessage marker = from(m_us);
        marker.source = IncomingMessage::Source::Carbon;
        marker.stanza.marker = MessageStanza::Marker::Displayed;
        marker.stanza.markerFor = OriginId(QStringLiteral("t1"));
        take(marker);
        QCOMPARE(m_store->conversation(theirs.conversation)->unread, 0);
    }

    void anOwnMarkerThatComesBeforeItsMessageMarksRead()
    {
        // What was read on the phone while this device was away: the archive gives the newest first.
        const auto old = [&](const char *id, const char *archiveId, qint64 time) {
            IncomingMessage in = archived(from(m_tomas, QStringLiteral("text"), QString::fromLatin1(id)), QString::fromLatin1(archiveId), time);
            in.unread = MessageStore::Unread::Count;
            return in;
        };
        const Message newest = take(old("t3", "a3", 1'700'000'003'000));
        IncomingMessage marker = archived(from(m_us), QStringLiteral("a4"), 1'700'000'002'500);
        marker.stanza.marker = MessageStanza::Marker::Displayed;
        marker.stanza.markerFor = OriginId(QStringLiteral("t2"));
        take(marker);
        IncomingMessage lie = archived(from(m_tomas), QStringLiteral("a5"), 1'700'000'002'600);
        lie.stanza.marker = MessageStanza::Marker::Displayed;
        lie.stanza.markerFor = OriginId(QStringLiteral("t3"));
        take(lie);
        take(old("t2", "a2", 1'700'000'002'000));
        take(old("t1", "a1", 1'700'000'001'000));
        QCOMPARE(m_store->conversation(newest.conversation)->unread, 1);
        QCOMPARE(m_store->message(newest.id)->id, newest.id);
    }

    void anErrorFailsItsMessageAndNoOther()
    {
        const Message ours = sendText(QStringLiteral("hi"), QStringLiteral("m1"));
        IncomingMessage error = from(m_mallory);
        error.stanza.type = MessageStanza::Type::Error;
        error.stanza.id = QStringLiteral("m1");
        error.stanza.error = Error{ErrorKind::Unavailable, QStringLiteral("service-unavailable"), {}};
        take(error);
        QCOMPARE(stateOf(ours), MessageState::Waiting);
        error.stanza.from = Jid(m_tomas);
        take(error);
        QCOMPARE(stateOf(ours), MessageState::Failed);
        QCOMPARE(m_store->message(ours.id)->failure->kind, ErrorKind::Unavailable);
    }

    void whatWaitedAndIsInTheArchiveWasSent()
    {
        const Message ours = sendText(QStringLiteral("hi"), QStringLiteral("m1"));
        take(archived(from(m_us, QStringLiteral("hi"), QStringLiteral("m1")), QStringLiteral("a1"), ours.time));
        QCOMPARE(stateOf(ours), MessageState::Sent);
        QVERIFY(m_outcome.outboxMoved);
        QVERIFY(m_outcome.stored.isEmpty());
    }

    void evidenceThatComesBeforeItsMessageIsKept()
    {
        // Archives are read newest first, so a receipt is met before its message.
        take(archived(from(m_tomas, QStringLiteral("last"), QStringLiteral("t9")), QStringLiteral("a9"), 1'700'000'009'000));
        IncomingMessage receipt = archived(from(m_tomas), QStringLiteral("a3"), 1'700'000'003'000);
        receipt.stanza.receiptFor = OriginId(QStringLiteral("m2"));
        take(receipt);
        const Message two = take(archived(from(m_us, QStringLiteral("2"), QStringLiteral("m2")), QStringLiteral("a2"), 1'700'000'002'000));
        const Message one = take(archived(from(m_us, QStringLiteral("1"), QStringLiteral("m1")), QStringLiteral("a1"), 1'700'000'001'000));
        QCOMPARE(stateOf(two), MessageState::Delivered);
        QCOMPARE(stateOf(one), MessageState::Sent);
        QVERIFY(one.id < two.id);
    }

    void evidenceIsKeptBeforeThereIsAChat()
    {
        IncomingMessage marker = archived(from(m_tomas), QStringLiteral("a3"), 1'700'000'003'000);
        marker.stanza.marker = MessageStanza::Marker::Displayed;
        marker.stanza.markerFor = OriginId(QStringLiteral("m2"));
        take(marker);
        const Message two = take(archived(from(m_us, QStringLiteral("2"), QStringLiteral("m2")), QStringLiteral("a2"), 1'700'000'002'000));
        QCOMPARE(stateOf(two), MessageState::Displayed);
    }

    void liveEvidenceIsKeptOfThoseWithWhomThereIsAChat()
    {
        m_pipeline->setArchive(IncomingPipeline::Archive::Awaited);
        IncomingMessage receipt = from(m_mallory);
        receipt.stanza.receiptFor = OriginId(QStringLiteral("m1"));
        IncomingMessage marker = from(m_mallory);
        marker.stanza.marker = MessageStanza::Marker::Displayed;
        marker.stanza.markerFor = OriginId(QStringLiteral("m2"));
        take(receipt);
        take(marker);
        QCOMPARE(m_pipeline->evidence(), 0);
        QVERIFY(m_store->ensureConversation(m_account, m_mallory));
        take(receipt);
        take(marker);
        QCOMPARE(m_pipeline->evidence(), 2);
        m_pipeline->setArchive(IncomingPipeline::Archive::Through);
        receipt.stanza.receiptFor = OriginId(QStringLiteral("m3"));
        take(receipt);
        QCOMPARE(m_pipeline->evidence(), 2);
        // What our phone was shown is known without: the chat may be in a page that is still to come.
        IncomingMessage shown = from(m_us);
        shown.source = IncomingMessage::Source::Carbon;
        shown.stanza.marker = MessageStanza::Marker::Displayed;
        shown.stanza.markerFor = OriginId(QStringLiteral("t1"));
        take(shown);
        QCOMPARE(m_pipeline->evidence(), 3);
    }

    void whatTheArchiveHasAboveADisplayedMessageWasDisplayed_data()
    {
        QTest::addColumn<int>("below"); // what the archive has below it: nobody knows, the displayed one, a later one
        QTest::addColumn<bool>("anew");
        QTest::addColumn<MessageState>("state");
        QTest::newRow("by its stamp alone") << 0 << false << MessageState::Sent;
        QTest::newRow("above the displayed one") << 1 << false << MessageState::Displayed;
        QTest::newRow("above a later one") << 2 << false << MessageState::Sent;
        QTest::newRow("learned in an earlier session") << 1 << true << MessageState::Sent;
    }
    void whatTheArchiveHasAboveADisplayedMessageWasDisplayed()
    {
        QFETCH(int, below);
        QFETCH(bool, anew);
        QFETCH(MessageState, state);
        const Message seen = sendText(QStringLiteral("seen"), QStringLiteral("m5"));
        const Message later = take(from(m_tomas, QStringLiteral("later"), QStringLiteral("t6")));
        IncomingMessage marker = from(m_tomas);
        marker.stanza.marker = MessageStanza::Marker::Displayed;
        marker.stanza.markerFor = OriginId(QStringLiteral("m5"));
        take(marker);
        QCOMPARE(stateOf(seen), MessageState::Displayed);
        if (anew) {
            m_pipeline->beginSession();
        }
        // Our phone wrote it. The server's clock is behind ours.
        IncomingMessage phone = archived(from(m_us, QStringLiteral("phone"), QStringLiteral("p1")),
                                         QStringLiteral("a4"), seen.time - 5000);
        phone.neighbours.before = below == 0 ? MessageId() : below == 1 ? seen.id : later.id;
        QCOMPARE(stateOf(take(phone)), state);
    }

    void archiveOrderHoldsWhateverTheStampsSay()
    {
        // One second for all, as a server with coarse stamps gives, read from the last to the first.
        MessageId above;
        QList<Message> stored;
        for (int i = 9; i >= 0; --i) {
            IncomingMessage in = archived(from(m_tomas, QString::number(i), QStringLiteral("t%1").arg(i)),
                                          QStringLiteral("a%1").arg(i), 1'700'000'000'000);
            in.neighbours.before = above;
            stored.prepend(take(in));
            above = stored.first().id;
        }
        for (int i = 1; i < 10; ++i) {
            QVERIFY(stored[i - 1].id < stored[i].id);
        }
    }

    void liesAboutTimeAreClamped()
    {
        const Message future = take(archived(from(m_tomas, QStringLiteral("f"), QStringLiteral("t1")), QStringLiteral("a1"), 99'999'999'999'999));
        QVERIFY(future.time <= m_clock.now() + 5 * 60 * 1000);
        const Message past = take(archived(from(m_tomas, QStringLiteral("p"), QStringLiteral("t2")), QStringLiteral("a2"), 1));
        QVERIFY(past.time >= 946'684'800'000);
    }

    void weakerEvidenceThatIsOlderTakesNothingBack()
    {
        // Newest first: what was displayed at last was only received before.
        for (const auto &[marker, archiveId] : {std::pair(MessageStanza::Marker::Displayed, QStringLiteral("a4")),
                                                std::pair(MessageStanza::Marker::Received, QStringLiteral("a3"))}) {
            IncomingMessage in = archived(from(m_tomas), archiveId, 1'700'000'003'000);
            in.stanza.marker = marker;
            in.stanza.markerFor = OriginId(QStringLiteral("m2"));
            take(in);
        }
        const Message two = take(archived(from(m_us, QStringLiteral("2"), QStringLiteral("m2")), QStringLiteral("a2"), 1'700'000'002'000));
        QCOMPARE(stateOf(two), MessageState::Displayed);
    }

    void whatWasDisplayedBeforeItWasAcknowledgedIsNotWaiting()
    {
        const Message ours = sendText(QStringLiteral("hi"), QStringLiteral("m1"));
        IncomingMessage marker = from(m_tomas);
        marker.stanza.marker = MessageStanza::Marker::Displayed;
        marker.stanza.markerFor = OriginId(QStringLiteral("m1"));
        take(marker);
        QCOMPARE(stateOf(ours), MessageState::Displayed);
        QVERIFY(m_outcome.outboxMoved);
    }

    void receiptsAreSentForNewsOnly()
    {
        IncomingMessage live = from(m_tomas, QStringLiteral("a"), QStringLiteral("t1"));
        live.stanza.receiptRequested = true;
        take(live);
        QCOMPARE(m_outcome.receipts.size(), 1);
        IncomingMessage missed = archived(from(m_tomas, QStringLiteral("b"), QStringLiteral("t2")), QStringLiteral("a2"), m_clock.now());
        missed.stanza.receiptRequested = true;
        take(missed);
        QCOMPARE(m_outcome.receipts.size(), 1);
        IncomingMessage old = archived(from(m_tomas, QStringLiteral("c"), QStringLiteral("t3")), QStringLiteral("a3"), m_clock.now());
        old.stanza.receiptRequested = true;
        old.unread = MessageStore::Unread::DoNotCount; // from before the account was on this computer
        take(old);
        QVERIFY(m_outcome.receipts.isEmpty());
        IncomingMessage carbon = from(m_tomas, QStringLiteral("d"), QStringLiteral("t4"));
        carbon.source = IncomingMessage::Source::Carbon;
        carbon.stanza.receiptRequested = true;
        take(carbon);
        QVERIFY(m_outcome.receipts.isEmpty());
    }

    void whatIsNoChatIsNotKept_data()
    {
        QTest::addColumn<int>("type");
        QTest::newRow("room message of a room we are not in") << int(MessageStanza::Type::GroupChat);
        QTest::newRow("headline") << int(MessageStanza::Type::Headline);
        QTest::newRow("error with a body") << int(MessageStanza::Type::Error);
    }
    void whatIsNoChatIsNotKept()
    {
        QFETCH(int, type);
        IncomingMessage in = from(m_mallory, QStringLiteral("EVIL"), QStringLiteral("e1"));
        in.stanza.type = MessageStanza::Type(type);
        QVERIFY(!take(in).id.isValid());
        QVERIFY(!m_store->findConversation(m_account, m_mallory)->isValid());
    }
};

JACKDAW_TEST(IncomingPipelineTest)

} // namespace incoming_pipeline_test

#include "IncomingPipelineTest.moc"
