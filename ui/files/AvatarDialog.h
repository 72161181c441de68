// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "avatars/Avatar.h"

#include <QDialog>
#include <QImage>

QT_BEGIN_NAMESPACE
class QSlider;
QT_END_NAMESPACE

namespace jackdaw {

class AvatarCrop;
class Label;
class TextButton;
class Theme;

/// The part of a picture as it is published: its pixels, drawn anew, and nothing else that a
/// file may tell (place, camera, comments). Pure, any thread.
OwnAvatar encodeAvatar(const QImage &image, const QRect &part);

/// Asks which part of a picture is to be the user's own or a group's, seen as others see it. Owned by its parent and deletes
/// itself, GUI thread; the file is read on the pool, with the limits of all pictures. Emits the wish and closes;
/// publishes nothing.
class AvatarDialog : public QDialog
{
    Q_OBJECT
public:
    enum class Whose { Own, Group };
    AvatarDialog(const QString &path, const Theme &theme, QWidget *parent, Whose whose = Whose::Own);

    /// As soon as it is read.
    void setImage(const QImage &image);

Q_SIGNALS:
    void chosen(const jackdaw::OwnAvatar &picture);

private:
    void submit();

    AvatarCrop *m_crop;
    QSlider *m_zoom;
    Label *m_note;
    TextButton *m_use;
};

/// A picture behind a round window, moved by dragging or the arrow keys. Owned by
/// AvatarDialog, GUI thread. Knows no file.
class AvatarCrop : public QWidget
{
    Q_OBJECT
public:
    explicit AvatarCrop(const Theme &theme, QWidget *parent = nullptr);

    void setImage(const QImage &image);
    const QImage &image() const { return m_image; }
    /// 1: the shorter side fills the window.
    void setZoom(qreal zoom);
    /// In the picture's pixels; a square.
    QRect part() const;
    QSize sizeHint() const override;

Q_SIGNALS:
    void zoomRequested(int steps);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void moveBy(const QPointF &pixels);

    const Theme &m_theme;
    QImage m_image;
    QPixmap m_shown;
    qreal m_zoom = 1;
    QPointF m_center;
    QPointF m_pressed;
};

} // namespace jackdaw
