// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "timeline/FileBlock.h"
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

/// What a bubble shows besides its text: who says it, the message it answers and the file it brings above, reactions below, marks before the time. Places
/// are relative to the bubble's top left corner, in device-independent pixels. Owned by BubbleLayout, GUI thread. Shows
/// what it is given once; a change makes a new one.
class BubbleParts
{
public:
    /// Who says it, where that is not plain from the chat; `who` gives the colour.
    struct Sender {
        QString name;
        BareJid who;
    };
    struct Content {
        std::optional<Sender> sender;
        std::optional<QuoteBlock::Content> quote;
        std::optional<FileBlock::Content> file;
        QList<Reaction> reactions;
        QStringList marks; ///< names of icons
    };
    BubbleParts(const Content &content, const ReactionChips::People &people, const Theme &theme, int maxWidth);

    const BubbleRoom &room() const { return m_room; }
    /// The bubble is laid out: from here on places are known.
    void place(QSize bubble, const QRect &time, Qt::LayoutDirection direction);

    const std::optional<QuoteBlock> &quote() const { return m_quote; }
    QRect quoteRect() const { return m_quoteRect; }
    const std::optional<FileBlock> &file() const { return m_file; }
    QRect fileRect() const { return m_fileRect; }
    FileAct fileActAt(const QPoint &point) const { return m_file ? m_file->actAt(point - m_fileRect.topLeft()) : FileAct::None; }
    const std::optional<Sender> &sender() const { return m_sender; }
    const ReactionChips &chips() const { return m_chips; }
    const ReactionChips::Chip *chipAt(const QPoint &point) const { return m_chips.chipAt(point - m_chipsAt); }
    QRect chipRect(const ReactionChips::Chip &chip) const { return chip.rect.translated(m_chipsAt); }
    void paint(QPainter &painter, const QPoint &bubble, const Theme &theme, EmojiCache &emoji, QuoteBlock::Ground ground,
               const FileBlock::Moment &moment) const;

private:
    std::optional<Sender> m_sender;
    QRect m_senderRect;
    std::optional<QuoteBlock> m_quote;
    std::optional<FileBlock> m_file;
    QRect m_fileRect;
    int m_fileTop = 0;
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
