// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountSettings.h"
#include "presence/Presence.h"

namespace jackdaw {

class Database;

/// Accounts on disk. Engine thread; `database` outlives it. Errors: Storage, DiskFull.
class AccountStore
{
public:
    explicit AccountStore(Database &database) : m_database(database) {}

    Result<QList<AccountSettings>> load();
    /// Stores a new account with a new user-agent id; Conflict if the address is there already.
    Result<AccountId> add(const AccountSettings &settings);
    /// All but strongestMechanism, which whoever asks for the change may know from an earlier session.
    Status change(const AccountSettings &settings);
    Status setStrongestMechanism(AccountId account, const QString &mechanism);
    /// With contacts, conversations, messages and gaps.
    Status remove(AccountId account);

    Result<QString> userAgent(AccountId account);
    /// availability and status of Presence.
    Result<Presence> ownPresence(AccountId account);
    Status setOwnPresence(AccountId account, Availability availability, const QString &status);

private:
    Database &m_database;
};

} // namespace jackdaw
