// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/PasswordDialog.h"

#include "widgets/Fields.h"
#include "widgets/Labels.h"

#include <QVBoxLayout>

namespace jackdaw {

PasswordDialog::PasswordDialog(const Theme &theme, const BareJid &account, QWidget *parent)
    : AskDialog(theme, tr("Enter password"), tr("Sign in"), parent)
{
    fields()->addWidget(new Label(theme, TypeRole::Body, Token::Text2, tr("For %1").arg(account.toString()), Label::Wrap::Yes, this));
    m_password = new PasswordField(theme, tr("Password"), this);
    fields()->addWidget(m_password);
    connect(m_password, &TextField::textEdited, this, [this] { m_password->setState(TextField::State::Plain); });
    m_password->edit()->setFocus();
}

void PasswordDialog::submit()
{
    if (m_password->text().isEmpty()) {
        m_password->setState(TextField::State::Wrong, tr("Type your password."));
        m_password->edit()->setFocus();
        return;
    }
    setBusy();
    Q_EMIT passwordEntered(m_password->text());
}

} // namespace jackdaw
