// SPDX-License-Identifier: GPL-3.0-or-later
#include "MemoryRatchetStore.h"
#include "omemo/PayloadCipher.h"

#include <QTest>

#include <algorithm>
#include <random>

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(jackdaw::OmemoVersion)

/// The ratchet by itself, in each version that the library speaks: two devices, a store in memory, no network.
class RatchetTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void payloadComesBack_data() { versions(); }
    void payloadComesBack();
    void payloadThatWasTouchedIsRefused_data() { versions(); }
    void payloadThatWasTouchedIsRefused();
    void everyPayloadHasItsOwnKey_data() { versions(); }
    void everyPayloadHasItsOwnKey();
    void readsTheTagBehindTheText();
    void talksBothWays_data() { versions(); }
    void talksBothWays();
    void takesFiveHundredInAnyOrder_data() { versions(); }
    void takesFiveHundredInAnyOrder();
    void bothMayBeginAtOnce_data() { versions(); }
    void bothMayBeginAtOnce();
    void preKeysAreUsedOnce_data() { versions(); }
    void preKeysAreUsedOnce();
    void usedPreKeyThatIsKeptOpensASecondExchange_data() { versions(); }
    void usedPreKeyThatIsKeptOpensASecondExchange();
    void anotherIdentityOfADeviceIsRefused_data() { versions(); }
    void anotherIdentityOfADeviceIsRefused();
    void duplicatesAreKnown_data() { versions(); }
    void duplicatesAreKnown();
    void whatIsCutOrTouchedLeavesTheStoreAsItWas_data() { versions(); }
    void whatIsCutOrTouchedLeavesTheStoreAsItWas();
    void badBundlesBeginNothing_data() { versions(); }
    void badBundlesBeginNothing();
    void sessionsOfTheVersionsAreTheirOwn();
    void identityIsTheSameInBothVersions();
    void saysWhenTheStoreFails_data() { versions(); }
    void saysWhenTheStoreFails();
    void idsOfPreKeysBeginAnew();
    void unknownVersionIsRefused();

private:
    static void versions();
    static QByteArray secret(int number) { return QByteArray(40, 's') + QByteArray::number(number); }
};

void RatchetTest::versions()
{
    QTest::addColumn<OmemoVersion>("version");
    for (const OmemoVersion version : allOmemoVersions) {
        if (RatchetBackend::speaks(version)) {
            QTest::newRow(version == OmemoVersion::Legacy ? "legacy" : "two") << version;
        }
    }
}

namespace {

RatchetBackend::Sealed seal(Party &from, Party &to, OmemoVersion version, const QByteArray &secret)
{
    const auto sealed = from.ratchet->encrypt(version, to.device, secret);
    if (!sealed) {
        qFatal("not sealed: %d %s", int(sealed.fault), qPrintable(sealed.detail));
    }
    return sealed.value;
}

/// `from` knows `to` by its bundle, and `to` knows `from` by its first message and has answered.
void acquaint(Party &from, Party &to, OmemoVersion version)
{
    QVERIFY(from.ratchet->startSession(version, to.device, to.bundle(version)));
    QVERIFY(to.ratchet->decrypt(version, from.device, seal(from, to, version, "first")));
    QVERIFY(from.ratchet->decrypt(version, to.device, seal(to, from, version, "second")));
}

} // namespace

void RatchetTest::payloadComesBack()
{
    QFETCH(OmemoVersion, version);
    for (const qsizetype size : {0, 1, 15, 16, 17, 255, 70'000}) {
        const QByteArray plain = *randomBytes(size);
        const auto sealed = sealPayload(version, plain);
        QVERIFY(sealed);
        QCOMPARE(sealed->secret.size(), version == OmemoVersion::Legacy ? 32 : 48);
        QCOMPARE(sealed->iv.size(), version == OmemoVersion::Legacy ? 12 : 0);
        QVERIFY(size < 15 || !sealed->payload.contains(plain));
        const auto opened = openPayload(version, *sealed);
        QVERIFY(opened);
        QCOMPARE(*opened, plain);
    }
}

void RatchetTest::payloadThatWasTouchedIsRefused()
{
    QFETCH(OmemoVersion, version);
    const auto sealed = sealPayload(version, "what is said");
    const auto isRefused = [version](const SealedPayload &bad) {
        const auto opened = openPayload(version, bad);
        return !opened && opened.error().kind == ErrorKind::Malformed;
    };
    const auto touch = [&](QByteArray SealedPayload::*part) {
        for (qsizetype i = 0; i < ((*sealed).*part).size(); ++i) {
            SealedPayload bad = *sealed;
            (bad.*part)[i] = char((bad.*part)[i] ^ 1);
            QVERIFY2(isRefused(bad), qPrintable(QString::number(i)));
            bad = *sealed;
            (bad.*part).truncate(i);
            QVERIFY2(isRefused(bad), qPrintable(QString::number(i)));
        }
    };
    touch(&SealedPayload::payload);
    touch(&SealedPayload::secret);
    touch(&SealedPayload::iv);
}

void RatchetTest::everyPayloadHasItsOwnKey()
{
    QFETCH(OmemoVersion, version);
    QSet<QByteArray> secrets;
    QSet<QByteArray> payloads;
    for (int i = 0; i < 200; ++i) {
        const auto sealed = sealPayload(version, "the same");
        secrets.insert(sealed->secret.first(16));
        payloads.insert(sealed->iv + sealed->payload);
    }
    QCOMPARE(secrets.size(), 200);
    QCOMPARE(payloads.size(), 200);
    QCOMPARE(emptySecret(version)->size(), 32);
}

/// As programs did before XEP-0384 0.3.
void RatchetTest::readsTheTagBehindTheText()
{
    SealedPayload sealed = *sealPayload(OmemoVersion::Legacy, "said long ago");
    sealed.payload += sealed.secret.last(16);
    sealed.secret.chop(16);
    QCOMPARE(*openPayload(OmemoVersion::Legacy, sealed), QByteArray("said long ago"));
    sealed.payload[0] = char(sealed.payload[0] ^ 1);
    QVERIFY(!openPayload(OmemoVersion::Legacy, sealed));
}

void RatchetTest::talksBothWays()
{
    QFETCH(OmemoVersion, version);
    Party mara("mara@harbor.example");
    Party tomas("tomas@hill.example");
    const auto begun = mara.ratchet->startSession(version, tomas.device, tomas.bundle(version));
    QVERIFY2(begun, qPrintable(begun.detail));
    QCOMPARE(begun.value, tomas.identity.key());
    for (int i = 0; i < 3; ++i) { // nothing came back yet: each begins the session again
        const auto sealed = seal(mara, tomas, version, secret(i));
        QCOMPARE(sealed.kind, OmemoMessage::KeyKind::Exchange);
        const auto opened = tomas.ratchet->decrypt(version, mara.device, sealed);
        QVERIFY2(opened, qPrintable(opened.detail));
        QCOMPARE(opened.value.secret, secret(i));
        QCOMPARE(opened.value.counter, quint32(i));
        QCOMPARE(opened.value.beganSession, i == 0);
        QCOMPARE(opened.value.usedPreKey.has_value(), i == 0);
    }
    QCOMPARE(tomas.store.content.used.size(), 1);
    QCOMPARE(tomas.store.content.identities.value(mara.device), mara.identity.key());
    for (int i = 0; i < 20; ++i) {
        Party &from = i % 3 == 0 ? mara : tomas;
        Party &to = i % 3 == 0 ? tomas : mara;
        const auto sealed = seal(from, to, version, secret(i));
        const auto opened = to.ratchet->decrypt(version, from.device, sealed);
        QVERIFY2(opened, qPrintable(opened.detail));
        QCOMPARE(opened.value.secret, secret(i));
        QVERIFY(i < 2 || sealed.kind == OmemoMessage::KeyKind::Running);
    }
}

void RatchetTest::takesFiveHundredInAnyOrder()
{
    QFETCH(OmemoVersion, version);
    Party mara("mara@harbor.example");
    Party tomas("tomas@hill.example");
    acquaint(mara, tomas, version);
    QList<std::pair<QByteArray, RatchetBackend::Sealed>> sent;
    for (int i = 0; i < 500; ++i) {
        sent.append({secret(i), seal(mara, tomas, version, secret(i))});
    }
    std::mt19937 dice(20260301);
    std::shuffle(sent.begin(), sent.end(), dice);
    for (const auto &[said, sealed] : std::as_const(sent)) {
        const auto opened = tomas.ratchet->decrypt(version, mara.device, sealed);
        QVERIFY2(opened, qPrintable(opened.detail));
        QCOMPARE(opened.value.secret, said);
    }
    for (const auto &[said, sealed] : std::as_const(sent)) {
        QCOMPARE(tomas.ratchet->decrypt(version, mara.device, sealed).fault, RatchetFault::Duplicate);
    }
}

void RatchetTest::bothMayBeginAtOnce()
{
    QFETCH(OmemoVersion, version);
    Party mara("mara@harbor.example");
    Party tomas("tomas@hill.example");
    QVERIFY(mara.ratchet->startSession(version, tomas.device, tomas.bundle(version)));
    QVERIFY(tomas.ratchet->startSession(version, mara.device, mara.bundle(version)));
    const auto hers = seal(mara, tomas, version, "hers");
    const auto his = seal(tomas, mara, version, "his");
    QCOMPARE(tomas.ratchet->decrypt(version, mara.device, hers).value.secret, "hers");
    QCOMPARE(mara.ratchet->decrypt(version, tomas.device, his).value.secret, "his");
    for (int i = 0; i < 10; ++i) { // whichever session each now has, both go on
        QCOMPARE(tomas.ratchet->decrypt(version, mara.device, seal(mara, tomas, version, secret(i))).value.secret, secret(i));
        QCOMPARE(mara.ratchet->decrypt(version, tomas.device, seal(tomas, mara, version, secret(i))).value.secret, secret(i));
    }
}

void RatchetTest::preKeysAreUsedOnce()
{
    QFETCH(OmemoVersion, version);
    Party tomas("tomas@hill.example", 3);
    for (int i = 0; i < 3; ++i) {
        Party other(qPrintable(u"guest%1@hill.example"_s.arg(i)));
        OmemoBundle bundle = tomas.bundle(version);
        bundle.preKeys = {bundle.preKeys[i]};
        QVERIFY(other.ratchet->startSession(version, tomas.device, bundle));
        const auto opened = tomas.ratchet->decrypt(version, other.device, seal(other, tomas, version, "hello"));
        QVERIFY(opened);
        QCOMPARE(opened.value.usedPreKey, std::optional<quint32>(i + 1));
    }
    QCOMPARE(tomas.store.content.used, (QSet<quint32>{1, 2, 3}));
    tomas.store.content.preKeys.clear();
    Party late("late@hill.example");
    QVERIFY(late.ratchet->startSession(version, tomas.device, tomas.bundle(version)));
    const auto before = tomas.store.content;
    QCOMPARE(tomas.ratchet->decrypt(version, late.device, seal(late, tomas, version, "hello")).fault, RatchetFault::UnknownPreKey);
    QVERIFY(tomas.store.content == before);
}

/// XEP-0384, 6: two who took the same key while we were away.
void RatchetTest::usedPreKeyThatIsKeptOpensASecondExchange()
{
    QFETCH(OmemoVersion, version);
    Party tomas("tomas@hill.example", 1);
    Party mara("mara@harbor.example");
    Party lena("lena@harbor.example");
    QVERIFY(mara.ratchet->startSession(version, tomas.device, tomas.bundle(version)));
    QVERIFY(lena.ratchet->startSession(version, tomas.device, tomas.bundle(version)));
    QVERIFY(tomas.ratchet->decrypt(version, mara.device, seal(mara, tomas, version, "one")));
    QCOMPARE(tomas.ratchet->decrypt(version, lena.device, seal(lena, tomas, version, "two")).value.secret, "two");
}

void RatchetTest::anotherIdentityOfADeviceIsRefused()
{
    QFETCH(OmemoVersion, version);
    Party mara("mara@harbor.example");
    Party tomas("tomas@hill.example");
    acquaint(mara, tomas, version);
    Party impostor("tomas@hill.example", 5, tomas.device.id.value());
    QCOMPARE(impostor.device, tomas.device);
    const auto before = mara.store.content;
    QCOMPARE(mara.ratchet->startSession(version, impostor.device, impostor.bundle(version)).fault, RatchetFault::IdentityChanged);
    QVERIFY(mara.store.content == before);
    QVERIFY(impostor.ratchet->startSession(version, mara.device, mara.bundle(version)));
    QCOMPARE(mara.ratchet->decrypt(version, impostor.device, seal(impostor, mara, version, "trust me")).fault,
             RatchetFault::IdentityChanged);
    QVERIFY(mara.store.content == before);
    QCOMPARE(mara.ratchet->decrypt(version, tomas.device, seal(tomas, mara, version, "still me")).value.secret, "still me");
}

void RatchetTest::duplicatesAreKnown()
{
    QFETCH(OmemoVersion, version);
    Party mara("mara@harbor.example");
    Party tomas("tomas@hill.example");
    QVERIFY(mara.ratchet->startSession(version, tomas.device, tomas.bundle(version)));
    const auto exchange = seal(mara, tomas, version, "hello");
    QVERIFY(tomas.ratchet->decrypt(version, mara.device, exchange));
    QCOMPARE(tomas.ratchet->decrypt(version, mara.device, exchange).fault, RatchetFault::Duplicate);
    const auto running = seal(tomas, mara, version, "hello yourself");
    QVERIFY(mara.ratchet->decrypt(version, tomas.device, running));
    const auto before = mara.store.content;
    QCOMPARE(mara.ratchet->decrypt(version, tomas.device, running).fault, RatchetFault::Duplicate);
    QVERIFY(mara.store.content == before);
    // Said again by somebody else it opens nothing (facts/security.md, O5).
    const OmemoDevice mallory{*BareJid::parse(u"mallory@hill.example"_s), tomas.device.id};
    QCOMPARE(mara.ratchet->decrypt(version, mallory, running).fault, RatchetFault::NoSession);
    QVERIFY(mara.store.content == before);
}

void RatchetTest::whatIsCutOrTouchedLeavesTheStoreAsItWas()
{
    QFETCH(OmemoVersion, version);
    Party mara("mara@harbor.example");
    Party tomas("tomas@hill.example");
    QVERIFY(mara.ratchet->startSession(version, tomas.device, tomas.bundle(version)));
    const auto exchange = seal(mara, tomas, version, secret(1));
    auto before = tomas.store.content;
    const auto refuses = [&](Party &by, const OmemoDevice &from, const RatchetBackend::Sealed &whole) {
        int opened = 0;
        for (qsizetype i = 0; i < whole.data.size(); ++i) {
            RatchetBackend::Sealed bad = whole;
            bad.data.truncate(i);
            opened += bool(by.ratchet->decrypt(version, from, bad));
            bad = whole;
            bad.data[i] = char(bad.data[i] ^ 0x40);
            const auto result = by.ratchet->decrypt(version, from, bad);
            opened += result && result.value.secret != secret(1);
            if (result) {
                // Bytes that mean nothing, as the registration id, which nobody signs.
                by.store.content = before;
            }
        }
        for (const QByteArray &junk : {QByteArray(), QByteArray("x"), QByteArray(10'000, '\0'), QByteArray(500, '\x33')}) {
            opened += bool(by.ratchet->decrypt(version, from, {OmemoMessage::KeyKind::Exchange, junk}));
            opened += bool(by.ratchet->decrypt(version, from, {OmemoMessage::KeyKind::Running, junk}));
        }
        return opened == 0 && by.store.content == before;
    };
    QVERIFY(refuses(tomas, mara.device, exchange));
    // What is no exchange cannot be read as one, and the other way round.
    QVERIFY(!tomas.ratchet->decrypt(version, mara.device, {OmemoMessage::KeyKind::Running, exchange.data}));
    QVERIFY(tomas.store.content == before);
    QCOMPARE(tomas.ratchet->decrypt(version, mara.device, exchange).value.secret, secret(1));
    const auto answer = seal(tomas, mara, version, secret(1));
    before = mara.store.content;
    QVERIFY(refuses(mara, tomas.device, answer));
    QVERIFY(!mara.ratchet->decrypt(version, tomas.device, {OmemoMessage::KeyKind::Exchange, answer.data}));
    QCOMPARE(mara.ratchet->decrypt(version, tomas.device, answer).value.secret, secret(1));
}

void RatchetTest::badBundlesBeginNothing()
{
    QFETCH(OmemoVersion, version);
    Party mara("mara@harbor.example");
    Party tomas("tomas@hill.example");
    const OmemoBundle good = tomas.bundle(version);
    QList<std::pair<const char *, OmemoBundle>> bad;
    const auto add = [&](const char *what, const std::function<void(OmemoBundle &)> &spoil) {
        OmemoBundle bundle = good;
        spoil(bundle);
        bad.append({what, bundle});
    };
    // u = 0, 1, and one of order 8 (RFC 7748, 7; the list of libsodium)
    const QList<QByteArray> smallOrder{QByteArray(32, '\0'), '\1' + QByteArray(31, '\0'),
                                       QByteArray::fromHex("e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800")};
    add("signature", [](OmemoBundle &b) { b.signature[5] = char(b.signature[5] ^ 1); });
    add("short signature", [](OmemoBundle &b) { b.signature.chop(1); });
    add("no signature", [](OmemoBundle &b) { b.signature.clear(); });
    add("no pre keys", [](OmemoBundle &b) { b.preKeys.clear(); });
    add("another signed key", [](OmemoBundle &b) { b.signedPreKey.key = b.preKeys[0].key; });
    add("short signed key", [](OmemoBundle &b) { b.signedPreKey.key.chop(1); });
    add("short pre keys", [](OmemoBundle &b) { for (auto &key : b.preKeys) key.key.chop(1); });
    add("another identity", [&](OmemoBundle &b) { b.identity = mara.bundle(version).identity; });
    add("no identity", [](OmemoBundle &b) { b.identity.clear(); });
    add("short identity", [](OmemoBundle &b) { b.identity.chop(1); });
    for (const QByteArray &point : smallOrder) {
        add("pre keys of small order", [&](OmemoBundle &b) { for (auto &key : b.preKeys) key.key = point; });
        add("signed key of small order", [&](OmemoBundle &b) { b.signedPreKey.key = point; });
        add("identity of small order", [&](OmemoBundle &b) {
            b.identity = version == OmemoVersion::Two ? '\1' + QByteArray(31, '\0') : point;
        });
    }
    const auto before = mara.store.content;
    for (const auto &[what, bundle] : std::as_const(bad)) {
        QVERIFY2(mara.ratchet->startSession(version, tomas.device, bundle).fault == RatchetFault::BadBundle, what);
        QVERIFY2(mara.store.content == before, what);
    }
    QVERIFY(mara.ratchet->startSession(version, tomas.device, good));
}

void RatchetTest::sessionsOfTheVersionsAreTheirOwn()
{
    Party mara("mara@harbor.example");
    Party tomas("tomas@hill.example");
    acquaint(mara, tomas, OmemoVersion::Legacy);
    QCOMPARE(mara.ratchet->encrypt(OmemoVersion::Two, tomas.device, "x").fault, RatchetFault::NoSession);
    if (!RatchetBackend::speaks(OmemoVersion::Two)) {
        return;
    }
    acquaint(mara, tomas, OmemoVersion::Two);
    const auto legacy = seal(mara, tomas, OmemoVersion::Legacy, "old");
    const auto two = seal(mara, tomas, OmemoVersion::Two, "new");
    QCOMPARE(legacy.data[0], '\x33'); // 0.3: the version stands first
    QVERIFY(two.data[0] != '\x33');
    QVERIFY(!tomas.ratchet->decrypt(OmemoVersion::Two, mara.device, legacy));
    QVERIFY(!tomas.ratchet->decrypt(OmemoVersion::Legacy, mara.device, two));
    QCOMPARE(tomas.ratchet->decrypt(OmemoVersion::Two, mara.device, two).value.secret, "new");
    QCOMPARE(tomas.ratchet->decrypt(OmemoVersion::Legacy, mara.device, legacy).value.secret, "old");
    QCOMPARE(mara.store.content.sessions.size(), 2);
}

void RatchetTest::identityIsTheSameInBothVersions()
{
    Party mara("mara@harbor.example");
    Party tomas("tomas@hill.example");
    const OmemoBundle legacy = tomas.bundle(OmemoVersion::Legacy);
    QCOMPARE(mara.ratchet->identityOf(OmemoVersion::Legacy, legacy).value, tomas.identity.key());
    QCOMPARE(legacy.identity, tomas.identity.publicKey);
    if (!RatchetBackend::speaks(OmemoVersion::Two)) {
        return;
    }
    for (int i = 0; i < 8; ++i) { // whichever sign the point has in its other form
        Party other("other@hill.example");
        const OmemoBundle two = other.bundle(OmemoVersion::Two);
        QCOMPARE(mara.ratchet->identityOf(OmemoVersion::Two, two).value, other.identity.key());
        QVERIFY(two.identity != other.identity.publicKey);
        QCOMPARE(two.identity[31] & 0x80, 0); // XEdDSA: the sign is always the same one
        QCOMPARE(two.preKeys, other.bundle(OmemoVersion::Legacy).preKeys);
        QCOMPARE(two.signedPreKey, other.bundle(OmemoVersion::Legacy).signedPreKey);
        QVERIFY(two.signature != other.bundle(OmemoVersion::Legacy).signature);
    }
    // The same device under another identity in the other version is refused too.
    acquaint(mara, tomas, OmemoVersion::Legacy);
    Party impostor("tomas@hill.example", 5, tomas.device.id.value());
    QCOMPARE(mara.ratchet->startSession(OmemoVersion::Two, tomas.device, impostor.bundle(OmemoVersion::Two)).fault,
             RatchetFault::IdentityChanged);
}

void RatchetTest::saysWhenTheStoreFails()
{
    QFETCH(OmemoVersion, version);
    Party mara("mara@harbor.example");
    Party tomas("tomas@hill.example");
    acquaint(mara, tomas, version);
    const auto sealed = seal(tomas, mara, version, "x");
    const OmemoBundle bundle = tomas.bundle(version);
    mara.store.fails = true;
    QCOMPARE(mara.ratchet->decrypt(version, tomas.device, sealed).fault, RatchetFault::Storage);
    QCOMPARE(mara.ratchet->encrypt(version, tomas.device, "x").fault, RatchetFault::Storage);
    QCOMPARE(mara.ratchet->startSession(version, tomas.device, bundle).fault, RatchetFault::Storage);
    mara.store.fails = false;
    QCOMPARE(mara.ratchet->decrypt(version, tomas.device, sealed).value.secret, "x");
}

void RatchetTest::idsOfPreKeysBeginAnew()
{
    Party mara("mara@harbor.example");
    const auto keys = mara.ratchet->makePreKeys(RatchetBackend::maximumPreKeyId, 3);
    QVERIFY(keys);
    QCOMPARE(keys->at(0).id, RatchetBackend::maximumPreKeyId);
    QCOMPARE(keys->at(1).id, 1u);
    QCOMPARE(keys->at(2).id, 2u);
    QSet<QByteArray> records;
    for (const PreKeyRecord &key : *keys) {
        records.insert(key.record);
    }
    QCOMPARE(records.size(), 3);
}

void RatchetTest::unknownVersionIsRefused()
{
    if (RatchetBackend::speaks(OmemoVersion::Two)) {
        QVERIFY(RatchetBackend::speaks(OmemoVersion::Legacy));
        return;
    }
    Party mara("mara@harbor.example");
    Party tomas("tomas@hill.example");
    QVERIFY(!mara.ratchet->bundle(OmemoVersion::Two, mara.signedPreKey, mara.pool));
    QVERIFY(!mara.ratchet->startSession(OmemoVersion::Two, tomas.device, tomas.bundle(OmemoVersion::Legacy)));
    QVERIFY(!mara.ratchet->decrypt(OmemoVersion::Two, tomas.device, {OmemoMessage::KeyKind::Running, "x"}));
}

QTEST_GUILESS_MAIN(RatchetTest)
#include "RatchetTest.moc"
