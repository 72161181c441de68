// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "presence/OwnStatus.h"

#include <QList>
#include <QStringList>

namespace jackdaw {

/// Words and choices about one's own status: those that are offered, those used
/// last and how the settings keep them. Pure, GUI thread; AccountMenu and
/// StatusDialog show them. Nothing here sets a status or reads the settings.

/// What everybody is offered before they have said something themselves.
QList<OwnStatus> presetStatuses();
/// The ones used last, newest first, then those of the presets that are none of them; at most `count`.
QList<OwnStatus> offeredStatuses(const QStringList &recent, int count);
/// With this one in front; as Preferences keeps them.
QStringList withRecentStatus(const QStringList &recent, const OwnStatus &status);
/// "Do not disturb, In a meeting, until 14:00"; parts only where they are.
QString statusText(const OwnStatus &status);

} // namespace jackdaw
