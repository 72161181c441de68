// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountSettings.h"
#include "presence/OwnStatus.h"

namespace jackdaw {

class Database;

/// Accounts on disk: settings, the user-agent id of each (XEP-0388), the presence last chosen. Owned by EngineCore for
/// all of them and by each Features for its own; engine thread; `database` outlives it. Never keeps a password
/// (SecretStore), and removes no account (RemovalStore). Errors: Storage, DiskFull, and NotFound where there is no such account.
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

    Result<QString> userAgent(AccountId account);
    /// The status that was chosen, and the one that comes back when it is over.
    struct KeptStatus
    {
        OwnStatus now;
        OwnStatus before;
    };
    Result<KeptStatus> ownStatus(AccountId account);
    Status setOwnStatus(AccountId account, const KeptStatus &status);

private:
    Database &m_database;
};

} // namespace jackdaw
