// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "roster/Contact.h"

namespace jackdaw {

class ReadConnection;

/// Reads rosters for the models before the engine runs. Owned by AppContext, which also makes one on the pool for what
/// the first paint does not need; thread of its connection. Never writes. Where there is no database yet, or it cannot
/// be read, there is nobody.
class RosterReader
{
public:
    explicit RosterReader(const ReadConnection &connection) : m_connection(connection) {}

    /// Some tens of ms for 10,000.
    QList<Contact> contacts(AccountId account) const;
    /// Only those with whom there is a chat.
    QList<Contact> contactsInChats(AccountId account) const;
    /// Those of `people` who are in the roster, without their groups: what the first paint needs, however long it is.
    QList<Contact> contacts(AccountId account, const QList<BareJid> &people) const;
    QList<SubscriptionRequest> requests(AccountId account) const;

private:
    QList<Contact> read(AccountId account, const QString &contacts, const QString &groups) const;

    const ReadConnection &m_connection;
};

} // namespace jackdaw
