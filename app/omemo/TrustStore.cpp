// SPDX-License-Identifier: GPL-3.0-or-later
#include "omemo/TrustStore.h"

#include "storage/Database.h"

#include <QSqlQuery>

namespace jackdaw {

using namespace Qt::StringLiterals;

Status TrustStore::run(const QString &statement, const QVariantList &values)
{
    const auto changed = m_database.change(statement, values);
    return changed ? Status(Done{}) : Status(changed.error());
}

Status TrustStore::keep(const TrustStatement &statement)
{
    return run(
        u"INSERT INTO omemo_statement (account, by_jid, by_key, owner, key, trust, time) VALUES (?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (account, by_jid, by_key, owner, key) DO UPDATE SET trust = excluded.trust, time = excluded.time "
        "WHERE excluded.time >= time"_s,
        {m_account.value(), statement.byJid.toString(), statement.byKey.value(), statement.owner.toString(),
         statement.key.value(), int(statement.trust), statement.time});
}

/// A stranger invents devices and keys without end: that takes no place from what others said. Nor does a device that somebody
/// put beside ours from what those say.
Status TrustStore::trim()
{
    const QString beyond = u"DELETE FROM omemo_statement WHERE account = ? AND (by_jid, by_key, owner, key) IN "
                           "(SELECT by_jid, by_key, owner, key FROM (SELECT by_jid, by_key, owner, key, time, "
                           "row_number() OVER (PARTITION BY %1 ORDER BY time DESC) AS place "
                           "FROM omemo_statement WHERE account = ? AND by_jid %2 ?) "
                           "ORDER BY place, time DESC LIMIT -1 OFFSET ?)"_s;
    const Status others = run(beyond.arg(u"by_jid"_s, u"<>"_s),
                              {m_account.value(), m_account.value(), m_jid.toString(), mostStatements});
    return others ? run(beyond.arg(u"by_key"_s, u"="_s),
                        {m_account.value(), m_account.value(), m_jid.toString(), mostOwnStatements})
                  : others;
}

Result<QList<TrustStatement>> TrustStore::select(const QString &where, const QVariantList &values)
{
    QList<TrustStatement> all;
    const Status read =
        m_database.each(u"SELECT by_jid, by_key, owner, key, trust, time FROM omemo_statement WHERE account = ? AND "_s
                            + where + u" ORDER BY time"_s,
                        QVariantList{m_account.value()} + values, [&all](const QSqlQuery &row) {
        all.append({BareJid::fromPrepared(row.value(0).toString()), IdentityKey(row.value(1).toByteArray()),
                    BareJid::fromPrepared(row.value(2).toString()), IdentityKey(row.value(3).toByteArray()),
                    DeviceTrust(row.value(4).toInt()), row.value(5).toLongLong()});
    });
    return read ? Result<QList<TrustStatement>>(all) : Result<QList<TrustStatement>>(read.error());
}

Result<QList<TrustStatement>> TrustStore::saidBy(const BareJid &jid, const IdentityKey &key)
{
    return select(u"by_jid = ? AND by_key = ?"_s, {jid.toString(), key.value()});
}

Result<QList<TrustStatement>> TrustStore::saidOf(const BareJid &owner, const IdentityKey &key)
{
    return select(u"owner = ? AND key = ?"_s, {owner.toString(), key.value()});
}

Status TrustStore::drop(const TrustStatement &statement)
{
    return run(
        u"DELETE FROM omemo_statement WHERE account = ? AND by_jid = ? AND by_key = ? AND owner = ? AND key = ?"_s,
        {m_account.value(), statement.byJid.toString(), statement.byKey.value(), statement.owner.toString(),
         statement.key.value()});
}

Status TrustStore::dropSaidBy(const BareJid &jid, const IdentityKey &key)
{
    return run(u"DELETE FROM omemo_statement WHERE account = ? AND by_jid = ? AND by_key = ?"_s,
               {m_account.value(), jid.toString(), key.value()});
}

Status TrustStore::owe(const Owed &owed)
{
    return run(u"INSERT INTO omemo_trust_owed (account, jid, device, owner, key, trust) VALUES (?, ?, ?, ?, ?, ?) "
               "ON CONFLICT (account, jid, device, owner, key) DO UPDATE SET trust = excluded.trust"_s,
               {m_account.value(), owed.to.jid.toString(), owed.to.id.value(), owed.owner.toString(), owed.key.value(),
                int(owed.trust)});
}

Result<QList<TrustStore::Owed>> TrustStore::owed()
{
    QList<Owed> all;
    const Status read =
        m_database.each(u"SELECT jid, device, owner, key, trust FROM omemo_trust_owed WHERE account = ? "
                        "ORDER BY jid, device, owner, key"_s,
                        {m_account.value()}, [&all](const QSqlQuery &row) {
        all.append({{BareJid::fromPrepared(row.value(0).toString()), OmemoDeviceId(row.value(1).toUInt())},
                    BareJid::fromPrepared(row.value(2).toString()), IdentityKey(row.value(3).toByteArray()),
                    DeviceTrust(row.value(4).toInt())});
    });
    return read ? Result<QList<Owed>>(all) : Result<QList<Owed>>(read.error());
}

Status TrustStore::settle(const Owed &owed)
{
    return run(
        u"DELETE FROM omemo_trust_owed WHERE account = ? AND jid = ? AND device = ? AND owner = ? AND key = ? "
        "AND trust = ?"_s,
        {m_account.value(), owed.to.jid.toString(), owed.to.id.value(), owed.owner.toString(), owed.key.value(),
         int(owed.trust)});
}

} // namespace jackdaw
