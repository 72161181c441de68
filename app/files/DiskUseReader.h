// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/DiskUse.h"

#include <atomic>

namespace jackdaw {

class ReadConnection;

/// Reads how much of the disk the files of each chat take: their paths from the database, their sizes from the disk. Made for one
/// reading, on the pool with a connection of its own: it looks at each file, which takes as long as the disk does, so that no window
/// waits for it. Writes nothing, opens no file, and follows no link of the file system.
class DiskUseReader
{
public:
    explicit DiskUseReader(const ReadConnection &connection) : m_connection(connection) {}

    /// Of all chats that have any, the largest first. Empty once `isWanted` is false.
    QList<DiskUse> read(const QString &profileFolder, const std::atomic<bool> &isWanted) const;

private:
    const ReadConnection &m_connection;
};

} // namespace jackdaw
