// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/EngineCommands.h"
#include "backup/BackupDoor.h"
#include "backup/BackupWatch.h"

#include <QMutex>

namespace jackdaw {

/// What BackupDoor commands, as EngineCommands carries out the others; and what stops it, which does not wait for the
/// engine to have time.
/// Owned by Engine, any thread. It does nothing of a backup itself.
class BackupCommands final : public BackupDoor
{
    Q_OBJECT
public:
    explicit BackupCommands(CoreAccess core) : m_core(std::move(core)) {}

    QFuture<Status> write(BackupOrder order) override;
    QFuture<Result<BackupContents>> look(BackupFile file) override;
    QFuture<Result<BackupOutcome>> restore(BackupFile file) override;
    void stop() override;

private:
    /// For the next command; what was under way before keeps its own.
    BackupWatch nextWatch();

    CoreAccess m_core;
    QMutex m_mutex;
    std::shared_ptr<std::atomic_bool> m_stopped;
};

} // namespace jackdaw
