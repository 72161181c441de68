// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountSettings.h"
#include "account/ProviderInfo.h"
#include "omemo/DeviceTrust.h"
#include "settings/SettingsFacts.h"
#include "settings/StoragePage.h"
#include "style/Theme.h"

#include <QDialog>
#include <functional>

class QListWidget;
class QStackedWidget;

namespace jackdaw {

class AccountListModel;
class AccountPage;
class AccountsPage;
class EncryptionPage;
class IconButton;
class Label;
class Preferences;
class PresenceSettingsPage;
class ProviderPage;
class SearchField;
class SettingsPage;

/// The settings: modeless, no OK button, everything applies at once (picture 08). Pages are made when they are first
/// shown or searched. A narrow window shows the list, or a page with a Back button. Owned by its opener, GUI thread. What
/// is about accounts it only wishes for. It never commands the engine.
class SettingsWindow : public QDialog
{
    Q_OBJECT
public:
    enum class Page { Accounts, Appearance, Notifications, ChatsAndMedia, Privacy, Encryption, Presence, Keyboard, Network, Storage, Backup, Advanced, About };

    SettingsWindow(const Theme &theme, Preferences &preferences, const AccountListModel &accounts, SettingsFacts facts,
                   QWidget *parent = nullptr);

    void showPage(Page page);
    /// The page of one account, behind that of all.
    void showAccount(AccountId account);
    void showProvider(AccountId account, const Result<ProviderInfo> &info);
    void showOutages(AccountId account, const Result<QList<OutageNotice>> &notices);
    /// Of ownNameEntered(); false: nobody looks at that account.
    bool showOwnNameOutcome(AccountId account, const Status &outcome);
    /// Of the account itself.
    void showDevices(AccountId account, const QList<KnownDevice> &devices);
    /// They may be otherwise now.
    void askDevices();

    void setIdleTime(SettingsFacts::IdleTime idleTime);

    void showDiskUse(const QList<StoragePage::Chat> &chats, qint64 stickers = 0);
    void showCleanup(ConversationId chat, int done, int total);
    void showCleanupOutcome(ConversationId chat, const Result<CleanedUp> &outcome);

    void done(int result) override;

Q_SIGNALS:
    void addAccountRequested();
    void signInRequested(jackdaw::AccountId account);
    void signOutRequested(jackdaw::AccountId account);
    void passwordRequested(jackdaw::AccountId account);
    void removeAccountRequested(jackdaw::AccountId account);
    void plainLoginChosen(jackdaw::AccountId account, jackdaw::PlainLogin plain);
    void weakerLoginAccepted(jackdaw::AccountId account);
    void deleteAccountRequested(jackdaw::AccountId account);
    void accountChangeRequested(const jackdaw::AccountSettings &settings);
    void passwordChangeRequested(jackdaw::AccountId account);
    void ownNameEntered(jackdaw::AccountId account, const QString &name);
    void pictureChoiceRequested(jackdaw::AccountId account);
    void profileRequested(jackdaw::AccountId account);
    void pictureRemovalRequested(jackdaw::AccountId account);
    /// Answered through showProvider().
    void providerRequested(jackdaw::AccountId account);
    void outagesRequested(jackdaw::AccountId account);
    /// Answered through showDevices().
    void ownDevicesRequested(jackdaw::AccountId account);
    void deviceTrustRequested(jackdaw::AccountId account, const jackdaw::OmemoDevice &device, jackdaw::DeviceTrust trust);
    void deviceRenameRequested(jackdaw::AccountId account, const jackdaw::OmemoDevice &device, const QString &name);
    void deviceRemovalRequested(jackdaw::AccountId account, jackdaw::OmemoDeviceId device);
    /// Of all people, and asked already.
    void presenceLogEraseRequested();
    void proxyPasswordEntered(const jackdaw::BareJid &account, const QString &password);
    void backupRequested();
    void restoreRequested();
    /// Answered through showDiskUse().
    void diskUseRequested();
    /// Asked already; answered through showCleanup() and showCleanupOutcome().
    void cleanupRequested(jackdaw::ConversationId chat, jackdaw::FileKinds kinds);
    void cleanupStopRequested(jackdaw::ConversationId chat);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    struct Entry
    {
        QString icon;
        QString name;
        std::function<SettingsPage *()> make;
        SettingsPage *page = nullptr;
    };

    SettingsPage *page(int index);
    SettingsPage *makeAccounts();
    void openProvider(AccountId account);
    void leaveAccount();
    SettingsPage *makeBackup();
    SettingsPage *makeEncryption();
    SettingsPage *makeNetwork();
    SettingsPage *makePresence();
    SettingsPage *makeStorage();
    void makeShortcuts();
    void showIndex(int index);
    void openCurrent();
    void search(const QString &words);
    enum class Pane { List, Content };
    void showPane(Pane pane);
    bool isOnePane() const;
    void collapse();

    const Theme &m_theme;
    Preferences &m_preferences;
    const AccountListModel &m_accounts;
    SettingsFacts m_facts;
    QList<Entry> m_entries;
    QWidget *m_side;
    SearchField *m_search;
    Label *m_nothing;
    QListWidget *m_list;
    QWidget *m_main;
    IconButton *m_back;       ///< to the list, where there is one pane
    QWidget *m_backLine;
    Pane m_pane = Pane::List; ///< what that one shows
    QStackedWidget *m_stack;
    EncryptionPage *m_encryption = nullptr; ///< once it was made
    StoragePage *m_storage = nullptr;       ///< the same
    PresenceSettingsPage *m_presence = nullptr; ///< the same
    AccountPage *m_account = nullptr;   ///< the one account that is looked at, behind the pages
    ProviderPage *m_provider = nullptr; ///< and its provider
};

} // namespace jackdaw
