// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sound/VoicePlayback.h"

#include <QWidget>

QT_BEGIN_NAMESPACE
class QPushButton;
QT_END_NAMESPACE

namespace jackdaw {

class ElidedLabel;
class IconButton;
class Label;
class PlaceSlider;
class Theme;

/// Over the chats while a sound is played: whose, where it is, how fast, pause and end; also when another chat is shown
/// than the one that it is from. Owned by ChatPage, GUI thread. Shows VoicePlayback and emits wishes; it plays nothing
/// itself, and keeps nothing.
class PlayerBar : public QWidget
{
    Q_OBJECT
public:
    explicit PlayerBar(const Theme &theme, QWidget *parent = nullptr);

    /// Hides where nothing is played.
    void show(const VoicePlayback::State &state, const QString &title);

Q_SIGNALS:
    void toggleRequested();
    void seekRequested(qint64 at);
    void rateRequested();
    void closeRequested();

protected:
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void applyTheme();
    void rename();

    const Theme &m_theme;
    VoicePlayback::State m_state;
    IconButton *m_toggle;
    ElidedLabel *m_title;
    PlaceSlider *m_place;
    Label *m_time;
    QPushButton *m_rate;
    IconButton *m_close;
};

} // namespace jackdaw
