// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>
#include <QObject>
#include <QTcpServer>
#include <QTcpSocket>
#include <array>
#include <memory>
#include <optional>
#include <vector>

namespace jackdaw::test {

/// A network to a server on loopback that fails as a test wants it to: swallows what is sent, resets links, closes
/// them, makes everything late, or lets nobody in. Clients connect to port(). Owned by a test, on its thread; works
/// while its event loop runs. Understands nothing of what it passes on, and changes no byte.
class Relay : public QObject
{
    Q_OBJECT
public:
    enum class Direction { ToServer, ToClient, Both };

    /// `address`: of this computer, where clients are let in.
    explicit Relay(quint16 serverPort, const QHostAddress &address = QHostAddress::LocalHost);
    ~Relay() override;

    quint16 port() const { return m_port; }
    /// Links since the start.
    int links() const { return m_links; }
    int openLinks() const { return int(m_open.size()); }
    /// What was not passed on since the start.
    qint64 swallowed(Direction direction) const;

    /// The links that are there now take everything and deliver nothing, in one direction or in both. Later ones work.
    void swallow(Direction direction = Direction::Both);
    /// Ends the links that are there with a reset at both ends.
    void reset();
    /// Ends the links that are there in order, without a word of the server's.
    void close();
    /// The next link alone is cut once so many bytes have passed in a direction: they arrive, and an end in order behind
    /// them; who sent them gets a reset.
    void cutNext(Direction direction, qint64 bytes);
    /// What the server says after so many bytes for it does not arrive on the next link, which is cut 3 s behind the last of that.
    void loseNextAnswer(qint64 bytes);
    /// Was that done?
    bool isCut() const { return !m_cut; }
    /// Bytes that were passed on since the start.
    qint64 passed(Direction direction) const;
    /// Everything that comes from here on arrives that much later.
    void setDelay(int milliseconds) { m_delay = milliseconds; }
    /// Later links lead to this port instead, as where somebody on the way answers in the server's place.
    void setServer(quint16 port) { m_serverPort = port; }
    /// Nobody listens, or somebody again. Links that are there stay.
    enum class Door { Open, Closed };
    void setDoor(Door door);

private:
    struct Link;
    struct Cut { Direction direction; qint64 bytes; enum class At { There, Answer } at; };

    void accept();
    void pump(Link &link, Direction direction);
    bool cut(Link &link, Direction direction, const QByteArray &bytes);
    void end(Link &link, Direction direction, const QByteArray &last);
    void drop(Link *link);

    quint16 m_serverPort;
    QHostAddress m_address;
    quint16 m_port = 0;
    QTcpServer m_server;
    std::vector<std::unique_ptr<Link>> m_open;
    int m_links = 0;
    int m_delay = 0;
    std::optional<Cut> m_next; ///< for the next link
    std::optional<Cut> m_cut;  ///< the same, until it is done
    std::array<qint64, 2> m_passed{}; ///< to the server, to the client
    qint64 m_swallowedToServer = 0;
    qint64 m_swallowedToClient = 0;
};

} // namespace jackdaw::test
