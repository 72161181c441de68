// SPDX-License-Identifier: GPL-3.0-or-later
#include "rooms/MemberActs.h"

#include "rooms/RoomRights.h"

#include <QCoreApplication>
#include <array>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

struct MemberWords
{
    Q_DECLARE_TR_FUNCTIONS(Rooms)
};

struct Entry
{
    OccupantRight right;
    MemberAct act;
};

constexpr std::array entries{
    Entry{OccupantRight::MessagePrivately, MemberAct::Message},     Entry{OccupantRight::GiveVoice, MemberAct::GiveVoice},
    Entry{OccupantRight::TakeVoice, MemberAct::TakeVoice},          Entry{OccupantRight::MakeModerator, MemberAct::MakeModerator},
    Entry{OccupantRight::TakeModerator, MemberAct::TakeModerator},  Entry{OccupantRight::MakeMember, MemberAct::MakeMember},
    Entry{OccupantRight::MakeAdmin, MemberAct::MakeAdmin},          Entry{OccupantRight::MakeOwner, MemberAct::MakeOwner},
    Entry{OccupantRight::TakeAffiliation, MemberAct::TakeAffiliation},
    Entry{OccupantRight::RemoveMessages, MemberAct::RemoveMessages}, Entry{OccupantRight::Kick, MemberAct::Kick},
    Entry{OccupantRight::Ban, MemberAct::Ban},
};

} // namespace

QList<MemberAct> memberActs(const Room &room, const OccupantListModel::Row &row)
{
    if (row.isHeader || row.isUs)
        return {};
    const Occupant &who = row.occupant;
    const bool isAway = row.section == OccupantListModel::Section::Away;
    const OccupantRights rights = isAway ? rightsOver(room, RoomMember{who.jid, who.nick, who.affiliation, who.role, {}})
                                         : rightsOver(room, who);
    QList<MemberAct> acts;
    const auto addProfile = [&] { // of a nickname alone there is none
        if (who.jid.isValid() && !acts.contains(MemberAct::Profile))
            acts << MemberAct::Profile;
    };
    for (const Entry &entry : entries) {
        if (entry.act != MemberAct::Message)
            addProfile();
        if (!rights.testFlag(entry.right))
            continue;
        acts << entry.act;
        if (entry.act == MemberAct::Message && rightsIn(room).testFlag(RoomRight::Speak))
            acts << MemberAct::Mention;
    }
    return acts;
}

QString memberActText(MemberAct act, RoomAffiliation theirs)
{
    switch (act) {
    case MemberAct::Message: return MemberWords::tr("Message\tEnter");
    case MemberAct::Mention: return MemberWords::tr("Mention in chat");
    case MemberAct::Profile: return MemberWords::tr("View profile");
    case MemberAct::GiveVoice: return MemberWords::tr("Give voice");
    case MemberAct::TakeVoice: return MemberWords::tr("Take away voice");
    case MemberAct::MakeModerator: return MemberWords::tr("Make moderator");
    case MemberAct::TakeModerator: return MemberWords::tr("Remove as moderator");
    case MemberAct::MakeMember: return MemberWords::tr("Make member");
    case MemberAct::MakeAdmin: return MemberWords::tr("Make admin");
    case MemberAct::MakeOwner: return MemberWords::tr("Make owner…");
    case MemberAct::TakeAffiliation:
        return theirs == RoomAffiliation::Owner ? MemberWords::tr("Remove as owner…")
            : theirs == RoomAffiliation::Admin  ? MemberWords::tr("Remove as admin…")
                                                : MemberWords::tr("Remove as member…");
    case MemberAct::RemoveMessages: return MemberWords::tr("Remove all messages…");
    case MemberAct::Kick: return MemberWords::tr("Remove from group…");
    case MemberAct::Ban: return MemberWords::tr("Ban from group…");
    }
    Q_UNREACHABLE_RETURN({});
}

bool isDestructive(MemberAct act)
{
    return act == MemberAct::RemoveMessages || act == MemberAct::Kick || act == MemberAct::Ban;
}

QString memberActIcon(MemberAct act)
{
    switch (act) {
    case MemberAct::Message: return u"message-circle"_s;
    case MemberAct::GiveVoice: return u"mic"_s;
    case MemberAct::TakeVoice: return u"mic-off"_s;
    case MemberAct::MakeModerator:
    case MemberAct::MakeAdmin:
    case MemberAct::MakeOwner: return u"shield-check"_s;
    case MemberAct::Mention: return u"at-sign"_s;
    case MemberAct::Profile: return u"circle-user-round"_s;
    case MemberAct::TakeModerator:
    case MemberAct::TakeAffiliation: return u"user-round"_s;
    case MemberAct::MakeMember: return u"user-round-check"_s;
    case MemberAct::RemoveMessages: return u"shield-alert"_s;
    case MemberAct::Kick: return u"log-out"_s;
    case MemberAct::Ban: return u"user-round-x"_s;
    }
    Q_UNREACHABLE_RETURN({});
}

} // namespace jackdaw
