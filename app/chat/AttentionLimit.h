// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Jid.h"

#include <QHash>
#include <algorithm>

namespace jackdaw {

/// How often people may be called (XEP-0224, 4): each one once a minute, and all of them so many times in that.
/// A plain value; the time is its caller's monotonic one, in ms. MessageService has one for what others ask of us and
/// one for what we ask, on the engine thread. Forgotten with the program, and never says why not.
class AttentionLimit
{
public:
    static constexpr qint64 pause = 60'000;

    explicit AttentionLimit(int together) : m_together(together) {}

    /// May it be now? Then it has been. `now`: Clock::elapsed(), ms.
    bool take(const BareJid &who, qint64 now)
    {
        m_last.removeIf([now](const auto &entry) { return now - entry.value() >= pause; });
        if (m_last.contains(who) || m_last.size() >= m_together) {
            return false;
        }
        m_last.insert(who, now);
        return true;
    }

private:
    int m_together;
    QHash<BareJid, qint64> m_last;
};

} // namespace jackdaw
