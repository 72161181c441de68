// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/Alarm.h"

namespace jackdaw {

TimerAlarm::TimerAlarm()
{
    m_timer.setSingleShot(true);
    QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { ring(); });
}

void TimerAlarm::set(qint64 milliseconds)
{
    constexpr qint64 coarseFrom = 10'000;
    m_timer.setTimerType(milliseconds < coarseFrom ? Qt::CoarseTimer : Qt::VeryCoarseTimer);
    m_timer.start(std::chrono::milliseconds(qMax<qint64>(0, milliseconds)));
}

} // namespace jackdaw
