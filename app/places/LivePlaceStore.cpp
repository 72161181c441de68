// SPDX-License-Identifier: GPL-3.0-or-later
#include "places/LivePlaceStore.h"

#include "storage/Database.h"

#include <QSqlQuery>

namespace jackdaw {

using namespace Qt::StringLiterals;

Result<QList<LivePlaceStore::Kept>> LivePlaceStore::load(AccountId account)
{
    QList<Kept> all;
    const auto read = m_database.each(
        u"SELECT owner, id, conversation, message, here, secret, until, ended FROM live_place WHERE account = ? ORDER BY until"_s,
        {account.value()}, [&all](const QSqlQuery &row) {
        const auto owner = BareJid::parse(row.value(0).toString());
        if (!owner) {
            return;
        }
        Kept kept;
        kept.place.owner = *owner;
        kept.place.id = row.value(1).toString();
        kept.place.conversation = ConversationId(row.value(2).toLongLong());
        kept.place.message = MessageId(row.value(3).toLongLong());
        kept.isOwed = row.value(4).toBool();
        kept.place.side = kept.isOwed ? LivePlace::Side::Here : LivePlace::Side::Elsewhere;
        kept.key = row.value(5).toByteArray();
        kept.place.until = row.value(6).toLongLong();
        kept.place.ended = row.value(7).toLongLong();
        all.append(kept);
    });
    if (!read) {
        return read.error();
    }
    return all;
}

Status LivePlaceStore::put(AccountId account, const Kept &kept)
{
    const LivePlace &place = kept.place;
    return m_database.transaction(kept.isOwed ? Database::Durability::Full : Database::Durability::Normal,
                                  [&]() -> Status {
        return toStatus(m_database.change(u"INSERT OR REPLACE INTO live_place (account, owner, id, conversation, "
                                          u"message, here, secret, until, ended) "
                                          "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
                                          {account.value(), place.owner.toString(), place.id,
                                           place.conversation.value(), place.message.value(), int(kept.isOwed),
                                           place.ended != 0 ? QByteArray("") : kept.key, place.until, place.ended}));
    });
}

Status LivePlaceStore::remove(AccountId account, const BareJid &owner, const QString &id)
{
    return m_database.transaction(Database::Durability::Normal, [&]() -> Status {
        return toStatus(m_database.change(u"DELETE FROM live_place WHERE account = ? AND owner = ? AND id = ?"_s,
                                          {account.value(), owner.toString(), id}));
    });
}

} // namespace jackdaw
