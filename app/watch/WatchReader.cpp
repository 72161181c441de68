// SPDX-License-Identifier: GPL-3.0-or-later
#include "watch/WatchReader.h"

#include "storage/ReadConnection.h"

#include <QSqlQuery>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

/// What was erased may still be on its way off the disk (watch/WatchStore).
const QString notErased = u" time > coalesce((SELECT up_to FROM presence_erasure WHERE account = ?), -1) "_s;

} // namespace

QList<PresenceChange> WatchReader::changes(AccountId account, const BareJid &jid, qint64 from) const
{
    QList<PresenceChange> all;
    m_connection.each(u"SELECT time, availability FROM presence_change WHERE account = ? AND jid = ? AND time >= coalesce("
                      "(SELECT max(time) FROM presence_change WHERE account = ? AND jid = ? AND time <= ?), ?) AND"_s + notErased
                          + u"ORDER BY time"_s,
                      {account.value(), jid.toString(), account.value(), jid.toString(), from, from, account.value()},
                      [&](const QSqlQuery &row) { all.append({row.value(0).toLongLong(), Availability(row.value(1).toInt())}); });
    return all;
}

QList<std::pair<BareJid, PresenceChange>> WatchReader::all(AccountId account) const
{
    QList<std::pair<BareJid, PresenceChange>> all;
    m_connection.each(u"SELECT jid, time, availability FROM presence_change WHERE account = ? AND"_s + notErased + u"ORDER BY jid, time"_s,
                      {account.value(), account.value()},
                      [&](const QSqlQuery &row) {
                          all.append({BareJid::fromPrepared(row.value(0).toString()),
                                      {row.value(1).toLongLong(), Availability(row.value(2).toInt())}});
                      });
    return all;
}

qint64 WatchReader::lastAnswer(AccountId account, const BareJid &jid) const
{
    qint64 time = 0;
    m_connection.each(u"SELECT m.time FROM conversation c JOIN message m ON m.conversation = c.id WHERE c.account = ? AND c.peer = ? "
                      "AND m.direction = 0 ORDER BY m.id DESC LIMIT 1"_s,
                      {account.value(), jid.toString()}, [&](const QSqlQuery &row) { time = row.value(0).toLongLong(); });
    return time;
}

} // namespace jackdaw
