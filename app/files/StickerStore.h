// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"
#include "files/InstalledPack.h"

namespace jackdaw {

class Database;

/// The packs of stickers of one account on disk: what is in each, whether our own node has it, and what was sent when.
/// Owned by StickerService, engine thread. Checks nothing of what it is given, and touches no picture. Errors: Storage,
/// DiskFull.
class StickerStore
{
public:
    StickerStore(Database &database, AccountId account) : m_database(database), m_account(account) {}

    /// With those that are to leave the server.
    Result<QList<InstalledPack>> packs();
    /// Behind those that are there; in place of one with the same id.
    Status put(const StickerPack &pack, InstalledPack::Published published);
    Status setPublished(const QString &pack, InstalledPack::Published published);
    Status noteUsed(const QString &pack, int place, qint64 time);
    Status remove(const QString &pack);

private:
    Database &m_database;
    AccountId m_account;
};

} // namespace jackdaw
