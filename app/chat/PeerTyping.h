// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountContext.h"
#include "base/Jid.h"
#include "presence/Presence.h"
#include "xmpp/ChatState.h"

#include <QHash>
#include <QObject>
#include <QTimer>
#include <chrono>

namespace jackdaw {

class MessageService;
class PresenceService;
struct Message;

/// Says who is typing now. XEP-0085 tells when somebody begins; that it is over has to be seen in other ways too: a text
/// that came, somebody who went away, a session of ours that ended, and a silence that lasts. Owned by Features, engine
/// thread. Stores nothing, sends nothing; its one timer runs only while somebody types.
class PeerTyping : public QObject
{
    Q_OBJECT
public:
    /// XEP-0085, 5.1 asks for "paused" after half a minute without a key; this is for those who say nothing any more.
    static constexpr std::chrono::milliseconds longest{120'000};

    PeerTyping(const AccountContext &account, const PresenceService &presence, MessageService &messages,
               std::chrono::milliseconds silence = longest, QObject *parent = nullptr);

Q_SIGNALS:
    void changed(jackdaw::ConversationId conversation, jackdaw::ChatState state);

private:
    struct Typing {
        BareJid peer;
        qint64 since = 0; ///< ms of Clock::elapsed()
    };
    void note(ConversationId conversation, ChatState state);
    void noteMessages(ConversationId conversation, const QList<Message> &messages);
    void notePresences(const QList<ContactPresence> &presences);
    void end(ConversationId conversation);
    void endAll();
    void endSilent();
    void wait();

    AccountContext m_account;
    MessageService &m_messages;
    std::chrono::milliseconds m_silence;
    QHash<ConversationId, Typing> m_typing;
    QTimer m_timer;
};

} // namespace jackdaw
