// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "composer/ChoiceGrid.h"

namespace jackdaw {

class EmojiSource;

/// Emoji in rows of nine, each painted from a picture, and only where it is seen; what is common to all grids is
/// ChoiceGrid's. Owned by EmojiPane, GUI thread. Searches nothing and inserts nothing: it says which one was chosen,
/// and the picker's owner does the rest.
class EmojiGrid : public ChoiceGrid
{
    Q_OBJECT
public:
    static constexpr int columns = 9;
    struct Cell { QString emoji; QString name; };

    EmojiGrid(const Theme &theme, const EmojiSource &source, QWidget *parent = nullptr);

    void setCells(const QList<Cell> &cells);
    const QList<Cell> &cells() const { return m_cells; }

protected:
    void paintCell(QPainter &painter, const QRect &rect, const ChoiceCell &cell, bool isCurrent) override;

private:
    const EmojiSource &m_source;
    QList<Cell> m_cells;
};

} // namespace jackdaw
