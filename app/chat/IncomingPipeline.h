// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountContext.h"
#include "chat/MessageStore.h"
#include "xmpp/Authority.h"
#include "xmpp/MessageStanza.h"

#include <QHash>
#include <QSet>

namespace jackdaw {

/// A message on its way in, from wherever it came. A plain value.
struct IncomingMessage
{
    enum class Source { Live, Carbon, Archive };

    MessageStanza stanza;
    Source source = Source::Live;
    ArchiveId archiveId;                   ///< by our own server only
    qint64 time = 0;                       ///< by our own server or clock; ms since 1970 UTC
    MessageStore::Place place = MessageStore::Place::Newest;
    MessageStore::Neighbours neighbours;   ///< ByTime: the messages of the same chat that it stands between
    MessageStore::Unread unread = MessageStore::Unread::Count;
};

/// What a run of the pipeline changed; told to the world only after its transaction is on disk. A plain value.
struct IncomingOutcome
{
    QHash<ConversationId, QList<Message>> stored;
    QHash<ConversationId, QList<Message>> changed;
    QSet<ConversationId> touched;
    MessageId lastStored;                     ///< the newest of `stored`, by the order in which they were stored
    QHash<ConversationId, ChatState> chatStates; ///< the last of each
    QList<std::pair<Jid, OriginId>> receipts; ///< to be answered (XEP-0184)
    bool outboxMoved = false;                 ///< a waiting message turned out to be with the server
};

/// The one way in for live stanzas, carbons and archive pages (DESIGN 3): who may say this, seen before, then small steps
/// that each consume or pass on. Runs inside the caller's transaction and touches nothing but the store. Owned by
/// MessageService, engine thread.
class IncomingPipeline
{
public:
    IncomingPipeline(const AccountContext &account, MessageStore &store);

    /// The message that this stanza is, new or known; an invalid id if it is none that is kept. Errors: Storage, DiskFull.
    Result<Message> process(const IncomingMessage &message, IncomingOutcome &outcome);

    /// Evidence that was met before its message, since archives are read newest first, is dropped.
    void forgetEvidence();
    qsizetype evidence() const { return m_evidence.size(); }

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
    Verdict takeText(Passage &passage);

    Status raise(ConversationId conversation, const Message &target, MessageState state, IncomingOutcome &outcome);
    void noteEvidence(const Passage &passage, const OriginId &of, MessageState state);
    /// Our own message with this id in the chat that the passage is about; an invalid id if there is none yet.
    Result<Message> ownMessage(const Passage &passage, const OriginId &id);
    Utterance said(const Message &message, const BareJid &peer) const;
    Utterance said(const Passage &passage) const;
    Result<ConversationId> conversation(Passage &passage);

    AccountContext m_account;
    Authority m_authority;
    MessageStore &m_store;
    QHash<std::pair<BareJid, OriginId>, MessageState> m_evidence; ///< by peer: there may be no conversation yet
    QHash<ConversationId, MessageId> m_displayedUpTo;
};

} // namespace jackdaw
