// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "roster/Contact.h"

#include <QSqlQuery>
#include <QVariant>

namespace jackdaw::rosterRow {

/// How contacts and requests stand in their tables, for Reader and Store, so that the two cannot differ. Only their
/// .cpp files include it. Two walks along the primary keys, put together in addGroup(): a join would seek once a
/// contact. Pure; any thread. Runs no statement itself.
inline const QString contacts =
    QStringLiteral("SELECT jid, name, subscription, asked, own_name FROM contact WHERE account = ? ORDER BY jid");
inline const QString groups = QStringLiteral("SELECT jid, name FROM contact_group WHERE account = ? ORDER BY jid, name");

inline Contact contact(AccountId account, const QSqlQuery &row)
{
    Contact contact;
    contact.account = account;
    contact.jid = BareJid::fromPrepared(row.value(0).toString());
    contact.name = row.value(1).toString();
    contact.subscription = Subscription(row.value(2).toInt());
    contact.asked = row.value(3).toBool();
    contact.ownName = row.value(4).toString();
    return contact;
}

/// Adds a row of `groups` to the contact it belongs to. `at` is where the last one was found; begin with 0.
inline void addGroup(QList<Contact> &list, qsizetype &at, const QSqlQuery &row)
{
    const QString jid = row.value(0).toString();
    while (at < list.size() && list[at].jid.toString() != jid) {
        ++at;
    }
    if (at < list.size()) {
        list[at].groups.append(row.value(1).toString());
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
