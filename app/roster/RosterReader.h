// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "roster/Contact.h"

namespace jackdaw {

class ReadConnection;

/// Reads rosters for the models before the engine runs. Thread of its connection (GUI). Never writes.
class RosterReader
{
public:
    explicit RosterReader(const ReadConnection &connection) : m_connection(connection) {}

    QList<Contact> contacts(AccountId account) const;
    QList<SubscriptionRequest> requests(AccountId account) const;

private:
    const ReadConnection &m_connection;
};

} // namespace jackdaw
