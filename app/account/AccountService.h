// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountContext.h"
#include "account/AccountSettings.h"
#include "account/WindowUse.h"
#include "xmpp/ConnectionSupervisor.h"

#include <QObject>
#include <memory>

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
    void signIn(const QString &password) { m_supervisor.start(password); }
    void signOut();
    void setPassword(const QString &password) { m_supervisor.setPassword(password); }
    /// That it signed in with; empty where it is signed out.
    QString password() const { return m_supervisor.password(); }
    void needPassword() { m_supervisor.needPassword(); }
    void setProxyPassword(const QString &password) { m_connection.setProxyPassword(password); }
    /// With the settings as they are now, if it is wanted at all.
    void reconnect() { m_supervisor.restart(); }
    void tryNow() { m_supervisor.tryNow(); }
    void setWindowUse(WindowUse use);
    bool isOnline() const { return m_connection.isOnline(); }
    const ConnectionStatus &status() const { return m_supervisor.status(); }
    /// What came could not be stored: the stream ends, and the next session fetches it from the archive.
    void refetchLater(const Error &why);

    Features &features() { return *m_features; }

Q_SIGNALS:
    void statusChanged(const jackdaw::ConnectionStatus &status);
    void tokenChanged(const jackdaw::FastToken &token);
    /// settings().strongestMechanism has changed.
    void strongerMechanismUsed(const QString &mechanism);

private:
    AccountSettings m_settings;
    Connection m_connection;
    ConnectionSupervisor m_supervisor;
    std::unique_ptr<Features> m_features;
};

} // namespace jackdaw
