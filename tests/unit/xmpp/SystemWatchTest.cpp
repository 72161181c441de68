// SPDX-License-Identifier: GPL-3.0-or-later
// What the computer does, as SystemWatch hears it from the kernel and from the network service, and what becomes of a session.
#include "support/FakeAlarm.h"
#include "support/PrivateBus.h"
#include "support/PrivateNetwork.h"
#include "support/Relay.h"
#include "support/ScriptedServer.h"
#include "xmpp/Connection.h"
#include "xmpp/ConnectionSupervisor.h"
#include "xmpp/SystemWatch.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusVariant>
#include <QDBusVirtualObject>
#include <QMutex>
#include <QSignalSpy>
#include <QTest>
#include <QThread>

#include <cerrno>
#include <dlfcn.h>
#include <sys/eventfd.h>
#include <sys/timerfd.h>
#include <unistd.h>

using namespace jackdaw;
using namespace Qt::StringLiterals;
using test::FakeAlarm;
using test::FakeClock;
using test::PrivateNetwork;
using test::Relay;
using test::ScriptedServer;

namespace {

/// The kernel's clock, which no test may set: its timer is an eventfd, and a jump is what is written there.
struct KernelClock
{
    int timer = -1;
    int armed = 0;
    void jump() const
    {
        const quint64 one = 1;
        QCOMPARE(::write(timer, &one, sizeof one), ssize_t(sizeof one));
    }
};
KernelClock &kernelClock()
{
    static KernelClock clock;
    return clock;
}

} // namespace

// A program's own functions come before those of the C library (ld.so(8)).
extern "C" {

#define EXPORTED __attribute__((visibility("default")))

EXPORTED int timerfd_create(clockid_t, int) noexcept
{
    kernelClock() = {eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC), 0};
    return kernelClock().timer;
}

EXPORTED int timerfd_settime(int descriptor, int flags, const itimerspec *, itimerspec *) noexcept
{
    if (descriptor != kernelClock().timer || flags != (TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET)) {
        errno = EINVAL;
        return -1;
    }
    ++kernelClock().armed;
    return 0;
}

EXPORTED ssize_t read(int descriptor, void *buffer, size_t size)
{
    using Function = ssize_t (*)(int, void *, size_t);
    static const auto real = reinterpret_cast<Function>(dlsym(RTLD_NEXT, "read"));
    const ssize_t got = real(descriptor, buffer, size);
    if (got > 0 && descriptor == kernelClock().timer) {
        errno = ECANCELED; // timerfd_create(2)
        return -1;
    }
    return got;
}

} // extern "C"

/// org.freedesktop.NetworkManager, as far as QNetworkInformation asks it.
class FakeNetworkManager : public QDBusVirtualObject
{
    Q_OBJECT
public:
    enum Connectivity : uint { None = 1, Portal = 2, Full = 4 }; // NMConnectivityState

    QString introspect(const QString &) const override { return {}; }
    bool handleMessage(const QDBusMessage &message, const QDBusConnection &connection) override
    {
        const QMutexLocker lock(&m_mutex);
        if (message.member() == u"GetAll") {
            return connection.send(message.createReply(QVariant(properties())));
        }
        if (message.member() == u"Get") {
            const QString name = message.arguments().value(1).toString();
            return connection.send(message.createReply(QVariant::fromValue(QDBusVariant(properties().value(name)))));
        }
        return false;
    }
    void say(Connectivity connectivity, const QDBusConnection &connection)
    {
        {
            const QMutexLocker lock(&m_mutex);
            m_connectivity = connectivity;
        }
        QDBusMessage changed = QDBusMessage::createSignal(u"/org/freedesktop/NetworkManager"_s, u"org.freedesktop.DBus.Properties"_s,
                                                          u"PropertiesChanged"_s);
        changed << u"org.freedesktop.NetworkManager"_s << properties() << QStringList();
        connection.send(changed);
    }

private:
    QVariantMap properties() const
    {
        return {{u"Connectivity"_s, uint(m_connectivity)}, {u"State"_s, uint(m_connectivity == None ? 20 : 70)}, {u"Metered"_s, uint(2)},
                {u"NetworkingEnabled"_s, true}, {u"PrimaryConnection"_s, QVariant::fromValue(QDBusObjectPath(u"/"_s))}};
    }

    QMutex m_mutex;
    Connectivity m_connectivity = Full;
};

namespace {

/// A real connection to a server on an address of this computer, kept up by a supervisor that hears of the real computer. Its
/// time is the test's, and stands still: what happens, happens because something was heard.
struct Wire
{
    explicit Wire(const QHostAddress &address) : relay(server.port(), address), connection(settings(address), agent, realClock)
    {
        QObject::connect(&connection, &Link::sessionStarted, &connection, [this](Link::Session session) { sessions += session; });
    }
    ConnectionSettings settings(const QHostAddress &address) const
    {
        ConnectionSettings all;
        all.jid = *BareJid::parse(u"mara@harbor.example");
        all.host = address.toString();
        all.port = relay.port();
        all.tls = TlsMode::Direct;
        all.authorityFile = server.authorityFile();
        return all;
    }
    bool becomes(ConnectionState state)
    {
        return QTest::qWaitFor([&] { return supervisor.status().state == state; }, 15'000);
    }

    const QString agent = u"0f1e2d3c-0000-4000-8000-000000000001"_s;
    FakeClock clock;
    SystemClock realClock;
    SystemWatch system;
    ScriptedServer server{{.resumes = true}};
    Relay relay;
    Connection connection;
    FakeAlarm *alarm = new FakeAlarm(clock); // owned by the supervisor
    ConnectionSupervisor supervisor{connection, clock, std::unique_ptr<Alarm>(alarm), system};
    QList<Link::Session> sessions;
};

} // namespace

class SystemWatchTest : public QObject
{
    Q_OBJECT

    test::PrivateBus m_bus;
    FakeNetworkManager m_manager;
    QThread m_thread;

private Q_SLOTS:
    void initTestCase()
    {
        QCOMPARE(PrivateNetwork::ip(u"link set lo up"_s), QString());
        const QString address = m_bus.start();
        QVERIFY2(!address.isEmpty(), "dbus-daemon is missing; run this through installer/toolbox, which has it");
        qputenv("DBUS_SYSTEM_BUS_ADDRESS", address.toLocal8Bit());
        // In a thread of its own, as Qt waits for its first answer.
        m_manager.moveToThread(&m_thread);
        m_thread.start();
        auto bus = QDBusConnection::connectToBus(address, u"manager"_s);
        QVERIFY(bus.registerVirtualObject(u"/org/freedesktop/NetworkManager"_s, &m_manager));
        QVERIFY(bus.registerService(u"org.freedesktop.NetworkManager"_s));
    }
    void cleanupTestCase()
    {
        QDBusConnection::disconnectFromBus(u"manager"_s);
        m_thread.quit();
        m_thread.wait();
    }

    void needsNoRights()
    {
        SystemWatch watch;
        QVERIFY(watch.watchesAddresses());
        QVERIFY(watch.watchesSleep());
        QSignalSpy woke(&watch, &SystemEvents::wokeUp);
        QSignalSpy changed(&watch, &SystemEvents::networkChanged);
        QCoreApplication::processEvents(); // what it read at its beginning is no news
        QCOMPARE(woke.size(), 0);
        QCOMPARE(changed.size(), 0);
    }

    void aClockThatJumpsIsAWakeUpEachTime()
    {
        SystemWatch watch;
        QSignalSpy woke(&watch, &SystemEvents::wokeUp);
        QCOMPARE(kernelClock().armed, 1);
        for (int i = 1; i <= 3; ++i) {
            kernelClock().jump();
            QTRY_COMPARE(woke.size(), i);
            QCOMPARE(kernelClock().armed, 1 + i); // for the next one
        }
        QVERIFY(watch.watchesSleep());
    }

    void aNetworkServiceTellsOfPortals()
    {
        SystemWatch watch;
        QVERIFY(!watch.isBehindCaptivePortal());
        const auto say = [this](FakeNetworkManager::Connectivity connectivity) {
            m_manager.say(connectivity, QDBusConnection(u"manager"_s));
        };
        QSignalSpy changed(&watch, &SystemEvents::networkChanged);
        say(FakeNetworkManager::Portal);
        QTRY_VERIFY(watch.isBehindCaptivePortal());
        QTRY_VERIFY(!changed.isEmpty());
        changed.clear();
        say(FakeNetworkManager::Full);
        QTRY_VERIFY(!watch.isBehindCaptivePortal());
        QTRY_VERIFY(!changed.isEmpty());
        changed.clear();
        say(FakeNetworkManager::None);
        QTRY_VERIFY(!changed.isEmpty());
        say(FakeNetworkManager::Full);
    }

    void anAddressThatGoesAndComesBackIsANewTryAtOnce_data()
    {
        QTest::addColumn<QString>("goes");
        QTest::addColumn<QString>("comes");
        QTest::newRow("the interface goes down and up") << u"link set lo down"_s << u"link set lo up"_s;
        QTest::newRow("the address goes and comes") << u"addr del 192.0.2.1/32 dev lo"_s << u"addr add 192.0.2.1/32 dev lo"_s;
    }
    void anAddressThatGoesAndComesBackIsANewTryAtOnce()
    {
        QFETCH(QString, goes);
        QFETCH(QString, comes);
        // The only interface that every kernel has, with an address that is no loopback's (RFC 5737).
        PrivateNetwork::ip(u"addr del 192.0.2.1/32 dev lo"_s);
        QCOMPARE(PrivateNetwork::ip(u"addr add 192.0.2.1/32 dev lo"_s), QString());
        Wire wire(QHostAddress(u"192.0.2.1"_s));
        wire.supervisor.start(ScriptedServer::password());
        QVERIFY(wire.becomes(ConnectionState::Online));
        QTRY_VERIFY(wire.server.heard().contains("<presence"));

        QCOMPARE(PrivateNetwork::ip(goes), QString());
        QVERIFY2(wire.becomes(ConnectionState::Waiting), "nobody told that the address is gone");
        QVERIFY(wire.supervisor.status().error);
        QVERIFY(wire.supervisor.status().nextTry > 0);
        QCOMPARE(PrivateNetwork::ip(comes), QString());
        QVERIFY2(wire.becomes(ConnectionState::Online), "nobody told that the address is back");
        QCOMPARE(wire.alarm->rings(), 0); // not because a time was over
        QCOMPARE(wire.sessions, (QList{Link::Session::New, Link::Session::Resumed}));
    }

    void afterSleepADeadLinkIsFoundAndTriedAgain()
    {
        Wire wire(QHostAddress::LocalHost);
        wire.supervisor.start(ScriptedServer::password());
        QVERIFY(wire.becomes(ConnectionState::Online));
        QTRY_VERIFY(wire.server.heard().contains("<presence"));
        // A link that lives answers, and stays.
        QSignalSpy heard(&wire.connection, &Link::bytesReceived);
        kernelClock().jump();
        QTRY_COMPARE(wire.server.heard().count("urn:xmpp:ping"), 1);
        QTRY_VERIFY(!heard.isEmpty());
        wire.alarm->pass(10'000);
        QCOMPARE(wire.supervisor.status().state, ConnectionState::Online);

        wire.relay.swallow();
        kernelClock().jump();
        QTRY_VERIFY(wire.relay.swallowed(Relay::Direction::ToServer) > 0); // it is asked at once
        wire.alarm->pass(8'000);
        QVERIFY(wire.becomes(ConnectionState::Waiting) || wire.becomes(ConnectionState::Online));
        wire.alarm->pass(2'000);
        QVERIFY(wire.becomes(ConnectionState::Online));
        QCOMPARE(wire.sessions, (QList{Link::Session::New, Link::Session::Resumed}));
    }
};

int main(int count, char **words)
{
    if (!PrivateNetwork::enter()) {
        qFatal("no private network: %s. What to do says: installer/toolbox --private-network true", strerror(errno));
    }
    QCoreApplication application(count, words);
    SystemWatchTest test;
    return QTest::qExec(&test, count, words);
}

#include "SystemWatchTest.moc"
