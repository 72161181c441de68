// SPDX-License-Identifier: GPL-3.0-or-later
#include "omemo/OpenSslProvider.h"

#include <signal_protocol.h>

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <openssl/rand.h>

#include <limits>
#include <memory>

namespace jackdaw {

namespace {

int random(uint8_t *data, size_t size, void *)
{
    return size <= size_t(std::numeric_limits<int>::max()) && RAND_bytes(data, int(size)) == 1 ? SG_SUCCESS : SG_ERR_UNKNOWN;
}

int hmacInit(void **context, const uint8_t *key, size_t size, void *)
{
    const std::unique_ptr<EVP_MAC, decltype(&EVP_MAC_free)> mac(EVP_MAC_fetch(nullptr, "HMAC", nullptr), &EVP_MAC_free);
    EVP_MAC_CTX *made = mac ? EVP_MAC_CTX_new(mac.get()) : nullptr;
    if (!made) {
        return SG_ERR_NOMEM;
    }
    char digest[] = "SHA256";
    const OSSL_PARAM parameters[] = {OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest, 0), OSSL_PARAM_construct_end()};
    // OpenSSL takes a null key for "the one from before".
    static constexpr uint8_t none = 0;
    if (EVP_MAC_init(made, size > 0 ? key : &none, size, parameters) != 1) {
        EVP_MAC_CTX_free(made);
        return SG_ERR_UNKNOWN;
    }
    *context = made;
    return SG_SUCCESS;
}

int hmacUpdate(void *context, const uint8_t *data, size_t size, void *)
{
    return EVP_MAC_update(static_cast<EVP_MAC_CTX *>(context), data, size) == 1 ? SG_SUCCESS : SG_ERR_UNKNOWN;
}

int hmacFinal(void *context, signal_buffer **output, void *)
{
    uint8_t mac[EVP_MAX_MD_SIZE];
    size_t size = 0;
    if (EVP_MAC_final(static_cast<EVP_MAC_CTX *>(context), mac, &size, sizeof mac) != 1) {
        return SG_ERR_UNKNOWN;
    }
    *output = signal_buffer_create(mac, size);
    return *output ? SG_SUCCESS : SG_ERR_NOMEM;
}

void hmacCleanup(void *context, void *)
{
    EVP_MAC_CTX_free(static_cast<EVP_MAC_CTX *>(context));
}

int sha512Init(void **context, void *)
{
    EVP_MD_CTX *made = EVP_MD_CTX_new();
    if (!made || EVP_DigestInit_ex(made, EVP_sha512(), nullptr) != 1) {
        EVP_MD_CTX_free(made);
        return SG_ERR_NOMEM;
    }
    *context = made;
    return SG_SUCCESS;
}

int sha512Update(void *context, const uint8_t *data, size_t size, void *)
{
    return EVP_DigestUpdate(static_cast<EVP_MD_CTX *>(context), data, size) == 1 ? SG_SUCCESS : SG_ERR_UNKNOWN;
}

int sha512Final(void *context, signal_buffer **output, void *)
{
    uint8_t digest[EVP_MAX_MD_SIZE];
    unsigned int size = 0;
    auto *of = static_cast<EVP_MD_CTX *>(context);
    // The library uses the context again.
    if (EVP_DigestFinal_ex(of, digest, &size) != 1 || EVP_DigestInit_ex(of, EVP_sha512(), nullptr) != 1) {
        return SG_ERR_UNKNOWN;
    }
    *output = signal_buffer_create(digest, size);
    return *output ? SG_SUCCESS : SG_ERR_NOMEM;
}

void sha512Cleanup(void *context, void *)
{
    EVP_MD_CTX_free(static_cast<EVP_MD_CTX *>(context));
}

const EVP_CIPHER *cipherOf(int kind, size_t keySize)
{
    switch (kind) {
    case SG_CIPHER_AES_CBC_PKCS5:
        return keySize == 16 ? EVP_aes_128_cbc() : keySize == 24 ? EVP_aes_192_cbc() : keySize == 32 ? EVP_aes_256_cbc() : nullptr;
    case SG_CIPHER_AES_CTR_NOPADDING:
        return keySize == 16 ? EVP_aes_128_ctr() : keySize == 24 ? EVP_aes_192_ctr() : keySize == 32 ? EVP_aes_256_ctr() : nullptr;
    default:
        return nullptr;
    }
}

enum class Way { Encrypt = 1, Decrypt = 0 };

int run(Way way, signal_buffer **output, int kind, const uint8_t *key, size_t keySize, const uint8_t *iv, size_t ivSize,
        const uint8_t *data, size_t size)
{
    const EVP_CIPHER *cipher = cipherOf(kind, keySize);
    const std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)> context(EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free);
    constexpr size_t block = 16;
    if (!cipher || !context || ivSize != block || size > size_t(std::numeric_limits<int>::max()) - block) {
        return SG_ERR_INVAL;
    }
    signal_buffer *made = signal_buffer_alloc(size + block);
    if (!made) {
        return SG_ERR_NOMEM;
    }
    int length = 0;
    int rest = 0;
    uint8_t *to = signal_buffer_data(made);
    const bool done = EVP_CipherInit_ex2(context.get(), cipher, key, iv, way == Way::Encrypt ? 1 : 0, nullptr) == 1
        && EVP_CIPHER_CTX_set_padding(context.get(), kind == SG_CIPHER_AES_CBC_PKCS5 ? 1 : 0) == 1
        && EVP_CipherUpdate(context.get(), to, &length, data, int(size)) == 1
        && EVP_CipherFinal_ex(context.get(), to + length, &rest) == 1;
    // A buffer of this library knows one size only: that of what is in it.
    *output = done ? signal_buffer_n_copy(made, size_t(length) + size_t(rest)) : nullptr;
    signal_buffer_bzero_free(made);
    return !done ? SG_ERR_UNKNOWN : *output ? SG_SUCCESS : SG_ERR_NOMEM;
}

int encrypt(signal_buffer **output, int kind, const uint8_t *key, size_t keySize, const uint8_t *iv, size_t ivSize,
            const uint8_t *data, size_t size, void *)
{
    return run(Way::Encrypt, output, kind, key, keySize, iv, ivSize, data, size);
}

int decrypt(signal_buffer **output, int kind, const uint8_t *key, size_t keySize, const uint8_t *iv, size_t ivSize,
            const uint8_t *data, size_t size, void *)
{
    return run(Way::Decrypt, output, kind, key, keySize, iv, ivSize, data, size);
}

} // namespace

const signal_crypto_provider &openSslProvider()
{
    static constexpr signal_crypto_provider provider{
        random, hmacInit, hmacUpdate, hmacFinal, hmacCleanup, sha512Init, sha512Update, sha512Final, sha512Cleanup,
        encrypt, decrypt, nullptr};
    return provider;
}

} // namespace jackdaw
