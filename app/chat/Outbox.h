// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountContext.h"
#include "chat/MessageStore.h"
#include "chat/OutgoingChangeStore.h"
#include "xmpp/MessageStanza.h"

#include <QHash>
#include <QObject>
#include <QSet>
#include <QTimer>
#include <variant>

namespace jackdaw {

class ArchiveFetcher;

/// Sends what waits, messages and changes of messages, in the order it was written in each chat, once. What a lost stream had got is looked up in the
/// archive by its origin-id before it may go again (DESIGN 3). Owned by MessageService, engine thread; holds nothing that
/// is not on disk but which messages are on their way right now.
class Outbox : public QObject
{
    Q_OBJECT
public:
    Outbox(const AccountContext &account, MessageStore &store, ArchiveFetcher &archive, QObject *parent = nullptr);

    /// Something new waits, or something that waited was dealt with.
    void flush();
    /// Is this with the server's socket at this moment, so that it cannot be called back?
    bool isOnItsWay(const OriginId &id) const { return m_onTheirWay.contains(id); }

Q_SIGNALS:
    void acknowledged(jackdaw::MessageId message);
    void changeAcknowledged(const jackdaw::OriginId &change);
    /// Results of a look-up in the archive, to go through the pipeline like any other archive page.
    void archiveSeen(const QList<jackdaw::ArchiveResult> &results);
    void storageFailed(const jackdaw::Error &error);

private:
    /// Something that waits.
    struct Item {
        std::variant<Message, OutgoingChange> what;

        const OriginId &id() const;
        ConversationId conversation() const;
        qint64 time() const;
        qint64 order() const;
    };
    Result<QList<Item>> waiting();
    Result<QSet<OriginId>> handedOver(const QList<Item> &waiting);
    Status noteHandedOver(const Item &item, qint64 stream);
    Result<QXmppMessage> stanzaOf(const Item &item);
    void beginSession(Connection::Session session);
    Status lookUp();
    void lookUpAgain();
    void lookUpChat(ConversationId conversation);
    void fetchPages(ConversationId conversation, const BareJid &peer, const ArchiveId &before);
    void finishLookUp(ConversationId conversation, const Status &status);
    void sendAll(const QList<Item> &items);
    void settle(const OriginId &id, MessageId message, Connection::Delivery delivery, qint64 stream);

    AccountContext m_account;
    MessageStore &m_store;
    OutgoingChangeStore m_changes;
    ArchiveFetcher &m_archive;
    QHash<OriginId, qint64> m_onTheirWay;  ///< to the stream they were given to
    QHash<ConversationId, qint64> m_lookingUp; ///< nothing of these goes out until the archive, from this time on, has answered
    QSet<ConversationId> m_asking;          ///< of these, whose question is open
    QTimer m_askAgain;                      ///< for those whose question failed
    int m_pause = 0;                        ///< ms before m_askAgain, doubled each time
    bool m_flushing = false;
};

} // namespace jackdaw
