// SPDX-License-Identifier: GPL-3.0-or-later
#include "account/AccountStore.h"
#include "chat/IncomingPipeline.h"
#include "storage/Database.h"
#include "support/Builders.h"
#include "support/FakeClock.h"
#include "support/TestDatabase.h"
#include "support/TestProgram.h"
#include "xmpp/OmemoStanza.h"

#include <QDomDocument>
#include <QTest>

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

using Outcome = MessageCipher::Opened::Outcome;
using Source = IncomingMessage::Source;

namespace sealed_messages_test {

/// Opens as the test says, and counts.
class ScriptedCipher : public MessageCipher
{
public:
    Result<Readiness> readiness(const BareJid &) override { return Readiness::Clear; }
    Result<QList<QXmppMessage>> seal(const QXmppMessage &clear, const BareJid &, MessageId) override { return QList<QXmppMessage>{clear}; }
    Result<Opened> open(const QDomElement &message, const BareJid &sender, const BareJid &chat, qint64) override
    {
        ++turns;
        lastSender = sender;
        lastChat = chat;
        Opened opened;
        opened.outcome = outcome;
        opened.encryption = {OmemoVersion::Legacy, OmemoDeviceId(7), DeviceTrust::Verified, false, fault};
        if (outcome == Outcome::Opened) {
            opened.stanza = readMessage(message);
            opened.stanza.body = text;
        }
        return opened;
    }
    void settle() override {}

    Outcome outcome = Outcome::Opened;
    RatchetFault fault = RatchetFault::None;
    QString text = u"what was sealed"_s;
    int turns = 0;
    BareJid lastSender;
    BareJid lastChat;
};

/// Encrypted messages on their way in: one turn of the ratchet for each, the ids alone where nobody can read it, and nothing of
/// what stands around.
class SealedMessagesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();

    void whatWasSealedIsStoredWithItsDevice();
    void theSameFromTheArchiveTurnsNothing();
    void whatNobodyCanReadSaysWhy();
    void whatCanBeReadLaterIsFilledIn();
    void whatIsOnlyRecognisedIsNotOpened();
    void ourOwnComesBackAsSent();
    void keysAloneAreNoMessage();
    void whatStandsAroundItDoesNotCount();
    void withoutACipherTheHintIsShown();

private:
    IncomingMessage arrive(const QString &id, Source source, const QString &archiveId = {}, const QString &more = {}, bool ours = false)
    {
        const QString xml = u"<message xmlns='jabber:client' type='chat' from='%1/x' to='%2' id='%3'>"
                            "<encrypted xmlns='eu.siacs.conversations.axolotl'><header sid='7'/></encrypted>"
                            "<body>I sent you an encrypted message</body>%4</message>"_s
                                .arg(ours ? u"mara@harbor.example"_s : u"tomas@harbor.example"_s,
                                     ours ? u"tomas@harbor.example"_s : u"mara@harbor.example"_s, id, more);
        m_document.setContent(xml, QDomDocument::ParseOption::UseNamespaceProcessing);
        IncomingMessage in;
        in.stanza = readMessage(m_document.documentElement());
        in.sealed = claimsOmemo(m_document.documentElement()) ? m_document.documentElement() : QDomElement();
        in.source = source;
        in.archiveId = ArchiveId(archiveId);
        in.time = m_clock.now();
        in.place = source == Source::Archive ? MessageStore::Place::ByTime : MessageStore::Place::Newest;
        return in;
    }
    Message take(const IncomingMessage &in)
    {
        Message taken;
        m_outcome = {};
        const Status done = (*m_database)->transaction(Database::Durability::Normal, [&]() -> Status {
            auto processed = m_pipeline->process(in, m_outcome);
            if (!processed) {
                return processed.error();
            }
            taken = *std::move(processed);
            return Done{};
        });
        if (!done) {
            qFatal("%s", qPrintable(done.error().detail));
        }
        return taken;
    }
    QList<Message> all()
    {
        const auto chat = m_store->findConversation(m_account, jid("tomas@harbor.example"));
        return chat->isValid() ? *m_store->select(u"WHERE m.conversation = ? ORDER BY m.id"_s, {chat->value()}) : QList<Message>();
    }

    QDomDocument m_document;
    std::unique_ptr<TestDatabase> m_database;
    FakeClock m_clock;
    AccountSettings m_settings = anAccount("mara@harbor.example");
    AccountId m_account;
    std::unique_ptr<Connection> m_connection;
    std::unique_ptr<MessageStore> m_store;
    std::unique_ptr<IncomingPipeline> m_pipeline;
    ScriptedCipher m_cipher;
    IncomingOutcome m_outcome;
};

void SealedMessagesTest::init()
{
    m_pipeline.reset();
    m_connection.reset();
    m_database = std::make_unique<TestDatabase>();
    m_account = *AccountStore(**m_database).add(m_settings);
    m_connection = std::make_unique<Connection>(m_settings, u"agent"_s, m_clock);
    m_store = std::make_unique<MessageStore>(**m_database);
    m_pipeline = std::make_unique<IncomingPipeline>(AccountContext{m_account, *m_connection, **m_database, m_clock}, *m_store);
    m_cipher = {};
    m_pipeline->setCipher(m_cipher);
}

void SealedMessagesTest::whatWasSealedIsStoredWithItsDevice()
{
    const Message taken = take(arrive(u"a"_s, Source::Live));
    QCOMPARE(all().size(), 1);
    QCOMPARE(all().constFirst().body, u"what was sealed"_s);
    QCOMPARE(all().constFirst().encryption, (std::optional(MessageEncryption{OmemoVersion::Legacy, OmemoDeviceId(7), DeviceTrust::Verified, false, {}})));
    QVERIFY(taken.id.isValid());
    QCOMPARE(m_cipher.lastSender, jid("tomas@harbor.example"));
    QCOMPARE(m_cipher.lastChat, jid("mara@harbor.example"));
    // What another device of ours wrote is for the one whom it was written to.
    take(arrive(u"b"_s, Source::Carbon, {}, {}, true));
    QCOMPARE(m_cipher.lastSender, jid("mara@harbor.example"));
    QCOMPARE(m_cipher.lastChat, jid("tomas@harbor.example"));
}

void SealedMessagesTest::theSameFromTheArchiveTurnsNothing()
{
    take(arrive(u"a"_s, Source::Live));
    m_cipher.outcome = Outcome::Known; // what the ratchet says to what it has opened
    take(arrive(u"a"_s, Source::Archive, u"archive-1"_s));
    QCOMPARE(m_cipher.turns, 2);
    QCOMPARE(all().size(), 1);
    QCOMPARE(all().constFirst().archiveId, ArchiveId(u"archive-1"_s));
    take(arrive(u"a"_s, Source::Archive, u"archive-1"_s));
    QCOMPARE(m_cipher.turns, 2);
    QCOMPARE(all().size(), 1);
    // What was opened and is here no more is no message again.
    take(arrive(u"of old"_s, Source::Archive, u"archive-2"_s));
    QCOMPARE(all().size(), 1);
}

void SealedMessagesTest::whatNobodyCanReadSaysWhy()
{
    m_cipher.outcome = Outcome::Unreadable;
    m_cipher.fault = RatchetFault::NoSession;
    take(arrive(u"a"_s, Source::Live));
    QCOMPARE(all().size(), 1);
    QVERIFY(all().constFirst().body.isEmpty());
    QVERIFY(all().constFirst().isUnreadable());
    QCOMPARE(all().constFirst().encryption->fault, RatchetFault::NoSession);
    QCOMPARE(m_store->conversation(all().constFirst().conversation)->unread, 1);
    take(arrive(u"a"_s, Source::Archive, u"archive-1"_s));
    QCOMPARE(all().size(), 1); // once
}

void SealedMessagesTest::whatCanBeReadLaterIsFilledIn()
{
    m_cipher.outcome = Outcome::NotForUs;
    m_cipher.fault = RatchetFault::NotForUs;
    take(arrive(u"a"_s, Source::Live));
    QVERIFY(all().constFirst().isUnreadable());
    m_cipher.outcome = Outcome::Opened;
    m_cipher.fault = RatchetFault::None;
    take(arrive(u"a"_s, Source::Live)); // the same in another version
    QCOMPARE(all().size(), 1);
    QCOMPARE(all().constFirst().body, u"what was sealed"_s);
    QVERIFY(!all().constFirst().isUnreadable());
    QVERIFY(m_outcome.altered.contains(all().constFirst().conversation));
    m_cipher.outcome = Outcome::NotForUs;
    m_cipher.fault = RatchetFault::NotForUs;
    take(arrive(u"a"_s, Source::Live));
    QCOMPARE(all().size(), 1);
    QVERIFY(!all().constFirst().isUnreadable());
}

void SealedMessagesTest::whatIsOnlyRecognisedIsNotOpened()
{
    IncomingMessage in = arrive(u"a"_s, Source::Archive, u"archive-1"_s);
    in.purpose = IncomingMessage::Purpose::Recognise;
    take(in);
    QCOMPARE(m_cipher.turns, 0);
    QVERIFY(all().isEmpty());
}

void SealedMessagesTest::ourOwnComesBackAsSent()
{
    Message own = aMessage().ours().saying(u"to be sent"_s);
    own.conversation = *m_store->ensureConversation(m_account, jid("tomas@harbor.example"));
    own.sender = jid("mara@harbor.example");
    own.originId = OriginId(u"a"_s);
    own.state = MessageState::Waiting;
    own.encryption = MessageEncryption{OmemoVersion::Legacy, OmemoDeviceId(1), DeviceTrust::Verified, false, {}};
    QVERIFY(m_store->insert(own, MessageStore::Place::Newest, MessageStore::Unread::DoNotCount));
    IncomingMessage in = arrive(u"a"_s, Source::Archive, u"archive-1"_s, {}, true);
    in.purpose = IncomingMessage::Purpose::Recognise;
    take(in);
    QCOMPARE(all().size(), 1);
    QCOMPARE(all().constFirst().state, MessageState::Sent);
    QCOMPARE(all().constFirst().body, u"to be sent"_s);
    QVERIFY(m_outcome.outboxMoved);
}

void SealedMessagesTest::keysAloneAreNoMessage()
{
    m_cipher.outcome = Outcome::KeysOnly;
    take(arrive(u"a"_s, Source::Live));
    QVERIFY(all().isEmpty());
}

/// Somebody on the way could write it there.
void SealedMessagesTest::whatStandsAroundItDoesNotCount()
{
    take(arrive(u"first"_s, Source::Live));
    m_cipher.outcome = Outcome::Unreadable;
    m_cipher.fault = RatchetFault::NotForSession;
    take(arrive(u"second"_s, Source::Live, {}, u"<retract xmlns='urn:xmpp:message-retract:1' id='first'/>"_s));
    QCOMPARE(all().size(), 2);
    QCOMPARE(all().constFirst().retracted, 0);
    QVERIFY(all().constLast().body.isEmpty());
}

void SealedMessagesTest::withoutACipherTheHintIsShown()
{
    IncomingPipeline plain(AccountContext{m_account, *m_connection, **m_database, m_clock}, *m_store);
    IncomingOutcome outcome;
    QVERIFY((*m_database)->transaction(Database::Durability::Normal, [&]() -> Status {
        const auto taken = plain.process(arrive(u"a"_s, Source::Live), outcome);
        return taken ? Status(Done{}) : Status(taken.error());
    }));
    QCOMPARE(all().constFirst().body, u"I sent you an encrypted message"_s);
    QVERIFY(!all().constFirst().encryption);
}

JACKDAW_TEST(SealedMessagesTest)

} // namespace sealed_messages_test

#include "sealed_messages_test.moc"
