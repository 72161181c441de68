// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <thread>

namespace jackdaw {

/// A thread that may be left to itself where what it waits for (a disk that hangs) does not come, so that nobody else
/// waits with it. What it works on it holds itself. Owned by PieceThread or DiskStep, each on one thread;
/// destroyed after end() alone, or unused.
class LooseThread
{
public:
    /// `name`: of 15 letters at most. False where the system has no room for another.
    bool start(const char *name, std::function<void()> work);
    bool isStarted() const { return m_thread.joinable(); }
    /// Soon: its work is at its end, and this waits for that. Never: nobody does, so it may be at work still when the
    /// program ends, behind the last line of main(). That is accepted: a disk that hangs for so long holds the process
    /// in the kernel as a rule, and what is left to do once it lets go is one piece. What it works on is its own; all
    /// that could be gone under it is what OpenSSL cleans up at exit. Nothing on disk depends on its end: a part
    /// without one is gone through again, or begun anew. To wait for it would hold who quits.
    enum class Comes { Soon, Never };
    void end(Comes comes);

private:
    std::thread m_thread;
};

} // namespace jackdaw
