// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QStringList>

namespace jackdaw {

class Preferences;

/// The settings as they go into a backup, and out of one: those that mean the same on another computer. Left out is
/// what is about this screen (sizes and places of windows) or about the numbers of this history (which chat was open).
/// Pure functions, GUI thread. What comes is not trusted: each setter keeps its own bounds, and what is unknown is
/// passed over.
namespace preferencesTransfer {

/// JSON.
QByteArray written(const Preferences &preferences);
/// false: that are no settings, and nothing was changed.
bool take(Preferences &preferences, const QByteArray &settings);
/// Which of the keys of the settings file go along, and which are known to stay, a "*" at the end for all that begin
/// so.
QStringList carried();
QStringList left();

} // namespace preferencesTransfer

} // namespace jackdaw
