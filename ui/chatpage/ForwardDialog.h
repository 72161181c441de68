// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/ChatListModel.h"

#include <QDialog>

QT_BEGIN_NAMESPACE
class QLineEdit;
class QListWidget;
QT_END_NAMESPACE

namespace jackdaw {

class TextButton;
class Theme;

/// Asks which chat a message is to be forwarded to. Reads the chats once, when it opens; emits the wish and closes.
/// Deletes itself when it closes, or with its parent, the chat page. GUI thread. Sends nothing, and follows no chat
/// that comes while it is open.
class ForwardDialog : public QDialog
{
    Q_OBJECT
public:
    /// `text`: of the message, shown above the chats so that it is known which one goes.
    ForwardDialog(const ChatListModel &chats, const QString &text, const Theme &theme, QWidget *parent);

Q_SIGNALS:
    void chosen(jackdaw::ConversationId conversation);

private:
    struct Chat { ConversationId id; QString name; AccountMark account; QString searchText; qint64 last = 0; };

    void filter(const QString &text);
    void submit();
    bool eventFilter(QObject *watched, QEvent *event) override;

    QList<Chat> m_chats;
    QLineEdit *m_search = nullptr;
    QListWidget *m_list = nullptr;
    TextButton *m_act = nullptr;
};

} // namespace jackdaw
