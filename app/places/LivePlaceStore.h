// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"
#include "places/LivePlace.h"

namespace jackdaw {

class Database;

/// Which live places are told and followed, on disk, so that a crash leaves none on the server and a restart goes on
/// following. Owned by LivePlaceService, engine thread. Never holds a place, and no key of one that has ended.
/// Errors: Storage, DiskFull.
class LivePlaceStore
{
public:
    explicit LivePlaceStore(Database &database) : m_database(database) {}

    struct Kept
    {
        LivePlace place;
        QByteArray key;
        bool isOwed = false; ///< our node may be on the server
    };
    Result<QList<Kept>> load(AccountId account);
    Status put(AccountId account, const Kept &kept);
    Status remove(AccountId account, const BareJid &owner, const QString &id);

private:
    Database &m_database;
};

} // namespace jackdaw
