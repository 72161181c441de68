// SPDX-License-Identifier: GPL-3.0-or-later
//
// Gateways to other networks (XEP-0100) through a real Prosody, with a component of our own as the gateway: found,
// registered with, logged in and out of, people added by them, and left.

#include "server/Engine.h"
#include "server/Process.h"

#include <QTemporaryDir>
#include <QTest>

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

class GatewayTests : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void oneIsFoundAndRegisteredWith();
    void whatIsRefusedIsSaid();
    void aLoginThatFailsIsSaid();
    void loggedOutStaysSo();
    void peopleAreAddedByTheirNumber();
    void thoseOfItAskByTheirNames();
    void leavingTakesItsPeopleAlong();

private:
    static BareJid gateway() { return BareJid::fromPrepared(u"sms.harbor.example"_s); }
    static BareJid person(const QString &local) { return BareJid::fromPrepared(local + u"@sms.harbor.example"_s); }
    void start();
    Status registerWith(const QString &password);
    bool found();
    Gateway now() const
    {
        for (const Gateway &each : m_gateways) {
            if (each.jid == gateway())
                return each;
        }
        return {};
    }
    bool is(Gateway::Session session) const
    {
        return Engine::waitFor([&] { return now().session == session; });
    }
    std::optional<QJsonObject> heard(const QString &name, const QJsonObject &fields = {}, int seconds = 20)
    {
        return m_peer->waitFor([&](const QJsonObject &line) {
            if (line.value(u"event").toString() != name)
                return false;
            for (auto field = fields.begin(); field != fields.end(); ++field) {
                if (line.value(field.key()) != field.value())
                    return false;
            }
            return true;
        }, seconds);
    }

    std::unique_ptr<Server> m_server;
    std::unique_ptr<Process> m_peer;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Engine> m_engine;
    AccountId m_account;
    QList<Gateway> m_gateways;
};

void GatewayTests::init()
{
    m_server = std::make_unique<Server>(QStringList{u"anna:secret"_s}, QStringList{},
                                        QStringList{u"--component"_s, gateway().toString()}, Server::Program::Prosody);
    QVERIFY2(m_server->port() != 0, qPrintable(m_server->error()));
    m_peer = std::make_unique<Process>(
        u"tests/support/gateway_peer.py"_s,
        QStringList{u"--name"_s, gateway().toString(), u"--port"_s, QString::number(m_server->componentPort())});
    QVERIFY2(heard(u"online"_s), m_peer->errors().constData());
    m_peer->write(
        R"({"do": "people", "people": [{"number": "+47 555", "name": "Nils O'Dea"}, {"number": "+47 556", "name": "Berit"}]})");
    QVERIFY(heard(u"done"_s));
    m_folder = std::make_unique<QTemporaryDir>();
    start();
}

void GatewayTests::start()
{
    m_gateways.clear();
    m_engine.reset();
    m_engine = Engine::start(m_folder->filePath(u"anna"_s), [this](Engine &engine) {
        connect(&engine.services(), &ServiceDoor::gatewaysChanged, &engine,
                [this](AccountId, const QList<Gateway> &all) { m_gateways = all; });
    });
    QVERIFY(m_engine);
    if (m_account.isValid()) { // once more: the password is kept nowhere here
        QVERIFY(Engine::wait(m_engine->accounts().providePassword(m_account, u"secret"_s)));
        QVERIFY(m_engine->waitUntil(m_account, ConnectionState::Online));
        return;
    }
    const auto account = m_engine->signIn(
        Engine::settings(u"anna@harbor.example"_s, m_server->port(), m_server->authority()), u"secret"_s);
    QVERIFY2(account.hasValue(), account ? "" : qPrintable(account.error().detail));
    m_account = *account;
    QVERIFY(m_engine->waitUntil(m_account, ConnectionState::Online));
}

void GatewayTests::cleanup()
{
    m_engine.reset();
    m_peer.reset();
    m_server.reset();
    m_folder.reset();
    m_account = {};
}

bool GatewayTests::found()
{
    const auto all = Engine::wait(m_engine->services().gateways(m_account));
    return all && all->size() == 1 && all->constFirst().jid == gateway();
}

Status GatewayTests::registerWith(const QString &password)
{
    if (!found())
        return Error{ErrorKind::NotFound, u"no gateway"_s, {}};
    auto registration = Engine::wait(m_engine->services().gatewayRegistration(m_account, gateway()));
    if (!registration)
        return registration.error();
    FormField *name = registration->form.find(u"username");
    FormField *secret = registration->form.find(u"password");
    if (!name || !secret)
        return Error{ErrorKind::Internal, u"another form"_s, {}};
    name->values = {u"anna99"_s};
    secret->values = {password};
    return Engine::wait(m_engine->services().registerWithGateway(m_account, gateway(), registration->form));
}

void GatewayTests::oneIsFoundAndRegisteredWith()
{
    QVERIFY(found());
    QCOMPARE(now().name, u"Harbor SMS"_s);
    QCOMPARE(now().type, u"sms"_s);
    QCOMPARE(now().registration, Gateway::Registration::No);
    const auto registration = Engine::wait(m_engine->services().gatewayRegistration(m_account, gateway()));
    QVERIFY(registration);
    QVERIFY(!registration->isRegistered);
    QCOMPARE(registration->form.instructions, QStringList{u"Your name and password at Harbor SMS"_s});

    const auto done = registerWith(u"letmein"_s);
    QVERIFY2(done, done ? "" : qPrintable(done.error().detail));
    QVERIFY(heard(u"registered"_s, {{u"jid"_s, u"anna@harbor.example"_s}, {u"name"_s, u"anna99"_s}}));
    // It is let see us without a question, and we see it (XEP-0100, 4.1.1).
    QVERIFY(heard(u"presence"_s, {{u"type"_s, u"subscribed"_s}, {u"to"_s, gateway().toString()}}));
    QVERIFY(Engine::waitFor([&] {
        const auto contact = m_engine->contact(gateway().toString());
        return contact && contact->subscription == Subscription::Both && contact->name == u"Harbor SMS"_s;
    }));
    QVERIFY(is(Gateway::Session::LoggedIn));
    QCOMPARE(now().said, u"2 of 2 reachable"_s);
    QCOMPARE(now().registration, Gateway::Registration::Yes);
    QVERIFY(std::none_of(m_engine->requests.cbegin(), m_engine->requests.cend(),
                         [](const SubscriptionRequest &each) { return each.from == gateway(); }));
    // Asked again, it says so, with what it knows.
    const auto again = Engine::wait(m_engine->services().gatewayRegistration(m_account, gateway()));
    QVERIFY(again);
    QVERIFY(again->isRegistered);
    QCOMPARE(again->form.value(u"username"), u"anna99"_s);
}

void GatewayTests::whatIsRefusedIsSaid()
{
    const auto done = registerWith(u"wrong"_s);
    QVERIFY(!done);
    QCOMPARE(done.error().kind, ErrorKind::NotAcceptable);
    QCOMPARE(done.error().subject, gateway().toString());
    QVERIFY(!m_engine->contact(gateway().toString()));
    QCOMPARE(now().registration, Gateway::Registration::No);
    // Never said to what is no gateway: to our own server it would end the account (XEP-0077, 3.2).
    const BareJid server = BareJid::fromPrepared(u"harbor.example"_s);
    QVERIFY(!Engine::wait(
        m_engine->services().unregisterFromGateway(m_account, server, ServiceDoor::GatewayContacts::Keep)));
    QVERIFY(!Engine::wait(
        m_engine->services().unregisterFromGateway(m_account, person(u"a"_s), ServiceDoor::GatewayContacts::Keep)));
}

void GatewayTests::aLoginThatFailsIsSaid()
{
    QVERIFY(registerWith(u"expired"_s));
    QVERIFY(is(Gateway::Session::Failed));
    QVERIFY(now().error);
    QCOMPARE(now().error->kind, ErrorKind::NotAcceptable);
    // Another password, and another try.
    QVERIFY(registerWith(u"letmein"_s));
    QVERIFY(Engine::wait(m_engine->services().logInToGateway(m_account, gateway(), ServiceDoor::GatewayLogin::In)));
    QVERIFY(is(Gateway::Session::LoggedIn));
    QVERIFY(!now().error);
}

void GatewayTests::loggedOutStaysSo()
{
    QVERIFY(registerWith(u"letmein"_s));
    QVERIFY(is(Gateway::Session::LoggedIn));
    QVERIFY(Engine::wait(m_engine->services().logInToGateway(m_account, gateway(), ServiceDoor::GatewayLogin::Out)));
    QVERIFY(is(Gateway::Session::LoggedOut));
    QCOMPARE(now().said, u"Good bye"_s);
    // A new status of ours goes there as to every contact, and logs us in: it is taken back at once.
    QVERIFY(Engine::wait(m_engine->presence().setOwnPresence(m_account, Availability::Away, u"Lunch"_s)));
    QVERIFY(heard(u"presence"_s, {{u"to"_s, gateway().toString()}, {u"show"_s, u"away"_s}}));
    QVERIFY(heard(u"presence"_s, {{u"to"_s, gateway().toString()}, {u"type"_s, u"unavailable"_s}}));
    QVERIFY(is(Gateway::Session::LoggedOut));
    // And over a restart.
    start();
    QVERIFY(is(Gateway::Session::LoggedOut));
    QVERIFY(Engine::wait(m_engine->services().logInToGateway(m_account, gateway(), ServiceDoor::GatewayLogin::In)));
    QVERIFY(is(Gateway::Session::LoggedIn));
    QVERIFY(Engine::wait(m_engine->presence().setOwnPresence(m_account, Availability::Available, {})));
    QVERIFY(
        heard(u"presence"_s, {{u"to"_s, gateway().toString()}, {u"type"_s, u"available"_s}, {u"show"_s, QString()}}));
    QCOMPARE(now().session, Gateway::Session::LoggedIn);
}

void GatewayTests::peopleAreAddedByTheirNumber()
{
    QVERIFY(registerWith(u"letmein"_s));
    const auto prompt = Engine::wait(m_engine->services().gatewayPrompt(m_account, gateway()));
    QVERIFY(prompt);
    QCOMPARE(prompt->prompt, u"Number"_s);
    QCOMPARE(prompt->description, u"Write the number of the phone."_s);
    const auto nobody = Engine::wait(m_engine->services().gatewayAddress(m_account, gateway(), u"+1 2"_s));
    QVERIFY(!nobody);
    QCOMPARE(nobody.error().kind, ErrorKind::NotFound);
    const auto address = Engine::wait(m_engine->services().gatewayAddress(m_account, gateway(), u"+47 555"_s));
    QVERIFY2(address, address ? "" : qPrintable(address.error().detail));
    QCOMPARE(*address, person(u"+47\\20555"_s));
    QVERIFY(Engine::wait(m_engine->roster().addContact(m_account, *address, {}, {}, {})));
    QVERIFY(
        Engine::waitFor([&] { return m_engine->shown(address->toString()).availability == Availability::Available; }));
}

void GatewayTests::thoseOfItAskByTheirNames()
{
    QVERIFY(registerWith(u"letmein"_s));
    QVERIFY(Engine::waitFor([&] { return m_engine->requests.size() == 2; }));
    const BareJid nils = person(u"+47\\20555"_s);
    QVERIFY(Engine::wait(m_engine->roster().answerRequests(m_account, {nils}, RequestAnswer::Accept)));
    // By the name that the gateway gave (XEP-0172, 4.1), where there is one.
    QVERIFY(Engine::waitFor([&] {
        const auto contact = m_engine->contact(nils.toString());
        return contact && contact->shownName() == u"Nils O'Dea"_s;
    }));
}

void GatewayTests::leavingTakesItsPeopleAlong()
{
    QVERIFY(registerWith(u"letmein"_s));
    QVERIFY(Engine::wait(m_engine->roster().addContact(m_account, person(u"+47\\20555"_s), u"Nils"_s, {}, {})));
    QVERIFY(Engine::wait(
        m_engine->roster().addContact(m_account, BareJid::fromPrepared(u"ben@harbor.example"_s), u"Ben"_s, {}, {})));
    QVERIFY(Engine::waitFor([&] { return m_engine->contact(person(u"+47\\20555"_s).toString()).has_value(); }));
    QVERIFY(Engine::wait(
        m_engine->services().unregisterFromGateway(m_account, gateway(), ServiceDoor::GatewayContacts::Remove)));
    QVERIFY(heard(u"removed"_s));
    QVERIFY(Engine::waitFor([&] {
        return !m_engine->contact(gateway().toString()) && !m_engine->contact(person(u"+47\\20555"_s).toString());
    }));
    QVERIFY(m_engine->contact(u"ben@harbor.example"_s)); // who is of no gateway stays
    QVERIFY(found());
    QCOMPARE(now().registration, Gateway::Registration::No);
    // Once more: it knows nobody by that account any more, and that is what was wished (XEP-0077, 3.2.2).
    QVERIFY(Engine::wait(
        m_engine->services().unregisterFromGateway(m_account, gateway(), ServiceDoor::GatewayContacts::Keep)));
}

QTEST_GUILESS_MAIN(GatewayTests)

#include "gateway_tests.moc"
