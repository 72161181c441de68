// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Ids.h"
#include "chat/Attachment.h"

#include <QDialog>
#include <QImage>

#include <functional>

QT_BEGIN_NAMESPACE
class QScrollArea;
class QLabel;
QT_END_NAMESPACE

namespace jackdaw {

class ElidedLabel;
class IconButton;
class Label;
class Theme;

/// A picture of a chat in a window of its own: fitted or as large as one likes, turned, the next and the one before,
/// saved, copied. Made and owned by the chat page, and deletes itself; GUI thread. Reads the picture on the pool,
/// within the limits of readPicture(). Knows no model: which picture is next, it is told.
class PictureViewer : public QDialog
{
    Q_OBJECT
public:
    struct Picture
    {
        MessageId message;
        Attachment attachment;
        QString from;
        Direction direction = Direction::Incoming;
    };
    /// The one before (-1) or after (1); nothing with an invalid id where there is none.
    using Neighbour = std::function<Picture(MessageId message, int by)>;

    PictureViewer(const Picture &picture, Neighbour neighbour, const Theme &theme, QWidget *parent);

    /// It was deleted or taken back: it is not shown any longer.
    void leave(MessageId message);

Q_SIGNALS:
    /// With what is shown: its chat may no longer be open.
    void saveRequested(const jackdaw::PictureViewer::Picture &picture);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void show(const Picture &picture);
    void go(int by);
    void zoomBy(qreal factor);
    void fit();
    void apply();
    void rotate();
    void copy();
    qreal fittingScale() const;

    Neighbour m_neighbour;
    Picture m_picture;
    QImage m_image;
    qreal m_scale = 0; ///< 0: fitted
    int m_reading = 0; ///< number of what is read now
    ElidedLabel *m_title;
    IconButton *m_previous;
    IconButton *m_next;
    QScrollArea *m_area;
    QLabel *m_label;
};

} // namespace jackdaw
