// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"

#include <QString>

#include <functional>

QT_BEGIN_NAMESPACE
class QSqlError;
QT_END_NAMESPACE

namespace jackdaw {

namespace sql {
class Connection;
}

/// How the pages of a database's file lie, and the two ways to write all of them anew: once, when a file of an older version
/// is migrated, and where a SQLite lets nobody at single pages. Used by Database alone, on its thread; no state. Never
/// called inside a transaction, and never with a statement that is not read to its end.
class FileLayout
{
public:
    /// Larger ones stay as they are: the start waits for it, and whatever needs the one layout does without.
    static constexpr qint64 convertedUpTo = 64 * 1024 * 1024;
    /// What an error of SQLite says, for who asked; may take note of it.
    using ToError = std::function<Error(const QSqlError &)>;

    /// Free pages can go back to the disk bit by bit (auto_vacuum).
    static bool givesPagesBack(const sql::Connection &connection);
    /// Free pages can go back from now on, if the file has at most `upTo` bytes and there is room for what that takes.
    static void convert(const sql::Connection &connection, const QString &file, qint64 upTo = convertedUpTo);
    /// VACUUM; the copy that it makes first lies in memory, of a file with more than `inMemory` bytes in its folder, and nowhere
    /// else. Errors: DiskFull, before anything is written, where the room would not do; Storage.
    static Status writeAnew(const sql::Connection &connection, const QString &file, const ToError &toError,
                            qint64 inMemory = convertedUpTo);
    /// Empties the write-ahead log into the file. Value: false, a reader is in the way. Never waits.
    static Result<bool> emptyLog(const sql::Connection &connection, const ToError &toError);
};

} // namespace jackdaw
