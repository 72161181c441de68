// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/ConnectionSettings.h"
#include "xmpp/Connection.h"

#include <QTimer>

namespace jackdaw {

/// Keeps one Connection up: tries again with growing, jittered pauses (1 s to 5 min), at once when the network or the
/// machine wakes, and finds dead links by its own ping (XEP-0199, 4.2), since QXmpp's reconnecting and keep-alive double
/// messages (facts/qxmpp.md, 2.3). Owned by AccountService, engine thread. Says what it does in one ConnectionStatus.
class ConnectionSupervisor : public QObject
{
    Q_OBJECT
public:
    ConnectionSupervisor(Connection &connection, const Clock &clock, QObject *parent = nullptr);

    const ConnectionStatus &status() const { return m_status; }

    /// From here on the connection is wanted.
    void start(const QString &password);
    /// From the next attempt on: the server has agreed to it in a session.
    void setPassword(const QString &password) { m_password = password; }
    void stop();
    /// There is no password; the user is to be asked.
    void needPassword();
    void tryNow();
    /// Ends the session and begins another, after settings changed.
    void restart();

    /// The pause before try number `tries` (from 0), without jitter, in ms.
    static int pauseBefore(int tries);

Q_SIGNALS:
    void statusChanged(const jackdaw::ConnectionStatus &status);

private:
    void attempt();
    void waitAfter(const Error &error);
    void setStatus(ConnectionState state, std::optional<Error> error = {}, qint64 nextTry = 0);
    void watchLink();
    void ping();

    Connection &m_connection;
    const Clock &m_clock;
    QString m_password;
    ConnectionStatus m_status;
    bool m_wanted = false;
    int m_tries = 0;
    QTimer m_retry;
    QTimer m_silence;     ///< since the last byte from the server
    qint64 m_lastBytes = 0;
    bool m_pinging = false;
};

} // namespace jackdaw
