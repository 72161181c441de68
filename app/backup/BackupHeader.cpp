// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/BackupHeader.h"

#include "base/BackupTrouble.h"
#include "base/Password.h"

#include <QCryptographicHash>
#include <QMessageAuthenticationCode>
#include <QtEndian>

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/params.h>
#include <openssl/rand.h>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

const QByteArray magic = QByteArrayLiteral("JDBACKUP");
constexpr char derivationScrypt = 1;
constexpr qsizetype versionAt = 8;
constexpr qsizetype lengthAt = 10;
constexpr qsizetype derivationAt = 12;
constexpr qsizetype saltAt = 22;
constexpr qsizetype saltSize = 32;
constexpr qsizetype proofAt = saltAt + saltSize;
constexpr qsizetype hashSize = 32;
constexpr qsizetype sumAt = proofAt + hashSize;
static_assert(sumAt + hashSize == BackupHeader::size);

constexpr int keySize = 32;
constexpr quint64 mostMemory = 256 * 1024 * 1024;
constexpr int mostParallel = 4;
constexpr qsizetype longestHeader = 4096;

template<class T>
void put(QByteArray &to, T value)
{
    const T big = qToBigEndian(value);
    to.append(reinterpret_cast<const char *>(&big), sizeof big);
}

template<class T>
T numberAt(const QByteArray &bytes, qsizetype at)
{
    return qFromBigEndian<T>(bytes.constData() + at);
}

/// The key of the chunks, and behind it that of the proof; empty where OpenSSL fails.
QByteArray derive(const QString &passphrase, const QByteArray &salt, const KeyCost &cost)
{
    const SecretBytes password(preparedPassword(passphrase));
    uint64_t n = uint64_t(1) << cost.logN;
    uint32_t r = uint32_t(cost.r);
    uint32_t p = uint32_t(cost.p);
    uint64_t most = 2 * mostMemory;
    const OSSL_PARAM parameters[] = {
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_PASSWORD, const_cast<char *>(password.bytes().constData()),
                                          size_t(password.bytes().size())),
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_SALT, const_cast<char *>(salt.constData()), size_t(salt.size())),
        OSSL_PARAM_construct_uint64(OSSL_KDF_PARAM_SCRYPT_N, &n),
        OSSL_PARAM_construct_uint32(OSSL_KDF_PARAM_SCRYPT_R, &r),
        OSSL_PARAM_construct_uint32(OSSL_KDF_PARAM_SCRYPT_P, &p),
        OSSL_PARAM_construct_uint64(OSSL_KDF_PARAM_SCRYPT_MAXMEM, &most),
        OSSL_PARAM_construct_end()};
    QByteArray keys(2 * keySize, Qt::Uninitialized);
    EVP_KDF *kind = EVP_KDF_fetch(nullptr, "SCRYPT", nullptr);
    EVP_KDF_CTX *context = kind ? EVP_KDF_CTX_new(kind) : nullptr;
    const bool done = context
        && EVP_KDF_derive(context, reinterpret_cast<unsigned char *>(keys.data()), size_t(keys.size()), parameters) == 1;
    EVP_KDF_CTX_free(context);
    EVP_KDF_free(kind);
    return done ? keys : QByteArray();
}

QByteArray proofOf(const QByteArray &begin, const QByteArray &keys)
{
    return QMessageAuthenticationCode::hash(begin, keys.mid(keySize), QCryptographicHash::Sha256);
}

} // namespace

bool KeyCost::isBearable() const
{
    return logN >= 10 && logN <= 20 && r >= 1 && r <= 32 && p >= 1 && p <= mostParallel
        && (quint64(1) << logN) * quint64(r) * 128 <= mostMemory;
}

Result<BackupHeader::Made> BackupHeader::make(const QString &passphrase, const KeyCost &cost)
{
    Q_ASSERT(cost.isBearable());
    QByteArray salt(saltSize, Qt::Uninitialized);
    if (RAND_bytes(reinterpret_cast<unsigned char *>(salt.data()), int(salt.size())) != 1) {
        return Error{ErrorKind::Internal, u"OpenSSL: random failed"_s, {}};
    }
    QByteArray header = magic;
    put(header, quint16(version));
    put(header, quint16(size));
    header.append(derivationScrypt);
    header.append(char(cost.logN));
    put(header, quint16(cost.r));
    put(header, quint16(cost.p));
    put(header, quint32(chunkSize));
    header += salt;
    const QByteArray keys = derive(passphrase, salt, cost);
    if (keys.isEmpty()) {
        return Error{ErrorKind::Internal, u"OpenSSL: scrypt failed"_s, {}};
    }
    header += proofOf(header, keys);
    header += QCryptographicHash::hash(header, QCryptographicHash::Sha256);
    Made made{header, QByteArray(keys.constData(), keySize)};
    overwrite(keys);
    return made;
}

Result<qsizetype> BackupHeader::lengthOf(const QByteArray &begin)
{
    if (!begin.startsWith(magic)) {
        // One that was cut off within its first word is still known for one.
        const bool isBegin = !begin.isEmpty() && magic.startsWith(begin);
        return isBegin ? backupError(BackupTrouble::Damaged, u"it ends within its header"_s)
                       : backupError(BackupTrouble::NotOne, u"it does not begin as one"_s);
    }
    if (begin.size() < shortest) {
        return backupError(BackupTrouble::Damaged, u"it ends within its header"_s);
    }
    const qsizetype length = numberAt<quint16>(begin, lengthAt);
    if (length < shortest + hashSize || length > longestHeader) {
        return backupError(BackupTrouble::Damaged, u"its header has no possible length"_s);
    }
    return length;
}

Result<QByteArray> BackupHeader::open(const QByteArray &header, const QString &passphrase)
{
    const auto length = lengthOf(header);
    if (!length) {
        return length.error();
    }
    if (header.size() < *length) {
        return backupError(BackupTrouble::Damaged, u"it ends within its header"_s);
    }
    // Of every version the last bytes are the sum of the others: so a newer one is told from a broken one.
    const QByteArray whole = header.first(*length);
    if (QCryptographicHash::hash(whole.chopped(hashSize), QCryptographicHash::Sha256) != whole.last(hashSize)) {
        return backupError(BackupTrouble::Damaged, u"its header was changed"_s);
    }
    if (numberAt<quint16>(whole, versionAt) > version) {
        return backupError(BackupTrouble::Newer, u"a newer form of the file"_s);
    }
    const KeyCost cost{quint8(whole[derivationAt + 1]), numberAt<quint16>(whole, derivationAt + 2),
                       numberAt<quint16>(whole, derivationAt + 4)};
    if (numberAt<quint16>(whole, versionAt) != version || *length != size || whole[derivationAt] != derivationScrypt
        || numberAt<quint32>(whole, derivationAt + 6) != quint32(chunkSize)) {
        return backupError(BackupTrouble::Damaged, u"its header says what no backup says"_s);
    }
    if (!cost.isBearable()) {
        return backupError(BackupTrouble::Damaged, u"its key would cost more than that of any backup"_s);
    }
    const QByteArray keys = derive(passphrase, whole.mid(saltAt, saltSize), cost);
    if (keys.isEmpty()) {
        return Error{ErrorKind::Internal, u"OpenSSL: scrypt failed"_s, {}};
    }
    const QByteArray proof = proofOf(whole.first(proofAt), keys);
    const bool isRight = CRYPTO_memcmp(proof.constData(), whole.constData() + proofAt, size_t(hashSize)) == 0;
    const QByteArray key(keys.constData(), keySize);
    overwrite(keys);
    if (!isRight) {
        overwrite(key);
        return backupError(BackupTrouble::WrongPassphrase, u"the proof is another one's"_s);
    }
    return key;
}

} // namespace jackdaw
