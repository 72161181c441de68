// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "position/Position.h"

#include <QString>

namespace jackdaw {

/// How to come to a PositionFactory: the module's, which is loaded with the first call, or another one that a test
/// hands in. A plain value, owned by who asks; GUI thread. It owns nothing itself, since a module that was loaded
/// stays so to the end, and is never called before the user wishes their place to be known.
using PositionSource = std::function<PositionFactory *()>;

/// Loads jackdaw-position.so; nullptr where that cannot be.
PositionFactory *loadPositionModule();
/// What happened, and what to do.
QString positionFaultText(PositionFault fault);

} // namespace jackdaw
