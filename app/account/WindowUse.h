// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace jackdaw {

/// What the windows of the program are to the person. On the screen is "active" for the server (XEP-0352), used or not: who
/// watches a list of people from another program wants to see it change. Only used ends the time that XEP-0012 tells. A value:
/// the windows say it on the GUI thread (ui/shell/WindowUse.h), each AccountService hears it on the engine thread.
enum class WindowUse { Hidden, OnScreen, Used };

} // namespace jackdaw
