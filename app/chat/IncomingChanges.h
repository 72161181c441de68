// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountContext.h"
#include "chat/ChangeStore.h"
#include "chat/EarlyChangeStore.h"
#include "chat/FurtherFiles.h"
#include "chat/IncomingMessage.h"
#include "chat/OccupantKey.h"
#include "chat/OutgoingChangeStore.h"
#include "xmpp/Authority.h"

namespace jackdaw {

/// What incoming stanzas say of other messages: corrections (XEP-0308), retractions (XEP-0424), reactions (XEP-0444), and
/// our own ones as the server gives them back. Whatever the order in which they come, the same is on disk in the end; what
/// comes before its message waits. Part of IncomingPipeline, engine thread, inside its transaction.
class IncomingChanges
{
public:
    IncomingChanges(const AccountContext &account, MessageStore &store);

    /// Who says something of a message, to whom and when.
    struct Speech {
        const IncomingMessage &in;
        Direction direction = Direction::Incoming;
        BareJid peer;
        ConversationId conversation; ///< invalid as long as there is none
        Utterance utterance;
        qint64 time = 0;             ///< clamped
        BareJid sender;              ///< as Message::sender
    };
    enum class Taken {
        No,       ///< nothing of that kind: it may be a text
        Wholly,   ///< the stanza was about another message only
        StandsIn  ///< a correction of what is not here: a text of its own until that comes
    };
    Result<Taken> take(const Speech &speech, IncomingOutcome &outcome);
    /// Is this word for word what we sent to a room? Who else says so can only have read it there, so it was there.
    Result<bool> isOurs(ConversationId conversation, const MessageStanza &stanza);
    /// A stanza of ours that comes back, so that the server has it.
    Result<Taken> takeEcho(const Speech &speech, IncomingOutcome &outcome);
    /// One of our changes came back as an error.
    Result<Taken> takeError(const Speech &speech, IncomingOutcome &outcome);

    /// Did the user delete it here?
    Result<bool> isDeleted(const Message &message) { return m_early.isDeleted(message); }
    Result<bool> hasSaid(const Message &message, const OriginId &id, const QString &body) { return m_store.hasSaid(message.id, id, body); }
    /// By the moderators of a room (XEP-0425).
    Status moderate(const Speech &speech, IncomingOutcome &outcome);
    /// Nothing of `message` is left but its place. `time`: when that was said, ms since 1970 UTC.
    /// Value: false where it was taken back before.
    Result<bool> retract(const Message &message, qint64 time, IncomingOutcome &outcome);

    /// What came before a message that an archive gives now: what of it was taken back leaves `message` without its text,
    /// the rest is done by finish() once it is stored.
    using Waiting = QList<EarlyChangeStore::Change>;
    Result<Waiting> prepare(ConversationKind kind, const BareJid &peer, Message &message);
    Status finish(ConversationKind kind, const BareJid &peer, const Message &stored, const Waiting &waiting, IncomingOutcome &outcome);

    void beginSession();
    /// In whose hand a nickname was when this was said (RoomOrigin::tenure).
    void noteTenure(MessageId message, qint64 tenure);
    /// What `sender`, as Message::sender, says in the conversation of that kind with `peer`.
    Utterance utteranceOf(ConversationKind kind, const BareJid &peer, const BareJid &sender) const;
    static ConversationKind kindOf(const Speech &speech);
    /// The people it speaks of, and whether that is us.
    QList<Mention> mentionsOf(const MessageStanza &stanza) const;

private:
    Result<Taken> takeRetraction(const Speech &speech, IncomingOutcome &outcome);
    Result<Taken> takeReactions(const Speech &speech, IncomingOutcome &outcome);
    Result<Taken> takeCorrection(const Speech &speech, IncomingOutcome &outcome);
    Status removeFiles(const Message &message, IncomingOutcome &outcome);
    Status replaceFiles(const Message &message, const QList<FurtherFiles::File> &files, IncomingOutcome &outcome);
    Result<Message> findReacted(const Speech &speech, const OriginId &id);
    Status react(const Message &target, const BareJid &sender, const QStringList &emoji, qint64 time, IncomingOutcome &outcome);
    Utterance said(const Message &message, const Speech &speech) const { return utteranceOf(kindOf(speech), speech.peer, message.sender); }
    Authority::Nickname nickname(const Speech &speech, MessageId target) const;
    /// Of what is live in this session the archive has only older ones to tell: the clocks of servers do not count there.
    Result<qint64> rank(const Speech &speech, const Message &target, qint64 newest);
    static qint64 placeOf(const Message &target, qint64 time);
    void noteTextAlone(const Message &target, qint64 time);
    Result<bool> filesAreNewest(const Message &target, qint64 time);

    AccountContext m_account;
    Authority m_authority;
    MessageStore &m_messages;
    ChangeStore m_store;
    EarlyChangeStore m_early;
    OutgoingChangeStore m_outgoing;
    QHash<MessageId, qint64> m_tenures;         ///< of messages that came live in this session
    QHash<std::pair<MessageId, BareJid>, qint64> m_reactionTenures;
    QHash<MessageId, QSet<qint64>> m_textAlone; ///< when those corrections were said that brought no files
    QSet<std::pair<MessageId, BareJid>> m_live; ///< who said something live of a message in this session
};

} // namespace jackdaw
