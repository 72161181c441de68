// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Alarm.h"

#include <QObject>
#include <functional>
#include <memory>

class QDBusError;

namespace jackdaw {

class XIdleAlarm;

/// Hears from the desktop that nobody uses the computer: X11's own counter, elsewhere org.gnome.Mutter.IdleMonitor; and the
/// locked screen from org.freedesktop.ScreenSaver or org.gnome.ScreenSaver. Owned by Shell, GUI thread; begins with start().
/// All of them tell by themselves: they are asked at the start, again where one is there and gave no answer, and whether
/// the screen is locked still when somebody touches it or its locker has gone. What nobody tells is said by idleTime().
class DesktopIdle : public QObject
{
    Q_OBJECT
public:
    /// `retry`: rings when what was not answered is asked again.
    explicit DesktopIdle(std::unique_ptr<Alarm> retry, QObject *parent = nullptr);
    ~DesktopIdle() override;

    void start();
    /// After so long without a touch, idle() is told.
    void watch(qint64 milliseconds);
    /// Known until it turned out that nobody is there who would tell: a locked screen may be told all the same (LockOnly),
    /// or not even that.
    enum class IdleTime { Known, LockOnly, NotKnown };
    IdleTime idleTime() const { return m_idleTime; }

Q_SIGNALS:
    void idleTimeChanged();
    void idle(qint64 milliseconds);
    void active();
    void locked();
    void unlocked();

private Q_SLOTS:
    void onScreenSaver(bool active);
    void onWatchFired(uint id);

private:
    void askLockers();
    void setLocked(bool isLocked);
    void setTold(bool isIdleTold, bool isLockTold);
    void noteActive();
    void askMutter();
    void askReturn();
    void askAgain();
    using Answered = std::function<void(uint id, const QDBusError &error)>;
    void callMutter(const QString &method, const QVariantList &arguments, const Answered &answered = {});

    std::unique_ptr<Alarm> m_retry;
    qint64 m_pause; ///< ms until it rings the next time
    std::unique_ptr<XIdleAlarm> m_alarm;
    qint64 m_after = 0;
    bool m_isStarted = false;
    bool m_isLocked = false;
    int m_lockerRound = 0; ///< of asking; an answer to an older one counts no more
    bool m_isMutterWanted = false;
    bool m_isIdleTold = true; ///< until it turned out otherwise, as the next
    bool m_isLockTold = true;
    IdleTime m_idleTime = IdleTime::Known;
    uint m_idleWatch = 0;
    uint m_activeWatch = 0;
    bool m_isReturnAwaited = false; ///< from idle() on
    int m_watchRound = 0; ///< of asking for a watch; the number of an older one is given back
};

} // namespace jackdaw
