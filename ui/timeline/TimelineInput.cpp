// SPDX-License-Identifier: GPL-3.0-or-later
// TimelineView: mouse, keyboard and menu.
#include "timeline/TimelineView.h"

#include "chat/TimelineModel.h"
#include "style/Style.h"
#include "style/Theme.h"
#include "style/TimeText.h"
#include "timeline/JumpButton.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QStyleHints>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

constexpr int pageOverlap = 48; ///< of the old screen that a page key leaves in view
constexpr int menuLinks = 5;

bool acts(BubbleLayout::Part part)
{
    using Part = BubbleLayout::Part;
    return part == Part::Link || part == Part::ShowAll || part == Part::Retry || part == Part::Delete;
}

} // namespace

// ---- Where is the pointer? ----

TimelineView::Hit TimelineView::hitAt(const QPoint &point) const
{
    for (int row = m_settled.first; row <= m_settled.last && row < m_geometry.rows(); ++row) {
        if (point.y() < m_geometry.bodyTop(row) - 4 || point.y() > m_geometry.rowBottom(row) + 4)
            continue;
        const BubbleLayout *layout = layoutOf(row);
        const RowPicture shown = picture(row, *layout);
        const QRect bubble = m_painter.bubbleRect(shown, m_column);
        const int failureX = m_painter.failureLeft(shown, m_column) - bubble.left();
        const QPoint inBubble = point - bubble.topLeft();
        const BubbleLayout::Part part = layout->partAt(inBubble, failureX);
        if (part == BubbleLayout::Part::Nothing)
            continue;
        const Link *link = part == BubbleLayout::Part::Link ? layout->linkAt(inBubble) : nullptr;
        return {row, part, link ? link->url : QUrl()};
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
        const BubbleLayout *layout = layoutOf(row);
        const QRect bubble = m_painter.bubbleRect(picture(row, *layout), m_column);
        const QPointF inBubble = point - bubble.topLeft();
        return {m_model.message(row).id, layout->positionAt(inBubble)};
    }
    return {};
}

void TimelineView::updateCursor(const QPoint &point)
{
    viewport()->setCursor(acts(hitAt(point).part) ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

void TimelineView::act(const Hit &hit)
{
    const MessageId message = m_model.message(hit.row).id;
    switch (hit.part) {
    case BubbleLayout::Part::Link:
        Q_EMIT linkActivated(hit.link);
        break;
    case BubbleLayout::Part::ShowAll:
        showAllOf(message);
        break;
    case BubbleLayout::Part::Retry:
        Q_EMIT retryRequested(message);
        break;
    case BubbleLayout::Part::Delete:
        Q_EMIT deleteRequested(message);
        break;
    case BubbleLayout::Part::Nothing: case BubbleLayout::Part::Bubble: case BubbleLayout::Part::Text: case BubbleLayout::Part::Time:
        break;
    }
}

void TimelineView::showAllOf(MessageId message)
{
    const int row = m_model.rowOf(message);
    if (row < 0)
        return;
    // In portions, so that no single one is felt: 10,000, then 100,000 at a time.
    constexpr qsizetype portion = 10 * MessageText::foldLimit;
    const qsizetype limit = m_limits.value(message, MessageText::foldLimit);
    m_limits.insert(message, limit < portion ? portion + MessageText::foldLimit : limit + portion);
    m_layouts.remove(message);
    // The text that is read stays; it grows downwards.
    m_geometry.anchorAt(row, m_geometry.bodyTop(row));
    m_geometry.forget(row);
    settle();
}

// ---- Mouse ----

void TimelineView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton) {
        event->ignore();
        return;
    }
    stopAnimation();
    const QPoint point = event->position().toPoint();
    m_pressed = hitAt(point);
    if (acts(m_pressed.part))
        return;
    const TextSelection::End end = textEndAt(point);
    if (!end.message.isValid())
        return;
    if (m_tripleClick.isActive()) {
        m_tripleClick.stop();
        const int row = m_model.rowOf(end.message);
        selectRange({end.message, 0}, {end.message, m_model.message(row).body.size()});
        publishSelection();
        return;
    }
    if (m_pressed.row >= 0)
        setFocused(m_pressed.row, RowPicture::Focus::None);
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
    if (m_drag == Drag::None) {
        updateCursor(point);
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
    if (m_drag == Drag::Characters) {
        m_drag = Drag::None;
        publishSelection();
    } else if (acts(m_pressed.part) && hitAt(event->position().toPoint()) == m_pressed) {
        act(m_pressed);
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

void TimelineView::extendSelectionTo(const TextSelection::End &end)
{
    if (!end.message.isValid() || end == m_selection.cursor())
        return;
    m_selection.extend(end);
    viewport()->update();
}

void TimelineView::selectRange(const TextSelection::End &from, const TextSelection::End &to)
{
    m_selection.start(from);
    m_selection.extend(to);
    viewport()->update();
}

QString TimelineView::selectedText() const
{
    return m_selection.text(m_model);
}

bool TimelineView::copySelection() const
{
    if (m_selection.isEmpty())
        return false;
    QGuiApplication::clipboard()->setText(selectedText());
    return true;
}

void TimelineView::publishSelection() const
{
    QClipboard *clipboard = QGuiApplication::clipboard();
    if (clipboard->supportsSelection() && !m_selection.isEmpty())
        clipboard->setText(selectedText(), QClipboard::Selection);
}

void TimelineView::copyMessage(int row, CopyAs as) const
{
    const Message &message = m_model.message(row);
    QString copied = message.body;
    if (as == CopyAs::WithNameAndTime) {
        const QString name = m_senderName ? m_senderName(message) : message.sender.toString();
        copied = tr("[%1] %2: %3").arg(fullTimeText(message.time), name, message.body);
    }
    QGuiApplication::clipboard()->setText(copied);
}

// ---- Keyboard ----

void TimelineView::setFocused(int row, RowPicture::Focus ring)
{
    const MessageId message = row >= 0 && row < m_model.rowCount() ? m_model.message(row).id : MessageId();
    const bool changes = message != m_focused;
    updateRow(m_model.rowOf(m_focused));
    m_focused = message;
    m_ring = ring;
    updateRow(row);
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
        return;
    }
    if (row > m_settled.last) {
        const int body = ensureLayout(row)->height();
        m_geometry.anchorAt(row, std::max(head, height - TimelinePainter::tailPadding - body));
        settle();
        return;
    }
    const int top = m_geometry.bodyTop(row);
    const int bottom = m_geometry.rowBottom(row);
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
    if (by < 0 && m_geometry.bodyTop(row) < 0 && m_geometry.body(row) > viewport()->height()) {
        scrollByPixels(-std::min(step, TimelinePainter::headPadding - m_geometry.bodyTop(row)));
        return;
    }
    if (by > 0 && m_geometry.rowBottom(row) > viewport()->height() && m_geometry.body(row) > viewport()->height()) {
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
    if (!(event->modifiers() & Qt::ShiftModifier))
        return false;
    const bool words = event->modifiers() & Qt::ControlModifier;
    TextSelection::End end = m_selection.cursor();
    int row = m_model.rowOf(end.message);
    if (row < 0) {
        row = m_model.rowOf(m_focused);
        if (row < 0)
            return false;
        m_selection.start({m_focused, 0});
        end = m_selection.cursor();
    }
    const BubbleLayout *layout = layoutOf(row);
    const qsizetype length = m_model.message(row).body.size();
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
            end = {m_model.message(row + 1).id, m_model.message(row + 1).body.size()};
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
            selectRange({m_model.message(0).id, 0}, {last.id, last.body.size()});
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
            const QList<Link> &links = layoutOf(row)->links();
            if (links.size() == 1)
                Q_EMIT linkActivated(links.constFirst().url);
            else if (layoutOf(row)->lengthShown() < message.body.size())
                showAllOf(message.id);
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

// ---- Menu ----

void TimelineView::contextMenuEvent(QContextMenuEvent *event)
{
    if (event->reason() == QContextMenuEvent::Mouse) {
        const Hit hit = hitAt(viewport()->mapFromGlobal(event->globalPos()));
        if (hit.row < 0)
            return;
        setFocused(hit.row, RowPicture::Focus::None);
        openMenu(hit.row, hit.link, event->globalPos());
        return;
    }
    const int row = m_model.rowOf(m_focused);
    if (row < 0)
        return;
    ensureVisible(row);
    const QRect bubble = bubbleRect(row).intersected(viewport()->rect());
    openMenu(row, {}, viewport()->mapToGlobal(bubble.center()));
}

void TimelineView::openMenu(int row, const QUrl &link, const QPoint &globalPosition)
{
    const Message message = m_model.message(row);
    const MessageId id = message.id;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto add = [&](const QString &icon, const QString &text, auto &&what) {
        QAction *action = menu->addAction(m_theme.icon(icon), text);
        connect(action, &QAction::triggered, this, what);
        return action;
    };

    QList<QUrl> links;
    if (!link.isEmpty()) {
        links.append(link);
    } else {
        for (const Link &one : layoutOf(row)->links()) {
            if (links.size() < menuLinks && !links.contains(one.url))
                links.append(one.url);
        }
    }
    for (const QUrl &url : std::as_const(links)) {
        QString shown = fontMetrics().elidedText(url.toString(QUrl::FullyEncoded), Qt::ElideMiddle, m_theme.scaled(280));
        add(u"external-link"_s, tr("Open %1").arg(shown.replace(u'&', u"&&"_s)), [this, url] { Q_EMIT linkActivated(url); });
    }
    if (links.size() == 1) {
        const QUrl url = links.constFirst();
        add(u"copy"_s, tr("Copy link"), [url] { QGuiApplication::clipboard()->setText(url.toString(QUrl::FullyEncoded)); });
    }
    if (!links.isEmpty())
        menu->addSeparator();
    if (!m_selection.isEmpty())
        add(u"copy"_s, tr("Copy selected text\tCtrl+C"), [this] { copySelection(); });
    // Rows may come and go while the menu is open: the message is looked up again.
    const auto copyAs = [this, id](CopyAs as) {
        if (const int at = m_model.rowOf(id); at >= 0)
            copyMessage(at, as);
    };
    add(u"copy"_s, tr("Copy\tC"), [copyAs] { copyAs(CopyAs::Text); });
    add(u"clock"_s, tr("Copy with name and time"), [copyAs] { copyAs(CopyAs::WithNameAndTime); });
    if (layoutOf(row)->lengthShown() < message.body.size())
        add(u"chevron-down"_s, tr("Show all"), [this, id] { showAllOf(id); });
    menu->addSeparator();
    if (message.direction == Direction::Outgoing && message.state == MessageState::Failed)
        add(u"refresh-cw"_s, tr("Retry"), [this, id] { Q_EMIT retryRequested(id); });
    setDestructive(add(u"trash-2"_s, tr("Delete…\tDel"), [this, id] { Q_EMIT deleteRequested(id); }));
    menu->popup(globalPosition);
}

} // namespace jackdaw
