// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/InstalledPack.h"

#include <QSqlQuery>
#include <QVariant>

namespace jackdaw {

/// How packs of stickers stand in their tables, in one place for StickerStore, which writes them, and StickerReader,
/// which reads them. For the .cpp files of files/ alone. Pure functions, any thread; they run no statement themselves
/// and keep nothing.
namespace stickerRow {

/// SELECT … of all packs of an account, with a row for each sticker, in their order; add() takes its rows.
extern const QString all;
void add(QList<InstalledPack> &packs, const QSqlQuery &row);

/// What the window shows, in two: SELECT … of the packs, each once, and of all their stickers, in any order of packs.
/// Without hashes, summaries and whether others may take it; a sticker's row begins with the id of its pack.
extern const QString shownPacks;
extern const QString shownStickers;
void addPack(QList<InstalledPack> &packs, const QSqlQuery &row);
void addSticker(InstalledPack &pack, const QSqlQuery &row);

QString pairs(const QList<StickerPack::Text> &texts);
QString pairs(const QList<StickerPack::Hash> &hashes);

} // namespace stickerRow

} // namespace jackdaw
