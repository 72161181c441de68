// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Alarm.h"
#include "support/FakeClock.h"

namespace jackdaw::test {

/// An alarm that rings when a test moves the clock past it, each deadline in its order and at its moment. Owned by whom
/// it wakes, while the test keeps a pointer to it; on the thread that calls pass(). Never rings by itself, and waits
/// for no real time.
class FakeAlarm : public Alarm
{
public:
    explicit FakeAlarm(FakeClock &clock) : m_clock(clock) {}

    void set(qint64 milliseconds) override { m_at = m_clock.elapsed() + milliseconds; }
    void clear() override { m_at = -1; }
    bool isSet() const { return m_at >= 0; }
    /// How often it rang: what this costs the computer.
    int rings() const { return m_rings; }

    /// Time passes, and each deadline on the way rings when it is due.
    void pass(qint64 milliseconds)
    {
        const qint64 end = m_clock.elapsed() + milliseconds;
        while (isSet() && m_at <= end) {
            m_clock.advance(qMax<qint64>(0, m_at - m_clock.elapsed()));
            ringNow();
        }
        m_clock.advance(end - m_clock.elapsed());
    }
    /// Time passes while the program is stopped; what was due rings afterwards.
    void stopFor(qint64 milliseconds)
    {
        m_clock.advance(milliseconds);
        if (isSet() && m_at <= m_clock.elapsed()) {
            ringNow();
        }
    }

private:
    void ringNow()
    {
        m_at = -1;
        ++m_rings;
        ring();
    }

    FakeClock &m_clock;
    qint64 m_at = -1;
    int m_rings = 0;
};

} // namespace jackdaw::test
