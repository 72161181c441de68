// SPDX-License-Identifier: GPL-3.0-or-later
//
// The newer way to sign in (SASL2, Bind 2, FAST: XEP-0388, 0386, 0484) with a real Prosody: a token serves in place of the
// password, and serves nobody once it was given up. Its modules are in prosody-modules.

#include "account/TokenRetirementService.h"
#include "base/Clock.h"
#include "server/Engine.h"
#include "server/Process.h"
#include "support/FakeAlarm.h"
#include "support/FakeSystem.h"
#include "support/Relay.h"
#include "xmpp/Connection.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

namespace {

const QString userAgent = u"0f1e2d3c-0000-4000-8000-000000000001"_s;
const QString noPassword = u"this is nobody's password"_s;

} // namespace

class LoginTests : public QObject
{
    Q_OBJECT

    std::unique_ptr<Server> m_server;
    SystemClock m_clock;

    ConnectionSettings settings(quint16 port = 0) const
    {
        return Engine::settings(u"mara@harbor.example"_s, port ? port : m_server->port(), m_server->authority());
    }
    /// Signs in by password and is given a token.
    FastToken tokenOf(Connection &connection)
    {
        connection.useTokens({});
        connection.open(u"secret"_s);
        Engine::waitFor([&] { return connection.isOnline() && !connection.token().isEmpty(); });
        return connection.token();
    }
    /// Is there a session by this token, without the password?
    bool serves(const FastToken &token)
    {
        Connection connection(settings(), userAgent, m_clock);
        QSignalSpy failed(&connection, &Connection::attemptFailed);
        connection.useTokens(token);
        connection.open(noPassword);
        Engine::waitFor([&] { return connection.isOnline() || !failed.isEmpty(); });
        const bool isIn = connection.isOnline();
        if (isIn) {
            QSignalSpy ended(&connection, &Connection::sessionEnded);
            connection.close();
            Engine::waitFor([&] { return !ended.isEmpty(); });
        }
        return isIn;
    }

private Q_SLOTS:
    void init()
    {
        m_server = std::make_unique<Server>(QStringList{u"mara:secret"_s}, QStringList{}, QStringList{u"--sasl2"_s, u"--verbose"_s});
        QVERIFY2(m_server->port() != 0, qPrintable(m_server->error()));
    }
    void cleanup() { m_server.reset(); }

    void aTokenServesUntilItIsGivenUp() // XEP-0484, 3.6
    {
        FastToken token;
        {
            Connection connection(settings(), userAgent, m_clock);
            token = tokenOf(connection);
            QVERIFY2(!token.isEmpty(), m_server->log().constData());
            QVERIFY(token.expiry > m_clock.now());
            QSignalSpy ended(&connection, &Connection::sessionEnded);
            connection.close();
            QTRY_VERIFY(!ended.isEmpty());
        }
        QVERIFY(serves(token));
        QVERIFY(m_server->log().contains("Client is authenticating using FAST"));
        FastToken another = token;
        another.secret += u'x';
        QVERIFY(!serves(another)); // it is the token that opens, and not that there is one
        QVERIFY(serves(token));

        FakeClock clock;
        clock.set(m_clock.now());
        FakeSystem system;
        TokenRetirementService service(clock, system, std::make_unique<FakeAlarm>(clock));
        service.retire(settings(), userAgent, {}, token);
        QTRY_VERIFY_WITH_TIMEOUT(service.isIdle(), 20'000);
        QVERIFY(!serves(token));
    }

    /// One round trip brings back who has a token and a stream to be resumed (XEP-0388 with XEP-0198 and XEP-0484 inline).
    void aSessionIsResumedByItsToken()
    {
        Relay relay(m_server->port());
        Connection connection(settings(relay.port()), userAgent, m_clock);
        QVERIFY(!tokenOf(connection).isEmpty());
        const qint64 stream = connection.streamNumber();
        QSignalSpy lost(&connection, &Connection::sessionLost);
        QSignalSpy started(&connection, &Connection::sessionStarted);
        relay.reset();
        QTRY_COMPARE(lost.size(), 1);
        QVERIFY(!m_server->log().contains("Client is authenticating using FAST"));
        connection.open(u"secret"_s); // another password would be another session
        QTRY_COMPARE_WITH_TIMEOUT(started.size(), 1, 20'000);
        QCOMPARE(started.first().first().value<Link::Session>(), Link::Session::Resumed);
        QCOMPARE(connection.streamNumber(), stream);
        QVERIFY(m_server->log().contains("Client is authenticating using FAST"));
    }

    /// As the user sees it: what was kept serves after a restart of the server, and no more once they signed out.
    void signingOutGivesTheTokenUp()
    {
        QTemporaryDir profile;
        const auto engine = Engine::start(profile.path());
        QVERIFY(engine);
        const auto account = engine->signIn(Engine::settings(u"mara@harbor.example"_s, m_server->port(), m_server->authority()), u"secret"_s);
        QVERIFY(account);
        QVERIFY(engine->waitUntil(*account, ConnectionState::Online));
        QVERIFY(Engine::waitFor([&] { return m_server->log().contains("Provided new FAST token"); }));
        const auto timesUsed = [this] { return m_server->log().count("Client is authenticating using FAST"); };
        QCOMPARE(timesUsed(), 0);
        QVERIFY(m_server->command(u"restart"_s));
        QVERIFY(Engine::waitFor([&] { return engine->connections.value(*account).state != ConnectionState::Online; }));
        QVERIFY(engine->waitUntil(*account, ConnectionState::Online, 60));
        QVERIFY(timesUsed() > 0);
        const auto before = timesUsed();
        QVERIFY(Engine::wait(engine->accounts().signOut(*account)));
        QVERIFY(Engine::waitFor([&] { return timesUsed() == before + 1; })); // to say that it serves no more
        QVERIFY(Engine::wait(engine->accounts().signIn(*account)));
        QVERIFY(engine->waitUntil(*account, ConnectionState::Online, 60));
        QCOMPARE(timesUsed(), before + 1); // by password
    }
};

QTEST_GUILESS_MAIN(LoginTests)

#include "login_tests.moc"
