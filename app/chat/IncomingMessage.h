// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/MessageStore.h"
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
    QHash<ConversationId, QSet<MessageId>> altered;  ///< what was said of these; to be read anew, once each, afterwards
    QHash<ConversationId, QSet<MessageId>> removed;  ///< also of `stored`
    QSet<ConversationId> touched;
    MessageId lastStored;                     ///< the newest of `stored`, by the order in which they were stored
    QHash<ConversationId, ChatState> chatStates; ///< the last of each
    QList<std::pair<Jid, OriginId>> receipts; ///< to be answered (XEP-0184)
    bool outboxMoved = false;                 ///< a waiting message turned out to be with the server
};

} // namespace jackdaw
