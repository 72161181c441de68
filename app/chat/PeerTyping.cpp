// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/PeerTyping.h"

#include "base/Clock.h"
#include "chat/MessageService.h"
#include "presence/PresenceService.h"

#include <algorithm>

namespace jackdaw {

PeerTyping::PeerTyping(const AccountContext &account, const PresenceService &presence, MessageService &messages,
                       std::chrono::milliseconds silence, QObject *parent)
    : QObject(parent)
    , m_account(account)
    , m_messages(messages)
    , m_silence(silence)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &PeerTyping::endSilent);
    connect(&messages, &MessageService::peerChatStateChanged, this, &PeerTyping::note);
    connect(&messages, &MessageService::messagesStored, this, &PeerTyping::noteMessages);
    connect(&presence, &PresenceService::presencesChanged, this, &PeerTyping::notePresences);
    connect(&account.connection, &Connection::sessionLost, this, &PeerTyping::endAll);
    connect(&account.connection, &Connection::sessionEnded, this, &PeerTyping::endAll);
}

void PeerTyping::note(ConversationId conversation, ChatState state)
{
    if (state == ChatState::Composing) {
        const auto chat = m_messages.store().conversation(conversation);
        m_typing.insert(conversation, {chat ? chat->peer : BareJid(), m_account.clock.elapsed()});
    } else {
        m_typing.remove(conversation);
    }
    wait();
    Q_EMIT changed(conversation, state);
}

/// Many programs say no more than the text itself.
void PeerTyping::noteMessages(ConversationId conversation, const QList<Message> &messages)
{
    const auto typing = m_typing.constFind(conversation);
    const bool theirs = typing != m_typing.cend()
        && std::any_of(messages.cbegin(), messages.cend(), [](const Message &one) { return one.direction == Direction::Incoming; });
    if (theirs) {
        end(conversation);
    }
}

void PeerTyping::notePresences(const QList<ContactPresence> &presences)
{
    for (const ContactPresence &presence : presences) {
        if (presence.shown.availability != Availability::Offline) {
            continue;
        }
        for (const auto &[conversation, typing] : QHash(m_typing).asKeyValueRange()) {
            if (typing.peer == presence.jid) {
                end(conversation);
            }
        }
    }
}

void PeerTyping::end(ConversationId conversation)
{
    m_typing.remove(conversation);
    wait();
    Q_EMIT changed(conversation, ChatState::Active);
}

void PeerTyping::endAll()
{
    for (const ConversationId conversation : m_typing.keys()) {
        end(conversation);
    }
}

void PeerTyping::endSilent()
{
    const qint64 now = m_account.clock.elapsed();
    for (const auto &[conversation, typing] : QHash(m_typing).asKeyValueRange()) {
        if (typing.since + m_silence.count() <= now) {
            end(conversation);
        }
    }
    wait();
}

void PeerTyping::wait()
{
    m_timer.stop();
    if (m_typing.isEmpty()) {
        return;
    }
    const auto oldest = std::min_element(m_typing.cbegin(), m_typing.cend(),
                                         [](const Typing &a, const Typing &b) { return a.since < b.since; });
    m_timer.start(std::chrono::milliseconds(std::max<qint64>(1, oldest->since + m_silence.count() - m_account.clock.elapsed())));
}

} // namespace jackdaw
