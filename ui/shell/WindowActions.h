// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shell/Shortcuts.h"

#include <functional>

QT_BEGIN_NAMESPACE
class QWidget;
QT_END_NAMESPACE

namespace jackdaw {

/// Gives a window the whole keyboard map (Shortcuts): one action a line, each of which calls `execute`. The actions are
/// the window's and go with it; GUI thread. For MainWindow and ChatWindow. Decides nothing of what a command does, and
/// takes no key that is not in the map.
void addWindowActions(QWidget &window, const std::function<void(Command)> &execute);

/// The pane before or behind the one that has `focus` (F6), all the way round; `panes` is not empty.
QWidget *paneBeside(const QList<QWidget *> &panes, const QWidget *focus, int step);

/// Shows a window above the others, restored if it was minimised. The token, if not empty, lets it take the focus
/// (xdg-activation, startup notification).
void presentWindow(QWidget &window, const QString &activationToken = {});

} // namespace jackdaw
