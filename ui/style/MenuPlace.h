// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

QT_BEGIN_NAMESPACE
class QMenu;
class QPoint;
class QWidget;
QT_END_NAMESPACE

namespace jackdaw {

/// Opens a menu at a point of the screen, the pointer or what it is about, moved so that it stands within the window of
/// `over` where it has room there: beside it, it would lie on another program's. Qt keeps it on the screen. A free
/// function of the GUI thread.
void popUpWithin(QMenu &menu, const QWidget &over, const QPoint &at);

} // namespace jackdaw
