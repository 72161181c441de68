// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <functional>
#include <vector>

namespace jackdaw {

/// Where the loaded messages stand in the viewport. What holds still is the anchor: one message, and the y of its bubble's
/// top edge. Rows are measured only when they come on screen and estimated elsewhere, so a wrong estimate moves the
/// scroll bar and never the text; rows that come or go around the anchor move with their message. A row is its lead (gap,
/// day pill, unread line) and its body (bubble, failure line).
/// Pure: knows no widget, no model, no font. Owned by TimelineView, GUI thread.
class TimelineGeometry
{
public:
    struct Measure { int lead = 0; int body = 0; };
    using Measurer = std::function<Measure(int row)>;
    using Estimator = std::function<int(int row)>;
    /// Is the newest message at the bottom edge, to stay there when more arrives?
    enum class Rest { AtPlace, AtBottom };
    enum class Ends { Open, Closed };
    /// What is before the first and after the last loaded row: more messages (Open) or nothing.
    struct Beyond {
        Ends before = Ends::Closed;
        Ends after = Ends::Closed;
        qint64 countBefore = 0;
        qint64 countAfter = 0;
    };
    /// The scroll bar, in units that fit an int.
    struct Bar { int value = 0; int maximum = 0; int pageStep = 1; };
    /// What settle() found: the rows on screen, and whether the loaded rows did not fill it.
    struct Settled { int first = 0; int last = -1; bool shortAbove = false; bool shortBelow = false; };

    void reset(int rows, const Estimator &estimate);
    void insertRows(int first, int count, const Estimator &estimate);
    void removeRows(int first, int count);
    /// The row has to be measured again; until then its old height is the estimate.
    void forget(int row);
    void forgetAll();
    int rows() const { return int(m_rows.size()); }
    bool isMeasured(int row) const { return m_rows[size_t(row)].measured; }

    void setViewportHeight(int height) { m_viewport = height; }
    int viewportHeight() const { return m_viewport; }
    /// Room above the first row, and below the last one (typing row included).
    void setPadding(int head, int tail) { m_head = head; m_tail = tail; }
    void setBeyond(const Beyond &beyond) { m_beyond = beyond; }

    /// Puts the top of a row's bubble at `y` of the viewport; settle() corrects what goes over the ends.
    void anchorAt(int row, int y);
    void restAtBottom() { m_rest = Rest::AtBottom; }
    Rest rest() const { return m_rest; }
    int anchorRow() const { return m_anchorRow; }
    int anchorY() const { return m_anchorY; }
    /// Positive: towards newer messages.
    void scrollBy(int pixels);

    /// Measures what is on screen, corrects the ends, and chooses the first visible row as the new anchor without moving
    /// anything.
    Settled settle(const Measurer &measure);

    /// The y of the bubble's top in the viewport; only for rows from first to last of settle() exact.
    int bodyTop(int row) const;
    int rowTop(int row) const { return bodyTop(row) - m_rows[size_t(row)].lead; }
    int rowBottom(int row) const { return bodyTop(row) + m_rows[size_t(row)].body; }
    int lead(int row) const { return m_rows[size_t(row)].lead; }
    int body(int row) const { return m_rows[size_t(row)].body; }
    /// How far the view can go on towards the newest loaded row, by what is known.
    int distanceToBottom() const;

    Bar bar() const;
    /// What a bar's value stands for: a loaded row and the y of its top, or the index of a message that is not loaded.
    struct Place { int row = -1; int y = 0; qint64 index = -1; };
    Place placeOf(int barValue) const;

private:
    struct Row { int lead = 0; int body = 0; bool measured = false; };

    int heightOf(int row) const { return m_rows[size_t(row)].lead + m_rows[size_t(row)].body; }
    void measureRow(int row, const Measurer &measure);
    qint64 averageHeight() const;
    qint64 loadedHeight(int rows) const;
    qint64 heightBefore() const;
    qint64 totalHeight() const;
    qint64 topOfView() const;
    double unit() const;

    std::vector<Row> m_rows;
    Beyond m_beyond;
    Rest m_rest = Rest::AtBottom;
    int m_anchorRow = 0;
    int m_anchorY = 0;
    int m_viewport = 0;
    int m_head = 0;
    int m_tail = 0;
    // Over everything that was ever measured, for what is not loaded.
    qint64 m_measuredSum = 0;
    qint64 m_measuredCount = 0;
};

} // namespace jackdaw
