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

MessageFeed::MessageFeed(QObject *parent) : QObject(parent)
{
    m_nextFrame.setSingleShot(true);
    m_nextFrame.setTimerType(Qt::PreciseTimer);
    connect(&m_nextFrame, &QTimer::timeout, this, [this] {
        beginFrame();
        handSome(mostRows);
    });
}

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
    if (m_nextFrame.isActive()) {
        return;
    }
    if (m_frameEnd.hasExpired()) {
        beginFrame();
    }
    handSome(rowsAlone);
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

void MessageFeed::beginFrame()
{
    m_handed = 0;
    m_frameEnd.setRemainingTime(frame, Qt::PreciseTimer);
}

/// Until `enough` rows were handed in this frame, never more than `mostRows`. The rest waits for the next one.
void MessageFeed::handSome(qsizetype enough)
{
    while (!m_waiting.isEmpty() && m_handed < enough) {
        handFirst(mostRows - m_handed);
    }
    if (!m_waiting.isEmpty() && !m_nextFrame.isActive()) {
        m_nextFrame.start(std::chrono::ceil<std::chrono::milliseconds>(m_frameEnd.remainingTimeAsDuration()));
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
