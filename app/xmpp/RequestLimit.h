// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Jid.h"

#include <QHash>

namespace jackdaw {

/// How many IQ requests of others are answered, or receipts given: so many a second of each sender and of all together, some more at once.
/// What goes beyond is left without an answer, against RFC 6120, 8.2.3: to answer a flood is a second flood, towards us and
/// our server alike. Owned by Connection, and another by Answers; engine thread. Never holds back our own server and our own devices.
class RequestLimit
{
public:
    static constexpr int ofOne = 20;         ///< at once, of one bare address
    static constexpr int ofOneASecond = 5;
    static constexpr int ofAll = 200;        ///< at once
    static constexpr int ofAllASecond = 50;
    static constexpr int maximumSenders = 1000; ///< remembered

    /// `from` as in the stanza, `now` in ms of a clock that never jumps.
    bool admits(const BareJid &account, const QString &from, qint64 now);
    qsizetype senders() const { return m_senders.size(); }

private:
    struct Bucket {
        double left;
        qint64 filledAt;
        void fill(qint64 now, int aSecond, int most);
    };

    QHash<BareJid, Bucket> m_senders;
    Bucket m_all{ofAll, 0};
};

} // namespace jackdaw
