// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/ConnectionErrors.h"

#include "base/OnionName.h"
#include "xmpp/ConnectionSettings.h"

#include <QDomElement>
#include <QAbstractSocket>
#include <QXmppAuthenticationError.h>
#include <QXmppBindError.h>
#include <QXmppError.h>
#include <QXmppStanza.h>
#include <QXmppStreamError.h>

namespace jackdaw {

namespace {

ErrorKind kindOf(QAbstractSocket::SocketError error)
{
    switch (error) {
    case QAbstractSocket::HostNotFoundError: return ErrorKind::ServerNotFound;
    case QAbstractSocket::ConnectionRefusedError: return ErrorKind::ConnectionRefused;
    case QAbstractSocket::NetworkError: return ErrorKind::ConnectionRefused;
    case QAbstractSocket::SocketTimeoutError: return ErrorKind::Timeout;
    // What is wrong with a certificate or a version of TLS, TlsPolicy has said by then: this server only hung up.
    case QAbstractSocket::SslHandshakeFailedError:
    case QAbstractSocket::RemoteHostClosedError: return ErrorKind::ConnectionLost;
    case QAbstractSocket::ProxyAuthenticationRequiredError: return ErrorKind::ProxyPassword;
    case QAbstractSocket::ProxyConnectionRefusedError:
    case QAbstractSocket::ProxyConnectionClosedError:
    case QAbstractSocket::ProxyConnectionTimeoutError:
    case QAbstractSocket::ProxyNotFoundError:
    case QAbstractSocket::ProxyProtocolError: return ErrorKind::Proxy;
    default: return ErrorKind::ConnectionLost;
    }
}

ErrorKind kindOf(QXmpp::StreamError error)
{
    using QXmpp::StreamError;
    switch (error) {
    case StreamError::Conflict: return ErrorKind::Conflict;
    case StreamError::NotAuthorized: return ErrorKind::NotAuthorized;
    case StreamError::PolicyViolation: return ErrorKind::PolicyViolation;
    case StreamError::SystemShutdown: return ErrorKind::ServerShutdown;
    case StreamError::HostUnknown:
    case StreamError::HostGone: return ErrorKind::ServerNotFound;
    case StreamError::ConnectionTimeout: return ErrorKind::Timeout;
    default: return ErrorKind::ConnectionLost;
    }
}

ErrorKind kindOf(const QXmpp::AuthenticationError &error)
{
    switch (error.type) {
    case QXmpp::AuthenticationError::MechanismMismatch:
    case QXmpp::AuthenticationError::EncryptionRequired: return ErrorKind::NoMechanism;
    case QXmpp::AuthenticationError::AccountDisabled: return ErrorKind::Forbidden;
    default: return ErrorKind::NotAuthorized;
    }
}

ErrorKind kindOf(const QXmppStanza::Error &error)
{
    switch (error.condition()) {
    case QXmppStanza::Error::NotAuthorized: return ErrorKind::NotAuthorized;
    case QXmppStanza::Error::Forbidden:
    case QXmppStanza::Error::NotAllowed: return ErrorKind::Forbidden;
    case QXmppStanza::Error::ItemNotFound: return ErrorKind::NotFound;
    case QXmppStanza::Error::Conflict: return ErrorKind::Conflict;
    case QXmppStanza::Error::ServiceUnavailable:
    case QXmppStanza::Error::RecipientUnavailable:
    case QXmppStanza::Error::FeatureNotImplemented: return ErrorKind::Unavailable;
    case QXmppStanza::Error::RemoteServerNotFound: return ErrorKind::ServerNotFound;
    case QXmppStanza::Error::RemoteServerTimeout: return ErrorKind::Timeout;
    case QXmppStanza::Error::JidMalformed: return ErrorKind::Malformed;
    case QXmppStanza::Error::PolicyViolation: return ErrorKind::PolicyViolation;
    default: return ErrorKind::Rejected;
    }
}

} // namespace

Error connectionError(const QXmppError &error, const ConnectionSettings &settings)
{
    Error out{ErrorKind::ConnectionLost, error.description, settings.jid.domain()};
    if (const auto socket = error.value<QAbstractSocket::SocketError>()) {
        out.kind = kindOf(*socket);
        if (out.kind == ErrorKind::Proxy || out.kind == ErrorKind::ProxyPassword) {
            out.subject = settings.proxy.host;
        }
    } else if (const auto stream = error.value<QXmpp::StreamError>()) {
        out.kind = kindOf(*stream);
    } else if (const auto authentication = error.value<QXmpp::AuthenticationError>()) {
        out.kind = kindOf(*authentication);
    } else if (const auto bind = error.value<QXmpp::BindError>()) {
        out.kind = kindOf(bind->stanzaError);
    }
    return out;
}

ErrorKind streamErrorKind(const QDomElement &error)
{
    static constexpr std::pair<QLatin1StringView, ErrorKind> conditions[] = {
        {QLatin1StringView("conflict"), ErrorKind::Conflict},
        {QLatin1StringView("not-authorized"), ErrorKind::NotAuthorized},
        {QLatin1StringView("policy-violation"), ErrorKind::PolicyViolation},
        {QLatin1StringView("system-shutdown"), ErrorKind::ServerShutdown},
        {QLatin1StringView("host-unknown"), ErrorKind::ServerNotFound},
        {QLatin1StringView("host-gone"), ErrorKind::ServerNotFound},
        {QLatin1StringView("connection-timeout"), ErrorKind::Timeout}};
    const QString condition = error.firstChildElement().tagName();
    for (const auto &[name, kind] : conditions) {
        if (condition == name) {
            return kind;
        }
    }
    return ErrorKind::ConnectionLost;
}

bool isWorthRetrying(const Error &error)
{
    switch (error.kind) {
    case ErrorKind::NotAuthorized:
    case ErrorKind::NoMechanism:
    case ErrorKind::PlainOnly:
    case ErrorKind::WeakerMechanism:
    case ErrorKind::UnsafeLogin:
    case ErrorKind::ServerProof:
    case ErrorKind::Certificate:
    case ErrorKind::TlsRequired:
    case ErrorKind::WrongIdentity:
    case ErrorKind::Forbidden:
    case ErrorKind::Conflict:
    case ErrorKind::ProxyPassword:
    case ErrorKind::AuthorityFile:
    case ErrorKind::AuthorityContent:
    case ErrorKind::Incompatible:
        return false;
    default:
        return !needsTor(error);
    }
}

bool isBeforeTheServer(const Error &error)
{
    return error.kind == ErrorKind::CaptivePortal || error.kind == ErrorKind::Certificate || error.kind == ErrorKind::TlsRequired
        || needsTor(error);
}

} // namespace jackdaw
