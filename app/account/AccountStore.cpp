// SPDX-License-Identifier: GPL-3.0-or-later
#include "account/AccountStore.h"

#include "account/AccountRow.h"
#include "storage/Database.h"

#include <QUuid>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

Status found(const Result<int> &changed, AccountId account)
{
    if (!changed) {
        return changed.error();
    }
    if (*changed == 0) {
        return Error{ErrorKind::NotFound, u"no account %1"_s.arg(account.value()), {}};
    }
    return Done{};
}

} // namespace

Result<QList<AccountSettings>> AccountStore::load()
{
    QList<AccountSettings> all;
    const auto read = m_database.each(u"SELECT "_s + accountRow::columns + u" FROM account ORDER BY id"_s, {},
                                      [&](const QSqlQuery &row) { all.append(accountRow::read(row)); });
    if (!read) {
        return read.error();
    }
    return all;
}

Result<AccountId> AccountStore::add(const AccountSettings &settings)
{
    AccountId id;
    const auto work = [&]() -> Status {
        const auto there = m_database.value(u"SELECT id FROM account WHERE jid = ?"_s, {settings.jid.toString()});
        if (!there) {
            return there.error();
        }
        if (there->isValid()) {
            return Error{ErrorKind::Conflict, u"the account is here already"_s, settings.jid.toString()};
        }
        const auto added = m_database.run(
            u"INSERT INTO account (jid, host, port, tls, authority_file, keep_signed_in, enabled, name, color, plain_allowed, "
            "pinned_certificate, proxy_type, proxy_host, proxy_port, proxy_user, mechanism, user_agent) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
            accountRow::values(settings)
                << settings.strongestMechanism << QUuid::createUuid().toString(QUuid::WithoutBraces));
        if (!added) {
            return added.error();
        }
        id = AccountId((*added)->lastInsertId().toLongLong());
        return Done{};
    };
    const auto done = m_database.transaction(Database::Durability::Full, work);
    if (!done) {
        return done.error();
    }
    return id;
}

Status AccountStore::change(const AccountSettings &settings)
{
    return found(m_database.change(u"UPDATE account SET jid = ?, host = ?, port = ?, tls = ?, authority_file = ?, "
                                   "keep_signed_in = ?, enabled = ?, name = ?, color = ?, plain_allowed = ?, "
                                   "pinned_certificate = ?, proxy_type = ?, proxy_host = ?, proxy_port = ?, proxy_user = ? "
                                   "WHERE id = ?"_s,
                                   accountRow::values(settings) << settings.id.value()),
                 settings.id);
}

Status AccountStore::setStrongestMechanism(AccountId account, const QString &mechanism)
{
    return found(m_database.change(u"UPDATE account SET mechanism = ? WHERE id = ?"_s, {mechanism, account.value()}), account);
}

Result<QString> AccountStore::userAgent(AccountId account)
{
    const auto value = m_database.value(u"SELECT user_agent FROM account WHERE id = ?"_s, {account.value()});
    if (!value) {
        return value.error();
    }
    if (!value->isValid()) {
        return Error{ErrorKind::NotFound, u"no account %1"_s.arg(account.value()), {}};
    }
    return value->toString();
}

Result<AccountStore::KeptStatus> AccountStore::ownStatus(AccountId account)
{
    std::optional<KeptStatus> kept;
    const auto read = m_database.each(u"SELECT own_availability, own_status, own_until, before_availability, before_status "
                                      "FROM account WHERE id = ?"_s, {account.value()},
                                      [&](const QSqlQuery &row) {
                                          kept = KeptStatus{{Availability(row.value(0).toInt()), row.value(1).toString(),
                                                             row.value(2).toLongLong()},
                                                            {Availability(row.value(3).toInt()), row.value(4).toString(), 0}};
                                      });
    if (!read) {
        return read.error();
    }
    if (!kept) {
        return Error{ErrorKind::NotFound, u"no account %1"_s.arg(account.value()), {}};
    }
    return *kept;
}

Status AccountStore::setOwnStatus(AccountId account, const KeptStatus &status)
{
    return found(m_database.change(u"UPDATE account SET own_availability = ?, own_status = ?, own_until = ?, "
                                   "before_availability = ?, before_status = ? WHERE id = ?"_s,
                                   {int(status.now.availability), status.now.text, status.now.until,
                                    int(status.before.availability), status.before.text, account.value()}),
                 account);
}

} // namespace jackdaw
