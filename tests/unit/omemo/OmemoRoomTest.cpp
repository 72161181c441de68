// SPDX-License-Identifier: GPL-3.0-or-later
#include "OmemoPeople.h"
#include "omemo/PayloadCipher.h"
#include "support/TestProgram.h"

#include <QTest>

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

using Outcome = OmemoService::Opened::Outcome;
using Readiness = OmemoService::Readiness;

namespace omemo_room_test {

/// One room, with the people that the test says.
class OneRoom : public RoomReaders
{
public:
    Readers readers(const BareJid &address) const override { return address == room ? Readers{state, people} : Readers{}; }
    QList<BareJid> roomsOf(const BareJid &person) const override { return people.contains(person) ? QList{room} : QList<BareJid>(); }
    void freshen(const BareJid &address) override { freshened += address == room ? 1 : 0; }

    BareJid room = jid("crews@groups.harbor.example");
    State state = State::Known;
    QList<BareJid> people;
    int freshened = 0;
};

/// Encryption to all who are on a room's lists, with real stores and ratchets; facts/security.md, O1, O6, O9 and O11 in rooms.
class OmemoRoomTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void everybodyReadsInTheirVersion();
    void ownOtherDevicesRead();
    void byDefaultWhereEverybodyCanRead();
    void encryptedSaysWhoCannot();
    void onceEncryptedItStaysSo();
    void aloneNothingIsEncrypted();
    void whoIsTakenOffReadsNoMore();
    void whoWritesAsksAnewWhoReadsAndWhoLooksDoesNot();
    void waitsUntilTheListsAreKnown();
    void wishIsObeyed();
    void whoWritesEncryptedIsAnsweredInTheRoom();
    void anothersStanzaIsNotTheirs();
    void saidAgainElsewhereIsNothing();
    void envelopesNameTheRoom();
    void ownCopiesNameTheChat();
    void oneServerThatIsAwayStopsNobody();
    void newsOfDevicesReachTheRoom();
    void devicesThatNoEventToldOfAreAskedFor();
    void manyPeopleAreAskedAtOnce();
    void anOutageSendsNothingInClear();
    void whoIsWaitedForNoMoreIsLeftOut();
    void devicesWithoutEndHoldNobodyUp();

private:
    std::unique_ptr<Person> person(const char *address)
    {
        auto out = std::make_unique<Person>(*m_server, address);
        out->service->setRooms(m_room);
        m_room.people.append(out->jid);
        return out;
    }
    void only(Person &whom, OmemoVersion version)
    {
        const OmemoVersion other = version == OmemoVersion::Two ? OmemoVersion::Legacy : OmemoVersion::Two;
        m_server->setList(whom.jid, other, {});
    }
    QString textOf(Person &reader, const QList<QXmppMessage> &stanzas, const BareJid &from)
    {
        for (const QXmppMessage &stanza : stanzas) {
            const auto opened = reader.read(stanza, from, m_room.room);
            if (opened.outcome == Outcome::Opened) {
                return opened.stanza.body;
            }
        }
        return {};
    }
    /// Sealed by hand by one device for another: what stands beside the content is the test's.
    static QXmppMessage sealedWith(Person &sender, Person &reader, const QByteArray &affixes)
    {
        OmemoMessage message;
        message.version = OmemoVersion::Two;
        message.sender = sender.device().id;
        const Status done = sender.database->transaction(Database::Durability::Full, [&]() -> Status {
            const auto payload = *sealPayload(OmemoVersion::Two, "<envelope xmlns='urn:xmpp:sce:1'><content><body xmlns='jabber:client'>"
                                                                 "by hand</body></content>" + affixes + "</envelope>");
            const auto key = sender.service->keys().ratchet().encrypt(OmemoVersion::Two, reader.device(), payload.secret);
            message.keys.append({reader.jid, reader.device().id, key.value.kind, key.value.data});
            message.payload = payload.payload;
            return Done{};
        });
        if (!done) {
            qFatal("not sealed");
        }
        return writeKeyTransport(reader.jid, message);
    }
    /// What a device of `sender` sealed for that of `reader`.
    static Result<SceEnvelope> envelopeIn(Person &reader, Person &sender, const QXmppMessage &stanza)
    {
        Result<SceEnvelope> out(Error{ErrorKind::NotFound, {}, {}});
        const QList<OmemoMessage> messages = readOmemo(domOf(xmlOf(stanza)));
        const Status done = reader.database->transaction(Database::Durability::Full, [&]() -> Status {
            for (const OmemoMessage::Key &key : messages.constFirst().keys) {
                if (key.device == reader.device().id) {
                    const auto turned = reader.service->keys().ratchet().decrypt(OmemoVersion::Two, sender.device(), {key.kind, key.data});
                    const auto plain = openPayload(OmemoVersion::Two, {turned.value.secret, {}, *messages.constFirst().payload});
                    out = plain ? readEnvelope(*plain) : Result<SceEnvelope>(plain.error());
                }
            }
            return Done{};
        });
        return done ? out : Result<SceEnvelope>(done.error());
    }
    static QList<std::pair<QString, ReadReason>> leftOut(const QList<DeviceReport> &report)
    {
        QList<std::pair<QString, ReadReason>> out;
        for (const DeviceReport &each : report) {
            if (each.reason != ReadReason::CanRead) {
                out.append({each.device.jid.toString(), each.reason});
            }
        }
        return out;
    }

    std::unique_ptr<MemoryServer> m_server;
    OneRoom m_room;
};

void OmemoRoomTest::init()
{
    m_server = std::make_unique<MemoryServer>();
    m_room = {};
}

void OmemoRoomTest::everybodyReadsInTheirVersion()
{
    const auto mara = person("mara@harbor.example");
    const auto tomas = person("tomas@harbor.example");
    const auto leila = person("leila@hill.example");
    const auto jonas = person("jonas@hill.example");
    const auto aino = person("aino@hill.example");
    only(*leila, OmemoVersion::Legacy);
    only(*jonas, OmemoVersion::Two);
    only(*aino, OmemoVersion::Two);
    QCOMPARE(mara->readiness(m_room.room), Readiness::Ready);
    const MessageId message = mara->aMessageTo(m_room.room);
    const auto stanzas = mara->write(m_room.room, u"to all"_s, message);
    QCOMPARE(stanzas.size(), 2);
    for (Person *each : {tomas.get(), leila.get(), jonas.get(), aino.get()}) {
        QCOMPARE(textOf(*each, stanzas, mara->jid), u"to all"_s);
    }
    const auto report = mara->service->keys().store().report(message);
    QCOMPARE(report->size(), 4);
    QCOMPARE(leftOut(*report).size(), 0);
    // And back, from one who speaks the newer version alone.
    QCOMPARE(jonas->readiness(m_room.room), Readiness::Ready);
    const auto answer = jonas->write(m_room.room, u"heard"_s);
    for (Person *each : {mara.get(), tomas.get(), leila.get(), aino.get()}) {
        QCOMPARE(textOf(*each, answer, jonas->jid), u"heard"_s);
    }
}

/// O11: of who is not in, rooms need not tell us what becomes of them.
void OmemoRoomTest::whoWritesAsksAnewWhoReadsAndWhoLooksDoesNot()
{
    const auto mara = person("mara@harbor.example");
    const auto tomas = person("tomas@harbor.example");
    QCOMPARE(mara->readiness(m_room.room), Readiness::Ready);
    m_room.freshened = 0;
    QVERIFY(mara->service->chat(m_room.room));
    QCOMPARE(m_room.freshened, 0);
    QVERIFY(mara->service->readiness(m_room.room));
    QCOMPARE(m_room.freshened, 1);
}

void OmemoRoomTest::ownOtherDevicesRead()
{
    const auto mara = person("mara@harbor.example");
    const auto tomas = person("tomas@harbor.example");
    Person laptop(*m_server, "mara@harbor.example");
    laptop.service->setRooms(m_room);
    mara->service->beginSession();
    QCOMPARE(mara->readiness(m_room.room), Readiness::Ready);
    const auto stanzas = mara->write(m_room.room, u"to all"_s);
    QCOMPARE(textOf(laptop, stanzas, mara->jid), u"to all"_s);
    QCOMPARE(textOf(*tomas, stanzas, mara->jid), u"to all"_s);
    QCOMPARE(mara->read(stanzas.constFirst(), mara->jid, m_room.room).outcome, Outcome::OwnEcho);
}

void OmemoRoomTest::byDefaultWhereEverybodyCanRead()
{
    const auto mara = person("mara@harbor.example");
    const auto tomas = person("tomas@harbor.example");
    QCOMPARE(mara->readiness(m_room.room), Readiness::Ready);
    m_room.people.append(jid("nodevices@hill.example"));
    QCOMPARE(mara->readiness(m_room.room), Readiness::Clear);
    m_room.people.removeLast();
    QCOMPARE(mara->readiness(m_room.room), Readiness::Ready);
    m_room.state = RoomReaders::State::Open;
    QCOMPARE(mara->readiness(m_room.room), Readiness::Clear);
    m_room.state = RoomReaders::State::Known;
    mara->service->setByDefault(EncryptByDefault::No);
    QCOMPARE(mara->readiness(m_room.room), Readiness::Clear);
}

void OmemoRoomTest::encryptedSaysWhoCannot()
{
    const auto mara = person("mara@harbor.example");
    const auto tomas = person("tomas@harbor.example");
    const auto leila = person("leila@hill.example");
    m_room.people.append(jid("nodevices@hill.example"));
    QVERIFY(mara->service->setWish(m_room.room, ChatWish::Encrypted));
    QCOMPARE(mara->readiness(m_room.room), Readiness::Ready);
    QVERIFY(mara->service->setTrust(leila->device(), DeviceTrust::Distrusted));
    QCOMPARE(mara->readiness(m_room.room), Readiness::Ready);
    const auto chat = mara->service->chat(m_room.room);
    QCOMPARE(chat->sending, ChatEncryption::Sending::Encrypted);
    const QList<std::pair<QString, ReadReason>> expected{{u"leila@hill.example"_s, ReadReason::Distrusted},
                                                         {u"nodevices@hill.example"_s, ReadReason::NoDevices}};
    QCOMPARE(leftOut(chat->readers), expected);
    QCOMPARE(peopleWithout(chat->readers), (QList{leila->jid, jid("nodevices@hill.example")}));
    const auto stanzas = mara->write(m_room.room, u"to most"_s);
    QCOMPARE(textOf(*tomas, stanzas, mara->jid), u"to most"_s);
    QCOMPARE(textOf(*leila, stanzas, mara->jid), QString());
}

/// O1.
void OmemoRoomTest::onceEncryptedItStaysSo()
{
    const auto mara = person("mara@harbor.example");
    const auto tomas = person("tomas@harbor.example");
    QCOMPARE(mara->readiness(m_room.room), Readiness::Ready);
    QVERIFY(!mara->write(m_room.room, u"sealed"_s, mara->aMessageTo(m_room.room)).isEmpty());
    m_room.people.append(jid("nodevices@hill.example"));
    QCOMPARE(mara->readiness(m_room.room), Readiness::Ready); // and says who cannot
    mara->service->setByDefault(EncryptByDefault::No);
    QCOMPARE(mara->readiness(m_room.room), Readiness::Ready);
    m_room.people.removeOne(tomas->jid);
    QCOMPARE(mara->readiness(m_room.room), Readiness::Stuck);
    m_room.state = RoomReaders::State::Open; // somebody opened the room to all
    QCOMPARE(mara->readiness(m_room.room), Readiness::Stuck);
    QVERIFY(mara->write(m_room.room, u"more"_s).isEmpty());
    QCOMPARE(mara->error->kind, ErrorKind::NotEncryptable);
}

void OmemoRoomTest::aloneNothingIsEncrypted()
{
    const auto mara = person("mara@harbor.example");
    Person laptop(*m_server, "mara@harbor.example");
    mara->service->beginSession();
    QCOMPARE(mara->readiness(m_room.room), Readiness::Clear);
    QVERIFY(mara->write(m_room.room, u"to nobody"_s).isEmpty());
}

/// O11.
void OmemoRoomTest::whoIsTakenOffReadsNoMore()
{
    const auto mara = person("mara@harbor.example");
    const auto tomas = person("tomas@harbor.example");
    const auto leila = person("leila@hill.example");
    QCOMPARE(mara->readiness(m_room.room), Readiness::Ready);
    const auto before = mara->write(m_room.room, u"before"_s);
    QCOMPARE(textOf(*leila, before, mara->jid), u"before"_s);
    m_room.people.removeOne(leila->jid);
    QCOMPARE(mara->readiness(m_room.room), Readiness::Ready);
    const auto after = mara->write(m_room.room, u"after"_s);
    QCOMPARE(textOf(*tomas, after, mara->jid), u"after"_s);
    for (const QXmppMessage &stanza : after) {
        QCOMPARE(leila->read(stanza, mara->jid, m_room.room).outcome, Outcome::NotForUs);
        for (const OmemoMessage &message : readOmemo(domOf(xmlOf(stanza)))) {
            for (const OmemoMessage::Key &key : message.keys) {
                QVERIFY(key.device != leila->device().id);
            }
        }
    }
}

void OmemoRoomTest::waitsUntilTheListsAreKnown()
{
    const auto mara = person("mara@harbor.example");
    const auto tomas = person("tomas@harbor.example");
    QCOMPARE(mara->readiness(m_room.room), Readiness::Ready);
    m_room.state = RoomReaders::State::NotYet;
    QCOMPARE(mara->readiness(m_room.room), Readiness::NotYet);
    QVERIFY(mara->write(m_room.room, u"to whom?"_s).isEmpty());
    QCOMPARE(mara->error->kind, ErrorKind::NotEncryptable);
    m_room.state = RoomReaders::State::Known;
    mara->nodes.holds = true;
    mara->service->beginSession();
    QCOMPARE(mara->readiness(m_room.room), Readiness::NotYet);
    while (!mara->nodes.held.isEmpty()) {
        mara->nodes.held.takeFirst()();
    }
    QVERIFY(mara->changed.contains(m_room.room));
    QCOMPARE(mara->readiness(m_room.room), Readiness::Ready);
}

void OmemoRoomTest::wishIsObeyed()
{
    const auto mara = person("mara@harbor.example");
    const auto tomas = person("tomas@harbor.example");
    QVERIFY(mara->service->setWish(m_room.room, ChatWish::Clear));
    QCOMPARE(mara->readiness(m_room.room), Readiness::Clear);
    QVERIFY(mara->service->setWish(m_room.room, ChatWish::NotSaid));
    QCOMPARE(mara->readiness(m_room.room), Readiness::Ready);
    QCOMPARE(mara->service->chat(tomas->jid)->wish, ChatWish::NotSaid);
}

void OmemoRoomTest::whoWritesEncryptedIsAnsweredInTheRoom()
{
    const auto mara = person("mara@harbor.example");
    const auto tomas = person("tomas@harbor.example");
    QCOMPARE(tomas->readiness(m_room.room), Readiness::Ready);
    mara->service->setByDefault(EncryptByDefault::No);
    QCOMPARE(mara->readiness(m_room.room), Readiness::Clear);
    QCOMPARE(textOf(*mara, tomas->write(m_room.room, u"sealed"_s), tomas->jid), u"sealed"_s);
    QCOMPARE(mara->readiness(m_room.room), Readiness::Ready);
    QVERIFY(mara->changed.contains(m_room.room));
    QCOMPARE(mara->service->chat(tomas->jid)->wish, ChatWish::NotSaid); // nothing was said there
}

/// O6: somebody else in the room sends again what Tomas wrote.
void OmemoRoomTest::anothersStanzaIsNotTheirs()
{
    const auto mara = person("mara@harbor.example");
    const auto tomas = person("tomas@harbor.example");
    const auto mallory = person("mallory@hill.example");
    for (const OmemoVersion version : allOmemoVersions) {
        only(*mara, version);
        tomas->service->beginSession();
        QCOMPARE(tomas->readiness(m_room.room), Readiness::Ready);
        // Once both have spoken: what begins a session names its identity and nobody, and is read as by whoever sent it.
        QCOMPARE(textOf(*mara, tomas->write(m_room.room, u"hello"_s), tomas->jid), u"hello"_s);
        QCOMPARE(mara->readiness(m_room.room), Readiness::Ready);
        QCOMPARE(textOf(*tomas, mara->write(m_room.room, u"hello Tomas"_s), mara->jid), u"hello Tomas"_s);
        const auto stanzas = tomas->write(m_room.room, u"I am Tomas"_s);
        QCOMPARE(textOf(*mara, stanzas, mallory->jid), QString());
        QCOMPARE(textOf(*mara, stanzas, tomas->jid), u"I am Tomas"_s);
        QCOMPARE(textOf(*mara, stanzas, tomas->jid), QString()); // and again
        mara->service->beginSession(); // on both lists again
    }
}

/// O9: what was said in one room, in another or to us alone.
void OmemoRoomTest::saidAgainElsewhereIsNothing()
{
    const auto mara = person("mara@harbor.example");
    const auto tomas = person("tomas@harbor.example");
    only(*mara, OmemoVersion::Two);
    QCOMPARE(tomas->readiness(m_room.room), Readiness::Ready);
    const auto stanzas = tomas->write(m_room.room, u"to all"_s);
    QCOMPARE(stanzas.size(), 1);
    QCOMPARE(mara->read(stanzas.constFirst(), tomas->jid, jid("others@groups.harbor.example")).outcome, Outcome::Unreadable);
    const auto more = tomas->write(m_room.room, u"more"_s);
    QCOMPARE(mara->read(more.constFirst(), tomas->jid, mara->jid).outcome, Outcome::Unreadable);
}

/// XEP-0384, "SCE Profile": what is said in a group names it, or it could be made private, and the other way round.
void OmemoRoomTest::envelopesNameTheRoom()
{
    const auto mara = person("mara@harbor.example");
    const auto tomas = person("tomas@harbor.example");
    only(*mara, OmemoVersion::Two);
    QCOMPARE(tomas->readiness(m_room.room), Readiness::Ready);
    const auto stanzas = tomas->write(m_room.room, u"to all"_s);
    QCOMPARE(stanzas.size(), 1);
    const auto sent = envelopeIn(*mara, *tomas, stanzas.constFirst());
    QVERIFY2(sent, sent ? "" : qPrintable(sent.error().detail));
    QCOMPARE(sent->to, std::optional(m_room.room));
    QCOMPARE(sent->from, tomas->jid);
    QVERIFY(sent->isPadded && sent->time);
    // And of others it is demanded, there alone.
    const QByteArray least = "<rpad>padding</rpad><from jid='tomas@harbor.example'/>";
    QCOMPARE(mara->read(sealedWith(*tomas, *mara, least), tomas->jid, m_room.room).outcome, Outcome::Unreadable);
    QCOMPARE(mara->read(sealedWith(*tomas, *mara, least + "<to jid='crews@groups.harbor.example'/>"), tomas->jid, m_room.room).outcome,
             Outcome::Opened);
    const auto inChat = mara->read(sealedWith(*tomas, *mara, least), tomas->jid);
    QCOMPARE(inChat.outcome, Outcome::Opened);
    QCOMPARE(inChat.stanza.body, u"by hand"_s);
    QCOMPARE(mara->read(sealedWith(*tomas, *mara, least + "<to jid='crews@groups.harbor.example'/>"), tomas->jid).outcome, Outcome::Unreadable);
    QCOMPARE(mara->read(sealedWith(*tomas, *mara, "<from jid='tomas@harbor.example'/>"), tomas->jid).outcome, Outcome::Unreadable);
}

/// O9: what another device of ours wrote stands in the chat that it was for, not where a server says that it was.
void OmemoRoomTest::ownCopiesNameTheChat()
{
    const auto desk = person("mara@harbor.example");
    const auto tomas = person("tomas@harbor.example");
    Person lap(*m_server, "mara@harbor.example");
    only(*desk, OmemoVersion::Two);
    lap.service->beginSession();
    QCOMPARE(lap.readiness(tomas->jid), Readiness::Ready);
    const QByteArray least = "<rpad>padding</rpad><from jid='mara@harbor.example'/>";
    const QByteArray toTomas = "<to jid='tomas@harbor.example'/>";
    QCOMPARE(desk->read(sealedWith(lap, *desk, least), desk->jid, tomas->jid).outcome, Outcome::Unreadable);
    QCOMPARE(desk->read(sealedWith(lap, *desk, least + toTomas), desk->jid, jid("leila@hill.example")).outcome, Outcome::Unreadable);
    QCOMPARE(desk->read(sealedWith(lap, *desk, least + toTomas), desk->jid, tomas->jid).outcome, Outcome::Opened);
    // In the chat with ourselves it may be missing, as in any (XEP-0384, "SCE Profile").
    QCOMPARE(desk->read(sealedWith(lap, *desk, least), desk->jid).outcome, Outcome::Opened);
    QCOMPARE(desk->read(sealedWith(lap, *desk, least + toTomas), desk->jid).outcome, Outcome::Unreadable);
}

void OmemoRoomTest::oneServerThatIsAwayStopsNobody()
{
    const auto mara = person("mara@harbor.example");
    const auto tomas = person("tomas@harbor.example");
    const auto leila = person("leila@hill.example");
    QCOMPARE(mara->readiness(m_room.room), Readiness::Ready);
    QVERIFY(mara->service->setWish(m_room.room, ChatWish::Encrypted));
    mara->service->beginSession();
    QCOMPARE(mara->readiness(tomas->jid), Readiness::Ready);
    mara->nodes.offline = true; // nothing is heard of Leila's server
    QCOMPARE(mara->readiness(m_room.room), Readiness::Ready);
    const auto stanzas = mara->write(m_room.room, u"to all"_s);
    QCOMPARE(textOf(*tomas, stanzas, mara->jid), u"to all"_s);
    QCOMPARE(textOf(*leila, stanzas, mara->jid), u"to all"_s); // as she was known
}

void OmemoRoomTest::newsOfDevicesReachTheRoom()
{
    const auto mara = person("mara@harbor.example");
    const auto tomas = person("tomas@harbor.example");
    QCOMPARE(mara->readiness(m_room.room), Readiness::Ready);
    mara->changed.clear();
    QVERIFY(mara->service->setTrust(tomas->device(), DeviceTrust::Verified));
    QVERIFY(mara->changed.contains(m_room.room) && mara->changed.contains(tomas->jid));
    QCOMPARE(trustOf(mara->service->chat(m_room.room)->devices), ChatTrust::Verified);
}

void OmemoRoomTest::devicesThatNoEventToldOfAreAskedFor()
{
    const auto mara = person("mara@harbor.example");
    const auto tomas = person("tomas@harbor.example");
    QCOMPARE(mara->readiness(m_room.room), Readiness::Ready);
    Person phone(*m_server, "tomas@harbor.example"); // Mara is not told
    phone.service->setRooms(m_room);
    QCOMPARE(phone.readiness(m_room.room), Readiness::Ready);
    mara->clock.advance(OmemoDirectory::patience);
    QCOMPARE(textOf(*mara, phone.write(m_room.room, u"from the phone"_s), tomas->jid), u"from the phone"_s);
    QCOMPARE(mara->readiness(m_room.room), Readiness::Ready);
    QCOMPARE(textOf(phone, mara->write(m_room.room, u"to both"_s), mara->jid), u"to both"_s);
}

void OmemoRoomTest::manyPeopleAreAskedAtOnce()
{
    const auto mara = person("mara@harbor.example");
    const auto tomas = person("tomas@harbor.example");
    for (int i = 0; i < 100; ++i) {
        m_room.people.append(*BareJid::parse(u"member%1@hill.example"_s.arg(i)));
    }
    QVERIFY(mara->service->setWish(m_room.room, ChatWish::Encrypted));
    QCOMPARE(mara->readiness(m_room.room), Readiness::Ready); // without a minute between
    QCOMPARE(peopleWithout(mara->service->chat(m_room.room)->readers).size(), 100);
}

/// O1: only who was said to have no device makes it go in clear by itself.
void OmemoRoomTest::anOutageSendsNothingInClear()
{
    const auto mara = person("mara@harbor.example");
    const auto tomas = person("tomas@harbor.example");
    QCOMPARE(mara->readiness(m_room.room), Readiness::Ready);
    const BareJid leila = jid("leila@hill.example");
    m_room.people.append(leila);
    mara->nodes.offline = true; // nothing is heard of Leila's server
    QCOMPARE(mara->readiness(m_room.room), Readiness::NotYet);
    QCOMPARE(mara->service->chat(m_room.room)->unasked, QList<BareJid>{leila});
    QVERIFY(mara->service->setWish(m_room.room, ChatWish::Clear)); // the user's own act
    QCOMPARE(mara->readiness(m_room.room), Readiness::Clear);
    QVERIFY(mara->service->setWish(m_room.room, ChatWish::NotSaid));
    QCOMPARE(mara->readiness(m_room.room), Readiness::NotYet);
    mara->nodes.offline = false;
    mara->clock.advance(OmemoDirectory::patience);
    QCOMPARE(mara->readiness(m_room.room), Readiness::Clear); // she has none indeed
    QCOMPARE(mara->service->chat(m_room.room)->unasked, QList<BareJid>());
}

/// The user's word, where one member's server does not say anything: encrypted, to the others.
void OmemoRoomTest::whoIsWaitedForNoMoreIsLeftOut()
{
    const auto mara = person("mara@harbor.example");
    const auto tomas = person("tomas@harbor.example");
    QCOMPARE(mara->readiness(m_room.room), Readiness::Ready);
    const BareJid leila = jid("leila@hill.example");
    m_room.people.append(leila);
    mara->nodes.hangs = [leila](const BareJid &owner) { return owner == leila; }; // her server takes its time
    QCOMPARE(mara->readiness(m_room.room), Readiness::NotYet);
    QVERIFY(mara->service->sendToReaders(m_room.room));
    QCOMPARE(mara->readiness(m_room.room), Readiness::Ready);
    QCOMPARE(textOf(*tomas, mara->write(m_room.room, u"without her"_s), mara->jid), u"without her"_s);
    // Of a room that does not say who reads along nobody knows who could.
    m_room.state = RoomReaders::State::NotYet;
    const QList<BareJid> people = std::exchange(m_room.people, {});
    QCOMPARE(mara->service->sendToReaders(m_room.room).error().kind, ErrorKind::NotEncryptable);
    QCOMPARE(mara->readiness(m_room.room), Readiness::NotYet);
    // Once it does again, the word still holds; but not for whoever was no member then.
    m_room.state = RoomReaders::State::Known;
    m_room.people = people;
    QCOMPARE(mara->readiness(m_room.room), Readiness::Ready);
    mara->nodes.hangs = [tomas = tomas->jid](const BareJid &owner) { return owner != tomas; };
    m_room.people.append(jid("finn@hill.example"));
    QCOMPARE(mara->readiness(m_room.room), Readiness::NotYet);
}

/// O4: a member who names ever new devices.
void OmemoRoomTest::devicesWithoutEndHoldNobodyUp()
{
    const auto mara = person("mara@harbor.example");
    const auto tomas = person("tomas@harbor.example");
    const auto mallory = person("mallory@hill.example");
    QCOMPARE(mara->readiness(m_room.room), Readiness::Ready);
    QVERIFY(mara->service->setWish(m_room.room, ChatWish::Encrypted));
    OmemoDeviceList many;
    many.devices.append(OmemoDeviceList::Entry{mallory->device().id, {}, {}});
    for (quint32 i = 0; i < 99; ++i) {
        many.devices.append(OmemoDeviceList::Entry{OmemoDeviceId(1000 + i), {}, {}});
    }
    const auto show = [&] {
        mara->nodes.held.clear();
        m_server->setList(mallory->jid, OmemoVersion::Legacy, many);
        mara->nodes.holds = true;
        mara->service->beginSession();
        QCOMPARE(*mara->service->readiness(m_room.room), Readiness::NotYet);
        while (!mara->nodes.held.isEmpty()) { // the lists
            mara->nodes.held.takeFirst()();
        }
    };
    // Beside one that reads.
    show();
    QCOMPARE(mara->readiness(m_room.room), Readiness::Ready);
    QVERIFY(!mara->nodes.held.isEmpty()); // some are on their way
    QCOMPARE(textOf(*tomas, mara->write(m_room.room, u"to all"_s), mara->jid), u"to all"_s);
    // And without one: a few are waited for.
    many.devices.removeFirst();
    only(*mallory, OmemoVersion::Legacy);
    show();
    QCOMPARE(mara->readiness(m_room.room), Readiness::NotYet);
    while (!mara->nodes.held.isEmpty()) {
        mara->nodes.held.takeFirst()();
    }
    QCOMPARE(mara->readiness(m_room.room), Readiness::Ready);
    QCOMPARE(textOf(*tomas, mara->write(m_room.room, u"to most"_s), mara->jid), u"to most"_s);
}

JACKDAW_TEST(OmemoRoomTest)

} // namespace omemo_room_test

#include "OmemoRoomTest.moc"
