// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestProxy.h"

#include <QHostAddress>
#include <QNetworkProxy>
#include <QTcpSocket>

using namespace Qt::StringLiterals;

namespace jackdaw::test {

TestProxy::TestProxy(Kind kind, quint16 target, Manner manner)
    : m_kind(kind)
    , m_target(target)
    , m_manner(manner)
{
    connect(&m_server, &QTcpServer::newConnection, this, &TestProxy::accept);
    if (!m_server.listen(QHostAddress::LocalHost)) {
        qFatal("no port for the proxy");
    }
}

void TestProxy::setPassword(const QString &user, const QString &password)
{
    m_user = user.toUtf8();
    m_password = password.toUtf8();
}

void TestProxy::accept()
{
    while (QTcpSocket *client = m_server.nextPendingConnection()) {
        ++m_connections;
        auto link = std::make_shared<Link>();
        link->client = client;
        link->step = m_kind == Kind::Http ? Step::Request : Step::Greeting;
        connect(client, &QTcpSocket::readyRead, this, [this, link] { read(*link); });
        connect(client, &QTcpSocket::disconnected, client, [client, link] {
            if (link->server) {
                link->server->disconnectFromHost();
            }
            client->deleteLater();
        });
        read(*link);
    }
}

void TestProxy::read(Link &link)
{
    link.unread += link.client->readAll();
    if (m_manner == Manner::IsNoProxy && !link.unread.isEmpty()) {
        link.client->write("SSH-2.0-OpenSSH_9.9\r\n");
        link.client->disconnectFromHost();
        return;
    }
    while (link.step != Step::Through && (m_kind == Kind::Http ? readHttp(link) : readSocks(link))) { }
    if (link.step == Step::Through && link.server && link.server->state() == QAbstractSocket::ConnectedState) {
        link.server->write(std::exchange(link.unread, {}));
    }
}

/// True if a whole message was read.
bool TestProxy::readSocks(Link &link)
{
    const QByteArray &in = link.unread;
    const auto byte = [&in](qsizetype at) { return uchar(in.at(at)); };
    switch (link.step) {
    case Step::Greeting: {
        if (in.size() < 2 || in.size() < 2 + byte(1)) {
            return false;
        }
        const char wanted = m_user.isEmpty() ? 0x00 : 0x02;
        const bool offered = in.sliced(2, byte(1)).contains(wanted);
        link.unread = in.sliced(2 + byte(1));
        link.client->write(QByteArray("\x05").append(offered ? wanted : char(0xff)));
        if (!offered) {
            ++m_refusedPasswords;
            link.client->disconnectFromHost();
            return false;
        }
        link.step = m_user.isEmpty() ? Step::Request : Step::Password;
        return true;
    }
    case Step::Password: {
        if (in.size() < 2 || in.size() < 3 + byte(1) || in.size() < 3 + byte(1) + byte(2 + byte(1))) {
            return false;
        }
        const QByteArray user = in.sliced(2, byte(1));
        const QByteArray password = in.sliced(3 + byte(1), byte(2 + byte(1)));
        link.unread = in.sliced(3 + user.size() + password.size());
        const bool right = user == m_user && password == m_password;
        link.client->write(QByteArray("\x01").append(right ? '\0' : '\x01'));
        if (!right) {
            ++m_refusedPasswords;
            link.client->disconnectFromHost();
            return false;
        }
        link.step = Step::Request;
        return true;
    }
    case Step::Request: {
        if (in.size() < 5) {
            return false;
        }
        const uchar type = byte(3);
        const qsizetype length = type == 1 ? 4 : type == 4 ? 16 : 1 + byte(4);
        if (in.size() < 4 + length + 2) {
            return false;
        }
        QString host;
        if (type == 3) {
            host = u"name "_s + QString::fromUtf8(in.sliced(5, length - 1));
        } else {
            const QHostAddress address = type == 1
                ? QHostAddress(quint32(byte(4)) << 24 | quint32(byte(5)) << 16 | quint32(byte(6)) << 8 | byte(7))
                : QHostAddress(reinterpret_cast<const quint8 *>(in.constData() + 4));
            host = u"address "_s + address.toString();
        }
        const int port = byte(4 + length) << 8 | byte(5 + length);
        link.unread = in.sliced(4 + length + 2);
        const QByteArray end("\x00\x01\x7f\x00\x00\x01\x00\x00", 8);
        connectThrough(link, host + u':' + QString::number(port), QByteArray("\x05\x00", 2) + end, QByteArray("\x05\x05", 2) + end);
        return true;
    }
    case Step::Through: break;
    }
    return false;
}

bool TestProxy::readHttp(Link &link)
{
    const qsizetype end = link.unread.indexOf("\r\n\r\n");
    if (end < 0) {
        return false;
    }
    const QByteArray head = link.unread.first(end);
    link.unread = link.unread.sliced(end + 4);
    if (!m_user.isEmpty() && !head.contains("Basic " + (m_user + ':' + m_password).toBase64())) {
        m_refusedPasswords += head.contains("Proxy-Authorization:") ? 1 : 0;
        link.client->write("HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"harbor\"\r\n"
                           "Content-Length: 0\r\n\r\n");
        return true;
    }
    const QString where = QString::fromUtf8(head.split(' ').value(1));
    const bool isAddress = !QHostAddress(where.section(u':', 0, -2)).isNull();
    connectThrough(link, (isAddress ? u"address "_s : u"name "_s) + where, "HTTP/1.1 200 Connection established\r\n\r\n",
                   "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n");
    return true;
}

void TestProxy::connectThrough(Link &link, const QString &what, const QByteArray &granted, const QByteArray &refused)
{
    m_asked += what;
    link.step = Step::Through;
    if (m_manner == Manner::RefusesTheTarget) {
        link.client->write(refused);
        link.client->disconnectFromHost();
        return;
    }
    QTcpSocket *client = link.client;
    auto *server = new QTcpSocket(client);
    link.server = server;
    connect(server, &QTcpSocket::connected, client, [client, granted] { client->write(granted); });
    connect(server, &QTcpSocket::readyRead, client, [client, server] { client->write(server->readAll()); });
    connect(server, &QTcpSocket::disconnected, client, [client] { client->disconnectFromHost(); });
    server->setProxy(QNetworkProxy::NoProxy);
    server->connectToHost(QHostAddress::LocalHost, m_led.value(what, m_target));
}

} // namespace jackdaw::test
