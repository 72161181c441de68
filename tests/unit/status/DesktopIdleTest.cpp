// SPDX-License-Identifier: GPL-3.0-or-later
// What a desktop says over the bus of who is at it: Mutter's idle monitor, and lockers of the screen. The bus is a private
// dbus-daemon; the services are played here.
#include "status/DesktopIdle.h"
#include "support/FakeAlarm.h"
#include "support/PrivateBus.h"
#include "support/TestProgram.h"

#include <QDBusConnection>
#include <QDBusContext>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>

#include <memory>
#include <utility>

using namespace Qt::StringLiterals;
using namespace jackdaw;

namespace desktop_idle_test {

/// org.gnome.Mutter.IdleMonitor, as gnome-shell has it.
class FakeMutter : public QObject, protected QDBusContext
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.gnome.Mutter.IdleMonitor")
public:
    QList<std::pair<uint, quint64>> idleWatches;
    QList<uint> activeWatches;
    QList<uint> removed;
    QString error; ///< that everything is answered with
    int refused = 0;

public Q_SLOTS:
    uint AddIdleWatch(qulonglong interval)
    {
        if (refuses())
            return 0;
        idleWatches.append({++m_last, interval});
        return m_last;
    }
    uint AddUserActiveWatch()
    {
        if (refuses())
            return 0;
        activeWatches.append(++m_last);
        return m_last;
    }
    void RemoveWatch(uint id) { removed << id; }

Q_SIGNALS:
    void WatchFired(uint id);

private:
    bool refuses()
    {
        if (error.isEmpty())
            return false;
        ++refused;
        sendErrorReply(error, u"played"_s);
        return true;
    }

    uint m_last = 40;
};

/// A locker of the screen.
class FakeLocker : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.gnome.ScreenSaver")
public:
    bool isActive = false;
    int asked = 0;

public Q_SLOTS:
    bool GetActive()
    {
        ++asked;
        return isActive;
    }

Q_SIGNALS:
    void ActiveChanged(bool active);
};

const auto mutterName = u"org.gnome.Mutter.IdleMonitor"_s;
const auto lockerName = u"org.gnome.ScreenSaver"_s;

class DesktopIdleTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (QStandardPaths::findExecutable(u"dbus-daemon"_s).isEmpty())
            QFAIL("dbus-daemon is not installed; run this through installer/toolbox, which has it");
        const QString address = m_privateBus.start();
        QVERIFY(!address.isEmpty());
        m_bus = std::make_unique<QDBusConnection>(QDBusConnection::connectToBus(address, u"desktop"_s));
        QVERIFY(m_bus->isConnected());
        QVERIFY(QDBusConnection::sessionBus().connect({}, u"/org/gnome/Mutter/IdleMonitor/Core"_s, mutterName, u"WatchFired"_s, this,
                                                      SLOT(hear(uint))));
    }
    void cleanup()
    {
        leave(mutterName, u"/org/gnome/Mutter/IdleMonitor/Core"_s);
        leave(lockerName, u"/org/gnome/ScreenSaver"_s);
        m_mutter.reset();
        m_locker.reset();
    }
    void cleanupTestCase() { QDBusConnection::disconnectFromBus(u"desktop"_s); }

    void mutterSaysThatNobodyIsThere()
    {
        QVERIFY(startMutter());
        DesktopIdle idle(anAlarm());
        QSignalSpy gone(&idle, &DesktopIdle::idle);
        QSignalSpy back(&idle, &DesktopIdle::active);
        idle.watch(60'000); // as it is wished before the window is there
        idle.start();
        QTRY_COMPARE(m_mutter->idleWatches.size(), 1);
        const auto [watch, after] = m_mutter->idleWatches.first();
        QCOMPARE(after, quint64(60'000));
        // What others wait for is none of ours.
        QVERIFY(firesUntil(watch + 1000, watch, gone));
        QCOMPARE(gone.size(), 1);
        QCOMPARE(gone[0][0].toLongLong(), 60'000);
        QTRY_COMPARE(m_mutter->activeWatches.size(), 1);
        QVERIFY(back.isEmpty());
        QVERIFY(firesUntil(watch + 1000, m_mutter->activeWatches.first(), back));
        QCOMPARE(back.size(), 1);
        // It is told each time, and asked to tell of the return each time: that one tells once.
        fire(watch);
        QCOMPARE(gone.size(), 2);
        QTRY_COMPARE(m_mutter->activeWatches.size(), 2);
    }

    void anotherTimeIsWatchedInItsPlace()
    {
        QVERIFY(startMutter());
        DesktopIdle idle(anAlarm());
        QSignalSpy gone(&idle, &DesktopIdle::idle);
        idle.start();
        idle.watch(60'000);
        idle.watch(120'000); // before there is an answer to the first
        QTRY_COMPARE(m_mutter->idleWatches.size(), 2);
        QTRY_COMPARE(m_mutter->removed, QList<uint>{m_mutter->idleWatches[0].first});
        idle.watch(300'000);
        QTRY_COMPARE(m_mutter->idleWatches.size(), 3);
        QTRY_COMPARE(m_mutter->removed, (QList<uint>{m_mutter->idleWatches[0].first, m_mutter->idleWatches[1].first}));
        QCOMPARE(m_mutter->idleWatches[2].second, quint64(300'000));
        QVERIFY(firesUntil(m_mutter->idleWatches[1].first, m_mutter->idleWatches[2].first, gone));
        QCOMPARE(gone.size(), 1);
        QCOMPARE(gone[0][0].toLongLong(), 300'000);
    }

    void aDesktopThatBeganAnewIsAskedAgain()
    {
        QVERIFY(startMutter());
        DesktopIdle idle(anAlarm());
        QSignalSpy gone(&idle, &DesktopIdle::idle);
        idle.watch(60'000);
        idle.start();
        QTRY_COMPARE(m_mutter->idleWatches.size(), 1);
        // gnome-shell crashed, and with it all that it was asked for.
        leave(mutterName, u"/org/gnome/Mutter/IdleMonitor/Core"_s);
        QVERIFY(startMutter());
        QTRY_COMPARE(m_mutter->idleWatches.size(), 1);
        QVERIFY(m_mutter->removed.isEmpty());
        QVERIFY(firesUntil(7, m_mutter->idleWatches[0].first, gone));
        QCOMPARE(gone.size(), 1);
    }

    void whoComesBackAfterItBeganAnewIsHeard()
    {
        QVERIFY(startMutter());
        DesktopIdle idle(anAlarm());
        QSignalSpy gone(&idle, &DesktopIdle::idle);
        QSignalSpy back(&idle, &DesktopIdle::active);
        idle.watch(60'000);
        idle.start();
        QTRY_COMPARE(m_mutter->idleWatches.size(), 1);
        QVERIFY(firesUntil(7, m_mutter->idleWatches[0].first, gone));
        QTRY_COMPARE(m_mutter->activeWatches.size(), 1);
        // Its answer is here once another one is: it was asked before that.
        idle.watch(90'000);
        QTRY_COMPARE(m_mutter->idleWatches.size(), 2);
        QVERIFY(firesUntil(7, m_mutter->idleWatches[1].first, gone));
        // gnome-shell crashes while nobody is there: the new one is asked to tell of their return.
        leave(mutterName, u"/org/gnome/Mutter/IdleMonitor/Core"_s);
        QVERIFY(startMutter());
        QTRY_COMPARE(m_mutter->idleWatches.size(), 1);
        QTRY_COMPARE(m_mutter->activeWatches.size(), 1);
        QVERIFY(back.isEmpty());
        QVERIFY(firesUntil(7, m_mutter->activeWatches.first(), back));
        QCOMPARE(back.size(), 1);
    }

    void aLockedScreenIsHeard()
    {
        QVERIFY(startLocker(false));
        DesktopIdle idle(anAlarm());
        QSignalSpy locked(&idle, &DesktopIdle::locked);
        QSignalSpy unlocked(&idle, &DesktopIdle::unlocked);
        idle.start();
        QTRY_COMPARE(m_locker->asked, 1);
        QVERIFY(locked.isEmpty());
        Q_EMIT m_locker->ActiveChanged(true);
        QTRY_COMPARE(locked.size(), 1);
        Q_EMIT m_locker->ActiveChanged(false);
        QTRY_COMPARE(unlocked.size(), 1);
        QCOMPARE(locked.size(), 1);
    }

    void aScreenThatIsLockedAlready()
    {
        QVERIFY(startLocker(true));
        DesktopIdle idle(anAlarm());
        QSignalSpy locked(&idle, &DesktopIdle::locked);
        QSignalSpy unlocked(&idle, &DesktopIdle::unlocked);
        idle.start();
        QTRY_COMPARE(locked.size(), 1);
        // A locker that goes locks nothing any more.
        leave(lockerName, u"/org/gnome/ScreenSaver"_s);
        QTRY_COMPARE(unlocked.size(), 1);
        // One that begins is asked.
        QVERIFY(startLocker(true));
        QTRY_COMPARE(locked.size(), 2);
    }

    void whereThereIsNoneNothingIsTold()
    {
        DesktopIdle idle(anAlarm());
        QSignalSpy gone(&idle, &DesktopIdle::idle);
        QSignalSpy locked(&idle, &DesktopIdle::locked);
        QCOMPARE(idle.idleTime(), DesktopIdle::IdleTime::Known); // nobody has looked yet
        idle.start();
        idle.watch(60'000);
        QTRY_COMPARE(idle.idleTime(), DesktopIdle::IdleTime::NotKnown);
        // What comes up later counts.
        QVERIFY(startMutter());
        QTRY_COMPARE(m_mutter->idleWatches.size(), 1);
        QTRY_COMPARE(idle.idleTime(), DesktopIdle::IdleTime::Known);
        QVERIFY(gone.isEmpty() && locked.isEmpty());
    }

    /// Whoever opened the settings before that sees it too.
    void whatIsNotToldIsToldToBeSo()
    {
        DesktopIdle idle(anAlarm());
        QSignalSpy changed(&idle, &DesktopIdle::idleTimeChanged);
        idle.watch(60'000);
        idle.start();
        QTRY_COMPARE(idle.idleTime(), DesktopIdle::IdleTime::NotKnown); // neither Mutter nor a locker
        const qsizetype before = changed.size();
        QVERIFY(before >= 1);
        QVERIFY(startLocker(false));
        QTRY_COMPARE(idle.idleTime(), DesktopIdle::IdleTime::LockOnly);
        QCOMPARE(changed.size(), before + 1);
        m_bus->unregisterService(lockerName);
        QTRY_COMPARE(idle.idleTime(), DesktopIdle::IdleTime::NotKnown);
        Q_EMIT m_locker->ActiveChanged(true); // one that has no name on the bus
        QTRY_COMPARE(idle.idleTime(), DesktopIdle::IdleTime::LockOnly);
        QVERIFY(startMutter());
        QTRY_COMPARE(idle.idleTime(), DesktopIdle::IdleTime::Known);
        QCOMPARE(changed.size(), before + 4);
        QVERIFY(!m_retry->isSet());
    }

    void whoHasNoIdleTimeIsNotAskedAgain_data()
    {
        QTest::addColumn<QString>("error");
        for (const char *error : {"ServiceUnknown", "NameHasNoOwner", "UnknownMethod", "UnknownInterface", "UnknownObject"})
            QTest::newRow(error) << u"org.freedesktop.DBus.Error."_s + QLatin1StringView(error);
    }
    void whoHasNoIdleTimeIsNotAskedAgain()
    {
        QFETCH(QString, error);
        QVERIFY(startMutter(error));
        DesktopIdle idle(anAlarm());
        idle.watch(60'000);
        idle.start();
        QTRY_COMPARE(idle.idleTime(), DesktopIdle::IdleTime::NotKnown);
        QVERIFY(!m_retry->isSet());
    }

    /// It was busy, or is not allowed to now: that says nothing of what it has.
    void whoCouldNotAnswerIsAskedAgain_data()
    {
        QTest::addColumn<QString>("error");
        for (const char *error : {"NoReply", "Timeout", "LimitsExceeded", "Failed", "AccessDenied"})
            QTest::newRow(error) << u"org.freedesktop.DBus.Error."_s + QLatin1StringView(error);
    }
    void whoCouldNotAnswerIsAskedAgain()
    {
        QFETCH(QString, error);
        QVERIFY(startMutter(error));
        QVERIFY(startLocker(false));
        DesktopIdle idle(anAlarm());
        QSignalSpy gone(&idle, &DesktopIdle::idle);
        QSignalSpy back(&idle, &DesktopIdle::active);
        idle.watch(60'000);
        idle.start();
        QTRY_VERIFY(m_retry->isSet());
        QCOMPARE(idle.idleTime(), DesktopIdle::IdleTime::Known);
        QCOMPARE(m_mutter->refused, 1);
        m_retry->pass(10'000);
        QTRY_COMPARE(m_mutter->refused, 2);
        QTRY_VERIFY(m_retry->isSet());
        m_retry->pass(10'000); // each time it is left alone for longer
        QCOMPARE(m_retry->rings(), 1);
        m_mutter->error.clear();
        m_retry->pass(10'000);
        QTRY_COMPARE(m_mutter->idleWatches.size(), 1);
        // Somebody leaves, and when they come back that is heard, even if it could not be asked for at once.
        m_mutter->error = error;
        QVERIFY(firesUntil(7, m_mutter->idleWatches[0].first, gone));
        QTRY_VERIFY(m_retry->isSet());
        m_mutter->error.clear();
        m_retry->pass(10'000);
        QTRY_COMPARE(m_mutter->activeWatches.size(), 1);
        QCOMPARE(m_mutter->idleWatches.size(), 1);
        QVERIFY(firesUntil(7, m_mutter->activeWatches[0], back));
        QVERIFY(!m_retry->isSet());
        QCOMPARE(idle.idleTime(), DesktopIdle::IdleTime::Known);
    }

public Q_SLOTS:
    void hear(uint id) { m_heard << id; }

private:
    std::unique_ptr<Alarm> anAlarm()
    {
        auto alarm = std::make_unique<test::FakeAlarm>(m_clock);
        m_retry = alarm.get();
        return alarm;
    }
    bool startMutter(const QString &error = {})
    {
        m_mutter = std::make_unique<FakeMutter>();
        m_mutter->error = error;
        return m_bus->registerObject(u"/org/gnome/Mutter/IdleMonitor/Core"_s, m_mutter.get(),
                                     QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals)
            && m_bus->registerService(mutterName);
    }
    bool startLocker(bool isActive)
    {
        m_locker = std::make_unique<FakeLocker>();
        m_locker->isActive = isActive;
        return m_bus->registerObject(u"/org/gnome/ScreenSaver"_s, m_locker.get(),
                                     QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals)
            && m_bus->registerService(lockerName);
    }
    void leave(const QString &service, const QString &path)
    {
        m_bus->unregisterService(service);
        m_bus->unregisterObject(path);
    }
    /// Until they are heard as what they are: the answer with the number of `ours` may still be on its way.
    bool firesUntil(uint others, uint ours, const QSignalSpy &spy)
    {
        fire(others);
        for (int i = 0; i < 1000 && spy.isEmpty(); ++i)
            fire(ours);
        fire(others);
        return !spy.isEmpty();
    }
    /// And has it heard.
    void fire(uint id)
    {
        const qsizetype before = m_heard.size();
        Q_EMIT m_mutter->WatchFired(id);
        Q_EMIT m_mutter->WatchFired(0); // nobody's; once it is here, the one before it was dealt with
        QVERIFY(QTest::qWaitFor([&] { return m_heard.size() >= before + 2; }, 10'000));
    }

    QList<uint> m_heard;
    test::FakeClock m_clock;
    test::FakeAlarm *m_retry = nullptr; ///< of the last that was made
    test::PrivateBus m_privateBus;
    std::unique_ptr<QDBusConnection> m_bus;
    std::unique_ptr<FakeMutter> m_mutter;
    std::unique_ptr<FakeLocker> m_locker;
};

} // namespace desktop_idle_test

using desktop_idle_test::DesktopIdleTest;
JACKDAW_TEST(DesktopIdleTest)
#include "DesktopIdleTest.moc"
