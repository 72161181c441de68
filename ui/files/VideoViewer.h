// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/PictureViewer.h"
#include "sound/SoundModule.h"

#include <QDialog>
#include <QTimer>

#include <optional>

QT_BEGIN_NAMESPACE
class QSlider;
QT_END_NAMESPACE

namespace jackdaw {

class ElidedLabel;
class IconButton;
class Label;
class PlaceSlider;
class Theme;

/// The pictures of a video, fitted, with the dark around them, or in words why there are none. Owned by VideoViewer, GUI
/// thread. Paints what it is given as it is, and knows no player: what somebody does with the mouse on it, it only tells,
/// and never acts on.
class VideoScreen : public QWidget
{
    Q_OBJECT
public:
    explicit VideoScreen(const Theme &theme, QWidget *parent = nullptr);

    void setImage(const QImage &image);
    const QImage &image() const { return m_image; }
    void setWords(const QString &words);

Q_SIGNALS:
    void clicked();
    void doubleClicked();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;

private:
    const Theme &m_theme;
    QImage m_image;
    QString m_words;
};

/// A video of a chat in a window of its own: played, paused, sought, louder, over the whole screen, by mouse and keys,
/// and the next and the one before. Made and owned by the chat page, and deletes itself; GUI thread. Loads the sound
/// module, and says in words what it cannot play. Knows no model, and decodes nothing itself.
class VideoViewer : public QDialog
{
    Q_OBJECT
public:
    using Video = PictureViewer::Picture;
    using Neighbour = PictureViewer::Neighbour;

    /// `volume`: of a hundred, as it was left the last time.
    VideoViewer(const Video &video, Neighbour neighbour, int volume, const SoundSource &source, const Theme &theme,
                QWidget *parent);
    ~VideoViewer() override;

    /// Somebody else is to be heard.
    void giveWay();
    /// It was deleted or taken back: it is not shown any longer.
    void leave(MessageId message);

    static QString faultWords(SoundFault fault);

Q_SIGNALS:
    /// With what is shown: its chat may no longer be open.
    void saveRequested(const jackdaw::PictureViewer::Picture &video);
    /// With another program.
    void openRequested(const jackdaw::PictureViewer::Picture &video);
    void volumeChosen(int percent);
    /// It plays, and is to be heard alone.
    void started();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void play(const Video &video);
    void go(int by);
    void toggle();
    void goBy(qint64 by);
    void goTo(qint64 at);
    void setVolume(int percent);
    void setMuted(bool isMuted);
    void applyVolume();
    void setFull(bool isFull);
    void showMotion();
    void showTime();
    void showBars();
    void fail(SoundFault fault);
    void fitRoom();

    const Theme &m_theme;
    Neighbour m_neighbour;
    Video m_video;
    std::unique_ptr<VideoPlayer> m_player;
    bool m_isPlaying = false;
    bool m_hasFailed = false;
    bool m_isMuted = false;
    qint64 m_at = 0;
    qint64 m_length = 0;
    QTimer m_unused; ///< over the whole screen the bars go when nobody moves anything
    QWidget *m_top;
    QWidget *m_bottom;
    VideoScreen *m_screen;
    ElidedLabel *m_title;
    IconButton *m_previous;
    IconButton *m_next;
    IconButton *m_toggle;
    PlaceSlider *m_place;
    Label *m_time;
    Label *m_note;
    IconButton *m_mute;
    QSlider *m_volume;
    IconButton *m_full;
    IconButton *m_open;
};

} // namespace jackdaw
