// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Ids.h"

#include <QTimer>
#include <QWidget>

namespace jackdaw {

class Theme;

/// The line above the message field that offers to take back what was just sent, as long as that is possible: a setting
/// asks for it. Owned by ChatPage, GUI thread; emits the wish. Goes by itself when the time is over, and never moves
/// focus.
class UndoStrip : public QWidget
{
    Q_OBJECT
public:
    /// ms; the engine holds a message as long.
    static constexpr int offered = 5000;
    /// How much longer the engine waits, in ms, so that who presses in the last moment is heard.
    static constexpr int grace = 500;

    explicit UndoStrip(const Theme &theme, QWidget *parent = nullptr);

    void offer(MessageId message);
    /// Invalid: nothing is offered.
    MessageId message() const { return m_message; }
    void withdraw();
    void undo();

Q_SIGNALS:
    void undoRequested(jackdaw::MessageId message);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void applyTheme();

    const Theme &m_theme;
    MessageId m_message;
    QTimer m_over;
};

} // namespace jackdaw
