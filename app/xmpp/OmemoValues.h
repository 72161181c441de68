// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Ids.h"
#include "base/Jid.h"

#include <QByteArray>
#include <QList>
#include <optional>

namespace jackdaw {

/// What OMEMO (XEP-0384) says on the wire, as plain values of both its versions.
/// Any thread, no owner. Nothing in them is believed yet: whose device it is, Authority and the omemo folder decide, and what
/// a key is worth, the ratchet. They never hold a private key.

/// Numbers are stored: append only.
enum class OmemoVersion {
    Legacy = 1, ///< eu.siacs.conversations.axolotl, as XEP-0384 0.3 has it: text alone
    Two = 2     ///< urn:xmpp:omemo:2: whatever an envelope (XEP-0420) holds
};
inline constexpr OmemoVersion allOmemoVersions[] = {OmemoVersion::Legacy, OmemoVersion::Two};

/// XEP-0384, 5.1: 1 to 2^31 - 1.
using OmemoDeviceId = StrongId<struct OmemoDeviceIdTag, quint32>;
inline constexpr quint32 maximumOmemoId = 0x7fffffff;

/// A device of an account.
struct OmemoDevice
{
    BareJid jid;
    OmemoDeviceId id;

    friend bool operator==(const OmemoDevice &, const OmemoDevice &) = default;
    friend bool operator<(const OmemoDevice &a, const OmemoDevice &b) { return a.jid == b.jid ? a.id < b.id : a.jid < b.jid; }
    friend size_t qHash(const OmemoDevice &device, size_t seed = 0) { return qHashMulti(seed, device.jid, device.id); }
};

/// The public part of a device's identity in the form that people compare: 32 bytes, Curve25519 (XEP-0384, 9). The one form
/// that is stored, whatever the version.
using IdentityKey = StrongId<struct IdentityKeyTag, QByteArray>;

/// What an account's node says which devices it has.
struct OmemoDeviceList
{
    struct Entry {
        OmemoDeviceId id;
        QString label;          ///< Two alone; believed only with its signature
        QString labelSignature; ///< as it came

        friend bool operator==(const Entry &, const Entry &) = default;
    };
    QList<Entry> devices;

    bool contains(OmemoDeviceId id) const;
    friend bool operator==(const OmemoDeviceList &, const OmemoDeviceList &) = default;
};

inline bool OmemoDeviceList::contains(OmemoDeviceId id) const
{
    for (const Entry &entry : devices) {
        if (entry.id == id) {
            return true;
        }
    }
    return false;
}

/// What a device shows so that others can begin a session with it.
struct OmemoBundle
{
    struct Key {
        quint32 id = 0;
        QByteArray key; ///< 32 bytes, Curve25519

        friend bool operator==(const Key &, const Key &) = default;
    };
    QByteArray identity;  ///< 32 bytes: Curve25519 for Legacy, Ed25519 for Two
    Key signedPreKey;
    QByteArray signature; ///< 64 bytes, of signedPreKey
    QList<Key> preKeys;

    friend bool operator==(const OmemoBundle &, const OmemoBundle &) = default;
};

/// An <encrypted/> element.
struct OmemoMessage
{
    enum class KeyKind { Running, Exchange }; ///< Exchange: begins the session too (prekey, kex)
    struct Key {
        BareJid jid;     ///< Two alone
        OmemoDeviceId device;
        KeyKind kind = KeyKind::Running;
        QByteArray data; ///< what the ratchet made

        friend bool operator==(const Key &, const Key &) = default;
    };
    OmemoVersion version = OmemoVersion::Legacy;
    OmemoDeviceId sender;
    QList<Key> keys;
    QByteArray iv;                     ///< Legacy alone
    std::optional<QByteArray> payload; ///< nothing: it carries keys only

    friend bool operator==(const OmemoMessage &, const OmemoMessage &) = default;
};

/// Why a message cannot be read, or the ratchet does not turn. Numbers are stored with messages: append only.
enum class RatchetFault {
    None = 0,
    Malformed = 1,       ///< not what the ratchet writes
    NoSession = 2,       ///< nobody began one
    Duplicate = 3,       ///< was opened before
    IdentityChanged = 4, ///< the device has another identity than it ever had: refused, and nothing of it is kept
    BadBundle = 5,       ///< keys or signature of the bundle are wrong, or it has no key to be used once
    UnknownPreKey = 6,   ///< made for a key of ours that is gone
    NotForSession = 7,   ///< the session cannot open it
    Storage = 8,
    Internal = 9,
    NotForUs = 10,       ///< it was made for other devices alone
    UnknownSender = 11   ///< nobody knows who wrote it, so nobody's keys open it
};

} // namespace jackdaw

Q_DECLARE_METATYPE(jackdaw::OmemoDevice)
