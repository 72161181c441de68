// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/StickerRow.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace jackdaw::stickerRow {

using namespace Qt::StringLiterals;

namespace {

QString write(const QList<std::pair<QString, QString>> &all)
{
    QJsonArray array;
    for (const auto &[first, second] : all) {
        array.append(QJsonArray{first, second});
    }
    return QString::fromUtf8(QJsonDocument(array).toJson(QJsonDocument::Compact));
}

template<class T>
QList<T> read(const QVariant &column)
{
    QList<T> all;
    const QJsonArray array = QJsonDocument::fromJson(column.toString().toUtf8()).array();
    for (const QJsonValue &each : array) {
        all.append(T{each.toArray().at(0).toString(), each.toArray().at(1).toString()});
    }
    return all;
}

} // namespace

const QString all = QStringLiteral(
    "SELECT p.account, p.pack, p.names, p.summaries, p.hash, p.restricted, p.published, s.description, s.media_type, "
    "s.size, s.width, s.height, s.hashes, s.url, s.suggests, s.sha256, s.used FROM sticker_pack p "
    "JOIN sticker s ON s.account = p.account AND s.pack = p.pack "
    "WHERE p.account = ? ORDER BY p.place, p.pack, s.place");

void add(QList<InstalledPack> &packs, const QSqlQuery &row)
{
    const QString id = row.value(1).toString();
    if (packs.isEmpty() || packs.constLast().pack.id != id) {
        InstalledPack pack;
        pack.account = AccountId(row.value(0).toLongLong());
        pack.pack.id = id;
        pack.pack.names = read<StickerPack::Text>(row.value(2));
        pack.pack.summaries = read<StickerPack::Text>(row.value(3));
        pack.pack.hash = read<StickerPack::Hash>(row.value(4)).value(0);
        pack.pack.use = row.value(5).toBool() ? StickerPack::Use::Restricted : StickerPack::Use::Free;
        pack.published = InstalledPack::Published(row.value(6).toInt());
        packs.append(pack);
    }
    StickerPack::Sticker sticker;
    sticker.description = row.value(7).toString();
    sticker.mediaType = row.value(8).toString();
    sticker.size = row.value(9).toLongLong();
    sticker.width = row.value(10).toInt();
    sticker.height = row.value(11).toInt();
    sticker.hashes = read<StickerPack::Hash>(row.value(12));
    sticker.url = row.value(13).toString();
    sticker.suggests = read<StickerPack::Text>(row.value(14));
    sticker.sha256 = row.value(15).toByteArray();
    packs.last().pack.stickers.append(sticker);
    packs.last().used.append(row.value(16).toLongLong());
}

const QString shownPacks = QStringLiteral(
    "SELECT account, pack, names, published FROM sticker_pack WHERE account = ? ORDER BY place, pack");

// In the order of the key: nothing is sorted.
const QString shownStickers = QStringLiteral(
    "SELECT pack, description, media_type, size, width, height, url, suggests, sha256, used FROM sticker "
    "WHERE account = ? ORDER BY pack, place");

void addPack(QList<InstalledPack> &packs, const QSqlQuery &row)
{
    InstalledPack pack;
    pack.account = AccountId(row.value(0).toLongLong());
    pack.pack.id = row.value(1).toString();
    pack.pack.names = read<StickerPack::Text>(row.value(2));
    pack.published = InstalledPack::Published(row.value(3).toInt());
    packs.append(pack);
}

void addSticker(InstalledPack &pack, const QSqlQuery &row)
{
    StickerPack::Sticker sticker;
    sticker.description = row.value(1).toString();
    sticker.mediaType = row.value(2).toString();
    sticker.size = row.value(3).toLongLong();
    sticker.width = row.value(4).toInt();
    sticker.height = row.value(5).toInt();
    sticker.url = row.value(6).toString();
    if (const QString suggests = row.value(7).toString(); suggests != "[]"_L1) { // nearly all have none
        sticker.suggests = read<StickerPack::Text>(suggests);
    }
    sticker.sha256 = row.value(8).toByteArray();
    pack.pack.stickers.append(sticker);
    pack.used.append(row.value(9).toLongLong());
}

QString pairs(const QList<StickerPack::Text> &texts)
{
    QList<std::pair<QString, QString>> out;
    for (const StickerPack::Text &each : texts) {
        out.append({each.language, each.text});
    }
    return write(out);
}

QString pairs(const QList<StickerPack::Hash> &hashes)
{
    QList<std::pair<QString, QString>> out;
    for (const StickerPack::Hash &each : hashes) {
        out.append({each.algorithm, each.value});
    }
    return write(out);
}

} // namespace jackdaw::stickerRow
