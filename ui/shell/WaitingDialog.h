// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/Message.h"

#include <QDialog>

namespace jackdaw {

class ChatListModel;
class Clock;
class Theme;

/// What waits to be sent or failed, oldest first, with the way to its chat. Shows the moment it was opened. GUI thread;
/// emits wishes. Owned by its parent. It never sends or deletes anything itself, and never hides a message because it
/// failed.
class WaitingDialog : public QDialog
{
    Q_OBJECT
public:
    /// One that waits, and what it waits for, in words.
    struct Waiting {
        Message message;
        QString reason;
    };
    WaitingDialog(const QList<Waiting> &messages, const ChatListModel &chats, const Theme &theme, const Clock &clock,
                  QWidget *parent = nullptr);

Q_SIGNALS:
    void chatRequested(jackdaw::ConversationId conversation);
    void retryRequested(jackdaw::MessageId message);

private:
    QWidget *makeRow(const Waiting &waiting, const ChatListModel &chats, const Theme &theme, const Clock &clock);
};

} // namespace jackdaw
