// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLayoutItem>

namespace jackdaw {

/// A widget in a layout that reaches `room` pixels beyond its cell at the left and right: for a widget that holds buttons,
/// whose focus rings stand outside their layout's lines (focusRoom), so that its content lines up with what is around it.
/// A layout's own margins cannot do it, as Qt reads negative ones as the style's. Owned by its layout; GUI thread.
class OutsetItem : public QWidgetItem
{
public:
    OutsetItem(QWidget *widget, int room) : QWidgetItem(widget), m_room(room) {}

    QSize sizeHint() const override { return narrowed(QWidgetItem::sizeHint()); }
    QSize minimumSize() const override { return narrowed(QWidgetItem::minimumSize()); }
    int heightForWidth(int width) const override { return QWidgetItem::heightForWidth(width + 2 * m_room); }
    int minimumHeightForWidth(int width) const override { return QWidgetItem::minimumHeightForWidth(width + 2 * m_room); }
    void setGeometry(const QRect &rect) override { QWidgetItem::setGeometry(rect.adjusted(-m_room, 0, m_room, 0)); }

private:
    QSize narrowed(const QSize &size) const { return QSize(qMax(0, size.width() - 2 * m_room), size.height()); }

    int m_room;
};

} // namespace jackdaw
