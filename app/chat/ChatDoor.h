// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/PrivacySwitches.h"
#include "chat/Conversation.h"
#include "chat/OutgoingText.h"
#include "roster/Contact.h"

#include <QFuture>
#include <QObject>

namespace jackdaw {

/// The part of the engine's door about conversations and messages. Owned by the EngineDoor; commands may be called on
/// any thread and never block, signals are sent from the engine thread (AccountDoor). Order of events: a message is on
/// disk before any signal speaks of it. Pages of a chat are not asked for here: MessageReader reads them.
class ChatDoor : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// The conversation with `peer`, made if there is none. Error: Storage.
    virtual QFuture<Result<ConversationId>> openConversation(AccountId account, BareJid peer) = 0;
    /// Stores `body` as waiting and sends it as soon as it may go. Value: the stored message. Errors: Storage, DiskFull
    /// (then nothing was stored, and the text is still the caller's).
    virtual QFuture<Result<MessageId>> send(ConversationId conversation, QString body) = 0;
    /// The same with what belongs to it: an answer, mentions, a spoiler.
    virtual QFuture<Result<MessageId>> sendText(ConversationId conversation, OutgoingText text) = 0;
    /// The text of a message to another chat, of any account. Error: Conflict where there is no text (any more).
    virtual QFuture<Result<MessageId>> forward(MessageId message, ConversationId to) = 0;
    /// Puts a failed message, or what failed of its changes, back to waiting, with the id it always had.
    virtual QFuture<Status> retry(MessageId message) = 0;
    /// Deletes a message here, for good: one that failed or still waits does not go out any more, and the archive does not
    /// bring it back. Error: Conflict if it is on its way.
    virtual QFuture<Status> deleteLocally(MessageId message) = 0;
    /// Takes back what has not gone out: its text is the draft of its chat again, before what was written since. Error:
    /// Conflict where it is on its way.
    virtual QFuture<Status> undoSend(MessageId message) = 0;
    /// Corrects an own message (XEP-0308), now or when there is a stream. Errors: Conflict, Malformed, Storage, DiskFull.
    virtual QFuture<Status> correct(MessageId message, QString body, QList<Mention> mentions = {}) = 0;
    /// Takes an own message back for everybody (XEP-0424). Errors: Conflict, Storage, DiskFull.
    virtual QFuture<Status> retract(MessageId message) = 0;
    /// All the emoji that we give to a message from now on (XEP-0444). Errors: Malformed, Conflict, Storage, DiskFull.
    virtual QFuture<Status> react(MessageId message, QStringList emoji) = 0;
    /// Marks of our own, that nobody else sees.
    virtual QFuture<Status> pinMessage(MessageId message, bool pinned) = 0;
    virtual QFuture<Status> saveMessage(MessageId message, bool saved) = 0;
    /// XEP-0224. Errors: Offline; TooMany if that was asked a moment ago.
    virtual QFuture<Status> callForAttention(ConversationId conversation) = 0;
    /// All up to `upTo` was seen by the user: unread goes down, the sender is told (XEP-0333) if that is allowed.
    virtual QFuture<Status> markRead(ConversationId conversation, MessageId upTo) = 0;
    virtual QFuture<Status> saveDraft(ConversationId conversation, QString draft, DraftParts parts = {}) = 0;
    /// A recording that was not sent, Opus in Ogg; an empty one: it was sent or discarded.
    virtual QFuture<Status> saveVoiceDraft(ConversationId conversation, QByteArray sound) = 0;
    virtual QFuture<Status> setPinned(ConversationId conversation, bool pinned) = 0;
    virtual QFuture<Status> setMuted(ConversationId conversation, bool muted) = 0;
    /// Somebody who is nobody's contact wrote first: accepted, their chat is one like others; declined, it stays out of sight
    /// until we write to them. NotFound where they are no stranger (any more). Nobody is told.
    virtual QFuture<Status> answerStranger(ConversationId conversation, RequestAnswer answer) = 0;
    /// Own typing state (XEP-0085), sent where the setting and the peer allow.
    virtual void setChatState(ConversationId conversation, ChatState state) = 0;
    /// What people learn of us, in chats and by asking (XEP-0012, XEP-0092, XEP-0202). For all accounts.
    virtual void setPrivacy(PrivacySwitches privacy) = 0;
    /// Words of the user's own: what others say in rooms with one of them in it counts as if it spoke of us, from now on. For
    /// all accounts.
    virtual void setHighlights(QStringList words) = 0;

Q_SIGNALS:
    /// New messages of one conversation, ascending by id. `live` tells arrivals from archive pages.
    void messagesStored(jackdaw::ConversationId conversation, const QList<jackdaw::Message> &messages, bool live);
    void messagesChanged(jackdaw::ConversationId conversation, const QList<jackdaw::Message> &messages);
    void messageRemoved(jackdaw::ConversationId conversation, jackdaw::MessageId message);
    /// The row of the chat list: last message, counts, draft, flags. Gathered for some ms.
    void conversationsChanged(const QList<jackdaw::Conversation> &conversations);
    void conversationRemoved(jackdaw::ConversationId conversation);
    void peerChatStateChanged(jackdaw::ConversationId conversation, jackdaw::ChatState state);
    /// Who types in a room, by nickname.
    void occupantChatStateChanged(jackdaw::ConversationId conversation, const QString &nick, jackdaw::ChatState state);
    /// Somebody whom we let see us wants to be looked at now (XEP-0224); not more often than people can bear.
    void attentionAsked(jackdaw::ConversationId conversation);
    /// How many messages of the account wait to be sent.
    void waitingCountChanged(jackdaw::AccountId account, int waiting);
    /// The disk refuses to store; what came in since is fetched again once it accepts. nullopt: it works again.
    void storageTrouble(const std::optional<jackdaw::Error> &error);
};

} // namespace jackdaw
