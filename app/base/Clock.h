// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace jackdaw {

/// Where code that stores or compares times takes them from, so that tests can set them. Whoever needs the time gets
/// one by reference; the engine's is EngineCore's, the window's AppContext's, and they outlive who asks. Any thread.
/// Never wakes anybody: that is Alarm's.
class Clock
{
public:
    virtual ~Clock() = default;
    /// Milliseconds since 1970, UTC. Jumps when the user sets the clock: never for time-outs.
    virtual qint64 now() const = 0;
    /// Milliseconds since some fixed moment; never goes back.
    virtual qint64 elapsed() const = 0;
};

class SystemClock : public Clock
{
public:
    qint64 now() const override;
    qint64 elapsed() const override;
};

} // namespace jackdaw
