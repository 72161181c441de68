// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"
#include "xmpp/ArchiveQuery.h"
#include "xmpp/MessageStanza.h"

#include <QObject>
#include <functional>
#include <unordered_map>

namespace jackdaw {

class Connection;

/// Asks the account's own archive, or a room's, for pages and gathers what comes (XEP-0313, 4). Accepts a result only for a query that
/// is open, with its unguessable id, and only from the archive that was asked (facts/security.md, I2); all others are
/// dropped. Owned by AccountService, engine thread. Stores nothing.
class ArchiveFetcher : public QObject
{
    Q_OBJECT
public:
    struct Page {
        QList<ArchiveResult> results; ///< oldest first
        ArchivePageEnd end;
    };

    explicit ArchiveFetcher(Connection &connection, QObject *parent = nullptr);

    /// `query.id` is set here. Errors: Offline, Timeout, Unavailable (no archive), ProtocolBroken, or the server's.
    void fetch(ArchiveQuery query, QObject *context, std::function<void(Result<Page>)> done);
    /// The field of the archive's form that takes words; empty: it looks for none. `archive` as in ArchiveQuery. Errors as fetch().
    void askTextField(const BareJid &archive, QObject *context, std::function<void(Result<QString>)> done);

private:
    struct Query {
        Jid archive; ///< which was asked
        QList<ArchiveResult> results;
        bool overflows; ///< more came than any page has
    };

    Connection &m_connection;
    std::unordered_map<QString, Query> m_open;
};

} // namespace jackdaw
