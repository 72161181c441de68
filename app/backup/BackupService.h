// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backup/BackupStagingStore.h"
#include "base/Result.h"

#include <QFuture>
#include <QObject>
#include <QThread>
#include <memory>

namespace jackdaw {

/// Runs the long parts of a backup on a thread of their own, with a connection of their own: writing one, and reading
/// one to its end. What is taken in then goes through EngineCore, which alone writes the history. Owned by EngineCore,
/// engine thread. One thing at a time; its end stops what is under way and waits for that.
class BackupService : public QObject
{
    Q_OBJECT
public:
    BackupService(QString profileFolder, QString database, QObject *parent = nullptr);
    ~BackupService() override;

    /// What the next command looks at whether it is stopped. Each has one of its own.
    QFuture<Status> write(const BackupOrder &order, const BackupWatch &watch);
    QFuture<Result<BackupContents>> look(const BackupFile &file, const BackupWatch &watch);
    /// The staged backup stays until the last who has it lets it go.
    using Staged = std::shared_ptr<BackupStagingStore>;
    QFuture<Result<Staged>> stage(const BackupFile &file, const BackupWatch &watch);

private:
    template<class T>
    QFuture<Result<T>> run(const BackupWatch &watch, std::function<Result<T>(const BackupWatch &)> work);

    QString m_profileFolder;
    QString m_database;
    std::unique_ptr<QThread> m_thread;
    BackupWatch m_watch; ///< of what is under way
    std::shared_ptr<std::atomic_bool> m_isDone; ///< it has its outcome, and only its thread is to end yet
};

} // namespace jackdaw
