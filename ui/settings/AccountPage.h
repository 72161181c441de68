// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountListModel.h"
#include "settings/SettingsPage.h"

QT_BEGIN_NAMESPACE
class QButtonGroup;
QT_END_NAMESPACE

namespace jackdaw {

class Label;
class Switch;
class TextButton;
class TextField;

/// Settings: one account, what it is called and its colour, on or off, its password, and its end. Its signals are wishes.
/// Owned by AccountsPage, GUI thread.
class AccountPage : public SettingsPage
{
    Q_OBJECT
public:
    AccountPage(const Theme &theme, const AccountListModel &accounts, AccountId account, QWidget *parent = nullptr);

    AccountId account() const { return m_account; }

Q_SIGNALS:
    void backRequested();
    void changeRequested(const jackdaw::AccountSettings &settings);
    void signInRequested(jackdaw::AccountId account);
    void signOutRequested(jackdaw::AccountId account);
    void passwordChangeRequested(jackdaw::AccountId account);
    void providerRequested(jackdaw::AccountId account);
    void removeAccountRequested(jackdaw::AccountId account);
    void deleteAccountRequested(jackdaw::AccountId account);

private:
    void addLook();
    void addConnection();
    void addEnd();
    void refresh();
    void takeName();

    const AccountListModel &m_accounts;
    AccountId m_account;
    TextField *m_name = nullptr;
    QButtonGroup *m_colors = nullptr;
    Switch *m_on = nullptr;
    TextButton *m_password = nullptr;
    TextButton *m_delete = nullptr;
};

} // namespace jackdaw
