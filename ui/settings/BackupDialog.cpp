// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/BackupDialog.h"

#include "account/AccountListModel.h"
#include "settings/FileField.h"
#include "style/Direction.h"
#include "widgets/Labels.h"

#include <QCheckBox>
#include <QDate>
#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

QString proposedPath()
{
    QString folder = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    if (!QFileInfo(folder).isDir())
        folder = QDir::homePath();
    return folder + u"/jackdaw-%1.jackdaw"_s.arg(QDate::currentDate().toString(Qt::ISODate));
}

} // namespace

BackupDialog::BackupDialog(const Theme &theme, const AccountListModel &accounts, QWidget *parent)
    : LongTaskDialog(theme, tr("Make a backup"), tr("Make the backup"), parent),
      m_passphrase(new PasswordField(theme, tr("Passphrase"), this)),
      m_again(new PasswordField(theme, tr("Passphrase again"), this)),
      m_file(new FileField(theme, tr("File"), FileField::For::Saving, this))
{
    addField(new Label(theme, TypeRole::Body, Token::Text2,
                       tr("Chats, drafts, notes and settings go into one file that only your passphrase opens. Passwords, the keys "
                          "of this device and files that were downloaded are not in it."), Label::Wrap::Yes, this));
    const QList<AccountListModel::Row> rows = accounts.rows();
    for (const AccountListModel::Row &row : rows) {
        m_all.append(row.settings.id);
        if (rows.size() > 1) {
            auto *box = new QCheckBox(row.settings.jid.toString(), this);
            box->setChecked(true);
            addField(box);
            m_accounts.append({box, row.settings.id});
        }
    }
    m_passphrase->setHelp(tr("Without it nobody can open the file, not even you. Four or five words are good and can be remembered."));
    for (PasswordField *field : {m_passphrase, m_again}) {
        addField(field);
        connect(field, &TextField::textEdited, field, [field] { field->setState(TextField::State::Plain); });
    }
    m_again->setShowName(tr("Show the passphrase again"));
    m_passphrase->setShowName(tr("Show the passphrase"));
    m_file->setPath(proposedPath());
    addField(m_file);
    m_passphrase->edit()->setFocus();
}

bool BackupDialog::checkFile()
{
    const QString path = m_file->path();
    const QFileInfo info(path);
    QString wrong;
    if (path.isEmpty())
        wrong = tr("Say where the file is to lie.");
    else if (!info.isAbsolute())
        wrong = tr("Type the whole path, from / on, or choose the file.");
    else if (info.isDir())
        wrong = tr("This is a folder. Add the name of a file.");
    else if (!info.dir().exists())
        wrong = tr("There is no folder of this name. Choose another.");
    else if (info.exists() && !m_file->mayReplace() && m_replace != path) {
        m_replace = path;
        wrong = tr("There is a file of this name. Choose another, or make the backup to replace it.");
    }
    if (wrong.isEmpty())
        return true;
    m_file->field()->setState(TextField::State::Wrong, wrong);
    m_file->setFocus(Qt::OtherFocusReason);
    return false;
}

void BackupDialog::submit()
{
    QList<AccountId> accounts = m_accounts.isEmpty() ? m_all : QList<AccountId>();
    for (const Choice &choice : std::as_const(m_accounts)) {
        if (choice.box->isChecked())
            accounts.append(choice.account);
    }
    if (accounts.isEmpty()) {
        showFailure(tr("Choose an account."));
        return;
    }
    if (m_passphrase->text().size() < shortestPassphrase) {
        m_passphrase->setState(TextField::State::Wrong,
                               tr("Take at least %L1 characters: who gets the file can try as often as they like.")
                                   .arg(shortestPassphrase));
        m_passphrase->edit()->setFocus();
        return;
    }
    if (m_again->text() != m_passphrase->text()) {
        m_again->setState(TextField::State::Wrong, tr("This is not the same. Type it again."));
        m_again->edit()->setFocus();
        m_again->edit()->selectAll();
        return;
    }
    if (!checkFile())
        return;
    setBusy(tr("Writing the backup…"));
    Q_EMIT backupRequested({m_file->path(), m_passphrase->text()}, accounts);
}

QString backupDoneText(const BackupOrder &order)
{
    QString text = BackupDialog::tr("The backup is done: %1").arg(isolated(QDir::toNativeSeparators(order.file.path)));
    if (!order.settings.isEmpty() && !order.takesSettings())
        text += u"\n\n"_s + BackupDialog::tr("Your settings are too large for a backup and are not in it. Your messages are.");
    return text + u"\n\n"_s + BackupDialog::tr("Keep it where you find it again, and the passphrase somewhere else.");
}

} // namespace jackdaw
