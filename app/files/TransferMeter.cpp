// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/TransferMeter.h"

#include "base/Clock.h"

#include <QList>

#include <algorithm>

namespace jackdaw {

namespace {

constexpr qint64 speedWindow = 5'000; ///< ms over which it is smoothed
constexpr qint64 speedStep = 1'000;   ///< ms; and so long it is measured before it is said
constexpr qint64 speedSilence = 3'000; ///< ms without a byte

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
    if (samples.empty() || done < way.now.done || now - samples.back().at >= speedSilence) {
        samples.clear();
        way.now.speed = 0;
        way.reckoned = now;
    }
    way.now.done = done;
    way.now.total = total;
    samples.push_back({now, done});
    while (samples.size() > 2 && samples[1].at <= now - speedWindow) {
        samples.erase(samples.begin());
    }
    if (now - way.reckoned >= speedStep) {
        const Sample &first = samples.front();
        way.now.speed = (done - first.done) * 1000 / (now - first.at);
        way.reckoned = now;
    }
    if (!m_isWaiting) {
        m_isWaiting = true;
        m_alarm->set(speedSilence);
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
        m_isWaiting = false;
        m_alarm->clear();
    }
    if (std::exchange(last.speed, 0) > 0) {
        Q_EMIT moved(message, last);
    }
}

void TransferMeter::lookForSilence()
{
    m_isWaiting = false;
    const qint64 now = m_clock.elapsed();
    QList<MessageId> silent;
    qint64 next = speedSilence;
    for (auto way = m_ways.cbegin(); way != m_ways.cend(); ++way) {
        const qint64 left = way->samples.back().at + speedSilence - now;
        if (left <= 0) {
            silent.append(way.key());
        } else {
            next = std::min(next, left);
        }
    }
    for (const MessageId message : silent) {
        rest(message);
    }
    if (!m_ways.isEmpty() && !m_isWaiting) {
        m_isWaiting = true;
        m_alarm->set(next);
    }
}

} // namespace jackdaw
