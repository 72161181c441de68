// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCryptographicHash>
#include <QStringView>

#include <optional>

namespace jackdaw {

/// What Jackdaw thinks of the SASL mechanisms by name, for LoginGuard and Connection. Pure; any thread. Channel binding
/// (-PLUS) is none of ours: QXmpp cannot do it (facts/qxmpp.md, 1.1). Whether a weaker one is taken is not decided
/// here.

/// Higher is stronger. Never: ANONYMOUS, DIGEST-MD5, all that we do not know.
enum class MechanismStrength { Never, Plain, ScramSha1, ScramSha256, ScramSha512, ScramSha3 };

MechanismStrength strengthOf(QStringView mechanism);
/// The hash of a SCRAM mechanism (RFC 5802, 4), or nothing.
std::optional<QCryptographicHash::Algorithm> scramHash(QStringView mechanism);
/// The hash of a token mechanism without channel binding, HT-*-NONE (draft-schmaus-kitten-sasl-ht), or nothing.
std::optional<QCryptographicHash::Algorithm> tokenHash(QStringView mechanism);

} // namespace jackdaw
