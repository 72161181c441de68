// SPDX-License-Identifier: GPL-3.0-or-later
#include "account/EngineCore.h"

#include "account/AccountStore.h"
#include "account/EngineCommands.h"
#include "account/Features.h"
#include "account/RemovalService.h"
#include "backup/BackupMergeStore.h"
#include "backup/BackupService.h"
#include "base/Async.h"
#include "base/Log.h"
#include "search/SearchService.h"

namespace jackdaw {

QFuture<Status> EngineCore::writeBackup(const BackupOrder &order, const BackupWatch &watch)
{
    return m_backups ? m_backups->write(order, watch) : ready<Done>(unavailable());
}

QFuture<Result<BackupContents>> EngineCore::lookAtBackup(const BackupFile &file, const BackupWatch &watch)
{
    return m_backups ? m_backups->look(file, watch) : ready<BackupContents>(unavailable());
}

QFuture<Result<BackupOutcome>> EngineCore::restoreBackup(const BackupFile &file, const BackupWatch &watch)
{
    if (!m_backups) {
        return ready<BackupOutcome>(unavailable());
    }
    return m_backups->stage(file, watch).then(this, [this, watch](const Result<BackupService::Staged> &staged) -> Result<BackupOutcome> {
        if (!staged) {
            return staged.error();
        }
        if (watch.isStopped()) {
            return Error{ErrorKind::Cancelled, QStringLiteral("stopped by the user"), {}};
        }
        // Nobody else may know what is in the history while it becomes another one, and nothing may come meanwhile.
        closeAccounts();
        auto merged = BackupMergeStore(*m_database, watch).merge((*staged)->database());
        if (merged) {
            merged->settings = (*staged)->settings();
            Q_EMIT m_doors.accounts.databaseReplaced();
        }
        reopenAccounts(merged ? merged->newAccounts : QList<BareJid>());
        return merged;
    });
}

void EngineCore::closeAccounts()
{
    for (const auto &[id, account] : m_accounts) {
        ++m_signIns[id]; // what the key service still answers is for those that go
        account->signOut();
    }
    m_accounts.clear();
}

/// As at a start.
void EngineCore::reopenAccounts(const QList<BareJid> &restored)
{
    const auto accounts = m_store->load();
    if (!accounts) {
        m_databaseError = accounts.error();
        Q_EMIT m_doors.accounts.databaseUnavailable(accounts.error());
        return;
    }
    for (const AccountSettings &settings : *accounts) {
        if (restored.contains(settings.jid)) {
            // A history that was lost may have had another of that number, whose notes lie there still.
            if (const Status cleared = notesOf(settings.id).remove(); !cleared) {
                qCWarning(log::storage) << "notes of another account stay:" << cleared.error().detail;
            }
        }
        openService(settings);
    }
    announceAccounts();
    tellWhatIsStored();
    for (const AccountSettings &settings : *accounts) {
        if (settings.enabled) {
            signInWithKeptPassword(settings.id);
        }
    }
    m_removals->start();
    m_search->start();
}

} // namespace jackdaw
