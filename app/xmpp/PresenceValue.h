// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaType>
#include <QString>

namespace jackdaw {

/// Availability as RFC 6121, 4.7.2.1 has it, best first; Unknown while we are offline ourselves. The order is what
/// several resources are compared by, and the numbers are stored with the account. A plain value: any thread; its words
/// are ui/'s.
enum class Availability { Chat, Available, Away, ExtendedAway, DoNotDisturb, Offline, Unknown };

/// One presence: of a resource, or the one shown for a contact. PresenceStanza reads it, PresenceDoor carries it to the
/// window. A plain value: any thread. Says how somebody is there, never who or with what program.
struct Presence
{
    Availability availability = Availability::Offline;
    QString status;        ///< what the person wrote, or empty
    int priority = 0;
    qint64 since = 0;      ///< when this availability began, ms since 1970 UTC; 0 unknown
    qint64 idleSince = 0;  ///< XEP-0319, ms since 1970 UTC; 0 not idle or unknown

    friend bool operator==(const Presence &, const Presence &) = default;
};

} // namespace jackdaw

Q_DECLARE_METATYPE(jackdaw::Presence)
