// SPDX-License-Identifier: GPL-3.0-or-later
// What KeychainSecretStore says to the desktop's key service, on a private bus. The service, KWallet, is played here: on a
// thread of its own, as QtKeychain waits for its first answer.
#include "secrets/KeychainSecretStore.h"
#include "support/PrivateBus.h"
#include "xmpp/FastToken.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusVirtualObject>
#include <QMutex>
#include <QStandardPaths>
#include <QTest>
#include <QThread>

using namespace Qt::StringLiterals;
using namespace jackdaw;

/// org.kde.KWallet, as far as QtKeychain uses it.
class FakeWallet : public QDBusVirtualObject
{
    Q_OBJECT
public:
    QString introspect(const QString &) const override { return {}; }
    bool handleMessage(const QDBusMessage &message, const QDBusConnection &connection) override
    {
        const QMutexLocker lock(&m_mutex);
        const QString method = message.member();
        const QList<QVariant> arguments = message.arguments(); // handle, folder, key, …
        const QString key = arguments.value(1).toString() + u'|' + arguments.value(2).toString();
        QVariant answer;
        if (method == u"networkWallet") {
            answer = u"kdewallet"_s;
        } else if (method == u"isEnabled") {
            answer = true;
        } else if (method == u"open") {
            answer = m_opens ? 1 : -1;
        } else if (method == u"entryType") {
            answer = m_entries.contains(key) ? 1 : 0;
        } else if (method == u"hasEntry") {
            answer = m_entries.contains(key);
        } else if (method == u"readPassword") {
            answer = m_entries.value(key);
        } else if (method == u"writePassword") {
            m_entries.insert(key, arguments.value(3).toString());
            answer = 0;
        } else if (method == u"removeEntry") {
            answer = m_entries.remove(key) > 0 ? 0 : -3;
        } else {
            return false;
        }
        return connection.send(message.createReply(answer));
    }
    QMap<QString, QString> entries() const
    {
        const QMutexLocker lock(&m_mutex);
        return m_entries;
    }
    void setOpens(bool opens)
    {
        const QMutexLocker lock(&m_mutex);
        m_opens = opens;
    }

private:
    mutable QMutex m_mutex;
    QMap<QString, QString> m_entries;
    bool m_opens = true;
};

class KeychainTest : public QObject
{
    Q_OBJECT

    const BareJid m_mara = *BareJid::parse(u"mara@harbor.example");
    const BareJid m_work = *BareJid::parse(u"mara@work.example");
    test::PrivateBus m_privateBus;
    QThread m_thread;
    FakeWallet m_wallet;

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
        const QString address = m_privateBus.start();
        QVERIFY(!address.isEmpty());
        qputenv("XDG_CURRENT_DESKTOP", "KDE");
        qputenv("KDE_SESSION_VERSION", "6");
        m_wallet.moveToThread(&m_thread);
        m_thread.start();
        auto bus = QDBusConnection::connectToBus(address, u"wallet"_s);
        QVERIFY(bus.registerVirtualObject(u"/modules/kwalletd6"_s, &m_wallet));
        QVERIFY(bus.registerService(u"org.kde.kwalletd6"_s));
    }
    void cleanupTestCase()
    {
        QDBusConnection::disconnectFromBus(u"wallet"_s);
        m_thread.quit();
        m_thread.wait();
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
        QCOMPARE(wait(store.setToken(m_work, u"new"_s)).error().kind, ErrorKind::Secrets);
        QCOMPARE(wait(store.forgetToken(m_work)).error().kind, ErrorKind::Secrets); // it may still be there
        m_wallet.setOpens(true);
        QCOMPARE(*wait(store.token(m_work)), u"token of another account"_s);
    }
};

QTEST_GUILESS_MAIN(KeychainTest)
#include "keychain_test.moc"
