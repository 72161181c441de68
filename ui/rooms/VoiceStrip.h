// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace jackdaw {

class Label;
class TextButton;
class Theme;

/// In the place of the composer, for whoever may read in a group and not write (XEP-0045, 8.6). Owned by ChatPage, GUI
/// thread. Emits the wish; whether it was granted, the group shows by letting us write.
/// Never shown to whoever may write, and never sends by itself.
class VoiceStrip : public QWidget
{
    Q_OBJECT
public:
    enum class State {
        CanAsk,
        Asked,
        CannotAsk ///< there is nobody who would be asked
    };

    explicit VoiceStrip(const Theme &theme, QWidget *parent = nullptr);

    void setState(State state);

Q_SIGNALS:
    void voiceRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    Label *m_words;
    TextButton *m_ask;
};

} // namespace jackdaw
