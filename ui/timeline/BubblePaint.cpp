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

/// Takes the glyphs of a line that is laid out; `piece` is where the line before got to.
void BubbleLayout::addRuns(int line, size_t &piece) const
{
    const QTextLine at = m_layout.lineAt(line);
    int place = at.textStart();
    const int end = place + at.textLength();
    while (place < end) {
        while (piece < m_pieces.size() && m_pieces[piece].end() <= place)
            ++piece;
        int stop = end;
        Looks looks;
        if (piece < m_pieces.size() && m_pieces[piece].start <= place) {
            looks = m_pieces[piece].looks;
            stop = std::min(stop, m_pieces[piece].end());
        } else if (piece < m_pieces.size()) {
            stop = std::min(stop, m_pieces[piece].start);
        }
        for (const QGlyphRun &run : at.glyphRuns(place, stop - place)) {
            const QRawFont font = run.rawFont();
            const auto known = std::find_if(m_fonts.cbegin(), m_fonts.cend(), [&font](const RunFont &one) { return one.font == font; });
            const size_t index = size_t(known - m_fonts.cbegin());
            if (known == m_fonts.cend())
                m_fonts.push_back({font});
            m_runs.push_back({run, line, index, looks});
        }
        place = stop;
    }
}

void BubbleLayout::tellFonts(EmojiCache &emoji) const
{
    bool anyColor = false;
    for (RunFont &one : m_fonts) {
        one.kind = emoji.isColorFont(one.font) ? RunFont::Kind::Color : RunFont::Kind::Plain;
        anyColor = anyColor || one.kind == RunFont::Kind::Color;
    }
    if (!anyColor)
        m_runs.clear();
    m_runsState = Runs::Ready;
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
    if (m_fonts[run.font].kind == RunFont::Kind::Color) {
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
    if (m_text.mayHaveEmoji() && m_runsState == Runs::None) {
        size_t piece = 0;
        for (int i = 0; i < m_layout.lineCount(); ++i)
            addRuns(i, piece);
        m_runsState = Runs::Made;
    }
    if (m_runsState == Runs::Made)
        tellFonts(emoji);
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
        // Lines follow each other downwards, so those above the clip are stepped over at once.
        auto run = std::partition_point(m_runs.cbegin(), m_runs.cend(),
                                        [this, &clip](const Run &one) { return boxOf(one.line).bottom() <= clip.top(); });
        for (; run != m_runs.cend() && boxOf(run->line).top() < clip.bottom(); ++run)
            drawRun(painter, origin, *run, emoji, ink);
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
