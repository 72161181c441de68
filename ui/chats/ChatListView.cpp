// SPDX-License-Identifier: GPL-3.0-or-later
#include "chats/ChatListView.h"

#include "chat/ChatListModel.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QPainter>

namespace jackdaw {

ChatListView::ChatListView(ChatListModel &model, QWidget *parent) : QListView(parent), m_model(model)
{
    setAccessibleName(tr("Chat list"));
    setAttribute(Qt::WA_InputMethodEnabled, false); // nothing is edited here
    setUniformItemSizes(true);
    setSelectionMode(SingleSelection);
    setEditTriggers(NoEditTriggers);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFrameShape(NoFrame);
    setMouseTracking(true);
    viewport()->setAttribute(Qt::WA_Hover);
    setModel(&model); // last: with rows in it, each of these would lay them out anew
    connect(this, &QListView::clicked, this, [this](const QModelIndex &index) {
        if (const ConversationId conversation = chatAt(index); conversation.isValid())
            Q_EMIT openRequested(conversation);
    });
    // A row that the filter brings back has lost its selection.
    connect(&model, &QAbstractItemModel::rowsInserted, this, &ChatListView::selectOpenChat);
    connect(&model, &QAbstractItemModel::modelReset, this, &ChatListView::selectOpenChat);
}

ConversationId ChatListView::chatAt(const QModelIndex &index) const
{
    return index.isValid() ? index.data(ChatListModel::ConversationRole).value<ConversationId>() : ConversationId();
}

ConversationId ChatListView::focusedChat() const
{
    return chatAt(currentIndex());
}

void ChatListView::setOpenChat(ConversationId conversation)
{
    m_open = conversation;
    selectOpenChat();
}

void ChatListView::selectOpenChat()
{
    const int row = m_open.isValid() ? m_model.rowOf(m_open) : -1;
    if (row < 0) {
        selectionModel()->clearSelection();
        return;
    }
    const QModelIndex index = m_model.index(row);
    if (selectionModel()->isSelected(index))
        return;
    selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect);
}

QItemSelectionModel::SelectionFlags ChatListView::selectionCommand(const QModelIndex &index, const QEvent *event) const
{
    // Keys move the focus; the selection is the open chat. Clicks select at once, so that the row answers the press.
    if (event && (event->type() == QEvent::MouseButtonPress || event->type() == QEvent::MouseButtonRelease)
        && index.isValid() && static_cast<const QMouseEvent *>(event)->button() == Qt::LeftButton)
        return QItemSelectionModel::ClearAndSelect;
    return QItemSelectionModel::NoUpdate;
}

bool ChatListView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::WindowActivate || event->type() == QEvent::WindowDeactivate) {
        updateMarkedRows();
        return QAbstractScrollArea::viewportEvent(event);
    }
    if (event->type() == QEvent::Enter)
        m_model.setOrder(ChatListModel::Hold::Held);
    else if (event->type() == QEvent::Leave || event->type() == QEvent::Hide)
        m_model.setOrder(ChatListModel::Hold::Free);
    return QListView::viewportEvent(event);
}

void ChatListView::keyPressEvent(QKeyEvent *event)
{
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Space)
        && event->modifiers() == Qt::NoModifier) {
        if (const ConversationId conversation = focusedChat(); conversation.isValid())
            Q_EMIT openRequested(conversation);
        return;
    }
    if (event->key() == Qt::Key_Escape && m_place >= 0) {
        endDrag();
        return;
    }
    const bool isArrow = event->key() == Qt::Key_Up || event->key() == Qt::Key_Down;
    if (isArrow && (event->modifiers() & ~Qt::KeypadModifier) == (Qt::ControlModifier | Qt::ShiftModifier)) {
        if (const ConversationId group = focusedChat(); groupsBeside(group).contains(group))
            Q_EMIT moveRequested(group, event->key() == Qt::Key_Down ? 1 : -1);
        return;
    }
    QListView::keyPressEvent(event);
}

/// Those that it is put in order among; empty: it is no pinned group.
QList<ConversationId> ChatListView::groupsBeside(ConversationId group) const
{
    const Conversation *known = group.isValid() ? m_model.find(group) : nullptr;
    const bool isOne = known && known->pinned && known->kind == ConversationKind::Room;
    return isOne ? m_model.pinnedGroups(known->account) : QList<ConversationId>();
}

void ChatListView::mousePressEvent(QMouseEvent *event)
{
    endDrag();
    const ConversationId pressed = chatAt(indexAt(event->pos()));
    m_pressed = event->button() == Qt::LeftButton && groupsBeside(pressed).size() > 1 ? pressed : ConversationId();
    m_pressedAt = event->pos();
    QListView::mousePressEvent(event);
}

void ChatListView::mouseMoveEvent(QMouseEvent *event)
{
    const bool isFar = (event->pos() - m_pressedAt).manhattanLength() >= QApplication::startDragDistance();
    if (!m_pressed.isValid() || !event->buttons().testFlag(Qt::LeftButton) || (m_place < 0 && !isFar)) {
        QListView::mouseMoveEvent(event);
        return;
    }
    m_place = placeAt(event->pos());
    viewport()->update();
}

void ChatListView::mouseReleaseEvent(QMouseEvent *event)
{
    if (m_place < 0) {
        m_pressed = {};
        QListView::mouseReleaseEvent(event);
        return;
    }
    const ConversationId group = m_pressed;
    const int places = m_place - int(groupsBeside(group).indexOf(group));
    endDrag(); // the list does not hear of the release: the row is not opened by this
    setState(NoState);
    selectOpenChat(); // nor is it the selected one, as it was while it was pressed
    if (places != 0)
        Q_EMIT moveRequested(group, places);
}

/// Of the one that is dragged, were it let go there: before the first that it has passed on its way up, or behind the
/// last on its way down. Those that the filter hides are passed with them, and with nothing else.
int ChatListView::placeAt(const QPoint &at) const
{
    const QList<ConversationId> groups = groupsBeside(m_pressed);
    const int own = int(groups.indexOf(m_pressed));
    int place = own;
    for (int i = 0; i < groups.size(); ++i) {
        const int row = i == own ? -1 : m_model.rowOf(groups.at(i));
        if (row < 0)
            continue;
        const bool isAbove = visualRect(m_model.index(row)).center().y() < at.y();
        if (i < own && !isAbove)
            return i;
        if (i > own && isAbove)
            place = i;
    }
    return place;
}

/// A line where the row that is dragged would begin, among those that are shown.
QRect ChatListView::dropMark() const
{
    QList<ConversationId> others = groupsBeside(m_pressed);
    others.removeAll(m_pressed);
    if (m_place < 0)
        return {};
    QRect above;
    for (int i = 0; i < others.size(); ++i) {
        const int row = m_model.rowOf(others.at(i));
        const QRect rect = row < 0 ? QRect() : visualRect(m_model.index(row));
        if (row >= 0 && i >= m_place)
            return {rect.left() + 8, rect.top() - 1, rect.width() - 16, 3};
        if (row >= 0)
            above = rect;
    }
    return above.isNull() ? QRect() : QRect(above.left() + 8, above.bottom(), above.width() - 16, 3);
}

void ChatListView::paintEvent(QPaintEvent *event)
{
    QListView::paintEvent(event);
    if (const QRect mark = dropMark(); !mark.isEmpty()) {
        QPainter painter(viewport());
        painter.fillRect(mark, palette().color(QPalette::Accent));
    }
}

void ChatListView::endDrag()
{
    m_pressed = {};
    if (std::exchange(m_place, -1) >= 0)
        viewport()->update();
}

void ChatListView::contextMenuEvent(QContextMenuEvent *event)
{
    QModelIndex index = event->reason() == QContextMenuEvent::Mouse ? indexAt(event->pos()) : currentIndex();
    if (!index.isValid())
        return;
    const QPoint position = event->reason() == QContextMenuEvent::Mouse
        ? event->globalPos() : viewport()->mapToGlobal(visualRect(index).center());
    Q_EMIT menuRequested(chatAt(index), position);
    event->accept();
}

void ChatListView::focusInEvent(QFocusEvent *event)
{
    if (!currentIndex().isValid() && m_model.rowCount() > 0)
        selectionModel()->setCurrentIndex(m_model.index(0), QItemSelectionModel::NoUpdate);
    updateMarkedRows();
    event->accept();
}

void ChatListView::focusOutEvent(QFocusEvent *event)
{
    updateMarkedRows();
    event->accept();
}

void ChatListView::updateMarkedRows()
{
    // QAbstractItemView paints all rows again when the window or the list comes to the front or goes; only those of the
    // open chat and of the keyboard look different then.
    const QModelIndexList selected = selectionModel()->selectedIndexes();
    for (const QModelIndex &index : selected)
        viewport()->update(visualRect(index));
    viewport()->update(visualRect(currentIndex()));
}

} // namespace jackdaw
