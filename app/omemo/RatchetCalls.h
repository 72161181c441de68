// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "omemo/PayloadCipher.h"
#include "omemo/RatchetLibrary.h"

namespace jackdaw::ratchet {

/// What the C library asks of the store while a call of RatchetBackend runs, and what it writes there: kept until the call has
/// succeeded, so that one that fails leaves the store as it was. Owned by RatchetBackend, engine thread. Never takes another
/// identity for a device that has one.
struct RatchetCalls
{
    RatchetCalls(OwnIdentity identity, RatchetStore &keeps) : own(std::move(identity)), store(keeps)
    {
        makeStore(OmemoVersion::Legacy);
        makeStore(OmemoVersion::Two);
    }
    ~RatchetCalls()
    {
        for (Side &side : sides) {
            signal_protocol_store_context_destroy(side.context);
        }
        wipe(own.privateKey);
    }

    /// What the library sees of one version.
    struct Side {
        RatchetCalls *all = nullptr;
        OmemoVersion version = OmemoVersion::Legacy;
        signal_protocol_store_context *context = nullptr;
    };

    OwnIdentity own;
    RatchetStore &store;
    Library library;
    Side sides[2];
    // What one call has written so far, and writes if it succeeds. A call is about one device.
    OmemoDevice device;
    std::optional<QByteArray> newSession;
    std::optional<IdentityKey> newIdentity;
    std::optional<quint32> usedPreKey;

    Side &side(OmemoVersion version) { return sides[version == OmemoVersion::Two ? 1 : 0]; }

    static Side &sideOf(void *user) { return *static_cast<Side *>(user); }

    /// 1: there is one, 0: there is none.
    static int give(const Result<std::optional<QByteArray>> &found, signal_buffer **out)
    {
        if (!found) {
            return storeFailed;
        }
        if (!*found) {
            return 0;
        }
        *out = bufferOf(**found);
        return *out ? 1 : SG_ERR_NOMEM;
    }

    Result<std::optional<QByteArray>> sessionNow(OmemoVersion version)
    {
        return newSession ? Result<std::optional<QByteArray>>(newSession) : store.session(version, device);
    }

    static int loadSession(signal_buffer **record, signal_buffer **, const signal_protocol_address *, void *user)
    {
        return give(sideOf(user).all->sessionNow(sideOf(user).version), record);
    }
    static int subDevices(signal_int_list **sessions, const char *, size_t, void *)
    {
        *sessions = signal_int_list_alloc(); // we know our devices ourselves
        return *sessions ? SG_SUCCESS : SG_ERR_NOMEM;
    }
    static int storeSession(const signal_protocol_address *, uint8_t *record, size_t size, uint8_t *, size_t, void *user)
    {
        sideOf(user).all->newSession = QByteArray(reinterpret_cast<const char *>(record), qsizetype(size));
        return SG_SUCCESS;
    }
    static int containsSession(const signal_protocol_address *, void *user)
    {
        const auto found = sideOf(user).all->sessionNow(sideOf(user).version);
        return !found ? storeFailed : found->has_value() ? 1 : 0;
    }
    static int deleteSession(const signal_protocol_address *, void *) { return SG_ERR_INVAL; }
    static int deleteAllSessions(const char *, size_t, void *) { return SG_ERR_INVAL; }

    static int loadPreKey(signal_buffer **record, uint32_t id, void *user)
    {
        const int found = give(sideOf(user).all->store.preKey(id), record);
        return found == 0 ? SG_ERR_INVALID_KEY_ID : found == 1 ? SG_SUCCESS : found;
    }
    static int storePreKey(uint32_t, uint8_t *, size_t, void *) { return SG_ERR_INVAL; }
    static int containsPreKey(uint32_t id, void *user)
    {
        const auto found = sideOf(user).all->store.preKey(id);
        return !found ? storeFailed : found->has_value() ? 1 : 0;
    }
    static int removePreKey(uint32_t id, void *user)
    {
        sideOf(user).all->usedPreKey = id;
        return SG_SUCCESS;
    }

    static int loadSignedPreKey(signal_buffer **record, uint32_t id, void *user)
    {
        const int found = give(sideOf(user).all->store.signedPreKey(id), record);
        return found == 0 ? SG_ERR_INVALID_KEY_ID : found == 1 ? SG_SUCCESS : found;
    }
    static int storeSignedPreKey(uint32_t, uint8_t *, size_t, void *) { return SG_ERR_INVAL; }
    static int containsSignedPreKey(uint32_t id, void *user)
    {
        const auto found = sideOf(user).all->store.signedPreKey(id);
        return !found ? storeFailed : found->has_value() ? 1 : 0;
    }
    static int removeSignedPreKey(uint32_t, void *) { return SG_ERR_INVAL; }

    static int ownKeys(signal_buffer **publicKey, signal_buffer **privateKey, void *user)
    {
        const OwnIdentity &own = sideOf(user).all->own;
        *publicKey = bufferOf(curveType + own.publicKey);
        *privateKey = bufferOf(own.privateKey);
        return *publicKey && *privateKey ? SG_SUCCESS : SG_ERR_NOMEM;
    }
    static int registrationId(void *user, uint32_t *id)
    {
        *id = sideOf(user).all->own.device.value();
        return SG_SUCCESS;
    }
    static IdentityKey identityFrom(const uint8_t *key, size_t size)
    {
        const bool typed = size == size_t(keySize) + 1;
        return typed ? IdentityKey(QByteArray(reinterpret_cast<const char *>(key) + 1, keySize)) : IdentityKey();
    }
    static int saveIdentity(const signal_protocol_address *, uint8_t *key, size_t size, void *user)
    {
        sideOf(user).all->newIdentity = identityFrom(key, size);
        return SG_SUCCESS;
    }
    /// 1 unless the device is known by another key. That a person trusts it is not asked here.
    static int isSameIdentity(const signal_protocol_address *, uint8_t *key, size_t size, void *user)
    {
        RatchetCalls &all = *sideOf(user).all;
        const auto known = all.store.identity(all.device);
        const IdentityKey shown = identityFrom(key, size);
        return !known ? storeFailed : shown.isValid() && (!*known || **known == shown) ? 1 : 0;
    }
    static int storeSenderKey(const signal_protocol_sender_key_name *, uint8_t *, size_t, uint8_t *, size_t, void *) { return SG_ERR_INVAL; }
    static int loadSenderKey(signal_buffer **, signal_buffer **, const signal_protocol_sender_key_name *, void *) { return 0; }
    static void nothing(void *) {}

    void makeStore(OmemoVersion version)
    {
        Side &of = side(version);
        of.all = this;
        of.version = version;
        const signal_protocol_session_store sessions{loadSession, subDevices, storeSession, containsSession, deleteSession,
                                                     deleteAllSessions, nothing, &of};
        const signal_protocol_pre_key_store preKeys{loadPreKey, storePreKey, containsPreKey, removePreKey, nothing, &of};
        const signal_protocol_signed_pre_key_store signedPreKeys{loadSignedPreKey, storeSignedPreKey, containsSignedPreKey,
                                                                 removeSignedPreKey, nothing, &of};
        const signal_protocol_identity_key_store identities{ownKeys, registrationId, saveIdentity, isSameIdentity, nothing, &of};
        const signal_protocol_sender_key_store senderKeys{storeSenderKey, loadSenderKey, nothing, &of};
        const bool made = signal_protocol_store_context_create(&of.context, library.context()) == SG_SUCCESS
            && signal_protocol_store_context_set_session_store(of.context, &sessions) == SG_SUCCESS
            && signal_protocol_store_context_set_pre_key_store(of.context, &preKeys) == SG_SUCCESS
            && signal_protocol_store_context_set_signed_pre_key_store(of.context, &signedPreKeys) == SG_SUCCESS
            && signal_protocol_store_context_set_identity_key_store(of.context, &identities) == SG_SUCCESS
            && signal_protocol_store_context_set_sender_key_store(of.context, &senderKeys) == SG_SUCCESS;
        if (!made) {
            qFatal("the ratchet library takes no store");
        }
    }

    void begin(const OmemoDevice &about)
    {
        device = about;
        newSession.reset();
        newIdentity.reset();
        usedPreKey.reset();
        library.takeLog();
    }

    /// What the call has written, now that it has succeeded.
    Status commit(OmemoVersion version)
    {
        if (newIdentity) {
            if (const Status stored = store.setIdentity(device, *newIdentity); !stored) {
                return stored;
            }
        }
        if (newSession) {
            if (const Status stored = store.setSession(version, device, *newSession); !stored) {
                return stored;
            }
        }
        return usedPreKey ? store.usePreKey(*usedPreKey) : Status(Done{});
    }

    template<class T>
    Ratcheted<T> failed(int result)
    {
        return {{}, faultOf(result), QStringLiteral("%1: %2").arg(result).arg(library.takeLog())};
    }

    bool identityPoint(OmemoVersion version, const OmemoBundle &bundle, ec_public_key **out)
    {
#ifndef JACKDAW_RATCHET_LEGACY_ONLY
        if (version == OmemoVersion::Two) {
            return curve_decode_point_ed(out, bytes(bundle.identity), size_t(bundle.identity.size()), library.context()) == SG_SUCCESS;
        }
#endif
        Q_UNUSED(version)
        return decodePoint(bundle.identity, out, library.context());
    }
};

} // namespace jackdaw::ratchet
