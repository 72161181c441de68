// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/Message.h"

namespace jackdaw {

class Database;

/// What was said of messages that are not here: retractions and reactions that came before them, since archives are
/// read newest first, and what the user deleted, so that it stays so. Bounded. One each for ChangeService and
/// IncomingChanges; engine thread, inside a transaction of the caller. Decides nothing of who may say what: only what
/// Authority let through gets here. Errors: Storage, DiskFull.
class EarlyChangeStore
{
public:
    explicit EarlyChangeStore(Database &database) : m_database(database) {}

    /// What one peer, and all of them, may make us keep; what is oldest goes first.
    static constexpr int maximumOfPeer = 2000;
    static constexpr int maximumOfAll = 50'000;

    struct Change {
        enum class Kind { Retraction = 1, Reactions = 2 } kind = Kind::Retraction; ///< numbers are stored
        OriginId target;
        BareJid sender;
        qint64 time = 0; ///< when it was said, ms since 1970 UTC
        QStringList emoji;
    };
    /// Of two by the same sender about the same message the newer one is kept.
    Status hold(AccountId account, const BareJid &peer, const Change &change);
    /// Those about a message with one of these ids, which are not kept any longer.
    Result<QList<Change>> take(AccountId account, const BareJid &peer, const Message &message);

    Status noteDeleted(const Message &message);
    /// Was this very message deleted? An archive's id decides where both have one.
    Result<bool> isDeleted(const Message &message);
    /// Is `id` what something refers to that was deleted?
    Result<bool> isDeleted(ConversationId conversation, const OriginId &id);

private:
    Database &m_database;
};

} // namespace jackdaw
