// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "style/Theme.h"

#include <QFont>

namespace jackdaw {

/// The table "Type" of design/ui.md as fonts. Pure but for loadInter(), which registers Inter with Qt when it is first
/// asked for. GUI thread. For Theme, which keeps the fonts: sizes are its matter, and nothing stays here but whether
/// the typeface is there.
enum class FontFamily { Inter, System };

QFont fontFor(TypeRole role, qreal textScale, FontFamily family);
/// Line height at text size 100 %.
int designLineHeight(TypeRole role);
/// All weights at once: each font that is added makes Qt forget every font engine, glyph and fallback that it has made.
void loadInter();

} // namespace jackdaw
