// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/StickerReader.h"

#include "files/StickerRow.h"
#include "storage/ReadConnection.h"

#include <QHash>

namespace jackdaw {

QList<InstalledPack> StickerReader::packs(AccountId account) const
{
    QList<InstalledPack> packs;
    m_connection.each(stickerRow::shownPacks, {account.value()},
                      [&packs](const QSqlQuery &row) { stickerRow::addPack(packs, row); });
    packs.removeIf([](const InstalledPack &each) { return each.published == InstalledPack::Published::Leaving; });
    QHash<QString, qsizetype> places;
    for (qsizetype i = 0; i < packs.size(); ++i) {
        places.insert(packs.at(i).pack.id, i);
    }
    m_connection.each(stickerRow::shownStickers, {account.value()}, [&](const QSqlQuery &row) {
        const qsizetype place = places.value(row.value(0).toString(), -1);
        if (place >= 0) {
            stickerRow::addSticker(packs[place], row);
        }
    });
    return packs;
}

} // namespace jackdaw
