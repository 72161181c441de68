// SPDX-License-Identifier: GPL-3.0-or-later
#include "rooms/VoiceRequests.h"

namespace jackdaw {

void VoiceRequests::add(ConversationId room, const QString &nick, const BareJid &jid)
{
    QList<Request> &requests = m_requests[room];
    const Request request{nick, jid};
    if (requests.contains(request) || requests.size() >= most)
        return;
    requests.removeIf([&](const Request &each) { return each.nick == nick; });
    requests << request;
    Q_EMIT changed(room);
}

void VoiceRequests::remove(ConversationId room, const QString &nick)
{
    const auto found = m_requests.find(room);
    if (found == m_requests.end() || found->removeIf([&](const Request &each) { return each.nick == nick; }) == 0)
        return;
    if (found->isEmpty())
        m_requests.erase(found);
    Q_EMIT changed(room);
}

} // namespace jackdaw
