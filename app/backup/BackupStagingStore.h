// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backup/Backup.h"
#include "backup/BackupWatch.h"
#include "backup/SealedStream.h"

namespace jackdaw {

class Database;
class RecordReader;

/// Reads a backup to its end into a database of its own, in a folder beside the history, and only then is it known to
/// be whole. It is of the schema that the backup was made from and is migrated as a history would be, so that an old
/// backup stays good. Used by BackupService on a thread of its own; no state but the folder, which goes with it, or at
/// the next start. Never touches the history.
class BackupStagingStore
{
public:
    BackupStagingStore(QString profileFolder, BackupWatch watch);
    ~BackupStagingStore();
    Q_DISABLE_COPY_MOVE(BackupStagingStore)

    /// What it says of itself, by its first chunk alone. Errors of this and fill(): BackupDoor::restore().
    static Result<BackupContents> look(const BackupFile &file);

    /// All of it.
    Status fill(const BackupFile &file);
    QString database() const;
    const BackupContents &contents() const { return m_contents; }
    const QByteArray &settings() const { return m_settings; }

    /// What a run that was cut short may have left.
    static void clear(const QString &profileFolder);

private:
    Status read(RecordReader &records, Database &database);
    Status check(Database &database);

    QString m_profileFolder;
    BackupWatch m_watch;
    BackupContents m_contents;
    QByteArray m_settings;
};

} // namespace jackdaw
