// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/WindowUse.h"

class QWidget;

namespace jackdaw {

/// What `window`, a top-level one, is to the person now. Shell asks of the main window and ChatWindows of theirs; the
/// engine is told the most. GUI thread; changes no window. A window that another one covers counts as on the screen:
/// X11 does not reliably tell, and hearing too much is better than a list of people that stands still.
WindowUse windowUse(const QWidget &window);

} // namespace jackdaw
