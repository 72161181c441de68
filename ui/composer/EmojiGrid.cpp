// SPDX-License-Identifier: GPL-3.0-or-later
#include "composer/EmojiGrid.h"

#include "composer/EmojiSource.h"
#include "style/Style.h"
#include "style/Theme.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>
#include <QStyledItemDelegate>

namespace jackdaw {

namespace {

constexpr int cellSize = 38;
constexpr int emojiSize = 24;

class CellDelegate : public QStyledItemDelegate
{
public:
    CellDelegate(const Theme &theme, const EmojiSource &source, QObject *parent)
        : QStyledItemDelegate(parent), m_theme(theme), m_source(source) {}

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const QString emoji = index.data(EmojiTableModel::emojiRole).toString();
        if (emoji.isEmpty())
            return;
        const bool isCurrent = option.state & QStyle::State_Selected;
        const bool isUnderPointer = option.state & QStyle::State_MouseOver;
        if (isCurrent || isUnderPointer)
            paintShape(*painter, QRectF(option.rect).adjusted(1, 1, -1, -1), 8, m_theme.color(isCurrent ? Token::Selected : Token::Hover));
        if (option.state & QStyle::State_HasFocus)
            paintInnerFocusRing(*painter, m_theme, QRectF(option.rect).adjusted(1, 1, -1, -1), 8, Token::Raised);
        painter->setPen(m_theme.color(Token::Text, isCurrent ? Token::Selected : Token::Raised));
        m_source.paint(*painter, option.rect, emoji, m_theme.scaled(emojiSize));
    }

private:
    const Theme &m_theme;
    const EmojiSource &m_source;
};

} // namespace

void EmojiTableModel::setCells(const QList<Cell> &cells)
{
    beginResetModel();
    m_cells = cells;
    endResetModel();
}

int EmojiTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int((m_cells.size() + columns - 1) / columns);
}

QVariant EmojiTableModel::data(const QModelIndex &index, int role) const
{
    const qsizetype at = qsizetype(index.row()) * columns + index.column();
    if (at >= m_cells.size())
        return {};
    if (role == emojiRole)
        return m_cells.at(at).emoji;
    return role == Qt::AccessibleTextRole ? QVariant(m_cells.at(at).name) : QVariant();
}

Qt::ItemFlags EmojiTableModel::flags(const QModelIndex &index) const
{
    const qsizetype at = qsizetype(index.row()) * columns + index.column();
    return at < m_cells.size() ? Qt::ItemIsEnabled | Qt::ItemIsSelectable : Qt::NoItemFlags;
}

EmojiGrid::EmojiGrid(const Theme &theme, const EmojiSource &source, QWidget *parent)
    : QTableView(parent)
    , m_theme(theme)
{
    setAccessibleName(tr("Emoji"));
    setModel(&m_model);
    setItemDelegate(new CellDelegate(theme, source, this));
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setSelectionMode(SingleSelection);
    setEditTriggers(NoEditTriggers);
    setTabKeyNavigation(false);
    setMouseTracking(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(ScrollPerPixel);
    viewport()->setAutoFillBackground(false);
    for (QHeaderView *header : {horizontalHeader(), verticalHeader()}) {
        header->hide();
        header->setSectionResizeMode(QHeaderView::Fixed);
        header->setMinimumSectionSize(1);
    }
    resizeCells();
    connect(&theme, &Theme::changed, this, &EmojiGrid::resizeCells);
    connect(this, &QAbstractItemView::clicked, this, &EmojiGrid::choose);
}

void EmojiGrid::resizeCells()
{
    const int side = m_theme.scaled(cellSize);
    horizontalHeader()->setDefaultSectionSize(side);
    verticalHeader()->setDefaultSectionSize(side);
    setFixedWidth(side * EmojiTableModel::columns + 14); // with the scroll bar
}

void EmojiGrid::setCells(const QList<EmojiTableModel::Cell> &cells)
{
    m_model.setCells(cells);
    scrollToTop();
}

void EmojiGrid::enter()
{
    if (!currentIndex().isValid())
        setCurrentIndex(m_model.index(0, 0));
    setFocus(Qt::TabFocusReason);
}

void EmojiGrid::choose(const QModelIndex &index)
{
    const QString emoji = index.data(EmojiTableModel::emojiRole).toString();
    if (!emoji.isEmpty())
        Q_EMIT chosen(emoji);
}

void EmojiGrid::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTableView::currentChanged(current, previous);
    Q_EMIT named(current.data(Qt::AccessibleTextRole).toString());
}

void EmojiGrid::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Return: case Qt::Key_Enter: case Qt::Key_Space:
        choose(currentIndex());
        return;
    case Qt::Key_Up:
        if (currentIndex().row() <= 0) {
            Q_EMIT leftUpwards();
            return;
        }
        break;
    default:
        // Letters are for the search, the rest for who is around.
        if (!event->text().isEmpty() && event->text().at(0).isPrint()) {
            event->ignore();
            return;
        }
        break;
    }
    QTableView::keyPressEvent(event);
}

} // namespace jackdaw
