// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/StreamGuard.h"

#include <QSslSocket>
#include <QXmppClient.h>
#include <QXmppLogger.h>

/// What StreamGuard looks for by its name among the children of a client, with nothing of QXmpp's stream behind it. Hidden:
/// the library has a class of this very name, whose symbols it would take the place of.
namespace QXmpp::Private {
class Q_DECL_HIDDEN XmppSocket : public QXmppLoggable
{
    Q_OBJECT
Q_SIGNALS:
    void streamReceived(const QDomElement &element);
    void stanzaReceived(const QDomElement &element);
    void streamClosed();

public Q_SLOTS:
    void read() {} // the stock reader's, which StreamGuard disconnects
};
} // namespace QXmpp::Private

namespace jackdaw {

/// A socket whose bytes a test gives.
class ProbeSocket : public QSslSocket
{
public:
    ProbeSocket() { setOpenMode(QIODevice::ReadWrite | QIODevice::Unbuffered); }

    void give(const QByteArray &bytes)
    {
        m_bytes += bytes;
        Q_EMIT readyRead();
    }
    void forget() { m_bytes.clear(); }
    qint64 bytesAvailable() const override { return m_bytes.size(); }
    void disconnectFromHost() override {}

protected:
    qint64 readData(char *data, qint64 most) override
    {
        const qint64 size = qMin<qint64>(most, m_bytes.size());
        memcpy(data, m_bytes.constData(), size_t(size));
        m_bytes.remove(0, size);
        return size;
    }
    qint64 writeData(const char *, qint64 size) override { return size; }

private:
    QByteArray m_bytes;
};

/// A StreamGuard without a network: takes bytes in pieces of any size and keeps what came out. For tests and fuzzers,
/// which own it; on the thread that made it. The guard is the real one: only the socket and the stream behind it are
/// not.
class Q_DECL_HIDDEN StreamProbe
{
public:
    explicit StreamProbe(const BareJid &account)
        : m_client(QXmppClient::NoExtensions)
        , m_socket(new ProbeSocket)
        , m_xmppSocket(new QXmpp::Private::XmppSocket)
    {
        // Found before QXmpp's own: the first socket, the last of that name.
        m_socket->setParent(&m_client);
        m_xmppSocket->setParent(&m_client);
        QObject::connect(m_socket, &QSslSocket::readyRead, m_xmppSocket, &QXmpp::Private::XmppSocket::read);
        m_guard = std::make_unique<StreamGuard>(m_client, account);
    }
    ~StreamProbe() { m_guard.reset(); }

    StreamGuard &guard() { return *m_guard; }
    QXmpp::Private::XmppSocket &xmppSocket() { return *m_xmppSocket; }
    bool isRight() const { return m_guard->replacesReader() && m_guard->socket() == m_socket; }

    /// A new connection at this step.
    void restart(StreamGuard::Step step);
    void give(const QByteArray &bytes) { m_socket->give(bytes); }
    /// It yielded: a queued call goes on with what was given.
    bool hasMore() const;

private:
    QXmppClient m_client;
    ProbeSocket *m_socket;
    QXmpp::Private::XmppSocket *m_xmppSocket;
    std::unique_ptr<StreamGuard> m_guard;
};

/// The one that may.
class StreamGuardProbe
{
public:
    static void restart(StreamGuard &guard, StreamGuard::Step step)
    {
        guard.m_hadStream = false;
        guard.m_resumableFor = 0;
        guard.restart(step);
    }
    static bool continues(const StreamGuard &guard) { return guard.m_continues; }
};

inline bool StreamProbe::hasMore() const
{
    return StreamGuardProbe::continues(*m_guard);
}

inline void StreamProbe::restart(StreamGuard::Step step)
{
    m_socket->forget();
    StreamGuardProbe::restart(*m_guard, step);
}

} // namespace jackdaw
