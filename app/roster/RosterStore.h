// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"
#include "roster/Contact.h"

namespace jackdaw {

class Database;

/// The rosters on disk with the version they have (RFC 6121, 2.6), and the subscription requests that wait for an
/// answer. Owned by RosterService; engine thread; `database` outlives it. Knows no server: what it is given counts.
/// Errors: Storage, DiskFull.
class RosterStore
{
public:
    explicit RosterStore(Database &database) : m_database(database) {}

    Result<QList<Contact>> load(AccountId account);
    Result<QString> version(AccountId account);
    /// One transaction each, version included.
    Status replace(AccountId account, const QList<Contact> &contacts, const QString &version);
    Status store(const Contact &contact, const QString &version);
    Status remove(AccountId account, const BareJid &jid, const QString &version);
    /// What they call themselves alone. One transaction.
    Status setOwnNames(const QList<Contact> &contacts);

    Result<QList<SubscriptionRequest>> requests(AccountId account);
    Status addRequest(const SubscriptionRequest &request);
    Status removeRequests(AccountId account, const QList<BareJid> &people);

private:
    Status insert(const Contact &contact);

    Database &m_database;
};

} // namespace jackdaw
