// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/ConnectionErrors.h"

#include <QAbstractSocket>
#include <QDateTime>
#include <QSslCertificate>
#include <QSslError>
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
    case QAbstractSocket::SslHandshakeFailedError: return ErrorKind::Certificate;
    case QAbstractSocket::RemoteHostClosedError: return ErrorKind::ConnectionLost;
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

Error connectionError(const QXmppError &error, const QString &domain)
{
    Error out{ErrorKind::ConnectionLost, error.description, domain};
    if (const auto socket = error.value<QAbstractSocket::SocketError>()) {
        out.kind = kindOf(*socket);
    } else if (const auto stream = error.value<QXmpp::StreamError>()) {
        out.kind = kindOf(*stream);
    } else if (const auto authentication = error.value<QXmpp::AuthenticationError>()) {
        out.kind = kindOf(*authentication);
    } else if (const auto bind = error.value<QXmpp::BindError>()) {
        out.kind = kindOf(bind->stanzaError);
    }
    return out;
}

Error certificateError(const QList<QSslError> &errors, const QString &domain)
{
    QStringList reasons;
    QSslCertificate certificate;
    for (const QSslError &error : errors) {
        reasons += error.errorString();
        if (certificate.isNull()) {
            certificate = error.certificate();
        }
    }
    if (!certificate.isNull()) {
        reasons += QStringLiteral("issued to %1 by %2, valid %3 to %4")
                       .arg(certificate.subjectInfo(QSslCertificate::CommonName).join(u' '),
                            certificate.issuerInfo(QSslCertificate::CommonName).join(u' '),
                            certificate.effectiveDate().toString(Qt::ISODate), certificate.expiryDate().toString(Qt::ISODate));
        reasons += QStringLiteral("SHA-256 %1")
                       .arg(QString::fromLatin1(certificate.digest(QCryptographicHash::Sha256).toHex(':')));
    }
    return Error{ErrorKind::Certificate, reasons.join(u'\n'), domain};
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
        return false;
    default:
        return true;
    }
}

} // namespace jackdaw
