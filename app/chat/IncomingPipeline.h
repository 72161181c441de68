// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountContext.h"
#include "chat/IncomingChanges.h"
#include "chat/IncomingMessage.h"
#include "chat/IncomingReceipts.h"
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
    /// Words of the user's own that count as if they were their name, in what others say in rooms.
    void setHighlights(const QStringList &words) { m_highlights = words; }
    /// Opens a message that is processed later: an archive is read newest first, but what was sealed opens best in the order in
    /// which it was written. Errors: Storage, DiskFull.
    Status open(IncomingMessage &message);

    /// The message that this stanza is, new or known; an invalid id if it is none that is kept. Errors: Storage, DiskFull.
    Result<Message> process(const IncomingMessage &message, IncomingOutcome &outcome);

    /// A new session begins.
    void beginSession();
    /// Evidence that was met before its message, since archives are read newest first, is dropped: nothing of them is missing.
    void forgetEvidence() { m_receipts.forgetEarly(); }
    /// Are late copies left to the archive? Then what is said of them comes before them, live too.
    using Archive = IncomingReceipts::Archive;
    void setArchive(Archive archive) { m_receipts.setArchive(archive); }
    /// A stream begins or was resumed. `hereBefore`: what had come last in each conversation; all that comes on it stands below
    /// that.
    void beginStream(const QHash<ConversationId, MessageId> &hereBefore);
    qsizetype evidence() const { return m_receipts.early(); }

private:
    /// What all steps look at.
    struct Passage;
    enum class Step { PassOn, Consumed };
    using Verdict = Result<Step>;

    Verdict dropForeign(Passage &passage);
    Status placeInRoom(Passage &passage);
    bool mayReturn(const Message &original, const Passage &error) const;
    struct Talk {
        BareJid chat;      ///< as Conversation::peer
        BareJid writer;    ///< invalid: nobody knows
        BareJid writtenTo; ///< as its envelope has to say
    };
    std::optional<Talk> talkOf(const IncomingMessage &in) const;
    void noteWordless(const Passage &passage);
    static QString wordlessKey(const Passage &passage);
    Verdict unseal(Passage &passage);
    Verdict recognise(Passage &passage);
    Verdict takeError(Passage &passage);
    Verdict takeReceipt(Passage &passage);
    Verdict takeChatState(Passage &passage);
    Verdict takeModeration(Passage &passage);
    Verdict takeTombstone(Passage &passage);
    Verdict takeChange(Passage &passage);
    Verdict takeText(Passage &passage);
    void addCallings(QList<Mention> &mentions, const Passage &passage) const;
    Message messageOf(const Passage &passage) const;
    Result<MessageStore::Neighbours> neighboursOf(const IncomingMessage &in);
    Result<bool> isSame(const Message &known, const Passage &passage);
    Status fillIn(Message &known, Passage &passage);
    Verdict confirm(Passage &passage, const Message &known);

    Utterance said(const Message &message, const Passage &passage) const;
    Utterance said(const Passage &passage) const;
    Result<ConversationId> conversation(Passage &passage);

    AccountContext m_account;
    Authority m_authority;
    MessageStore &m_store;
    QStringList m_highlights;
    MessageCipher *m_cipher = nullptr;
    IncomingChanges m_changes;
    IncomingReceipts m_receipts;
    QHash<ConversationId, MessageId> m_hereBefore;
    QSet<QString> m_wordless;    ///< who said something lately that is no text, and by which id
    QStringList m_wordlessInOrder;
};

} // namespace jackdaw
