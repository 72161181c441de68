// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "spaces/Space.h"

#include <QSqlQuery>
#include <QStringList>

namespace jackdaw {

/// A space as a row of the table has it, which the engine writes and the window reads.
/// Free functions, any thread; the query is the caller's.
/// What lies on disk was tidied before it came; numbers that were read out of a damaged file or a backup are bounded.
inline const QString spaceColumns =
    QStringLiteral("name, colour, place, takes, only_unread, without_muted, chats, left_out");

inline QSet<BareJid> chatsOfRow(const QString &lines)
{
    QSet<BareJid> chats;
    const QStringList all = lines.split(u'\n', Qt::SkipEmptyParts);
    for (const QString &each : all) {
        chats.insert(BareJid::fromPrepared(each));
    }
    return chats;
}

/// From `first` on it has `spaceColumns`.
inline Space spaceOfRow(const SpaceId &id, const QSqlQuery &row, int first)
{
    const auto at = [&row, first](int column) { return row.value(first + column); };
    const int takes = at(3).toInt();
    const bool isKnown = takes >= int(SpaceRule::Takes::Chosen) && takes <= int(SpaceRule::Takes::Groups);
    const SpaceRule rule{isKnown ? SpaceRule::Takes(takes) : SpaceRule::Takes::Chosen, at(4).toBool(), at(5).toBool()};
    const int colour = at(1).toInt();
    return {id,
            {at(0).toString(), colour >= 0 && colour < spaceColours ? colour : 0, at(2).toInt(), rule},
            chatsOfRow(at(6).toString()),
            chatsOfRow(at(7).toString())};
}

} // namespace jackdaw
