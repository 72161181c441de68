// SPDX-License-Identifier: GPL-3.0-or-later
// The hosts and addresses of a server that an attempt tries: which it may, and for how long each.
#include "xmpp/Connection.h"

#include "xmpp/StreamGuard.h"
#include "xmpp/WayOut.h"

#include <QDnsLookup>
#include <QNetworkProxy>
#include <QSslSocket>
#include <QTimer>
#include <QXmppClient.h>

namespace jackdaw {

/// QXmpp leaves a name look-up to itself, and when its answer comes, connects: what has become of the attempt meanwhile,
/// or that the same socket carries the next one by then, it does not ask.
void Connection::stopLookUps()
{
    if (!m_client) {
        return;
    }
    for (QDnsLookup *lookUp : m_client->findChildren<QDnsLookup *>()) {
        lookUp->disconnect();
        lookUp->abort();
        lookUp->deleteLater();
    }
}

/// Where an SRV record leads is known only now. A name of Tor's is nobody's to look up (RFC 7686, 2), but the server's
/// next host is tried.
void Connection::watchHost(const QString &host)
{
    const Status may = mayGoTo(host, m_settings.proxy);
    m_hosts.refused = may ? QString() : may.error().subject;
    m_hosts.anyTried = m_hosts.anyTried || may;
    if (!may) {
        // One that tunnels nothing: the socket fails before it asks for the name. For the next host QXmpp sets another.
        m_guard->socket()->setProxy(QNetworkProxy(QNetworkProxy::FtpCachingProxy));
    }
}

/// What to say of the host that failed last, where it was never asked.
std::optional<Error> Connection::hostError() const
{
    if (m_hosts.refused.isEmpty()) {
        return std::nullopt;
    }
    const QString detail = QStringLiteral("the server's address leads to a name of Tor's, and no proxy");
    return m_hosts.anyTried ? Error{ErrorKind::ConnectionRefused, detail, m_settings.jid.domain()} // its others may answer again
                            : Error{ErrorKind::Proxy, detail, m_hosts.refused};
}

void Connection::handleSocketState(QAbstractSocket::SocketState state)
{
    m_addressTimer.stop();
    if (state == QAbstractSocket::ConnectingState && m_settings.proxy.type == ProxySettings::Type::None) { // Tor takes its time
        m_addressTimer.start(m_patience.address);
    }
    if (m_phase == Phase::Connecting && state != QAbstractSocket::UnconnectedState) {
        beginStep();
    }
}

/// One address that says nothing must not take the time of the others: Qt gives each 30 s.
void Connection::leaveAddress()
{
    QSslSocket *socket = m_guard ? m_guard->socket() : nullptr;
    if (!socket || m_phase != Phase::Connecting || socket->state() != QAbstractSocket::ConnectingState) {
        return;
    }
    // Qt's own timer rings now: it goes on to the host's next address, or fails, and then QXmpp goes to the next host. Where
    // there is none it is not Qt that waits, but a proxy of the system's.
    const auto *link = socket->findChild<QTcpSocket *>();
    auto *patience = link ? link->findChild<QTimer *>(Qt::FindDirectChildrenOnly) : nullptr;
    if (!patience || !patience->isActive()) {
        return;
    }
    patience->start(0);
    m_addressTimer.start(m_patience.address);
    beginStep();
}

} // namespace jackdaw
