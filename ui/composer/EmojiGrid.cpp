// SPDX-License-Identifier: GPL-3.0-or-later
#include "composer/EmojiGrid.h"

#include "composer/EmojiSource.h"
#include "style/Theme.h"

#include <QPainter>

namespace jackdaw {

namespace {

constexpr int cellSize = 38;
constexpr int emojiSize = 24;

} // namespace

EmojiGrid::EmojiGrid(const Theme &theme, const EmojiSource &source, QWidget *parent)
    : ChoiceGrid(theme, cellSize, parent)
    , m_source(source)
{
    setAccessibleName(tr("Emoji"));
    setFixedWidth(widthOf(columns));
    connect(&theme, &Theme::changed, this, [this] { setFixedWidth(widthOf(columns)); });
}

void EmojiGrid::setCells(const QList<Cell> &cells)
{
    m_cells = cells;
    QList<ChoiceCell> choices;
    for (const Cell &cell : cells)
        choices.append({cell.emoji, cell.name, cell.name});
    showCells(choices);
}

void EmojiGrid::paintCell(QPainter &painter, const QRect &rect, const ChoiceCell &cell, bool isCurrent)
{
    painter.setPen(theme().color(Token::Text, isCurrent ? Token::Selected : Token::Raised));
    m_source.paint(painter, rect, cell.shown, theme().scaled(emojiSize));
}

} // namespace jackdaw
