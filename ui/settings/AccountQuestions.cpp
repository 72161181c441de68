// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/AccountQuestions.h"

#include "style/Direction.h"
#include "widgets/Buttons.h"

#include <QCoreApplication>
#include <QMessageBox>

namespace jackdaw {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(AccountQuestions)
};

void ask(QWidget *parent, const QString &title, const QString &question, const QString &effect, const QString &act,
         std::function<void()> yes)
{
    auto *box = new QMessageBox(parent->window());
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setWindowTitle(title);
    box->setWindowModality(Qt::WindowModal);
    box->setText(question);
    box->setInformativeText(effect);
    auto *cancel = new TextButton(Words::tr("Cancel"));
    auto *remove = new TextButton(act, ButtonKind::Destructive);
    box->addButton(cancel, QMessageBox::RejectRole);
    box->addButton(remove, QMessageBox::DestructiveRole);
    box->setDefaultButton(cancel);
    box->setEscapeButton(cancel);
    QObject::connect(remove, &QAbstractButton::clicked, parent, std::move(yes));
    box->open();
}

QString lostMessages(int waiting)
{
    if (waiting <= 0)
        return {};
    return QLatin1Char(' ') + Words::tr("%n messages that are not sent yet are lost.", nullptr, waiting);
}

} // namespace

void askToRemoveAccount(QWidget *parent, const AccountListModel::Row &account, std::function<void()> yes)
{
    const QString address = account.settings.jid.toString();
    ask(parent, Words::tr("Remove account"), Words::tr("Remove %1 from Jackdaw?").arg(address),
        Words::tr("Its messages, drafts and contacts and its password are deleted on this computer. The account itself stays "
                  "with your provider.")
            + lostMessages(account.waiting),
        Words::tr("Remove %1").arg(address), std::move(yes));
}

void askToDeleteAccount(QWidget *parent, const AccountListModel::Row &account, std::function<void()> yes)
{
    const QString address = account.settings.jid.toString();
    const QString provider = account.settings.jid.domain();
    ask(parent, Words::tr("Delete account"), Words::tr("Delete %1 for good?").arg(address),
        Words::tr("%1 deletes the account with its contacts and the messages that it keeps. You cannot sign in to it any "
                  "more, on no device, and somebody else may take the address. Its messages, drafts, contacts and password "
                  "on this computer go too.")
                .arg(provider)
            + lostMessages(account.waiting),
        Words::tr("Delete %1").arg(address), std::move(yes));
}

void askToTakeNameBack(QWidget *parent, const AccountListModel::Row &account, std::function<void()> yes)
{
    const QString name = isolated(account.wantedName.value_or(account.ownName));
    const QString address = account.settings.jid.toString();
    ask(parent, Words::tr("Take back your name"), Words::tr("Take back your name %1?").arg(name),
        Words::tr("Your contacts no longer see it. Where they gave you no name, they see %1.").arg(address),
        Words::tr("Take back the name"), std::move(yes));
}

} // namespace jackdaw
