// SPDX-License-Identifier: GPL-3.0-or-later
// The module jackdaw-sound: microphone and loudspeaker by Qt Multimedia, Opus in Ogg by libopusenc.
#include "sound/OpusFile.h"
#include "sound/QtPlayer.h"
#include "sound/Sound.h"

#include <QAudioDevice>
#include <QAudioSource>
#include <QMediaDevices>
#include <QPointer>
#include <QScopedValueRollback>
#include <QTimer>

#include <algorithm>
#include <cmath>
#include <utility>

namespace jackdaw {

namespace {

constexpr int pieceSamples = SoundRecorder::pieceLength * OpusFile::rate / 1000;
constexpr int pieceBytes = pieceSamples * int(sizeof(qint16));
constexpr int silence = 3000; ///< ms without a sample: the microphone gives nothing

class QtRecorder : public QObject, public SoundRecorder
{
    Q_OBJECT
public:
    QtRecorder()
    {
        m_silence.setSingleShot(true);
        m_silence.setInterval(silence);
        connect(&m_silence, &QTimer::timeout, this, [this] { fail(SoundFault::Busy); });
    }

    void record() override
    {
        m_rest.clear();
        // Which one is the default may have changed since the last time.
        const QAudioDevice device = QMediaDevices::defaultAudioInput();
        QAudioFormat format;
        format.setSampleRate(OpusFile::rate);
        format.setChannelCount(1);
        format.setSampleFormat(QAudioFormat::Int16);
        if (!m_file.isThere() || device.isNull()) {
            const SoundFault fault = m_file.isThere() ? SoundFault::NoDevice : SoundFault::NoModule;
            QMetaObject::invokeMethod(this, [this, fault] { fail(fault); }, Qt::QueuedConnection);
            return;
        }
        m_source = std::make_unique<QAudioSource>(device, format);
        m_device = m_source->start();
        if (!m_device || m_source->error() != QAudio::NoError) {
            QMetaObject::invokeMethod(this, [this] { fail(SoundFault::Busy); }, Qt::QueuedConnection);
            return;
        }
        m_silence.start();
        connect(m_device, &QIODevice::readyRead, this, &QtRecorder::take);
        connect(m_source.get(), &QAudioSource::stateChanged, this, [this](QAudio::State state) {
            if (state == QAudio::StoppedState && m_source && m_source->error() != QAudio::NoError)
                fail(SoundFault::Busy);
        });
    }

    void pause() override
    {
        if (m_device && !m_isTaking)
            take(); // the end of what was said is still in there
        m_silence.stop();
        m_device = nullptr;
        if (!m_source)
            return;
        m_source->disconnect(this);
        if (!m_isTaking)
            m_source->stop(); // others may have the microphone now
        m_source.release()->deleteLater(); // it may be what calls
    }

    QByteArray preview() override { return m_file.soFar(); }
    QByteArray finish() override
    {
        pause();
        return m_file.finish();
    }

private:
    void take()
    {
        if (!m_device)
            return;
        const QScopedValueRollback taking(m_isTaking, true);
        m_rest += m_device->readAll();
        qsizetype at = 0;
        for (; at + pieceBytes <= m_rest.size(); at += pieceBytes) {
            const auto *samples = reinterpret_cast<const qint16 *>(m_rest.constData() + at);
            qreal sum = 0;
            for (int i = 0; i < pieceSamples; ++i)
                sum += qreal(samples[i]) * samples[i];
            // Loudness as it is heard: 50 dB below the loudest is silence.
            const qreal loud = std::sqrt(sum / pieceSamples) / 32768;
            const qreal level = loud > 0 ? std::clamp(1 + 20 * std::log10(loud) / 50, 0.0, 1.0) : 0;
            if (!m_file.write(samples, pieceSamples)) {
                fail(SoundFault::NoModule);
                return;
            }
            if (heard)
                heard(level);
            if (!m_device) // paused by whoever heard it
                return;
        }
        m_rest.remove(0, at);
        m_silence.start();
    }

    void fail(SoundFault fault)
    {
        pause();
        if (failed)
            failed(fault);
    }

    OpusFile m_file;
    std::unique_ptr<QAudioSource> m_source;
    QPointer<QIODevice> m_device; ///< m_source's, which deletes it when the sound server goes
    QByteArray m_rest;
    QTimer m_silence;
    bool m_isTaking = false; ///< within take(), which the source may have called
};

} // namespace

class QtSoundFactory : public QObject, public SoundFactory
{
    Q_OBJECT
    Q_PLUGIN_METADATA(IID "im.jackdaw.SoundFactory/2")
    Q_INTERFACES(jackdaw::SoundFactory)

public:
    std::unique_ptr<SoundRecorder> makeRecorder() override { return std::make_unique<QtRecorder>(); }
    std::unique_ptr<SoundPlayer> makePlayer() override { return std::make_unique<QtPlayer>(QtPlayer::Kind::Sound); }
    std::unique_ptr<VideoPlayer> makeVideo() override { return std::make_unique<QtPlayer>(QtPlayer::Kind::Video); }
};

} // namespace jackdaw

#include "QtSound.moc"
