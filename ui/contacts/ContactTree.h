// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "roster/ContactListModel.h"

#include <QTreeView>

namespace jackdaw {

/// The list of contacts: a flat tree, as screen readers are told of a tree (ui.md); paints nothing but what the delegate does.
/// Heights are those of headings and of people: presences, which change both content and order of ten thousand rows many
/// times a second, lay out nothing anew as long as the headings stand where they stood.
/// Rows that are dragged are dropped onto a group; that they go there is a wish.
/// Owned by ContactListPane, GUI thread. Never decides what is shown.
class ContactTree : public QTreeView
{
    Q_OBJECT
public:
    ContactTree(ContactListModel &contacts, QWidget *parent);

    /// Rows have other heights now.
    void changeHeights();
    void doItemsLayout() override;
    void dataChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight, const QList<int> &roles) override;

Q_SIGNALS:
    /// What is selected was dropped among the rows of this group; empty: those in none.
    void droppedOnGroup(const QString &group);

protected:
    void startDrag(Qt::DropActions actions) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragMoveEvent(QDragMoveEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void drawBranches(QPainter *, const QRect &, const QModelIndex &) const override {}
    void initViewItemOption(QStyleOptionViewItem *option) const override;
    void changeEvent(QEvent *event) override;

private:
    enum class Layout { Wanted, OnlyIfHeadingsMoved };

    ContactListModel &m_contacts;
    Layout m_layout = Layout::Wanted;
    bool m_measuring = false;
    QList<int> m_headings; ///< of the last layout
    int m_rows = -1;
};

} // namespace jackdaw
