// SPDX-License-Identifier: GPL-3.0-or-later
#include "sound/PatientPlayer.h"

namespace jackdaw {

namespace {
constexpr int lookBeat = 20;     ///< ms
constexpr int mostPatience = 6000; ///< ms: a server that has to be started first takes a while
}

PatientPlayer::PatientPlayer(QtPlayer::Kind kind, std::shared_ptr<SoundThread> thread)
    : m_kind(kind), m_thread(std::move(thread))
{
    if (m_thread->isReady()) {
        make();
        return;
    }
    m_patience.setSingleShot(true);
    QObject::connect(&m_patience, &QTimer::timeout, &m_patience, [this] {
        if (m_kind == QtPlayer::Kind::Video) // it is seen as soon as it can be
            return;
        m_isPlaying = false;
        if (failed)
            failed(SoundFault::NoOutput);
    });
    QObject::connect(&m_look, &QTimer::timeout, &m_look, [this] {
        if (m_thread->isReady())
            make();
    });
    m_look.start(lookBeat);
}

void PatientPlayer::make()
{
    m_look.stop();
    m_patience.stop();
    m_player = std::make_unique<QtPlayer>(m_kind, m_thread);
    m_player->moved = [this](qint64 at, qint64 length) {
        if (moved)
            moved(at, length);
    };
    m_player->ended = [this] {
        if (ended)
            ended();
    };
    m_player->failed = [this](SoundFault fault) {
        if (failed)
            failed(fault);
    };
    m_player->shown = [this](const QImage &image) {
        if (shown)
            shown(image);
    };
    m_player->measured = [this](QSize pixels) {
        if (measured)
            measured(pixels);
    };
    m_player->muted = [this] {
        if (muted)
            muted();
    };
    m_player->setVolume(m_volume);
    if (m_room)
        m_player->setRoom(*m_room);
    if (!m_path.isEmpty())
        m_player->openFile(m_path);
    else if (!m_bytes.isEmpty())
        m_player->openBytes(m_bytes);
    m_bytes.clear();
    m_player->setRate(m_rate);
    if (m_at)
        m_player->seek(*m_at);
    if (m_isPlaying)
        m_player->play();
    else if (m_isPaused && m_kind == QtPlayer::Kind::Video) // a film shows its first picture so
        m_player->pause();
}

void PatientPlayer::openFile(const QString &path)
{
    if (m_player) {
        m_player->openFile(path);
        return;
    }
    pause();
    m_isPaused = false;
    m_path = path;
    m_bytes.clear();
    m_at.reset();
}

void PatientPlayer::openBytes(const QByteArray &bytes)
{
    if (m_player) {
        m_player->openBytes(bytes);
        return;
    }
    pause();
    m_path.clear();
    m_bytes = bytes;
    m_at.reset();
}

void PatientPlayer::play()
{
    if (m_player) {
        m_player->play();
    } else if (!std::exchange(m_isPlaying, true)) {
        m_patience.start(mostPatience);
    }
}

void PatientPlayer::pause()
{
    if (m_player) {
        m_player->pause();
        return;
    }
    m_isPlaying = false;
    m_isPaused = true;
    m_patience.stop();
}

void PatientPlayer::seek(qint64 at)
{
    if (m_player)
        m_player->seek(at);
    else
        m_at = at;
}

void PatientPlayer::setRate(qreal factor)
{
    m_rate = factor;
    if (m_player)
        m_player->setRate(factor);
}

void PatientPlayer::setRoom(QSize pixels)
{
    m_room = pixels;
    if (m_player)
        m_player->setRoom(pixels);
}

void PatientPlayer::setVolume(qreal volume)
{
    m_volume = volume;
    if (m_player)
        m_player->setVolume(volume);
}

} // namespace jackdaw
