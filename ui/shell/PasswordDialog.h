// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Jid.h"
#include "widgets/AskDialog.h"

namespace jackdaw {

class PasswordField;

/// Asks for the password of an account that could not sign in. GUI thread; keeps nothing. Owned by the window
/// that it stands before, closed by Dialogs when the engine took the password. The field forgets what was typed
/// with the dialog.
class PasswordDialog : public AskDialog
{
    Q_OBJECT
public:
    PasswordDialog(const Theme &theme, const BareJid &account, QWidget *parent = nullptr);

Q_SIGNALS:
    void passwordEntered(const QString &password);

protected:
    void submit() override;

private:
    PasswordField *m_password;
};

} // namespace jackdaw
