// SPDX-License-Identifier: GPL-3.0-or-later
#include "spaces/Space.h"

namespace jackdaw {

bool holds(const Space &space, const Conversation &conversation)
{
    if (space.chats.contains(conversation.peer)) {
        return true;
    }
    const SpaceRule &rule = space.traits.rule;
    const bool isRoom = conversation.kind == ConversationKind::Room;
    const bool takes = rule.takes == SpaceRule::Takes::Everything || (rule.takes == SpaceRule::Takes::Groups && isRoom)
        || (rule.takes == SpaceRule::Takes::People && !isRoom);
    return takes && !space.leftOut.contains(conversation.peer) && !(rule.onlyUnread && conversation.unread == 0)
        && !(rule.withoutMuted && conversation.muted);
}

} // namespace jackdaw
