// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/Connection.h"

#include "base/Clock.h"
#include "base/Log.h"
#include "xmpp/ConnectionErrors.h"
#include "xmpp/Dom.h"
#include "xmpp/KeepAlive.h"
#include "xmpp/Namespaces.h"
#include "xmpp/SaslMechanism.h"
#include "xmpp/StreamGuard.h"
#include "xmpp/TlsPolicy.h"

#include <QFile>
#include <QNetworkInterface>
#include <QNetworkProxy>
#include <QPointer>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QTimer>
#include <QUrl>
#include <QUuid>
#include <QXmlStreamWriter>
#include <QXmppClient.h>
#include <QXmppClientExtension.h>
#include <QXmppConfiguration.h>
#include <QXmppCredentials.h>
#include <QXmppGlobal.h>
#include <QXmppSasl2UserAgent.h>
#include <QXmppSendResult.h>
#include <QXmppTask.h>

namespace jackdaw {

namespace {

/// For --print-stanzas; what comes in is printed by StreamGuard.
void logSent(const QXmppNonza &stanza)
{
    if (log::stanza().isDebugEnabled()) {
        QString xml;
        QXmlStreamWriter writer(&xml);
        stanza.toXml(&writer);
        qCDebug(log::stanza).noquote() << "->" << withoutSecrets(xml);
    }
}

constexpr int attemptTimeout = 30'000; // ms, from the name look-up to the bound session
constexpr int requestTimeout = 30'000; // ms
constexpr int maximumRedirects = 3;    // an attempt
constexpr qint64 maximumUnread = 4'000'000; // bytes that wait for the server to read
/// Prosody keeps a lost session for 10 minutes by default (smacks_hibernation_time); later a resumption is a wasted round.
constexpr qint64 resumptionWindow = 10 * 60 * 1000;

constexpr quint16 startTlsPort = 5222; // RFC 6120, 14.7
constexpr quint16 directTlsPort = 5223;

/// The proxy looks names up, so that nobody else learns them (HostNameLookupCapability).
QNetworkProxy networkProxy(const ProxySettings &settings, const QString &password)
{
    QNetworkProxy proxy(settings.type == ProxySettings::Type::Http ? QNetworkProxy::HttpProxy : QNetworkProxy::Socks5Proxy,
                        settings.host, settings.port, settings.user, settings.user.isEmpty() ? QString() : password);
    proxy.setCapabilities(QNetworkProxy::TunnelingCapability | QNetworkProxy::HostNameLookupCapability);
    return proxy;
}

/// An IQ whose payload is written by a function.
class PayloadIq : public QXmppIq
{
public:
    PayloadIq(QXmppIq::Type type, Connection::PayloadWriter payload)
        : QXmppIq(type)
        , m_payload(std::move(payload))
    {
    }

protected:
    void toXmlElementFromChild(QXmlStreamWriter *writer) const override
    {
        if (m_payload) {
            m_payload(*writer);
        }
    }

private:
    Connection::PayloadWriter m_payload;
};

} // namespace

/// Takes every stanza that QXmpp has not consumed itself, and hands it to the connection's handlers.
class StanzaRouter : public QXmppClientExtension
{
public:
    explicit StanzaRouter(Connection &connection) : m_connection(connection) {}

    bool handleStanza(const QDomElement &stanza, const std::optional<QXmppE2eeMetadata> &) override
    {
        return isElement(stanza, u"features", ns::stream) ? m_connection.handleFeatures(stanza) : route(stanza);
    }

    bool route(const QDomElement &stanza)
    {
        if (stanza.namespaceURI() != ns::client) {
            return false;
        }
        if (stanza.tagName() == u"message") {
            run(m_connection.m_messageHandlers, stanza);
            return true;
        }
        if (stanza.tagName() == u"presence") {
            run(m_connection.m_presenceHandlers, stanza);
            return true;
        }
        return stanza.tagName() == u"iq" && handleIq(stanza);
    }

private:
    static bool run(const QList<Connection::StanzaHandler> &handlers, const QDomElement &stanza)
    {
        for (const auto &handler : handlers) {
            if (handler(stanza) == Connection::Disposition::Consumed) {
                return true;
            }
        }
        return false;
    }

    bool handleIq(const QDomElement &iq)
    {
        const QString type = iq.attribute(QStringLiteral("type"));
        if (type != u"get" && type != u"set") {
            m_connection.m_requests.take(Authority(m_connection.m_settings.jid), iq);
            return true;
        }
        if (!m_connection.m_requestLimit.admits(m_connection.m_settings.jid, iq.attribute(QStringLiteral("from")),
                                                m_connection.m_clock.elapsed())) {
            return true;
        }
        const QDomElement payload = iq.firstChildElement();
        for (const auto &[space, handler] : std::as_const(m_connection.m_requestHandlers)) {
            if (payload.namespaceURI() == space && handler(iq) == Connection::Disposition::Consumed) {
                return true;
            }
        }
        // RFC 6120, 8.4: every request is answered.
        m_connection.refuse(iq, "cancel", "service-unavailable");
        return true;
    }

    Connection &m_connection;
};

Connection::Connection(ConnectionSettings settings, QString userAgent, const Clock &clock, QObject *parent)
    : Link(parent)
    , m_settings(std::move(settings))
    , m_userAgent(std::move(userAgent))
    , m_clock(clock)
{
}

Connection::~Connection()
{
    if (m_client) {
        m_client->disconnect(this);
        if (m_phase == Phase::Online) {
            m_client->disconnectFromServer();
        }
        // What it still holds ends with it, while the rest of this is whole.
        const auto last = std::move(m_client);
    }
}

void Connection::setSettings(ConnectionSettings settings)
{
    m_settings = std::move(settings);
    m_freshClientNeeded = true;
}

void Connection::setProxyPassword(const QString &password)
{
    m_proxyPassword = password;
}

QNetworkProxy Connection::proxy() const
{
    return m_settings.proxy.type == ProxySettings::Type::None ? QNetworkProxy(QNetworkProxy::DefaultProxy)
                                                              : networkProxy(m_settings.proxy, m_proxyPassword);
}

Result<QSslConfiguration> Connection::tlsConfiguration() const
{
    const auto trusted = authorities();
    if (!trusted) {
        return trusted.error();
    }
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    if (!trusted->isEmpty()) {
        tls.setCaCertificates(*trusted);
    }
    return tls;
}

void Connection::setInitialPresence(const QXmppPresence &presence)
{
    m_initialPresence = presence;
    m_presenceChanged = m_phase == Phase::Connecting;
    m_presenceStale = !m_online;
}

std::unique_ptr<QXmppClient> Connection::newClient() const
{
    return std::make_unique<QXmppClient>(QXmppClient::NoExtensions);
}

void Connection::makeClient()
{
    dropClient();
    m_client = newClient();
    m_client->setActive(m_active);
    m_client->setLogger(nullptr); // it would see SASL secrets (facts/security.md, F11)
    m_router = new StanzaRouter(*this);
    m_client->addExtension(m_router);
    m_guard = new StreamGuard(*m_client, m_settings.jid, m_client.get());
    m_guard->setPurpose(m_purpose == Purpose::Register ? StreamGuard::Purpose::Register : StreamGuard::Purpose::SignIn);

    connect(m_client.get(), &QXmppClient::connected, this, &Connection::handleConnected);
    connect(m_client.get(), &QXmppClient::disconnected, this, &Connection::handleDisconnected);
    connect(m_client.get(), &QXmppClient::sslErrors, this, &Connection::handleSslErrors);
    connect(m_client.get(), &QXmppClient::errorOccurred, this, [this](const QXmppError &error) {
        if (!m_error) { // the first is the cause, what follows are its effects
            m_error = connectionError(error, m_settings);
        }
        if (m_phase == Phase::Connecting && !dropRefusedToken(*m_error)) {
            failAttempt(*m_error);
        }
    });
    connect(m_client.get(), &QXmppClient::credentialsChanged, this, [this] {
        m_token = fromCredentials(m_client->configuration().credentials());
        Q_EMIT tokenChanged(*m_token);
    });
    if (QSslSocket *socket = m_guard->socket()) {
        watchTls(*socket);
    }
    connect(m_guard, &StreamGuard::bytesReceived, this, &Connection::bytesReceived);
    if (QSslSocket *socket = m_guard->socket()) {
        connect(socket, &QSslSocket::connected, this, [this, socket] {
            m_watch = watchByKernel(*socket) == KernelWatch::On ? Watch::Kernel : Watch::Ours;
        });
    }
    connect(m_guard, &StreamGuard::runEnded, this, &Connection::runEnded);
    connect(m_guard, &StreamGuard::earlyStanza, this, [this](const QDomElement &stanza) {
        if (m_online) {
            m_router->route(stanza);
        }
    });
    connect(m_guard, &StreamGuard::elementRead, this, [](const QString &xml) {
        qCDebug(log::stanza).noquote() << "<-" << withoutSecrets(xml);
    });
    // Queued, as these end the client that is speaking. One that was said before its client went is nobody's any more.
    connect(m_guard, &StreamGuard::violated, this, [this, guard = m_guard](const Error &error) {
        if (guard == m_guard) {
            m_error = error;
            m_freshClientNeeded = true;
            cut(error);
        }
    }, Qt::QueuedConnection);
    connect(m_guard, &StreamGuard::resumptionFailed, this, [this, guard = m_guard] {
        if (guard != m_guard) {
            return;
        }
        m_freshClientNeeded = true;
        if (m_phase == Phase::Connecting) {
            qCInfo(log::connection) << m_settings.jid.toString() << "could not be resumed; starting a new session";
            startAgain();
        } else {
            cut(Error{ErrorKind::ConnectionLost, QStringLiteral("a second stream on one link"), m_settings.jid.domain()});
        }
    }, Qt::QueuedConnection);
    connect(m_guard, &StreamGuard::redirected, this, [this, guard = m_guard](const QString &host) {
        if (guard == m_guard && m_phase == Phase::Connecting) {
            followRedirect(host);
        }
    }, Qt::QueuedConnection);
}

/// The running attempt goes on with a new client.
void Connection::startAgain()
{
    dropClient();
    makeClient();
    begin();
}

void Connection::followRedirect(const QString &host)
{
    if (++m_redirects > maximumRedirects) {
        m_freshClientNeeded = true;
        failAttempt(Error{ErrorKind::ConnectionLost, QStringLiteral("redirected over and over, at last to ") + host,
                          m_settings.jid.domain()});
        return;
    }
    const QUrl there(QStringLiteral("//") + host);
    if (there.host().isEmpty()) { // QXmpp would ask the name service for the domain's own hosts, past the proxy
        m_freshClientNeeded = true;
        failAttempt(Error{ErrorKind::ConnectionLost, QStringLiteral("redirected to no host: ") + host, m_settings.jid.domain()});
        return;
    }
    qCInfo(log::connection) << m_settings.jid.toString() << "is redirected to" << host;
    m_redirect = there;
    startAgain();
}

void Connection::useTokens(const FastToken &kept)
{
    m_token = kept;
}

void Connection::forgetToken()
{
    if (m_token) {
        m_token = FastToken();
        m_freshClientNeeded = true; // the present one holds it
    }
}

/// XEP-0484, 5: a token that is refused says nothing about the password.
bool Connection::dropRefusedToken(const Error &error)
{
    if (error.kind != ErrorKind::NotAuthorized || !m_guard->login().usedToken()) {
        return false;
    }
    qCInfo(log::connection) << m_settings.jid.toString() << "token refused; signing in with the password";
    forgetToken();
    Q_EMIT tokenChanged({});
    // Not at once: this is called from one of the client's signals. What it still has to say is its end.
    m_client->disconnect(this);
    m_guard->disconnect(this);
    QMetaObject::invokeMethod(this, [this, attempt = m_attempt] {
        if (attempt == m_attempt && m_phase == Phase::Connecting) {
            startAgain();
        }
    }, Qt::QueuedConnection);
    return true;
}

void Connection::noteMechanism()
{
    const QString mechanism = m_guard->login().mechanism();
    if (strengthOf(mechanism) > strengthOf(m_settings.strongestMechanism)) {
        m_settings.strongestMechanism = mechanism;
        Q_EMIT strongerMechanismUsed(mechanism);
    }
}

void Connection::dropClient()
{
    if (!m_client) {
        return;
    }
    m_client->disconnect(this);
    m_guard->disconnect(this);
    if (QSslSocket *socket = m_guard->socket()) {
        socket->disconnect(this);
        socket->abort();
    }
    // Not at once: this may be called from one of its own signals.
    m_client.release()->deleteLater();
    m_router = nullptr;
    m_guard = nullptr;
    m_requests.failAll(Error{ErrorKind::Offline, QStringLiteral("the stream is gone"), {}});
    countUnacknowledged(-m_unacknowledged);
}

Result<QList<QSslCertificate>> Connection::authorities() const
{
    if (m_settings.authorityFile.isEmpty()) {
        return QList<QSslCertificate>(); // the system's
    }
    QFile file(m_settings.authorityFile);
    if (!file.open(QIODevice::ReadOnly)) {
        return Error{ErrorKind::AuthorityFile, file.errorString(), m_settings.authorityFile};
    }
    const auto extra = QSslCertificate::fromDevice(&file, QSsl::Pem);
    if (extra.isEmpty()) {
        return Error{ErrorKind::AuthorityContent, QStringLiteral("no PEM certificate in the file"), m_settings.authorityFile};
    }
    return QSslConfiguration::systemCaCertificates() + extra;
}

void Connection::open(const QString &password)
{
    if (std::exchange(m_purpose, Purpose::SignIn) != Purpose::SignIn) {
        m_freshClientNeeded = true;
    }
    start(password);
}

void Connection::openToRegister()
{
    m_purpose = Purpose::Register;
    m_freshClientNeeded = true;
    start({});
}

bool Connection::handleFeatures(const QDomElement &features)
{
    if (!m_guard->socket() || !m_guard->socket()->isEncrypted()) {
        return false; // those of the stream before TLS are QXmpp's to answer
    }
    m_features += features;
    if (m_purpose != Purpose::Register || m_phase != Phase::Connecting) {
        return false;
    }
    m_phase = Phase::Registering;
    ++m_attempt;
    Q_EMIT registrationReady(features);
    return true;
}

void Connection::start(const QString &password)
{
    if (m_phase == Phase::Connecting || m_phase == Phase::Registering || m_phase == Phase::Online) {
        return;
    }
    const bool fresh = !mayResume() || m_password != password;
    m_features.clear();
    m_password = password;
    m_redirect.clear();
    m_redirects = 0;
    if (fresh) {
        makeClient();
    }
    begin();
}

void Connection::begin()
{
    m_error.reset();
    m_freshClientNeeded = false;
    m_phase = Phase::Connecting;
    const int attempt = ++m_attempt;
    Q_EMIT attemptStarted();
    if (!m_guard->replacesReader()) {
        // Unwatched, it would take stanzas before the login and believe a server that proves nothing (facts/security.md, 0).
        failAttempt(Error{ErrorKind::Incompatible, QStringLiteral("StreamGuard does not fit this QXmpp"),
                          QStringLiteral("QXmpp ") + QXmppVersion()});
        return;
    }
    const auto trusted = authorities();
    if (!trusted) {
        failAttempt(trusted.error());
        return;
    }
    const bool proxied = m_settings.proxy.type != ProxySettings::Type::None;
    if (proxied && (m_settings.proxy.host.isEmpty() || m_settings.proxy.port == 0)) {
        failAttempt(Error{ErrorKind::Proxy, QStringLiteral("the proxy has no host or no port"), m_settings.proxy.host});
        return; // never around it
    }

    QXmppConfiguration configuration;
    configuration.setCaCertificates(*trusted);
    configuration.setJid(m_settings.jid.toString());
    // The same for all streams of this profile: a new one takes the place of what is left of an old one.
    configuration.setResource(QStringLiteral("Jackdaw.") + m_userAgent.first(8));
    configuration.setResourcePrefix(QStringLiteral("Jackdaw"));
    configuration.setSasl2UserAgent(QXmppSasl2UserAgent(QUuid::fromString(m_userAgent), QStringLiteral("Jackdaw"), {}));
    configuration.setAutoReconnectionEnabled(false);
    configuration.setKeepAliveInterval(0);
    configuration.setAutoAcceptSubscriptions(false);
    configuration.setUseNonSASLAuthentication(false); // XEP-0078 sends the password before TLS
    configuration.setIgnoreSslErrors(false);
    QStringList disabled{QStringLiteral("ANONYMOUS"), QStringLiteral("DIGEST-MD5")};
    if (m_settings.plain == PlainLogin::Refused) {
        disabled += QStringLiteral("PLAIN");
    }
    configuration.setDisabledSaslMechanisms(disabled);
    if (m_token && !m_token->isEmpty() && (m_token->expiry < m_clock.now() || !tokenHash(m_token->mechanism))) {
        m_token = FastToken();
    }
    configuration.setUseFastTokenAuthentication(m_token.has_value());
    configuration.setCredentials(toCredentials(m_token.value_or(FastToken())));
    configuration.setPassword(m_password); // setCredentials takes it away
    m_guard->begin({m_password, m_token.value_or(FastToken()), m_settings.plain == PlainLogin::Allowed,
                    m_settings.strongestMechanism});
    configuration.setStreamSecurityMode(m_settings.tls == TlsMode::Direct ? QXmppConfiguration::LegacySSL
                                                                          : QXmppConfiguration::TLSRequired);
    if (proxied) {
        configuration.setNetworkProxy(proxy());
    }
    if (!m_redirect.isEmpty()) {
        configuration.setStreamSecurityMode(QXmppConfiguration::TLSRequired);
        configuration.setHost(m_redirect.host());
        configuration.setPort(m_redirect.port(startTlsPort));
    } else if (!m_settings.host.isEmpty() || proxied) {
        // SRV look-ups do not go through a proxy, so with one there are none: the domain is asked for by its name.
        configuration.setHost(m_settings.host.isEmpty() ? QString::fromLatin1(QUrl::toAce(m_settings.jid.domain())) : m_settings.host);
        configuration.setPort(m_settings.port != 0 ? m_settings.port
                              : m_settings.tls == TlsMode::Direct ? directTlsPort : startTlsPort);
    }
    QTimer::singleShot(attemptTimeout, this, [this, attempt] {
        if (attempt == m_attempt && m_phase == Phase::Connecting) {
            m_freshClientNeeded = true;
            failAttempt(Error{ErrorKind::Timeout, QStringLiteral("no session within 30 s"), m_settings.jid.domain()});
        }
    });
    m_presenceChanged = false;
    m_client->connectToServer(configuration, m_initialPresence);
}

/// Otherwise QXmpp would begin a new stream and repeat in it what was not acknowledged (facts/qxmpp.md, 2.3).
bool Connection::mayResume() const
{
    return m_client && !m_freshClientNeeded
        && m_clock.elapsed() - m_lostAt < qMin(resumptionWindow, m_guard->resumableFor());
}

void Connection::close()
{
    ++m_attempt;
    if (m_phase == Phase::Online) {
        m_phase = Phase::Closing;
        m_client->disconnectFromServer();
        if (m_phase == Phase::Closing) { // the socket may still be sending; nobody waits for it
            handleDisconnected();
        }
    } else {
        m_phase = Phase::Idle;
        m_freshClientNeeded = true;
        dropClient();
    }
}

void Connection::cut(const Error &why)
{
    if (m_phase == Phase::Connecting) {
        failAttempt(why);
        return;
    }
    if (m_phase != Phase::Online && m_phase != Phase::Registering) {
        return;
    }
    m_error = why;
    if (m_guard && m_guard->socket()) {
        m_guard->socket()->abort(); // no stream end: the server keeps the session for a resumption
    }
}

void Connection::failAttempt(const Error &error)
{
    if (m_phase != Phase::Connecting) {
        return;
    }
    m_phase = Phase::Idle;
    if (m_guard && m_guard->socket()) {
        m_guard->socket()->abort();
    }
    // A lost session may still be resumed after a failed attempt to reach the server, but not after the server refused.
    if (!isWorthRetrying(error)) {
        m_freshClientNeeded = true;
    }
    qCInfo(log::connection) << m_settings.jid.toString() << "not connected:" << error.detail;
    Q_EMIT attemptFailed(error);
}

TlsPolicy Connection::tlsPolicy() const
{
    return TlsPolicy(m_settings.jid.domain(), m_settings.pinnedCertificate);
}

void Connection::watchTls(QSslSocket &socket)
{
    connect(&socket, &QSslSocket::encrypted, this, &Connection::handleEncrypted);
    const auto noteAlert = [this](QSsl::AlertLevel, QSsl::AlertType type, const QString &) {
        if (type == QSsl::AlertType::ProtocolVersion && !m_error) { // RFC 8446, 6.2
            m_error = TlsPolicy::error(tlsPolicy().tooOld());
        }
    };
    connect(&socket, &QSslSocket::alertReceived, this, noteAlert);
    connect(&socket, &QSslSocket::alertSent, this, noteAlert);
}

void Connection::handleSslErrors(const QList<QSslError> &errors)
{
    // Emitted before QXmpp gives up. It goes on only if exactly these errors are excused here, now.
    QSslSocket *socket = m_guard ? m_guard->socket() : nullptr;
    if (!socket) {
        return;
    }
    const TlsPolicy::Verdict verdict = tlsPolicy().judge(socket->peerCertificateChain(), errors, m_clock.now());
    if (verdict.problem) {
        m_error = TlsPolicy::error(*verdict.problem, errors);
    } else {
        socket->ignoreSslErrors(verdict.excused);
    }
}

void Connection::handleEncrypted()
{
    if (m_phase != Phase::Connecting) {
        return;
    }
    // What QXmpp wrote by now lies in the socket's buffer, and is dropped with it.
    const QSslSocket &socket = *m_guard->socket();
    const QList<QSslError> found = socket.sslHandshakeErrors();
    std::optional<CertificateProblem> problem = tlsPolicy().judge(socket.sessionProtocol());
    if (!problem) {
        problem = tlsPolicy().judge(socket.peerCertificateChain(), found, m_clock.now()).problem;
    }
    if (problem) {
        m_error = TlsPolicy::error(*problem, found);
        failAttempt(*m_error);
    }
}

void Connection::handleConnected()
{
    if (m_phase != Phase::Connecting) {
        return; // QXmpp may say so twice (facts/qxmpp.md, 2.3)
    }
    const auto bound = Jid::parse(m_client->configuration().jid());
    if (!bound || bound->bare() != m_settings.jid) {
        m_freshClientNeeded = true;
        failAttempt(Error{ErrorKind::WrongIdentity, m_client->configuration().jid(), m_settings.jid.domain()});
        return;
    }
    const bool resumed = m_client->streamManagementState() == QXmppClient::ResumedStream;
    m_bound = *bound;
    m_error.reset(); // of another address of the server that was tried before
    m_phase = Phase::Online;
    m_online = true;
    ++m_attempt;
    if (!resumed) {
        m_streamNumber = qMax(m_streamNumber + 1, m_clock.now());
    }
    const Session session = resumed ? Session::Resumed : Session::New;
    announceAgain(session);
    qCInfo(log::connection) << m_settings.jid.toString() << (resumed ? "resumed" : "connected");
    noteMechanism();
    Q_EMIT sessionStarted(session);
}

/// Our presence and client state as they are now, after a time in which nothing could be said.
void Connection::announceAgain(Session session)
{
    if (session == Session::Resumed && !m_active) {
        m_client->setActive(true); // QXmpp says only what changed, but a resumed stream is active (XEP-0352, 5.2)
    }
    m_client->setActive(m_active);
    const bool changed = std::exchange(m_presenceChanged, false);
    const bool stale = std::exchange(m_presenceStale, false);
    if (session == Session::Resumed ? stale : changed) {
        // QXmpp announces the one it was given when handleConnected returns, and none after a resumption.
        QMetaObject::invokeMethod(this, [this] { sendPresence(m_initialPresence); }, Qt::QueuedConnection);
    }
}

void Connection::handleDisconnected()
{
    const Phase phase = m_phase;
    if (phase == Phase::Connecting) {
        failAttempt(m_error.value_or(Error{ErrorKind::ConnectionLost, QStringLiteral("the server ended the stream"),
                                           m_settings.jid.domain()}));
        return;
    }
    if (phase != Phase::Online && phase != Phase::Closing && phase != Phase::Registering) {
        return;
    }
    m_phase = Phase::Idle;
    if (phase == Phase::Registering) { // there is nothing to be resumed
        m_requests.failAll(m_error.value_or(Error{ErrorKind::ConnectionLost, QStringLiteral("the link was lost"),
                                                  m_settings.jid.domain()}));
    }
    m_online = false;
    m_lostAt = m_clock.elapsed();
    if (phase == Phase::Closing) {
        m_freshClientNeeded = true;
        dropClient();
        Q_EMIT sessionEnded();
        return;
    }
    Q_EMIT sessionLost(m_error.value_or(Error{ErrorKind::ConnectionLost, QStringLiteral("the link was lost"),
                                              m_settings.jid.domain()}));
}

void Connection::setActive(bool active)
{
    if (std::exchange(m_active, active) == active) {
        return;
    }
    if (m_online) {
        m_client->setActive(active);
    }
    Q_EMIT activeChanged();
}

bool Connection::hasLostItsAddress() const
{
    const QHostAddress ours = m_guard && m_guard->socket() ? m_guard->socket()->localAddress() : QHostAddress();
    return !ours.isNull() && !ours.isLoopback() && !QNetworkInterface::allAddresses().contains(ours);
}

void Connection::ping(QObject *context, std::function<void()> answered)
{
    const Jid server(BareJid::fromPrepared(m_settings.jid.domain()));
    request(Request::Get, server, [](QXmlStreamWriter &writer) {
        writer.writeStartElement(QStringLiteral("ping"));
        writer.writeDefaultNamespace(ns::ping.toString());
        writer.writeEndElement();
    }, context, [answered = std::move(answered)](const Result<QDomElement> &answer) {
        if (answer || (answer.error().kind != ErrorKind::Timeout && answer.error().kind != ErrorKind::Offline)) {
            answered();
        }
    });
}

void Connection::countUnacknowledged(int change)
{
    m_unacknowledged += change;
    if (change != 0) {
        Q_EMIT unacknowledgedChanged();
    }
}

void Connection::sendMessage(QXmppMessage &&message, QObject *context, std::function<void(Delivery)> done)
{
    if (!m_online) {
        done(Delivery::Unknown);
        return;
    }
    logSent(message);
    auto task = m_client->send(std::move(message));
    countUnacknowledged(+1);
    task.then(this, [this, client = m_client.get(), context = QPointer(context), done = std::move(done)](QXmpp::SendResult &&result) {
        if (client == m_client.get()) {
            countUnacknowledged(-1);
        }
        if (!context) {
            return;
        }
        const auto *success = std::get_if<QXmpp::SendSuccess>(&result);
        done(!success ? Delivery::Unknown : success->acknowledged ? Delivery::Acknowledged : Delivery::Written);
    });
}

/// What others make us say must not pile up in memory: a server that asks and asks, and reads none of the answers, is cut.
bool Connection::takesMore()
{
    const QSslSocket *socket = m_guard ? m_guard->socket() : nullptr;
    if (m_online && socket && socket->bytesToWrite() + socket->encryptedBytesToWrite() > maximumUnread) {
        m_freshClientNeeded = true; // what was queued would go a second time
        cut(Error{ErrorKind::PolicyViolation, QStringLiteral("the server does not read what it asked for"), m_settings.jid.domain()});
    }
    return m_online;
}

void Connection::sendPresence(const QXmppPresence &presence)
{
    if (takesMore()) {
        logSent(presence);
        m_client->sendPacket(presence);
    }
}

void Connection::request(Request type, const Jid &to, PayloadWriter payload, QObject *context,
                         std::function<void(Result<QDomElement>)> done, std::optional<QString> id)
{
    if (!m_online && m_phase != Phase::Registering) {
        done(Error{ErrorKind::Offline, {}, {}});
        return;
    }
    PayloadIq iq(type == Request::Get ? QXmppIq::Get : QXmppIq::Set, std::move(payload));
    iq.setId(id.value_or(QUuid::createUuid().toString(QUuid::WithoutBraces))); // unguessable (facts/security.md, I5)
    if (to.isValid()) {
        iq.setTo(to.toString());
    }
    logSent(iq);
    const QString key = iq.id();
    m_requests.add(key, to, requestTimeout, context, std::move(done));
    if (!m_client->sendPacket(iq)) {
        m_requests.fail(key, Error{ErrorKind::Offline, QStringLiteral("the socket takes nothing"), {}});
    }
}

void Connection::answer(const QDomElement &iq, PayloadWriter payload)
{
    if (!takesMore()) {
        return;
    }
    PayloadIq result(QXmppIq::Result, std::move(payload));
    result.setId(iq.attribute(QStringLiteral("id")));
    result.setTo(iq.attribute(QStringLiteral("from")));
    logSent(result);
    m_client->sendPacket(result);
}

void Connection::refuse(const QDomElement &iq, const char *type, const char *condition)
{
    if (!takesMore()) {
        return;
    }
    PayloadIq error(QXmppIq::Error, [type, condition](QXmlStreamWriter &writer) {
        writer.writeStartElement(QStringLiteral("error"));
        writer.writeAttribute(QStringLiteral("type"), QLatin1StringView(type));
        writer.writeStartElement(QLatin1StringView(condition));
        writer.writeDefaultNamespace(ns::stanzaError.toString());
        writer.writeEndElement();
        writer.writeEndElement();
    });
    error.setId(iq.attribute(QStringLiteral("id")));
    error.setTo(iq.attribute(QStringLiteral("from")));
    logSent(error);
    m_client->sendPacket(error);
}

void Connection::onMessage(StanzaHandler handler)
{
    m_messageHandlers += std::move(handler);
}

void Connection::onPresence(StanzaHandler handler)
{
    m_presenceHandlers += std::move(handler);
}

void Connection::onRequest(QStringView payloadNamespace, StanzaHandler handler)
{
    m_requestHandlers.append({payloadNamespace.toString(), std::move(handler)});
}

} // namespace jackdaw
