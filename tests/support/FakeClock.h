// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Clock.h"

namespace jackdaw::test {

/// A clock that stands still until a test moves it. Begins on 2026-03-01 12:00 UTC, when most builders' messages were
/// written. Owned by a test, and outlives what it tests; thread of the test. Takes no time from the computer, and wakes
/// nobody: that is FakeAlarm's.
class FakeClock : public Clock
{
public:
    qint64 now() const override { return m_now; }
    qint64 elapsed() const override { return m_elapsed; }

    void advance(qint64 milliseconds)
    {
        m_now += milliseconds;
        m_elapsed += milliseconds;
    }
    /// What a user does to the wall clock; elapsed() does not care.
    void set(qint64 now) { m_now = now; }

private:
    qint64 m_now = 1'772'366'400'000;
    qint64 m_elapsed = 1'000'000;
};

} // namespace jackdaw::test
