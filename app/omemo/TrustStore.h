// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Ids.h"
#include "base/Result.h"
#include "omemo/TrustRules.h"

namespace jackdaw {

class Database;

/// What devices said of keys and could not be obeyed yet, and what we still have to say, of one account, on disk. Part
/// of TrustTransfer, engine thread; every function may run inside a transaction of the caller. Errors: Storage,
/// DiskFull. Decides nothing, and is bounded: whoever says much is forgotten first.
class TrustStore
{
public:
    /// Of what others say; our own devices' word is kept apart from that.
    static constexpr int mostStatements = 2000;
    /// Of what our own devices say: whoever has the account's password may add one that nobody checked.
    static constexpr int mostOwnStatements = 5000;

    TrustStore(Database &database, AccountId account, BareJid jid)
        : m_database(database), m_account(account), m_jid(std::move(jid))
    {
    }

    /// The last word of a device about a key counts.
    Status keep(const TrustStatement &statement);
    /// What is too much goes: of others' word, of those who said most, the oldest first; so of ours, by device.
    Status trim();
    Result<QList<TrustStatement>> saidBy(const BareJid &jid, const IdentityKey &key);
    Result<QList<TrustStatement>> saidOf(const BareJid &owner, const IdentityKey &key);
    Status drop(const TrustStatement &statement);
    Status dropSaidBy(const BareJid &jid, const IdentityKey &key);

    struct Owed {
        OmemoDevice to;
        BareJid owner;
        IdentityKey key;
        DeviceTrust trust = DeviceTrust::Verified;

        friend bool operator==(const Owed &, const Owed &) = default;
    };
    /// In place of what it was to be told of the same key before.
    Status owe(const Owed &owed);
    /// By whom it is for.
    Result<QList<Owed>> owed();
    /// Nothing where it is owed something else by now.
    Status settle(const Owed &owed);

private:
    Result<QList<TrustStatement>> select(const QString &where, const QVariantList &values);
    Status run(const QString &statement, const QVariantList &values);

    Database &m_database;
    AccountId m_account;
    BareJid m_jid;
};

} // namespace jackdaw
