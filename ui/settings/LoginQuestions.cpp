// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/LoginQuestions.h"

#include "widgets/Buttons.h"

#include <QCoreApplication>
#include <QMessageBox>

namespace jackdaw {

namespace {

struct LoginWords
{
    Q_DECLARE_TR_FUNCTIONS(LoginQuestions)
};

struct Question
{
    QString title;
    QString text;
    QString risk;
    QString deed;
};

void askLogin(const Question &question, QWidget *window, QObject *context, std::function<void()> accepted)
{
    auto *box = new QMessageBox(window);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setWindowModality(Qt::WindowModal);
    box->setWindowTitle(question.title);
    box->setText(question.text);
    box->setInformativeText(question.risk);
    auto *cancel = new TextButton(LoginWords::tr("Cancel"));
    auto *accept = new TextButton(question.deed, ButtonKind::Destructive);
    box->addButton(cancel, QMessageBox::RejectRole);
    box->addButton(accept, QMessageBox::DestructiveRole);
    box->setDefaultButton(cancel);
    box->setEscapeButton(cancel);
    QObject::connect(accept, &QAbstractButton::clicked, context, std::move(accepted));
    box->open();
}

} // namespace

void askForPlainLogin(const BareJid &account, QWidget *window, QObject *context, std::function<void()> accepted)
{
    askLogin({LoginWords::tr("Plain-text password"), LoginWords::tr("Let the server read the password of %1?").arg(account.toString()),
         LoginWords::tr("The connection is encrypted, but this server, and whoever controls it, can see the password itself. Allow "
                   "it only if your provider says that there is no other way, and use this password nowhere else."),
         LoginWords::tr("Allow a plain-text password for this account")},
        window, context, std::move(accepted));
}

void askForWeakerLogin(const BareJid &account, QWidget *window, QObject *context, std::function<void()> accepted)
{
    askLogin({LoginWords::tr("Weaker sign-in"), LoginWords::tr("Sign in %1 in a weaker way than before?").arg(account.toString()),
         LoginWords::tr("The server offered a stronger way to sign in before. Either your provider changed it, or somebody between "
                   "you and the server tries to learn your password. Accept it only if your provider confirms the change."),
         LoginWords::tr("Accept the weaker sign-in method")},
        window, context, std::move(accepted));
}

} // namespace jackdaw
