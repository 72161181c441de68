// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"

#include <QHash>

#include <functional>

namespace jackdaw {

class Database;

/// Overwrites what SQLite leaves of rows in pages that it keeps: between the list of a page's cells and the first of them, in
/// gaps among them, and in pages that are free. Goes through the file by page number, so it finds nothing in a page that was
/// moved to before where it is: whoever uses it moves none meanwhile, or begins again. Owned by value, engine thread. Never
/// touches what a row has (sqlite.org/fileformat.html, 1.5 to 1.8).
class PageScrub
{
public:
    explicit PageScrub(Database &database) : m_database(database) {}

    /// This SQLite lets one at single pages.
    Result<bool> isPossible();
    /// Up to `pages` of them, the first of them `from`, and fewer where `isOver` says so after one. Value: where to go on, 0:
    /// that was the last. In a transaction of its own.
    Result<qint64> next(qint64 from, int pages, const std::function<bool()> &isOver);

private:
    struct File;
    /// 1.5: how many bytes of them say something, which those have that list others.
    using FreePages = QHash<qint64, qint64>;
    Result<FreePages> freeBetween(qint64 from, qint64 end);
    Status page(qint64 number, const File &file);
    Result<QByteArray> bytesOf(qint64 number);

    Database &m_database;
};

} // namespace jackdaw
