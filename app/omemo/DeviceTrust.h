// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/MessageEncryption.h"
#include "chat/RoomReaders.h"

#include <QSet>

namespace jackdaw {

/// What is known and thought of devices, and what became of messages because of it: who may read, who may not and why.
/// Plain values and pure rules, no owner, any thread. Numbers are stored: append only. Nothing here asks the disk, or changes
/// what somebody decided.

/// Who said what to think of a device.
enum class DecidedBy {
    User = 0,       ///< here; or nobody has
    OwnDevice = 1,  ///< the user, on another device of theirs (XEP-0450)
    TheirDevice = 2 ///< another device of the same person, which was checked
};

struct KnownDevice
{
    OmemoDevice device;
    IdentityKey identity; ///< invalid as long as nobody has seen it
    DeviceTrust trust = DeviceTrust::Undecided;
    bool onLegacyList = false;
    bool onTwoList = false;
    QString label;
    qint64 firstSeen = 0; ///< ms since 1970 UTC
    qint64 lastUsed = 0;  ///< 0: never
    qint64 decided = 0;   ///< when somebody said what to think of it; 0: nobody has
    DecidedBy decidedBy = DecidedBy::User;
    bool isNews = false;  ///< it came to that person's devices, and nobody has said yet that they saw it
    bool isThis = false;  ///< it is the one that this program is
    IdentityKey refused;  ///< another identity that it showed, and that was not taken; invalid: it never did

    bool isListed() const { return onLegacyList || onTwoList; }
    /// May what we write be encrypted to it (XEP-0384, 9: only where trust is ensured)?
    bool mayRead() const { return trust == DeviceTrust::Blind || trust == DeviceTrust::Verified; }
};

/// Blind until one device of that person is verified; from then on new ones wait for a check (facts/security.md, O2).
inline DeviceTrust trustOfNew(const QList<KnownDevice> &devicesOfThePerson)
{
    for (const KnownDevice &each : devicesOfThePerson) {
        if (each.trust == DeviceTrust::Verified) {
            return DeviceTrust::Undecided;
        }
    }
    return DeviceTrust::Blind;
}

/// What the user wants of a chat.
enum class ChatWish { NotSaid = 0, Encrypted = 1, Clear = 2 };

/// What chats do of which nobody has said anything.
enum class EncryptByDefault { No, Yes };

/// Why a device can read a message, or not.
enum class ReadReason {
    CanRead = 0,
    NotTrusted = 1,      ///< undecided
    Distrusted = 2,
    NoBundle = 3,        ///< it shows none, or the server gave none
    BadBundle = 4,       ///< its bundle is wrong (facts/security.md, O4)
    IdentityChanged = 5, ///< it shows another identity than it ever had (O3)
    NoSession = 6,
    NoDevices = 7,       ///< the person has no device at all; the report's device is 0
    Failed = 8,
    NotTold = 9          ///< its server did not say: of a device what it shows, of a person (device 0) which they have
};

struct DeviceReport
{
    OmemoDevice device;
    OmemoVersion version = OmemoVersion::Legacy;
    ReadReason reason = ReadReason::Failed;
    QString detail; ///< technical, in English

    friend bool operator==(const DeviceReport &, const DeviceReport &) = default;
};

/// People of whom no device can read it, in the order of the report.
inline QList<BareJid> peopleWithout(const QList<DeviceReport> &readers)
{
    QSet<BareJid> settled; // a large group has thousands of devices
    for (const DeviceReport &each : readers) {
        if (each.reason == ReadReason::CanRead) {
            settled.insert(each.device.jid);
        }
    }
    QList<BareJid> without;
    for (const DeviceReport &each : readers) {
        if (!settled.contains(each.device.jid)) {
            settled.insert(each.device.jid);
            without.append(each.device.jid);
        }
    }
    return without;
}

/// How things stand in a chat.
struct ChatEncryption
{
    enum class Sending {
        Clear,     ///< nobody wished it otherwise, or nobody there could read it
        Encrypted,
        NotYet,    ///< what is missing is on its way; what is written waits
        Stuck      ///< nobody there can read it, as `readers` say: what is written waits for the user
    };
    ChatWish wish = ChatWish::NotSaid;
    Sending sending = Sending::Clear;
    QList<DeviceReport> readers; ///< of a message that were sent now, our other devices included
    QList<KnownDevice> devices;  ///< all of the other side that were ever seen
    QList<BareJid> unasked = {}; ///< NotYet: of whose devices no server tells, so that it waits; we may be among them
    RoomReaders::Obstacle obstacle = RoomReaders::Obstacle::None; ///< Stuck, of a room
    QList<KnownDevice> own = {}; ///< this device, and those of ours that were verified: what others may take for ours
};

/// What is to be said of the devices that are in use there (design/ui.md, "Header").
enum class ChatTrust {
    Unchecked, ///< taken as they came
    Verified,  ///< all of them
    ToCheck    ///< one is new, waits for a check, or shows another key
};
inline ChatTrust trustOf(const QList<KnownDevice> &devices)
{
    bool hasVerified = false;
    bool hasOthers = false;
    for (const KnownDevice &each : devices) {
        const bool waits = each.trust == DeviceTrust::Undecided && each.identity.isValid();
        if (each.isListed() && (waits || each.isNews || each.refused.isValid())) {
            return ChatTrust::ToCheck;
        }
        if (each.isListed() && each.trust != DeviceTrust::Distrusted) {
            (each.trust == DeviceTrust::Verified ? hasVerified : hasOthers) = true;
        }
    }
    return hasVerified && !hasOthers ? ChatTrust::Verified : ChatTrust::Unchecked;
}

} // namespace jackdaw

Q_DECLARE_METATYPE(jackdaw::ChatEncryption)
