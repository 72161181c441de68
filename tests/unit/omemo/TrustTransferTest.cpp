// SPDX-License-Identifier: GPL-3.0-or-later
#include "OmemoPeople.h"
#include "omemo/PayloadCipher.h"
#include "omemo/TrustEventReader.h"
#include "omemo/TrustEventStore.h"
#include "support/TestProgram.h"
#include "xmpp/EncryptedStanza.h"
#include "xmpp/OmemoNamespaces.h"
#include "xmpp/TrustMessage.h"

#include <QTest>

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

namespace trust_transfer_test {

using Outcome = OmemoService::Opened::Outcome;

/// XEP-0450 between real stores and ratchets: Mara's desktop and laptop, and Tomas with two devices.
class TrustTransferTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void whatIsVerifiedHereIsVerifiedThere();
    void whatIsDistrustedHereIsDistrustedThere();
    void aNewDeviceOfOursLearnsAll();
    void peopleLearnOfOurDevices();
    void waitsUntilTheSenderIsVerified();
    void waitsUntilTheKeyIsSeen();
    void isSaidAgainUntilTheServerHasIt();
    void isToldToTheNewerVersionAlone();
    void whatHoldsNoMoreIsNotSaid();
    void forgedOnesChangeNothing_data();
    void forgedOnesChangeNothing();
    void comingAgainItUndoesNothing();
    void nobodyIsShownIt();
    void decisionAndDebtAreOneTransaction();
    void strangersFillNoDisk();
    void ownDevicesFillNoDisk();
    void whatIsOffItsListIsNotHeardWhenItIsVerified();
    void whoCannotBeToldIsNotAskedOnEachStream();
    void whatIsThoughtOfADeviceIsALine();

private:
    QByteArray shown(Person &whose)
    {
        return *m_desktop->service->keys().ratchet().shownInTwo(whose.service->keys().key());
    }
    static TrustMessage says(const BareJid &owner, DeviceTrust trust, const QByteArray &key)
    {
        TrustMessage message;
        message.owners.append(TrustMessage::Owner{owner, {}, {}});
        (trust == DeviceTrust::Verified ? message.owners.last().trusted : message.owners.last().distrusted).append(key);
        return message;
    }
    struct Envelope {
        BareJid from;
        BareJid to;
        qint64 time = 0; ///< 0: it has none
    };
    /// Content of whatever kind, sealed by a device of `sender` for one of `receiver`.
    static QXmppMessage sealed(Person &sender, Person &receiver, const QByteArray &content, const Envelope &envelope)
    {
        auto &ratchet = sender.service->keys().ratchet();
        OmemoMessage message;
        message.version = OmemoVersion::Two;
        message.sender = sender.device().id;
        const Status done = sender.database->transaction(Database::Durability::Full, [&]() -> Status {
            QByteArray xml = writeEnvelope(envelope.from, envelope.to, envelope.time, content, *randomBytes(640));
            if (envelope.time == 0) {
                const qsizetype from = xml.indexOf("<time ");
                xml.remove(from, xml.indexOf("/>", from) + 2 - from);
            }
            const auto payload = *sealPayload(OmemoVersion::Two, xml);
            if (!*sender.service->keys().store().session(OmemoVersion::Two, receiver.device())
                && !ratchet.startSession(OmemoVersion::Two, receiver.device(),
                                         *receiver.service->keys().bundle(OmemoVersion::Two))) {
                qFatal("no session begins");
            }
            const auto key = ratchet.encrypt(OmemoVersion::Two, receiver.device(), payload.secret);
            message.keys.append({receiver.jid, receiver.device().id, key.value.kind, key.value.data});
            message.payload = payload.payload;
            return Done{};
        });
        if (!done) {
            qFatal("not sealed");
        }
        return writeKeyTransport(envelope.to, message);
    }
    static QXmppMessage sealed(Person &sender, Person &receiver, const TrustMessage &message)
    {
        return sealed(sender, receiver, writeTrustMessage(message), {sender.jid, receiver.jid, receiver.clock.now()});
    }
    static KnownDevice known(Person &by, Person &whose)
    {
        return (*by.service->keys().store().device(whose.device())).value_or(KnownDevice());
    }
    static DeviceTrust trust(Person &by, Person &whose) { return known(by, whose).trust; }
    /// Of the letters that went out since the last time, those for one device.
    static QList<QXmppMessage> lettersFor(Person &from, Person &to)
    {
        QList<QXmppMessage> out;
        for (const auto &[message, device] : std::as_const(from.letters)) {
            if (device == to.device()) {
                out.append(message);
            }
        }
        return out;
    }
    void everybodyMeets()
    {
        for (Person *each : {m_desktop.get(), m_laptop.get()}) {
            each->service->beginSession();
            QCOMPARE(each->readiness(m_tomas->jid), OmemoService::Readiness::Ready);
        }
        for (Person *each : {m_tomas.get(), m_phone.get()}) {
            each->service->beginSession();
            QCOMPARE(each->readiness(m_desktop->jid), OmemoService::Readiness::Ready);
        }
    }
    void verify(Person &by, Person &whose) { QVERIFY(by.service->setTrust(whose.device(), DeviceTrust::Verified)); }

    std::unique_ptr<MemoryServer> m_server;
    std::unique_ptr<Person> m_desktop;
    std::unique_ptr<Person> m_laptop;
    std::unique_ptr<Person> m_tomas;
    std::unique_ptr<Person> m_phone; ///< his other one
    std::unique_ptr<Person> m_leila; ///< of the table alone
};

/// One world for all rows of a table: making keys is what takes the time.
void TrustTransferTest::init()
{
    if (QTest::currentDataTag() && m_leila) {
        for (const char *statement : {"UPDATE omemo_device SET trust = 1, lists = 3, decided = 0, decided_by = 0",
                                      "DELETE FROM omemo_statement"}) {
            QVERIFY(m_laptop->database->change(QString::fromLatin1(statement)));
        }
        return;
    }
    m_leila.reset();
    m_server = std::make_unique<MemoryServer>();
    m_desktop = std::make_unique<Person>(*m_server, "mara@harbor.example");
    m_laptop = std::make_unique<Person>(*m_server, "mara@harbor.example");
    m_tomas = std::make_unique<Person>(*m_server, "tomas@harbor.example");
    m_phone = std::make_unique<Person>(*m_server, "tomas@harbor.example");
    everybodyMeets();
}

void TrustTransferTest::whatIsVerifiedHereIsVerifiedThere()
{
    verify(*m_desktop, *m_laptop);
    verify(*m_laptop, *m_desktop);
    verify(*m_desktop, *m_tomas);
    QCOMPARE(shown(*m_tomas), m_tomas->service->keys().bundle(OmemoVersion::Two)->identity); // as others name it
    const auto letters = lettersFor(*m_desktop, *m_laptop);
    QCOMPARE(letters.size(), 1);
    QCOMPARE(trust(*m_laptop, *m_tomas), DeviceTrust::Blind);
    m_laptop->changed.clear();
    QCOMPARE(m_laptop->read(letters.constFirst(), m_desktop->jid).outcome, Outcome::KeysOnly);
    QCOMPARE(trust(*m_laptop, *m_tomas), DeviceTrust::Verified);
    QCOMPARE(known(*m_laptop, *m_tomas).decidedBy, DecidedBy::OwnDevice);
    QVERIFY(m_laptop->changed.contains(m_tomas->jid)); // what waited for it may go
    QVERIFY(lettersFor(*m_laptop, *m_tomas).isEmpty()); // what others decided is not passed on
    // By hand it is as if nobody else had said it.
    verify(*m_laptop, *m_tomas);
    QCOMPARE(known(*m_laptop, *m_tomas).decidedBy, DecidedBy::User);
}

void TrustTransferTest::whatIsDistrustedHereIsDistrustedThere()
{
    verify(*m_desktop, *m_laptop);
    verify(*m_laptop, *m_desktop);
    verify(*m_laptop, *m_tomas);
    m_desktop->clock.advance(60'000);
    m_laptop->clock.advance(60'000);
    QVERIFY(m_desktop->service->setTrust(m_tomas->device(), DeviceTrust::Distrusted));
    QVERIFY(lettersFor(*m_desktop, *m_tomas).isEmpty());
    const auto letters = lettersFor(*m_desktop, *m_laptop);
    QCOMPARE(letters.size(), 1);
    m_laptop->read(letters.constFirst(), m_desktop->jid);
    QCOMPARE(trust(*m_laptop, *m_tomas), DeviceTrust::Distrusted);
    QCOMPARE(known(*m_laptop, *m_tomas).decidedBy, DecidedBy::OwnDevice);
    QVERIFY(!known(*m_laptop, *m_tomas).mayRead());
}

/// XEP-0450, 4.2.
void TrustTransferTest::aNewDeviceOfOursLearnsAll()
{
    verify(*m_desktop, *m_laptop);
    verify(*m_desktop, *m_tomas);
    m_desktop->letters.clear();
    for (const auto &each : {m_laptop->device(), m_tomas->device()}) {
        m_desktop->service->noteTrustSent(each, OmemoService::TrustSent::Yes);
    }
    m_desktop->letters.clear();
    Person tablet(*m_server, "mara@harbor.example");
    everybodyMeets();
    QCOMPARE(tablet.readiness(m_tomas->jid), OmemoService::Readiness::Ready);
    verify(tablet, *m_desktop);
    verify(*m_desktop, tablet);
    QCOMPARE(lettersFor(*m_desktop, tablet).size(), 1);
    tablet.read(lettersFor(*m_desktop, tablet).constFirst(), m_desktop->jid);
    QCOMPARE(trust(tablet, *m_laptop), DeviceTrust::Verified);
    QCOMPARE(trust(tablet, *m_tomas), DeviceTrust::Verified);
    // And the others of it.
    verify(*m_laptop, *m_desktop);
    m_laptop->read(lettersFor(*m_desktop, *m_laptop).constLast(), m_desktop->jid);
    QCOMPARE(trust(*m_laptop, tablet), DeviceTrust::Verified);
    verify(*m_tomas, *m_desktop);
    m_tomas->read(lettersFor(*m_desktop, *m_tomas).constLast(), m_desktop->jid);
    QCOMPARE(trust(*m_tomas, tablet), DeviceTrust::Verified);
    QCOMPARE(known(*m_tomas, tablet).decidedBy, DecidedBy::TheirDevice);
}

void TrustTransferTest::peopleLearnOfOurDevices()
{
    verify(*m_desktop, *m_laptop);
    verify(*m_desktop, *m_tomas);
    verify(*m_tomas, *m_desktop);
    QCOMPARE(lettersFor(*m_desktop, *m_tomas).size(), 1);
    m_tomas->read(lettersFor(*m_desktop, *m_tomas).constFirst(), m_desktop->jid);
    QCOMPARE(trust(*m_tomas, *m_laptop), DeviceTrust::Verified);
    // Nobody is told who else was checked.
    QVERIFY(lettersFor(*m_desktop, *m_phone).isEmpty());
}

/// XEP-0450, 6.1.
void TrustTransferTest::waitsUntilTheSenderIsVerified()
{
    verify(*m_desktop, *m_laptop);
    verify(*m_desktop, *m_tomas);
    m_laptop->read(lettersFor(*m_desktop, *m_laptop).constFirst(), m_desktop->jid);
    QCOMPARE(trust(*m_laptop, *m_tomas), DeviceTrust::Blind);
    verify(*m_laptop, *m_desktop);
    QCOMPARE(trust(*m_laptop, *m_tomas), DeviceTrust::Verified);
    QVERIFY(m_laptop->service->keys().isOpen());
}

/// XEP-0450, 6.2.
void TrustTransferTest::waitsUntilTheKeyIsSeen()
{
    verify(*m_laptop, *m_desktop);
    Person leila(*m_server, "leila@harbor.example");
    m_laptop->read(sealed(*m_desktop, *m_laptop, says(leila.jid, DeviceTrust::Verified, shown(leila))), m_desktop->jid);
    QVERIFY(!known(*m_laptop, leila).identity.isValid());
    QCOMPARE(m_laptop->readiness(leila.jid), OmemoService::Readiness::Ready);
    QCOMPARE(trust(*m_laptop, leila), DeviceTrust::Verified);
    QCOMPARE(known(*m_laptop, leila).decidedBy, DecidedBy::OwnDevice);
    // A new key of hers waits for a check, as after one by hand.
    Person phone(*m_server, "leila@harbor.example");
    m_laptop->service->beginSession();
    m_laptop->readiness(leila.jid);
    QCOMPARE(trust(*m_laptop, phone), DeviceTrust::Undecided);
}

void TrustTransferTest::isSaidAgainUntilTheServerHasIt()
{
    verify(*m_desktop, *m_laptop);
    verify(*m_laptop, *m_desktop);
    verify(*m_desktop, *m_tomas);
    QCOMPARE(lettersFor(*m_desktop, *m_laptop).size(), 1);
    m_desktop->service->noteTrustSent(m_laptop->device(), OmemoService::TrustSent::Unknown);
    m_desktop->service->beginSession();
    QCOMPARE(lettersFor(*m_desktop, *m_laptop).size(), 2);
    m_desktop->service->noteTrustSent(m_laptop->device(), OmemoService::TrustSent::Yes);
    m_desktop->service->beginSession();
    QCOMPARE(lettersFor(*m_desktop, *m_laptop).size(), 2);
    m_laptop->read(lettersFor(*m_desktop, *m_laptop).constLast(), m_desktop->jid); // the first was lost
    QCOMPARE(trust(*m_laptop, *m_tomas), DeviceTrust::Verified);
}

/// The older version has no envelopes (XEP-0434, 6.2).
void TrustTransferTest::isToldToTheNewerVersionAlone()
{
    const OmemoDeviceList whole = m_server->list(m_desktop->jid, OmemoVersion::Two);
    OmemoDeviceList without = whole;
    without.devices.removeIf([this](const OmemoDeviceList::Entry &entry) { return entry.id == m_laptop->device().id; });
    m_server->setList(m_desktop->jid, OmemoVersion::Two, without);
    m_desktop->service->beginSession();
    verify(*m_desktop, *m_laptop);
    verify(*m_desktop, *m_tomas);
    QVERIFY(lettersFor(*m_desktop, *m_laptop).isEmpty());
    m_server->setList(m_desktop->jid, OmemoVersion::Two, whole);
    m_desktop->service->beginSession();
    QCOMPARE(lettersFor(*m_desktop, *m_laptop).size(), 1);
    for (const auto &[message, device] : std::as_const(m_desktop->letters)) {
        for (const OmemoMessage &each : readOmemo(domOf(xmlOf(message)))) {
            QCOMPARE(each.version, OmemoVersion::Two);
            QCOMPARE(each.keys.size(), 1); // for those alone who were checked
            QCOMPARE(each.keys.constFirst().device, device.id);
        }
        QVERIFY(!xmlOf(message).contains(u"trust-message"));
        QVERIFY(!xmlOf(message).contains(u"urn:xmpp:tm"));
    }
}

void TrustTransferTest::whatHoldsNoMoreIsNotSaid()
{
    m_desktop->nodes.offline = true;
    m_desktop->service->beginSession();
    verify(*m_desktop, *m_laptop);
    verify(*m_desktop, *m_tomas);
    QVERIFY(m_desktop->letters.isEmpty());
    QVERIFY(m_desktop->service->setTrust(m_tomas->device(), DeviceTrust::Undecided));
    m_desktop->nodes.offline = false;
    m_desktop->service->beginSession();
    QVERIFY(m_desktop->letters.isEmpty());
    // Nor to those who are trusted no more.
    m_desktop->nodes.offline = true;
    m_desktop->service->beginSession();
    verify(*m_desktop, *m_tomas);
    QVERIFY(m_desktop->service->setTrust(m_laptop->device(), DeviceTrust::Undecided));
    m_desktop->nodes.offline = false;
    m_desktop->service->beginSession();
    QVERIFY(lettersFor(*m_desktop, *m_laptop).isEmpty());
}

void TrustTransferTest::forgedOnesChangeNothing_data()
{
    // Who says it, whose key it is about, what is wrong with it, and what comes of it.
    QTest::addColumn<QString>("sender");
    QTest::addColumn<DeviceTrust>("senderIs");
    QTest::addColumn<QString>("about");
    QTest::addColumn<QString>("how");
    QTest::addColumn<bool>("isObeyed");
    QTest::newRow("our other device") << u"desktop"_s << DeviceTrust::Verified << u"tomas"_s << QString() << true;
    QTest::newRow("our other device, not checked")
        << u"desktop"_s << DeviceTrust::Blind << u"tomas"_s << QString() << false;
    QTest::newRow("our other device, undecided")
        << u"desktop"_s << DeviceTrust::Undecided << u"tomas"_s << QString() << false;
    QTest::newRow("our other device, distrusted")
        << u"desktop"_s << DeviceTrust::Distrusted << u"tomas"_s << QString() << false;
    QTest::newRow("their other device") << u"tomas"_s << DeviceTrust::Verified << u"phone"_s << QString() << true;
    QTest::newRow("their other device, not checked")
        << u"tomas"_s << DeviceTrust::Blind << u"phone"_s << QString() << false;
    QTest::newRow("of our device") << u"tomas"_s << DeviceTrust::Verified << u"desktop"_s << QString() << false;
    QTest::newRow("of somebody else's") << u"tomas"_s << DeviceTrust::Verified << u"leila"_s << QString() << false;
    QTest::newRow("as if it were our device's key")
        << u"tomas"_s << DeviceTrust::Verified << u"phone"_s << u"owner"_s << false;
    QTest::newRow("in a room") << u"tomas"_s << DeviceTrust::Verified << u"phone"_s << u"room"_s << false;
    QTest::newRow("on no list any more") << u"desktop"_s << DeviceTrust::Verified << u"tomas"_s << u"unlisted"_s
                                         << false;
    QTest::newRow("in clear") << u"desktop"_s << DeviceTrust::Verified << u"tomas"_s << u"clear"_s << false;
    QTest::newRow("beside what is sealed")
        << u"desktop"_s << DeviceTrust::Verified << u"tomas"_s << u"beside"_s << false;
    QTest::newRow("in the older version")
        << u"desktop"_s << DeviceTrust::Verified << u"tomas"_s << u"legacy"_s << false;
    QTest::newRow("envelope of somebody else")
        << u"desktop"_s << DeviceTrust::Verified << u"tomas"_s << u"from"_s << false;
    QTest::newRow("envelope for somebody else")
        << u"desktop"_s << DeviceTrust::Verified << u"tomas"_s << u"to"_s << false;
    QTest::newRow("another use") << u"desktop"_s << DeviceTrust::Verified << u"tomas"_s << u"usage"_s << false;
    QTest::newRow("another encryption") << u"desktop"_s << DeviceTrust::Verified << u"tomas"_s << u"encryption"_s
                                        << false;
    QTest::newRow("twice in one") << u"desktop"_s << DeviceTrust::Verified << u"tomas"_s << u"twice"_s << false;
    QTest::newRow("trusted and distrusted")
        << u"desktop"_s << DeviceTrust::Verified << u"tomas"_s << u"both"_s << false;
    QTest::newRow("older than what was decided")
        << u"desktop"_s << DeviceTrust::Verified << u"tomas"_s << u"late"_s << false;
    QTest::newRow("of no time") << u"desktop"_s << DeviceTrust::Verified << u"tomas"_s << u"timeless"_s << false;
}

void TrustTransferTest::forgedOnesChangeNothing()
{
    QFETCH(QString, sender);
    QFETCH(DeviceTrust, senderIs);
    QFETCH(QString, about);
    QFETCH(QString, how);
    QFETCH(bool, isObeyed);
    if (!m_leila) {
        m_leila = std::make_unique<Person>(*m_server, "leila@harbor.example");
        QCOMPARE(m_laptop->readiness(m_leila->jid), OmemoService::Readiness::Ready);
    }
    const QHash<QString, Person *> people{{u"desktop"_s, m_desktop.get()}, {u"tomas"_s, m_tomas.get()},
                                          {u"phone"_s, m_phone.get()}, {u"leila"_s, m_leila.get()}};
    Person &writer = *people.value(sender);
    Person &whose = *people.value(about);
    Person &reader = *m_laptop;
    const BareJid room = jid("crews@groups.harbor.example");
    QVERIFY(reader.service->setTrust(writer.device(), senderIs));
    if (how == u"late") {
        reader.clock.advance(60'000);
        QVERIFY(reader.service->setTrust(whose.device(), DeviceTrust::Undecided));
    } else if (how == u"unlisted") {
        for (const OmemoVersion version : allOmemoVersions) {
            QVERIFY(reader.service->keys().store().setList(writer.jid, version, {}));
        }
    }
    const DeviceTrust before = trust(reader, whose);
    QVERIFY(before != DeviceTrust::Verified);
    QByteArray content =
        writeTrustMessage(says(how == u"owner" ? reader.jid : whose.jid, DeviceTrust::Verified, shown(whose)));
    const BareJid to = how == u"room" ? room : reader.jid;
    Envelope envelope{writer.jid, to, writer.clock.now()};
    if (how == u"from") {
        envelope.from = m_tomas->jid;
    } else if (how == u"to") {
        envelope.to = m_tomas->jid;
    } else if (how == u"timeless") {
        envelope.time = 0;
    } else if (how == u"usage") {
        content.replace(ns::automaticTrust.toUtf8(), "urn:xmpp:atm:0");
    } else if (how == u"encryption") {
        content.replace(ns::omemo.toUtf8(), "urn:xmpp:openpgp:0");
    } else if (how == u"twice") {
        content += content;
    } else if (how == u"both") {
        content.replace("<trust>", "<distrust>" + shown(whose).toBase64() + "</distrust><trust>");
    }
    if (how == u"clear" || how == u"beside") {
        const QByteArray inside = how == u"clear" ? content : QByteArray("<body xmlns='jabber:client'>hello</body>");
        QString xml = xmlOf(sealed(writer, reader, inside, envelope));
        if (how == u"clear") {
            xml = u"<message from='%1'>%2</message>"_s.arg(writer.jid.toString(), QString::fromUtf8(content));
        } else {
            xml.replace(u"</message>"_s, QString::fromUtf8(content) + u"</message>"_s);
        }
        const Status done = reader.database->transaction(Database::Durability::Full, [&]() -> Status {
            const auto opened = reader.service->open(domOf(xml), writer.jid, to, reader.clock.now());
            return opened ? Status(Done{}) : Status(opened.error());
        });
        QVERIFY(done);
    } else if (how == u"legacy") {
        for (const QXmppMessage &each : writer.write(reader.jid, QString::fromUtf8(content))) {
            QCOMPARE(reader.read(each, writer.jid).stanza.body, QString::fromUtf8(content)); // a text like any other
        }
    } else {
        reader.read(sealed(writer, reader, content, envelope), writer.jid, to);
    }
    QCOMPARE(trust(reader, whose), isObeyed ? DeviceTrust::Verified : before);
    QCOMPARE(trust(reader, reader), known(reader, reader).trust);
    if (senderIs == DeviceTrust::Distrusted) { // never, also not once it is trusted again
        verify(reader, writer);
        QCOMPARE(trust(reader, whose), before);
    }
}

void TrustTransferTest::comingAgainItUndoesNothing()
{
    verify(*m_desktop, *m_laptop);
    verify(*m_laptop, *m_desktop);
    verify(*m_desktop, *m_tomas);
    const QXmppMessage letter = lettersFor(*m_desktop, *m_laptop).constFirst();
    m_laptop->read(letter, m_desktop->jid);
    QCOMPARE(trust(*m_laptop, *m_tomas), DeviceTrust::Verified);
    m_laptop->clock.advance(1000);
    QVERIFY(m_laptop->service->setTrust(m_tomas->device(), DeviceTrust::Distrusted));
    m_laptop->read(letter, m_desktop->jid);
    QCOMPARE(trust(*m_laptop, *m_tomas), DeviceTrust::Distrusted);
    // Nor does another device of his take back what she decided.
    verify(*m_laptop, *m_phone);
    m_laptop->clock.advance(60'000);
    m_laptop->read(sealed(*m_phone, *m_laptop, says(m_tomas->jid, DeviceTrust::Verified, shown(*m_tomas))),
                   m_tomas->jid);
    QCOMPARE(trust(*m_laptop, *m_tomas), DeviceTrust::Distrusted);
    // Nor does an own one, since what it says may be old and go out only now.
    m_laptop->read(sealed(*m_desktop, *m_laptop, says(m_tomas->jid, DeviceTrust::Verified, shown(*m_tomas))),
                   m_desktop->jid);
    QCOMPARE(trust(*m_laptop, *m_tomas), DeviceTrust::Distrusted);
    // And nobody says anything of the device that this is.
    m_laptop->read(sealed(*m_desktop, *m_laptop, says(m_laptop->jid, DeviceTrust::Distrusted, shown(*m_laptop))),
                   m_desktop->jid);
    const auto own = m_laptop->service->devices(m_laptop->jid);
    QVERIFY(own);
    for (const KnownDevice &each : *own) {
        QCOMPARE(each.trust, DeviceTrust::Verified);
    }
}

/// What is for one device alone, others do not show as something that they cannot read (XEP-0450, 6.3).
void TrustTransferTest::nobodyIsShownIt()
{
    verify(*m_desktop, *m_tomas);
    verify(*m_desktop, *m_laptop);
    QCOMPARE(lettersFor(*m_desktop, *m_tomas).size(), 1);
    QCOMPARE(m_phone->read(lettersFor(*m_desktop, *m_tomas).constFirst(), m_desktop->jid).outcome, Outcome::KeysOnly);
    QCOMPARE(m_tomas->read(lettersFor(*m_desktop, *m_tomas).constFirst(), m_desktop->jid).outcome, Outcome::KeysOnly);
    // What says of itself that there is something to be read is shown as missing.
    QString announced = xmlOf(lettersFor(*m_desktop, *m_tomas).constFirst());
    announced.replace(u"</message>"_s, u"<origin-id xmlns='urn:xmpp:sid:0' id='x'/></message>"_s);
    const auto opened = m_phone->service->open(domOf(announced), m_desktop->jid, m_phone->jid, m_phone->clock.now());
    QVERIFY(opened);
    QCOMPARE(opened->outcome, Outcome::NotForUs);
}

void TrustTransferTest::decisionAndDebtAreOneTransaction()
{
    verify(*m_desktop, *m_laptop);
    m_desktop->service->noteTrustSent(m_laptop->device(), OmemoService::TrustSent::Yes);
    QVERIFY(m_desktop->database->change(
        u"CREATE TRIGGER full BEFORE INSERT ON omemo_trust_owed BEGIN SELECT raise(ABORT, 'full'); END"_s));
    QVERIFY(!m_desktop->service->setTrust(m_tomas->device(), DeviceTrust::Verified));
    QCOMPARE(trust(*m_desktop, *m_tomas), DeviceTrust::Blind);
}

void TrustTransferTest::strangersFillNoDisk()
{
    auto &database = *m_laptop->database;
    TrustStore store(database, m_laptop->account, m_laptop->jid);
    const auto key = [](int i) { return IdentityKey(QByteArray(28, 'k') + QByteArray::number(1000 + i)); };
    const BareJid leila = jid("leila@harbor.example");
    QVERIFY(database.transaction(Database::Durability::Normal, [&]() -> Status {
        Status done = store.keep({m_laptop->jid, key(0), m_tomas->jid, key(1), DeviceTrust::Verified, 1});
        done = done ? store.keep({leila, key(3), leila, key(4), DeviceTrust::Verified, 1}) : done;
        for (int i = 0; i < TrustStore::mostStatements + 20; ++i) {
            done =
                done ? store.keep({m_tomas->jid, key(2), m_tomas->jid, key(i), DeviceTrust::Verified, 1000 + i}) : done;
        }
        return done ? store.trim() : done;
    }));
    QCOMPARE(store.saidBy(m_tomas->jid, key(2))->size(), qsizetype(TrustStore::mostStatements - 1));
    QCOMPARE(store.saidBy(m_tomas->jid, key(2))->constFirst().time, 1021);
    QCOMPARE(store.saidBy(leila, key(3))->size(), 1); // nor takes the place of what others said
    QCOMPARE(store.saidBy(m_laptop->jid, key(0))->size(), 1); // our own devices' word stays
}

/// Whoever has the password puts as many devices beside ours as they like.
void TrustTransferTest::ownDevicesFillNoDisk()
{
    auto &database = *m_laptop->database;
    TrustStore store(database, m_laptop->account, m_laptop->jid);
    const auto key = [](int i) { return IdentityKey(QByteArray(28, 'k') + QByteArray::number(1000 + i)); };
    QVERIFY(database.transaction(Database::Durability::Normal, [&]() -> Status {
        Status done = store.keep({m_laptop->jid, key(1), m_tomas->jid, key(2), DeviceTrust::Verified, 1});
        for (int i = 0; i < TrustStore::mostOwnStatements + 20; ++i) {
            done = done ? store.keep({m_laptop->jid, key(0), m_tomas->jid, key(i), DeviceTrust::Verified, 1000 + i}) : done;
        }
        return done ? store.trim() : done;
    }));
    QCOMPARE(store.saidBy(m_laptop->jid, key(0))->size(), qsizetype(TrustStore::mostOwnStatements - 1));
    QCOMPARE(store.saidBy(m_laptop->jid, key(1))->size(), 1); // what another one of ours said has its place
}

/// What was taken off the list may be in other hands: a check of its key by hand says nothing of what it said before.
void TrustTransferTest::whatIsOffItsListIsNotHeardWhenItIsVerified()
{
    verify(*m_desktop, *m_laptop);
    verify(*m_desktop, *m_tomas);
    m_laptop->read(lettersFor(*m_desktop, *m_laptop).constFirst(), m_desktop->jid);
    for (const OmemoVersion version : allOmemoVersions) {
        QVERIFY(m_laptop->service->keys().store().setList(m_desktop->jid, version, {}));
    }
    verify(*m_laptop, *m_desktop);
    QCOMPARE(trust(*m_laptop, *m_tomas), DeviceTrust::Blind);
}

void TrustTransferTest::whoCannotBeToldIsNotAskedOnEachStream()
{
    // On the list of the newer version, without a bundle of it, as one that was given up half-way.
    m_server->nodes[{m_tomas->jid, bundleNode(OmemoVersion::Two, m_tomas->device().id)}].remove(
        bundleItem(OmemoVersion::Two, m_tomas->device().id));
    verify(*m_desktop, *m_laptop);
    verify(*m_desktop, *m_tomas);
    QVERIFY(lettersFor(*m_desktop, *m_tomas).isEmpty());
    const auto bundlesAsked = [this] {
        const auto asked = std::exchange(m_desktop->nodes.fetched, {});
        const std::pair<QString, QString> bundles{m_tomas->jid.toString(),
                                                  bundleNode(OmemoVersion::Two, m_tomas->device().id)};
        return asked.count(bundles);
    };
    QCOMPARE(bundlesAsked(), 1);
    for (int i = 0; i < 5; ++i) {
        m_desktop->service->beginSession();
    }
    QCOMPARE(bundlesAsked(), 0);
    m_desktop->clock.advance(OmemoService::trustBundlePause);
    m_desktop->service->beginSession();
    QCOMPARE(bundlesAsked(), 1);
    // Who speaks the older version alone is not asked for lists by each stream either.
    m_server->setList(m_tomas->jid, OmemoVersion::Two, {});
    m_desktop->service->beginSession();
    QCOMPARE(m_desktop->readiness(m_tomas->jid), OmemoService::Readiness::Ready);
    m_desktop->nodes.fetched.clear();
    m_desktop->service->beginSession();
    QVERIFY(std::none_of(m_desktop->nodes.fetched.cbegin(), m_desktop->nodes.fetched.cend(),
                         [this](const auto &each) { return each.first == m_tomas->jid.toString(); }));
}

/// facts/security.md, O12: in the chat, by whose word, and on disk with the decision or not at all.
void TrustTransferTest::whatIsThoughtOfADeviceIsALine()
{
    const auto lines = [](Person &of, const BareJid &about) {
        const ReadConnection connection(of.database.file());
        return TrustEventReader(connection).events(of.account, {about});
    };
    QVERIFY(lines(*m_desktop, m_tomas->jid).isEmpty()); // what they had from the beginning is no news
    verify(*m_desktop, *m_laptop);
    verify(*m_laptop, *m_desktop);
    verify(*m_desktop, *m_tomas);
    verify(*m_desktop, *m_tomas); // once more changes nothing
    const auto here = lines(*m_desktop, m_tomas->jid);
    QCOMPARE(here.size(), 1);
    QCOMPARE(here[0].kind, TrustEvent::Kind::Judged);
    QCOMPARE(here[0].device, m_tomas->device());
    QCOMPARE(here[0].trust, DeviceTrust::Verified);
    QCOMPARE(here[0].by, DecidedBy::User);
    QCOMPARE(here[0].place.value() / 4096, m_desktop->clock.now());
    // By XEP-0450 on the other one.
    m_laptop->read(lettersFor(*m_desktop, *m_laptop).constLast(), m_desktop->jid);
    const auto there = lines(*m_laptop, m_tomas->jid);
    QCOMPARE(there.size(), 1);
    QCOMPARE(there[0].by, DecidedBy::OwnDevice);
    // In one moment, in order.
    QVERIFY(m_desktop->service->setTrust(m_tomas->device(), DeviceTrust::Distrusted));
    QVERIFY(m_desktop->service->setTrust(m_tomas->device(), DeviceTrust::Undecided));
    const auto all = lines(*m_desktop, m_tomas->jid);
    QCOMPARE(all.size(), 3);
    QCOMPARE(all[1].trust, DeviceTrust::Distrusted);
    QCOMPARE(all[2].trust, DeviceTrust::Undecided);
    // A decision that is not stored is no line.
    QVERIFY(m_desktop->database->change(
        u"CREATE TRIGGER full BEFORE INSERT ON omemo_trust_owed BEGIN SELECT raise(ABORT, 'full'); END"_s));
    QVERIFY(!m_desktop->service->setTrust(m_tomas->device(), DeviceTrust::Verified));
    QCOMPARE(lines(*m_desktop, m_tomas->jid).size(), 3);
    QVERIFY(m_desktop->database->change(u"DROP TRIGGER full"_s));
    // A device that comes later.
    m_desktop->clock.advance(3'600'000);
    Person tablet(*m_server, "tomas@harbor.example");
    m_desktop->service->beginSession();
    m_desktop->readiness(m_tomas->jid);
    const auto added = lines(*m_desktop, m_tomas->jid).constLast();
    QCOMPARE(added.kind, TrustEvent::Kind::Added);
    QCOMPARE(added.device, tablet.device());
    // Not without end, and once for a key that each message shows again.
    OmemoStore &store = m_desktop->service->keys().store();
    for (int i = 0; i < 3; ++i) {
        QVERIFY(store.noteRefused(tablet.device(), IdentityKey(QByteArray(32, 'x'))));
    }
    const auto refused = lines(*m_desktop, m_tomas->jid);
    QCOMPARE(refused.size(), 5);
    QCOMPARE(refused.constLast().kind, TrustEvent::Kind::Refused);
    QVERIFY(m_desktop->database->transaction(Database::Durability::Normal, [&]() -> Status {
        Status done = Done{};
        for (int i = 0; i <= TrustEventStore::mostDecided; ++i) {
            done = done ? store.setTrust(tablet.device(), i % 2 == 0 ? DeviceTrust::Verified : DeviceTrust::Distrusted) : done;
        }
        return done;
    }));
    const auto count = [&](TrustEvent::Kind kind) {
        const auto all = lines(*m_desktop, m_tomas->jid);
        return int(std::count_if(all.cbegin(), all.cend(), [kind](const TrustEvent &each) { return each.kind == kind; }));
    };
    QCOMPARE(count(TrustEvent::Kind::Judged), TrustEventStore::mostDecided);
    QCOMPARE(count(TrustEvent::Kind::Added), 1);
    // However many devices somebody makes up, what was decided stays.
    TrustEventStore events(*m_desktop->database, m_desktop->account);
    QVERIFY(m_desktop->database->transaction(Database::Durability::Normal, [&]() -> Status {
        Status done = Done{};
        for (int i = 0; i < 300; ++i) {
            const OmemoDevice invented{m_tomas->jid, OmemoDeviceId(quint32(1000 + i))};
            done = done ? events.add({TrustEvent::Kind::Added, {}, invented, DeviceTrust::Blind, DecidedBy::User}, m_desktop->clock.now())
                        : done;
        }
        return done;
    }));
    QCOMPARE(count(TrustEvent::Kind::Judged), TrustEventStore::mostDecided);
    QCOMPARE(count(TrustEvent::Kind::Added), TrustEventStore::mostAdded);
    QVERIFY(lines(*m_desktop, m_laptop->jid).size() == 1 && lines(*m_desktop, jid("leila@harbor.example")).isEmpty());
}

JACKDAW_TEST(TrustTransferTest)

} // namespace trust_transfer_test

#include "TrustTransferTest.moc"
