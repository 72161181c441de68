// SPDX-License-Identifier: GPL-3.0-or-later
#include "MemoryRatchetStore.h"
#include "OmemoPeople.h"
#include "omemo/IdentityFile.h"
#include "omemo/PayloadCipher.h"
#include "xmpp/EncryptedStanza.h"
#include "support/TestProgram.h"

#include <QLoggingCategory>
#include <QTest>

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

using Outcome = OmemoService::Opened::Outcome;
using Readiness = OmemoService::Readiness;

/// For what is said of both versions at once.
#define JACKDAW_NEEDS_BOTH()                                                                                           \
    if (!RatchetBackend::speaks(OmemoVersion::Two)) {                                                                 \
        QSKIP("this library speaks the legacy version alone");                                                        \
    }

namespace omemo_service_test {

/// Encryption between people with real stores and ratchets; servers that keep nodes in memory; facts/security.md, O1 to O9.
class OmemoServiceTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_server = std::make_unique<MemoryServer>(); }
    void oneLibraryOfTheRatchetIsThere();
    void saysHowTheDevicesOfAChatAreTrusted();
    void showsItselfInBothVersions();
    void staysOnItsListBesideOthers();
    void goesBackOnItsListButNotForEver();
    void takesAnotherNumberWhereItsOwnIsTaken();
    void talksBothWays();
    void ownOtherDevicesCanRead();
    void speaksTwoWhereLegacyIsNotSpoken();
    void sendsTwoStanzasWhereRecipientsSplit();
    void nothingIsReadableOnTheWay();
    void sendsToThoseWhoCanReadWhenTold();
    void theUsersWordIsForWhatWasMissingThen();
    void waitsForListsAndBundles();
    void chatWithoutDevicesIsClear();
    void encryptedChatNeverTurnsClear();
    void whoWritesEncryptedIsAnsweredSo();
    void wishIsObeyed();
    void newDevicesWaitOnceOneIsVerified();
    void distrustedDeviceGetsNothing();
    void saysWhoCannotReadAndWhy();
    void anotherIdentityIsRefused();
    void copiesAreKnown();
    void saidAgainBySomebodyElseIsNothing();
    void saidAgainInAnotherChatIsNothing();
    void forOtherDevicesAlone();
    void claimsAloneAreNothing();
    void garbageMakesNoFlood();
    void floodOfDevicesIsBounded();
    void exchangesAreAnswered();
    void whoIsInvisibleAnswersLater();
    void catchUpAnswersAtItsEnd();
    void farChainsAreAnsweredOnce();
    void brokenSessionsHealOnceAMinute();
    void putBackHistoryUsesNoSession();
    void damagedIdentityStopsEncryption();
    void poolIsFilledAndRotated();
    void nothingIsLostWhereTheTransactionFails();
    void strangersListsAreNotKept();
    void logsHoldNoSecrets();

private:
    static void acquaint(Person &a, Person &b)
    {
        QCOMPARE(a.readiness(b.jid), Readiness::Ready);
        QCOMPARE(b.textOf(a.write(b.jid, u"hello"_s), a.jid), u"hello"_s);
        QCOMPARE(b.readiness(a.jid), Readiness::Ready);
        QCOMPARE(a.textOf(b.write(a.jid, u"hello yourself"_s), b.jid), u"hello yourself"_s);
    }
    void tell(Person &whom, const BareJid &owner, OmemoVersion version)
    {
        const QString event = u"<message from='%1'><event xmlns='http://jabber.org/protocol/pubsub#event'><items node='%2'>"
                              "<item id='current'>%3</item></items></event></message>"_s
                                  .arg(owner.toString(), deviceListNode(version),
                                       m_server->item(owner, deviceListNode(version), u"current"_s));
        QVERIFY(whom.service->takeEvent(domOf(event)));
    }
    void without(const BareJid &owner, OmemoVersion version, OmemoDeviceId device)
    {
        OmemoDeviceList list = m_server->list(owner, version);
        list.devices.removeIf([device](const OmemoDeviceList::Entry &entry) { return entry.id == device; });
        m_server->setList(owner, version, list);
    }
    void with(const BareJid &owner, OmemoVersion version, OmemoDeviceId device)
    {
        OmemoDeviceList list = m_server->list(owner, version);
        list.devices.append({device, {}, {}});
        m_server->setList(owner, version, list);
    }
    static QStringList recipientsOf(const QXmppMessage &stanza)
    {
        QStringList out;
        for (const OmemoMessage &message : readOmemo(domOf(xmlOf(stanza)))) {
            for (const OmemoMessage::Key &key : message.keys) {
                out.append(QString::number(key.device.value()));
            }
        }
        out.sort();
        return out;
    }

    std::unique_ptr<MemoryServer> m_server;
};

/// The two of them export the same names with other meanings.
void OmemoServiceTest::oneLibraryOfTheRatchetIsThere()
{
    QFile maps(u"/proc/self/maps"_s);
    QVERIFY(maps.open(QIODevice::ReadOnly));
    const QByteArray all = maps.readAll();
    const bool speaksBoth = RatchetBackend::speaks(OmemoVersion::Two);
    QVERIFY(RatchetBackend::speaks(OmemoVersion::Legacy));
    QCOMPARE(all.contains("/libomemo-c.so"), speaksBoth);
    QCOMPARE(all.contains("/libsignal-protocol-c.so"), !speaksBoth);
    if (qEnvironmentVariable("LD_LIBRARY_PATH").endsWith(u"/ratchet_signal"_s)) {
        QVERIFY(!speaksBoth); // what CTest asked for is what ran
    }
}

void OmemoServiceTest::saysHowTheDevicesOfAChatAreTrusted()
{
    Person mara(*m_server, "mara@harbor.example");
    Person tomas(*m_server, "tomas@harbor.example");
    QCOMPARE(mara.readiness(tomas.jid), Readiness::Ready);
    const auto trust = [&] { return trustOf(mara.service->chat(tomas.jid)->devices); };
    QCOMPARE(mara.service->chat(tomas.jid)->devices.size(), 1);
    QCOMPARE(trust(), ChatTrust::Unchecked);
    QVERIFY(mara.service->setTrust(tomas.device(), DeviceTrust::Verified));
    QCOMPARE(trust(), ChatTrust::Verified);
    mara.clock.advance(10 * 60'000);
    with(tomas.jid, OmemoVersion::Legacy, OmemoDeviceId(77));
    tell(mara, tomas.jid, OmemoVersion::Legacy);
    QCOMPARE(trust(), ChatTrust::ToCheck);
    QVERIFY(mara.service->noteShown(tomas.jid));
    QCOMPARE(trust(), ChatTrust::Unchecked); // seen, and not verified
    without(tomas.jid, OmemoVersion::Legacy, OmemoDeviceId(77));
    tell(mara, tomas.jid, OmemoVersion::Legacy);
    QCOMPARE(trust(), ChatTrust::Verified); // what is in use no more says nothing
}

void OmemoServiceTest::showsItselfInBothVersions()
{
    JACKDAW_NEEDS_BOTH();
    Person mara(*m_server, "mara@harbor.example");
    const OmemoDeviceId id = mara.device().id;
    for (const OmemoVersion version : allOmemoVersions) {
        QVERIFY(m_server->list(mara.jid, version).contains(id));
        const auto bundle = readBundle(version, domOf(m_server->item(mara.jid, bundleNode(version, id), bundleItem(version, id))));
        QVERIFY(bundle);
        QCOMPARE(bundle->preKeys.size(), OmemoKeys::poolSize);
        QCOMPARE(mara.service->keys().ratchet().identityOf(version, *bundle).value, mara.service->keys().key());
    }
    QCOMPARE(mara.nodes.published.size(), 4);
    // Nobody finds a device on a list that shows nothing yet.
    QVERIFY(mara.nodes.published[0].contains(u"bundles") && mara.nodes.published[1].contains(u"bundles"));
    for (const auto access : std::as_const(mara.nodes.access)) {
        QCOMPARE(access, NodeOptions::Access::Open);
    }
}

void OmemoServiceTest::staysOnItsListBesideOthers()
{
    JACKDAW_NEEDS_BOTH();
    m_server->setList(jid("mara@harbor.example"), OmemoVersion::Legacy, {{{OmemoDeviceId(11), {}, {}}}});
    m_server->setList(jid("mara@harbor.example"), OmemoVersion::Two, {{{OmemoDeviceId(12), u"phone"_s, u"c2ln"_s}}});
    Person mara(*m_server, "mara@harbor.example");
    const auto two = m_server->list(mara.jid, OmemoVersion::Two);
    QCOMPARE(two.devices.size(), 2);
    QCOMPARE(two.devices[0].label, u"phone"_s); // others' words stay
    QCOMPARE(two.devices[0].labelSignature, u"c2ln"_s);
    QVERIFY(m_server->list(mara.jid, OmemoVersion::Legacy).contains(OmemoDeviceId(11)));
    QCOMPARE(mara.appeared.size(), 2);
    const qsizetype before = mara.nodes.published.size();
    mara.service->beginSession();
    QCOMPARE(mara.nodes.published.size(), before + 2); // the bundles, of which the server may have lost one; no list
}

/// O8.
void OmemoServiceTest::goesBackOnItsListButNotForEver()
{
    Person mara(*m_server, "mara@harbor.example");
    without(mara.jid, OmemoVersion::Legacy, mara.device().id);
    tell(mara, mara.jid, OmemoVersion::Legacy);
    QVERIFY(m_server->list(mara.jid, OmemoVersion::Legacy).contains(mara.device().id));
    QCOMPARE(mara.removals, 1);
    for (int i = 0; i < 50; ++i) {
        without(mara.jid, OmemoVersion::Legacy, mara.device().id);
        tell(mara, mara.jid, OmemoVersion::Legacy);
    }
    const auto lists = mara.nodes.published.count(deviceListNode(OmemoVersion::Legacy)) + mara.nodes.published.count(deviceListNode(OmemoVersion::Two));
    QCOMPARE(lists, OmemoPublication::aMinute);
    mara.clock.advance(minute);
    tell(mara, mara.jid, OmemoVersion::Legacy);
    QVERIFY(m_server->list(mara.jid, OmemoVersion::Legacy).contains(mara.device().id));
}

/// XEP-0384, 6.
void OmemoServiceTest::takesAnotherNumberWhereItsOwnIsTaken()
{
    Person mara(*m_server, "mara@harbor.example");
    const OmemoDeviceId before = mara.device().id;
    // The same profile begins again where the server already has the number, as somebody else's.
    const IdentityFile file(mara.database.folder(), mara.jid);
    QVERIFY(file.remove());
    OmemoKeys keys(*mara.database, mara.account, mara.jid, mara.database.folder(), mara.clock);
    QCOMPARE(*keys.open(), OmemoKeys::Origin::New);
    const IdentityKey key = keys.key();
    const OmemoDeviceId taken = keys.own().id;
    QVERIFY(keys.changeDeviceId());
    QVERIFY(keys.own().id != taken && keys.own().id != before);
    QCOMPARE(keys.key(), key);
    QCOMPARE((*file.read())->own.device, keys.own().id);
}

void OmemoServiceTest::talksBothWays()
{
    Person mara(*m_server, "mara@harbor.example");
    Person tomas(*m_server, "tomas@hill.example");
    acquaint(mara, tomas);
    for (int i = 0; i < 10; ++i) {
        const QString text = u"message %1 ü \U0001F426"_s.arg(i);
        const auto stanzas = mara.write(tomas.jid, text);
        QCOMPARE(stanzas.size(), 1);
        const auto opened = tomas.read(stanzas[0], mara.jid);
        QCOMPARE(opened.outcome, Outcome::Opened);
        QCOMPARE(opened.stanza.body, text);
        QCOMPARE(opened.encryption, (MessageEncryption{OmemoVersion::Legacy, mara.device().id, DeviceTrust::Blind, false}));
        QVERIFY(opened.stanza.receiptRequested);
        QCOMPARE(opened.stanza.originId, OriginId(u"id-"_s + text));
    }
}

void OmemoServiceTest::ownOtherDevicesCanRead()
{
    Person desk(*m_server, "mara@harbor.example");
    Person lap(*m_server, "mara@harbor.example");
    Person tomas(*m_server, "tomas@hill.example");
    QVERIFY(desk.device() != lap.device());
    tell(desk, desk.jid, OmemoVersion::Legacy);
    QCOMPARE(desk.readiness(tomas.jid), Readiness::Ready);
    const auto stanzas = desk.write(tomas.jid, u"to both"_s);
    QCOMPARE(stanzas.size(), 1);
    QCOMPARE(recipientsOf(stanzas[0]).size(), 2);
    QCOMPARE(tomas.textOf(stanzas, desk.jid), u"to both"_s);
    const auto copy = lap.read(stanzas[0], desk.jid, tomas.jid);
    QCOMPARE(copy.outcome, Outcome::Opened);
    QCOMPARE(copy.stanza.body, u"to both"_s);
    QCOMPARE(desk.read(stanzas[0], desk.jid, tomas.jid).outcome, Outcome::OwnEcho);
}

void OmemoServiceTest::speaksTwoWhereLegacyIsNotSpoken()
{
    JACKDAW_NEEDS_BOTH();
    Person mara(*m_server, "mara@harbor.example");
    Person tomas(*m_server, "tomas@hill.example");
    m_server->setList(tomas.jid, OmemoVersion::Legacy, {});
    QCOMPARE(mara.readiness(tomas.jid), Readiness::Ready);
    const auto stanzas = mara.write(tomas.jid, u"new words"_s);
    QCOMPARE(stanzas.size(), 1);
    const auto opened = tomas.read(stanzas[0], mara.jid);
    QCOMPARE(opened.outcome, Outcome::Opened);
    QCOMPARE(opened.stanza.body, u"new words"_s);
    QCOMPARE(opened.encryption.version, OmemoVersion::Two);
    QVERIFY(!opened.encryption.isTimeOff);
    // O9: the sender's clock, or somebody who kept it back.
    const auto late = mara.write(tomas.jid, u"old words"_s);
    tomas.clock.advance(20 * minute);
    QVERIFY(tomas.read(late[0], mara.jid).encryption.isTimeOff);
}

void OmemoServiceTest::sendsTwoStanzasWhereRecipientsSplit()
{
    JACKDAW_NEEDS_BOTH();
    Person mara(*m_server, "mara@harbor.example");
    Person phone(*m_server, "tomas@hill.example");
    Person desk(*m_server, "tomas@hill.example");
    m_server->setList(phone.jid, OmemoVersion::Legacy, {{{phone.device().id, {}, {}}}});
    m_server->setList(phone.jid, OmemoVersion::Two, {{{desk.device().id, {}, {}}}});
    QCOMPARE(mara.readiness(phone.jid), Readiness::Ready);
    const auto stanzas = mara.write(phone.jid, u"to all"_s);
    QCOMPARE(stanzas.size(), 2);
    QCOMPARE(stanzas[0].id(), stanzas[1].id());
    QCOMPARE(readOmemo(domOf(xmlOf(stanzas[0]))).size(), 1); // never both in one stanza
    QCOMPARE(phone.read(stanzas[0], mara.jid).stanza.body, u"to all"_s);
    QCOMPARE(phone.read(stanzas[1], mara.jid).outcome, Outcome::NotForUs);
    QCOMPARE(desk.read(stanzas[0], mara.jid).outcome, Outcome::NotForUs);
    QCOMPARE(desk.read(stanzas[1], mara.jid).stanza.body, u"to all"_s);
}

void OmemoServiceTest::nothingIsReadableOnTheWay()
{
    Person mara(*m_server, "mara@harbor.example");
    Person phone(*m_server, "tomas@hill.example");
    Person desk(*m_server, "tomas@hill.example");
    m_server->setList(phone.jid, OmemoVersion::Legacy, {{{phone.device().id, {}, {}}}});
    m_server->setList(phone.jid, OmemoVersion::Two, {{{desk.device().id, {}, {}}}});
    QCOMPARE(mara.readiness(phone.jid), Readiness::Ready);
    for (const QXmppMessage &stanza : mara.write(phone.jid, u"EVIL-MARKER"_s)) {
        QVERIFY(!xmlOf(stanza).remove(u"id-EVIL-MARKER"_s).contains(u"EVIL-MARKER"));
        QVERIFY(xmlOf(stanza).contains(u"urn:xmpp:eme:0"_s));
        QVERIFY(xmlOf(stanza).contains(u"<store"_s));
    }
}

/// The user's word: what waits for a device whose keys are on their way goes to the one that can read it, and to it alone.
void OmemoServiceTest::sendsToThoseWhoCanReadWhenTold()
{
    Person mara(*m_server, "mara@harbor.example");
    Person phone(*m_server, "tomas@hill.example");
    QCOMPARE(mara.service->sendToReaders(phone.jid).error().kind, ErrorKind::NotEncryptable); // nobody can
    QCOMPARE(mara.readiness(phone.jid), Readiness::Ready);
    Person desk(*m_server, "tomas@hill.example");
    mara.nodes.holds = true;
    mara.service->beginSession();
    QCOMPARE(mara.readiness(phone.jid), Readiness::NotYet);
    mara.changed.clear();
    QVERIFY(mara.service->sendToReaders(phone.jid));
    QVERIFY(mara.changed.contains(phone.jid));
    QCOMPARE(mara.readiness(phone.jid), Readiness::Ready);
    QCOMPARE(mara.service->chat(phone.jid)->wish, ChatWish::Encrypted);
    const auto stanzas = mara.write(phone.jid, u"in time"_s);
    QCOMPARE(phone.textOf(stanzas, mara.jid), u"in time"_s);
    QCOMPARE(desk.read(stanzas[0], mara.jid).outcome, Outcome::NotForUs);
    // Once nothing is missing it is forgotten: the next time they are waited for again.
    mara.nodes.holds = false;
    for (int i = 0; i < 10 && !mara.nodes.held.isEmpty(); ++i) {
        const auto held = std::exchange(mara.nodes.held, {});
        for (const auto &answer : held) {
            answer();
        }
        (void)mara.readiness(phone.jid);
    }
    QCOMPARE(mara.readiness(phone.jid), Readiness::Ready);
    QCOMPARE(desk.textOf(mara.write(phone.jid, u"to both"_s), mara.jid), u"to both"_s);
    mara.nodes.holds = true;
    mara.service->beginSession();
    QCOMPARE(mara.readiness(phone.jid), Readiness::NotYet);
}

/// It does not hold for a device that comes later, nor on another stream, where all that was told is to be told again.
void OmemoServiceTest::theUsersWordIsForWhatWasMissingThen()
{
    Person mara(*m_server, "mara@harbor.example");
    Person phone(*m_server, "tomas@hill.example");
    QCOMPARE(mara.readiness(phone.jid), Readiness::Ready);
    mara.nodes.hangs = [&phone](const BareJid &owner) { return owner == phone.jid; };
    mara.service->beginSession();
    QCOMPARE(mara.readiness(phone.jid), Readiness::NotYet);
    QVERIFY(mara.service->sendToReaders(phone.jid));
    QCOMPARE(mara.readiness(phone.jid), Readiness::Ready);
    QCOMPARE(mara.readiness(phone.jid), Readiness::Ready);
    Person desk(*m_server, "tomas@hill.example");
    tell(mara, phone.jid, OmemoVersion::Legacy); // the other list still hangs
    QCOMPARE(mara.readiness(phone.jid), Readiness::NotYet);
    QVERIFY(mara.service->sendToReaders(phone.jid));
    QCOMPARE(mara.readiness(phone.jid), Readiness::Ready);
    mara.nodes.held.clear(); // the link is lost, and nobody answers these any more
    mara.nodes.hangs = [](const BareJid &) { return true; };
    mara.service->beginSession();
    QCOMPARE(mara.readiness(phone.jid), Readiness::NotYet);
    for (int i = 0; i < 10 && !mara.nodes.held.isEmpty(); ++i) {
        QCOMPARE(mara.readiness(phone.jid), Readiness::NotYet);
        const auto held = std::exchange(mara.nodes.held, {});
        for (const auto &answer : held) {
            answer();
        }
        (void)mara.readiness(phone.jid);
    }
    QCOMPARE(mara.readiness(phone.jid), Readiness::Ready);
    QCOMPARE(desk.textOf(mara.write(phone.jid, u"to both"_s), mara.jid), u"to both"_s);
}

void OmemoServiceTest::waitsForListsAndBundles()
{
    Person mara(*m_server, "mara@harbor.example");
    Person tomas(*m_server, "tomas@hill.example");
    mara.nodes.holds = true;
    QCOMPARE(mara.readiness(tomas.jid), Readiness::NotYet);
    mara.changed.clear();
    for (int i = 0; i < 10 && !mara.nodes.held.isEmpty(); ++i) {
        const auto held = std::exchange(mara.nodes.held, {});
        for (const auto &answer : held) {
            answer();
        }
        if (mara.readiness(tomas.jid) == Readiness::Ready) {
            break;
        }
    }
    QVERIFY(mara.changed.contains(tomas.jid));
    QCOMPARE(mara.readiness(tomas.jid), Readiness::Ready);
    QCOMPARE(tomas.textOf(mara.write(tomas.jid, u"at last"_s), mara.jid), u"at last"_s);
}

void OmemoServiceTest::chatWithoutDevicesIsClear()
{
    Person mara(*m_server, "mara@harbor.example");
    const BareJid plain = jid("plain@hill.example");
    QCOMPARE(mara.readiness(plain), Readiness::Clear);
    mara.write(plain, u"x"_s);
    QVERIFY(mara.error && mara.error->kind == ErrorKind::NotEncryptable);
    // A server that does not answer says nothing of the kind.
    mara.nodes.offline = true;
    QCOMPARE(mara.readiness(jid("other@hill.example")), Readiness::NotYet);
    QCOMPARE(mara.service->chat(jid("other@hill.example"))->unasked, QList<BareJid>{jid("other@hill.example")});
}

/// O1.
void OmemoServiceTest::encryptedChatNeverTurnsClear()
{
    Person mara(*m_server, "mara@harbor.example");
    Person tomas(*m_server, "tomas@hill.example");
    acquaint(mara, tomas);
    for (const OmemoVersion version : allOmemoVersions) {
        m_server->setList(tomas.jid, version, {});
        tell(mara, tomas.jid, version);
    }
    QCOMPARE(mara.readiness(tomas.jid), Readiness::Stuck);
    QVERIFY(mara.write(tomas.jid, u"secret"_s).isEmpty());
    QCOMPARE(mara.error->kind, ErrorKind::NotEncryptable);
    QCOMPARE(mara.service->preview(tomas.jid)->constFirst().reason, ReadReason::NoDevices);
    m_server->nodes.clear(); // not even where the server says that there never was anything
    mara.service->beginSession();
    QCOMPARE(mara.readiness(tomas.jid), Readiness::Stuck);
    // Who was only written to encrypted answers so, too.
    QCOMPARE(*tomas.service->keys().store().wish(mara.jid), ChatWish::Encrypted);
}

/// And whoever shows how the chat stands is told.
void OmemoServiceTest::whoWritesEncryptedIsAnsweredSo()
{
    Person mara(*m_server, "mara@harbor.example");
    Person tomas(*m_server, "tomas@hill.example");
    tomas.service->setByDefault(EncryptByDefault::No);
    QCOMPARE(tomas.readiness(mara.jid), Readiness::Clear);
    QCOMPARE(mara.readiness(tomas.jid), Readiness::Ready);
    tomas.changed.clear();
    QCOMPARE(tomas.textOf(mara.write(tomas.jid, u"one"_s), mara.jid), u"one"_s);
    QCOMPARE(tomas.changed, QList<BareJid>{mara.jid});
    QCOMPARE(tomas.readiness(mara.jid), Readiness::Ready);
    tomas.changed.clear();
    QCOMPARE(tomas.textOf(mara.write(tomas.jid, u"two"_s), mara.jid), u"two"_s);
    QCOMPARE(tomas.changed, QList<BareJid>());
}

void OmemoServiceTest::wishIsObeyed()
{
    Person mara(*m_server, "mara@harbor.example");
    Person tomas(*m_server, "tomas@hill.example");
    QVERIFY(mara.service->setWish(tomas.jid, ChatWish::Clear));
    QCOMPARE(mara.readiness(tomas.jid), Readiness::Clear);
    QCOMPARE(mara.nodes.fetchesOf(u"bundles"_s), 0);
    QVERIFY(mara.service->setWish(tomas.jid, ChatWish::Encrypted));
    QCOMPARE(mara.readiness(tomas.jid), Readiness::Ready);
    const BareJid plain = jid("plain@hill.example");
    QVERIFY(mara.service->setWish(plain, ChatWish::Encrypted));
    QCOMPARE(mara.readiness(plain), Readiness::Stuck);
}

/// O2.
void OmemoServiceTest::newDevicesWaitOnceOneIsVerified()
{
    Person mara(*m_server, "mara@harbor.example");
    Person tomas(*m_server, "tomas@hill.example");
    acquaint(mara, tomas);
    Person blind(*m_server, "tomas@hill.example");
    tell(mara, tomas.jid, OmemoVersion::Legacy);
    tell(mara, tomas.jid, OmemoVersion::Two);
    QVERIFY(mara.appeared.contains(blind.device()));
    QCOMPARE(mara.readiness(tomas.jid), Readiness::Ready);
    QCOMPARE(blind.textOf(mara.write(tomas.jid, u"to both"_s), mara.jid), u"to both"_s);

    QVERIFY(mara.service->setTrust(tomas.device(), DeviceTrust::Verified));
    Person late(*m_server, "tomas@hill.example");
    tell(mara, tomas.jid, OmemoVersion::Legacy);
    tell(mara, tomas.jid, OmemoVersion::Two);
    QCOMPARE(mara.readiness(tomas.jid), Readiness::Ready);
    const auto stanzas = mara.write(tomas.jid, u"not to the last"_s);
    QVERIFY(!recipientsOf(stanzas[0]).contains(QString::number(late.device().id.value())));
    QVERIFY(recipientsOf(stanzas[0]).contains(QString::number(blind.device().id.value())));
    QCOMPARE(late.read(stanzas[0], mara.jid).outcome, Outcome::NotForUs);
    QCOMPARE(mara.service->keys().store().device(late.device())->value().trust, DeviceTrust::Undecided);
    // What it writes is read, and marked by what is thought of it.
    QCOMPARE(late.readiness(mara.jid), Readiness::Ready);
    const auto opened = mara.read(late.write(mara.jid, u"it is me"_s)[0], tomas.jid);
    QCOMPARE(opened.outcome, Outcome::Opened);
    QCOMPARE(opened.encryption.trust, DeviceTrust::Undecided);
    QVERIFY(mara.service->setTrust(late.device(), DeviceTrust::Verified));
    QVERIFY(recipientsOf(mara.write(tomas.jid, u"to all"_s)[0]).contains(QString::number(late.device().id.value())));
}

void OmemoServiceTest::distrustedDeviceGetsNothing()
{
    Person mara(*m_server, "mara@harbor.example");
    Person tomas(*m_server, "tomas@hill.example");
    acquaint(mara, tomas);
    QVERIFY(mara.service->setTrust(tomas.device(), DeviceTrust::Distrusted));
    QCOMPARE(mara.readiness(tomas.jid), Readiness::Stuck);
    QVERIFY(mara.write(tomas.jid, u"secret"_s).isEmpty());
    QCOMPARE(mara.service->preview(tomas.jid)->constFirst().reason, ReadReason::Distrusted);
}

/// For "Why": device by device.
void OmemoServiceTest::saysWhoCannotReadAndWhy()
{
    Person mara(*m_server, "mara@harbor.example");
    Person tomas(*m_server, "tomas@hill.example");
    const OmemoDevice bare{tomas.jid, OmemoDeviceId(7)};
    const OmemoDevice bad{tomas.jid, OmemoDeviceId(8)};
    with(tomas.jid, OmemoVersion::Legacy, bare.id);
    with(tomas.jid, OmemoVersion::Legacy, bad.id);
    m_server->nodes[{tomas.jid, bundleNode(OmemoVersion::Legacy, bad.id)}] = {{u"current"_s, u"<bundle xmlns='eu.siacs.conversations.axolotl'/>"_s}};
    QCOMPARE(mara.readiness(tomas.jid), Readiness::Ready);
    const MessageId message = mara.aMessageTo(tomas.jid);
    QCOMPARE(mara.write(tomas.jid, u"who reads this"_s, message).size(), 1);
    QHash<OmemoDevice, ReadReason> reasons;
    const auto report = mara.service->keys().store().report(message);
    for (const DeviceReport &each : *report) {
        reasons.insert(each.device, each.reason);
    }
    QCOMPARE(reasons, (QHash<OmemoDevice, ReadReason>{{tomas.device(), ReadReason::CanRead}, {bare, ReadReason::NoBundle}, {bad, ReadReason::BadBundle}}));
    QCOMPARE(MessageStore(*mara.database).message(message)->encryption->version, OmemoVersion::Legacy);
}

/// O3.
void OmemoServiceTest::anotherIdentityIsRefused()
{
    JACKDAW_NEEDS_BOTH();
    Person mara(*m_server, "mara@harbor.example");
    Person tomas(*m_server, "tomas@hill.example");
    acquaint(mara, tomas);
    const IdentityKey before = mara.service->keys().store().identity(tomas.device())->value();
    const QString node = bundleNode(OmemoVersion::Legacy, tomas.device().id);
    const auto rightful = m_server->nodes.value({tomas.jid, node});
    // The server shows other keys under the same number, and the session is gone.
    Party impostor("tomas@hill.example", 5, tomas.device().id.value());
    for (const OmemoVersion version : allOmemoVersions) {
        QString xml;
        QXmlStreamWriter writer(&xml);
        writeBundle(writer, version, impostor.bundle(version));
        m_server->nodes[{tomas.jid, bundleNode(version, tomas.device().id)}] = {{bundleItem(version, tomas.device().id), xml}};
    }
    QVERIFY(mara.service->keys().store().dropSession(OmemoVersion::Legacy, tomas.device()));
    QCOMPARE(mara.readiness(tomas.jid), Readiness::Stuck);
    QCOMPARE(mara.refused, QList<OmemoDevice>{tomas.device()});
    QVERIFY(mara.write(tomas.jid, u"secret"_s).isEmpty());
    QCOMPARE(mara.service->preview(tomas.jid)->constFirst().reason, ReadReason::IdentityChanged);
    QCOMPARE(mara.service->keys().store().identity(tomas.device())->value(), before);
    QCOMPARE(mara.service->keys().store().device(tomas.device())->value().refused, impostor.identity.key());
    // And what the other one writes is not shown.
    const auto bundle = readBundle(OmemoVersion::Legacy, domOf(m_server->item(mara.jid, bundleNode(OmemoVersion::Legacy, mara.device().id), u"current"_s)));
    QVERIFY(impostor.ratchet->startSession(OmemoVersion::Legacy, mara.device(), *bundle));
    const SealedPayload payload = *sealPayload(OmemoVersion::Legacy, "trust me");
    const auto key = impostor.ratchet->encrypt(OmemoVersion::Legacy, mara.device(), payload.secret).value;
    OmemoMessage message{OmemoVersion::Legacy, tomas.device().id, {{{}, mara.device().id, key.kind, key.data}}, payload.iv, payload.payload};
    const auto opened = mara.read(writeKeyTransport(mara.jid, message), tomas.jid);
    QCOMPARE(opened.outcome, Outcome::Unreadable);
    QCOMPARE(opened.fault, RatchetFault::IdentityChanged);
    QCOMPARE(mara.refused.size(), 2);
    // Once it shows its own key again, nobody is warned of it for good.
    m_server->nodes[{tomas.jid, node}] = rightful;
    mara.service->repair(tomas.device());
    QCOMPARE(mara.readiness(tomas.jid), Readiness::Ready);
    QVERIFY(!mara.service->keys().store().device(tomas.device())->value().refused.isValid());
    QCOMPARE(mara.service->keys().store().identity(tomas.device())->value(), before);
}

/// O5: live, from the archive, in a carbon.
void OmemoServiceTest::copiesAreKnown()
{
    Person mara(*m_server, "mara@harbor.example");
    Person tomas(*m_server, "tomas@hill.example");
    acquaint(mara, tomas);
    const auto stanzas = mara.write(tomas.jid, u"once"_s);
    QCOMPARE(tomas.read(stanzas[0], mara.jid).outcome, Outcome::Opened);
    const qsizetype keys = tomas.keys.size();
    for (int i = 0; i < 3; ++i) {
        QCOMPARE(tomas.read(stanzas[0], mara.jid).outcome, Outcome::Known);
    }
    QCOMPARE(tomas.keys.size(), keys);
}

/// O5.
void OmemoServiceTest::saidAgainBySomebodyElseIsNothing()
{
    Person mara(*m_server, "mara@harbor.example");
    Person tomas(*m_server, "tomas@hill.example");
    acquaint(mara, tomas);
    const auto stanzas = mara.write(tomas.jid, u"mine"_s);
    const auto opened = tomas.read(stanzas[0], jid("mallory@hill.example"));
    QCOMPARE(opened.outcome, Outcome::Unreadable);
    QCOMPARE(opened.fault, RatchetFault::NoSession);
    QCOMPARE(tomas.read(stanzas[0], mara.jid).stanza.body, u"mine"_s); // and it is not lost by that
}

/// O9.
void OmemoServiceTest::saidAgainInAnotherChatIsNothing()
{
    JACKDAW_NEEDS_BOTH();
    Person mara(*m_server, "mara@harbor.example");
    Person tomas(*m_server, "tomas@hill.example");
    m_server->setList(tomas.jid, OmemoVersion::Legacy, {});
    QCOMPARE(mara.readiness(tomas.jid), Readiness::Ready);
    const auto stanzas = mara.write(tomas.jid, u"to you alone"_s);
    const auto opened = tomas.read(stanzas[0], mara.jid, jid("group@rooms.example"));
    QCOMPARE(opened.outcome, Outcome::Unreadable);
    QVERIFY(opened.stanza.body.isEmpty());
    QVERIFY(!opened.detail.contains(u"to you alone"));
}

void OmemoServiceTest::forOtherDevicesAlone()
{
    Person mara(*m_server, "mara@harbor.example");
    Person tomas(*m_server, "tomas@hill.example");
    Person late(*m_server, "tomas@hill.example");
    without(tomas.jid, OmemoVersion::Legacy, late.device().id);
    without(tomas.jid, OmemoVersion::Two, late.device().id);
    QCOMPARE(mara.readiness(tomas.jid), Readiness::Ready);
    QCOMPARE(late.read(mara.write(tomas.jid, u"not yours"_s)[0], mara.jid).outcome, Outcome::NotForUs);
    // Keys alone for others say nothing: no message is missed.
    OmemoMessage keys;
    keys.sender = mara.device().id;
    keys.keys = {{BareJid(), OmemoDeviceId(4711), OmemoMessage::KeyKind::Running, "x"}};
    keys.iv = QByteArray(12, 'i');
    QCOMPARE(late.read(writeKeyTransport(tomas.jid, keys), mara.jid).outcome, Outcome::KeysOnly);
}

/// O1: a claim alone is no lock.
void OmemoServiceTest::claimsAloneAreNothing()
{
    Person mara(*m_server, "mara@harbor.example");
    QXmppMessage message = writeText(mara.jid, OriginId(u"x"_s), u"said in clear"_s);
    QXmppElement claim;
    claim.setTagName(u"encryption"_s);
    claim.setAttribute(u"xmlns"_s, u"urn:xmpp:eme:0"_s);
    claim.setAttribute(u"namespace"_s, u"urn:xmpp:omemo:2"_s);
    message.setExtensions({claim});
    QCOMPARE(mara.read(message, jid("tomas@hill.example")).outcome, Outcome::Clear);
    QXmppElement empty;
    empty.setTagName(u"encrypted"_s);
    empty.setAttribute(u"xmlns"_s, u"urn:xmpp:omemo:2"_s);
    message.setExtensions({claim, empty});
    QCOMPARE(mara.read(message, jid("tomas@hill.example")).outcome, Outcome::Unreadable);
}

/// O4.
void OmemoServiceTest::garbageMakesNoFlood()
{
    Person mara(*m_server, "mara@harbor.example");
    const BareJid mallory = jid("mallory@hill.example");
    const int before = int(mara.nodes.fetched.size());
    for (quint32 i = 1; i <= 500; ++i) {
        OmemoMessage message{OmemoVersion::Legacy, OmemoDeviceId(i), {}, QByteArray(12, 'v'), QByteArray("junk")};
        for (int copies = 0; copies < 20; ++copies) {
            message.keys.append({{}, mara.device().id, i % 2 ? OmemoMessage::KeyKind::Exchange : OmemoMessage::KeyKind::Running, QByteArray(200, char(i))});
        }
        QCOMPARE(mara.read(writeKeyTransport(mara.jid, message), mallory).outcome, Outcome::Unreadable);
    }
    QCOMPARE(int(mara.nodes.fetched.size()), before);
    QVERIFY(mara.keys.isEmpty());
    QCOMPARE(mara.database.number(u"SELECT count(*) FROM omemo_device WHERE jid = 'mallory@hill.example'"_s), 0);
}

/// O7.
void OmemoServiceTest::floodOfDevicesIsBounded()
{
    Person mara(*m_server, "mara@harbor.example");
    const BareJid mallory = jid("mallory@hill.example");
    OmemoDeviceList flood;
    for (quint32 i = 1; i <= 5000; ++i) {
        flood.devices.append({OmemoDeviceId(i), {}, {}});
    }
    m_server->setList(mallory, OmemoVersion::Legacy, flood);
    mara.nodes.holds = true;
    QVERIFY(mara.service->setWish(mallory, ChatWish::Encrypted));
    int answered = 0;
    for (int i = 0; i < 1000; ++i) {
        mara.readiness(mallory);
        if (mara.nodes.held.isEmpty()) {
            break;
        }
        ++answered;
        mara.nodes.held.takeFirst()();
    }
    QCOMPARE(mara.service->devices(mallory)->size(), 100);
    QCOMPARE(mara.nodes.mostOpen, OmemoDirectory::atOnce);
    QVERIFY(mara.nodes.fetchesOf(u"bundles"_s) <= OmemoDirectory::aMinute);
    QVERIFY(answered <= OmemoDirectory::aMinute + 2 * int(std::size(allOmemoVersions))); // and the lists
    QCOMPARE(mara.readiness(mallory), Readiness::NotYet);
}

/// XEP-0384, 6.
void OmemoServiceTest::exchangesAreAnswered()
{
    Person mara(*m_server, "mara@harbor.example");
    Person tomas(*m_server, "tomas@hill.example");
    QCOMPARE(mara.readiness(tomas.jid), Readiness::Ready);
    tomas.nodes.published.clear();
    QCOMPARE(tomas.textOf(mara.write(tomas.jid, u"hello"_s), mara.jid), u"hello"_s);
    QCOMPARE(tomas.keys.size(), 1);
    QCOMPARE(mara.read(tomas.keys[0], tomas.jid).outcome, Outcome::KeysOnly);
    const int shown = RatchetBackend::speaks(OmemoVersion::Two) ? 1 : 0;
    QCOMPARE(tomas.nodes.published.count(bundleNode(OmemoVersion::Two, {})), shown); // without the key that was used
    QCOMPARE(tomas.nodes.published.count(bundleNode(OmemoVersion::Legacy, tomas.device().id)), 1);
    const auto bundle = readBundle(OmemoVersion::Legacy, domOf(m_server->item(tomas.jid, bundleNode(OmemoVersion::Legacy, tomas.device().id), u"current"_s)));
    QCOMPARE(bundle->preKeys.size(), OmemoKeys::poolSize);
    // The answer ends the exchange: what follows is short.
    const auto next = readOmemo(domOf(xmlOf(mara.write(tomas.jid, u"again"_s)[0])));
    QCOMPARE(next[0].keys[0].kind, OmemoMessage::KeyKind::Running);
    QVERIFY(mara.keys.isEmpty());
}

/// XEP-0186, 4: an answer that nobody wrote says that somebody is there.
void OmemoServiceTest::whoIsInvisibleAnswersLater()
{
    Person mara(*m_server, "mara@harbor.example");
    Person tomas(*m_server, "tomas@hill.example");
    QCOMPARE(mara.readiness(tomas.jid), Readiness::Ready);
    tomas.service->setUnasked(OmemoService::Unasked::Held);
    QCOMPARE(tomas.textOf(mara.write(tomas.jid, u"hello"_s), mara.jid), u"hello"_s);
    QCOMPARE(tomas.textOf(mara.write(tomas.jid, u"are you there?"_s), mara.jid), u"are you there?"_s);
    QVERIFY(tomas.keys.isEmpty());
    tomas.service->setUnasked(OmemoService::Unasked::Sent);
    tomas.service->settle(); // as after whatever comes next
    QCOMPARE(tomas.keys.size(), 1);
    QCOMPARE(mara.read(tomas.keys[0], tomas.jid).outcome, Outcome::KeysOnly);
}

/// XEP-0384, 6.
void OmemoServiceTest::catchUpAnswersAtItsEnd()
{
    Person mara(*m_server, "mara@harbor.example");
    Person lena(*m_server, "lena@harbor.example");
    Person tomas(*m_server, "tomas@hill.example");
    QCOMPARE(mara.readiness(tomas.jid), Readiness::Ready);
    QCOMPARE(lena.readiness(tomas.jid), Readiness::Ready);
    const auto hers = mara.write(tomas.jid, u"while you were away"_s);
    const auto others = lena.write(tomas.jid, u"me too"_s);
    tomas.service->setCatchUp(OmemoService::CatchUp::Running);
    tomas.nodes.published.clear();
    QCOMPARE(tomas.textOf(hers, mara.jid), u"while you were away"_s);
    QCOMPARE(tomas.textOf(others, lena.jid), u"me too"_s);
    QVERIFY(tomas.keys.isEmpty() && tomas.nodes.published.isEmpty());
    QCOMPARE(tomas.database.number(u"SELECT count(*) FROM omemo_pre_key WHERE used <> 0"_s) > 0, true);
    tomas.service->setCatchUp(OmemoService::CatchUp::Done);
    QCOMPARE(tomas.keys.size(), 2);
    QCOMPARE(tomas.database.number(u"SELECT count(*) FROM omemo_pre_key WHERE used <> 0"_s), 0);
    QCOMPARE(tomas.database.number(u"SELECT count(*) FROM omemo_pre_key"_s), OmemoKeys::poolSize);
    QCOMPARE(tomas.nodes.published.contains(bundleNode(OmemoVersion::Two, {})),
             RatchetBackend::speaks(OmemoVersion::Two));
}

void OmemoServiceTest::farChainsAreAnsweredOnce()
{
    Person mara(*m_server, "mara@harbor.example");
    Person tomas(*m_server, "tomas@hill.example");
    acquaint(mara, tomas);
    tomas.keys.clear();
    for (int i = 0; i < 70; ++i) {
        tomas.read(mara.write(tomas.jid, QString::number(i))[0], mara.jid);
    }
    QCOMPARE(tomas.keys.size(), 1);
    QCOMPARE(mara.read(tomas.keys[0], tomas.jid).outcome, Outcome::KeysOnly);
    tomas.read(mara.write(tomas.jid, u"the chain is new"_s)[0], mara.jid);
    QCOMPARE(tomas.keys.size(), 1);
}

void OmemoServiceTest::brokenSessionsHealOnceAMinute()
{
    Person mara(*m_server, "mara@harbor.example");
    Person tomas(*m_server, "tomas@hill.example");
    acquaint(mara, tomas);
    QVERIFY(tomas.service->keys().store().dropSession(OmemoVersion::Legacy, mara.device()));
    tomas.keys.clear();
    const auto lost = mara.write(tomas.jid, u"lost"_s);
    QCOMPARE(tomas.read(lost[0], mara.jid).fault, RatchetFault::NoSession);
    QCOMPARE(tomas.keys.size(), 1); // a new session, told at once
    QCOMPARE(mara.read(tomas.keys[0], tomas.jid).outcome, Outcome::KeysOnly);
    QCOMPARE(tomas.textOf(mara.write(tomas.jid, u"found"_s), mara.jid), u"found"_s);
    // Broken again and again, it waits.
    tomas.keys.clear();
    const int before = tomas.nodes.fetchesOf(u"bundles"_s);
    for (int i = 0; i < 5; ++i) {
        QVERIFY(tomas.service->keys().store().dropSession(OmemoVersion::Legacy, mara.device()));
        tomas.read(mara.write(tomas.jid, u"lost again"_s)[0], mara.jid);
    }
    QCOMPARE(tomas.nodes.fetchesOf(u"bundles"_s), before);
    tomas.clock.advance(minute);
    tomas.read(mara.write(tomas.jid, u"and again"_s)[0], mara.jid);
    QCOMPARE(tomas.nodes.fetchesOf(u"bundles"_s), before + 1);
    QCOMPARE(tomas.keys.size(), 1);
}

/// No key is used twice: not even where somebody puts an old history back.
void OmemoServiceTest::putBackHistoryUsesNoSession()
{
    TestDatabase database;
    FakeClock clock;
    const AccountId account = *AccountStore(*database).add(anAccount("mara@harbor.example"));
    const BareJid mara = jid("mara@harbor.example");
    const QString copy = database.folder() + u"/copy.sqlite"_s;
    IdentityKey key;
    {
        OmemoKeys keys(*database, account, mara, database.folder(), clock);
        QCOMPARE(*keys.open(), OmemoKeys::Origin::New);
        key = keys.key();
        QVERIFY(*keys.refresh());
        QVERIFY(!*keys.refresh());
        QVERIFY(keys.store().setSession(OmemoVersion::Legacy, {jid("tomas@hill.example"), OmemoDeviceId(5)}, "session"));
        QVERIFY(database->run(u"VACUUM INTO ?"_s, {copy}));
    }
    {
        OmemoKeys keys(*database, account, mara, database.folder(), clock);
        QCOMPARE(*keys.open(), OmemoKeys::Origin::AsBefore);
        QVERIFY(keys.store().session(OmemoVersion::Legacy, {jid("tomas@hill.example"), OmemoDeviceId(5)})->has_value());
        QCOMPARE(keys.key(), key);
    }
    auto old = Database::open(copy);
    QVERIFY(old);
    OmemoKeys keys(*old->database, account, mara, database.folder(), clock);
    QCOMPARE(*keys.open(), OmemoKeys::Origin::PutBack);
    QVERIFY(!keys.store().session(OmemoVersion::Legacy, {jid("tomas@hill.example"), OmemoDeviceId(5)})->has_value());
    QVERIFY(keys.store().freshPreKeys()->isEmpty());
    QCOMPARE(keys.key(), key); // the same person all the same
}

void OmemoServiceTest::damagedIdentityStopsEncryption()
{
    Person mara(*m_server, "mara@harbor.example");
    Person tomas(*m_server, "tomas@hill.example");
    acquaint(mara, tomas);
    QFile file(IdentityFile(mara.database.folder(), mara.jid).path());
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.close();
    OmemoKeys keys(*mara.database, mara.account, mara.jid, mara.database.folder(), mara.clock);
    QCOMPARE(keys.open().error().kind, ErrorKind::Storage);
    QVERIFY(!keys.isOpen());
    QCOMPARE(QFileInfo(file.fileName()).size(), 0); // nothing was put in its place
}

void OmemoServiceTest::poolIsFilledAndRotated()
{
    TestDatabase database;
    FakeClock clock;
    const AccountId account = *AccountStore(*database).add(anAccount("mara@harbor.example"));
    OmemoKeys keys(*database, account, jid("mara@harbor.example"), database.folder(), clock);
    QVERIFY(keys.open());
    QVERIFY(*keys.refresh());
    const quint32 first = keys.store().newestSignedPreKey()->value().key.id;
    clock.advance(OmemoKeys::rotation - 1);
    QVERIFY(!*keys.refresh());
    clock.advance(1);
    QVERIFY(*keys.refresh());
    QVERIFY(keys.store().newestSignedPreKey()->value().key.id != first);
    QVERIFY(keys.store().signedPreKey(first)->has_value()); // for what is on its way
    clock.advance(OmemoKeys::keeping);
    QVERIFY(*keys.refresh());
    QVERIFY(!keys.store().signedPreKey(first)->has_value());
    clock.set(noon - 100 * day); // the user's clock goes back
    QVERIFY(*keys.refresh());
    QVERIFY(!*keys.refresh());
}

void OmemoServiceTest::nothingIsLostWhereTheTransactionFails()
{
    Person mara(*m_server, "mara@harbor.example");
    Person tomas(*m_server, "tomas@hill.example");
    acquaint(mara, tomas);
    QXmppMessage stanza = mara.write(tomas.jid, u"precious"_s)[0];
    stanza.setFrom(u"mara@harbor.example/there"_s);
    const Status failed = tomas.database->transaction(Database::Durability::Full, [&]() -> Status {
        const auto opened = tomas.service->open(domOf(xmlOf(stanza)), mara.jid, tomas.jid, tomas.clock.now());
        return opened && opened->stanza.body == u"precious"_s ? Error{ErrorKind::DiskFull, {}, {}} : Error{ErrorKind::Internal, {}, {}};
    });
    QCOMPARE(failed.error().kind, ErrorKind::DiskFull);
    QCOMPARE(tomas.read(stanza, mara.jid).stanza.body, u"precious"_s);
}

/// What goes wrong is logged, with all that is said at --verbose; neither a text nor a key is among it.
void OmemoServiceTest::logsHoldNoSecrets()
{
    static QString logged;
    logged.clear();
    QLoggingCategory::setFilterRules(u"jackdaw.*=true"_s);
    const auto before = qInstallMessageHandler([](QtMsgType, const QMessageLogContext &, const QString &text) { logged += text + u'\n'; });
    QByteArrayList keys;
    {
        Person mara(*m_server, "mara@harbor.example");
        Person tomas(*m_server, "tomas@hill.example");
        for (Person *each : {&mara, &tomas}) {
            const auto own = IdentityFile(each->database.folder(), each->jid).read();
            QVERIFY(own && *own);
            keys.append((*own)->own.privateKey);
        }
        acquaint(mara, tomas);
        QCOMPARE(tomas.textOf(mara.write(tomas.jid, u"EVIL-MARKER"_s), mara.jid), u"EVIL-MARKER"_s);
        QVERIFY(tomas.service->keys().store().dropSession(OmemoVersion::Legacy, mara.device()));
        QCOMPARE(tomas.read(mara.write(tomas.jid, u"EVIL-MARKER 2"_s)[0], mara.jid).fault, RatchetFault::NoSession);
        // A server that is away, and a disk that fails.
        mara.nodes.offline = true;
        mara.service->beginSession();
        (void)mara.readiness(jid("leila@hill.example"));
        QVERIFY(mara.database->run(u"DROP TABLE omemo_chat"_s));
        QVERIFY(!mara.service->setWish(tomas.jid, ChatWish::Encrypted));
        QVERIFY(mara.database->run(u"DROP TABLE omemo_session"_s));
        QVERIFY(mara.write(tomas.jid, u"EVIL-MARKER 3"_s).isEmpty());
    }
    qInstallMessageHandler(before);
    QLoggingCategory::setFilterRules({});
    QVERIFY2(logged.contains(u"encryption could not be stored"_s) && logged.contains(u"a list of devices was not told"_s), qPrintable(logged));
    QVERIFY2(!logged.contains(u"EVIL-MARKER"_s), qPrintable(logged));
    for (const QByteArray &key : std::as_const(keys)) {
        QCOMPARE(key.size(), 32);
        QVERIFY(!logged.contains(QString::fromLatin1(key.toHex()), Qt::CaseInsensitive));
        QVERIFY(!logged.contains(QString::fromLatin1(key.toBase64(QByteArray::OmitTrailingEquals))));
    }
}

void OmemoServiceTest::strangersListsAreNotKept()
{
    Person mara(*m_server, "mara@harbor.example");
    const BareJid stranger = jid("stranger@hill.example");
    m_server->setList(stranger, OmemoVersion::Two, {{{OmemoDeviceId(1), {}, {}}}});
    tell(mara, stranger, OmemoVersion::Two);
    QVERIFY(mara.service->devices(stranger)->isEmpty());
    QVERIFY(!mara.service->takeEvent(domOf(u"<message from='a@example.org'><body>x</body></message>"_s)));
    // Nor does a device of somebody's speak for the account (XEP-0163, 4.3).
    mara.readiness(stranger);
    const QString event = u"<message from='stranger@hill.example/device'><event xmlns='http://jabber.org/protocol/pubsub#event'>"
                          "<items node='urn:xmpp:omemo:2:devices'><item id='current'><devices xmlns='urn:xmpp:omemo:2'/></item></items></event></message>"_s;
    QVERIFY(mara.service->takeEvent(domOf(event)));
    QCOMPARE(mara.service->devices(stranger)->size(), 1);
}

JACKDAW_TEST(OmemoServiceTest)

} // namespace omemo_service_test

#include "OmemoServiceTest.moc"
