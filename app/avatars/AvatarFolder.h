// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "avatars/Avatar.h"
#include "base/Result.h"

#include <QHash>

namespace jackdaw {

/// The pictures of people as an account keeps them: files (0600) named by the hash of what is in them, in a folder
/// (0700) of the account's own below the profile, and one that says whose they are. A value that knows a path.
/// AvatarService writes it on the engine thread; the window reads it, any thread. Never decodes one, and takes no
/// name for a file that is no hash.
class AvatarFolder
{
public:
    /// By which of two ways somebody's picture became known: XEP-0084 counts more than XEP-0153.
    enum class Source { Node, Card };
    struct Entry
    {
        QString hash; ///< never empty
        Source source = Source::Node;

        friend bool operator==(const Entry &, const Entry &) = default;
    };

    AvatarFolder(const QString &profileFolder, AccountId account);

    QString pathOf(const QString &hash) const;
    bool has(const QString &hash) const;
    /// Whose picture is which; empty where nothing is known, or cannot be read.
    QHash<BareJid, Entry> entries() const;
    /// The same for a window.
    QList<Avatar> avatars() const;

    /// Errors: Storage, of all that follow.
    Status keep(const QString &hash, const QByteArray &bytes) const;
    Status setEntries(const QHash<BareJid, Entry> &entries) const;
    /// Files that nobody named here has, and that are older than some weeks: those of people in rooms.
    void sweep(const QHash<BareJid, Entry> &entries) const;
    /// With the account.
    Status remove() const;

private:
    Status make() const;

    AccountId m_account;
    QString m_folder;
};

} // namespace jackdaw
