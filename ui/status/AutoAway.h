// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Alarm.h"
#include "presence/OwnStatus.h"

#include <QObject>
#include <memory>

namespace jackdaw {

class Clock;

/// Says that nobody is at the computer, when the time that the user set for that is over or the screen is locked. Owned by
/// Shell, GUI thread; DesktopIdle tells it what happens, its signal becomes a command. Wakes up for the next step alone, and
/// never asks the desktop itself.
class AutoAway : public QObject
{
    Q_OBJECT
public:
    struct Wishes
    {
        enum class Change { No, Yes } availability = Change::Yes; ///< say "away" by itself
        enum class Tell { No, Yes } idleTime = Tell::Yes;         ///< XEP-0319
        qint64 awayAfter = 5 * 60'000;      ///< ms
        qint64 awayForLongAfter = 30 * 60'000;

        friend bool operator==(const Wishes &, const Wishes &) = default;
    };

    AutoAway(const Clock &clock, std::unique_ptr<Alarm> alarm, QObject *parent = nullptr);

    void setWishes(const Wishes &wishes);
    const Wishes &wishes() const { return m_wishes; }
    const IdleState &state() const { return m_state; }

    /// Nobody has touched anything for so long.
    void noteIdle(qint64 milliseconds);
    void noteActive();
    void noteLocked();
    void noteUnlocked();

Q_SIGNALS:
    void changed(const jackdaw::IdleState &state);

private:
    void look();

    const Clock &m_clock;
    std::unique_ptr<Alarm> m_alarm;
    Wishes m_wishes;
    IdleState m_state;
    qint64 m_idleSince = 0; ///< ms since 1970 UTC; 0: somebody is there
    bool m_isLocked = false;
};

} // namespace jackdaw
