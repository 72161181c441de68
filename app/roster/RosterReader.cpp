// SPDX-License-Identifier: GPL-3.0-or-later
#include "roster/RosterReader.h"

#include "roster/RosterRow.h"
#include "storage/ReadConnection.h"

namespace jackdaw {

QList<Contact> RosterReader::contacts(AccountId account) const
{
    QList<Contact> all;
    m_connection.each(rosterRow::contacts, {account.value()},
                      [&](const QSqlQuery &row) { rosterRow::append(all, account, row); });
    return all;
}

QList<SubscriptionRequest> RosterReader::requests(AccountId account) const
{
    QList<SubscriptionRequest> all;
    m_connection.each(rosterRow::requests, {account.value()},
                      [&](const QSqlQuery &row) { all.append(rosterRow::request(account, row)); });
    return all;
}

} // namespace jackdaw
