// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/BlockingValue.h"

#include <QDomElement>

#include <optional>

class QXmlStreamWriter;

namespace jackdaw {

/// The list of those whom our server keeps away (XEP-0191), and what it is told of why (XEP-0377). Pure DOM <-> values, no
/// owner, engine thread. An address without a name before the @ is a whole domain (XEP-0191, 4). Never decides who may push
/// it: Authority does.
inline constexpr int maximumBlocked = 10'000;

void writeBlockListRequest(QXmlStreamWriter &writer);
QList<Jid> readBlockList(const QDomElement &iq);

void writeBlock(QXmlStreamWriter &writer, const QList<Jid> &who, AbuseReport report);
void writeUnblock(QXmlStreamWriter &writer, const QList<Jid> &who);

/// What the server says has changed (3.3, 3.5).
struct BlockPush
{
    enum class Act { Block, Unblock };
    Act act = Act::Block;
    QList<Jid> who; ///< to unblock nobody is to unblock all
};
std::optional<BlockPush> readBlockPush(const QDomElement &iq);

} // namespace jackdaw
