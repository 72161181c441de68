// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "omemo/RatchetStore.h"

#include <memory>
#include <utility>

namespace jackdaw {

/// What this account is as a device. The same in both versions.
struct OwnIdentity
{
    OmemoDeviceId device;
    QByteArray publicKey;  ///< 32 bytes, Curve25519
    QByteArray privateKey; ///< 32 bytes

    IdentityKey key() const { return IdentityKey(publicKey); }
};

/// A key of ours as it is stored, with its private part.
struct PreKeyRecord
{
    quint32 id = 0;
    QByteArray record;
};

template<class T>
struct Ratcheted
{
    T value{};
    RatchetFault fault = RatchetFault::None;
    QString detail; ///< technical; never a secret

    explicit operator bool() const { return fault == RatchetFault::None; }
};

/// The double ratchet and its key agreement (XEP-0384, 4), for one account: hides the C library, which is libomemo-c for both
/// versions, or libsignal-protocol-c for Legacy alone; which, the build decides (JACKDAW_RATCHET), and never both in one
/// process. Owned by OmemoService, engine thread. Decides on no trust, but never takes another identity for a device that has
/// one; and a call that fails leaves the store as it was.
class RatchetBackend
{
public:
    /// The versions that the library speaks.
    static bool speaks(OmemoVersion version);
    /// A new identity with a device id that is hardly taken. Error: Internal.
    static Result<OwnIdentity> makeIdentity();

    RatchetBackend(OwnIdentity own, RatchetStore &store);
    ~RatchetBackend();
    Q_DISABLE_COPY_MOVE(RatchetBackend)

    const OwnIdentity &own() const;

    // What we show others

    /// `count` new keys with the ids from `first` on. Error: Internal.
    Result<QList<PreKeyRecord>> makePreKeys(quint32 first, int count);
    /// Ids of pre keys go up to here, and then begin anew.
    static constexpr quint32 maximumPreKeyId = 0xfffffe;
    Result<PreKeyRecord> makeSignedPreKey(quint32 id, qint64 now);
    /// Error: Internal where a record is none.
    Result<OmemoBundle> bundle(OmemoVersion version, const PreKeyRecord &signedPreKey, const QList<PreKeyRecord> &preKeys);

    // Sessions

    /// The identity that a bundle shows, in the form that is compared. Fault: BadBundle.
    Ratcheted<IdentityKey> identityOf(OmemoVersion version, const OmemoBundle &bundle);
    /// An identity as bundles and trust messages of Two have it. Error: Internal where the library does not speak that version.
    Result<QByteArray> shownInTwo(const IdentityKey &key);
    /// Begins a session, beside one that may be there. Faults: BadBundle, IdentityChanged, Storage.
    Ratcheted<IdentityKey> startSession(OmemoVersion version, const OmemoDevice &device, const OmemoBundle &bundle);
    struct Sealed {
        OmemoMessage::KeyKind kind = OmemoMessage::KeyKind::Running;
        QByteArray data;
    };
    /// Turns the ratchet; what comes out must go out once, after the store is on disk. Faults: NoSession, Storage.
    Ratcheted<Sealed> encrypt(OmemoVersion version, const OmemoDevice &device, const QByteArray &secret);
    struct Opened {
        QByteArray secret;
        quint32 counter = 0;          ///< of the message in the sender's chain
        bool beganSession = false;    ///< with this message
        std::optional<quint32> usedPreKey;
    };
    Ratcheted<Opened> decrypt(OmemoVersion version, const OmemoDevice &device, const Sealed &sealed);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace jackdaw
