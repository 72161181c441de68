// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/Clock.h"
#include "support/ScriptedServer.h"
#include "xmpp/Connection.h"
#include "xmpp/MessageStanza.h"
#include "xmpp/StreamGuard.h"

#include <QSignalSpy>
#include <QTest>
#include <QXmlStreamWriter>
#include <QXmppClient.h>

using namespace jackdaw;
using test::ScriptedServer;

/// The stream against servers that err or lie. Each case here fails with QXmpp's own reader or its defaults.
class ConnectionTest : public QObject
{
    Q_OBJECT

    SystemClock m_clock;
    QStringList m_bodies;

    std::unique_ptr<Connection> connectTo(ScriptedServer &server, TlsMode tls = TlsMode::Direct,
                                          const QString &password = ScriptedServer::password())
    {
        ConnectionSettings settings;
        settings.jid = *BareJid::parse(u"mara@harbor.example");
        settings.host = QStringLiteral("127.0.0.1");
        settings.port = server.port();
        settings.tls = tls;
        settings.authorityFile = server.authorityFile();
        auto connection = std::make_unique<Connection>(settings, QStringLiteral("0f1e2d3c-0000-4000-8000-000000000001"), m_clock);
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
        const QByteArray stanza = QStringLiteral("<message from='tomas@harbor.example/x'><body>Grüße 你好 🐦</body></message>").toUtf8();
        for (qsizetype i = 0; i < stanza.size(); ++i) { // every byte in a TLS record of its own
            server.say(stanza.sliced(i, 1));
            QTest::qWait(1);
        }
        QTRY_COMPARE(m_bodies, QStringList{QStringLiteral("Grüße 你好 🐦")});
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
        QTest::newRow("processing instruction") << QByteArray("<?php a?>");
        QTest::newRow("entity") << QByteArray("<message><body>&lol;</body></message>");
        QTest::newRow("text between stanzas") << QByteArray("hello<a/>");
        QTest::newRow("too deep") << QByteArray("<a>").repeated(200);
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
        QCOMPARE(lost.first().first().value<Error>().kind, ErrorKind::Malformed);
        QCOMPARE(m_bodies, QStringList());
        QVERIFY(!connection->isOnline());
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
        QCOMPARE(failureOf(server), ErrorKind::Malformed);
        QCOMPARE(m_bodies, QStringList());
        QVERIFY(!server.heard().contains("<auth"));
    }

    void refusesAServerThat_data()
    {
        QTest::addColumn<QByteArray>("mechanisms");
        QTest::addColumn<QByteArray>("boundJid");
        QTest::addColumn<ErrorKind>("kind");
        const QByteArray ours = "mara@harbor.example/desk";
        const QByteArray scram = "<mechanism>SCRAM-SHA-1</mechanism>";
        QTest::newRow("offers no mechanism") << QByteArray() << ours << ErrorKind::NoMechanism;
        QTest::newRow("offers PLAIN alone") << QByteArray("<mechanism>PLAIN</mechanism>") << ours << ErrorKind::NoMechanism;
        QTest::newRow("offers ANONYMOUS alone") << QByteArray("<mechanism>ANONYMOUS</mechanism>") << ours << ErrorKind::NoMechanism;
        QTest::newRow("offers DIGEST-MD5 alone") << QByteArray("<mechanism>DIGEST-MD5</mechanism>") << ours
                                                 << ErrorKind::NoMechanism;
        QTest::newRow("binds another address") << scram << QByteArray("mallory@other.example/x") << ErrorKind::WrongIdentity;
    }
    void refusesAServerThat()
    {
        QFETCH(QByteArray, mechanisms);
        QFETCH(QByteArray, boundJid);
        QFETCH(ErrorKind, kind);
        ScriptedServer server({.mechanisms = mechanisms, .boundJid = boundJid});
        QCOMPARE(failureOf(server), kind);
        QVERIFY(!server.heard().contains(ScriptedServer::password().toUtf8()));
    }

    void saysThatThePasswordIsWrong()
    {
        ScriptedServer server({});
        QCOMPARE(failureOf(server, TlsMode::Direct, QStringLiteral("wrong")), ErrorKind::NotAuthorized);
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

    void saysNothingToAServerWithoutTls()
    {
        ScriptedServer stripped({}, ScriptedServer::Transport::Plain); // offers mechanisms, but no STARTTLS
        QCOMPARE(failureOf(stripped, TlsMode::StartTls), ErrorKind::TlsRequired);
        QVERIFY(!stripped.heard().contains("<auth"));

        ScriptedServer old({.withVersion = false}, ScriptedServer::Transport::Plain); // XEP-0078 would send the password
        QCOMPARE(failureOf(old, TlsMode::StartTls), ErrorKind::TlsRequired);
        QVERIFY(!old.heard().contains("jabber:iq:auth"));
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
