// SPDX-License-Identifier: GPL-3.0-or-later
// The part of TimelineView that lets go of something: selected text, a link or a file that is dragged out of the window.
#include "timeline/TimelineView.h"

#include "chat/TimelineModel.h"

#include <QApplication>
#include <QDrag>
#include <QFile>
#include <QMimeData>

#include <memory>

namespace jackdaw {

bool TimelineView::isOnSelection(const QPoint &point, const TextSelection::End &end) const
{
    if (m_selection.isEmpty() || end < m_selection.first() || m_selection.last() < end)
        return false;
    return hitAt(point).part == BubbleLayout::Part::Text; // beside the text a click lets go of it
}

/// What is carried by whom presses there; nullptr: nothing.
QMimeData *TimelineView::carriedFrom(const Hit &pressed) const
{
    auto carried = std::make_unique<QMimeData>();
    if (m_drag == Drag::Out) {
        carried->setText(selectedText());
    } else if (pressed.part == BubbleLayout::Part::Link) {
        // What is not what it seems is asked about before it leads anywhere, and a drop asks nobody.
        if (pressed.link.doubt != LinkDoubt::None)
            return nullptr;
        carried->setUrls({pressed.link.url});
        carried->setText(pressed.link.url.toString(QUrl::FullyEncoded));
    } else if (pressed.part == BubbleLayout::Part::File && pressed.row >= 0 && pressed.row < m_model.rowCount()) {
        const Message &message = m_model.message(pressed.row);
        const bool isHere = message.attachment && message.attachment->state == Attachment::State::Here && QFile::exists(message.attachment->path);
        if (!isHere)
            return nullptr;
        carried->setUrls({QUrl::fromLocalFile(message.attachment->path)});
    } else {
        return nullptr;
    }
    return carried.release();
}

/// True: it was dragged out, and the press is over.
bool TimelineView::dragOut(const QPoint &point)
{
    const bool mayCarry = m_drag == Drag::Out || m_pressed.part == BubbleLayout::Part::Link || m_pressed.part == BubbleLayout::Part::File;
    if (!mayCarry || (point - m_pressPoint).manhattanLength() < QApplication::startDragDistance())
        return false;
    // Rows may have come above since: what is carried is what was pressed, or nothing.
    if (m_drag != Drag::Out && hitAt(m_pressPoint) != m_pressed)
        return false;
    QMimeData *carried = carriedFrom(m_pressed);
    if (!carried)
        return false;
    m_drag = Drag::None;
    m_pressed = {};
    m_pressedDay = -1;
    startDrag(carried);
    return true;
}

void TimelineView::startDrag(QMimeData *carried)
{
    auto *drag = new QDrag(this);
    drag->setMimeData(carried);
    drag->exec(Qt::CopyAction); // what is here stays here
}

} // namespace jackdaw
