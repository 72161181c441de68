// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Ids.h"
#include "base/Jid.h"

#include <QByteArray>
#include <QList>
#include <QMetaType>
#include <QString>

namespace jackdaw {

/// The values of backups: what is asked for, what is in one, how far it is and what came out. Plain values: any thread.
/// The file of a backup, and what opens it: made where somebody typed it, and gone with what was asked for. It is not
/// kept anywhere.
struct BackupFile
{
    QString path;
    QString passphrase;
};

/// What is to be in a backup. A plain value: any thread. Passwords, tokens and the state of encryption are never in
/// one, whatever is asked for (BackupTables).
struct BackupOrder
{
    BackupFile file;
    QList<AccountId> accounts;
    QByteArray settings; ///< as the window wrote them, and reads them again; empty: none

    /// Longer ones are in no backup, since nobody would take them in again; some kB where a program wrote them.
    static constexpr qsizetype mostOfSettings = 1024 * 1024;
    bool takesSettings() const { return !settings.isEmpty() && settings.size() <= mostOfSettings; }
};

/// What a backup says of itself before it is taken in. A plain value: any thread. Nothing of it is true before the
/// passphrase was found to be right.
struct BackupContents
{
    struct Account
    {
        BareJid jid;
        qint64 messages = 0;

        friend bool operator==(const Account &, const Account &) = default;
    };
    qint64 made = 0; ///< ms since 1970 UTC
    int schema = 0;  ///< of the history that it was made from (storage/Migrator)
    QList<Account> accounts;
    bool hasSettings = false;

    qint64 messages() const
    {
        qint64 all = 0;
        for (const Account &account : accounts) {
            all += account.messages;
        }
        return all;
    }
};

/// What became of a backup that was taken in. A plain value: any thread. What the backup had and was here already is
/// left as it was here.
struct BackupOutcome
{
    QList<BareJid> newAccounts; ///< those are signed out: their passwords are in no backup
    qint64 added = 0;           ///< messages
    qint64 known = 0;           ///< that were here already, or were deleted here
    QByteArray settings;        ///< BackupOrder::settings
};

/// How far it has come. A plain value: any thread. `total` is 0 where nobody knows it; rows are counted, not bytes.
struct BackupProgress
{
    enum class Stage { Writing, Reading, TakingIn };
    Stage stage = Stage::Writing;
    qint64 done = 0;
    qint64 total = 0;
};

} // namespace jackdaw

Q_DECLARE_METATYPE(jackdaw::BackupProgress)
