// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace jackdaw {

/// From here on a screen reader is told of every scrolling area by us, Qt's own dialogs included.
/// Qt's interface (6.8) reads past the end of its list when it is asked for a child that has just gone: the scroll bar of a
/// page that was closed between two questions of a screen reader. That ended the program. Ours checks, and its children are
/// there whether they are seen or not. Of stacks of pages too: by Qt's role they are read out as "layered pane, 0 items"
/// on the way to what is focused in them. GUI thread, once or more often, before the first is asked for; never fails.
void useScrollAccessible();

} // namespace jackdaw
