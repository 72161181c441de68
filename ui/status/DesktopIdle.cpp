// SPDX-License-Identifier: GPL-3.0-or-later
#include "status/DesktopIdle.h"

#include "status/XIdleAlarm.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusServiceWatcher>
#include <QGuiApplication>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

const auto mutter = u"org.gnome.Mutter.IdleMonitor"_s;
const auto mutterPath = u"/org/gnome/Mutter/IdleMonitor/Core"_s;

constexpr qint64 firstPause = 10'000; // ms; each is twice as long as the one before it
constexpr qint64 longestPause = 600'000;

struct Locker { QString service, path; }; // its interface is called as its service

QList<Locker> lockers()
{
    return {{u"org.freedesktop.ScreenSaver"_s, u"/org/freedesktop/ScreenSaver"_s},
            {u"org.freedesktop.ScreenSaver"_s, u"/ScreenSaver"_s},
            {u"org.gnome.ScreenSaver"_s, u"/org/gnome/ScreenSaver"_s}};
}

bool isAbsent(const QDBusError &error)
{
    return error.type() == QDBusError::ServiceUnknown || error.name().endsWith(".NameHasNoOwner"_L1);
}

/// Nobody is there, or has what was asked for. All else, that it took too long or crashed, may be over the next time.
bool cannotTell(const QDBusError &error)
{
    return isAbsent(error) || error.type() == QDBusError::UnknownMethod || error.type() == QDBusError::UnknownInterface
        || error.type() == QDBusError::UnknownObject;
}

} // namespace

DesktopIdle::DesktopIdle(std::unique_ptr<Alarm> retry, QObject *parent)
    : QObject(parent), m_retry(std::move(retry)), m_pause(firstPause)
{
    m_retry->onRing([this] { askAgain(); });
}

DesktopIdle::~DesktopIdle() = default;

void DesktopIdle::start()
{
    m_isStarted = true;
    if (QGuiApplication::platformName() == u"xcb"_s) {
        m_alarm = std::make_unique<XIdleAlarm>();
        connect(m_alarm.get(), &XIdleAlarm::idle, this, &DesktopIdle::idle);
        connect(m_alarm.get(), &XIdleAlarm::active, this, &DesktopIdle::noteActive);
    }
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (bus.isConnected()) {
        for (const Locker &locker : lockers())
            bus.connect({}, locker.path, locker.service, u"ActiveChanged"_s, this, SLOT(onScreenSaver(bool)));
        auto *owners = new QDBusServiceWatcher(QString(), bus, QDBusServiceWatcher::WatchForOwnerChange, this);
        owners->setWatchedServices({lockers().first().service, lockers().last().service});
        connect(owners, &QDBusServiceWatcher::serviceOwnerChanged, this, &DesktopIdle::askLockers); // it crashed, or just began
        askLockers();
        m_isMutterWanted = !m_alarm || !m_alarm->isThere();
        if (m_isMutterWanted) {
            bus.connect(mutter, mutterPath, mutter, u"WatchFired"_s, this, SLOT(onWatchFired(uint)));
            auto *shells = new QDBusServiceWatcher(mutter, bus, QDBusServiceWatcher::WatchForRegistration, this);
            connect(shells, &QDBusServiceWatcher::serviceRegistered, this, [this] {
                m_idleWatch = m_activeWatch = 0; // they went with the one before
                m_pause = firstPause;
                askAgain();
            });
        }
    } else {
        setTold(m_alarm && m_alarm->isThere(), false);
    }
    if (m_after > 0)
        watch(m_after);
}

void DesktopIdle::watch(qint64 milliseconds)
{
    m_after = milliseconds;
    if (!m_isStarted)
        return;
    if (m_alarm)
        m_alarm->watch(milliseconds);
    if (m_isMutterWanted)
        askMutter();
}

void DesktopIdle::askMutter()
{
    if (const uint before = std::exchange(m_idleWatch, 0u); before != 0)
        callMutter(u"RemoveWatch"_s, {before});
    const int round = ++m_watchRound;
    callMutter(u"AddIdleWatch"_s, {quint64(m_after)}, [this, round](uint id, const QDBusError &error) {
        if (round != m_watchRound) {
            if (id != 0)
                callMutter(u"RemoveWatch"_s, {id});
            return;
        }
        m_idleWatch = id;
        if (id != 0 || cannotTell(error))
            setTold(id != 0, m_isLockTold);
        if (id != 0)
            m_pause = firstPause;
    });
}

/// Which is told once. Unheard, somebody who came back would stay away.
void DesktopIdle::askReturn()
{
    callMutter(u"AddUserActiveWatch"_s, {}, [this](uint id, const QDBusError &) { m_activeWatch = id; });
}

void DesktopIdle::askAgain()
{
    if (m_after > 0 && m_idleWatch == 0)
        askMutter();
    if (m_isReturnAwaited && m_activeWatch == 0)
        askReturn();
}

void DesktopIdle::callMutter(const QString &method, const QVariantList &arguments, const Answered &answered)
{
    QDBusMessage call = QDBusMessage::createMethodCall(mutter, mutterPath, mutter, method);
    call.setArguments(arguments);
    call.setAutoStartService(false);
    auto *watcher = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, answered] {
        watcher->deleteLater();
        const QDBusPendingReply<uint> reply = *watcher;
        if (!answered)
            return;
        answered(reply.isError() ? 0 : reply.value(), reply.error());
        if (reply.isError() && !cannotTell(reply.error()) && QDBusConnection::sessionBus().isConnected()) {
            m_retry->set(m_pause);
            m_pause = qMin(2 * m_pause, longestPause);
        }
    });
}

void DesktopIdle::onWatchFired(uint id)
{
    if (id == 0)
        return;
    if (id == m_idleWatch) {
        Q_EMIT idle(m_after);
        m_isReturnAwaited = true;
        askReturn();
    } else if (id == m_activeWatch) {
        m_activeWatch = 0;
        m_isReturnAwaited = false;
        noteActive();
    }
}

void DesktopIdle::noteActive()
{
    if (m_isLocked)
        askLockers(); // the one that would tell may not be there any more
    Q_EMIT active();
}

void DesktopIdle::onScreenSaver(bool isActive)
{
    setTold(m_isIdleTold, true);
    setLocked(isActive);
}

/// Does one of them say that the screen is locked? One that is there and cannot be asked leaves it as it was told.
void DesktopIdle::askLockers()
{
    const int round = ++m_lockerRound;
    struct Answers { qsizetype open, locked = 0, unlocked = 0, mute = 0; bool isTold = false; };
    const auto answers = std::make_shared<Answers>(Answers{lockers().size()});
    for (const Locker &locker : lockers()) {
        QDBusMessage call = QDBusMessage::createMethodCall(locker.service, locker.path, locker.service, u"GetActive"_s);
        call.setAutoStartService(false);
        auto *watcher = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(call), this);
        connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, round, answers] {
            watcher->deleteLater();
            const QDBusPendingReply<bool> reply = *watcher;
            answers->isTold |= !reply.isError() || !cannotTell(reply.error());
            if (!reply.isError())
                ++(reply.value() ? answers->locked : answers->unlocked);
            else if (!isAbsent(reply.error()))
                ++answers->mute;
            if (--answers->open > 0 || round != m_lockerRound)
                return;
            setTold(m_isIdleTold, answers->isTold);
            if (answers->locked > 0 || answers->unlocked > 0 || answers->mute == 0)
                setLocked(answers->locked > 0);
        });
    }
}

void DesktopIdle::setLocked(bool isLocked)
{
    ++m_lockerRound; // what was asked before is older than this
    if (std::exchange(m_isLocked, isLocked) == isLocked)
        return;
    if (isLocked)
        Q_EMIT locked();
    else
        Q_EMIT unlocked();
}

void DesktopIdle::setTold(bool isIdleTold, bool isLockTold)
{
    m_isIdleTold = isIdleTold;
    m_isLockTold = isLockTold;
    const IdleTime told = isIdleTold ? IdleTime::Known : isLockTold ? IdleTime::LockOnly : IdleTime::NotKnown;
    if (std::exchange(m_idleTime, told) != told)
        Q_EMIT idleTimeChanged();
}

} // namespace jackdaw
