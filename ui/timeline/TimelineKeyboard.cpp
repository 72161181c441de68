// SPDX-License-Identifier: GPL-3.0-or-later
// The part of TimelineView that answers the keyboard: the message that has the focus, and moving it.
#include "timeline/TimelineView.h"

#include "chat/TimelineModel.h"
#include "widgets/MessageWords.h"

#include <QAccessible>
#include <QKeyEvent>

#include <algorithm>

namespace jackdaw {

namespace {

constexpr int pageOverlap = 48; ///< of the old screen that a page key leaves in view

} // namespace

void TimelineView::setFocused(int row, RowPicture::Focus ring)
{
    const MessageId message = row >= 0 && row < m_model.rowCount() ? m_model.message(row).id : MessageId();
    const bool changes = message != m_focused;
    updateRow(m_model.rowOf(m_focused));
    m_focused = message;
    m_ring = ring;
    updateRow(row);
    updateToolbar(-1);
    if (changes && message.isValid() && hasFocus() && QAccessible::isActive()) {
        QAccessibleEvent event(this, QAccessible::Focus);
        event.setChild(row);
        QAccessible::updateAccessibility(&event);
    }
}

void TimelineView::focusMessage(MessageId message)
{
    const int row = m_model.rowOf(message);
    if (row < 0)
        return;
    ensureVisible(row);
    setFocused(m_model.rowOf(message), RowPicture::Focus::Ring);
}

void TimelineView::ensureVisible(int row)
{
    stopAnimation();
    m_opening = Opening::Done;
    m_held.reset();
    const int height = viewport()->height();
    const int head = TimelinePainter::headPadding;
    if (row < m_settled.first) {
        m_geometry.anchorAt(row, head);
        settle();
        if (!m_albums.of(row))
            return;
    }
    if (row > m_settled.last) {
        const int shows = shownBy(row);
        const int body = ensureLayout(shows)->height();
        m_geometry.anchorAt(shows, std::max(head, height - TimelinePainter::tailPadding - body));
        settle();
        if (!m_albums.of(row))
            return;
    }
    const QRect tile = tileRect(row);
    const int top = tile.isEmpty() ? m_geometry.bodyTop(row) : tile.top();
    const int bottom = tile.isEmpty() ? m_geometry.rowBottom(row) : tile.bottom() + 1;
    if (top < head)
        scrollByPixels(top - head);
    else if (bottom > height - TimelinePainter::tailPadding)
        scrollByPixels(std::min(bottom - (height - TimelinePainter::tailPadding), top - head));
}

void TimelineView::moveFocus(int by)
{
    if (m_settled.last < 0)
        return;
    int row = m_model.rowOf(m_focused);
    if (row < 0 || row < m_settled.first || row > m_settled.last) {
        // Begin at what is on screen.
        row = by < 0 ? m_settled.last : m_settled.first;
        focusMessage(m_model.message(row).id);
        return;
    }
    // A message that is higher than the view is read in steps before the next one is reached.
    const int step = viewport()->height() - pageOverlap;
    const bool isTall = m_geometry.body(row) > viewport()->height() && !m_albums.of(row); // pictures are gone through one by one
    if (by < 0 && m_geometry.bodyTop(row) < 0 && isTall) {
        scrollByPixels(-std::min(step, TimelinePainter::headPadding - m_geometry.bodyTop(row)));
        return;
    }
    if (by > 0 && m_geometry.rowBottom(row) > viewport()->height() && isTall) {
        scrollByPixels(std::min(step, m_geometry.rowBottom(row) - viewport()->height() + TimelinePainter::tailPadding));
        return;
    }
    if (row + by < 0 && loadOlder()) {
        settle();
        row = m_model.rowOf(m_focused);
    } else if (row + by >= m_model.rowCount() && loadNewer()) {
        settle();
    }
    const int next = row + by;
    if (next >= 0 && next < m_model.rowCount()) {
        focusMessage(m_model.message(next).id);
    } else {
        setFocused(row, RowPicture::Focus::Ring);
        if (next < 0) // the head of the history with its day line
            scrollByPixels(-m_geometry.lead(0) - TimelinePainter::headPadding);
        else
            scrollByPixels(m_geometry.distanceToBottom());
    }
}

void TimelineView::moveByPage(int by)
{
    scrollByPixels(by * std::max(pageOverlap, viewport()->height() - pageOverlap));
    if (m_settled.last < 0)
        return;
    // The first message that is wholly on screen, or the last one going down.
    int row = by < 0 ? m_settled.first : m_settled.last;
    if (by < 0 && row < m_settled.last && m_geometry.bodyTop(row) < 0)
        ++row;
    else if (by > 0 && row > m_settled.first && m_geometry.rowBottom(row) > viewport()->height())
        --row;
    setFocused(row, RowPicture::Focus::Ring);
}

bool TimelineView::extendByKey(QKeyEvent *event)
{
    // Shift itself comes before the key that it is held for.
    if (!(event->modifiers() & Qt::ShiftModifier) || event->key() == Qt::Key_Shift)
        return false;
    const bool words = event->modifiers() & Qt::ControlModifier;
    TextSelection::End end = m_selection.cursor();
    int row = m_model.rowOf(end.message);
    if (row < 0) {
        row = m_model.rowOf(m_focused);
        if (row < 0)
            return false;
        // Up takes the message itself first, as Down does.
        m_selection.start({m_focused, event->key() == Qt::Key_Up ? m_model.message(row).caption().size() : 0});
        end = m_selection.cursor();
    }
    const BubbleLayout *layout = layoutOf(row);
    const qsizetype length = m_model.message(row).caption().size();
    const auto mode = words ? QTextLayout::SkipWords : QTextLayout::SkipCharacters;
    // Left and right are on screen; in a right-to-left message left goes on.
    const bool mirrored = layout->direction() == Qt::RightToLeft;
    switch (event->key()) {
    case Qt::Key_Left: case Qt::Key_Right: {
        const int by = (event->key() == Qt::Key_Right) != mirrored ? 1 : -1;
        end.place = layout->step(end.place, by, mode);
        break;
    }
    case Qt::Key_Up:
        if (end.place > 0)
            end.place = 0;
        else if (row > 0)
            end = {m_model.message(row - 1).id, 0};
        break;
    case Qt::Key_Down:
        if (end.place < length)
            end.place = length;
        else if (row + 1 < m_model.rowCount())
            end = {m_model.message(row + 1).id, m_model.message(row + 1).caption().size()};
        break;
    case Qt::Key_Home:
        end.place = 0;
        break;
    case Qt::Key_End:
        end.place = length;
        break;
    default:
        return false;
    }
    extendSelectionTo(end);
    focusMessage(end.message);
    publishSelection();
    return true;
}

void TimelineView::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy)) {
        const int row = m_model.rowOf(m_focused);
        if (!copySelection() && row >= 0)
            copyMessage(row, CopyAs::Text);
        return;
    }
    if (event->matches(QKeySequence::SelectAll)) {
        if (m_model.rowCount() > 0) {
            const Message &last = m_model.message(m_model.rowCount() - 1);
            selectRange({m_model.message(0).id, 0}, {last.id, last.caption().size()});
            publishSelection();
        }
        return;
    }
    if (extendByKey(event))
        return;
    const Qt::KeyboardModifiers modifiers = event->modifiers() & ~Qt::KeypadModifier;
    const bool plain = modifiers == Qt::NoModifier;
    const bool control = modifiers == Qt::ControlModifier;
    const int row = m_model.rowOf(m_focused);
    switch (event->key()) {
    case Qt::Key_Up:
        if (plain)
            return moveFocus(-1);
        break;
    case Qt::Key_Down:
        if (plain)
            return moveFocus(1);
        break;
    case Qt::Key_PageUp:
        if (plain)
            return moveByPage(-1);
        break;
    case Qt::Key_PageDown:
        if (plain)
            return moveByPage(1);
        break;
    case Qt::Key_Home:
        if (plain || control) {
            jumpToOldest();
            setFocused(0, RowPicture::Focus::Ring);
            return;
        }
        break;
    case Qt::Key_End:
        if (plain || control) {
            jumpToNewest();
            setFocused(m_model.rowCount() - 1, RowPicture::Focus::Ring);
            return;
        }
        break;
    case Qt::Key_R: case Qt::Key_E:
        if (plain && actByKey(event->key()))
            return;
        break;
    case Qt::Key_Plus:
        if ((plain || modifiers == Qt::ShiftModifier) && actByKey(event->key()))
            return;
        break;
    case Qt::Key_S:
        if (control && row >= 0 && m_model.message(row).attachment) {
            actOnFile(m_focused, FileAct::SaveAs);
            return;
        }
        break;
    case Qt::Key_Space:
        if (plain && row >= 0 && layoutOf(row)->parts() && layoutOf(row)->parts()->file()) {
            const FileBlock &file = *layoutOf(row)->parts()->file();
            if (file.plays() || file.isFilmHere()) {
                actOnFile(m_focused, file.plays() ? FileAct::PlayPause : FileAct::View);
                return;
            }
        }
        break;
    case Qt::Key_Left: case Qt::Key_Right:
        // Time goes from left to right in every language.
        if (plain && row >= 0) {
            const VoicePlayback::State sound = soundOf(m_model.message(row));
            if (sound.length > 0) {
                seekSound(m_model.message(row), sound.at + (event->key() == Qt::Key_Left ? -seekStep : seekStep));
                return;
            }
        }
        break;
    case Qt::Key_C:
        if (plain && row >= 0)
            return copyMessage(row, CopyAs::Text);
        break;
    case Qt::Key_Delete:
        if (plain && row >= 0) {
            Q_EMIT deleteRequested(m_focused);
            return;
        }
        break;
    case Qt::Key_Return: case Qt::Key_Enter:
        if (plain && row >= 0) {
            const Message &message = m_model.message(row);
            const QList<TextLink> links = layoutOf(row)->links();
            if (spoilerOf(message) == Spoiler::Covered)
                setSpoiler(message.id, Spoiler::Shown);
            else if (layoutOf(row)->parts() && layoutOf(row)->parts()->file() && message.state != MessageState::Failed)
                actOnFile(message.id, layoutOf(row)->parts()->file()->mainAct());
            else if (mayAskToResend(message))
                Q_EMIT resendRequested(message.id);
            else if (links.size() == 1)
                openLink(links.constFirst());
            else if (layoutOf(row)->isFolded())
                showAllOf(message.id);
            else if (message.spoiler && links.isEmpty() && message.state != MessageState::Failed)
                setSpoiler(message.id, Spoiler::Covered);
            else if (!links.isEmpty() || message.state == MessageState::Failed)
                openMenu(row, {}, viewport()->mapToGlobal(bubbleRect(row).center()));
            return;
        }
        break;
    case Qt::Key_Escape:
        if (!m_selection.isEmpty()) {
            m_selection.clear();
            viewport()->update();
            return;
        }
        break;
    default:
        break;
    }
    event->ignore();
}

void TimelineView::focusInEvent(QFocusEvent *event)
{
    const bool byKeys = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason
        || event->reason() == Qt::ShortcutFocusReason || event->reason() == Qt::OtherFocusReason;
    if (byKeys) {
        const int row = m_model.rowOf(m_focused);
        const bool seen = row >= m_settled.first && row <= m_settled.last && row >= 0;
        setFocused(seen ? row : m_settled.last, RowPicture::Focus::Ring);
    }
    if (QAccessible::isActive() && m_model.rowOf(m_focused) >= 0) {
        QAccessibleEvent focus(this, QAccessible::Focus);
        focus.setChild(m_model.rowOf(m_focused));
        QAccessible::updateAccessibility(&focus);
    }
    updateRow(m_model.rowOf(m_focused));
}

void TimelineView::focusOutEvent(QFocusEvent *)
{
    updateRow(m_model.rowOf(m_focused));
}

} // namespace jackdaw
