// SPDX-License-Identifier: GPL-3.0-or-later
// The engine behind proxies and before certificates that are not in order, against the scripted server: what an account
// keeps of them, and what it tells.
#include "server/Engine.h"
#include "support/HttpsPage.h"
#include "support/NameServiceCount.h"
#include "support/ScriptedServer.h"
#include "support/TestProxy.h"

#include <QFileInfo>
#include <QSslCertificate>
#include <QTest>

#include <algorithm>

using namespace jackdaw;
using namespace Qt::StringLiterals;
using test::Certificates;
using test::Engine;
using test::HttpsPage;
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

    std::unique_ptr<Engine> start()
    {
        ++m_profiles;
        return startAgain();
    }
    /// With the profile of the one before.
    std::unique_ptr<Engine> startAgain() { return Engine::start(m_folder.filePath(u"profile%1"_s.arg(m_profiles))); }

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

    void outagesAreFetchedThroughTheProxy_data()
    {
        QTest::addColumn<TestProxy::Kind>("kind");
        QTest::newRow("SOCKS5") << TestProxy::Kind::Socks5;
        QTest::newRow("HTTP") << TestProxy::Kind::Http;
    }
    void outagesAreFetchedThroughTheProxy()
    {
        QFETCH(TestProxy::Kind, kind);
        auto engine = start();
        QVERIFY(engine);
        ScriptedServer server({.answers = {{"disco#info",
                                            "<query xmlns='http://jabber.org/protocol/disco#info'><x xmlns='jabber:x:data' type='result'>"
                                            "<field var='FORM_TYPE' type='hidden'><value>urn:xmpp:sos:0</value></field>"
                                            "<field var='external-status-addresses'><value>https://status.example/now.json</value></field>"
                                            "</x></query>"}},
                               .tls = m_certificates.make({})},
                              ScriptedServer::Transport::StartTls);
        HttpsPage page(m_certificates.make({.name = u"status.example"_s, .hosts = u"DNS:status.example"_s}),
                       R"({"planned": true, "beginning": "2021-01-12T01:01:01Z", "message": {"default": "New disks"}})");
        TestProxy proxy(kind, server.port());
        proxy.setPassword(u"mara"_s, u"open sesame"_s);
        proxy.lead(u"name status.example:443"_s, page.port());
        HttpsPage hostMeta(m_certificates.make({}), "<XRD xmlns='http://docs.oasis-open.org/ns/xri/xrd-1.0'>"
                           "<Link rel='urn:xmpp:alt-connections:xbosh' href='https://harbor.example/bosh'/>"
                           "<Link rel='urn:xmpp:alt-connections:websocket' href='wss://harbor.example/ws'/></XRD>");
        proxy.lead(u"name harbor.example:443"_s, hostMeta.port());
        AccountSettings settings = settingsFor(0);
        settings.host.clear();
        settings.tls = TlsMode::Automatic;
        settings.proxy = {kind == TestProxy::Kind::Http ? ProxySettings::Type::Http : ProxySettings::Type::Socks5, u"127.0.0.1"_s,
                          proxy.port(), u"mara"_s};
        engine->accounts().setProxyPassword(settings.jid, u"open sesame"_s);
        const auto account = engine->signIn(settings, ScriptedServer::password());
        QVERIFY2(account, account ? "" : qPrintable(account.error().detail));
        QVERIFY(engine->waitUntil(*account, ConnectionState::Online));
        const auto unknown = Engine::wait(engine->accounts().outages(*account, {}));
        QVERIFY(!unknown);
        QCOMPARE(unknown.error().kind, ErrorKind::NotFound);

        const auto info = Engine::wait(engine->accounts().providerInfo(*account));
        QVERIFY2(info, info ? "" : qPrintable(info.error().detail));
        const auto supportOf = [&info](ServerFeature::What what) {
            const auto found = std::find_if(info->features.cbegin(), info->features.cend(),
                                            [what](const ServerFeature &each) { return each.what == what; });
            return found == info->features.cend() ? ServerFeature::Support::No : found->support;
        };
        QCOMPARE(supportOf(ServerFeature::What::WebConnections), ServerFeature::Support::Yes);
        QCOMPARE(hostMeta.requests().size(), 1);
        QVERIFY(hostMeta.requests().first().startsWith("GET /.well-known/host-meta HTTP"));
        QVERIFY(!hostMeta.requests().first().contains("mara"));
        QCOMPARE(supportOf(ServerFeature::What::DirectTls), ServerFeature::Support::Unknown); // no SRV question goes around it
        const auto notices = Engine::wait(engine->accounts().outages(*account, {}));
        QVERIFY2(notices, notices ? "" : qPrintable(notices.error().detail));
        QCOMPARE(notices->size(), 1);
        QCOMPARE(notices->first().text, u"New disks"_s);
        QVERIFY(proxy.asked().contains(u"name status.example:443"_s));
        QCOMPARE(page.requests().size(), 1);
        QVERIFY(!page.requests().first().contains("mara")); // neither who asks nor for what
        QCOMPARE(NameServiceCount::names(), QStringList());

        // Where the server cannot be asked any more, and Jackdaw was started anew.
        server.cut();
        engine.reset();
        engine = startAgain();
        QVERIFY(engine);
        QVERIFY(Engine::wait(engine->accounts().signOut(*account)));
        engine->accounts().setProxyPassword(settings.jid, u"open sesame"_s);
        const auto later = Engine::wait(engine->accounts().outages(*account, {}));
        QVERIFY2(later, later ? "" : qPrintable(later.error().detail));
        QCOMPARE(page.requests().size(), 2);

        // Never around it.
        settings.id = *account;
        settings.proxy.port = 1;
        QVERIFY(Engine::wait(engine->accounts().changeSettings(settings)));
        QVERIFY(!Engine::wait(engine->accounts().outages(*account, {})));
        settings.proxy.port = 0;
        QVERIFY(Engine::wait(engine->accounts().changeSettings(settings)));
        QVERIFY(!Engine::wait(engine->accounts().outages(*account, {})));
        QCOMPARE(page.requests().size(), 2);
        QCOMPARE(NameServiceCount::names(), QStringList());
    }

    void aWaitingInvitationOutlivesTheProgram()
    {
        auto engine = start();
        QVERIFY(engine);
        ScriptedServer server({.answers = {{"<item jid=\"ines@work.example\"", ""},
                                           {"jabber:iq:roster", "<query xmlns='jabber:iq:roster'/>"}},
                               .tls = m_certificates.make({})});
        AccountSettings settings = settingsFor(server.port());
        const auto account = engine->signIn(settings, ScriptedServer::password());
        QVERIFY(account);
        QVERIFY(Engine::wait(engine->accounts().signOut(*account)));
        InvitationLink invitation;
        invitation.kind = InvitationLink::Kind::Contact;
        invitation.address = *BareJid::parse(u"ines@work.example");
        invitation.token = u"token-of-ines"_s;
        const auto waits = engine->roster().acceptInvitation(*account, invitation);
        const QString note = m_folder.filePath(u"profile%1/account-%2.json"_s.arg(m_profiles).arg(account->value()));
        QVERIFY(Engine::waitFor([&] { return QFileInfo::exists(note); }));
        QCOMPARE(QFileInfo(note).permissions() & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther),
                 QFile::Permissions());
        QVERIFY(!waits.isFinished());

        // The program goes before there was a session. Every session shows the token until the roster says that it was seen.
        for (int i = 0; i < 2; ++i) {
            engine.reset();
            engine = startAgain();
            QVERIFY(engine);
            QVERIFY(Engine::wait(engine->accounts().signIn(*account)));
            QVERIFY(Engine::wait(engine->accounts().providePassword(*account, ScriptedServer::password())));
            QVERIFY(Engine::waitFor([&] { return server.heard().contains("token=\"token-of-ines\""); }));
        }
        server.say("<iq type='set' id='push'><query xmlns='jabber:iq:roster'>"
                   "<item jid='ines@work.example' subscription='none' ask='subscribe'/></query></iq>");
        QVERIFY(Engine::waitFor([&] { return server.heard().contains("id=\"push\""); }));

        engine.reset();
        engine = startAgain();
        QVERIFY(engine);
        QVERIFY(Engine::wait(engine->accounts().signIn(*account)));
        QVERIFY(Engine::wait(engine->accounts().providePassword(*account, ScriptedServer::password())));
        QVERIFY(Engine::waitFor([&] { return engine->rosterFetches > 0; }));
        server.say("<iq type='get' id='control' from='harbor.example'><ping xmlns='urn:xmpp:ping'/></iq>");
        QVERIFY(Engine::waitFor([&] { return server.heard().contains("id=\"control\""); }));
        QVERIFY(!server.heard().contains("token-of-ines"));

        // With the account all that was noted of it goes.
        QVERIFY(QFileInfo::exists(note));
        QVERIFY(Engine::wait(engine->accounts().removeAccount(*account)));
        QVERIFY(!QFileInfo::exists(note));
    }

    void anAccountIsCreatedThroughTheProxy()
    {
        auto engine = start();
        QVERIFY(engine);
        ScriptedServer server({.features = "<register xmlns='http://jabber.org/features/iq-register'/>",
                               .payload = [](const QByteArray &iq) {
                                   return iq.contains("type=\"get\"") ? QByteArray("type='result'><query xmlns='jabber:iq:register'>"
                                                                                   "<instructions>Choose.</instructions><username/><password/></query>")
                                                                      : QByteArray("type='result' from='harbor.example'>");
                               },
                               .tls = m_certificates.make({})},
                              ScriptedServer::Transport::StartTls);
        TestProxy proxy(TestProxy::Kind::Socks5, server.port());
        proxy.setPassword(u"mara"_s, u"open sesame"_s);
        AccountSettings settings = settingsFor(0);
        settings.jid = *BareJid::parse(u"harbor.example"); // there is no account yet
        settings.host.clear();
        settings.tls = TlsMode::Automatic;
        settings.proxy = {ProxySettings::Type::Socks5, u"127.0.0.1"_s, proxy.port(), u"mara"_s};
        engine->accounts().setProxyPassword(settings.jid, u"open sesame"_s);
        const auto offer = Engine::wait(engine->registration().ask(settings, {}));
        QVERIFY2(offer, offer ? "" : qPrintable(offer.error().detail));
        DataForm form = offer->form;
        form.find(u"username"_s)->values = QStringList{u"mara"_s};
        form.find(u"password"_s)->values = QStringList{ScriptedServer::password()};
        const auto made = Engine::wait(engine->registration().submit(form));
        QVERIFY2(made, made ? "" : qPrintable(made.error().detail));
        QCOMPARE(made->jid.toString(), u"mara@harbor.example"_s);
        QCOMPARE(proxy.asked(), QStringList{u"name harbor.example:5222"_s});
        QCOMPARE(NameServiceCount::names(), QStringList());
    }

    void withoutAProxyTheServerIsLookedFor()
    {
        // That the tests above could fail.
        auto engine = start();
        QVERIFY(engine);
        AccountSettings settings = settingsFor(0);
        settings.jid = *BareJid::parse(u"mara@work.example");
        settings.host.clear();
        settings.tls = TlsMode::Automatic;
        QCOMPARE(NameServiceCount::names(), QStringList()); // only a sign-in asks
        const auto refused = engine->signIn(settings, ScriptedServer::password());
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::ServerNotFound);
        QVERIFY(NameServiceCount::names().contains(u"work.example"_s));
        QVERIFY(NameServiceCount::names().contains(u"SRV _xmpps-client._tcp.work.example"_s));
    }
};

QTEST_GUILESS_MAIN(NetworkTests)
#include "network_tests.moc"
