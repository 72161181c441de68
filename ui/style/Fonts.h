// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "style/Theme.h"

#include <QFont>

namespace jackdaw {

/// The table "Type" of design/ui.md as fonts. Pure but for loadWeight(), which registers one weight of Inter with Qt the
/// first time that it is asked for: a start pays only for the weights that its first window shows. GUI thread. Sizes are
/// Theme's matter; nothing here is kept but which weights are there.
enum class FontFamily { Inter, System };

QFont fontFor(TypeRole role, qreal textScale, FontFamily family);
/// Line height at text size 100 %.
int designLineHeight(TypeRole role);
void loadWeight(QFont::Weight weight);

} // namespace jackdaw
