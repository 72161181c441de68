// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/OmemoValues.h"

namespace jackdaw {

/// What a message was encrypted with, as it is stored and shown with it: a part of Message. The trust is as it was then, and
/// does not follow what people decide later. Plain values, any thread. Numbers are stored: append only. Never says that
/// something was encrypted that was not.

enum class DeviceTrust {
    Undecided = 0, ///< waits for a check: nothing is encrypted to it
    Blind = 1,     ///< taken as it came, before anybody checked a device of that person
    Verified = 2,
    Distrusted = 3
};

struct MessageEncryption
{
    OmemoVersion version = OmemoVersion::Legacy;
    OmemoDeviceId device; ///< that wrote it
    DeviceTrust trust = DeviceTrust::Undecided;
    bool isTimeOff = false; ///< XEP-0420, 4
    RatchetFault fault = RatchetFault::None; ///< why it cannot be read: there is no text then
    BareJid person = {}; ///< whose device it is, where Message::sender is a place in a room; invalid: it is the sender's

    bool isReadable() const { return fault == RatchetFault::None; }
    friend bool operator==(const MessageEncryption &, const MessageEncryption &) = default;
};

} // namespace jackdaw
