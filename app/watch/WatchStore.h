// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"
#include "watch/Watch.h"

namespace jackdaw {

class Database;

/// Whom one account watches, its rules, and the log of presences, on disk. Made by WatchService for
/// each use; engine thread; `database` outlives it. Decides nothing of what is worth keeping. Errors:
/// Storage, DiskFull.
class WatchStore
{
public:
    WatchStore(Database &database, AccountId account) : m_database(database), m_account(account) {}

    Result<QList<BareJid>> watched();
    Status watch(const BareJid &jid);
    Status unwatch(const BareJid &jid);

    Result<QList<PresenceRule>> rules();
    Result<RuleId> addRule(const PresenceRule &rule);
    Status removeRule(RuleId rule);

    /// The server may tell afterwards how it was while nobody looked: that takes the place of what was not known, never of
    /// what was seen, after which it begins at the earliest.
    Status log(const BareJid &jid, const PresenceChange &change);
    /// The last change of each person.
    Result<QHash<BareJid, PresenceChange>> lastLogged();
    /// What the log of the database and its pages have of it goes with RemovalStore.
    Status eraseLog(const BareJid &jid);
    /// Of everybody: nobody reads it any more, and RemovalStore takes it away.
    Status eraseLog();
    /// Of all accounts. What still was so at that time is kept.
    Status dropBefore(qint64 time);

private:
    Database &m_database;
    AccountId m_account;
};

} // namespace jackdaw
