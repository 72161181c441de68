// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rooms/OccupantListModel.h"

namespace jackdaw {

/// Somebody as OccupantListModel knows them, there or on a list, for the two files that it is made of alone. Owned by the
/// model, GUI thread. Where it stands in the order is made of `occupant` and `folded`: neither changes while it is placed, but
/// for what the order does not look at. Tells nobody of anything.
struct OccupantListModel::Person
{
    Occupant occupant;
    Section section = Section::Here;
    QString folded;          ///< the name
    quint32 number = 0;      ///< of the whole list it stood in last
    bool isPlaced = false;   ///< it is in its part
    bool isMatching = false; ///< and in what matches the filter
};

} // namespace jackdaw
