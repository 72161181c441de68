// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Ids.h"
#include "base/Jid.h"
#include "base/Result.h"
#include "xmpp/VCardValue.h"

#include <QHash>
#include <QStringList>
#include <optional>

namespace jackdaw {

class Database;

/// The cards of contacts and the user's notes about them, on disk, of one account. Owned by ProfileService,
/// engine thread; `database` outlives it. Keeps the newest cards alone, and every note; asks nobody for them.
/// Errors: Storage, DiskFull.
class ProfileStore
{
public:
    static constexpr int maximumCards = 2000;

    ProfileStore(Database &database, AccountId account) : m_database(database), m_account(account) {}

    struct KeptCard { VCard card; qint64 time = 0; };
    Result<std::optional<KeptCard>> card(const BareJid &jid);
    Status keepCard(const BareJid &jid, const VCard &card, qint64 time);

    struct Note
    {
        enum class At { HereOnly, Server };
        QString text;
        QStringList tags;
        At at = At::HereOnly;

        bool isEmpty() const { return text.isEmpty() && tags.isEmpty(); }
        friend bool operator==(const Note &, const Note &) = default;
    };
    Result<QHash<BareJid, Note>> notes();
    /// An empty one that the server has too is none any more.
    Status keepNote(const BareJid &jid, const Note &note);

private:
    Database &m_database;
    AccountId m_account;
};

} // namespace jackdaw
