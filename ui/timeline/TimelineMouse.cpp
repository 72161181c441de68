// SPDX-License-Identifier: GPL-3.0-or-later
// The part of TimelineView that answers the mouse: what lies under the pointer, clicks, text that is dragged over.
#include "timeline/TimelineView.h"

#include "chat/TimelineModel.h"

#include <QGuiApplication>
#include <QMouseEvent>
#include <QStyleHints>

#include <algorithm>
#include <utility>

namespace jackdaw {

namespace {

bool acts(BubbleLayout::Part part)
{
    using Part = BubbleLayout::Part;
    return part == Part::Link || part == Part::Spoiler || part == Part::ShowAll || part == Part::Retry || part == Part::Delete
        || part == Part::Quote || part == Part::Reaction || part == Part::File
        || part == Part::Preview || part == Part::Copy || part == Part::Resend;
}

} // namespace

TimelineView::Hit TimelineView::hitAt(const QPoint &point) const
{
    for (int row = m_settled.first; row <= m_settled.last && row < m_geometry.rows(); ++row) {
        if (shownBy(row) != row)
            continue;
        if (point.y() < m_geometry.bodyTop(row) - 4 || point.y() > m_geometry.rowBottom(row) + 4)
            continue;
        const BubbleLayout *layout = layoutOf(row);
        const RowPicture shown = picture(row, *layout);
        const QRect bubble = m_painter.bubbleRect(shown, m_column);
        const int failureX = m_painter.failureLeft(shown, m_column) - bubble.left();
        const QPoint inBubble = point - bubble.topLeft();
        if (const int tile = tileRowAt(row, point); tile >= 0)
            return hitInAlbum(row, tile, inBubble);
        const BubbleLayout::Part part = layout->partAt(inBubble, failureX);
        if (part == BubbleLayout::Part::Nothing)
            continue;
        const TextLink *link = part == BubbleLayout::Part::Link ? layout->linkAt(inBubble) : nullptr;
        const auto *chip = part == BubbleLayout::Part::Reaction ? layout->parts()->chipAt(inBubble) : nullptr;
        const FileAct file = part == BubbleLayout::Part::File ? layout->parts()->fileActAt(inBubble) : FileAct::None;
        if (part == BubbleLayout::Part::Preview)
            return {row, part, TextLink{.url = layout->parts()->previewAt(inBubble)->content().url}};
        const Albums::Album *album = part == BubbleLayout::Part::Quote ? m_albums.of(row) : nullptr; // its first one answers
        return {album ? album->first() : row, part, link ? *link : TextLink(), chip ? chip->emoji : QString(), file};
    }
    return {};
}

TextSelection::End TimelineView::textEndAt(const QPoint &point) const
{
    if (m_settled.last < 0 || m_geometry.rows() == 0)
        return {};
    const int last = std::min(m_settled.last, m_geometry.rows() - 1);
    for (int row = m_settled.first; row <= last; ++row) {
        // What lies between two messages belongs to the end of the upper one.
        const bool isLast = row == last;
        if (!isLast && point.y() >= m_geometry.bodyTop(row + 1))
            continue;
        if (const int tile = tileRowAt(row, point); tile >= 0 && tile != row)
            return {m_model.message(tile).id, 0};
        const BubbleLayout *layout = layoutOf(row);
        const QRect bubble = m_painter.bubbleRect(picture(row, *layout), m_column);
        const QPointF inBubble = point - bubble.topLeft();
        return {m_model.message(row).id, layout->positionAt(inBubble)};
    }
    return {};
}

void TimelineView::updateCursor(const QPoint &point)
{
    viewport()->setCursor(acts(hitAt(point).part) || dayAt(point) >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

void TimelineView::act(const Hit &hit)
{
    const MessageId message = m_model.message(hit.row).id;
    switch (hit.part) {
    case BubbleLayout::Part::Link:
        openLink(hit.link);
        break;
    case BubbleLayout::Part::Spoiler:
        setSpoiler(message, spoilerOf(m_model.message(hit.row)) == Spoiler::Covered ? Spoiler::Shown
                                                                                    : Spoiler::Covered);
        break;
    case BubbleLayout::Part::ShowAll:
        showAllOf(message);
        break;
    case BubbleLayout::Part::Quote:
        jumpToQuoted(hit.row);
        break;
    case BubbleLayout::Part::Reaction:
        toggleReaction(reactedTo(hit.row, hit.emoji), hit.emoji);
        break;
    case BubbleLayout::Part::File:
        if (hit.file == FileAct::Seek)
            seekSound(hit.row, m_pressPoint);
        else if (hit.file == FileAct::PlayPause)
            actOnFile(message, hit.file);
        else
            for (const MessageId each : meantBy(hit.row)) // all are known before the first act changes rows
                actOnFile(each, hit.file);
        break;
    case BubbleLayout::Part::Copy:
        copyPlace(message);
        break;
    case BubbleLayout::Part::Preview:
        actOnPreview(hit.row, hit.link);
        break;
    case BubbleLayout::Part::Retry:
        for (const MessageId each : meantBy(hit.row))
            Q_EMIT retryRequested(each);
        break;
    case BubbleLayout::Part::Delete:
        Q_EMIT deleteRequested(message);
        break;
    case BubbleLayout::Part::Resend:
        Q_EMIT resendRequested(message);
        break;
    case BubbleLayout::Part::Nothing: case BubbleLayout::Part::Bubble: case BubbleLayout::Part::Text: case BubbleLayout::Part::Time:
        break;
    }
}

void TimelineView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton) {
        event->ignore();
        return;
    }
    stopAnimation();
    const QPoint point = event->position().toPoint();
    m_pressed = hitAt(point);
    m_pressedDay = dayAt(point);
    m_pressPoint = point;
    if (m_pressed.part == BubbleLayout::Part::File) // keys that are for a file are for this one from now on
        setFocused(m_pressed.row, RowPicture::Focus::None);
    if (acts(m_pressed.part) || m_pressedDay >= 0)
        return;
    const TextSelection::End end = textEndAt(point);
    if (!end.message.isValid())
        return;
    if (m_tripleClick.isActive()) {
        m_tripleClick.stop();
        const int row = m_model.rowOf(end.message);
        selectRange({end.message, 0}, {end.message, m_model.message(row).caption().size()});
        publishSelection();
        return;
    }
    if (m_pressed.row >= 0)
        setFocused(m_pressed.row, RowPicture::Focus::None);
    if (!(event->modifiers() & Qt::ShiftModifier) && isOnSelection(point, end)) {
        m_drag = Drag::Out; // or a click, which the release takes for one
        return;
    }
    if (event->modifiers() & Qt::ShiftModifier && m_selection.anchor().message.isValid()) {
        extendSelectionTo(end);
    } else {
        m_selection.start(end);
        viewport()->update();
    }
    m_drag = Drag::Characters;
}

void TimelineView::mouseMoveEvent(QMouseEvent *event)
{
    const QPoint point = event->position().toPoint();
    if (event->buttons() & Qt::LeftButton && dragOut(point))
        return;
    if (m_drag == Drag::Out)
        return;
    if (m_drag == Drag::None) {
        updateCursor(point);
        int hovered = -1;
        for (int row = m_settled.first; row <= m_settled.last && row < m_geometry.rows() && hovered < 0; ++row) {
            if (point.y() >= m_geometry.bodyTop(row) && point.y() < m_geometry.rowBottom(row))
                hovered = row;
        }
        if (const int tile = tileRowAt(hovered, point); tile >= 0)
            hovered = tile;
        updateToolbar(hovered);
        return;
    }
    m_dragPoint = point;
    dragTo(point);
    if (!viewport()->rect().contains(QPoint(viewport()->rect().center().x(), point.y())))
        m_autoScroll.start(16, this);
    else
        m_autoScroll.stop();
}

void TimelineView::dragTo(const QPoint &point)
{
    extendSelectionTo(textEndAt(QPoint(point.x(), std::clamp(point.y(), 0, viewport()->height() - 1))));
}

void TimelineView::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    m_autoScroll.stop();
    if (m_drag == Drag::Out) {
        m_drag = Drag::None;
        m_selection.start(textEndAt(event->position().toPoint()));
        viewport()->update();
    } else if (m_drag == Drag::Characters) {
        m_drag = Drag::None;
        publishSelection();
    } else if (acts(m_pressed.part) && hitAt(event->position().toPoint()) == m_pressed) {
        act(m_pressed);
    } else if (const int day = std::exchange(m_pressedDay, -1); day >= 0 && dayAt(event->position().toPoint()) == day) {
        Q_EMIT dayRequested(m_model.message(day).time);
    }
    m_pressed = {};
    updateCursor(event->position().toPoint());
}

void TimelineView::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    const Hit hit = hitAt(event->position().toPoint());
    if (acts(hit.part)) {
        m_pressed = hit; // the second click of two is a click
        return;
    }
    const TextSelection::End end = textEndAt(event->position().toPoint());
    const BubbleLayout *layout = layoutOf(m_model.rowOf(end.message));
    if (!layout)
        return;
    const auto word = layout->wordAt(end.place);
    selectRange({end.message, word.first}, {end.message, word.second});
    publishSelection();
    m_tripleClick.start(QGuiApplication::styleHints()->mouseDoubleClickInterval(), this);
}

} // namespace jackdaw
