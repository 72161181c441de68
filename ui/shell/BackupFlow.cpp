// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/BackupFlow.h"

#include "backup/BackupDoor.h"
#include "base/BackupTrouble.h"
#include "settings/BackupDialog.h"
#include "shell/AppContext.h"
#include "shell/Wishes.h"
#include "style/Direction.h"
#include "style/ErrorText.h"
#include "style/PreferencesTransfer.h"

#include <QDir>
#include <QLocale>

namespace jackdaw {

BackupFlow::BackupFlow(AppContext &context, Wishes &wishes) : m_context(context), m_wishes(wishes)
{
    context.engine().whenEngine(this, [this](EngineDoor &engine) {
        connect(&engine.backup(), &BackupDoor::progressChanged, this, &BackupFlow::showProgress);
    });
}

void BackupFlow::open(LongTaskDialog *dialog)
{
    m_dialog = dialog;
    connect(dialog, &LongTaskDialog::stopRequested, this, [this] {
        if (EngineDoor *engine = m_context.engine().engine())
            engine->backup().stop();
    });
    dialog->setWindowModality(Qt::WindowModal);
    dialog->open();
}

void BackupFlow::openBackup(QWidget *parent)
{
    if (m_dialog)
        return;
    auto *dialog = new BackupDialog(m_context.theme(), m_context.accounts(), parent);
    connect(dialog, &BackupDialog::backupRequested, this, &BackupFlow::write);
    open(dialog);
}

void BackupFlow::openRestore(QWidget *parent)
{
    if (m_dialog)
        return;
    const bool isFresh = m_context.accounts().rowCount() == 0;
    m_restore = new RestoreDialog(m_context.theme(), isFresh ? RestoreDialog::Profile::Fresh : RestoreDialog::Profile::InUse, parent);
    connect(m_restore, &RestoreDialog::lookRequested, this, &BackupFlow::look);
    connect(m_restore, &RestoreDialog::restoreRequested, this, &BackupFlow::restore);
    open(m_restore);
}

void BackupFlow::write(const BackupFile &file, const QList<AccountId> &accounts)
{
    const BackupOrder order{file, accounts, preferencesTransfer::written(m_context.preferences())};
    m_wishes.writeBackup(order).then(this, [this, order](const Status &written) {
        if (!m_dialog)
            return;
        if (written)
            m_dialog->showDone(backupDoneText(order));
        else
            showFailure(written.error());
    });
}

void BackupFlow::look(const BackupFile &file)
{
    m_wishes.lookAtBackup(file).then(this, [this](const Result<BackupContents> &contents) {
        if (!m_restore)
            return;
        if (contents)
            m_restore->showContents(*contents);
        else
            showFailure(contents.error());
    });
}

void BackupFlow::restore(const BackupFile &file, RestoreDialog::Settings settings)
{
    m_wishes.restoreBackup(file).then(this, [this, settings](const Result<BackupOutcome> &outcome) {
        if (outcome && settings == RestoreDialog::Settings::Take)
            preferencesTransfer::take(m_context.preferences(), outcome->settings);
        if (!m_restore)
            return;
        if (outcome)
            m_restore->showOutcome(*outcome);
        else
            showFailure(outcome.error());
    });
}

void BackupFlow::showProgress(const BackupProgress &progress)
{
    if (!m_dialog)
        return;
    // Percent as people of the language write them.
    const QString percent = progress.total > 0
        ? QLocale().toString(int(std::clamp<qint64>(progress.done * 100 / progress.total, 0, 100))) + QLocale().percent()
        : QString();
    switch (progress.stage) {
    case BackupProgress::Stage::Writing: m_dialog->showProgress(tr("Writing the backup… %1").arg(percent)); break;
    case BackupProgress::Stage::Reading: m_dialog->showProgress(tr("Reading the backup… %1").arg(percent)); break;
    case BackupProgress::Stage::TakingIn: m_dialog->showProgress(tr("Taking in the backup… %1").arg(percent)); break;
    }
}

void BackupFlow::showFailure(const Error &error)
{
    if (error.kind == ErrorKind::Cancelled)
        m_dialog->showFailure({});
    else if (m_restore && backupTrouble(error) == BackupTrouble::WrongPassphrase)
        m_restore->showWrongPassphrase(errorText(error));
    else
        m_dialog->showFailure(errorText(error));
}

} // namespace jackdaw
