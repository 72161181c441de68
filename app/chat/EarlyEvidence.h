// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Jid.h"
#include "chat/Message.h"

#include <QHash>

#include <map>
#include <optional>

namespace jackdaw {

/// Receipts and markers that came before their message, since archives are read newest first: how far ours got, and
/// what of the peer's another device of ours showed. Kept by peer, as there may be no conversation yet. Bounded for
/// each and in all, and what is oldest goes first: it is the least likely to meet its message still. A value of
/// IncomingReceipts', engine thread, in memory only. Decides nothing of who may say what.
class EarlyEvidence
{
public:
    static constexpr qsizetype mostOfPeer = 500;
    static constexpr qsizetype mostOfAll = 20'000;
    static constexpr qsizetype longestId = 256; ///< longer ones are no client's

    /// Our own message `id` got to `peer` so far; weaker evidence takes nothing back.
    void noteState(const BareJid &peer, const OriginId &id, MessageState state);
    /// Another device of ours showed the message `id` of `peer`.
    void noteShown(const BareJid &peer, const OriginId &id);
    /// What was noted, which is not kept any longer.
    std::optional<MessageState> takeState(const BareJid &peer, const OriginId &id);
    bool takeShown(const BareJid &peer, const OriginId &id);

    void clear();
    qsizetype size() const { return qsizetype(m_all.size()); }

private:
    struct Key {
        Direction direction = Direction::Outgoing; ///< of the message
        OriginId id;

        friend bool operator==(const Key &, const Key &) = default;
        friend size_t qHash(const Key &key, size_t seed = 0) { return qHashMulti(seed, int(key.direction), key.id); }
    };
    struct Kept {
        quint64 number = 0; ///< grows with each that is noted
        MessageState state = MessageState::Received;
    };
    struct OfPeer {
        QHash<Key, Kept> kept;
        std::map<quint64, Key> byAge;
    };

    void note(const BareJid &peer, const Key &key, MessageState state);
    std::optional<MessageState> take(const BareJid &peer, const Key &key);

    QHash<BareJid, OfPeer> m_peers;
    std::map<quint64, BareJid> m_all; ///< by age
    quint64 m_last = 0;
};

} // namespace jackdaw
