// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/InstalledPack.h"

namespace jackdaw {

class ReadConnection;

/// The packs of stickers that are installed, for the window. Owned by who shows them, on the thread of its connection.
/// Leaves out what the user took away, though our own node may have it still, and of each what no window shows: its
/// hashes, its summary and whether others may take it. Writes nothing, and looks for no
/// picture.
class StickerReader
{
public:
    explicit StickerReader(const ReadConnection &connection) : m_connection(connection) {}

    QList<InstalledPack> packs(AccountId account) const;

private:
    const ReadConnection &m_connection;
};

} // namespace jackdaw
