// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/BubbleLayout.h"

#include "style/Direction.h"
#include "style/EmojiText.h"
#include "style/FineText.h"
#include "style/Theme.h"
#include "text/LayoutCost.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QTextBoundaryFinder>

#include <algorithm>

namespace jackdaw {

namespace {

constexpr int timeBelow = 18;     ///< what the time adds to the height when it gets a line of its own
constexpr int timeInset = 4;      ///< the time's box ends this much above the bubble's bottom edge
constexpr int stateGap = 4;
constexpr int failureGap = 4;     ///< between the bubble and the failure line
constexpr int actionGap = 10;
constexpr int showAllGap = 4;
constexpr qsizetype longestHint = 200;

int widthOf(const QFont &font, const QString &text)
{
    return qCeil(QFontMetricsF(font).horizontalAdvance(text));
}

QFont italic(QFont font)
{
    font.setItalic(true);
    return font;
}

QRect mirrored(const QRect &rect, int width)
{
    return QRect(width - rect.x() - rect.width(), rect.y(), rect.width(), rect.height());
}

} // namespace

BubbleStyle::BubbleStyle(const Theme &theme)
    : text(theme.font(TypeRole::Message))
    , time(theme.font(TypeRole::Meta))
    , note(theme.font(TypeRole::Meta))
    , action(theme.font(TypeRole::MetaStrong))
    , textLine(theme.lineHeight(TypeRole::Message))
    , timeLine(theme.lineHeight(TypeRole::Meta))
    , noteLine(theme.lineHeight(TypeRole::Meta) + 2)
    , stateSize(theme.scaled(14))
    , looks(theme)
    , retry(QCoreApplication::translate("jackdaw::BubbleLayout", "Retry"))
    , remove(QCoreApplication::translate("jackdaw::BubbleLayout", "Delete"))
    , showAll(QCoreApplication::translate("jackdaw::BubbleLayout", "Show all"))
    , showMore(QCoreApplication::translate("jackdaw::BubbleLayout", "Show more"))
    , spoiler(QCoreApplication::translate("jackdaw::BubbleLayout", "Spoiler"))
    , spoilerAbout(QCoreApplication::translate("jackdaw::BubbleLayout", "Spoiler: %1"))
    , reveal(QCoreApplication::translate("jackdaw::BubbleLayout", "Show"))
    , resend(QCoreApplication::translate("jackdaw::BubbleLayout", "Ask to resend"))
{
}

MessageText BubbleLayout::textOf(const BubbleContent &content, const BubbleStyle &style)
{
    if (content.cover == BubbleContent::Cover::Open)
        return MessageText(content.body, {content.limit, content.marks, content.actor});
    const QString hint = content.marks.spoiler.value_or(QString()).left(longestHint).simplified();
    return MessageText::cover(hint.isEmpty() ? style.spoiler : style.spoilerAbout.arg(isolated(hint)));
}

QFont BubbleLayout::textFont() const
{
    QFont font = m_content.kind == BubbleContent::Kind::Notice ? italic(m_style.text) : m_style.text;
    if (const int alone = m_text.emojiAlone(); alone > 0) {
        font.setPixelSize(qRound(font.pixelSize() * (alone <= 3 ? 2.4 : 1.7)));
        font.setFamilies(colorFirst(font));
    }
    return font;
}

QString BubbleLayout::actionWord() const
{
    if (isCovered())
        return m_style.reveal;
    if (m_content.act == BubbleContent::Act::AskToResend)
        return m_style.resend;
    // Beyond this much at once even laying out would be felt, so the rest comes in portions.
    if (m_text.folded() > 0)
        return m_isRestLong ? m_style.showMore : m_style.showAll;
    return {};
}

void BubbleLayout::placeTime(int innerWidth)
{
    int width = std::max(m_naturalWidth, std::min(m_content.room.width, innerWidth));
    int height = m_style.paddingY + m_textHeight;
    const int timeWidth = FineText::width(m_style.time, m_content.time);
    const bool hasState = m_content.stateIcon == BubbleContent::StateIcon::Shown;
    const int metaWidth = m_content.room.meta + timeWidth + (hasState ? stateGap + m_style.stateSize : 0);

    if (const QString word = actionWord(); !word.isEmpty()) {
        m_showAllRect = QRect(m_style.paddingX, height + showAllGap, widthOf(m_style.action, word), m_style.textLine);
        height += showAllGap + m_style.textLine;
        m_lastLineWidth = m_showAllRect.width();
        width = std::max(width, m_showAllRect.width());
    }
    const int beside = m_content.room.beside > 0 ? m_content.room.beside + m_style.timeGap + metaWidth : 0;
    m_previewPlace = beside > 0 && beside <= innerWidth ? BubbleParts::PreviewPlace::BesideTime : BubbleParts::PreviewPlace::Below;
    int below = m_content.room.below;
    if (m_previewPlace == BubbleParts::PreviewPlace::BesideTime) {
        width = std::max(width, beside);
        height += timeBelow + m_style.paddingY;
        below = m_content.room.belowBeside;
    } else if (m_lastLineWidth + m_style.timeGap + metaWidth <= innerWidth) {
        width = std::max(width, m_lastLineWidth + m_style.timeGap + metaWidth);
        height += m_style.paddingY;
    } else {
        width = std::max(width, metaWidth);
        height += timeBelow + m_style.paddingY;
    }
    m_bubble = QSize(width + 2 * m_style.paddingX, height + below);

    const int top = height - timeInset - m_style.timeLine;
    int right = m_bubble.width() - m_style.paddingX;
    if (hasState) {
        m_stateRect = QRect(right - m_style.stateSize, top + (m_style.timeLine - m_style.stateSize) / 2, m_style.stateSize,
                            m_style.stateSize);
        right -= m_style.stateSize + stateGap;
    }
    m_timeRect = QRect(right - timeWidth, top, timeWidth, m_style.timeLine);
    if (m_direction == Qt::RightToLeft) {
        m_timeRect = mirrored(m_timeRect, m_bubble.width());
        m_stateRect = m_stateRect.isNull() ? QRect() : mirrored(m_stateRect, m_bubble.width());
        m_showAllRect = m_showAllRect.isNull() ? QRect() : mirrored(m_showAllRect, m_bubble.width());
        // The lines end at the right edge of the width they were broken for; bring that edge to the bubble's.
        for (int i = 0; i < m_layout.lineCount(); ++i) {
            QTextLine line = m_layout.lineAt(i);
            line.setPosition(line.position() - QPointF(innerWidth - width, 0));
        }
    }
}

void BubbleLayout::layOutFailure(int maxWidth)
{
    m_failure = std::make_unique<QTextLayout>(m_content.failure, m_style.note);
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    option.setTextDirection(m_content.fallbackDirection);
    option.setAlignment(m_content.fallbackDirection == Qt::RightToLeft ? Qt::AlignRight : Qt::AlignLeft);
    m_failure->setTextOption(option);
    const int retry = widthOf(m_style.action, m_style.retry);
    const int remove = widthOf(m_style.action, m_style.remove);
    const int actions = retry + actionGap + remove;
    int y = failureGap;
    int widest = 0;
    int last = 0;
    m_failure->beginLayout();
    while (true) {
        QTextLine line = m_failure->createLine();
        if (!line.isValid())
            break;
        line.setLineWidth(maxWidth);
        line.setPosition(QPointF(0, y + (m_style.noteLine - line.height()) / 2));
        y += m_style.noteLine;
        last = std::min(maxWidth, qCeil(line.naturalTextWidth()));
        widest = std::max(widest, last);
    }
    m_failure->endLayout();
    int x = last + actionGap;
    int top = y - m_style.noteLine;
    if (x + actions > maxWidth) {
        x = 0;
        top = y;
        y += m_style.noteLine;
    }
    m_failureWidth = std::max(widest, x + actions);
    m_retryRect = QRect(x, top, retry, m_style.noteLine);
    m_deleteRect = QRect(x + retry + actionGap, top, remove, m_style.noteLine);
    if (m_content.fallbackDirection == Qt::RightToLeft) {
        m_retryRect = mirrored(m_retryRect, m_failureWidth);
        m_deleteRect = mirrored(m_deleteRect, m_failureWidth);
        for (int i = 0; i < m_failure->lineCount(); ++i) {
            QTextLine line = m_failure->lineAt(i);
            line.setPosition(line.position() - QPointF(maxWidth - m_failureWidth, 0));
        }
    }
    m_height = m_bubble.height() + y;
}

void BubbleLayout::setParts(std::unique_ptr<BubbleParts> parts)
{
    m_parts = std::move(parts);
    const Qt::LayoutDirection words = m_content.body.isEmpty() ? m_content.fallbackDirection : m_direction;
    m_parts->place(m_bubble, m_timeRect, words, m_content.fallbackDirection, m_previewPlace);
}

qsizetype BubbleLayout::lengthShown() const
{
    return m_text.toBody(m_text.shown().size());
}

BubbleLayout::Part BubbleLayout::partAt(const QPoint &point, int failureX) const
{
    if (!QRect(QPoint(0, 0), m_bubble).contains(point)) {
        const QPoint inFailure = point - QPoint(failureX, m_bubble.height());
        // A finger's width around short words, as far as they leave each other room.
        if (m_failure && m_retryRect.adjusted(-4, -4, 4, 4).contains(inFailure))
            return Part::Retry;
        if (m_failure && m_deleteRect.adjusted(-4, -4, 4, 4).contains(inFailure))
            return Part::Delete;
        return Part::Nothing;
    }
    if (m_parts && m_parts->quoteRect().contains(point))
        return Part::Quote;
    if (m_parts && m_parts->openedRect().contains(point))
        return Part::Spoiler;
    if (m_parts && m_parts->fileActAt(point) != FileAct::None)
        return Part::File;
    if (m_parts && m_parts->previewAt(point))
        return Part::Preview;
    if (m_parts && m_parts->chipAt(point))
        return Part::Reaction;
    if (m_parts && m_parts->isCardCopyAt(point))
        return Part::Copy;
    if (m_parts && m_parts->cardLinkAt(point))
        return Part::Link;
    if (m_showAllRect.contains(point)) {
        const bool isAsked = m_content.act == BubbleContent::Act::AskToResend;
        return isCovered() ? Part::Spoiler : isAsked ? Part::Resend : Part::ShowAll;
    }
    if (m_timeRect.united(m_stateRect).contains(point))
        return Part::Time;
    if (linkAt(point))
        return Part::Link;
    if (point.y() < m_style.paddingY || point.y() >= m_style.paddingY + m_textHeight)
        return Part::Bubble;
    return isCovered() ? Part::Spoiler : Part::Text;
}

const TextLink *BubbleLayout::linkAt(const QPoint &point) const
{
    if (const TextLink *link = m_parts ? m_parts->cardLinkAt(point) : nullptr)
        return link;
    if (m_text.links().isEmpty() || m_lines.empty())
        return nullptr;
    for (int i = 0; i < m_layout.lineCount(); ++i) {
        const LineBox &box = m_lines[size_t(i)];
        if (point.y() < box.top || point.y() >= box.top + box.height)
            continue;
        const QTextLine line = m_layout.lineAt(i);
        const QRectF natural = line.naturalTextRect();
        if (point.x() < natural.left() || point.x() >= natural.right())
            return nullptr;
        const int place = line.xToCursor(point.x(), QTextLine::CursorOnCharacter);
        for (const TextLink &link : m_text.links()) {
            if (place >= link.start && place < link.end())
                return &link;
        }
    }
    return nullptr;
}

int BubbleLayout::lineOf(qsizetype shown) const
{
    const QTextLine line = m_layout.lineForTextPosition(int(shown));
    return line.isValid() ? line.lineNumber() : m_layout.lineCount() - 1;
}

qsizetype BubbleLayout::positionAt(const QPointF &point) const
{
    if (m_layout.lineCount() == 0)
        return 0;
    if (point.y() < m_lines.front().top)
        return 0;
    if (point.y() >= m_lines.back().top + m_lines.back().height)
        return lengthShown();
    int i = 0;
    while (i + 1 < m_layout.lineCount() && point.y() >= m_lines[size_t(i)].top + m_lines[size_t(i)].height)
        ++i;
    return m_text.toBody(m_layout.lineAt(i).xToCursor(point.x()));
}

QRectF BubbleLayout::lineRect(qsizetype position) const
{
    const int i = lineOf(m_text.toShown(position));
    if (i < 0)
        return QRectF(0, 0, m_bubble.width(), m_bubble.height());
    return QRectF(0, m_lines[size_t(i)].top, m_bubble.width(), m_lines[size_t(i)].height);
}

qsizetype BubbleLayout::lineStartAt(qreal y) const
{
    for (int i = 0; i < m_layout.lineCount(); ++i) {
        if (m_lines[size_t(i)].top + m_lines[size_t(i)].height > y)
            return m_text.toBody(m_layout.lineAt(i).textStart());
    }
    return lengthShown();
}

QRectF BubbleLayout::characterRect(qsizetype position) const
{
    const int shown = int(m_text.toShown(position));
    const int i = lineOf(shown);
    if (i < 0)
        return {};
    const QList<QRectF> rects = rectsIn(i, shown, std::max(shown + 1, m_layout.nextCursorPosition(shown)));
    if (!rects.isEmpty())
        return rects.constFirst();
    const LineBox &box = m_lines[size_t(i)]; // a line break, or the end of the text
    return QRectF(m_layout.lineAt(i).cursorToX(shown), box.top, 0, box.height);
}

QList<QRectF> BubbleLayout::rectsIn(int line, int from, int to) const
{
    // The boxes of glyph runs are those of the asked characters, right in both directions and within ligatures, which
    // cursorToX() is not where directions meet.
    const LineBox &box = m_lines[size_t(line)];
    QList<QRectF> rects;
    const QList<QGlyphRun> runs = m_layout.lineAt(line).glyphRuns(from, to - from);
    for (const QGlyphRun &run : runs) {
        const QRectF across = run.boundingRect();
        if (across.width() > 0)
            rects.append(QRectF(across.left(), box.top, across.width(), box.height));
    }
    std::sort(rects.begin(), rects.end(), [](const QRectF &a, const QRectF &b) { return a.left() < b.left(); });
    QList<QRectF> joined;
    for (const QRectF &rect : std::as_const(rects)) {
        if (!joined.isEmpty() && rect.left() - joined.constLast().right() < 0.6)
            joined.last() = joined.constLast().united(rect);
        else
            joined.append(rect);
    }
    return joined;
}

QList<QRectF> BubbleLayout::selectionRects(qsizetype from, qsizetype to, const QRectF &clip) const
{
    QList<QRectF> rects;
    const bool isAll = clip.isNull();
    const int begin = int(m_text.toShown(std::min(from, to)));
    const int end = int(m_text.toShown(std::max(from, to)));
    for (int i = isAll ? 0 : firstLineIn(clip); i < m_layout.lineCount() && (isAll || boxOf(i).top() < clip.bottom()); ++i) {
        const QTextLine line = m_layout.lineAt(i);
        const int first = std::max(begin, line.textStart());
        const int last = std::min(end, line.textStart() + line.textLength());
        if (first < last)
            rects += rectsIn(i, first, last);
    }
    return rects;
}

qsizetype BubbleLayout::step(qsizetype position, int by, QTextLayout::CursorMode mode) const
{
    const int shown = int(m_text.toShown(position));
    int next = by > 0 ? m_layout.nextCursorPosition(shown, mode) : m_layout.previousCursorPosition(shown, mode);
    // Over what is in the layout only, as isolates around links.
    while (next > 0 && next < m_text.shown().size() && m_text.toBody(next) == position)
        next += by > 0 ? 1 : -1;
    return m_text.toBody(next);
}

std::pair<qsizetype, qsizetype> BubbleLayout::wordAt(qsizetype position) const
{
    const QString &body = m_content.body;
    QTextBoundaryFinder finder(QTextBoundaryFinder::Word, body);
    finder.setPosition(std::min(position, body.size()));
    const qsizetype start = finder.isAtBoundary() && position < body.size() ? position : finder.toPreviousBoundary();
    finder.setPosition(std::max<qsizetype>(0, start));
    const qsizetype end = finder.toNextBoundary();
    return {std::max<qsizetype>(0, start), end < 0 ? body.size() : end};
}

} // namespace jackdaw
