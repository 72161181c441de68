// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

QT_BEGIN_NAMESPACE
class QLayout;
class QMenu;
class QPainter;
class QPoint;
class QRect;
class QWidget;
QT_END_NAMESPACE

namespace jackdaw {

/// What right-to-left needs (design/ui.md, "Right to left"): text of others that cannot turn the sentence around it,
/// margins that change sides with the layout, lines and menus that begin at the leading edge. Free functions, GUI
/// thread; they know neither theme nor model, and decide no direction themselves.

/// A text from outside for the middle of one of our sentences: between Unicode isolates (UAX 9, 2.4).
QString isolated(const QString &text);

/// The margins of the layout of a widget, by leading and trailing instead of left and right: QLayout never mirrors its own.
/// They follow the widget's direction from then on; calling again changes them.
void setLogicalMargins(QLayout *layout, int leading, int top, int trailing, int bottom);

/// One line of text, elided at its end, that begins at the leading edge of `rect` whatever script it is written in. Within
/// itself it runs in its own direction, that of its first strong character.
void drawLeadingLine(QPainter &painter, const QRect &rect, Qt::LayoutDirection direction, const QString &text);

/// Opens a menu from `leading` (global: where its leading top corner stands) towards the trailing side.
void popUpAt(QMenu &menu, const QPoint &leading);
/// Opens a menu below a button, leading edge below leading edge; trailing below trailing where it would stand out of the
/// button's window otherwise.
void popUpBelow(QMenu &menu, const QWidget &button);

} // namespace jackdaw
