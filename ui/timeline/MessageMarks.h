// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "text/TextMarks.h"

namespace jackdaw {

struct Message;

/// What a message says about its body, of all the parts it came in, for MessageText. Read when it is laid out, not
/// before: most of a history never is. Pure; GUI thread. Believes no place in it: MessageText leaves out what does not
/// fit its text.
TextMarks marksOf(const Message &message);

} // namespace jackdaw
