// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/CertificateProblem.h"

#include <QMetaType>
#include <QString>
#include <memory>

namespace jackdaw {

/// What kind of thing went wrong. The window turns it into a sentence (ui/style/ErrorText); app/ never writes one. Kept on
/// disk by number with failed messages: new ones come last.
enum class ErrorKind {
    Offline,           ///< no connection, and this needs one
    Timeout,           ///< no answer in time
    Cancelled,         ///< the user, or a newer wish, stopped it
    ServerNotFound,    ///< the domain has no address; `subject` is the domain
    ConnectionRefused, ///< nobody listens, or the network is unreachable; `subject` is the host
    ConnectionLost,    ///< the stream ended without our doing
    TlsRequired,       ///< the server offers no encryption (RFC 6120, 5.3.1)
    Certificate,       ///< the certificate was refused; `subject` is the domain, `certificate` says why
    NotAuthorized,     ///< wrong address or password (RFC 6120, 6.5.10)
    NoMechanism,       ///< no acceptable SASL mechanism
    PlainOnly,         ///< the server offers PLAIN only, and the user has not allowed that for this account
    WeakerMechanism,   ///< a weaker SASL mechanism than this account signed in with before; `detail` is its name
    UnsafeLogin,       ///< the server's part of the sign-in breaks the rules that keep the password safe; `detail` says which
    ServerProof,       ///< the server did not prove that it knows the password (RFC 5802, 3)
    WrongIdentity,     ///< the server bound another address than asked
    Conflict,          ///< replaced by another session (RFC 6120, 4.9.3.3), or an id already taken
    PolicyViolation,   ///< the server refuses by its rules (RFC 6120, 4.9.3.14)
    ServerShutdown,    ///< RFC 6120, 4.9.3.20
    Forbidden,         ///< stanza error forbidden or not-allowed
    NotFound,          ///< stanza error item-not-found, or a local thing that is not there
    Unavailable,       ///< stanza error service-unavailable, recipient-unavailable, feature-not-implemented
    Rejected,          ///< any other stanza error; `detail` is its condition
    TooMany,           ///< stanza error resource-constraint, or policy-violation that passes
    NotAcceptable,     ///< stanza error not-acceptable: something that was filled in
    WrongAnswer,       ///< of a challenge that tells people from programs (XEP-0158)
    Invitation,        ///< the token of an invitation is unknown, used up or too old (XEP-0445)
    Malformed,         ///< an address that is none
    Storage,           ///< the disk or the database refused; `detail` is its word, `subject` the path
    DiskFull,          ///< no space left; `subject` the path
    Secrets,           ///< the key service refused or is not there
    Internal,          ///< a case we did not foresee; `detail` says which
    ProtocolBroken,    ///< the server said what no server may say; `subject` is the domain, `detail` what it was
    NotStarted,        ///< another program that this needs did not start, or ended; `subject` is what people call it
    CaptivePortal,     ///< the network lets nothing pass before somebody signs in to it in a browser
    Proxy,             ///< the proxy cannot be reached, or does not do its work; `subject` is its host
    ProxyPassword,     ///< the proxy does not accept the name and password it was given; `subject` is its host
    AuthorityFile,     ///< the file with the account's own certificate authorities cannot be read; `subject` is the path
    AuthorityContent,  ///< the same file holds no certificate; `subject` is the path
    Incompatible,      ///< a library that is another than the one this was made for; `subject` is its name and version
    NotEncryptable,    ///< no device of the other side can read it, so it stays here; `subject` is their address
    FileTooLarge,      ///< more than is taken; `subject` is the most there may be, in bytes
    NoUpload,          ///< the server takes no files (XEP-0363); `subject` is its domain
    FileChanged,       ///< the file is another than when it was chosen, or gone; `subject` is its path
    FileBroken,        ///< what came is not what was promised: too short, too long, or another content
    UnsafeAddress,     ///< leads into a private network, or away from https; `subject` is the host
    Unconfirmed,       ///< it went out, or was about to, as the link was lost, and is not sent again
    PeerAway,          ///< they are not there; `subject` is their name. As the next four, of a file that goes directly (XEP-0234)
    PeerTakesNoFiles,  ///< they are there, with programs that take none; `subject` is their name
    PeerAsked,         ///< they were asked, and have not said yet; `subject` is their name
    PeerDeclined,      ///< they do not want it, or not any more; `subject` is their name
    PeerStopped,       ///< who sends it has stopped
    SealedNeedsUpload, ///< the server does not take it, and directly it would go in clear; `subject` as FileTooLarge
    WouldShow,         ///< the user is invisible, and this would show them
    TooManyBlocked     ///< more are blocked than can stay so while the user is invisible
};

/// Why something did not work: what outside input, a server, the disk or a key service did, as a value that can be
/// decided on, kept and shown. Travels in Result, and by itself in signals of the doors. A plain value: any thread.
/// Never a sentence for people (ui/style/ErrorText has those), and never a secret.
struct Error
{
    ErrorKind kind = ErrorKind::Internal;
    QString detail;  ///< technical, in English, for "Details" and logs; never a secret
    QString subject; ///< the host, address or path it is about, where there is one
    std::shared_ptr<const CertificateProblem> certificate = nullptr; ///< of kind Certificate; else, and rarely there, none

    friend bool operator==(const Error &a, const Error &b)
    {
        const bool same = a.certificate && b.certificate ? *a.certificate == *b.certificate : a.certificate == b.certificate;
        return same && a.kind == b.kind && a.detail == b.detail && a.subject == b.subject;
    }
};

} // namespace jackdaw

Q_DECLARE_METATYPE(jackdaw::Error)
