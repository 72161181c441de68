// SPDX-License-Identifier: GPL-3.0-or-later
#include "jingle/SocksWay.h"

#include "jingle/SocksConnector.h"
#include "jingle/SocksWays.h"
#include "xmpp/Connection.h"
#include "xmpp/SocksBytes.h"

#include <QHostAddress>
#include <QTcpSocket>
#include <QXmlStreamWriter>

#include <algorithm>

namespace jackdaw {

namespace {

constexpr qsizetype atATime = 4; ///< places that are tried
constexpr qsizetype mostAccepted = 8;

const JingleCandidate *candidateOf(const QList<JingleCandidate> &all, const QString &id)
{
    const auto found =
        std::find_if(all.cbegin(), all.cend(), [&id](const JingleCandidate &each) { return each.id == id; });
    return found == all.cend() ? nullptr : &*found;
}

bool isProxy(const JingleCandidate &candidate)
{
    return candidate.type == JingleCandidate::Type::Proxy;
}

} // namespace

SocksWay::SocksWay(Connection &connection, SocksWays &ways, const Jid &peer, const QString &sid, Role role,
                   const DirectLimits &limits, QObject *parent)
    : QObject(parent)
    , m_connection(connection)
    , m_ways(ways)
    , m_own(connection.boundJid())
    , m_peer(peer)
    , m_sid(sid)
    , m_role(role)
    , m_limits(limits)
    , m_ownAddress(socksAddress(sid, m_own, peer))
    , m_theirAddress(socksAddress(sid, peer, m_own))
{
    m_arrives.setSingleShot(true);
    m_arrives.setInterval(limits.arrive);
    connect(&m_arrives, &QTimer::timeout, this, &SocksWay::fail); // 3: another way is found then
}

SocksWay::~SocksWay()
{
    stopTrying();
    for (const auto &socket : std::as_const(m_accepted)) {
        delete socket.data();
    }
    delete m_socket.data();
}

void SocksWay::prepare(const JingleTransport &theirs, std::function<void(const JingleTransport &)> done)
{
    // Either secret: which of both is to be said at an address of the other side, XEP-0260 leaves open.
    m_ways.expect({m_ownAddress, m_theirAddress}, this, [this](QTcpSocket *socket) {
        if (m_isOver || m_accepted.size() >= mostAccepted) {
            socket->abort();
            socket->deleteLater();
            return;
        }
        m_accepted.append(socket);
        takeAccepted();
    });
    m_ways.candidates(this, [this, theirs, done = std::move(done)](QList<JingleCandidate> ours) {
        ours.removeIf([&theirs](const JingleCandidate &own) { // 2.2
            return std::any_of(
                theirs.candidates.cbegin(), theirs.candidates.cend(),
                [&own](const JingleCandidate &each) { return each.host == own.host && each.port == own.port; });
        });
        m_ours = ours;
        JingleTransport transport;
        transport.kind = JingleTransport::Kind::Socks;
        transport.sid = m_sid;
        transport.candidates = m_ours;
        if (std::any_of(m_ours.cbegin(), m_ours.cend(), isProxy)) {
            transport.address = m_ownAddress;
        }
        done(transport);
    });
}

void SocksWay::begin(const JingleTransport &theirs)
{
    m_isBegun = true;
    m_untried = theirs.candidates;
    m_offered = m_untried.size();
    if (!theirs.address.isEmpty()) {
        m_theirAddress = theirs.address; // 2.2: what is said at their proxies
    }
    std::stable_partition(m_untried.begin(), m_untried.end(),
                          [](const JingleCandidate &each) { return !isProxy(each); });
    tryMore();
}

void SocksWay::tryMore()
{
    if (m_hasSaid || m_isOver) {
        return;
    }
    if (m_theyReached) { // 2.3: what is worse than what they reached is not tried any more
        m_untried.removeIf([this](const JingleCandidate &each) { return each.priority <= m_theyReached->priority; });
    }
    while (!m_untried.isEmpty() && m_connectors.size() < atATime) {
        // A proxy serves where nothing else does.
        const bool isDirectUnderWay =
            std::any_of(m_connectors.cbegin(), m_connectors.cend(),
                        [](const SocksConnector *each) { return !isProxy(each->candidate()); });
        if (isProxy(m_untried.constFirst()) && isDirectUnderWay) {
            break;
        }
        auto *connector = new SocksConnector(m_ways, m_untried.takeFirst(), m_theirAddress, m_limits.reach, this);
        m_connectors.append(connector);
        connect(connector, &SocksConnector::done, this, [this, connector](QTcpSocket *socket) {
            m_reached = connector->candidate();
            m_socket = socket;
            socket->setParent(this);
            settle(true);
        });
        connect(connector, &SocksConnector::failed, this, [this, connector] {
            m_connectors.removeAll(connector);
            connector->deleteLater();
            tryMore();
        });
    }
    if (m_untried.isEmpty() && m_connectors.isEmpty()) {
        settle(false);
    }
}

void SocksWay::stopTrying()
{
    m_untried.clear();
    for (SocksConnector *connector : std::exchange(m_connectors, {})) {
        connector->disconnect(this);
        connector->deleteLater();
    }
}

void SocksWay::say(JingleTransport info)
{
    info.kind = JingleTransport::Kind::Socks;
    info.sid = m_sid;
    Q_EMIT said(info);
}

void SocksWay::settle(bool hasReached)
{
    m_hasSaid = true;
    stopTrying();
    JingleTransport info;
    info.hasNone = !hasReached;
    info.used = hasReached ? m_reached->id : QString();
    say(info);
    nominate();
}

bool SocksWay::take(const JingleTransport &info)
{
    if (m_isOver) {
        return true;
    }
    if (info.hasNone || !info.used.isEmpty()) {
        const JingleCandidate *used = candidateOf(m_ours, info.used);
        if (m_haveTheySaid || (!info.used.isEmpty() && !used)) {
            return false;
        }
        m_haveTheySaid = true;
        if (used) {
            m_theyReached = *used;
        }
        if (m_isBegun && !m_hasSaid) {
            tryMore();
        }
        nominate();
        return true;
    }
    if (info.hasProxyError) {
        if (m_isNominated) {
            fail();
        }
        return true;
    }
    if (!info.activated.isEmpty()) {
        m_isActivated = m_reached && info.activated == m_reached->id;
        if (m_isActivated && m_awaitsActivation) {
            hand(m_socket);
        }
        return m_isActivated;
    }
    // Places may come behind the offer (2.2); more of them than there may be are left out.
    if (m_isBegun && !m_hasSaid && m_offered + info.candidates.size() <= JingleTransport::mostCandidates) {
        m_offered += info.candidates.size();
        m_untried += info.candidates;
        tryMore();
    }
    return true;
}

/// 2.4
void SocksWay::nominate()
{
    if (!m_hasSaid || !m_haveTheySaid || m_isNominated || m_isOver) {
        return;
    }
    m_isNominated = true;
    if (!m_reached && !m_theyReached) {
        fail();
        return;
    }
    const bool isTheirs = m_reached
        && (!m_theyReached || m_reached->priority > m_theyReached->priority
            || (m_reached->priority == m_theyReached->priority && m_role == Role::Initiator));
    if (isTheirs) {
        useTheirs();
    } else {
        useOurs(*m_theyReached);
    }
}

void SocksWay::useTheirs()
{
    if (!m_socket) {
        fail();
    } else if (!isProxy(*m_reached) || m_isActivated) {
        hand(m_socket);
    } else {
        m_awaitsActivation = true;
        m_arrives.start();
    }
}

void SocksWay::useOurs(const JingleCandidate &candidate)
{
    if (isProxy(candidate)) {
        connectToOwnProxy(candidate);
        return;
    }
    m_awaited = candidate;
    m_arrives.start();
    takeAccepted();
}

/// They may have come to several of our addresses, and have left all but one; or, where the file is a small one, have
/// sent it and left already.
void SocksWay::takeAccepted()
{
    if (!m_awaited || m_isOver) {
        return;
    }
    QTcpSocket *best = nullptr;
    int bestFit = -1;
    for (const auto &socket : std::as_const(m_accepted)) {
        if (!socket) {
            continue;
        }
        const int fit = (socket->state() == QAbstractSocket::ConnectedState ? 2 : 0)
            + (socket->localAddress().isEqual(QHostAddress(m_awaited->host)) ? 1 : 0);
        if (fit > bestFit) {
            best = socket;
            bestFit = fit;
        }
    }
    if (best) {
        hand(best);
    }
}

void SocksWay::connectToOwnProxy(const JingleCandidate &candidate)
{
    auto *connector = new SocksConnector(m_ways, candidate, m_ownAddress, m_limits.reach, this);
    m_connectors.append(connector);
    connect(connector, &SocksConnector::done, this, [this, candidate](QTcpSocket *socket) {
        delete m_socket.data();
        m_socket = socket;
        socket->setParent(this);
        activate(socket, candidate);
    });
    connect(connector, &SocksConnector::failed, this, [this] {
        JingleTransport info;
        info.hasProxyError = true;
        say(info);
        fail();
    });
}

void SocksWay::activate(QTcpSocket *socket, const JingleCandidate &candidate)
{
    m_connection.request(Connection::Request::Set, candidate.jid,
                         [sid = m_sid, peer = m_peer](QXmlStreamWriter &writer) { writeActivation(writer, sid, peer); },
                         this, [this, socket = QPointer(socket), candidate](const Result<QDomElement> &answer) {
        if (m_isOver) {
            return;
        }
        JingleTransport info;
        if (!answer || !socket) {
            info.hasProxyError = true;
            say(info);
            fail();
            return;
        }
        info.activated = candidate.id;
        say(info);
        hand(socket);
    });
}

void SocksWay::hand(QTcpSocket *socket)
{
    m_isOver = true;
    m_arrives.stop();
    stopTrying();
    m_ways.release(this);
    m_accepted.removeAll(socket);
    if (m_socket == socket) {
        m_socket = nullptr;
    }
    socket->setParent(this); // it goes with this one where nobody takes it
    Q_EMIT reached(socket);
}

void SocksWay::fail()
{
    if (m_isOver) {
        return;
    }
    m_isOver = true;
    m_arrives.stop();
    stopTrying();
    m_ways.release(this);
    Q_EMIT failed();
}

} // namespace jackdaw
