// SPDX-License-Identifier: GPL-3.0-or-later
#include "style/TextLine.h"

#include "style/EmojiText.h"

#include <QPainter>

namespace jackdaw {

namespace {

/// A layout would begin another line or leave a hole where drawText() of a single line has a blank.
QString onOneLine(QString text)
{
    for (const char16_t mark : {u'\n', u'\r', u'\t', u'\x2028', u'\x2029'})
        text.replace(QChar(mark), QChar(QChar::Space));
    return text;
}

} // namespace

TextLine::TextLine(const QPainter &painter, const QString &text)
    : m_layout(onOneLine(text), painter.font(), painter.device())
{
    QTextOption option(Qt::AlignLeft | Qt::AlignAbsolute);
    option.setWrapMode(QTextOption::NoWrap);
    option.setTextDirection(painter.layoutDirection());
    m_layout.setTextOption(option);
    m_layout.setFormats(emojiFormats(m_layout.text(), painter.font()));
    m_layout.setCacheEnabled(true); // else the glyphs are forgotten with endLayout(), and found again to draw them
    m_layout.beginLayout();
    QTextLine line = m_layout.createLine();
    line.setLineWidth(0x1000000); // as QPainter does where it shall not wrap
    m_layout.endLayout();
    m_advance = line.horizontalAdvance();
}

void TextLine::draw(QPainter &painter, const QRect &rect, Qt::Alignment alignment) const
{
    // To the pixel what QPainter does: it aligns by the ink, which may stand out over the advance, and by the height that
    // QTextLine::height() rounds.
    const QTextLine line = m_layout.lineAt(0);
    qreal x = rect.left();
    if (alignment & Qt::AlignRight)
        x += rect.width() - line.naturalTextWidth();
    else if (alignment & Qt::AlignHCenter)
        x += (rect.width() - line.naturalTextWidth()) / 2;
    line.draw(&painter, QPointF(x, rect.top() + (rect.height() - line.ascent() - line.descent()) / 2));
}

void TextLine::draw(QPainter &painter, const QPointF &baseline) const
{
    const QTextLine line = m_layout.lineAt(0);
    line.draw(&painter, baseline - QPointF(0, line.ascent()));
}

} // namespace jackdaw
