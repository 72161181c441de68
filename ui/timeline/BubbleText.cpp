// SPDX-License-Identifier: GPL-3.0-or-later
// The part of BubbleLayout that makes one and breaks its text into lines, at once or a few at a time.
#include "timeline/BubbleLayout.h"

#include "style/EmojiText.h"
#include "text/LayoutCost.h"
#include "text/Styling.h"

#include <QFontMetricsF>

#include <algorithm>

namespace jackdaw {

namespace {

constexpr int codePadding = 6; ///< around the lines of a code block

/// Qt shapes a stretch of one font and script as a whole, up to 4,096 characters: of emoji, or of letters that no font
/// here has, that takes many milliseconds. What stands here parts such stretches, and changes no look.
QList<QTextLayout::FormatRange> partings(const QString &text, const QFont &font)
{
    const QFontMetrics metrics(font);
    QList<QTextLayout::FormatRange> parts;
    const auto hasFont = [&metrics](char32_t letter) { return metrics.inFontUcs4(letter); };
    for (const qsizetype place : LayoutCost::partings(text, hasFont))
        parts.append({int(place), 0, {}});
    return parts;
}

} // namespace

/// A text whose lines are being broken, from one step to the next.
struct BubbleLayout::Breaking
{
    std::vector<TextBlock> blocks;
    size_t block = 0;
    int maxWidth = 0;
    int innerWidth = 0;
    int lineHeight = 0;
    qreal above = 0;
    int y = 0;
    qreal widest = 0;
    qreal last = 0;
    Pace pace = Pace::AtOnce;
};

BubbleLayout::BubbleLayout(const BubbleContent &content, const BubbleStyle &style, int maxWidth, Pace pace)
    : m_content(content)
    , m_style(style)
    , m_text(textOf(content, style))
    , m_direction(m_text.direction(content.fallbackDirection))
    , m_layout(m_text.shown(), textFont())
{
    m_isRestLong = m_text.folded() > 0
        && LayoutCost::end(content.body, content.limit + 10 * MessageText::foldLimit) < content.body.size();
    beginText(maxWidth, pace);
    if (pace == Pace::AtOnce)
        proceed(QDeadlineTimer(QDeadlineTimer::Forever));
}

BubbleLayout::~BubbleLayout() = default;

void BubbleLayout::beginText(int maxWidth, Pace pace)
{
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    option.setTextDirection(m_direction);
    option.setAlignment(m_direction == Qt::RightToLeft ? Qt::AlignRight : Qt::AlignLeft);
    m_layout.setTextOption(option);
    m_layout.setCacheEnabled(true);
    m_pieces = piecesOf(m_text);
    if (isCovered())
        m_pieces.push_back({0, int(m_text.shown().size()), Look::Quoted});
    m_hasCode = std::any_of(m_pieces.cbegin(), m_pieces.cend(),
                            [](const TextPiece &piece) { return piece.looks.testFlag(Look::Code); });
    QList<QTextLayout::FormatRange> formats;
    if (!m_pieces.empty())
        formats = formatsOf(m_pieces, m_style.looks, m_content.ground);
    if (m_text.mayHaveEmoji())
        formats += emojiFormats(m_text.shown(), m_layout.font());
    if (pace == Pace::Stepwise)
        formats += partings(m_text.shown(), m_layout.font());
    if (!formats.isEmpty())
        m_layout.setFormats(formats);

    // Every line is as high as the design has it, with its baseline at the same place, whatever font a word fell back to.
    const QFontMetricsF metrics(m_layout.font());
    m_breaking = std::make_unique<Breaking>();
    m_breaking->blocks = blocksOf(m_text);
    m_breaking->maxWidth = maxWidth;
    m_breaking->pace = pace;
    m_breaking->innerWidth = std::max(48, maxWidth - 2 * m_style.paddingX);
    m_breaking->lineHeight = m_text.emojiAlone() > 0 ? std::max(m_style.textLine, qCeil(metrics.height())) : m_style.textLine;
    m_breaking->above = (m_breaking->lineHeight - metrics.ascent() - metrics.descent()) / 2 + metrics.ascent();
    m_breaking->y = m_style.paddingY + m_content.room.above;
    m_layout.beginLayout();
}

BubbleLayout::Progress BubbleLayout::proceed(QDeadlineTimer until)
{
    if (!m_breaking)
        return Progress::Done;
    while (breakLine()) {
        if (until.hasExpired())
            return Progress::Going;
    }
    endText();
    placeTime(m_breaking->innerWidth);
    m_height = m_bubble.height();
    if (!m_content.failure.isEmpty())
        layOutFailure(m_breaking->maxWidth);
    m_breaking.reset();
    return Progress::Done;
}

qsizetype BubbleLayout::cost() const
{
    return isFolded() ? std::min(m_content.limit, MessageText::foldLimit)
                      : m_text.shown().size() + qsizetype(m_pieces.size()) * LayoutCost::edge;
}

void BubbleLayout::endBand()
{
    if (m_bands.empty())
        return;
    m_breaking->y += m_bands.back().block.kind == TextBlock::Kind::Code ? codePadding : 0;
    m_bands.back().bottom = m_breaking->y;
}

/// The next line; false where there is none.
bool BubbleLayout::breakLine()
{
    QTextLine line = m_layout.createLine();
    if (!line.isValid())
        return false;
    Breaking &state = *m_breaking;
    int leading = 0;
    int trailing = 0;
    if (!state.blocks.empty()) {
        while (state.block + 1 < state.blocks.size() && state.blocks[state.block + 1].start <= line.textStart())
            ++state.block;
        const TextBlock &block = state.blocks[state.block];
        const bool isCode = block.kind == TextBlock::Kind::Code;
        if (m_bands.empty() || m_bands.back().block.start != block.start) {
            endBand();
            m_bands.push_back({state.y, state.y, block});
            state.y += isCode ? codePadding : 0;
        }
        trailing = isCode ? codePadding : 0;
        leading = std::min(block.quotes, maxQuoteDepth) * quoteIndent + trailing;
    }
    // However deep quotes are, there is a column of text left.
    leading = std::min(leading, state.innerWidth / 2);
    const int width = state.innerWidth - leading - trailing;
    line.setLineWidth(width);
    keepLinkWhole(line, width);
    const qreal rise = std::max(0.0, line.ascent() - state.above);
    const int height = std::max(state.lineHeight, qCeil(line.ascent() + line.descent()));
    const qreal top = rise > 0 ? state.y : state.y + state.above - line.ascent();
    const int before = m_direction == Qt::RightToLeft ? trailing : leading;
    line.setPosition(QPointF(m_style.paddingX + before, std::max(qreal(state.y) - (height - state.lineHeight), top)));
    m_lines.push_back({state.y, height});
    // What would be felt in one paint is taken with its line.
    if (state.pace == Pace::Stepwise && m_text.mayHaveEmoji())
        runsOf(int(m_lines.size()) - 1);
    state.y += height;
    state.last = leading + line.naturalTextWidth() + trailing;
    state.widest = std::max(state.widest, state.last);
    return true;
}

void BubbleLayout::endText()
{
    m_layout.endLayout();
    endBand();
    // The time does not stand in a box of code.
    if (!m_bands.empty() && m_bands.back().block.kind == TextBlock::Kind::Code)
        m_breaking->last = m_breaking->innerWidth;
    m_naturalWidth = std::min(qCeil(m_breaking->widest), m_breaking->innerWidth);
    m_lastLineWidth = std::min(qCeil(m_breaking->last), m_breaking->innerWidth);
    m_textHeight = m_breaking->y - m_style.paddingY;
}

/// A link that would be broken begins the next line, if that is wide enough for all of it.
void BubbleLayout::keepLinkWhole(QTextLine &line, int width) const
{
    const int start = line.textStart();
    const int end = start + line.textLength();
    for (const TextLink &link : m_text.links()) {
        if (link.start >= end)
            return;
        if (link.start <= start || link.end() <= end || m_direction == Qt::RightToLeft)
            continue;
        const qsizetype blank = m_text.shown().lastIndexOf(u' ', link.start);
        if (blank <= start || QFontMetricsF(m_layout.font()).horizontalAdvance(m_text.shown().sliced(link.start, link.length)) > width)
            continue;
        line.setLineWidth(line.cursorToX(int(blank)) - line.x() + 1);
        if (line.textStart() + line.textLength() > link.start)
            line.setLineWidth(width);
        return;
    }
}

} // namespace jackdaw
