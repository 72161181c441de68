// SPDX-License-Identifier: GPL-3.0-or-later
#include "rooms/RoomText.h"

#include "style/Direction.h"
#include "widgets/Painting.h"

#include <QCoreApplication>

namespace jackdaw {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Rooms)
};

constexpr qsizetype longestListedName = 40;
constexpr qsizetype longest = 200; ///< of what others wrote

QString theirs(const QString &text)
{
    const QString line = text.left(longest).simplified();
    return isolated(line.size() < text.size() && text.size() > longest ? line + QChar(0x2026) : line);
}

RoomNoticeLine notice(const QString &strong, const QString &plain, RoomNoticeLine::Act act = RoomNoticeLine::Act::None, const QString &actText = {})
{
    return {strong, plain, act, actText};
}

RoomNoticeLine destroyed(const Room &room)
{
    const QString strong = Words::tr("This group was closed.");
    if (!room.successor.room.isValid())
        return notice(strong, Words::tr("You can still read what was said here."));
    return notice(strong, Words::tr("It goes on at %1.").arg(theirs(room.successor.room.toString())), RoomNoticeLine::Act::GoToSuccessor,
                  Words::tr("Join there"));
}

RoomNoticeLine kicked(const Room &room)
{
    const QString strong = room.actor.isEmpty() ? Words::tr("You were removed from this group for now.")
                                                : Words::tr("%1 removed you from this group for now.").arg(theirs(room.actor));
    return notice(strong, Words::tr("You can join again."), RoomNoticeLine::Act::Join, Words::tr("Join again"));
}

RoomNoticeLine wordsFor(const Room &room)
{
    using Act = RoomNoticeLine::Act;
    const QString join = Words::tr("Join again");
    const QString again = Words::tr("Try again");
    const QString byItself = Words::tr("Jackdaw joins again by itself.");
    switch (room.reason) {
    case RoomReason::None:
    case RoomReason::ByUser:
        break;
    case RoomReason::Kicked:
        return kicked(room);
    case RoomReason::Banned:
        return notice(Words::tr("You are banned from this group."), Words::tr("Ask an owner if you think this is a mistake."));
    case RoomReason::Removed:
        return notice(Words::tr("You are not a member of this group any more."), Words::tr("Ask an owner to add you again."), Act::Join, again);
    case RoomReason::MembersOnly:
        return notice(Words::tr("You need an invitation to join this group."), Words::tr("Ask an owner."), Act::Join, again);
    case RoomReason::ServiceShutdown:
        return notice(Words::tr("The server of this group is going down."), byItself, Act::Join, Words::tr("Try now"));
    case RoomReason::TechnicalFault:
        return notice(Words::tr("This group had a technical fault."), byItself, Act::Join, Words::tr("Try now"));
    case RoomReason::Destroyed:
        return destroyed(room);
    case RoomReason::NickTaken:
        return notice(Words::tr("Somebody else has your name in this group."), Words::tr("Choose another one to join."), Act::Ask,
                      Words::tr("Choose a name"));
    case RoomReason::NickReserved:
        return notice(Words::tr("This group does not let you in with this name."), Words::tr("Join with the one you are registered with there."),
                      Act::Ask, Words::tr("Choose a name"));
    case RoomReason::Password:
        return notice(Words::tr("This group needs a password."), Words::tr("Enter it to join."), Act::Ask, Words::tr("Enter password"));
    case RoomReason::Full:
        return notice(Words::tr("This group is full."), Words::tr("Try again later."), Act::Join, again);
    case RoomReason::NotCreated:
        return notice(Words::tr("There is no group at this address, or it is not open yet."), Words::tr("Check the address."), Act::Join, again);
    case RoomReason::Unreachable:
        return notice(Words::tr("The server of this group cannot be reached."), byItself, Act::Join, Words::tr("Try now"));
    case RoomReason::NoAnswer:
        return notice(Words::tr("This group does not answer."), byItself, Act::Join, Words::tr("Try now"));
    case RoomReason::NotIn:
    case RoomReason::ConnectionLost:
        return notice(Words::tr("You lost the connection to this group."), byItself, Act::Join, Words::tr("Try now"));
    case RoomReason::Other:
        return notice(Words::tr("You could not join this group."), Words::tr("Try again later."), Act::Join, again);
    }
    return notice(Words::tr("You are not in this group."), Words::tr("Join it to read and write on."), Act::Join, Words::tr("Join"));
}

} // namespace

std::optional<RoomNoticeLine> roomNotice(const Room &room)
{
    const bool isOut = room.state == RoomState::Out || room.state == RoomState::Lost || room.state == RoomState::Refused;
    if (!isOut)
        return std::nullopt;
    RoomNoticeLine words = wordsFor(room);
    const bool triesItself = room.state == RoomState::Lost;
    const bool saysSo = room.reason == RoomReason::Unreachable || room.reason == RoomReason::NoAnswer
        || room.reason == RoomReason::TechnicalFault || room.reason == RoomReason::ServiceShutdown;
    if (!triesItself && saysSo)
        words.plain = Words::tr("Try again later.");
    if (!room.reasonText.trimmed().isEmpty() && room.reason != RoomReason::None && room.reason != RoomReason::ByUser)
        //: a sentence of ours, what was said as the reason, another sentence of ours
        words.plain = Words::tr("“%1” %2").arg(theirs(room.reasonText), words.plain);
    return words;
}

QString roomLine(const Room &room, int members, RoomLine line)
{
    QString people;
    if (room.state == RoomState::Entering)
        people = Words::tr("Joining…");
    else if (room.state != RoomState::In && room.state != RoomState::Leaving)
        people = Words::tr("You are not in this group");
    else if (members >= room.occupants && members > 0) // of a channel few are on a list
        //: how many members a group has, and how many of them are there
        people = Words::tr("%1, %2").arg(Words::tr("%n members", nullptr, members), Words::tr("%n here", nullptr, room.occupants));
    else
        people = Words::tr("%n here", nullptr, room.occupants);
    const QString subject = room.subject.left(longest).simplified();
    //: the subject of a group, and how many people it has
    return subject.isEmpty() || line == RoomLine::Brief ? people : Words::tr("%1 · %2").arg(isolated(subject), people);
}

QString roomPeopleText(const Room &room)
{
    if (room.members > 0 && room.members >= room.occupants) // of a channel few are on a list
        return Words::tr("%n members", nullptr, room.members);
    return room.state == RoomState::In && room.occupants > 0 ? Words::tr("%n here", nullptr, room.occupants) : QString();
}

QString roomTypingText(const QStringList &names)
{
    const auto name = [&](int index) { return isolated(names.at(index).left(longestListedName).simplified()); };
    switch (names.size()) {
    case 0: return {};
    case 1: return Words::tr("%1 is typing").arg(name(0));
    case 2: return Words::tr("%1 and %2 are typing").arg(name(0), name(1));
    case 3: return Words::tr("%1 and two others are typing").arg(name(0));
    default: return Words::tr("%1 and %n others are typing", nullptr, int(names.size()) - 1).arg(name(0));
    }
}

QString roomSeenText(const QStringList &names, int people)
{
    const auto name = [&](int index) { return isolated(names.at(index).left(longestListedName).simplified()); };
    switch (names.size()) {
    case 0: return {};
    case 1: return people == 1 ? Words::tr("Seen by %1").arg(name(0)) : Words::tr("Seen by %1 and %n others", nullptr, people - 1).arg(name(0));
    case 2:
        if (people == 2)
            return Words::tr("Seen by %1 and %2").arg(name(0), name(1));
        [[fallthrough]];
    default:
        return people == 3 && names.size() > 2 ? Words::tr("Seen by %1, %2 and %3").arg(name(0), name(1), name(2))
                                               : Words::tr("Seen by %1, %2 and %n others", nullptr, people - 2).arg(name(0), name(1));
    }
}

QString occupantRoleText(const Occupant &occupant)
{
    if (occupant.affiliation == RoomAffiliation::Owner)
        return Words::tr("Owner");
    if (occupant.affiliation == RoomAffiliation::Admin)
        return Words::tr("Admin");
    if (occupant.role == RoomRole::Moderator)
        return Words::tr("Moderator");
    return {};
}

QString memberSectionText(OccupantListModel::Section section, int people)
{
    switch (section) {
    case OccupantListModel::Section::Leading: return Words::tr("Owners and moderators · %L1").arg(people);
    case OccupantListModel::Section::Here: return Words::tr("Here now · %L1").arg(people);
    case OccupantListModel::Section::Away: return Words::tr("Not here · %L1").arg(people);
    }
    Q_UNREACHABLE_RETURN({});
}

static QString hatsText(const Occupant &occupant)
{
    QStringList titles;
    for (const RoomHat &hat : occupant.hats)
        titles << hat.title;
    //: stands between two things that somebody is in a group, as "Host" and "Speaker"
    return isolated(titles.join(Words::tr(", ")).left(longest));
}

QString memberStatusText(const OccupantListModel::Row &row, const QString &mark)
{
    if (!row.isUs && !mark.isEmpty())
        return mark;
    if (row.section == OccupantListModel::Section::Away)
        return row.occupant.jid.toString();
    const QString status = row.occupant.status.left(longest).simplified();
    const QString state = status.isEmpty() ? availabilityText(row.occupant.availability) : status;
    const QString words = row.isUs ? Words::tr("You") : state;
    // Not as a badge: a room that does not know of hats passes on what somebody wrote of themselves (XEP-0317, 7).
    //: what somebody is in a group, as "Host", and what they write of themselves
    return row.occupant.hats.isEmpty() ? words : Words::tr("%1 · %2").arg(hatsText(row.occupant), words);
}

QString memberSpokenText(const OccupantListModel::Row &row, const QString &mark)
{
    if (row.isHeader)
        return memberSectionText(row.section, row.total);
    QStringList parts{row.occupant.nick.isEmpty() ? row.occupant.jid.toString() : row.occupant.nick};
    if (const QString role = occupantRoleText(row.occupant); !role.isEmpty())
        parts << role;
    if (row.section == OccupantListModel::Section::Away) {
        parts << Words::tr("not here");
        return parts.join(QStringLiteral(", "));
    }
    parts << availabilityText(row.occupant.availability);
    for (const RoomHat &hat : row.occupant.hats)
        parts << hat.title;
    if (const QString status = row.occupant.status.left(longest).simplified(); !mark.isEmpty() || !status.isEmpty())
        parts << (mark.isEmpty() ? status : mark);
    if (row.isUs)
        parts << Words::tr("you");
    return parts.join(QStringLiteral(", "));
}

QString nicknameProblem(const QString &typed)
{
    constexpr qsizetype mostBytes = 1023; // RFC 7622, 3.1
    if (typed.trimmed().isEmpty() || Jid::nickname(typed))
        return {};
    return typed.trimmed().toUtf8().size() > mostBytes
        ? Words::tr("This name is too long. Choose a shorter one.")
        : Words::tr("This name has a character that names in groups cannot have, such as an invisible one or a line break. Type it anew.");
}

} // namespace jackdaw
