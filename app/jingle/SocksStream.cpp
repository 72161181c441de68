// SPDX-License-Identifier: GPL-3.0-or-later
#include "jingle/SocksStream.h"

#include <QTcpSocket>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 mostUnsent = 256 * 1024;
constexpr qint64 mostUnread = 256 * 1024;
constexpr qint64 atOnce = 1024 * 1024; ///< then others have their turn

} // namespace

SocksStream::SocksStream(QTcpSocket *socket, Way way, QObject *parent)
    : ByteStream(parent), m_socket(socket), m_way(way)
{
    m_socket->setParent(this);
    m_socket->setReadBufferSize(mostUnread);
    connect(m_socket, &QTcpSocket::bytesWritten, this, [this] {
        if (m_isOver) {
            return;
        }
        Q_EMIT progressed();
        if (m_isFinishing && m_socket->bytesToWrite() == 0) {
            end();
        } else if (takesMore()) {
            Q_EMIT writable();
        }
    });
    connect(m_socket, &QTcpSocket::readyRead, this, &SocksStream::read);
    connect(m_socket, &QTcpSocket::disconnected, this, &SocksStream::end, Qt::QueuedConnection);
    // What came with the last words of SOCKS5, and the first piece; once somebody listens.
    QMetaObject::invokeMethod(this, [this] {
        if (m_way == Way::Out) {
            Q_EMIT writable();
        } else {
            read();
        }
        if (m_socket->state() != QAbstractSocket::ConnectedState) {
            end();
        }
    }, Qt::QueuedConnection);
}

bool SocksStream::takesMore() const
{
    return m_way == Way::Out && !m_isFinishing && !m_isOver && m_socket->bytesToWrite() < mostUnsent
        && m_socket->state() == QAbstractSocket::ConnectedState;
}

void SocksStream::write(const QByteArray &piece)
{
    m_socket->write(piece);
}

void SocksStream::finish()
{
    m_isFinishing = true;
    if (m_socket->bytesToWrite() == 0) {
        end();
    }
}

void SocksStream::read()
{
    qint64 taken = 0;
    while (!m_isOver && m_socket->bytesAvailable() > 0) {
        const QByteArray piece = m_socket->read(pieceSize());
        taken += piece.size();
        if (m_way == Way::In) { // who sends is told nothing this way
            Q_EMIT came(piece);
        }
        if (taken >= atOnce && !m_isOver) {
            QMetaObject::invokeMethod(this, &SocksStream::read, Qt::QueuedConnection);
            return;
        }
    }
}

void SocksStream::end()
{
    if (m_isOver) {
        return;
    }
    if (m_way == Way::In) {
        read();
        if (m_isOver || m_socket->bytesAvailable() > 0) {
            return; // it goes on with the next turn
        }
    }
    m_isOver = true;
    const bool isWhole = m_way == Way::In || m_isFinishing; // whether all came, its size says
    if (isWhole) {
        m_socket->disconnectFromHost();
        Q_EMIT finished();
    } else {
        Q_EMIT broken(Error{ErrorKind::ConnectionLost, m_socket->errorString(), {}});
    }
}

} // namespace jackdaw
