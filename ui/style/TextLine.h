// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTextLayout>

QT_BEGIN_NAMESPACE
class QPainter;
QT_END_NAMESPACE

namespace jackdaw {

/// One line of text for painting: shaped once, however often its width is asked for before it is drawn. QFontMetrics and
/// QPainter::drawText() shape anew each time, which is most of what a row of a list costs. Lives for one paint, GUI thread.
/// Never elides or wraps; it stands where QPainter would draw it.
class TextLine
{
public:
    /// In the painter's font.
    TextLine(const QPainter &painter, const QString &text);

    /// In whole pixels, as QFontMetrics has it.
    int width() const { return qRound(m_advance); }
    qreal advance() const { return m_advance; }
    /// As drawText() with a rectangle: at its left or right edge or its horizontal middle, and in its vertical middle.
    void draw(QPainter &painter, const QRect &rect, Qt::Alignment alignment) const;
    /// As drawText() with a point: from there, on that baseline.
    void draw(QPainter &painter, const QPointF &baseline) const;

private:
    QTextLayout m_layout;
    qreal m_advance = 0;
};

} // namespace jackdaw
