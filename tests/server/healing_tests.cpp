// SPDX-License-Identifier: GPL-3.0-or-later
//
// Jackdaw's engine through a failing network, and against a real Prosody that restarts or hangs: what was written arrives
// once, and what was there before is there again.

#include "server/Engine.h"
#include "server/Process.h"
#include "support/Relay.h"

#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <filesystem>

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

namespace {

QString jid(const QString &name)
{
    return name + u"@harbor.example"_s;
}

} // namespace

class HealingTests : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void aTextOnADeadLinkArrivesOnce_data();
    void aTextOnADeadLinkArrivesOnce();
    void aTextToAServerThatRestartsArrivesOnce_data();
    void aTextToAServerThatRestartsArrivesOnce();
    void aHungServerIsNoticedAndFoundAgain();
    void shutdownIsSaidAndHealed();
    void aResetIsResumedWithoutFetchingAnew();
    void twoSessionsOfOneDeviceDoNotFight();
    void whatWasThereIsThereAgain();

private:
    std::unique_ptr<Engine> start(const QString &profile) { return Engine::start(m_folder->filePath(profile)); }
    /// Anna through the relay and Ben around it, both at rest.
    bool signIn();
    /// Each of these bodies once in what Ben has, in this order.
    bool benHas(const QStringList &bodies) { return Engine::waitFor([&] { return m_ben->bodies(m_toAnna) == bodies; }, 60); }
    bool isSent(const QString &body)
    {
        return Engine::waitFor([&] { return m_anna->find(m_toBen, body)->state >= MessageState::Sent; }, 60);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Server> m_server;
    std::unique_ptr<Relay> m_relay;
    std::unique_ptr<Engine> m_anna, m_ben;
    AccountId m_annaId, m_benId;
    ConversationId m_toBen, m_toAnna;
};

void HealingTests::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_server = std::make_unique<Server>(QStringList{u"anna:secret"_s, u"ben:secret"_s}, QStringList{u"anna:ben"_s});
    QVERIFY2(m_server->port() != 0, qPrintable(m_server->error()));
    m_relay = std::make_unique<Relay>(m_server->port());
    QVERIFY(signIn());
}

void HealingTests::cleanup()
{
    m_anna.reset();
    m_ben.reset();
    m_relay.reset();
    m_server.reset();
}

bool HealingTests::signIn()
{
    m_anna = start(u"anna"_s);
    m_ben = start(u"ben"_s);
    if (!m_anna || !m_ben)
        return false;
    const auto rests = [](Engine &engine, const QString &name, quint16 port, const QString &authority, AccountId &id) {
        const auto account = engine.signIn(Engine::settings(jid(name), port, authority), u"secret"_s);
        if (!account || !engine.waitUntil(*account, ConnectionState::Online))
            return false;
        id = *account;
        return Engine::waitFor([&] { return engine.progress.contains(id) && !engine.progress.value(id).running; });
    };
    if (!rests(*m_anna, u"anna"_s, m_relay->port(), m_server->authority(), m_annaId)
        || !rests(*m_ben, u"ben"_s, m_server->port(), m_server->authority(), m_benId))
        return false;
    const auto toBen = m_anna->openConversation(m_annaId, jid(u"ben"_s));
    const auto toAnna = m_ben->openConversation(m_benId, jid(u"anna"_s));
    if (!toBen || !toAnna || !m_anna->say(*toBen, u"before"_s))
        return false;
    m_toBen = *toBen;
    m_toAnna = *toAnna;
    return benHas({u"before"_s}) && isSent(u"before"_s);
}

void HealingTests::aTextOnADeadLinkArrivesOnce_data()
{
    QTest::addColumn<Relay::Direction>("direction");
    QTest::newRow("nothing passes") << Relay::Direction::Both;
    QTest::newRow("it arrives, its acknowledgement does not") << Relay::Direction::ToClient;
}

void HealingTests::aTextOnADeadLinkArrivesOnce()
{
    QFETCH(Relay::Direction, direction);
    m_relay->swallow(direction);
    QVERIFY(m_anna->say(m_toBen, u"into the void"_s));
    // Nobody is told a lie meanwhile, and nothing is given up before it had its time.
    QVERIFY(Engine::waitFor([&] { return m_relay->swallowed(direction) > 0; }));
    QCOMPARE(m_anna->find(m_toBen, u"into the void"_s)->state, MessageState::Waiting);
    QVERIFY2(m_anna->waitUntil(m_annaId, ConnectionState::Waiting, 25), "the dead link was not found");
    QVERIFY(m_anna->waitUntil(m_annaId, ConnectionState::Online, 30));
    QVERIFY(isSent(u"into the void"_s));
    QVERIFY(m_anna->say(m_toBen, u"after"_s));
    QVERIFY(benHas({u"before"_s, u"into the void"_s, u"after"_s}));
    QCOMPARE(m_relay->links() - 2, 1); // the sign-in tries the account first; then one link that was resumed
}

void HealingTests::aTextToAServerThatRestartsArrivesOnce_data()
{
    QTest::addColumn<Relay::Direction>("lost");
    QTest::newRow("it never reached the server") << Relay::Direction::Both;
    QTest::newRow("it is in the archive, its acknowledgement was lost") << Relay::Direction::ToClient;
}

void HealingTests::aTextToAServerThatRestartsArrivesOnce()
{
    QFETCH(Relay::Direction, lost);
    m_relay->swallow(lost);
    QVERIFY(m_anna->say(m_toBen, u"on the brink"_s));
    QVERIFY(Engine::waitFor([&] { return m_relay->swallowed(lost) > 0; }));
    if (lost == Relay::Direction::ToClient)
        QVERIFY(benHas({u"before"_s, u"on the brink"_s}));
    // The server forgets every session: the resumption is refused, and what became of the text is asked of the archive.
    QVERIFY(m_server->command(u"kill"_s));
    QVERIFY(m_server->command(u"start"_s));
    m_relay->reset();
    QVERIFY(m_anna->waitUntil(m_annaId, ConnectionState::Waiting));
    QVERIFY(m_anna->waitUntil(m_annaId, ConnectionState::Online, 60));
    m_ben->accounts().tryNow(m_benId);
    QVERIFY(m_ben->waitUntil(m_benId, ConnectionState::Online, 60));
    QVERIFY(isSent(u"on the brink"_s));
    QVERIFY(m_anna->say(m_toBen, u"after"_s));
    QVERIFY(benHas({u"before"_s, u"on the brink"_s, u"after"_s}));
    QCOMPARE(m_anna->bodies(m_toBen), (QStringList{u"before"_s, u"on the brink"_s, u"after"_s}));
}

void HealingTests::aHungServerIsNoticedAndFoundAgain()
{
    const pid_t server = pid_t(m_server->pid());
    QVERIFY(server > 1);
    QVERIFY(::kill(server, SIGSTOP) == 0);
    QVERIFY(m_anna->say(m_toBen, u"are you there"_s));
    const bool noticed = m_anna->waitUntil(m_annaId, ConnectionState::Waiting, 25);
    QVERIFY(::kill(server, SIGCONT) == 0);
    QVERIFY2(noticed, "the kernel at the other end answers for a server that does not");
    QVERIFY(m_anna->waitUntil(m_annaId, ConnectionState::Online, 60));
    QVERIFY(isSent(u"are you there"_s));
    QVERIFY(benHas({u"before"_s, u"are you there"_s}));
}

void HealingTests::shutdownIsSaidAndHealed()
{
    QVERIFY(m_server->command(u"stop"_s));
    QVERIFY(m_anna->waitUntil(m_annaId, ConnectionState::Waiting));
    QVERIFY(Engine::waitFor([&] { return m_anna->shown(jid(u"ben"_s)).availability == Availability::Unknown; }));
    QVERIFY(m_server->command(u"start"_s));
    QVERIFY(m_anna->waitUntil(m_annaId, ConnectionState::Online, 60));
    QVERIFY(m_ben->waitUntil(m_benId, ConnectionState::Online, 60));
    QVERIFY(Engine::waitFor([&] { return m_anna->shown(jid(u"ben"_s)).availability == Availability::Available; }));
}

void HealingTests::aResetIsResumedWithoutFetchingAnew()
{
    const int rosters = m_anna->rosterFetches;
    m_relay->reset();
    QVERIFY(m_anna->waitUntil(m_annaId, ConnectionState::Waiting));
    QVERIFY(m_ben->say(m_toAnna, u"while the link was down"_s));
    QVERIFY(m_anna->waitUntil(m_annaId, ConnectionState::Online, 30));
    QVERIFY(Engine::waitFor([&] { return m_anna->bodies(m_toBen).count(u"while the link was down"_s) == 1; }));
    QCOMPARE(m_anna->bodies(m_toBen).size(), 2);
    QCOMPARE(m_anna->rosterFetches, rosters);
    QVERIFY2(Engine::waitFor([&] { return m_anna->shown(jid(u"ben"_s)).availability == Availability::Available; }),
             "presence stays unknown after a resumption");
}

void HealingTests::twoSessionsOfOneDeviceDoNotFight()
{
    // A profile that was copied to another computer: both have the same resource (RFC 6120, 7.7.2.2).
    const QString copy = m_folder->filePath(u"copy"_s);
    m_anna.reset();
    std::error_code failure;
    std::filesystem::copy(m_folder->filePath(u"anna"_s).toStdString(), copy.toStdString(),
                          std::filesystem::copy_options::recursive, failure);
    QVERIFY2(!failure, failure.message().c_str());
    const auto wake = [this](Engine &engine) {
        return engine.waitUntil(m_annaId, ConnectionState::NeedsPassword)
            && Engine::wait(engine.accounts().providePassword(m_annaId, u"secret"_s));
    };
    m_anna = start(u"anna"_s);
    QVERIFY(m_anna && wake(*m_anna));
    auto other = start(u"copy"_s);
    QVERIFY(other && wake(*other));
    QVERIFY(other->waitUntil(m_annaId, ConnectionState::Online));
    QVERIFY(m_anna->waitUntil(m_annaId, ConnectionState::Refused));
    QCOMPARE(m_anna->connections.value(m_annaId).error->kind, ErrorKind::Conflict);
    // The other one has the session, and keeps it.
    const int links = m_relay->links();
    QVERIFY(!Engine::waitFor([&] { return other->connections.value(m_annaId).state != ConnectionState::Online; }, 5));
    QCOMPARE(m_relay->links(), links);
    m_anna->accounts().tryNow(m_annaId);
    QVERIFY(m_anna->waitUntil(m_annaId, ConnectionState::Online));
    QVERIFY(other->waitUntil(m_annaId, ConnectionState::Refused));
}

void HealingTests::whatWasThereIsThereAgain()
{
    QVERIFY(Engine::wait(m_anna->presence().setOwnPresence(m_annaId, Availability::DoNotDisturb, u"Reading"_s)));
    const auto shown = [this] { return m_ben->shown(jid(u"anna"_s)); };
    QVERIFY(Engine::waitFor([&] { return shown().availability == Availability::DoNotDisturb && shown().status == u"Reading"; }));

    // Set while the link was down and the session resumed: nobody but the server has the old one.
    m_relay->setDoor(Relay::Door::Closed);
    m_relay->reset();
    QVERIFY(m_anna->waitUntil(m_annaId, ConnectionState::Waiting));
    QVERIFY(Engine::wait(m_anna->presence().setOwnPresence(m_annaId, Availability::Away, u"Gone fishing"_s)));
    m_relay->setDoor(Relay::Door::Open);
    m_anna->accounts().tryNow(m_annaId);
    QVERIFY(m_anna->waitUntil(m_annaId, ConnectionState::Online, 60));
    QVERIFY(Engine::waitFor([&] { return shown().availability == Availability::Away && shown().status == u"Gone fishing"; }));

    // And in a session that had to be built anew, with the roster and what was missed.
    // (Prosody gives the first change of a roster that was made by hand the version it had before.)
    QVERIFY(Engine::wait(m_anna->roster().addContact(m_annaId, BareJid::parse(jid(u"dora"_s)).value(), {}, {}, {})));
    m_relay->setDoor(Relay::Door::Closed);
    QVERIFY(m_server->command(u"restart"_s));
    QVERIFY(m_anna->waitUntil(m_annaId, ConnectionState::Waiting));
    QVERIFY(m_ben->waitUntil(m_benId, ConnectionState::Online, 60));
    QVERIFY(m_ben->say(m_toAnna, u"missed"_s));
    {
        Peer phone(*m_server, u"anna"_s, u"phone"_s);
        QVERIFY2(phone.isOnline(), phone.errors().constData());
        QVERIFY(phone.command({{u"do"_s, u"add"_s}, {u"jid"_s, jid(u"cora"_s)}, {u"name"_s, u"Cora"_s}}));
    }
    m_relay->setDoor(Relay::Door::Open);
    m_anna->accounts().tryNow(m_annaId);
    QVERIFY(m_anna->waitUntil(m_annaId, ConnectionState::Online, 60));
    QVERIFY(Engine::waitFor([&] { return shown().availability == Availability::Away && shown().status == u"Gone fishing"; }));
    QVERIFY(Engine::waitFor([&] { return m_anna->bodies(m_toBen).contains(u"missed"_s); }));
    QVERIFY(Engine::waitFor([&] { return m_anna->contact(jid(u"cora"_s)).has_value(); }));
    QCOMPARE(m_anna->bodies(m_toBen).count(u"missed"_s), 1);
}

QTEST_GUILESS_MAIN(HealingTests)

#include "healing_tests.moc"
