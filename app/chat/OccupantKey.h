// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Jid.h"

#include <optional>

namespace jackdaw {

/// Who somebody in a room is, as it is compared and kept where an address stands in chats of two: by the occupant-id where the
/// room announces such ids (XEP-0421), which nobody takes over with a nickname, else by room and nickname. A plain value: any
/// thread. No address: nothing is sent to it.
class OccupantKey
{
public:
    /// `id`: nullopt or empty where the room gives none.
    static OccupantKey make(const BareJid &room, const QString &nick, const std::optional<QString> &id = {});
    /// What make() made once, as it was kept.
    explicit OccupantKey(const BareJid &kept) : m_text(kept) {}

    const BareJid &toText() const { return m_text; }
    BareJid room() const;
    /// nullopt where it is one by nickname.
    std::optional<QString> id() const;
    /// Empty where it is one by occupant-id: whoever has that now goes by any nickname.
    QString nick() const;

private:
    BareJid m_text;
};

} // namespace jackdaw
