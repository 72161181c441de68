// SPDX-License-Identifier: GPL-3.0-or-later
// The part of BubbleLayout that draws: grounds of code and quotes, text with colour emoji, the failure line.
#include "timeline/BubbleLayout.h"

#include "style/Style.h"
#include "text/Styling.h"
#include "timeline/EmojiCache.h"

#include <QPainter>

#include <algorithm>

namespace jackdaw {

namespace {

constexpr int quoteBar = 3;
constexpr qreal codeRadius = 5;

} // namespace

QRectF BubbleLayout::boxOf(int line) const
{
    return QRectF(0, m_lines[size_t(line)].top, m_bubble.width(), m_lines[size_t(line)].height);
}

void BubbleLayout::makeRuns(EmojiCache &emoji) const
{
    m_runsMade = true;
    bool anyColor = false;
    auto piece = m_pieces.cbegin();
    for (int i = 0; i < m_layout.lineCount(); ++i) {
        const QTextLine line = m_layout.lineAt(i);
        int place = line.textStart();
        const int end = place + line.textLength();
        while (place < end) {
            while (piece != m_pieces.cend() && piece->end() <= place)
                ++piece;
            int stop = end;
            Looks looks;
            if (piece != m_pieces.cend() && piece->start <= place) {
                looks = piece->looks;
                stop = std::min(stop, piece->end());
            } else if (piece != m_pieces.cend()) {
                stop = std::min(stop, piece->start);
            }
            for (const QGlyphRun &run : line.glyphRuns(place, stop - place)) {
                const bool isColor = emoji.isColorFont(run.rawFont());
                anyColor = anyColor || isColor;
                m_runs.push_back({run, i, isColor ? Run::Font::Color : Run::Font::Plain, looks});
            }
            place = stop;
        }
    }
    if (!anyColor)
        m_runs.clear();
}

void BubbleLayout::makeCodeRects() const
{
    m_codeRectsMade = true;
    int line = 0;
    auto band = m_bands.cbegin();
    for (const TextPiece &piece : m_pieces) {
        if (!(piece.looks & Look::Code))
            continue;
        while (line < m_layout.lineCount() && m_layout.lineAt(line).textStart() + m_layout.lineAt(line).textLength() <= piece.start)
            ++line;
        for (int i = line; i < m_layout.lineCount() && m_layout.lineAt(i).textStart() < piece.end(); ++i) {
            const LineBox &box = m_lines[size_t(i)];
            while (band != m_bands.cend() && band->bottom <= box.top)
                ++band;
            if (band != m_bands.cend() && band->block.kind == TextBlock::Kind::Code)
                continue; // has a box already
            const QTextLine at = m_layout.lineAt(i);
            const int from = std::max(piece.start, at.textStart());
            const int to = std::min(piece.end(), at.textStart() + at.textLength());
            for (const QRectF &rect : rectsIn(i, from, to))
                m_codeRects.append(rect.adjusted(0, 1, 0, -1));
        }
    }
}

void BubbleLayout::drawGrounds(QPainter &painter, const QPointF &origin, const QRectF &clip) const
{
    if (m_pieces.empty())
        return;
    const bool mirrored = m_direction == Qt::RightToLeft;
    const int inner = m_bubble.width() - 2 * m_style.paddingX;
    for (const Band &band : m_bands) {
        const int quotes = std::min(band.block.quotes, maxQuoteDepth);
        const int leading = std::min(quotes * quoteIndent, inner / 2);
        if (band.bottom <= clip.top() || band.top >= clip.bottom())
            continue;
        for (int level = 0; level < quotes && level * quoteIndent + quoteBar <= leading; ++level) {
            const int x = mirrored ? m_bubble.width() - m_style.paddingX - level * quoteIndent - quoteBar : m_style.paddingX + level * quoteIndent;
            painter.fillRect(QRectF(x, band.top, quoteBar, band.bottom - band.top).translated(origin), m_style.looks.quoteBar);
        }
        if (band.block.kind == TextBlock::Kind::Code) {
            const QRectF box(m_style.paddingX + (mirrored ? 0 : leading), band.top, inner - leading, band.bottom - band.top);
            paintShape(painter, box.translated(origin), codeRadius, m_style.looks.codeGround, m_style.looks.codeOutline);
        }
    }
    if (!m_codeRectsMade)
        makeCodeRects();
    for (const QRectF &rect : std::as_const(m_codeRects)) {
        if (rect.intersects(clip))
            paintShape(painter, rect.translated(origin), 0, m_style.looks.codeGround, m_style.looks.codeOutline);
    }
}

void BubbleLayout::drawRun(QPainter &painter, const QPointF &origin, const Run &run, EmojiCache &emoji, Ink ink) const
{
    if (run.font == Run::Font::Color) {
        emoji.draw(painter, origin, run.glyphs);
        return;
    }
    const QPen text = painter.pen();
    const QColor color = ink == Ink::Pen ? QColor() : m_style.looks.colorOf(run.looks, m_content.ground);
    if (color.isValid())
        painter.setPen(color);
    painter.drawGlyphRun(origin, run.glyphs);
    if (run.looks & (Looks(Look::Link) | Look::Strike) && !run.glyphs.positions().isEmpty()) {
        const QRectF box = run.glyphs.boundingRect().translated(origin);
        const QRawFont font = run.glyphs.rawFont();
        const qreal baseline = origin.y() + run.glyphs.positions().constFirst().y();
        const qreal thickness = std::max(1.0, font.lineThickness());
        if (run.looks & Look::Link)
            painter.fillRect(QRectF(box.left(), baseline + font.underlinePosition(), box.width(), thickness), painter.pen().color());
        if (run.looks & Look::Strike)
            painter.fillRect(QRectF(box.left(), baseline - font.ascent() / 3, box.width(), thickness), painter.pen().color());
    }
    painter.setPen(text);
}

void BubbleLayout::drawText(QPainter &painter, const QPointF &origin, const QRectF &clip, EmojiCache &emoji, Ink ink) const
{
    if (m_text.mayHaveEmoji() && !m_runsMade)
        makeRuns(emoji);
    if (!m_text.hasPiledMarks()) {
        if (m_runs.empty()) {
            QList<QTextLayout::FormatRange> formats;
            if (ink == Ink::Pen) {
                QTextLayout::FormatRange all;
                all.length = int(m_layout.text().size());
                all.format.setForeground(painter.pen().color());
                formats.append(all);
            }
            m_layout.draw(&painter, origin, formats, clip.translated(origin));
            return;
        }
        for (const Run &run : m_runs) {
            if (boxOf(run.line).intersects(clip))
                drawRun(painter, origin, run, emoji, ink);
        }
        return;
    }
    // Marks that pile up do not reach over the lines above and below.
    auto run = m_runs.cbegin();
    for (int i = 0; i < m_layout.lineCount(); ++i) {
        const QRectF box = boxOf(i);
        const auto firstRun = run;
        while (run != m_runs.cend() && run->line == i)
            ++run;
        if (!box.intersects(clip))
            continue;
        painter.save();
        painter.setClipRect(box.translated(origin), Qt::IntersectClip);
        if (m_runs.empty())
            m_layout.lineAt(i).draw(&painter, origin);
        for (auto one = firstRun; one != run; ++one)
            drawRun(painter, origin, *one, emoji, ink);
        painter.restore();
    }
}

void BubbleLayout::drawFailure(QPainter &painter, const QPointF &origin, const QColor &text, const QColor &action) const
{
    if (!m_failure)
        return;
    painter.setPen(text);
    m_failure->draw(&painter, origin);
    painter.setPen(action);
    painter.setFont(m_style.action);
    painter.drawText(QRectF(m_retryRect).translated(origin).adjusted(-2, 0, 2, 0), Qt::AlignCenter | Qt::TextSingleLine, m_style.retry);
    painter.drawText(QRectF(m_deleteRect).translated(origin).adjusted(-2, 0, 2, 0), Qt::AlignCenter | Qt::TextSingleLine, m_style.remove);
}

void BubbleLayout::drawShowAll(QPainter &painter, const QPointF &origin, const QColor &color) const
{
    if (m_showAllRect.isNull())
        return;
    painter.setPen(color);
    painter.setFont(m_style.action);
    painter.drawText(QRectF(m_showAllRect).translated(origin).adjusted(-2, 0, 2, 0), Qt::AlignCenter | Qt::TextSingleLine, actionWord());
}

} // namespace jackdaw
