// SPDX-License-Identifier: GPL-3.0-or-later
// The part of TimelineView that goes to a day: from a calendar, and from the pill that names one.
#include "timeline/TimelineView.h"

#include "chat/TimelineModel.h"

namespace jackdaw {

void TimelineView::showTime(qint64 time)
{
    stopAnimation();
    m_hasJumped = true;
    // What is loaded above it proves that nothing between is missing.
    int row = m_model.rowAtOrAfterTime(time);
    if ((row < 0 && m_model.hasNewer()) || (row == 0 && m_model.hasOlder())) {
        m_model.jumpToTime(time);
        row = m_model.rowAtOrAfterTime(time);
    }
    m_opening = Opening::Done;
    m_held.reset();
    if (row < 0) {
        m_geometry.restAtBottom();
    } else {
        m_focused = m_model.message(row).id; // where keys go on
        m_geometry.anchorAt(row, TimelinePainter::headPadding + leadOf(row).height(m_theme));
    }
    settle();
}

int TimelineView::dayAt(const QPoint &point) const
{
    for (int row = m_settled.first; row <= m_settled.last && row < m_geometry.rows(); ++row) {
        if (point.y() >= m_geometry.bodyTop(row))
            continue;
        RowPicture shown;
        shown.lead = leadOf(row);
        shown.bodyTop = m_geometry.bodyTop(row);
        return m_painter.dayRect(shown, m_column).contains(point) ? row : -1;
    }
    return -1;
}

qint64 TimelineView::shownTime() const
{
    const int row = m_settled.first;
    return row >= 0 && row < m_model.rowCount() ? m_model.message(row).time : 0;
}

} // namespace jackdaw
