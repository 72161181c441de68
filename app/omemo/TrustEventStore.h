// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"
#include "omemo/TrustEvent.h"

namespace jackdaw {

class Database;

/// What became of devices, on disk, of one account. Part of OmemoStore, engine thread; works inside the caller's transaction, so
/// that a change and its line are there together or not at all. Errors: Storage, DiskFull. Lets go of the oldest of a
/// person beyond `mostAdded` and `mostDecided`, and reads nothing for the window: that is TrustEventReader.
class TrustEventStore
{
public:
    static constexpr int mostAdded = 50;
    static constexpr int mostDecided = 150; ///< judged or refused

    TrustEventStore(Database &database, AccountId account) : m_database(database), m_account(account) {}

    /// Gives it a place of its own, at `time` (ms since 1970 UTC) or next to it. That a device shows another key is said once,
    /// until something else becomes of it.
    Status add(TrustEvent event, qint64 time);

private:
    Database &m_database;
    AccountId m_account;
};

} // namespace jackdaw
