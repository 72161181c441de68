// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/Conversation.h"

#include <QObject>
#include <QQueue>
#include <variant>

namespace jackdaw {

class ChatDoor;

/// What ChatDoor tells of chats, for the models: the same events in the same order, but at most `mostRows` rows in one
/// turn of the event loop. The engine may be far ahead of a window that others kept from running, and all that waited
/// would be one long turn else. Events that come one by one pass at once. Owned by AppContext, GUI thread; drops and
/// changes nothing.
class MessageFeed : public QObject
{
    Q_OBJECT
public:
    static constexpr qsizetype mostRows = 100; ///< the open chat takes these in some 3 ms

    explicit MessageFeed(QObject *parent = nullptr) : QObject(parent) {}

    void follow(const ChatDoor &chat);
    /// All that waits, at once.
    void flush();

Q_SIGNALS:
    // As ChatDoor says them.
    void messagesStored(jackdaw::ConversationId conversation, const QList<jackdaw::Message> &messages, bool live);
    void messagesChanged(jackdaw::ConversationId conversation, const QList<jackdaw::Message> &messages);
    void messageRemoved(jackdaw::ConversationId conversation, jackdaw::MessageId message);
    void conversationsChanged(const QList<jackdaw::Conversation> &conversations);
    void conversationRemoved(jackdaw::ConversationId conversation);
    void peerChatStateChanged(jackdaw::ConversationId conversation, jackdaw::ChatState state);
    void occupantChatStateChanged(jackdaw::ConversationId conversation, const QString &nick, jackdaw::ChatState state);
    void attentionAsked(jackdaw::ConversationId conversation);

private:
    struct Stored {
        ConversationId conversation;
        QList<Message> messages;
        bool live;
    };
    struct Changed {
        ConversationId conversation;
        QList<Message> messages;
    };
    struct Removed {
        ConversationId conversation;
        MessageId message;
    };
    struct Rows {
        QList<Conversation> conversations;
    };
    struct RowRemoved {
        ConversationId conversation;
    };
    struct PeerState {
        ConversationId conversation;
        ChatState state;
    };
    struct OccupantState {
        ConversationId conversation;
        QString nick;
        ChatState state;
    };
    struct Attention {
        ConversationId conversation;
    };
    using Event = std::variant<Stored, Changed, Removed, Rows, RowRemoved, PeerState, OccupantState, Attention>;

    void take(Event event);
    bool joinsLast(Event &event);
    void work();
    void handSome();
    void handFirst(qsizetype most);
    Event takeFirst(qsizetype most);
    void hand(const Event &event);
    static qsizetype rowsOf(const Event &event);

    QQueue<Event> m_waiting;
    qsizetype m_handed = 0; ///< in this turn
    enum class Turn { NotAwaited, Awaited } m_turn = Turn::NotAwaited;
};

} // namespace jackdaw
