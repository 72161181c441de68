// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Ids.h"

#include <QListView>

namespace jackdaw {

class ChatListModel;

/// The list of chats: the selected row is the chat that is open; the arrow keys move only the focus, and Enter or a click
/// opens, so that looking through the list marks nothing as read. Rows keep their places while the pointer is over it.
/// Pinned groups are put in order by dragging, or by Ctrl+Shift and an arrow.
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
    /// So many places on among the pinned groups of its account, or back.
    void moveRequested(jackdaw::ConversationId group, int places);

protected:
    bool viewportEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    QItemSelectionModel::SelectionFlags selectionCommand(const QModelIndex &index, const QEvent *event) const override;

private:
    void updateMarkedRows();
    void selectOpenChat();
    ConversationId chatAt(const QModelIndex &index) const;
    QList<ConversationId> groupsBeside(ConversationId group) const;
    int placeAt(const QPoint &at) const;
    QRect dropMark() const;
    void endDrag();

    ChatListModel &m_model;
    ConversationId m_open;
    ConversationId m_pressed; ///< a pinned group under the pressed button; invalid: none
    QPoint m_pressedAt;
    int m_place = -1; ///< among groupsBeside(m_pressed), were it let go now; -1: it is not dragged
};

} // namespace jackdaw
