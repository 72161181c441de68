// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/FakeAlarm.h"
#include "support/FakeSystem.h"
#include "support/Relay.h"
#include "support/ScriptedServer.h"
#include "support/TestProgram.h"
#include "xmpp/Connection.h"
#include "xmpp/ConnectionSupervisor.h"
#include "xmpp/MessageStanza.h"
#include "xmpp/PresenceStanza.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <QXmlStreamWriter>

using namespace jackdaw;
using test::FakeAlarm;
using test::FakeClock;
using test::Relay;
using test::ScriptedLogin;
using test::ScriptedServer;
using LostWay = Relay::Direction;

namespace healing_test {

constexpr qint64 second = 1000;

/// A real connection through a network that fails on demand, kept up by a supervisor whose time is the test's.
struct Wire
{
    explicit Wire(const ScriptedServer::Script &script, ScriptedServer::Transport transport = ScriptedServer::Transport::DirectTls)
        : server(script, transport)
        , tls(transport == ScriptedServer::Transport::DirectTls ? TlsMode::Direct : TlsMode::StartTls)
    {
        QObject::connect(&connection, &Link::sessionStarted, &connection, [this](Link::Session session) { sessions += session; });
        QObject::connect(&connection, &Link::attemptStarted, &connection, [this] { ++attempts; });
    }

    static ConnectionSettings settings(const ScriptedServer &server, const Relay &relay, TlsMode tls = TlsMode::Direct)
    {
        ConnectionSettings settings;
        settings.jid = *BareJid::parse(u"mara@harbor.example");
        settings.host = QStringLiteral("127.0.0.1");
        settings.port = relay.port();
        settings.tls = tls;
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
    TlsMode tls;
    Relay relay{server.port()};
    Connection connection{settings(server, relay, tls), QStringLiteral("0f1e2d3c-0000-4000-8000-000000000001"), realClock};
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

/// Each way in from which a session can be resumed (XEP-0198, 5; XEP-0388 with XEP-0386).
ScriptedServer::Script resumable(ScriptedLogin::Profile profile)
{
    ScriptedServer::Script script;
    script.resumes = true;
    script.login.profile = profile;
    script.login.bind2 = profile == ScriptedLogin::Profile::Sasl2 ? ScriptedLogin::Bind2::Offered : ScriptedLogin::Bind2::None;
    return script;
}

const QList<Link::Session> thenResumed{Link::Session::New, Link::Session::Resumed};
const QList<Link::Session> thenNew{Link::Session::New, Link::Session::New};

/// What becomes of a session when its link fails, with QXmpp and a server at the ends of a real one.
class HealingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aTextOnADeadLinkArrivesOnce_data()
    {
        QTest::addColumn<ScriptedLogin::Profile>("profile");
        QTest::addColumn<LostWay>("direction");
        QTest::addColumn<bool>("repeated");
        for (const auto &[name, profile] : {std::pair(QByteArray("SASL: "), ScriptedLogin::Profile::Sasl),
                                            std::pair(QByteArray("SASL2: "), ScriptedLogin::Profile::Sasl2)}) {
            QTest::newRow((name + "nothing passes").constData()) << profile << LostWay::Both << true;
            QTest::newRow((name + "the text is lost").constData()) << profile << LostWay::ToServer << true;
            QTest::newRow((name + "only its acknowledgement is lost").constData()) << profile << LostWay::ToClient << false;
        }
    }
    void aTextOnADeadLinkArrivesOnce()
    {
        QFETCH(ScriptedLogin::Profile, profile);
        QFETCH(LostWay, direction);
        QFETCH(bool, repeated);
        Wire wire(resumable(profile));
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

    void withoutStreamManagementAnAnswerIsAsked()
    {
        Wire wire({.offersStreamManagement = false});
        QVERIFY(wire.signIn());
        wire.server.script().answers = {{"urn:xmpp:ping", QByteArray()}};
        for (const QString &text : {QStringLiteral("one"), QStringLiteral("two"), QStringLiteral("three")}) {
            wire.send(text);
        }
        QVERIFY(wire.hears("urn:xmpp:ping"));
        QVERIFY(wire.server.heard().indexOf("<body>three") < wire.server.heard().indexOf("urn:xmpp:ping"));
        QCOMPARE(wire.connection.unacknowledged(), 3);
        QCOMPARE(wire.deliveries, QList<Connection::Delivery>()); // it may have them or not
        static const QRegularExpression id(QStringLiteral("<iq id=\"([^\"]+)\"[^>]*><ping"));
        const QByteArray asked = id.match(QString::fromUtf8(wire.server.heard())).captured(1).toUtf8();
        QVERIFY(!asked.isEmpty());
        wire.server.say("<iq type='result' from='harbor.example' id='" + asked + "'/>");
        QTRY_COMPARE(wire.deliveries.size(), 3);
        QCOMPARE(wire.deliveries.count(Connection::Delivery::Acknowledged), 3);
        QCOMPARE(wire.connection.unacknowledged(), 0);
        QCOMPARE(wire.server.heard().count("urn:xmpp:ping"), 1); // for all of them
        // A server that knows no pings says so, in its turn.
        wire.server.script().answers.clear();
        wire.send(QStringLiteral("four"));
        QTRY_COMPARE(wire.deliveries.count(Connection::Delivery::Acknowledged), 4);
        QCOMPARE(wire.connection.unacknowledged(), 0);
    }

    void anErrorThatSomebodySentIsASignOfLife_data()
    {
        QTest::addColumn<QByteArray>("condition"); // empty: no answer
        for (const char *condition : {"service-unavailable", "remote-server-timeout", "recipient-unavailable", "forbidden"}) {
            QTest::newRow(condition) << QByteArray(condition);
        }
        QTest::newRow("silence") << QByteArray();
    }
    void anErrorThatSomebodySentIsASignOfLife() // RFC 6120, 8.3; XEP-0199, 4.1
    {
        QFETCH(QByteArray, condition);
        bool answered = false;
        bool over = false;
        Wire wire({.offersStreamManagement = false, .answer = [&condition](const QByteArray &iq, const QByteArray &id) -> QByteArray {
            if (condition.isEmpty() || !iq.contains("urn:xmpp:ping")) {
                return iq.contains("urn:xmpp:ping") || iq.contains("nobody:answers") ? QByteArray(" ") : QByteArray();
            }
            return "<iq type='error' from='harbor.example' id='" + id + "'><error type='wait'><" + condition
                + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>";
        }});
        QVERIFY(wire.signIn());
        wire.connection.setPatience({.request = 500});
        wire.connection.ping(&wire.connection, [&answered] { answered = true; });
        wire.send(QStringLiteral("one"));
        // Given up after the ping is.
        wire.connection.request(Connection::Request::Get, Jid(), [](QXmlStreamWriter &writer) {
            writer.writeStartElement(QStringLiteral("query"));
            writer.writeDefaultNamespace(QStringLiteral("nobody:answers"));
            writer.writeEndElement();
        }, &wire.connection, [&over](const Result<QDomElement> &) { over = true; });
        if (condition.isEmpty()) {
            QTRY_VERIFY(over);
            QVERIFY(!answered);
            QVERIFY(wire.deliveries.isEmpty());
        } else {
            QTRY_VERIFY(answered);
            QTRY_COMPARE(wire.deliveries, QList<Connection::Delivery>{Connection::Delivery::Acknowledged});
            QCOMPARE(wire.connection.unacknowledged(), 0);
        }
    }

    void withoutStreamManagementATextOnADeadLinkIsMissed_data()
    {
        QTest::addColumn<LostWay>("direction");
        QTest::newRow("nothing passes") << LostWay::Both;
        QTest::newRow("the text is lost") << LostWay::ToServer;
        QTest::newRow("the answer is lost") << LostWay::ToClient;
    }
    void withoutStreamManagementATextOnADeadLinkIsMissed()
    {
        QFETCH(LostWay, direction);
        Wire wire({.offersStreamManagement = false});
        QVERIFY(wire.signIn());
        wire.relay.swallow(direction);
        wire.send(QStringLiteral("dear-tomas"));
        QCOMPARE(wire.connection.unacknowledged(), 1);
        wire.alarm->pass(7 * second);
        QCOMPARE(wire.supervisor.status().state, ConnectionState::Online); // it may only be slow
        wire.alarm->pass(11 * second);
        QVERIFY(wire.becomes(ConnectionState::Waiting));
        QCOMPARE(wire.supervisor.status().error->kind, ErrorKind::Timeout);
        QVERIFY(wire.heals());
        QCOMPARE(wire.sessions, thenNew);
        QCOMPARE(wire.deliveries, QList{Connection::Delivery::Unknown}); // the outbox asks the archive
        QCOMPARE(wire.connection.unacknowledged(), 0);
        QVERIFY(wire.hears("<presence"));
        QVERIFY(!wire.server.heard().contains("dear-tomas"));
    }

    void whatHasNoPlaceInASessionDoesNotEndIt_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const QByteArray sm = "xmlns='urn:xmpp:sm:3'";
        QTest::newRow("an element nobody knows") << QByteArray("<foo xmlns='urn:x'/>");
        QTest::newRow("a stanza of another namespace")
            << QByteArray("<message xmlns='jabber:server' from='tomas@harbor.example'><body>a</body></message>");
        QTest::newRow("no stanza") << QByteArray("<foo/>");
        QTest::newRow("no element of a stream") << QByteArray("<stream:foo/>");
        QTest::newRow("resumed once more") << QByteArray("<resumed " + sm + " previd='one' h='0'/>");
        QTest::newRow("enabled once more") << QByteArray("<enabled " + sm + " id='two' resume='true'/>");
        QTest::newRow("not enabled after all")
            << QByteArray("<failed " + sm + "><item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></failed>");
        QTest::newRow("stream management nobody knows") << QByteArray("<foo " + sm + "/>");
        QTest::newRow("what a client says of it") << QByteArray("<resume " + sm + " previd='one' h='0'/>");
    }
    void whatHasNoPlaceInASessionDoesNotEndIt() // facts/qxmpp.md, 2.3
    {
        QFETCH(QByteArray, bytes);
        for (const auto profile : {ScriptedLogin::Profile::Sasl, ScriptedLogin::Profile::Sasl2}) {
            Wire wire(resumable(profile));
            QStringList bodies;
            wire.connection.onMessage([&bodies](const QDomElement &message) {
                bodies += readMessage(message).body;
                return Connection::Disposition::Consumed;
            });
            QVERIFY(wire.signIn());
            wire.server.say(bytes + "<message from='tomas@harbor.example/x'><body>after it</body></message>");
            QTRY_COMPARE(bodies, QStringList{QStringLiteral("after it")});
            wire.send(QStringLiteral("dear-tomas"));
            QTRY_COMPARE(wire.deliveries, QList{Connection::Delivery::Acknowledged});
            QCOMPARE(wire.supervisor.status().state, ConnectionState::Online);
            QCOMPARE(wire.relay.links(), 1);
            // And it still is one that can be resumed.
            wire.relay.reset();
            QVERIFY(wire.becomes(ConnectionState::Waiting));
            QVERIFY(wire.heals());
            QCOMPARE(wire.sessions, thenResumed);
        }
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

    void aResetIsHealed_data()
    {
        QTest::addColumn<ScriptedLogin::Profile>("profile");
        QTest::newRow("SASL") << ScriptedLogin::Profile::Sasl;
        QTest::newRow("SASL2") << ScriptedLogin::Profile::Sasl2;
    }
    void aResetIsHealed()
    {
        QFETCH(ScriptedLogin::Profile, profile);
        Wire wire(resumable(profile));
        QStringList bodies;
        wire.connection.onMessage([&bodies](const QDomElement &message) {
            bodies += readMessage(message).body;
            return Connection::Disposition::Consumed;
        });
        QVERIFY(wire.signIn());
        QTRY_COMPARE(wire.connection.unacknowledged(), 0);
        wire.relay.reset();
        QVERIFY(wire.becomes(ConnectionState::Waiting));
        QVERIFY(wire.heals());
        QCOMPARE(wire.sessions, thenResumed);
        QCOMPARE(wire.relay.links(), 2);
        QCOMPARE(wire.server.login().isResumed(), profile == ScriptedLogin::Profile::Sasl2); // in one go with the sign-in
        wire.server.say("<message from='tomas@harbor.example/x'><body>welcome back</body></message>");
        QTRY_COMPARE(bodies, QStringList{QStringLiteral("welcome back")});
        wire.send(QStringLiteral("dear-tomas"));
        QTRY_COMPARE(wire.deliveries, QList{Connection::Delivery::Acknowledged});
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

    void aResumptionThatIsRefusedBehindTheBindBeginsAnew() // XEP-0386 of a server that has no XEP-0198 within it
    {
        ScriptedServer::Script script;
        script.login.profile = ScriptedLogin::Profile::Sasl2;
        script.login.bind2 = ScriptedLogin::Bind2::WithoutStreamManagement;
        Wire wire(script);
        QVERIFY(wire.signIn());
        wire.relay.reset();
        QVERIFY(wire.becomes(ConnectionState::Waiting));
        QVERIFY(wire.heals());
        QVERIFY(wire.hears("<presence"));
        QCOMPARE(wire.sessions, thenNew);
        wire.send(QStringLiteral("dear-tomas"));
        QTRY_COMPARE(wire.deliveries, QList{Connection::Delivery::Acknowledged});
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

    void aPortalLeavesTheSessionToBeResumed_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<LostWay>("lost");
        const QByteArray http = "HTTP/1.1 302 Found\r\nLocation: http://portal.example/\r\nContent-Length: 0\r\n\r\n";
        const QByteArray page = "<html><head><title>Welcome</title></head></html>";
        QTest::newRow("HTTP, the text was lost") << http << LostWay::ToServer;
        QTest::newRow("HTTP, only its acknowledgement was") << http << LostWay::ToClient;
        QTest::newRow("a page, the text was lost") << page << LostWay::ToServer;
        QTest::newRow("a page, only its acknowledgement was") << page << LostWay::ToClient;
    }
    void aPortalLeavesTheSessionToBeResumed() // XEP-0198, 5
    {
        QFETCH(QByteArray, answer);
        QFETCH(LostWay, lost);
        WebPort portal(answer);
        Wire wire({.resumes = true}, ScriptedServer::Transport::StartTls);
        QVERIFY(wire.signIn());
        QTRY_COMPARE(wire.connection.unacknowledged(), 0);
        wire.relay.swallow(lost);
        wire.send(QStringLiteral("dear-tomas"));
        if (lost == LostWay::ToClient) {
            QVERIFY(wire.hears("dear-tomas"));
        }
        wire.relay.setServer(portal.port());
        wire.relay.reset();
        QVERIFY(wire.becomes(ConnectionState::Waiting));
        for (int page = 0; page < 2; ++page) { // it is asked again until somebody signed in to it
            wire.alarm->pass(page == 0 ? 2 * second : wire.supervisor.status().nextTry - wire.clock.now());
            QTRY_COMPARE(wire.attempts, page + 2);
            QVERIFY(wire.becomes(ConnectionState::Waiting));
            QCOMPARE(wire.supervisor.status().error->kind, ErrorKind::CaptivePortal);
        }
        QCOMPARE(wire.deliveries, QList<Connection::Delivery>()); // nobody knows yet
        wire.send(QStringLiteral("while-away"));
        wire.relay.setServer(wire.server.port());
        Q_EMIT wire.system.networkChanged();
        QVERIFY(wire.becomes(ConnectionState::Online));
        QCOMPARE(wire.sessions, thenResumed);
        QTRY_VERIFY(wire.deliveries.contains(Connection::Delivery::Acknowledged));
        QCOMPARE(wire.deliveries.count(Connection::Delivery::Acknowledged), 1);
        QCOMPARE(wire.server.heard().count("<body>dear-tomas"), lost == LostWay::ToServer ? 1 : 0); // since it came back
        QVERIFY(!wire.server.heard().contains("while-away")); // was refused: it is the outbox's
        QCOMPARE(wire.connection.unacknowledged(), 0);
        QVERIFY(!portal.heard().contains("dear-tomas") && !portal.heard().contains("<auth") && !portal.heard().contains("<resume"));
    }

    void whoSaysNothingDoesNotCostTheSession()
    {
        WebPort portal({});
        Wire wire({.resumes = true}, ScriptedServer::Transport::StartTls);
        QVERIFY(wire.signIn());
        QTRY_COMPARE(wire.connection.unacknowledged(), 0);
        wire.connection.setPatience({.attempt = 30'000, .step = 300, .address = 8'000});
        wire.relay.setServer(portal.port());
        wire.relay.reset();
        QVERIFY(wire.becomes(ConnectionState::Waiting));
        wire.alarm->pass(2 * second);
        QTRY_COMPARE(wire.attempts, 2);
        QVERIFY(wire.becomes(ConnectionState::Waiting));
        QCOMPARE(wire.supervisor.status().error->kind, ErrorKind::Timeout);
        wire.connection.setPatience({});
        wire.relay.setServer(wire.server.port());
        Q_EMIT wire.system.networkChanged();
        QVERIFY(wire.becomes(ConnectionState::Online));
        QCOMPARE(wire.sessions, thenResumed);
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
        QCOMPARE(wire.sessions, thenResumed);
        QVERIFY(!portal.heard().contains("<auth"));
    }
};

JACKDAW_TEST(HealingTest)

} // namespace healing_test

#include "HealingTest.moc"
