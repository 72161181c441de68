// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/HostileWeb.h"

#include <QFile>
#include <QSslConfiguration>
#include <QSslKey>
#include <QTcpSocket>

namespace jackdaw::test {

HostileWeb::HostileWeb(const Certificates::Files &files, Act act) : m_act(std::move(act))
{
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setLocalCertificate(QSslCertificate::fromPath(files.certificate).value(0));
    QFile key(files.key);
    if (!key.open(QIODevice::ReadOnly)) {
        qFatal("no key");
    }
    tls.setPrivateKey(QSslKey(&key, QSsl::Ec));
    m_server.setSslConfiguration(tls);
    connect(&m_server, &QTcpServer::pendingConnectionAvailable, this, [this] {
        QTcpSocket *socket = m_server.nextPendingConnection();
        const auto read = [this, socket] {
            const QByteArray seen = socket->peek(64 * 1024);
            const qsizetype end = seen.indexOf("\r\n\r\n");
            if (end < 0) {
                return;
            }
            const QByteArray head = socket->read(end + 4);
            m_requests += head;
            m_act(*socket, head);
        };
        connect(socket, &QTcpSocket::readyRead, this, read);
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        read();
    });
    if (!m_server.listen(QHostAddress::LocalHost)) {
        qFatal("no port to listen on");
    }
}

QString HostileWeb::url(const QString &path) const
{
    return QStringLiteral("https://127.0.0.1:%1/%2").arg(m_server.serverPort()).arg(path);
}

void HostileWeb::answer(QTcpSocket &socket, const QByteArray &status, const QByteArray &body, const QByteArray &more)
{
    socket.write("HTTP/1.1 " + status + "\r\n" + more + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
}

} // namespace jackdaw::test
