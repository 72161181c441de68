// SPDX-License-Identifier: GPL-3.0-or-later
#include "chats/ChatListView.h"

#include "chat/ChatListModel.h"

#include <QContextMenuEvent>
#include <QKeyEvent>

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
    QListView::keyPressEvent(event);
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
