// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backup/Backup.h"
#include "settings/LongTaskDialog.h"

class QCheckBox;

namespace jackdaw {

class FileField;
class Label;
class PasswordField;

/// Asks for the file of a backup and its passphrase, shows what is in it, and has it taken in only then. Its maker
/// (BackupFlow) looks and takes it in, and says how far it is. Owned by its parent, GUI thread.
/// Keeps the passphrase nowhere but in its field.
class RestoreDialog : public LongTaskDialog
{
    Q_OBJECT
public:
    enum class Profile { Fresh, InUse };
    RestoreDialog(const Theme &theme, Profile profile, QWidget *parent);

    void showContents(const BackupContents &contents);
    /// What went wrong with the passphrase stands below its field.
    void showWrongPassphrase(const QString &text);
    void showOutcome(const BackupOutcome &outcome);

    enum class Settings { Leave, Take };

Q_SIGNALS:
    /// Answered through showContents().
    void lookRequested(const jackdaw::BackupFile &file);
    void restoreRequested(const jackdaw::BackupFile &file, jackdaw::RestoreDialog::Settings settings);

protected:
    void submit() override;

private:
    void forgetContents();

    Profile m_profile;
    FileField *m_file;
    PasswordField *m_passphrase;
    Label *m_summary;
    QCheckBox *m_settings;
    bool m_isKnown = false; ///< what is in it was shown
};

} // namespace jackdaw
