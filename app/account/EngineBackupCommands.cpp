// SPDX-License-Identifier: GPL-3.0-or-later
#include "account/EngineBackupCommands.h"

#include "account/EngineCalls.h"

namespace jackdaw {

BackupWatch BackupCommands::nextWatch()
{
    BackupWatch watch;
    watch.tell = [this](const BackupProgress &progress) { Q_EMIT progressChanged(progress); };
    const QMutexLocker lock(&m_mutex);
    m_stopped = watch.stopped;
    return watch;
}

QFuture<Status> BackupCommands::write(BackupOrder order)
{
    return onCore<Done>(m_core, [order = std::move(order),
                                 watch = nextWatch()](EngineCore &core) { return core.writeBackup(order, watch); });
}

QFuture<Result<BackupContents>> BackupCommands::look(BackupFile file)
{
    return onCore<BackupContents>(m_core, [file = std::move(file), watch = nextWatch()](EngineCore &core) {
        return core.lookAtBackup(file, watch);
    });
}

QFuture<Result<BackupOutcome>> BackupCommands::restore(BackupFile file)
{
    return onCore<BackupOutcome>(m_core, [file = std::move(file), watch = nextWatch()](EngineCore &core) {
        return core.restoreBackup(file, watch);
    });
}

void BackupCommands::stop()
{
    const QMutexLocker lock(&m_mutex);
    if (m_stopped) {
        m_stopped->store(true);
    }
}

} // namespace jackdaw
