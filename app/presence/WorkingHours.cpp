// SPDX-License-Identifier: GPL-3.0-or-later
#include "presence/WorkingHours.h"

#include <QDateTime>

namespace jackdaw {

namespace {

bool works(int days, const QDate &day)
{
    return days & (1 << (day.dayOfWeek() - 1));
}

} // namespace

bool WorkingHours::isWorkingTime(qint64 now) const
{
    if (!isOn) {
        return true;
    }
    const QDateTime local = QDateTime::fromMSecsSinceEpoch(now);
    const int minute = local.time().hour() * 60 + local.time().minute();
    if (from < to) {
        return works(days, local.date()) && minute >= from && minute < to;
    }
    // Through the night: what began yesterday may still go on.
    return (works(days, local.date()) && minute >= from) || (works(days, local.date().addDays(-1)) && minute < to);
}

qint64 WorkingHours::nextChange(qint64 now) const
{
    if (!isOn) {
        return 0;
    }
    const bool works = isWorkingTime(now);
    const QDate today = QDateTime::fromMSecsSinceEpoch(now).date();
    for (int day = 0; day <= 8; ++day) {
        for (const int minute : {std::min(from, to), std::max(from, to)}) {
            // Where the clock is put forward over it, the day begins without it: then the first moment after that.
            const qint64 time = QDateTime(today.addDays(day), QTime(minute / 60 % 24, minute % 60)).toMSecsSinceEpoch();
            if (time > now && isWorkingTime(time) != works) {
                return time;
            }
        }
    }
    return 0;
}

} // namespace jackdaw
