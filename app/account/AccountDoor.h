// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountSettings.h"
#include "account/OwnName.h"
#include "account/ProviderInfo.h"
#include "account/RemovalProgress.h"
#include "account/WindowUse.h"

#include <QFuture>
#include <QObject>

namespace jackdaw {

/// The part of the engine's door that adds, removes and connects accounts. Commands may be called on any thread and
/// never block; signals are sent from the engine thread, so connect to them with a context object. Owned by the
/// EngineDoor, and lives as long as that; a command that comes while the engine ends answers Cancelled.
class AccountDoor : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// Signs in with `settings` (its id is ignored) and, once the server accepted, stores the account; the password goes
    /// to the key service if keepSignedIn. Errors: Malformed, Conflict (account is here already), and all that a
    /// connection can meet: ServerNotFound, ConnectionRefused, TlsRequired, Certificate, NotAuthorized, …
    virtual QFuture<Result<AccountId>> addAccount(AccountSettings settings, QString password) = 0;
    /// Signs in again with a password that the user typed. Errors as addAccount.
    virtual QFuture<Status> providePassword(AccountId account, QString password) = 0;
    virtual QFuture<Status> signIn(AccountId account) = 0;
    /// Ends the stream; what waits stays waiting.
    virtual QFuture<Status> signOut(AccountId account) = 0;
    /// Signs out and forgets the account, its password and its history on this computer. It is out of sight at once; the answer
    /// comes when nothing of it is left on the disk. Cancelled: the program ended before, and goes on with it in its next run.
    virtual QFuture<Status> removeAccount(AccountId account) = 0;
    virtual QFuture<Status> changeSettings(AccountSettings settings) = 0;
    /// Takes the weaker way to sign in that ErrorKind::WeakerMechanism told of, and none that is weaker still, and tries again.
    /// Errors: NotFound (the connection's status tells of none).
    virtual QFuture<Status> acceptWeakerLogin(AccountId account) = 0;
    /// On the server (XEP-0077, 3.3), and in the key service once the server agreed. Errors: Offline, Forbidden,
    /// NotAcceptable, Unavailable, Timeout and ConnectionLost (it is not known which password holds), …
    virtual QFuture<Status> changePassword(AccountId account, QString password) = 0;
    /// Ends the account itself (XEP-0077, 3.2), then does what removeAccount does. Errors: Offline, Forbidden, …
    virtual QFuture<Status> deleteOnServer(AccountId account) = 0;
    /// What contacts see the account's owner called (XEP-0172), on the server; empty takes it back. Without a stream it
    /// waits, over a restart too, and answers when it was published or refused. Errors: Unavailable, Forbidden,
    /// Timeout, Cancelled (another name was set meanwhile), …
    virtual QFuture<Status> setOwnName(AccountId account, QString name) = 0;
    /// What the provider says about itself; asked of the server each time. Errors: Offline, Timeout, …
    virtual QFuture<Result<ProviderInfo>> providerInfo(AccountId account) = 0;
    /// Fetches what the provider's status addresses tell (XEP-0455), which providerInfo named. `languages`: as BCP 47 has
    /// them, best first. Errors: NotFound (none is known), Unavailable, …
    virtual QFuture<Result<QList<OutageNotice>>> outages(AccountId account, QStringList languages) = 0;
    /// Of the proxy in the settings of `account`, which may be yet to add: used from the next attempt on, and kept where the
    /// account's own password is kept, until the settings name no user any more. Call it before addAccount or changeSettings.
    virtual void setProxyPassword(BareJid account, QString password) = 0;
    /// Tries now instead of at ConnectionStatus::nextTry.
    virtual void tryNow(AccountId account) = 0;
    virtual void setWindowUse(WindowUse use) = 0;

Q_SIGNALS:
    void accountsChanged(const QList<jackdaw::AccountSettings> &accounts);
    /// How far what was removed is gone from the disk.
    void removalProgressChanged(const jackdaw::RemovalProgress &progress);
    void connectionChanged(jackdaw::AccountId account, const jackdaw::ConnectionStatus &status);
    /// What the account's owner is called, or what waits to be published, is another name now.
    void ownNameChanged(jackdaw::AccountId account, const jackdaw::OwnName &own);
    /// The key service cannot be used: passwords are asked for at each start. `why.detail` is its word.
    void secretsUnavailable(const jackdaw::Error &why);
    /// It answers again, after secretsUnavailable().
    void secretsAvailable();
    /// The database could not be opened: nothing works until the user did something about it.
    void databaseUnavailable(const jackdaw::Error &why);
    /// What the window read at its start came from a file that another one took the place of, or that was migrated since: chats
    /// that are not in it any more are none. Accounts, contacts, requests, chats and rooms are told of anew after this.
    void databaseReplaced();
    /// The database was damaged: it lies at `setAside` now, and `salvaged` messages could be read out of it. After
    /// databaseReplaced().
    void databaseRepaired(const QString &setAside, int salvaged);
};

} // namespace jackdaw
