// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/Message.h"

#include <QSet>

namespace jackdaw {

class Database;

/// A correction, a retraction or reactions of ours on the way to the server. A plain value.
struct OutgoingChange
{
    enum class Kind { Correction = 0, Retraction = 1, Reactions = 2 } kind = Kind::Correction; ///< numbers are stored

    qint64 id = 0;                ///< ordered with message ids: what was said later is larger
    MessageId message;
    ConversationId conversation;
    MessageState state = MessageState::Waiting; ///< Waiting, Sent or Failed
    qint64 time = 0;              ///< when the user said so, ms since 1970 UTC
    OriginId originId;            ///< of the stanza that says so
    OriginId target;              ///< what it calls the message
    QString body;                 ///< the new text; or the emoji, apart by spaces
};

/// Own changes of messages that the server does not have yet, and for a while (30 days) those that it has. Keeps
/// message.change_state right. One each for ChangeService, Outbox and IncomingChanges; engine thread, inside a
/// transaction of the caller. Sends nothing. Errors: Storage, DiskFull.
class OutgoingChangeStore
{
public:
    explicit OutgoingChangeStore(Database &database) : m_database(database) {}

    /// What of the same kind waits and was given to no stream yet makes room for it; a retraction, of every kind.
    Status add(const OutgoingChange &change);
    /// nullopt if there is none.
    Result<std::optional<OutgoingChange>> find(AccountId account, const OriginId &originId);
    Result<QList<OutgoingChange>> waiting(AccountId account);
    Result<QList<OutgoingChange>> failed(MessageId message);
    Result<bool> isWaiting(MessageId message, OutgoingChange::Kind kind);
    /// Was it given to a stream, so that the archive must be asked before it goes again?
    Result<QSet<OriginId>> handedOver(AccountId account);
    Status setHandedOver(const OriginId &originId, qint64 stream);
    /// A failed one goes out as a new stanza, under `id`.
    Status sendAnew(const OutgoingChange &change, const OriginId &id);
    Status setState(const OutgoingChange &change, MessageState state);
    Status remove(const OutgoingChange &change);

private:
    Result<QList<OutgoingChange>> readAll(const QString &rest, const QVariantList &values);
    Status noteOnMessage(MessageId message);

    Database &m_database;
};

} // namespace jackdaw
