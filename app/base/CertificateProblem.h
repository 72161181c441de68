// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

#include <algorithm>

namespace jackdaw {

/// Why a server's certificate, or the TLS it speaks, was refused. Each has a sentence in ui/style/CertificateText.
enum class CertificateReason {
    Expired,           ///< its time is over
    NotYetValid,       ///< its time has not come; often this computer's clock
    IssuerOutdated,    ///< the same of a certificate that it rests on
    WrongHost,         ///< it is for other names
    NoAlternativeName, ///< it names its host in the subject only (RFC 9525, 6.3)
    SelfSigned,        ///< nobody but itself vouches for it
    UnknownAuthority,  ///< who vouches for it is not trusted here
    WeakKey,           ///< RSA below 2048 bits, elliptic curves below 224, DSA
    WeakSignature,     ///< MD5 or SHA-1
    Revoked,           ///< its authority took it back
    Changed,           ///< not the one that the user pinned for this account
    OldProtocol,       ///< the server speaks only TLS 1.0 or 1.1, or older; there may be no certificate then
    Other              ///< `detail` of the Error says what
};

/// A refused certificate as the window shows it, without any type of Qt Network. TlsPolicy makes it, Error carries it
/// through the door, and ui/style/CertificateText has the words for it. A plain value: any thread. Decides nothing:
/// what may be pinned, it only says.
struct CertificateProblem
{
    QList<CertificateReason> reasons; ///< never empty, the worst first
    QString host;                     ///< the domain it had to be for
    QString subject;                  ///< whom it names; what the server says, not checked
    QStringList names;                ///< the hosts it is for (subjectAltName)
    QString issuer;                   ///< who signed it
    qint64 validFrom = 0;             ///< ms since 1970 UTC; 0: unknown
    qint64 validUntil = 0;
    QByteArray fingerprint;           ///< SHA-256 of the whole certificate, 32 bytes; empty: none was shown
    bool isSelfSigned = false;

    /// Whether trusting exactly this certificate would mend it: it is self-signed, and nothing else is wrong with it, but
    /// that it is not the one that was pinned before.
    bool mayBePinned() const
    {
        return isSelfSigned && !fingerprint.isEmpty() && reasons.contains(CertificateReason::SelfSigned)
            && std::all_of(reasons.cbegin(), reasons.cend(), [](CertificateReason reason) {
                   return reason == CertificateReason::SelfSigned || reason == CertificateReason::Changed;
               });
    }
    /// Whether it would be accepted if none were pinned.
    bool isChangedOnly() const { return reasons == QList{CertificateReason::Changed}; }

    friend bool operator==(const CertificateProblem &, const CertificateProblem &) = default;
};

} // namespace jackdaw
