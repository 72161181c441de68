// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QIcon>
#include <QPainter>

#include "style/Theme.h"

namespace jackdaw {

/// Draws a Lucide icon of the resources in one colour (design/ui.md, "Icons"): stroke 1.75 from 20 px on, else 2;
/// mirrored in right-to-left layouts where its meaning has a direction. No cache: that is Theme's. GUI thread. A name
/// that is not there paints nothing and warns.
void renderIcon(QPainter &painter, const QRectF &rect, const QString &name, const QColor &color);

/// A QIcon that asks `theme` at the moment of painting, so that it follows a change of colours by itself.
QIcon makeThemedIcon(const Theme &theme, const QString &name, Token token);

} // namespace jackdaw
