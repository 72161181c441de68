// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"
#include "search/SearchProgress.h"

namespace jackdaw {

class Database;

/// The full-text index on disk. New and changed messages enter it in the transaction that stores them (indexChanged(), which
/// the database runs before each commit), deleted ones leave it by a trigger of the schema; what was there before the
/// index, slice by slice. Engine thread. Never reads for the window. Errors: Storage, DiskFull.
class SearchStore
{
public:
    explicit SearchStore(Database &database) : m_database(database) {}

    /// Brings the index up to what this transaction changed. Inside a transaction. A broken index is emptied, to be built
    /// anew, and keeps no message from being stored.
    Status indexChanged();
    /// Adds up to `messages` older ones, newest first, in a transaction of its own. Value: where that leaves it.
    Result<SearchProgress> buildSlice(int messages);
    Result<SearchProgress> progress();
    /// indexChanged() left something for the slices.
    bool hasBacklog() const { return m_backlog; }
    /// Empties the index; buildSlice() fills it again.
    Status rebuild();

private:
    Status indexPending();
    Status empty();

    Database &m_database;
    bool m_backlog = false;
};

} // namespace jackdaw
