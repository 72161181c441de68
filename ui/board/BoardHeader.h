// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHeaderView>

namespace jackdaw {

class Theme;

/// The heads of the presence board's table: their words stand above those of the cells, and an arrow says by which the
/// rows are sorted. Owned by the table, GUI thread. Sorts nothing itself: that is the model's, and the box beside the
/// filters does the same by keys.
class BoardHeader : public QHeaderView
{
    Q_OBJECT
public:
    BoardHeader(const Theme &theme, QWidget *parent);

    QSize sizeHint() const override;

protected:
    bool viewportEvent(QEvent *event) override;
    void paintSection(QPainter *painter, const QRect &rect, int section) const override;
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    int m_hovered = -1; ///< the section under the mouse
    int m_pressed = -1;
};

} // namespace jackdaw
