// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Clock.h"
#include "omemo/DeviceTrust.h"
#include "settings/SettingsPage.h"

namespace jackdaw {

class AccountListModel;

/// What chats do by default, and the devices of the user's own accounts: the number of this one for others to compare, the others
/// with names, last use and removal. Owned by SettingsWindow, GUI thread; shows what it is given and emits wishes. Removes nothing
/// before the user has confirmed it.
class EncryptionPage : public SettingsPage
{
    Q_OBJECT
public:
    EncryptionPage(const Theme &theme, Preferences &preferences, const AccountListModel &accounts, QWidget *parent = nullptr);

    void setDevices(AccountId account, const QList<KnownDevice> &devices);
    /// Asks for the devices of all accounts again.
    void ask();

Q_SIGNALS:
    /// Answered through setDevices().
    void devicesRequested(jackdaw::AccountId account);
    void trustRequested(jackdaw::AccountId account, const jackdaw::OmemoDevice &device, jackdaw::DeviceTrust trust);
    void renameRequested(jackdaw::AccountId account, const jackdaw::OmemoDevice &device, const QString &name);
    void removeRequested(jackdaw::AccountId account, jackdaw::OmemoDeviceId device);

private:
    QWidget *makeRow(AccountId account, const KnownDevice &device);
    void openMenu(AccountId account, const KnownDevice &device, QWidget *button);
    void compare(AccountId account, const KnownDevice &device);
    void rename(AccountId account, const KnownDevice &device);
    void confirmRemoval(AccountId account, const KnownDevice &device);

    SystemClock m_clock;
    QHash<AccountId, Card *> m_cards;
};

} // namespace jackdaw
