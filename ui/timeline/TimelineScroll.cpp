// SPDX-License-Identifier: GPL-3.0-or-later
// TimelineView: scrolling, the bar, and places far away.
#include "timeline/TimelineView.h"

#include "base/Clock.h"
#include "chat/TimelineModel.h"
#include "style/Theme.h"
#include "timeline/JumpButton.h"

#include <QScopedValueRollback>
#include <QScrollBar>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

constexpr int scrollDuration = 200;
constexpr int tintDuration = 1200;

} // namespace

// ---- Scrolling ----

void TimelineView::scrollByPixels(int pixels)
{
    if (pixels == 0 || m_geometry.rows() == 0)
        return;
    m_opening = Opening::Done;
    m_held.reset();
    m_geometry.scrollBy(pixels);
    settle(Repaint::Moved);
    if (pixels < 0)
        noteBeginning();
}

void TimelineView::noteBeginning()
{
    if (m_work != Work::None || m_model.hasOlder() || m_model.rowCount() == 0 || m_settled.first > 0
        || std::exchange(m_beganAt, m_model.message(0).id) == m_model.message(0).id)
        return;
    Q_EMIT beginningReached();
}

void TimelineView::updateBar()
{
    if (verticalScrollBar()->isSliderDown())
        return;
    const QScopedValueRollback guard(m_updatingBar, true);
    const TimelineGeometry::Bar bar = m_geometry.bar();
    verticalScrollBar()->setRange(0, bar.maximum);
    verticalScrollBar()->setPageStep(bar.pageStep);
    verticalScrollBar()->setValue(bar.value);
}

void TimelineView::scrollContentsBy(int, int dy)
{
    if (m_updatingBar || dy == 0)
        return;
    stopAnimation();
    // A key or a click on the groove moves by pixels that are known; a drag may go anywhere.
    if (!verticalScrollBar()->isSliderDown() && qAbs(dy) <= 3 * viewport()->height())
        scrollByPixels(-dy);
    else
        seek(verticalScrollBar()->value());
}

void TimelineView::seek(int barValue)
{
    m_hasJumped = true;
    m_opening = Opening::Done;
    m_held.reset();
    const QScrollBar &bar = *verticalScrollBar();
    if (barValue >= bar.maximum() && m_model.hasNewer()) {
        seekIndex(m_model.countBefore() + m_model.rowCount() + m_model.countAfter());
        return;
    }
    const TimelineGeometry::Place place = m_geometry.placeOf(barValue);
    if (place.row >= 0) {
        m_geometry.anchorAt(place.row, place.y);
        settle();
    } else {
        seekIndex(place.index);
    }
    if (barValue <= bar.minimum())
        noteBeginning();
}

void TimelineView::seekIndex(qint64 index)
{
    // The model finds places by time; between two known times the wanted index is found by interpolation, each probe
    // being one keyset page. The place need not be exact: it comes from a drag over more history than the bar has pixels.
    {
        const QScopedValueRollback work(m_work, Work::Seeking);
        const qint64 total = m_model.countBefore() + m_model.rowCount() + m_model.countAfter();
        if (!m_oldestTime || index <= 0) {
            m_model.jumpToTime(0);
            m_oldestTime = m_model.rowCount() > 0 ? m_model.message(0).time : 0;
        }
        if (index >= total) {
            m_model.jumpToNewest();
        } else if (index < m_model.countBefore() || index >= m_model.countBefore() + m_model.rowCount()) {
            qint64 lowTime = *m_oldestTime;
            qint64 lowIndex = 0;
            qint64 highTime = std::max(m_clock.now(), lowTime + 1);
            qint64 highIndex = std::max<qint64>(total, 1);
            for (int probe = 0; probe < 10 && highTime - lowTime > 1 && highIndex > lowIndex; ++probe) {
                const double share = probe % 3 == 2 ? 0.5 : double(index - lowIndex) / double(highIndex - lowIndex);
                const qint64 time = lowTime + qint64(double(highTime - lowTime) * std::clamp(share, 0.01, 0.99));
                m_model.jumpToTime(time);
                if (m_model.rowCount() == 0)
                    break;
                const qint64 firstIndex = m_model.countBefore();
                const qint64 lastIndex = firstIndex + m_model.rowCount() - 1;
                if (index >= firstIndex && index <= lastIndex)
                    break;
                if (index < firstIndex) {
                    highIndex = firstIndex;
                    highTime = std::min(time, m_model.message(0).time);
                } else {
                    lowIndex = lastIndex;
                    lowTime = std::max(time, m_model.message(m_model.rowCount() - 1).time);
                }
            }
        }
    }
    resetGeometry();
    if (index > 0 && !m_model.hasNewer() && index >= m_model.countBefore() + m_model.rowCount())
        m_geometry.restAtBottom();
    else
        m_geometry.anchorAt(int(std::clamp<qint64>(index - m_model.countBefore(), 0, std::max(0, m_model.rowCount() - 1))), 0);
    settle();
}

bool TimelineView::isAtNewest() const
{
    return !m_model.hasNewer() && m_geometry.rest() == TimelineGeometry::Rest::AtBottom;
}

void TimelineView::animateBy(int pixels, std::function<void()> finally)
{
    stopAnimation();
    m_opening = Opening::Done;
    m_held.reset();
    const int duration = m_theme.motion(scrollDuration);
    if (duration == 0 || pixels == 0 || !isVisible()) {
        m_geometry.scrollBy(pixels);
        settle(Repaint::Moved);
        if (finally)
            finally();
        return;
    }
    m_scrolled = 0;
    m_afterScrolling = std::move(finally);
    m_scrolling.setDuration(duration);
    m_scrolling.setStartValue(0);
    m_scrolling.setEndValue(pixels);
    m_scrolling.start();
}

void TimelineView::stopAnimation()
{
    m_afterScrolling = {};
    m_scrolling.stop();
}

void TimelineView::jumpToNewest()
{
    m_hasJumped = true;
    m_opening = Opening::Done;
    const auto arrive = [this] {
        m_held.reset();
        m_geometry.restAtBottom();
        settle();
    };
    if (m_model.hasNewer()) {
        m_model.jumpToNewest();
        m_opening = Opening::Done;
        arrive();
        return;
    }
    const int distance = m_geometry.distanceToBottom();
    if (distance > 2 * viewport()->height())
        arrive();
    else
        animateBy(distance, arrive);
}

void TimelineView::jumpToOldest()
{
    stopAnimation();
    m_hasJumped = true;
    m_held.reset();
    if (m_model.hasOlder())
        m_model.jumpToTime(0);
    m_opening = Opening::Done;
    m_geometry.anchorAt(0, TimelinePainter::headPadding);
    settle();
    noteBeginning();
}

void TimelineView::showMessage(MessageId message)
{
    stopAnimation();
    m_hasJumped = true;
    if (m_model.rowOf(message) < 0)
        m_model.jumpTo(message);
    m_opening = Opening::Done;
    int row = m_model.rowOf(message);
    if (row < 0)
        row = m_model.rowAtOrAfter(message);
    if (row < 0)
        return;
    m_held.reset();
    const int shows = shownBy(row);
    const int body = ensureLayout(shows)->height();
    m_geometry.anchorAt(shows, std::max(TimelinePainter::headPadding, (viewport()->height() - body) / 2));
    settle();
    if (m_albums.of(row))
        ensureVisible(row); // of many pictures all may be more than there is room for
    m_tinted = m_model.message(row).id;
    m_tint.stop();
    m_tint.setDuration(std::max(1, m_theme.motion(tintDuration)));
    m_tint.start();
}

void TimelineView::setMatch(const SearchMatch &match, MessageId message, int current)
{
    m_match = match;
    m_matched = message;
    m_matchedPlace = current;
    viewport()->update();
}

void TimelineView::setTyping(const QString &sentence)
{
    if (sentence == m_typing)
        return;
    const bool appears = m_typing.isEmpty() != sentence.isEmpty();
    m_typing = sentence;
    updateDots();
    if (appears)
        settle();
    else
        viewport()->update();
}

void TimelineView::setUnread(int unread)
{
    m_unread = unread;
    updateJump();
}

void TimelineView::setSenderName(std::function<QString(const Message &)> name)
{
    m_senderName = std::move(name);
}

void TimelineView::updateJump()
{
    while (!m_arrivals.isEmpty() && m_settled.last >= 0 && m_settled.last < m_model.rowCount()
           && m_arrivals.constFirst() <= m_model.message(m_settled.last).id)
        m_arrivals.removeFirst();
    const bool away = m_model.rowCount() > 0
        && (m_model.hasNewer() || m_geometry.distanceToBottom() > viewport()->height() / 2
            || (!m_arrivals.isEmpty() && m_geometry.rest() == TimelineGeometry::Rest::AtPlace));
    m_jump->setCount(m_model.hasNewer() ? std::max(m_unread, int(m_arrivals.size())) : int(m_arrivals.size()));
    const QSize size = m_jump->sizeHint();
    const QRect area = viewport()->geometry();
    const int x = layoutDirection() == Qt::LeftToRight ? area.right() - size.width() - 10 : area.left() + 10;
    m_jump->setGeometry(QRect(QPoint(x, area.bottom() - size.height() - 8), size));
    if (away != m_jump->isVisibleTo(this)) {
        const bool hadFocus = m_jump->hasFocus();
        m_jump->setVisible(away);
        if (hadFocus && !away)
            setFocus(Qt::OtherFocusReason);
    }
}

} // namespace jackdaw
