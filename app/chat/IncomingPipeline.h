// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountContext.h"
#include "chat/IncomingChanges.h"
#include "chat/IncomingMessage.h"
#include "xmpp/Authority.h"

namespace jackdaw {

/// The one way in for live stanzas, carbons and archive pages (DESIGN 3): who may say this, seen before, then small steps
/// that each consume or pass on. Runs inside the caller's transaction and touches nothing but the store. Owned by
/// MessageService, engine thread.
class IncomingPipeline
{
public:
    IncomingPipeline(const AccountContext &account, MessageStore &store);

    /// The message that this stanza is, new or known; an invalid id if it is none that is kept. Errors: Storage, DiskFull.
    Result<Message> process(const IncomingMessage &message, IncomingOutcome &outcome);

    /// A new session begins. Evidence that was met before its message, since archives are read newest first, is dropped.
    void forgetEvidence();
    qsizetype evidence() const { return m_evidence.size() + m_readElsewhere.size(); }

private:
    /// What all steps look at.
    struct Passage;
    enum class Step { PassOn, Consumed };
    using Verdict = Result<Step>;

    Verdict dropForeign(Passage &passage);
    Verdict recognise(Passage &passage);
    Verdict takeError(Passage &passage);
    Verdict takeReceipt(Passage &passage);
    Verdict takeMarker(Passage &passage);
    Verdict takeChatState(Passage &passage);
    Verdict takeTombstone(Passage &passage);
    Verdict takeChange(Passage &passage);
    Verdict takeText(Passage &passage);
    Message messageOf(const Passage &passage) const;
    Result<bool> isSame(const Message &known, const Passage &passage);

    Status raise(ConversationId conversation, const Message &target, MessageState state, IncomingOutcome &outcome);
    void noteReadElsewhere(const Passage &passage);
    bool takeReadElsewhere(const Passage &passage);
    void noteEvidence(const Passage &passage, const OriginId &of, MessageState state);
    /// Our own message with this id in the chat that the passage is about; an invalid id if there is none yet.
    Result<Message> ownMessage(const Passage &passage, const OriginId &id);
    Utterance said(const Message &message, const BareJid &peer) const;
    Utterance said(const Passage &passage) const;
    Result<ConversationId> conversation(Passage &passage);

    AccountContext m_account;
    Authority m_authority;
    MessageStore &m_store;
    IncomingChanges m_changes;
    QHash<std::pair<BareJid, OriginId>, MessageState> m_evidence; ///< by peer: there may be no conversation yet
    QSet<std::pair<BareJid, OriginId>> m_readElsewhere; ///< what another device of ours showed, and is not here yet
    QHash<ConversationId, MessageId> m_displayedUpTo;
};

} // namespace jackdaw
