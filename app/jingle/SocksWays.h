// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountContext.h"
#include "jingle/DirectLimits.h"
#include "xmpp/JingleTransport.h"
#include "xmpp/SocksBytes.h"

#include <QHash>
#include <QObject>
#include <QPointer>
#include <QTcpServer>

#include <functional>

class QHostAddress;
class QTcpSocket;

namespace jackdaw {

/// What an account has for SOCKS5: a port of its own on this computer, open as long as some session needs it, and the
/// proxies of its server (XEP-0065, 4); and where it may go itself. Owned by Features, engine thread. Closed behind a
/// proxy or Tor: then nothing of this tells anybody an address or goes around it. Lets nobody in who does not know the
/// secret of a session.
class SocksWays : public QObject
{
    Q_OBJECT
public:
    SocksWays(const AccountContext &account, const DirectLimits &limits, QObject *parent = nullptr);
    ~SocksWays() override;

    bool isOpen() const;
    /// Are addresses of this computer told to those who send or get files?
    enum class Addresses { Told, Kept };
    void setAddresses(Addresses addresses) { m_addresses = addresses; }

    /// Opens the port for whoever knows one of these, until the context goes or release().
    using Came = std::function<void(QTcpSocket *socket)>;
    void expect(const QStringList &secrets, QObject *context, Came came);
    void release(QObject *context);
    /// Our places for one session, best first; `done` is called once, later, unless `context` goes.
    void candidates(QObject *context, std::function<void(const QList<JingleCandidate> &)> done);

    /// Nothing of this computer, and of its network only neighbours: a peer says where to knock (facts/security.md,
    /// W2). Where addresses are kept, the proxies of our own server alone: whoever is reached sees who comes.
    bool mayReach(const QHostAddress &address, const JingleCandidate &candidate) const;
    /// May anybody be asked which address its name has? Whoever owns the name may see who asks.
    bool mayLookUp(const JingleCandidate &candidate) const;

private:
    using Found = std::function<void()>;
    struct Expected { QPointer<QObject> context; Came came; };

    bool isHome() const;
    bool isOurProxy(const JingleCandidate &candidate) const;
    void accept();
    void hear(QTcpSocket *socket);
    void close(QTcpSocket *socket);
    void closeUnused();
    void findProxies(Found found);
    void askServices(QList<Jid> services);
    void askProxy(const Jid &proxy, const QList<Jid> &further);
    void answerProxies();
    QList<JingleCandidate> places() const;

    AccountContext m_account;
    DirectLimits m_limits;
    Addresses m_addresses = Addresses::Told;
    QTcpServer m_server;
    QHash<QByteArray, Expected> m_expected;
    QHash<QTcpSocket *, bool> m_unknown; ///< has it greeted?
    QList<SocksProxy> m_proxies;
    qint64 m_proxiesOf = -1; ///< the stream in which they were looked for
    bool m_isLooking = false;
    QList<Found> m_askedProxies;
};

} // namespace jackdaw
