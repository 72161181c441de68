// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/Scram.h"

#include "base/Password.h"

#include <QMessageAuthenticationCode>

#include <algorithm>

namespace jackdaw {

namespace {

Error unsafe(const char *why)
{
    return Error{ErrorKind::UnsafeLogin, QString::fromLatin1(why), {}};
}

QByteArray hmac(QCryptographicHash::Algorithm hash, const QByteArray &key, const QByteArray &text)
{
    return QMessageAuthenticationCode::hash(text, key, hash);
}

QByteArray exclusiveOr(QByteArray a, const QByteArray &b)
{
    for (qsizetype i = 0; i < a.size(); ++i) {
        a[i] = char(a[i] ^ b[i]);
    }
    return a;
}

} // namespace

QByteArray scramAttribute(const QByteArray &message, char name)
{
    const auto parts = message.split(',');
    for (const QByteArray &part : parts) {
        if (part.size() >= 2 && part[0] == name && part[1] == '=') {
            return part.size() == 2 ? QByteArray("") : part.sliced(2);
        }
    }
    return {};
}

QString scramName(QString name)
{
    return name.replace(u'=', QStringLiteral("=3D")).replace(u',', QStringLiteral("=2C"));
}

QByteArray scramBare(const QByteArray &clientFirst)
{
    // gs2-header = cbind-flag "," [authzid] ","
    const qsizetype second = clientFirst.indexOf(',', clientFirst.indexOf(',') + 1);
    return second < 0 ? QByteArray() : clientFirst.sliced(second + 1);
}

Result<ScramChallenge> readScramChallenge(const QByteArray &serverFirst, const QByteArray &clientNonce)
{
    if (!serverFirst.startsWith("r=")) {
        return unsafe("SCRAM: a server-first-message that does not begin with its nonce"); // "m=" may not pass either
    }
    ScramChallenge challenge;
    challenge.nonce = scramAttribute(serverFirst, 'r');
    if (clientNonce.isEmpty() || !challenge.nonce.startsWith(clientNonce) || challenge.nonce.size() == clientNonce.size()) {
        return unsafe("SCRAM: the server's nonce does not continue ours");
    }
    const auto salt = QByteArray::fromBase64Encoding(scramAttribute(serverFirst, 's'), QByteArray::AbortOnBase64DecodingErrors);
    if (!salt || (*salt).isEmpty()) {
        return unsafe("SCRAM: no salt");
    }
    challenge.salt = *salt;
    bool isNumber = false;
    const qint64 rounds = scramAttribute(serverFirst, 'i').toLongLong(&isNumber);
    if (!isNumber || rounds < minimumScramRounds || rounds > maximumScramRounds) {
        return Error{ErrorKind::UnsafeLogin,
                     QStringLiteral("SCRAM: %1 rounds, not between %2 and %3")
                         .arg(QString::fromLatin1(scramAttribute(serverFirst, 'i').left(20)))
                         .arg(minimumScramRounds).arg(maximumScramRounds), {}};
    }
    challenge.rounds = int(rounds);
    challenge.offerHash = scramAttribute(serverFirst, 'h');
    return challenge;
}

void saltPassword(QPromise<QByteArray> &promise, QCryptographicHash::Algorithm hash, const QByteArray &password,
                  const QByteArray &salt, int rounds)
{
    // RFC 5802, 2.2: Hi(), which is PBKDF2 with one block. Qt's own cannot be stopped.
    constexpr int roundsBetweenLooks = 4096;
    QMessageAuthenticationCode mac(hash, password);
    mac.addData(salt);
    mac.addData(QByteArray("\0\0\0\1", 4));
    QByteArray last = mac.result();
    QByteArray sum = last;
    for (int i = 1; i < rounds; ++i) {
        if (i % roundsBetweenLooks == 0 && promise.isCanceled()) {
            break;
        }
        mac.reset();
        mac.addData(last);
        last = mac.result();
        for (qsizetype k = 0; k < sum.size(); ++k) {
            sum[k] = char(sum[k] ^ last[k]);
        }
    }
    mac.setKey({}); // its own copy of the password
    if (promise.isCanceled() || !promise.addResult(sum)) {
        overwrite(sum);
    }
}

ScramProof scramProof(QCryptographicHash::Algorithm hash, const QByteArray &saltedPassword, const QByteArray &clientFirst,
                      const QByteArray &serverFirst)
{
    const QByteArray bare = scramBare(clientFirst);
    const QByteArray header = clientFirst.first(clientFirst.size() - bare.size());
    const QByteArray withoutProof = "c=" + header.toBase64() + ",r=" + scramAttribute(serverFirst, 'r');
    const QByteArray authMessage = bare + ',' + serverFirst + ',' + withoutProof;
    const QByteArray clientKey = hmac(hash, saltedPassword, "Client Key");
    const QByteArray clientSignature = hmac(hash, QCryptographicHash::hash(clientKey, hash), authMessage);
    ScramProof proof;
    proof.clientFinal = withoutProof + ",p=" + exclusiveOr(clientKey, clientSignature).toBase64();
    overwrite(clientKey);
    proof.serverSignature = hmac(hash, hmac(hash, saltedPassword, "Server Key"), authMessage);
    return proof;
}

QByteArray offerHash(QCryptographicHash::Algorithm hash, QByteArrayList mechanisms, std::optional<QByteArrayList> bindings)
{
    std::sort(mechanisms.begin(), mechanisms.end());
    QByteArray text = mechanisms.join('\x1e');
    if (bindings) {
        std::sort(bindings->begin(), bindings->end());
        text += '\x1f' + bindings->join('\x1e');
    }
    return QCryptographicHash::hash(text, hash).toBase64();
}

} // namespace jackdaw
