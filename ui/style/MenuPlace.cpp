// SPDX-License-Identifier: GPL-3.0-or-later
#include "style/MenuPlace.h"

#include <QCursor>
#include <QMenu>
#include <QWidget>

#include <algorithm>

namespace jackdaw {

void popUpWithin(QMenu &menu, const QWidget &over, const QPoint &at)
{
    menu.ensurePolished(); // its size is that of the style's font
    const QSize size = menu.sizeHint();
    const QWidget *window = over.window();
    const QRect room(window->mapToGlobal(QPoint()), window->size());
    const bool isMirrored = menu.isRightToLeft(); // its right edge stands at the point then
    QPoint place(isMirrored ? at.x() - size.width() : at.x(), at.y());
    if (size.width() <= room.width())
        place.setX(std::clamp(place.x(), room.left(), room.right() + 1 - size.width()));
    if (size.height() <= room.height())
        place.setY(std::clamp(at.y(), room.top(), room.bottom() + 1 - size.height()));
    // A place at the pointer QMenu takes for that of the right edge, and would move it once more.
    constexpr int reach = 4; // px, more than it looks for
    if (isMirrored && (QCursor::pos() - place).manhattanLength() <= 2 * reach)
        place.rx() += 2 * reach + 1;
    menu.popup(place);
}

} // namespace jackdaw
