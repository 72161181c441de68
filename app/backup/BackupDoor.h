// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backup/Backup.h"
#include "base/Result.h"

#include <QFuture>
#include <QObject>

namespace jackdaw {

/// The part of the engine's door that writes history and settings into one encrypted file, and takes such a file in
/// again. Threads as AccountDoor. Owned by the engine, carried out by BackupCommands. One at a time; each does all that
/// it was asked for, or nothing. Errors of all: DiskFull, Cancelled, BackupTrouble::Busy, Storage.
class BackupDoor : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// The file takes the place of one that is there once it is whole. Error: BackupTrouble::File.
    virtual QFuture<Status> write(BackupOrder order) = 0;
    /// Errors of this and restore(): of BackupTrouble File, NotOne, Newer, WrongPassphrase, Damaged.
    virtual QFuture<Result<BackupContents>> look(BackupFile file) = 0;
    /// Adds to what is here what is not. The accounts have no connection while it is taken in.
    virtual QFuture<Result<BackupOutcome>> restore(BackupFile file) = 0;
    /// What is under way answers Cancelled, and leaves nothing behind. At once, also while the engine is busy with it.
    virtual void stop() = 0;

Q_SIGNALS:
    void progressChanged(const jackdaw::BackupProgress &progress);
};

} // namespace jackdaw
