// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/RequestLimit.h"

namespace jackdaw {

void RequestLimit::Bucket::fill(qint64 now, int aSecond, int most)
{
    left = qMin<double>(most, left + double(now - filledAt) * aSecond / 1000);
    filledAt = now;
}

bool RequestLimit::admits(const BareJid &account, const QString &from, qint64 now)
{
    const auto sender = Jid::parse(from);
    if (from.isEmpty() || (sender && (sender->bare() == account || sender->toString() == account.domain()))) {
        return true;
    }
    if (!sender) {
        return false;
    }
    auto found = m_senders.find(sender->bare());
    if (found == m_senders.end()) {
        if (m_senders.size() >= maximumSenders) {
            // A bucket that is full again is as good as none.
            m_senders.removeIf([now](QHash<BareJid, Bucket>::iterator bucket) {
                bucket->fill(now, ofOneASecond, ofOne);
                return bucket->left >= ofOne;
            });
            if (m_senders.size() >= maximumSenders) {
                return false;
            }
        }
        found = m_senders.insert(sender->bare(), {ofOne, now});
    }
    m_all.fill(now, ofAllASecond, ofAll);
    found->fill(now, ofOneASecond, ofOne);
    if (found->left < 1 || m_all.left < 1) {
        return false;
    }
    found->left -= 1;
    m_all.left -= 1;
    return true;
}

} // namespace jackdaw
