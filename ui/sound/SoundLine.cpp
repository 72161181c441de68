// SPDX-License-Identifier: GPL-3.0-or-later
#include "sound/SoundLine.h"

#include <QAudioDevice>
#include <QAudioSink>
#include <QAudioSource>
#include <QMediaDevices>

#include <algorithm>

namespace jackdaw {

namespace {
constexpr int lineBeat = 10; ///< ms
}

SoundLine::SoundLine(std::shared_ptr<SoundTray> tray, const QAudioFormat &format, qsizetype buffer)
    : m_tray(std::move(tray)), m_format(format), m_buffer(buffer), m_pulse(this)
{
    m_pulse.setInterval(lineBeat);
    m_pulse.setTimerType(Qt::PreciseTimer);
    connect(&m_pulse, &QTimer::timeout, this, &SoundLine::write);
}

SoundLine::~SoundLine() = default;

void SoundLine::say(SoundTray::State state)
{
    const QMutexLocker held(&m_tray->lock);
    m_tray->state = state;
}

void SoundLine::open()
{
    // Which one is the default may have changed since the last time.
    const QAudioDevice device = QMediaDevices::defaultAudioOutput();
    if (device.isNull()) {
        say(SoundTray::State::NoDevice);
        return;
    }
    m_sink = std::make_unique<QAudioSink>(device, m_format);
    m_sink->setBufferSize(m_buffer);
    m_device = m_sink->start();
    if (!m_device || m_sink->error() != QAudio::NoError) {
        say(SoundTray::State::Lost);
        return;
    }
    connect(m_sink.get(), &QAudioSink::stateChanged, this, [this](QAudio::State state) {
        if (state == QAudio::StoppedState)
            say(SoundTray::State::Lost);
    });
    say(SoundTray::State::Open);
    m_pulse.start();
    write();
}

void SoundLine::write()
{
    if (!m_device || !m_sink) {
        say(SoundTray::State::Lost);
        return;
    }
    const qint64 size = m_sink->bufferSize();
    const qint64 free = std::clamp<qint64>(m_sink->bytesFree(), 0, size);
    QByteArray now;
    qreal volume = 1;
    {
        const QMutexLocker held(&m_tray->lock);
        m_tray->inside = size - free;
        now = m_tray->bytes.first(std::min<qsizetype>(free, m_tray->bytes.size()));
        volume = m_tray->volume;
    }
    if (!qFuzzyCompare(m_volume, volume)) {
        m_volume = volume;
        m_sink->setVolume(volume);
    }
    const qint64 taken = now.isEmpty() ? 0 : std::max<qint64>(0, m_device->write(now));
    // A server that is gone may say so while it is given something.
    const bool isLost = !m_device || m_sink->error() == QAudio::IOError || m_sink->error() == QAudio::FatalError;
    const QMutexLocker held(&m_tray->lock);
    m_tray->bytes.remove(0, taken);
    m_tray->written += taken;
    m_tray->inside += taken;
    if (isLost)
        m_tray->state = SoundTray::State::Lost;
}

void SoundLine::close()
{
    m_pulse.stop();
    if (m_sink) {
        m_sink->disconnect(this);
        m_sink->reset(); // stop() would wait until the server has played it
    }
    deleteLater();
}

SoundEar::SoundEar(std::shared_ptr<SoundTray> tray, const QAudioFormat &format)
    : m_tray(std::move(tray)), m_format(format)
{}

SoundEar::~SoundEar() = default;

void SoundEar::say(SoundTray::State state)
{
    const QMutexLocker held(&m_tray->lock);
    m_tray->state = state;
}

void SoundEar::open()
{
    const QAudioDevice device = QMediaDevices::defaultAudioInput();
    if (device.isNull()) {
        say(SoundTray::State::NoDevice);
        return;
    }
    m_source = std::make_unique<QAudioSource>(device, m_format);
    m_device = m_source->start();
    if (!m_device || m_source->error() != QAudio::NoError) {
        say(SoundTray::State::Lost);
        return;
    }
    connect(m_device, &QIODevice::readyRead, this, &SoundEar::hear);
    connect(m_source.get(), &QAudioSource::stateChanged, this, [this](QAudio::State state) {
        if (state == QAudio::StoppedState && m_source && m_source->error() != QAudio::NoError)
            say(SoundTray::State::Lost);
    });
    say(SoundTray::State::Open);
}

void SoundEar::hear()
{
    if (!m_device)
        return;
    const QByteArray heard = m_device->readAll();
    const QMutexLocker held(&m_tray->lock);
    m_tray->bytes += heard;
}

void SoundEar::close()
{
    if (m_source) {
        m_source->disconnect(this);
        m_source->stop();
    }
    deleteLater();
}

} // namespace jackdaw
