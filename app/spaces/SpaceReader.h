// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "spaces/Space.h"

#include <QHash>

namespace jackdaw {

class ReadConnection;

/// Reads the spaces of all accounts for the window, before there is an engine to tell them.
/// Owned by nobody: made where it is asked once on the GUI thread's own connection,
/// which is read-only and outlives it.
class SpaceReader
{
public:
    explicit SpaceReader(const ReadConnection &connection) : m_connection(connection) {}

    QHash<AccountId, QList<Space>> spaces() const;

private:
    const ReadConnection &m_connection;
};

} // namespace jackdaw
