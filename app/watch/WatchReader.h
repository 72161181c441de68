// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "watch/Watch.h"

#include <QHash>

namespace jackdaw {

class ReadConnection;

/// Reads for the presence board: the log of presences, and when somebody last wrote. Owned by the
/// composition root, GUI thread, on its read-only connection; `connection` outlives it. Never writes,
/// and asks nobody.
class WatchReader
{
public:
    explicit WatchReader(const ReadConnection &connection) : m_connection(connection) {}

    /// From the last change before `from` on, oldest first.
    QList<PresenceChange> changes(AccountId account, const BareJid &jid, qint64 from) const;
    /// Everything that is kept of an account, by person and time.
    QList<std::pair<BareJid, PresenceChange>> all(AccountId account) const;
    /// When this person last wrote in their chat, ms since 1970 UTC; 0: never.
    qint64 lastAnswer(AccountId account, const BareJid &jid) const;

private:
    const ReadConnection &m_connection;
};

} // namespace jackdaw
