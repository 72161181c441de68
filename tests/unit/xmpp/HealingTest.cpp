// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/FakeAlarm.h"
#include "support/FakeSystem.h"
#include "support/Relay.h"
#include "support/ScriptedServer.h"
#include "xmpp/Connection.h"
#include "xmpp/ConnectionSupervisor.h"
#include "xmpp/KeepAlive.h"
#include "xmpp/MessageStanza.h"
#include "xmpp/PresenceStanza.h"
#include "xmpp/SystemWatch.h"

#include <QNetworkProxy>
#include <QSignalSpy>
#include <QTest>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

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
};

const QList<Link::Session> thenResumed{Link::Session::New, Link::Session::Resumed};
const QList<Link::Session> thenNew{Link::Session::New, Link::Session::New};

int optionOf(const QAbstractSocket &socket, int level, int name)
{
    int value = -1;
    socklen_t size = sizeof value;
    getsockopt(int(socket.socketDescriptor()), level, name, &value, &size);
    return value;
}

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
        QTest::qWait(0);
        QCOMPARE(wire.relay.links(), 1);
        wire.supervisor.tryNow();
        QVERIFY(wire.becomes(ConnectionState::Online));
    }

    void aWrongPasswordIsTriedOnce()
    {
        Wire wire({});
        wire.supervisor.start(QStringLiteral("wrong"));
        QVERIFY(wire.becomes(ConnectionState::Refused));
        wire.alarm->pass(3600 * second);
        Q_EMIT wire.system.wokeUp();
        QTest::qWait(0);
        QCOMPARE(wire.relay.links(), 1);
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

    void theKernelWatchesTheLink()
    {
        Wire wire({});
        QVERIFY(wire.signIn());
        QCOMPARE(wire.connection.watch(), Link::Watch::Kernel);

        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, wire.relay.port());
        QVERIFY(socket.waitForConnected());
        QCOMPARE(optionOf(socket, SOL_SOCKET, SO_KEEPALIVE), 0);
        QCOMPARE(watchByKernel(socket), KernelWatch::On);
        QCOMPARE(optionOf(socket, SOL_SOCKET, SO_KEEPALIVE), 1);
        // The last question that is asked before patience ends, and the one at which the kernel sees that it has ended.
        const int first = optionOf(socket, IPPROTO_TCP, TCP_KEEPIDLE);
        const int between = optionOf(socket, IPPROTO_TCP, TCP_KEEPINTVL);
        const int patience = optionOf(socket, IPPROTO_TCP, TCP_USER_TIMEOUT) / 1000;
        QVERIFY(patience > first);
        QVERIFY(patience + between < 90);
        QVERIFY((patience - first) / between >= 4);
    }

    void theKernelCannotSeeThroughAProxy()
    {
        QTcpSocket socket;
        socket.setProxy(QNetworkProxy(QNetworkProxy::Socks5Proxy, QStringLiteral("127.0.0.1"), 1));
        QCOMPARE(watchByKernel(socket), KernelWatch::Off);
        QTcpSocket unconnected;
        QCOMPARE(watchByKernel(unconnected), KernelWatch::Off);
    }

    void theSystemIsWatchedWithoutRights()
    {
        SystemWatch watch;
        QVERIFY(watch.watchesAddresses());
        QVERIFY(watch.watchesSleep());
        QSignalSpy woke(&watch, &SystemEvents::wokeUp);
        QSignalSpy changed(&watch, &SystemEvents::networkChanged);
        QTest::qWait(300);
        QCOMPARE(woke.size(), 0);
        QCOMPARE(changed.size(), 0);
    }
};

QTEST_GUILESS_MAIN(HealingTest)
#include "HealingTest.moc"
