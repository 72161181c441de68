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

    /// Opens what is encrypted; without one it stays what those read who know no encryption.
    void setCipher(MessageCipher &cipher) { m_cipher = &cipher; }
    /// Opens a message that is processed later: an archive is read newest first, but what was sealed opens best in the order in
    /// which it was written. Errors: Storage, DiskFull.
    Status open(IncomingMessage &message);

    /// The message that this stanza is, new or known; an invalid id if it is none that is kept. Errors: Storage, DiskFull.
    Result<Message> process(const IncomingMessage &message, IncomingOutcome &outcome);

    /// A new session begins.
    void beginSession();
    /// Evidence that was met before its message, since archives are read newest first, is dropped: nothing of them is missing.
    void forgetEvidence();
    /// Are late copies left to the archive? Then what is said of them comes before them, live too.
    enum class Archive { Through, Awaited };
    void setArchive(Archive archive) { m_archive = archive; }
    /// A stream begins or was resumed. `hereBefore`: what had come last in each conversation; all that comes on it stands below
    /// that.
    void beginStream(const QHash<ConversationId, MessageId> &hereBefore);
    qsizetype evidence() const { return m_evidence.size() + m_readElsewhere.size(); }

private:
    /// What all steps look at.
    struct Passage;
    enum class Step { PassOn, Consumed };
    using Verdict = Result<Step>;

    Verdict dropForeign(Passage &passage);
    Status placeInRoom(Passage &passage);
    bool mayReturn(const Message &original, const Passage &error) const;
    Verdict unseal(Passage &passage);
    Verdict recognise(Passage &passage);
    Verdict takeError(Passage &passage);
    Verdict takeReceipt(Passage &passage);
    Verdict takeMarker(Passage &passage);
    Verdict takeChatState(Passage &passage);
    Verdict takeModeration(Passage &passage);
    Verdict takeTombstone(Passage &passage);
    Verdict takeChange(Passage &passage);
    Verdict takeText(Passage &passage);
    Message messageOf(const Passage &passage) const;
    Result<bool> isSame(const Message &known, const Passage &passage);
    Status fillIn(Message &known, Passage &passage);

    Status raise(ConversationId conversation, const Message &target, MessageState state, IncomingOutcome &outcome);
    void noteReadElsewhere(const Passage &passage);
    bool takeReadElsewhere(const Passage &passage);
    void noteEvidence(const Passage &passage, const OriginId &of, MessageState state);
    /// Our own message with this id in the chat that the passage is about; an invalid id if there is none yet.
    Result<Message> ownMessage(const Passage &passage, const OriginId &id);
    Utterance said(const Message &message, const Passage &passage) const;
    Utterance said(const Passage &passage) const;
    Result<ConversationId> conversation(Passage &passage);

    AccountContext m_account;
    Authority m_authority;
    MessageStore &m_store;
    MessageCipher *m_cipher = nullptr;
    IncomingChanges m_changes;
    QHash<std::pair<BareJid, OriginId>, MessageState> m_evidence; ///< by peer: there may be no conversation yet
    QSet<std::pair<BareJid, OriginId>> m_readElsewhere; ///< what another device of ours showed, and is not here yet
    QHash<ConversationId, MessageId> m_displayedUpTo;
    QHash<ConversationId, MessageId> m_hereBefore;
    Archive m_archive = Archive::Through;
};

} // namespace jackdaw
