// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/Conversation.h"
#include "chat/OutgoingText.h"

#include <QHash>
#include <QSet>
#include <functional>

namespace jackdaw {

class Database;

/// Conversations and messages on disk; keeps unread counts, last message and day counts right with every change, in the
/// same transaction. Engine thread; every function may run inside a transaction of the caller, and those that change more
/// than one row open one of their own otherwise. Errors: Storage, DiskFull; NotFound where an id names nothing.
class MessageStore
{
public:
    explicit MessageStore(Database &database) : m_database(database) {}

    Result<ConversationId> ensureConversation(AccountId account, const BareJid &peer);
    /// So many strangers of an account ask to be let in at a time; those behind them are kept and counted, out of sight.
    static constexpr int mostWaitingStrangers = 500;
    /// For what `peer` wrote: made, it is a stranger's where they are no contact. Our own server is nobody's stranger.
    Result<ConversationId> ensureReceived(AccountId account, const BareJid &self, const BareJid &peer);
    /// One of a room, or with somebody in it. A chat of two with the room's address, from before it was known for one, becomes it.
    Result<ConversationId> ensureRoomConversation(AccountId account, ConversationKind kind, const BareJid &peer, const QString &nick = {});
    /// An invalid id if there is none.
    Result<ConversationId> findConversation(AccountId account, const BareJid &peer);
    Result<Conversation> conversation(ConversationId conversation);
    /// All of an account, in no particular order.
    Result<QList<Conversation>> conversations(AccountId account);
    Result<AccountId> accountOf(ConversationId conversation);
    Status setDraft(ConversationId conversation, const QString &draft, const DraftParts &parts = {});
    Result<ChatDraft> draft(ConversationId conversation);
    /// A recording that was not sent; an empty one: there is none.
    Status setVoiceDraft(ConversationId conversation, const QByteArray &sound);
    Status setPinned(ConversationId conversation, bool pinned);
    Status setMuted(ConversationId conversation, bool muted);
    /// NotFound where they are no stranger (any more).
    Status setStranger(ConversationId conversation, Stranger stranger);

    /// When the last that others said came, in all chats of an account, in ms since 1970 UTC; 0: nothing did.
    qint64 newestTime(AccountId account);

    /// Where a new message goes.
    enum class Place {
        Newest,  ///< below everything: live messages, own messages
        ByTime   ///< by `message.time`, as the archive has it
    };
    /// The messages that a new one stands between, by its archive; an invalid id bounds nothing.
    struct Neighbours {
        MessageId before; ///< stands below the new one
        MessageId after;  ///< stands above it, at least
    };
    /// Stores `message` (its id is ignored) and returns it with its id. ByTime keeps between `neighbours` where these are valid
    /// and above the message that stands before it, so that archive order holds whatever the stamps say. Incoming
    /// messages count as unread when they stand below read_up_to and `unread` says Count.
    enum class Unread { Count, DoNotCount };
    Result<Message> insert(const Message &message, Place place, Unread unread, const Neighbours &neighbours = {});
    Result<Message> message(MessageId message);
    /// By sender and origin id in its conversation (DESIGN 3, "seen before?"); an invalid Message::id if there is none.
    Result<Message> findByOrigin(ConversationId conversation, const BareJid &sender, const OriginId &origin);
    /// Our own message to somebody in a room, whoever that is now; an invalid Message::id if there is none.
    Result<Message> findOwnPrivate(AccountId account, const BareJid &us, const OriginId &origin);
    /// Who, by occupant-id, was last seen here under a nickname of that room, before a time; an invalid one if nobody was.
    Result<BareJid> lastOfNick(AccountId account, const BareJid &room, const QString &nick, qint64 before);
    /// Each of them is asked for by itself where all are taken away.
    static constexpr int mostArchivedOf = 1000;
    /// What `sender` said that an archive has and nobody took away, the newest first, and no more than these.
    Result<QList<ArchiveId>> archivedOf(ConversationId conversation, const BareJid &sender);
    Result<Message> findByArchiveId(ConversationId conversation, const ArchiveId &archive);
    /// Of the newest message that the account's archive gave an id; invalid if there is none. Rooms have archives of their own.
    Result<ArchiveId> newestArchiveId(AccountId account);
    Result<ArchiveId> newestArchiveId(ConversationId conversation);
    /// When the newest message came, in ms since 1970 UTC; 0: there is none.
    Result<qint64> newestTime(ConversationId conversation);
    /// Which of ours count beside what others said: those that another device of ours wrote, or all that the server took.
    enum class Ours { FromElsewhere, Taken };
    /// What came last in a conversation; invalid if nothing did. What was written here stands where it was written, so only
    /// on the stream that took it does it say what comes below.
    Result<MessageId> newestThatCame(ConversationId conversation, Ours ours = Ours::FromElsewhere);
    /// The same for each conversation.
    Result<QHash<ConversationId, MessageId>> newestThatCame(AccountId account, Ours ours = Ours::FromElsewhere);
    /// Was it given to a stream from here? Else another device of ours wrote it, or it is not ours.
    Result<bool> wentOutFromHere(MessageId message);
    /// The first of each chat, but of rooms.
    Result<QHash<ConversationId, MessageId>> oldest(AccountId account);
    Status setArchiveId(MessageId message, const ArchiveId &archive);
    /// Forward only (Waiting, Sent, Delivered, Displayed); a step back is left out without error. Failed and Waiting are
    /// set whatever stood there. Value: did it change?
    Result<bool> setState(MessageId message, MessageState state, const std::optional<Error> &failure = {});
    /// Own messages of the conversation up to `upTo` that are Sent or Delivered become `state`, the newest 1,000 of them:
    /// an archive may hold any number that nobody ever marked. Value: those changed, oldest first.
    Result<QList<Message>> raiseStateUpTo(ConversationId conversation, MessageId upTo, MessageState state);
    /// What a message says that could not be read before: text, what belongs to it, and what it was encrypted with.
    Status setText(MessageId message, const Message &read);
    Status setEncryption(MessageId message, const std::optional<MessageEncryption> &encryption);
    Status remove(MessageId message);
    /// Counts anew what is unread, after `unread` of messages was changed by hand.
    Status recountUnread(ConversationId conversation);
    /// All that `where` (of a table m) finds, for the stores of what was said of messages.
    Result<QList<Message>> select(const QString &where, const QVariantList &values) { return readAll(where, values); }

    /// The newest of ours that the peer was shown (XEP-0333) and that did not go out from here before the stream `since`; an
    /// invalid id if there is none. What is far up is not looked at.
    Result<MessageId> newestDisplayed(ConversationId conversation, qint64 since);
    /// Was the peer shown one of ours that went out after `waiting`, which stands where it was written? That is one from here by
    /// the same stream or a later one, or what another device wrote since that stream began. What is far up is not looked at.
    Result<bool> hasDisplayedBehind(const Message &waiting);
    /// Sets read_up_to (never back) and recounts unread.
    Status markRead(ConversationId conversation, MessageId upTo);
    /// The newest incoming message up to `upTo` that an archive gave an id; an invalid id if there is none.
    Result<Message> newestArchivedOfOthers(ConversationId conversation, MessageId upTo);
    /// The newest incoming message up to `upTo` that asked for a marker; an invalid id if there is none.
    Result<Message> newestMarkable(ConversationId conversation, MessageId upTo);

    /// The outbox: what is Waiting, oldest first, without what waits for a file to be uploaded.
    Result<QList<Message>> waiting(AccountId account);
    Result<int> waitingCount(AccountId account);
    /// Notes that a waiting message was given to stream number `stream` (> 0).
    Status setHandedOver(MessageId message, qint64 stream);
    /// It goes out as a new stanza: under `id`, known to no archive, handed to nobody and sealed for nobody yet.
    Status sendAnew(MessageId message, const OriginId &id);
    /// Waiting messages that some stream got, so that the archive must be asked before they go again.
    Result<QSet<MessageId>> handedOver(AccountId account);

private:
    Result<QHash<ConversationId, MessageId>> oneOfEach(const QString &statement, const QVariantList &values);
    /// In the caller's transaction, or in one of its own.
    Status together(bool precious, const std::function<Status()> &work);
    Status refreshLast(ConversationId conversation);
    Status countDay(ConversationId conversation, MessageId message, int by);
    Result<Message> readOne(const QString &where, const QVariantList &values);
    Result<QList<Message>> readAll(const QString &rest, const QVariantList &values);
    Result<MessageId> freeId(ConversationId conversation, qint64 time, Place place, const Neighbours &neighbours);
    Result<qint64> firstFree(qint64 from, qint64 step);

    Database &m_database;
    /// Nobody gets the key of one that went: who has not heard of that yet would take the new one for it.
    QSet<qint64> m_freed;
};

} // namespace jackdaw
