// SPDX-License-Identifier: GPL-3.0-or-later
#include "omemo/PayloadCipher.h"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/params.h>
#include <openssl/rand.h>

#include <memory>

namespace jackdaw {

namespace {

constexpr qsizetype gcmKey = 16;
constexpr qsizetype gcmTag = 16;
constexpr qsizetype gcmIv = 12;
constexpr qsizetype oldGcmIv = 16; // what programs sent before 12 was agreed on
constexpr qsizetype twoKey = 32;
constexpr qsizetype twoTag = 16;
constexpr qsizetype cbcIv = 16;

using Context = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;

Context newContext()
{
    return {EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free};
}

const unsigned char *bytes(const QByteArray &data)
{
    return reinterpret_cast<const unsigned char *>(data.constData());
}

unsigned char *bytes(QByteArray &data)
{
    return reinterpret_cast<unsigned char *>(data.data());
}

Error failed(const char *what)
{
    return Error{ErrorKind::Internal, QStringLiteral("OpenSSL: %1 failed").arg(QLatin1StringView(what)), {}};
}

Error notWhole(const char *what)
{
    return Error{ErrorKind::Malformed, QLatin1StringView(what), {}};
}

Result<SealedPayload> sealLegacy(const QByteArray &plain)
{
    auto key = randomBytes(gcmKey);
    const auto iv = randomBytes(gcmIv);
    const Context context = newContext();
    if (!key || !iv || !context) {
        return failed("random");
    }
    SealedPayload sealed{{}, *iv, QByteArray(plain.size(), Qt::Uninitialized)};
    QByteArray tag(gcmTag, Qt::Uninitialized);
    int length = 0;
    int rest = 0;
    const bool done = EVP_EncryptInit_ex2(context.get(), EVP_aes_128_gcm(), bytes(*key), bytes(*iv), nullptr) == 1
        && EVP_EncryptUpdate(context.get(), bytes(sealed.payload), &length, bytes(plain), int(plain.size())) == 1
        && EVP_EncryptFinal_ex(context.get(), bytes(sealed.payload) + length, &rest) == 1
        && EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_GET_TAG, int(gcmTag), tag.data()) == 1;
    if (!done || length + rest != plain.size()) {
        return failed("AES-128-GCM");
    }
    sealed.secret = *key + tag;
    wipe(*key);
    return sealed;
}

Result<QByteArray> openLegacy(const SealedPayload &sealed)
{
    if (sealed.iv.size() != gcmIv && sealed.iv.size() != oldGcmIv) {
        return notWhole("the initialization vector has a wrong size");
    }
    QByteArray cipher = sealed.payload;
    QByteArray tag;
    if (sealed.secret.size() == gcmKey + gcmTag) {
        tag = sealed.secret.last(gcmTag);
    } else if (sealed.secret.size() == gcmKey && cipher.size() >= gcmTag) {
        tag = cipher.last(gcmTag); // before 0.3 the tag stood behind the text
        cipher.chop(gcmTag);
    } else {
        return notWhole("the key has a wrong size");
    }
    const Context context = newContext();
    QByteArray plain(cipher.size(), Qt::Uninitialized);
    int length = 0;
    int rest = 0;
    const bool set = context && EVP_DecryptInit_ex2(context.get(), EVP_aes_128_gcm(), nullptr, nullptr, nullptr) == 1
        && EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_SET_IVLEN, int(sealed.iv.size()), nullptr) == 1
        && EVP_DecryptInit_ex2(context.get(), nullptr, bytes(sealed.secret), bytes(sealed.iv), nullptr) == 1
        && EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_SET_TAG, int(gcmTag), tag.data()) == 1;
    if (!set) {
        return failed("AES-128-GCM");
    }
    if (EVP_DecryptUpdate(context.get(), bytes(plain), &length, bytes(cipher), int(cipher.size())) != 1
        || EVP_DecryptFinal_ex(context.get(), bytes(plain) + length, &rest) != 1) {
        wipe(plain); // it is somebody's, but not what was sealed
        return notWhole("the text does not fit its tag");
    }
    return plain;
}

/// What one key of Two is stretched to (XEP-0384, 4.4).
struct Stretched
{
    QByteArray all;
    QByteArray cipherKey() const { return all.first(32); }
    QByteArray macKey() const { return all.sliced(32, 32); }
    QByteArray iv() const { return all.last(cbcIv); }
    ~Stretched() { wipe(all); }
};

bool stretch(const QByteArray &key, Stretched &out)
{
    const std::unique_ptr<EVP_KDF, decltype(&EVP_KDF_free)> kdf(EVP_KDF_fetch(nullptr, "HKDF", nullptr), &EVP_KDF_free);
    const std::unique_ptr<EVP_KDF_CTX, decltype(&EVP_KDF_CTX_free)> context(kdf ? EVP_KDF_CTX_new(kdf.get()) : nullptr,
                                                                            &EVP_KDF_CTX_free);
    if (!context) {
        return false;
    }
    QByteArray salt(32, '\0');
    QByteArray info("OMEMO Payload");
    QByteArray secret = key;
    char digest[] = "SHA256";
    const OSSL_PARAM parameters[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, digest, 0),
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_KEY, secret.data(), size_t(secret.size())),
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_SALT, salt.data(), size_t(salt.size())),
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_INFO, info.data(), size_t(info.size())),
        OSSL_PARAM_construct_end(),
    };
    out.all = QByteArray(80, Qt::Uninitialized);
    const bool done = EVP_KDF_derive(context.get(), bytes(out.all), size_t(out.all.size()), parameters) == 1;
    wipe(secret);
    return done;
}

QByteArray tagOf(const QByteArray &macKey, const QByteArray &cipher)
{
    unsigned char mac[EVP_MAX_MD_SIZE];
    size_t size = 0;
    const bool done = EVP_Q_mac(nullptr, "HMAC", nullptr, "SHA256", nullptr, bytes(macKey), size_t(macKey.size()), bytes(cipher),
                                size_t(cipher.size()), mac, sizeof mac, &size) != nullptr;
    return done && size == 32 ? QByteArray(reinterpret_cast<const char *>(mac), twoTag) : QByteArray();
}

Result<SealedPayload> sealTwo(const QByteArray &plain)
{
    auto key = randomBytes(twoKey);
    Stretched stretched;
    const Context context = newContext();
    if (!key || !context || !stretch(*key, stretched)) {
        return failed("HKDF");
    }
    SealedPayload sealed{{}, {}, QByteArray(plain.size() + cbcIv, Qt::Uninitialized)};
    int length = 0;
    int rest = 0;
    if (EVP_EncryptInit_ex2(context.get(), EVP_aes_256_cbc(), bytes(stretched.cipherKey()), bytes(stretched.iv()), nullptr) != 1
        || EVP_EncryptUpdate(context.get(), bytes(sealed.payload), &length, bytes(plain), int(plain.size())) != 1
        || EVP_EncryptFinal_ex(context.get(), bytes(sealed.payload) + length, &rest) != 1) {
        return failed("AES-256-CBC");
    }
    sealed.payload.truncate(length + rest);
    const QByteArray tag = tagOf(stretched.macKey(), sealed.payload);
    if (tag.isEmpty()) {
        return failed("HMAC");
    }
    sealed.secret = *key + tag;
    wipe(*key);
    return sealed;
}

Result<QByteArray> openTwo(const SealedPayload &sealed)
{
    if (sealed.secret.size() != twoKey + twoTag) {
        return notWhole("the key has a wrong size");
    }
    Stretched stretched;
    const Context context = newContext();
    if (!context || !stretch(sealed.secret.first(twoKey), stretched)) {
        return failed("HKDF");
    }
    // The tag first: nothing that was not sealed is ever deciphered.
    const QByteArray tag = tagOf(stretched.macKey(), sealed.payload);
    if (tag.isEmpty() || CRYPTO_memcmp(tag.constData(), sealed.secret.constData() + twoKey, size_t(twoTag)) != 0) {
        return notWhole("the text does not fit its tag");
    }
    QByteArray plain(sealed.payload.size() + cbcIv, Qt::Uninitialized);
    int length = 0;
    int rest = 0;
    if (EVP_DecryptInit_ex2(context.get(), EVP_aes_256_cbc(), bytes(stretched.cipherKey()), bytes(stretched.iv()), nullptr) != 1
        || EVP_DecryptUpdate(context.get(), bytes(plain), &length, bytes(sealed.payload), int(sealed.payload.size())) != 1
        || EVP_DecryptFinal_ex(context.get(), bytes(plain) + length, &rest) != 1) {
        wipe(plain);
        return notWhole("the text is not padded as it must be");
    }
    plain.truncate(length + rest);
    return plain;
}

} // namespace

Result<SealedPayload> sealPayload(OmemoVersion version, const QByteArray &plain)
{
    return version == OmemoVersion::Legacy ? sealLegacy(plain) : sealTwo(plain);
}

Result<QByteArray> emptySecret(OmemoVersion version)
{
    return version == OmemoVersion::Legacy ? randomBytes(gcmKey + gcmTag) : Result<QByteArray>(QByteArray(32, '\0'));
}

Result<QByteArray> openPayload(OmemoVersion version, const SealedPayload &sealed)
{
    return version == OmemoVersion::Legacy ? openLegacy(sealed) : openTwo(sealed);
}

Result<QByteArray> randomBytes(qsizetype size)
{
    QByteArray random(size, Qt::Uninitialized);
    if (RAND_bytes(bytes(random), int(size)) != 1) {
        return failed("RAND_bytes");
    }
    return random;
}

void wipe(QByteArray &secret)
{
    if (!secret.isEmpty()) {
        OPENSSL_cleanse(secret.data(), size_t(secret.size()));
        secret.clear();
    }
}

} // namespace jackdaw
