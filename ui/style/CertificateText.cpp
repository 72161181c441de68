// SPDX-License-Identifier: GPL-3.0-or-later
#include "style/CertificateText.h"

#include "style/Direction.h"
#include "style/TimeText.h"

#include <QCoreApplication>

namespace jackdaw {

namespace {

struct CertificateWords
{
    Q_DECLARE_TR_FUNCTIONS(CertificateText)
};

} // namespace

QString certificateReasonText(const CertificateProblem &problem, CertificateReason reason)
{
    const bool plain = std::all_of(problem.host.cbegin(), problem.host.cend(), [](QChar c) { return c.unicode() < 0x590; });
    const QString host = plain ? problem.host : isolated(problem.host);
    switch (reason) {
    case CertificateReason::Expired:
        return CertificateWords::tr("The certificate of %1 ended on %2.").arg(host, dateText(problem.validUntil));
    case CertificateReason::NotYetValid:
        return CertificateWords::tr("The certificate of %1 begins only on %2.").arg(host, dateText(problem.validFrom));
    case CertificateReason::IssuerOutdated:
        return CertificateWords::tr("A certificate that the one of %1 rests on is out of date.").arg(host);
    case CertificateReason::WrongHost: return CertificateWords::tr("The certificate shown for %1 is for another server.").arg(host);
    case CertificateReason::NoAlternativeName:
        return CertificateWords::tr("The certificate of %1 does not name its server in a way that can be checked.").arg(host);
    case CertificateReason::SelfSigned:
        return CertificateWords::tr("Nobody but the server itself vouches for the certificate of %1.").arg(host);
    case CertificateReason::UnknownAuthority:
        return CertificateWords::tr("The certificate of %1 is signed by an authority that is not trusted here.").arg(host);
    case CertificateReason::WeakKey: return CertificateWords::tr("The key in the certificate of %1 is too weak.").arg(host);
    case CertificateReason::WeakSignature:
        return CertificateWords::tr("The certificate of %1 is signed in a way that can be forged.").arg(host);
    case CertificateReason::Revoked: return CertificateWords::tr("The certificate of %1 was taken back by its authority.").arg(host);
    case CertificateReason::Changed: return CertificateWords::tr("%1 shows another certificate than the one you trusted.").arg(host);
    case CertificateReason::OldProtocol:
        return CertificateWords::tr("%1 offers only encryption that is too old (TLS 1.1 or older).").arg(host);
    case CertificateReason::Other: break;
    }
    return problem.fingerprint.isEmpty() ? CertificateWords::tr("No safe connection to %1 could be made.").arg(host)
                                         : CertificateWords::tr("The certificate of %1 was not accepted.").arg(host);
}

QString certificateSummary(const CertificateProblem &problem)
{
    return certificateReasonText(problem, problem.reasons.value(0, CertificateReason::Other));
}

QString certificateAdvice(const CertificateProblem &problem)
{
    if (problem.reasons.contains(CertificateReason::NotYetValid))
        return CertificateWords::tr("Check the date of this computer, or ask your provider.");
    if (problem.reasons == QList{CertificateReason::UnknownAuthority})
        return CertificateWords::tr("Ask your provider, or name its authority under Connection options.");
    return CertificateWords::tr("Ask your provider.");
}

QString fingerprintText(const QByteArray &fingerprint)
{
    return QString::fromLatin1(fingerprint.toHex(':').toUpper());
}

} // namespace jackdaw
