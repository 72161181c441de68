// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountSettings.h"
#include "settings/SettingsPage.h"

#include <QHash>

namespace jackdaw {

class AccountListModel;
class Card;
class Label;

/// Settings: the accounts of this profile, signing in and out, adding and removing. Its signals are wishes. Owned by
/// SettingsWindow, GUI thread. It follows AccountListModel, and never touches an account without a wish that the user
/// made.
class AccountsPage : public SettingsPage
{
    Q_OBJECT
public:
    AccountsPage(const Theme &theme, const AccountListModel &accounts, QWidget *parent = nullptr);

Q_SIGNALS:
    void addAccountRequested();
    void manageRequested(jackdaw::AccountId account);
    void signInRequested(jackdaw::AccountId account);
    void signOutRequested(jackdaw::AccountId account);
    void passwordRequested(jackdaw::AccountId account);
    void removeAccountRequested(jackdaw::AccountId account);
    /// By an explicit act, after the risk was said.
    void plainLoginChosen(jackdaw::AccountId account, jackdaw::PlainLogin plain);
    void weakerLoginAccepted(jackdaw::AccountId account);

private:
    class Row;

    void rebuild();
    void refresh();
    void showRemoval();
    void act(AccountId account);
    void choosePlainLogin(AccountId account, PlainLogin plain);
    void acceptWeakerLogin(AccountId account);
    void askToRemove(AccountId account);

    const AccountListModel &m_accounts;
    Card *m_card;
    QWidget *m_empty;
    Label *m_removal; ///< how far what was removed is gone
    QList<Row *> m_rows;
};

} // namespace jackdaw
