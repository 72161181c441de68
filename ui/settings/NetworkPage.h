// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountSettings.h"
#include "settings/SettingsPage.h"

namespace jackdaw {

class AccountListModel;

/// Settings: how each account reaches its server: where that is, its proxy, and the certificate that the user trusted
/// for it. Its signals are wishes. Owned by SettingsWindow, GUI thread. Connects to nothing, and never shows a password
/// that is kept: a new one can be typed over it.
class NetworkPage : public SettingsPage
{
    Q_OBJECT
public:
    NetworkPage(const Theme &theme, const AccountListModel &accounts, QWidget *parent = nullptr);

Q_SIGNALS:
    /// Comes before the change of settings that it is for.
    void proxyPasswordEntered(const jackdaw::BareJid &account, const QString &password);
    void accountChangeRequested(const jackdaw::AccountSettings &settings);

private:
    class Row;

    void rebuild();
    void refresh();
    void apply(Row &row);
    void askToForget(AccountId account);

    const AccountListModel &m_accounts;
    QVBoxLayout *m_cards;
    QWidget *m_empty;
    QList<Row *> m_rows;
};

} // namespace jackdaw
