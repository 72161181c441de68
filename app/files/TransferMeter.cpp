// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/TransferMeter.h"

#include "base/Clock.h"

#include <QList>

#include <algorithm>
#include <utility>

namespace jackdaw {

namespace {

constexpr qint64 speedWindow = 5'000; ///< ms over which it is smoothed
constexpr qint64 speedStep = 1'000;   ///< ms; and so long it is measured before it is said
constexpr qint64 speedSilence = 3'000; ///< ms without a byte
constexpr qint64 stallSilence = 10'000; ///< the same; people wait so long before they think that it hangs

} // namespace

TransferMeter::TransferMeter(const Clock &clock, std::unique_ptr<Alarm> alarm, QObject *parent)
    : QObject(parent), m_clock(clock), m_alarm(std::move(alarm))
{
    m_alarm->onRing([this] { lookForSilence(); });
}

void TransferMeter::note(MessageId message, qint64 done, qint64 total)
{
    const qint64 now = m_clock.elapsed();
    Way &way = m_ways[message];
    std::vector<Sample> &samples = way.samples;
    if (!samples.empty() && done == way.now.done) { // said once more
        if (std::exchange(way.now.total, total) != total) {
            Q_EMIT moved(message, TransferProgress(way.now));
        }
        return;
    }
    if (samples.empty() || done < way.now.done || now - samples.back().at >= speedSilence) {
        samples.clear();
        way.now.speed = 0;
        way.reckoned = now;
    }
    way.now.done = done;
    way.now.total = total;
    way.now.isStalled = false;
    samples.push_back({now, done});
    while (samples.size() > 2 && samples[1].at <= now - speedWindow) {
        samples.erase(samples.begin());
    }
    if (now - way.reckoned >= speedStep) {
        const Sample &first = samples.front();
        way.now.speed = (done - first.done) * 1000 / (now - first.at);
        way.reckoned = now;
    }
    if (m_due < 0 || m_due > now + speedSilence) {
        wakeIn(speedSilence);
    }
    Q_EMIT moved(message, TransferProgress(way.now));
}

void TransferMeter::rest(MessageId message)
{
    const auto found = m_ways.constFind(message);
    if (found == m_ways.cend()) {
        return;
    }
    TransferProgress last = found->now;
    m_ways.erase(found);
    if (m_ways.isEmpty()) {
        m_due = -1;
        m_alarm->clear();
    }
    const bool wasMoving = std::exchange(last.speed, 0) > 0;
    if (std::exchange(last.isStalled, false) || wasMoving) {
        Q_EMIT moved(message, last);
    }
}

void TransferMeter::wakeIn(qint64 milliseconds)
{
    m_due = m_clock.elapsed() + milliseconds;
    m_alarm->set(milliseconds);
}

void TransferMeter::lookForSilence()
{
    m_due = -1;
    const qint64 now = m_clock.elapsed();
    QList<std::pair<MessageId, TransferProgress>> changed;
    qint64 next = stallSilence;
    for (auto way = m_ways.begin(); way != m_ways.end(); ++way) {
        const qint64 silence = now - way->samples.back().at;
        const TransferProgress before = way->now;
        if (silence >= speedSilence) {
            way->now.speed = 0;
        }
        way->now.isStalled = silence >= stallSilence;
        if (way->now != before) {
            changed.append({way.key(), way->now});
        }
        if (!way->now.isStalled) {
            next = std::min(next, (silence < speedSilence ? speedSilence : stallSilence) - silence);
        }
    }
    const bool isAnyLeft =
        std::any_of(m_ways.cbegin(), m_ways.cend(), [](const Way &way) { return !way.now.isStalled; });
    if (isAnyLeft) {
        wakeIn(next);
    }
    for (const auto &[message, progress] : std::as_const(changed)) {
        Q_EMIT moved(message, progress);
    }
}

} // namespace jackdaw
