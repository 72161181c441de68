// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/JingleTransport.h"

#include <QHostAddress>
#include <QObject>
#include <QTimer>

class QTcpSocket;

namespace jackdaw {

class SocksWays;

/// One attempt to reach a place that takes SOCKS5 (RFC 1928, as XEP-0065, 5.3.2 uses it): connects, says the two things
/// there are to say, and reads the two answers, no more than they may have. Owned by a SocksWay, engine thread. Goes
/// nowhere that SocksWays forbids, also not where a name leads; ends in done() or failed(), in bounded time.
class SocksConnector : public QObject
{
    Q_OBJECT
public:
    SocksConnector(const SocksWays &ways, const JingleCandidate &candidate, const QString &address, int patience,
                   QObject *parent = nullptr);

    const JingleCandidate &candidate() const { return m_candidate; }

Q_SIGNALS:
    /// Belongs to the receiver.
    void done(QTcpSocket *socket);
    void failed();

private:
    void resolve();
    void connectTo(const QHostAddress &address);
    void hear();
    void fail();

    const SocksWays &m_ways;
    JingleCandidate m_candidate;
    QByteArray m_address;
    QTcpSocket *m_socket = nullptr;
    QTimer m_patience;
    enum class Step { Connecting, Greeting, Asking, Over };
    Step m_step = Step::Connecting;
};

/// What the two answers have to look like, for both ends.
namespace socks {
inline constexpr char version = 5;
QByteArray greeting();
QByteArray request(const QByteArray &address);
QByteArray answer(const QByteArray &address, bool isTaken);
/// How long the message with a host name in it is that begins so; 0: longer than it is; -1: it is none.
qsizetype lengthOf(QByteArrayView begun);
} // namespace socks

} // namespace jackdaw
