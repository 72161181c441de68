// SPDX-License-Identifier: GPL-3.0-or-later
#include "sound/QtPlayer.h"

#include "sound/PlayableFile.h"
#include "sound/VideoImage.h"

#include <QAudioBuffer>
#include <QMediaMetaData>
#include <QUrl>
#include <QVideoFrame>

#include <algorithm>
#include <cmath>
#include <utility>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

constexpr qint64 nearEnough = 1000; ///< ms, within which a file has a place to go to
constexpr int mostLate = 5;         ///< pieces
constexpr qsizetype bytesWaiting = 128 * 1024 * 1024; ///< of pictures whose sound is not heard yet
/// ms that pictures come before their sound is heard. Less than the second would leave the loudspeaker without any.
constexpr qreal mostLead = 600;
constexpr qreal enoughLead = 400;
constexpr int mostMaking = 4;
constexpr qreal nearlyDue = 12;     ///< ms

QAudioFormat decodedFormat()
{
    QAudioFormat format;
    format.setSampleRate(SoundOutput::rate);
    format.setChannelConfig(QAudioFormat::ChannelConfigStereo);
    format.setSampleFormat(QAudioFormat::Int16);
    return format;
}

} // namespace

QtPlayer::QtPlayer(Kind kind, std::shared_ptr<SoundThread> thread)
    : m_kind(kind), m_output(std::move(thread)), m_decoded(decodedFormat())
{
    m_player.setAudioBufferOutput(&m_decoded);
    setRoom(QSize(640, 480));
    if (kind == Kind::Video) {
        // On the decoder's thread, which waits for it: no more is decoded than can be shown.
        connect(&m_frames, &QVideoSink::videoFrameChanged, this, [this](const QVideoFrame &frame) {
            if (!frame.isValid() || m_making >= mostMaking)
                return;
            const quint64 room = m_room;
            const int number = m_number;
            const qreal at = qreal(frame.startTime()) / 1000;
            const QImage image = imageOf(frame, QSize(int(room >> 32), int(room & 0xffffffff)));
            ++m_making;
            QMetaObject::invokeMethod(this, [this, number, at, image, pixels = uprightSize(frame)] {
                --m_making;
                takeFrame(number, at, image, pixels);
            }, Qt::QueuedConnection);
        }, Qt::DirectConnection);
        m_player.setVideoSink(&m_frames);
        connect(&m_player, &QMediaPlayer::positionChanged, this, [this] {
            if (!isHeard())
                tell();
        });
    }
    connect(&m_player, &QMediaPlayer::mediaStatusChanged, this, &QtPlayer::showStatus);
    connect(&m_player, &QMediaPlayer::errorOccurred, this, [this](QMediaPlayer::Error, const QString &words) {
        fail(words.contains(u"codec"_s, Qt::CaseInsensitive) ? SoundFault::NoCodec : SoundFault::Unreadable);
    });
    connect(&m_output, &SoundOutput::moved, this, &QtPlayer::tell);
    connect(&m_output, &SoundOutput::advanced, this, &QtPlayer::showDue);
    connect(&m_output, &SoundOutput::ended, this, [this] {
        m_isPlaying = false;
        if (ended)
            ended();
    });
    connect(&m_output, &SoundOutput::lost, this, &QtPlayer::lose);
}

/// Silent before its parts go one by one: neither the player nor its output may call or play on meanwhile.
QtPlayer::~QtPlayer()
{
    m_player.disconnect(this);
    m_ear.reset();
    m_output.disconnect(this);
    m_output.stop();
    m_player.stop();
    m_player.setSource({});
    m_player.setVideoSink(nullptr);
    m_player.setAudioBufferOutput(nullptr);
}

void QtPlayer::tell()
{
    if (moved)
        moved(isHeard() ? qint64(m_output.place()) : m_player.position(), m_player.duration());
}

void QtPlayer::setRoom(QSize pixels)
{
    const QSize room = pixels.expandedTo(QSize(16, 16)).boundedTo(QSize(1920, 1920));
    m_room = quint64(room.width()) << 32 | quint64(room.height());
}

/// To what is decoded from now on: it comes from a thread of the decoder's, and what is on its way is from elsewhere.
void QtPlayer::listen()
{
    m_ear = std::make_unique<QObject>();
    connect(&m_decoded, &QAudioBufferOutput::audioBufferReceived, m_ear.get(),
        [this](const QAudioBuffer &buffer) { take(buffer); });
}

void QtPlayer::begin()
{
    m_check.cancel();
    m_isPaused = false;
    m_isHeld = false;
    m_player.setSource({});
    listen();
    m_bytes.close();
    m_output.stop();
    m_output.clear(0);
    m_stretch.clear();
    m_place.reset();
    m_waiting.clear();
    ++m_number;
    m_isMute = false;
    m_isPlaying = false;
    m_hasFailed = false;
    m_isOver = false;
    m_pixels = {};
}

/// FFmpeg opens whatever it knows by its content or its name: lists of other files and addresses, screens, pictures.
void QtPlayer::openFile(const QString &path)
{
    begin();
    if (!isPlayable(path)) {
        QMetaObject::invokeMethod(this, [this] {
            if (m_player.source().isEmpty() && !m_check.isOn())
                fail(SoundFault::Unreadable);
        }, Qt::QueuedConnection);
        return;
    }
    if (m_kind == Kind::Sound) {
        m_player.setSource(QUrl::fromLocalFile(path));
        return;
    }
    m_check.begin(path, [this, path](std::optional<SoundFault> fault) {
        if (fault) {
            fail(*fault);
            return;
        }
        m_player.setSource(QUrl::fromLocalFile(path));
        if (m_isPlaying) // what was wished for meanwhile
            m_player.play();
        else if (m_isPaused)
            m_player.pause();
    });
}

void QtPlayer::openBytes(const QByteArray &bytes)
{
    begin();
    m_bytes.setData(bytes);
    m_bytes.open(QIODevice::ReadOnly);
    m_player.setSourceDevice(&m_bytes, QUrl(u"voice.ogg"_s));
}

void QtPlayer::play()
{
    if (std::exchange(m_isPlaying, true) || m_hasFailed)
        return;
    if (m_isOver && !m_output.isWaiting())
        seek(0);
    // Whether a video has sound is not known before it is loaded.
    if (m_kind == Kind::Sound || isHeard())
        m_output.start();
    if (!m_isOver && !m_check.isOn())
        m_player.play();
}

void QtPlayer::pause()
{
    m_isPlaying = false;
    m_isPaused = true;
    m_isHeld = false;
    if (!m_isOver && !m_check.isOn())
        m_player.pause();
    m_output.stop();
}

void QtPlayer::seek(qint64 at)
{
    m_isOver = false;
    m_isHeld = false;
    m_stretch.clear();
    m_output.clear(qreal(at));
    m_waiting.clear();
    ++m_number; // first: paused, there is but one picture of the new place
    // What is still being loaded begins at its beginning, wherever it is told to.
    if (m_player.mediaStatus() == QMediaPlayer::LoadingMedia || m_check.isOn())
        m_place = at;
    else
        m_player.setPosition(at);
    listen();
    m_late = mostLate;
    if (m_isPlaying && !m_check.isOn())
        m_player.play(); // it stopped by itself, if all of it was decoded
}

void QtPlayer::setRate(qreal factor)
{
    m_player.setPlaybackRate(factor);
    m_stretch.setFactor(factor);
}

void QtPlayer::take(const QAudioBuffer &buffer)
{
    if (!buffer.isValid() || m_hasFailed || m_isOver || m_isMute)
        return;
    const qreal at = qreal(buffer.startTime()) / 1000;
    // One piece of the place before may still be made when the player goes to another one.
    if (m_late > 0 && std::abs(at - m_output.place()) > nearEnough) {
        --m_late;
        return;
    }
    m_late = 0;
    m_stretch.push(buffer.constData<qint16>(), buffer.frameCount());
    const QList<qint16> ready = m_stretch.take();
    const qreal until = at + qreal(buffer.duration()) / 1000;
    const qreal length = qreal(ready.size() / SoundOutput::channels) * 1000 / SoundOutput::rate * m_stretch.factor();
    // What waits to be laid over the next piece is pending too: the first piece would begin before the beginning.
    const qreal first = until - qreal(m_stretch.pending()) * 1000 / SoundOutput::rate - length;
    m_output.push(ready, std::max<qreal>(0, first), m_stretch.factor());
}

void QtPlayer::showStatus(QMediaPlayer::MediaStatus status)
{
    switch (status) {
    case QMediaPlayer::LoadedMedia:
    case QMediaPlayer::BufferedMedia:
        loaded();
        break;
    case QMediaPlayer::EndOfMedia: {
        const qreal factor = m_stretch.factor();
        const qreal at = qreal(m_player.duration()) - qreal(m_stretch.pending()) * 1000 / SoundOutput::rate;
        m_output.push(m_stretch.finish(), at, factor);
        m_output.finish();
        m_isOver = true;
        if (isHeard())
            break;
        tell();
        m_isPlaying = false;
        if (ended)
            ended();
        break;
    }
    case QMediaPlayer::InvalidMedia:
        fail(SoundFault::Unreadable);
        break;
    case QMediaPlayer::NoMedia:
    case QMediaPlayer::LoadingMedia:
    case QMediaPlayer::StalledMedia:
    case QMediaPlayer::BufferingMedia:
        break;
    }
}

void QtPlayer::loaded()
{
    if (m_kind == Kind::Video) {
        const QSize size = m_player.metaData().value(QMediaMetaData::Resolution).toSize();
        if (qint64(size.width()) * size.height() > mostPixels) {
            fail(SoundFault::TooLarge);
            m_player.setSource({});
            return;
        }
    }
    if (m_kind == Kind::Video ? !m_player.hasVideo() : !m_player.hasAudio()) {
        fail(SoundFault::Unreadable);
        return;
    }
    if (m_place)
        m_player.setPosition(*std::exchange(m_place, std::nullopt));
    if (m_isPlaying && isHeard())
        m_output.start();
    tell();
}

void QtPlayer::takeFrame(int number, qreal at, const QImage &image, QSize pixels)
{
    if (number != m_number || m_hasFailed)
        return;
    if (image.isNull()) {
        fail(SoundFault::Unreadable);
        return;
    }
    if (std::exchange(m_pixels, pixels) != pixels && measured)
        measured(pixels);
    // While it is paused one is looked for; what has no sound is in time by itself.
    // So is a picture beside which nothing is left to be heard.
    if (!m_isPlaying || !isHeard() || !m_output.isWaiting()) {
        m_waiting.clear();
        if (shown)
            shown(image);
        return;
    }
    // Of large ones fewer, evenly.
    const qsizetype fitting = std::max<qsizetype>(4, bytesWaiting / std::max<qsizetype>(1, image.sizeInBytes()));
    if (m_waiting.empty() || at - m_waiting.back().at > mostLead / qreal(fitting) - 2)
        m_waiting.push_back({at, image});
    while (qsizetype(m_waiting.size()) > fitting)
        m_waiting.pop_front(); // all of one and the same time, as only a hostile film has them
    // What decodes goes by a clock of its own, and the loudspeaker may take seconds to open.
    if (!m_isHeld && at - m_output.place() > mostLead) {
        m_isHeld = true;
        m_player.pause();
    }
}

/// The loudspeaker has caught up, or is gone.
void QtPlayer::release()
{
    if (std::exchange(m_isHeld, false) && m_isPlaying && !m_isOver)
        m_player.play();
}

/// Those whose sound is heard now.
void QtPlayer::showDue()
{
    QImage image;
    while (!m_waiting.empty() && m_waiting.front().at <= m_output.place() + nearlyDue) {
        image = m_waiting.front().image;
        m_waiting.pop_front();
    }
    if (m_isHeld && (!m_output.isWaiting() || qreal(m_player.position()) - m_output.place() < enoughLead))
        release();
    if (!image.isNull() && shown)
        shown(image);
}

/// A video goes on without its sound.
void QtPlayer::lose()
{
    if (m_kind == Kind::Sound) {
        fail(SoundFault::NoOutput);
        return;
    }
    m_output.stop();
    m_isMute = true;
    m_waiting.clear();
    release();
    if (muted)
        muted();
    if (m_isOver && m_isPlaying) {
        m_isPlaying = false;
        if (ended)
            ended();
    }
}

/// What was not heard stays where it is, for when there is a loudspeaker again.
void QtPlayer::fail(SoundFault fault)
{
    if (m_hasFailed)
        return;
    pause();
    m_hasFailed = fault != SoundFault::NoOutput;
    if (failed)
        failed(fault);
}

} // namespace jackdaw
