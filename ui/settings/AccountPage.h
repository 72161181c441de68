// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountListModel.h"
#include "settings/SettingsPage.h"

QT_BEGIN_NAMESPACE
class QButtonGroup;
QT_END_NAMESPACE

namespace jackdaw {

class OwnNameField;
class Switch;
class TextButton;
class TextField;

/// Settings: one account, what its owner and it are called and its colour, on or off, its password, and its end. Its signals are
/// wishes; it follows AccountListModel, which shows what became of them. Owned by SettingsWindow, GUI thread. Changes
/// nothing itself, and asks before the account goes.
class AccountPage : public SettingsPage
{
    Q_OBJECT
public:
    AccountPage(const Theme &theme, const AccountListModel &accounts, AccountId account, QWidget *parent = nullptr);

    AccountId account() const { return m_account; }
    /// What became of the name that ownNameEntered() told of.
    void showOwnNameOutcome(const Status &outcome);

Q_SIGNALS:
    void backRequested();
    void changeRequested(const jackdaw::AccountSettings &settings);
    void signInRequested(jackdaw::AccountId account);
    void signOutRequested(jackdaw::AccountId account);
    void passwordChangeRequested(jackdaw::AccountId account);
    /// What contacts are to see the user called; empty after a question only.
    void ownNameEntered(jackdaw::AccountId account, const QString &name);
    /// What others are to see of the user: another picture, or none.
    void pictureChoiceRequested(jackdaw::AccountId account);
    void profileRequested(jackdaw::AccountId account);
    void pictureRemovalRequested(jackdaw::AccountId account);
    void providerRequested(jackdaw::AccountId account);
    void removeAccountRequested(jackdaw::AccountId account);
    void deleteAccountRequested(jackdaw::AccountId account);

private:
    QWidget *makePicture();
    void addLook();
    void addConnection();
    void addEnd();
    void refresh();
    void takeName();

    const AccountListModel &m_accounts;
    AccountId m_account;
    TextButton *m_choosePicture = nullptr;
    TextButton *m_removePicture = nullptr;
    OwnNameField *m_ownName = nullptr;
    TextField *m_name = nullptr;
    QButtonGroup *m_colors = nullptr;
    Switch *m_on = nullptr;
    TextButton *m_password = nullptr;
    TextButton *m_delete = nullptr;
};

} // namespace jackdaw
