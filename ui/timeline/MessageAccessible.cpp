// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/MessageAccessible.h"

#include "chat/TimelineModel.h"
#include "timeline/TimelineView.h"
#include "widgets/MessageWords.h"

#include <QCoreApplication>
#include <QWindow>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

// Names of actions are an interface of their own, as those of QAccessibleActionInterface: not translated.
constexpr QLatin1StringView openLinkAction("OpenLink");
constexpr QLatin1StringView showSpoilerAction("ShowSpoiler");
constexpr QLatin1StringView hideSpoilerAction("HideSpoiler");
constexpr QLatin1StringView retryAction("Retry");
constexpr QLatin1StringView deleteAction("Delete");
constexpr QLatin1StringView resendAction("AskToResend");
constexpr QLatin1StringView replyAction("Reply");
constexpr QLatin1StringView editAction("Edit");

} // namespace

MessageAccessible::MessageAccessible(TimelineView *view, MessageId message)
    : m_view(view)
    , m_message(message)
{
}

int MessageAccessible::row() const
{
    return m_view ? m_view->model().rowOf(m_message) : -1;
}

bool MessageAccessible::isValid() const
{
    return row() >= 0;
}

QObject *MessageAccessible::object() const
{
    return nullptr;
}

QWindow *MessageAccessible::window() const
{
    return m_view ? m_view->window()->windowHandle() : nullptr;
}

QAccessibleInterface *MessageAccessible::parent() const
{
    return m_view ? QAccessible::queryAccessibleInterface(m_view) : nullptr;
}

QString MessageAccessible::text(QAccessible::Text kind) const
{
    const int at = row();
    if (at < 0)
        return {};
    switch (kind) {
    case QAccessible::Name: {
        const QString name = m_view->model().index(at, 0).data(Qt::AccessibleTextRole).toString();
        const QString place = m_view->placeInAlbum(at);
        return place.isEmpty() ? name : name + u", "_s + place;
    }
    case QAccessible::Value:
        return body();
    case QAccessible::Description: { // who says it may be, what happened before it was said, and of the last one since then
        const QString mark = m_view->senderMarkOf(m_view->model().message(at));
        const QString moving = m_view->transferWords(m_view->model().message(at));
        const QString pages = m_view->previewWords(m_view->model().message(at));
        return ((mark.isEmpty() ? QStringList() : QStringList{mark})
                + (moving.isEmpty() ? QStringList() : QStringList{moving})
                + (pages.isEmpty() ? QStringList() : QStringList{pages}) + m_view->eventLinesAt(at)
                + (at + 1 == m_view->model().rowCount() ? m_view->eventLinesAt(at + 1) : QStringList())).join(u". "_s);
    }
    default:
        return {};
    }
}

QRect MessageAccessible::bubble() const
{
    const int at = row();
    return at < 0 ? QRect() : m_view->bubbleRect(at);
}

QRect MessageAccessible::rect() const
{
    const QRect place = bubble();
    return place.isEmpty() ? QRect() : QRect(m_view->viewport()->mapToGlobal(place.topLeft()), place.size());
}

QAccessible::State MessageAccessible::state() const
{
    QAccessible::State state;
    if (!isValid()) {
        state.invalid = true;
        return state;
    }
    state.focusable = true;
    state.readOnly = true;
    state.selectableText = true;
    state.focused = m_view->hasFocus() && m_view->focusedMessage() == m_message;
    state.offscreen = !bubble().intersects(m_view->viewport()->rect());
    state.invisible = !m_view->isVisible();
    return state;
}

void *MessageAccessible::interface_cast(QAccessible::InterfaceType type)
{
    if (type == QAccessible::TextInterface)
        return static_cast<QAccessibleTextInterface *>(this);
    if (type == QAccessible::ActionInterface)
        return static_cast<QAccessibleActionInterface *>(this);
    if (type == QAccessible::ValueInterface && maximumValue().toInt() > 0)
        return static_cast<QAccessibleValueInterface *>(this);
    return nullptr;
}

QVariant MessageAccessible::currentValue() const
{
    const int at = row();
    return at < 0 ? 0 : int(m_view->soundOf(m_view->model().message(at)).at / 1000);
}

QVariant MessageAccessible::maximumValue() const
{
    const int at = row();
    return at < 0 ? 0 : int(m_view->soundOf(m_view->model().message(at)).length / 1000);
}

QVariant MessageAccessible::minimumStepSize() const
{
    return int(TimelineView::seekStep / 1000);
}

void MessageAccessible::setCurrentValue(const QVariant &value)
{
    const int at = row();
    if (at >= 0)
        m_view->seekSound(m_view->model().message(at), value.toLongLong() * 1000);
}

QString MessageAccessible::body() const
{
    const int at = row();
    if (at < 0)
        return {};
    const Message &message = m_view->model().message(at);
    // What is covered is not read out either (XEP-0382, 4); the hint is.
    return m_view->spoilerOf(message) == TimelineView::Spoiler::Covered ? *message.spoiler : message.caption();
}

void MessageAccessible::selection(int index, int *start, int *end) const
{
    *start = *end = 0;
    const auto range = m_view && index == 0 ? m_view->selection().rangeIn(m_message, body().size()) : std::nullopt;
    if (range) {
        *start = int(range->first);
        *end = int(range->second);
    }
}

int MessageAccessible::selectionCount() const
{
    return m_view && m_view->selection().rangeIn(m_message, body().size()) ? 1 : 0;
}

void MessageAccessible::addSelection(int start, int end)
{
    setSelection(0, start, end);
}

void MessageAccessible::removeSelection(int)
{
    if (m_view && selectionCount() > 0)
        m_view->selectRange({m_message, 0}, {m_message, 0});
}

void MessageAccessible::setSelection(int, int start, int end)
{
    if (isValid())
        m_view->selectRange({m_message, std::max(0, start)}, {m_message, std::max(0, end)});
}

int MessageAccessible::cursorPosition() const
{
    return m_view && m_view->selection().cursor().message == m_message ? int(m_view->selection().cursor().place) : 0;
}

void MessageAccessible::setCursorPosition(int position)
{
    setSelection(0, position, position);
}

QString MessageAccessible::text(int start, int end) const
{
    const QString whole = body();
    const int length = int(whole.size());
    const int from = std::clamp(start, 0, length);
    const int to = end < 0 ? length : std::clamp(end, from, length);
    return whole.mid(from, to - from);
}

/// Orca asks a list item that gets the focus for the line in which its cursor stands, and says that one instead of
/// the name: a part of the text, and neither who said it nor when. Where there is none it says the name. Keys go to
/// messages here and to no lines, so nobody else asks for that one; the others are there for who walks over the
/// screen.
QString MessageAccessible::textAtOffset(int offset, QAccessible::TextBoundaryType boundary, int *start, int *end) const
{
    const bool isOfCursor = offset == std::min(cursorPosition(), characterCount() - 1) || offset == cursorPosition();
    if (boundary != QAccessible::LineBoundary || !isOfCursor)
        return QAccessibleTextInterface::textAtOffset(offset, boundary, start, end);
    *start = *end = offset;
    return {};
}

int MessageAccessible::characterCount() const
{
    return int(body().size());
}

QRect MessageAccessible::characterRect(int offset) const
{
    const QRect place = bubble();
    const BubbleLayout *layout = m_view ? m_view->layoutOf(row()) : nullptr;
    if (place.isEmpty() || !layout)
        return {};
    const QRect character = layout->characterRect(offset).toAlignedRect().translated(place.topLeft());
    return QRect(m_view->viewport()->mapToGlobal(character.topLeft()), character.size());
}

int MessageAccessible::offsetAtPoint(const QPoint &point) const
{
    const QRect place = bubble();
    const BubbleLayout *layout = m_view ? m_view->layoutOf(row()) : nullptr;
    if (place.isEmpty() || !layout)
        return -1;
    const QPoint inView = m_view->viewport()->mapFromGlobal(point);
    return place.contains(inView) ? int(layout->positionAt(inView - place.topLeft())) : -1;
}

void MessageAccessible::scrollToSubstring(int, int)
{
    if (isValid())
        m_view->focusMessage(m_message);
}

QString MessageAccessible::attributes(int, int *start, int *end) const
{
    *start = 0;
    *end = characterCount();
    return {};
}

QStringList MessageAccessible::actionNames() const
{
    const int at = row();
    if (at < 0)
        return {};
    QStringList names{QAccessibleActionInterface::setFocusAction()};
    const BubbleLayout *layout = m_view->layoutOf(at);
    if (layout && !layout->links().isEmpty())
        names.append(openLinkAction);
    if (m_view->spoilerOf(m_view->model().message(at)) == TimelineView::Spoiler::Covered)
        names.append(showSpoilerAction);
    else if (m_view->model().message(at).spoiler)
        names.append(hideSpoilerAction);
    if (m_view->model().message(at).state == MessageState::Failed)
        names.append(retryAction);
    if (mayAskToResend(m_view->model().message(at)))
        names.append(resendAction);
    const Message &message = m_view->model().message(at);
    if (message.retracted == 0 && message.originId.isValid()) {
        names.append(replyAction);
        if (message.direction == Direction::Outgoing)
            names.append(editAction);
    }
    names.append(deleteAction);
    return names;
}

void MessageAccessible::doAction(const QString &name)
{
    const int at = row();
    if (at < 0)
        return;
    if (name == QAccessibleActionInterface::setFocusAction()) {
        m_view->setFocus(Qt::OtherFocusReason);
        m_view->focusMessage(m_message);
    } else if (name == openLinkAction) {
        const BubbleLayout *layout = m_view->layoutOf(at);
        if (layout && !layout->links().isEmpty())
            m_view->openLink(layout->links().constFirst());
    } else if (name == showSpoilerAction) {
        m_view->setSpoiler(m_message, TimelineView::Spoiler::Shown);
    } else if (name == hideSpoilerAction) {
        m_view->setSpoiler(m_message, TimelineView::Spoiler::Covered);
    } else if (name == retryAction) {
        Q_EMIT m_view->retryRequested(m_message);
    } else if (name == resendAction) {
        Q_EMIT m_view->resendRequested(m_message);
    } else if (name == replyAction) {
        Q_EMIT m_view->replyRequested(m_message);
    } else if (name == editAction) {
        Q_EMIT m_view->editRequested(m_message);
    } else if (name == deleteAction) {
        Q_EMIT m_view->deleteRequested(m_message);
    }
}

QStringList MessageAccessible::keyBindingsForAction(const QString &name) const
{
    return name == deleteAction ? QStringList{u"Del"_s}
        : name == replyAction ? QStringList{u"R"_s}
        : name == editAction ? QStringList{u"E"_s}
        : name == resendAction ? QStringList{u"Return"_s}
        : QStringList{};
}

QString MessageAccessible::localizedActionName(const QString &name) const
{
    if (name == openLinkAction)
        return QCoreApplication::translate("jackdaw::MessageAccessible", "Open link");
    if (name == showSpoilerAction)
        return QCoreApplication::translate("jackdaw::MessageAccessible", "Show spoiler");
    if (name == hideSpoilerAction)
        return QCoreApplication::translate("jackdaw::MessageAccessible", "Hide spoiler");
    if (name == retryAction)
        return QCoreApplication::translate("jackdaw::MessageAccessible", "Retry");
    if (name == resendAction)
        return QCoreApplication::translate("jackdaw::MessageAccessible", "Ask to resend");
    if (name == deleteAction)
        return QCoreApplication::translate("jackdaw::MessageAccessible", "Delete");
    if (name == replyAction)
        return QCoreApplication::translate("jackdaw::MessageAccessible", "Reply");
    if (name == editAction)
        return QCoreApplication::translate("jackdaw::MessageAccessible", "Edit");
    return QAccessibleActionInterface::localizedActionName(name);
}

} // namespace jackdaw
