// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "presence/Presence.h"

namespace jackdaw {

/// The status that the user chose for an account. OwnStatusService keeps it and says what others see of it, which is
/// something else while nobody is at the computer; AccountStore has it on disk, the window shows and sets it. A plain
/// value: any thread. Holds nothing of what comes after `until`.
struct OwnStatus
{
    Availability availability = Availability::Available;
    QString text;
    qint64 until = 0; ///< ms since 1970 UTC, when what was before comes back; 0: until it is changed

    friend bool operator==(const OwnStatus &, const OwnStatus &) = default;
};

/// How an account stands with being invisible: InvisibilityService finds out. The state and the words that are chosen stay,
/// for when one is seen again.
enum class Invisibility {
    Unknown,    ///< what the server can is not known yet
    NotOffered, ///< it cannot
    Seen,
    Hidden,
    Refused ///< it is wished, but this session's server did not do it: nothing is announced, so that nobody is seen unwished
};

/// Whether somebody is at the computer, as the user wants it told: AutoAway on the window's side finds out.
struct IdleState
{
    enum class Level { Present, Away, AwayForLong };

    Level level = Level::Present;
    qint64 since = 0; ///< for XEP-0319, ms since 1970 UTC; 0: not to be told

    friend bool operator==(const IdleState &, const IdleState &) = default;
};

} // namespace jackdaw

Q_DECLARE_METATYPE(jackdaw::OwnStatus)
Q_DECLARE_METATYPE(jackdaw::Invisibility)
