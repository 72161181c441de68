// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/Message.h"

#include <QObject>
#include <QTimer>

namespace jackdaw {

/// What the writing of a message tells the other side (XEP-0085, 5.3): composing while keys are pressed, paused after a
/// rest, inactive when the chat is left. Two single-shot timers, and none while nothing is written. Owned by Composer, GUI
/// thread. Whether anything is sent is the engine's choice.
class TypingState : public QObject
{
    Q_OBJECT
public:
    static constexpr int pauseAfter = 10'000;
    static constexpr int inactiveAfter = 120'000; ///< XEP-0085, 5.3: about two minutes

    explicit TypingState(QObject *parent = nullptr);

    enum class Text { Empty, Written };
    /// The user changed the text.
    void edited(Text text);
    /// The message went out, and it says "active" itself (XEP-0085, 5.1).
    void sent();
    /// The chat is not looked at any more.
    void left();
    ChatState state() const { return m_state; }

    /// What the timers do; public for tests, which do not wait two minutes.
    void expirePause();
    void expireActivity();

Q_SIGNALS:
    void changed(jackdaw::ChatState state);

private:
    void change(ChatState state);

    ChatState m_state = ChatState::Inactive;
    QTimer m_pause;
    QTimer m_inactive;
};

} // namespace jackdaw
