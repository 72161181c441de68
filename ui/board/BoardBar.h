// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "style/Theme.h"
#include "watch/Watch.h"

#include <vector>

class QPainter;

namespace jackdaw {

/// The bar of the last eight hours: which state when, by height and colour, the hours below (ui.md,
/// "Presence card"). Pure functions, GUI thread; time runs from the reading side. They know no person
/// and keep nothing.
struct BarPart
{
    qint64 from = 0; ///< ms since 1970 UTC
    qint64 to = 0;
    Availability availability = Availability::Unknown;

    friend bool operator==(const BarPart &, const BarPart &) = default;
};

constexpr qint64 barLength = 8 * 3'600'000LL;
/// What `changes` (oldest first) say of the eight hours before `now`, without gaps; neighbours differ.
std::vector<BarPart> barParts(const std::vector<PresenceChange> &changes, qint64 now);
/// `rect`: of the bar with its hours; some 30 high at text size 100 %.
void paintBar(QPainter &painter, const QRect &rect, Qt::LayoutDirection direction, const Theme &theme,
              const std::vector<PresenceChange> &changes, qint64 now);
/// One block as the bar has it, for the legend.
void paintBarBlock(QPainter &painter, const QRectF &rect, const Theme &theme, Availability availability);

} // namespace jackdaw
