// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Ids.h"
#include "base/Result.h"

#include <QHash>
#include <QList>

namespace jackdaw {

class Database;

/// A stretch of an archive, an account's or a room's, that is not here yet. A plain value.
struct ArchiveGap
{
    qint64 id = 0;
    AccountId account;
    ArchiveId before; ///< pages are asked before this; invalid: from the newest
    ArchiveId after;  ///< done when this is met; invalid: at the beginning of the archive
    int fetched = 0;
    ConversationId room = {}; ///< whose archive; invalid: the account's own
};

/// Where in one conversation a gap lies; an invalid id bounds nothing. A plain value.
struct ArchiveGapPlace
{
    MessageId oldestBrought; ///< what else the gap brings stands above it
    MessageId newestBefore;  ///< the newest of others when the gap began: what it brings stands below it

    bool operator==(const ArchiveGapPlace &) const = default;
};
using ArchiveGapPlaces = QHash<ConversationId, ArchiveGapPlace>;

/// Archive gaps on disk, so that catch-up goes on where it stopped. Owned by HistoryService; engine thread; `database`
/// outlives it. Begins no transaction: a page's messages and its cursor are one, and that is its caller's. Errors:
/// Storage, DiskFull; NotFound where narrow() finds no such gap.
class GapStore
{
public:
    explicit GapStore(Database &database) : m_database(database) {}

    /// Newest gap first.
    Result<QList<ArchiveGap>> gaps(AccountId account);
    Result<ArchiveGap> add(const ArchiveGap &gap);
    Status narrow(const ArchiveGap &gap);
    Status close(qint64 gap);
    Result<ArchiveGapPlaces> places(qint64 gap);
    /// Those of the conversations named; others stay.
    Status setPlaces(qint64 gap, const ArchiveGapPlaces &places);

    /// The newest of the archive when it was last asked for its newest page.
    Result<ArchiveId> newest(AccountId account);
    Status setNewest(AccountId account, const ArchiveId &id);
    /// Did everything come live since then, from and to other devices too (XEP-0280)?
    Result<bool> hasCarbons(AccountId account);
    Status setHasCarbons(AccountId account, bool has);

private:
    Database &m_database;
};

} // namespace jackdaw
