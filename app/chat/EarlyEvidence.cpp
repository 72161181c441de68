// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/EarlyEvidence.h"

namespace jackdaw {

void EarlyEvidence::noteState(const BareJid &peer, const OriginId &id, MessageState state)
{
    note(peer, {Direction::Outgoing, id}, state);
}

void EarlyEvidence::noteShown(const BareJid &peer, const OriginId &id)
{
    note(peer, {Direction::Incoming, id}, MessageState::Received);
}

std::optional<MessageState> EarlyEvidence::takeState(const BareJid &peer, const OriginId &id)
{
    return take(peer, {Direction::Outgoing, id});
}

bool EarlyEvidence::takeShown(const BareJid &peer, const OriginId &id)
{
    return take(peer, {Direction::Incoming, id}).has_value();
}

void EarlyEvidence::clear()
{
    m_peers.clear();
    m_all.clear();
}

void EarlyEvidence::note(const BareJid &peer, const Key &key, MessageState state)
{
    if (!key.id.isValid() || key.id.value().size() > longestId) {
        return;
    }
    OfPeer &theirs = m_peers[peer];
    if (const auto known = theirs.kept.find(key); known != theirs.kept.end()) {
        known->state = qMax(known->state, state);
        return;
    }
    theirs.kept.insert(key, {++m_last, state});
    theirs.byAge.emplace(m_last, key);
    m_all.emplace(m_last, peer);
    if (theirs.kept.size() > mostOfPeer) {
        take(peer, Key(theirs.byAge.begin()->second));
    } else if (size() > mostOfAll) {
        const BareJid oldest = m_all.begin()->second;
        take(oldest, Key(m_peers.constFind(oldest)->byAge.begin()->second));
    }
}

std::optional<MessageState> EarlyEvidence::take(const BareJid &peer, const Key &key)
{
    const auto theirs = m_peers.find(peer);
    const auto kept = theirs != m_peers.end() ? theirs->kept.constFind(key) : QHash<Key, Kept>::const_iterator();
    if (theirs == m_peers.end() || kept == theirs->kept.constEnd()) {
        return {};
    }
    const Kept found = *kept;
    m_all.erase(found.number);
    theirs->byAge.erase(found.number);
    theirs->kept.erase(kept);
    if (theirs->kept.isEmpty()) {
        m_peers.erase(theirs);
    }
    return found.state;
}

} // namespace jackdaw
