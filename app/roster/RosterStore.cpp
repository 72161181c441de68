// SPDX-License-Identifier: GPL-3.0-or-later
#include "roster/RosterStore.h"

#include "roster/RosterRow.h"
#include "storage/Database.h"

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

Status setVersion(Database &database, AccountId account, const QString &version)
{
    return toStatus(database.change(u"UPDATE account SET roster_version = ? WHERE id = ?"_s, {version, account.value()}));
}

} // namespace

Result<QList<Contact>> RosterStore::load(AccountId account)
{
    QList<Contact> all;
    if (auto read = m_database.each(rosterRow::contacts, {account.value()},
                                    [&](const QSqlQuery &row) { all.append(rosterRow::contact(account, row)); }); !read) {
        return read.error();
    }
    qsizetype at = 0;
    if (auto read = m_database.each(rosterRow::groups, {account.value()},
                                    [&](const QSqlQuery &row) { rosterRow::addGroup(all, at, row); }); !read) {
        return read.error();
    }
    return all;
}

Result<QString> RosterStore::version(AccountId account)
{
    const auto value = m_database.value(u"SELECT roster_version FROM account WHERE id = ?"_s, {account.value()});
    if (!value) {
        return value.error();
    }
    return value->toString();
}

Status RosterStore::insert(const Contact &contact)
{
    const QVariantList key{contact.account.value(), contact.jid.toString()};
    if (auto stored = toStatus(m_database.change(
            u"INSERT INTO contact (account, jid, name, subscription, asked, own_name) VALUES (?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (account, jid) DO UPDATE SET name = excluded.name, subscription = excluded.subscription, "
            "asked = excluded.asked, own_name = excluded.own_name"_s,
            {key[0], key[1], contact.name, int(contact.subscription), int(contact.asked), contact.ownName.isNull() ? u""_s : contact.ownName})); !stored) {
        return stored;
    }
    if (auto cleared = toStatus(m_database.change(u"DELETE FROM contact_group WHERE account = ? AND jid = ?"_s, key)); !cleared) {
        return cleared;
    }
    for (const QString &group : contact.groups) {
        // A server may send the same group twice (RFC 6121, 2.1.2.6 forbids it, yet).
        if (auto stored = toStatus(m_database.change(
                u"INSERT OR IGNORE INTO contact_group (account, jid, name) VALUES (?, ?, ?)"_s, {key[0], key[1], group})); !stored) {
            return stored;
        }
    }
    return Done{};
}

Status RosterStore::replace(AccountId account, const QList<Contact> &contacts, const QString &version)
{
    return m_database.transaction(Database::Durability::Normal, [&]() -> Status {
        if (auto cleared = toStatus(m_database.change(u"DELETE FROM contact WHERE account = ?"_s, {account.value()})); !cleared) {
            return cleared;
        }
        for (const Contact &contact : contacts) {
            Q_ASSERT(contact.account == account);
            if (auto stored = insert(contact); !stored) {
                return stored;
            }
        }
        return setVersion(m_database, account, version);
    });
}

Status RosterStore::store(const Contact &contact, const QString &version)
{
    return m_database.transaction(Database::Durability::Normal, [&]() -> Status {
        if (auto stored = insert(contact); !stored) {
            return stored;
        }
        return setVersion(m_database, contact.account, version);
    });
}

Status RosterStore::remove(AccountId account, const BareJid &jid, const QString &version)
{
    return m_database.transaction(Database::Durability::Normal, [&]() -> Status {
        if (auto removed = toStatus(m_database.change(u"DELETE FROM contact WHERE account = ? AND jid = ?"_s,
                                                      {account.value(), jid.toString()})); !removed) {
            return removed;
        }
        return setVersion(m_database, account, version);
    });
}

Status RosterStore::setOwnNames(const QList<Contact> &contacts)
{
    return m_database.transaction(Database::Durability::Normal, [&]() -> Status {
        for (const Contact &contact : contacts) {
            if (auto stored = toStatus(m_database.change(u"UPDATE contact SET own_name = ? WHERE account = ? AND jid = ?"_s,
                                                         {contact.ownName.isNull() ? u""_s : contact.ownName, contact.account.value(),
                                                          contact.jid.toString()})); !stored) {
                return stored;
            }
        }
        return Done{};
    });
}

Result<QList<SubscriptionRequest>> RosterStore::requests(AccountId account)
{
    QList<SubscriptionRequest> all;
    const auto read = m_database.each(rosterRow::requests, {account.value()},
                                      [&](const QSqlQuery &row) { all.append(rosterRow::request(account, row)); });
    if (!read) {
        return read.error();
    }
    return all;
}

Status RosterStore::addRequest(const SubscriptionRequest &request)
{
    // Servers repeat a request at every sign-in (RFC 6121, 3.1.3): the first time stays.
    return toStatus(m_database.change(
        u"INSERT INTO subscription_request (account, jid, text, time) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (account, jid) DO UPDATE SET text = excluded.text"_s,
        {request.account.value(), request.from.toString(), request.text, request.time}));
}

Status RosterStore::removeRequests(AccountId account, const QList<BareJid> &people)
{
    return m_database.transaction(Database::Durability::Normal, [&]() -> Status {
        for (const BareJid &from : people) {
            if (auto removed = toStatus(m_database.change(u"DELETE FROM subscription_request WHERE account = ? AND jid = ?"_s,
                                                          {account.value(), from.toString()})); !removed) {
                return removed;
            }
        }
        return Done{};
    });
}

} // namespace jackdaw
