// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "timeline/Albums.h"
#include "timeline/FileBlock.h"
#include "timeline/ReactionChips.h"

#include <algorithm>
#include <vector>

namespace jackdaw {

class EmojiCache;

/// Pictures that were sent together, as a mosaic of three at most whose height is known by their number alone. Each has
/// what is its own: how far it has come, that it was not sent, reactions, marks, the ring of the keys. Those that lie
/// under the last tile lose nothing: it says how many they are, what is worst of them, and has their reactions and
/// marks. Owned by BubbleParts of the last one, GUI thread; pure apart from font metrics. Reads no file: what is
/// painted is handed in.
class AlbumBlock
{
public:
    struct Picture {
        FileBlock::Content file;
        QList<Reaction> reactions;
        QStringList marks; ///< names of icons
    };
    /// As one is at the moment of painting.
    struct Moment {
        FileBlock::Moment file;
        enum class Focus { None, Ring } focus = Focus::None;
        enum class Chosen { No, Yes } chosen = Chosen::No; ///< among text that is selected
        qreal tint = 0; ///< 0 to 1: it was jumped to
    };

    AlbumBlock(const QList<Picture> &pictures, const ReactionChips::People &people, const Theme &theme, int maxWidth);

    /// Of the marks before a message's time: is it one that all of an album have alike?
    static bool isMarkOfAll(const QString &mark) { return mark.startsWith(QLatin1StringView("lock")); }
    QSize size() const { return m_size; }
    qsizetype count() const { return qsizetype(m_tiles.size()); }
    QRect tileRect(qsizetype number) const { return m_tiles[size_t(number)].rect; }
    const FileBlock &file(qsizetype number) const { return m_tiles[size_t(number)].file; }
    /// How many lie under the last tile besides the one that is seen there.
    qsizetype hidden() const { return std::max<qsizetype>(0, count() - mostTiles); }
    /// The picture that is seen in its place.
    static qsizetype seenAs(qsizetype number) { return std::min(number, mostTiles - 1); }
    /// Those that a click on a tile is for: one, or of many in one place all that are in the worst state.
    QList<qsizetype> meantBy(qsizetype number) const;
    /// The picture at a point, or -1.
    qsizetype tileAt(const QPoint &point) const;
    FileAct actAt(const QPoint &point) const;
    /// nullptr where none is.
    const ReactionChips::Chip *chipAt(const QPoint &point) const;
    const ReactionChips &chips(qsizetype number) const { return m_tiles[size_t(seenAs(number))].chips; }
    const QStringList &marks(qsizetype number) const { return m_tiles[size_t(seenAs(number))].marks; }
    QRect chipRect(qsizetype number, const ReactionChips::Chip &chip) const
    {
        return chip.rect.translated(m_tiles[size_t(seenAs(number))].chipsAt);
    }
    void paint(QPainter &painter, const QPoint &at, const Theme &theme, EmojiCache &emoji,
               Qt::LayoutDirection direction, const QList<Moment> &moments) const;
    /// In right-to-left the first one stands at the right.
    void mirror();

private:
    struct Tile {
        FileBlock file;
        ReactionChips chips;
        QStringList marks;
        QRect rect;
        QPoint chipsAt;
    };

    void placeChips();
    bool isPile(qsizetype number) const { return hidden() > 0 && number >= mostTiles - 1; }
    Moment pileMoment(const QList<Moment> &moments) const;
    void paintPile(QPainter &painter, const QRect &rect, const Theme &theme, const QList<Moment> &moments) const;
    void paintOver(QPainter &painter, const Tile &tile, const QRect &rect, const Theme &theme, EmojiCache &emoji,
                   Qt::LayoutDirection direction, const Moment &moment) const;

    std::vector<Tile> m_tiles;
    QSize m_size;
    int m_markSize = 0;
};

} // namespace jackdaw
