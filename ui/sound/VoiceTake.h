// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sound/Sound.h"
#include "sound/VoiceSketch.h"

#include <QList>

#include <optional>

namespace jackdaw {

/// One voice message while it is recorded: goes on, pauses, and is at the end the bytes of a file. Owned by VoiceBar,
/// or by the chat page while its chat is not shown; GUI thread. Keeps all of it in memory, which an hour's 10 MB allow,
/// and stops by itself then. Sends nothing, and writes no file.
class VoiceTake : public QObject
{
    Q_OBJECT
public:
    static constexpr qint64 longest = 60 * 60 * 1000; ///< ms
    enum class State { Recording, Paused, Failed };

    /// `recorder`: nullptr where there is none, which is a fault.
    explicit VoiceTake(std::unique_ptr<SoundRecorder> recorder, QObject *parent = nullptr);
    /// One that was kept: it can be heard and sent, and not gone on with.
    VoiceTake(QByteArray bytes, const VoiceSketch &sketch, QObject *parent = nullptr);
    ~VoiceTake() override;

    State state() const { return m_state; }
    std::optional<SoundFault> fault() const { return m_fault; }
    qint64 length() const; ///< ms
    /// 50 a second.
    const QList<qreal> &levels() const { return m_levels; }
    bool isKept() const { return !m_kept.isEmpty(); }
    bool isEmpty() const { return m_levels.isEmpty(); }
    void record();
    void pause();
    /// Opus in Ogg, of what is paused and may go on.
    QByteArray preview();
    /// Opus in Ogg, all of it. It cannot go on afterwards.
    QByteArray finish();

Q_SIGNALS:
    void changed();

private:
    void fail(SoundFault fault);

    std::unique_ptr<SoundRecorder> m_recorder;
    QByteArray m_kept;
    State m_state = State::Paused;
    std::optional<SoundFault> m_fault;
    bool m_isPausing = false;
    bool m_isFinished = false;
    QList<qreal> m_levels;
};

} // namespace jackdaw
