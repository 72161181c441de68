// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jingle/DirectLimits.h"
#include "xmpp/JingleTransport.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <functional>
#include <optional>

class QTcpSocket;

namespace jackdaw {

class Connection;
class SocksConnector;
class SocksWays;

/// How the two sides of one session find a way for SOCKS5 (XEP-0260, 2): each offers places, tries those of the other,
/// and says which it reached; the best of both is taken. Owned by its JingleSession, engine thread. Tries a few places
/// at a time, none that SocksWays forbids, and proxies last. Ends in reached() or failed(), or in nothing where the
/// other side falls silent before it has chosen: the session's patience ends that.
class SocksWay : public QObject
{
    Q_OBJECT
public:
    enum class Role { Initiator, Responder };
    SocksWay(Connection &connection, SocksWays &ways, const Jid &peer, const QString &sid, Role role,
             const DirectLimits &limits, QObject *parent = nullptr);
    ~SocksWay() override;

    /// Our places, once they are known. Not called where the way is gone first. `theirs`: what they offer already,
    /// which is not offered again (2.2).
    void prepare(const JingleTransport &theirs, std::function<void(const JingleTransport &ours)> done);
    void begin(const JingleTransport &theirs);
    /// Both have said what they reached, and one of that was chosen.
    bool isNominated() const { return m_isNominated && (m_reached || m_theyReached); }
    /// What they say of it; false: it has no meaning here.
    bool take(const JingleTransport &info);

Q_SIGNALS:
    /// To be told to the other side.
    void said(const jackdaw::JingleTransport &info);
    /// Belongs to the receiver.
    void reached(QTcpSocket *socket);
    void failed();

private:
    void tryMore();
    void settle(bool hasReached);
    void nominate();
    void useTheirs();
    void useOurs(const JingleCandidate &candidate);
    void connectToOwnProxy(const JingleCandidate &candidate);
    void activate(QTcpSocket *socket, const JingleCandidate &candidate);
    void takeAccepted();
    void say(JingleTransport info);
    void fail();
    void stopTrying();
    void hand(QTcpSocket *socket);

    Connection &m_connection;
    SocksWays &m_ways;
    Jid m_own;
    Jid m_peer;
    QString m_sid;
    Role m_role;
    DirectLimits m_limits;
    QString m_ownAddress;   ///< DST.ADDR for what we offer
    QString m_theirAddress; ///< and they do
    QList<JingleCandidate> m_ours;
    QList<JingleCandidate> m_untried;
    qsizetype m_offered = 0; ///< places of theirs, in all
    QList<SocksConnector *> m_connectors;
    bool m_isBegun = false;
    bool m_isOver = false;
    bool m_isNominated = false;
    bool m_hasSaid = false;     ///< what we reached
    std::optional<JingleCandidate> m_reached; ///< of theirs
    QPointer<QTcpSocket> m_socket;            ///< to m_reached
    bool m_haveTheySaid = false;
    std::optional<JingleCandidate> m_theyReached; ///< of ours
    bool m_awaitsActivation = false;
    bool m_isActivated = false; ///< heard before it was waited for
    std::optional<JingleCandidate> m_awaited;     ///< of ours, whose connection has not come yet
    QList<QPointer<QTcpSocket>> m_accepted;
    QTimer m_arrives; ///< what was chosen
};

} // namespace jackdaw
