// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backup/Backup.h"
#include "backup/BackupWatch.h"
#include "base/Result.h"

#include <QSet>
#include <QVariantList>
#include <functional>
#include <utility>

namespace jackdaw {

class Database;
struct BackupTable;

/// Takes what BackupStagingStore read into the history, in one transaction: all of it, or nothing. A message that is
/// here already, by the archive's id, or its sender and its own id, is kept once, as it is here; only where it could
/// not be read here does it get its text. What was deleted here stays deleted. Of an account that is here nothing is
/// changed that the user or the server decides: contacts, bookmarks, what is muted or pinned in the list. Engine
/// thread, while no account is at work; owned by who calls it. Reads no file but the database that it is given.
class BackupMergeStore
{
public:
    BackupMergeStore(Database &database, BackupWatch watch) : m_database(database), m_watch(std::move(watch)) {}

    /// `staged`: the database. Errors: Cancelled, Storage, DiskFull.
    Result<BackupOutcome> merge(const QString &staged);
    /// Hears each statement before it runs: a test has it explained.
    using Heard = std::function<void(const QString &statement, const QVariantList &values)>;
    void onStatement(Heard heard) { m_heard = std::move(heard); }
    /// Told once the files of `staged` are open. They may lose their names then, and a program that dies leaves nothing of them.
    using Opened = std::function<void()>;
    void onOpened(Opened opened) { m_opened = std::move(opened); }

private:
    Status mergeAll();
    Status makeMaps();
    Status mergeAccounts();
    Status mergeConversations();
    Status matchMessages();
    Status matchBy(const QString &how);
    Status matchFiles();
    Status placeMessages();
    Status placeRevealedFiles(QSet<qint64> &taken);
    Status insertMessages();
    Status revealMessages();
    Status mergeOfMessages();
    Status mergeOfConversations();
    Status mergeOfAccounts();
    Status mergeGaps();
    Status countAnew();
    Status countDays();

    enum class Rows { OfNewAccounts, OfAll };
    /// Rows of a table whose owner is an account; `unless`: SQL over t and the local account `a.local`.
    Status copyOfAccounts(const QString &table, Rows rows, const QStringList &without = {}, const QString &unless = {});
    Status copyOfConversations(const QString &table, Rows rows, const QStringList &without = {}, const QString &unless = {});
    Status run(const QString &statement, const QVariantList &values = {});
    Result<QStringList> columns(const QString &table, const QStringList &without);
    /// Calls `each` with the bounds of slices of the messages that came, so that it can be stopped between two.
    Status inSlices(const std::function<Status(qint64 from, qint64 upTo)> &each);

    Database &m_database;
    BackupWatch m_watch;
    Heard m_heard;
    Opened m_opened;
    BackupOutcome m_outcome;
    qint64 m_total = 0;
    qint64 m_done = 0;
};

} // namespace jackdaw
