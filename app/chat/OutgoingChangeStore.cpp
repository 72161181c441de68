// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/OutgoingChangeStore.h"

#include "chat/MessageRow.h"
#include "storage/Database.h"

#include <QSqlQuery>
#include <QVariant>

#include <algorithm>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

/// An error may come back long after the server had it (RFC 6120, 8.3).
constexpr qint64 keptFor = qint64(30) * 24 * 60 * 60 * 1000;

} // namespace

Status OutgoingChangeStore::add(const OutgoingChange &change)
{
    // A retraction makes up for everything that was to be said of the message.
    const bool all = change.kind == OutgoingChange::Kind::Retraction;
    if (const auto replaced = m_database.change(u"DELETE FROM outgoing_change WHERE message = ? AND (kind = ? OR ?) "
                                                "AND state IN (0, 4) AND handed_over = 0"_s,
                                                {change.message.value(), int(change.kind), int(all)}); !replaced) {
        return replaced.error();
    }
    if (const auto old = m_database.change(u"DELETE FROM outgoing_change WHERE state = 1 AND id < ?"_s,
                                           {(change.time - keptFor) * messageRow::keysAMillisecond}); !old) {
        return old.error();
    }
    // Below every message of its chat: what it is about goes out first.
    const auto below = m_database.value(
        u"SELECT max((SELECT max(id) FROM message WHERE conversation = ?), coalesce((SELECT max(id) FROM outgoing_change), 0)) + 1"_s,
        {change.conversation.value()});
    if (!below) {
        return below.error();
    }
    const auto added = m_database.change(
        u"INSERT INTO outgoing_change (id, message, kind, state, time, origin_id, target, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"_s,
        {std::max(below->toLongLong(), change.time * messageRow::keysAMillisecond), change.message.value(), int(change.kind),
         int(change.state), change.time, change.originId.value(), change.target.value(), change.body});
    return added ? noteOnMessage(change.message) : toStatus(added);
}

Result<QList<OutgoingChange>> OutgoingChangeStore::readAll(const QString &rest, const QVariantList &values)
{
    QList<OutgoingChange> all;
    const auto read = m_database.each(
        u"SELECT o.id, o.message, m.conversation, o.kind, o.state, o.time, o.origin_id, o.target, o.body FROM outgoing_change o "
        "CROSS JOIN message m ON m.id = o.message CROSS JOIN conversation c ON c.id = m.conversation "_s + rest, values,
        [&all](const QSqlQuery &row) {
            OutgoingChange change;
            change.id = row.value(0).toLongLong();
            change.message = MessageId(row.value(1).toLongLong());
            change.conversation = ConversationId(row.value(2).toLongLong());
            change.kind = OutgoingChange::Kind(row.value(3).toInt());
            change.state = MessageState(row.value(4).toInt());
            change.time = row.value(5).toLongLong();
            change.originId = OriginId(row.value(6).toString());
            change.target = OriginId(row.value(7).toString());
            change.body = row.value(8).toString();
            all.append(change);
        });
    if (!read) {
        return read.error();
    }
    return all;
}

Result<std::optional<OutgoingChange>> OutgoingChangeStore::find(AccountId account, const OriginId &originId)
{
    const auto found = readAll(u"WHERE o.origin_id = ? AND c.account = ?"_s, {originId.value(), account.value()});
    if (!found) {
        return found.error();
    }
    return found->isEmpty() ? std::optional<OutgoingChange>() : found->constFirst();
}

Result<QList<OutgoingChange>> OutgoingChangeStore::waiting(AccountId account)
{
    return readAll(u"WHERE o.state = 0 AND c.account = ? ORDER BY o.id"_s, {account.value()});
}

Result<QList<OutgoingChange>> OutgoingChangeStore::failed(MessageId message)
{
    return readAll(u"WHERE o.message = ? AND o.state = 4 ORDER BY o.id"_s, {message.value()});
}

Result<bool> OutgoingChangeStore::isWaiting(MessageId message, OutgoingChange::Kind kind)
{
    const auto found = m_database.value(u"SELECT 1 FROM outgoing_change WHERE message = ? AND kind = ? AND state = 0 LIMIT 1"_s,
                                        {message.value(), int(kind)});
    if (!found) {
        return found.error();
    }
    return found->isValid();
}

Result<QSet<OriginId>> OutgoingChangeStore::handedOver(AccountId account)
{
    QSet<OriginId> all;
    const auto read = m_database.each(
        u"SELECT o.origin_id FROM outgoing_change o CROSS JOIN message m ON m.id = o.message "
        "CROSS JOIN conversation c ON c.id = m.conversation WHERE o.state = 0 AND o.handed_over > 0 AND c.account = ?"_s,
        {account.value()}, [&all](const QSqlQuery &row) { all.insert(OriginId(row.value(0).toString())); });
    if (!read) {
        return read.error();
    }
    return all;
}

Status OutgoingChangeStore::setHandedOver(const OriginId &originId, qint64 stream)
{
    Q_ASSERT(stream > 0);
    return toStatus(m_database.change(u"UPDATE outgoing_change SET handed_over = ? WHERE origin_id = ?"_s,
                                      {stream, originId.value()}));
}

Status OutgoingChangeStore::sendAnew(const OutgoingChange &change, const OriginId &id)
{
    const auto set = m_database.change(u"UPDATE outgoing_change SET state = ?, handed_over = 0, origin_id = ? WHERE origin_id = ?"_s,
                                       {int(MessageState::Waiting), id.value(), change.originId.value()});
    return set ? noteOnMessage(change.message) : toStatus(set);
}

Status OutgoingChangeStore::setState(const OutgoingChange &change, MessageState state)
{
    const auto set = m_database.change(u"UPDATE outgoing_change SET state = ? WHERE origin_id = ?"_s,
                                       {int(state), change.originId.value()});
    return set ? noteOnMessage(change.message) : toStatus(set);
}

Status OutgoingChangeStore::remove(const OutgoingChange &change)
{
    const auto gone = m_database.change(u"DELETE FROM outgoing_change WHERE origin_id = ?"_s, {change.originId.value()});
    return gone ? noteOnMessage(change.message) : toStatus(gone);
}

Status OutgoingChangeStore::noteOnMessage(MessageId message)
{
    return toStatus(m_database.change(
        u"UPDATE message SET change_state = CASE "
        "WHEN EXISTS (SELECT 1 FROM outgoing_change WHERE message = ? AND state = 0) THEN 1 "
        "WHEN EXISTS (SELECT 1 FROM outgoing_change WHERE message = ? AND state = 4) THEN 2 ELSE 0 END WHERE id = ?"_s,
        {message.value(), message.value(), message.value()}));
}

} // namespace jackdaw
