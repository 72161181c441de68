// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/Conversation.h"
#include "xmpp/SpaceValue.h"

namespace jackdaw {

/// What is decided about spaces without asking others: which chats one holds, and where it is kept.
/// Pure values and a function of them: any thread. They own nothing;
/// how two devices' changes of one are joined, xmpp/Spaces says.

/// Where an account's spaces are.
enum class SpaceKeeping {
    NotYet, ///< not asked in this session, or not reached
    Kept, ///< with the server too, for all devices of the account
    Open, ///< here alone: the server does not keep others from reading them
    Refused ///< here alone: the server keeps no such things, or no more of them
};

/// Does this part, of the chat's own account, hold the chat? Whoever was put into it or taken out of it is, whatever
/// the rule says of chats in general.
bool holds(const Space &space, const Conversation &conversation);

} // namespace jackdaw
