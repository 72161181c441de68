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
        opened.encryption = {OmemoVersion::Legacy, OmemoDeviceId(7), trust, false, fault};
        if (outcome == Outcome::Opened) {
            opened.stanza = readMessage(message);
            opened.stanza.body = text;
        }
        return opened;
    }
    void settle() override {}

    Outcome outcome = Outcome::Opened;
    RatchetFault fault = RatchetFault::None;
    DeviceTrust trust = DeviceTrust::Verified;
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
    void inARoomItIsThePersonsDevice();
    void inARoomNobodyIsGuessed();
    void whereNothingCanBeSealedNothingIsOpened();
    void ourOwnComesBackFromTheRoom();
    void whatIsNoTextIsNoMessageForOthersEither();
    void whatWasSealedIsNotCorrectedInClear();
    void whatIsVerifiedIsNotCorrectedByAnUncheckedDevice();

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
    /// What Tomas says to all there.
    IncomingMessage inRoom(IncomingMessage in, RoomOrigin::Author author = RoomOrigin::Author::Other)
    {
        in.stanza.type = MessageStanza::Type::GroupChat;
        in.stanza.from = Jid(m_room, u"Tomas"_s);
        RoomOrigin room;
        room.room = m_room;
        room.nick = author == RoomOrigin::Author::Ours ? u"Mara"_s : u"Tomas"_s;
        room.ourNick = u"Mara"_s;
        room.author = author;
        room.addresses = RoomOrigin::Addresses::Shown;
        room.person = author == RoomOrigin::Author::Ours ? jid("mara@harbor.example") : jid("tomas@harbor.example");
        in.room = room;
        return in;
    }
    QList<Message> allInRoom()
    {
        const auto chat = m_store->findConversation(m_account, m_room);
        return chat->isValid() ? *m_store->select(u"WHERE m.conversation = ? ORDER BY m.id"_s, {chat->value()}) : QList<Message>();
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

    const BareJid m_room = jid("crews@groups.harbor.example");
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

/// A marker goes once in clear beside what Legacy seals, and once sealed for those who speak Two alone.
void SealedMessagesTest::whatIsNoTextIsNoMessageForOthersEither()
{
    take(inRoom(arrive(u"a text"_s, Source::Live)));
    QCOMPARE(allInRoom().size(), 1);
    IncomingMessage marker = inRoom(arrive(u"m"_s, Source::Live, {}, u"<displayed xmlns='urn:xmpp:chat-markers:0' id='a text'/>"_s));
    marker.sealed = {};
    marker.stanza.body.clear();
    QVERIFY(marker.stanza.marker);
    take(marker);
    m_cipher.outcome = Outcome::NotForUs;
    m_cipher.fault = RatchetFault::NotForUs;
    take(inRoom(arrive(u"m"_s, Source::Live)));
    QCOMPARE(allInRoom().size(), 1);
    take(inRoom(arrive(u"n"_s, Source::Live)));
    QCOMPARE(allInRoom().size(), 2); // what nothing is known of is a message that was not for us
}

JACKDAW_TEST(SealedMessagesTest)

/// facts/security.md, O1: whoever is on the way could put words under the lock.
void SealedMessagesTest::whatWasSealedIsNotCorrectedInClear()
{
    const QString correction = u"<replace xmlns='urn:xmpp:message-correct:0' id='first'/>"_s;
    take(arrive(u"first"_s, Source::Live));
    m_document.setContent(u"<message xmlns='jabber:client' type='chat' from='tomas@harbor.example/x' to='mara@harbor.example' "
                          "id='forged'><body>other words</body>%1</message>"_s.arg(correction),
                          QDomDocument::ParseOption::UseNamespaceProcessing);
    IncomingMessage forged;
    forged.stanza = readMessage(m_document.documentElement());
    forged.source = Source::Live;
    forged.time = m_clock.now();
    forged.place = MessageStore::Place::Newest;
    take(forged);
    QCOMPARE(all().size(), 2);
    QCOMPARE(all().at(0).body, u"what was sealed"_s);
    QVERIFY(all().at(0).encryption && all().at(0).edited == 0);
    QVERIFY(!all().at(1).encryption);
    m_cipher.text = u"mended"_s;
    take(arrive(u"mended"_s, Source::Live, {}, correction));
    QCOMPARE(all().size(), 2);
    QCOMPARE(all().at(0).body, u"mended"_s);
}

/// O2: whoever adds a device to that person's list could put words under the mark of a checked one.
void SealedMessagesTest::whatIsVerifiedIsNotCorrectedByAnUncheckedDevice()
{
    const QString correction = u"<replace xmlns='urn:xmpp:message-correct:0' id='%1'/>"_s;
    take(arrive(u"first"_s, Source::Live));
    m_cipher.trust = DeviceTrust::Undecided;
    m_cipher.text = u"other words"_s;
    take(arrive(u"second"_s, Source::Live, {}, correction.arg(u"first"_s)));
    QCOMPARE(all().size(), 2);
    QCOMPARE(all().at(0).body, u"what was sealed"_s);
    QVERIFY(all().at(0).edited == 0);
    QCOMPARE(all().at(1).encryption->trust, DeviceTrust::Undecided);
    m_cipher.text = u"an unchecked one"_s;
    take(arrive(u"third"_s, Source::Live));
    m_cipher.text = u"mended"_s;
    take(arrive(u"fourth"_s, Source::Live, {}, correction.arg(u"third"_s))); // nobody took that for checked
    QCOMPARE(all().size(), 3);
    QCOMPARE(all().at(2).body, u"mended"_s);
}

/// facts/security.md, O6: whose key it is, and to whom it was said.
void SealedMessagesTest::inARoomItIsThePersonsDevice()
{
    const Message taken = take(inRoom(arrive(u"r"_s, Source::Live)));
    QCOMPARE(m_cipher.lastSender, jid("tomas@harbor.example"));
    QCOMPARE(m_cipher.lastChat, m_room);
    QCOMPARE(taken.body, u"what was sealed"_s);
    QCOMPARE(allInRoom().size(), 1);
    const Message stored = allInRoom().constFirst();
    QCOMPARE(stored.nick, u"Tomas"_s);
    QVERIFY(stored.sender != jid("tomas@harbor.example")); // a place in the room
    QVERIFY(stored.encryption && stored.encryption->isReadable());
    QCOMPARE(stored.encryption->person, jid("tomas@harbor.example"));
    QCOMPARE(stored.encryption->device, OmemoDeviceId(7));
}

void SealedMessagesTest::inARoomNobodyIsGuessed()
{
    IncomingMessage in = inRoom(arrive(u"r"_s, Source::Live));
    in.room->person = {};
    take(in);
    QCOMPARE(m_cipher.turns, 0);
    QCOMPARE(allInRoom().size(), 1);
    QVERIFY(allInRoom().constFirst().isUnreadable());
    QCOMPARE(allInRoom().constFirst().encryption->fault, RatchetFault::UnknownSender);
    QVERIFY(!allInRoom().constFirst().encryption->person.isValid());
}

void SealedMessagesTest::whereNothingCanBeSealedNothingIsOpened()
{
    IncomingMessage in = inRoom(arrive(u"r"_s, Source::Live));
    in.room->addresses = RoomOrigin::Addresses::Hidden;
    take(in);
    QCOMPARE(m_cipher.turns, 0);
    QCOMPARE(allInRoom().constFirst().body, u"I sent you an encrypted message"_s);
    QVERIFY(!allInRoom().constFirst().encryption);
    IncomingMessage aside = inRoom(arrive(u"s"_s, Source::Live));
    aside.room->kind = Utterance::Kind::RoomPrivate;
    take(aside);
    QCOMPARE(m_cipher.turns, 0);
}

/// Two stanzas of ours, one for each version, come back as the one message that they are.
void SealedMessagesTest::ourOwnComesBackFromTheRoom()
{
    Message ours = aMessage().ours();
    ours.conversation = *m_store->ensureRoomConversation(m_account, ConversationKind::Room, m_room);
    ours.sender = jid("mara@harbor.example");
    ours.originId = OriginId(u"r"_s);
    ours.state = MessageState::Waiting;
    ours.encryption = MessageEncryption{OmemoVersion::Legacy, OmemoDeviceId(1), DeviceTrust::Verified, false, RatchetFault::None};
    const auto stored = m_store->insert(ours, MessageStore::Place::Newest, MessageStore::Unread::DoNotCount);
    QVERIFY(stored);
    m_cipher.outcome = Outcome::OwnEcho;
    IncomingMessage first = inRoom(arrive(u"r"_s, Source::Live, u"one"_s), RoomOrigin::Author::Ours);
    IncomingMessage second = inRoom(arrive(u"r"_s, Source::Live, u"two"_s), RoomOrigin::Author::Ours);
    first.stanza.originId = second.stanza.originId = OriginId(u"r"_s);
    QCOMPARE(take(first).id, stored->id);
    QCOMPARE(m_store->message(stored->id)->state, MessageState::Sent);
    QCOMPARE(take(second).id, stored->id);
    QCOMPARE(allInRoom().size(), 1);
    QCOMPARE(allInRoom().constFirst().body, ours.body);
}

} // namespace sealed_messages_test

#include "sealed_messages_test.moc"
