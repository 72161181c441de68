// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sound/QtPlayer.h"
#include "sound/SoundThread.h"

#include <QTimer>

namespace jackdaw {

/// A player that may be given its wishes before the sound server answers: Qt Multimedia's own one asks it as it is
/// made, and waits. What is wished for before that is done as soon as it can be made. Part of the module
/// jackdaw-sound, owned by whoever asked for it, GUI thread. Plays nothing itself.
class PatientPlayer : public VideoPlayer
{
public:
    PatientPlayer(QtPlayer::Kind kind, std::shared_ptr<SoundThread> thread);

    void openFile(const QString &path) override;
    void openBytes(const QByteArray &bytes) override;
    void play() override;
    void pause() override;
    void seek(qint64 at) override;
    void setRate(qreal factor) override;
    void setRoom(QSize pixels) override;
    void setVolume(qreal volume) override;

private:
    void make();

    const QtPlayer::Kind m_kind;
    const std::shared_ptr<SoundThread> m_thread;
    QTimer m_look;
    QTimer m_patience;
    // Until there is one:
    QString m_path;
    QByteArray m_bytes;
    std::optional<qint64> m_at; ///< ms
    std::optional<QSize> m_room;
    qreal m_rate = 1;
    qreal m_volume = 1;
    bool m_isPlaying = false;
    bool m_isPaused = false; ///< it was told so
    std::unique_ptr<QtPlayer> m_player;
};

} // namespace jackdaw
