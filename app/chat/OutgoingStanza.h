// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/OutgoingChangeStore.h"
#include "xmpp/MessageStanza.h"

namespace jackdaw {

/// Stored messages and changes as the stanzas that say them, made at the moment they go out. Pure; engine thread.

/// `original`: the message that it answers, if that is here; its text is what those read who know no replies.
QXmppMessage writeStored(const Message &message, const BareJid &peer, const std::optional<Message> &original);
/// `message`: what is changed, as it is now.
QXmppMessage writeStored(const OutgoingChange &change, const Message &message, const BareJid &peer,
                         const std::optional<Message> &original);

} // namespace jackdaw
