// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/FakeAlarm.h"
#include "support/FakeSystem.h"
#include "support/Relay.h"
#include "support/ScriptedServer.h"
#include "xmpp/Connection.h"
#include "xmpp/ConnectionSupervisor.h"
#include "xmpp/MessageStanza.h"
#include "xmpp/PresenceStanza.h"

#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace jackdaw;
using test::FakeAlarm;
using test::FakeClock;
using test::Relay;
using test::ScriptedServer;
using Direction = Relay::Direction;

namespace {

constexpr qint64 second = 1000;

/// A real connection through a network that fails on demand, kept up by a supervisor whose time is the test's.
struct Wire
{
    explicit Wire(const ScriptedServer::Script &script)
        : server(script)
    {
        QObject::connect(&connection, &Link::sessionStarted, &connection, [this](Link::Session session) { sessions += session; });
        QObject::connect(&connection, &Link::attemptStarted, &connection, [this] { ++attempts; });
    }

    static ConnectionSettings settings(const ScriptedServer &server, const Relay &relay)
    {
        ConnectionSettings settings;
        settings.jid = *BareJid::parse(u"mara@harbor.example");
        settings.host = QStringLiteral("127.0.0.1");
        settings.port = relay.port();
        settings.tls = TlsMode::Direct;
        settings.authorityFile = server.authorityFile();
        return settings;
    }

    bool signIn()
    {
        supervisor.start(ScriptedServer::password());
        return becomes(ConnectionState::Online) && hears("<presence");
    }
    bool becomes(ConnectionState state)
    {
        return QTest::qWaitFor([&] { return supervisor.status().state == state; }, 15'000);
    }
    bool hears(const QByteArray &words)
    {
        return QTest::qWaitFor([&] { return server.heard().contains(words); }, 15'000);
    }
    /// Lets the pause before the next try pass, and waits until that succeeded.
    bool heals()
    {
        alarm->pass(2 * second);
        return becomes(ConnectionState::Online);
    }
    void send(const QString &text)
    {
        connection.sendMessage(writeText(*BareJid::parse(u"tomas@harbor.example"), OriginId(text), text), &connection,
                               [this](Connection::Delivery delivery) { deliveries += delivery; });
    }

    FakeClock clock;
    SystemClock realClock;
    test::FakeSystem system;
    ScriptedServer server;
    Relay relay{server.port()};
    Connection connection{settings(server, relay), QStringLiteral("0f1e2d3c-0000-4000-8000-000000000001"), realClock};
    FakeAlarm *alarm = new FakeAlarm(clock); // owned by the supervisor
    ConnectionSupervisor supervisor{connection, clock, std::unique_ptr<Alarm>(alarm), system};
    QList<Link::Session> sessions;
    QList<Connection::Delivery> deliveries;
    int attempts = 0;
};

/// Says the same to everybody, and what it heard.
class WebPort
{
public:
    explicit WebPort(const QByteArray &answer)
    {
        m_server.listen(QHostAddress::LocalHost);
        QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this, answer] {
            while (QTcpSocket *client = m_server.nextPendingConnection()) {
                QObject::connect(client, &QTcpSocket::readyRead, client, [this, client, answer] {
                    m_heard += client->readAll();
                    client->write(answer);
                });
            }
        });
    }
    quint16 port() const { return m_server.serverPort(); }
    QByteArray heard() const { return m_heard; }

private:
    QTcpServer m_server;
    QByteArray m_heard;
};

const QList<Link::Session> thenResumed{Link::Session::New, Link::Session::Resumed};
const QList<Link::Session> thenNew{Link::Session::New, Link::Session::New};

} // namespace

/// What becomes of a session when its link fails, with QXmpp and a server at the ends of a real one.
class HealingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aTextOnADeadLinkArrivesOnce_data()
    {
        QTest::addColumn<Direction>("direction");
        QTest::addColumn<bool>("repeated");
        QTest::newRow("nothing passes") << Direction::Both << true;
        QTest::newRow("the text is lost") << Direction::ToServer << true;
        QTest::newRow("only its acknowledgement is lost") << Direction::ToClient << false;
    }
    void aTextOnADeadLinkArrivesOnce()
    {
        QFETCH(Direction, direction);
        QFETCH(bool, repeated);
        Wire wire({.resumes = true});
        QVERIFY(wire.signIn());
        QTRY_COMPARE(wire.connection.unacknowledged(), 0);
        wire.relay.swallow(direction);
        wire.send(QStringLiteral("dear-tomas"));
        if (!repeated) {
            QVERIFY(wire.hears("dear-tomas"));
        }
        wire.alarm->pass(7 * second);
        QCOMPARE(wire.supervisor.status().state, ConnectionState::Online); // it may only be slow
        wire.alarm->pass(11 * second);
        QVERIFY(wire.becomes(ConnectionState::Waiting));
        QCOMPARE(wire.supervisor.status().error->kind, ErrorKind::Timeout);
        QVERIFY(wire.heals());
        QCOMPARE(wire.sessions, thenResumed);
        QTRY_COMPARE(wire.deliveries, QList{Connection::Delivery::Acknowledged});
        QCOMPARE(wire.server.heard().count("<body>dear-tomas"), repeated ? 1 : 0);
        QCOMPARE(wire.connection.unacknowledged(), 0);
        QCOMPARE(wire.relay.links(), 2);
    }

    void anIdleDeadLinkIsFoundAndResumed()
    {
        Wire wire({.resumes = true});
        QVERIFY(wire.signIn());
        wire.relay.swallow();
        wire.alarm->pass(88 * second);
        QVERIFY(wire.becomes(ConnectionState::Connecting) || wire.becomes(ConnectionState::Online));
        QVERIFY(wire.becomes(ConnectionState::Online));
        QTRY_COMPARE(wire.sessions, thenResumed);
    }

    void aLinkThatAnswersStays()
    {
        Wire wire({});
        QVERIFY(wire.signIn());
        for (int i = 0; i < 5; ++i) {
            const auto pings = wire.server.heard().count("urn:xmpp:ping");
            QSignalSpy heard(&wire.connection, &Link::bytesReceived);
            wire.alarm->pass(65 * second);
            QTRY_COMPARE(wire.server.heard().count("urn:xmpp:ping"), pings + 1);
            QTRY_VERIFY(!heard.isEmpty());
        }
        QCOMPARE(wire.relay.links(), 1);
    }

    void aResetIsHealed()
    {
        Wire wire({.resumes = true});
        QVERIFY(wire.signIn());
        wire.relay.reset();
        QVERIFY(wire.becomes(ConnectionState::Waiting));
        QVERIFY(wire.heals());
        QCOMPARE(wire.sessions, thenResumed);
    }

    void aSessionIsResumedWhereItWas()
    {
        ScriptedServer elsewhere({}, ScriptedServer::Transport::StartTls);
        Wire wire({.resumes = true,
                   .enabled = "<enabled xmlns='urn:xmpp:sm:3' id='one' resume='true' location='127.0.0.1:"
                       + QByteArray::number(elsewhere.port()) + "'/>"});
        QVERIFY(wire.signIn());
        wire.relay.reset();
        QVERIFY(wire.becomes(ConnectionState::Waiting));
        QVERIFY(wire.heals());
        QCOMPARE(wire.sessions, thenResumed);
        QCOMPARE(elsewhere.connections(), 0);
    }

    void aSessionOutlivesAServerThatCannotBeReached()
    {
        Wire wire({.resumes = true});
        QVERIFY(wire.signIn());
        wire.relay.setDoor(Relay::Door::Closed);
        wire.relay.reset();
        QVERIFY(wire.becomes(ConnectionState::Waiting));
        wire.alarm->pass(2 * second);
        QTRY_VERIFY(wire.supervisor.status().error && wire.supervisor.status().error->kind == ErrorKind::ConnectionRefused);
        QVERIFY(wire.becomes(ConnectionState::Waiting));
        wire.relay.setDoor(Relay::Door::Open);
        wire.alarm->pass(3 * second);
        QVERIFY(wire.becomes(ConnectionState::Online));
        QCOMPARE(wire.sessions, thenResumed);
    }

    void aStreamThatEndedIsNotRepeated_data()
    {
        QTest::addColumn<QByteArray>("last");
        QTest::addColumn<ErrorKind>("kind");
        QTest::newRow("clean close") << QByteArray("</stream:stream>") << ErrorKind::ConnectionLost;
        QTest::newRow("system-shutdown")
            << QByteArray("<stream:error><system-shutdown xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error></stream:stream>")
            << ErrorKind::ServerShutdown;
        QTest::newRow("reset (RFC 6120, 4.9.3.16)")
            << QByteArray("<stream:error><reset xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error></stream:stream>")
            << ErrorKind::ConnectionLost;
    }
    void aStreamThatEndedIsNotRepeated()
    {
        QFETCH(QByteArray, last);
        QFETCH(ErrorKind, kind);
        // What was not acknowledged is the outbox's, which asks the archive first.
        Wire wire({.acknowledges = false, .resumes = true});
        QVERIFY(wire.signIn());
        wire.send(QStringLiteral("dear-tomas"));
        QVERIFY(wire.hears("dear-tomas"));
        wire.server.say(last);
        QVERIFY(wire.becomes(ConnectionState::Waiting));
        QCOMPARE(wire.supervisor.status().error->kind, kind);
        QVERIFY(wire.heals());
        QVERIFY(wire.hears("<presence"));
        QCOMPARE(wire.sessions, thenNew);
        QVERIFY(!wire.server.heard().contains("dear-tomas"));
        QCOMPARE(wire.deliveries, QList{Connection::Delivery::Unknown});
        QCOMPARE(wire.connection.unacknowledged(), 0);
    }

    void aConflictIsLeftToTheUser()
    {
        Wire wire({.resumes = true});
        QVERIFY(wire.signIn());
        wire.server.say("<stream:error><conflict xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error></stream:stream>");
        QVERIFY(wire.becomes(ConnectionState::Refused));
        QCOMPARE(wire.supervisor.status().error->kind, ErrorKind::Conflict);
        wire.alarm->pass(3600 * second);
        Q_EMIT wire.system.networkChanged();
        QCOMPARE(wire.attempts, 1); // an attempt begins at once
        QCOMPARE(wire.supervisor.status().state, ConnectionState::Refused);
        wire.supervisor.tryNow();
        QVERIFY(wire.becomes(ConnectionState::Online));
    }

    void aResourceThatIsTakenIsNotAskedForOverAndOver()
    {
        Wire wire({.refusesToBind = true});
        wire.supervisor.start(ScriptedServer::password());
        QVERIFY(QTest::qWaitFor([&] { return wire.supervisor.status().error.has_value(); }, 15'000));
        QCOMPARE(wire.supervisor.status().error->kind, ErrorKind::Conflict);
        QVERIFY(wire.supervisor.status().state != ConnectionState::Online);
        wire.server.script().refusesToBind = false;
        wire.supervisor.tryNow();
        QVERIFY(wire.becomes(ConnectionState::Online));
        QVERIFY2(wire.relay.links() <= 2, qPrintable(QString::number(wire.relay.links())));
    }

    void aWrongPasswordIsTriedOnce()
    {
        Wire wire({});
        wire.supervisor.start(QStringLiteral("wrong"));
        QVERIFY(wire.becomes(ConnectionState::Refused));
        wire.alarm->pass(3600 * second);
        Q_EMIT wire.system.wokeUp();
        QCOMPARE(wire.attempts, 1); // an attempt begins at once
        QCOMPARE(wire.supervisor.status().state, ConnectionState::Refused);
        wire.supervisor.start(ScriptedServer::password());
        QVERIFY(wire.becomes(ConnectionState::Online));
        QCOMPARE(wire.relay.links(), 2);
    }

    void aServerThatCannotCheckPasswordsNowIsAskedAgain()
    {
        ScriptedServer::Script script;
        script.login.answerToBegin = "<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><temporary-auth-failure/></failure>";
        Wire wire(script);
        wire.supervisor.start(ScriptedServer::password());
        QVERIFY(wire.becomes(ConnectionState::Waiting));
        QCOMPARE(wire.supervisor.status().error->kind, ErrorKind::Unavailable);
        wire.alarm->pass(2 * second);
        QTRY_COMPARE(wire.relay.links(), 2);
    }

    void aSessionThatIsNotResumedBeginsAnew_data()
    {
        QTest::addColumn<QByteArray>("enabled");
        QTest::addColumn<int>("links");
        QTest::newRow("the server refuses") << QByteArray("<enabled xmlns='urn:xmpp:sm:3' id='one' resume='true'/>") << 3;
        QTest::newRow("it never promised to") << QByteArray("<enabled xmlns='urn:xmpp:sm:3'/>") << 2;
        QTest::newRow("not for that long") << QByteArray("<enabled xmlns='urn:xmpp:sm:3' id='one' resume='true' max='0'/>") << 2;
    }
    void aSessionThatIsNotResumedBeginsAnew()
    {
        QFETCH(QByteArray, enabled);
        QFETCH(int, links);
        Wire wire({.acknowledges = false, .resumes = false, .enabled = enabled});
        QVERIFY(wire.signIn());
        wire.send(QStringLiteral("dear-tomas"));
        QVERIFY(wire.hears("dear-tomas"));
        wire.server.cut();
        QVERIFY(wire.becomes(ConnectionState::Waiting));
        QVERIFY(wire.heals());
        QVERIFY(wire.hears("<presence"));
        QCOMPARE(wire.sessions, thenNew);
        QVERIFY(!wire.server.heard().contains("dear-tomas"));
        QCOMPARE(wire.relay.links(), links); // and no round is spent on asking for what cannot be had
    }

    void presenceAndStateComeBackAsTheyAreNow_data()
    {
        QTest::addColumn<bool>("resumes");
        QTest::newRow("resumed") << true;
        QTest::newRow("new session") << false;
    }
    void presenceAndStateComeBackAsTheyAreNow()
    {
        QFETCH(bool, resumes);
        Wire wire({.resumes = resumes});
        wire.connection.setInitialPresence(writePresence(Availability::Available, QStringLiteral("at the desk"), QString()));
        QVERIFY(wire.signIn());
        QVERIFY(wire.hears("at the desk"));
        wire.connection.setActive(false);
        QVERIFY(wire.hears("<inactive"));

        // Nothing changed while it was away: the client state is said again (XEP-0352, 5.2), presence only in a new session.
        wire.relay.reset();
        QVERIFY(wire.becomes(ConnectionState::Waiting));
        QVERIFY(wire.heals());
        QVERIFY(wire.hears("<inactive"));
        QVERIFY(wire.server.heard().lastIndexOf("<inactive") > wire.server.heard().lastIndexOf("<active"));
        if (!resumes) {
            QVERIFY(wire.hears("at the desk"));
        }

        // Both changed.
        wire.relay.reset();
        QVERIFY(wire.becomes(ConnectionState::Waiting));
        wire.connection.setInitialPresence(writePresence(Availability::DoNotDisturb, QStringLiteral("on the phone"), QString()));
        wire.connection.setActive(true);
        wire.alarm->pass(3 * second);
        QVERIFY(wire.becomes(ConnectionState::Online));
        QVERIFY(wire.hears("on the phone"));
        QVERIFY(!wire.server.heard().contains("at the desk"));
        QTest::qWait(0);
        QVERIFY(wire.server.heard().lastIndexOf("<inactive") <= wire.server.heard().lastIndexOf("<active"));
        QCOMPARE(wire.server.heard().count("on the phone"), 1);
    }

    void redirectsCountAmongTheSixStreamsOfAMinute_data()
    {
        QTest::addColumn<int>("loop"); // redirects before the server lets us in; a large number: never
        QTest::newRow("a circle") << 1000;
        QTest::newRow("another host each time") << 1;
        QTest::newRow("two further") << 2;
    }
    void redirectsCountAmongTheSixStreamsOfAMinute()
    {
        QFETCH(int, loop);
        ScriptedServer server({}, ScriptedServer::Transport::StartTls);
        const QByteArray elsewhere = "<stream:error><see-other-host xmlns='urn:ietf:params:xml:ns:xmpp-streams'>127.0.0.1:"
            + QByteArray::number(server.port()) + "</see-other-host></stream:error>";
        server.script().afterHeader = elsewhere;
        FakeClock clock;
        SystemClock realClock;
        test::FakeSystem system;
        ConnectionSettings settings;
        settings.jid = *BareJid::parse(u"mara@harbor.example");
        settings.host = QStringLiteral("127.0.0.1");
        settings.port = server.port();
        settings.tls = TlsMode::StartTls;
        settings.authorityFile = server.authorityFile();
        Connection connection(settings, QStringLiteral("0f1e2d3c-0000-4000-8000-000000000001"), realClock);
        QList<qint64> opened;
        int ofAttempt = 0;
        const auto nextRedirect = [&] { server.script().afterHeader = ofAttempt <= loop ? elsewhere : QByteArray(); };
        QObject::connect(&connection, &Link::attemptStarted, &connection, [&] {
            opened += clock.elapsed();
            ++ofAttempt;
            nextRedirect();
        });
        auto *alarm = new FakeAlarm(clock); // owned by the supervisor
        ConnectionSupervisor supervisor(connection, clock, std::unique_ptr<Alarm>(alarm), system);
        supervisor.start(ScriptedServer::password());
        int sessions = 0;
        for (int round = 0; round < 24 && clock.elapsed() < 1'000'000 + 300 * second; ++round) {
            QVERIFY(QTest::qWaitFor([&] { return supervisor.status().state != ConnectionState::Connecting; }, 15'000));
            if (supervisor.status().state == ConnectionState::Online) { // and it throws us out again
                ++sessions;
                QTRY_VERIFY(server.isBound());
                connection.forgetStream();
                server.cut();
                QTRY_COMPARE(supervisor.status().state, ConnectionState::Waiting);
            }
            ofAttempt = 0;
            nextRedirect();
            QCOMPARE(supervisor.status().state, ConnectionState::Waiting);
            alarm->pass(supervisor.status().nextTry - clock.now());
        }
        for (qsizetype i = 6; i < opened.size(); ++i) {
            QVERIFY2(opened.at(i) - opened.at(i - 6) > 60 * second, qPrintable(QString::number(i)));
        }
        QVERIFY(opened.size() > 12); // it goes on trying
        QVERIFY(loop > 3 ? sessions == 0 : sessions >= 3); // and where a way leads in, it is found
    }

    void aPortalThatAnswersWithAWebPageIsNamed_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("HTTP") << QByteArray("HTTP/1.1 302 Found\r\nLocation: http://portal.example/\r\nContent-Length: 0\r\n\r\n");
        QTest::newRow("a page alone") << QByteArray("<html><head><title>Welcome</title></head></html>");
    }
    void aPortalThatAnswersWithAWebPageIsNamed()
    {
        // Nobody but the port itself says that there is one.
        QFETCH(QByteArray, answer);
        ScriptedServer server({.resumes = true}, ScriptedServer::Transport::StartTls);
        WebPort portal(answer);
        Relay relay(server.port());
        ConnectionSettings settings = Wire::settings(server, relay);
        settings.tls = TlsMode::StartTls;
        SystemClock realClock;
        FakeClock clock;
        test::FakeSystem system;
        Connection connection(settings, QStringLiteral("0f1e2d3c-0000-4000-8000-000000000001"), realClock);
        auto *alarm = new FakeAlarm(clock); // owned by the supervisor
        ConnectionSupervisor supervisor(connection, clock, std::unique_ptr<Alarm>(alarm), system);
        const auto becomes = [&](ConnectionState state) {
            return QTest::qWaitFor([&] { return supervisor.status().state == state; }, 15'000);
        };
        // Before there ever was a session it is more likely that the port is a wrong one.
        relay.setServer(portal.port());
        supervisor.start(ScriptedServer::password());
        QVERIFY(becomes(ConnectionState::Waiting));
        QCOMPARE(supervisor.status().error->kind, ErrorKind::ProtocolBroken);
        relay.setServer(server.port());
        supervisor.tryNow();
        QVERIFY(becomes(ConnectionState::Online));
        QTRY_VERIFY(server.heard().contains("<presence"));

        relay.setServer(portal.port());
        relay.reset();
        QVERIFY(becomes(ConnectionState::Waiting));
        alarm->pass(2 * second);
        QTRY_VERIFY(supervisor.status().error && supervisor.status().error->kind == ErrorKind::CaptivePortal);
        QCOMPARE(supervisor.status().state, ConnectionState::Waiting);
        QVERIFY(supervisor.status().nextTry - clock.now() >= 59 * second);
        QVERIFY(!portal.heard().contains("<auth"));
        relay.setServer(server.port());
        Q_EMIT system.networkChanged(); // as soon as somebody signed in there
        QVERIFY(becomes(ConnectionState::Online));
    }

    void aPortalThatShowsAnotherCertificateIsNamedWhereTheSystemKnowsIt()
    {
        test::Certificates strangers;
        ScriptedServer portal({.tls = strangers.make({.name = QStringLiteral("portal.example"), .hosts = QStringLiteral("DNS:portal.example")})});
        Wire wire({.resumes = true});
        QVERIFY(wire.signIn());
        wire.relay.setServer(portal.port());
        wire.relay.reset();
        QVERIFY(wire.becomes(ConnectionState::Waiting));
        wire.alarm->pass(2 * second);
        QVERIFY(wire.becomes(ConnectionState::Refused)); // somebody else's certificate: said once, and no page again and again
        QCOMPARE(wire.supervisor.status().error->kind, ErrorKind::Certificate);
        wire.system.portal = true;
        Q_EMIT wire.system.networkChanged();
        QVERIFY(wire.becomes(ConnectionState::Waiting));
        QCOMPARE(wire.supervisor.status().error->kind, ErrorKind::CaptivePortal);
        wire.system.portal = false;
        wire.relay.setServer(wire.server.port());
        Q_EMIT wire.system.networkChanged();
        QVERIFY(wire.becomes(ConnectionState::Online));
        QVERIFY(!portal.heard().contains("<auth"));
    }
};

QTEST_GUILESS_MAIN(HealingTest)
#include "HealingTest.moc"
