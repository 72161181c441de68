// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace jackdaw {

/// Which stamps of late messages (XEP-0203) can be true. A contact can write one in our server's name, and servers pass
/// it on; but a stream is in order, so what comes now was not sent before what came last. Only a session's beginning
/// brings what was sent since the one before. Times in ms since 1970 UTC. A value of MessageService's, engine thread;
/// asks no clock.
class ArrivalTimes
{
public:
    /// How far the server's clock and this computer's may be apart.
    static constexpr qint64 tolerance = 5 * 60 * 1000;
    /// How long a server takes to hand over what it kept, from the beginning of a session on.
    static constexpr qint64 handover = 5 * 60 * 1000;

    /// `newest`: what came last in an earlier run of the program; 0: nothing.
    explicit ArrivalTimes(qint64 newest) : m_heard(newest) {}

    void beginSession(qint64 now)
    {
        m_heardBefore = m_heard;
        m_began = now;
    }
    /// The server said something, in a session.
    void hear(qint64 now) { m_heard = now; }

    bool mayBe(qint64 stamp, qint64 now) const
    {
        const bool isBeginning = qAbs(now - m_began) < handover;
        return stamp >= (isBeginning ? m_heardBefore : m_heard) - tolerance && stamp <= now + tolerance;
    }

private:
    qint64 m_heard;
    qint64 m_heardBefore = 0;
    qint64 m_began = 0;
};

} // namespace jackdaw
