// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountListModel.h"
#include "widgets/AskDialog.h"

#include <QStringList>

QT_BEGIN_NAMESPACE
class QComboBox;
QT_END_NAMESPACE

namespace jackdaw {

class TextField;

/// What the user wants to add.
struct NewContact
{
    AccountId account;
    BareJid jid;
    QString name;
    QStringList groups;
    QString message;
};

/// Asks for somebody's address, the name to show, a group and a word to them. Emits the wish when the address
/// can be one; Dialogs carries it out, closes the dialog or shows below the fields why it was not done. GUI
/// thread; commands nothing.
class AddContactDialog : public AskDialog
{
    Q_OBJECT
public:
    AddContactDialog(const AccountListModel &accounts, const QStringList &groups, const Theme &theme, QWidget *parent = nullptr);

    /// To begin with.
    void setAddress(const QString &address);
    void setAccount(AccountId account);

Q_SIGNALS:
    void addRequested(const jackdaw::NewContact &contact);

protected:
    void submit() override;

private:
    void takeLink();

    QComboBox *m_account;
    TextField *m_address;
    TextField *m_name;
    QComboBox *m_group;
    TextField *m_message;
};

/// One line of text about a contact: another name, or its groups. GUI thread.
class ChangeContactDialog : public AskDialog
{
    Q_OBJECT
public:
    ChangeContactDialog(const Theme &theme, const QString &title, const QString &label, const QString &help, const QString &text,
                        QWidget *parent = nullptr);

Q_SIGNALS:
    void changeRequested(const QString &text);

protected:
    void submit() override;

private:
    TextField *m_text;
};

} // namespace jackdaw
