// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Ids.h"
#include "base/Jid.h"
#include "presence/Presence.h"

#include <QFlags>
#include <QList>
#include <QTimeZone>

namespace jackdaw {

/// Watching people, as values: rules about their presence, how it was, and what the user chose for all of it. WatchService
/// has the true ones, WatchStore those on disk, the window shows them. Any thread. Numbers that are stored are appended to,
/// never changed.
/// Row of a rule in this profile's database.
using RuleId = StrongId<struct RuleIdTag, qint64>;

/// When the user wants to be told of somebody's presence. WatchStore has it on disk, RuleBook finds out when it is so, the
/// window makes it and does what it asks for. A plain value: any thread. Numbers of the enumerations are stored: append only.
struct PresenceRule
{
    enum class Kind {
        PersonAvailable = 0, ///< from then on
        PersonIdle = 1,      ///< for `minutes`
        GroupEmpty = 2,      ///< nobody of it is available, for `minutes`
        GroupReturns = 3     ///< somebody of it is again, after nobody was
    };
    enum class Lasting { Once = 0, Always = 1 };
    enum Action { Notify = 1, Sound = 2, OpenChat = 4 };
    Q_DECLARE_FLAGS(Actions, Action)

    RuleId id;
    AccountId account;
    Kind kind = Kind::PersonAvailable;
    QString subject; ///< a bare address, or the name of a group of contacts
    int minutes = 0;
    Lasting lasting = Lasting::Once;
    Actions actions = Notify;
    qint64 made = 0; ///< ms since 1970 UTC

    bool isAboutGroup() const { return kind == Kind::GroupEmpty || kind == Kind::GroupReturns; }
    friend bool operator==(const PresenceRule &, const PresenceRule &) = default;
};

/// A rule came true.
struct RuleFiring
{
    PresenceRule rule;
    BareJid who;      ///< the person; of a group whoever came back, invalid where nobody is there
    qint64 since = 0; ///< when it began, ms since 1970 UTC

    friend bool operator==(const RuleFiring &, const RuleFiring &) = default;
};

/// A time of the day in which nobody is told of anything, minutes since midnight; from == to: none.
struct QuietHours
{
    int from = 0;
    int to = 0;

    /// When the quiet hours that `now` lies in end, ms since 1970 UTC; 0: it lies in none.
    qint64 endAfter(qint64 now, const QTimeZone &zone = QTimeZone::systemTimeZone()) const;
    friend bool operator==(const QuietHours &, const QuietHours &) = default;
};

/// What the user chose for all accounts.
struct WatchOptions
{
    enum class Log { Off, On };

    Log log = Log::Off;
    int keepDays = 0; ///< 0: not said yet, nothing is dropped
    QuietHours quiet;

    friend bool operator==(const WatchOptions &, const WatchOptions &) = default;
};

/// From `time` on somebody's availability was this one.
struct PresenceChange
{
    qint64 time = 0; ///< ms since 1970 UTC
    Availability availability = Availability::Unknown;

    friend bool operator==(const PresenceChange &, const PresenceChange &) = default;
};

/// Can somebody be spoken to?
inline bool isAvailable(Availability availability)
{
    return availability == Availability::Available || availability == Availability::Chat;
}

} // namespace jackdaw

Q_DECLARE_OPERATORS_FOR_FLAGS(jackdaw::PresenceRule::Actions)
Q_DECLARE_METATYPE(jackdaw::PresenceRule)
Q_DECLARE_METATYPE(jackdaw::RuleFiring)
