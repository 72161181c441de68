// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"
#include "xmpp/ArchiveQuery.h"
#include "xmpp/MessageStanza.h"

#include <QObject>
#include <functional>
#include <optional>
#include <unordered_map>

namespace jackdaw {

class Connection;

/// What one page of an archive may make ArchiveFetcher keep: more than any server gives unless it floods. A plain value.
struct ArchiveLimits
{
    qsizetype results = 5000;
    qint64 memory = 64LL * 1024 * 1024; ///< bytes
};

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

    explicit ArchiveFetcher(Connection &connection, QObject *parent = nullptr, ArchiveLimits limits = {});

    /// `query.id` is set here. Errors: Offline, Timeout, Unavailable (no archive), ProtocolBroken, TooMany (larger than a page
    /// may be; fewer may do), or the server's.
    void fetch(ArchiveQuery query, QObject *context, std::function<void(Result<Page>)> done);
    /// Is it TooMany for being larger than a page may be, and not because the server says so?
    static bool isTooLarge(const Error &error);
    /// The field of the archive's form that takes words; empty: it looks for none. `archive` as in ArchiveQuery. Errors as fetch().
    void askTextField(const BareJid &archive, QObject *context, std::function<void(Result<QString>)> done);

private:
    struct Query {
        Jid archive; ///< which was asked
        QList<ArchiveResult> results;
        qint64 memory = 0; ///< that they take, in bytes
        std::optional<Error> overflow; ///< more came than a page may have, and nothing of it is kept
    };

    void keep(Query &query, ArchiveResult result) const;

    Connection &m_connection;
    ArchiveLimits m_limits;
    std::unordered_map<QString, Query> m_open;
};

} // namespace jackdaw
