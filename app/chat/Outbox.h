// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountContext.h"
#include "chat/MessageStore.h"
#include "xmpp/MessageStanza.h"

#include <QHash>
#include <QObject>
#include <QSet>
#include <QTimer>

namespace jackdaw {

class ArchiveFetcher;

/// Sends what waits, in the order it was written in each chat, once. What a lost stream had got is looked up in the
/// archive by its origin-id before it may go again (DESIGN 3). Owned by MessageService, engine thread; holds nothing that
/// is not on disk but which messages are on their way right now.
class Outbox : public QObject
{
    Q_OBJECT
public:
    Outbox(const AccountContext &account, MessageStore &store, ArchiveFetcher &archive, QObject *parent = nullptr);

    /// Something new waits, or something that waited was dealt with.
    void flush();
    /// Is this message with the server's socket at this moment, so that it cannot be taken back?
    bool isOnItsWay(MessageId message) const { return m_onTheirWay.contains(message); }

Q_SIGNALS:
    void acknowledged(jackdaw::MessageId message);
    /// Results of a look-up in the archive, to go through the pipeline like any other archive page.
    void archiveSeen(const QList<jackdaw::ArchiveResult> &results);
    void storageFailed(const jackdaw::Error &error);

private:
    void beginSession(Connection::Session session);
    Status lookUp();
    void lookUpAgain();
    void lookUpChat(ConversationId conversation);
    void fetchPages(ConversationId conversation, const BareJid &peer, const ArchiveId &before);
    void finishLookUp(ConversationId conversation, const Status &status);
    void sendAll(const QList<Message> &messages);
    void settle(MessageId message, Connection::Delivery delivery, qint64 stream);

    AccountContext m_account;
    MessageStore &m_store;
    ArchiveFetcher &m_archive;
    QHash<MessageId, qint64> m_onTheirWay;  ///< to the stream they were given to
    QHash<ConversationId, qint64> m_lookingUp; ///< nothing of these goes out until the archive, from this time on, has answered
    QSet<ConversationId> m_asking;          ///< of these, whose question is open
    QTimer m_askAgain;                      ///< for those whose question failed
    int m_pause = 0;                        ///< ms before m_askAgain, doubled each time
    bool m_flushing = false;
};

} // namespace jackdaw
