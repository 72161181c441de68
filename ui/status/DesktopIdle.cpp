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

struct Locker { QString service, path; }; // its interface is called as its service

QList<Locker> lockers()
{
    return {{u"org.freedesktop.ScreenSaver"_s, u"/org/freedesktop/ScreenSaver"_s},
            {u"org.freedesktop.ScreenSaver"_s, u"/ScreenSaver"_s},
            {u"org.gnome.ScreenSaver"_s, u"/org/gnome/ScreenSaver"_s}};
}

} // namespace

DesktopIdle::DesktopIdle(QObject *parent) : QObject(parent) {}

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
                m_idleWatch = 0; // they went with the one before
                const bool isBackAwaited = std::exchange(m_activeWatch, 0u) != 0;
                if (m_after > 0)
                    askMutter();
                if (isBackAwaited) // or somebody who came back would stay away
                    callMutter(u"AddUserActiveWatch"_s, {}, [this](std::optional<uint> watch) { m_activeWatch = watch.value_or(0); });
            });
        }
    }
    m_idleTime = !bus.isConnected() && (!m_alarm || !m_alarm->isThere()) ? IdleTime::NotKnown : m_idleTime;
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
    callMutter(u"AddIdleWatch"_s, {quint64(m_after)}, [this, round](std::optional<uint> id) {
        m_idleTime = id ? IdleTime::Known : IdleTime::NotKnown;
        if (!id)
            return;
        if (round == m_watchRound)
            m_idleWatch = *id;
        else
            callMutter(u"RemoveWatch"_s, {*id});
    });
}

void DesktopIdle::callMutter(const QString &method, const QVariantList &arguments,
                             std::function<void(std::optional<uint>)> answered)
{
    QDBusMessage call = QDBusMessage::createMethodCall(mutter, mutterPath, mutter, method);
    call.setArguments(arguments);
    call.setAutoStartService(false);
    auto *watcher = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [watcher, answered = std::move(answered)] {
        watcher->deleteLater();
        const QDBusPendingReply<uint> reply = *watcher;
        if (answered)
            answered(reply.isError() ? std::nullopt : std::optional(reply.value()));
    });
}

void DesktopIdle::onWatchFired(uint id)
{
    if (id == 0)
        return;
    if (id == m_idleWatch) {
        Q_EMIT idle(m_after);
        callMutter(u"AddUserActiveWatch"_s, {}, [this](std::optional<uint> watch) {
            m_activeWatch = watch.value_or(0); // which tells once
        });
    } else if (id == m_activeWatch) {
        m_activeWatch = 0;
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
    setLocked(isActive);
}

/// Does one of them say that the screen is locked? One that is there and cannot be asked leaves it as it was told.
void DesktopIdle::askLockers()
{
    const int round = ++m_lockerRound;
    struct Answers { qsizetype open, locked = 0, unlocked = 0, mute = 0; };
    const auto answers = std::make_shared<Answers>(Answers{lockers().size()});
    for (const Locker &locker : lockers()) {
        QDBusMessage call = QDBusMessage::createMethodCall(locker.service, locker.path, locker.service, u"GetActive"_s);
        call.setAutoStartService(false);
        auto *watcher = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(call), this);
        connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, round, answers] {
            watcher->deleteLater();
            const QDBusPendingReply<bool> reply = *watcher;
            const bool isAbsent = reply.isError()
                && (reply.error().type() == QDBusError::ServiceUnknown || reply.error().name().endsWith(".NameHasNoOwner"_L1));
            if (!reply.isError())
                ++(reply.value() ? answers->locked : answers->unlocked);
            else if (!isAbsent)
                ++answers->mute;
            if (--answers->open > 0 || round != m_lockerRound)
                return;
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

} // namespace jackdaw
