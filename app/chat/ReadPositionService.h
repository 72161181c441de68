// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountContext.h"
#include "chat/Message.h"
#include "chat/ReadPositionStore.h"
#include "xmpp/Authority.h"
#include "xmpp/DisplayedSync.h"

#include <QHash>
#include <QObject>
#include <QSet>
#include <QTimer>

namespace jackdaw {

class MessageService;
class PersonalNodes;

/// How far the user has read, in step with their other devices (XEP-0490), in chats of two and in rooms: what was read here is
/// told some moments later, what was read there counts as read here. What could not be told waits on disk. Owned by the
/// account's features, engine thread. Only ever goes forward, and tells nobody else: markers (XEP-0333) are Answers'.
class ReadPositionService : public QObject
{
    Q_OBJECT
public:
    /// Made before what consumes messages of the account itself.
    ReadPositionService(const AccountContext &account, PersonalNodes &nodes, QObject *parent = nullptr);
    /// Whose chats these are: once, before the first session.
    void setMessages(MessageService &messages);

private:
    void begin(Connection::Session session);
    void fetch();
    /// Some of what was fetched, then the rest in turns of its own.
    void takeFetched();
    void forgetFetched();
    Connection::Disposition handle(const QDomElement &message);
    /// Of another device; it waits where its message is not here yet, since archives are read newest first.
    void take(const ReadPosition &position);
    void follow(ConversationId conversation, const Message &upTo);
    void meet(ConversationId conversation, const QList<Message> &messages);
    void noteRead(ConversationId conversation, MessageId upTo);
    void keepRead();
    void sendUnsent();
    void send(const ReadPositionStore::Position &position);
    void note(const Status &stored);

    AccountContext m_account;
    Authority m_authority;
    PersonalNodes &m_nodes;
    MessageService *m_messages = nullptr;
    ReadPositionStore m_store;
    QHash<ConversationId, MessageId> m_read; ///< here, and not kept yet
    QHash<BareJid, ArchiveId> m_awaited; ///< elsewhere, up to messages that are not here
    QHash<ConversationId, ArchiveId> m_said; ///< in this session, and not again with each word that is read
    QTimer m_gather;
    QList<PubSubItem> m_fetched; ///< while it is taken
    qsizetype m_taken = 0;       ///< of m_fetched
    QSet<BareJid> m_toldMeanwhile; ///< of these what was fetched is old
    QTimer m_takeMore;
    bool m_isKnown = false; ///< in this session the server said what others told it
};

} // namespace jackdaw
