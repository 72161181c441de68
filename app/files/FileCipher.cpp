// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/FileCipher.h"

#include <openssl/evp.h>
#include <openssl/rand.h>

namespace jackdaw {

namespace {

constexpr qsizetype keySize = 32;
constexpr qsizetype ivSize = 12;
constexpr qsizetype oldIvSize = 16; // what programs sent before 12 was agreed on

Error failed(const char *what)
{
    return Error{ErrorKind::Internal, QStringLiteral("OpenSSL: %1 failed").arg(QLatin1StringView(what)), {}};
}

EVP_CIPHER_CTX *of(void *context)
{
    return static_cast<EVP_CIPHER_CTX *>(context);
}

const unsigned char *bytes(QByteArrayView data)
{
    return reinterpret_cast<const unsigned char *>(data.data());
}

unsigned char *bytes(QByteArray &data)
{
    return reinterpret_cast<unsigned char *>(data.data());
}

} // namespace

void FileCipher::Free::operator()(void *context) const
{
    EVP_CIPHER_CTX_free(of(context));
}

Result<FileCipher::Secret> FileCipher::newSecret()
{
    Secret out{QByteArray(keySize, Qt::Uninitialized), QByteArray(ivSize, Qt::Uninitialized)};
    const bool made = RAND_priv_bytes(bytes(out.key), int(keySize)) == 1 && RAND_bytes(bytes(out.iv), int(ivSize)) == 1;
    return made ? Result<Secret>(out) : Result<Secret>(failed("random"));
}

Result<FileCipher> FileCipher::make(Way way, const QByteArray &key, const QByteArray &iv)
{
    if (key.size() != keySize || (iv.size() != ivSize && iv.size() != oldIvSize)) {
        return failed("key size");
    }
    FileCipher out;
    out.m_way = way;
    out.m_context.reset(EVP_CIPHER_CTX_new());
    EVP_CIPHER_CTX *context = of(out.m_context.get());
    const bool isReady = context && EVP_CipherInit_ex(context, EVP_aes_256_gcm(), nullptr, nullptr, nullptr, way == Way::Seal ? 1 : 0) == 1
        && EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_GCM_SET_IVLEN, int(iv.size()), nullptr) == 1
        && EVP_CipherInit_ex(context, nullptr, nullptr, bytes(QByteArrayView(key)), bytes(QByteArrayView(iv)), way == Way::Seal ? 1 : 0) == 1;
    return isReady ? Result<FileCipher>(std::move(out)) : Result<FileCipher>(failed("AES-256-GCM"));
}

QByteArray FileCipher::update(QByteArrayView in)
{
    QByteArray out(in.size(), Qt::Uninitialized);
    return update(in, out.data()) ? out : QByteArray();
}

bool FileCipher::update(QByteArrayView in, char *out)
{
    int length = 0;
    const bool done = EVP_CipherUpdate(of(m_context.get()), reinterpret_cast<unsigned char *>(out), &length, bytes(in), int(in.size())) == 1;
    return done && length == in.size();
}

QByteArray FileCipher::finishSeal()
{
    unsigned char rest[16];
    int length = 0;
    QByteArray tag(tagSize, Qt::Uninitialized);
    const bool done = EVP_CipherFinal_ex(of(m_context.get()), rest, &length) == 1
        && EVP_CIPHER_CTX_ctrl(of(m_context.get()), EVP_CTRL_GCM_GET_TAG, int(tagSize), tag.data()) == 1;
    return done && length == 0 ? tag : QByteArray();
}

bool FileCipher::finishOpen(const QByteArray &tag)
{
    unsigned char rest[16];
    int length = 0;
    QByteArray expected = tag;
    return tag.size() == tagSize
        && EVP_CIPHER_CTX_ctrl(of(m_context.get()), EVP_CTRL_GCM_SET_TAG, int(tagSize), expected.data()) == 1
        && EVP_CipherFinal_ex(of(m_context.get()), rest, &length) == 1;
}

} // namespace jackdaw
