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
/// AccountService, engine thread. Every change is on disk before a signal speaks of it. Reads no page for the window
/// (MessageReader does), and sends no text itself: that is Outbox's.
class MessageService : public QObject
{
    Q_OBJECT
public:
    MessageService(const AccountContext &account, const RosterService &roster, const OwnFeatures &ownFeatures,
                   ArchiveFetcher &archive, const RoomDirectory &rooms, QObject *parent = nullptr);

    Result<ConversationId> open(const BareJid &peer);
    Result<ConversationId> openRoom(const BareJid &room);
    /// With somebody in a room; `key` as Conversation::peer. Error: NotFound where nobody known is meant.
    Result<ConversationId> openPrivate(const BareJid &key, const QString &nick);
    /// We are in that room, again perhaps, and have heard what was said before.
    void enterRoom(const BareJid &room);
    /// Somebody came whom something may wait for.
    void flush() { m_outbox.flush(); }
    /// As the pipeline takes it. `room`: whose archive it is of; invalid: our own.
    IncomingMessage incomingOf(const ArchiveResult &result, const BareJid &room) const;
    Result<MessageId> send(ConversationId conversation, const OutgoingText &text);
    /// What the program says because nobody is there: nothing is read by it, and what stands in the message field stays.
    Result<MessageId> answerUnread(ConversationId conversation, const QString &text);
    /// The text of a message, of any account, to another chat.
    Result<MessageId> forward(MessageId message, ConversationId to);
    Status retry(MessageId message);
    /// While it is held, or waits for a stream. Error: Conflict where it is on its way.
    Status undoSend(MessageId message);
    /// What may still be taken back goes now: before the stream ends in order.
    void releaseHeld() { m_outbox.releaseAll(); }
    /// Corrections, retractions, reactions, marks, and deleting here.
    ChangeService &changes() { return m_changes; }
    /// XEP-0224, now or never. Errors: Offline; TooMany where that was asked a moment ago.
    Status callForAttention(ConversationId conversation);
    Status markRead(ConversationId conversation, MessageId upTo);
    /// The user has seen it on another device: nobody is told of it from here.
    Status markReadElsewhere(ConversationId conversation, MessageId upTo);
    Status saveDraft(ConversationId conversation, const QString &draft, const DraftParts &parts);
    Status saveVoiceDraft(ConversationId conversation, const QByteArray &sound);
    Status setPinned(ConversationId conversation, bool pinned);
    Status setMuted(ConversationId conversation, bool muted);
    /// Lets a stranger in, or keeps them out of sight. NotFound where they are none.
    Status answerStranger(ConversationId conversation, RequestAnswer answer);
    void setChatState(ConversationId conversation, ChatState state);
    /// Encrypts what goes out from now on, and opens what comes in.
    void setCipher(MessageCipher &cipher);
    /// Who reads XHTML-IM, on every client that is there.
    void setReadsMarkup(std::function<bool(const BareJid &)> reads) { m_outbox.setReadsMarkup(std::move(reads)); }
    /// Whether this chat may send has changed.
    void sendWaiting() { m_outbox.flush(); }
    /// May files go to this chat in clear, or are they to be sealed? nullopt: what decides it is on its way, and nothing may
    /// leave before that.
    Result<std::optional<Attachment::Protection>> protectionOf(const Conversation &conversation);
    /// Something else than this service changed a message on disk.
    void tellChanged(ConversationId conversation, MessageId message) { tellAltered(conversation, message); }
    /// Says again what waits, for a window that has just come.
    void announce() { announceWaiting(); }
    /// And every chat, for a window that has not read them, or not these.
    void announceAll();
    /// While the archive of a session is being read, the late copies of what it will bring are left to it: it knows their
    /// place, a stamp of whole seconds does not. Those are the ones that our server stamped before `stamp`, in ms since 1970
    /// UTC; 0: none. Set by HistoryService. What was left and is not any more is taken now, if it did not come otherwise.
    void leaveToArchive(qint64 stamp);
    /// All that came stands above what comes late from now on.
    void noteWhatIsHere();
    /// What had come last in each conversation before the present stream began or was resumed.
    const QHash<ConversationId, MessageId> &hereBefore() const { return m_hereBefore; }
    void setPrivacy(const PrivacySwitches &privacy);
    void setHighlights(const QStringList &words);

    /// Runs `work`, which may let messages through the pipeline, in one transaction, and tells the world afterwards. For
    /// HistoryService, whose cursor moves in the same transaction.
    using PipelineWork = std::function<Status(IncomingPipeline &pipeline, IncomingOutcome &outcome)>;
    Status takeIn(const PipelineWork &work, bool live);
    MessageStore &store() { return m_store; }

Q_SIGNALS:
    void messagesStored(jackdaw::ConversationId conversation, const QList<jackdaw::Message> &messages, bool live);
    void messagesChanged(jackdaw::ConversationId conversation, const QList<jackdaw::Message> &messages);
    /// The user has seen it in this program.
    void readHere(jackdaw::ConversationId conversation, jackdaw::MessageId upTo);
    /// From here on other devices' messages come live (XEP-0280).
    void carbonsEnabled();
    void messageRemoved(jackdaw::ConversationId conversation, jackdaw::MessageId message);
    /// These have other files than before; what is here of them may lie with another message, of which it is told later that it
    /// is gone.
    void filesReplaced(const QList<jackdaw::MessageId> &messages);
    void conversationsChanged(const QList<jackdaw::Conversation> &conversations);
    /// As they said it (XEP-0085); whether that still holds is PeerTyping's to say.
    void peerChatStateChanged(jackdaw::ConversationId conversation, jackdaw::ChatState state);
    void occupantChatStateChanged(jackdaw::ConversationId conversation, const QString &nick, jackdaw::ChatState state);
    void attentionAsked(jackdaw::ConversationId conversation);
    void waitingCountChanged(jackdaw::AccountId account, int waiting);
    void storageFailed(const jackdaw::Error &error);
    void storageWorks();

private:
    /// Does the text come from the message field, whose draft is gone with it?
    enum class Draft { Sent, Kept };
    enum class Writer { User, Program };
    Result<MessageId> store(ConversationId conversation, const OutgoingText &text, Draft draft, Writer writer = Writer::User);
    Result<MessageId> answeredBy(const Message &message);
    Connection::Disposition handle(const QDomElement &element);
    void takeRun();
    void loseStream();
    void standBelow(const QHash<ConversationId, MessageId> &here);
    void noteAttention(const MessageStanza &stanza);
    void tellAltered(ConversationId conversation, MessageId message);
    void handleAcknowledged(MessageId message);
    void recogniseArchived(const QList<ArchiveResult> &results, const BareJid &room);
    void placeInRoom(IncomingMessage &in);
    void settle(IncomingOutcome &outcome);
    void tell(IncomingOutcome outcome, bool live);
    void touch(ConversationId conversation);
    void announceConversations();
    void announceWaiting();
    bool mayTellChatState(const BareJid &peer) const;
    bool mayTellRoom(Authority::Topic topic, const BareJid &room) const;
    void enableCarbons();
    /// What was unread in `before` and stands up to `upTo` has been seen (XEP-0333, 5.2).
    void tellDisplayed(const Conversation &before, MessageId upTo);
    ArchiveId archiveIdOf(const MessageStanza &stanza) const;
    Status noteFailure(const Status &status);

    AccountContext m_account;
    Authority m_authority;
    const RosterService &m_roster;
    const OwnFeatures &m_ownFeatures;
    const RoomDirectory &m_rooms;
    MessageStore m_store;
    IncomingPipeline m_pipeline;
    Outbox m_outbox;
    Answers m_answers;
    ArrivalTimes m_arrivals;
    ChangeService m_changes;
    MessageCipher *m_cipher = nullptr;
    AttentionLimit m_attentionFromOthers{3};
    AttentionLimit m_attentionFromUs{10};
    QList<IncomingMessage> m_run; ///< came one behind the other, and is stored in one transaction when the run ends
    PrivacySwitches m_privacy;
    QSet<ConversationId> m_touched;
    QHash<ConversationId, ChatState> m_ownStates;
    QTimer m_gather;
    qint64 m_leftToArchive = 0;
    QList<IncomingMessage> m_left; ///< to the archive, as they came
    QHash<ConversationId, MessageId> m_hereBefore;
    QHash<ConversationId, MessageId> m_hereAtLoss; ///< the same for a stream that goes on
    bool m_ackIsInOrder = true; ///< the last of them came behind all that the server had said before it
    bool m_awaitsNewSession = false; ///< something that came was not stored: what comes after it would hide it from the archive's gap
    int m_waiting = -1;
};

} // namespace jackdaw
