// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shell/Shortcuts.h"

#include <functional>

QT_BEGIN_NAMESPACE
class QWidget;
QT_END_NAMESPACE

namespace jackdaw {

/// Gives a window the whole keyboard map (Shortcuts): one action a line, each of which calls `execute`. The actions are
/// the window's. GUI thread.
void addWindowActions(QWidget &window, const std::function<void(Command)> &execute);

/// Shows a window above the others, restored if it was minimised. The token, if not empty, lets it take the focus
/// (xdg-activation, startup notification).
void presentWindow(QWidget &window, const QString &activationToken = {});

} // namespace jackdaw
