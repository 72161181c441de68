// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/HttpsPage.h"

#include <QFile>
#include <QSslConfiguration>
#include <QSslKey>
#include <QTcpSocket>

namespace jackdaw::test {

HttpsPage::HttpsPage(const Certificates::Files &files, const QByteArray &page)
    : m_page(page)
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
            if (!socket->peek(64 * 1024).contains("\r\n\r\n")) {
                return;
            }
            m_requests += socket->readAll();
            socket->write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: "
                          + QByteArray::number(m_page.size()) + "\r\n\r\n" + m_page);
            socket->disconnectFromHost();
        };
        connect(socket, &QTcpSocket::readyRead, this, read);
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        read();
    });
    if (!m_server.listen(QHostAddress::LocalHost)) {
        qFatal("no port to listen on");
    }
}

} // namespace jackdaw::test
