// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "roster/ContactListModel.h"
#include "widgets/RowTree.h"

namespace jackdaw {

/// The list of contacts: rows that are dragged are dropped onto a group; that they go there is a wish.
/// Nothing of it leaves the program, and nothing comes in.
/// Owned by ContactListPane, GUI thread. Never decides what is shown.
class ContactTree : public RowTree
{
    Q_OBJECT
public:
    ContactTree(ContactListModel &contacts, QWidget *parent);

Q_SIGNALS:
    /// What is selected was dropped among the rows of this group; empty: those in none.
    void droppedOnGroup(const QString &group);

protected:
    void startDrag(Qt::DropActions actions) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragMoveEvent(QDragMoveEvent *event) override;
    void dropEvent(QDropEvent *event) override;
};

} // namespace jackdaw
