// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "roster/BlockList.h"

#include <QDialog>

QT_BEGIN_NAMESPACE
class QComboBox;
class QListWidget;
QT_END_NAMESPACE

namespace jackdaw {

class AccountListModel;
class Label;
class TextButton;
class TextField;
class Theme;

/// The people and domains that the server of an account keeps away; more are added here, and let in again.
/// Owned by the window, GUI thread. Emits wishes, and shows the list that it is told: what the server did not
/// do never looks done.
class BlockedDialog : public QDialog
{
    Q_OBJECT
public:
    BlockedDialog(const AccountListModel &accounts, const Theme &theme, QWidget *parent = nullptr);

    AccountId account() const;
    void setList(const BlockList &list);
    void showError(const QString &text);

Q_SIGNALS:
    void accountChanged();
    void blockRequested(jackdaw::AccountId account, const QList<jackdaw::Jid> &who);
    void unblockRequested(jackdaw::AccountId account, const QList<jackdaw::Jid> &who);

private:
    void add();
    void remove();

    QComboBox *m_account;
    TextField *m_address;
    TextButton *m_add;
    QListWidget *m_list;
    Label *m_state;
    Label *m_error;
    TextButton *m_remove;
    BlockList m_shown;
};

} // namespace jackdaw
