// SPDX-License-Identifier: GPL-3.0-or-later
#include "sound/VoicePlayback.h"

#include <algorithm>
#include <utility>

namespace jackdaw {

VoicePlayback::VoicePlayback(SoundSource source, QObject *parent) : QObject(parent), m_source(std::move(source)) {}

VoicePlayback::~VoicePlayback() = default;

void VoicePlayback::setState(const State &state)
{
    if (state == m_state)
        return;
    const MessageId before = std::exchange(m_state, state).message;
    Q_EMIT changed(before);
}

/// Where the loudspeaker went, the sound is still there, at its place.
bool VoicePlayback::canGoOn(MessageId message) const
{
    return m_state.message == message && m_player
        && (m_state.motion != Motion::Failed || m_state.fault == SoundFault::NoOutput);
}

bool VoicePlayback::open(MessageId message, const QString &path)
{
    if (canGoOn(message))
        return true;
    State next{message, Motion::Paused, 0, 0, m_state.rate};
    SoundFactory *factory = m_player ? nullptr : m_source();
    if (factory)
        m_player = factory->makePlayer();
    if (!m_player) {
        next.motion = Motion::Failed;
        next.fault = SoundFault::NoModule;
        setState(next);
        return false;
    }
    m_player->pause();
    m_player->moved = [this](qint64 at, qint64 length) {
        State moved = m_state;
        moved.at = at;
        moved.length = length > 0 ? length : moved.length;
        if (moved.motion == Motion::Playing || moved.motion == Motion::Paused)
            setState(moved);
    };
    m_player->ended = [this] {
        State over = m_state;
        over.motion = Motion::Stopped;
        over.at = 0;
        setState(over);
        Q_EMIT ended(over.message);
    };
    m_player->failed = [this](SoundFault fault) {
        State over = m_state;
        over.motion = Motion::Failed;
        over.fault = fault;
        setState(over);
    };
    setState(next);
    m_player->openFile(path);
    m_player->setRate(m_state.rate);
    return true;
}

/// Unless it is withdrawn meanwhile.
void VoicePlayback::whenRead(std::function<void()> then)
{
    whenSoundIsRead(m_source, this, [this, wish = m_wishes, then = std::move(then)] {
        if (wish == m_wishes)
            then();
    });
}

void VoicePlayback::toggle(MessageId message, const QString &path)
{
    whenRead([this, message, path] { toggleNow(message, path); });
}

void VoicePlayback::toggleNow(MessageId message, const QString &path)
{
    const bool isPlaying = m_state.message == message && m_state.motion == Motion::Playing;
    if (!open(message, path) || !canGoOn(message))
        return;
    State next = m_state;
    next.fault.reset();
    next.motion = isPlaying ? Motion::Paused : Motion::Playing;
    setState(next);
    if (isPlaying)
        m_player->pause();
    else
        m_player->play();
}

void VoicePlayback::seek(MessageId message, const QString &path, qreal part, qint64 length)
{
    whenRead([this, message, path, part, length] { seekNow(message, path, part, length); });
}

void VoicePlayback::seekNow(MessageId message, const QString &path, qreal part, qint64 length)
{
    if (!open(message, path) || !canGoOn(message))
        return;
    State next = m_state;
    next.fault.reset();
    next.length = next.length > 0 ? next.length : length;
    next.at = qint64(std::clamp(part, 0.0, 1.0) * qreal(next.length));
    if (next.motion == Motion::Stopped || next.motion == Motion::Failed)
        next.motion = Motion::Paused;
    setState(next);
    m_player->seek(next.at);
}

void VoicePlayback::toggle()
{
    if (canGoOn(m_state.message))
        toggle(m_state.message, {});
}

void VoicePlayback::seekTo(qint64 at)
{
    if (canGoOn(m_state.message) && m_state.motion != Motion::Stopped && m_state.length > 0)
        seek(m_state.message, {}, qreal(at) / qreal(m_state.length), m_state.length);
}

void VoicePlayback::turnRate()
{
    State next = m_state;
    next.rate = next.rate < 1.25 ? 1.5 : next.rate < 1.75 ? 2 : 1;
    if (m_player)
        m_player->setRate(next.rate);
    setState(next);
}

void VoicePlayback::giveWay()
{
    ++m_wishes;
    if (m_state.motion == Motion::Playing)
        toggle();
}

void VoicePlayback::stop()
{
    ++m_wishes;
    if (m_player)
        m_player->pause();
    State next = m_state;
    next.motion = Motion::Stopped;
    next.at = 0;
    next.fault.reset();
    setState(next);
}

} // namespace jackdaw
