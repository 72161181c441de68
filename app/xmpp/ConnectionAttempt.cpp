// SPDX-License-Identifier: GPL-3.0-or-later
// From an address and a password to a bound session: the client, its settings, TLS, redirects and tokens.
#include "xmpp/Connection.h"

#include "base/Clock.h"
#include "base/Log.h"
#include "xmpp/ConnectionErrors.h"
#include "xmpp/SaslMechanism.h"
#include "xmpp/StanzaRouter.h"
#include "xmpp/StreamGuard.h"
#include "xmpp/TlsPolicy.h"
#include "xmpp/WayOut.h"

#include <QCryptographicHash>
#include <QFile>
#include <QNetworkProxy>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QTimer>
#include <QUrl>
#include <QUuid>
#include <QXmppClient.h>
#include <QXmppConfiguration.h>
#include <QXmppCredentials.h>
#include <QXmppSasl2UserAgent.h>

namespace jackdaw {

namespace {

constexpr int maximumRedirects = 3;    // an attempt
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

/// What tells this device's resource from others of the account. Not the id itself: that is between us and the server
/// (XEP-0388, 2.4), and everybody sees a resource.
QString resourceMark(const QString &userAgent)
{
    return QString::fromLatin1(QCryptographicHash::hash(userAgent.toUtf8(), QCryptographicHash::Sha256).toHex().first(8));
}

} // namespace

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
    m_guard->setPurpose(m_purpose == Purpose::Register      ? StreamGuard::Purpose::Register
                        : m_purpose == Purpose::GiveUpToken ? StreamGuard::Purpose::GiveUpToken
                                                            : StreamGuard::Purpose::SignIn);

    connect(m_client.get(), &QXmppClient::connected, this, &Connection::handleConnected);
    connect(m_client.get(), &QXmppClient::disconnected, this, &Connection::handleDisconnected);
    connect(m_client.get(), &QXmppClient::sslErrors, this, &Connection::handleSslErrors);
    connect(m_client.get(), &QXmppClient::errorOccurred, this, [this](const QXmppError &error) {
        if (!m_error) { // the first is the cause, what follows are its effects
            m_error = hostError().value_or(connectionError(error, m_settings));
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
    connect(m_guard, &StreamGuard::connecting, this, &Connection::watchHost);
    if (QSslSocket *socket = m_guard->socket()) {
        connect(socket, &QSslSocket::stateChanged, this, &Connection::handleSocketState);
    }
    connect(m_guard, &StreamGuard::runEnded, this, &Connection::runEnded);
    connect(m_guard, &StreamGuard::earlyStanza, this, [this](const QDomElement &stanza) {
        if (m_online) {
            m_router->route(stanza);
        }
    });
    m_guard->setWatched(m_watched == Watched::Yes);
    connect(m_guard, &StreamGuard::elementRead, this, [this](const QString &xml) {
        const QString shown = withoutSecrets(xml);
        qCDebug(log::stanza).noquote() << "<-" << shown;
        if (m_watched == Watched::Yes) {
            Q_EMIT passed(Way::In, shown);
        }
    });
    connect(m_guard, &StreamGuard::elementSent, this, [this](const QString &xml) { Q_EMIT passed(Way::Out, withoutSecrets(xml)); });
    // Queued, as these end the client that is speaking. One that was said before its client went is nobody's any more.
    connect(m_guard, &StreamGuard::violated, this, [this, guard = m_guard](const Error &error) {
        if (guard == m_guard) {
            Error seen = error;
            if (seen.kind == ErrorKind::CaptivePortal && !m_settings.host.isEmpty() && m_streamNumber == 0) {
                seen.kind = ErrorKind::ProtocolBroken; // the user named a port that never was anything else
            }
            m_error = seen;
            m_freshClientNeeded = m_freshClientNeeded || !isBeforeTheServer(seen);
            cut(seen);
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
    connect(m_guard, &StreamGuard::tokenGivenUp, this, [this, guard = m_guard] {
        if (guard == m_guard && m_phase == Phase::Connecting) {
            m_token = FastToken();
            close();
            Q_EMIT tokenGivenUp();
        }
    }, Qt::QueuedConnection);
}

/// The running attempt goes on with a new client.
void Connection::startAgain()
{
    if (!mayOpenAnotherStream()) {
        m_freshClientNeeded = true;
        failAttempt(Error{ErrorKind::ConnectionLost, QStringLiteral("as many streams as a minute may have were opened"),
                          m_settings.jid.domain()});
        return;
    }
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
    if (there.host().isEmpty() || there.port() == 0) { // QXmpp would ask the name service for the domain's hosts, past the proxy
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
    m_addressTimer.stop();
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
    const Error gone{ErrorKind::Offline, QStringLiteral("the stream is gone"), {}};
    m_requests.failAll(gone);
    settleWritten(gone); // what was not asked for yet
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

void Connection::openToGiveUpToken()
{
    m_purpose = Purpose::GiveUpToken;
    m_freshClientNeeded = true;
    start({});
}

bool Connection::handleFeatures(const QDomElement &features)
{
    if (!m_guard->socket() || !m_guard->socket()->isEncrypted()) {
        return false; // those of the stream before TLS are QXmpp's to answer
    }
    m_features += features;
    if (m_purpose == Purpose::GiveUpToken) {
        if (m_phase == Phase::Connecting && !m_guard->giveUpToken(features, m_userAgent)) {
            failAttempt(Error{ErrorKind::NoMechanism, QStringLiteral("the server takes no such token"), m_settings.jid.domain()});
        }
        return true;
    }
    if (m_purpose != Purpose::Register || m_phase != Phase::Connecting) {
        return false;
    }
    m_phase = Phase::Registering;
    m_attemptTimer.stop();
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
    m_hosts = {};
    m_freshClientNeeded = false;
    m_phase = Phase::Connecting;
    ++m_attempt;
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
    const QString asked = !m_redirect.isEmpty() ? m_redirect.host() : m_settings.host.isEmpty() ? m_settings.jid.domain() : m_settings.host;
    if (const Status may = mayGoTo(asked, m_settings.proxy); !may) {
        failAttempt(may.error());
        return;
    }
    const bool proxied = m_settings.proxy.type != ProxySettings::Type::None;

    QXmppConfiguration configuration;
    configuration.setCaCertificates(*trusted);
    configuration.setJid(m_settings.jid.toString());
    // The same for all streams of this profile: a new one takes the place of what is left of an old one.
    configuration.setResource(QStringLiteral("Jackdaw.") + resourceMark(m_userAgent));
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
    m_attemptEnds = QDeadlineTimer(m_patience.attempt);
    beginStep();
    m_presenceChanged = false;
    m_client->connectToServer(configuration, m_initialPresence);
}

/// Otherwise QXmpp would begin a new stream and repeat in it what was not acknowledged (facts/qxmpp.md, 2.3).
bool Connection::mayResume() const
{
    return m_client && !m_freshClientNeeded
        && m_clock.elapsed() - m_lostAt < qMin(resumptionWindow, m_guard->resumableFor());
}

void Connection::failAttempt(const Error &error)
{
    if (m_phase != Phase::Connecting) {
        return;
    }
    m_phase = Phase::Idle;
    m_attemptTimer.stop();
    m_addressTimer.stop();
    stopLookUps();
    if (m_guard && m_guard->socket()) {
        m_guard->socket()->abort();
    }
    // A lost session may still be resumed after a failed attempt to reach the server, but not after the server refused.
    if (!isWorthRetrying(error) && !isBeforeTheServer(error)) {
        m_freshClientNeeded = true;
    }
    qCInfo(log::connection) << m_settings.jid.toString() << "not connected:" << error.detail;
    Q_EMIT attemptFailed(error);
}

void Connection::beginStep()
{
    m_attemptTimer.start(int(qMin<qint64>(m_patience.step, m_attemptEnds.remainingTime())));
}

void Connection::endAttempt()
{
    if (m_phase == Phase::Connecting) {
        // Who says nothing before TLS need not be the server: a portal takes connections too, and the session waits behind it.
        if (m_guard && m_guard->socket() && m_guard->socket()->isEncrypted()) {
            m_freshClientNeeded = true;
        }
        failAttempt(Error{ErrorKind::Timeout, QStringLiteral("no session within the time for it"), m_settings.jid.domain()});
    }
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
        m_guard->socket()->abort(); // of an attempt that is over: nobody has checked whom it speaks to
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
        return;
    }
    m_error.reset(); // of another address that was tried before
}

} // namespace jackdaw
