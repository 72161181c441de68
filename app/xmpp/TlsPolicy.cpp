// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/TlsPolicy.h"

#include <QDateTime>
#include <QSslCertificate>
#include <QSslError>
#include <QSslKey>
#include <QTimeZone>
#include <QUrl>

namespace jackdaw {

using namespace Qt::StringLiterals;
using Reason = CertificateReason;

namespace {

constexpr int shortestRsaKey = 2048;
constexpr int shortestCurve = 224;

/// The content of the DER element at the front of `der` if it has this tag, and `der` moves behind it; else nothing.
QByteArrayView takeElement(QByteArrayView &der, uchar tag)
{
    if (der.size() < 2 || uchar(der[0]) != tag) {
        return {};
    }
    qsizetype length = uchar(der[1]);
    qsizetype head = 2;
    if (length >= 0x80) {
        const qsizetype bytes = length & 0x7f;
        if (bytes == 0 || bytes > 4 || der.size() < 2 + bytes) {
            return {};
        }
        length = 0;
        for (qsizetype i = 0; i < bytes; ++i) {
            length = length << 8 | uchar(der[2 + i]);
        }
        head += bytes;
    }
    if (length > der.size() - head) {
        return {};
    }
    const QByteArrayView content = der.sliced(head, length);
    der = der.sliced(head + length);
    return content;
}

/// RFC 5280, 4.1.1.2, which QSslCertificate does not tell: the object identifier, as it is encoded.
QByteArray signatureAlgorithm(const QSslCertificate &certificate)
{
    constexpr uchar sequence = 0x30;
    constexpr uchar identifier = 0x06;
    const QByteArray der = certificate.toDer();
    QByteArrayView rest(der);
    QByteArrayView outer = takeElement(rest, sequence);
    takeElement(outer, sequence); // what is signed
    QByteArrayView algorithm = takeElement(outer, sequence);
    return takeElement(algorithm, identifier).toByteArray();
}

bool hasWeakSignature(const QSslCertificate &certificate)
{
    static const QList<QByteArray> weak{
        QByteArray::fromHex("2a864886f70d010102"), // md2WithRSAEncryption
        QByteArray::fromHex("2a864886f70d010103"), // md4WithRSAEncryption
        QByteArray::fromHex("2a864886f70d010104"), // md5WithRSAEncryption
        QByteArray::fromHex("2a864886f70d010105"), // sha1WithRSAEncryption
        QByteArray::fromHex("2b0e03021d"),         // sha1WithRSASignature, by its OIW name
        QByteArray::fromHex("2a8648ce380403"),     // dsa-with-sha1
        QByteArray::fromHex("2a8648ce3d0401"),     // ecdsa-with-SHA1
    };
    return weak.contains(signatureAlgorithm(certificate));
}

bool hasWeakKey(const QSslCertificate &certificate)
{
    const QSslKey key = certificate.publicKey();
    switch (key.algorithm()) {
    case QSsl::Rsa: return key.length() < shortestRsaKey;
    case QSsl::Ec: return key.length() < shortestCurve;
    case QSsl::Dsa: return true;
    default: return false; // Ed25519 and the like, which Qt knows no length of
    }
}

/// RFC 9525, 6.3: a wildcard stands for the whole leftmost label, and for one only.
bool matches(const QString &pattern, const QString &host)
{
    if (!pattern.startsWith(u"*.")) {
        return pattern == host;
    }
    const qsizetype dot = host.indexOf(u'.');
    return dot > 0 && pattern.count(u'.') >= 2 && QStringView(pattern).sliced(1) == QStringView(host).sliced(dot);
}

QString asciiName(const QString &name)
{
    // QUrl refuses the star, which is no part of a host's name.
    const bool wild = name.startsWith(u"*.");
    const QString ascii = QString::fromLatin1(QUrl::toAce(wild ? name.sliced(2) : name)).toLower();
    return wild ? u"*."_s + ascii : ascii;
}

QString someName(const QSslCertificate &certificate, bool issuer)
{
    for (const auto part : {QSslCertificate::CommonName, QSslCertificate::Organization, QSslCertificate::OrganizationalUnitName}) {
        const QStringList names = issuer ? certificate.issuerInfo(part) : certificate.subjectInfo(part);
        if (!names.isEmpty()) {
            return names.join(", "_L1);
        }
    }
    return {};
}

/// What Qt found, as a reason. Nothing for those that this module looks at itself.
Reason reasonOf(const QSslError &error, const QSslCertificate &leaf)
{
    const bool ofLeaf = error.certificate().isNull() || error.certificate() == leaf;
    switch (error.error()) {
    case QSslError::CertificateExpired: return ofLeaf ? Reason::Expired : Reason::IssuerOutdated;
    case QSslError::CertificateNotYetValid: return ofLeaf ? Reason::NotYetValid : Reason::IssuerOutdated;
    case QSslError::HostNameMismatch: return Reason::WrongHost;
    case QSslError::SelfSignedCertificate: return Reason::SelfSigned;
    case QSslError::SelfSignedCertificateInChain:
    case QSslError::UnableToGetIssuerCertificate:
    case QSslError::UnableToGetLocalIssuerCertificate:
    case QSslError::UnableToVerifyFirstCertificate:
    case QSslError::CertificateUntrusted: return leaf.isSelfSigned() ? Reason::SelfSigned : Reason::UnknownAuthority;
    case QSslError::CertificateRevoked:
    case QSslError::CertificateBlacklisted: return Reason::Revoked;
    default: return Reason::Other;
    }
}

qint64 milliseconds(const QDateTime &time)
{
    return time.isValid() ? time.toMSecsSinceEpoch() : 0;
}

} // namespace

TlsPolicy::TlsPolicy(QString domain, QByteArray pin)
    : m_domain(std::move(domain))
    , m_pin(std::move(pin))
{
}

TlsPolicy::Verdict TlsPolicy::judge(const QList<QSslCertificate> &chain, const QList<QSslError> &errors, qint64 now) const
{
    const QSslCertificate leaf = chain.value(0);
    CertificateProblem problem;
    problem.host = m_domain;
    QList<Reason> found;
    const auto note = [&found](Reason reason) {
        if (!found.contains(reason)) {
            found += reason;
        }
    };
    if (leaf.isNull()) {
        note(Reason::Other);
        problem.reasons = found;
        return {problem, {}};
    }
    problem.subject = someName(leaf, false);
    problem.issuer = someName(leaf, true);
    problem.names = leaf.subjectAlternativeNames().values(QSsl::DnsEntry);
    problem.validFrom = milliseconds(leaf.effectiveDate());
    problem.validUntil = milliseconds(leaf.expiryDate());
    problem.fingerprint = leaf.digest(QCryptographicHash::Sha256);
    problem.isSelfSigned = leaf.isSelfSigned();
    const bool pinned = !m_pin.isEmpty() && m_pin == problem.fingerprint;

    if (!m_pin.isEmpty() && !pinned) {
        note(Reason::Changed); // whoever signed the other one
    }
    if (problem.validUntil < now) {
        note(Reason::Expired);
    }
    if (problem.validFrom > now) {
        note(Reason::NotYetValid);
    }
    if (problem.names.isEmpty()) {
        // Qt would take the common name for one (RFC 9525, 2: it must not be).
        note(Reason::NoAlternativeName);
    } else {
        const QString host = asciiName(m_domain);
        const bool named = std::any_of(problem.names.cbegin(), problem.names.cend(),
                                       [&host](const QString &name) { return matches(asciiName(name), host); });
        if (!named) {
            note(Reason::WrongHost);
        }
    }
    for (const QSslCertificate &certificate : chain) {
        if (hasWeakKey(certificate)) {
            note(Reason::WeakKey);
        }
        // What a root says of itself proves nothing, so its digest does not matter either.
        const bool isRoot = certificate.isSelfSigned() && certificate != leaf;
        if (!isRoot && hasWeakSignature(certificate)) {
            note(Reason::WeakSignature);
        }
    }
    const bool isWeak = found.contains(Reason::WeakKey) || found.contains(Reason::WeakSignature);
    Verdict verdict;
    for (const QSslError &error : errors) {
        const Reason reason = reasonOf(error, leaf);
        if (pinned && reason == Reason::SelfSigned) {
            verdict.excused += error;
        } else if (reason != Reason::Other || !isWeak) { // OpenSSL's word for weak is "unspecified" in Qt
            note(reason);
        }
    }
    if (!found.isEmpty()) {
        std::sort(found.begin(), found.end());
        // That a lost pin's successor signs itself is what is to be decided, but the change is what happened.
        if (found.removeOne(Reason::Changed)) {
            found.prepend(Reason::Changed);
        }
        problem.reasons = found;
        verdict.problem = problem;
        verdict.excused.clear();
    }
    return verdict;
}

std::optional<CertificateProblem> TlsPolicy::judge(QSsl::SslProtocol protocol) const
{
    switch (protocol) {
    case QSsl::TlsV1_2:
    case QSsl::TlsV1_3: return std::nullopt;
    default: return tooOld(); // RFC 8996; RFC 7590, 3.1
    }
}

CertificateProblem TlsPolicy::tooOld() const
{
    CertificateProblem problem;
    problem.host = m_domain;
    problem.reasons = {Reason::OldProtocol};
    return problem;
}

Error TlsPolicy::error(const CertificateProblem &problem, const QList<QSslError> &found)
{
    QStringList lines;
    for (const QSslError &error : found) {
        lines += error.errorString();
    }
    const auto day = [](qint64 time) { return QDateTime::fromMSecsSinceEpoch(time, QTimeZone::UTC).toString(Qt::ISODate); };
    if (!problem.fingerprint.isEmpty()) {
        lines += QStringLiteral("issued to %1 for %2 by %3, valid %4 to %5")
                     .arg(problem.subject, problem.names.join(", "_L1), problem.issuer, day(problem.validFrom), day(problem.validUntil));
        lines += QStringLiteral("SHA-256 %1").arg(QString::fromLatin1(problem.fingerprint.toHex(':')));
    }
    return Error{ErrorKind::Certificate, lines.join(u'\n'), problem.host, std::make_shared<const CertificateProblem>(problem)};
}

} // namespace jackdaw
