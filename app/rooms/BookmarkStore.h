// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Ids.h"
#include "xmpp/Bookmarks.h"

namespace jackdaw {

class Database;

/// What of a bookmark the server does not have yet. Numbers are stored.
enum class Unsent { Nothing = 0, Change = 1, Removal = 2 };

/// What of it the user changed since the server last had it all. Numbers are stored.
enum class BookmarkPart { Autojoin = 1, Name = 2, Nick = 4, Password = 8, Notify = 16, Pinned = 32, Place = 64 };
Q_DECLARE_FLAGS(BookmarkParts, BookmarkPart)
Q_DECLARE_OPERATORS_FOR_FLAGS(BookmarkParts)

/// Bookmarks on disk, so that rooms are entered before the server has answered, and changes outlive a time without it. Engine
/// thread. Owned by BookmarkService, and holds nothing but the database; it never asks the server. Errors: Storage,
/// DiskFull.
class BookmarkStore
{
public:
    explicit BookmarkStore(Database &database) : m_database(database) {}

    struct Kept {
        Bookmark bookmark;
        Unsent unsent = Unsent::Nothing;
        BookmarkParts changed;
    };
    Result<QList<Kept>> load(AccountId account);
    Status store(AccountId account, const Kept &kept);
    /// All or none of them, in a transaction of its own.
    Status storeAll(AccountId account, const QList<Kept> &all);
    Status remove(AccountId account, const BareJid &room);

private:
    Database &m_database;
};

} // namespace jackdaw
