// SPDX-License-Identifier: GPL-3.0-or-later
#include "account/EngineCore.h"

#include "account/EngineCommands.h"
#include "account/Features.h"
#include "account/RegistrationService.h"
#include "base/Async.h"
#include "base/Log.h"
#include "secrets/KeychainSecretStore.h"
#include "secrets/MemorySecretStore.h"
#include "storage/Profile.h"
#include "xmpp/ServerProbe.h"

#include <QUuid>

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
}

void EngineCore::start()
{
    m_system = std::make_unique<SystemWatch>();
    if (m_options.secrets == EngineOptions::Secrets::Memory) {
        m_secrets = std::make_unique<MemorySecretStore>();
    } else {
        m_secrets = std::make_unique<KeychainSecretStore>();
    }
    const auto profile = Profile::open(m_options.profileFolder);
    auto opened = profile ? Database::open(profile->databaseFile()) : Result<Database::Opened>(profile.error());
    if (!opened) {
        m_databaseError = opened.error();
        Q_EMIT m_doors.accounts.databaseUnavailable(opened.error());
        return;
    }
    m_database = std::move(opened->database);
    m_profileFolder = profile->folder();
    m_store = std::make_unique<AccountStore>(*m_database);
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
    for (const AccountSettings &settings : *accounts) {
        if (settings.enabled) {
            signInWithKeptPassword(settings.id);
        }
    }
}

void EngineCore::openService(const AccountSettings &settings)
{
    const auto userAgent = m_store->userAgent(settings.id);
    const QString agent = userAgent ? *userAgent : QUuid::createUuid().toString(QUuid::WithoutBraces);
    auto service = std::make_unique<AccountService>(settings, agent, *m_database, notesOf(settings.id), m_clock, *m_system);
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
    connect(&features.roster, &RosterService::rosterReplaced, &m_doors.roster, &RosterDoor::rosterReplaced, Qt::DirectConnection);
    connect(&features.roster, &RosterService::contactsChanged, &m_doors.roster, &RosterDoor::contactsChanged, Qt::DirectConnection);
    connect(&features.roster, &RosterService::contactRemoved, &m_doors.roster, &RosterDoor::contactRemoved, Qt::DirectConnection);
    connect(&features.roster, &RosterService::requestsChanged, &m_doors.roster, &RosterDoor::requestsChanged, Qt::DirectConnection);
    connect(&features.presence, &PresenceService::presencesChanged, &m_doors.presence, &PresenceDoor::presencesChanged,
            Qt::DirectConnection);
    connect(&features.presence, &PresenceService::ownPresenceChanged, &m_doors.presence, &PresenceDoor::ownPresenceChanged,
            Qt::DirectConnection);
    connect(&features.presence, &PresenceService::presencesUnknown, &m_doors.presence, &PresenceDoor::presencesUnknown,
            Qt::DirectConnection);
    connect(&features.messages, &MessageService::messagesStored, &m_doors.chat, &ChatDoor::messagesStored, Qt::DirectConnection);
    connect(&features.messages, &MessageService::messagesChanged, &m_doors.chat, &ChatDoor::messagesChanged, Qt::DirectConnection);
    connect(&features.messages, &MessageService::messageRemoved, &m_doors.chat, &ChatDoor::messageRemoved, Qt::DirectConnection);
    connect(&features.messages, &MessageService::conversationsChanged, &m_doors.chat, &ChatDoor::conversationsChanged,
            Qt::DirectConnection);
    connect(&features.messages, &MessageService::peerChatStateChanged, &m_doors.chat, &ChatDoor::peerChatStateChanged,
            Qt::DirectConnection);
    connect(&features.messages, &MessageService::attentionAsked, &m_doors.chat, &ChatDoor::attentionAsked, Qt::DirectConnection);
    connect(&features.messages, &MessageService::waitingCountChanged, &m_doors.chat, &ChatDoor::waitingCountChanged,
            Qt::DirectConnection);
    connect(&features.history, &HistoryService::progressChanged, &m_doors.history, &HistoryDoor::progressChanged,
            Qt::DirectConnection);
    connect(&features.messages, &MessageService::storageWorks, this, &EngineCore::noteStorageWorks);
    const auto noteFailure = [this, account](const Error &error) { noteStorageFailure(*account, error); };
    connect(&features.messages, &MessageService::storageFailed, this, noteFailure);
    connect(&features.roster, &RosterService::storageFailed, this, noteFailure);

    account->setProxyPassword(m_proxyPasswords.value(settings.jid));
    features.setPrivacy(m_privacy);
    account->setWindowUse(m_windowUse);
    m_accounts.emplace(id, std::move(service));
    features.messages.announce();
}

AccountNotes EngineCore::notesOf(AccountId account) const
{
    return AccountNotes(m_profileFolder, account);
}

void EngineCore::noteStorageFailure(AccountService &account, const Error &error)
{
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
            signInWithKeptToken(id, *password);
            return;
        }
        found->needPassword();
    });
}

void EngineCore::signInWithKeptToken(AccountId id, const QString &password)
{
    const BareJid jid = find(id)->settings().jid;
    m_secrets->token(jid).then(this, [this, id, password](const Result<QString> &token) {
        // Signed out meanwhile, perhaps: then nothing of this is wanted any more.
        if (AccountService *account = find(id); account && account->settings().enabled) {
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
        openService(stored);
        announceAccounts();
        keepPassword(stored, password);
        keepProxyPassword(stored);
        find(*id)->useTokens({});
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

QFuture<Result<QString>> EngineCore::probeServer(const BareJid &address)
{
    for (const auto &[id, account] : m_accounts) {
        // Who hides behind a proxy does not want the name service to learn where they are going next.
        if (account->settings().proxy.type != ProxySettings::Type::None) {
            return ready<QString>(Error{ErrorKind::Cancelled, QStringLiteral("an account has a proxy"), address.domain()});
        }
    }
    auto promise = std::make_shared<QPromise<Result<QString>>>();
    promise->start();
    ServerProbe::start(address.domain(), this, [promise](Result<QString> result) {
        promise->addResult(std::move(result));
        promise->finish();
    });
    return promise->future();
}

QFuture<Status> EngineCore::providePassword(AccountId id, const QString &password)
{
    AccountService *account = find(id);
    if (!account) {
        return ready<Done>(unavailable());
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
    ++m_signIns[id];
    account->signOut();
    account->forgetToken();
    m_secrets->forgetToken(account->settings().jid).then(this, [](const Status &forgotten) {
        if (!forgotten) {
            qCInfo(log::secrets) << "a token was not forgotten:" << forgotten.error().detail;
        }
    });
    AccountSettings settings = account->settings();
    settings.enabled = false;
    if (const Status stored = m_store->change(settings); !stored) {
        return ready<Done>(stored);
    }
    account->setSettings(settings);
    announceAccounts();
    return ready<Done>(Done{});
}

QFuture<Status> EngineCore::removeAccount(AccountId id)
{
    AccountService *account = find(id);
    if (!account) {
        return ready<Done>(unavailable());
    }
    account->signOut();
    const BareJid jid = account->settings().jid;
    const bool hasProxyPassword = !account->settings().proxy.user.isEmpty();
    if (const Status removed = m_store->remove(id); !removed) {
        return ready<Done>(removed);
    }
    const Status notesRemoved = notesOf(id).remove();
    const Status purged = m_database->purge();
    if (hasProxyPassword) {
        forgetProxyPassword(jid);
    }
    m_accounts.extract(id).mapped().release()->deleteLater();
    announceAccounts();
    return m_secrets->forget(jid).then(this, [notesRemoved, purged](const Status &forgotten) {
        const bool gone = forgotten || forgotten.error().kind == ErrorKind::NotFound;
        return !gone ? forgotten : purged ? notesRemoved : purged; // it is removed; this is what is left of it
    });
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
    if (const Status stored = m_store->setStrongestMechanism(id, {}); !stored) {
        return ready<Done>(stored);
    }
    AccountSettings settings = account->settings();
    settings.strongestMechanism.clear(); // what the next sign-in uses takes its place
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
        // Not at once: the connection is still handing out the answer.
        return deleted ? callOn<Done>(this, [this, id] { return removeAccount(id); }) : ready<Done>(deleted);
    }).unwrap();
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

void EngineCore::setPrivacy(const PrivacySwitches &privacy)
{
    m_privacy = privacy;
    for (const auto &[id, account] : m_accounts) {
        account->features().setPrivacy(privacy);
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
