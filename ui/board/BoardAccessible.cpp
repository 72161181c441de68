// SPDX-License-Identifier: GPL-3.0-or-later
#include "board/BoardAccessible.h"

#include "board/BoardView.h"

#include <QWindow>

namespace jackdaw {

namespace {

/// What a row and what stands on it have in common.
class BoardPiece : public QAccessibleInterface, public QAccessibleActionInterface
{
public:
    BoardPiece(BoardView *view, const QPersistentModelIndex &index) : m_view(view), m_index(index) {}

    const QPersistentModelIndex &index() const { return m_index; }
    bool isHeading() const { return isValid() && m_index.data(BoardModel::HeaderRole).toBool(); }

    bool isValid() const override { return m_view && m_index.isValid(); }
    QObject *object() const override { return nullptr; }
    QWindow *window() const override { return m_view ? m_view->window()->windowHandle() : nullptr; }
    void setText(QAccessible::Text, const QString &) override {}
    void *interface_cast(QAccessible::InterfaceType type) override
    {
        return type == QAccessible::ActionInterface ? static_cast<QAccessibleActionInterface *>(this) : nullptr;
    }
    QRect rect() const override
    {
        const QRect place = isValid() ? placeInView() : QRect();
        return place.isEmpty() ? QRect() : QRect(m_view->viewport()->mapToGlobal(place.topLeft()), place.size());
    }
    QAccessible::State state() const override
    {
        QAccessible::State state;
        state.invalid = !isValid();
        if (isValid()) {
            state.invisible = !m_view->isVisible();
            state.offscreen = !placeInView().intersects(m_view->viewport()->rect());
        }
        return state;
    }
    QStringList keyBindingsForAction(const QString &) const override { return {}; }

protected:
    virtual QRect placeInView() const = 0;

    QPointer<BoardView> m_view;
    QPersistentModelIndex m_index;
};

/// The bar of a card, or its bell.
class BoardPart : public BoardPiece
{
public:
    enum class Kind { Bar, Bell };

    BoardPart(BoardView *view, const QPersistentModelIndex &index, Kind kind) : BoardPiece(view, index), m_kind(kind) {}

    QAccessible::Role role() const override { return m_kind == Kind::Bar ? QAccessible::Graphic : QAccessible::CheckBox; }
    QString text(QAccessible::Text kind) const override
    {
        if (kind != QAccessible::Name || !isValid())
            return {};
        return m_kind == Kind::Bar ? m_view->barName(m_index) : m_view->bellName(m_index);
    }
    QAccessible::State state() const override
    {
        QAccessible::State state = BoardPiece::state();
        if (m_kind == Kind::Bell && isValid()) {
            state.checkable = true;
            state.checked = m_view->hasBell(m_index);
        }
        return state;
    }
    QAccessibleInterface *parent() const override
    {
        QAccessibleInterface *list = isValid() ? QAccessible::queryAccessibleInterface(m_view) : nullptr;
        return list ? list->child(m_index.row()) : nullptr;
    }
    QAccessibleInterface *child(int) const override { return nullptr; }
    QAccessibleInterface *childAt(int, int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface *) const override { return -1; }

    QStringList actionNames() const override
    {
        return m_kind == Kind::Bell && isValid() ? QStringList{toggleAction(), pressAction()} : QStringList();
    }
    void doAction(const QString &name) override
    {
        if (actionNames().contains(name))
            Q_EMIT m_view->bellToggled(m_index);
    }

protected:
    QRect placeInView() const override { return m_kind == Kind::Bar ? m_view->barRect(m_index) : m_view->buttonRect(m_index); }

private:
    Kind m_kind;
};

/// A team's heading, or a card with its parts.
class BoardRow : public BoardPiece
{
public:
    BoardRow(BoardView *view, const QPersistentModelIndex &index) : BoardPiece(view, index) {}
    ~BoardRow() override
    {
        for (const QAccessible::Id id : std::as_const(m_parts))
            QAccessible::deleteAccessibleInterface(id);
    }

    QAccessible::Role role() const override { return isHeading() ? QAccessible::Grouping : QAccessible::ListItem; }
    QString text(QAccessible::Text kind) const override
    {
        return kind == QAccessible::Name && isValid() ? m_index.data(Qt::AccessibleTextRole).toString() : QString();
    }
    QAccessible::State state() const override
    {
        QAccessible::State state = BoardPiece::state();
        if (isHeading()) {
            state.expandable = true;
            state.expanded = !isFolded();
            state.collapsed = isFolded();
        }
        if (isValid() && (!isHeading() || isFolded())) {
            state.focusable = true;
            state.selectable = true;
            state.focused = m_view->hasFocus() && m_view->currentIndex() == m_index;
            state.selected = m_view->selectionModel()->isSelected(m_index);
        }
        return state;
    }
    QAccessibleInterface *parent() const override { return m_view ? QAccessible::queryAccessibleInterface(m_view) : nullptr; }
    int childCount() const override { return isValid() && !isHeading() ? 2 : 0; }
    QAccessibleInterface *child(int place) const override
    {
        if (place < 0 || place >= childCount())
            return nullptr;
        while (m_parts.size() < 2) {
            m_parts.append(QAccessible::registerAccessibleInterface(
                new BoardPart(m_view, m_index, m_parts.isEmpty() ? BoardPart::Kind::Bar : BoardPart::Kind::Bell)));
        }
        return QAccessible::accessibleInterface(m_parts.at(place));
    }
    QAccessibleInterface *childAt(int x, int y) const override
    {
        for (int place = 0; place < childCount(); ++place) {
            if (child(place)->rect().contains(x, y))
                return child(place);
        }
        return nullptr;
    }
    int indexOfChild(const QAccessibleInterface *wanted) const override
    {
        for (int place = 0; place < childCount(); ++place) {
            if (child(place) == wanted)
                return place;
        }
        return -1;
    }

    QStringList actionNames() const override
    {
        if (!isValid())
            return {};
        return isHeading() ? QStringList{pressAction()} : QStringList{setFocusAction(), pressAction()};
    }
    void doAction(const QString &name) override
    {
        if (!actionNames().contains(name))
            return;
        if (isHeading()) {
            Q_EMIT m_view->headingPressed(m_index);
            return;
        }
        m_view->setCurrentIndex(m_index);
        if (name == setFocusAction())
            m_view->setFocus(Qt::OtherFocusReason);
        else
            Q_EMIT m_view->doubleClicked(m_index);
    }

protected:
    QRect placeInView() const override { return m_view->visualRect(m_index); }

private:
    bool isFolded() const { return m_index.data(BoardModel::FoldedRole).toBool(); }

    mutable QList<QAccessible::Id> m_parts;
};

QAccessibleInterface *makeBoardAccessible(const QString &, QObject *object)
{
    auto *view = qobject_cast<BoardView *>(object);
    return view ? new BoardAccessible(view) : nullptr;
}

} // namespace

void BoardAccessible::install()
{
    QAccessible::removeFactory(makeBoardAccessible);
    QAccessible::installFactory(makeBoardAccessible);
}

BoardAccessible::BoardAccessible(BoardView *view) : QAccessibleWidget(view, QAccessible::List), m_view(view) {}

BoardAccessible::~BoardAccessible()
{
    for (const QAccessible::Id id : std::as_const(m_rows))
        QAccessible::deleteAccessibleInterface(id);
}

int BoardAccessible::childCount() const
{
    return m_view->model()->rowCount();
}

void BoardAccessible::forgetGone() const
{
    // Cheap as long as nothing went: there are never more rows than were asked for.
    if (m_rows.size() <= childCount())
        return;
    for (auto it = m_rows.begin(); it != m_rows.end();) {
        if (it.key().isValid()) {
            ++it;
        } else {
            QAccessible::deleteAccessibleInterface(it.value());
            it = m_rows.erase(it);
        }
    }
}

QAccessibleInterface *BoardAccessible::child(int row) const
{
    const QPersistentModelIndex index(m_view->model()->index(row, 0));
    if (!index.isValid())
        return nullptr;
    if (const auto known = m_rows.constFind(index); known != m_rows.constEnd())
        return QAccessible::accessibleInterface(known.value());
    forgetGone();
    auto *made = new BoardRow(m_view, index);
    m_rows.insert(index, QAccessible::registerAccessibleInterface(made));
    return made;
}

int BoardAccessible::indexOfChild(const QAccessibleInterface *wanted) const
{
    for (auto row = m_rows.cbegin(); row != m_rows.cend(); ++row) {
        if (QAccessible::accessibleInterface(row.value()) == wanted)
            return row.key().isValid() ? row.key().row() : -1;
    }
    return -1;
}

QAccessibleInterface *BoardAccessible::childAt(int x, int y) const
{
    const QModelIndex index = m_view->indexAt(m_view->viewport()->mapFromGlobal(QPoint(x, y)));
    return index.isValid() ? child(index.row()) : nullptr;
}

QAccessibleInterface *BoardAccessible::focusChild() const
{
    const QModelIndex current = m_view->currentIndex();
    return m_view->hasFocus() && current.isValid() ? child(current.row()) : nullptr;
}

} // namespace jackdaw
