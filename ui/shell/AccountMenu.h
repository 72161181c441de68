// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountListModel.h"

#include <QMenu>

namespace jackdaw {

class Theme;

/// The menu behind the account's avatar: status, sign in and out, another account. Built each time it opens, from
/// AccountListModel. Emits wishes; commands nothing. Owned by the main window, GUI thread. It keeps nothing between two
/// openings.
class AccountMenu : public QMenu
{
    Q_OBJECT
public:
    AccountMenu(const AccountListModel &accounts, const Theme &theme, QWidget *parent = nullptr);

    /// Makes the entries anew, as opening does; before that its size is that of the last time.
    void build();

Q_SIGNALS:
    /// For all accounts that are signed in; the words stay as they are.
    void availabilityRequested(jackdaw::Availability availability);
    void statusTextRequested();
    void signInRequested(jackdaw::AccountId account);
    void signOutRequested(jackdaw::AccountId account);
    void addAccountRequested();

private:
    void addStatus();
    void addAccounts();

    const AccountListModel &m_accounts;
    const Theme &m_theme;
};

/// What the avatar shows: the account that stands for all, and its state in words. Pure.
struct AccountSummary
{
    QString name;
    BareJid jid;
    Availability shown = Availability::Unknown;
    QString state;
};
AccountSummary accountSummary(const QList<AccountListModel::Row> &rows);

} // namespace jackdaw
