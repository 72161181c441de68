// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <vector>

namespace jackdaw {

/// Brings a sorted vector up to date where few of its items changed: `isStale` says which go, `fresh` are put in their places.
/// What stays is moved, not compared: k fresh ones among n cost about k log n comparisons, where sorting anew costs n log n.
/// A pure function, for item models on the GUI thread.
template<class Item, class IsStale, class Less>
void mergeChanged(std::vector<Item> &sorted, std::vector<Item> fresh, IsStale isStale, Less less)
{
    std::erase_if(sorted, isStale);
    std::sort(fresh.begin(), fresh.end(), less);
    std::vector<Item> merged;
    merged.reserve(sorted.size() + fresh.size());
    auto from = sorted.begin();
    for (Item &item : fresh) {
        const auto to = std::upper_bound(from, sorted.end(), item, less);
        merged.insert(merged.end(), std::make_move_iterator(from), std::make_move_iterator(to));
        merged.push_back(std::move(item));
        from = to;
    }
    merged.insert(merged.end(), std::make_move_iterator(from), std::make_move_iterator(sorted.end()));
    sorted = std::move(merged);
}

} // namespace jackdaw
