// SPDX-License-Identifier: GPL-3.0-or-later
#include "watch/Watch.h"

#include <QDateTime>

namespace jackdaw {

qint64 QuietHours::endAfter(qint64 now, const QTimeZone &zone) const
{
    if (from == to) {
        return 0;
    }
    const QDateTime local = QDateTime::fromMSecsSinceEpoch(now, zone);
    // Hours that pass midnight began yesterday, perhaps.
    for (const int day : {-1, 0}) {
        const QDate date = local.date().addDays(day);
        const auto at = [&](const QDate &on, int minutes) {
            return QDateTime(on, QTime(0, 0).addSecs(minutes % (24 * 60) * 60), zone).toMSecsSinceEpoch();
        };
        const qint64 begin = at(date, from);
        const qint64 end = at(to > from ? date : date.addDays(1), to);
        if (now >= begin && now < end) {
            return end;
        }
    }
    return 0;
}

} // namespace jackdaw
