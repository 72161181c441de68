// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/RowTreeAccessible.h"

#include "widgets/RowTree.h"

#include <QPointer>
#include <QWindow>

namespace jackdaw {

namespace {

/// One row. Owned by QAccessible's cache on behalf of its tree's interface, GUI thread.
class RowAccessible : public QAccessibleInterface, public QAccessibleActionInterface
{
public:
    RowAccessible(RowTree *tree, const QModelIndex &row) : m_tree(tree), m_row(row) {}

    const QPersistentModelIndex &row() const { return m_row; }

    bool isValid() const override { return m_tree && m_row.isValid(); }
    QObject *object() const override { return nullptr; }
    QWindow *window() const override { return m_tree ? m_tree->window()->windowHandle() : nullptr; }
    QAccessibleInterface *parent() const override { return m_tree ? QAccessible::queryAccessibleInterface(m_tree) : nullptr; }
    QAccessibleInterface *child(int) const override { return nullptr; }
    QAccessibleInterface *childAt(int, int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface *) const override { return -1; }
    QAccessible::Role role() const override { return QAccessible::TreeItem; }
    void setText(QAccessible::Text, const QString &) override {}

    QString text(QAccessible::Text kind) const override
    {
        if (!isValid()) {
            return {};
        }
        if (kind == QAccessible::Description) {
            return m_row.data(Qt::AccessibleDescriptionRole).toString();
        }
        if (kind != QAccessible::Name) {
            return {};
        }
        const QString spoken = m_row.data(Qt::AccessibleTextRole).toString();
        return spoken.isEmpty() ? m_row.data(Qt::DisplayRole).toString() : spoken;
    }

    QRect rect() const override
    {
        const QRect row = isValid() ? m_tree->visualRect(m_row).intersected(m_tree->viewport()->rect()) : QRect();
        return row.isEmpty() ? QRect() : QRect(m_tree->viewport()->mapToGlobal(row.topLeft()), row.size());
    }

    QAccessible::State state() const override
    {
        QAccessible::State state;
        if (!isValid()) {
            state.invalid = true;
            return state;
        }
        const Qt::ItemFlags flags = m_row.flags();
        state.invisible = !m_tree->isVisible();
        state.offscreen = rect().isEmpty();
        state.disabled = !flags.testFlag(Qt::ItemIsEnabled);
        state.focusable = true;
        state.focused = m_tree->hasFocus() && m_tree->currentIndex() == m_row;
        state.selectable = flags.testFlag(Qt::ItemIsSelectable);
        state.multiSelectable = state.selectable && m_tree->selectionMode() != QAbstractItemView::SingleSelection;
        state.selected = m_tree->selectionModel()->isSelected(m_row);
        return state;
    }

    void *interface_cast(QAccessible::InterfaceType type) override
    {
        return type == QAccessible::ActionInterface ? static_cast<QAccessibleActionInterface *>(this) : nullptr;
    }

    QStringList actionNames() const override { return {setFocusAction(), toggleAction()}; }

    void doAction(const QString &name) override
    {
        if (!isValid()) {
            return;
        }
        if (name == setFocusAction()) {
            m_tree->setFocus(Qt::OtherFocusReason);
            m_tree->setCurrentIndex(m_row);
        } else if (name == toggleAction()) {
            const bool isOne = m_tree->selectionMode() == QAbstractItemView::SingleSelection;
            m_tree->selectionModel()->select(m_row, isOne ? QItemSelectionModel::ClearAndSelect : QItemSelectionModel::Toggle);
        }
    }

    QStringList keyBindingsForAction(const QString &) const override { return {}; }

private:
    QPointer<RowTree> m_tree;
    QPersistentModelIndex m_row;
};

QAccessibleInterface *makeRowTreeInterface(const QString &, QObject *object)
{
    auto *tree = qobject_cast<RowTree *>(object);
    return tree ? new RowTreeAccessible(tree) : nullptr;
}

} // namespace

void RowTreeAccessible::install()
{
    QAccessible::removeFactory(makeRowTreeInterface);
    QAccessible::installFactory(makeRowTreeInterface);
}

RowTreeAccessible::RowTreeAccessible(RowTree *tree) : QAccessibleWidget(tree, QAccessible::Tree), m_tree(tree) {}

RowTreeAccessible::~RowTreeAccessible()
{
    for (const QAccessible::Id id : std::as_const(m_items)) {
        QAccessible::deleteAccessibleInterface(id);
    }
}

int RowTreeAccessible::childCount() const
{
    const QAbstractItemModel *rows = m_tree->model(); // nullptr: it went before the view
    return rows ? rows->rowCount() : 0;
}

void RowTreeAccessible::forgetGone() const
{
    // Cheap as long as nothing was dropped: there are never more items than were asked for. And before the hash grows: rows
    // that are gone are equal to each other, and it loses all but one of those that meet as it spreads them anew.
    if (m_items.size() <= childCount() && m_items.size() < m_items.capacity()) {
        return;
    }
    m_items.removeIf([](const std::pair<const QPersistentModelIndex &, QAccessible::Id &> &item) {
        if (!item.first.isValid()) {
            QAccessible::deleteAccessibleInterface(item.second);
        }
        return !item.first.isValid();
    });
}

QAccessibleInterface *RowTreeAccessible::child(int index) const
{
    if (index < 0 || index >= childCount()) {
        return nullptr;
    }
    const QModelIndex row = m_tree->model()->index(index, 0);
    if (const auto known = m_items.constFind(row); known != m_items.constEnd()) {
        return QAccessible::accessibleInterface(known.value());
    }
    forgetGone();
    auto *made = new RowAccessible(m_tree, row);
    m_items.insert(row, QAccessible::registerAccessibleInterface(made));
    return made;
}

int RowTreeAccessible::indexOfChild(const QAccessibleInterface *child) const
{
    if (!child || child->role() != QAccessible::TreeItem || child->parent() != QAccessible::queryAccessibleInterface(m_tree)) {
        return -1;
    }
    const QPersistentModelIndex &row = static_cast<const RowAccessible *>(child)->row();
    return row.isValid() && row.model() == m_tree->model() ? row.row() : -1; // a hidden view may show no rows meanwhile
}

QAccessibleInterface *RowTreeAccessible::childAt(int x, int y) const
{
    const QModelIndex row = m_tree->indexAt(m_tree->viewport()->mapFromGlobal(QPoint(x, y)));
    return row.isValid() ? child(row.row()) : nullptr;
}

QAccessibleInterface *RowTreeAccessible::focusChild() const
{
    const QModelIndex current = m_tree->currentIndex();
    return m_tree->hasFocus() && current.isValid() ? child(current.row()) : nullptr;
}

void *RowTreeAccessible::interface_cast(QAccessible::InterfaceType type)
{
    return type == QAccessible::SelectionInterface ? static_cast<QAccessibleSelectionInterface *>(this)
                                                   : QAccessibleWidget::interface_cast(type);
}

// Selection

int RowTreeAccessible::selectedItemCount() const
{
    return int(m_tree->selectionModel()->selectedRows().size());
}

QList<QAccessibleInterface *> RowTreeAccessible::selectedItems() const
{
    QList<QAccessibleInterface *> items;
    const QModelIndexList rows = m_tree->selectionModel()->selectedRows();
    for (const QModelIndex &row : rows) {
        items << child(row.row());
    }
    return items;
}

bool RowTreeAccessible::select(QAccessibleInterface *child)
{
    const int row = indexOfChild(child);
    if (row < 0) {
        return false;
    }
    const bool isOne = m_tree->selectionMode() == QAbstractItemView::SingleSelection;
    const QModelIndex index = m_tree->model()->index(row, 0);
    m_tree->selectionModel()->select(index, isOne ? QItemSelectionModel::ClearAndSelect : QItemSelectionModel::Select);
    return m_tree->selectionModel()->isSelected(index);
}

bool RowTreeAccessible::unselect(QAccessibleInterface *child)
{
    const int row = indexOfChild(child);
    if (row < 0) {
        return false;
    }
    m_tree->selectionModel()->select(m_tree->model()->index(row, 0), QItemSelectionModel::Deselect);
    return true;
}

bool RowTreeAccessible::selectAll()
{
    if (m_tree->selectionMode() == QAbstractItemView::SingleSelection) {
        return false;
    }
    m_tree->selectAll();
    return true;
}

bool RowTreeAccessible::clear()
{
    m_tree->selectionModel()->clearSelection();
    return true;
}

} // namespace jackdaw
