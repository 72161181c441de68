// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/Message.h"

namespace jackdaw {

/// What the rows of a message that brings several files (FurtherFiles) are called by: a sign, the name of the message, the
/// sign again, and a number. In no id of a stanza: XML has no such character (XML 1.0, 2.2), as in chat/OccupantKey; so it is
/// never sent either. Pure; any thread.
namespace fileRow {

inline constexpr QChar sign = u'\x01';
inline constexpr QChar behindSign = u'\x02';

inline bool isOne(const Message &row)
{
    return row.originId.value().startsWith(sign);
}

/// Of such a row the name of its message.
inline QString nameIn(const Message &row)
{
    return row.originId.value().section(sign, 1, 1);
}

/// What the rows of a message are called by; empty where nobody can name it, so that nothing is ever said of it.
inline QString nameOf(const Message &message)
{
    return message.originId.isValid() ? message.originId.value() : message.archiveId.value();
}

/// All ids of the rows of a message stand between these two.
inline QString begin(const QString &name)
{
    return sign + name + sign;
}

inline QString end(const QString &name)
{
    return sign + name + behindSign;
}

} // namespace fileRow

} // namespace jackdaw
