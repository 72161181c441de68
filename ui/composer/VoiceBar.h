// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sound/SoundModule.h"
#include "sound/VoiceTake.h"

#include <QWidget>

namespace jackdaw {

class IconButton;
class Theme;

/// In the place of the field while a voice message is recorded: how long it is, how it sounds, and what can be done
/// with it; paused, it can be heard before it goes. Owned by Composer, GUI thread. Loads the sound module with the
/// first wish to record. Says in words why there is nothing to hear. Sends nothing by itself, and writes no file.
class VoiceBar : public QWidget
{
    Q_OBJECT
public:
    VoiceBar(const Theme &theme, QWidget *parent = nullptr);
    ~VoiceBar() override;

    void setSound(SoundSource source) { m_source = std::move(source); }
    /// Records anew.
    void begin();
    /// Goes on with what was left, which is paused. Takes no focus.
    void resume(std::unique_ptr<VoiceTake> take);
    /// What was recorded so far, paused; nullptr where nothing is. The bar closes.
    std::unique_ptr<VoiceTake> leave();
    void discard();
    void send();
    void turn(); ///< pauses, or records on
    VoiceTake *take() const { return m_take.get(); }
    bool isPreviewing() const { return m_isPreviewing; }
    /// What stands in the bar.
    QString stateWords() const;

    QSize sizeHint() const override;

Q_SIGNALS:
    /// Opus in Ogg, of which so much is to be heard.
    void sendRequested(const QByteArray &bytes, qint64 length);
    /// There is nothing to record any more; the focus is still here, if it was.
    void closed();
    /// It was neither sent nor left.
    void discarded();
    /// It records now, or does not.
    void stateChanged();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void adopt(std::unique_ptr<VoiceTake> take);
    void close();
    void preview();
    void endPreview();
    void showState();
    void arrange();
    void rename();
    QRect box() const;

    const Theme &m_theme;
    SoundSource m_source;
    std::unique_ptr<VoiceTake> m_take;
    std::unique_ptr<SoundPlayer> m_player; ///< of what is heard before it goes
    bool m_isPreviewing = false;
    bool m_isMute = false; ///< there was no loudspeaker to hear it by
    qint64 m_heard = 0; ///< ms
    IconButton *m_discard;
    IconButton *m_play;
    IconButton *m_turn;
    IconButton *m_send;
    std::optional<QString> m_told; ///< stateWords() that were said last
};

} // namespace jackdaw
