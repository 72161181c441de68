// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace jackdaw {

/// Which panes a window of a width shows (ui.md, "Window sizes and collapse"). Pure.
/// MainWindow asks with each change of its width; the functions know no widget and keep
/// nothing. GUI thread.
enum class WindowLayout {
    Wide,    ///< from 1200: rail, list, content, docked details
    Medium,  ///< 900 to 1199: details slide over the content
    Slim,    ///< 640 to 899: rail without labels, list of fixed width
    OnePane  ///< below: list, or content with a Back button
};

/// `width` in pixels; `textScale`: 1.0 at text size 100 %. From 1.5 on the breakpoints grow with it.
WindowLayout windowLayout(int width, qreal textScale);

/// Widths in pixels; 0 where the pane is not there.
struct PaneWidths
{
    int rail = 0;
    int listMinimum = 0;
    int listMaximum = 0;
    int list = 0;
    enum class RailLabels { Hidden, Shown } labels = RailLabels::Hidden;
};

/// `wantedList`: where the user left the splitter.
PaneWidths paneWidths(WindowLayout layout, int wantedList, qreal textScale);

} // namespace jackdaw
