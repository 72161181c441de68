// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Error.h"
#include "base/Jid.h"
#include "widgets/AskDialog.h"

namespace jackdaw {

class PasswordField;

/// Asks twice for another password of an account. Its maker (SettingsOpener) tells the server and closes it, or says
/// what went wrong. Owned by its parent, the settings window; GUI thread. Does not judge the password, which is the
/// server's to do, and keeps it nowhere but in its fields.
class PasswordChangeDialog : public AskDialog
{
    Q_OBJECT
public:
    PasswordChangeDialog(const Theme &theme, const BareJid &account, QWidget *parent);

    void showFailure(const Error &error);

Q_SIGNALS:
    void passwordChosen(const QString &password);

protected:
    void submit() override;

private:
    PasswordField *m_password;
    PasswordField *m_again;
    QString m_provider;
};

} // namespace jackdaw
