// SPDX-License-Identifier: GPL-3.0-or-later
// A computer without a session bus. By itself, as a program connects to that once.
#include "status/DesktopIdle.h"
#include "support/FakeAlarm.h"
#include "support/TestProgram.h"

#include <QDBusConnection>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace jackdaw;

namespace no_bus_test {

class NoBusTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void notEvenALockedScreenIsTold();
};

void NoBusTest::notEvenALockedScreenIsTold()
{
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus");
    QVERIFY(!QDBusConnection::sessionBus().isConnected());
    test::FakeClock clock;
    auto alarm = std::make_unique<test::FakeAlarm>(clock);
    const test::FakeAlarm &retry = *alarm;
    DesktopIdle idle(std::move(alarm));
    QSignalSpy changed(&idle, &DesktopIdle::idleTimeChanged);
    idle.watch(60'000);
    QCOMPARE(idle.idleTime(), DesktopIdle::IdleTime::Known); // nobody has looked yet
    idle.start();
    QCOMPARE(idle.idleTime(), DesktopIdle::IdleTime::NotKnown);
    QCOMPARE(changed.size(), 1);
    QVERIFY(!retry.isSet());
}

JACKDAW_TEST(NoBusTest)

} // namespace no_bus_test

#include "NoBusTest.moc"
