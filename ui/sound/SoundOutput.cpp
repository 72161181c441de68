// SPDX-License-Identifier: GPL-3.0-or-later
#include "sound/SoundOutput.h"

#include "sound/SoundLine.h"
#include "sound/SoundThread.h"

#include <algorithm>
#include <utility>

namespace jackdaw {

namespace {

constexpr int beat = 20;          ///< ms
/// ms; as much again lies ready: so long the window may be busy without anybody hearing it
constexpr int bufferLength = 160;
constexpr int beatsAMove = 5;
constexpr int mostIdle = 3000 / beat; ///< a server that plays nothing for so long hangs
constexpr int mostOpening = 6000 / beat; ///< one that has to be started first takes longer
constexpr qint64 bytesAMillisecond = qint64(SoundOutput::rate) * SoundOutput::channels * qint64(sizeof(qint16)) / 1000;

} // namespace

SoundOutput::SoundOutput(std::shared_ptr<SoundThread> thread, QObject *parent)
    : QObject(parent), m_thread(std::move(thread))
{
    m_pulse.setInterval(beat);
    m_pulse.setTimerType(Qt::PreciseTimer);
    connect(&m_pulse, &QTimer::timeout, this, &SoundOutput::feed);
}

SoundOutput::~SoundOutput()
{
    stop();
}

void SoundOutput::start()
{
    if (m_line)
        return;
    QAudioFormat format;
    format.setSampleRate(rate);
    format.setChannelConfig(QAudioFormat::ChannelConfigStereo);
    format.setSampleFormat(QAudioFormat::Int16);
    m_tray = std::make_shared<SoundTray>();
    m_tray->volume = m_volume;
    m_line = new SoundLine(m_tray, format, bufferLength * bytesAMillisecond);
    m_thread->take(*m_line);
    QMetaObject::invokeMethod(m_line, &SoundLine::open, Qt::QueuedConnection);
    m_fed = m_begin;
    m_from = m_begin;
    m_lastHeard = m_begin;
    m_silence = 0;
    m_idle = 0;
    m_pulse.start();
}

void SoundOutput::stop()
{
    m_pulse.stop();
    if (SoundLine *line = std::exchange(m_line, nullptr))
        QMetaObject::invokeMethod(line, &SoundLine::close, Qt::QueuedConnection);
    m_tray.reset();
}

void SoundOutput::lose()
{
    if (!m_line)
        return;
    stop();
    Q_EMIT lost();
}

void SoundOutput::clear(qreal place)
{
    const bool wasRunning = isRunning();
    stop();
    m_bytes.clear();
    m_marks.clear();
    m_isFinished = false;
    m_place = place;
    if (wasRunning)
        start();
}

void SoundOutput::push(const QList<qint16> &samples, qreal at, qreal factor)
{
    if (samples.isEmpty())
        return;
    m_marks.push_back({m_begin + m_bytes.size(), at, factor});
    m_bytes.append(reinterpret_cast<const char *>(samples.constData()), samples.size() * qsizetype(sizeof(qint16)));
}

void SoundOutput::setVolume(qreal volume)
{
    m_volume = volume;
    if (!m_tray)
        return;
    const QMutexLocker held(&m_tray->lock);
    m_tray->volume = volume;
}

void SoundOutput::heard(qint64 until)
{
    until = std::clamp(until, m_begin, m_begin + qint64(m_bytes.size()));
    m_bytes.remove(0, until - m_begin);
    m_begin = until;
    while (m_marks.size() > 1 && m_marks[1].begin <= until)
        m_marks.pop_front();
    if (!m_marks.empty()) {
        const Mark &mark = m_marks.front();
        m_place = mark.at + qreal(until - mark.begin) / qreal(bytesAMillisecond) * mark.factor;
    }
}

void SoundOutput::feed()
{
    const std::shared_ptr<SoundTray> tray = m_tray;
    if (!tray)
        return;
    constexpr qint64 most = bufferLength * bytesAMillisecond;
    SoundTray::State state;
    qint64 place = 0;
    qint64 waiting = 0;
    {
        const QMutexLocker held(&tray->lock);
        state = tray->state;
        place = m_from + tray->written - tray->inside;
        waiting = tray->bytes.size();
    }
    using State = SoundTray::State;
    if (state == State::Lost || state == State::NoDevice) {
        lose();
        return;
    }
    heard(std::max(place, m_begin));
    Q_EMIT advanced();
    if (m_tray != tray) // whoever heard it stopped it
        return;
    const qint64 end = m_begin + m_bytes.size();
    const qint64 room = std::max<qint64>(0, most - waiting);
    QByteArray next;
    if (m_fed < end) {
        next = m_bytes.mid(m_fed - m_begin, std::min(room, end - m_fed));
        m_fed += next.size();
    } else if (m_isFinished && m_silence < 2 * most) {
        next = QByteArray(std::min(room, 2 * most - m_silence), '\0');
        m_silence += next.size();
    }
    if (!next.isEmpty()) {
        const QMutexLocker held(&tray->lock);
        tray->bytes += next;
    }
    if (m_isFinished && m_bytes.isEmpty()) {
        stop();
        m_isFinished = false;
        Q_EMIT ended();
        return;
    }
    m_idle = std::exchange(m_lastHeard, place) != place || m_bytes.isEmpty() ? 0 : m_idle + 1;
    if (m_idle >= (state == State::Opening ? mostOpening : mostIdle))
        lose();
    else if (++m_beats % beatsAMove == 0)
        Q_EMIT moved();
}

} // namespace jackdaw
