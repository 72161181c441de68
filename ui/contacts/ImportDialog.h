// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "roster/RosterFile.h"

#include <QDialog>

QT_BEGIN_NAMESPACE
class QComboBox;
class QListWidget;
QT_END_NAMESPACE

namespace jackdaw {

class AccountListModel;
class ContactListModel;
class Label;
class TextButton;
class Theme;

/// What reading a file of contacts would do, before anything is done: who is added, who is there already, what
/// was not understood. Owned by the window, GUI thread.
/// Emits the wish; adds nobody itself.
class ImportDialog : public QDialog
{
    Q_OBJECT
public:
    ImportDialog(const RosterImport &import, const AccountListModel &accounts, const ContactListModel &contacts, const Theme &theme,
                 QWidget *parent = nullptr);

    /// Whose they are to be; the user may choose another.
    void setAccount(AccountId account);
    /// `done` of those that were wished for are added, `failed` were refused, the first with `why`.
    void showProgress(int done, int failed, const QString &why);

Q_SIGNALS:
    void importRequested(jackdaw::AccountId account, const QList<jackdaw::RosterEntry> &entries);

private:
    void refresh();
    void submit();

    const ContactListModel &m_contacts;
    RosterImport m_import;
    QList<RosterEntry> m_new;
    BareJid m_own;
    const AccountListModel &m_accounts;
    QComboBox *m_account;
    Label *m_summary;
    QListWidget *m_list;
    Label *m_state;
    TextButton *m_add;
    TextButton *m_close;
    bool m_isUnderWay = false;
};

} // namespace jackdaw
