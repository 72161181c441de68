// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/MessageCipher.h"
#include "chat/MessageStore.h"
#include "chat/RoomDirectory.h"
#include "xmpp/MessageStanza.h"

#include <QHash>
#include <QSet>

namespace jackdaw {

/// A message on its way in, from wherever it came, with what our own server or clock says of its time and place.
/// MessageService and HistoryService make it, IncomingPipeline takes it. A plain value, engine thread. Nothing in
/// `stanza` is believed yet: that is the pipeline's part.
struct IncomingMessage
{
    enum class Source { Live, Carbon, Archive };
    enum class Purpose {
        Take,      ///< it is stored if it was not here before
        Recognise  ///< only what it tells of messages that are here counts: something else brings it to its place
    };

    MessageStanza stanza;
    Source source = Source::Live;
    Purpose purpose = Purpose::Take;
    std::optional<RoomOrigin> room;        ///< where it has to do with one; nullopt: with none
    ArchiveId archiveId;                   ///< by our own server or the room only
    qint64 time = 0;                       ///< by our own server or clock; ms since 1970 UTC
    MessageStore::Place place = MessageStore::Place::Newest;
    MessageStore::Neighbours neighbours;   ///< ByTime: the messages of the same chat that it stands between
    /// Of what an earlier session had missed, and its archive's page brings now: that session's stream, or a later one. What
    /// went out from here since stands below. 0: not of that.
    qint64 missedBefore = 0;
    MessageStore::Unread unread = MessageStore::Unread::Count;
    QDomElement sealed;                    ///< the whole of it, where it claims to be encrypted
    std::optional<MessageCipher::Opened> opened; ///< what of that came out, once somebody tried

    /// It is encrypted, and what it says is not known: its ids alone tell what it is.
    bool isBlind() const
    {
        using Outcome = MessageCipher::Opened::Outcome;
        return opened && opened->outcome != Outcome::Clear && opened->outcome != Outcome::Opened;
    }
    /// The same, and it is no message that is here: it is shown with the reason why nobody can read it.
    bool isUnreadable() const
    {
        using Outcome = MessageCipher::Opened::Outcome;
        return opened && (opened->outcome == Outcome::NotForUs || opened->outcome == Outcome::Unreadable);
    }
};

/// What a run of the pipeline changed; told to the world only after its transaction is on disk. A plain value.
struct IncomingOutcome
{
    QHash<ConversationId, QList<Message>> stored;
    QHash<ConversationId, QList<Message>> changed;
    QHash<ConversationId, QSet<MessageId>> altered;  ///< what was said of these; to be read anew, once each, afterwards
    QHash<ConversationId, QSet<MessageId>> removed;  ///< also of `stored`
    QList<MessageId> refiled;                 ///< have another file than before, which another message may have had
    QSet<ConversationId> touched;
    MessageId lastStored;                     ///< the newest of `stored`, by the order in which they were stored
    QHash<ConversationId, ChatState> chatStates; ///< the last of each
    /// Who types in a room, by nickname.
    struct Typing { ConversationId conversation; QString nick; ChatState state; };
    QList<Typing> typing;
    QList<std::pair<Jid, OriginId>> receipts; ///< to be answered (XEP-0184)
    /// Who spoke last in a private chat of a room, by RoomOrigin::tenure.
    QHash<ConversationId, qint64> hands;
    bool outboxMoved = false;                 ///< a waiting message turned out to be with the server
};

} // namespace jackdaw
