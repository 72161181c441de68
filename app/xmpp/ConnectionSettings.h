// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Jid.h"
#include "base/Result.h"

#include <optional>

namespace jackdaw {

/// How the first byte to the server is sent. Either way nothing is said before TLS is up and checked.
enum class TlsMode {
    Automatic, ///< SRV records, direct TLS first (XEP-0368), then STARTTLS
    StartTls,  ///< an explicit host and port, STARTTLS
    Direct     ///< an explicit host and port, TLS from the first byte
};

/// A proxy that every byte to the server goes through; its password lies in the key service. A plain value: any thread.
struct ProxySettings
{
    enum class Type { None, Socks5, Http };
    Type type = Type::None;
    QString host;
    quint16 port = 0;
    QString user; ///< empty: the proxy asks for no name

    friend bool operator==(const ProxySettings &, const ProxySettings &) = default;
};

/// May the password itself be sent (SASL PLAIN, RFC 4616), over checked TLS, where the server offers nothing better?
enum class PlainLogin { Refused, Allowed };

/// Where and as whom to connect, the password apart. Part of AccountSettings; Connection has a copy and takes a new one
/// before its next attempt. A plain value: any thread. Never holds a secret: the account's password and the proxy's lie
/// in the key service.
struct ConnectionSettings
{
    BareJid jid;
    QString host;          ///< empty: found by SRV
    quint16 port = 0;      ///< 0: found by SRV
    TlsMode tls = TlsMode::Automatic;
    QString authorityFile; ///< path of a PEM file with certificate authorities trusted for this account beside the system's
    QByteArray pinnedCertificate; ///< SHA-256 of the one self-signed certificate that is accepted; empty: none
    PlainLogin plain = PlainLogin::Refused;
    QString strongestMechanism; ///< SASL name of the strongest that served, or of a weaker one accepted since; empty: none yet
    ProxySettings proxy;

    friend bool operator==(const ConnectionSettings &, const ConnectionSettings &) = default;
};

enum class ConnectionState {
    SignedOut,    ///< by the user's wish
    NeedsPassword,///< the key service has none; the user is to be asked
    Connecting,
    Online,
    Waiting,      ///< lost or not reached; tries again at nextTry
    Refused       ///< tries again only when the user does something: wrong password, bad certificate, …
};

/// What the connection of one account does. A plain value: any thread.
struct ConnectionStatus
{
    ConnectionState state = ConnectionState::SignedOut;
    std::optional<Error> error; ///< why it is Waiting or Refused
    qint64 nextTry = 0;         ///< Waiting: when, in ms since 1970 UTC; else 0

    friend bool operator==(const ConnectionStatus &, const ConnectionStatus &) = default;
};

} // namespace jackdaw

Q_DECLARE_METATYPE(jackdaw::ConnectionStatus)
