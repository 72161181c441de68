// SPDX-License-Identifier: GPL-3.0-or-later
#include "contacts/ContactTree.h"

#include <QDrag>
#include <QDropEvent>
#include <QMimeData>

namespace jackdaw {

ContactTree::ContactTree(ContactListModel &contacts, QWidget *parent)
    : RowTree(contacts, [&contacts] { return contacts.headingRows(); }, parent)
{
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
    RowTree::dragMoveEvent(event); // scrolls at the edges
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

} // namespace jackdaw
