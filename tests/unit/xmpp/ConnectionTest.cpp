// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/Alarm.h"
#include "base/Clock.h"
#include "support/FakeSystem.h"
#include "support/ScriptedServer.h"
#include "xmpp/AttributeLimit.h"
#include "xmpp/Connection.h"
#include "xmpp/ConnectionErrors.h"
#include "xmpp/ConnectionSupervisor.h"
#include "xmpp/MessageStanza.h"
#include "xmpp/StreamGuard.h"

#include <QSignalSpy>
#include <QTest>
#include <QXmlStreamWriter>
#include <QXmppClient.h>
#include <QXmppLogger.h>

#include <ctime>

using namespace jackdaw;
using test::ScriptedServer;

/// The reader of QXmpp from 1.11 on: of the same name, with other signals. Hidden, as QXmpp has a class of this very name.
namespace QXmpp::Private {
class Q_DECL_HIDDEN XmppSocket : public QXmppLoggable
{
    Q_OBJECT
Q_SIGNALS:
    void streamReceived(const QString &streamOpen);
    void stanzaReceived(const QDomElement &element);
    void streamClosed();
};
} // namespace QXmpp::Private

/// With a QXmpp that StreamGuard does not fit.
class MisfitConnection : public Connection
{
public:
    using Connection::Connection;

protected:
    std::unique_ptr<QXmppClient> newClient() const override
    {
        auto client = Connection::newClient();
        (new QXmpp::Private::XmppSocket)->setParent(client.get()); // the last is taken for the one
        return client;
    }
};

/// The stream against servers that err or lie. Each case here fails with QXmpp's own reader or its defaults.
class ConnectionTest : public QObject
{
    Q_OBJECT

    SystemClock m_clock;
    QStringList m_bodies;

    /// A start tag, or with "/>" an element.
    static QByteArray withAttributes(int count, const QByteArray &end)
    {
        QByteArray tag = "<a";
        for (int i = 0; i < count; ++i)
            tag += " b" + QByteArray::number(i) + "='>'";
        return tag + end;
    }

    static ConnectionSettings settingsFor(const ScriptedServer &server, TlsMode tls = TlsMode::Direct)
    {
        ConnectionSettings settings;
        settings.jid = *BareJid::parse(u"mara@harbor.example");
        settings.host = QStringLiteral("127.0.0.1");
        settings.port = server.port();
        settings.tls = tls;
        settings.authorityFile = server.authorityFile();
        return settings;
    }

    std::unique_ptr<Connection> connectTo(ScriptedServer &server, TlsMode tls = TlsMode::Direct,
                                          const QString &password = ScriptedServer::password())
    {
        auto connection = std::make_unique<Connection>(settingsFor(server, tls),
                                                       QStringLiteral("0f1e2d3c-0000-4000-8000-000000000001"), m_clock);
        m_bodies.clear();
        connection->onMessage([this](const QDomElement &element) {
            m_bodies += readMessage(element).body;
            return Connection::Disposition::Consumed;
        });
        connection->open(password);
        return connection;
    }

    /// The error that ends an attempt, or Internal if it succeeded.
    ErrorKind failureOf(ScriptedServer &server, TlsMode tls = TlsMode::Direct, const QString &password = ScriptedServer::password())
    {
        auto connection = connectTo(server, tls, password);
        QSignalSpy failed(connection.get(), &Connection::attemptFailed);
        QSignalSpy started(connection.get(), &Connection::sessionStarted);
        if (!QTest::qWaitFor([&] { return !failed.isEmpty() || !started.isEmpty(); }, 10'000) || failed.isEmpty()) {
            return ErrorKind::Internal;
        }
        return failed.first().first().value<Error>().kind;
    }

private Q_SLOTS:
    void theGuardFitsThisQXmpp()
    {
        QXmppClient client(QXmppClient::NoExtensions);
        StreamGuard guard(client, *BareJid::parse(u"mara@harbor.example"));
        QVERIFY2(guard.replacesReader(), "QXmpp's insides have changed: StreamGuard has to be fitted to them");
    }

    void doesNotSignInWithAQXmppThatTheGuardDoesNotFit()
    {
        ScriptedServer server({});
        MisfitConnection connection(settingsFor(server), QStringLiteral("0f1e2d3c-0000-4000-8000-000000000001"), m_clock);
        QSignalSpy failed(&connection, &Connection::attemptFailed);
        QSignalSpy started(&connection, &Connection::sessionStarted);
        connection.open(ScriptedServer::password());
        QTRY_VERIFY(!failed.isEmpty() || !started.isEmpty());
        QCOMPARE(failed.size(), 1);
        const auto error = failed.first().first().value<Error>();
        QCOMPARE(error.kind, ErrorKind::Incompatible);
        QVERIFY(error.subject.startsWith(u"QXmpp 1."));
        QVERIFY(!isWorthRetrying(error));
        QCOMPARE(server.connections(), 0);
    }

    void signsIn()
    {
        ScriptedServer server({});
        auto connection = connectTo(server);
        QTRY_VERIFY(connection->isOnline());
        QCOMPARE(connection->boundJid().toString(), QStringLiteral("mara@harbor.example/desk"));
    }

    void aCharacterThatIsSplitOverTwoReadsStaysWhole()
    {
        ScriptedServer server({});
        auto connection = connectTo(server);
        QTRY_VERIFY(connection->isOnline());
        const QString body = QStringLiteral("Grüße 你好 🐦👩‍🚀");
        const QByteArray stanza = QStringLiteral("<message from='tomas@harbor.example/x'><body>%1</body></message>").arg(body).toUtf8();
        QSignalSpy bytes(connection.get(), &Connection::bytesReceived);
        for (qsizetype i = 1; i < stanza.size(); ++i) { // in two reads, split at every byte
            bytes.clear();
            m_bodies.clear();
            server.say(stanza.first(i));
            QTRY_VERIFY(!bytes.isEmpty());
            server.say(stanza.sliced(i));
            QTRY_COMPARE(m_bodies, QStringList{body});
        }
        m_bodies.clear();
        for (qsizetype i = 0; i < stanza.size(); ++i) { // every byte in a read of its own
            bytes.clear();
            server.say(stanza.sliced(i, 1));
            QTRY_VERIFY(!bytes.isEmpty());
        }
        QTRY_COMPARE(m_bodies, QStringList{body});
    }

    void eachStanzaIsADocumentOfItsOwn()
    {
        ScriptedServer server({});
        auto connection = connectTo(server);
        QList<QDomDocument> documents;
        QTRY_VERIFY(connection->isOnline());
        connection->onPresence([&](const QDomElement &element) {
            documents += element.ownerDocument();
            return Connection::Disposition::Consumed;
        });
        server.say("<presence from='a@harbor.example'/><presence from='b@harbor.example'/>");
        QTRY_COMPARE(documents.size(), 2);
        for (const QDomDocument &document : documents) {
            QCOMPARE(document.childNodes().size(), 1); // else a stream keeps all that it ever brought
            QCOMPARE(document.documentElement().tagName(), QStringLiteral("presence"));
        }
    }

    void manyAttributesPass()
    {
        ScriptedServer server({});
        auto connection = connectTo(server);
        QTRY_VERIFY(connection->isOnline());
        // Neither signs that stand in values and in text count, nor those of other elements.
        const QByteArray body = "= <![CDATA[" + QByteArray("<a b='c'").repeated(900) + "]]]]>" + QByteArray("=").repeated(900);
        const QByteArray most = withAttributes(AttributeLimit::maximum - 1, " z='" + QByteArray("=").repeated(900) + "'/>");
        server.say("<message><x>" + most.repeated(3) + "</x><body>" + body + "</body></message>");
        QTRY_COMPARE(m_bodies.size(), 1);
        QVERIFY(m_bodies.constFirst().endsWith(u'='));
    }

    void theCostOfAStanzaIsLinear_data()
    {
        QTest::addColumn<QByteArray>("open");
        QTest::addColumn<QByteArray>("unit");
        QTest::addColumn<QByteArray>("close");
        QTest::newRow("text") << QByteArray("<message><body>") << QByteArray("0123456789abcdef") << QByteArray("</body></message>");
        QTest::newRow("attribute") << QByteArray("<message a='") << QByteArray("0123456789abcdef") << QByteArray("'/>");
        QTest::newRow("children") << QByteArray("<message><x>") << QByteArray("<y z='0123456'/>") << QByteArray("</x></message>");
        QTest::newRow("stanzas") << QByteArray() << QByteArray("<presence a='1'/>") << QByteArray("<message/>");
    }
    void theCostOfAStanzaIsLinear()
    {
        QFETCH(QByteArray, open);
        QFETCH(QByteArray, unit);
        QFETCH(QByteArray, close);
        ScriptedServer server({});
        auto connection = connectTo(server);
        QTRY_VERIFY(connection->isOnline());
        // Ten times as much, in pieces as the network brings them, may not cost much more than ten times as much: a reader
        // that parses all of it again with each piece takes a hundred times. CPU time of this thread, the server's included.
        const auto costOf = [&](qsizetype size) {
            const QByteArray bytes = open + unit.repeated(size / unit.size()) + close;
            const qsizetype before = m_bodies.size();
            const std::clock_t start = std::clock();
            for (qsizetype at = 0; at < bytes.size(); at += 1400) {
                server.say(bytes.sliced(at, qMin(qsizetype(1400), bytes.size() - at)));
                QCoreApplication::processEvents();
            }
            return QTest::qWaitFor([&] { return m_bodies.size() > before; }, 60'000) ? double(std::clock() - start) : -1.0;
        };
        QVERIFY(costOf(200'000) > 0); // warm
        const double small = costOf(200'000);
        const double large = costOf(2'000'000);
        QVERIFY(small > 0 && large > 0);
        QVERIFY2(large < 25 * small, qPrintable(QStringLiteral("%1 times").arg(large / small)));
    }

    void letsOtherEventsInBetweenStanzas()
    {
        ScriptedServer server({});
        auto connection = connectTo(server);
        QTRY_VERIFY(connection->isOnline());
        int together = 0;
        int most = 0;
        int count = 0;
        connection->onPresence([&](const QDomElement &) {
            QElapsedTimer busy; // what an expensive handler costs
            busy.start();
            while (busy.elapsed() < 2) {
            }
            ++count;
            most = qMax(most, ++together);
            return Connection::Disposition::Consumed;
        });
        QTimer other;
        connect(&other, &QTimer::timeout, this, [&] { together = 0; });
        other.start(0);
        server.say(QByteArray("<presence/>").repeated(200)); // one read
        QTRY_COMPARE(count, 200);
        QVERIFY2(most < 50, qPrintable(QString::number(most)));
    }

    void takesAStanzaOfAlmostTenMegabytes()
    {
        ScriptedServer server({});
        auto connection = connectTo(server);
        QTRY_VERIFY(connection->isOnline());
        const qsizetype size = 9'900'000;
        server.say("<message><body>" + QByteArray(size, 'x') + "</body></message>");
        QTRY_COMPARE_WITH_TIMEOUT(m_bodies.size(), 1, 30'000);
        QCOMPARE(m_bodies.first().size(), size);
    }

    void takesAStanzaOfNinetyNineLevels()
    {
        ScriptedServer server({});
        auto connection = connectTo(server);
        QTRY_VERIFY(connection->isOnline());
        server.say("<message>" + QByteArray("<a>").repeated(98) + QByteArray("</a>").repeated(98) + "</message>");
        QTRY_COMPARE(m_bodies.size(), 1);
        QVERIFY(connection->isOnline());
    }

    /// Anybody may send such a message, and an archive brings it again at each sign-in: what is too deep of it is left out.
    void whatIsNestedTooDeepIsLeftOut_data()
    {
        QTest::addColumn<int>("levels");
        QTest::newRow("one too many") << StreamGuard::maximumDepth - 1; // <stream> and <message> are two
        QTest::newRow("a thousand") << 1000;
        QTest::newRow("as many as a server passes on") << 40'000;
    }
    void whatIsNestedTooDeepIsLeftOut()
    {
        QFETCH(int, levels);
        ScriptedServer server({});
        auto connection = connectTo(server);
        QTRY_VERIFY(connection->isOnline());
        const QByteArray nested = QByteArray("<a>").repeated(levels) + "deep" + QByteArray("</a>").repeated(levels);
        server.say("<message>" + nested + "<body>one</body>" + nested + "</message><message><body>two</body></message>");
        QTRY_COMPARE_WITH_TIMEOUT(m_bodies, QStringList({QStringLiteral("one"), QStringLiteral("two")}), 20'000);
        QVERIFY(connection->isOnline());
    }

    void whatHasTooManyAttributesIsLeftOut_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("counted"); ///< stanzas, that one and the one behind it (XEP-0198, 4)
        const int many = AttributeLimit::maximum + 1;
        const QByteArray tag = withAttributes(many, "");
        QTest::newRow("an empty element") << "<message>" + tag + "/><body>one</body></message>" << QByteArray("2");
        QTest::newRow("with what is in it") << "<message>" + tag + "><a/><body>EVIL</body></a><body>one</body></message>" << QByteArray("2");
        QTest::newRow("names of spaces") << "<message><a" + QByteArray(" xmlns:p='urn:p'") + tag.mid(2) + "><p:b/></a><body>one</body></message>"
                                         << QByteArray("2");
        QTest::newRow("after a section") << "<message><x><![CDATA[ ]'\"<]]></x>" + tag + "/><body>one</body></message>" << QByteArray("2");
        QTest::newRow("a million") << "<message>" + withAttributes(700'000, "/><body>one</body></message>") << QByteArray("2");
        for (const QByteArray &name : {QByteArray("message"), QByteArray("presence"), QByteArray("iq")}) {
            QTest::newRow(("a stanza, " + name).constData())
                << "<" + name + tag.mid(2) + "><body>EVIL</body></" + name + "><message><body>one</body></message>" << QByteArray("3");
            QTest::newRow(("an empty stanza, " + name).constData())
                << "<" + name + tag.mid(2) + "/><message><body>one</body></message>" << QByteArray("3");
        }
        QTest::newRow("what is no stanza") << tag + "/><message><body>one</body></message>" << QByteArray("2");
    }
    void whatHasTooManyAttributesIsLeftOut()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, counted);
        ScriptedServer server({});
        auto connection = connectTo(server);
        QTRY_VERIFY(connection->isOnline());
        server.say(bytes + "<message><body>two</body></message><r xmlns='urn:xmpp:sm:3'/>");
        QTRY_VERIFY_WITH_TIMEOUT(m_bodies.contains(QStringLiteral("two")), 20'000);
        m_bodies.removeAll(QString()); // of the message that says nothing
        QCOMPARE(m_bodies, QStringList({QStringLiteral("one"), QStringLiteral("two")}));
        QTRY_VERIFY(server.heard().contains("h=\"" + counted + "\""));
        QVERIFY(connection->isOnline());
    }

    void aWholeStanzaDoesNotWaitForTheHalfOneBehindIt()
    {
        ScriptedServer server({});
        auto connection = connectTo(server);
        QTRY_VERIFY(connection->isOnline());
        server.say("<message from='tomas@harbor.example'><body>one</body></message><message from='tomas@harbor.example'><bo");
        QTRY_COMPARE(m_bodies, QStringList{QStringLiteral("one")});
        server.say("dy>two</body></message>");
        QTRY_COMPARE(m_bodies.size(), 2);
    }

    void whatBreaksTheRulesEndsTheStream_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("not well-formed") << QByteArray("<message><body>a</message>");
        QTest::newRow("bad UTF-8") << QByteArray("<message><body>\xff\xfe</body></message>");
        QTest::newRow("comment") << QByteArray("<!-- a -->");
        QTest::newRow("comment in a stanza") << QByteArray("<message><!-- a --><body>a</body></message>");
        QTest::newRow("processing instruction in a stanza") << QByteArray("<message><?php a?><body>a</body></message>");
        QTest::newRow("document type") << QByteArray("<!DOCTYPE a [<!ENTITY b 'c'>]>");
        QTest::newRow("XML declaration") << QByteArray("<?xml version='1.0'?><message/>");
        QTest::newRow("NUL") << QByteArray("<message><body>a\0b</body></message>", 33);
        QTest::newRow("control character") << QByteArray("<message><body>a\x01</body></message>");
        QTest::newRow("NUL by reference") << QByteArray("<message><body>&#0;</body></message>");
        QTest::newRow("unknown prefix") << QByteArray("<message><p:body/></message>");
        QTest::newRow("attribute twice") << QByteArray("<message a='1' a='2'/>");
        QTest::newRow("overlong UTF-8") << QByteArray("<message><body>\xc0\xbc</body></message>");
        QTest::newRow("surrogate in UTF-8") << QByteArray("<message><body>\xed\xa0\x80</body></message>");
        QTest::newRow("large tag without end") << "<message a='" + QByteArray(11'000'000, 'x');
        QTest::newRow("processing instruction") << QByteArray("<?php a?>");
        QTest::newRow("entity") << QByteArray("<message><body>&lol;</body></message>");
        QTest::newRow("text between stanzas") << QByteArray("hello<a/>");
        QTest::newRow("too deep, without end") << QByteArray("<a>").repeated(StreamGuard::maximumElements + 2);
        QTest::newRow("too large") << "<message><body>" + QByteArray(11'000'000, 'x');
    }
    void whatBreaksTheRulesEndsTheStream()
    {
        QFETCH(QByteArray, bytes);
        ScriptedServer server({});
        auto connection = connectTo(server);
        QSignalSpy lost(connection.get(), &Connection::sessionLost);
        QTRY_VERIFY(connection->isOnline());
        server.say(bytes);
        QTRY_COMPARE_WITH_TIMEOUT(lost.size(), 1, 20'000);
        QCOMPARE(lost.first().first().value<Error>().kind, ErrorKind::ProtocolBroken);
        QCOMPARE(m_bodies, QStringList());
        QVERIFY(!connection->isOnline());
    }

    void refusesAStreamThatBeginsWithADocumentType()
    {
        ScriptedServer server({.beforeHeader = "<?xml version='1.0'?><!DOCTYPE stream [<!ENTITY a 'b'>]>"});
        QCOMPARE(failureOf(server), ErrorKind::ProtocolBroken);
        QVERIFY(!server.heard().contains("<auth"));
    }

    void refusesAStreamOfAnotherKind()
    {
        ScriptedServer server({.beforeHeader = "<?xml version='1.0'?><html>"});
        QCOMPARE(failureOf(server), ErrorKind::ProtocolBroken);
        QVERIFY(!server.heard().contains("<auth"));
    }

    void compressesNothing()
    {
        // XEP-0170, 2.2: a small stanza may be a large one.
        ScriptedServer server({.features = "<compression xmlns='http://jabber.org/features/compress'><method>zlib</method></compression>"});
        auto connection = connectTo(server);
        QTRY_VERIFY(connection->isOnline());
        QTRY_VERIFY(server.heard().contains("<presence"));
        QVERIFY(!server.heard().contains("compress"));
    }

    void connectsAgainAfterBadXml()
    {
        ScriptedServer server({});
        auto connection = connectTo(server);
        test::FakeSystem system;
        ConnectionSupervisor supervisor(*connection, m_clock, std::make_unique<TimerAlarm>(), system);
        QTRY_VERIFY(connection->isOnline());
        supervisor.start(ScriptedServer::password());
        server.say("<message><body>half");
        server.say("</message>");
        QTRY_COMPARE(supervisor.status().state, ConnectionState::Waiting);
        QCOMPARE(supervisor.status().error->kind, ErrorKind::ProtocolBroken);
        QTRY_COMPARE_WITH_TIMEOUT(server.connections(), 2, 10'000);
        QTRY_VERIFY(connection->isOnline());
    }

    void nothingIsTakenBeforeTheLogin_data()
    {
        QTest::addColumn<QByteArray>("stanza");
        QTest::newRow("message") << QByteArray("<message from='tomas@harbor.example'><body>EVIL</body></message>");
        QTest::newRow("roster push") << QByteArray("<iq type='set' id='1'><query xmlns='jabber:iq:roster'/></iq>");
        QTest::newRow("presence") << QByteArray("<presence from='tomas@harbor.example/x'/>");
    }
    void nothingIsTakenBeforeTheLogin()
    {
        QFETCH(QByteArray, stanza);
        ScriptedServer server({.afterHeader = stanza});
        QCOMPARE(failureOf(server), ErrorKind::ProtocolBroken);
        QCOMPARE(m_bodies, QStringList());
        QVERIFY(!server.heard().contains("<auth"));
    }

    void whatALostSessionLeftComesWithTheNewOne_data()
    {
        using Login = test::ScriptedLogin;
        QTest::addColumn<ScriptedServer::Script>("script");
        QTest::addColumn<QByteArray>("acknowledged"); ///< of what came early and the one message after that
        ScriptedServer::Script script{.early = "<message from='tomas@harbor.example/x'><body>one</body></message>"
                                               "<presence from='tomas@harbor.example/x'/>"
                                               "<message from='tomas@harbor.example/x'><body>two</body></message>"};
        QTest::newRow("SASL") << script << QByteArray("h=\"1\""); // XEP-0198, 4: counted from <enabled/> on
        script.enabled = "<failed xmlns='urn:xmpp:sm:3'/>";
        QTest::newRow("without stream management") << script << QByteArray();
        script.enabled = ScriptedServer::Script().enabled;
        script.login = {.profile = Login::Profile::Sasl2};
        QTest::newRow("SASL2") << script << QByteArray("h=\"1\"");
        script.login.bind2 = Login::Bind2::Offered;
        QTest::newRow("SASL2 that binds and enables") << script << QByteArray("h=\"4\"");
        script.login.bind2 = Login::Bind2::WithoutStreamManagement;
        QTest::newRow("SASL2 that binds") << script << QByteArray("h=\"1\"");
    }
    void whatALostSessionLeftComesWithTheNewOne()
    {
        QFETCH(ScriptedServer::Script, script);
        QFETCH(QByteArray, acknowledged);
        const QByteArray after = "<message from='tomas@harbor.example/x'><body>three</body></message>";
        script.enabled += script.login.bind2 == test::ScriptedLogin::Bind2::Offered ? QByteArray() : after; // in one read
        ScriptedServer server(script);
        auto connection = connectTo(server);
        QStringList order;
        connection->onPresence([&](const QDomElement &) {
            order += m_bodies.isEmpty() ? QString() : m_bodies.last();
            return Connection::Disposition::Consumed;
        });
        connect(connection.get(), &Connection::sessionStarted, this, [&] { order += QStringLiteral("session"); });
        QTRY_VERIFY(connection->isOnline());
        if (script.login.bind2 == test::ScriptedLogin::Bind2::Offered) {
            server.say(after);
        }
        const QStringList all{QStringLiteral("one"), QStringLiteral("two"), QStringLiteral("three")};
        QTRY_COMPARE(m_bodies, all);
        QCOMPARE(order, (QStringList{QStringLiteral("session"), QStringLiteral("one")}));
        QCOMPARE(server.connections(), 1);
        if (!acknowledged.isEmpty()) {
            server.say("<r xmlns='urn:xmpp:sm:3'/>");
            QTRY_VERIFY(server.heard().contains("<a xmlns"));
            QVERIFY2(server.heard().contains(acknowledged), server.heard().last(100).constData());
        }
    }

    void aRequestThatCameEarlyIsAnswered()
    {
        ScriptedServer server({.early = "<iq type='get' id='early' from='harbor.example'><x xmlns='urn:example:x'/></iq>"});
        auto connection = connectTo(server);
        QTRY_VERIFY(connection->isOnline());
        QTRY_VERIFY(server.heard().contains("id=\"early\""));
        QVERIFY(server.heard().indexOf("<presence") < server.heard().indexOf("id=\"early\""));
    }

    void whatMayComeEarlyIsBounded_data()
    {
        QTest::addColumn<QByteArray>("early");
        QTest::newRow("count") << QByteArray("<message/>").repeated(2'001);
        QTest::newRow("size") << QByteArray("<message><body>" + QByteArray(2'100'000, 'x') + "</body></message>").repeated(6);
    }
    void whatMayComeEarlyIsBounded()
    {
        QFETCH(QByteArray, early);
        ScriptedServer server({.early = early, .enabled = ""});
        QCOMPARE(failureOf(server), ErrorKind::ProtocolBroken);
        QCOMPARE(m_bodies, QStringList());
    }

    void refusesACertificateOfAnUnknownAuthority()
    {
        ScriptedServer server({});
        ScriptedServer other({});
        ConnectionSettings settings;
        settings.jid = *BareJid::parse(u"mara@harbor.example");
        settings.host = QStringLiteral("127.0.0.1");
        settings.port = server.port();
        settings.tls = TlsMode::Direct;
        settings.authorityFile = other.authorityFile();
        Connection connection(settings, QStringLiteral("0f1e2d3c-0000-4000-8000-000000000001"), m_clock);
        QSignalSpy failed(&connection, &Connection::attemptFailed);
        connection.open(ScriptedServer::password());
        QTRY_COMPARE(failed.size(), 1);
        QCOMPARE(failed.first().first().value<Error>().kind, ErrorKind::Certificate);
        QVERIFY(server.heard().isEmpty());
    }

    void saysNothingToAServerWithoutVersion()
    {
        ScriptedServer old({.withVersion = false}, ScriptedServer::Transport::Plain); // XEP-0078 would send the password
        QCOMPARE(failureOf(old, TlsMode::StartTls), ErrorKind::TlsRequired);
        QVERIFY(!old.heard().contains("jabber:iq:auth"));
    }

    void aServerThatStopsSaysSoWithoutVersion()
    {
        // Prosody's mod_c2s, to who has not said anything yet.
        ScriptedServer stopping({.afterHeader = "<stream:error><system-shutdown xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>",
                                 .withVersion = false});
        QCOMPARE(failureOf(stopping, TlsMode::Direct), ErrorKind::ServerShutdown);
        QVERIFY(!stopping.heard().contains("<auth"));
    }

    void onlyWhoWasAskedAnswers_data()
    {
        QTest::addColumn<QString>("asked");
        QTest::addColumn<QByteArray>("forgers"); ///< one a line, "-" is no sender
        QTest::addColumn<QByteArray>("answers");
        const QByteArray stranger = "mallory@evil.example/x";
        QTest::newRow("a client") << QStringLiteral("tomas@harbor.example/x")
                                  << stranger + "\n-\ntomas@harbor.example\ntomas@harbor.example/y\nharbor.example\nmara@harbor.example"
                                  << QByteArray("tomas@harbor.example/x");
        QTest::newRow("our account") << QString() << stranger + "\nharbor.example\nmara@harbor.example/phone\n@" << QByteArray("-");
        QTest::newRow("our account, which gives its name") << QString() << stranger << QByteArray("mara@harbor.example");
        QTest::newRow("our server") << QStringLiteral("harbor.example") << stranger + "\nevil.example\nmara@harbor.example"
                                    << QByteArray("harbor.example");
    }
    void onlyWhoWasAskedAnswers()
    {
        QFETCH(QString, asked);
        QFETCH(QByteArray, forgers);
        QFETCH(QByteArray, answers);
        ScriptedServer server({.answers = {{"urn:example:question", QByteArray()}}});
        auto connection = connectTo(server);
        QTRY_VERIFY(connection->isOnline());
        const auto to = asked.isEmpty() ? Result<Jid>(Jid()) : Jid::parse(asked);
        QStringList given;
        connection->request(Connection::Request::Get, *to, [](QXmlStreamWriter &writer) {
            writer.writeStartElement(QStringLiteral("query"));
            writer.writeDefaultNamespace(QStringLiteral("urn:example:question"));
            writer.writeEndElement();
        }, this, [&given](const Result<QDomElement> &answer) {
            given += answer ? answer->firstChildElement().tagName() : answer.error().detail;
        }, QStringLiteral("known"));
        QTRY_VERIFY(server.heard().contains("urn:example:question"));
        const auto answer = [](const QByteArray &from, const QByteArray &payload) {
            return "<iq id='known' " + (from == "-" ? QByteArray() : "from='" + from + "' ") + payload + "</iq>";
        };
        for (const QByteArray &forger : forgers.split('\n')) {
            server.say(answer(forger, "type='result'><EVIL xmlns='urn:example:answer'/>"));
            server.say(answer(forger, "type='error'><error type='cancel'><gone xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>"));
        }
        server.say(answer(answers, "type='result'><true xmlns='urn:example:answer'/>"));
        server.say(answer(answers, "type='result'><late xmlns='urn:example:answer'/>"));
        server.say("<message from='tomas@harbor.example/x'><body>control</body></message>");
        QTRY_COMPARE(m_bodies, QStringList{QStringLiteral("control")});
        QCOMPARE(given, QStringList{QStringLiteral("true")});
    }

    void aQuestionEndsWithItsStream()
    {
        ScriptedServer server({.answers = {{"urn:example:question", QByteArray()}}});
        auto connection = connectTo(server);
        QTRY_VERIFY(connection->isOnline());
        QList<ErrorKind> ends;
        const auto ask = [&](QObject *context) {
            connection->request(Connection::Request::Get, Jid(), [](QXmlStreamWriter &writer) {
                writer.writeStartElement(QStringLiteral("query"));
                writer.writeDefaultNamespace(QStringLiteral("urn:example:question"));
                writer.writeEndElement();
            }, context, [&ends](const Result<QDomElement> &answer) { ends += answer.error().kind; });
        };
        ask(this);
        auto gone = std::make_unique<QObject>();
        ask(gone.get());
        gone.reset(); // nobody is left to be told
        connection->close();
        QCOMPARE(ends, QList<ErrorKind>{ErrorKind::Offline});
        ask(this);
        QCOMPARE(ends.size(), 2);
    }

    void aStreamThatCannotBeResumedSendsNothingTwice()
    {
        ScriptedServer server({.acknowledges = false});
        auto connection = connectTo(server);
        QTRY_VERIFY(connection->isOnline());
        const qint64 firstStream = connection->streamNumber();
        connection->sendMessage(writeText(*BareJid::parse(u"tomas@harbor.example"), OriginId(QStringLiteral("m1")),
                                          QStringLiteral("once")), this, [](Connection::Delivery) {});
        QTRY_VERIFY(server.heard().contains("once"));
        QSignalSpy lost(connection.get(), &Connection::sessionLost);
        server.cut();
        QTRY_COMPARE(lost.size(), 1);

        QSignalSpy started(connection.get(), &Connection::sessionStarted);
        connection->open(ScriptedServer::password());
        QTRY_COMPARE(started.size(), 1);
        QCOMPARE(started.first().first().value<Connection::Session>(), Connection::Session::New);
        QVERIFY(connection->streamNumber() > firstStream);
        QTRY_VERIFY(server.heard().contains("<presence"));
        QVERIFY(!server.heard().contains("once"));
    }
};

QTEST_GUILESS_MAIN(ConnectionTest)
#include "ConnectionTest.moc"
