// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"

#include <QByteArray>
#include <QList>
#include <QSsl>
#include <QSslError>
#include <QString>
#include <optional>

class QSslCertificate;

namespace jackdaw {

/// Decides whether the certificate chain and the TLS version that a server shows are good enough for an account
/// (RFC 6120, 13.7; RFC 9525). Qt and OpenSSL look first; this names what they found, and looks itself where they are
/// content with less: a name in the subject only, short keys and old signatures on systems with a lax OpenSSL, a pin.
/// Nothing is ever ignored but the missing authority of the one certificate that the user pinned. Pure; engine thread.
class TlsPolicy
{
public:
    /// `domain`: of the account's address, whatever host it leads to. `pin`: ConnectionSettings::pinnedCertificate.
    TlsPolicy(QString domain, QByteArray pin);

    struct Verdict {
        std::optional<CertificateProblem> problem; ///< why not; nothing: it may go on
        QList<QSslError> excused; ///< those of the errors found that the pin answers; the only ones to go on with
    };
    /// `chain`: the server's own certificate first. `errors`: what Qt found. `now`: ms since 1970 UTC.
    Verdict judge(const QList<QSslCertificate> &chain, const QList<QSslError> &errors, qint64 now) const;
    /// Nothing if the protocol of a finished handshake will do.
    std::optional<CertificateProblem> judge(QSsl::SslProtocol protocol) const;
    /// The handshake ended because one side speaks only what the other finds too old.
    CertificateProblem tooOld() const;

    /// The same as an Error; `found`: the words of Qt, for Details.
    static Error error(const CertificateProblem &problem, const QList<QSslError> &found = {});

private:
    QString m_domain;
    QByteArray m_pin;
};

} // namespace jackdaw
