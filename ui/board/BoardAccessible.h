// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAccessibleWidget>
#include <QHash>
#include <QPersistentModelIndex>
#include <QPointer>

namespace jackdaw {

class BoardView;

/// The presence board for screen readers: a list whose rows are groupings (teams) and items (cards), and on each card what
/// is painted there: the bar of the last hours, and the bell as a check box (design/ui.md, "Accessible names"). Rows are
/// made when they are asked for and let go when theirs is gone. Owned by QAccessible's cache, GUI thread. What is pressed
/// becomes the view's wish.
class BoardAccessible : public QAccessibleWidget
{
public:
    /// Makes QAccessible know us; more than once does no harm.
    static void install();

    explicit BoardAccessible(BoardView *view);
    ~BoardAccessible() override;

    int childCount() const override;
    QAccessibleInterface *child(int index) const override;
    int indexOfChild(const QAccessibleInterface *child) const override;
    QAccessibleInterface *childAt(int x, int y) const override;
    QAccessibleInterface *focusChild() const override;

private:
    void forgetGone() const;

    BoardView *m_view;
    mutable QHash<QPersistentModelIndex, QAccessible::Id> m_rows;
};

} // namespace jackdaw
