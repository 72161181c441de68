// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/GapStore.h"

#include "storage/Database.h"

#include <QSqlQuery>

namespace jackdaw {

using namespace Qt::StringLiterals;

Result<QList<ArchiveGap>> GapStore::gaps(AccountId account)
{
    QList<ArchiveGap> all;
    const auto read = m_database.each(
        u"SELECT id, before_id, after_id, fetched, room FROM archive_gap WHERE account = ? ORDER BY id DESC"_s, {account.value()},
        [&](const QSqlQuery &row) {
            all.append(ArchiveGap{row.value(0).toLongLong(), account, ArchiveId(row.value(1).toString()),
                                  ArchiveId(row.value(2).toString()), row.value(3).toInt(),
                                  ConversationId(row.value(4).toLongLong())});
        });
    if (!read) {
        return read.error();
    }
    return all;
}

Result<ArchiveGap> GapStore::add(const ArchiveGap &gap)
{
    const auto added = m_database.run(u"INSERT INTO archive_gap (account, room, before_id, after_id, fetched) VALUES (?, ?, ?, ?, ?)"_s,
                                      {gap.account.value(), gap.room.isValid() ? QVariant(gap.room.value()) : QVariant(),
                                       gap.before.value(), gap.after.value(), gap.fetched});
    if (!added) {
        return added.error();
    }
    ArchiveGap stored = gap;
    stored.id = (*added)->lastInsertId().toLongLong();
    return stored;
}

Status GapStore::narrow(const ArchiveGap &gap)
{
    const auto changed = m_database.change(u"UPDATE archive_gap SET before_id = ?, after_id = ?, fetched = ? WHERE id = ?"_s,
                                           {gap.before.value(), gap.after.value(), gap.fetched, gap.id});
    if (changed && *changed == 0) {
        return Error{ErrorKind::NotFound, u"no gap %1"_s.arg(gap.id), {}};
    }
    return toStatus(changed);
}

Status GapStore::close(qint64 gap)
{
    return toStatus(m_database.change(u"DELETE FROM archive_gap WHERE id = ?"_s, {gap}));
}

Result<ArchiveGapPlaces> GapStore::places(qint64 gap)
{
    ArchiveGapPlaces places;
    const auto read = m_database.each(
        u"SELECT conversation, oldest_brought, newest_before FROM archive_gap_place WHERE gap = ?"_s, {gap},
        [&](const QSqlQuery &row) {
            places.insert(ConversationId(row.value(0).toLongLong()),
                          {MessageId(row.value(1).toLongLong()), MessageId(row.value(2).toLongLong())});
        });
    if (!read) {
        return read.error();
    }
    return places;
}

Status GapStore::setPlaces(qint64 gap, const ArchiveGapPlaces &places)
{
    for (auto place = places.cbegin(); place != places.cend(); ++place) {
        const auto set = m_database.change(
            u"INSERT OR REPLACE INTO archive_gap_place (gap, conversation, oldest_brought, newest_before) VALUES (?, ?, ?, ?)"_s,
            {gap, place.key().value(), place->oldestBrought.value(), place->newestBefore.value()});
        if (!set) {
            return set.error();
        }
    }
    return Done{};
}

Result<ArchiveId> GapStore::newest(AccountId account)
{
    const auto value = m_database.value(u"SELECT newest_id FROM archive_position WHERE account = ?"_s, {account.value()});
    if (!value) {
        return value.error();
    }
    return ArchiveId(value->toString());
}

Status GapStore::setNewest(AccountId account, const ArchiveId &id)
{
    return toStatus(m_database.change(u"INSERT INTO archive_position (account, newest_id) VALUES (?, ?) "
                                      "ON CONFLICT (account) DO UPDATE SET newest_id = excluded.newest_id"_s,
                                      {account.value(), id.value()}));
}

Result<bool> GapStore::hasCarbons(AccountId account)
{
    const auto value = m_database.value(u"SELECT has_carbons FROM archive_position WHERE account = ?"_s, {account.value()});
    if (!value) {
        return value.error();
    }
    return value->isNull() || value->toBool();
}

Status GapStore::setHasCarbons(AccountId account, bool has)
{
    return toStatus(m_database.change(u"INSERT INTO archive_position (account, newest_id, has_carbons) VALUES (?, '', ?) "
                                      "ON CONFLICT (account) DO UPDATE SET has_carbons = excluded.has_carbons"_s,
                                      {account.value(), has}));
}

} // namespace jackdaw
