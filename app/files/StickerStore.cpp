// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/StickerStore.h"

#include "files/StickerRow.h"
#include "storage/Database.h"

namespace jackdaw {

using namespace Qt::StringLiterals;

Result<QList<InstalledPack>> StickerStore::packs()
{
    QList<InstalledPack> packs;
    const Status read = m_database.each(stickerRow::all, {m_account.value()},
                                        [&packs](const QSqlQuery &row) { stickerRow::add(packs, row); });
    return read ? Result<QList<InstalledPack>>(packs) : Result<QList<InstalledPack>>(read.error());
}

Status StickerStore::put(const StickerPack &pack, InstalledPack::Published published)
{
    return m_database.transaction(Database::Durability::Normal, [&]() -> Status {
        const auto before = m_database.change(u"DELETE FROM sticker_pack WHERE account = ? AND pack = ?"_s,
                                              {m_account.value(), pack.id});
        if (!before) {
            return before.error();
        }
        const auto added = m_database.change(
            u"INSERT INTO sticker_pack (account, pack, names, summaries, hash, restricted, published, place) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, (SELECT coalesce(max(place), 0) + 1 FROM sticker_pack WHERE account = ?))"_s,
            {m_account.value(), pack.id, stickerRow::pairs(pack.names), stickerRow::pairs(pack.summaries),
             stickerRow::pairs(QList<StickerPack::Hash>{pack.hash}), int(pack.use == StickerPack::Use::Restricted),
             int(published), m_account.value()});
        if (!added) {
            return added.error();
        }
        int place = 0;
        for (const StickerPack::Sticker &each : pack.stickers) {
            const auto one = m_database.change(
                u"INSERT INTO sticker (account, pack, place, description, media_type, size, width, height, hashes, "
                "url, suggests, sha256) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
                {m_account.value(), pack.id, place++, each.description.isNull() ? u""_s : each.description,
                 each.mediaType.isNull() ? u""_s : each.mediaType, each.size, each.width, each.height,
                 stickerRow::pairs(each.hashes), each.url, stickerRow::pairs(each.suggests), each.sha256});
            if (!one) {
                return one.error();
            }
        }
        return Done{};
    });
}

Status StickerStore::setPublished(const QString &pack, InstalledPack::Published published)
{
    return toStatus(m_database.change(u"UPDATE sticker_pack SET published = ? WHERE account = ? AND pack = ?"_s,
                                      {int(published), m_account.value(), pack}));
}

Status StickerStore::noteUsed(const QString &pack, int place, qint64 time)
{
    return toStatus(m_database.change(u"UPDATE sticker SET used = ? WHERE account = ? AND pack = ? AND place = ?"_s,
                                      {time, m_account.value(), pack, place}));
}

Status StickerStore::remove(const QString &pack)
{
    return toStatus(m_database.change(u"DELETE FROM sticker_pack WHERE account = ? AND pack = ?"_s,
                                      {m_account.value(), pack}));
}

} // namespace jackdaw
