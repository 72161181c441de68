// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/BubbleParts.h"

#include "style/Direction.h"
#include "style/Theme.h"

#include <QFontMetrics>
#include <QIcon>
#include <QPainter>

#include <algorithm>

namespace jackdaw {

namespace {

constexpr int bubblePadding = 12;    ///< as the bubble's
constexpr int senderBelow = 2;
constexpr qsizetype senderLimit = 100; ///< more is never seen in one line
constexpr int quoteAbove = 8;
constexpr int pictureInset = 4;
constexpr int quoteBelow = 6;
constexpr int chipsAbove = 2;
constexpr int chipsBelow = 8;
constexpr int markGap = 3;

} // namespace

BubbleParts::BubbleParts(const Content &content, const ReactionChips::People &people, const Theme &theme, int maxWidth)
    : m_sender(content.sender)
    , m_chips(content.reactions, people, theme, std::max(48, maxWidth - 2 * bubblePadding))
    , m_marks(content.marks)
    , m_markSize(theme.scaled(13))
{
    const int inner = std::max(48, maxWidth - 2 * bubblePadding);
    if (m_sender) {
        m_sender->name = m_sender->name.left(senderLimit).simplified();
        m_senderRect.setHeight(theme.lineHeight(TypeRole::BodyStrong) + senderBelow);
        m_room.above = m_senderRect.height();
        m_room.width = std::min(inner, QFontMetrics(theme.font(TypeRole::BodyStrong)).horizontalAdvance(m_sender->name) + 2);
    }
    if (content.quote) {
        m_quote.emplace(*content.quote, theme, inner);
        m_room.above += m_quote->size().height() + quoteBelow;
        m_room.width = std::max(m_room.width, m_quote->size().width());
    }
    if (content.file) {
        m_file.emplace(*content.file, theme, inner);
        // A picture reaches nearer to the bubble's edge than words do.
        m_fileTop = m_room.above > 0 ? quoteAbove + m_room.above : m_file->isPicture() ? pictureInset : quoteAbove;
        m_room.above = m_fileTop + m_file->textTop() - quoteAbove + (m_file->isPicture() ? pictureInset : 0);
        m_room.width = std::max(m_room.width, m_file->size().width() - (m_file->isPicture() ? 2 * (bubblePadding - pictureInset) : 0));
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
    const int inner = bubble.width() - 2 * bubblePadding;
    if (m_sender)
        m_senderRect = QRect(bubblePadding, quoteAbove, inner, m_senderRect.height() - senderBelow);
    if (m_quote)
        m_quoteRect = QRect(bubblePadding, quoteAbove + (m_sender ? m_senderRect.height() + senderBelow : 0), inner, m_quote->size().height());
    if (m_file) {
        const int inset = m_file->isPicture() ? pictureInset : bubblePadding;
        const int room = bubble.width() - 2 * inset;
        const int left = direction == Qt::RightToLeft ? bubble.width() - inset - m_file->size().width() : inset;
        m_fileRect = m_file->isPicture() ? QRect(QPoint(left, m_fileTop), m_file->size()) : QRect(inset, m_fileTop, room, m_file->size().height());
        if (direction == Qt::RightToLeft && !m_file->isPicture())
            m_file->mirror(room);
    }
    m_chipsAt = QPoint(bubblePadding, bubble.height() - chipsBelow - m_chips.size().height());
    if (direction == Qt::RightToLeft)
        m_chips.mirror(inner);
    const int y = time.center().y() - m_markSize / 2 + 1;
    m_marksAt = direction == Qt::RightToLeft ? QPoint(time.right() + 1 + markGap, y) : QPoint(time.left() - m_room.meta, y);
}

void BubbleParts::paint(QPainter &painter, const QPoint &bubble, const Theme &theme, EmojiCache &emoji, QuoteBlock::Ground ground,
                        const FileBlock::Moment &moment) const
{
    if (m_sender) {
        painter.setFont(theme.font(TypeRole::BodyStrong));
        painter.setPen(theme.isHighContrast() ? theme.color(Token::Text) : theme.senderColor(m_sender->who));
        drawLeadingLine(painter, m_senderRect.translated(bubble), m_direction, m_sender->name);
    }
    if (m_quote)
        m_quote->paint(painter, m_quoteRect.translated(bubble), theme, m_direction, ground);
    if (m_file)
        m_file->paint(painter, bubble + m_fileRect.topLeft(), theme, m_direction, moment);
    m_chips.paint(painter, bubble + m_chipsAt, theme, emoji);
    QPoint at = bubble + m_marksAt;
    for (const QString &mark : m_marks) {
        theme.icon(mark, ground == QuoteBlock::Ground::Own ? Token::Text2 : Token::Text3)
            .paint(&painter, QRect(at, QSize(m_markSize, m_markSize)));
        at.rx() += m_markSize + markGap;
    }
}

} // namespace jackdaw
