// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "omemo/DeviceTrust.h"

namespace jackdaw {

/// What became of somebody's device, as it stands between the messages of their chat (facts/security.md, O12): it came, is
/// thought of otherwise, or showed another key. OmemoStore notes it in the transaction that changes the device, TrustEventReader
/// reads it for the window. A plain value: any thread. It says what was so then, never what is now.
struct TrustEvent
{
    /// Numbers are stored: append only.
    enum class Kind {
        Added = 0,  ///< its key was seen for the first time, and that person had devices before
        Judged = 1, ///< `trust` is what was thought of it from then on, by the word of `by`
        Refused = 2 ///< it showed another key, which was not taken
    };
    Kind kind = Kind::Added;
    MessageId place; ///< where it stands between the messages of the chat
    OmemoDevice device;
    DeviceTrust trust = DeviceTrust::Undecided;
    DecidedBy by = DecidedBy::User;

    friend bool operator==(const TrustEvent &, const TrustEvent &) = default;
};

} // namespace jackdaw

Q_DECLARE_METATYPE(jackdaw::TrustEvent)
