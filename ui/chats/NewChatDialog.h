// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountListModel.h"
#include "account/AccountMark.h"

#include <QDialog>

QT_BEGIN_NAMESPACE
class QComboBox;
class QListView;
class QStandardItemModel;
QT_END_NAMESPACE

namespace jackdaw {

class ContactListModel;
class TextButton;
class TextField;
class Theme;

/// Asks whom to write to, and from which account: a name of its contacts with completion, or an address. Emits the wish; the shell opens or makes the chat and
/// closes the dialog. Made by the shell, GUI thread. It reads accounts and contacts once, when it opens, and never makes
/// a chat itself.
class NewChatDialog : public QDialog
{
    Q_OBJECT
public:
    NewChatDialog(const AccountListModel &accounts, const ContactListModel &contacts, const Theme &theme,
                  QWidget *parent = nullptr);

    /// As if the user had typed it.
    void setAddress(const QString &address);
    /// The wish could not be fulfilled: says why below the field, and lets the user try again.
    void showError(const QString &text);

Q_SIGNALS:
    void chatRequested(jackdaw::AccountId account, const jackdaw::BareJid &peer);
    /// Not one person, but several.
    void newGroupRequested();
    void joinGroupRequested();

private:
    struct Person {
        AccountId account;
        BareJid jid;
        QString name;
        AccountMark mark; ///< without a name where there is one account only
        QString searchText;
        int rank = 0;
    };

    void readPeople(const ContactListModel &contacts);
    void complete(const QString &text);
    void choose(const QModelIndex &index);
    void submit();
    AccountId account() const;
    bool eventFilter(QObject *watched, QEvent *event) override;

    QList<Person> m_people;
    QComboBox *m_account = nullptr;
    TextField *m_address = nullptr;
    QListView *m_list = nullptr;
    QStandardItemModel *m_suggestions = nullptr;
    TextButton *m_open = nullptr;
};

} // namespace jackdaw
