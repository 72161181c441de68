// SPDX-License-Identifier: GPL-3.0-or-later
// The engine behind proxies and before certificates that are not in order, against the scripted server: what an account
// keeps of them, and what it tells.
#include "server/Engine.h"
#include "support/NameServiceCount.h"
#include "support/ScriptedServer.h"
#include "support/TestProxy.h"

#include <QSslCertificate>
#include <QTest>

using namespace jackdaw;
using namespace Qt::StringLiterals;
using test::Certificates;
using test::Engine;
using test::NameServiceCount;
using test::ScriptedServer;
using test::TestProxy;
using Reasons = QList<CertificateReason>;

class NetworkTests : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    Certificates m_certificates;
    int m_profiles = 0;

    std::unique_ptr<Engine> start() { return Engine::start(m_folder.filePath(u"profile%1"_s.arg(++m_profiles))); }

    AccountSettings settingsFor(quint16 port) const
    {
        AccountSettings settings;
        settings.jid = *BareJid::parse(u"mara@harbor.example");
        settings.host = u"127.0.0.1"_s;
        settings.port = port;
        settings.tls = TlsMode::Direct;
        settings.authorityFile = m_certificates.authorityFile();
        return settings;
    }

private Q_SLOTS:
    void init() { NameServiceCount::reset(); }

    void aCertificateIsPinnedAndItsSuccessorRefused()
    {
        auto engine = start();
        QVERIFY(engine);
        const auto files = m_certificates.make({.signer = Certificates::Signer::Itself});
        ScriptedServer first({.tls = files});
        AccountSettings settings = settingsFor(first.port());
        const auto refused = engine->signIn(settings, ScriptedServer::password());
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::Certificate);
        QVERIFY(refused.error().certificate); // the page's facts came through the door
        QVERIFY(refused.error().certificate->mayBePinned());
        QCOMPARE(refused.error().certificate->fingerprint,
                 QSslCertificate::fromPath(files.certificate).value(0).digest(QCryptographicHash::Sha256));

        settings.pinnedCertificate = refused.error().certificate->fingerprint;
        const auto account = engine->signIn(settings, ScriptedServer::password());
        QVERIFY2(account, account ? "" : qPrintable(account.error().detail));
        QVERIFY(engine->waitUntil(*account, ConnectionState::Online));

        // The same server with another certificate.
        ScriptedServer second({.tls = m_certificates.make({.signer = Certificates::Signer::Itself})});
        settings.id = *account;
        settings.port = second.port();
        QVERIFY(Engine::wait(engine->accounts().changeSettings(settings)));
        QVERIFY(engine->waitUntil(*account, ConnectionState::Refused));
        const ConnectionStatus status = engine->connections.value(*account);
        QVERIFY(status.error && status.error->certificate);
        QCOMPARE(status.error->certificate->reasons, (Reasons{CertificateReason::Changed, CertificateReason::SelfSigned}));
        QVERIFY(second.heard().isEmpty());

        // The explicit act, from the banner.
        settings.pinnedCertificate = status.error->certificate->fingerprint;
        QVERIFY(Engine::wait(engine->accounts().changeSettings(settings)));
        QVERIFY(engine->waitUntil(*account, ConnectionState::Online));

        // One that an authority vouches for is another one, too; without a pin it is good.
        ScriptedServer third({.tls = m_certificates.make({})});
        settings.port = third.port();
        QVERIFY(Engine::wait(engine->accounts().changeSettings(settings)));
        QVERIFY(engine->waitUntil(*account, ConnectionState::Refused));
        QCOMPARE(engine->connections.value(*account).error->certificate->reasons, Reasons{CertificateReason::Changed});
        settings.pinnedCertificate.clear();
        QVERIFY(Engine::wait(engine->accounts().changeSettings(settings)));
        QVERIFY(engine->waitUntil(*account, ConnectionState::Online));
    }

    void anAccountKeepsToItsProxy()
    {
        auto engine = start();
        QVERIFY(engine);
        ScriptedServer server({.tls = m_certificates.make({})}, ScriptedServer::Transport::StartTls);
        TestProxy proxy(TestProxy::Kind::Socks5, server.port());
        proxy.setPassword(u"mara"_s, u"open sesame"_s);
        AccountSettings settings = settingsFor(0);
        settings.host.clear();
        settings.tls = TlsMode::Automatic;
        settings.proxy = {ProxySettings::Type::Socks5, u"127.0.0.1"_s, proxy.port(), u"mara"_s};

        engine->accounts().setProxyPassword(settings.jid, u"wrong"_s);
        const auto refused = engine->signIn(settings, ScriptedServer::password());
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::ProxyPassword);
        QCOMPARE(server.connections(), 0);

        engine->accounts().setProxyPassword(settings.jid, u"open sesame"_s);
        const auto account = engine->signIn(settings, ScriptedServer::password());
        QVERIFY2(account, account ? "" : qPrintable(account.error().detail));
        QVERIFY(engine->waitUntil(*account, ConnectionState::Online));
        // Signed out and in again, with the passwords that the key service keeps.
        QVERIFY(Engine::wait(engine->accounts().signOut(*account)));
        QVERIFY(engine->waitUntil(*account, ConnectionState::SignedOut));
        QVERIFY(Engine::wait(engine->accounts().signIn(*account)));
        QVERIFY(engine->waitUntil(*account, ConnectionState::Online));
        for (const QString &asked : proxy.asked())
            QCOMPARE(asked, u"name harbor.example:5222"_s);

        // Another account of this profile is not looked for by name while it is typed.
        const auto probe = Engine::wait(engine->accounts().probeServer(*BareJid::parse(u"mara@work.example")));
        QVERIFY(!probe);
        QCOMPARE(probe.error().kind, ErrorKind::Cancelled);
        QCOMPARE(NameServiceCount::names(), QStringList());

        // A change of the settings takes the running session along.
        TestProxy other(TestProxy::Kind::Http, server.port());
        settings.id = *account;
        settings.proxy = {ProxySettings::Type::Http, u"127.0.0.1"_s, other.port(), {}};
        QVERIFY(Engine::wait(engine->accounts().changeSettings(settings)));
        QVERIFY(Engine::waitFor([&] { return other.connections() > 0; }));
        QVERIFY(engine->waitUntil(*account, ConnectionState::Online));
        QCOMPARE(other.asked().value(0), u"name harbor.example:5222"_s);
        QCOMPARE(NameServiceCount::names(), QStringList());
    }

    void withoutAProxyTheTypedServerIsLookedFor()
    {
        // That the test above could fail.
        auto engine = start();
        QVERIFY(engine);
        const auto probe = Engine::wait(engine->accounts().probeServer(*BareJid::parse(u"mara@work.example")));
        QVERIFY(!probe);
        QCOMPARE(probe.error().kind, ErrorKind::ServerNotFound);
        QVERIFY(NameServiceCount::names().contains(u"work.example"_s));
    }
};

QTEST_GUILESS_MAIN(NetworkTests)
#include "network_tests.moc"
