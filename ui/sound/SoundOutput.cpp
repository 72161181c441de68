// SPDX-License-Identifier: GPL-3.0-or-later
#include "sound/SoundOutput.h"

#include <QAudioDevice>
#include <QAudioSink>
#include <QMediaDevices>

#include <algorithm>

namespace jackdaw {

namespace {

constexpr int beat = 20;          ///< ms
constexpr int bufferLength = 160; ///< ms, which the window may be busy without anybody hearing it
constexpr int beatsAMove = 5;
constexpr int mostIdle = 3000 / beat; ///< a server that takes nothing for so long hangs
constexpr qint64 bytesAMillisecond = qint64(SoundOutput::rate) * SoundOutput::channels * qint64(sizeof(qint16)) / 1000;

} // namespace

SoundOutput::SoundOutput(QObject *parent) : QObject(parent)
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
    if (m_sink)
        return;
    // Which one is the default may have changed since the last time.
    const QAudioDevice device = QMediaDevices::defaultAudioOutput();
    if (device.isNull()) {
        QMetaObject::invokeMethod(this, &SoundOutput::lost, Qt::QueuedConnection);
        return;
    }
    QAudioFormat format;
    format.setSampleRate(rate);
    format.setChannelConfig(QAudioFormat::ChannelConfigStereo);
    format.setSampleFormat(QAudioFormat::Int16);
    m_sink = std::make_unique<QAudioSink>(device, format);
    m_sink->setBufferSize(bufferLength * bytesAMillisecond);
    m_sink->setVolume(m_volume);
    m_device = m_sink->start();
    if (!m_device || m_sink->error() != QAudio::NoError) {
        stop();
        QMetaObject::invokeMethod(this, &SoundOutput::lost, Qt::QueuedConnection);
        return;
    }
    connect(m_sink.get(), &QAudioSink::stateChanged, this, [this](QAudio::State state) {
        if (state == QAudio::StoppedState)
            lose();
    });
    m_fed = m_begin;
    m_silence = 0;
    m_idle = 0;
    m_pulse.start();
}

void SoundOutput::stop()
{
    m_pulse.stop();
    m_device = nullptr;
    if (!m_sink)
        return;
    m_sink->disconnect(this);
    m_sink->reset(); // stop() would wait until the server has played it
    m_sink.release()->deleteLater(); // it may be what calls
}

void SoundOutput::lose()
{
    if (!m_sink)
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
    if (m_sink)
        m_sink->setVolume(volume);
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
    if (!m_device) {
        lose();
        return;
    }
    const qint64 size = m_sink->bufferSize();
    const qint64 free = std::clamp<qint64>(m_sink->bytesFree(), 0, size);
    heard(m_fed + m_silence - (size - free));
    Q_EMIT advanced();
    if (!m_device) // whoever heard it stopped it
        return;
    const qint64 end = m_begin + m_bytes.size();
    qint64 taken = 0;
    if (m_fed < end)
        taken = m_device->write(m_bytes.constData() + (m_fed - m_begin), std::min(free, end - m_fed));
    else if (m_isFinished && m_silence < size)
        m_silence += std::max<qint64>(0, m_device->write(QByteArray(std::min(free, size - m_silence), '\0')));
    if (!m_sink) // a server that is gone may say so while it is given something
        return;
    m_fed += std::max<qint64>(0, taken);
    if (m_sink->error() == QAudio::IOError || m_sink->error() == QAudio::FatalError) {
        lose();
        return;
    }
    if (m_isFinished && m_bytes.isEmpty()) {
        stop();
        m_isFinished = false;
        Q_EMIT ended();
        return;
    }
    m_idle = free > 0 || m_bytes.isEmpty() ? 0 : m_idle + 1;
    if (m_idle >= mostIdle)
        lose();
    else if (++m_beats % beatsAMove == 0)
        Q_EMIT moved();
}

} // namespace jackdaw
