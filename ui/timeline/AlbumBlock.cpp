// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/AlbumBlock.h"

#include "style/Theme.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPainterPath>

namespace jackdaw {

namespace {

constexpr int mosaicWidth = 388; // picture 12
constexpr qreal mosaicRadius = 10;
constexpr int overInset = 6;     ///< of what lies over a picture, from its edges
constexpr int markRoom = 4;
constexpr int pileVeil = 140;    ///< of 255, over the picture that others lie under

/// What was given to any of those in one place: the same by the same one counts once.
void addOwn(AlbumBlock::Picture &pile, const AlbumBlock::Picture &picture)
{
    for (const Reaction &reaction : picture.reactions) {
        const bool isThere = std::any_of(pile.reactions.cbegin(), pile.reactions.cend(), [&](const Reaction &each) {
            return each.emoji == reaction.emoji && each.by == reaction.by;
        });
        if (!isThere)
            pile.reactions.append(reaction);
    }
    for (const QString &mark : picture.marks) {
        if (!pile.marks.contains(mark))
            pile.marks.append(mark);
    }
}

} // namespace

AlbumBlock::AlbumBlock(const QList<Picture> &pictures, const ReactionChips::People &people, const Theme &theme,
                       int maxWidth)
    : m_markSize(theme.scaled(13))
{
    const QList<QRect> places = mosaic(pictures.size(), std::min(theme.scaled(mosaicWidth), maxWidth));
    for (qsizetype i = 0; i < pictures.size(); ++i) {
        FileBlock::Content content = pictures[i].file;
        content.tile = places[i].size();
        Picture own = i < mostTiles ? pictures[i] : Picture();
        for (qsizetype under = mostTiles; i == mostTiles - 1 && under < pictures.size(); ++under)
            addOwn(own, pictures[under]);
        m_tiles.push_back({FileBlock(content, theme, maxWidth),
                           ReactionChips(own.reactions, people, theme,
                                         std::max(24, places[i].width() - 2 * overInset)),
                           own.marks,
                           places[i],
                           {}});
        m_size = m_size.expandedTo(QSize(places[i].right() + 1, places[i].bottom() + 1));
    }
    placeChips();
}

void AlbumBlock::placeChips()
{
    // Where neither the button of a moving picture stands, nor the length of a video, nor what stands in for one; of
    // more than there is room for the first ones are seen.
    for (Tile &tile : m_tiles) {
        const bool isVideo = tile.file.attachment().kind == Attachment::Kind::Video;
        const int below = std::max(overInset, tile.rect.height() - overInset - tile.chips.size().height());
        const int top = isVideo ? below : overInset;
        tile.chipsAt = tile.rect.topLeft() + QPoint(overInset, top);
    }
}

void AlbumBlock::mirror()
{
    for (Tile &tile : m_tiles) {
        tile.rect.moveLeft(m_size.width() - tile.rect.right() - 1);
        tile.chips.mirror(tile.rect.width() - 2 * overInset);
        tile.file.mirror(tile.rect.width());
    }
    placeChips();
}

qsizetype AlbumBlock::tileAt(const QPoint &point) const
{
    const auto found =
        std::find_if(m_tiles.cbegin(), m_tiles.cend(), [&](const Tile &tile) { return tile.rect.contains(point); });
    return found == m_tiles.cend() ? -1 : found - m_tiles.cbegin();
}

QList<qsizetype> AlbumBlock::meantBy(qsizetype number) const
{
    using Need = FileBlock::Need;
    if (!isPile(number))
        return {number};
    QList<qsizetype> meant;
    Need worst = Need::Nothing;
    for (qsizetype i = mostTiles - 1; i < count(); ++i) {
        if (file(i).need() > worst) {
            worst = file(i).need();
            meant.clear();
        }
        if (worst != Need::Nothing && file(i).need() == worst)
            meant.append(i);
    }
    return meant.isEmpty() ? QList<qsizetype>{mostTiles - 1} : meant; // it is opened where it is seen
}

FileAct AlbumBlock::actAt(const QPoint &point) const
{
    const qsizetype number = tileAt(point);
    if (number < 0)
        return FileAct::None;
    const FileAct own = file(number).actAt(point - tileRect(number).topLeft());
    return own == FileAct::PlayPause || (file(number).asks() && !isPile(number)) ? own : file(meantBy(number).constFirst()).mainAct();
}

const ReactionChips::Chip *AlbumBlock::chipAt(const QPoint &point) const
{
    const qsizetype number = tileAt(point);
    return number < 0 ? nullptr : chips(number).chipAt(point - m_tiles[size_t(number)].chipsAt);
}

void AlbumBlock::paint(QPainter &painter, const QPoint &at, const Theme &theme, EmojiCache &emoji,
                       Qt::LayoutDirection direction, const QList<Moment> &moments) const
{
    painter.save();
    QPainterPath whole;
    whole.addRoundedRect(QRect(at, m_size), mosaicRadius, mosaicRadius);
    painter.setClipPath(whole, Qt::IntersectClip);
    for (qsizetype i = 0; i < std::min(count(), mostTiles); ++i) {
        const Tile &tile = m_tiles[size_t(i)];
        const QRect rect = tile.rect.translated(at);
        const Moment moment = isPile(i) ? pileMoment(moments) : moments.value(i);
        if (isPile(i))
            paintPile(painter, rect, theme, moments);
        else
            tile.file.paint(painter, rect.topLeft(), theme, direction, moment.file);
        painter.save();
        painter.setClipRect(rect, Qt::IntersectClip);
        paintOver(painter, tile, rect, theme, emoji, direction, moment);
        painter.restore();
    }
    painter.restore();
}

/// What is seen of all in one place: the ring, whichever of them has it.
AlbumBlock::Moment AlbumBlock::pileMoment(const QList<Moment> &moments) const
{
    Moment all;
    for (const Moment &each : moments.sliced(std::min(moments.size(), mostTiles - 1))) {
        all.focus = std::max(all.focus, each.focus);
        all.chosen = std::max(all.chosen, each.chosen);
        all.tint = std::max(all.tint, each.tint);
    }
    return all;
}

/// The one that is seen, a veil, how many more there are, and over that what is worst of all of them.
void AlbumBlock::paintPile(QPainter &painter, const QRect &rect, const Theme &theme, const QList<Moment> &moments) const
{
    const FileBlock::Moment own = moments.value(mostTiles - 1).file;
    const QList<qsizetype> meant = meantBy(mostTiles - 1);
    const FileBlock &worst = file(meant.constFirst());
    FileBlock::Moment state = moments.value(meant.constFirst()).file;
    state.isUnreadable = own.isUnreadable;
    state.done = state.total = state.speed = 0;
    state.isStalled = true; // where all of them are
    for (const qsizetype each : meant) { // together: so much of so much
        const FileBlock::Moment moment = moments.value(each).file;
        state.done += moment.done;
        state.speed += moment.speed;
        state.isStalled = state.isStalled && moment.isStalled;
        state.total += moment.total > 0 ? moment.total : std::max<qint64>(0, file(each).attachment().file.size);
    }
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    file(mostTiles - 1).paintGround(painter, rect, theme, own);
    QColor veil = theme.color(Token::Shadow);
    veil.setAlpha(pileVeil);
    painter.fillRect(rect, veil);
    const QString more = QCoreApplication::translate("jackdaw::AlbumBlock", "+%L1").arg(hidden());
    worst.paintState(painter, rect, theme, state, more);
    painter.restore();
}

void AlbumBlock::paintOver(QPainter &painter, const Tile &tile, const QRect &rect, const Theme &theme,
                           EmojiCache &emoji, Qt::LayoutDirection direction, const Moment &moment) const
{
    const auto veil = [&](Token token, qreal strength) {
        QColor color = theme.color(token);
        color.setAlphaF(float(strength));
        painter.fillRect(rect, color);
    };
    if (moment.chosen == Moment::Chosen::Yes)
        veil(Token::Accent, theme.isDark() ? 0.55 : 0.35);
    if (moment.tint > 0)
        veil(Token::Selected, 0.7 * moment.tint);
    painter.setRenderHint(QPainter::Antialiasing);
    if (!tile.marks.isEmpty()) { // in the upper corner where lines end, on a plate that shows on any picture
        const int width = int(tile.marks.size()) * (m_markSize + markRoom) + markRoom;
        const int height = m_markSize + 2 * markRoom;
        const int x = direction == Qt::RightToLeft ? rect.left() + overInset : rect.right() + 1 - overInset - width;
        const QRect plate(x, rect.top() + overInset, width, height);
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.color(Token::Surface));
        painter.drawRoundedRect(plate, height / 2.0, height / 2.0);
        QRect icon(plate.left() + markRoom, plate.top() + markRoom, m_markSize, m_markSize);
        for (const QString &mark : tile.marks) {
            theme.paintIcon(painter, icon, mark, theme.color(Token::Text2));
            icon.translate(m_markSize + markRoom, 0);
        }
    }
    tile.chips.paint(painter, rect.topLeft() + (tile.chipsAt - tile.rect.topLeft()), theme, emoji);
    const bool isRinged = moment.focus == Moment::Focus::Ring;
    if (isRinged || (moment.tint > 0 && theme.isHighContrast())) {
        // Two lines, one of which shows on any picture.
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(theme.color(Token::Surface), 6));
        painter.drawRoundedRect(QRectF(rect).adjusted(2, 2, -2, -2), 4, 4);
        painter.setPen(QPen(theme.color(Token::Focus), 3));
        painter.drawRoundedRect(QRectF(rect).adjusted(2, 2, -2, -2), 4, 4);
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
}

} // namespace jackdaw
