// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/Clock.h"
#include "base/Log.h"
#include "support/ScriptedServer.h"
#include "support/TestProgram.h"
#include "xmpp/Connection.h"
#include "xmpp/ConnectionErrors.h"
#include "xmpp/MessageStanza.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryFile>
#include <QTest>
#include <QThreadPool>
#include <QTimer>

using namespace jackdaw;
using test::ScriptedLogin;
using test::ScriptedServer;
using Profile = ScriptedLogin::Profile;
using Transport = ScriptedServer::Transport;

Q_DECLARE_METATYPE(ScriptedLogin::Script)

namespace login_test {

/// No password to a server that does not deserve it, and no session with one that does not know it. Each case here fails
/// with QXmpp's own login.
class LoginTest : public QObject
{
    Q_OBJECT

    SystemClock m_clock;
    QStringList m_bodies;

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

    std::unique_ptr<Connection> connectionWith(const ConnectionSettings &settings)
    {
        auto connection = std::make_unique<Connection>(settings, QStringLiteral("0f1e2d3c-0000-4000-8000-000000000001"), m_clock);
        m_bodies.clear();
        connection->onMessage([this](const QDomElement &element) {
            m_bodies += readMessage(element).body;
            return Connection::Disposition::Consumed;
        });
        return connection;
    }

    /// How an attempt ends: its error, or nothing if there is a session.
    static std::optional<Error> outcome(Connection &connection, const QString &password = ScriptedServer::password())
    {
        QSignalSpy failed(&connection, &Connection::attemptFailed);
        QSignalSpy started(&connection, &Connection::sessionStarted);
        connection.open(password);
        if (!QTest::qWaitFor([&] { return !failed.isEmpty() || !started.isEmpty(); }, 25'000)) {
            return Error{ErrorKind::Internal, QStringLiteral("neither"), {}};
        }
        return failed.isEmpty() ? std::nullopt : std::make_optional(failed.first().first().value<Error>());
    }

    static std::optional<ErrorKind> kindOf(const std::optional<Error> &error)
    {
        return error ? std::make_optional(error->kind) : std::nullopt;
    }

    std::optional<ErrorKind> outcomeWith(const ConnectionSettings &settings)
    {
        const auto connection = connectionWith(settings);
        return kindOf(outcome(*connection));
    }

    static bool saidSecret(const ScriptedServer &server)
    {
        const QByteArray heard = server.heard();
        return heard.contains("secret") || heard.contains(QByteArray("\0mara\0secret", 12).toBase64()) || heard.contains("<response");
    }

    static QByteArray redirectTo(quint16 port)
    {
        return "<stream:error><see-other-host xmlns='urn:ietf:params:xml:ns:xmpp-streams'>127.0.0.1:" + QByteArray::number(port)
            + "</see-other-host></stream:error>";
    }

    static QString &logged()
    {
        static QString all;
        return all;
    }

private Q_SLOTS:
    void signsIn_data()
    {
        QTest::addColumn<ScriptedLogin::Script>("script");
        for (const auto profile : {Profile::Sasl, Profile::Sasl2}) {
            const QByteArray name = profile == Profile::Sasl ? "SASL, " : "SASL2, ";
            for (const char *mechanism : {"SCRAM-SHA-1", "SCRAM-SHA-256", "SCRAM-SHA-512", "SCRAM-SHA3-512"}) {
                QTest::newRow((name + mechanism).constData())
                    << ScriptedLogin::Script{.mechanisms = {"PLAIN", mechanism, "DIGEST-MD5", "SCRAM-SHA-1-PLUS"}, .profile = profile};
            }
            QTest::newRow((name + "signature in a challenge").constData())
                << ScriptedLogin::Script{.profile = profile, .proof = ScriptedLogin::Proof::InAChallenge};
            QTest::newRow((name + "many rounds").constData()) << ScriptedLogin::Script{.profile = profile, .rounds = "150000"};
            QTest::newRow((name + "offer vouched for").constData())
                << ScriptedLogin::Script{.mechanisms = {"SCRAM-SHA-256", "SCRAM-SHA-1", "PLAIN"}, .profile = profile,
                                         .offerHash = ScriptedLogin::OfferHash::Right};
            QTest::newRow((name + "offer with bindings vouched for").constData())
                << ScriptedLogin::Script{.mechanisms = {"SCRAM-SHA-1", "SCRAM-SHA-1-PLUS"}, .profile = profile,
                                         .offerHash = ScriptedLogin::OfferHash::Right,
                                         .channelBindings = {"tls-server-end-point", "tls-exporter"}};
        }
        QTest::newRow("SASL2, Bind2") << ScriptedLogin::Script{.profile = Profile::Sasl2, .bind2 = ScriptedLogin::Bind2::Offered};
    }
    void signsIn()
    {
        QFETCH(ScriptedLogin::Script, script);
        ScriptedServer server({.login = script});
        const auto connection = connectionWith(settingsFor(server));
        const auto error = outcome(*connection);
        QVERIFY2(!error, qPrintable(error ? error->detail : QString()));
        QCOMPARE(connection->boundJid().toString(), QStringLiteral("mara@harbor.example/desk"));
        QVERIFY(server.login().chosen().startsWith("SCRAM-"));
    }

    void saysThatThePasswordIsWrong_data()
    {
        QTest::addColumn<Profile>("profile");
        QTest::newRow("SASL") << Profile::Sasl;
        QTest::newRow("SASL2") << Profile::Sasl2;
    }
    void saysThatThePasswordIsWrong()
    {
        QFETCH(Profile, profile);
        ScriptedServer server({.login = {.profile = profile}});
        const auto connection = connectionWith(settingsFor(server));
        QCOMPARE(kindOf(outcome(*connection, QStringLiteral("wrong"))), ErrorKind::NotAuthorized);
    }

    void refusesAServerThat_data()
    {
        QTest::addColumn<ScriptedLogin::Script>("script");
        QTest::addColumn<ErrorKind>("kind");
        using Script = ScriptedLogin::Script;
        for (const auto profile : {Profile::Sasl, Profile::Sasl2}) {
            const bool isSasl2 = profile == Profile::Sasl2;
            const auto row = [&](const char *name, const Script &script, ErrorKind kind) {
                Script own = script;
                own.profile = profile;
                QTest::newRow((QByteArray(isSasl2 ? "SASL2: " : "SASL: ") + name).constData()) << own << kind;
            };
            row("offers no mechanism", {.mechanisms = {}}, ErrorKind::NoMechanism);
            row("offers PLAIN alone", {.mechanisms = {"PLAIN"}}, ErrorKind::PlainOnly);
            row("offers ANONYMOUS alone", {.mechanisms = {"ANONYMOUS"}}, ErrorKind::NoMechanism);
            row("offers DIGEST-MD5 alone", {.mechanisms = {"DIGEST-MD5"}}, ErrorKind::NoMechanism);
            row("offers what nobody knows", {.mechanisms = {"X-OAUTH2", "SCRAM-SHA-1-PLUS"}}, ErrorKind::NoMechanism);
            row("asks for 1 round", {.rounds = "1"}, ErrorKind::UnsafeLogin);
            row("asks for 2 billion rounds", {.rounds = "2000000000"}, ErrorKind::UnsafeLogin);
            row("answers with a nonce of its own", {.nonce = ScriptedLogin::Nonce::Foreign}, ErrorKind::UnsafeLogin);
            row("has another offer in mind", {.offerHash = ScriptedLogin::OfferHash::Wrong}, ErrorKind::UnsafeLogin);
            // XEP-0474, 5: somebody on the way took the better ones out, and the account is not known for any.
            row("made a better offer",
                {.offerHash = ScriptedLogin::OfferHash::Right, .offeredInTruth = {"SCRAM-SHA-512", "SCRAM-SHA-1"}},
                ErrorKind::UnsafeLogin);
            row("offered channel bindings", {.offerHash = ScriptedLogin::OfferHash::Right, .bindingsInTruth = {"tls-exporter"}},
                ErrorKind::UnsafeLogin);
            row("offered other channel bindings",
                {.offerHash = ScriptedLogin::OfferHash::Right, .channelBindings = {"tls-server-end-point"},
                 .bindingsInTruth = {"tls-exporter", "tls-server-end-point"}}, ErrorKind::UnsafeLogin);
            const QByteArray success = isSasl2
                ? "<success xmlns='urn:xmpp:sasl:2'><authorization-identifier>mara@harbor.example</authorization-identifier></success>"
                : "<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>";
            row("says success at once", {.answerToBegin = success}, ErrorKind::ServerProof);
            const QByteArray other = isSasl2
                ? "<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>"
                : "<success xmlns='urn:xmpp:sasl:2'><authorization-identifier>mara@harbor.example</authorization-identifier></success>";
            row("says success of the other kind", {.answerToBegin = other}, ErrorKind::ServerProof);
        }
    }
    void refusesAServerThat()
    {
        QFETCH(ScriptedLogin::Script, script);
        QFETCH(ErrorKind, kind);
        ScriptedServer server({.login = script});
        QCOMPARE(outcomeWith(settingsFor(server)), kind);
        QVERIFY(!saidSecret(server));
        QVERIFY(!server.isBound());
    }

    void refusesAServerThatDoesNotKnowThePassword_data()
    {
        QTest::addColumn<Profile>("profile");
        QTest::addColumn<ScriptedLogin::Proof>("proof");
        QTest::newRow("SASL, no signature") << Profile::Sasl << ScriptedLogin::Proof::Missing;
        QTest::newRow("SASL, wrong signature") << Profile::Sasl << ScriptedLogin::Proof::Wrong;
        QTest::newRow("SASL2, no signature") << Profile::Sasl2 << ScriptedLogin::Proof::Missing;
        QTest::newRow("SASL2, wrong signature") << Profile::Sasl2 << ScriptedLogin::Proof::Wrong;
    }
    void refusesAServerThatDoesNotKnowThePassword()
    {
        QFETCH(Profile, profile);
        QFETCH(ScriptedLogin::Proof, proof);
        ScriptedServer server({.login = {.profile = profile, .proof = proof}});
        QCOMPARE(outcomeWith(settingsFor(server)), ErrorKind::ServerProof);
        QVERIFY(!server.isBound());
    }

    void refusesAServerThatSignsInSomebodyElse()
    {
        ScriptedServer sasl({.boundJid = "mallory@other.example/x"});
        QCOMPARE(outcomeWith(settingsFor(sasl)), ErrorKind::WrongIdentity);
        ScriptedServer sasl2({.login = {.profile = Profile::Sasl2, .bind2 = ScriptedLogin::Bind2::Offered,
                                        .identity = "mallory@other.example/x"}});
        QCOMPARE(outcomeWith(settingsFor(sasl2)), ErrorKind::WrongIdentity);
        ScriptedServer later({.login = {.profile = Profile::Sasl2}, .boundJid = "mara@harbor.example.evil/x"});
        QCOMPARE(outcomeWith(settingsFor(later)), ErrorKind::WrongIdentity);
    }

    void sendsThePasswordItselfOnlyWhereTheUserSaidSo()
    {
        for (const auto profile : {Profile::Sasl, Profile::Sasl2}) {
            ScriptedServer server({.login = {.mechanisms = {"PLAIN"}, .profile = profile}});
            ConnectionSettings settings = settingsFor(server);
            settings.plain = PlainLogin::Allowed;
            QCOMPARE(outcomeWith(settings), std::nullopt);
            QCOMPARE(server.login().chosen(), "PLAIN");

            ScriptedServer better({.login = {.mechanisms = {"PLAIN", "SCRAM-SHA-1"}, .profile = profile}});
            settings = settingsFor(better);
            settings.plain = PlainLogin::Allowed;
            QCOMPARE(outcomeWith(settings), std::nullopt);
            QCOMPARE(better.login().chosen(), "SCRAM-SHA-1");
        }
    }

    void namesAreWrittenAsTheMechanismHasThem()
    {
        const QByteArray jid = "ann,e=mc2@harbor.example";
        for (const auto profile : {Profile::Sasl, Profile::Sasl2}) {
            const auto script = [&](const QByteArray &mechanism) {
                return ScriptedServer::Script{.login = {.mechanisms = {mechanism}, .profile = profile, .identity = jid},
                                              .boundJid = jid + "/desk"};
            };
            const auto said = [](const ScriptedServer &server) {
                static const QRegularExpression first(QStringLiteral("<(?:auth [^>]*|initial-response)>([^<]*)<"));
                return QByteArray::fromBase64(first.match(QString::fromUtf8(server.heard())).captured(1).toLatin1());
            };
            ScriptedServer scram(script("SCRAM-SHA-256"));
            ConnectionSettings settings = settingsFor(scram);
            settings.jid = *BareJid::parse(QString::fromLatin1(jid));
            const auto connection = connectionWith(settings);
            QCOMPARE(kindOf(outcome(*connection)), std::nullopt);
            QVERIFY2(said(scram).startsWith("n,,n=ann=2Ce=3Dmc2,r="), said(scram).constData());
            QCOMPARE(connection->boundJid().bare(), settings.jid);
            QVERIFY(!scram.heard().contains("=2C@")); // only there

            ScriptedServer plain(script("PLAIN"));
            settings.port = plain.port();
            settings.authorityFile = plain.authorityFile();
            settings.plain = PlainLogin::Allowed;
            QCOMPARE(outcomeWith(settings), std::nullopt);
            QCOMPARE(said(plain), QByteArray("\0ann,e=mc2\0secret", 17));
        }
    }

    void allowedPlainStillNeedsTls()
    {
        ScriptedServer server({.login = {.mechanisms = {"PLAIN"}}}, Transport::Plain);
        ConnectionSettings settings = settingsFor(server, TlsMode::StartTls);
        settings.plain = PlainLogin::Allowed;
        QCOMPARE(outcomeWith(settings), ErrorKind::TlsRequired);
        QVERIFY(!server.heard().contains("<auth"));
    }

    void tellsTheStrongestMechanism()
    {
        ScriptedServer server({.login = {.mechanisms = {"SCRAM-SHA-1", "SCRAM-SHA-256"}}});
        const auto connection = connectionWith(settingsFor(server));
        QSignalSpy stronger(connection.get(), &Connection::strongerMechanismUsed);
        QCOMPARE(kindOf(outcome(*connection)), std::nullopt);
        QCOMPARE(stronger.size(), 1);
        QCOMPARE(stronger.first().first().toString(), QStringLiteral("SCRAM-SHA-256"));
        QCOMPARE(connection->settings().strongestMechanism, QStringLiteral("SCRAM-SHA-256"));
    }

    void doesNotRememberWhatWasOnlyOffered()
    {
        // Else one lie would lock the account's owner out.
        ScriptedServer server({.login = {.mechanisms = {"SCRAM-SHA-512"}, .proof = ScriptedLogin::Proof::Wrong}});
        const auto connection = connectionWith(settingsFor(server));
        QCOMPARE(kindOf(outcome(*connection)), ErrorKind::ServerProof);
        QCOMPARE(connection->settings().strongestMechanism, QString());
    }

    void refusesAWeakerMechanismThanBefore_data()
    {
        QTest::addColumn<ScriptedLogin::Script>("script");
        QTest::addColumn<QString>("before");
        QTest::addColumn<bool>("refused");
        using Script = ScriptedLogin::Script;
        const QString sha256 = QStringLiteral("SCRAM-SHA-256");
        for (const auto profile : {Profile::Sasl, Profile::Sasl2}) {
            const QByteArray name = profile == Profile::Sasl ? "SASL, " : "SASL2, ";
            QTest::newRow((name + "weaker SCRAM").constData()) << Script{.profile = profile} << sha256 << true;
            QTest::newRow((name + "PLAIN").constData()) << Script{.mechanisms = {"PLAIN"}, .profile = profile} << sha256 << true;
            QTest::newRow((name + "the same").constData())
                << Script{.mechanisms = {"SCRAM-SHA-256"}, .profile = profile} << sha256 << false;
            QTest::newRow((name + "stronger").constData())
                << Script{.mechanisms = {"SCRAM-SHA-512"}, .profile = profile} << sha256 << false;
            QTest::newRow((name + "weaker, but vouched for").constData())
                << Script{.profile = profile, .offerHash = ScriptedLogin::OfferHash::Right} << sha256 << false;
            QTest::newRow((name + "nothing before").constData()) << Script{.profile = profile} << QString() << false;
        }
    }
    void refusesAWeakerMechanismThanBefore()
    {
        QFETCH(ScriptedLogin::Script, script);
        QFETCH(QString, before);
        QFETCH(bool, refused);
        ScriptedServer server({.login = script});
        ConnectionSettings settings = settingsFor(server);
        settings.strongestMechanism = before;
        settings.plain = PlainLogin::Allowed; // does not say that SCRAM may go
        QCOMPARE(outcomeWith(settings), refused ? std::make_optional(ErrorKind::WeakerMechanism) : std::nullopt);
        QCOMPARE(saidSecret(server), !refused);
    }

    void roundsAreComputedBesideTheEngineThread()
    {
        ScriptedServer server({.login = {.mechanisms = {"SCRAM-SHA-512"}, .rounds = "300000"}});
        const auto connection = connectionWith(settingsFor(server));
        int ticks = 0;
        QTimer timer;
        connect(&timer, &QTimer::timeout, this, [&] {
            if (!server.login().chosen().isEmpty() && !server.heard().contains("<response")) {
                ++ticks;
            }
        });
        timer.start(0);
        QCOMPARE(kindOf(outcome(*connection)), std::nullopt);
        QVERIFY2(ticks > 50, qPrintable(QString::number(ticks)));
    }

    void aConnectionThatGoesTakesItsComputationWithIt()
    {
        ScriptedServer server({.login = {.mechanisms = {"SCRAM-SHA3-512"}, .rounds = "10000000"}}); // half a minute of work
        auto connection = connectionWith(settingsFor(server));
        connection->open(ScriptedServer::password());
        QTRY_COMPARE(QThreadPool::globalInstance()->activeThreadCount(), 1);
        connection.reset();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QVERIFY(QThreadPool::globalInstance()->waitForDone(10'000));
    }

    void signsInOverStartTls()
    {
        ScriptedServer server({}, Transport::StartTls);
        QCOMPARE(outcomeWith(settingsFor(server, TlsMode::StartTls)), std::nullopt);
        const QByteArray heard = server.heard();
        QVERIFY(heard.indexOf("<starttls") < heard.indexOf("<auth"));
    }

    void saysNothingWithoutTls_data()
    {
        QTest::addColumn<ScriptedServer::Transport>("transport");
        QTest::addColumn<QByteArray>("afterHeader");
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<ErrorKind>("kind");
        const QByteArray proceed = ScriptedServer::Script().answerToStartTls;
        QTest::newRow("stripped") << Transport::Plain << QByteArray() << proceed << ErrorKind::TlsRequired;
        QTest::newRow("refused") << Transport::StartTls << QByteArray()
                                 << QByteArray("<failure xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>") << ErrorKind::TlsRequired;
        QTest::newRow("SASL offered without") << Transport::Plain
                                              << QByteArray("<stream:features><mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>"
                                                            "<mechanism>PLAIN</mechanism></mechanisms></stream:features>")
                                              << proceed << ErrorKind::TlsRequired;
        QTest::newRow("success before") << Transport::Plain << QByteArray("<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>")
                                        << proceed << ErrorKind::ProtocolBroken;
        QTest::newRow("message before") << Transport::Plain << QByteArray("<message><body>EVIL</body></message>") << proceed
                                        << ErrorKind::ProtocolBroken;
        QTest::newRow("bound before") << Transport::Plain
                                      << QByteArray("<iq type='result' id='x'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'>"
                                                    "<jid>mara@harbor.example/desk</jid></bind></iq>")
                                      << proceed << ErrorKind::ProtocolBroken;
    }
    void saysNothingWithoutTls()
    {
        QFETCH(ScriptedServer::Transport, transport);
        QFETCH(QByteArray, afterHeader);
        QFETCH(QByteArray, answer);
        QFETCH(ErrorKind, kind);
        ScriptedServer server({.afterHeader = afterHeader, .answerToStartTls = answer}, transport);
        QCOMPARE(outcomeWith(settingsFor(server, TlsMode::StartTls)), kind);
        QVERIFY(!server.heard().contains("<auth"));
        QCOMPARE(m_bodies, QStringList());
    }

    void doesNotTakeWhatWasSaidInClearAlongWithProceed()
    {
        ScriptedServer server({.answerToStartTls = "<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"
                                                   "<message><body>EVIL</body></message><stream:features/>"},
                              Transport::StartTls);
        const auto connection = connectionWith(settingsFor(server, TlsMode::StartTls));
        const auto error = outcome(*connection);
        QCOMPARE(m_bodies, QStringList());
        if (!error) { // the bytes came before the hand-shake: read, and thrown away
            server.say("<message from='tomas@harbor.example'><body>true</body></message>");
            QTRY_COMPARE(m_bodies, QStringList{QStringLiteral("true")});
        }
    }

    void isNotRedirectedBeforeTls()
    {
        ScriptedServer trap({}, Transport::StartTls);
        ScriptedServer server({.afterHeader = redirectTo(trap.port())}, Transport::Plain);
        QCOMPARE(outcomeWith(settingsFor(server, TlsMode::StartTls)), ErrorKind::UnsafeLogin);
        QCOMPARE(trap.connections(), 0);
    }

    void believesNoRefusalBeforeTls_data()
    {
        QTest::addColumn<QByteArray>("condition");
        QTest::addColumn<bool>("withVersion");
        QTest::addColumn<ErrorKind>("kind");
        for (const bool withVersion : {true, false}) {
            const auto row = [&](const QByteArray &condition, ErrorKind kind) {
                QTest::newRow((condition + (withVersion ? "" : ", no version")).constData()) << condition << withVersion << kind;
            };
            row("not-authorized", ErrorKind::ConnectionLost);
            row("conflict", ErrorKind::ConnectionLost);
            row("system-shutdown", ErrorKind::ServerShutdown);
            row("policy-violation", ErrorKind::PolicyViolation);
        }
    }
    void believesNoRefusalBeforeTls()
    {
        // Anybody on the way could end all trying with it, and have the password asked for again.
        QFETCH(QByteArray, condition);
        QFETCH(bool, withVersion);
        QFETCH(ErrorKind, kind);
        ScriptedServer server({.afterHeader = "<stream:error><" + condition + " xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>",
                               .withVersion = withVersion}, Transport::Plain);
        const auto connection = connectionWith(settingsFor(server, TlsMode::StartTls));
        const auto error = outcome(*connection);
        QCOMPARE(kindOf(error), kind);
        QVERIFY(isWorthRetrying(*error));
    }

    void isBoundOnce()
    {
        ScriptedServer server({});
        const auto connection = connectionWith(settingsFor(server));
        QCOMPARE(kindOf(outcome(*connection)), std::nullopt);
        const auto binds = server.heard().count("xmpp-bind");
        server.script().boundJid = "mallory@harbor.example/desk";
        server.say("<stream:features><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></stream:features>"
                   "<message from='tomas@harbor.example'><body>true</body></message>");
        QTRY_COMPARE(m_bodies, QStringList{QStringLiteral("true")});
        bool answered = false;
        connection->ping(connection.get(), [&answered] { answered = true; });
        QTRY_VERIFY(answered);
        QCOMPARE(server.heard().count("xmpp-bind"), binds);
    }

    void followsARedirectOverTls()
    {
        ScriptedServer there({}, Transport::StartTls);
        ScriptedServer here({.afterHeader = redirectTo(there.port())});
        QTemporaryFile authorities;
        QVERIFY(authorities.open());
        for (const QString &path : {here.authorityFile(), there.authorityFile()}) {
            QFile file(path);
            QVERIFY(file.open(QIODevice::ReadOnly));
            authorities.write(file.readAll());
        }
        authorities.flush();
        ConnectionSettings settings = settingsFor(here);
        settings.authorityFile = authorities.fileName();
        QCOMPARE(outcomeWith(settings), std::nullopt);
        QVERIFY(!here.heard().contains("<auth"));
        QVERIFY(there.isBound());
    }

    void isNotRedirectedForEver()
    {
        ScriptedServer server({}, Transport::StartTls);
        server.script().afterHeader = redirectTo(server.port());
        QCOMPARE(outcomeWith(settingsFor(server, TlsMode::StartTls)), ErrorKind::ConnectionLost);
        QVERIFY2(server.connections() <= 4, qPrintable(QString::number(server.connections())));
        QVERIFY(!server.heard().contains("<auth"));
    }

    void takesNothingBeforeTheBind_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<ErrorKind>("kind");
        QTest::newRow("message") << QByteArray("<message from='tomas@harbor.example'><body>EVIL</body></message>")
                                 << ErrorKind::ProtocolBroken;
        QTest::newRow("presence") << QByteArray("<presence from='tomas@harbor.example/x'/>") << ErrorKind::ProtocolBroken;
        QTest::newRow("roster push") << QByteArray("<iq type='set' id='1'><query xmlns='jabber:iq:roster'/></iq>")
                                     << ErrorKind::ProtocolBroken;
        QTest::newRow("another login") << QByteArray("<stream:features><mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>"
                                                     "<mechanism>SCRAM-SHA-1</mechanism></mechanisms></stream:features>")
                                       << ErrorKind::UnsafeLogin;
        QTest::newRow("another success") << QByteArray("<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>")
                                         << ErrorKind::ProtocolBroken;
    }
    void takesNothingBeforeTheBind()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(ErrorKind, kind);
        ScriptedServer server({.afterLogin = bytes});
        QCOMPARE(outcomeWith(settingsFor(server)), kind);
        QCOMPARE(m_bodies, QStringList());
    }

    void asksForATokenAndUsesIt()
    {
        ScriptedServer server({.login = {.profile = Profile::Sasl2, .fast = ScriptedLogin::Fast::Offered,
                                         .bind2 = ScriptedLogin::Bind2::Offered}});
        const ConnectionSettings settings = settingsFor(server);
        FastToken token;
        {
            const auto connection = connectionWith(settings);
            QSignalSpy changed(connection.get(), &Connection::tokenChanged);
            connection->useTokens({});
            QCOMPARE(kindOf(outcome(*connection)), std::nullopt);
            QCOMPARE(server.login().chosen(), "SCRAM-SHA-1");
            QCOMPARE(changed.size(), 1);
            token = changed.first().first().value<FastToken>();
            QCOMPARE(token.mechanism, QStringLiteral("HT-SHA-256-NONE"));
            QCOMPARE(token.secret.toUtf8(), ScriptedLogin::token());
        }
        const auto connection = connectionWith(settings);
        connection->useTokens(token);
        QCOMPARE(kindOf(outcome(*connection)), std::nullopt);
        QCOMPARE(server.login().chosen(), "HT-SHA-256-NONE");
        QVERIFY(!saidSecret(server));
    }

    void aTokenThatTakesTheOldOnesPlaceIsKept() // XEP-0484, 3.3
    {
        ScriptedServer server({.login = {.profile = Profile::Sasl2, .fast = ScriptedLogin::Fast::Offered, .nextToken = "another-token",
                                         .bind2 = ScriptedLogin::Bind2::Offered}});
        FastToken token{QStringLiteral("HT-SHA-256-NONE"), QString::fromUtf8(ScriptedLogin::token()), m_clock.now() + 1'000'000};
        const auto connection = connectionWith(settingsFor(server));
        connect(connection.get(), &Connection::tokenChanged, this, [&token](const FastToken &given) { token = given; });
        connection->useTokens(token);
        QCOMPARE(kindOf(outcome(*connection)), std::nullopt);
        QCOMPARE(server.login().chosen(), "HT-SHA-256-NONE");
        QTRY_COMPARE(token.secret, QStringLiteral("another-token"));
        QCOMPARE(token.mechanism, QStringLiteral("HT-SHA-256-NONE"));
        QVERIFY(token.expiry > m_clock.now() + 1'000'000);

        // It serves, here and where it was kept.
        connection->forgetStream();
        connection->close();
        QCOMPARE(kindOf(outcome(*connection)), std::nullopt);
        QCOMPARE(server.login().chosen(), "HT-SHA-256-NONE");
        connection->close();
        const auto later = connectionWith(settingsFor(server));
        later->useTokens(token);
        QCOMPARE(kindOf(outcome(*later)), std::nullopt);
        QCOMPARE(server.login().chosen(), "HT-SHA-256-NONE");
        QCOMPARE(server.connections(), 3); // the password was never asked for
        QVERIFY(!saidSecret(server));
    }

    void nothingSecretIsLogged()
    {
        logged().clear();
        configureLogging(LogLevel::Verbose, StanzaLog::On);
        const QtMessageHandler before = qInstallMessageHandler([](QtMsgType, const QMessageLogContext &, const QString &text) {
            logged() += text + u'\n';
        });
        FastToken token;
        for (const char *mechanism : {"SCRAM-SHA-256", "PLAIN", "HT-SHA-256-NONE"}) {
            const bool isPlain = QByteArrayView(mechanism) == "PLAIN";
            ScriptedServer server({.login = {.mechanisms = {isPlain ? "PLAIN" : "SCRAM-SHA-256"}, .profile = Profile::Sasl2,
                                             .fast = ScriptedLogin::Fast::Offered, .bind2 = ScriptedLogin::Bind2::Offered}});
            ConnectionSettings settings = settingsFor(server);
            settings.plain = PlainLogin::Allowed;
            const auto connection = connectionWith(settings);
            connect(connection.get(), &Connection::tokenChanged, this, [&](const FastToken &given) { token = given; });
            connection->useTokens(isPlain ? FastToken() : token);
            QCOMPARE(kindOf(outcome(*connection)), std::nullopt);
            QCOMPARE(server.login().chosen(), mechanism);
        }
        qInstallMessageHandler(before);
        configureLogging(LogLevel::Quiet, StanzaLog::Off);
        QVERIFY(logged().contains(QStringLiteral("<- <success"))); // it was all there to be seen
        for (const QByteArray &secret : {QByteArray("secret"), QByteArray("\0mara\0secret", 12).toBase64(), ScriptedLogin::token(),
                                         token.secret.toUtf8(), QByteArray("Yz1iaXdz")}) { // "c=biws": our proof
            QVERIFY2(!logged().contains(QString::fromLatin1(secret)), secret.constData());
        }
    }

    void asksForNoTokenUnasked()
    {
        ScriptedServer server({.login = {.profile = Profile::Sasl2, .fast = ScriptedLogin::Fast::Offered}});
        QCOMPARE(outcomeWith(settingsFor(server)), std::nullopt);
        QVERIFY(!server.heard().contains("request-token"));
    }

    void aTokenThatIsRefusedGivesWayToThePassword()
    {
        ScriptedServer server({.login = {.profile = Profile::Sasl2, .fast = ScriptedLogin::Fast::Offered}});
        server.login().revokeTokens();
        const auto connection = connectionWith(settingsFor(server));
        QSignalSpy changed(connection.get(), &Connection::tokenChanged);
        connection->useTokens({QStringLiteral("HT-SHA-256-NONE"), QStringLiteral("old"), m_clock.now() + 1'000'000});
        const auto error = outcome(*connection);
        QVERIFY2(!error, qPrintable(error ? error->detail : QString()));
        QCOMPARE(server.connections(), 2);
        QCOMPARE(server.login().chosen(), "SCRAM-SHA-1");
        QCOMPARE(changed.size(), 2);
        QVERIFY(changed[0].first().value<FastToken>().isEmpty());
        QCOMPARE(changed[1].first().value<FastToken>().secret.toUtf8(), ScriptedLogin::token());
    }

    void aTokenThatIsOverIsNotShown()
    {
        ScriptedServer server({.login = {.profile = Profile::Sasl2, .fast = ScriptedLogin::Fast::Offered}});
        const auto connection = connectionWith(settingsFor(server));
        connection->useTokens({QStringLiteral("HT-SHA-256-NONE"), QStringLiteral("old"), m_clock.now() - 1'000});
        QCOMPARE(kindOf(outcome(*connection)), std::nullopt);
        QCOMPARE(server.connections(), 1);
        QVERIFY(!server.heard().contains("HT-SHA-256-NONE</"));
        QCOMPARE(server.login().chosen(), "SCRAM-SHA-1");
    }

    void givesATokenUp() // XEP-0484, 3.6
    {
        ScriptedServer server({.login = {.profile = Profile::Sasl2, .fast = ScriptedLogin::Fast::Offered, .nextToken = "another-token",
                                         .bind2 = ScriptedLogin::Bind2::Offered}});
        const FastToken token{QStringLiteral("HT-SHA-256-NONE"), QString::fromUtf8(ScriptedLogin::token()), m_clock.now() + 1'000'000};
        const auto connection = connectionWith(settingsFor(server));
        QSignalSpy givenUp(connection.get(), &Connection::tokenGivenUp);
        QSignalSpy failed(connection.get(), &Connection::attemptFailed);
        QSignalSpy started(connection.get(), &Connection::sessionStarted);
        connection->useTokens(token);
        connection->openToGiveUpToken();
        QTRY_COMPARE(givenUp.size(), 1);
        QVERIFY(!server.login().takesTokens());
        QVERIFY(!server.isBound() && !saidSecret(server));
        QVERIFY(server.heard().contains("<user-agent id=\"0f1e2d3c-0000-4000-8000-000000000001\"/>"));
        QVERIFY(connection->token().isEmpty());

        // The server knows it no more, and says so; nothing else is tried.
        connection->useTokens(token);
        connection->openToGiveUpToken();
        QTRY_COMPARE(failed.size(), 1);
        QCOMPARE(failed.first().first().value<Error>().kind, ErrorKind::NotAuthorized);
        QCOMPARE(server.connections(), 2);
        QVERIFY(started.isEmpty() && !saidSecret(server));
    }

    void givesATokenUpToNobodyElse_data()
    {
        QTest::addColumn<ScriptedLogin::Script>("script");
        QTest::addColumn<ErrorKind>("kind");
        QTest::newRow("wrong proof") << ScriptedLogin::Script{.profile = Profile::Sasl2, .proof = ScriptedLogin::Proof::Wrong,
                                                              .fast = ScriptedLogin::Fast::Offered}
                                     << ErrorKind::ServerProof;
        QTest::newRow("no proof") << ScriptedLogin::Script{.profile = Profile::Sasl2, .proof = ScriptedLogin::Proof::Missing,
                                                           .fast = ScriptedLogin::Fast::Offered}
                                  << ErrorKind::ServerProof;
        QTest::newRow("no tokens") << ScriptedLogin::Script{.profile = Profile::Sasl2} << ErrorKind::NoMechanism;
        QTest::newRow("no SASL2") << ScriptedLogin::Script{} << ErrorKind::NoMechanism;
    }
    void givesATokenUpToNobodyElse()
    {
        QFETCH(ScriptedLogin::Script, script);
        QFETCH(ErrorKind, kind);
        ScriptedServer server({.login = script});
        const auto connection = connectionWith(settingsFor(server));
        QSignalSpy givenUp(connection.get(), &Connection::tokenGivenUp);
        QSignalSpy failed(connection.get(), &Connection::attemptFailed);
        connection->useTokens({QStringLiteral("HT-SHA-256-NONE"), QString::fromUtf8(ScriptedLogin::token()), m_clock.now() + 1'000'000});
        connection->openToGiveUpToken();
        QTRY_COMPARE(failed.size(), 1);
        QCOMPARE(failed.first().first().value<Error>().kind, kind);
        QVERIFY(givenUp.isEmpty());
        QCOMPARE(server.connections(), 1);
    }

    void refusesAServerThatDoesNotKnowTheToken_data()
    {
        QTest::addColumn<ScriptedLogin::Proof>("proof");
        QTest::newRow("no proof") << ScriptedLogin::Proof::Missing;
        QTest::newRow("wrong proof") << ScriptedLogin::Proof::Wrong;
    }
    void refusesAServerThatDoesNotKnowTheToken()
    {
        QFETCH(ScriptedLogin::Proof, proof);
        ScriptedServer server({.login = {.profile = Profile::Sasl2, .proof = proof, .fast = ScriptedLogin::Fast::Offered}});
        const auto connection = connectionWith(settingsFor(server));
        connection->useTokens({QStringLiteral("HT-SHA-256-NONE"), QString::fromUtf8(ScriptedLogin::token()), m_clock.now() + 1'000'000});
        QCOMPARE(kindOf(outcome(*connection)), ErrorKind::ServerProof);
        QCOMPARE(server.login().chosen(), "HT-SHA-256-NONE");
    }

    void aSasl2StreamThatCannotBeResumedSendsNothingTwice()
    {
        ScriptedServer server({.login = {.profile = Profile::Sasl2, .bind2 = ScriptedLogin::Bind2::Offered}, .acknowledges = false});
        const auto connection = connectionWith(settingsFor(server));
        QCOMPARE(kindOf(outcome(*connection)), std::nullopt);
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
        QCOMPARE(server.connections(), 3); // the second asked to resume in vain
        QTRY_VERIFY(server.heard().contains("<presence"));
        QVERIFY(!server.heard().contains("once"));
    }
};

JACKDAW_TEST(LoginTest)

} // namespace login_test

#include "LoginTest.moc"
