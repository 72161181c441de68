// SPDX-License-Identifier: GPL-3.0-or-later
#include "contacts/ContactTree.h"

#include <QAccessible>
#include <QDrag>
#include <QDropEvent>
#include <QMimeData>
#include <QScopedValueRollback>
#include <utility>

namespace jackdaw {

ContactTree::ContactTree(ContactListModel &contacts, QWidget *parent) : QTreeView(parent), m_contacts(contacts)
{
    const auto rowsChangePlaces = [this] { m_layout = Layout::OnlyIfHeadingsMoved; };
    connect(&contacts, &QAbstractItemModel::layoutAboutToBeChanged, this, rowsChangePlaces);
    connect(&contacts, &QAbstractItemModel::rowsAboutToBeMoved, this, rowsChangePlaces);
    setModel(&contacts);
    setDragEnabled(true);
    setAcceptDrops(true);
    setDropIndicatorShown(false); // it goes to a group, not between two people
}

void ContactTree::startDrag(Qt::DropActions)
{
    // Nothing leaves the program: what is dragged is what is selected when it is dropped.
    auto *drag = new QDrag(this);
    drag->setMimeData(new QMimeData);
    drag->mimeData()->setData(QStringLiteral("application/x-jackdaw-contacts"), QByteArrayLiteral("1"));
    drag->exec(Qt::MoveAction);
}

void ContactTree::dragEnterEvent(QDragEnterEvent *event)
{
    if (event->source() == this)
        event->acceptProposedAction();
    else
        event->ignore();
}

void ContactTree::dragMoveEvent(QDragMoveEvent *event)
{
    if (event->source() != this) {
        event->ignore();
        return;
    }
    QTreeView::dragMoveEvent(event); // scrolls at the edges
    event->setAccepted(indexAt(event->position().toPoint()).isValid());
}

void ContactTree::dropEvent(QDropEvent *event)
{
    const QModelIndex index = indexAt(event->position().toPoint());
    if (event->source() != this || !index.isValid()) {
        event->ignore();
        return;
    }
    event->setDropAction(Qt::MoveAction);
    event->accept();
    stopAutoScroll();
    setState(NoState);
    Q_EMIT droppedOnGroup(index.data(ContactListModel::GroupRole).toString());
}

void ContactTree::changeHeights()
{
    m_layout = Layout::Wanted;
    doItemsLayout();
}

void ContactTree::doItemsLayout()
{
    const QList<int> headings = m_contacts.headingRows();
    const int rows = m_contacts.rowCount();
    // The tree keeps a height by row, and these are the same.
    if (std::exchange(m_layout, Layout::Wanted) == Layout::OnlyIfHeadingsMoved && rows == m_rows && headings == m_headings) {
        viewport()->update();
        return;
    }
    m_headings = headings;
    m_rows = rows;
    const QScopedValueRollback measuring(m_measuring, true);
    QTreeView::doItemsLayout();
}

void ContactTree::dataChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight, const QList<int> &roles)
{
    // QTreeView would measure the rows again, but none becomes higher by what it says. And of many it would look for the
    // rectangle of each, which is a walk over all above it: half a second for ten thousand.
    if (topLeft == bottomRight) {
        QAbstractItemView::dataChanged(topLeft, bottomRight, roles); // NOLINT(bugprone-parent-virtual-call)
        return;
    }
    viewport()->update();
    if (QAccessible::isActive()) {
        QAccessibleTableModelChangeEvent event(this, QAccessibleTableModelChangeEvent::DataChanged);
        event.setFirstRow(topLeft.row());
        event.setLastRow(bottomRight.row());
        event.setFirstColumn(topLeft.column());
        event.setLastColumn(bottomRight.column());
        QAccessible::updateAccessibility(&event);
    }
}

void ContactTree::initViewItemOption(QStyleOptionViewItem *option) const
{
    if (!m_measuring) { // fonts and sizes of the style cost more than a row's height, which the delegate knows without them
        QTreeView::initViewItemOption(option);
    }
}

void ContactTree::changeEvent(QEvent *event)
{
    m_layout = Layout::Wanted;
    QTreeView::changeEvent(event);
}

} // namespace jackdaw
