// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "timeline/QuoteBlock.h"
#include "timeline/ReactionChips.h"

#include <optional>

namespace jackdaw {

class EmojiCache;

/// How much room a bubble leaves around its text for what else it shows.
struct BubbleRoom
{
    int above = 0; ///< between the bubble's edge and the text
    int below = 0; ///< between the time and the bubble's edge
    int width = 0; ///< that these need, within the padding
    int meta = 0;  ///< before the time
};

/// What a bubble shows besides its text: the message it answers above, reactions below, marks before the time. Places are
/// relative to the bubble's top left corner. Owned by BubbleLayout, GUI thread.
class BubbleParts
{
public:
    struct Content {
        std::optional<QuoteBlock::Content> quote;
        QList<Reaction> reactions;
        QStringList marks; ///< names of icons
    };
    BubbleParts(const Content &content, const ReactionChips::People &people, const Theme &theme, int maxWidth);

    const BubbleRoom &room() const { return m_room; }
    /// The bubble is laid out: from here on places are known.
    void place(QSize bubble, const QRect &time, Qt::LayoutDirection direction);

    const std::optional<QuoteBlock> &quote() const { return m_quote; }
    QRect quoteRect() const { return m_quoteRect; }
    const ReactionChips &chips() const { return m_chips; }
    const ReactionChips::Chip *chipAt(const QPoint &point) const { return m_chips.chipAt(point - m_chipsAt); }
    QRect chipRect(const ReactionChips::Chip &chip) const { return chip.rect.translated(m_chipsAt); }
    void paint(QPainter &painter, const QPoint &bubble, const Theme &theme, EmojiCache &emoji, QuoteBlock::Ground ground) const;

private:
    std::optional<QuoteBlock> m_quote;
    ReactionChips m_chips;
    QStringList m_marks;
    int m_markSize = 0;
    BubbleRoom m_room;
    QRect m_quoteRect;
    QPoint m_chipsAt;
    QPoint m_marksAt;
    Qt::LayoutDirection m_direction = Qt::LeftToRight;
};

} // namespace jackdaw
