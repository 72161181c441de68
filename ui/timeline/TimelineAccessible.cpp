// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/TimelineAccessible.h"

#include "chat/TimelineModel.h"
#include "timeline/JumpButton.h"
#include "timeline/MessageAccessible.h"
#include "timeline/TimelineView.h"

namespace jackdaw {

namespace {

QAccessibleInterface *makeInterface(const QString &, QObject *object)
{
    if (auto *view = qobject_cast<TimelineView *>(object))
        return new TimelineAccessible(view);
    return nullptr;
}

} // namespace

void TimelineAccessible::install()
{
    QAccessible::removeFactory(makeInterface);
    QAccessible::installFactory(makeInterface);
}

TimelineAccessible::TimelineAccessible(TimelineView *view)
    : QAccessibleWidget(view, QAccessible::List)
    , m_view(view)
{
}

TimelineAccessible::~TimelineAccessible()
{
    for (const QAccessible::Id id : std::as_const(m_items))
        QAccessible::deleteAccessibleInterface(id);
}

int TimelineAccessible::childCount() const
{
    return m_view->model().rowCount() + (m_view->jumpButton()->isVisibleTo(m_view) ? 1 : 0);
}

void TimelineAccessible::forgetGone() const
{
    // Cheap as long as nothing was dropped: there are never more items than were asked for.
    if (m_items.size() <= m_view->model().rowCount())
        return;
    for (auto it = m_items.begin(); it != m_items.end();) {
        if (m_view->model().rowOf(it.key()) < 0) {
            QAccessible::deleteAccessibleInterface(it.value());
            it = m_items.erase(it);
        } else {
            ++it;
        }
    }
}

QAccessibleInterface *TimelineAccessible::child(int index) const
{
    const int rows = m_view->model().rowCount();
    if (index == rows && m_view->jumpButton()->isVisibleTo(m_view))
        return QAccessible::queryAccessibleInterface(m_view->jumpButton());
    if (index < 0 || index >= rows)
        return nullptr;
    const MessageId message = m_view->model().message(index).id;
    if (const auto known = m_items.constFind(message); known != m_items.constEnd())
        return QAccessible::accessibleInterface(known.value());
    forgetGone();
    auto *made = new MessageAccessible(m_view, message);
    m_items.insert(message, QAccessible::registerAccessibleInterface(made));
    return made;
}

int TimelineAccessible::indexOfChild(const QAccessibleInterface *child) const
{
    if (!child)
        return -1;
    if (child->object() == m_view->jumpButton())
        return m_view->jumpButton()->isVisibleTo(m_view) ? m_view->model().rowCount() : -1;
    if (child->role() != QAccessible::ListItem || child->parent() != QAccessible::queryAccessibleInterface(m_view))
        return -1;
    return m_view->model().rowOf(static_cast<const MessageAccessible *>(child)->message());
}

QAccessibleInterface *TimelineAccessible::childAt(int x, int y) const
{
    const QPoint inView = m_view->mapFromGlobal(QPoint(x, y));
    if (m_view->jumpButton()->isVisible() && m_view->jumpButton()->geometry().contains(inView))
        return QAccessible::queryAccessibleInterface(m_view->jumpButton());
    const QPoint point = m_view->viewport()->mapFromGlobal(QPoint(x, y));
    for (int row = m_view->firstVisibleRow(); row <= m_view->lastVisibleRow(); ++row) {
        if (m_view->bubbleRect(row).contains(point))
            return child(row);
    }
    return nullptr;
}

QAccessibleInterface *TimelineAccessible::focusChild() const
{
    if (m_view->jumpButton()->hasFocus())
        return QAccessible::queryAccessibleInterface(m_view->jumpButton());
    return m_view->hasFocus() ? child(m_view->model().rowOf(m_view->focusedMessage())) : nullptr;
}

QAccessible::State TimelineAccessible::state() const
{
    QAccessible::State state = QAccessibleWidget::state();
    state.readOnly = true;
    return state;
}

} // namespace jackdaw
