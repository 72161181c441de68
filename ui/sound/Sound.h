// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QImage>
#include <QObject>
#include <QString>

#include <functional>
#include <memory>

namespace jackdaw {

/// The boundary of the module jackdaw-sound: what records and what plays, and who makes such things. The module is
/// loaded when something is first recorded or played (SoundModule), so that Qt Multimedia is no part of the start. GUI
/// thread. Knows no messages, and keeps nothing on disk.

enum class SoundFault {
    NoModule,   ///< it cannot be loaded, or what it needs is not installed
    NoDevice,   ///< there is no microphone
    Busy,       ///< there is one, and it gives nothing
    NoOutput,   ///< there is no loudspeaker, or the sound server is gone
    Unreadable, ///< what is to be played is no sound that is known
    NoCodec,    ///< it is known, and what reads it is not installed
    TooLarge    ///< more pixels than VideoPlayer::mostPixels
};

/// A microphone, and what it heard as one file of Opus in Ogg. Owned by VoiceTake.
class SoundRecorder
{
public:
    static constexpr int pieceLength = 20; ///< ms

    SoundRecorder() = default;
    virtual ~SoundRecorder() = default;
    Q_DISABLE_COPY_MOVE(SoundRecorder)

    /// Begins, or goes on after a pause. Never tells a fault before it returns.
    virtual void record() = 0;
    virtual void pause() = 0;
    /// What was heard so far, to be listened to; it may go on afterwards. The last piece may be missing.
    virtual QByteArray preview() = 0;
    /// All of it. Nothing is recorded afterwards.
    virtual QByteArray finish() = 0;

    /// One more piece, of a level of 0 to 1.
    std::function<void(qreal level)> heard;
    std::function<void(SoundFault)> failed;
};

/// One sound that is played. Owned by VoicePlayback and VoiceBar.
class SoundPlayer
{
public:
    SoundPlayer() = default;
    virtual ~SoundPlayer() = default;
    Q_DISABLE_COPY_MOVE(SoundPlayer)

    virtual void openFile(const QString &path) = 0;
    virtual void openBytes(const QByteArray &bytes) = 0;
    virtual void play() = 0;
    virtual void pause() = 0;
    virtual void seek(qint64 at) = 0; ///< ms
    virtual void setRate(qreal rate) = 0; ///< its pitch stays

    std::function<void(qint64 at, qint64 length)> moved; ///< ms; a length of 0: not known
    std::function<void()> ended;
    /// After NoOutput it is paused where it was, and may be played on.
    std::function<void(SoundFault)> failed;
};

/// A video that is played, with its sound where there is a loudspeaker. Owned by VideoViewer. Its pictures come decoded
/// and small enough to be painted as they are.
class VideoPlayer : public SoundPlayer
{
public:
    static constexpr qint64 mostPixels = 4096 * 2304;

    /// Pictures are made no larger than this from now on, in pixels of the screen.
    virtual void setRoom(QSize pixels) = 0;
    virtual void setVolume(qreal volume) = 0; ///< 0 to 1

    std::function<void(const QImage &)> shown;
    /// How large it was filmed, in its pixels, upright; before the first picture is shown.
    std::function<void(QSize pixels)> measured;
    std::function<void()> muted; ///< there is no loudspeaker: it plays on without sound
};

/// What the module gives.
class SoundFactory
{
public:
    virtual ~SoundFactory() = default;
    virtual std::unique_ptr<SoundRecorder> makeRecorder() = 0;
    virtual std::unique_ptr<SoundPlayer> makePlayer() = 0;
    virtual std::unique_ptr<VideoPlayer> makeVideo() = 0;
};

} // namespace jackdaw

Q_DECLARE_INTERFACE(jackdaw::SoundFactory, "im.jackdaw.SoundFactory/3")
