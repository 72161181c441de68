// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/RestoreDialog.h"

#include "settings/FileField.h"
#include "style/Direction.h"
#include "widgets/Labels.h"

#include <QAccessible>
#include <QCheckBox>
#include <QDateTime>
#include <QLocale>
#include <QVBoxLayout>

namespace jackdaw {

RestoreDialog::RestoreDialog(const Theme &theme, Profile profile, QWidget *parent)
    : LongTaskDialog(theme, tr("Take in a backup"), tr("Open the backup"), parent), m_profile(profile),
      m_file(new FileField(theme, tr("File"), FileField::For::Opening, this)),
      m_passphrase(new PasswordField(theme, tr("Passphrase"), this)),
      m_summary(new Label(theme, TypeRole::Body, Token::Text, {}, Label::Wrap::Yes, this)),
      m_settings(new QCheckBox(tr("Use the settings of the backup here"), this))
{
    const QString what = profile == Profile::Fresh
        ? tr("Brings accounts, chats and settings from another computer, or from before.")
        : tr("Adds what is in the backup and not here. What you have here stays as it is, and no message is there twice.");
    addField(new Label(theme, TypeRole::Body, Token::Text2, what, Label::Wrap::Yes, this));
    addField(m_file);
    addField(m_passphrase);
    addField(m_summary);
    addField(m_settings);
    m_passphrase->setShowName(tr("Show the passphrase"));
    m_settings->setChecked(profile == Profile::Fresh);
    m_summary->hide();
    m_settings->hide();
    connect(m_passphrase, &TextField::textEdited, this, [this] {
        m_passphrase->setState(TextField::State::Plain);
        forgetContents();
    });
    connect(m_file->field()->edit(), &QLineEdit::textChanged, this, &RestoreDialog::forgetContents);
    m_file->setFocus();
}

void RestoreDialog::forgetContents()
{
    m_isKnown = false;
    m_summary->hide();
    m_settings->hide();
    setAct(tr("Open the backup"));
}

void RestoreDialog::submit()
{
    if (m_file->path().isEmpty()) {
        m_file->field()->setState(TextField::State::Wrong, tr("Choose the file of the backup."));
        m_file->setFocus(Qt::OtherFocusReason);
        return;
    }
    if (m_passphrase->text().isEmpty()) {
        m_passphrase->setState(TextField::State::Wrong, tr("Type the passphrase that the backup was made with."));
        m_passphrase->edit()->setFocus();
        return;
    }
    const BackupFile file{m_file->path(), m_passphrase->text()};
    if (!m_isKnown) {
        setBusy(tr("Opening the backup…"));
        Q_EMIT lookRequested(file);
        return;
    }
    const bool takes = !m_settings->isHidden() && m_settings->isChecked();
    setBusy(tr("Reading the backup…"));
    Q_EMIT restoreRequested(file, takes ? Settings::Take : Settings::Leave);
}

void RestoreDialog::showContents(const BackupContents &contents)
{
    if (isToClose()) { // nothing stops a look at the file: it came to its end
        showFailure({});
        return;
    }
    QStringList accounts;
    for (const BackupContents::Account &account : contents.accounts)
        accounts.append(isolated(account.jid.toString()));
    const QLocale locale;
    setReady();
    m_isKnown = true;
    m_summary->setText(tr("Made on %1, with the chats of %2. Messages: %L3.\n\nAccounts that are not here yet come signed out: their passwords are "
                          "in no backup. For encryption this is a new device, and people may be asked to check it. Files that were downloaded "
                          "are not in it; they can be fetched again as long as the server has them.")
                           .arg(locale.toString(QDateTime::fromMSecsSinceEpoch(contents.made), QLocale::ShortFormat),
                                accounts.join(QStringLiteral(", ")), locale.toString(contents.messages())));
    m_summary->show();
    m_settings->setVisible(contents.hasSettings);
    setAct(m_profile == Profile::Fresh ? tr("Take it in") : tr("Add to what is here"));
    QAccessibleEvent alert(m_summary, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void RestoreDialog::showWrongPassphrase(const QString &text)
{
    showFailure({});
    m_passphrase->setState(TextField::State::Wrong, text);
    m_passphrase->edit()->setFocus();
    m_passphrase->edit()->selectAll();
}

void RestoreDialog::showOutcome(const BackupOutcome &outcome)
{
    QString text = tr("The backup was taken in. Messages added: %L1. Here already: %L2.").arg(outcome.added).arg(outcome.known);
    if (!outcome.newAccounts.isEmpty()) {
        QStringList accounts;
        for (const BareJid &account : outcome.newAccounts)
            accounts.append(isolated(account.toString()));
        text += QStringLiteral("\n\n")
            + tr("Signed out until you give the password: %1. Sign in from the menu of your account, or in the settings.").arg(accounts.join(QStringLiteral(", ")));
    }
    showDone(text);
}

} // namespace jackdaw
