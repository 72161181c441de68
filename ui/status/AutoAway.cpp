// SPDX-License-Identifier: GPL-3.0-or-later
#include "status/AutoAway.h"

#include "base/Clock.h"

namespace jackdaw {

AutoAway::AutoAway(const Clock &clock, std::unique_ptr<Alarm> alarm, QObject *parent)
    : QObject(parent), m_clock(clock), m_alarm(std::move(alarm))
{
    m_alarm->onRing([this] { look(); });
}

void AutoAway::setWishes(const Wishes &wishes)
{
    if (std::exchange(m_wishes, wishes) != wishes)
        look();
}

void AutoAway::noteIdle(qint64 milliseconds)
{
    if (m_idleSince == 0)
        m_idleSince = m_clock.now() - milliseconds;
    look();
}

void AutoAway::noteActive()
{
    if (m_isLocked) // a touch that wakes the screen opens no lock
        return;
    m_idleSince = 0;
    look();
}

void AutoAway::noteLocked()
{
    m_isLocked = true;
    if (m_idleSince == 0)
        m_idleSince = m_clock.now();
    look();
}

void AutoAway::noteUnlocked()
{
    m_isLocked = false;
    m_idleSince = 0;
    look();
}

void AutoAway::look()
{
    IdleState state;
    m_alarm->clear();
    if (m_idleSince != 0) {
        const qint64 idle = m_clock.now() - m_idleSince;
        const bool isAway = m_isLocked || idle >= m_wishes.awayAfter;
        const bool isLong = idle >= m_wishes.awayForLongAfter;
        if (m_wishes.availability == Wishes::Change::Yes)
            state.level = isLong ? IdleState::Level::AwayForLong : isAway ? IdleState::Level::Away : IdleState::Level::Present;
        if (isAway && m_wishes.idleTime == Wishes::Tell::Yes)
            state.since = m_idleSince;
        if (!isAway)
            m_alarm->set(m_wishes.awayAfter - idle);
        else if (!isLong)
            m_alarm->set(m_wishes.awayForLongAfter - idle);
    }
    if (std::exchange(m_state, state) != state)
        Q_EMIT changed(m_state);
}

} // namespace jackdaw
