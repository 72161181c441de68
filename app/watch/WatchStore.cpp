// SPDX-License-Identifier: GPL-3.0-or-later
#include "watch/WatchStore.h"

#include "account/RemovalStore.h"
#include "storage/Database.h"

#include <QSqlQuery>

#include <optional>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

Status done(const Result<int> &changed)
{
    return changed ? Status(Done{}) : Status(changed.error());
}

/// Up to when the log of an account, its one value, was erased; what was so then may still be on its way off the disk.
const QString erasedUpTo = u"coalesce((SELECT up_to FROM presence_erasure WHERE account = ?), -1)"_s;

} // namespace

Result<QList<BareJid>> WatchStore::watched()
{
    QList<BareJid> people;
    const auto read = m_database.each(u"SELECT jid FROM watched WHERE account = ?"_s, {m_account.value()},
                                      [&](const QSqlQuery &row) { people.append(BareJid::fromPrepared(row.value(0).toString())); });
    if (!read) {
        return read.error();
    }
    return people;
}

Status WatchStore::watch(const BareJid &jid)
{
    return done(m_database.change(u"INSERT OR IGNORE INTO watched (account, jid) VALUES (?, ?)"_s, {m_account.value(), jid.toString()}));
}

Status WatchStore::unwatch(const BareJid &jid)
{
    return done(m_database.change(u"DELETE FROM watched WHERE account = ? AND jid = ?"_s, {m_account.value(), jid.toString()}));
}

Result<QList<PresenceRule>> WatchStore::rules()
{
    QList<PresenceRule> all;
    const auto read = m_database.each(
        u"SELECT id, kind, subject, minutes, lasting, actions, made FROM presence_rule WHERE account = ? ORDER BY id"_s,
        {m_account.value()}, [&](const QSqlQuery &row) {
            all.append({RuleId(row.value(0).toLongLong()), m_account, PresenceRule::Kind(row.value(1).toInt()), row.value(2).toString(),
                        row.value(3).toInt(), PresenceRule::Lasting(row.value(4).toInt()),
                        PresenceRule::Actions(row.value(5).toInt()), row.value(6).toLongLong()});
        });
    if (!read) {
        return read.error();
    }
    return all;
}

Result<RuleId> WatchStore::addRule(const PresenceRule &rule)
{
    const auto added = m_database.run(u"INSERT INTO presence_rule (account, kind, subject, minutes, lasting, actions, made) "
                                      "VALUES (?, ?, ?, ?, ?, ?, ?)"_s,
                                      {m_account.value(), int(rule.kind), rule.subject, rule.minutes, int(rule.lasting),
                                       rule.actions.toInt(), rule.made});
    if (!added) {
        return added.error();
    }
    return RuleId((*added)->lastInsertId().toLongLong());
}

Status WatchStore::removeRule(RuleId rule)
{
    return done(m_database.change(u"DELETE FROM presence_rule WHERE account = ? AND id = ?"_s, {m_account.value(), rule.value()}));
}

Status WatchStore::log(const BareJid &jid, const PresenceChange &change)
{
    std::optional<PresenceChange> last;
    const auto read = m_database.each(
        u"SELECT time, availability FROM presence_change WHERE account = ? AND jid = ? AND time > "_s + erasedUpTo
            + u" ORDER BY time DESC LIMIT 1"_s,
        {m_account.value(), jid.toString(), m_account.value()},
        [&](const QSqlQuery &row) { last = PresenceChange{row.value(0).toLongLong(), Availability(row.value(1).toInt())}; });
    if (!read) {
        return read.error();
    }
    const auto erased = m_database.value(u"SELECT "_s + erasedUpTo, {m_account.value()});
    if (!erased) {
        return erased.error();
    }
    qint64 time = std::max(change.time, erased->toLongLong() + 1);
    if (last && last->availability == Availability::Unknown) {
        if (change.availability == Availability::Unknown) {
            return Done{};
        }
        if (time <= last->time) {
            time = last->time; // until then it was seen
            const auto unknown = m_database.change(u"DELETE FROM presence_change WHERE account = ? AND jid = ? AND time = ?"_s,
                                                   {m_account.value(), jid.toString(), time});
            if (!unknown) {
                return unknown.error();
            }
        }
    } else if (last) {
        time = std::max(time, last->time + 1);
    }
    return done(m_database.change(u"INSERT INTO presence_change (account, jid, time, availability) VALUES (?, ?, ?, ?)"_s,
                                  {m_account.value(), jid.toString(), time, int(change.availability)}));
}

Result<QHash<BareJid, PresenceChange>> WatchStore::lastLogged()
{
    QHash<BareJid, PresenceChange> last;
    const auto read = m_database.each(
        u"SELECT jid, max(time), availability FROM presence_change WHERE account = ? AND time > "_s + erasedUpTo + u" GROUP BY jid"_s,
        {m_account.value(), m_account.value()},
        [&](const QSqlQuery &row) {
            last.insert(BareJid::fromPrepared(row.value(0).toString()), {row.value(1).toLongLong(), Availability(row.value(2).toInt())});
        });
    if (!read) {
        return read.error();
    }
    return last;
}

Status WatchStore::eraseLog(const BareJid &jid)
{
    const Database::Overwriting overwritten(m_database); // not only out of sight
    return m_database.transaction(Database::Durability::Full, [&]() -> Status {
        const auto erased = m_database.change(u"DELETE FROM presence_change WHERE account = ? AND jid = ?"_s,
                                              {m_account.value(), jid.toString()});
        return erased ? RemovalStore::noteReclaim(m_database) : done(erased);
    });
}

Status WatchStore::eraseLog()
{
    return m_database.transaction(Database::Durability::Full, [&]() -> Status {
        const auto erased = m_database.change(u"INSERT OR REPLACE INTO presence_erasure (account, up_to) SELECT ?, last FROM "
                                              "(SELECT max(time) AS last FROM presence_change) WHERE last IS NOT NULL"_s,
                                              {m_account.value()});
        // Then what older copies and free pages have of it goes too.
        return erased ? RemovalStore::noteReclaim(m_database) : done(erased);
    });
}

Status WatchStore::dropBefore(qint64 time)
{
    return done(m_database.change(
        u"DELETE FROM presence_change WHERE time < ? AND (availability = ? OR EXISTS (SELECT 1 FROM presence_change later WHERE "
        "later.account = presence_change.account AND later.jid = presence_change.jid AND later.time > presence_change.time "
        "AND later.time <= ?))"_s,
        {time, int(Availability::Unknown), time}));
}

} // namespace jackdaw
