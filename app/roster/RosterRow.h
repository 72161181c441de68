// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "roster/Contact.h"

#include <QSqlQuery>
#include <QVariant>

namespace jackdaw::rosterRow {

/// How contacts and requests stand in their tables, for Reader and Store. Only their .cpp files include it.
/// One row a group; a contact without groups has one row with NULL. Rows of a contact follow each other.
inline const QString contacts = QStringLiteral(
    "SELECT c.jid, c.name, c.subscription, c.asked, g.name FROM contact c "
    "LEFT JOIN contact_group g ON g.account = c.account AND g.jid = c.jid WHERE c.account = ? ORDER BY c.jid, g.name");

inline void append(QList<Contact> &list, AccountId account, const QSqlQuery &row)
{
    const QString jid = row.value(0).toString();
    if (list.isEmpty() || list.constLast().jid.toString() != jid) {
        Contact contact;
        contact.account = account;
        contact.jid = BareJid::fromPrepared(jid);
        contact.name = row.value(1).toString();
        contact.subscription = Subscription(row.value(2).toInt());
        contact.asked = row.value(3).toBool();
        list.append(contact);
    }
    if (!row.isNull(4)) {
        list.last().groups.append(row.value(4).toString());
    }
}

inline const QString requests =
    QStringLiteral("SELECT jid, text, time FROM subscription_request WHERE account = ? ORDER BY time, jid");

inline SubscriptionRequest request(AccountId account, const QSqlQuery &row)
{
    return SubscriptionRequest{account, BareJid::fromPrepared(row.value(0).toString()), row.value(1).toString(),
                               row.value(2).toLongLong()};
}

} // namespace jackdaw::rosterRow
