// SPDX-License-Identifier: GPL-3.0-or-later
// What KeychainSecretStore says to the desktop's key service, on a private bus.
#include "base/KeyServiceTrouble.h"
#include "secrets/KeychainSecretStore.h"
#include "support/PrivateKeyService.h"
#include "support/TestProgram.h"
#include "xmpp/FastToken.h"

#include <QStandardPaths>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace jackdaw;

namespace keychain_test {

class KeychainTest : public QObject
{
    Q_OBJECT

    const BareJid m_mara = *BareJid::parse(u"mara@harbor.example");
    const BareJid m_work = *BareJid::parse(u"mara@work.example");
    test::PrivateKeyService m_service;
    test::FakeWallet &m_wallet = m_service.wallet;

    template<class T>
    static Result<T> wait(const QFuture<Result<T>> &future)
    {
        return QTest::qWaitFor([&] { return future.isFinished(); }, 10'000) ? future.result()
                                                                          : Result<T>(Error{ErrorKind::Timeout, {}, {}});
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (QStandardPaths::findExecutable(u"dbus-daemon"_s).isEmpty()) {
            QFAIL("dbus-daemon is not installed; run this through installer/toolbox, which has it");
        }
        QVERIFY(m_service.start());
    }

    void aTokenIsKeptBesideThePassword()
    {
        KeychainSecretStore store;
        const FastToken token{u"HT-SHA-256-NONE"_s, u"secret<&>\u00e9"_s, 4'070'908'800'000};
        const auto none = wait(store.token(m_mara));
        QVERIFY(!none);
        QCOMPARE(none.error().kind, ErrorKind::NotFound);
        QVERIFY(wait(store.setPassword(m_mara, u"password of mara"_s)));
        QVERIFY(wait(store.setToken(m_mara, writeFastToken(token))));
        QVERIFY(wait(store.setProxyPassword(m_mara, u"password of the proxy"_s)));
        QVERIFY(wait(store.setToken(m_work, u"token of another account"_s)));
        QCOMPARE(m_wallet.entries().keys(),
                 (QStringList{u"Jackdaw|mara@harbor.example"_s, u"Jackdaw|mara@harbor.example/proxy"_s,
                              u"Jackdaw|mara@harbor.example/token"_s, u"Jackdaw|mara@work.example/token"_s}));
        // By a store of another run.
        KeychainSecretStore later;
        const auto kept = wait(later.token(m_mara));
        QVERIFY(kept);
        QCOMPARE(readFastToken(*kept), token);
        QCOMPARE(*wait(later.password(m_mara)), u"password of mara"_s);
        QCOMPARE(*wait(later.proxyPassword(m_mara)), u"password of the proxy"_s);

        // Signing out forgets the token alone.
        QVERIFY(wait(store.forgetToken(m_mara)));
        QCOMPARE(wait(store.token(m_mara)).error().kind, ErrorKind::NotFound);
        QVERIFY(wait(store.password(m_mara)));
        QVERIFY(wait(store.forgetToken(m_mara))); // there is none any more, as was wished

        // Removing the account forgets both, and nothing of another.
        QVERIFY(wait(store.setToken(m_mara, writeFastToken(token))));
        QVERIFY(wait(store.forget(m_mara)));
        QCOMPARE(m_wallet.entries().keys(),
                 (QStringList{u"Jackdaw|mara@harbor.example/proxy"_s, u"Jackdaw|mara@work.example/token"_s}));
        QCOMPARE(*wait(store.token(m_work)), u"token of another account"_s);
    }

    void aServiceThatRefusesIsNoEmptyOne()
    {
        KeychainSecretStore store;
        m_wallet.setOpens(false);
        const auto refused = wait(store.token(m_work));
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::Secrets);
        QVERIFY2(keyServiceTrouble(refused.error()) == KeyServiceTrouble::Closed, qPrintable(refused.error().detail + refused.error().subject));
        QCOMPARE(keyServiceName(refused.error()), u"KWallet"_s);
        QCOMPARE(wait(store.setToken(m_work, u"new"_s)).error().kind, ErrorKind::Secrets);
        QCOMPARE(wait(store.forgetToken(m_work)).error().kind, ErrorKind::Secrets); // it may still be there
        m_wallet.setOpens(true);
        QCOMPARE(*wait(store.token(m_work)), u"token of another account"_s);
    }
};

JACKDAW_TEST(KeychainTest)

} // namespace keychain_test

#include "keychain_test.moc"
