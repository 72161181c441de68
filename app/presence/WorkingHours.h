// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaType>
#include <QString>

namespace jackdaw {

/// When the user works, by the clock of this computer, and what others are told outside of these hours. The window keeps it
/// among its settings, OwnStatusService and AutoAnswerService go by it. A plain value: any thread. Knows no holidays, and
/// reads no clock.
struct WorkingHours
{
    bool isOn = false;
    int days = 0b0011111; ///< bit 0: Monday
    int from = 9 * 60;    ///< minutes since midnight
    int to = 17 * 60;     ///< the same; not after `from`: until the next day
    QString text;         ///< outside of them, where the user said nothing else

    /// `now` in ms since 1970 UTC. True where they are off.
    bool isWorkingTime(qint64 now) const;
    /// When that is otherwise next; 0: never.
    qint64 nextChange(qint64 now) const;

    friend bool operator==(const WorkingHours &, const WorkingHours &) = default;
};

/// What people who write while the user is out of office are answered, once a day each.
struct OutOfOffice
{
    enum class When { Never, OutsideWorkingHours, Always };

    When when = When::Never;
    QString text;

    friend bool operator==(const OutOfOffice &, const OutOfOffice &) = default;
};

} // namespace jackdaw

Q_DECLARE_METATYPE(jackdaw::WorkingHours)
Q_DECLARE_METATYPE(jackdaw::OutOfOffice)
