// SPDX-License-Identifier: GPL-3.0-or-later
#include "MemoryRatchetStore.h"
#include "account/AccountStore.h"
#include "chat/MessageStore.h"
#include "omemo/IdentityFile.h"
#include "omemo/OmemoSealer.h"
#include "omemo/OmemoStore.h"
#include "storage/DatabaseFile.h"
#include "support/Builders.h"
#include "support/FakeClock.h"
#include "support/TestDatabase.h"
#include "support/TestProgram.h"

#include <QDir>
#include <QFileInfo>
#include <QTest>

#include <sys/stat.h>

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

namespace omemo_store_test {

/// What encryption keeps on disk: the ratchet's state beside the messages, the identity in a file of its own.
class OmemoStoreTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { m_store.reset(); m_database.reset(); }
    void ratchetRunsOnIt();
    void stepAndTextAreOneTransaction();
    void failedStepLeavesNothing();
    void accountsAreApart();
    void identityOfADeviceStays();
    void newDevicesAreBlindUntilOneIsVerified();
    void devicesThatComeLaterAreNews();
    void trustNeedsAKey();
    void preKeysAreCountedAndKept();
    void idsOfPreKeysAreNotGivenTwice();
    void signedPreKeysGoButTheNewest();
    void listsComeAndGo();
    void listsFillNoDisk();
    void messagesRememberTheirDevice();
    void wishesAreRemembered();
    void salvageKeepsTrustAndNoSession();
    void identityFileIsOursAlone();
    void identityFileIsReplacedAsAWhole();
    void damagedIdentityIsNotReplaced();

private:
    OmemoDevice device(const char *address, quint32 id) const { return {jid(address), OmemoDeviceId(id)}; }
    IdentityKey key(char fill) const { return IdentityKey(QByteArray(32, fill)); }
    OmemoDeviceList list(std::initializer_list<quint32> ids) const
    {
        OmemoDeviceList out;
        for (const quint32 id : ids) {
            out.devices.append({OmemoDeviceId(id), {}, {}});
        }
        return out;
    }
    MessageId aStoredMessage();

    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<OmemoStore> m_store;
    FakeClock m_clock;
    AccountId m_account;
};

void OmemoStoreTest::init()
{
    m_database = std::make_unique<TestDatabase>();
    m_account = *AccountStore(**m_database).add(anAccount("me@example.org"));
    m_store = std::make_unique<OmemoStore>(**m_database, m_account, m_clock);
}

MessageId OmemoStoreTest::aStoredMessage()
{
    MessageStore messages(**m_database);
    const auto conversation = messages.ensureConversation(m_account, jid("bob@example.org"));
    return messages.insert(aMessage().in(*conversation), MessageStore::Place::Newest, MessageStore::Unread::Count)->id;
}

void OmemoStoreTest::ratchetRunsOnIt()
{
    for (const OmemoVersion version : allOmemoVersions) {
        if (!RatchetBackend::speaks(version)) {
            continue;
        }
        Party tomas("tomas@hill.example");
        const OwnIdentity own = *RatchetBackend::makeIdentity();
        RatchetBackend ratchet(own, *m_store);
        const OmemoDevice us{jid("me@example.org"), own.device};
        QVERIFY(ratchet.startSession(version, tomas.device, tomas.bundle(version)));
        for (int i = 0; i < 5; ++i) {
            const auto sealed = ratchet.encrypt(version, tomas.device, "question");
            QVERIFY(sealed);
            QCOMPARE(tomas.ratchet->decrypt(version, us, sealed.value).value.secret, "question");
            const auto answer = tomas.ratchet->encrypt(version, us, "answer");
            QCOMPARE(ratchet.decrypt(version, tomas.device, answer.value).value.secret, "answer");
        }
        QCOMPARE(m_store->identity(tomas.device)->value(), tomas.identity.key());
    }
}

/// DESIGN 6.
void OmemoStoreTest::stepAndTextAreOneTransaction()
{
    Party tomas("tomas@hill.example");
    const OwnIdentity own = *RatchetBackend::makeIdentity();
    RatchetBackend ratchet(own, *m_store);
    const OmemoDevice us{jid("me@example.org"), own.device};
    QVERIFY(ratchet.startSession(OmemoVersion::Legacy, tomas.device, tomas.bundle(OmemoVersion::Legacy)));
    QVERIFY(tomas.ratchet->decrypt(OmemoVersion::Legacy, us, ratchet.encrypt(OmemoVersion::Legacy, tomas.device, "x").value));
    const auto sealed = tomas.ratchet->encrypt(OmemoVersion::Legacy, us, "precious").value;

    const auto take = [&](bool storesText) {
        return (*m_database)->transaction(Database::Durability::Full, [&]() -> Status {
            const auto opened = ratchet.decrypt(OmemoVersion::Legacy, tomas.device, sealed);
            if (!opened) {
                return Error{ErrorKind::Internal, opened.detail, {}};
            }
            return storesText ? Status(Done{}) : Status(Error{ErrorKind::DiskFull, u"no room for the text"_s, {}});
        });
    };
    QCOMPARE(take(false).error().kind, ErrorKind::DiskFull);
    QVERIFY(take(true)); // what was not stored can be opened again
    QCOMPARE(take(true).error().kind, ErrorKind::Internal);
}

void OmemoStoreTest::failedStepLeavesNothing()
{
    Party tomas("tomas@hill.example");
    const OwnIdentity own = *RatchetBackend::makeIdentity();
    RatchetBackend ratchet(own, *m_store);
    OmemoBundle bundle = tomas.bundle(OmemoVersion::Legacy);
    bundle.signature[3] = char(bundle.signature[3] ^ 1);
    QCOMPARE(ratchet.startSession(OmemoVersion::Legacy, tomas.device, bundle).fault, RatchetFault::BadBundle);
    QCOMPARE(m_database->number(u"SELECT (SELECT count(*) FROM omemo_session) + (SELECT count(*) FROM omemo_device)"_s), 0);
}

void OmemoStoreTest::accountsAreApart()
{
    const AccountId other = *AccountStore(**m_database).add(anAccount("other@example.org"));
    OmemoStore theirs(**m_database, other, m_clock);
    const OmemoDevice bob = device("bob@example.org", 5);
    QVERIFY(m_store->setSession(OmemoVersion::Legacy, bob, "ours"));
    QVERIFY(m_store->setIdentity(bob, key('b')));
    QVERIFY(!theirs.session(OmemoVersion::Legacy, bob)->has_value());
    QVERIFY(!m_store->session(OmemoVersion::Two, bob)->has_value());
    QVERIFY(!theirs.identity(bob)->has_value());
    QVERIFY(theirs.setIdentity(bob, key('c')));
    QCOMPARE(m_store->identity(bob)->value(), key('b'));
}

/// facts/security.md, O3.
void OmemoStoreTest::identityOfADeviceStays()
{
    const OmemoDevice bob = device("bob@example.org", 5);
    QVERIFY(m_store->setIdentity(bob, key('b')));
    QVERIFY(m_store->setIdentity(bob, key('b')));
    QCOMPARE(m_store->setIdentity(bob, key('x')).error().kind, ErrorKind::Conflict);
    QCOMPARE(m_store->identity(bob)->value(), key('b'));
    QVERIFY(m_store->noteRefused(bob, key('x')));
    QCOMPARE(m_store->device(bob)->value().refused, key('x'));
    // Nor does it change where the device was off the list for a while.
    QVERIFY(m_store->setList(bob.jid, OmemoVersion::Legacy, list({5})));
    QVERIFY(m_store->setList(bob.jid, OmemoVersion::Legacy, {}));
    QCOMPARE(m_store->identity(bob)->value(), key('b'));
}

/// facts/security.md, O2.
void OmemoStoreTest::newDevicesAreBlindUntilOneIsVerified()
{
    const OmemoDevice one = device("bob@example.org", 1);
    const OmemoDevice two = device("bob@example.org", 2);
    const OmemoDevice three = device("bob@example.org", 3);
    QVERIFY(m_store->setIdentity(one, key('1')));
    QVERIFY(m_store->setIdentity(two, key('2')));
    QCOMPARE(m_store->device(one)->value().trust, DeviceTrust::Blind);
    QCOMPARE(m_store->device(two)->value().trust, DeviceTrust::Blind);
    QVERIFY(m_store->setTrust(two, DeviceTrust::Verified));
    QVERIFY(m_store->setIdentity(three, key('3')));
    QCOMPARE(m_store->device(three)->value().trust, DeviceTrust::Undecided);
    QVERIFY(!m_store->device(three)->value().mayRead());
    QVERIFY(m_store->device(one)->value().mayRead());
    QVERIFY(m_store->setIdentity(device("lena@example.org", 3), key('4'))); // another person
    QCOMPARE(m_store->device(device("lena@example.org", 3))->value().trust, DeviceTrust::Blind);
    QVERIFY(m_store->setIdentity(one, key('1'))); // what is known stays as it is
    QCOMPARE(m_store->device(one)->value().trust, DeviceTrust::Blind);
    QVERIFY(m_store->setTrust(one, DeviceTrust::Distrusted));
    QVERIFY(!m_store->device(one)->value().mayRead());
}

/// facts/security.md, O2: also one that is taken blindly is told of, once.
void OmemoStoreTest::devicesThatComeLaterAreNews()
{
    const OmemoDevice one = device("bob@example.org", 1);
    const OmemoDevice two = device("bob@example.org", 2);
    const OmemoDevice three = device("bob@example.org", 3);
    const OmemoDevice four = device("bob@example.org", 4);
    const auto isNews = [this](const OmemoDevice &which) { return m_store->device(which)->value().isNews; };
    QVERIFY(m_store->setList(one.jid, OmemoVersion::Legacy, list({1})));
    m_clock.advance(20'000);
    QVERIFY(m_store->setList(one.jid, OmemoVersion::Two, list({1, 2}))); // the other list of the same acquaintance
    QVERIFY(!isNews(one) && !isNews(two));
    // What comes to a list that named some is news at once.
    const OmemoDevice soon = device("eve@example.org", 6);
    QVERIFY(m_store->setList(soon.jid, OmemoVersion::Legacy, {}));
    QVERIFY(m_store->setList(soon.jid, OmemoVersion::Legacy, list({5}))); // their first
    QVERIFY(!isNews(device("eve@example.org", 5)));
    m_clock.advance(1'000);
    QVERIFY(m_store->setList(soon.jid, OmemoVersion::Legacy, list({5, 6})));
    QVERIFY(isNews(soon) && !isNews(device("eve@example.org", 5)));
    m_clock.advance(120'000);
    QVERIFY(m_store->setList(one.jid, OmemoVersion::Legacy, list({1, 3})));
    QVERIFY(m_store->setIdentity(three, key('3')));
    QVERIFY(m_store->setIdentity(four, key('4'))); // it wrote, and is on no list
    QVERIFY(!isNews(one) && isNews(three) && isNews(four));
    QCOMPARE(m_store->device(four)->value().decided, 0);
    QVERIFY(m_store->setTrust(four, DeviceTrust::Distrusted)); // who decides about it knows of it
    QVERIFY(isNews(three) && !isNews(four));
    QCOMPARE(m_store->device(four)->value().decided, m_clock.now());
    QVERIFY(m_store->noteShown(three.jid));
    QVERIFY(m_store->setList(one.jid, OmemoVersion::Legacy, list({1, 3})));
    QVERIFY(!isNews(three));
}

void OmemoStoreTest::trustNeedsAKey()
{
    QVERIFY(m_store->setList(jid("bob@example.org"), OmemoVersion::Two, list({9})));
    QCOMPARE(m_store->setTrust(device("bob@example.org", 9), DeviceTrust::Verified).error().kind, ErrorKind::NotFound);
    QCOMPARE(m_store->device(device("bob@example.org", 9))->value().trust, DeviceTrust::Undecided);
    QCOMPARE(m_store->setTrust(device("bob@example.org", 8), DeviceTrust::Verified).error().kind, ErrorKind::NotFound);
}

/// XEP-0384, 6.
void OmemoStoreTest::preKeysAreCountedAndKept()
{
    QVERIFY(m_store->addPreKeys({{1, "a"}, {2, "b"}, {3, "c"}}));
    QVERIFY(m_store->usePreKey(2));
    const auto fresh = m_store->freshPreKeys();
    QCOMPARE(fresh->size(), 2);
    QCOMPARE(fresh->at(1).id, 3u);
    QCOMPARE(m_store->preKey(2)->value(), "b"); // as long as somebody may still have taken it
    QCOMPARE(*m_store->dropUsedPreKeys(), 1);
    QVERIFY(!m_store->preKey(2)->has_value());
    QCOMPARE(m_store->preKey(1)->value(), "a");
}

void OmemoStoreTest::idsOfPreKeysAreNotGivenTwice()
{
    QCOMPARE(*m_store->nextPreKeyId(), 1u);
    QVERIFY(m_store->addPreKeys({{1, "a"}, {2, "b"}}));
    QVERIFY(m_store->usePreKey(1));
    QVERIFY(m_store->usePreKey(2));
    QVERIFY(m_store->dropUsedPreKeys());
    QCOMPARE(*m_store->nextPreKeyId(), 3u);
    QVERIFY(m_store->addPreKeys({{RatchetBackend::maximumPreKeyId, "z"}}));
    QCOMPARE(*m_store->nextPreKeyId(), 1u);
}

void OmemoStoreTest::signedPreKeysGoButTheNewest()
{
    QVERIFY(!m_store->newestSignedPreKey()->has_value());
    QVERIFY(m_store->addSignedPreKey({1, "old"}, noon));
    QVERIFY(m_store->addSignedPreKey({2, "new"}, noon + day));
    QCOMPARE(m_store->newestSignedPreKey()->value().key.record, "new");
    QVERIFY(m_store->dropSignedPreKeys(noon + 100 * day));
    QVERIFY(!m_store->signedPreKey(1)->has_value());
    QCOMPARE(m_store->signedPreKey(2)->value(), "new");
}

void OmemoStoreTest::listsComeAndGo()
{
    const BareJid bob = jid("bob@example.org");
    QCOMPARE(*m_store->listTold(bob, OmemoVersion::Legacy), 0);
    const auto unheard = m_store->setList(bob, OmemoVersion::Legacy, list({1, 2}));
    QCOMPARE(unheard->size(), 2);
    QCOMPARE(m_store->setList(bob, OmemoVersion::Two, list({2, 3}))->size(), 1);
    QCOMPARE(*m_store->listTold(bob, OmemoVersion::Legacy), m_clock.now());
    QHash<quint32, std::pair<bool, bool>> on;
    const auto known = m_store->devices(bob);
    for (const KnownDevice &each : *known) {
        on.insert(each.device.id.value(), {each.onLegacyList, each.onTwoList});
    }
    QCOMPARE(on, (QHash<quint32, std::pair<bool, bool>>{{1, {true, false}}, {2, {true, true}}, {3, {false, true}}}));
    QCOMPARE(versionFor(m_store->device({bob, OmemoDeviceId(2)})->value()), std::optional(OmemoVersion::Legacy));
    QVERIFY(m_store->setIdentity({bob, OmemoDeviceId(2)}, key('2')));
    QVERIFY(m_store->setList(bob, OmemoVersion::Legacy, {}));
    QVERIFY(m_store->setList(bob, OmemoVersion::Two, {}));
    const auto left = m_store->devices(bob);
    QCOMPARE(left->size(), 1); // who once wrote is remembered, and none is on a list
    QVERIFY(!left->constFirst().isListed());
    QVERIFY(!versionFor(left->constFirst()));
}

/// facts/security.md, O7.
void OmemoStoreTest::listsFillNoDisk()
{
    const BareJid bob = jid("bob@example.org");
    for (quint32 round = 0; round < 20; ++round) {
        OmemoDeviceList flood;
        for (quint32 i = 1; i <= 100; ++i) {
            flood.devices.append({OmemoDeviceId(round * 1000 + i), {}, {}});
        }
        QVERIFY(m_store->setList(bob, OmemoVersion::Legacy, flood));
    }
    QCOMPARE(m_store->devices(bob)->size(), 100);
}

void OmemoStoreTest::messagesRememberTheirDevice()
{
    const MessageId message = aStoredMessage();
    MessageStore messages(**m_database);
    QVERIFY(!messages.message(message)->encryption);
    const MessageEncryption encryption{OmemoVersion::Two, OmemoDeviceId(0x7fffffff), DeviceTrust::Verified, true, RatchetFault::NotForUs};
    QVERIFY(messages.setEncryption(message, encryption));
    QCOMPARE(messages.message(message)->encryption, std::optional(encryption));
    QVERIFY(messages.message(message)->isUnreadable());
    // As it is stored with a new one, and once it can be read.
    Message next = *messages.message(message);
    const auto stored = messages.insert(next, MessageStore::Place::Newest, MessageStore::Unread::DoNotCount);
    QCOMPARE(messages.message(stored->id)->encryption, std::optional(encryption));
    next.body = u"readable"_s;
    next.encryption->fault = RatchetFault::None;
    QVERIFY(messages.setText(stored->id, next));
    QCOMPARE(messages.message(stored->id)->body, u"readable"_s);
    QVERIFY(!messages.message(stored->id)->isUnreadable());
    const QList<DeviceReport> report{{device("bob@example.org", 0), OmemoVersion::Legacy, ReadReason::NoDevices, {}},
                                     {device("bob@example.org", 7), OmemoVersion::Two, ReadReason::BadBundle, u"why"_s}};
    QVERIFY(m_store->setReport(message, report));
    QCOMPARE(*m_store->report(message), report);
    QVERIFY(m_store->setReport(message, {report[1]}));
    QCOMPARE(m_store->report(message)->size(), 1);
    QVERIFY(MessageStore(**m_database).remove(message));
    QVERIFY(m_store->report(message)->isEmpty());
}

void OmemoStoreTest::wishesAreRemembered()
{
    QCOMPARE(*m_store->wish(jid("bob@example.org")), ChatWish::NotSaid);
    QVERIFY(m_store->setWish(jid("bob@example.org"), ChatWish::Encrypted));
    QVERIFY(m_store->setWish(jid("bob@example.org"), ChatWish::Clear));
    QCOMPARE(*m_store->wish(jid("bob@example.org")), ChatWish::Clear);
    QCOMPARE(*m_store->mark(), QString());
    QVERIFY(m_store->setMark(u"m1"_s));
    QCOMPARE(*m_store->mark(), u"m1"_s);
}

/// What was read out of a damaged file may be older than what was last used: no key is used twice.
void OmemoStoreTest::salvageKeepsTrustAndNoSession()
{
    const OmemoDevice bob = device("bob@example.org", 5);
    QVERIFY(m_store->setIdentity(bob, key('b')));
    QVERIFY(m_store->setTrust(bob, DeviceTrust::Verified));
    QVERIFY(m_store->setSession(OmemoVersion::Legacy, bob, "session"));
    QVERIFY(m_store->addPreKeys({{1, "a"}}));
    QVERIFY(m_store->setWish(bob.jid, ChatWish::Encrypted));
    const QString copy = m_database->folder() + u"/copy.sqlite"_s;
    QVERIFY((*m_database)->run(u"VACUUM INTO ?"_s, {copy}));
    QVERIFY(DatabaseFile::replaceBySalvage(copy));
    auto opened = Database::open(copy);
    QVERIFY(opened);
    OmemoStore read(*opened->database, m_account, m_clock);
    QCOMPARE(read.device(bob)->value().trust, DeviceTrust::Verified);
    QCOMPARE(read.identity(bob)->value(), key('b'));
    QCOMPARE(*read.wish(bob.jid), ChatWish::Encrypted);
    QVERIFY(!read.session(OmemoVersion::Legacy, bob)->has_value());
    QVERIFY(!read.preKey(1)->has_value());
}

/// facts/security.md, O12.
void OmemoStoreTest::identityFileIsOursAlone()
{
    const mode_t before = ::umask(0);
    const QScopeGuard restore([before] { ::umask(before); });
    const IdentityFile file(m_database->folder(), jid("me@example.org"));
    QVERIFY(!file.read()->has_value());
    const OwnIdentity own = *RatchetBackend::makeIdentity();
    QVERIFY(file.write({own, u"m1"_s, {}}));
    struct stat found = {};
    QCOMPARE(::stat(QFile::encodeName(file.path()).constData(), &found), 0);
    QCOMPARE(found.st_mode & 0777, mode_t(0600));
    QCOMPARE(::stat(QFile::encodeName(QFileInfo(file.path()).path()).constData(), &found), 0);
    QCOMPARE(found.st_mode & 0777, mode_t(0700));
    const auto read = file.read();
    QVERIFY(read && *read);
    QCOMPARE((*read)->own.device, own.device);
    QCOMPARE((*read)->own.publicKey, own.publicKey);
    QCOMPARE((*read)->own.privateKey, own.privateKey);
    QCOMPARE((*read)->mark, u"m1"_s);
    QVERIFY(!IdentityFile(m_database->folder(), jid("other@example.org")).read()->has_value());
    QVERIFY(file.remove());
    QVERIFY(!file.read()->has_value());
    QVERIFY(file.remove());
}

void OmemoStoreTest::identityFileIsReplacedAsAWhole()
{
    const IdentityFile file(m_database->folder(), jid("me@example.org"));
    const OwnIdentity own = *RatchetBackend::makeIdentity();
    QVERIFY(file.write({own, u"m1"_s, {}}));
    QVERIFY(file.write({own, u"m1"_s, u"m2"_s}));
    QCOMPARE((*file.read())->next, u"m2"_s);
    QCOMPARE(QDir(QFileInfo(file.path()).path()).entryList(QDir::Files | QDir::Hidden).size(), 1);
}

void OmemoStoreTest::damagedIdentityIsNotReplaced()
{
    const IdentityFile file(m_database->folder(), jid("me@example.org"));
    QVERIFY(file.write({*RatchetBackend::makeIdentity(), u"m1"_s, {}}));
    QFile raw(file.path());
    for (const QByteArray &content : {QByteArray(), QByteArray("{}"), QByteArray("{\"format\":2}"), QByteArray("\xff\xff")}) {
        QVERIFY(raw.open(QIODevice::WriteOnly | QIODevice::Truncate));
        raw.write(content);
        raw.close();
        const auto read = file.read();
        QVERIFY(!read);
        QCOMPARE(read.error().kind, ErrorKind::Storage);
        QVERIFY(!read.error().detail.contains(QString::fromUtf8(content)) || content.isEmpty());
    }
}

JACKDAW_TEST(OmemoStoreTest)

} // namespace omemo_store_test

#include "OmemoStoreTest.moc"
