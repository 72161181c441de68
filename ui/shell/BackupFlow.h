// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/RestoreDialog.h"

#include <QObject>
#include <QPointer>

namespace jackdaw {

class AppContext;
class BackupDialog;
class Wishes;

/// Opens the dialogs of backups, from the settings and from the sign-in page, carries what they ask for to the engine,
/// and the settings of the window into a backup and out of one.
/// Owned by Shell, GUI thread; one dialog at a time. Keeps no passphrase.
class BackupFlow : public QObject
{
    Q_OBJECT
public:
    BackupFlow(AppContext &context, Wishes &wishes);

    void openBackup(QWidget *parent);
    void openRestore(QWidget *parent);

private:
    void open(LongTaskDialog *dialog);
    void write(const BackupFile &file, const QList<AccountId> &accounts);
    void look(const BackupFile &file);
    void restore(const BackupFile &file, RestoreDialog::Settings settings);
    void showProgress(const BackupProgress &progress);
    void showFailure(const Error &error);

    AppContext &m_context;
    Wishes &m_wishes;
    QPointer<LongTaskDialog> m_dialog;
    QPointer<RestoreDialog> m_restore; ///< the same, where it is one
};

} // namespace jackdaw
