// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "timeline/AlbumBlock.h"
#include "timeline/CardBlock.h"
#include "timeline/FileBlock.h"
#include "timeline/PreviewCard.h"
#include "timeline/QuoteBlock.h"
#include "timeline/ReactionChips.h"

#include <optional>
#include <vector>

namespace jackdaw {

class EmojiCache;

/// How much room a bubble leaves around its text for what else it shows.
struct BubbleRoom
{
    int above = 0; ///< between the bubble's edge and the text
    int below = 0; ///< between the time and the bubble's edge
    int width = 0; ///< that these need, within the padding
    int meta = 0;  ///< before the time
    int beside = 0; ///< on the line of the time, which is then one of its own; 0: nothing stands there
    int belowBeside = 0; ///< as `below`, where that fits
};

/// What a bubble shows besides its text: who says it, the message it answers and the file it brings above, reactions below, marks before the time. Places
/// are relative to the bubble's top left corner, in device-independent pixels. Owned by BubbleLayout, GUI thread. Shows
/// what it is given once; a change makes a new one.
class BubbleParts
{
public:
    /// Who says it, where that is not plain from the chat; `who` gives the colour. `mark` stands behind the name, of who may be
    /// taken for somebody else.
    struct Sender {
        QString name;
        BareJid who;
        QString mark = {};
        QString role = {}; ///< in the group; a mark stands in its place
        const QString &behind() const { return mark.isEmpty() ? role : mark; }
    };
    struct Content {
        std::optional<Sender> sender;
        std::optional<QuoteBlock::Content> quote;
        QString opened = {}; ///< what a spoiler that is shown was covered with; pressed, it covers it again
        std::optional<FileBlock::Content> file;
        QList<AlbumBlock::Picture> album = {}; ///< with `file` as the last of them; none: it stands alone
        std::optional<CardBlock::Content> card; ///< in place of the text
        QList<PreviewCard::Content> links = {};
        QList<Reaction> reactions;
        QStringList marks; ///< names of icons
    };
    BubbleParts(const Content &content, const ReactionChips::People &people, const Theme &theme, int maxWidth);

    const BubbleRoom &room() const { return m_room; }
    /// Where the one line of a link's preview stands: below the time, or on the line of the time where both fit.
    enum class PreviewPlace { Below, BesideTime };
    /// The bubble is laid out: from here on places are known. What belongs to its words goes in their direction, and
    /// files in that of the window.
    void place(QSize bubble, const QRect &time, Qt::LayoutDirection words, Qt::LayoutDirection window, PreviewPlace preview);

    const std::optional<QuoteBlock> &quote() const { return m_quote; }
    QRect quoteRect() const { return m_quoteRect; }
    /// Empty: there is no spoiler, or it is covered.
    QRect openedRect() const { return m_openedRect; }
    const std::optional<FileBlock> &file() const { return m_file; }
    QRect fileRect() const { return m_fileRect; }
    /// In place of the file alone.
    const std::optional<AlbumBlock> &album() const { return m_album; }
    /// How large a file's picture is, or all of them are; empty: there is none.
    QSize pictureSize() const
    {
        return m_album ? m_album->size() : m_file && m_file->isPicture() ? m_file->size() : QSize();
    }
    /// A sticker that answers nothing: there is no bubble around it.
    bool isBare() const { return m_file && m_file->isSticker() && !m_file->hasCaption() && !m_quote && m_opened.isEmpty(); }
    const std::optional<CardBlock> &card() const { return m_card; }
    const TextLink *cardLinkAt(const QPoint &point) const { return m_card ? m_card->linkAt(point - m_cardRect.topLeft()) : nullptr; }
    bool isCardCopyAt(const QPoint &point) const { return m_card && m_card->isCopyAt(point - m_cardRect.topLeft()); }
    FileAct fileActAt(const QPoint &point) const;
    /// The preview of a link, or what does something at a point; nullptr where there is none.
    const PreviewCard *previewOf(const QUrl &url) const;
    const PreviewCard *previewAt(const QPoint &point) const;
    QRect previewRect(const PreviewCard &card) const;
    qsizetype previewCount() const { return qsizetype(m_previews.size()); }
    const std::optional<Sender> &sender() const { return m_sender; }
    QRect senderRect() const { return m_senderRect; }
    const ReactionChips &chips() const { return m_chips; }
    const ReactionChips::Chip *chipAt(const QPoint &point) const { return m_chips.chipAt(point - m_chipsAt); }
    QRect chipRect(const ReactionChips::Chip &chip) const { return chip.rect.translated(m_chipsAt); }
    /// As what it shows is at the moment of painting.
    struct Moments {
        FileBlock::Moment file;
        QList<AlbumBlock::Moment> album;
        PreviewCard::Pictures previews;
    };
    void paint(QPainter &painter, const QPoint &bubble, const Theme &theme, EmojiCache &emoji, QuoteBlock::Ground ground,
               const Moments &moments) const;

private:
    int signWidth() const;

    std::optional<Sender> m_sender;
    QRect m_senderRect;
    int m_nameWidth = 0; ///< of the sender's line; what is left is the mark's
    std::optional<QuoteBlock> m_quote;
    QString m_opened;
    QRect m_openedRect;
    std::optional<FileBlock> m_file;
    std::optional<AlbumBlock> m_album;
    QRect m_fileRect;
    std::optional<CardBlock> m_card;
    QRect m_cardRect;
    int m_fileTop = 0;
    struct PlacedPreview { PreviewCard card; QRect rect; };
    std::vector<PlacedPreview> m_previews;
    int m_previewsHeight = 0; ///< with the gaps between them
    ReactionChips m_chips;
    QStringList m_marks;
    int m_markSize = 0;
    BubbleRoom m_room;
    QRect m_quoteRect;
    QPoint m_chipsAt;
    QPoint m_marksAt;
    Qt::LayoutDirection m_direction = Qt::LeftToRight;
    Qt::LayoutDirection m_fileDirection = Qt::LeftToRight;
};

} // namespace jackdaw
