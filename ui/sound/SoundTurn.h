// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace jackdaw {

/// Whose turn it is to be heard, in all windows: whoever begins to play or to record takes it, and whoever had it hears
/// that and pauses. Owned by Shell for all of its windows, or by a page that has none to share with; GUI thread. Plays
/// nothing, and gives no turn back: what was paused so is not played on by itself.
class SoundTurn : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    void take(const QObject *who) { Q_EMIT taken(who); }

Q_SIGNALS:
    void taken(const QObject *who);
};

} // namespace jackdaw
