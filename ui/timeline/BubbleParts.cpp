// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/BubbleParts.h"

#include "style/Theme.h"

#include <QIcon>
#include <QPainter>

#include <algorithm>

namespace jackdaw {

namespace {

constexpr int padding = 12;    ///< as the bubble's
constexpr int quoteAbove = 8;
constexpr int quoteBelow = 6;
constexpr int chipsAbove = 2;
constexpr int chipsBelow = 8;
constexpr int markGap = 3;

} // namespace

BubbleParts::BubbleParts(const Content &content, const ReactionChips::People &people, const Theme &theme, int maxWidth)
    : m_chips(content.reactions, people, theme, std::max(48, maxWidth - 2 * padding))
    , m_marks(content.marks)
    , m_markSize(theme.scaled(13))
{
    if (content.quote) {
        m_quote.emplace(*content.quote, theme, std::max(48, maxWidth - 2 * padding));
        m_room.above = m_quote->size().height() + quoteBelow;
        m_room.width = m_quote->size().width();
    }
    if (!m_chips.isEmpty()) {
        m_room.below = chipsAbove + m_chips.size().height() + chipsBelow - 4; // the time stands 4 above the edge
        m_room.width = std::max(m_room.width, m_chips.size().width());
    }
    m_room.meta = int(m_marks.size()) * (m_markSize + markGap);
}

void BubbleParts::place(QSize bubble, const QRect &time, Qt::LayoutDirection direction)
{
    m_direction = direction;
    const int inner = bubble.width() - 2 * padding;
    if (m_quote)
        m_quoteRect = QRect(padding, quoteAbove, inner, m_quote->size().height());
    m_chipsAt = QPoint(padding, bubble.height() - chipsBelow - m_chips.size().height());
    if (direction == Qt::RightToLeft)
        m_chips.mirror(inner);
    const int y = time.center().y() - m_markSize / 2 + 1;
    m_marksAt = direction == Qt::RightToLeft ? QPoint(time.right() + 1 + markGap, y) : QPoint(time.left() - m_room.meta, y);
}

void BubbleParts::paint(QPainter &painter, const QPoint &bubble, const Theme &theme, EmojiCache &emoji, QuoteBlock::Ground ground) const
{
    if (m_quote)
        m_quote->paint(painter, m_quoteRect.translated(bubble), theme, m_direction, ground);
    m_chips.paint(painter, bubble + m_chipsAt, theme, emoji);
    QPoint at = bubble + m_marksAt;
    for (const QString &mark : m_marks) {
        theme.icon(mark, ground == QuoteBlock::Ground::Own ? Token::Text2 : Token::Text3)
            .paint(&painter, QRect(at, QSize(m_markSize, m_markSize)));
        at.rx() += m_markSize + markGap;
    }
}

} // namespace jackdaw
