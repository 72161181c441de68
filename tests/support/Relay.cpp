// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/Relay.h"

#include <QTimer>

#include <sys/socket.h>

namespace jackdaw::test {

struct Relay::Link : QObject
{
    QTcpSocket *client = nullptr;
    QTcpSocket server;
    bool deafToServer = false;
    bool deafToClient = false;
    std::optional<Cut> cut;
    QTimer quiet; ///< since the server's last word that is lost
    std::array<qint64, 2> passed{}; ///< as m_passed
};

namespace {

constexpr int answersWithin = 3'000; ///< ms in which a server says what it has to say

void abortWithReset(QTcpSocket &socket)
{
    const linger now{1, 0};
    setsockopt(int(socket.socketDescriptor()), SOL_SOCKET, SO_LINGER, &now, sizeof now);
    socket.abort();
}

} // namespace

Relay::Relay(quint16 serverPort, const QHostAddress &address)
    : m_serverPort(serverPort)
    , m_address(address)
{
    connect(&m_server, &QTcpServer::newConnection, this, &Relay::accept);
    setDoor(Door::Open);
}

Relay::~Relay() = default;

void Relay::setDoor(Door door)
{
    if (door == Door::Closed) {
        m_server.close();
    } else if (!m_server.isListening()) {
        if (!m_server.listen(m_address, m_port)) {
            qFatal("the relay has no port: %s", qPrintable(m_server.errorString()));
        }
        m_port = m_server.serverPort();
    }
}

qint64 Relay::swallowed(Direction direction) const
{
    return (direction != Direction::ToClient ? m_swallowedToServer : 0) + (direction != Direction::ToServer ? m_swallowedToClient : 0);
}

void Relay::accept()
{
    while (QTcpSocket *client = m_server.nextPendingConnection()) {
        ++m_links;
        auto owned = std::make_unique<Link>();
        Link *link = owned.get();
        m_open.push_back(std::move(owned));
        link->client = client;
        link->cut = std::exchange(m_next, {});
        client->setParent(link);
        connect(client, &QTcpSocket::readyRead, link, [this, link] { pump(*link, Direction::ToServer); });
        connect(&link->server, &QTcpSocket::readyRead, link, [this, link] { pump(*link, Direction::ToClient); });
        connect(&link->server, &QTcpSocket::connected, link, [this, link] { pump(*link, Direction::ToServer); });
        link->quiet.setSingleShot(true);
        connect(&link->quiet, &QTimer::timeout, link, [this, link] { end(*link, Direction::ToClient, {}); });
        // A link that swallows keeps its other end from hearing of a loss, too.
        connect(client, &QTcpSocket::disconnected, link, [this, link] {
            if (!link->deafToServer) {
                link->server.disconnectFromHost();
                drop(link);
            }
        });
        connect(&link->server, &QTcpSocket::disconnected, link, [this, link] {
            if (!link->deafToClient) {
                link->client->disconnectFromHost();
                drop(link);
            }
        });
        connect(&link->server, &QTcpSocket::errorOccurred, link, [this, link] {
            if (link->server.state() == QAbstractSocket::UnconnectedState && !link->deafToClient) {
                abortWithReset(*link->client);
                drop(link);
            }
        });
        link->server.connectToHost(QHostAddress::LocalHost, m_serverPort);
    }
}

void Relay::pump(Link &link, Direction direction)
{
    const bool toServer = direction == Direction::ToServer;
    QTcpSocket &from = toServer ? *link.client : link.server;
    QTcpSocket &to = toServer ? link.server : *link.client;
    if (toServer ? link.deafToServer : link.deafToClient) {
        (toServer ? m_swallowedToServer : m_swallowedToClient) += from.readAll().size();
        return;
    }
    if (to.state() != QAbstractSocket::ConnectedState) {
        return; // read once the server's side is there
    }
    const QByteArray bytes = from.readAll();
    if (link.cut && cut(link, direction, bytes)) {
        return;
    }
    link.passed[toServer ? 0 : 1] += bytes.size();
    m_passed[toServer ? 0 : 1] += bytes.size();
    if (m_delay == 0) {
        to.write(bytes);
        return;
    }
    QTimer::singleShot(m_delay, Qt::PreciseTimer, &link, [&to, bytes] { to.write(bytes); });
}

qint64 Relay::passed(Direction direction) const
{
    return (direction != Direction::ToClient ? m_passed[0] : 0) + (direction != Direction::ToServer ? m_passed[1] : 0);
}

void Relay::cutNext(Direction direction, qint64 bytes)
{
    m_next = m_cut = Cut{direction, bytes, Cut::At::There};
}

void Relay::loseNextAnswer(qint64 bytes)
{
    m_next = m_cut = Cut{Direction::ToServer, bytes, Cut::At::Answer};
}

/// Takes what is not to arrive. False where that is not due yet.
bool Relay::cut(Link &link, Direction direction, const QByteArray &bytes)
{
    const bool toServer = direction == Direction::ToServer;
    const qint64 left = link.cut->bytes - link.passed[link.cut->direction == Direction::ToServer ? 0 : 1];
    if (link.cut->at == Cut::At::Answer) {
        if (toServer || left > 0) {
            return false;
        }
        // It may be what the server had to say at the beginning (RFC 8446, 4.6.1): the answer comes behind that.
        link.quiet.start(answersWithin);
        return true;
    }
    if (direction != link.cut->direction || bytes.size() < left) {
        return false;
    }
    end(link, direction, bytes.first(left));
    return true;
}

/// These are the last that arrive.
void Relay::end(Link &link, Direction direction, const QByteArray &last)
{
    const bool toServer = direction == Direction::ToServer;
    QTcpSocket &from = toServer ? *link.client : link.server;
    QTcpSocket &to = toServer ? link.server : *link.client;
    m_passed[toServer ? 0 : 1] += last.size();
    m_cut.reset();
    from.disconnect(&link);
    to.disconnect(&link);
    abortWithReset(from);
    to.write(last);
    connect(&to, &QTcpSocket::disconnected, &link, [this, &link] { drop(&link); });
    to.disconnectFromHost();
}

void Relay::swallow(Direction direction)
{
    for (const auto &link : m_open) {
        link->deafToServer |= direction != Direction::ToClient;
        link->deafToClient |= direction != Direction::ToServer;
    }
}

void Relay::reset()
{
    const auto links = std::exchange(m_open, {});
    for (const auto &link : links) {
        link->client->disconnect(link.get());
        link->server.disconnect(link.get());
        abortWithReset(*link->client);
        abortWithReset(link->server);
    }
}

void Relay::close()
{
    for (const auto &link : m_open) {
        link->server.disconnectFromHost();
    }
}

void Relay::drop(Link *link)
{
    const auto found = std::find_if(m_open.begin(), m_open.end(), [link](const auto &each) { return each.get() == link; });
    if (found != m_open.end()) {
        found->release()->deleteLater(); // called from its own signals
        m_open.erase(found);
    }
}

} // namespace jackdaw::test
