// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/Message.h"

namespace jackdaw {

/// One chat of one account, with what its row in the chat list shows. A plain value: any thread.
struct Conversation
{
    ConversationId id;
    AccountId account;
    BareJid peer;
    std::optional<Message> last; ///< the newest message
    int unread = 0;
    MessageId firstUnread;       ///< where the unread line stands; invalid when all is read
    bool muted = false;
    bool pinned = false;
    QString draft;

    friend bool operator==(const Conversation &, const Conversation &) = default;
};

} // namespace jackdaw

Q_DECLARE_METATYPE(jackdaw::Conversation)
