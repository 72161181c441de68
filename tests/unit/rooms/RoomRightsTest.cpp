// SPDX-License-Identifier: GPL-3.0-or-later
#include "rooms/RoomRights.h"
#include "support/TestProgram.h"

#include <QTest>

using namespace jackdaw;
using namespace Qt::StringLiterals;

namespace room_rights_test {

Room roomAs(RoomRole role, RoomAffiliation affiliation)
{
    Room room;
    room.state = RoomState::In;
    room.nick = u"Mara"_s;
    room.role = role;
    room.affiliation = affiliation;
    return room;
}

Occupant occupant(RoomRole role, RoomAffiliation affiliation)
{
    Occupant out;
    out.nick = u"Tomas"_s;
    out.jid = BareJid::fromPrepared(u"tomas@harbor.example"_s);
    out.role = role;
    out.affiliation = affiliation;
    return out;
}

/// What is offered in a room, and to whom, by the tables of XEP-0045, 5.1.1 and 5.2.1.
class RoomRightsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void inTheRoom_data()
    {
        QTest::addColumn<Room>("room");
        QTest::addColumn<RoomRights>("expected");
        using R = RoomRight;
        using Aff = RoomAffiliation;
        const auto row = [](const char *name, const Room &room, RoomRights expected) { QTest::newRow(name) << room << expected; };
        Room room = roomAs(RoomRole::Participant, Aff::None);
        row("participant", room, R::Speak | R::SetSubject | R::Invite | R::ChangeNick);
        room.features.openSubject = false;
        room.features.openInvitations = false;
        row("participant of a stricter one", room, R::Speak | R::ChangeNick);
        room = roomAs(RoomRole::Participant, Aff::Member);
        room.features.membersOnly = true;
        row("member of a room for members", room, R::Speak | R::SetSubject | R::ChangeNick);
        room.features.openInvitations = true;
        row("where members invite", room, R::Speak | R::SetSubject | R::Invite | R::ChangeNick);
        room = roomAs(RoomRole::Visitor, Aff::None);
        room.features.moderated = true;
        row("visitor", room, R::AskForVoice | R::Invite | R::ChangeNick);
        room = roomAs(RoomRole::Moderator, Aff::None);
        room.features.openSubject = false;
        row("moderator", room, R::Speak | R::SetSubject | R::Invite | R::ChangeNick);
        room.features.moderation = true;
        row("moderator where messages can be taken away", room, R::Speak | R::SetSubject | R::Invite | R::ChangeNick | R::Moderate);
        room = roomAs(RoomRole::Moderator, Aff::Admin);
        room.features.membersOnly = true;
        row("admin", room, R::Speak | R::SetSubject | R::Invite | R::ChangeNick | R::SeeLists);
        room = roomAs(RoomRole::Moderator, Aff::Owner);
        row("owner", room, R::Speak | R::SetSubject | R::Invite | R::ChangeNick | R::SeeLists | R::Configure | R::Destroy);
        room.features.pictures = true;
        row("owner of one with a picture", room, R::Speak | R::SetSubject | R::Invite | R::ChangeNick | R::SeeLists | R::Configure | R::Destroy | R::SetPicture);
        room.state = RoomState::Lost;
        row("not in", room, {});
    }
    void inTheRoom()
    {
        QFETCH(Room, room);
        QFETCH(RoomRights, expected);
        QCOMPARE(rightsIn(room), expected);
    }

    void overOthers_data()
    {
        QTest::addColumn<Room>("room");
        QTest::addColumn<Occupant>("who");
        QTest::addColumn<OccupantRights>("expected");
        using R = OccupantRight;
        using Role = RoomRole;
        using Aff = RoomAffiliation;
        const auto row = [](const char *name, const Room &room, const Occupant &who, OccupantRights expected) {
            QTest::newRow(name) << room << who << expected;
        };
        const Room participant = roomAs(Role::Participant, Aff::Member);
        const Room moderator = roomAs(Role::Moderator, Aff::None);
        const Room admin = roomAs(Role::Moderator, Aff::Admin);
        const Room owner = roomAs(Role::Moderator, Aff::Owner);
        row("participant", participant, occupant(Role::Visitor, Aff::None), R::MessagePrivately);
        row("moderator, participant", moderator, occupant(Role::Participant, Aff::None), R::MessagePrivately | R::Kick | R::TakeVoice);
        row("moderator, visitor", moderator, occupant(Role::Visitor, Aff::None), R::MessagePrivately | R::Kick | R::GiveVoice);
        row("moderator, member", moderator, occupant(Role::Participant, Aff::Member), R::MessagePrivately);
        row("moderator, owner", moderator, occupant(Role::Moderator, Aff::Owner), R::MessagePrivately);
        row("admin, participant", admin, occupant(Role::Participant, Aff::None),
            R::MessagePrivately | R::Kick | R::TakeVoice | R::MakeModerator | R::Ban | R::MakeMember);
        row("admin, member who moderates", admin, occupant(Role::Moderator, Aff::Member),
            R::MessagePrivately | R::Kick | R::TakeModerator | R::Ban | R::TakeAffiliation);
        row("admin, admin", admin, occupant(Role::Moderator, Aff::Admin), R::MessagePrivately);
        row("admin, owner", admin, occupant(Role::Moderator, Aff::Owner), R::MessagePrivately);
        row("owner, participant", owner, occupant(Role::Participant, Aff::None),
            R::MessagePrivately | R::Kick | R::TakeVoice | R::MakeModerator | R::Ban | R::MakeMember | R::MakeAdmin | R::MakeOwner);
        row("owner, admin", owner, occupant(Role::Moderator, Aff::Admin),
            R::MessagePrivately | R::Kick | R::MakeMember | R::MakeOwner | R::TakeAffiliation);
        row("owner, owner", owner, occupant(Role::Moderator, Aff::Owner), R::MessagePrivately | R::MakeMember | R::MakeAdmin | R::TakeAffiliation);
        Occupant hidden = occupant(Role::Participant, Aff::None);
        hidden.jid = {};
        row("whose address is not shown", owner, hidden, R::MessagePrivately | R::Kick | R::TakeVoice | R::MakeModerator);
        Occupant known = occupant(Role::Participant, Aff::Member);
        known.id = u"of-tove"_s;
        Room told = moderator;
        row("moderator, whose messages the room cannot take away", told, known, R::MessagePrivately);
        told.features.moderation = true;
        row("moderator, whose messages it can", told, known, R::MessagePrivately | R::RemoveMessages);
        row("moderator, whom a nickname alone names", told, occupant(Role::Participant, Aff::Member), R::MessagePrivately);
        Occupant us = occupant(Role::Moderator, Aff::Owner);
        us.nick = u"Mara"_s;
        row("ourselves", owner, us, {});
        Room lost = owner;
        lost.state = RoomState::Lost;
        row("not in", lost, occupant(Role::Participant, Aff::None), {});
    }
    void overOthers()
    {
        QFETCH(Room, room);
        QFETCH(Occupant, who);
        QFETCH(OccupantRights, expected);
        QCOMPARE(rightsOver(room, who), expected);
    }

    void overThoseOnLists()
    {
        RoomMember member;
        member.jid = BareJid::fromPrepared(u"tove@harbor.example"_s);
        member.affiliation = RoomAffiliation::Outcast;
        const Room admin = roomAs(RoomRole::Moderator, RoomAffiliation::Admin);
        QCOMPARE(rightsOver(admin, member), OccupantRight::MakeMember | OccupantRight::TakeAffiliation); // lets them in again
        member.affiliation = RoomAffiliation::Owner;
        QCOMPARE(rightsOver(admin, member), OccupantRights());
        member.jid = {};
        QCOMPARE(rightsOver(roomAs(RoomRole::Moderator, RoomAffiliation::Owner), member), OccupantRights());
    }
};

JACKDAW_TEST(RoomRightsTest)

} // namespace room_rights_test

#include "RoomRightsTest.moc"
