// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Ids.h"

#include <QListView>

namespace jackdaw {

class ChatListModel;

/// The list of chats: the selected row is the chat that is open; the arrow keys move only the focus, and Enter or a click
/// opens, so that looking through the list marks nothing as read. Rows keep their places while the pointer is over it.
/// Owned by ChatListPane, GUI thread.
class ChatListView : public QListView
{
    Q_OBJECT
public:
    explicit ChatListView(ChatListModel &model, QWidget *parent = nullptr);

    /// Which row is selected; an invalid id: none.
    void setOpenChat(ConversationId conversation);
    ConversationId focusedChat() const;

Q_SIGNALS:
    void openRequested(jackdaw::ConversationId conversation);
    void menuRequested(jackdaw::ConversationId conversation, const QPoint &globalPosition);

protected:
    bool viewportEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    QItemSelectionModel::SelectionFlags selectionCommand(const QModelIndex &index, const QEvent *event) const override;

private:
    void updateMarkedRows();
    void selectOpenChat();
    ConversationId chatAt(const QModelIndex &index) const;

    ChatListModel &m_model;
    ConversationId m_open;
};

} // namespace jackdaw
