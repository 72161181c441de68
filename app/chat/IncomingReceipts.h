// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/EarlyEvidence.h"
#include "chat/EarlySeen.h"
#include "chat/IncomingChanges.h"
#include "chat/SeenMarkStore.h"

namespace jackdaw {

/// What incoming stanzas say of how far a message got: receipts (XEP-0184) and markers (XEP-0333), of the peer for ours
/// and of our other devices for theirs. What comes before its message waits. Part of IncomingPipeline, engine thread,
/// inside its transaction; answers nobody.
class IncomingReceipts
{
public:
    IncomingReceipts(const AccountContext &account, MessageStore &store, const IncomingChanges &changes);

    using Speech = IncomingChanges::Speech;
    Status take(const Speech &speech, IncomingOutcome &outcome);

    /// As far as `message`, which is ours and is not stored yet, got by what came before it.
    MessageState stateOf(const BareJid &peer, const Message &message);
    /// `stored`, which is new, is marked by what is known of its neighbours, or by what our other devices said of it.
    Status finish(const Speech &speech, Message &stored);
    /// `known`, which is ours and was here already, got at least to our server, and as far as what stands below it tells.
    Status confirm(const Speech &speech, const Message &known, IncomingOutcome &outcome);
    Status raise(const Message &target, MessageState state, IncomingOutcome &outcome);
    /// `message` of a room, which is stored and has the room's id: whoever said before it came that they saw it has.
    Status settleSeen(const BareJid &room, Message &message, IncomingOutcome &outcome);

    void beginSession();
    /// Are late copies left to the archive? Then what is said of them comes before them, live too.
    enum class Archive { Through, Awaited };
    void setArchive(Archive archive) { m_archive = archive; }
    /// What was met before its message is dropped.
    void forgetEarly()
    {
        m_early.clear();
        m_earlySeen.clear();
    }
    qsizetype early() const { return m_early.size() + m_earlySeen.size(); }

private:
    Status takeReceipt(const Speech &speech, IncomingOutcome &outcome);
    Status takeMarker(const Speech &speech, IncomingOutcome &outcome);
    Status noteSeen(ConversationId room, const SeenMark &mark, IncomingOutcome &outcome);
    Status takeSeen(const Speech &speech, IncomingOutcome &outcome);
    Status takeOwnMarker(const Speech &speech, IncomingOutcome &outcome);
    Status markRead(const Speech &speech, const Message &upTo, IncomingOutcome &outcome);
    bool isAwaited(const Speech &speech) const;
    Result<bool> standsAboveDisplayed(const Speech &speech, ConversationId conversation);
    Result<Message> ownMessage(const Speech &speech, const OriginId &id);
    Utterance said(const Message &message, const Speech &speech) const;

    AccountContext m_account;
    Authority m_authority;
    MessageStore &m_store;
    const IncomingChanges &m_changes;
    SeenMarkStore m_seen;
    EarlyEvidence m_early;
    EarlySeen m_earlySeen;
    Archive m_archive = Archive::Through;
    QHash<ConversationId, MessageId> m_displayedUpTo; ///< what the peer was shown of ours, as learned in this session
    /// The same as it is stored, by IncomingMessage::missedBefore: asked for once a session.
    QHash<std::pair<ConversationId, qint64>, MessageId> m_displayedSince;
};

} // namespace jackdaw
