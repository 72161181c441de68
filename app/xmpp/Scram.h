// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"

#include <QByteArray>
#include <QCryptographicHash>
#include <QPromise>

namespace jackdaw {

/// The client's side of SCRAM (RFC 5802, RFC 7677) without channel binding, and the check of the server's: QXmpp takes
/// one round as well as 2 billion, and any signature (facts/security.md, F3, F6). For LoginGuard. Pure; any thread.
/// Keeps no password.

constexpr qint64 minimumScramRounds = 4'096;      // RFC 5802, 5.1
constexpr qint64 maximumScramRounds = 10'000'000; // what a computer does in the time that a sign-in may take

/// The server-first-message.
struct ScramChallenge
{
    QByteArray nonce;
    QByteArray salt;
    int rounds = 0;
    QByteArray offerHash; ///< XEP-0474, 3.1: what the server thinks it offered; null where it does not say
};

/// Errors: UnsafeLogin (not well-formed, a nonce that does not begin with ours, rounds outside of the limits).
Result<ScramChallenge> readScramChallenge(const QByteArray &serverFirst, const QByteArray &clientNonce);

/// The salted password (PBKDF2). Takes seconds for many rounds: for the pool; stops where the promise is cancelled.
void saltPassword(QPromise<QByteArray> &promise, QCryptographicHash::Algorithm hash, const QByteArray &password,
                  const QByteArray &salt, int rounds);

struct ScramProof
{
    QByteArray clientFinal;     ///< the client-final-message
    QByteArray serverSignature; ///< what the server is to answer, RFC 5802, 3
};

/// `clientFirst`: the client-first-message with its GS2 header, as it was sent.
ScramProof scramProof(QCryptographicHash::Algorithm hash, const QByteArray &saltedPassword, const QByteArray &clientFirst,
                      const QByteArray &serverFirst);

/// The value of one attribute of a SCRAM message ("r", "v", …), null if it is not there.
QByteArray scramAttribute(const QByteArray &message, char name);
/// A user's name as SCRAM writes it (saslname, RFC 5802, 5.1): a "," would end it there.
QString scramName(QString name);
/// The client-first-message-bare (without the GS2 header "n,,").
QByteArray scramBare(const QByteArray &clientFirst);

/// XEP-0474, 3.1: the hash over all that was offered. Sorts by itself. `bindings` null: XEP-0440 was not offered.
QByteArray offerHash(QCryptographicHash::Algorithm hash, QByteArrayList mechanisms, std::optional<QByteArrayList> bindings);

} // namespace jackdaw
