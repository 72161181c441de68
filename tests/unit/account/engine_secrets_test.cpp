// SPDX-License-Identifier: GPL-3.0-or-later
// What the engine says of the desktop's key service while it fails and when it is back.
#include "server/Engine.h"
#include "support/PrivateKeyService.h"
#include "support/ScriptedServer.h"
#include "support/TestProgram.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace jackdaw;
using test::Engine;
using test::ScriptedServer;

namespace engine_secrets_test {

class EngineSecretsTest : public QObject
{
    Q_OBJECT

    test::PrivateKeyService m_service;

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_service.start(), "dbus-daemon is missing; run this through installer/toolbox, which has it"); }

    void aServiceThatIsBackIsNotCalledBroken()
    {
        QTemporaryDir profile;
        ScriptedServer server({});
        AccountSettings settings;
        settings.jid = *BareJid::parse(u"mara@harbor.example");
        settings.host = QStringLiteral("127.0.0.1");
        settings.port = server.port();
        settings.tls = TlsMode::Direct;
        settings.authorityFile = server.authorityFile();
        settings.keepSignedIn = true;
        const auto engine = Engine::start(profile.path(), {}, EngineOptions::Secrets::Keychain);
        QVERIFY(engine);
        QSignalSpy failed(&engine->accounts(), &AccountDoor::secretsUnavailable);
        QSignalSpy answers(&engine->accounts(), &AccountDoor::secretsAvailable);

        m_service.wallet.setOpens(false);
        const auto account = engine->signIn(settings, ScriptedServer::password());
        QVERIFY2(account, account ? "" : qPrintable(account.error().detail));
        QVERIFY(engine->waitFor([&] { return failed.size() == 1; }));
        QCOMPARE(failed.first().first().value<Error>().kind, ErrorKind::Secrets);
        QVERIFY(engine->waitUntil(*account, ConnectionState::Online));
        QVERIFY(m_service.wallet.entries().isEmpty());

        m_service.wallet.setOpens(true);
        QVERIFY(Engine::wait(engine->accounts().providePassword(*account, ScriptedServer::password())));
        QVERIFY(engine->waitFor([&] { return answers.size() == 1; }));
        QCOMPARE(m_service.wallet.entries().value(QStringLiteral("Jackdaw|mara@harbor.example")), ScriptedServer::password());
        QCOMPARE(failed.size(), 1);
    }
};

JACKDAW_TEST(EngineSecretsTest)

} // namespace engine_secrets_test

#include "engine_secrets_test.moc"
