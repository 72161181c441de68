// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSlider>

namespace jackdaw {

class Theme;

/// Where in a sound or a video one is: a line from left to right in every language, moved by mouse and keys; for screen
/// readers a slider of whole seconds. Owned by its parent, GUI thread. Tells a wish when it is let go, and plays nothing
/// itself: where it is, it is told.
class PlaceSlider : public QSlider
{
    Q_OBJECT
public:
    explicit PlaceSlider(const Theme &theme, QWidget *parent = nullptr);

    /// ms; not while somebody holds it.
    void setPlace(qint64 at, qint64 length);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void seekRequested(qint64 at);

protected:
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void hold(const QPoint &point);
    QRect line() const;

    const Theme &m_theme;
    qint64 m_at = 0;
    qint64 m_length = 0;
    bool m_isShowing = false; ///< the value changes by itself
};

} // namespace jackdaw
