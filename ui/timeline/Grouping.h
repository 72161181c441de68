// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/Message.h"

namespace jackdaw {

/// Which messages stand together: same sender and direction, same day, at most 5 minutes apart (design/ui.md, "Bubble").
/// Pure functions, any thread. They look at two messages at a time and never at the model, so a page that is loaded above
/// changes one row at most.
enum class GroupPlace { Single, First, Middle, Last };

/// Does `message` begin a new local day after `previous`?
bool beginsDay(const Message &previous, const Message &message);
/// Does `message` begin a new group after `previous`?
bool beginsGroup(const Message &previous, const Message &message);

} // namespace jackdaw
