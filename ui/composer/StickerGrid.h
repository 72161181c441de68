// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "composer/ChoiceGrid.h"
#include "timeline/PictureCache.h"

namespace jackdaw {

/// A sticker as a grid shows it: its picture's file, empty where that is not here, and what stands for it. A plain
/// value.
struct StickerCell
{
    QString path;
    QString description;
    QString words; ///< more that it is found by
    QString pack;
    int place = 0;

    friend bool operator==(const StickerCell &, const StickerCell &) = default;
};

/// Stickers in as many columns as fit. Decodes the pictures that are seen, within the limits of all pictures, each as
/// one still frame. Owned by StickerPane or a dialog, GUI thread. Sends nothing: it says what was chosen, and its owner
/// does what is to be done.
class StickerGrid : public ChoiceGrid
{
    Q_OBJECT
public:
    StickerGrid(const Theme &theme, QWidget *parent = nullptr);

    void setCells(const QList<StickerCell> &cells);
    const QList<StickerCell> &cells() const { return m_cells; }

protected:
    void paintCell(QPainter &painter, const QRect &rect, const ChoiceCell &cell, bool isCurrent) override;

private:
    QList<StickerCell> m_cells;
    PictureCache m_pictures;
};

} // namespace jackdaw
