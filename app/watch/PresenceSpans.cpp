// SPDX-License-Identifier: GPL-3.0-or-later
#include "watch/PresenceSpans.h"

#include <algorithm>
#include <numeric>

namespace jackdaw {

namespace {

template<class Span, class Counts>
qint64 timeOf(const QList<Span> &spans, Counts counts)
{
    return std::accumulate(spans.cbegin(), spans.cend(), qint64(0),
                           [&](qint64 sum, const Span &span) { return sum + (counts(span) ? span.to - span.from : 0); });
}

} // namespace

QList<PresenceSpan> presenceSpans(const QList<PresenceChange> &changes, qint64 from, qint64 to, qint64 now)
{
    QList<PresenceSpan> spans;
    const auto add = [&](qint64 begin, qint64 end, Availability availability) {
        begin = std::max(begin, from);
        end = std::min(end, to);
        if (begin >= end) {
            return;
        }
        const Availability shown = availability == Availability::Chat ? Availability::Available : availability;
        if (!spans.isEmpty() && spans.constLast().availability == shown) {
            spans.last().to = end;
        } else {
            spans.append({begin, end, shown});
        }
    };
    const qint64 end = std::min(to, now);
    qint64 at = from;
    Availability availability = Availability::Unknown;
    for (const PresenceChange &change : changes) {
        if (change.time >= end) {
            break;
        }
        add(at, change.time, availability);
        at = std::max(at, change.time);
        availability = change.availability;
    }
    add(at, end, availability);
    add(std::max(end, from), to, Availability::Unknown);
    return spans;
}

QList<CrowdSpan> crowdSpans(const QList<QList<PresenceSpan>> &people)
{
    struct Step
    {
        qint64 time;
        int available;
        int known;
    };
    QList<Step> steps;
    for (const QList<PresenceSpan> &spans : people) {
        for (const PresenceSpan &span : spans) {
            const int available = isAvailable(span.availability) ? 1 : 0;
            const int known = span.availability == Availability::Unknown ? 0 : 1;
            steps.append({span.from, available, known});
            steps.append({span.to, -available, -known});
        }
    }
    std::sort(steps.begin(), steps.end(), [](const Step &a, const Step &b) { return a.time < b.time; });
    QList<CrowdSpan> crowd;
    int available = 0, known = 0;
    for (qsizetype i = 0; i < steps.size(); ++i) {
        available += steps.at(i).available;
        known += steps.at(i).known;
        const qint64 from = steps.at(i).time;
        const qint64 to = i + 1 < steps.size() ? steps.at(i + 1).time : from;
        if (from == to) {
            continue;
        }
        if (!crowd.isEmpty() && crowd.constLast().available == available && crowd.constLast().known == known) {
            crowd.last().to = to;
        } else {
            crowd.append({from, to, available, known});
        }
    }
    return crowd;
}

qint64 availableTime(const QList<PresenceSpan> &spans)
{
    return timeOf(spans, [](const PresenceSpan &span) { return isAvailable(span.availability); });
}

qint64 knownTime(const QList<PresenceSpan> &spans)
{
    return timeOf(spans, [](const PresenceSpan &span) { return span.availability != Availability::Unknown; });
}

qint64 coveredTime(const QList<CrowdSpan> &spans, int atLeast)
{
    return timeOf(spans, [atLeast](const CrowdSpan &span) { return span.available >= atLeast; });
}

qint64 knownTime(const QList<CrowdSpan> &spans)
{
    return timeOf(spans, [](const CrowdSpan &span) { return span.known > 0; });
}

} // namespace jackdaw
