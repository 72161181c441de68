// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/RowTree.h"

#include "widgets/RowTreeAccessible.h"

#include <QAccessible>
#include <QHoverEvent>
#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>
#include <algorithm>

namespace jackdaw {

RowTree::RowTree(QAbstractItemModel &rows, std::function<QList<int>()> headings, QWidget *parent)
    : QAbstractItemView(parent), m_headings(std::move(headings))
{
    RowTreeAccessible::install();
    // Before the view's own slots, which ask for rectangles.
    const auto forget = [this] { m_isStale = true; };
    connect(&rows, &QAbstractItemModel::rowsInserted, this, forget);
    connect(&rows, &QAbstractItemModel::rowsRemoved, this, forget);
    connect(&rows, &QAbstractItemModel::rowsMoved, this, forget);
    connect(&rows, &QAbstractItemModel::layoutChanged, this, forget);
    connect(&rows, &QAbstractItemModel::modelReset, this, forget);
    connect(&rows, &QObject::destroyed, this, forget);
    setModel(&rows);
    connect(&rows, &QAbstractItemModel::rowsRemoved, this, [this] { scheduleDelayedItemsLayout(); });
    setEditTriggers(NoEditTriggers);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFrameShape(NoFrame);
    setMouseTracking(true);
}

// Where rows stand

const RowGeometry &RowTree::geometry() const
{
    const QAbstractItemModel *shown = model(); // nullptr: it went before the view
    const int rows = shown ? shown->rowCount() : 0;
    if (std::exchange(m_isStale, false)) {
        m_geometry.setRows(rows, shown ? m_headings() : QList<int>());
    }
    if (std::exchange(m_asked, itemDelegate()) != itemDelegate()) {
        m_headingHeight = m_rowHeight = -1;
    }
    // The first of each kind speaks for all.
    const bool hasPlain = m_geometry.headings().size() < rows; // or all would be walked over each time, where all is folded
    int plain = hasPlain ? 0 : rows;
    while (m_rowHeight < 0 && plain < rows && m_geometry.isHeading(plain)) {
        ++plain;
    }
    if (m_rowHeight < 0 && plain < rows) {
        m_rowHeight = heightOf(plain);
    }
    if (m_headingHeight < 0 && !m_geometry.headings().isEmpty()) {
        m_headingHeight = heightOf(m_geometry.headings().first());
    }
    m_geometry.setHeights(std::max(0, m_headingHeight), std::max(0, m_rowHeight));
    return m_geometry;
}

int RowTree::heightOf(int row) const
{
    QStyleOptionViewItem option;
    initViewItemOption(&option);
    const QModelIndex index = indexOf(row);
    return itemDelegateForIndex(index)->sizeHint(option, index).height();
}

void RowTree::changeHeights()
{
    m_headingHeight = m_rowHeight = -1;
    doItemsLayout();
}

QRect RowTree::visualRect(const QModelIndex &index) const
{
    if (!index.isValid() || index.model() != model() || index.row() >= geometry().rows()) {
        return {};
    }
    return QRect(0, geometry().top(index.row()) - verticalOffset(), viewport()->width(), geometry().height(index.row()));
}

QModelIndex RowTree::indexAt(const QPoint &point) const
{
    const int row = geometry().rowAt(point.y() + verticalOffset());
    return row < 0 || point.x() < 0 || point.x() >= viewport()->width() ? QModelIndex() : indexOf(row);
}

/// Of what is beside the rows, the one at that end; -1: there is none.
int RowTree::nearestRowAt(int y) const
{
    return geometry().rows() == 0 ? -1 : geometry().rowAt(std::clamp(y, 0, std::max(0, geometry().total() - 1)));
}

int RowTree::verticalOffset() const
{
    return verticalScrollBar()->value();
}

void RowTree::scrollTo(const QModelIndex &index, ScrollHint hint)
{
    if (!index.isValid() || index.row() >= model()->rowCount()) {
        return;
    }
    executeDelayedItemsLayout();
    const int top = geometry().top(index.row());
    const int bottom = top + geometry().height(index.row());
    const int shown = viewport()->height();
    const int offset = verticalOffset();
    int wanted = offset;
    switch (hint) {
    case EnsureVisible:
        wanted = top < offset ? top : bottom > offset + shown ? std::min(top, bottom - shown) : offset;
        break;
    case PositionAtTop:
        wanted = top;
        break;
    case PositionAtBottom:
        wanted = bottom - shown;
        break;
    case PositionAtCenter:
        wanted = (top + bottom - shown) / 2;
        break;
    }
    verticalScrollBar()->setValue(wanted);
}

void RowTree::doItemsLayout()
{
    m_isStale = true;
    QAbstractItemView::doItemsLayout(); // updateGeometries(), and paints
}

void RowTree::updateGeometries()
{
    const int shown = viewport()->height();
    const int total = geometry().total(); // first: it asks for the height of a row
    QScrollBar *bar = verticalScrollBar();
    bar->setPageStep(shown);
    bar->setSingleStep(std::max(1, m_rowHeight));
    bar->setRange(0, std::max(0, total - shown));
    QAbstractItemView::updateGeometries();
}

void RowTree::scrollContentsBy(int dx, int dy)
{
    scrollDirtyRegion(dx, dy);
    viewport()->scroll(dx, dy);
}

// What changes

void RowTree::rowsInserted(const QModelIndex &parent, int start, int end)
{
    QAbstractItemView::rowsInserted(parent, start, end);
    scheduleDelayedItemsLayout();
}

void RowTree::dataChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight, const QList<int> &roles)
{
    // No row becomes higher by what it says. Of many, QAbstractItemView would ask for the rectangle of each.
    if (topLeft == bottomRight) {
        QAbstractItemView::dataChanged(topLeft, bottomRight, roles);
        return;
    }
    viewport()->update();
    if (QAccessible::isActive()) {
        QAccessibleTableModelChangeEvent event(this, QAccessibleTableModelChangeEvent::DataChanged);
        event.setFirstRow(topLeft.row());
        event.setLastRow(bottomRight.row());
        event.setFirstColumn(0);
        event.setLastColumn(0);
        QAccessible::updateAccessibility(&event);
    }
}

void RowTree::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        m_headingHeight = m_rowHeight = -1;
    }
    QAbstractItemView::changeEvent(event);
}

void RowTree::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QAbstractItemView::currentChanged(current, previous);
    if (QAccessible::isActive() && current.isValid() && hasFocus()) {
        QAccessibleEvent event(this, QAccessible::Focus);
        event.setChild(current.row());
        QAccessible::updateAccessibility(&event);
    }
}

/// As QItemSelection::indexes() has it first, which makes an index of each row: of 50,000 after Ctrl+A. -1: there is none.
static int firstSelectable(const QItemSelection &rows)
{
    constexpr Qt::ItemFlags wanted = Qt::ItemIsSelectable | Qt::ItemIsEnabled;
    for (const QItemSelectionRange &range : rows) {
        for (int row = range.top(); range.isValid() && row <= range.bottom(); ++row) {
            if ((range.model()->index(row, range.left(), range.parent()).flags() & wanted) == wanted) {
                return row;
            }
        }
    }
    return -1;
}

void RowTree::selectionChanged(const QItemSelection &selected, const QItemSelection &deselected)
{
    QAbstractItemView::selectionChanged(selected, deselected);
    if (!QAccessible::isActive()) {
        return;
    }
    const auto tell = [this](const QItemSelection &rows, QAccessible::Event kind) {
        if (const int row = firstSelectable(rows); row >= 0) {
            QAccessibleEvent event(this, kind);
            event.setChild(row);
            QAccessible::updateAccessibility(&event);
        }
    };
    tell(selected, QAccessible::Selection);
    tell(deselected, QAccessible::SelectionRemove);
}

// Keyboard and mouse

QModelIndex RowTree::moveCursor(CursorAction action, Qt::KeyboardModifiers)
{
    executeDelayedItemsLayout();
    const int rows = geometry().rows();
    if (rows == 0) {
        return {};
    }
    const int current = currentIndex().isValid() ? currentIndex().row() : -1;
    if (current < 0) {
        return indexOf(action == MoveEnd ? rows - 1 : 0);
    }
    // A page keeps one row of what was seen.
    const int page = std::max(m_rowHeight, viewport()->height() - m_rowHeight);
    int row = current;
    switch (action) {
    case MoveUp:
    case MovePrevious:
        row = current - 1;
        break;
    case MoveDown:
    case MoveNext:
        row = current + 1;
        break;
    case MoveHome:
        row = 0;
        break;
    case MoveEnd:
        row = rows - 1;
        break;
    case MovePageUp:
        row = nearestRowAt(geometry().top(current) - page);
        break;
    case MovePageDown:
        row = nearestRowAt(geometry().top(current) + page);
        break;
    case MoveLeft:
    case MoveRight:
        break;
    }
    return indexOf(std::clamp(row, 0, rows - 1));
}

void RowTree::setSelection(const QRect &rect, QItemSelectionModel::SelectionFlags command)
{
    if (!selectionModel()) {
        return;
    }
    // From one point to another, perhaps upwards: QRect::normalized() would be one pixel off then, and so a row.
    const int top = std::min(rect.top(), rect.bottom()) + verticalOffset();
    const int bottom = std::max(rect.top(), rect.bottom()) + verticalOffset();
    if (geometry().rows() == 0 || bottom < 0 || top >= geometry().total()) {
        selectionModel()->select(QItemSelection(), command);
        return;
    }
    selectionModel()->select(QItemSelection(indexOf(nearestRowAt(top)), indexOf(nearestRowAt(bottom))), command);
}

QRegion RowTree::visualRegionForSelection(const QItemSelection &selection) const
{
    QRegion region;
    for (const QItemSelectionRange &range : selection) {
        if (range.isValid()) {
            region += visualRect(range.topLeft()).united(visualRect(range.bottomRight())).intersected(viewport()->rect());
        }
    }
    return region;
}

bool RowTree::viewportEvent(QEvent *event)
{
    switch (event->type()) {
    case QEvent::HoverEnter:
    case QEvent::HoverMove:
        m_hovered = indexAt(static_cast<QHoverEvent *>(event)->position().toPoint());
        break;
    case QEvent::HoverLeave:
        m_hovered = QModelIndex();
        break;
    default:
        break;
    }
    return QAbstractItemView::viewportEvent(event); // paints the two rows
}

void RowTree::paintEvent(QPaintEvent *event)
{
    executeDelayedItemsLayout();
    QPainter painter(viewport());
    QStyleOptionViewItem option;
    initViewItemOption(&option);
    option.state &= ~(QStyle::State_HasFocus | QStyle::State_MouseOver | QStyle::State_Selected);
    const QStyle::State state = option.state;
    const int last = geometry().rows() - 1;
    const int offset = verticalOffset();
    for (int row = nearestRowAt(event->rect().top() + offset); row >= 0 && row <= last; ++row) {
        const QModelIndex index = indexOf(row);
        option.rect = visualRect(index);
        if (option.rect.top() > event->rect().bottom()) {
            break;
        }
        option.state = state;
        option.state.setFlag(QStyle::State_Selected, selectionModel()->isSelected(index));
        option.state.setFlag(QStyle::State_HasFocus, hasFocus() && index == currentIndex());
        option.state.setFlag(QStyle::State_MouseOver, index == m_hovered);
        itemDelegateForIndex(index)->paint(&painter, option, index);
    }
}

} // namespace jackdaw
