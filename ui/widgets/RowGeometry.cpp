// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/RowGeometry.h"

#include <algorithm>

namespace jackdaw {

void RowGeometry::setRows(int rows, QList<int> headings)
{
    m_rows = rows;
    m_headings = std::move(headings);
}

void RowGeometry::setHeights(int heading, int row)
{
    m_headingHeight = heading;
    m_rowHeight = row;
}

int RowGeometry::headingsBefore(int row) const
{
    return int(std::lower_bound(m_headings.cbegin(), m_headings.cend(), row) - m_headings.cbegin());
}

bool RowGeometry::isHeading(int row) const
{
    return std::binary_search(m_headings.cbegin(), m_headings.cend(), row);
}

int RowGeometry::rowAt(int y) const
{
    if (y < 0 || y >= total()) {
        return -1;
    }
    // The last heading that begins no lower, and from there rows of one height.
    const auto below = std::upper_bound(m_headings.cbegin(), m_headings.cend(), y, [this](int at, int heading) { return at < top(heading); });
    const int first = below == m_headings.cbegin() ? 0 : *(below - 1);
    const int into = y - top(first);
    const int height = this->height(first);
    return into < height ? first : first + 1 + (into - height) / m_rowHeight;
}

} // namespace jackdaw
