// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/Answers.h"
#include "chat/ArrivalTimes.h"
#include "chat/AttentionLimit.h"
#include "chat/ChangeService.h"
#include "chat/ChatDoor.h"
#include "chat/IncomingPipeline.h"
#include "chat/Outbox.h"

#include <QFuture>
#include <QTimer>
#include <functional>

namespace jackdaw {

class ArchiveFetcher;
class OwnFeatures;
class RosterService;

/// The chats of one account: what is sent, received, read and typed. Truth is on disk; this decides and tells. Owned by
/// AccountService, engine thread. Every change is on disk before a signal speaks of it.
class MessageService : public QObject
{
    Q_OBJECT
public:
    MessageService(const AccountContext &account, const RosterService &roster, const OwnFeatures &ownFeatures,
                   ArchiveFetcher &archive, QObject *parent = nullptr);

    Result<ConversationId> open(const BareJid &peer);
    Result<MessageId> send(ConversationId conversation, const OutgoingText &text);
    /// The text of a message, of any account, to another chat.
    Result<MessageId> forward(MessageId message, ConversationId to);
    Status retry(MessageId message);
    /// Corrections, retractions, reactions, marks, and deleting here.
    ChangeService &changes() { return m_changes; }
    /// XEP-0224, now or never. Errors: Offline; TooMany where that was asked a moment ago.
    Status callForAttention(ConversationId conversation);
    Status markRead(ConversationId conversation, MessageId upTo);
    Status saveDraft(ConversationId conversation, const QString &draft);
    Status setPinned(ConversationId conversation, bool pinned);
    Status setMuted(ConversationId conversation, bool muted);
    void setChatState(ConversationId conversation, ChatState state);
    /// Says again what waits, for a window that has just come.
    void announce() { announceWaiting(); }
    /// While the archive of a session is being read, what the server sends a second time from it is left to that: the
    /// archive knows its place, a late copy's whole-second stamp does not. Set by HistoryService.
    enum class CatchUp { Done, Running };
    void setCatchUp(CatchUp state) { m_catchUp = state; }
    void setPrivacy(const PrivacySwitches &privacy);

    /// Runs `work`, which may let messages through the pipeline, in one transaction, and tells the world afterwards. For
    /// HistoryService, whose cursor moves in the same transaction.
    using PipelineWork = std::function<Status(IncomingPipeline &pipeline, IncomingOutcome &outcome)>;
    Status takeIn(const PipelineWork &work, bool live);
    MessageStore &store() { return m_store; }

Q_SIGNALS:
    void messagesStored(jackdaw::ConversationId conversation, const QList<jackdaw::Message> &messages, bool live);
    void messagesChanged(jackdaw::ConversationId conversation, const QList<jackdaw::Message> &messages);
    void messageRemoved(jackdaw::ConversationId conversation, jackdaw::MessageId message);
    void conversationsChanged(const QList<jackdaw::Conversation> &conversations);
    void peerChatStateChanged(jackdaw::ConversationId conversation, jackdaw::ChatState state);
    void attentionAsked(jackdaw::ConversationId conversation);
    void waitingCountChanged(jackdaw::AccountId account, int waiting);
    void storageFailed(const jackdaw::Error &error);
    void storageWorks();

private:
    Connection::Disposition handle(const QDomElement &element);
    void takeRun();
    void noteAttention(const MessageStanza &stanza);
    void tellAltered(ConversationId conversation, MessageId message);
    void handleAcknowledged(MessageId message);
    void takeArchive(const QList<ArchiveResult> &results);
    void settle(IncomingOutcome &outcome);
    void tell(IncomingOutcome outcome, bool live);
    void touch(ConversationId conversation);
    void announceConversations();
    void announceWaiting();
    void enableCarbons();
    /// What was unread in `before` and stands up to `upTo` has been seen (XEP-0333, 5.2).
    void tellDisplayed(const Conversation &before, MessageId upTo);
    ArchiveId archiveIdOf(const MessageStanza &stanza) const;
    Status noteFailure(const Status &status);

    AccountContext m_account;
    Authority m_authority;
    const RosterService &m_roster;
    const OwnFeatures &m_ownFeatures;
    MessageStore m_store;
    IncomingPipeline m_pipeline;
    Outbox m_outbox;
    Answers m_answers;
    ArrivalTimes m_arrivals;
    ChangeService m_changes;
    AttentionLimit m_attentionFromOthers{3};
    AttentionLimit m_attentionFromUs{10};
    QList<IncomingMessage> m_run; ///< came one behind the other, and is stored in one transaction when the run ends
    PrivacySwitches m_privacy;
    QSet<ConversationId> m_touched;
    QHash<ConversationId, ChatState> m_ownStates;
    QTimer m_gather;
    CatchUp m_catchUp = CatchUp::Done;
    int m_waiting = -1;
};

/// A message of an archive result as the pipeline takes it.
IncomingMessage incomingOf(const ArchiveResult &result);

} // namespace jackdaw
