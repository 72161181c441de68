// SPDX-License-Identifier: GPL-3.0-or-later
// TimelineView: which rows there are.
#include "timeline/TimelineView.h"

#include "chat/TimelineModel.h"
#include "style/Theme.h"
#include "style/Typefaces.h"

#include <QAccessible>
#include <QScopedValueRollback>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

constexpr int maxAnnounced = 3; ///< arrivals in one step that are read out one by one

} // namespace

void TimelineView::adoptWindow()
{
    if (m_work == Work::Seeking)
        return;
    stopAnimation();
    if (m_model.conversation() != m_conversation) {
        m_conversation = m_model.conversation();
        m_layouts.dropAll();
        m_limits.clear();
        m_toGrow.clear();
        m_unfolding.clear();
        m_growing.reset();
        m_revealed.clear();
        m_selection.clear();
        m_arrivals.clear();
        m_focused = {};
        m_ring = RowPicture::Focus::None;
        m_lastRead = {};
        m_beganAt = {};
        m_seen = {};
        m_previews.clear();
        m_typing.clear();
        m_unread = 0;
        m_oldestTime.reset();
        m_tinted = {};
        m_drag = Drag::None;
        updateDots();
    }
    m_held.reset();
    m_hasJumped = true;
    updateToolbar(-1);
    resetGeometry();
    m_opening = Opening::AtUnreadOrNewest;
    placeOpening();
    awaitTypefaces();
    settle();
}

/// A chat that is opened in the first moment after the start, while its emoji may have to be read from the disk: it
/// comes whole as soon as they are here. The window is not held until then, and nothing moves.
void TimelineView::awaitTypefaces()
{
    const Typefaces *typefaces = m_theme.typefaces();
    m_awaitsTypefaces = typefaces && typefaces->isFirstAwaited();
    if (!m_awaitsTypefaces)
        return;
    viewport()->update();
    typefaces->whenFirstRead(this, [this] {
        if (!std::exchange(m_awaitsTypefaces, false))
            return;
        if (m_opening == Opening::AtUnreadOrNewest)
            placeOpening();
        settle();
    });
}

void TimelineView::placeOpening()
{
    const int unread = m_model.unreadLine().isValid() ? m_model.rowOf(m_model.unreadLine()) : -1;
    if (unread >= 0) {
        // The line stands below some of what was read before; settle() moves it down if everything fits.
        m_geometry.anchorAt(unread, m_geometry.viewportHeight() / 4);
    } else {
        m_geometry.restAtBottom();
    }
}

void TimelineView::rowsInserted(int first, int last)
{
    const int count = last - first + 1;
    const bool atEnd = last == m_model.rowCount() - 1;
    const QList<int> others = readAlbums();
    const std::optional<int> bottom = bottomToHold(first, last);
    m_geometry.insertRows(first, count, [this](int row) { return estimate(row); });
    forgetRows(others);
    // Gaps and days depend on the row above.
    if (last + 1 < m_geometry.rows()) {
        m_geometry.forget(last + 1);
        forgetSender(last + 1);
    }
    if (bottom) {
        const int shows = shownBy(last + 1);
        m_geometry.anchorAt(shows, *bottom - ensureLayout(shows)->height());
    }
    if (m_work != Work::None)
        return;

    if (atEnd && !m_model.hasNewer()) {
        if (m_model.message(last).direction == Direction::Outgoing && m_model.message(last).state == MessageState::Waiting) {
            // Just written here: whoever writes wants to see it.
            stopAnimation();
            m_arrivals.clear();
            m_geometry.restAtBottom();
        }
        for (int row = first; row <= last; ++row) {
            if (m_model.message(row).direction == Direction::Incoming)
                m_arrivals.append(m_model.message(row).id);
        }
        settle();
        announce(first, last);
    } else {
        settle();
    }
    if (QAccessible::isActive()) {
        QAccessibleEvent event(this, QAccessible::ObjectReorder);
        QAccessible::updateAccessibility(&event);
    }
}

void TimelineView::announce(int first, int last)
{
    if (!QAccessible::isActive() || !isVisible())
        return;
    QList<int> arrived;
    for (int row = first; row <= last; ++row) {
        if (m_model.message(row).direction == Direction::Incoming)
            arrived.append(row);
    }
    if (arrived.isEmpty())
        return;
    QString words;
    if (arrived.size() > maxAnnounced) {
        words = tr("%n new messages", nullptr, int(arrived.size()));
    } else {
        QStringList spoken;
        for (const int row : std::as_const(arrived))
            spoken.append(m_model.index(row, 0).data(Qt::AccessibleTextRole).toString());
        words = spoken.join(u". "_s);
    }
    QAccessibleAnnouncementEvent event(this, words);
    event.setPoliteness(QAccessible::AnnouncementPoliteness::Polite);
    QAccessible::updateAccessibility(&event);
}

void TimelineView::rowsAboutToBeRemoved(int first, int last)
{
    // The model keeps a limited number of rows. If it lets go of those that are being read, because many came in at the
    // other end, they are fetched again, and nothing moves.
    const int anchor = m_geometry.anchorRow();
    if (m_work == Work::None && first == 0 && last > first && anchor <= last && m_settled.last >= 0) {
        const MessageId message = m_model.message(anchor).id;
        const int y = m_geometry.anchorY();
        QMetaObject::invokeMethod(this, [this, message, y] { bringBack(message, y); }, Qt::QueuedConnection);
    }
    leaveRows(first, last);
    for (int row = first; row <= last; ++row) {
        const MessageId gone = m_model.message(row).id;
        m_layouts.drop(gone);
        m_limits.remove(gone);
        m_unfolding.remove(gone);
        m_arrivals.removeOne(gone);
        if (m_work == Work::None && gone == m_focused) {
            // The keys stay where they were: at the next message, else at the one before.
            const int next = last + 1 < m_model.rowCount() ? last + 1 : first - 1;
            m_focused = next >= 0 ? m_model.message(next).id : MessageId();
        }
        if (gone == m_selection.anchor().message || gone == m_selection.cursor().message)
            m_selection.clear();
        if (m_held && m_held->message == gone)
            m_held.reset();
    }
}

void TimelineView::rowsRemoved(int first, int last)
{
    m_geometry.removeRows(first, last - first + 1);
    forgetRows(readAlbums());
    if (first < m_geometry.rows()) {
        m_geometry.forget(first);
        forgetSender(first);
    }
    if (m_work != Work::None)
        return;
    settle();
    if (QAccessible::isActive()) {
        QAccessibleEvent event(this, QAccessible::ObjectReorder);
        QAccessible::updateAccessibility(&event);
    }
}

void TimelineView::bringBack(MessageId message, int y)
{
    {
        const QScopedValueRollback work(m_work, Work::Seeking);
        m_model.jumpTo(message);
    }
    resetGeometry();
    m_geometry.anchorAt(std::max(0, m_model.rowAtOrAfter(message)), y);
    settle();
}

void TimelineView::resetGeometry()
{
    m_settled = {};
    const QList<int> others = readAlbums();
    m_geometry.reset(m_model.rowCount(), [this](int row) { return estimate(row); });
    forgetRows(others);
    updateBeyond();
}

void TimelineView::rowsChanged(int first, int last)
{
    leaveRows(first, last);
    for (int row = first; row <= last; ++row)
        forgetRows({row, shownBy(row)});
    const QList<int> others = readAlbums();
    forgetRows(others);
    if (m_work == Work::None && ((last >= m_settled.first && first <= m_settled.last) || !others.isEmpty()))
        settle();
}

} // namespace jackdaw
