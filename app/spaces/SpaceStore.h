// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"
#include "spaces/Space.h"

#include <QHash>
#include <optional>

namespace jackdaw {

class Database;

/// Spaces on disk, as they are here and as the server had them last, so that changes made without it wait, and are
/// merged with what others change. Engine thread. Owned by SpaceService, and holds nothing but the database. Errors:
/// Storage, DiskFull.
class SpaceStore
{
public:
    explicit SpaceStore(Database &database) : m_database(database) {}

    struct Kept
    {
        std::optional<StampedSpace> ours; ///< none: deleted here
        std::optional<StampedSpace> theirs; ///< none: the server has none

        bool isUnsent() const { return ours != theirs; }
    };
    Result<QHash<SpaceId, Kept>> load(AccountId account);
    /// Both sides of a space; none at all: its row goes.
    Status put(AccountId account, const SpaceId &space, const Kept &kept);

private:
    Database &m_database;
};

} // namespace jackdaw
