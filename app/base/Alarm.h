// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <functional>

namespace jackdaw {

/// One wake-up call, the next: whoever has several deadlines sets the earliest, so that nothing runs when nothing happens.
/// A port, so that tests ring it by a clock of theirs (tests/support/FakeAlarm.h). Owned by whom it wakes, on its thread.
/// Never rings by itself a second time, and never promises more than a second's exactness.
class Alarm
{
public:
    virtual ~Alarm() = default;

    /// What is called when it rings. Set once, before the first set().
    void onRing(std::function<void()> ring) { m_ring = std::move(ring); }
    /// Rings once, that much later, in place of what was set before.
    virtual void set(qint64 milliseconds) = 0;
    virtual void clear() = 0;

protected:
    void ring()
    {
        if (m_ring) {
            m_ring();
        }
    }

private:
    std::function<void()> m_ring;
};

/// By the event loop. From 10 s on to the second only, so that the kernel may join it with others' wake-ups.
class TimerAlarm final : public Alarm
{
public:
    TimerAlarm();

    void set(qint64 milliseconds) override;
    void clear() override { m_timer.stop(); }

private:
    QTimer m_timer;
};

} // namespace jackdaw
