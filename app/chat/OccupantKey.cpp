// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/OccupantKey.h"

namespace jackdaw {

namespace {

constexpr QChar beforeId(u'\x01'); // stands in no address and in no XML
constexpr QChar beforeNick(u'/');

} // namespace

OccupantKey OccupantKey::make(const BareJid &room, const QString &nick, const std::optional<QString> &id)
{
    const bool byId = id && !id->isEmpty();
    return OccupantKey(BareJid::fromPrepared(room.toString() + (byId ? beforeId + *id : beforeNick + nick)));
}

BareJid OccupantKey::room() const
{
    const QString &text = m_text.toString();
    const qsizetype id = text.indexOf(beforeId);
    return BareJid::fromPrepared(text.left(id >= 0 ? id : text.indexOf(beforeNick)));
}

std::optional<QString> OccupantKey::id() const
{
    const qsizetype at = m_text.toString().indexOf(beforeId);
    return at >= 0 ? std::optional(m_text.toString().mid(at + 1)) : std::nullopt;
}

QString OccupantKey::nick() const
{
    const qsizetype at = m_text.toString().indexOf(beforeNick);
    return id() || at < 0 ? QString() : m_text.toString().mid(at + 1);
}

} // namespace jackdaw
