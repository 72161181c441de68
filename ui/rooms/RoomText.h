// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rooms/OccupantListModel.h"
#include "rooms/Room.h"

#include <QString>
#include <optional>

namespace jackdaw {

/// What is said of groups in words: why we are not in one and what can be done, and who somebody is there.
/// What others wrote stands isolated in our sentences, and shortened.
/// Pure functions and a value, GUI thread; they know no model's state and decide nothing about the room.
struct RoomNoticeLine
{
    enum class Act {
        None,
        Join,         ///< as we were, once more
        Ask,          ///< with another name or a password, so that is asked for first
        GoToSuccessor ///< to the room that stands in its place
    };
    QString strong;
    QString plain;
    Act act = Act::None;
    QString actText;

    friend bool operator==(const RoomNoticeLine &, const RoomNoticeLine &) = default;
};

/// nullopt while we are in, or are coming in.
std::optional<RoomNoticeLine> roomNotice(const Room &room);

/// "Storm prep, Saturday · 12 members, 8 here"; `members` 0: not known.
/// Those on its lists are told only where they are not fewer than those who are there.
/// Brief: without the subject, where there is no room for both.
enum class RoomLine { Full, Brief };
QString roomLine(const Room &room, int members, RoomLine line = RoomLine::Full);

/// "12 members", or of a channel "40 here"; empty where neither is known.
QString roomPeopleText(const Room &room);

/// "Ana and two others are typing"; empty of nobody.
QString roomTypingText(const QStringList &names);
/// "Seen by Ana, Ben and 3 others", of `people` in all; empty of nobody.
QString roomSeenText(const QStringList &names, int people);
/// "Owner", "Admin", "Moderator"; empty of whoever is none of them.
QString occupantRoleText(const Occupant &occupant);
QString memberSectionText(OccupantListModel::Section section, int people);
/// `{name}, {role}, {state}, {status}` (design/ui.md, "Accessible names").
/// `mark`: what LookAlikes says of them, which goes before what they wrote.
QString memberSpokenText(const OccupantListModel::Row &row, const QString &mark = {});
/// The second line of a row: `mark`, or what they are there beside their role (XEP-0317) and "You", what they wrote, or how
/// they are there.
QString memberStatusText(const OccupantListModel::Row &row, const QString &mark = {});

/// Why the name that was typed cannot be ours in a group (RFC 7622, 3.4); empty: it can, or none was typed.
QString nicknameProblem(const QString &typed);

} // namespace jackdaw
