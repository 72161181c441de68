// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountDoor.h"
#include "account/AccountService.h"
#include "account/EngineDoor.h"
#include "account/RegistrationDoor.h"
#include "backup/BackupWatch.h"
#include "base/Clock.h"
#include "chat/ChatDoor.h"
#include "files/DownloadRules.h"
#include "omemo/DeviceTrust.h"
#include "presence/OwnStatus.h"
#include "presence/WorkingHours.h"
#include "storage/Database.h"
#include "watch/Watch.h"
#include "xmpp/SystemWatch.h"

#include <QSet>
#include <map>
#include <memory>
#include <vector>

namespace jackdaw {

class AccountStore;
class BackupService;
class Features;
class RegistrationService;
class RemovalService;
class SearchService;
struct Place;
class SecretStore;
class TokenRetirementService;
struct EngineSignals;

/// Everything that lives on the engine thread: the database, the secrets and one AccountService an account. Made by
/// Engine, which moves it to that thread; start() makes what it owns there, and it is destroyed there. The doors'
/// commands call it; it tells them through EngineSignals. Reads no stanza: that is the features' part.
class EngineCore : public QObject
{
    Q_OBJECT
public:
    EngineCore(const EngineOptions &options, const EngineSignals &doors);
    ~EngineCore() override;

    void start();

    // Commands: AccountDoor says what they do, and which errors they know.
    QFuture<Result<AccountId>> addAccount(const AccountSettings &settings, const QString &password);
    QFuture<Status> providePassword(AccountId account, const QString &password);
    QFuture<Status> signIn(AccountId account);
    QFuture<Status> signOut(AccountId account);
    QFuture<Status> removeAccount(AccountId account);
    QFuture<Status> changeSettings(const AccountSettings &settings);
    QFuture<Status> acceptWeakerLogin(AccountId account);
    QFuture<Status> changePassword(AccountId account, const QString &password);
    QFuture<Status> deleteOnServer(AccountId account);
    QFuture<Result<RegistrationOffer>> askRegistration(const ConnectionSettings &server, const QString &token);
    RegistrationService &registration() { return *m_registration; }
    void setProxyPassword(const BareJid &account, const QString &password);
    void tryNow(AccountId account);
    void setWindowUse(WindowUse use);
    void setPrivacy(const PrivacySwitches &privacy);
    void setHighlights(const QStringList &words);
    void setEncryptByDefault(EncryptByDefault wish);
    void setIdle(const IdleState &idle);
    void setWorkingHours(const WorkingHours &hours, const OutOfOffice &outOfOffice);
    void setWatchOptions(const WatchOptions &options);
    /// The user is there now: for all accounts.
    void moveLivePlaces(const Place &place, qint64 time);
    void setDownloadRules(const DownloadRules &rules);
    QFuture<Status> erasePresenceLog(AccountId account, const BareJid &person);
    // BackupDoor says what these do (EngineRestore.cpp).
    QFuture<Status> writeBackup(const BackupOrder &order, const BackupWatch &watch);
    QFuture<Result<BackupContents>> lookAtBackup(const BackupFile &file, const BackupWatch &watch);
    QFuture<Result<BackupOutcome>> restoreBackup(const BackupFile &file, const BackupWatch &watch);

    /// nullptr if there is no such account, or the database could not be opened.
    AccountService *find(AccountId account);
    /// The account that a conversation belongs to.
    AccountService *findByConversation(ConversationId conversation);
    AccountService *findByMessage(MessageId message);
    /// Why commands cannot be carried out, if the database is not there.
    Error unavailable() const;

private:
    struct Trial;

    void openService(const AccountSettings &settings);
    /// What those went on with of whom no password is kept: the user is not asked again for what nobody forgot.
    using HeldPasswords = QHash<BareJid, QString>;
    void closeAll();
    HeldPasswords closeAccounts();
    void reopenAccounts(const QList<BareJid> &restored, const HeldPasswords &held);
    Status dropForeignNotes(AccountId id);
    void listenToRooms(Features &features);
    void listenToPresence(Features &features);
    void passEncryption(AccountId id, Features &features);
    AccountNotes notesOf(AccountId account) const;
    void signInWithKeptPassword(AccountId account);
    void finishTrial(Trial &trial, Result<AccountId> result);
    void signInWithKeptToken(AccountId account, const QString &password, int number);
    void keepPassword(const AccountSettings &settings, const QString &password);
    void keepToken(AccountId account, const FastToken &token);
    void giveUpToken(AccountService &account, const Result<QString> &userAgent);
    void letGo(std::unique_ptr<AccountService> account);
    QFuture<Status> readProxyPassword(const AccountSettings &settings);
    void keepProxyPassword(const AccountSettings &settings);
    void forgetProxyPassword(const BareJid &jid);
    void tellWhatIsStored();
    void goOnRemoving();
    QFuture<Status> forgetBeside(AccountId account, const BareJid &jid);
    void tellSecretsTrouble(const Status &done);
    void announceAccounts();
    void noteStorageFailure(AccountService &account, const Error &error);
    void noteStorageWorks();

    EngineOptions m_options;
    const EngineSignals &m_doors;
    SystemClock m_clock;
    std::unique_ptr<SystemWatch> m_system; ///< made by start(), on the engine thread
    std::unique_ptr<Database> m_database;
    QString m_profileFolder;
    std::unique_ptr<SearchService> m_search; ///< before what writes, and gone after it
    std::unique_ptr<RemovalService> m_removals;
    std::unique_ptr<BackupService> m_backups;
    std::unique_ptr<AccountStore> m_store;
    std::unique_ptr<SecretStore> m_secrets;
    std::unique_ptr<RegistrationService> m_registration;
    std::unique_ptr<TokenRetirementService> m_retirements;
    std::map<AccountId, std::unique_ptr<AccountService>> m_accounts;
    std::vector<std::unique_ptr<AccountService>> m_leaving; ///< removed: their streams end
    std::vector<std::unique_ptr<Trial>> m_trials;
    std::map<AccountId, int> m_signIns; ///< how often each was begun or taken back: an answer to an older one is dropped
    QHash<BareJid, QString> m_proxyPasswords; ///< typed, or read from the key service
    std::optional<Error> m_databaseError;
    bool m_storageFails = false;
    QSet<AccountId> m_foreignNotes; ///< accounts beside whom another one's notes lie still: they are not signed in
    bool m_secretsFailed = false; ///< as it was told last
    WindowUse m_windowUse = WindowUse::Used;
    PrivacySwitches m_privacy;
    QStringList m_highlights;
    IdleState m_idle;
    WorkingHours m_workingHours;
    OutOfOffice m_outOfOffice;
    WatchOptions m_watchOptions;
    DownloadRules m_downloadRules;
    EncryptByDefault m_encryptByDefault = EncryptByDefault::No;
};

} // namespace jackdaw
