// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

QT_BEGIN_NAMESPACE
class QFont;
class QPainter;
class QRect;
QT_END_NAMESPACE

namespace jackdaw {

/// Text of 11.5 px, between two rows of the type table: times in bubbles and the hint line (design/ui.md, "Components").
/// Qt rounds the size of a font to whole pixels, however it is given, so this is text of the 12 px role through a painter
/// that makes it smaller. Pure functions, GUI thread. They break no lines, elide nothing and know no widget.
class FineText
{
public:
    /// In whole pixels, rounded up. `font`: that of TypeRole::Meta, as below.
    static int width(const QFont &font, const QString &text);
    /// In the middle of `rect`, from which it may stand out.
    static void draw(QPainter &painter, const QRect &rect, const QFont &font, const QString &text);
};

} // namespace jackdaw
