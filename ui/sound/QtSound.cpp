// SPDX-License-Identifier: GPL-3.0-or-later
// The module jackdaw-sound: microphone and loudspeaker by Qt Multimedia, Opus in Ogg by libopusenc.
#include "sound/OpusFile.h"
#include "sound/PatientPlayer.h"
#include "sound/Sound.h"
#include "sound/SoundLine.h"
#include "sound/SoundThread.h"

#include <QScopedValueRollback>
#include <QSemaphore>
#include <QTimer>

#include <algorithm>
#include <cmath>
#include <utility>

namespace jackdaw {

namespace {

constexpr int pieceSamples = SoundRecorder::pieceLength * OpusFile::rate / 1000;
constexpr int pieceBytes = pieceSamples * int(sizeof(qint16));
constexpr int silence = 3000; ///< ms without a sample: the microphone gives nothing
constexpr int opening = 6000; ///< the same, before the first one
constexpr int lastWords = 12; ///< ms that one waits for what was said last

class QtRecorder : public QObject, public SoundRecorder
{
    Q_OBJECT
public:
    explicit QtRecorder(std::shared_ptr<SoundThread> thread) : m_thread(std::move(thread))
    {
        m_silence.setSingleShot(true);
        connect(&m_silence, &QTimer::timeout, this, [this] { fail(SoundFault::Busy); });
        m_pulse.setInterval(pieceLength);
        connect(&m_pulse, &QTimer::timeout, this, &QtRecorder::take);
    }
    ~QtRecorder() override { QtRecorder::pause(); }

    void record() override
    {
        m_rest.clear();
        if (!m_file.isThere()) {
            QMetaObject::invokeMethod(this, [this] { fail(SoundFault::NoModule); }, Qt::QueuedConnection);
            return;
        }
        QAudioFormat format;
        format.setSampleRate(OpusFile::rate);
        format.setChannelCount(1);
        format.setSampleFormat(QAudioFormat::Int16);
        m_tray = std::make_shared<SoundTray>();
        m_ear = new SoundEar(m_tray, format);
        m_thread->take(*m_ear);
        QMetaObject::invokeMethod(m_ear, &SoundEar::open, Qt::QueuedConnection);
        m_silence.start(opening);
        m_pulse.start();
    }

    void pause() override
    {
        m_silence.stop();
        m_pulse.stop();
        SoundEar *ear = std::exchange(m_ear, nullptr);
        if (!ear)
            return;
        // The end of what was said is still in there; a server that hangs keeps it.
        const auto hasHeard = std::make_shared<QSemaphore>();
        QMetaObject::invokeMethod(ear, [ear, hasHeard] {
            ear->hear();
            hasHeard->release();
            ear->close();
        }, Qt::QueuedConnection);
        hasHeard->tryAcquire(1, lastWords);
        if (!m_isTaking)
            takeFrom(*m_tray);
        m_tray.reset();
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
        if (!m_tray)
            return;
        const std::shared_ptr<SoundTray> tray = m_tray;
        SoundTray::State state;
        {
            const QMutexLocker held(&tray->lock);
            state = tray->state;
        }
        takeFrom(*tray);
        if (m_tray != tray) // paused by whoever heard it
            return;
        if (state == SoundTray::State::NoDevice)
            fail(SoundFault::NoDevice);
        else if (state == SoundTray::State::Lost)
            fail(SoundFault::Busy);
    }

    void takeFrom(SoundTray &tray)
    {
        const QScopedValueRollback taking(m_isTaking, true);
        {
            const QMutexLocker held(&tray.lock);
            if (!tray.bytes.isEmpty() && m_ear)
                m_silence.start(silence);
            m_rest += std::exchange(tray.bytes, {});
        }
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
            const bool wasOn = m_ear != nullptr;
            if (heard)
                heard(level);
            if (wasOn && !m_ear) // paused by whoever heard it
                return;
        }
        m_rest.remove(0, at);
    }

    void fail(SoundFault fault)
    {
        pause();
        if (failed)
            failed(fault);
    }

    const std::shared_ptr<SoundThread> m_thread;
    OpusFile m_file;
    std::shared_ptr<SoundTray> m_tray;
    SoundEar *m_ear = nullptr; ///< lives on m_thread, and deletes itself there
    QByteArray m_rest;
    QTimer m_silence;
    QTimer m_pulse;
    bool m_isTaking = false;
};

} // namespace

class QtSoundFactory : public QObject, public SoundFactory
{
    Q_OBJECT
    Q_PLUGIN_METADATA(IID "im.jackdaw.SoundFactory/3")
    Q_INTERFACES(jackdaw::SoundFactory)

public:
    std::unique_ptr<SoundRecorder> makeRecorder() override { return std::make_unique<QtRecorder>(thread()); }
    std::unique_ptr<SoundPlayer> makePlayer() override
    {
        return std::make_unique<PatientPlayer>(QtPlayer::Kind::Sound, thread());
    }
    std::unique_ptr<VideoPlayer> makeVideo() override
    {
        return std::make_unique<PatientPlayer>(QtPlayer::Kind::Video, thread());
    }

private:
    const std::shared_ptr<SoundThread> &thread()
    {
        if (!m_thread)
            m_thread = std::make_shared<SoundThread>();
        return m_thread;
    }

    std::shared_ptr<SoundThread> m_thread;
};

} // namespace jackdaw

#include "QtSound.moc"
