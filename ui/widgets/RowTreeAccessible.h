// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAccessibleWidget>
#include <QHash>
#include <QPersistentModelIndex>

namespace jackdaw {

class RowTree;

/// A RowTree for screen readers: a tree whose items are its rows, named as the model says (Qt::AccessibleTextRole). Items are
/// made when they are asked for and stay the same while their row is moved about; they are let go when it is gone.
/// Owned by QAccessible's cache, GUI thread.
class RowTreeAccessible : public QAccessibleWidget, public QAccessibleSelectionInterface
{
public:
    /// Makes QAccessible know us; more than once does no harm.
    static void install();

    explicit RowTreeAccessible(RowTree *tree);
    ~RowTreeAccessible() override;

    int childCount() const override;
    QAccessibleInterface *child(int index) const override;
    int indexOfChild(const QAccessibleInterface *child) const override;
    QAccessibleInterface *childAt(int x, int y) const override;
    QAccessibleInterface *focusChild() const override;
    void *interface_cast(QAccessible::InterfaceType type) override;

    int selectedItemCount() const override;
    QList<QAccessibleInterface *> selectedItems() const override;
    bool select(QAccessibleInterface *child) override;
    bool unselect(QAccessibleInterface *child) override;
    bool selectAll() override;
    bool clear() override;

private:
    void forgetGone() const;

    RowTree *m_tree;
    mutable QHash<QPersistentModelIndex, QAccessible::Id> m_items;
};

} // namespace jackdaw
