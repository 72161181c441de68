// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace jackdaw {

/// Times as people read them, by the system's locale and time zone. `time` and `now` are ms since 1970 UTC.
/// Pure functions, GUI thread; who shows a relative time asks again when it changes. They never read the clock
/// themselves.
QString clockText(qint64 time);                    ///< 14:02
QString listTimeText(qint64 time, qint64 now);     ///< 14:02 today, Fri within a week, else 3 May
QString dayText(qint64 time, qint64 now);          ///< Today, Yesterday, Friday, 3 May 2026
QString monthText(qint64 time, qint64 now);           ///< November, of another year November 2025
QString dateText(qint64 time);                     ///< 3 May 2026, however near
QString fullTimeText(qint64 time);                 ///< for tooltips and details
QString durationText(qint64 milliseconds);         ///< 2 min, 3 h 5 min
QString countdownText(qint64 milliseconds);        ///< 0:24

} // namespace jackdaw
