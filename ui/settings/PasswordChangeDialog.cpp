// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/PasswordChangeDialog.h"

#include "style/ErrorText.h"
#include "widgets/Fields.h"
#include "widgets/Labels.h"

#include <QVBoxLayout>

namespace jackdaw {

PasswordChangeDialog::PasswordChangeDialog(const Theme &theme, const BareJid &account, QWidget *parent)
    : AskDialog(theme, tr("Change password"), tr("Change password"), parent), m_password(new PasswordField(theme, tr("New password"), this)),
      m_again(new PasswordField(theme, tr("New password again"), this)), m_provider(account.domain())
{
    fields()->addWidget(new Label(theme, TypeRole::Body, Token::Text2,
                                  tr("For %1. Your other devices ask for the new password.").arg(account.toString()),
                                  Label::Wrap::Yes, this));
    for (PasswordField *field : {m_password, m_again}) {
        fields()->addWidget(field);
        connect(field, &TextField::textEdited, field, [field] { field->setState(TextField::State::Plain); });
    }
    m_password->edit()->setFocus();
}

void PasswordChangeDialog::submit()
{
    if (m_password->text().isEmpty()) {
        m_password->setState(TextField::State::Wrong, tr("Type the new password."));
        m_password->edit()->setFocus();
        return;
    }
    if (m_again->text() != m_password->text()) {
        m_again->setState(TextField::State::Wrong, tr("This is not the same. Type it again."));
        m_again->edit()->setFocus();
        m_again->edit()->selectAll();
        return;
    }
    setBusy();
    Q_EMIT passwordChosen(m_password->text());
}

void PasswordChangeDialog::showFailure(const Error &error)
{
    switch (error.kind) {
    case ErrorKind::Offline: AskDialog::showError(tr("You’re offline. Change the password when you are connected again.")); return;
    case ErrorKind::Timeout:
    case ErrorKind::ConnectionLost:
        AskDialog::showError(tr("%1 did not say whether the password was changed. If the old one is refused at the next "
                                "sign-in, use the new one.").arg(m_provider));
        return;
    case ErrorKind::Forbidden:
    case ErrorKind::Unavailable:
        AskDialog::showError(tr("%1 does not let you change the password here. Change it on its website, or ask there.").arg(m_provider));
        return;
    case ErrorKind::NotAcceptable:
    case ErrorKind::Rejected:
    case ErrorKind::PolicyViolation:
        AskDialog::showError(tr("%1 did not accept this password. Choose a longer one.").arg(m_provider));
        return;
    default: AskDialog::showError(errorText(error));
    }
}

} // namespace jackdaw
