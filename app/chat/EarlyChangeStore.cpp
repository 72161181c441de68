// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/EarlyChangeStore.h"

#include "storage/Database.h"

#include <QSqlQuery>
#include <QVariant>

namespace jackdaw {

using namespace Qt::StringLiterals;

Status EarlyChangeStore::hold(AccountId account, const BareJid &peer, const Change &change)
{
    const QVariantList whose{account.value(), peer.toString()};
    const auto kept = m_database.change(
        u"INSERT INTO early_change (account, peer, target, sender, kind, time, emoji) VALUES (?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (account, peer, target, sender, kind) DO UPDATE SET time = excluded.time, emoji = excluded.emoji "
        "WHERE excluded.time > early_change.time"_s,
        whose + QVariantList{change.target.value(), change.sender.toString(), int(change.kind), change.time,
                             change.emoji.join(u' ')});
    if (!kept) {
        return kept.error();
    }
    const auto count = m_database.value(u"SELECT count(*) FROM early_change WHERE account = ? AND peer = ?"_s, whose);
    if (!count) {
        return count.error();
    }
    if (count->toInt() > maximumOfPeer) {
        const auto gone = m_database.change(u"DELETE FROM early_change WHERE id IN (SELECT id FROM early_change "
                                            "WHERE account = ? AND peer = ? ORDER BY id LIMIT ?)"_s,
                                            whose + QVariantList{count->toInt() - maximumOfPeer});
        if (!gone) {
            return gone.error();
        }
    }
    return toStatus(m_database.change(u"DELETE FROM early_change WHERE id <= (SELECT max(id) FROM early_change) - ?"_s,
                                      {maximumOfAll}));
}

Result<QList<EarlyChangeStore::Change>> EarlyChangeStore::take(AccountId account, const BareJid &peer, const Message &message)
{
    QList<Change> all;
    QVariantList ids;
    const QVariantList whose{account.value(), peer.toString(), message.originId.value(), message.stanzaId.value(),
                             message.archiveId.value()};
    const auto read = m_database.each(
        u"SELECT id, kind, target, sender, time, emoji FROM early_change WHERE account = ? AND peer = ? AND target IN (?, ?, ?) "
        "AND target <> '' ORDER BY time"_s, whose, [&](const QSqlQuery &row) {
            ids.append(row.value(0));
            all.append({Change::Kind(row.value(1).toInt()), OriginId(row.value(2).toString()),
                        BareJid::fromPrepared(row.value(3).toString()), row.value(4).toLongLong(),
                        row.value(5).toString().split(u' ', Qt::SkipEmptyParts)});
        });
    if (!read) {
        return read.error();
    }
    for (const QVariant &id : std::as_const(ids)) {
        if (const auto gone = m_database.change(u"DELETE FROM early_change WHERE id = ?"_s, {id}); !gone) {
            return gone.error();
        }
    }
    return all;
}

Status EarlyChangeStore::noteDeleted(const Message &message)
{
    return toStatus(m_database.change(
        u"INSERT INTO deleted_message (conversation, sender, origin_id, stanza_id, archive_id) VALUES (?, ?, ?, ?, ?)"_s,
        {message.conversation.value(), message.sender.toString(), message.originId.value(), message.stanzaId.value(),
         message.archiveId.value()}));
}

Result<bool> EarlyChangeStore::isDeleted(const Message &message)
{
    // Who uses an id again says something else by it: another archive id, another message.
    const auto found = m_database.value(
        u"SELECT 1 FROM deleted_message WHERE conversation = ? AND origin_id = ? AND origin_id <> '' AND sender = ? "
        "AND (archive_id = '' OR ? = '' OR archive_id = ?) "
        "UNION ALL SELECT 1 FROM deleted_message WHERE conversation = ? AND archive_id = ? AND archive_id <> '' LIMIT 1"_s,
        {message.conversation.value(), message.originId.value(), message.sender.toString(), message.archiveId.value(),
         message.archiveId.value(), message.conversation.value(), message.archiveId.value()});
    if (!found) {
        return found.error();
    }
    return found->isValid();
}

Result<bool> EarlyChangeStore::isDeleted(ConversationId conversation, const OriginId &id)
{
    if (!conversation.isValid()) {
        return false;
    }
    const auto found = m_database.value(
        u"SELECT 1 FROM deleted_message WHERE conversation = ? AND origin_id = ? AND origin_id <> '' "
        "UNION ALL SELECT 1 FROM deleted_message WHERE conversation = ? AND stanza_id = ? AND stanza_id <> '' LIMIT 1"_s,
        {conversation.value(), id.value(), conversation.value(), id.value()});
    if (!found) {
        return found.error();
    }
    return found->isValid();
}

} // namespace jackdaw
