// SPDX-License-Identifier: GPL-3.0-or-later
#include "composer/ChoiceGrid.h"

#include "style/Style.h"
#include "style/Theme.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>
#include <QStyledItemDelegate>

#include <algorithm>

namespace jackdaw {

void ChoiceModel::setCells(const QList<ChoiceCell> &cells)
{
    if (cells == m_cells)
        return;
    beginResetModel();
    m_cells = cells;
    endResetModel();
}

void ChoiceModel::setColumns(int columns)
{
    if (columns == m_columns)
        return;
    beginResetModel();
    m_columns = columns;
    endResetModel();
}

qsizetype ChoiceModel::placeOf(const QModelIndex &index) const
{
    const qsizetype place = qsizetype(index.row()) * m_columns + index.column();
    return index.isValid() && place < m_cells.size() ? place : -1;
}

int ChoiceModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int((m_cells.size() + m_columns - 1) / m_columns);
}

QVariant ChoiceModel::data(const QModelIndex &index, int role) const
{
    const qsizetype place = placeOf(index);
    if (place < 0)
        return {};
    switch (role) {
    case shownRole: return m_cells.at(place).shown;
    case wordsRole: return m_cells.at(place).words;
    case Qt::AccessibleTextRole: return m_cells.at(place).spoken;
    default: return {};
    }
}

Qt::ItemFlags ChoiceModel::flags(const QModelIndex &index) const
{
    return placeOf(index) >= 0 ? Qt::ItemIsEnabled | Qt::ItemIsSelectable : Qt::NoItemFlags;
}

/// What is common to all cells: which is current, which is under the pointer.
class ChoiceGrid::Delegate : public QStyledItemDelegate
{
public:
    explicit Delegate(ChoiceGrid &grid) : QStyledItemDelegate(&grid), m_grid(grid) {}

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const qsizetype place = m_grid.m_model.placeOf(index);
        if (place < 0)
            return;
        const Theme &theme = m_grid.m_theme;
        const bool isCurrent = option.state & QStyle::State_Selected;
        const QRectF plate = QRectF(option.rect).adjusted(1, 1, -1, -1);
        const bool isMarked = isCurrent || (option.state & QStyle::State_MouseOver);
        if (isMarked) { // the table has marked the whole of its cell
            painter->fillRect(option.rect, theme.color(m_grid.m_ground));
            paintShape(*painter, plate, 8, theme.color(isCurrent ? Token::Selected : Token::Hover));
        }
        if (option.state & QStyle::State_HasFocus)
            paintInnerFocusRing(*painter, theme, plate, 8, m_grid.m_ground);
        m_grid.paintCell(*painter, option.rect, m_grid.m_model.cells().at(place), isCurrent);
    }

private:
    ChoiceGrid &m_grid;
};

ChoiceGrid::ChoiceGrid(const Theme &theme, int side, QWidget *parent)
    : QTableView(parent)
    , m_theme(theme)
    , m_side(side)
{
    setModel(&m_model);
    setItemDelegate(new Delegate(*this));
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
    connect(&theme, &Theme::changed, this, &ChoiceGrid::resizeCells);
    connect(this, &QAbstractItemView::clicked, this, &ChoiceGrid::choose);
}

int ChoiceGrid::side() const
{
    return m_theme.scaled(m_side);
}

int ChoiceGrid::widthOf(int columns) const
{
    return side() * columns + style()->pixelMetric(QStyle::PM_ScrollBarExtent, nullptr, verticalScrollBar());
}

void ChoiceGrid::resizeCells()
{
    horizontalHeader()->setDefaultSectionSize(side());
    verticalHeader()->setDefaultSectionSize(side());
    // Whether the scroll bar shows or not: else its coming would move what is under the pointer.
    const qsizetype place = currentPlace();
    m_model.setColumns(std::max(1, (width() - widthOf(0)) / side()));
    if (place >= 0)
        setCurrentIndex(m_model.indexOf(place));
}

void ChoiceGrid::resizeEvent(QResizeEvent *event)
{
    resizeCells();
    QTableView::resizeEvent(event);
}

void ChoiceGrid::showCells(const QList<ChoiceCell> &cells)
{
    m_model.setCells(cells);
    scrollToTop();
}

void ChoiceGrid::preselect()
{
    if (!m_model.cells().isEmpty())
        setCurrentIndex(m_model.indexOf(0));
}

void ChoiceGrid::enter()
{
    if (currentPlace() < 0)
        preselect();
    setFocus(Qt::TabFocusReason);
}

void ChoiceGrid::choose(const QModelIndex &index)
{
    if (const qsizetype place = m_model.placeOf(index); place >= 0)
        Q_EMIT chosenAt(place);
}

void ChoiceGrid::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTableView::currentChanged(current, previous);
    Q_EMIT named(current.data(ChoiceModel::wordsRole).toString());
}

void ChoiceGrid::keyPressEvent(QKeyEvent *event)
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
