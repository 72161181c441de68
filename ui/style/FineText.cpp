// SPDX-License-Identifier: GPL-3.0-or-later
#include "style/FineText.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QtMath>

namespace jackdaw {

namespace {

constexpr qreal ofMeta = 11.5 / 12;

} // namespace

int FineText::width(const QFont &font, const QString &text)
{
    return qCeil(QFontMetricsF(font).horizontalAdvance(text) * ofMeta);
}

void FineText::draw(QPainter &painter, const QRect &rect, const QFont &font, const QString &text)
{
    painter.save();
    painter.translate(rect.topLeft());
    painter.scale(ofMeta, ofMeta);
    painter.setFont(font);
    painter.drawText(QRectF(0, 0, rect.width() / ofMeta, rect.height() / ofMeta),
                     int(Qt::AlignCenter) | Qt::TextSingleLine | Qt::TextDontClip, text);
    painter.restore();
}

} // namespace jackdaw
