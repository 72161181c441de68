// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Ids.h"
#include "base/Result.h"

#include <QByteArray>
#include <QSet>
#include <QString>

namespace jackdaw {

/// The pictures of an account's sticker packs: files (0600) named by the SHA-256 of what is in them, in a folder (0700)
/// of the account's own below the profile. A value that knows a path. StickerService writes it on the engine thread;
/// the window reads it, any thread. Never decodes one, and takes no name for a file that is no hash.
class StickerFolder
{
public:
    StickerFolder(const QString &profileFolder, AccountId account);

    /// Empty where that is no hash.
    QString pathOf(const QByteArray &sha256) const;
    bool has(const QByteArray &sha256) const;
    /// Errors: Storage, DiskFull, of all that follow.
    Status keep(const QByteArray &sha256, const QByteArray &bytes) const;
    /// A file of the account's messages with what one of these has.
    Status copyTo(const QByteArray &sha256, const QString &path) const;
    /// Of any picture, whose folder is made (0700) where there is none. NotFound where it is not here.
    static Status copy(const QString &from, const QString &to);
    /// What nobody uses any more is gone.
    void sweep(const QSet<QByteArray> &used) const;
    /// Bytes on disk, of all accounts.
    static qint64 use(const QString &profileFolder);
    /// With the account.
    Status remove() const;

private:
    QString m_folder;
};

} // namespace jackdaw
