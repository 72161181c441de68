// SPDX-License-Identifier: GPL-3.0-or-later
#include "omemo/RatchetBackend.h"

#include "omemo/PayloadCipher.h"
#include "omemo/RatchetCalls.h"

#include <cstring>

namespace jackdaw {

using namespace ratchet;

struct RatchetBackend::Private : RatchetCalls
{
    using RatchetCalls::RatchetCalls;
};

bool RatchetBackend::speaks(OmemoVersion version)
{
#ifdef JACKDAW_RATCHET_LEGACY_ONLY
    return version == OmemoVersion::Legacy;
#else
    Q_UNUSED(version)
    return true;
#endif
}

Result<OwnIdentity> RatchetBackend::makeIdentity()
{
    const Library library;
    Counted<ratchet_identity_key_pair> pair;
    Buffer privateKey;
    const auto random = randomBytes(4);
    if (!random || signal_protocol_key_helper_generate_identity_key_pair(pair.out(), library.context()) != SG_SUCCESS
        || ec_private_key_serialize(privateKey.out(), ratchet_identity_key_pair_get_private(pair.get())) != SG_SUCCESS) {
        return broken("no identity");
    }
    quint32 number = 0;
    std::memcpy(&number, random->constData(), sizeof number);
    OwnIdentity own;
    own.device = OmemoDeviceId(number % maximumOmemoId + 1);
    own.publicKey = plainKey(ratchet_identity_key_pair_get_public(pair.get()));
    own.privateKey = privateKey.bytes();
    return own;
}

RatchetBackend::RatchetBackend(OwnIdentity own, RatchetStore &store)
    : d(std::make_unique<Private>(std::move(own), store))
{
    Q_ASSERT(d->own.publicKey.size() == keySize && d->own.privateKey.size() == keySize);
}

RatchetBackend::~RatchetBackend() = default;

const OwnIdentity &RatchetBackend::own() const
{
    return d->own;
}

Result<QList<PreKeyRecord>> RatchetBackend::makePreKeys(quint32 first, int count)
{
    QList<PreKeyRecord> made;
    for (int i = 0; i < count; ++i) {
        Counted<ec_key_pair> pair;
        Counted<session_pre_key> key;
        Buffer record;
        const quint32 id = (first - 1 + quint32(i)) % maximumPreKeyId + 1;
        if (curve_generate_key_pair(d->library.context(), pair.out()) != SG_SUCCESS
            || session_pre_key_create(key.out(), id, pair.get()) != SG_SUCCESS
            || session_pre_key_serialize(record.out(), key.get()) != SG_SUCCESS) {
            return broken("no pre key");
        }
        made.append({id, record.bytes()});
    }
    return made;
}

Result<PreKeyRecord> RatchetBackend::makeSignedPreKey(quint32 id, qint64 now)
{
    Counted<ratchet_identity_key_pair> identity;
    Counted<session_signed_pre_key> key;
    Buffer record;
    if (signal_protocol_identity_get_key_pair(d->side(OmemoVersion::Legacy).context, identity.out()) != SG_SUCCESS
        || signal_protocol_key_helper_generate_signed_pre_key(key.out(), identity.get(), id, uint64_t(now), d->library.context()) != SG_SUCCESS
        || session_signed_pre_key_serialize(record.out(), key.get()) != SG_SUCCESS) {
        return broken("no signed pre key");
    }
    return PreKeyRecord{id, record.bytes()};
}

Result<OmemoBundle> RatchetBackend::bundle(OmemoVersion version, const PreKeyRecord &signedPreKey, const QList<PreKeyRecord> &preKeys)
{
    if (!speaks(version)) {
        return broken("does not speak this version");
    }
    OmemoBundle bundle;
    Counted<session_signed_pre_key> signedKey;
    if (session_signed_pre_key_deserialize(signedKey.out(), bytes(signedPreKey.record), size_t(signedPreKey.record.size()),
                                           d->library.context()) != SG_SUCCESS) {
        return broken("a signed pre key cannot be read");
    }
    bundle.signedPreKey = {signedPreKey.id, plainKey(ec_key_pair_get_public(session_signed_pre_key_get_key_pair(signedKey.get())))};
    const uint8_t *signature = session_signed_pre_key_get_signature(signedKey.get());
    size_t size = session_signed_pre_key_get_signature_len(signedKey.get());
    bundle.identity = d->own.publicKey;
#ifndef JACKDAW_RATCHET_LEGACY_ONLY
    if (version == OmemoVersion::Two) {
        signature = session_signed_pre_key_get_signature_omemo(signedKey.get());
        size = session_signed_pre_key_get_signature_omemo_len(signedKey.get());
        Counted<ec_public_key> own;
        if (!decodePoint(d->own.publicKey, own.out(), d->library.context())) {
            return broken("our identity is none");
        }
        bundle.identity = Buffer(ec_public_key_get_ed(own.get())).bytes();
    }
#endif
    bundle.signature = QByteArray(reinterpret_cast<const char *>(signature), qsizetype(size));
    for (const PreKeyRecord &each : preKeys) {
        Counted<session_pre_key> key;
        if (session_pre_key_deserialize(key.out(), bytes(each.record), size_t(each.record.size()), d->library.context()) != SG_SUCCESS) {
            return broken("a pre key cannot be read");
        }
        bundle.preKeys.append({each.id, plainKey(ec_key_pair_get_public(session_pre_key_get_key_pair(key.get())))});
    }
    return bundle;
}

Result<QByteArray> RatchetBackend::shownInTwo(const IdentityKey &key)
{
#ifndef JACKDAW_RATCHET_LEGACY_ONLY
    Counted<ec_public_key> point;
    if (decodePoint(key.value(), point.out(), d->library.context())) {
        return Buffer(ec_public_key_get_ed(point.get())).bytes();
    }
#endif
    Q_UNUSED(key)
    return broken("the identity has no form in this version");
}

Ratcheted<IdentityKey> RatchetBackend::identityOf(OmemoVersion version, const OmemoBundle &bundle)
{
    Counted<ec_public_key> point;
    if (!speaks(version) || bundle.identity.size() != keySize || !d->identityPoint(version, bundle, point.out()) || !isUsable(point.get())) {
        return {{}, RatchetFault::BadBundle, QStringLiteral("the identity is no key")};
    }
    return {IdentityKey(plainKey(point.get())), {}, {}};
}

Ratcheted<IdentityKey> RatchetBackend::startSession(OmemoVersion version, const OmemoDevice &device, const OmemoBundle &bundle)
{
    const auto shown = identityOf(version, bundle);
    if (!shown) {
        return shown;
    }
    const auto dice = randomBytes(4);
    if (bundle.preKeys.isEmpty() || bundle.signature.size() != 64 || !dice) {
        return {{}, RatchetFault::BadBundle, QStringLiteral("the bundle is incomplete")};
    }
    quint32 number = 0;
    std::memcpy(&number, dice->constData(), sizeof number);
    // XEP-0384, 5.4: any of them, so that two who begin at the same time hardly take the same.
    const OmemoBundle::Key &preKey = bundle.preKeys.at(qsizetype(number % quint32(bundle.preKeys.size())));
    signal_context *context = d->library.context();
    Counted<ec_public_key> identityPoint;
    Counted<ec_public_key> signedPoint;
    Counted<ec_public_key> prePoint;
    if (!d->identityPoint(version, bundle, identityPoint.out()) || !decodePoint(bundle.signedPreKey.key, signedPoint.out(), context)
        || !decodePoint(preKey.key, prePoint.out(), context) || !isUsable(signedPoint.get()) || !isUsable(prePoint.get())) {
        return {{}, RatchetFault::BadBundle, QStringLiteral("a key of the bundle is none")};
    }
    Counted<session_pre_key_bundle> shownBundle;
    int result = session_pre_key_bundle_create(shownBundle.out(), device.id.value(), int(device.id.value()), preKey.id, prePoint.get(),
                                               bundle.signedPreKey.id, signedPoint.get(), bytes(bundle.signature),
                                               size_t(bundle.signature.size()), identityPoint.get());
    d->begin(device);
    const Address address(device);
    const Builder builder = builderFor(version, d->side(version).context, address, context);
    if (result >= 0 && builder) {
        result = session_builder_process_pre_key_bundle(builder.get(), shownBundle.get());
    }
    if (result < 0 || !builder) {
        return d->failed<IdentityKey>(builder ? result : SG_ERR_NOMEM);
    }
    if (const Status stored = d->commit(version); !stored) {
        return {{}, RatchetFault::Storage, stored.error().detail};
    }
    return shown;
}

Ratcheted<RatchetBackend::Sealed> RatchetBackend::encrypt(OmemoVersion version, const OmemoDevice &device, const QByteArray &secret)
{
    d->begin(device);
    const auto there = speaks(version) ? d->store.session(version, device) : Result<std::optional<QByteArray>>(std::nullopt);
    if (!there) {
        return {{}, RatchetFault::Storage, there.error().detail};
    }
    if (!*there) {
        return {{}, RatchetFault::NoSession, {}};
    }
    const Address address(device);
    const Cipher cipher = cipherFor(version, d->side(version).context, address, d->library.context());
    Counted<ciphertext_message> message;
    const int result = cipher ? session_cipher_encrypt(cipher.get(), bytes(secret), size_t(secret.size()), message.out()) : SG_ERR_NOMEM;
    if (result < 0) {
        return d->failed<Sealed>(result);
    }
    const signal_buffer *data = ciphertext_message_get_serialized(message.get());
    Sealed sealed;
    sealed.kind = ciphertext_message_get_type(message.get()) == CIPHERTEXT_PREKEY_TYPE ? KeyKind::Exchange : KeyKind::Running;
    sealed.data = QByteArray(reinterpret_cast<const char *>(signal_buffer_const_data(data)), qsizetype(signal_buffer_len(data)));
    if (const Status stored = d->commit(version); !stored) {
        return {{}, RatchetFault::Storage, stored.error().detail};
    }
    return {sealed, {}, {}};
}

Ratcheted<RatchetBackend::Opened> RatchetBackend::decrypt(OmemoVersion version, const OmemoDevice &device, const Sealed &sealed)
{
    if (!speaks(version) || !device.id.isValid() || sealed.data.isEmpty()) {
        return {{}, RatchetFault::Malformed, {}};
    }
    d->begin(device);
    signal_context *context = d->library.context();
    const Address address(device);
    const Cipher cipher = cipherFor(version, d->side(version).context, address, context);
    Buffer plain;
    Opened opened;
    int result = SG_ERR_NOMEM;
    if (cipher && sealed.kind == KeyKind::Exchange) {
        Counted<pre_key_signal_message> message;
        result = readExchange(version, device, sealed.data, message.out(), context);
        if (result >= 0) {
            // XEP-0384, 4.2: without a key that is used once there is no exchange.
            if (!pre_key_signal_message_has_pre_key_id(message.get()) || !isUsable(pre_key_signal_message_get_base_key(message.get()))
                || !isUsable(pre_key_signal_message_get_identity_key(message.get()))) {
                return {{}, RatchetFault::Malformed, QStringLiteral("an exchange without its keys")};
            }
            opened.counter = signal_message_get_counter(pre_key_signal_message_get_signal_message(message.get()));
            result = session_cipher_decrypt_pre_key_signal_message(cipher.get(), message.get(), nullptr, plain.out());
        }
    } else if (cipher) {
        Counted<signal_message> message;
        result = readRunning(version, sealed.data, message.out(), context);
        if (result >= 0) {
            opened.counter = signal_message_get_counter(message.get());
            result = session_cipher_decrypt_signal_message(cipher.get(), message.get(), nullptr, plain.out());
        }
    }
    if (result < 0) {
        return d->failed<Opened>(result);
    }
    if (!plain) {
        return {{}, RatchetFault::Internal, {}};
    }
    opened.secret = plain.bytes();
    opened.usedPreKey = d->usedPreKey;
    opened.beganSession = d->usedPreKey.has_value();
    if (const Status stored = d->commit(version); !stored) {
        return {{}, RatchetFault::Storage, stored.error().detail};
    }
    return {opened, {}, {}};
}

} // namespace jackdaw
