// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

namespace jackdaw {

/// Where the rows of a long list stand whose headings have one height and whose other rows have another: known from the
/// places of the headings alone, so that 50,000 rows cost what their groups do.
/// A plain value, in pixels from the list's top; whoever owns it, on that thread.
class RowGeometry
{
public:
    /// `headings`: which of the rows are, ascending.
    void setRows(int rows, QList<int> headings);
    /// Neither is negative.
    void setHeights(int heading, int row);

    int rows() const { return m_rows; }
    const QList<int> &headings() const { return m_headings; }
    /// Also of the row behind the last: where the list ends.
    int top(int row) const { return row * m_rowHeight + headingsBefore(row) * (m_headingHeight - m_rowHeight); }
    int height(int row) const { return isHeading(row) ? m_headingHeight : m_rowHeight; }
    int total() const { return top(m_rows); }
    bool isHeading(int row) const;
    /// -1 above the first and below the last.
    int rowAt(int y) const;

private:
    int headingsBefore(int row) const;

    int m_rows = 0;
    QList<int> m_headings;
    int m_headingHeight = 0;
    int m_rowHeight = 0;
};

} // namespace jackdaw
