// SPDX-License-Identifier: GPL-3.0-or-later
#include "omemo/TrustEventStore.h"

#include "storage/Database.h"

#include <algorithm>

namespace jackdaw {

using namespace Qt::StringLiterals;

Status TrustEventStore::add(TrustEvent event, qint64 time)
{
    constexpr qint64 keysOfOneMoment = 4096; // as those of messages (chat/MessageRow.h)
    const qint64 first = std::max<qint64>(time, 1) * keysOfOneMoment;
    const QString jid = event.device.jid.toString();
    if (event.kind == TrustEvent::Kind::Refused) {
        // Each message of such a device shows its key again.
        const auto last = m_database.value(
            u"SELECT kind FROM omemo_event WHERE account = ? AND jid = ? AND device = ? ORDER BY place DESC LIMIT 1"_s,
            {m_account.value(), jid, event.device.id.value()});
        if (!last || (last->isValid() && last->toInt() == int(TrustEvent::Kind::Refused))) {
            return last ? Status(Done{}) : Status(last.error());
        }
    }
    // What happens in one moment keeps its order.
    const auto taken = m_database.value(
        u"SELECT max(place) FROM omemo_event WHERE account = ? AND jid = ? AND place BETWEEN ? AND ?"_s,
        {m_account.value(), jid, first, first + keysOfOneMoment - 1});
    if (!taken) {
        return taken.error();
    }
    const qint64 place = taken->isNull() ? first : taken->toLongLong() + 1;
    const auto added = m_database.change(
        u"INSERT OR IGNORE INTO omemo_event (account, jid, place, device, kind, trust, decided_by) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)"_s,
        {m_account.value(), jid, place, event.device.id.value(), int(event.kind), int(event.trust), int(event.by)});
    if (!added) {
        return added.error();
    }
    // Anybody adds devices to their own list, as many as they like: what was decided and refused has a share of its own.
    const bool isAdded = event.kind == TrustEvent::Kind::Added;
    return toStatus(m_database.change(
        u"DELETE FROM omemo_event WHERE account = ? AND jid = ? AND (kind = ?) = ? AND place < (SELECT min(place) FROM "
        "(SELECT place FROM omemo_event WHERE account = ? AND jid = ? AND (kind = ?) = ? ORDER BY place DESC LIMIT ?))"_s,
        {m_account.value(), jid, int(TrustEvent::Kind::Added), int(isAdded), m_account.value(), jid,
         int(TrustEvent::Kind::Added), int(isAdded), isAdded ? mostAdded : mostDecided}));
}

} // namespace jackdaw
