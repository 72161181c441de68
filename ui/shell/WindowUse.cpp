// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/WindowUse.h"

#include <QWidget>

namespace jackdaw {

WindowUse windowUse(const QWidget &window)
{
    if (!window.isVisible() || window.isMinimized())
        return WindowUse::Hidden;
    return window.isActiveWindow() ? WindowUse::Used : WindowUse::OnScreen;
}

} // namespace jackdaw
