// SPDX-License-Identifier: GPL-3.0-or-later
#include "rooms/BookmarkStore.h"

#include "storage/Database.h"

#include <QSqlQuery>

namespace jackdaw {

using namespace Qt::StringLiterals;

// The column `place` of schema 006 is neither read nor written: the order stands in `extensions`, where other devices
// have it too.

Result<QList<BookmarkStore::Kept>> BookmarkStore::load(AccountId account)
{
    QList<Kept> all;
    const auto read = m_database.each(
        u"SELECT room, name, nick, password, autojoin, extensions, unsent, changed, others FROM bookmark WHERE account = ? ORDER BY room"_s,
        {account.value()}, [&all](const QSqlQuery &row) {
            all.append({{BareJid::fromPrepared(row.value(0).toString()), row.value(1).toString(), row.value(2).toString(),
                         row.value(3).toString(), row.value(4).toBool(), row.value(5).toString(), row.value(8).toString()},
                        Unsent(row.value(6).toInt()), BookmarkParts::fromInt(row.value(7).toInt())});
        });
    if (!read) {
        return read.error();
    }
    return all;
}

Status BookmarkStore::store(AccountId account, const Kept &kept)
{
    const Bookmark &bookmark = kept.bookmark;
    return toStatus(m_database.change(
        u"INSERT OR REPLACE INTO bookmark (account, room, name, nick, password, autojoin, extensions, unsent, changed, others) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
        {account.value(), bookmark.room.toString(), bookmark.name, bookmark.nick, bookmark.password, int(bookmark.autojoin),
         bookmark.extensions, int(kept.unsent), kept.changed.toInt(), bookmark.others}));
}

Status BookmarkStore::storeAll(AccountId account, const QList<Kept> &all)
{
    return m_database.transaction(Database::Durability::Normal, [&]() -> Status {
        for (const Kept &kept : all) {
            if (const Status stored = store(account, kept); !stored) {
                return stored;
            }
        }
        return Done{};
    });
}

Status BookmarkStore::remove(AccountId account, const BareJid &room)
{
    return toStatus(m_database.change(u"DELETE FROM bookmark WHERE account = ? AND room = ?"_s, {account.value(), room.toString()}));
}

} // namespace jackdaw
