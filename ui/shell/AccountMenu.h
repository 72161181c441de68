// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountListModel.h"

#include <QMenu>

namespace jackdaw {

class ChatListModel;
class Clock;
class LivePlaceModel;
class Preferences;
class Theme;

/// The menu behind the account's avatar: who one is, status, sign in and out, another account. Built each time it opens, from
/// AccountListModel. Emits wishes; commands nothing. Owned by the main window, GUI thread. It keeps nothing between two
/// openings.
class AccountMenu : public QMenu
{
    Q_OBJECT
public:
    AccountMenu(const AccountListModel &accounts, const Preferences &preferences, const Theme &theme, QWidget *parent = nullptr);

    /// Whom the user's place is told to. They outlive the menu; without them it says nothing of that.
    void setLivePlaces(const LivePlaceModel &places, const ChatListModel &chats, const Clock &clock);
    /// Makes the entries anew, as opening does; before that its size is that of the last time.
    void build();

Q_SIGNALS:
    /// For all accounts that are signed in, or where none is for those that are to be; the words stay as they are.
    void availabilityRequested(jackdaw::Availability availability);
    /// The same with words; until it is changed.
    void statusRequested(const jackdaw::OwnStatus &status);
    /// Of all accounts, each with the state and the time that it has.
    void statusTextRemoved();
    /// For all accounts that can be so; what is chosen stays, for when one is seen again.
    void invisibleRequested();
    /// All accounts sign out.
    void offlineRequested();
    void statusTextRequested();
    void signInRequested(jackdaw::AccountId account);
    void signOutRequested(jackdaw::AccountId account);
    void addAccountRequested();
    /// The settings of this account.
    void accountRequested(jackdaw::AccountId account);
    /// What the server of this account has, and can be asked to do.
    void servicesRequested(jackdaw::AccountId account);
    /// To other networks.
    void gatewaysRequested(jackdaw::AccountId account);
    /// That one is not told any more where the user goes.
    void stopLiveRequested(jackdaw::AccountId account, const QString &id);

private:
    void addLivePlaces();
    void addOwner();
    void addStatus();
    void addAccounts();
    void addServices();

    const AccountListModel &m_accounts;
    const Preferences &m_preferences;
    const Theme &m_theme;
    const LivePlaceModel *m_livePlaces = nullptr;
    const ChatListModel *m_chats = nullptr;
    const Clock *m_clock = nullptr;
};

/// What the avatar shows: the account that stands for all, and its state in words. Pure.
struct AccountSummary
{
    QString name;    ///< the owner's, or what the address begins with
    QString ownName; ///< empty where it is not known
    BareJid jid;
    Availability shown = Availability::Unknown;
    QString state;
};
AccountSummary accountSummary(const QList<AccountListModel::Row> &rows);

} // namespace jackdaw
