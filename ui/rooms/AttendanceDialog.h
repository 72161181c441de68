// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rooms/RoomEvent.h"

#include <QDialog>

namespace jackdaw {

class Theme;

/// Who was in a group at a moment, or on a day, and how much of that is known.
/// Owned by its parent, GUI thread; deletes itself when it is closed.
/// Shows what it was given and asks nobody.
class AttendanceDialog : public QDialog
{
    Q_OBJECT
public:
    /// `when`: the moment or the day in words.
    AttendanceDialog(const QString &group, const QString &when, const Attendance &attendance, const Theme &theme, QWidget *parent = nullptr);
};

} // namespace jackdaw
