// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/Conversation.h"
#include "chat/OutgoingChangeStore.h"
#include "xmpp/MessageStanza.h"

namespace jackdaw {

/// Stored messages and changes as the stanzas that say them, made by Outbox at the moment they go out. Pure; engine
/// thread. Nothing is looked up or changed: what a stanza needs to know of other messages is handed in. With what those
/// need who know fewer specifications.

/// Where a message goes: to a person, to a room, or to somebody in one.
struct Addressee
{
    ConversationKind kind = ConversationKind::Chat;
    Jid address; ///< in RoomPrivate room@service/nick, as it is now
    enum class Markup { NotRead, Read } markup = Markup::NotRead; ///< XEP-0071; never where it is encrypted, or many read it
};

/// `original`: the message that it answers, if that is here; its text is what those read who know no replies.
QXmppMessage writeStored(const Message &message, const Addressee &to, const std::optional<Message> &original);
/// `message`: what is changed, as it is now.
QXmppMessage writeStored(const OutgoingChange &change, const Message &message, const Addressee &to,
                         const std::optional<Message> &original);

} // namespace jackdaw
