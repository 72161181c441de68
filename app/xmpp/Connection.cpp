// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/Connection.h"

#include "base/Clock.h"
#include "base/Log.h"
#include "xmpp/SaslMechanism.h"
#include "xmpp/SelfPing.h"
#include "xmpp/StreamGuard.h"

#include <QNetworkInterface>
#include <QSslSocket>
#include <QXmppClient.h>
#include <QXmppConfiguration.h>

namespace jackdaw {

Connection::Connection(ConnectionSettings settings, QString userAgent, const Clock &clock, QObject *parent)
    : Link(parent)
    , m_settings(std::move(settings))
    , m_userAgent(std::move(userAgent))
    , m_clock(clock)
{
    m_attemptTimer.setSingleShot(true);
    m_addressTimer.setSingleShot(true);
    connect(&m_attemptTimer, &QTimer::timeout, this, &Connection::endAttempt);
    connect(&m_addressTimer, &QTimer::timeout, this, &Connection::leaveAddress);
}

Connection::~Connection()
{
    if (m_client) {
        m_client->disconnect(this);
        if (m_phase == Phase::Online) {
            m_client->disconnectFromServer();
        }
        // What it still holds ends with it, while the rest of this is whole.
        const auto last = std::move(m_client);
    }
}

void Connection::close()
{
    ++m_attempt;
    m_attemptTimer.stop();
    m_addressTimer.stop();
    if (m_phase == Phase::Online) {
        m_phase = Phase::Closing;
        if (m_initialPresence.type() == QXmppPresence::Unavailable) {
            // Begun by hand, it is ended so. QXmpp tells everybody that we go, which servers pass on even if nobody saw
            // us come.
            m_client->setClientPresence(m_initialPresence);
        } else {
            m_client->disconnectFromServer();
        }
        if (m_phase == Phase::Closing) { // the socket may still be sending; nobody waits for it
            handleDisconnected();
        }
    } else {
        m_phase = Phase::Idle;
        m_freshClientNeeded = true;
        dropClient();
    }
}

void Connection::cut(const Error &why)
{
    if (m_phase == Phase::Connecting) {
        failAttempt(why);
        return;
    }
    if (m_phase != Phase::Online && m_phase != Phase::Registering) {
        return;
    }
    m_error = why;
    if (m_guard && m_guard->socket()) {
        m_guard->socket()->abort(); // no stream end: the server keeps the session for a resumption
    }
}

void Connection::handleConnected()
{
    if (m_phase != Phase::Connecting) {
        return; // QXmpp may say so twice (facts/qxmpp.md, 2.3)
    }
    const auto bound = Jid::parse(m_client->configuration().jid());
    if (!bound || bound->bare() != m_settings.jid) {
        m_freshClientNeeded = true;
        failAttempt(Error{ErrorKind::WrongIdentity, m_client->configuration().jid(), m_settings.jid.domain()});
        return;
    }
    const bool resumed = m_client->streamManagementState() == QXmppClient::ResumedStream;
    m_bound = *bound;
    m_attemptTimer.stop();
    m_error.reset();
    m_phase = Phase::Online;
    m_online = true;
    ++m_attempt;
    if (!resumed) {
        m_streamNumber = qMax(m_streamNumber + 1, m_clock.now());
    }
    const Session session = resumed ? Session::Resumed : Session::New;
    announceAgain(session);
    qCInfo(log::connection) << m_settings.jid.toString() << (resumed ? "resumed" : "connected");
    noteMechanism();
    Q_EMIT sessionStarted(session);
    if (session == Session::New) {
        // QXmpp announces us when this returns.
        QMetaObject::invokeMethod(this, [this, attempt = m_attempt] {
            if (m_online && attempt == m_attempt) {
                Q_EMIT announced();
            }
        }, Qt::QueuedConnection);
    }
}

/// Our presence and client state as they are now, after a time in which nothing could be said.
void Connection::announceAgain(Session session)
{
    if (session == Session::Resumed && !m_active) {
        m_client->setActive(true); // QXmpp says only what changed, but a resumed stream is active (XEP-0352, 5.2)
    }
    m_client->setActive(m_active);
    const bool changed = std::exchange(m_presenceChanged, false);
    const bool stale = std::exchange(m_presenceStale, false);
    if (session == Session::Resumed ? stale : changed) {
        // QXmpp announces the one it was given when handleConnected returns, and none after a resumption.
        QMetaObject::invokeMethod(this, [this] { sendPresence(m_initialPresence); }, Qt::QueuedConnection);
    }
}

void Connection::handleDisconnected()
{
    const Phase phase = m_phase;
    if (phase == Phase::Connecting) {
        failAttempt(m_error.value_or(Error{ErrorKind::ConnectionLost, QStringLiteral("the server ended the stream"),
                                           m_settings.jid.domain()}));
        return;
    }
    if (phase != Phase::Online && phase != Phase::Closing && phase != Phase::Registering) {
        return;
    }
    m_phase = Phase::Idle;
    if (phase == Phase::Registering) { // there is nothing to be resumed
        m_requests.failAll(m_error.value_or(Error{ErrorKind::ConnectionLost, QStringLiteral("the link was lost"),
                                                  m_settings.jid.domain()}));
    }
    m_online = false;
    m_lostAt = m_clock.elapsed();
    if (phase == Phase::Closing) {
        m_freshClientNeeded = true;
        dropClient();
        Q_EMIT sessionEnded();
        return;
    }
    Q_EMIT sessionLost(m_error.value_or(Error{ErrorKind::ConnectionLost, QStringLiteral("the link was lost"),
                                              m_settings.jid.domain()}));
}

void Connection::setActive(bool active)
{
    if (std::exchange(m_active, active) == active) {
        return;
    }
    if (m_online) {
        m_client->setActive(active);
    }
}

bool Connection::hasLostItsAddress() const
{
    const QHostAddress ours = m_guard && m_guard->socket() ? m_guard->socket()->localAddress() : QHostAddress();
    return !ours.isNull() && !ours.isLoopback() && !QNetworkInterface::allAddresses().contains(ours);
}

void Connection::ping(QObject *context, std::function<void()> answered)
{
    const Jid server(BareJid::fromPrepared(m_settings.jid.domain()));
    request(Request::Get, server, writePing, context, [answered = std::move(answered)](const Result<QDomElement> &answer) {
        const bool isSaid = answer || !answer.error().subject.isEmpty(); // an error that the server sent names it
        if (isSaid || (answer.error().kind != ErrorKind::Timeout && answer.error().kind != ErrorKind::Offline)) {
            answered();
        }
    });
}

} // namespace jackdaw
