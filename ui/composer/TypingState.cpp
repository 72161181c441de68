// SPDX-License-Identifier: GPL-3.0-or-later
#include "composer/TypingState.h"

namespace jackdaw {

TypingState::TypingState(QObject *parent)
    : QObject(parent)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(pauseAfter);
    connect(&m_pause, &QTimer::timeout, this, &TypingState::expirePause);
    m_inactive.setSingleShot(true);
    m_inactive.setInterval(inactiveAfter);
    connect(&m_inactive, &QTimer::timeout, this, &TypingState::expireActivity);
}

void TypingState::expirePause()
{
    m_pause.stop();
    change(ChatState::Paused);
    m_inactive.start();
}

void TypingState::expireActivity()
{
    m_inactive.stop();
    change(ChatState::Inactive);
}

void TypingState::change(ChatState state)
{
    if (state == m_state)
        return;
    m_state = state;
    Q_EMIT changed(state);
}

void TypingState::edited(Text text)
{
    if (text == Text::Empty) {
        // Everything was deleted: nothing is being composed any more.
        m_pause.stop();
        m_inactive.start();
        change(ChatState::Active);
        return;
    }
    m_inactive.stop();
    m_pause.start();
    change(ChatState::Composing);
}

void TypingState::sent()
{
    m_pause.stop();
    m_inactive.start();
    change(ChatState::Active);
}

void TypingState::left()
{
    m_pause.stop();
    m_inactive.stop();
    change(ChatState::Inactive);
}

} // namespace jackdaw
