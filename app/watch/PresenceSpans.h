// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "watch/Watch.h"

namespace jackdaw {

/// How somebody was from one moment to another. What the log of presences says of a day, for one person and for several
/// together: pure values, any thread. They know no person and no clock; what nobody saw is Unknown and counts as nothing.
/// Neighbours differ, and there is no gap between them.
struct PresenceSpan
{
    qint64 from = 0; ///< ms since 1970 UTC
    qint64 to = 0;
    Availability availability = Availability::Unknown; ///< who is free to chat is Available

    friend bool operator==(const PresenceSpan &, const PresenceSpan &) = default;
};

/// Of `changes`, oldest first, what lies between the two moments; after `now` nothing is known.
QList<PresenceSpan> presenceSpans(const QList<PresenceChange> &changes, qint64 from, qint64 to, qint64 now);

/// How many of several people were available from one moment to another, and of how many anything is known.
struct CrowdSpan
{
    qint64 from = 0;
    qint64 to = 0;
    int available = 0;
    int known = 0;

    friend bool operator==(const CrowdSpan &, const CrowdSpan &) = default;
};

/// `people`: the spans of each, all between the same two moments.
QList<CrowdSpan> crowdSpans(const QList<QList<PresenceSpan>> &people);

qint64 availableTime(const QList<PresenceSpan> &spans);
qint64 knownTime(const QList<PresenceSpan> &spans);
/// While so many or more were available.
qint64 coveredTime(const QList<CrowdSpan> &spans, int atLeast);
qint64 knownTime(const QList<CrowdSpan> &spans);

} // namespace jackdaw
