// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"

#include <QString>

namespace jackdaw {

/// An Error as people read it: "what happened. What to do." (design/ui.md, "Text tone"). The only place where errors
/// become sentences. GUI thread. Never shows `detail`: that is for "Details" and logs. Names from outside stand isolated
/// in the sentence.
QString errorText(const Error &error);

/// Only the first half: what happened, with its full stop. For banners that carry the act as a button.
QString errorSummary(const Error &error);

/// Is it of a file that the user sent, gets or chose? Then the history beside it is well.
bool isOfAnotherFile(const Error &error);

} // namespace jackdaw
