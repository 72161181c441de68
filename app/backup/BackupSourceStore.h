// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backup/Backup.h"
#include "backup/BackupWatch.h"
#include "backup/SealedStream.h"


namespace jackdaw {

class ReadConnection;
class RecordWriter;
struct BackupTable;

/// Reads what a backup is to have out of the history, row by row, as it stands at one moment whatever is stored
/// meanwhile. Made for one backup, on the thread that owns `connection`. Memory is that of one row.
/// Writes nothing into the history.
class BackupSourceStore
{
public:
    BackupSourceStore(const ReadConnection &connection, const BackupWatch &watch) : m_connection(connection), m_watch(watch) {}

    /// A whole backup, from its header to its end. Errors: Cancelled, NotFound (an account), Storage, and what `sink`
    /// says.
    Status write(const BackupOrder &order, const ByteSink &sink, const KeyCost &cost = {});

private:
    Status writeTables(const BackupOrder &order, SealedWriter &sealed);
    Result<BackupContents> contents(const BackupOrder &order, const QString &accounts);
    Status writeTable(const BackupTable &table, const QString &accounts, RecordWriter &records);
    Status ask(const QString &statement);

    const ReadConnection &m_connection;
    const BackupWatch &m_watch;
    qint64 m_total = 0; ///< messages
    qint64 m_done = 0;
};

/// What is said where the user stopped it.
Error backupStopped();
/// The columns of a table; empty where there is none of that name. `schema`: as SQLite calls it.
QStringList columnsOfTable(const ReadConnection &connection, const QString &table);

} // namespace jackdaw
