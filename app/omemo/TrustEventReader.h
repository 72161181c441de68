// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "omemo/TrustEvent.h"

namespace jackdaw {

class ReadConnection;

/// Reads what became of people's devices. Owned by the composition root, GUI thread, on its read-only connection; `connection`
/// outlives it. Never writes. On an SQL error it returns what it has. What is kept is bounded (TrustEventStore), so all of it is
/// read at once.
class TrustEventReader
{
public:
    explicit TrustEventReader(const ReadConnection &connection) : m_connection(connection) {}

    /// Of the devices of these people, oldest first. What a later Jackdaw notes, and this one does not know, is left out.
    QList<TrustEvent> events(AccountId account, const QList<BareJid> &people) const;

private:
    const ReadConnection &m_connection;
};

} // namespace jackdaw
