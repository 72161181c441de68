// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Log.h"
#include "omemo/OpenSslProvider.h"
#include "omemo/RatchetBackend.h"

#include <curve.h>
#include <key_helper.h>
#include <protocol.h>
#include <ratchet.h>
#include <session_builder.h>
#include <session_cipher.h>
#include <session_pre_key.h>
#include <session_record.h>
#include <signal_protocol.h>

#include <openssl/evp.h>

#include <memory>

// JACKDAW_RATCHET_LEGACY_ONLY: the library is libsignal-protocol-c, from which libomemo-c came. It has no second version.

/// The C library of the ratchet with owners for what it counts, its keys as bytes, and its two versions under one name each.
/// For RatchetBackend.cpp and RatchetCalls.h alone, engine thread; made and gone within a call but for Library, which they
/// own. Stores nothing.
namespace jackdaw::ratchet {

constexpr qsizetype keySize = 32;
constexpr char curveType = 0x05;
/// What a callback says where the store failed; the library passes it on (SG_ERR_MINIMUM).
constexpr int storeFailed = -10'000;
using KeyKind = OmemoMessage::KeyKind;

/// A counted object of the library.
template<class T>
class Counted
{
public:
    Counted() = default;
    ~Counted() { reset(); }
    Q_DISABLE_COPY_MOVE(Counted)

    T **out() { reset(); return &m_object; }
    T *get() const { return m_object; }
    explicit operator bool() const { return m_object; }

private:
    void reset()
    {
        if (m_object) {
            signal_type_unref(reinterpret_cast<signal_type_base *>(m_object));
        }
        m_object = nullptr;
    }
    T *m_object = nullptr;
};

/// A buffer of the library; overwritten when it goes.
class Buffer
{
public:
    explicit Buffer(signal_buffer *buffer = nullptr) : m_buffer(buffer) {}
    ~Buffer() { signal_buffer_bzero_free(m_buffer); }
    Q_DISABLE_COPY_MOVE(Buffer)

    signal_buffer **out() { return &m_buffer; }
    explicit operator bool() const { return m_buffer; }
    QByteArray bytes() const
    {
        return m_buffer ? QByteArray(reinterpret_cast<const char *>(signal_buffer_data(m_buffer)), qsizetype(signal_buffer_len(m_buffer)))
                        : QByteArray();
    }

private:
    signal_buffer *m_buffer;
};

inline const uint8_t *bytes(const QByteArray &data)
{
    return reinterpret_cast<const uint8_t *>(data.constData());
}

inline signal_buffer *bufferOf(const QByteArray &data)
{
    return signal_buffer_create(bytes(data), size_t(data.size()));
}

inline QByteArray serialized(const ec_public_key *key)
{
    Buffer buffer;
    return key && ec_public_key_serialize(buffer.out(), key) == SG_SUCCESS ? buffer.bytes() : QByteArray();
}

/// The 32 bytes without the type that stands before them.
inline QByteArray plainKey(const ec_public_key *key)
{
    return serialized(key).sliced(1);
}

/// A point of small order makes a secret that everybody knows; X25519 of OpenSSL refuses those (RFC 7748, 6.1).
inline bool isUsable(const QByteArray &key)
{
    using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
    static const QByteArray any(keySize, '\x42');
    const Key ours(EVP_PKEY_new_raw_private_key(EVP_PKEY_X25519, nullptr, bytes(any), size_t(any.size())), &EVP_PKEY_free);
    const Key theirs(EVP_PKEY_new_raw_public_key(EVP_PKEY_X25519, nullptr, bytes(key), size_t(key.size())), &EVP_PKEY_free);
    const std::unique_ptr<EVP_PKEY_CTX, decltype(&EVP_PKEY_CTX_free)> context(ours ? EVP_PKEY_CTX_new(ours.get(), nullptr) : nullptr,
                                                                              &EVP_PKEY_CTX_free);
    unsigned char shared[keySize];
    size_t size = sizeof shared;
    return theirs && context && EVP_PKEY_derive_init(context.get()) == 1 && EVP_PKEY_derive_set_peer(context.get(), theirs.get()) == 1
        && EVP_PKEY_derive(context.get(), shared, &size) == 1;
}

inline bool isUsable(const ec_public_key *key)
{
    return key && isUsable(plainKey(key));
}

inline RatchetFault faultOf(int result)
{
    switch (result) {
    case SG_ERR_DUPLICATE_MESSAGE: return RatchetFault::Duplicate;
    case SG_ERR_UNTRUSTED_IDENTITY: return RatchetFault::IdentityChanged;
    case SG_ERR_NO_SESSION: return RatchetFault::NoSession;
    case SG_ERR_INVALID_KEY_ID: return RatchetFault::UnknownPreKey;
    case SG_ERR_INVALID_KEY: return RatchetFault::BadBundle;
    case SG_ERR_INVALID_MESSAGE:
    case SG_ERR_INVALID_MAC:
    case SG_ERR_STALE_KEY_EXCHANGE:
        return RatchetFault::NotForSession;
    case SG_ERR_INVAL:
    case SG_ERR_INVALID_PROTO_BUF:
    case SG_ERR_INVALID_VERSION:
    case SG_ERR_LEGACY_MESSAGE:
        return RatchetFault::Malformed;
    case storeFailed: return RatchetFault::Storage;
    default: return RatchetFault::Internal;
    }
}

#ifndef JACKDAW_RATCHET_LEGACY_ONLY
inline uint32_t libraryVersion(OmemoVersion version)
{
    return version == OmemoVersion::Two ? CIPHERTEXT_OMEMO_VERSION : CIPHERTEXT_CURRENT_VERSION;
}
#endif

inline Error broken(const char *what)
{
    return Error{ErrorKind::Internal, QStringLiteral("the ratchet library: ") + QLatin1StringView(what), {}};
}

/// The library's context with our primitives, without a store.
class Library
{
public:
    Library()
    {
        const bool made = signal_context_create(&m_context, this) == SG_SUCCESS
            && signal_context_set_crypto_provider(m_context, &openSslProvider()) == SG_SUCCESS
            && signal_context_set_log_function(m_context, &Library::log) == SG_SUCCESS;
        if (!made) {
            qFatal("the ratchet library does not start");
        }
    }
    ~Library() { signal_context_destroy(m_context); }
    Q_DISABLE_COPY_MOVE(Library)

    signal_context *context() const { return m_context; }
    /// What the library last complained about.
    QString takeLog() { return std::exchange(m_log, {}); }

private:
    static void log(int level, const char *message, size_t size, void *user)
    {
        if (level <= SG_LOG_WARNING) {
            static_cast<Library *>(user)->m_log = QString::fromUtf8(message, qsizetype(size));
        }
    }

    signal_context *m_context = nullptr;
    QString m_log;
};

inline bool decodePoint(const QByteArray &key, ec_public_key **out, signal_context *context)
{
    const QByteArray typed = curveType + key;
    return key.size() == keySize && curve_decode_point(out, bytes(typed), size_t(typed.size()), context) == SG_SUCCESS;
}

/// A device as the library names it; valid as long as this.
class Address
{
public:
    explicit Address(const OmemoDevice &device) : m_name(device.jid.toString().toUtf8())
    {
        m_address.name = m_name.constData();
        m_address.name_len = size_t(m_name.size());
        m_address.device_id = int32_t(device.id.value());
    }
    Q_DISABLE_COPY_MOVE(Address)
    const signal_protocol_address *get() const { return &m_address; }

private:
    QByteArray m_name;
    signal_protocol_address m_address{};
};

using Builder = std::unique_ptr<session_builder, decltype(&session_builder_free)>;
using Cipher = std::unique_ptr<session_cipher, decltype(&session_cipher_free)>;

inline Builder builderFor(OmemoVersion version, signal_protocol_store_context *store, const Address &address, signal_context *context)
{
    session_builder *made = nullptr;
    session_builder_create(&made, store, address.get(), context);
#ifdef JACKDAW_RATCHET_LEGACY_ONLY
    Q_UNUSED(version)
#else
    if (made) {
        session_builder_set_version(made, libraryVersion(version));
    }
#endif
    return {made, &session_builder_free};
}

inline Cipher cipherFor(OmemoVersion version, signal_protocol_store_context *store, const Address &address, signal_context *context)
{
    session_cipher *made = nullptr;
    session_cipher_create(&made, store, address.get(), context);
#ifdef JACKDAW_RATCHET_LEGACY_ONLY
    Q_UNUSED(version)
#else
    if (made) {
        session_cipher_set_version(made, libraryVersion(version));
    }
#endif
    return {made, &session_cipher_free};
}

inline int readExchange(OmemoVersion version, const OmemoDevice &device, const QByteArray &data, pre_key_signal_message **out, signal_context *context)
{
#ifndef JACKDAW_RATCHET_LEGACY_ONLY
    if (version == OmemoVersion::Two) {
        return pre_key_signal_message_deserialize_omemo(out, bytes(data), size_t(data.size()), device.id.value(), context);
    }
#endif
    Q_UNUSED(version)
    Q_UNUSED(device)
    return pre_key_signal_message_deserialize(out, bytes(data), size_t(data.size()), context);
}

inline int readRunning(OmemoVersion version, const QByteArray &data, signal_message **out, signal_context *context)
{
#ifndef JACKDAW_RATCHET_LEGACY_ONLY
    if (version == OmemoVersion::Two) {
        return signal_message_deserialize_omemo(out, bytes(data), size_t(data.size()), context);
    }
#endif
    Q_UNUSED(version)
    return signal_message_deserialize(out, bytes(data), size_t(data.size()), context);
}

} // namespace jackdaw::ratchet
