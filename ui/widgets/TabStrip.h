// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "style/Theme.h"

#include <QTabBar>

namespace jackdaw {

/// Words in a row of which one is underlined: the parts of a pane (mockup 12). A tab bar by role and keys.
/// Owned by its parent, GUI thread. What the tabs show is its owner's; it never scrolls sideways by the
/// wheel.
class TabStrip : public QTabBar
{
    Q_OBJECT
public:
    explicit TabStrip(const Theme &theme, QWidget *parent = nullptr);

protected:
    QSize tabSizeHint(int index) const override;
    QSize minimumTabSizeHint(int index) const override { return tabSizeHint(index); }
    void paintEvent(QPaintEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;

private:
    const Theme &m_theme;
    int m_hovered = -1;
};

} // namespace jackdaw
