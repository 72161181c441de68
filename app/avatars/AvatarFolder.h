// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "avatars/Avatar.h"
#include "base/Result.h"

#include <QHash>
#include <QSet>

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
    /// All of them together take no more than this for long.
    static constexpr qint64 mostBytes = 256LL * 1024 * 1024;
    struct Swept
    {
        qint64 bytes = 0;     ///< what is left
        QSet<QString> gone;   ///< hashes; whose these are can be fetched again
    };
    /// Removes files that nobody named here has, and that are older than some weeks: those of people in rooms. And where all
    /// take more than `most`, the oldest, those that nobody named here has first, down to three quarters of it.
    Swept sweep(const QHash<BareJid, Entry> &entries, qint64 most = mostBytes) const;
    /// With the account.
    Status remove() const;

private:
    Status make() const;

    AccountId m_account;
    QString m_folder;
};

} // namespace jackdaw
