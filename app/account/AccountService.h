// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountContext.h"
#include "account/AccountSettings.h"
#include "account/WindowUse.h"
#include "xmpp/ConnectionSupervisor.h"

#include <QFuture>
#include <QObject>
#include <QPromise>
#include <memory>
#include <optional>
#include <vector>

namespace jackdaw {

class Features;
class Database;
class SystemEvents;

/// One account at work: its connection, what keeps that up, and all its features. Owned by EngineCore, engine thread;
/// there from the moment the account is stored until it is removed, signed in or not. Stores nothing: settings,
/// passwords and tokens are EngineCore's to keep, which is why their changes are signals.
class AccountService : public QObject
{
    Q_OBJECT
public:
    AccountService(AccountSettings settings, const QString &userAgent, Database &database, const AccountNotes &notes,
                   const Clock &clock, SystemEvents &system, const QString &profileFolder);
    ~AccountService() override;

    const AccountSettings &settings() const { return m_settings; }
    void setSettings(const AccountSettings &settings);
    /// Where only what the connection does not know of has changed.
    void setLook(const AccountSettings &settings) { m_settings = settings; }

    void useTokens(const FastToken &kept) { m_connection.useTokens(kept); }
    void forgetToken() { m_connection.forgetToken(); }
    FastToken token() const { return m_connection.token(); }
    void noteProvenServer() { m_supervisor.noteProvenServer(); }
    /// While a sign-out is under way: by a new stream, after that.
    void signIn(const QString &password);
    /// Told as done at once. The stream ends when what hides us is gone from the server, or that takes too long, and so does
    /// this. Error: Cancelled, where the account goes first.
    QFuture<Status> signOut();
    /// Ends the stream now, whatever stays on the server.
    void stop();
    /// What is held back goes out, and no place is told any more.
    void settle();
    /// For good: the features are no more, and what comes nobody hears; the stream ends as in signOut(), then comes left().
    void leave();
    void setPassword(const QString &password) { m_supervisor.setPassword(password); }
    /// That it signed in with; empty where it is signed out.
    QString password() const { return m_next.value_or(m_supervisor.password()); }
    void needPassword() { m_supervisor.needPassword(); }
    void setProxyPassword(const QString &password) { m_connection.setProxyPassword(password); }
    /// With the settings as they are now, if it is wanted at all.
    void reconnect() { m_supervisor.restart(); }
    void tryNow() { m_supervisor.tryNow(); }
    void setWindowUse(WindowUse use);
    bool isOnline() const { return m_connection.isOnline() && !m_isLeaving; }
    const ConnectionStatus &status() const { return m_supervisor.status(); }
    /// What came could not be stored: the stream ends, and the next session fetches it from the archive.
    void refetchLater(const Error &why);

    /// Until leave().
    Features &features() { return *m_features; }

Q_SIGNALS:
    /// The stream has ended for good.
    void left();
    void statusChanged(const jackdaw::ConnectionStatus &status);
    void tokenChanged(const jackdaw::FastToken &token);
    /// settings().strongestMechanism has changed.
    void strongerMechanismUsed(const QString &mechanism);

private:
    void endStreamSoon();
    void endStream();

    AccountSettings m_settings;
    Connection m_connection;
    ConnectionSupervisor m_supervisor;
    std::unique_ptr<Features> m_features;
    bool m_isLeaving = false; ///< what hides us goes from the server, then the stream ends
    std::optional<QString> m_next; ///< the password of who signed in meanwhile
    std::vector<QPromise<Status>> m_ended; ///< who waits for the end of the stream
};

} // namespace jackdaw
