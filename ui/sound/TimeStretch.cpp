// SPDX-License-Identifier: GPL-3.0-or-later
#include "sound/TimeStretch.h"

#include <SoundTouch.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace jackdaw {

namespace {

using Sample = soundtouch::SAMPLETYPE; // 16 bits or float, as it was built; float of whatever scale

} // namespace

TimeStretch::TimeStretch(int channels, int rate)
    : m_channels(channels), m_touch(std::make_unique<soundtouch::SoundTouch>())
{
    m_touch->setChannels(uint(channels));
    m_touch->setSampleRate(uint(rate));
    // Against what another pitch would add; at its own one it would but dull the sound and hold it back.
    m_touch->setSetting(SETTING_USE_AA_FILTER, 0);
}

TimeStretch::~TimeStretch() = default;

void TimeStretch::setFactor(qreal factor)
{
    m_factor = std::clamp(factor, 0.25, 4.0);
    m_touch->setTempo(m_factor);
    if (m_factor == 1 || std::exchange(m_isStretched, true))
        return;
    const QList<qint16> before = std::exchange(m_asItIs, {});
    push(before.constData(), before.size() / m_channels);
}

void TimeStretch::clear()
{
    m_touch->clear();
    m_asItIs.clear();
    m_isStretched = m_factor != 1;
}

void TimeStretch::push(const qint16 *samples, qsizetype frames)
{
    if (m_isStretched) {
        const QList<Sample> converted(samples, samples + frames * m_channels);
        m_touch->putSamples(converted.constData(), uint(frames));
    } else {
        m_asItIs.append(QList<qint16>(samples, samples + frames * m_channels));
    }
}

qsizetype TimeStretch::pending() const
{
    return m_isStretched ? qsizetype(m_touch->numUnprocessedSamples()) : m_asItIs.size() / m_channels;
}

QList<qint16> TimeStretch::take()
{
    if (!m_isStretched)
        return std::exchange(m_asItIs, {});
    QList<Sample> ready(qsizetype(m_touch->numSamples()) * m_channels);
    ready.resize(qsizetype(m_touch->receiveSamples(ready.data(), m_touch->numSamples())) * m_channels);
    QList<qint16> out(ready.size());
    std::transform(ready.cbegin(), ready.cend(), out.begin(), [](Sample sample) {
        using Limits = std::numeric_limits<qint16>;
        return qint16(std::clamp<long>(std::lround(sample), Limits::min(), Limits::max()));
    });
    return out;
}

QList<qint16> TimeStretch::finish()
{
    if (m_isStretched)
        m_touch->flush();
    const QList<qint16> out = take();
    clear();
    return out;
}

} // namespace jackdaw
