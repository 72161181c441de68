// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sound/SoundModule.h"

#include <QDeadlineTimer>
#include <QObject>

#include <memory>

namespace jackdaw {

/// The sound of what the user asked to be told of: two short tones, made here, so that no file is read for them. Owned
/// by whoever tells, GUI thread. The module that plays is read with the first one, on another thread; where there is
/// none, or no loudspeaker, it is the system's bell. One at a time; holds nothing once it was heard.
class Chime : public QObject
{
    Q_OBJECT
public:
    explicit Chime(SoundSource source = loadSoundModule, QObject *parent = nullptr);
    ~Chime() override;

    void play();

    /// What is played, as a file (RIFF, 16 bit, one channel).
    static const QByteArray &wave();

private:
    void begin();
    void drop();

    SoundSource m_source;
    std::unique_ptr<SoundPlayer> m_player;
    bool m_isComing = false; ///< what plays is being read
    QDeadlineTimer m_until; ///< when what plays is over at the latest
};

} // namespace jackdaw
