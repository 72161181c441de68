// SPDX-License-Identifier: GPL-3.0-or-later
// Bundles that a server does not tell, that somebody shows too many of, or that stand behind those of a large group.
#include "OmemoPeople.h"
#include "support/TestProgram.h"

#include <QTest>

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

namespace omemo_bundle_test {

using Outcome = OmemoService::Opened::Outcome;
using Readiness = OmemoService::Readiness;

class SomeRoom : public RoomReaders
{
public:
    Readers readers(const BareJid &address) const override
    {
        return address == room ? Readers{State::Known, people} : Readers{};
    }
    QList<BareJid> roomsOf(const BareJid &person) const override
    {
        return people.contains(person) ? QList{room} : QList<BareJid>();
    }

    BareJid room = jid("crews@groups.harbor.example");
    QList<BareJid> people;
};

/// facts/security.md, O1, O4 and O7, of bundles.
class OmemoBundleTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void whatWasNotToldKeepsTheGroupFromGoingClear();
    void whoseBundleWasNotToldIsNamedInTheReport();
    void groupOfWhomNothingIsToldWaits();
    void listsThatWereNotToldAreNamedSo();
    void chatWaitsForABundleThatWasNotTold();
    void chatGoesOnWhereOneDeviceReads();
    void devicesWithoutEndHoldNoChatUp();
    void ofOnePersonTwentyAreAskedForAtOnce();
    void chatIsNotBehindALargeGroup();
    void chatHastensWhatAGroupWaitsFor();
    void whatWasNotToldIsAskedForOnceTheStreamGoesOn();
    void ownLossesAreAskedForLessAndLessOften();
    void whatAChatWaitsForIsAskedForOnTheNextStream();
    void aLongQueueIsNoDeepStack();

private:
    std::unique_ptr<Person> person(const char *address)
    {
        auto out = std::make_unique<Person>(*m_server, address);
        out->service->setRooms(m_room);
        m_room.people.append(out->jid);
        return out;
    }
    static std::function<bool(const BareJid &, const QString &)> bundlesOf(const BareJid &person)
    {
        return [person](const BareJid &owner, const QString &node) {
            return owner == person && node.contains(u"bundles");
        };
    }
    static ReadReason reasonOf(Person &whom, const BareJid &peer, const BareJid &person)
    {
        const auto report = whom.service->preview(peer);
        for (const DeviceReport &each : *report) {
            if (each.device.jid == person) {
                return each.reason;
            }
        }
        return ReadReason::Failed;
    }
    /// People on a server that answers late, each with a device.
    void crowd(int count)
    {
        for (int i = 0; i < count; ++i) {
            const BareJid each = *BareJid::parse(u"member%1@hill.example"_s.arg(i));
            OmemoDeviceList list;
            list.devices.append(OmemoDeviceList::Entry{OmemoDeviceId(quint32(100 + i)), {}, {}});
            m_server->setList(each, OmemoVersion::Legacy, list);
            m_server->setList(each, OmemoVersion::Two, {});
            m_room.people.append(each);
        }
    }
    static bool wasAsked(const Person &whom, const BareJid &owner, const QString &part)
    {
        return std::any_of(whom.nodes.fetched.cbegin(), whom.nodes.fetched.cend(), [&](const auto &each) {
            return each.first == owner.toString() && each.second.contains(part);
        });
    }

    std::unique_ptr<MemoryServer> m_server;
    SomeRoom m_room;
};

void OmemoBundleTest::init()
{
    m_server = std::make_unique<MemoryServer>();
    m_room = {};
}

/// O1: a time-out says nothing of what she shows.
void OmemoBundleTest::whatWasNotToldKeepsTheGroupFromGoingClear()
{
    const auto mara = person("mara@harbor.example");
    const auto tomas = person("tomas@harbor.example");
    const auto leila = person("leila@hill.example");
    mara->nodes.isAway = bundlesOf(leila->jid);
    QCOMPARE(mara->readiness(m_room.room), Readiness::NotYet);
    QCOMPARE(mara->service->chat(m_room.room)->unasked, QList<BareJid>{leila->jid});
    QCOMPARE(reasonOf(*mara, m_room.room, leila->jid), ReadReason::NotTold);
    mara->nodes.isAway = {};
    QCOMPARE(mara->readiness(m_room.room), Readiness::NotYet); // not asked again at once
    mara->clock.advance(OmemoDirectory::patience);
    QCOMPARE(mara->readiness(m_room.room), Readiness::Ready);
    for (const QXmppMessage &stanza : mara->write(m_room.room, u"to all"_s)) {
        QCOMPARE(leila->read(stanza, mara->jid, m_room.room).stanza.body, u"to all"_s);
    }
    // Where the server says that there is none, nobody waits.
    m_room.people.append(jid("bare@hill.example"));
    QCOMPARE(mara->readiness(m_room.room), Readiness::Clear);
}

/// One server that is away keeps nobody else from talking; who is left out is said, and why.
void OmemoBundleTest::whoseBundleWasNotToldIsNamedInTheReport()
{
    const auto mara = person("mara@harbor.example");
    const auto tomas = person("tomas@harbor.example");
    const auto leila = person("leila@hill.example");
    QVERIFY(mara->service->setWish(m_room.room, ChatWish::Encrypted));
    mara->nodes.isAway = bundlesOf(leila->jid);
    QCOMPARE(mara->readiness(m_room.room), Readiness::Ready);
    const auto state = mara->service->chat(m_room.room);
    QCOMPARE(peopleWithout(state->readers), QList<BareJid>{leila->jid});
    const MessageId message = mara->aMessageTo(m_room.room);
    QCOMPARE(mara->write(m_room.room, u"to Tomas"_s, message).size(), 1);
    const auto report = mara->service->keys().store().report(message);
    const auto hers = std::find_if(report->cbegin(), report->cend(),
                                   [&](const DeviceReport &each) { return each.device.jid == leila->jid; });
    QVERIFY(hers != report->cend());
    QCOMPARE(hers->reason, ReadReason::NotTold);
    // She reads what comes after her server is back.
    mara->nodes.isAway = {};
    mara->clock.advance(OmemoDirectory::patience);
    QCOMPARE(mara->readiness(m_room.room), Readiness::Ready);
    QCOMPARE(leila->read(mara->write(m_room.room, u"to all"_s).constFirst(), mara->jid, m_room.room).stanza.body,
             u"to all"_s);
}

void OmemoBundleTest::groupOfWhomNothingIsToldWaits()
{
    const auto mara = person("mara@harbor.example");
    const auto tomas = person("tomas@hill.example");
    QVERIFY(mara->service->setWish(m_room.room, ChatWish::Encrypted));
    mara->nodes.isAway = bundlesOf(tomas->jid);
    QCOMPARE(mara->readiness(m_room.room), Readiness::NotYet);
    QCOMPARE(mara->service->chat(m_room.room)->unasked, QList<BareJid>{tomas->jid});
}

void OmemoBundleTest::listsThatWereNotToldAreNamedSo()
{
    const auto mara = person("mara@harbor.example");
    const auto tomas = person("tomas@harbor.example");
    const BareJid leila = jid("leila@hill.example");
    m_room.people.append(leila);
    QVERIFY(mara->service->setWish(m_room.room, ChatWish::Encrypted));
    mara->nodes.isAway = [leila](const BareJid &owner, const QString &) { return owner == leila; };
    QCOMPARE(mara->readiness(m_room.room), Readiness::Ready);
    QCOMPARE(reasonOf(*mara, m_room.room, leila), ReadReason::NotTold);
    mara->nodes.isAway = {};
    mara->clock.advance(OmemoDirectory::patience);
    QCOMPARE(mara->readiness(m_room.room), Readiness::Ready);
    QCOMPARE(reasonOf(*mara, m_room.room, leila), ReadReason::NoDevices);
}

void OmemoBundleTest::chatWaitsForABundleThatWasNotTold()
{
    Person mara(*m_server, "mara@harbor.example");
    Person tomas(*m_server, "tomas@hill.example");
    mara.nodes.isAway = bundlesOf(tomas.jid);
    QCOMPARE(mara.readiness(tomas.jid), Readiness::NotYet);
    QCOMPARE(mara.service->chat(tomas.jid)->unasked, QList<BareJid>{tomas.jid});
    mara.nodes.isAway = {};
    mara.clock.advance(OmemoDirectory::patience);
    QCOMPARE(mara.readiness(tomas.jid), Readiness::Ready);
    QCOMPARE(tomas.textOf(mara.write(tomas.jid, u"at last"_s), mara.jid), u"at last"_s);
}

void OmemoBundleTest::chatGoesOnWhereOneDeviceReads()
{
    Person mara(*m_server, "mara@harbor.example");
    Person tomas(*m_server, "tomas@hill.example");
    QCOMPARE(mara.readiness(tomas.jid), Readiness::Ready);
    Person phone(*m_server, "tomas@hill.example");
    mara.service->beginSession();
    mara.nodes.isAway = bundlesOf(tomas.jid);
    QCOMPARE(mara.readiness(tomas.jid), Readiness::Ready);
    const auto report = mara.service->preview(tomas.jid);
    QVERIFY(std::any_of(report->cbegin(), report->cend(), [&](const DeviceReport &each) {
        return each.device == phone.device() && each.reason == ReadReason::NotTold;
    }));
    QCOMPARE(tomas.textOf(mara.write(tomas.jid, u"to one"_s), mara.jid), u"to one"_s);
}

/// O4: somebody who names ever new devices, and ourselves as our server has it.
void OmemoBundleTest::devicesWithoutEndHoldNoChatUp()
{
    Person mara(*m_server, "mara@harbor.example");
    Person tomas(*m_server, "tomas@hill.example");
    QCOMPARE(mara.readiness(tomas.jid), Readiness::Ready);
    for (Person *whose : {&tomas, &mara}) {
        OmemoDeviceList many = m_server->list(whose->jid, OmemoVersion::Legacy);
        for (quint32 i = 0; i < 60; ++i) {
            many.devices.append(OmemoDeviceList::Entry{OmemoDeviceId(1000 + i), {}, {}});
        }
        m_server->setList(whose->jid, OmemoVersion::Legacy, many);
        mara.service->beginSession();
        mara.nodes.held.clear();
        mara.nodes.holds = true;
        QCOMPARE(*mara.service->readiness(tomas.jid), Readiness::NotYet);
        int answered = 0;
        while (mara.readiness(tomas.jid) != Readiness::Ready && !mara.nodes.held.isEmpty() && answered < 200) {
            mara.nodes.held.takeFirst()();
            ++answered;
        }
        QCOMPARE(mara.readiness(tomas.jid), Readiness::Ready);
        QVERIFY2(answered <= 4 + 2 * OmemoDirectory::mostOfOne, qPrintable(QString::number(answered)));
        QCOMPARE(tomas.textOf(mara.write(tomas.jid, u"still"_s), mara.jid), u"still"_s);
        mara.nodes.holds = false;
        m_server->setList(whose->jid, OmemoVersion::Legacy, {{OmemoDeviceList::Entry{whose->device().id, {}, {}}}});
        mara.clock.advance(60'000);
    }
}

void OmemoBundleTest::ofOnePersonTwentyAreAskedForAtOnce()
{
    Person mara(*m_server, "mara@harbor.example");
    const BareJid mallory = jid("mallory@hill.example");
    OmemoDeviceList many;
    for (quint32 i = 1; i <= 60; ++i) {
        many.devices.append(OmemoDeviceList::Entry{OmemoDeviceId(i), {}, {}});
    }
    m_server->setList(mallory, OmemoVersion::Legacy, many);
    mara.readiness(mallory);
    Person tomas(*m_server, "tomas@hill.example");
    mara.nodes.holds = true;
    mara.service->beginSession();
    mara.clock.advance(60'000);
    mara.readiness(mallory);
    while (!wasAsked(mara, mallory, u"bundles"_s) && !mara.nodes.held.isEmpty()) {
        mara.nodes.held.takeFirst()();
        mara.readiness(mallory);
    }
    mara.nodes.fetched.clear();
    mara.readiness(mallory);
    mara.readiness(tomas.jid); // behind at most twenty
    int asked = 0;
    while (!wasAsked(mara, tomas.jid, u"bundles"_s) && !mara.nodes.held.isEmpty() && asked < 100) {
        mara.nodes.held.takeFirst()();
        mara.service->readiness(tomas.jid).value();
        ++asked;
    }
    QVERIFY(wasAsked(mara, tomas.jid, u"bundles"_s));
    QVERIFY2(asked <= OmemoDirectory::mostOfOne + 6, qPrintable(QString::number(asked)));
}

void OmemoBundleTest::chatIsNotBehindALargeGroup()
{
    const auto mara = person("mara@harbor.example");
    crowd(100);
    Person tomas(*m_server, "tomas@hill.example");
    QVERIFY(mara->service->setWish(m_room.room, ChatWish::Encrypted));
    mara->readiness(m_room.room); // asks as much as a minute allows
    QCOMPARE(mara->nodes.fetchesOf(u"bundles"_s), OmemoDirectory::aMinuteForGroups);
    QCOMPARE(mara->readiness(tomas.jid), Readiness::Ready); // within the same minute
}

void OmemoBundleTest::chatHastensWhatAGroupWaitsFor()
{
    const auto mara = person("mara@harbor.example");
    crowd(60);
    const auto tomas = person("tomas@hill.example"); // the last of the group
    QVERIFY(mara->service->setWish(m_room.room, ChatWish::Encrypted));
    mara->nodes.hangs = [](const BareJid &owner) { return owner.toString().startsWith(u"member"); };
    mara->service->beginSession();
    QCOMPARE(mara->readiness(m_room.room), Readiness::NotYet);
    QCOMPARE(mara->nodes.held.size(), qsizetype(OmemoDirectory::atOnce)); // and what is behind them waits
    QVERIFY(!wasAsked(*mara, tomas->jid, u"devicelist"_s));
    QCOMPARE(mara->readiness(tomas->jid), Readiness::Ready);
}

/// A link that was lost for a moment is no minute's wait.
void OmemoBundleTest::whatWasNotToldIsAskedForOnceTheStreamGoesOn()
{
    Person mara(*m_server, "mara@harbor.example");
    Person tomas(*m_server, "tomas@hill.example");
    mara.nodes.offline = true;
    QCOMPARE(mara.readiness(tomas.jid), Readiness::NotYet);
    mara.nodes.offline = false;
    mara.nodes.isAway = bundlesOf(tomas.jid);
    QCOMPARE(mara.readiness(tomas.jid), Readiness::NotYet);
    QVERIFY(!wasAsked(mara, tomas.jid, u"bundles"_s)); // nor are the lists, before a minute is over
    mara.service->resumeSession();
    QCOMPARE(mara.readiness(tomas.jid), Readiness::NotYet);
    QVERIFY(wasAsked(mara, tomas.jid, u"bundles"_s));
    mara.nodes.isAway = {};
    QCOMPARE(mara.readiness(tomas.jid), Readiness::NotYet);
    mara.service->resumeSession();
    QCOMPARE(mara.readiness(tomas.jid), Readiness::Ready);
    // What was told is not asked for again.
    mara.nodes.fetched.clear();
    mara.service->resumeSession();
    QVERIFY(mara.nodes.fetched.isEmpty());
}

/// The link is ours and stays lost: nobody wakes up each minute for that.
void OmemoBundleTest::ownLossesAreAskedForLessAndLessOften()
{
    TestDatabase database;
    FakeClock clock;
    MemoryNodes nodes(*m_server, jid("mara@harbor.example"));
    OmemoStore store(*database, *AccountStore(*database).add(anAccount("mara@harbor.example")), clock);
    OmemoDirectory directory(*database, store, nodes, clock);
    nodes.offline = true;
    nodes.failure = ErrorKind::ConnectionLost;
    auto *again = directory.findChild<QTimer *>(u"again"_s);
    QVERIFY(again);
    const auto afterAMinute = [&] {
        clock.advance(OmemoDirectory::patience);
        QMetaObject::invokeMethod(again, "timeout");
    };
    directory.wantLists(jid("tomas@hill.example"));
    const auto asked = [&] { return std::exchange(nodes.fetched, {}).size(); };
    QCOMPARE(asked(), 2); // in both versions
    for (int i = 0; i < 15; ++i) {
        afterAMinute();
    }
    QCOMPARE(asked(), 2 * 4); // after one minute, two, four, and eight
    // Once the stream goes on, at once, and then as if it had failed for the first time.
    directory.resumeSession();
    QCOMPARE(asked(), 2);
    afterAMinute();
    afterAMinute();
    QCOMPARE(asked(), 2);
}

void OmemoBundleTest::whatAChatWaitsForIsAskedForOnTheNextStream()
{
    Person mara(*m_server, "mara@harbor.example");
    Person tomas(*m_server, "tomas@hill.example");
    Person leila(*m_server, "leila@hill.example");
    QCOMPARE(mara.readiness(leila.jid), Readiness::Ready);
    mara.nodes.offline = true;
    QCOMPARE(mara.readiness(tomas.jid), Readiness::NotYet);
    mara.nodes.offline = false;
    mara.nodes.fetched.clear();
    mara.service->beginSession();
    QVERIFY(wasAsked(mara, tomas.jid, u"devicelist"_s));
    QVERIFY(!wasAsked(mara, leila.jid, u"devicelist"_s)); // nothing waits there
    QCOMPARE(mara.readiness(tomas.jid), Readiness::Ready);
}

/// Without a link each question is answered before it is asked to the end.
void OmemoBundleTest::aLongQueueIsNoDeepStack()
{
    const auto mara = person("mara@harbor.example");
    crowd(200);
    QVERIFY(mara->service->setWish(m_room.room, ChatWish::Encrypted));
    mara->nodes.offline = true;
    mara->nodes.fetched.clear();
    mara->nodes.hangs = [](const BareJid &owner) { return owner.toString() == u"member0@hill.example"; };
    QCOMPARE(mara->readiness(m_room.room), Readiness::NotYet); // behind the two of the first all others wait
    mara->nodes.hangs = {};
    mara->nodes.deepest = 0;
    const auto held = std::exchange(mara->nodes.held, {});
    for (const auto &answer : held) {
        answer();
    }
    QVERIFY(mara->nodes.fetched.size() > 300);
    QVERIFY2(mara->nodes.deepest <= 2, qPrintable(QString::number(mara->nodes.deepest)));
}

JACKDAW_TEST(OmemoBundleTest)

} // namespace omemo_bundle_test

#include "OmemoBundleTest.moc"
