// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/ChatNotifier.h"

#include "shell/AppContext.h"
#include "shell/ChatWindows.h"
#include "shell/MainWindow.h"
#include "style/Direction.h"
#include "widgets/LookAlikeText.h"
#include "widgets/MessageWords.h"

namespace jackdaw {

ChatNotifier::ChatNotifier(AppContext &context, MainWindow &window, const ChatWindows &windows, QObject *parent)
    : QObject(parent), m_context(context), m_window(window), m_windows(windows)
{
    connect(&context, &AppContext::messagesArrived, this, &ChatNotifier::messagesArrived);
    connect(&context, &AppContext::attentionAsked, this, [this](ConversationId conversation) {
        const Conversation *known = m_context.chats().find(conversation);
        if (!known)
            return;
        notify(*known, tr("Wants your attention"));
        // Nobody is told of a chat that stands before them, and it is now that they are to look (XEP-0224, 1).
        const AccountListModel::Row *account = m_context.accounts().find(known->account);
        const bool isQuiet = account && account->own.availability == Availability::DoNotDisturb;
        if (!known->muted && !isQuiet && !m_context.chats().isKeptOut(*known))
            Q_EMIT attentionNoticed(conversation);
    });
    connect(&context, &AppContext::conversationsArrived, this, &ChatNotifier::conversationsArrived);
    connect(&m_notifications, &DesktopNotifications::chatRequested, this, &ChatNotifier::chatRequested);
}

void ChatNotifier::messagesArrived(ConversationId conversation, const QList<Message> &messages)
{
    const Conversation *known = m_context.chats().find(conversation);
    if (!known) { // whether it may be told of depends on its account
        m_early[conversation] += messages;
        return;
    }
    // Others may have spoken behind what the user wants to be told of.
    const auto last = std::find_if(messages.crbegin(), messages.crend(), [&](const Message &message) {
        return message.direction == Direction::Incoming && message.retracted == 0 && mayTell(*known, message);
    });
    if (last == messages.crend())
        return;
    const bool namesSender = known->kind == ConversationKind::Room && !last->nick.isEmpty();
    //: who said it, and what, in a group
    notify(*known, namesSender ? tr("%1: %2").arg(isolated(last->nick), messageWords(*last)) : messageWords(*last));
}

/// What the user said of that group (XEP-0492), else: everything of a private group, of others what speaks of us.
bool ChatNotifier::mayTell(const Conversation &chat, const Message &message) const
{
    if (chat.kind != ConversationKind::Room)
        return !m_context.chats().isKeptOut(chat); // a stranger waits quietly in the tray of requests
    const RoomListModel::Row *room = m_context.rooms().find(chat.id);
    const RoomNotify rule = room && room->bookmark ? room->bookmark->notify : RoomNotify::Unset;
    switch (rule) {
    case RoomNotify::Always: return true;
    case RoomNotify::Never: return false;
    case RoomNotify::OnMention: return message.mentionsUs();
    case RoomNotify::Unset: break;
    }
    return message.mentionsUs() || (room && room->room.features.membersOnly);
}

void ChatNotifier::notify(const Conversation &chat, const QString &text)
{
    const ConversationId conversation = chat.id;
    Preferences &preferences = m_context.preferences();
    NotificationSituation situation;
    situation.enabled = preferences.notifications();
    situation.textShown = preferences.notificationText();
    situation.windowActive = m_window.isReading(conversation) || m_windows.isReading(conversation);
    situation.openChat = m_windows.contains(conversation) ? conversation : m_window.openedChat();
    const AccountListModel::Row *account = m_context.accounts().find(chat.account);
    situation.doNotDisturb = account && account->own.availability == Availability::DoNotDisturb;
    ArrivedMessage message{conversation, m_context.chats().nameOf(conversation), text, chat.muted,
                           m_context.chats().accountMark(chat.account).name};
    if (chat.kind == ConversationKind::Chat)
        message.lookAlike = lookAlikeText(chat.peer, m_context.contacts().lookAlikeOf(chat.account, chat.peer));
    if (const auto notification = m_policy.arrived(message, situation, m_context.clock().elapsed())) {
        m_notified.insert(conversation, Seen::NotYet);
        m_notifications.show(*notification);
        Q_EMIT notified(*notification);
    }
}

void ChatNotifier::conversationsArrived()
{
    const QHash<ConversationId, QList<Message>> early = std::exchange(m_early, {});
    for (auto one = early.cbegin(); one != early.cend(); ++one)
        messagesArrived(one.key(), one.value()); // those still unknown wait on
    closeRead();
}

void ChatNotifier::closeRead()
{
    for (auto notified = m_notified.begin(); notified != m_notified.end();) {
        const Conversation *conversation = m_context.chats().find(notified.key());
        const bool unread = conversation && conversation->unread > 0;
        if (unread)
            *notified = Seen::Unread;
        if (!unread && *notified == Seen::Unread) {
            m_notifications.close(notified.key());
            notified = m_notified.erase(notified);
        } else {
            ++notified;
        }
    }
}

} // namespace jackdaw
