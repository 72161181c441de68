// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/SeenMarkStore.h"

#include "storage/Database.h"

namespace jackdaw {

using namespace Qt::StringLiterals;

Result<bool> SeenMarkStore::note(ConversationId room, const SeenMark &mark)
{
    const auto moved = m_database.change(
        u"UPDATE seen_mark SET message = ?, nick = ?, time = ? WHERE conversation = ? AND who = ? AND message < ?"_s,
        {mark.message.value(), mark.nick, mark.time, room.value(), mark.who.toString(), mark.message.value()});
    if (!moved) {
        return moved.error();
    }
    if (*moved > 0) {
        return true;
    }
    const auto added = m_database.change(
        u"INSERT OR IGNORE INTO seen_mark (conversation, who, nick, message, time) SELECT ?, ?, ?, ?, ? "
        "WHERE (SELECT count(*) FROM seen_mark WHERE conversation = ?) < ?"_s,
        {room.value(), mark.who.toString(), mark.nick, mark.message.value(), mark.time, room.value(), mostOfRoom});
    return added ? Result<bool>(*added > 0) : Result<bool>(added.error());
}

} // namespace jackdaw
