// SPDX-License-Identifier: GPL-3.0-or-later
#include "account/TokenRetirementService.h"
#include "support/FakeAlarm.h"
#include "support/FakeSystem.h"
#include "support/ScriptedServer.h"
#include "support/TestProgram.h"

#include <QDateTime>
#include <QTest>

using namespace jackdaw;
using test::FakeAlarm;
using test::FakeClock;
using test::FakeSystem;
using test::ScriptedLogin;
using test::ScriptedServer;

namespace token_retirement_test {

/// A token that is wanted no more is worth nothing once its server can be told (XEP-0484, 3.6), and nobody else is told.
class TokenRetirementTest : public QObject
{
    Q_OBJECT

    static constexpr auto shutDown = "<stream:error><system-shutdown "
                                     "xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>";

    FakeClock m_clock;
    FakeSystem m_system;

    static ScriptedServer::Script withTokens()
    {
        return {.login = {.profile = ScriptedLogin::Profile::Sasl2, .fast = ScriptedLogin::Fast::Offered,
                          .bind2 = ScriptedLogin::Bind2::Offered}};
    }

    static ConnectionSettings settingsFor(const ScriptedServer &server)
    {
        ConnectionSettings settings;
        settings.jid = *BareJid::parse(u"mara@harbor.example");
        settings.host = QStringLiteral("127.0.0.1");
        settings.port = server.port();
        settings.tls = TlsMode::Direct;
        settings.authorityFile = server.authorityFile();
        return settings;
    }

    FastToken token(qint64 lasts = 1'000'000'000) const
    {
        return {QStringLiteral("HT-SHA-256-NONE"), QString::fromUtf8(ScriptedLogin::token()), m_clock.now() + lasts};
    }

    static void retire(TokenRetirementService &service, const ScriptedServer &server, const FastToken &token)
    {
        service.retire(settingsFor(server), QStringLiteral("0f1e2d3c-0000-4000-8000-000000000001"), {}, token);
    }

private Q_SLOTS:
    void init() { m_clock.set(QDateTime::currentMSecsSinceEpoch()); } // the certificate of the server is of today

    void tellsTheServer()
    {
        ScriptedServer server(withTokens());
        auto alarm = std::make_unique<FakeAlarm>(m_clock);
        FakeAlarm &rings = *alarm;
        TokenRetirementService service(m_clock, m_system, std::move(alarm));
        retire(service, server, token());
        retire(service, server, token()); // twice is once
        QTRY_VERIFY(service.isIdle());
        QVERIFY(!server.login().takesTokens());
        QCOMPARE(server.connections(), 1);
        QVERIFY(!rings.isSet());
    }

    void triesAgainLater()
    {
        ScriptedServer server(withTokens());
        server.script().afterHeader = shutDown;
        auto alarm = std::make_unique<FakeAlarm>(m_clock);
        FakeAlarm &rings = *alarm;
        TokenRetirementService service(m_clock, m_system, std::move(alarm));
        retire(service, server, token());
        QTRY_VERIFY(rings.isSet());
        QVERIFY(server.login().takesTokens());
        server.script().afterHeader.clear();
        rings.pass(5 * 60'000);
        QTRY_VERIFY(service.isIdle());
        QVERIFY(!server.login().takesTokens());
        QCOMPARE(server.connections(), 2);
    }

    void triesAgainWhenTheNetworkIsBack()
    {
        ScriptedServer server(withTokens());
        server.script().afterHeader = shutDown;
        auto alarm = std::make_unique<FakeAlarm>(m_clock);
        FakeAlarm &rings = *alarm;
        TokenRetirementService service(m_clock, m_system, std::move(alarm));
        retire(service, server, token());
        for (int tries = 1; tries < 8; ++tries) { // the pauses grow to minutes
            QTRY_VERIFY(rings.isSet() && server.connections() == tries);
            rings.pass(5 * 60'000);
        }
        QTRY_VERIFY(rings.isSet());
        server.script().afterHeader.clear();
        const int before = server.connections();
        Q_EMIT m_system.networkChanged();
        rings.pass(10'000); // no sooner after a try
        QTRY_VERIFY(service.isIdle());
        QCOMPARE(server.connections(), before + 1);
        QVERIFY(!server.login().takesTokens());
    }

    void leavesWhatIsWorthNothingAnyway()
    {
        ScriptedServer server(withTokens());
        TokenRetirementService service(m_clock, m_system, std::make_unique<FakeAlarm>(m_clock));
        retire(service, server, {});
        retire(service, server, token(-1'000)); // over
        QVERIFY(service.isIdle());
        server.login().revokeTokens();
        retire(service, server, token());
        QTRY_VERIFY(service.isIdle());
        QCOMPARE(server.connections(), 1);
    }
};

JACKDAW_TEST(TokenRetirementTest)

} // namespace token_retirement_test

#include "token_retirement_test.moc"
