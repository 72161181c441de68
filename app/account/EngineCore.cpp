// SPDX-License-Identifier: GPL-3.0-or-later
#include "account/EngineCore.h"

#include "account/EngineCommands.h"
#include "account/Features.h"
#include "account/RegistrationService.h"
#include "account/RemovalService.h"
#include "account/TokenRetirementService.h"
#include "backup/BackupService.h"
#include "base/Async.h"
#include "base/Log.h"
#include "chat/RoomMentions.h"
#include "omemo/IdentityFile.h"
#include "search/SearchService.h"
#include "secrets/KeychainSecretStore.h"
#include "secrets/MemorySecretStore.h"
#include "storage/Profile.h"

#include <QUuid>

#include <algorithm>
#include <utility>

namespace jackdaw {

/// A first sign-in that is not an account yet.
struct EngineCore::Trial
{
    std::unique_ptr<Connection> connection;
    QPromise<Result<AccountId>> promise;
};

EngineCore::EngineCore(const EngineOptions &options, const EngineSignals &doors)
    : m_options(options)
    , m_doors(doors)
    // Its child, so that it comes along to the engine's thread.
    , m_registration(std::make_unique<RegistrationService>(m_clock, this))
{
}

EngineCore::~EngineCore()
{
    while (!m_trials.empty()) {
        finishTrial(*m_trials.back(), Error{ErrorKind::Cancelled, QStringLiteral("the program ends"), {}});
    }
    closeAll();
}

/// While all is there that the last answers of theirs are dealt with by; whoever looks for one then finds none.
void EngineCore::closeAll()
{
    auto accounts = std::exchange(m_accounts, {});
    auto leaving = std::exchange(m_leaving, {});
    accounts.clear();
    leaving.clear();
}

void EngineCore::start()
{
    m_system = std::make_unique<SystemWatch>();
    m_retirements = std::make_unique<TokenRetirementService>(m_clock, *m_system, std::make_unique<TimerAlarm>());
    if (m_options.secrets == EngineOptions::Secrets::Memory) {
        m_secrets = std::make_unique<MemorySecretStore>();
    } else {
        m_secrets = std::make_unique<KeychainSecretStore>();
    }
    const auto profile = Profile::open(m_options.profileFolder);
    if (profile) {
        BackupStagingStore::clear(profile->folder()); // what of a backup lies there in clear goes also where no history opens
    }
    auto opened = profile ? Database::open(profile->databaseFile()) : Result<Database::Opened>(profile.error());
    if (!opened) {
        m_databaseError = opened.error();
        Q_EMIT m_doors.accounts.databaseUnavailable(opened.error());
        return;
    }
    m_database = std::move(opened->database);
    m_profileFolder = profile->folder();
    m_search = std::make_unique<SearchService>(*m_database);
    connect(m_search.get(), &SearchService::progressChanged, &m_doors.search, &SearchDoor::indexProgressChanged, Qt::DirectConnection);
    m_removals = std::make_unique<RemovalService>(*m_database, [this](const QList<RemovalStore::File> &files) {
        for (const RemovalStore::File &file : files) {
            DownloadService::removeFile(m_profileFolder, file.message, file.path);
            PreviewService::removePictures(m_profileFolder, file.message);
        }
    });
    connect(m_removals.get(), &RemovalService::progressChanged, &m_doors.accounts, &AccountDoor::removalProgressChanged,
            Qt::DirectConnection);
    m_store = std::make_unique<AccountStore>(*m_database);
    m_backups = std::make_unique<BackupService>(m_profileFolder, profile->databaseFile());
    const bool isReplaced = !opened->setAside.isEmpty() || !opened->backup.isEmpty();
    if (isReplaced) {
        Q_EMIT m_doors.accounts.databaseReplaced();
    }
    if (!opened->setAside.isEmpty()) {
        Q_EMIT m_doors.accounts.databaseRepaired(opened->setAside, opened->salvaged);
    }
    const auto accounts = m_store->load();
    if (!accounts) {
        m_databaseError = accounts.error();
        Q_EMIT m_doors.accounts.databaseUnavailable(accounts.error());
        return;
    }
    for (const AccountSettings &settings : *accounts) {
        openService(settings);
    }
    announceAccounts();
    if (isReplaced) {
        tellWhatIsStored();
    }
    for (const AccountSettings &settings : *accounts) {
        if (settings.enabled) {
            signInWithKeptPassword(settings.id);
        }
    }
    goOnRemoving();
}

/// The window read a damaged file, or an older one that has not all that it asks for (016_contact_names.sql); and a server that
/// knows versions does not send the roster again (RFC 6121, 2.6.3). What belongs to an account's row finds that only now. Rooms
/// and what is watched were told of as each account was opened.
void EngineCore::tellWhatIsStored()
{
    for (const auto &[id, account] : m_accounts) {
        Features &features = account->features();
        features.roster.announceAll();
        Q_EMIT m_doors.presence.presencesUnknown(id);
        features.ownStatus.announce();
        features.messages.announceAll();
    }
}

/// What an earlier run did not come to the end of.
void EngineCore::goOnRemoving()
{
    if (const auto named = m_removals->store().named()) {
        for (const RemovalStore::Removed &each : *named) {
            const bool isBack = std::any_of(m_accounts.begin(), m_accounts.end(), [&each](const auto &account) {
                return account.second->settings().jid == each.jid;
            });
            if (isBack) { // what is known by this address is the new one's
                m_removals->store().forgetName(each.id);
            } else {
                forgetBeside(each.id, each.jid);
            }
        }
    }
    m_removals->start();
    m_search->start();
}

void EngineCore::openService(const AccountSettings &settings)
{
    const auto userAgent = m_store->userAgent(settings.id);
    const QString agent = userAgent ? *userAgent : QUuid::createUuid().toString(QUuid::WithoutBraces);
    auto service = std::make_unique<AccountService>(settings, agent, *m_database, notesOf(settings.id), m_clock, *m_system,
                                                    m_profileFolder);
    AccountService *account = service.get();
    Features &features = account->features();
    const AccountId id = settings.id;

    // Direct: the doors' signals are sent on this thread and queued to whoever listens on another.
    connect(account, &AccountService::statusChanged, this, [this, id](const ConnectionStatus &status) {
        Q_EMIT m_doors.accounts.connectionChanged(id, status);
    });
    connect(account, &AccountService::tokenChanged, this, [this, id](const FastToken &token) { keepToken(id, token); });
    connect(account, &AccountService::strongerMechanismUsed, this, [this, id](const QString &mechanism) {
        if (const Status stored = m_store->setStrongestMechanism(id, mechanism); !stored) {
            qCWarning(log::connection) << "the way of signing in was not stored:" << stored.error().detail;
        }
    });
    connect(&features.ownName, &OwnNameService::changed, &m_doors.accounts, &AccountDoor::ownNameChanged, Qt::DirectConnection);
    connect(&features.roster, &RosterService::rosterReplaced, &m_doors.roster, &RosterDoor::rosterReplaced, Qt::DirectConnection);
    connect(&features.roster, &RosterService::contactsChanged, &m_doors.roster, &RosterDoor::contactsChanged, Qt::DirectConnection);
    connect(&features.roster, &RosterService::contactRemoved, &m_doors.roster, &RosterDoor::contactRemoved, Qt::DirectConnection);
    connect(&features.roster, &RosterService::requestsChanged, &m_doors.roster, &RosterDoor::requestsChanged, Qt::DirectConnection);
    connect(&features.groupDelimiter, &GroupDelimiterService::known, &m_doors.roster, &RosterDoor::groupDelimiterKnown, Qt::DirectConnection);
    connect(&features.rosterExchange, &RosterExchangeService::proposed, &m_doors.roster, &RosterDoor::contactsProposed, Qt::DirectConnection);
    connect(&features.blocking, &BlockingService::changed, &m_doors.roster, &RosterDoor::blockListChanged, Qt::DirectConnection);
    connect(&features.profiles, &ProfileService::changed, &m_doors.profiles, &ProfileDoor::profileChanged, Qt::DirectConnection);
    connect(&features.gateways, &GatewayService::changed, &m_doors.services, &ServiceDoor::gatewaysChanged, Qt::DirectConnection);
    listenToPresence(features);
    connect(&features.messages, &MessageService::messagesStored, &m_doors.chat, &ChatDoor::messagesStored, Qt::DirectConnection);
    connect(&features.messages, &MessageService::messagesChanged, &m_doors.chat, &ChatDoor::messagesChanged, Qt::DirectConnection);
    connect(&features.messages, &MessageService::messageRemoved, &m_doors.chat, &ChatDoor::messageRemoved, Qt::DirectConnection);
    connect(&features.messages, &MessageService::conversationsChanged, &m_doors.chat, &ChatDoor::conversationsChanged,
            Qt::DirectConnection);
    connect(&features.peerTyping, &PeerTyping::changed, &m_doors.chat, &ChatDoor::peerChatStateChanged, Qt::DirectConnection);
    connect(&features.messages, &MessageService::occupantChatStateChanged, &m_doors.chat, &ChatDoor::occupantChatStateChanged,
            Qt::DirectConnection);
    connect(&features.messages, &MessageService::attentionAsked, &m_doors.chat, &ChatDoor::attentionAsked, Qt::DirectConnection);
    connect(&features.messages, &MessageService::waitingCountChanged, &m_doors.chat, &ChatDoor::waitingCountChanged,
            Qt::DirectConnection);
    connect(&features.transfers, &TransferMeter::moved, &m_doors.files, &FileDoor::transferMoved, Qt::DirectConnection);
    connect(&features.stickers, &StickerService::changed, &m_doors.stickers, &StickerDoor::packsChanged, Qt::DirectConnection);
    connect(&features.cleanups, &CleanupService::moved, &m_doors.files, &FileDoor::cleanupMoved, Qt::DirectConnection);
    connect(&features.avatars, &AvatarService::changed, &m_doors.avatars, &AvatarDoor::avatarsChanged, Qt::DirectConnection);
    connect(&features.history, &HistoryService::progressChanged, &m_doors.history, &HistoryDoor::progressChanged,
            Qt::DirectConnection);
    connect(&features.messages, &MessageService::storageWorks, this, &EngineCore::noteStorageWorks);
    const auto noteFailure = [this, account](const Error &error) { noteStorageFailure(*account, error); };
    connect(&features.messages, &MessageService::storageFailed, this, noteFailure);
    connect(&features.roster, &RosterService::storageFailed, this, noteFailure);
    connect(&features.rooms, &RoomService::storageFailed, this, noteFailure);
    connect(&features.bookmarks, &BookmarkService::storageFailed, this, noteFailure);
    listenToRooms(features);
    connect(&features.spaces, &SpaceService::changed, &m_doors.spaces, &SpaceDoor::spacesChanged, Qt::DirectConnection);
    connect(&features.spaces, &SpaceService::storageFailed, this, noteFailure);
    connect(&features.livePlaces, &LivePlaceService::changed, &m_doors.places, &PlaceDoor::livePlacesChanged, Qt::DirectConnection);
    connect(&features.livePlaces, &LivePlaceService::storageFailed, this, noteFailure);
    connect(&features.console, &ConsoleService::passed, &m_doors.console, &ConsoleDoor::passed, Qt::DirectConnection);

    account->setProxyPassword(m_proxyPasswords.value(settings.jid));
    features.setPrivacy(m_privacy);
    features.messages.setHighlights(m_highlights);
    features.omemo.setByDefault(m_encryptByDefault);
    features.ownStatus.setIdle(m_idle);
    features.ownStatus.setWorkingHours(m_workingHours);
    features.autoAnswers.setRules(m_outOfOffice, m_workingHours);
    features.watch.setOptions(m_watchOptions);
    features.downloads.setRules(m_downloadRules);
    features.downloads.setMeter([this] { return m_system->isMetered(); });
    passEncryption(id, features);
    account->setWindowUse(m_windowUse);
    m_accounts.emplace(id, std::move(service));
    features.messages.announce();
    features.rooms.announceAll();
    features.ownStatus.announce();
    features.watch.announce();
    features.spaces.announce();
    features.livePlaces.announce();
    Q_EMIT m_doors.rooms.bookmarksChanged(id, features.bookmarks.bookmarks());
}

void EngineCore::listenToPresence(Features &features)
{
    PresenceDoor *presence = &m_doors.presence;
    connect(&features.presence, &PresenceService::presencesChanged, presence, &PresenceDoor::presencesChanged, Qt::DirectConnection);
    connect(&features.presence, &PresenceService::ownPresenceChanged, presence, &PresenceDoor::ownPresenceChanged, Qt::DirectConnection);
    connect(&features.presence, &PresenceService::presencesUnknown, presence, &PresenceDoor::presencesUnknown, Qt::DirectConnection);
    connect(&features.ownStatus, &OwnStatusService::changed, presence, &PresenceDoor::ownStatusChanged, Qt::DirectConnection);
    connect(&features.invisibility, &InvisibilityService::changed, presence, &PresenceDoor::invisibilityChanged, Qt::DirectConnection);
    WatchDoor *watch = &m_doors.watch;
    connect(&features.watch, &WatchService::watchedChanged, watch, &WatchDoor::watchedChanged, Qt::DirectConnection);
    connect(&features.watch, &WatchService::rulesChanged, watch, &WatchDoor::rulesChanged, Qt::DirectConnection);
    connect(&features.watch, &WatchService::ruleFired, watch, &WatchDoor::ruleFired, Qt::DirectConnection);
    connect(&features.watch, &WatchService::logErased, watch, &WatchDoor::logErased, Qt::DirectConnection);
    connect(m_system.get(), &SystemEvents::wokeUp, &features.ownStatus, &OwnStatusService::lookAtClock);
    connect(m_system.get(), &SystemEvents::wokeUp, &features.watch, &WatchService::lookAtClock);
}

void EngineCore::listenToRooms(Features &features)
{
    connect(&features.rooms, &RoomService::roomsChanged, &m_doors.rooms, &RoomDoor::roomsChanged, Qt::DirectConnection);
    connect(&features.rooms, &RoomService::eventsStored, &m_doors.rooms, &RoomDoor::eventsStored, Qt::DirectConnection);
    connect(&features.rooms, &RoomService::occupantsChanged, &m_doors.rooms, &RoomDoor::occupantsChanged, Qt::DirectConnection);
    connect(&features.rooms, &RoomService::invitationsChanged, &m_doors.rooms, &RoomDoor::invitationsChanged, Qt::DirectConnection);
    connect(&features.roomAdmin, &RoomAdminService::moderated, &m_doors.rooms,
            [this, &features](const BareJid &room, int done, int total) {
        if (const Room *known = features.rooms.room(room)) {
            Q_EMIT m_doors.rooms.moderated(known->conversation, done, total);
        }
    }, Qt::DirectConnection);
    connect(&features.rooms, &RoomService::voiceRequested, &m_doors.rooms, &RoomDoor::voiceRequested, Qt::DirectConnection);
    connect(&features.rooms, &RoomService::invitationDeclined, &m_doors.rooms, &RoomDoor::invitationDeclined, Qt::DirectConnection);
    connect(&features.rooms, &RoomService::nickRefused, &m_doors.rooms, &RoomDoor::nickRefused, Qt::DirectConnection);
    connect(&features.bookmarks, &BookmarkService::bookmarksChanged, &m_doors.rooms, &RoomDoor::bookmarksChanged, Qt::DirectConnection);
}

void EngineCore::passEncryption(AccountId id, Features &features)
{
    OmemoService &omemo = features.omemo;
    EncryptionDoor &door = m_doors.encryption;
    connect(&omemo, &OmemoService::readinessChanged, this, [&door, id](const BareJid &peer) { Q_EMIT door.chatChanged(id, peer); });
    connect(&omemo, &OmemoService::devicesChanged, this, [&door, id](const BareJid &jid) { Q_EMIT door.devicesChanged(id, jid); });
    connect(&omemo, &OmemoService::deviceAppeared, this, [&door, id](const OmemoDevice &device) { Q_EMIT door.deviceAppeared(id, device); });
    connect(&omemo, &OmemoService::identityRefused, this, [&door, id](const OmemoDevice &device) { Q_EMIT door.keyRefused(id, device); });
    connect(&omemo, &OmemoService::removedFromOwnList, this, [&door, id] { Q_EMIT door.removedFromOwnList(id); });
}

AccountNotes EngineCore::notesOf(AccountId account) const
{
    return AccountNotes(m_profileFolder, account);
}

void EngineCore::noteStorageFailure(AccountService &account, const Error &error)
{
    if (find(account.settings().id) != &account) {
        return; // it was removed, and has no place in the database any more
    }
    if (!m_storageFails) {
        m_storageFails = true;
        Q_EMIT m_doors.chat.storageTrouble(error);
    }
    // What was received but not stored is fetched from the archive by the next session, once the disk accepts it.
    account.refetchLater(error);
}

void EngineCore::noteStorageWorks()
{
    if (m_storageFails) {
        m_storageFails = false;
        Q_EMIT m_doors.chat.storageTrouble(std::nullopt);
    }
}

void EngineCore::signInWithKeptPassword(AccountId id)
{
    AccountService *account = find(id);
    if (!account) {
        return;
    }
    if (!account->settings().keepSignedIn) {
        account->needPassword();
        return;
    }
    const int number = ++m_signIns[id];
    readProxyPassword(account->settings())
        .then(this, [this, jid = account->settings().jid](const Status &) { return m_secrets->password(jid); })
        .unwrap()
        .then(this, [this, id, number](const Result<QString> &password) {
        AccountService *found = find(id);
        if (!found || number != m_signIns[id]) {
            return; // the key service took its time, and the user wished something else meanwhile
        }
        tellSecretsTrouble(password ? Status(Done{}) : Status(password.error()));
        if (password) {
            signInWithKeptToken(id, *password, number);
            return;
        }
        found->needPassword();
    });
}

void EngineCore::signInWithKeptToken(AccountId id, const QString &password, int number)
{
    const BareJid jid = find(id)->settings().jid;
    m_secrets->token(jid).then(this, [this, id, password, number](const Result<QString> &token) {
        // Signed out meanwhile, or in with another password, perhaps: then nothing of this is wanted any more.
        if (AccountService *account = find(id); account && account->settings().enabled && number == m_signIns[id]) {
            account->useTokens(token ? readFastToken(*token) : FastToken());
            account->signIn(password);
        }
    });
}

void EngineCore::keepToken(AccountId id, const FastToken &token)
{
    const AccountService *account = find(id);
    if (!account || !account->settings().keepSignedIn) {
        return;
    }
    auto stored = token.isEmpty() ? m_secrets->forgetToken(account->settings().jid)
                                        : m_secrets->setToken(account->settings().jid, writeFastToken(token));
    stored.then(this, [](const Status &kept) {
        if (!kept) {
            qCInfo(log::secrets) << "a token was not kept:" << kept.error().detail; // the password still signs in
        }
    });
}

/// Forgotten here, and worth nothing at the server either, once that can be told (XEP-0484, 3.6).
void EngineCore::giveUpToken(AccountService &account, const Result<QString> &userAgent)
{
    const AccountSettings settings = account.settings();
    const FastToken held = account.token();
    account.forgetToken();
    const auto retire = [this, settings, userAgent, proxyPassword = m_proxyPasswords.value(settings.jid)](const FastToken &token) {
        if (userAgent) {
            m_retirements->retire(settings, *userAgent, proxyPassword, token);
        }
    };
    if (held.isEmpty() && settings.keepSignedIn) { // it was not read yet, and is read before it goes
        m_secrets->token(settings.jid).then(this, [retire](const Result<QString> &kept) {
            retire(kept ? readFastToken(*kept) : FastToken());
        });
    } else {
        retire(held);
    }
    m_secrets->forgetToken(settings.jid).then(this, [](const Status &forgotten) {
        if (!forgotten) {
            qCInfo(log::secrets) << "a token was not forgotten:" << forgotten.error().detail;
        }
    });
}

void EngineCore::keepPassword(const AccountSettings &settings, const QString &password)
{
    if (!settings.keepSignedIn) {
        return;
    }
    m_secrets->setPassword(settings.jid, password).then(this, [this](const Status &kept) { tellSecretsTrouble(kept); });
}

/// Without one the proxy says itself that it wants another.
QFuture<Status> EngineCore::readProxyPassword(const AccountSettings &settings)
{
    if (settings.proxy.user.isEmpty() || m_proxyPasswords.contains(settings.jid)) {
        return ready<Done>(Done{});
    }
    return m_secrets->proxyPassword(settings.jid).then(this, [this, settings](const Result<QString> &password) {
        AccountService *account = find(settings.id);
        if (password && account && !m_proxyPasswords.contains(settings.jid)) {
            m_proxyPasswords.insert(settings.jid, *password);
            account->setProxyPassword(*password);
        }
        return Status(Done{});
    });
}

void EngineCore::keepProxyPassword(const AccountSettings &settings)
{
    const QString password = m_proxyPasswords.value(settings.jid);
    if (settings.keepSignedIn && !settings.proxy.user.isEmpty() && !password.isEmpty()) {
        m_secrets->setProxyPassword(settings.jid, password).then(this, [this](const Status &kept) {
            tellSecretsTrouble(kept);
        });
    }
}

void EngineCore::forgetProxyPassword(const BareJid &jid)
{
    m_proxyPasswords.remove(jid);
    m_secrets->forgetProxyPassword(jid).then(this, [this](const Status &forgotten) { tellSecretsTrouble(forgotten); });
}

void EngineCore::tellSecretsTrouble(const Status &done)
{
    const bool answers = done || done.error().kind == ErrorKind::NotFound;
    if (!answers) {
        Q_EMIT m_doors.accounts.secretsUnavailable(done.error());
    } else if (m_secretsFailed) {
        Q_EMIT m_doors.accounts.secretsAvailable();
    }
    m_secretsFailed = !answers;
}

QFuture<Result<AccountId>> EngineCore::addAccount(const AccountSettings &settings, const QString &password)
{
    if (!m_database) {
        return ready<AccountId>(unavailable());
    }
    if (!settings.jid.isValid() || settings.jid.local().isEmpty()) {
        return ready<AccountId>(Error{ErrorKind::Malformed, QStringLiteral("not an account's address"), settings.jid.toString()});
    }
    for (const auto &[id, account] : m_accounts) {
        if (account->settings().jid == settings.jid) {
            return ready<AccountId>(Error{ErrorKind::Conflict, QStringLiteral("the account is here already"), settings.jid.toString()});
        }
    }
    Trial *trial = m_trials.emplace_back(std::make_unique<Trial>()).get();
    trial->connection = std::make_unique<Connection>(settings, QUuid::createUuid().toString(QUuid::WithoutBraces), m_clock);
    trial->connection->setProxyPassword(m_proxyPasswords.value(settings.jid));
    trial->promise.start();
    auto future = trial->promise.future();
    connect(trial->connection.get(), &Connection::attemptFailed, this,
            [this, trial](const Error &error) { finishTrial(*trial, error); });
    connect(trial->connection.get(), &Connection::sessionStarted, this, [this, trial, settings, password] {
        trial->connection->disconnect();
        trial->connection->close();
        AccountSettings stored = settings;
        stored.strongestMechanism = trial->connection->settings().strongestMechanism;
        const auto id = m_store->add(stored);
        if (!id) {
            finishTrial(*trial, id.error());
            return;
        }
        stored.id = *id;
        // A history that was lost may have had another of that number, whose notes lie there still.
        if (const Status cleared = notesOf(*id).remove(); !cleared) {
            qCWarning(log::storage) << "notes of another account stay:" << cleared.error().detail;
        }
        openService(stored);
        announceAccounts();
        keepPassword(stored, password);
        keepProxyPassword(stored);
        find(*id)->useTokens({});
        find(*id)->noteProvenServer();
        find(*id)->signIn(password);
        finishTrial(*trial, *id);
    });
    trial->connection->open(password);
    return future;
}

void EngineCore::finishTrial(Trial &trial, Result<AccountId> result)
{
    trial.promise.addResult(std::move(result));
    trial.promise.finish();
    // Not at once: this is called from one of its signals.
    trial.connection->disconnect();
    trial.connection.release()->deleteLater();
    std::erase_if(m_trials, [&trial](const std::unique_ptr<Trial> &each) { return each.get() == &trial; });
}

QFuture<Status> EngineCore::providePassword(AccountId id, const QString &password)
{
    AccountService *account = find(id);
    if (!account) {
        return ready<Done>(unavailable());
    }
    if (const Status cleared = dropForeignNotes(id); !cleared) {
        return ready<Done>(cleared);
    }
    ++m_signIns[id];
    if (account->isOnline()) {
        keepPassword(account->settings(), password);
        return ready<Done>(Done{});
    }
    auto promise = std::make_shared<QPromise<Status>>();
    promise->start();
    auto future = promise->future();
    // Answers with the first outcome of the attempt that begins here.
    auto *attempt = new QObject(account);
    connect(account, &AccountService::statusChanged, attempt, [this, id, attempt, promise, password](const ConnectionStatus &status) {
        const bool itsTurnWillCome = status.state == ConnectionState::Waiting && !status.error;
        if (status.state == ConnectionState::Connecting || itsTurnWillCome) {
            return;
        }
        const bool online = status.state == ConnectionState::Online;
        if (AccountService *found = online ? find(id) : nullptr) {
            keepPassword(found->settings(), password);
        }
        promise->addResult(online ? Status(Done{})
                                  : Status(status.error.value_or(Error{ErrorKind::Cancelled, QStringLiteral("signed out"), {}})));
        promise->finish();
        attempt->disconnect();
        attempt->deleteLater();
    });
    account->useTokens({}); // it is the password that is to be tried
    account->signIn(password);
    return future;
}

QFuture<Status> EngineCore::signIn(AccountId id)
{
    AccountService *account = find(id);
    if (!account) {
        return ready<Done>(unavailable());
    }
    if (const Status cleared = dropForeignNotes(id); !cleared) {
        return ready<Done>(cleared);
    }
    AccountSettings settings = account->settings();
    settings.enabled = true;
    if (const Status stored = m_store->change(settings); !stored) {
        return ready<Done>(stored);
    }
    account->setSettings(settings);
    announceAccounts();
    signInWithKeptPassword(id);
    return ready<Done>(Done{});
}

QFuture<Status> EngineCore::signOut(AccountId id)
{
    AccountService *account = find(id);
    if (!account) {
        return ready<Done>(unavailable());
    }
    const int asked = ++m_signIns[id];
    // Before anything that the server may be slow to answer: the program may end meanwhile.
    AccountSettings settings = account->settings();
    settings.enabled = false;
    const Status stored = m_store->change(settings);
    auto ended = account->signOut();
    giveUpToken(*account, m_store->userAgent(id));
    if (stored) {
        account->setLook(settings);
        announceAccounts();
    }
    return ended.then(this, [this, id, asked, stored](const Status &) -> Status {
        if (m_signIns[id] != asked) {
            return Error{ErrorKind::Cancelled, QStringLiteral("another wish came meanwhile"), {}};
        }
        return stored;
    });
}

QFuture<Status> EngineCore::removeAccount(AccountId id)
{
    AccountService *account = find(id);
    if (!account) {
        return ready<Done>(unavailable());
    }
    account->settle(); // what it changes has its place in the database still
    const BareJid jid = account->settings().jid;
    const auto userAgent = m_store->userAgent(id);
    // Before anything that the server may be slow to answer: the program may end meanwhile.
    if (const Status begun = m_removals->store().begin(id); !begun) {
        return ready<Done>(begun);
    }
    ++m_signIns[id];
    giveUpToken(*account, userAgent);
    account->features().previews.stop();
    account->features().downloads.stop(); // or a file may come back after it was taken away
    account->features().directReceives.stop();
    account->features().avatars.stop();
    account->features().stickers.stop();
    m_search->start(); // the index was begun anew, for what stays
    letGo(std::move(m_accounts.extract(id).mapped()));
    announceAccounts();
    auto gone = m_removals->finished();
    return forgetBeside(id, jid).then(this, [this, gone](const Status &forgotten) mutable {
        return gone.then(this, [this, forgotten](const Status &removed) {
            // The note of its address goes last.
            return !forgotten || !removed ? ready<Done>(removed ? forgotten : removed) : m_removals->finished();
        }).unwrap();
    }).unwrap();
}

/// Nobody knows it any more; what hides it goes from the server, and then its stream ends.
void EngineCore::letGo(std::unique_ptr<AccountService> account)
{
    AccountService *leaving = m_leaving.emplace_back(std::move(account)).get();
    connect(leaving, &AccountService::left, this, [this, leaving] {
        const auto found = std::find_if(m_leaving.begin(), m_leaving.end(), [leaving](const auto &each) { return each.get() == leaving; });
        if (found != m_leaving.end()) {
            found->release()->deleteLater(); // not at once: it says so itself
            m_leaving.erase(found);
        }
    });
    leaving->leave();
}

/// What lies beside the database, and is known by the address of an account that is none any more.
QFuture<Status> EngineCore::forgetBeside(AccountId id, const BareJid &jid)
{
    const Status identity = IdentityFile(m_profileFolder, jid).remove();
    Status notes = notesOf(id).remove();
    if (const Status pictures = AvatarFolder(m_profileFolder, id).remove(); !pictures) {
        notes = pictures;
    }
    if (const Status stickers = StickerFolder(m_profileFolder, id).remove(); !stickers) {
        notes = stickers;
    }
    forgetProxyPassword(jid);
    return m_secrets->forget(jid).then(this, [this, id, identity, notes](const Status &forgotten) -> Status {
        const bool gone = forgotten || forgotten.error().kind == ErrorKind::NotFound;
        if (!gone || !identity || !notes) {
            return !gone ? forgotten : identity ? notes : identity; // it is removed; this is what is left of it
        }
        const Status noted = m_removals->store().forgetName(id);
        m_removals->start();
        return noted;
    });
}

QFuture<Status> EngineCore::erasePresenceLog(AccountId id, const BareJid &person)
{
    AccountService *account = find(id);
    if (!account) {
        return ready<Done>(unavailable());
    }
    const Status erased = account->features().watch.eraseLog(person);
    if (erased && person.isValid()) {
        m_removals->start(); // there is none of it any more, but on the disk
    }
    return erased && !person.isValid() ? m_removals->finished() : ready<Done>(erased);
}

QFuture<Status> EngineCore::changeSettings(const AccountSettings &wanted)
{
    AccountService *account = find(wanted.id);
    if (!account) {
        return ready<Done>(unavailable());
    }
    AccountSettings settings = wanted;
    settings.strongestMechanism = account->settings().strongestMechanism; // the window may know an older one
    if (const Status stored = m_store->change(settings); !stored) {
        return ready<Done>(stored);
    }
    if (!settings.proxy.user.isEmpty()) {
        keepProxyPassword(settings);
    } else if (!account->settings().proxy.user.isEmpty()) {
        forgetProxyPassword(settings.jid);
    }
    const auto connection = [](const AccountSettings &whole) -> const ConnectionSettings & { return whole; };
    if (connection(settings) == connection(account->settings())) {
        account->setLook(settings); // a name or a colour is no reason to sign in again
    } else {
        account->setSettings(settings);
        account->reconnect();
    }
    announceAccounts();
    return ready<Done>(Done{});
}

QFuture<Status> EngineCore::acceptWeakerLogin(AccountId id)
{
    AccountService *account = find(id);
    if (!account) {
        return ready<Done>(unavailable());
    }
    const std::optional<Error> &told = account->status().error;
    if (!told || told->kind != ErrorKind::WeakerMechanism) {
        return ready<Done>(Error{ErrorKind::NotFound, QStringLiteral("no weaker way to sign in was offered"), {}});
    }
    // The one that the user was told of: what is offered when it is tried again may be less still.
    const QString accepted = told->detail;
    if (const Status stored = m_store->setStrongestMechanism(id, accepted); !stored) {
        return ready<Done>(stored);
    }
    AccountSettings settings = account->settings();
    settings.strongestMechanism = accepted;
    account->setSettings(settings);
    account->reconnect();
    announceAccounts();
    return ready<Done>(Done{});
}

QFuture<Status> EngineCore::changePassword(AccountId id, const QString &password)
{
    AccountService *account = find(id);
    if (!account) {
        return ready<Done>(unavailable());
    }
    return account->features().serverAccount.changePassword(password).then(this, [this, id, password](const Status &changed) {
        AccountService *found = find(id);
        if (changed && found) {
            found->setPassword(password);
            keepPassword(found->settings(), password);
        }
        return changed;
    });
}

QFuture<Status> EngineCore::deleteOnServer(AccountId id)
{
    AccountService *account = find(id);
    if (!account) {
        return ready<Done>(unavailable());
    }
    return account->features().serverAccount.deleteAccount().then(this, [this, id](const Status &deleted) {
        if (AccountService *gone = deleted ? find(id) : nullptr) {
            gone->forgetToken(); // there is nobody any more whom it could sign in, so the server is not told of it
            m_secrets->forgetToken(gone->settings().jid);
        }
        // Not at once: the connection is still handing out the answer.
        return deleted ? callOn<Done>(this, [this, id] { return removeAccount(id); }) : ready<Done>(deleted);
    }).unwrap();
}

QFuture<Result<RegistrationOffer>> EngineCore::askRegistration(const ConnectionSettings &server, const QString &token)
{
    return m_registration->ask(server, token, m_proxyPasswords.value(server.jid));
}

void EngineCore::setProxyPassword(const BareJid &jid, const QString &password)
{
    m_proxyPasswords.insert(jid, password);
    for (const auto &[id, account] : m_accounts) {
        if (account->settings().jid == jid) {
            account->setProxyPassword(password);
            keepProxyPassword(account->settings());
        }
    }
}

void EngineCore::tryNow(AccountId id)
{
    if (AccountService *account = find(id)) {
        account->tryNow();
    }
}

void EngineCore::setWindowUse(WindowUse use)
{
    m_windowUse = use;
    for (const auto &[id, account] : m_accounts) {
        account->setWindowUse(use);
    }
}

void EngineCore::setEncryptByDefault(EncryptByDefault wish)
{
    m_encryptByDefault = wish;
    for (const auto &[id, account] : m_accounts) {
        account->features().omemo.setByDefault(wish);
    }
}

void EngineCore::setWorkingHours(const WorkingHours &hours, const OutOfOffice &outOfOffice)
{
    m_workingHours = hours;
    m_outOfOffice = outOfOffice;
    for (const auto &[id, account] : m_accounts) {
        account->features().ownStatus.setWorkingHours(hours);
        account->features().autoAnswers.setRules(outOfOffice, hours);
    }
}

void EngineCore::setIdle(const IdleState &idle)
{
    m_idle = idle;
    for (const auto &[id, account] : m_accounts) {
        account->features().ownStatus.setIdle(idle);
    }
}

void EngineCore::setWatchOptions(const WatchOptions &options)
{
    m_watchOptions = options;
    for (const auto &[id, account] : m_accounts) {
        account->features().watch.setOptions(options);
    }
}

void EngineCore::moveLivePlaces(const Place &place, qint64 time)
{
    for (auto &[id, account] : m_accounts) {
        account->features().livePlaces.move(place, time);
    }
}

void EngineCore::setDownloadRules(const DownloadRules &rules)
{
    m_downloadRules = rules;
    for (const auto &[id, account] : m_accounts) {
        account->features().downloads.setRules(rules);
    }
}

void EngineCore::setPrivacy(const PrivacySwitches &privacy)
{
    m_privacy = privacy;
    for (const auto &[id, account] : m_accounts) {
        account->features().setPrivacy(privacy);
    }
}

void EngineCore::setHighlights(const QStringList &words)
{
    m_highlights = cleanHighlights(words);
    for (const auto &[id, account] : m_accounts) {
        account->features().messages.setHighlights(m_highlights);
    }
}

AccountService *EngineCore::find(AccountId id)
{
    const auto found = m_accounts.find(id);
    return found == m_accounts.end() ? nullptr : found->second.get();
}

AccountService *EngineCore::findByConversation(ConversationId conversation)
{
    if (!m_database) {
        return nullptr;
    }
    const auto account = MessageStore(*m_database).accountOf(conversation);
    return account ? find(*account) : nullptr;
}

AccountService *EngineCore::findByMessage(MessageId id)
{
    if (!m_database) {
        return nullptr;
    }
    const auto message = MessageStore(*m_database).message(id);
    return message ? findByConversation(message->conversation) : nullptr;
}

Error EngineCore::unavailable() const
{
    return m_databaseError.value_or(Error{ErrorKind::NotFound, QStringLiteral("no such account, chat or message"), {}});
}

void EngineCore::announceAccounts()
{
    QList<AccountSettings> all;
    for (const auto &[id, account] : m_accounts) {
        all += account->settings();
    }
    Q_EMIT m_doors.accounts.accountsChanged(all);
}

} // namespace jackdaw
