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
        const HeldPasswords held = closeAccounts();
        BackupMergeStore merge(*m_database, watch);
        merge.onOpened([this] { BackupStagingStore::clear(m_profileFolder); }); // from here on its files have no name
        auto merged = merge.merge((*staged)->database());
        if (merged) {
            merged->settings = (*staged)->settings();
            Q_EMIT m_doors.accounts.databaseReplaced();
        }
        reopenAccounts(merged ? merged->newAccounts : QList<BareJid>(), held);
        return merged;
    });
}

EngineCore::HeldPasswords EngineCore::closeAccounts()
{
    HeldPasswords held;
    for (const auto &[id, account] : m_accounts) {
        ++m_signIns[id]; // what the key service still answers is for those that go
        // A proxy's password comes with the account's own, and is asked for with it.
        const bool isKept = account->settings().keepSignedIn || !account->settings().proxy.user.isEmpty();
        if (const QString password = account->password(); !isKept && !password.isEmpty()) {
            held.insert(account->settings().jid, password);
        }
        account->stop();
    }
    closeAll();
    return held;
}

/// Notes that could not be removed before may be gone now, or go.
Status EngineCore::dropForeignNotes(AccountId id)
{
    const Status done = m_foreignNotes.contains(id) ? notesOf(id).remove() : Status(Done{});
    if (done) {
        m_foreignNotes.remove(id);
    }
    return done;
}

/// As at a start.
void EngineCore::reopenAccounts(const QList<BareJid> &restored, const HeldPasswords &held)
{
    const auto accounts = m_store->load();
    if (!accounts) {
        m_databaseError = accounts.error();
        Q_EMIT m_doors.accounts.databaseUnavailable(accounts.error());
        return;
    }
    m_foreignNotes.clear();
    for (const AccountSettings &settings : *accounts) {
        if (restored.contains(settings.jid)) {
            // A history that was lost may have had another of that number, whose notes lie there still.
            if (const Status cleared = notesOf(settings.id).remove(); !cleared) {
                // Another account's name and invitations would be told in this one's.
                qCWarning(log::storage) << "notes of another account stay, it is not signed in:" << cleared.error().detail;
                m_foreignNotes.insert(settings.id);
            }
        }
        openService(settings);
    }
    announceAccounts();
    tellWhatIsStored();
    for (const AccountSettings &settings : *accounts) {
        if (m_foreignNotes.contains(settings.id)) {
            continue;
        }
        if (settings.enabled && !settings.keepSignedIn && held.contains(settings.jid)) {
            find(settings.id)->signIn(held.value(settings.jid));
        } else if (settings.enabled) {
            signInWithKeptPassword(settings.id);
        }
    }
    m_removals->start();
    m_search->start();
}

} // namespace jackdaw
