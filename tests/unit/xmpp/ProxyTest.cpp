// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/Clock.h"
#include "base/OnionName.h"
#include "support/Certificates.h"
#include "support/NameServiceCount.h"
#include "support/ScriptedServer.h"
#include "support/TestProxy.h"
#include "xmpp/Connection.h"

#include <QDnsLookup>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTest>

using namespace jackdaw;
using namespace Qt::StringLiterals;
using test::NameServiceCount;
using test::ScriptedServer;
using test::TestProxy;
using Kind = TestProxy::Kind;
using Manner = TestProxy::Manner;
using Transport = ScriptedServer::Transport;

namespace {

/// A port whose queue is full: it drops what knocks (listen(2)), as a firewall does.
class SilentPort
{
public:
    explicit SilentPort(const QHostAddress &address, quint16 port = 0)
    {
        m_server.setListenBacklogSize(0);
        if (!m_server.listen(address, port)) {
            return;
        }
        m_server.pauseAccepting();
        while (!m_silent && m_waiting.size() < 50) {
            m_waiting.push_back(std::make_unique<QTcpSocket>());
            m_waiting.back()->connectToHost(m_server.serverAddress(), m_server.serverPort());
            m_silent = !m_waiting.back()->waitForConnected(200);
        }
    }
    bool isSilent() const { return m_silent; }
    quint16 port() const { return m_server.serverPort(); }
    QString error() const { return m_server.errorString(); }

private:
    QTcpServer m_server;
    std::vector<std::unique_ptr<QTcpSocket>> m_waiting;
    bool m_silent = false;
};

} // namespace

/// Every byte and every name goes through the proxy of an account, or nowhere.
class ProxyTest : public QObject
{
    Q_OBJECT

    SystemClock m_clock;
    const QString m_agent = u"0f1e2d3c-0000-4000-8000-000000000001"_s;

    static ConnectionSettings settingsFor(const ScriptedServer &server, Kind kind, quint16 proxyPort)
    {
        ConnectionSettings settings;
        settings.jid = *BareJid::parse(u"mara@harbor.example");
        settings.authorityFile = server.authorityFile();
        settings.proxy.type = kind == Kind::Socks5 ? ProxySettings::Type::Socks5 : ProxySettings::Type::Http;
        settings.proxy.host = u"127.0.0.1"_s;
        settings.proxy.port = proxyPort;
        return settings;
    }

    static ConnectionSettings settingsWith(const test::Certificates &certificates)
    {
        ConnectionSettings settings;
        settings.jid = *BareJid::parse(u"mara@harbor.example");
        settings.authorityFile = certificates.authorityFile();
        return settings;
    }

    /// What an attempt ended with; nothing if it led to a session.
    std::optional<Error> outcome(const ConnectionSettings &settings, const QString &proxyPassword = {})
    {
        Connection connection(settings, m_agent, m_clock);
        connection.setProxyPassword(proxyPassword);
        QSignalSpy failed(&connection, &Connection::attemptFailed);
        connection.open(ScriptedServer::password());
        if (!QTest::qWaitFor([&] { return !failed.isEmpty() || connection.isOnline(); }, 40'000)) {
            return Error{ErrorKind::Internal, u"no end"_s, {}};
        }
        return failed.isEmpty() ? std::nullopt : std::optional(failed.first().first().value<Error>());
    }

    static void addKinds()
    {
        QTest::addColumn<Kind>("kind");
        QTest::newRow("SOCKS5") << Kind::Socks5;
        QTest::newRow("HTTP") << Kind::Http;
    }

private Q_SLOTS:
    void init() { NameServiceCount::reset(); }

    void withoutAProxyNamesAreLookedUp()
    {
        // That the counting counts: else the tests below would prove nothing.
        ConnectionSettings settings;
        settings.jid = *BareJid::parse(u"mara@harbor.example");
        const auto error = outcome(settings);
        QVERIFY(error);
        QCOMPARE(error->kind, ErrorKind::ServerNotFound);
        const QStringList names = NameServiceCount::names();
        QVERIFY2(names.contains(u"SRV _xmpps-client._tcp.harbor.example"_s), qPrintable(names.join(u' ')));
        QVERIFY2(names.contains(u"SRV _xmpp-client._tcp.harbor.example"_s), qPrintable(names.join(u' ')));
        QVERIFY2(names.contains(u"harbor.example"_s), qPrintable(names.join(u' ')));
    }

    void anSrvRecordOnlyChoosesTheAddress_data()
    {
        QTest::addColumn<QString>("question");
        QTest::addColumn<Transport>("transport");
        QTest::newRow("direct TLS") << u"_xmpps-client._tcp.harbor.example"_s << Transport::DirectTls;
        QTest::newRow("STARTTLS") << u"_xmpp-client._tcp.harbor.example"_s << Transport::StartTls;
    }
    void anSrvRecordOnlyChoosesTheAddress()
    {
        // Who forges the name service leads us anywhere, but has no certificate for the domain that the user typed.
        QFETCH(QString, question);
        QFETCH(Transport, transport);
        test::Certificates certificates;
        const auto connectWith = [&](const QString &name) {
            ScriptedServer server({.tls = certificates.make({.name = name, .hosts = u"DNS:"_s + name})}, transport);
            NameServiceCount::reset();
            NameServiceCount::leadTo(question, u"xmpp.mallory.example"_s, {server.port()});
            ConnectionSettings settings;
            settings.jid = *BareJid::parse(u"mara@harbor.example");
            settings.authorityFile = certificates.authorityFile();
            const auto error = outcome(settings);
            const bool came = server.connections() > 0; // the record is the only way to its port
            const bool saidALogin = server.heard().contains("<auth") || server.heard().contains("authenticate");
            return std::tuple(error ? error->kind : ErrorKind::Internal, came, error.has_value(), saidALogin);
        };
        QCOMPARE(connectWith(u"xmpp.mallory.example"_s), std::tuple(ErrorKind::Certificate, true, true, false));
        QCOMPARE(connectWith(u"harbor.example"_s), std::tuple(ErrorKind::Internal, true, false, true));
    }

    void aSilentAddressLeavesTimeForTheNext()
    {
        SilentPort full{QHostAddress(QHostAddress::LocalHost)};
        QVERIFY2(full.isSilent(), qPrintable(full.error()));
        test::Certificates certificates;
        ScriptedServer server({.tls = certificates.make({.name = u"harbor.example"_s, .hosts = u"DNS:harbor.example"_s})});
        NameServiceCount::leadTo(u"_xmpps-client._tcp.harbor.example"_s, u"xmpp.harbor.example"_s, {full.port(), server.port()});
        Connection connection(settingsWith(certificates), m_agent, m_clock);
        connection.setPatience({.attempt = 30'000, .step = 10'000, .address = 300});
        QSignalSpy failed(&connection, &Connection::attemptFailed);
        connection.open(ScriptedServer::password());
        QTRY_VERIFY_WITH_TIMEOUT(connection.isOnline() || !failed.isEmpty(), 20'000);
        QVERIFY2(connection.isOnline(), failed.isEmpty() ? "" : qPrintable(failed.first().first().value<Error>().detail));
    }

    void aSilentAddressOfOneHostLeavesTimeForItsNext_data()
    {
        QTest::addColumn<QByteArray>("silent");
        QTest::newRow("IPv6, then IPv4") << QByteArray("::1");
        QTest::newRow("two of IPv4") << QByteArray("127.0.0.2");
    }
    void aSilentAddressOfOneHostLeavesTimeForItsNext()
    {
        // A network that promises IPv6 and drops it; the name has an address of each kind.
        QFETCH(QByteArray, silent);
        test::Certificates certificates;
        ScriptedServer server({.tls = certificates.make({.name = u"harbor.example"_s, .hosts = u"DNS:harbor.example"_s})});
        SilentPort full(QHostAddress(QString::fromLatin1(silent)), server.port());
        QVERIFY2(full.isSilent(), qPrintable(full.error()));
        NameServiceCount::leadTo(u"_xmpps-client._tcp.harbor.example"_s, u"xmpp.harbor.example"_s, {server.port()});
        NameServiceCount::setAddresses({silent, "127.0.0.1"});
        Connection connection(settingsWith(certificates), m_agent, m_clock);
        connection.setPatience({.attempt = 30'000, .step = 10'000, .address = 300});
        QSignalSpy failed(&connection, &Connection::attemptFailed);
        connection.open(ScriptedServer::password());
        QTRY_VERIFY_WITH_TIMEOUT(connection.isOnline() || !failed.isEmpty(), 20'000);
        QVERIFY2(connection.isOnline(), failed.isEmpty() ? "" : qPrintable(failed.first().first().value<Error>().detail));
        QCOMPARE(server.connections(), 1);
    }

    void whatOnlyTorKnowsIsAskedOfNobodyElse_data()
    {
        QTest::addColumn<QString>("jid");
        QTest::addColumn<QString>("host");
        QTest::newRow("the address") << u"mara@harborxmpp.onion"_s << QString();
        QTest::newRow("the address, in capitals") << u"mara@HarborXmpp.Onion"_s << QString();
        QTest::newRow("the address, in full-width letters") << u"mara@ｈarborxmpp．ｏｎｉｏｎ"_s << QString();
        QTest::newRow("the address, with a full-width final dot") << u"mara@harborxmpp.onion．"_s << QString();
        QTest::newRow("the server") << u"mara@harbor.example"_s << u"HarborXmpp.ONION"_s;
        QTest::newRow("the server, with a final dot") << u"mara@harbor.example"_s << u"harborxmpp.onion."_s;
        QTest::newRow("the server, in full-width letters") << u"mara@harbor.example"_s << u"harborxmpp．ｏｎｉｏｎ"_s;
        QTest::newRow("the server, with another dot") << u"mara@harbor.example"_s << u"harborxmpp。onion"_s;
    }
    void whatOnlyTorKnowsIsAskedOfNobodyElse() // RFC 7686, 2
    {
        QFETCH(QString, jid);
        QFETCH(QString, host);
        ConnectionSettings settings;
        settings.jid = *BareJid::parse(jid);
        settings.host = host;
        const auto error = outcome(settings);
        QVERIFY(error);
        QVERIFY2(needsTor(*error), qPrintable(error->subject));
        QCOMPARE(NameServiceCount::names(), QStringList());
    }

    void aProxyOfTorsIsNotLookedUp_data() { addKinds(); }
    void aProxyOfTorsIsNotLookedUp()
    {
        QFETCH(Kind, kind);
        ScriptedServer server({}, Transport::StartTls);
        ConnectionSettings settings = settingsFor(server, kind, 9050);
        settings.proxy.host = u"proxyharbor.ONION."_s;
        const auto error = outcome(settings);
        QVERIFY(error);
        QVERIFY2(needsTor(*error), qPrintable(error->subject));
        QCOMPARE(NameServiceCount::names(), QStringList());
    }

    void anSrvRecordToWhatOnlyTorKnowsIsNotFollowed_data()
    {
        QTest::addColumn<QString>("question");
        QTest::newRow("direct TLS") << u"_xmpps-client._tcp.harbor.example"_s;
        QTest::newRow("STARTTLS") << u"_xmpp-client._tcp.harbor.example"_s;
    }
    void anSrvRecordToWhatOnlyTorKnowsIsNotFollowed()
    {
        QFETCH(QString, question);
        NameServiceCount::leadTo(question, u"HarborXmpp.onion"_s, {5222, 5223});
        ConnectionSettings settings;
        settings.jid = *BareJid::parse(u"mara@harbor.example");
        const auto error = outcome(settings);
        QVERIFY(error);
        QCOMPARE(error->kind, ErrorKind::Proxy);
        QVERIFY2(needsTor(*error), qPrintable(error->subject));
        const QStringList names = NameServiceCount::names();
        QVERIFY(names.contains(u"SRV "_s + question));
        QVERIFY2(std::none_of(names.cbegin(), names.cend(), [](const QString &name) { return isOnionName(name); }),
                 qPrintable(names.join(u' ')));
    }

    void anSrvRecordToTorLeavesTheServersOtherHosts_data()
    {
        QTest::addColumn<bool>("isThere"); // the other host
        QTest::newRow("one that answers") << true;
        QTest::newRow("one that does not") << false;
    }
    void anSrvRecordToTorLeavesTheServersOtherHosts()
    {
        QFETCH(bool, isThere);
        quint16 closed = 0;
        {
            QTcpServer gone;
            QVERIFY(gone.listen(QHostAddress::LocalHost));
            closed = gone.serverPort();
        }
        test::Certificates certificates;
        ScriptedServer server({.tls = certificates.make({.name = u"harbor.example"_s, .hosts = u"DNS:harbor.example"_s})}, Transport::StartTls);
        NameServiceCount::leadTo(u"_xmpps-client._tcp.harbor.example"_s, u"harborxmpp.onion"_s, {5223});
        NameServiceCount::leadTo(u"_xmpp-client._tcp.harbor.example"_s, u"xmpp.harbor.example"_s, {isThere ? server.port() : closed});
        const auto error = outcome(settingsWith(certificates));
        QCOMPARE(error.has_value(), !isThere);
        if (error) {
            QCOMPARE(error->kind, ErrorKind::ConnectionRefused); // it may be back soon
        }
        QVERIFY(!NameServiceCount::names().contains(u"harborxmpp.onion"_s));

        // The other way round: what was refused first is not the fault of the name that nobody may ask for.
        NameServiceCount::reset();
        NameServiceCount::leadTo(u"_xmpps-client._tcp.harbor.example"_s, u"xmpp.harbor.example"_s, {closed});
        NameServiceCount::leadTo(u"_xmpp-client._tcp.harbor.example"_s, u"harborxmpp.onion"_s, {5222});
        const auto refused = outcome(settingsWith(certificates));
        QVERIFY(refused);
        QCOMPARE(refused->kind, ErrorKind::ConnectionRefused);
        QCOMPARE(refused->subject, u"harbor.example"_s);
        QVERIFY(!NameServiceCount::names().contains(u"harborxmpp.onion"_s));
    }

    void aRedirectToWhatOnlyTorKnowsIsNotLookedUp_data()
    {
        QTest::addColumn<QByteArray>("target");
        for (const char *target : {"harborxmpp.onion:5222", "harborxmpp.onion.:5222", "HarborXmpp.Onion", "harborxmpp．ｏｎｉｏｎ:5222"})
            QTest::newRow(target) << QByteArray(target);
    }
    void aRedirectToWhatOnlyTorKnowsIsNotLookedUp()
    {
        QFETCH(QByteArray, target);
        ScriptedServer server({.afterHeader = "<stream:error><see-other-host xmlns='urn:ietf:params:xml:ns:xmpp-streams'>" + target
                                              + "</see-other-host></stream:error>"});
        ConnectionSettings settings;
        settings.jid = *BareJid::parse(u"mara@harbor.example");
        settings.authorityFile = server.authorityFile();
        settings.host = u"127.0.0.1"_s;
        settings.port = server.port();
        settings.tls = TlsMode::Direct;
        const auto error = outcome(settings);
        QVERIFY(error);
        QCOMPARE(error->kind, ErrorKind::Proxy);
        QCOMPARE(NameServiceCount::names(), QStringList());
    }

    void theLastAddressSaysWhyItFailed()
    {
        // The first has a foreign certificate; the second is the server, and does not take the password.
        test::Certificates certificates;
        test::Certificates strangers;
        ScriptedServer stranger({.tls = strangers.make({.name = u"harbor.example"_s, .hosts = u"DNS:harbor.example"_s})});
        ScriptedServer server({.tls = certificates.make({.name = u"harbor.example"_s, .hosts = u"DNS:harbor.example"_s})});
        NameServiceCount::leadTo(u"_xmpps-client._tcp.harbor.example"_s, u"xmpp.harbor.example"_s, {stranger.port(), server.port()});
        Connection connection(settingsWith(certificates), m_agent, m_clock);
        QSignalSpy failed(&connection, &Connection::attemptFailed);
        connection.open(u"not the password"_s);
        QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, 20'000);
        QCOMPARE(stranger.connections(), 1);
        QCOMPARE(server.connections(), 1);
        QCOMPARE(failed.first().first().value<Error>().kind, ErrorKind::NotAuthorized);
    }

    void aLateAnswerOfTheNameServiceMovesNothing()
    {
        // QXmpp connects when a look-up ends, whatever runs on its socket by then.
        test::Certificates certificates;
        ScriptedServer server({.resumes = true,
                               .tls = certificates.make({.name = u"harbor.example"_s, .hosts = u"DNS:harbor.example"_s})},
                              Transport::StartTls);
        const QString question = u"_xmpp-client._tcp.harbor.example"_s;
        NameServiceCount::leadTo(question, u"xmpp.harbor.example"_s, {server.port()});
        Connection connection(settingsWith(certificates), m_agent, m_clock);
        QSignalSpy started(&connection, &Link::sessionStarted);
        QSignalSpy lost(&connection, &Link::sessionLost);
        connection.open(ScriptedServer::password());
        QTRY_COMPARE(started.size(), 1);

        server.cut();
        QTRY_COMPARE(lost.size(), 1);
        NameServiceCount::holdNext(question);
        connection.open(ScriptedServer::password());
        QTRY_VERIFY(NameServiceCount::isHolding());
        connection.cut(Error{ErrorKind::ConnectionLost, u"the network changed"_s, {}});
        connection.open(ScriptedServer::password());
        QTRY_COMPARE(started.size(), 2);
        QCOMPARE(started.at(1).first().value<Link::Session>(), Link::Session::Resumed);
        NameServiceCount::release();
        bool answered = false;
        for (int i = 0; i < 3; ++i) {
            answered = false;
            connection.ping(&connection, [&answered] { answered = true; });
            QTRY_VERIFY(answered);
        }
        QVERIFY(connection.isOnline());
        QCOMPARE(lost.size(), 1);
        QCOMPARE(server.connections(), 2);
    }

    void anAttemptThatIsOverSignsInNowhere()
    {
        test::Certificates certificates;
        ScriptedServer server({.tls = certificates.make({.name = u"harbor.example"_s, .hosts = u"DNS:harbor.example"_s})});
        const QString question = u"_xmpps-client._tcp.harbor.example"_s;
        NameServiceCount::leadTo(question, u"xmpp.harbor.example"_s, {server.port()});
        Connection connection(settingsWith(certificates), m_agent, m_clock);
        connection.setPatience({.attempt = 30'000, .step = 400, .address = 8'000});
        QSignalSpy failed(&connection, &Connection::attemptFailed);
        NameServiceCount::holdNext(question);
        connection.open(ScriptedServer::password());
        QTRY_COMPARE(failed.size(), 1);
        QCOMPARE(failed.first().first().value<Error>().kind, ErrorKind::Timeout);
        QTRY_VERIFY(NameServiceCount::isHolding());
        NameServiceCount::release();
        QDnsLookup later(QDnsLookup::SRV, u"_xmpp-client._tcp.elsewhere.example"_s);
        later.lookup();
        QTRY_VERIFY(later.isFinished());
        QCOMPARE(server.connections(), 0);
        connection.setPatience({});
        connection.open(ScriptedServer::password());
        QTRY_VERIFY(connection.isOnline());
        QCOMPARE(server.connections(), 1);
    }

    void theProxyAloneLearnsTheName_data()
    {
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<TlsMode>("tls");
        QTest::addColumn<QString>("host");
        QTest::addColumn<quint16>("port");
        QTest::addColumn<QString>("asked");
        for (const auto &[kind, name] : {std::pair(Kind::Socks5, "SOCKS5"), std::pair(Kind::Http, "HTTP")}) {
            const auto row = [&](const char *what, TlsMode tls, const QString &host, quint16 port, const QString &asked) {
                QTest::addRow("%s, %s", name, what) << kind << tls << host << port << asked;
            };
            row("automatic", TlsMode::Automatic, {}, 0, u"name harbor.example:5222"_s);
            row("STARTTLS", TlsMode::StartTls, {}, 0, u"name harbor.example:5222"_s);
            row("direct TLS", TlsMode::Direct, {}, 0, u"name harbor.example:5223"_s);
            row("a server of another name", TlsMode::Direct, u"xmpp.harbor.example"_s, 443, u"name xmpp.harbor.example:443"_s);
            row("an onion address", TlsMode::StartTls, u"harborxmpp.onion"_s, 0, u"name harborxmpp.onion:5222"_s);
            row("an address", TlsMode::StartTls, u"192.0.2.7"_s, 0, u"address 192.0.2.7:5222"_s);
        }
    }
    void theProxyAloneLearnsTheName()
    {
        QFETCH(Kind, kind);
        QFETCH(TlsMode, tls);
        QFETCH(QString, host);
        QFETCH(quint16, port);
        QFETCH(QString, asked);
        ScriptedServer server({}, tls == TlsMode::Direct ? Transport::DirectTls : Transport::StartTls);
        TestProxy proxy(kind, server.port());
        ConnectionSettings settings = settingsFor(server, kind, proxy.port());
        settings.tls = tls;
        settings.host = host;
        settings.port = port;
        const auto error = outcome(settings);
        QVERIFY2(!error, error ? qPrintable(error->detail) : "");
        QCOMPARE(proxy.asked(), QStringList{asked});
        QCOMPARE(NameServiceCount::names(), QStringList());
    }

    void aLostSessionIsFoundAgainThroughTheProxy_data() { addKinds(); }
    void aLostSessionIsFoundAgainThroughTheProxy()
    {
        QFETCH(Kind, kind);
        ScriptedServer server({}, Transport::StartTls);
        TestProxy proxy(kind, server.port());
        Connection connection(settingsFor(server, kind, proxy.port()), m_agent, m_clock);
        QSignalSpy lost(&connection, &Connection::sessionLost);
        connection.open(ScriptedServer::password());
        QTRY_VERIFY_WITH_TIMEOUT(connection.isOnline() && server.isBound(), 10'000);
        server.cut();
        QTRY_COMPARE(lost.size(), 1);
        connection.open(ScriptedServer::password());
        QTRY_VERIFY_WITH_TIMEOUT(connection.isOnline(), 10'000);
        QVERIFY(server.connections() >= 2);
        QCOMPARE(proxy.connections(), server.connections());
        QCOMPARE(NameServiceCount::names(), QStringList());
    }

    void aRedirectToNoHostLeavesTheProxyNeither_data()
    {
        QTest::addColumn<QByteArray>("target");
        for (const char *target : {":5222", "[", "a b", "", "%zz", "xmpp.mallory.example:0", "192.0.2.7:0"})
            QTest::newRow(target) << QByteArray(target);
    }
    void aRedirectToNoHostLeavesTheProxyNeither()
    {
        QFETCH(QByteArray, target);
        ScriptedServer server({.afterHeader = "<stream:error><see-other-host xmlns='urn:ietf:params:xml:ns:xmpp-streams'>" + target
                                              + "</see-other-host></stream:error>"});
        TestProxy proxy(Kind::Socks5, server.port());
        ConnectionSettings settings = settingsFor(server, Kind::Socks5, proxy.port());
        settings.tls = TlsMode::Direct;
        QVERIFY(outcome(settings).has_value());
        QCOMPARE(NameServiceCount::names(), QStringList());
    }

    void signsInToTheProxy_data() { addKinds(); }
    void signsInToTheProxy()
    {
        QFETCH(Kind, kind);
        ScriptedServer server({}, Transport::StartTls);
        TestProxy proxy(kind, server.port());
        proxy.setPassword(u"mara"_s, u"open sesame"_s);
        ConnectionSettings settings = settingsFor(server, kind, proxy.port());
        settings.proxy.user = u"mara"_s;
        auto error = outcome(settings, u"open sesame"_s);
        QVERIFY2(!error, error ? qPrintable(error->detail) : "");
        const int before = server.connections();

        error = outcome(settings, u"wrong"_s);
        QVERIFY(error);
        QCOMPARE(error->kind, ErrorKind::ProxyPassword);
        QCOMPARE(error->subject, u"127.0.0.1"_s);
        settings.proxy.user.clear(); // the proxy asks, and nobody gave a name
        error = outcome(settings, {});
        QVERIFY(error);
        QCOMPARE(error->kind, ErrorKind::ProxyPassword);
        QCOMPARE(server.connections(), before);
        QCOMPARE(NameServiceCount::names(), QStringList());
    }

    void neverGoesAroundTheProxy_data() { addKinds(); }
    void neverGoesAroundTheProxy()
    {
        QFETCH(Kind, kind);
        ScriptedServer server({}, Transport::StartTls);
        quint16 closed = 0;
        {
            QTcpServer gone;
            QVERIFY(gone.listen(QHostAddress::LocalHost));
            closed = gone.serverPort();
        }
        ConnectionSettings settings = settingsFor(server, kind, closed);
        settings.host = u"127.0.0.1"_s; // where a direct way would lead
        settings.port = server.port();
        for (const auto &[host, port] : {std::pair(u"127.0.0.1"_s, closed), std::pair(QString(), quint16(9050)),
                                         std::pair(u"127.0.0.1"_s, quint16(0))}) {
            settings.proxy.host = host;
            settings.proxy.port = port;
            const auto error = outcome(settings);
            QVERIFY(error);
            QCOMPARE(error->kind, ErrorKind::Proxy);
            QCOMPARE(error->subject, host);
        }
        TestProxy odd(kind, server.port(), Manner::IsNoProxy);
        settings.proxy.host = u"127.0.0.1"_s;
        settings.proxy.port = odd.port();
        auto error = outcome(settings);
        QVERIFY(error);
        QCOMPARE(error->kind, ErrorKind::Proxy);
        QCOMPARE(server.connections(), 0);

        // The name of the proxy itself is the one that has to be looked up.
        settings.proxy.host = u"proxy.example"_s;
        error = outcome(settings);
        QVERIFY(error);
        QCOMPARE(error->kind, ErrorKind::Proxy);
        QStringList names = NameServiceCount::names();
        names.removeDuplicates();
        QCOMPARE(names, QStringList{u"proxy.example"_s});
        QCOMPARE(server.connections(), 0);
    }

    void saysThatTheServerBehindTheProxyIsNotThere_data() { addKinds(); }
    void saysThatTheServerBehindTheProxyIsNotThere()
    {
        QFETCH(Kind, kind);
        ScriptedServer server({}, Transport::StartTls);
        TestProxy proxy(kind, server.port(), Manner::RefusesTheTarget);
        const auto error = outcome(settingsFor(server, kind, proxy.port()));
        QVERIFY(error);
        // An HTTP proxy says it with a status that Qt takes for a proxy's own trouble.
        QCOMPARE(error->kind, kind == Kind::Socks5 ? ErrorKind::ConnectionRefused : ErrorKind::Proxy);
        QCOMPARE(error->subject, kind == Kind::Socks5 ? u"harbor.example"_s : u"127.0.0.1"_s);
        QCOMPARE(server.connections(), 0);
    }

    void certificatesAreCheckedBehindTheProxyToo_data() { addKinds(); }
    void certificatesAreCheckedBehindTheProxyToo()
    {
        QFETCH(Kind, kind);
        ScriptedServer server({}, Transport::StartTls);
        TestProxy proxy(kind, server.port());
        ConnectionSettings settings = settingsFor(server, kind, proxy.port());
        settings.authorityFile.clear();
        const auto error = outcome(settings);
        QVERIFY(error);
        QCOMPARE(error->kind, ErrorKind::Certificate);
        QVERIFY(error->certificate);
        QCOMPARE(error->certificate->reasons, QList{CertificateReason::SelfSigned});
    }
};

QTEST_GUILESS_MAIN(ProxyTest)
#include "ProxyTest.moc"
