// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

namespace jackdaw {

/// Pure work on values, for QThreadPool's global pool; callable from any thread. A thread of the pool inherits the
/// niceness of whoever starts it, and none may lower its own again (setpriority(2)); so it is the main thread that starts
/// them, and not the engine, which is nicer than the window. Owns nothing, never blocks, and says nothing of the end:
/// `work` does. Where the program ends first, it is dropped unrun.
void startOnPool(std::function<void()> work);

} // namespace jackdaw
