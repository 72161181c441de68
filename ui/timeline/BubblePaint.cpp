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

/// The first line that is not above: lines follow each other downwards.
int BubbleLayout::firstLineIn(const QRectF &clip) const
{
    const auto below = std::partition_point(m_lines.cbegin(), m_lines.cend(),
                                            [&clip](const LineBox &box) { return box.top + box.height <= clip.top(); });
    return int(below - m_lines.cbegin());
}

qsizetype BubbleLayout::runCount() const
{
    qsizetype count = 0;
    for (const LineRuns &line : m_runs)
        count += qsizetype(line.runs.size());
    return count;
}

/// The glyphs of a line that is laid out. Only of lines that are seen: to ask all of them in one paint would be felt.
BubbleLayout::LineRuns &BubbleLayout::runsOf(int line) const
{
    if (m_runs.size() < m_lines.size())
        m_runs.resize(m_lines.size());
    LineRuns &taken = m_runs[size_t(line)];
    if (taken.state == LineRuns::State::Made)
        return taken;
    taken.state = LineRuns::State::Made;
    const QTextLine at = m_layout.lineAt(line);
    int place = at.textStart();
    const int end = place + at.textLength();
    auto piece = std::partition_point(m_pieces.cbegin(), m_pieces.cend(),
                                      [place](const TextPiece &one) { return one.end() <= place; });
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
        for (const QGlyphRun &run : at.glyphRuns(place, stop - place)) {
            const QRawFont font = run.rawFont();
            const auto known = std::find_if(m_fonts.cbegin(), m_fonts.cend(), [&font](const RunFont &one) { return one.font == font; });
            const size_t index = size_t(known - m_fonts.cbegin());
            if (known == m_fonts.cend())
                m_fonts.push_back({font});
            taken.runs.push_back({run, index, looks});
        }
        place = stop;
    }
    return taken;
}

bool BubbleLayout::isColored(const Run &run, EmojiCache &emoji) const
{
    RunFont &font = m_fonts[run.font];
    if (font.kind == RunFont::Kind::Unknown)
        font.kind = emoji.isColorFont(font.font) ? RunFont::Kind::Color : RunFont::Kind::Plain;
    return font.kind == RunFont::Kind::Color;
}

/// Where code stands within a line; in a block of code it has a box already.
const QList<QRectF> &BubbleLayout::codeRectsOf(int line) const
{
    if (const auto known = m_codeRects.constFind(line); known != m_codeRects.cend())
        return *known;
    QList<QRectF> rects;
    const int top = m_lines[size_t(line)].top;
    const auto band = std::partition_point(m_bands.cbegin(), m_bands.cend(),
                                           [top](const Band &one) { return one.bottom <= top; });
    if (band == m_bands.cend() || band->block.kind != TextBlock::Kind::Code) {
        const QTextLine at = m_layout.lineAt(line);
        const int begin = at.textStart();
        const int end = begin + at.textLength();
        auto piece = std::partition_point(m_pieces.cbegin(), m_pieces.cend(),
                                          [begin](const TextPiece &one) { return one.end() <= begin; });
        for (; piece != m_pieces.cend() && piece->start < end; ++piece) {
            if (!(piece->looks & Look::Code))
                continue;
            for (const QRectF &rect : rectsIn(line, std::max(piece->start, begin), std::min(piece->end(), end)))
                rects.append(rect.adjusted(0, 1, 0, -1));
        }
    }
    return m_codeRects.insert(line, rects).value();
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
    if (!m_hasCode)
        return;
    for (int line = firstLineIn(clip); line < m_layout.lineCount() && boxOf(line).top() < clip.bottom(); ++line) {
        for (const QRectF &rect : codeRectsOf(line))
            paintShape(painter, rect.translated(origin), 0, m_style.looks.codeGround, m_style.looks.codeOutline);
    }
}

void BubbleLayout::drawRun(QPainter &painter, const QPointF &origin, const Run &run, EmojiCache &emoji, Ink ink) const
{
    if (isColored(run, emoji)) {
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

void BubbleLayout::drawLine(QPainter &painter, const QPointF &origin, int line, EmojiCache &emoji, Ink ink) const
{
    const std::vector<Run> &runs = runsOf(line).runs;
    const auto isInColor = [&](const Run &run) { return isColored(run, emoji); };
    const bool anyColor = std::any_of(runs.cbegin(), runs.cend(), isInColor);
    if (!anyColor && ink == Ink::Styled) {
        m_layout.lineAt(line).draw(&painter, origin);
        return;
    }
    for (const Run &run : runs)
        drawRun(painter, origin, run, emoji, ink);
}

void BubbleLayout::drawText(QPainter &painter, const QPointF &origin, const QRectF &clip, EmojiCache &emoji, Ink ink) const
{
    const bool mayBeColored = m_text.mayHaveEmoji();
    if (!mayBeColored && !m_text.hasPiledMarks()) {
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
    for (int i = firstLineIn(clip); i < m_layout.lineCount() && boxOf(i).top() < clip.bottom(); ++i) {
        if (m_text.hasPiledMarks()) { // they do not reach over the lines above and below
            painter.save();
            painter.setClipRect(boxOf(i).translated(origin), Qt::IntersectClip);
        }
        if (mayBeColored)
            drawLine(painter, origin, i, emoji, ink);
        else
            m_layout.lineAt(i).draw(&painter, origin);
        if (m_text.hasPiledMarks())
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
