// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sound/FilmCheck.h"
#include "sound/Sound.h"
#include "sound/SoundOutput.h"
#include "sound/TimeStretch.h"

#include <QAudioBufferOutput>
#include <QBuffer>
#include <QMediaPlayer>
#include <QVideoSink>

#include <atomic>
#include <deque>
#include <memory>
#include <optional>

namespace jackdaw {

/// Plays what FFmpeg can read: decoded by Qt Multimedia as fast as it is to be heard, made to keep its pitch by
/// TimeStretch, and heard by SoundOutput; pictures wait until their sound is heard. Part of the module jackdaw-sound,
/// owned by whoever asked for it, GUI thread; pictures are made on the decoder's. Never takes Qt's own way to the
/// loudspeaker, which crashes when the sound server ends.
class QtPlayer : public QObject, public VideoPlayer
{
    Q_OBJECT
public:
    enum class Kind { Sound, Video };

    QtPlayer(Kind kind, std::shared_ptr<SoundThread> thread);
    ~QtPlayer() override;

    void openFile(const QString &path) override;
    void openBytes(const QByteArray &bytes) override;
    void play() override;
    void pause() override;
    void seek(qint64 at) override;
    void setRate(qreal factor) override;
    void setRoom(QSize pixels) override;
    void setVolume(qreal volume) override { m_output.setVolume(volume); }

private:
    struct Shown {
        qreal at; ///< ms
        QImage image;
    };

    void begin();
    void listen();
    void take(const QAudioBuffer &buffer);
    void takeFrame(int number, qreal at, const QImage &image, QSize pixels);
    void showDue();
    void release();
    void showStatus(QMediaPlayer::MediaStatus status);
    void loaded();
    void fail(SoundFault fault);
    void lose();
    bool isHeard() const { return m_player.hasAudio() && !m_isMute; }
    void tell();

    const Kind m_kind;
    std::optional<qint64> m_place; ///< ms, for when it is loaded
    bool m_isPlaying = false;
    bool m_isPaused = false; ///< it was told so, and shows a picture
    bool m_isHeld = false;   ///< it plays, and its pictures wait until its sound is heard
    bool m_hasFailed = false;
    bool m_isMute = false;  ///< a video without a loudspeaker
    bool m_isOver = false;  ///< all of it was decoded
    int m_late = 0;         ///< so many pieces may still be from elsewhere
    std::unique_ptr<QObject> m_ear;
    std::atomic<int> m_number = 0;       ///< of the place it went to, for pictures that are from before
    std::atomic<quint64> m_room = 0;     ///< width and height
    std::atomic<int> m_making = 0;       ///< pictures on their way to this thread
    std::deque<Shown> m_waiting;         ///< pictures whose sound is not heard yet
    QSize m_pixels;                      ///< of the film, upright, as it was told
    FilmCheck m_check;
    QBuffer m_bytes;
    SoundOutput m_output;
    TimeStretch m_stretch{SoundOutput::channels, SoundOutput::rate};
    QAudioBufferOutput m_decoded;
    QVideoSink m_frames;
    QMediaPlayer m_player;
};

} // namespace jackdaw
