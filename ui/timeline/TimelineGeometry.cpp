// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/TimelineGeometry.h"

#include <algorithm>
#include <limits>

namespace jackdaw {

namespace {
constexpr qint64 heightOfUnknown = 56;
/// A QScrollBar counts in int; beyond this many pixels the bar gets coarser.
constexpr qint64 barLimit = qint64(1) << 30;
}

void TimelineGeometry::reset(int rows, const Estimator &estimate)
{
    m_rows.assign(size_t(rows), Row{});
    for (int row = 0; row < rows; ++row)
        m_rows[size_t(row)].body = estimate(row);
    m_anchorRow = 0;
    m_anchorY = 0;
    m_rest = Rest::AtBottom;
}

void TimelineGeometry::insertRows(int first, int count, const Estimator &estimate)
{
    const bool wasEmpty = m_rows.empty();
    m_rows.insert(m_rows.begin() + first, size_t(count), Row{});
    for (int row = first; row < first + count; ++row)
        m_rows[size_t(row)].body = estimate(row);
    if (!wasEmpty && first <= m_anchorRow)
        m_anchorRow += count;
}

void TimelineGeometry::removeRows(int first, int count)
{
    if (m_anchorRow >= first + count) {
        m_anchorRow -= count;
    } else if (m_anchorRow >= first) {
        // The next message takes the place of the anchor that went; without one, the previous ends where it began.
        if (first + count < rows()) {
            m_anchorRow = first;
        } else if (first > 0) {
            m_anchorRow = first - 1;
            m_anchorY -= m_rows[size_t(first)].lead + m_rows[size_t(first - 1)].body;
        } else {
            m_anchorRow = 0;
            m_anchorY = 0;
        }
    }
    m_rows.erase(m_rows.begin() + first, m_rows.begin() + first + count);
}

void TimelineGeometry::forget(int row)
{
    m_rows[size_t(row)].measured = false;
}

void TimelineGeometry::forgetAll()
{
    for (Row &row : m_rows)
        row.measured = false;
    m_measuredSum = 0;
    m_measuredCount = 0;
}

void TimelineGeometry::anchorAt(int row, int y)
{
    m_anchorRow = std::clamp(row, 0, std::max(0, rows() - 1));
    m_anchorY = y;
    m_rest = Rest::AtPlace;
}

void TimelineGeometry::scrollBy(int pixels)
{
    m_anchorY -= pixels;
    if (pixels != 0)
        m_rest = Rest::AtPlace;
}

void TimelineGeometry::measureRow(int row, const Measurer &measure)
{
    Row &known = m_rows[size_t(row)];
    if (known.measured)
        return;
    const Measure measured = measure(row);
    known = {measured.lead, measured.body, true};
    m_measuredSum += measured.lead + measured.body;
    ++m_measuredCount;
}

TimelineGeometry::Settled TimelineGeometry::settle(const Measurer &measure)
{
    Settled settled;
    if (m_rows.empty()) {
        settled.shortAbove = m_beyond.before == Ends::Open;
        settled.shortBelow = m_beyond.after == Ends::Open;
        return settled;
    }
    const int lastRow = rows() - 1;
    m_anchorRow = std::clamp(m_anchorRow, 0, lastRow);
    if (m_rest == Rest::AtBottom) {
        measureRow(lastRow, measure);
        m_anchorRow = lastRow;
        m_anchorY = m_viewport - m_tail - m_rows[size_t(lastRow)].body;
    }

    int first = m_anchorRow;
    int last = m_anchorRow;
    int top = 0;    // of row `first`, its lead included
    int bottom = 0; // of row `last`
    // Fill from the anchor to both edges; where an end of the history shows, push the rows back to it, which may ask for
    // more rows at the other edge. The bottom end goes before the top: few messages stand at the bottom.
    measureRow(m_anchorRow, measure);
    top = m_anchorY - m_rows[size_t(first)].lead;
    bottom = m_anchorY + m_rows[size_t(last)].body;
    const auto fillUp = [&] {
        while (top > 0 && first > 0) {
            measureRow(--first, measure);
            top -= heightOf(first);
        }
    };
    const auto fillDown = [&] {
        while (bottom < m_viewport && last < lastRow) {
            measureRow(++last, measure);
            bottom += heightOf(last);
        }
    };
    const auto move = [&](int by) {
        m_anchorY += by;
        top += by;
        bottom += by;
    };
    fillUp();
    fillDown();
    if (first == 0 && m_beyond.before == Ends::Closed && top > m_head) {
        move(m_head - top);
        fillDown();
    }
    if (last == lastRow && m_beyond.after == Ends::Closed && bottom < m_viewport - m_tail) {
        move(m_viewport - m_tail - bottom);
        fillUp();
        // With too few messages to fill the view the top end shows too, and they stay at the bottom.
    }
    settled.shortAbove = first == 0 && m_beyond.before == Ends::Open && top > 0;
    settled.shortBelow = last == lastRow && m_beyond.after == Ends::Open && bottom < m_viewport;
    const bool showsEnd = last == lastRow && m_beyond.after == Ends::Closed;
    m_rest = showsEnd && bottom <= m_viewport - m_tail ? Rest::AtBottom : Rest::AtPlace;

    // What stands out of the view is not on screen, and must not be the anchor: it would be unmeasured after a resize.
    while (first < last && top + heightOf(first) <= 0) {
        top += heightOf(first);
        ++first;
    }
    while (last > first && bottom - heightOf(last) >= m_viewport) {
        bottom -= heightOf(last);
        --last;
    }
    m_anchorRow = first;
    m_anchorY = top + m_rows[size_t(first)].lead;
    settled.first = first;
    settled.last = last;
    return settled;
}

int TimelineGeometry::bodyTop(int row) const
{
    int y = m_anchorY;
    for (int i = m_anchorRow; i < row; ++i)
        y += m_rows[size_t(i)].body + m_rows[size_t(i) + 1].lead;
    for (int i = m_anchorRow; i > row; --i)
        y -= m_rows[size_t(i)].lead + m_rows[size_t(i) - 1].body;
    return y;
}

int TimelineGeometry::distanceToBottom() const
{
    if (m_rows.empty())
        return 0;
    return std::max(0, rowBottom(rows() - 1) + m_tail - m_viewport);
}

qint64 TimelineGeometry::averageHeight() const
{
    return m_measuredCount > 0 ? std::max<qint64>(1, m_measuredSum / m_measuredCount) : heightOfUnknown;
}

qint64 TimelineGeometry::loadedHeight(int count) const
{
    qint64 height = 0;
    for (int row = 0; row < count; ++row)
        height += heightOf(row);
    return height;
}

qint64 TimelineGeometry::heightBefore() const
{
    return m_beyond.before == Ends::Open ? std::max<qint64>(1, m_beyond.countBefore) * averageHeight() : 0;
}

qint64 TimelineGeometry::totalHeight() const
{
    const qint64 after = m_beyond.after == Ends::Open ? std::max<qint64>(1, m_beyond.countAfter) * averageHeight() : 0;
    return m_head + heightBefore() + loadedHeight(rows()) + after + m_tail;
}

qint64 TimelineGeometry::topOfView() const
{
    if (m_rows.empty())
        return 0;
    return m_head + heightBefore() + loadedHeight(m_anchorRow) + m_rows[size_t(m_anchorRow)].lead - m_anchorY;
}

double TimelineGeometry::unit() const
{
    const qint64 total = totalHeight();
    return total > barLimit ? double(total) / double(barLimit) : 1.0;
}

TimelineGeometry::Bar TimelineGeometry::bar() const
{
    const double perUnit = unit();
    Bar bar;
    bar.pageStep = std::max(1, int(m_viewport / perUnit));
    bar.maximum = int(double(std::max<qint64>(0, totalHeight() - m_viewport)) / perUnit);
    bar.value = std::clamp(int(double(std::max<qint64>(0, topOfView())) / perUnit), 0, bar.maximum);
    return bar;
}

TimelineGeometry::Place TimelineGeometry::placeOf(int barValue) const
{
    const qint64 y = qint64(double(barValue) * unit()) - m_head - heightBefore();
    if (y < 0 && m_beyond.before == Ends::Open)
        return {-1, 0, std::max<qint64>(0, (y + heightBefore()) / averageHeight())};
    qint64 top = 0;
    for (int row = 0; row < rows(); ++row) {
        const int height = heightOf(row);
        if (y < top + height || (row == rows() - 1 && m_beyond.after == Ends::Closed))
            return {row, int(std::clamp<qint64>(top - y, std::numeric_limits<int>::min() / 2, std::numeric_limits<int>::max() / 2))
                    + m_rows[size_t(row)].lead, -1};
        top += height;
    }
    return {-1, 0, m_beyond.countBefore + rows() + (y - top) / averageHeight()};
}

} // namespace jackdaw
