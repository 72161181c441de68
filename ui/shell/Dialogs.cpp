// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/Dialogs.h"

#include "chat/MessageReader.h"
#include "chats/NewChatDialog.h"
#include "contacts/AddContactDialog.h"
#include "shell/AppContext.h"
#include "shell/PasswordDialog.h"
#include "shell/ShortcutDialog.h"
#include "settings/LoginQuestions.h"
#include "shell/WaitingDialog.h"
#include "shell/Wishes.h"
#include "signin/CertificateDialog.h"
#include "style/Direction.h"
#include "style/ErrorText.h"
#include "style/Style.h"
#include "widgets/MessageBox.h"

#include <QMessageBox>
#include <QPushButton>

namespace jackdaw {

namespace {

/// What the outcome of a command does to the dialog that asked for it.
template<class Dialog>
void settle(Dialog *dialog, QFuture<Status> outcome)
{
    outcome.then(dialog, [dialog](const Status &status) {
        if (status)
            dialog->accept();
        else
            dialog->showError(errorText(status.error()));
    });
}

} // namespace

Dialogs::Dialogs(AppContext &context, Wishes &wishes, QWidget &window)
    : m_context(context), m_wishes(wishes), m_window(window)
{
}

void Dialogs::open(QDialog *dialog)
{
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowModality(Qt::WindowModal);
    dialog->open();
}

void Dialogs::newChat()
{
    auto *dialog = new NewChatDialog(m_context.accounts(), m_context.contacts(), m_context.theme(), &m_window);
    connect(dialog, &NewChatDialog::chatRequested, this, [this, dialog](AccountId account, const BareJid &peer) {
        if (const ConversationId known = m_context.chats().find(account, peer); known.isValid()) {
            dialog->accept();
            Q_EMIT chatReady(known);
            return;
        }
        m_wishes.openConversation(account, peer).then(dialog, [this, dialog](const Result<ConversationId> &conversation) {
            if (!conversation) {
                dialog->showError(errorText(conversation.error()));
                return;
            }
            dialog->accept();
            Q_EMIT chatReady(*conversation);
        });
    });
    open(dialog);
}

QStringList Dialogs::groups() const
{
    QStringList groups;
    m_context.contacts().forEachContact([&groups](const Contact &contact, const Presence &) {
        for (const QString &group : contact.groups) {
            if (!groups.contains(group))
                groups << group;
        }
    });
    groups.sort(Qt::CaseInsensitive);
    return groups;
}

void Dialogs::addContact()
{
    auto *dialog = new AddContactDialog(m_context.accounts(), groups(), m_context.theme(), &m_window);
    connect(dialog, &AddContactDialog::addRequested, this, [this, dialog](const NewContact &contact) {
        settle(dialog, m_wishes.addContact(contact.account, contact.jid, contact.name, contact.groups, contact.message));
    });
    open(dialog);
}

void Dialogs::renameContact(AccountId account, const BareJid &jid)
{
    const Contact *contact = m_context.contacts().find(account, jid);
    if (!contact)
        return;
    auto *dialog = new ChangeContactDialog(m_context.theme(), tr("Rename contact"), tr("Name"),
                                           tr("Only you see this name. Empty: the address is shown."), contact->name, &m_window);
    connect(dialog, &ChangeContactDialog::changeRequested, this, [=, this](const QString &name) {
        settle(dialog, m_wishes.renameContact(account, jid, name));
    });
    open(dialog);
}

void Dialogs::changeGroups(AccountId account, const BareJid &jid)
{
    const Contact *contact = m_context.contacts().find(account, jid);
    if (!contact)
        return;
    auto *dialog = new ChangeContactDialog(m_context.theme(), tr("Change groups"), tr("Groups"), tr("Separate several with commas."),
                                           contact->groups.join(QStringLiteral(", ")), &m_window);
    connect(dialog, &ChangeContactDialog::changeRequested, this, [=, this](const QString &text) {
        QStringList groups;
        const QStringList parts = text.split(u',', Qt::SkipEmptyParts);
        for (const QString &part : parts) {
            if (const QString group = part.trimmed(); !group.isEmpty() && !groups.contains(group))
                groups << group;
        }
        settle(dialog, m_wishes.setGroups(account, jid, groups));
    });
    open(dialog);
}

void Dialogs::removeContact(AccountId account, const BareJid &jid)
{
    const QString name = m_context.contacts().nameOf(account, jid);
    auto *question = new QMessageBox(&m_window);
    question->setWindowTitle(tr("Remove contact"));
    setWords(*question, tr("Remove %1 from your contacts?").arg(isolated(name)),
             tr("You no longer see each other’s presence. The chat and its messages stay."));
    QPushButton *cancel = question->addButton(tr("Cancel"), QMessageBox::RejectRole);
    QPushButton *remove = question->addButton(tr("Remove %1").arg(isolated(name)), QMessageBox::DestructiveRole);
    setButtonLook(remove, ButtonKind::Destructive);
    question->setDefaultButton(cancel);
    question->setEscapeButton(cancel);
    connect(remove, &QAbstractButton::clicked, this, [this, account, jid] {
        m_wishes.removeContact(account, jid).then(this, [this](const Status &status) {
            if (!status)
                Q_EMIT failed(status.error());
        });
    });
    open(question);
}

void Dialogs::enterPassword(AccountId account)
{
    const AccountListModel::Row *row = m_context.accounts().find(account);
    if (!row)
        return;
    auto *dialog = new PasswordDialog(m_context.theme(), row->settings.jid, &m_window);
    connect(dialog, &PasswordDialog::passwordEntered, this, [this, dialog, account](const QString &password) {
        settle(dialog, m_wishes.providePassword(account, password));
    });
    open(dialog);
}

void Dialogs::askForPlainLogin(AccountId account)
{
    const AccountListModel::Row *row = m_context.accounts().find(account);
    if (!row)
        return;
    jackdaw::askForPlainLogin(row->settings.jid, &m_window, this, [this, account] { allowPlainLogin(account); });
}

void Dialogs::allowPlainLogin(AccountId account)
{
    const AccountListModel::Row *row = m_context.accounts().find(account);
    if (!row)
        return; // removed while the question was open
    AccountSettings settings = row->settings;
    settings.plain = PlainLogin::Allowed;
    m_wishes.changeSettings(settings).then(this, [this](const Status &status) { tell(status); });
}

void Dialogs::askForWeakerLogin(AccountId account)
{
    const AccountListModel::Row *row = m_context.accounts().find(account);
    if (!row)
        return;
    jackdaw::askForWeakerLogin(row->settings.jid, &m_window, this, [this, account] {
        m_wishes.acceptWeakerLogin(account).then(this, [this](const Status &status) { tell(status); });
    });
}

void Dialogs::tell(const Status &status)
{
    if (!status && status.error().kind != ErrorKind::Cancelled)
        Q_EMIT failed(status.error());
}

void Dialogs::setStatusText()
{
    QString text;
    for (const AccountListModel::Row &row : m_context.accounts().rows()) {
        if (row.connection.state != ConnectionState::SignedOut && text.isEmpty())
            text = row.own.status;
    }
    auto *dialog = new ChangeContactDialog(m_context.theme(), tr("Set status"), tr("Status text"),
                                           tr("People who may see your presence see this."), text, &m_window);
    connect(dialog, &ChangeContactDialog::changeRequested, this, [this, dialog](const QString &status) {
        for (const AccountListModel::Row &row : m_context.accounts().rows()) {
            if (row.connection.state != ConnectionState::SignedOut)
                m_wishes.setPresence(row.settings.id, row.own.availability, status);
        }
        dialog->accept();
    });
    open(dialog);
}

void Dialogs::showWaiting()
{
    QList<Message> waiting;
    for (const AccountListModel::Row &row : m_context.accounts().rows())
        waiting += m_context.messages().waiting(row.settings.id);
    auto *dialog = new WaitingDialog(waiting, m_context.chats(), m_context.theme(), m_context.clock(), &m_window);
    connect(dialog, &WaitingDialog::chatRequested, this, &Dialogs::chatReady);
    connect(dialog, &WaitingDialog::retryRequested, &m_wishes, &Wishes::retry);
    open(dialog);
}

void Dialogs::showShortcuts()
{
    open(new ShortcutDialog(m_context.theme(), &m_window));
}

void Dialogs::showCertificate(AccountId account, const CertificateProblem &problem)
{
    const AccountListModel::Row *row = m_context.accounts().find(account);
    if (!row)
        return;
    auto *dialog = new CertificateDialog(m_context.theme(), problem, row->settings.jid.toString(), &m_window);
    connect(dialog, &CertificateDialog::trustRequested, this,
            [this, account](const QByteArray &fingerprint) { pin(account, fingerprint); });
    connect(dialog, &CertificateDialog::forgetRequested, this, [this, account] { pin(account, {}); });
    open(dialog);
}

/// No `fingerprint`: none is pinned any more. Either way it connects again.
void Dialogs::pin(AccountId account, const QByteArray &fingerprint)
{
    const AccountListModel::Row *row = m_context.accounts().find(account);
    if (!row)
        return;
    AccountSettings settings = row->settings;
    settings.pinnedCertificate = fingerprint;
    m_wishes.changeSettings(settings).then(this, [this](const Status &status) {
        if (!status)
            Q_EMIT failed(status.error());
    });
}

void Dialogs::showDetails(const BannerContent &content)
{
    if (content.certificate && content.accounts.size() == 1) {
        showCertificate(content.accounts.constFirst(), *content.certificate);
        return;
    }
    auto *box = new QMessageBox(&m_window);
    box->setWindowTitle(tr("Details"));
    setWords(*box, content.strong, content.details);
    box->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    box->addButton(tr("Close"), QMessageBox::RejectRole);
    open(box);
}

} // namespace jackdaw
