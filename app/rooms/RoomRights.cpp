// SPDX-License-Identifier: GPL-3.0-or-later
#include "rooms/RoomRights.h"

namespace jackdaw {

namespace {

/// XEP-0045, 5.2.1: what admins and owners may make of somebody. Whom they outrank, they may change, and to anything below
/// themselves; an owner may change everybody.
OccupantRights affiliationRights(RoomAffiliation ours, RoomAffiliation theirs)
{
    const bool isOwner = ours == RoomAffiliation::Owner;
    const bool isAbove = isOwner || (ours == RoomAffiliation::Admin && theirs < RoomAffiliation::Admin);
    OccupantRights rights;
    if (!isAbove) {
        return rights;
    }
    rights.setFlag(OccupantRight::Ban, theirs != RoomAffiliation::Outcast && theirs < RoomAffiliation::Admin);
    rights.setFlag(OccupantRight::MakeMember, theirs != RoomAffiliation::Member);
    rights.setFlag(OccupantRight::MakeAdmin, isOwner && theirs != RoomAffiliation::Admin);
    rights.setFlag(OccupantRight::MakeOwner, isOwner && theirs != RoomAffiliation::Owner);
    rights.setFlag(OccupantRight::TakeAffiliation, theirs != RoomAffiliation::None);
    return rights;
}

} // namespace

RoomRights rightsIn(const Room &room)
{
    RoomRights rights;
    if (room.state != RoomState::In) {
        return rights;
    }
    const bool isModerator = room.role == RoomRole::Moderator;
    const bool maySpeak = room.role >= RoomRole::Participant;
    const bool runsIt = room.affiliation >= RoomAffiliation::Admin;
    rights.setFlag(RoomRight::Speak, maySpeak);
    rights.setFlag(RoomRight::AskForVoice, !maySpeak && room.features.moderated);
    rights.setFlag(RoomRight::SetSubject, isModerator || (maySpeak && room.features.openSubject.value_or(true)));
    // 7.8.2: into a room for members an invitation makes one, which only admins may, unless the room lets all.
    rights.setFlag(RoomRight::Invite, runsIt || room.features.openInvitations.value_or(!room.features.membersOnly));
    rights.setFlag(RoomRight::ChangeNick);
    rights.setFlag(RoomRight::Moderate, isModerator && room.features.moderation);
    rights.setFlag(RoomRight::SeeLists, runsIt);
    rights.setFlag(RoomRight::Configure, room.affiliation == RoomAffiliation::Owner);
    rights.setFlag(RoomRight::Destroy, room.affiliation == RoomAffiliation::Owner);
    rights.setFlag(RoomRight::SetPicture, room.affiliation == RoomAffiliation::Owner && room.features.pictures);
    return rights;
}

OccupantRights rightsOver(const Room &room, const Occupant &occupant)
{
    OccupantRights rights;
    if (room.state != RoomState::In || occupant.nick == room.nick) {
        return rights;
    }
    rights.setFlag(OccupantRight::MessagePrivately);
    rights.setFlag(OccupantRight::RemoveMessages, !occupant.id.isEmpty() && rightsIn(room).testFlag(RoomRight::Moderate));
    if (occupant.jid.isValid()) {
        rights |= affiliationRights(room.affiliation, occupant.affiliation);
    }
    // 8.2, 8.4, 9.7: nobody is sent away or silenced by somebody whom they outrank, and no admin by another. Admins and
    // owners are moderators whatever anybody says (5.1.2).
    const bool isModerator = room.role == RoomRole::Moderator;
    const bool runsIt = room.affiliation >= RoomAffiliation::Admin;
    const bool theyRunIt = occupant.affiliation >= RoomAffiliation::Admin;
    const bool theyModerate = occupant.role == RoomRole::Moderator;
    const bool isAbove = theyRunIt ? room.affiliation > occupant.affiliation : room.affiliation >= occupant.affiliation;
    if (isModerator && isAbove) {
        rights.setFlag(OccupantRight::Kick);
        rights.setFlag(OccupantRight::GiveVoice, occupant.role == RoomRole::Visitor);
        rights.setFlag(OccupantRight::TakeVoice, occupant.role == RoomRole::Participant && !theyRunIt);
    }
    rights.setFlag(OccupantRight::MakeModerator, runsIt && !theyModerate);
    rights.setFlag(OccupantRight::TakeModerator, runsIt && theyModerate && !theyRunIt);
    return rights;
}

OccupantRights rightsOver(const Room &room, const RoomMember &member)
{
    return room.state == RoomState::In && member.jid.isValid() ? affiliationRights(room.affiliation, member.affiliation)
                                                               : OccupantRights();
}

} // namespace jackdaw
