// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backup/Backup.h"
#include "settings/LongTaskDialog.h"

#include <QList>

class QCheckBox;

namespace jackdaw {

class AccountListModel;
class FileField;
class PasswordField;

/// Asks what is to be backed up, where to, and for a passphrase, and says in words what is in a backup and what is not. Its maker
/// (BackupFlow) has it made and says how far it is. Owned by its parent, GUI thread. Keeps the passphrase nowhere but in its
/// fields.
class BackupDialog : public LongTaskDialog
{
    Q_OBJECT
public:
    BackupDialog(const Theme &theme, const AccountListModel &accounts, QWidget *parent);

    static constexpr int shortestPassphrase = 10;

Q_SIGNALS:
    void backupRequested(const jackdaw::BackupFile &file, const QList<jackdaw::AccountId> &accounts);

protected:
    void submit() override;

private:
    bool checkFile();

    struct Choice { QCheckBox *box; AccountId account; };
    QList<Choice> m_accounts; ///< none where there is only one
    QList<AccountId> m_all;
    PasswordField *m_passphrase;
    PasswordField *m_again;
    FileField *m_file;
    QString m_replace; ///< the file of which was said that it is there
};

/// What is said once it is made, of what it has and what it could not take.
QString backupDoneText(const BackupOrder &order);

} // namespace jackdaw
