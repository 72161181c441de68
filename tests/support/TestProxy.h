// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QObject>
#include <QStringList>
#include <QTcpServer>
#include <memory>

class QTcpSocket;

namespace jackdaw::test {

/// A SOCKS5 (RFC 1928, 1929) or HTTP CONNECT (RFC 9110, 9.3.6) proxy on loopback that notes what it is asked for and
/// leads every request to one port of this machine. Owned by a test, on its thread; works while its event loop runs.
/// Looks up no name.
class TestProxy : public QObject
{
    Q_OBJECT
public:
    enum class Kind { Socks5, Http };
    enum class Manner {
        Works,
        RefusesTheTarget, ///< says that the target does not take the connection
        IsNoProxy         ///< answers with what no proxy says
    };

    TestProxy(Kind kind, quint16 target, Manner manner = Manner::Works);

    /// What is asked for as "name status.example:443", say, is led to this port instead.
    void lead(const QString &asked, quint16 port) { m_led.insert(asked, port); }
    void setPassword(const QString &user, const QString &password);

    quint16 port() const { return m_server.serverPort(); }
    /// "name harbor.example:5222", or "address 127.0.0.1:5222" where the client knew one.
    QStringList asked() const { return m_asked; }
    int connections() const { return m_connections; }
    int refusedPasswords() const { return m_refusedPasswords; }

private:
    enum class Step { Greeting, Password, Request, Through };
    struct Link {
        QTcpSocket *client = nullptr;
        QTcpSocket *server = nullptr;
        Step step = Step::Greeting;
        QByteArray unread;
    };

    void accept();
    void read(Link &link);
    bool readSocks(Link &link);
    bool readHttp(Link &link);
    void connectThrough(Link &link, const QString &what, const QByteArray &granted, const QByteArray &refused);

    Kind m_kind;
    quint16 m_target;
    Manner m_manner;
    QTcpServer m_server;
    QByteArray m_user;
    QByteArray m_password;
    QStringList m_asked;
    QHash<QString, quint16> m_led;
    int m_connections = 0;
    int m_refusedPasswords = 0;
};

} // namespace jackdaw::test
