// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Ids.h"
#include "base/Jid.h"
#include "base/Result.h"
#include "xmpp/ChatState.h"

#include <QList>
#include <optional>

namespace jackdaw {

enum class Direction { Incoming, Outgoing };

/// How far an outgoing message has come; each step only on evidence (DESIGN 3). Numbers are stored: append only.
enum class MessageState {
    Waiting = 0,   ///< stored here, not with the server yet
    Sent = 1,      ///< the server has it (XEP-0198 acknowledgement, or it is in the archive)
    Delivered = 2, ///< the recipient's client has it (XEP-0184)
    Displayed = 3, ///< the recipient saw it (XEP-0333)
    Failed = 4,    ///< will not go out by itself; `failure` says why
    Received = 5   ///< incoming
};

/// A stored message. A plain value: any thread.
struct Message
{
    MessageId id;
    ConversationId conversation;
    Direction direction = Direction::Incoming;
    MessageState state = MessageState::Received;
    qint64 time = 0; ///< ms since 1970 UTC, clamped to sane values; order is `id`, never this
    BareJid sender;
    QString body;
    OriginId originId;   ///< also the `id` of the stanza
    ArchiveId archiveId; ///< XEP-0359, by our server; empty until known
    bool markable = false; ///< the sender asked for a displayed marker (XEP-0333)
    std::optional<Error> failure;

    friend bool operator==(const Message &, const Message &) = default;
};

} // namespace jackdaw

Q_DECLARE_METATYPE(jackdaw::Message)
