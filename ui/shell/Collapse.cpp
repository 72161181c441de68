// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/Collapse.h"

#include <algorithm>

namespace jackdaw {

WindowLayout windowLayout(int width, qreal textScale)
{
    const qreal scale = textScale >= 1.5 ? textScale : 1.0;
    if (width >= 1200 * scale)
        return WindowLayout::Wide;
    if (width >= 900 * scale)
        return WindowLayout::Medium;
    if (width >= 640 * scale)
        return WindowLayout::Slim;
    return WindowLayout::OnePane;
}

PaneWidths paneWidths(WindowLayout layout, int wantedList, qreal textScale)
{
    const auto scaled = [scale = std::max(1.0, textScale)](int pixels) { return qRound(pixels * scale); };
    switch (layout) {
    case WindowLayout::Wide:
    case WindowLayout::Medium:
        return {scaled(72), scaled(240), scaled(420), std::clamp(wantedList, scaled(240), scaled(420)),
                PaneWidths::RailLabels::Shown};
    case WindowLayout::Slim:
        return {scaled(52), scaled(222), scaled(222), scaled(222), PaneWidths::RailLabels::Hidden};
    case WindowLayout::OnePane:
        break;
    }
    return {};
}

} // namespace jackdaw
