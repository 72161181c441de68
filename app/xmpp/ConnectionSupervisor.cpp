// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/ConnectionSupervisor.h"

#include "base/Clock.h"
#include "base/Log.h"
#include "xmpp/ConnectionErrors.h"
#include "xmpp/Namespaces.h"

#include <QNetworkInformation>
#include <QRandomGenerator>
#include <QXmlStreamWriter>

namespace jackdaw {

namespace {

constexpr qint64 silenceBeforePing = 60'000; // ms
constexpr int pingTimeout = 20'000;          // ms

} // namespace

ConnectionSupervisor::ConnectionSupervisor(Connection &connection, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_connection(connection)
    , m_clock(clock)
{
    m_retry.setSingleShot(true);
    m_silence.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &ConnectionSupervisor::attempt);
    connect(&m_silence, &QTimer::timeout, this, &ConnectionSupervisor::watchLink);
    connect(&connection, &Connection::bytesReceived, this, [this] { m_lastBytes = m_clock.elapsed(); });
    connect(&connection, &Connection::sessionStarted, this, [this] {
        m_tries = 0;
        m_pinging = false;
        m_lastBytes = m_clock.elapsed();
        m_silence.start(int(silenceBeforePing));
        setStatus(ConnectionState::Online);
    });
    connect(&connection, &Connection::attemptFailed, this, &ConnectionSupervisor::waitAfter);
    connect(&connection, &Connection::sessionLost, this, &ConnectionSupervisor::waitAfter);

    // The network coming back is the best moment to try.
    if (QNetworkInformation::loadBackendByFeatures(QNetworkInformation::Feature::Reachability)) {
        connect(QNetworkInformation::instance(), &QNetworkInformation::reachabilityChanged, this,
                [this](QNetworkInformation::Reachability reachability) {
            if (reachability == QNetworkInformation::Reachability::Online) {
                m_connection.isOnline() ? ping() : tryNow();
            }
        });
    }
}

int ConnectionSupervisor::pauseBefore(int tries)
{
    static constexpr int seconds[] = {1, 2, 5, 10, 20, 45, 90, 180, 300};
    return 1000 * seconds[qBound(0, tries, int(std::size(seconds)) - 1)];
}

void ConnectionSupervisor::start(const QString &password)
{
    m_wanted = true;
    m_password = password;
    m_tries = 0;
    attempt();
}

void ConnectionSupervisor::restart()
{
    if (m_wanted) {
        m_connection.close();
        m_tries = 0;
        attempt();
    }
}

void ConnectionSupervisor::stop()
{
    m_wanted = false;
    m_retry.stop();
    m_silence.stop();
    m_connection.close();
    setStatus(ConnectionState::SignedOut);
}

void ConnectionSupervisor::needPassword()
{
    m_wanted = false;
    m_retry.stop();
    setStatus(ConnectionState::NeedsPassword);
}

void ConnectionSupervisor::tryNow()
{
    if (m_wanted && !m_connection.isOnline()) {
        m_tries = 0;
        attempt();
    }
}

void ConnectionSupervisor::attempt()
{
    m_retry.stop();
    if (!m_wanted || m_connection.isOnline()) {
        return;
    }
    setStatus(ConnectionState::Connecting, m_status.error);
    m_connection.open(m_password);
}

void ConnectionSupervisor::waitAfter(const Error &error)
{
    m_silence.stop();
    if (!m_wanted) {
        return;
    }
    if (!isWorthRetrying(error)) {
        setStatus(ConnectionState::Refused, error);
        return;
    }
    // A quarter up or down, so that a server that comes back does not meet all its clients in one moment.
    const int pause = pauseBefore(m_tries++);
    const int jittered = pause * 3 / 4 + int(QRandomGenerator::global()->bounded(pause / 2));
    m_retry.start(jittered);
    setStatus(ConnectionState::Waiting, error, m_clock.now() + jittered);
}

void ConnectionSupervisor::watchLink()
{
    const qint64 silent = m_clock.elapsed() - m_lastBytes;
    if (silent >= silenceBeforePing) {
        ping();
    } else {
        m_silence.start(int(silenceBeforePing - silent));
    }
}

void ConnectionSupervisor::ping()
{
    if (m_pinging || !m_connection.isOnline()) {
        return;
    }
    m_pinging = true;
    const qint64 asked = m_clock.elapsed();
    QTimer::singleShot(pingTimeout, this, [this, asked] {
        if (m_pinging && m_lastBytes < asked && m_connection.isOnline()) {
            m_pinging = false;
            m_connection.cut(Error{ErrorKind::Timeout, QStringLiteral("no answer to a ping within 20 s"),
                                   m_connection.settings().jid.domain()});
        }
    });
    const Jid server(BareJid::fromPrepared(m_connection.settings().jid.domain()));
    m_connection.request(Connection::Request::Get, server, [](QXmlStreamWriter &writer) {
        writer.writeStartElement(QStringLiteral("ping"));
        writer.writeDefaultNamespace(ns::ping.toString());
        writer.writeEndElement();
    }, this, [this](const Result<QDomElement> &) { // an error is an answer too
        m_pinging = false;
        if (m_connection.isOnline()) {
            m_silence.start(int(silenceBeforePing));
        }
    });
}

void ConnectionSupervisor::setStatus(ConnectionState state, std::optional<Error> error, qint64 nextTry)
{
    const ConnectionStatus status{state, std::move(error), nextTry};
    if (status != m_status) {
        m_status = status;
        Q_EMIT statusChanged(status);
    }
}

} // namespace jackdaw
