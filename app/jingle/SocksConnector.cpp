// SPDX-License-Identifier: GPL-3.0-or-later
#include "jingle/SocksConnector.h"

#include "jingle/SocksWays.h"

#include <QHostInfo>
#include <QNetworkProxy>
#include <QTcpSocket>

namespace jackdaw {

namespace socks {

QByteArray greeting()
{
    return QByteArray("\x05\x01\x00", 3);
}

QByteArray request(const QByteArray &address)
{
    return QByteArray("\x05\x01\x00\x03", 4) + char(address.size()) + address + QByteArray(2, '\0');
}

QByteArray answer(const QByteArray &address, bool isTaken)
{
    return QByteArray("\x05", 1) + (isTaken ? '\0' : '\x02') + QByteArray("\x00\x03", 2) + char(address.size())
        + address + QByteArray(2, '\0');
}

/// Request and answer are built alike: four bytes, an address, a port. Some proxies answer with an address of IPv4 or
/// IPv6.
qsizetype lengthOf(QByteArrayView begun)
{
    if (begun.size() < 5) {
        return 0;
    }
    if (begun[0] != version || begun[2] != 0) {
        return -1;
    }
    switch (begun[3]) {
    case 1: return 4 + 4 + 2;
    case 3: return 4 + 1 + quint8(begun[4]) + 2;
    case 4: return 4 + 16 + 2;
    default: return -1;
    }
}

} // namespace socks

SocksConnector::SocksConnector(const SocksWays &ways, const JingleCandidate &candidate, const QString &address,
                               int patience, QObject *parent)
    : QObject(parent), m_ways(ways), m_candidate(candidate), m_address(address.toUtf8())
{
    connect(&m_patience, &QTimer::timeout, this, &SocksConnector::fail);
    m_patience.setSingleShot(true);
    m_patience.start(patience);
    QMetaObject::invokeMethod(this, &SocksConnector::resolve, Qt::QueuedConnection);
}

void SocksConnector::resolve()
{
    const QHostAddress literal(m_candidate.host);
    if (!literal.isNull()) {
        connectTo(literal);
        return;
    }
    if (!m_ways.mayLookUp(m_candidate)) { // the others are addresses (XEP-0260, 2.1)
        fail();
        return;
    }
    QHostInfo::lookupHost(m_candidate.host, this, [this](const QHostInfo &info) {
        connectTo(info.addresses().isEmpty() ? QHostAddress() : info.addresses().constFirst());
    });
}

void SocksConnector::connectTo(const QHostAddress &address)
{
    if (m_step != Step::Connecting || !m_ways.mayReach(address, m_candidate)) {
        fail();
        return;
    }
    m_socket = new QTcpSocket(this);
    m_socket->setProxy(QNetworkProxy::NoProxy); // where there is one, nobody comes here
    connect(m_socket, &QTcpSocket::connected, this, [this] {
        m_step = Step::Greeting;
        m_socket->write(socks::greeting());
    });
    connect(m_socket, &QTcpSocket::readyRead, this, &SocksConnector::hear);
    connect(m_socket, &QTcpSocket::errorOccurred, this, &SocksConnector::fail);
    m_socket->connectToHost(address, m_candidate.port);
}

void SocksConnector::hear()
{
    if (m_step == Step::Greeting && m_socket->bytesAvailable() >= 2) {
        const QByteArray answer = m_socket->read(2);
        if (answer != QByteArray("\x05\x00", 2)) {
            fail();
            return;
        }
        m_step = Step::Asking;
        m_socket->write(socks::request(m_address));
    }
    if (m_step != Step::Asking) {
        return;
    }
    const QByteArray begun = m_socket->peek(5);
    const qsizetype length = socks::lengthOf(begun);
    if (length < 0 || (begun.size() > 1 && begun[1] != 0)) { // RFC 1928, 6: anything but 0 is a refusal
        fail();
        return;
    }
    if (length == 0 || m_socket->bytesAvailable() < length) {
        return;
    }
    m_socket->read(length); // which address it says does not matter: nothing goes by it
    m_step = Step::Over;
    m_patience.stop();
    m_socket->disconnect(this);
    QTcpSocket *socket = std::exchange(m_socket, nullptr);
    Q_EMIT done(socket); // it goes with this one where nobody takes it
}

void SocksConnector::fail()
{
    if (m_step == Step::Over) {
        return;
    }
    m_step = Step::Over;
    m_patience.stop();
    if (m_socket) {
        m_socket->disconnect(this);
        m_socket->abort();
    }
    Q_EMIT failed();
}

} // namespace jackdaw
