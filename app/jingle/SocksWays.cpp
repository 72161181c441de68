// SPDX-License-Identifier: GPL-3.0-or-later
#include "jingle/SocksWays.h"

#include "files/WebPolicy.h"
#include "jingle/SocksConnector.h"
#include "xmpp/Capabilities.h"
#include "xmpp/Dom.h"
#include "xmpp/Namespaces.h"
#include "xmpp/RoomDisco.h"

#include <QNetworkInterface>
#include <QNetworkProxy>
#include <QTcpSocket>
#include <QTimer>
#include <QUuid>

#include <algorithm>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostGuests = 20;      ///< who have not said yet what they want
constexpr qsizetype mostAddresses = 8;
constexpr qsizetype mostProxies = 3;
constexpr qsizetype mostAsked = 20;
constexpr quint16 firstUserPort = 1024;
constexpr quint32 directPreference = 126; // XEP-0260, 2.2
constexpr quint32 proxyPreference = 10;

QString newCandidateId()
{
    return QUuid::createUuid().toString(QUuid::Id128);
}

} // namespace

SocksWays::SocksWays(const AccountContext &account, const DirectLimits &limits, QObject *parent)
    : QObject(parent), m_account(account), m_limits(limits)
{
    connect(&m_server, &QTcpServer::newConnection, this, &SocksWays::accept);
    m_server.setProxy(QNetworkProxy::NoProxy);
}

SocksWays::~SocksWays()
{
    m_server.close();
}

bool SocksWays::isOpen() const
{
    return m_account.connection.proxy().type() == QNetworkProxy::DefaultProxy
        && m_account.connection.settings().proxy.host.isEmpty() && !m_account.jid().domain().endsWith(".onion"_L1);
}

/// The account's own server is this computer: so are its contacts, then.
bool SocksWays::isHome() const
{
    const QHostAddress host(m_account.connection.settings().host);
    return !host.isNull() && host.isLoopback();
}

bool SocksWays::isOurProxy(const JingleCandidate &candidate) const
{
    return candidate.type == JingleCandidate::Type::Proxy
        && std::any_of(m_proxies.cbegin(), m_proxies.cend(), [&candidate](const SocksProxy &each) {
        return each.jid == candidate.jid && each.host == candidate.host && each.port == candidate.port;
    });
}

bool SocksWays::mayLookUp(const JingleCandidate &candidate) const
{
    return candidate.type == JingleCandidate::Type::Proxy && (m_addresses == Addresses::Told || isOurProxy(candidate));
}

bool SocksWays::mayReach(const QHostAddress &address, const JingleCandidate &candidate) const
{
    if (address.isNull() || address.isMulticast() || address.isBroadcast()
        || address == QHostAddress(QHostAddress::AnyIPv4) || address == QHostAddress(QHostAddress::AnyIPv6)) {
        return false;
    }
    const bool isOurs = isOurProxy(candidate);
    if (m_addresses == Addresses::Kept && !isOurs) {
        return false;
    }
    const bool isPrivate = WebPolicy::isPrivate(address);
    // Below are services of the system, on which a stranger's word has no business; nor where one of this network is
    // called a proxy.
    if (candidate.port < firstUserPort && !isOurs && (candidate.type != JingleCandidate::Type::Proxy || isPrivate)) {
        return false;
    }
    bool isOwn = address.isLoopback();
    bool isNeighbour = false;
    for (const QNetworkInterface &each : QNetworkInterface::allInterfaces()) {
        for (const QNetworkAddressEntry &entry : each.addressEntries()) {
            isOwn = isOwn || entry.ip() == address;
            isNeighbour = isNeighbour
                || (!entry.ip().isLoopback() && entry.prefixLength() > 0
                    && address.isInSubnet(entry.ip(), entry.prefixLength()));
        }
    }
    if (isHome()) { // perhaps a tunnel ends here: then who is outside is not to see where it begins
        return isOwn;
    }
    return !isOwn && (!isPrivate || isNeighbour);
}

// Who comes to us

void SocksWays::expect(const QStringList &secrets, QObject *context, Came came)
{
    if (!m_server.isListening() && isOpen() && m_addresses == Addresses::Told) { // nobody else could know where
        m_server.listen(isHome() ? QHostAddress(QHostAddress::LocalHost) : QHostAddress(QHostAddress::Any));
    }
    for (const QString &secret : secrets) {
        m_expected.insert(secret.toUtf8(), {context, came});
    }
    connect(context, &QObject::destroyed, this, &SocksWays::release, Qt::UniqueConnection);
}

void SocksWays::release(QObject *context)
{
    m_expected.removeIf(
        [context](QHash<QByteArray, Expected>::iterator each) { return !each->context || each->context == context; });
    closeUnused();
}

void SocksWays::closeUnused()
{
    if (m_expected.isEmpty()) {
        m_server.close();
        const QList<QTcpSocket *> guests = m_unknown.keys();
        for (QTcpSocket *socket : guests) {
            close(socket);
        }
    }
}

void SocksWays::accept()
{
    while (QTcpSocket *socket = m_server.nextPendingConnection()) {
        if (m_unknown.size() >= mostGuests) {
            socket->abort();
            socket->deleteLater();
            continue;
        }
        m_unknown.insert(socket, false);
        socket->setReadBufferSize(1024);
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { hear(socket); });
        connect(socket, &QTcpSocket::disconnected, this, [this, socket] { close(socket); });
        QTimer::singleShot(m_limits.reach, socket, [this, socket] { close(socket); });
    }
}

void SocksWays::close(QTcpSocket *socket)
{
    if (m_unknown.remove(socket) > 0) {
        socket->disconnect(this);
        socket->abort();
        socket->deleteLater();
    }
}

void SocksWays::hear(QTcpSocket *socket)
{
    const auto guest = m_unknown.find(socket);
    if (guest == m_unknown.end()) {
        return;
    }
    if (!*guest) {
        const QByteArray begun = socket->peek(2);
        if (begun.size() < 2) {
            return;
        }
        const qsizetype length = 2 + quint8(begun[1]);
        if (begun[0] != socks::version) {
            close(socket);
            return;
        }
        if (socket->bytesAvailable() < length) {
            return;
        }
        const QByteArray methods = socket->read(length).mid(2);
        if (!methods.contains('\0')) { // RFC 1928, 3: no password here, a secret says more
            close(socket);
            return;
        }
        *guest = true;
        socket->write(QByteArray("\x05\x00", 2));
    }
    const QByteArray begun = socket->peek(5);
    const qsizetype length = socks::lengthOf(begun);
    if (length < 0 || (begun.size() == 5 && (begun[1] != 1 || begun[3] != 3))) { // a connection, to a name
        close(socket);
        return;
    }
    if (length == 0 || socket->bytesAvailable() < length) {
        return;
    }
    const QByteArray secret = socket->read(length).sliced(5, length - 7);
    const auto expected = m_expected.constFind(secret);
    if (expected == m_expected.cend() || !expected->context) {
        socket->write(socks::answer(secret, false));
        socket->flush();
        close(socket);
        return;
    }
    socket->write(socks::answer(secret, true));
    m_unknown.remove(socket);
    socket->disconnect(this);
    socket->setParent(nullptr);
    const Came came = expected->came;
    came(socket);
}

// Where others come to

QList<JingleCandidate> SocksWays::places() const
{
    QList<JingleCandidate> all;
    quint32 preference = 65535;
    if (m_addresses == Addresses::Told && m_server.isListening()) {
        for (const QNetworkInterface &each : QNetworkInterface::allInterfaces()) {
            const auto flags = each.flags();
            if (!flags.testFlag(QNetworkInterface::IsRunning)
                || (flags.testFlag(QNetworkInterface::IsLoopBack) != isHome())) {
                continue;
            }
            for (const QNetworkAddressEntry &entry : each.addressEntries()) {
                const QHostAddress address = entry.ip();
                const bool isUseless =
                    address.isLinkLocal() || (isHome() && address != m_server.serverAddress()) || entry.isTemporary();
                if (isUseless || all.size() >= mostAddresses) {
                    continue;
                }
                all.append({newCandidateId(), address.toString(), m_server.serverPort(),
                            m_account.connection.boundJid(), directPreference * 65536 + preference--,
                            JingleCandidate::Type::Direct});
            }
        }
    }
    for (const SocksProxy &proxy : m_proxies) {
        all.append({newCandidateId(), proxy.host, proxy.port, proxy.jid, proxyPreference * 65536 + preference--,
                    JingleCandidate::Type::Proxy});
    }
    return all;
}

void SocksWays::candidates(QObject *context, std::function<void(const QList<JingleCandidate> &)> done)
{
    findProxies([this, context = QPointer(context), done = std::move(done)] {
        if (context) {
            done(places());
        }
    });
}

void SocksWays::findProxies(Found found)
{
    m_askedProxies.append(std::move(found));
    if (m_isLooking) {
        return;
    }
    m_isLooking = true;
    if (m_proxiesOf == m_account.connection.streamNumber()) {
        QMetaObject::invokeMethod(this, &SocksWays::answerProxies, Qt::QueuedConnection);
        return;
    }
    m_proxies.clear();
    const Jid server(BareJid::fromPrepared(m_account.jid().domain()));
    m_account.connection.request(Connection::Request::Get, server, writeDiscoItems, this,
                                 [this](const Result<QDomElement> &items) {
        QList<Jid> services;
        if (items) {
            m_proxiesOf = m_account.connection.streamNumber();
            for (const BareJid &each : readDiscoItems(*items)) {
                if (each.local().isEmpty() && services.size() < mostAsked) {
                    services.append(Jid(each));
                }
            }
        }
        askServices(services);
    });
}

void SocksWays::askServices(QList<Jid> services)
{
    if (services.isEmpty() || m_proxies.size() >= mostProxies) {
        answerProxies();
        return;
    }
    const Jid next = services.takeFirst();
    m_account.connection.request(Connection::Request::Get, next, writeDiscoInfo, this,
                                 [this, next, services](const Result<QDomElement> &about) {
        const Capabilities all =
            about ? Capabilities::read(childElement(*about, u"query", ns::discoInfo)) : Capabilities();
        const bool isProxy =
            std::any_of(all.identities.cbegin(), all.identities.cend(), [](const Capabilities::Identity &each) {
            return each.category == u"proxy" && each.type == u"bytestreams"; // XEP-0065, 4.1
        });
        if (isProxy) {
            askProxy(next, services);
        } else {
            askServices(services);
        }
    });
}

void SocksWays::askProxy(const Jid &proxy, const QList<Jid> &further)
{
    m_account.connection.request(Connection::Request::Get, proxy, writeProxyQuestion, this,
                                 [this, proxy, further](const Result<QDomElement> &answer) {
        if (const auto place = answer ? readProxy(*answer, proxy) : std::nullopt) {
            m_proxies.append(*place);
        }
        askServices(further);
    });
}

void SocksWays::answerProxies()
{
    m_isLooking = false;
    for (const Found &found : std::exchange(m_askedProxies, {})) {
        found();
    }
}

} // namespace jackdaw
