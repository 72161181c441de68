// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/SaslMechanism.h"

namespace jackdaw {

namespace {

struct Known
{
    QStringView name;
    MechanismStrength strength;
    QCryptographicHash::Algorithm hash;
};

constexpr Known scramMechanisms[] = {
    {u"SCRAM-SHA-1", MechanismStrength::ScramSha1, QCryptographicHash::Sha1},
    {u"SCRAM-SHA-256", MechanismStrength::ScramSha256, QCryptographicHash::Sha256},
    {u"SCRAM-SHA-512", MechanismStrength::ScramSha512, QCryptographicHash::Sha512},
    {u"SCRAM-SHA3-512", MechanismStrength::ScramSha3, QCryptographicHash::Sha3_512},
};

} // namespace

MechanismStrength strengthOf(QStringView mechanism)
{
    for (const Known &known : scramMechanisms) {
        if (mechanism == known.name) {
            return known.strength;
        }
    }
    return mechanism == u"PLAIN" ? MechanismStrength::Plain : MechanismStrength::Never;
}

std::optional<QCryptographicHash::Algorithm> scramHash(QStringView mechanism)
{
    for (const Known &known : scramMechanisms) {
        if (mechanism == known.name) {
            return known.hash;
        }
    }
    return {};
}

std::optional<QCryptographicHash::Algorithm> tokenHash(QStringView mechanism)
{
    if (mechanism == u"HT-SHA-256-NONE") {
        return QCryptographicHash::Sha256;
    }
    if (mechanism == u"HT-SHA-384-NONE") {
        return QCryptographicHash::Sha384;
    }
    if (mechanism == u"HT-SHA-512-NONE") {
        return QCryptographicHash::Sha512;
    }
    return {};
}

} // namespace jackdaw
