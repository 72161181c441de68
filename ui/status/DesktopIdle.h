// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <functional>
#include <memory>
#include <optional>

class QDBusMessage;

namespace jackdaw {

class XIdleAlarm;

/// Hears from the desktop that nobody uses the computer: X11's own counter, elsewhere org.gnome.Mutter.IdleMonitor; and the
/// locked screen from org.freedesktop.ScreenSaver or org.gnome.ScreenSaver. Owned by Shell, GUI thread; begins with start().
/// All of them tell by themselves: nothing is asked again and again, only at the start, and whether the screen is locked
/// still when somebody touches it or its locker has gone. Where there are none (Wayland without Mutter), nothing is told.
class DesktopIdle : public QObject
{
    Q_OBJECT
public:
    explicit DesktopIdle(QObject *parent = nullptr);
    ~DesktopIdle() override;

    void start();
    /// After so long without a touch, idle() is told.
    void watch(qint64 milliseconds);
    /// NotKnown: it was looked for, and nobody is there who would tell; a locked screen may be heard all the same.
    enum class IdleTime { Known, NotKnown };
    IdleTime idleTime() const { return m_idleTime; }

Q_SIGNALS:
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
    void noteActive();
    void askMutter();
    void callMutter(const QString &method, const QVariantList &arguments, std::function<void(std::optional<uint>)> answered = {});

    std::unique_ptr<XIdleAlarm> m_alarm;
    qint64 m_after = 0;
    bool m_isStarted = false;
    bool m_isLocked = false;
    int m_lockerRound = 0; ///< of asking; an answer to an older one counts no more
    bool m_isMutterWanted = false;
    IdleTime m_idleTime = IdleTime::Known; ///< until it turned out otherwise
    uint m_idleWatch = 0;
    uint m_activeWatch = 0;
    int m_watchRound = 0; ///< of asking for a watch; the number of an older one is given back
};

} // namespace jackdaw
