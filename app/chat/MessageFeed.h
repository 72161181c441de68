// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/Conversation.h"

#include <QDeadlineTimer>
#include <QObject>
#include <QQueue>
#include <QTimer>
#include <chrono>
#include <variant>

namespace jackdaw {

class ChatDoor;

/// What ChatDoor tells of chats, for the models: the same events in the same order, but no more often than a screen
/// shows them, and at most `mostRows` rows at a time. In a flood the engine tells of some 35 messages every few
/// milliseconds, and each time all that is on screen would be laid out and painted; and what waited for a window that
/// others kept from running would be one long turn. Events that come one by one pass at once. Owned by AppContext, GUI
/// thread; drops and changes nothing.
class MessageFeed : public QObject
{
    Q_OBJECT
public:
    static constexpr qsizetype mostRows = 250; ///< most of the cost is to lay out the screen, whatever their number
    /// Until so many rows were handed in a frame, events pass at once; what comes behind them waits for the next.
    static constexpr qsizetype rowsAlone = 20;
    static constexpr std::chrono::milliseconds frame{16};

    explicit MessageFeed(QObject *parent = nullptr);

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
    void beginFrame();
    void handSome(qsizetype enough);
    void handFirst(qsizetype most);
    Event takeFirst(qsizetype most);
    void hand(const Event &event);
    static qsizetype rowsOf(const Event &event);

    QQueue<Event> m_waiting;
    qsizetype m_handed = 0; ///< in this frame
    QDeadlineTimer m_frameEnd;
    QTimer m_nextFrame; ///< runs while something waits
};

} // namespace jackdaw
