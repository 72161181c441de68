// SPDX-License-Identifier: GPL-3.0-or-later
#include "roster/RosterReader.h"

#include "roster/RosterRow.h"
#include "storage/ReadConnection.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace jackdaw {

QList<Contact> RosterReader::read(AccountId account, const QString &contacts, const QString &groups) const
{
    QList<Contact> all;
    m_connection.each(contacts, {account.value()}, [&](const QSqlQuery &row) { all.append(rosterRow::contact(account, row)); });
    qsizetype at = 0;
    m_connection.each(groups, {account.value()}, [&](const QSqlQuery &row) { rosterRow::addGroup(all, at, row); });
    return all;
}

QList<Contact> RosterReader::contacts(AccountId account) const
{
    return read(account, rosterRow::contacts, rosterRow::groups);
}

QList<Contact> RosterReader::contactsInChats(AccountId account) const
{
    // CROSS JOIN: begin with the chats, which are some hundreds, and seek in the roster, which may have many thousands.
    static const QString contacts = QStringLiteral(
        "SELECT c.jid, c.name, c.subscription, c.asked, c.own_name FROM conversation t CROSS JOIN contact c "
        "ON c.account = t.account AND c.jid = t.peer WHERE t.account = ? ORDER BY t.peer");
    static const QString groups = QStringLiteral(
        "SELECT g.jid, g.name FROM conversation t CROSS JOIN contact_group g "
        "ON g.account = t.account AND g.jid = t.peer WHERE t.account = ? ORDER BY t.peer, g.name");
    return read(account, contacts, groups);
}

QList<Contact> RosterReader::contacts(AccountId account, const QList<BareJid> &people) const
{
    static const QString statement = QStringLiteral("SELECT jid, name, subscription, asked, own_name FROM contact "
                                                    "WHERE account = ? AND jid IN (SELECT value FROM json_each(?))");
    QJsonArray list;
    for (const BareJid &jid : people) {
        list.append(jid.toString());
    }
    QList<Contact> found;
    m_connection.each(statement, {account.value(), QString::fromUtf8(QJsonDocument(list).toJson(QJsonDocument::Compact))},
                      [&](const QSqlQuery &row) { found.append(rosterRow::contact(account, row)); });
    return found;
}

QList<SubscriptionRequest> RosterReader::requests(AccountId account) const
{
    QList<SubscriptionRequest> all;
    m_connection.each(rosterRow::requests, {account.value()},
                      [&](const QSqlQuery &row) { all.append(rosterRow::request(account, row)); });
    return all;
}

} // namespace jackdaw
