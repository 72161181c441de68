// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/MessageFeed.h"

#include "chat/ChatDoor.h"

#include <utility>

namespace jackdaw {

namespace {

template<class... Handlers>
struct Matching : Handlers... {
    using Handlers::operator()...;
};

/// The first `most` of a list, which keeps the others.
template<class T>
QList<T> takeHead(QList<T> &list, qsizetype most)
{
    QList<T> head = list.first(most);
    list.remove(0, most);
    return head;
}

} // namespace

void MessageFeed::follow(const ChatDoor &chat)
{
    connect(&chat, &ChatDoor::messagesStored, this,
            [this](ConversationId conversation, const QList<Message> &messages, bool live) {
                take(Stored{conversation, messages, live});
            });
    connect(&chat, &ChatDoor::messagesChanged, this,
            [this](ConversationId conversation, const QList<Message> &messages) { take(Changed{conversation, messages}); });
    connect(&chat, &ChatDoor::messageRemoved, this,
            [this](ConversationId conversation, MessageId message) { take(Removed{conversation, message}); });
    connect(&chat, &ChatDoor::conversationsChanged, this,
            [this](const QList<Conversation> &conversations) { take(Rows{conversations}); });
    connect(&chat, &ChatDoor::conversationRemoved, this,
            [this](ConversationId conversation) { take(RowRemoved{conversation}); });
    connect(&chat, &ChatDoor::peerChatStateChanged, this,
            [this](ConversationId conversation, ChatState state) { take(PeerState{conversation, state}); });
    connect(&chat, &ChatDoor::occupantChatStateChanged, this,
            [this](ConversationId conversation, const QString &nick, ChatState state) {
                take(OccupantState{conversation, nick, state});
            });
    connect(&chat, &ChatDoor::attentionAsked, this,
            [this](ConversationId conversation) { take(Attention{conversation}); });
}

void MessageFeed::take(Event event)
{
    if (!joinsLast(event)) {
        m_waiting.enqueue(std::move(event));
    }
    handSome();
}

/// Runs of messages of one chat are cheaper for a view as one, as long as they ascend (ChatDoor::messagesStored).
bool MessageFeed::joinsLast(Event &event)
{
    auto *stored = std::get_if<Stored>(&event);
    auto *last = m_waiting.isEmpty() ? nullptr : std::get_if<Stored>(&m_waiting.last());
    if (!stored || !last || last->conversation != stored->conversation || last->live != stored->live
        || stored->messages.isEmpty() || last->messages.isEmpty()
        || !(last->messages.constLast().id < stored->messages.constFirst().id)) {
        return false;
    }
    last->messages += stored->messages;
    return true;
}

/// The next turn of the event loop.
void MessageFeed::work()
{
    m_turn = Turn::NotAwaited;
    m_handed = 0;
    handSome();
}

void MessageFeed::handSome()
{
    while (!m_waiting.isEmpty() && m_handed < mostRows) {
        handFirst(mostRows - m_handed);
    }
}

void MessageFeed::flush()
{
    while (!m_waiting.isEmpty()) {
        handFirst(mostRows);
    }
}

/// Who hears of it may run the event loop, so all is as it has to be before.
void MessageFeed::handFirst(qsizetype most)
{
    const Event event = takeFirst(most);
    m_handed += rowsOf(event);
    if (std::exchange(m_turn, Turn::Awaited) == Turn::NotAwaited) {
        // Not a timer: a posted event comes in the turn behind this one, after the events that wait already.
        QMetaObject::invokeMethod(this, &MessageFeed::work, Qt::QueuedConnection);
    }
    hand(event);
}

MessageFeed::Event MessageFeed::takeFirst(qsizetype most)
{
    Event &first = m_waiting.head();
    if (rowsOf(first) > most) {
        if (auto *stored = std::get_if<Stored>(&first)) {
            return Stored{stored->conversation, takeHead(stored->messages, most), stored->live};
        }
        if (auto *changed = std::get_if<Changed>(&first)) {
            return Changed{changed->conversation, takeHead(changed->messages, most)};
        }
        if (auto *rows = std::get_if<Rows>(&first)) {
            return Rows{takeHead(rows->conversations, most)};
        }
    }
    return m_waiting.dequeue();
}

qsizetype MessageFeed::rowsOf(const Event &event)
{
    return std::visit(Matching{
        [](const Stored &stored) { return stored.messages.size(); },
        [](const Changed &changed) { return changed.messages.size(); },
        [](const Rows &rows) { return rows.conversations.size(); },
        [](const auto &) { return qsizetype(1); },
    }, event);
}

void MessageFeed::hand(const Event &event)
{
    std::visit(Matching{
        [this](const Stored &stored) { Q_EMIT messagesStored(stored.conversation, stored.messages, stored.live); },
        [this](const Changed &changed) { Q_EMIT messagesChanged(changed.conversation, changed.messages); },
        [this](const Removed &removed) { Q_EMIT messageRemoved(removed.conversation, removed.message); },
        [this](const Rows &rows) { Q_EMIT conversationsChanged(rows.conversations); },
        [this](const RowRemoved &row) { Q_EMIT conversationRemoved(row.conversation); },
        [this](const PeerState &peer) { Q_EMIT peerChatStateChanged(peer.conversation, peer.state); },
        [this](const OccupantState &occupant) {
            Q_EMIT occupantChatStateChanged(occupant.conversation, occupant.nick, occupant.state);
        },
        [this](const Attention &attention) { Q_EMIT attentionAsked(attention.conversation); },
    }, event);
}

} // namespace jackdaw
