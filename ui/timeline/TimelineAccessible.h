// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Ids.h"

#include <QAccessibleWidget>
#include <QHash>

namespace jackdaw {

class TimelineView;

/// A timeline for screen readers: a list named "Messages" whose items are the loaded messages, named as the model says
/// (Qt::AccessibleTextRole), and the button to the newest one. Items are made when they are asked for, keyed by message,
/// and let go when their message is. Owned by QAccessible's cache, GUI thread.
class TimelineAccessible : public QAccessibleWidget
{
public:
    /// Makes QAccessible know us; more than once does no harm.
    static void install();

    explicit TimelineAccessible(TimelineView *view);
    ~TimelineAccessible() override;

    int childCount() const override;
    QAccessibleInterface *child(int index) const override;
    int indexOfChild(const QAccessibleInterface *child) const override;
    QAccessibleInterface *childAt(int x, int y) const override;
    QAccessibleInterface *focusChild() const override;
    QAccessible::State state() const override;

private:
    void forgetGone() const;

    TimelineView *m_view;
    mutable QHash<MessageId, QAccessible::Id> m_items;
};

} // namespace jackdaw
