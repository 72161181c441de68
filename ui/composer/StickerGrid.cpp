// SPDX-License-Identifier: GPL-3.0-or-later
#include "composer/StickerGrid.h"

#include "style/Style.h"
#include "style/Theme.h"

#include <QPainter>

namespace jackdaw {

namespace {

constexpr int stickerCell = 84;
constexpr int stickerInset = 6;

} // namespace

StickerGrid::StickerGrid(const Theme &theme, QWidget *parent)
    : ChoiceGrid(theme, stickerCell, parent)
{
    setAccessibleName(tr("Stickers"));
    connect(&m_pictures, &PictureCache::ready, viewport(), qOverload<>(&QWidget::update));
}

void StickerGrid::setCells(const QList<StickerCell> &cells)
{
    m_cells = cells;
    QList<ChoiceCell> choices;
    for (const StickerCell &cell : cells) {
        choices.append({cell.path, cell.description,
                        cell.description.isEmpty() ? tr("Sticker") : tr("Sticker: %1").arg(cell.description)});
    }
    showCells(choices);
}

void StickerGrid::paintCell(QPainter &painter, const QRect &rect, const ChoiceCell &cell, bool)
{
    const QRect room = rect.adjusted(stickerInset, stickerInset, -stickerInset, -stickerInset);
    const qreal ratio = painter.device()->devicePixelRatioF();
    const QPixmap picture = cell.shown.isEmpty() ? QPixmap() : m_pictures.picture(cell.shown, room.size(), ratio).pixmap;
    if (!picture.isNull()) {
        QRectF target(QPointF(0, 0), picture.deviceIndependentSize());
        if (target.width() > room.width() || target.height() > room.height())
            target.setSize(target.size().scaled(room.size(), Qt::KeepAspectRatio));
        target.moveCenter(QRectF(room).center());
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        painter.drawPixmap(target, picture, QRectF(picture.rect()));
        return;
    }
    // What stands for it, where it is not here.
    paintShape(painter, QRectF(room), 10, theme().color(Token::Sunken));
    painter.setPen(theme().color(Token::Text2));
    painter.setFont(theme().font(TypeRole::Title));
    painter.drawText(room, int(Qt::AlignCenter) | int(Qt::TextSingleLine),
                     painter.fontMetrics().elidedText(cell.words, Qt::ElideRight, room.width() - 8));
}

} // namespace jackdaw
