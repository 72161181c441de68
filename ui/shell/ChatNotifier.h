// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/Conversation.h"
#include "chat/Message.h"
#include "notify/DesktopNotifications.h"
#include "notify/NotificationPolicy.h"

#include <QObject>

namespace jackdaw {

class AppContext;
class ChatWindows;
class MainWindow;

/// Joins what comes in to the notifications of the desktop: asks NotificationPolicy, shows through
/// DesktopNotifications, takes away what was read. Owned by Shell, GUI thread. Never speaks of a chat before it knows
/// whose it is, and opens none: a click is passed on as a wish.
class ChatNotifier : public QObject
{
    Q_OBJECT
public:
    ChatNotifier(AppContext &context, MainWindow &window, const ChatWindows &windows, QObject *parent = nullptr);

Q_SIGNALS:
    void chatRequested(jackdaw::ConversationId conversation, const QString &activationToken);
    void notified(const jackdaw::Notification &notification);
    /// Somebody wants to be looked at now, whatever the desktop shows of it.
    void attentionNoticed(jackdaw::ConversationId conversation);

private:
    void messagesArrived(ConversationId conversation, const QList<Message> &messages);
    bool mayTell(const Conversation &chat, const Message &message) const;
    void notify(const Conversation &chat, const QString &text);
    void conversationsArrived();
    void closeRead();

    AppContext &m_context;
    MainWindow &m_window;
    const ChatWindows &m_windows;
    NotificationPolicy m_policy;
    DesktopNotifications m_notifications;
    enum class Seen { NotYet, Unread }; ///< whether the chat list has counted the message already
    QHash<ConversationId, Seen> m_notified;
    QHash<ConversationId, QList<Message>> m_early; ///< came a moment before their chat's row
};

} // namespace jackdaw
