// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Ids.h"
#include "base/Jid.h"
#include "xmpp/PubSub.h"

#include <optional>

namespace jackdaw {

/// How far an account has read in a chat (XEP-0490): an item of a node of its own, one a chat, by the id that the chat's archive
/// gave the message. Pure DOM <-> values, no owner, engine thread. Whose node it is, Authority decides; that a message is
/// there, nobody says here.
struct ReadPosition
{
    BareJid chat;
    ArchiveId upTo;
};

inline const QString displayedNode = QStringLiteral("urn:xmpp:mds:displayed:0");

/// 3.1: kept for each chat, for nobody else, and not sent again to whoever comes online, who asks for all of them.
NodeOptions displayedNodeOptions();
/// `by`: whose archive gave the id, the account or a room.
void writeReadPosition(QXmlStreamWriter &writer, const BareJid &by, const ArchiveId &upTo);
/// All of them, as one asks at the beginning of a session.
void writeReadPositionsRequest(QXmlStreamWriter &writer);
/// nullopt: it is no chat's, or the id is of neither archive that could have given it.
std::optional<ReadPosition> readReadPosition(const PubSubItem &item, const BareJid &account);

} // namespace jackdaw
