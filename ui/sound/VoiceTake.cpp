// SPDX-License-Identifier: GPL-3.0-or-later
#include "sound/VoiceTake.h"

#include <algorithm>

namespace jackdaw {

VoiceTake::VoiceTake(std::unique_ptr<SoundRecorder> recorder, QObject *parent)
    : QObject(parent), m_recorder(std::move(recorder))
{
    if (!m_recorder) {
        fail(SoundFault::NoModule);
        return;
    }
    m_recorder->heard = [this](qreal level) {
        if (m_state != State::Recording)
            return;
        m_levels.append(level);
        if (length() >= longest)
            pause();
        else
            Q_EMIT changed();
    };
    m_recorder->failed = [this](SoundFault fault) { fail(fault); };
}

VoiceTake::VoiceTake(QByteArray bytes, const VoiceSketch &sketch, QObject *parent)
    : QObject(parent)
    , m_kept(std::move(bytes))
    , m_isFinished(true)
    , m_levels(sampledLevels(sketch.levels, int(std::min(sketch.length, longest) / SoundRecorder::pieceLength)))
{
}

VoiceTake::~VoiceTake()
{
    // Nothing is told any more to what goes, whatever the microphone says while it is closed.
    if (!m_recorder)
        return;
    m_recorder->heard = nullptr;
    m_recorder->failed = nullptr;
    m_recorder->pause();
}

qint64 VoiceTake::length() const
{
    return m_levels.size() * SoundRecorder::pieceLength;
}

void VoiceTake::record()
{
    // A microphone that was there once may be there again.
    if (m_state == State::Recording || !m_recorder || m_isFinished || length() >= longest)
        return;
    m_state = State::Recording;
    m_fault.reset();
    m_recorder->record();
    Q_EMIT changed();
}

void VoiceTake::pause()
{
    if (m_state != State::Recording || m_isPausing)
        return;
    // What the microphone still had comes now, up to seconds on a busy computer, and belongs to the recording.
    m_isPausing = true;
    m_recorder->pause();
    m_isPausing = false;
    if (m_state == State::Recording) // it may have failed by that
        m_state = State::Paused;
    Q_EMIT changed();
}

/// What was said before it went stays, and can be sent.
void VoiceTake::fail(SoundFault fault)
{
    m_fault = fault;
    m_state = State::Failed;
    Q_EMIT changed();
}

QByteArray VoiceTake::preview()
{
    return m_recorder ? m_recorder->preview() : m_kept;
}

QByteArray VoiceTake::finish()
{
    pause();
    m_isFinished = true;
    return m_recorder ? m_recorder->finish() : m_kept;
}

} // namespace jackdaw
