// SPDX-License-Identifier: GPL-3.0-or-later
#include "rooms/RoomText.h"
#include "style/Translations.h"
#include "support/TestProgram.h"

#include <QTest>

using namespace jackdaw;
using namespace Qt::StringLiterals;

namespace room_text_test {

Room room(RoomState state, RoomReason reason = RoomReason::None)
{
    Room room;
    room.jid = *BareJid::parse(u"crew@groups.harbor.example"_s);
    room.state = state;
    room.reason = reason;
    room.occupants = 8;
    return room;
}

QString plain(QString text)
{
    return text.remove(QChar(0x2068)).remove(QChar(0x2069));
}

/// What is said of groups: each reason has its sentence and its act, and what others wrote cannot turn ours around.
class RoomTextTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { loadTranslations(*qApp); } // for "1 of them"
    void nothingIsSaidOfOneWeAreIn()
    {
        QVERIFY(!roomNotice(room(RoomState::In, RoomReason::Kicked)));
        QVERIFY(!roomNotice(room(RoomState::Entering, RoomReason::ConnectionLost)));
        QVERIFY(!roomNotice(room(RoomState::Leaving)));
    }

    void whoIsTypingIsSaidShortly()
    {
        QCOMPARE(roomTypingText({}), QString());
        QCOMPARE(plain(roomTypingText({u"Ana"_s})), u"Ana is typing"_s);
        QCOMPARE(plain(roomTypingText({u"Ana"_s, u"Ben"_s})), u"Ana and Ben are typing"_s);
        QCOMPARE(plain(roomTypingText({u"Ana"_s, u"Ben"_s, u"Cem"_s})), u"Ana and two others are typing"_s);
        QCOMPARE(plain(roomTypingText({u"Ana"_s, u"Ben"_s, u"Cem"_s, u"Dan"_s})), u"Ana and 3 others are typing"_s);
        QVERIFY(roomTypingText({QString(1000, u'x')}).size() < 100);
    }

    void eachReasonHasItsSentenceAndItsAct_data()
    {
        using Act = RoomNoticeLine::Act;
        QTest::addColumn<RoomState>("state");
        QTest::addColumn<RoomReason>("reason");
        QTest::addColumn<Act>("act");
        QTest::addColumn<QString>("says");
        const auto add = [](const char *name, RoomState state, RoomReason reason, Act act, const QString &says) {
            QTest::newRow(name) << state << reason << act << says;
        };
        add("never in", RoomState::Out, RoomReason::None, Act::Join, u"You are not in this group."_s);
        add("left", RoomState::Out, RoomReason::ByUser, Act::Join, u"You are not in this group."_s);
        add("kicked", RoomState::Out, RoomReason::Kicked, Act::Join, u"You were removed from this group for now."_s);
        add("banned", RoomState::Refused, RoomReason::Banned, Act::None, u"You are banned from this group."_s);
        add("removed", RoomState::Out, RoomReason::Removed, Act::Join, u"You are not a member of this group any more."_s);
        add("for members", RoomState::Refused, RoomReason::MembersOnly, Act::Join, u"You need an invitation to join this group."_s);
        add("shutdown", RoomState::Lost, RoomReason::ServiceShutdown, Act::Join, u"The server of this group is going down."_s);
        add("fault", RoomState::Lost, RoomReason::TechnicalFault, Act::Join, u"This group had a technical fault."_s);
        add("closed", RoomState::Out, RoomReason::Destroyed, Act::None, u"This group was closed."_s);
        add("name taken", RoomState::Refused, RoomReason::NickTaken, Act::Ask, u"Somebody else has your name in this group."_s);
        add("name not allowed", RoomState::Refused, RoomReason::NickReserved, Act::Ask, u"This group does not let you in with this name."_s);
        add("password", RoomState::Refused, RoomReason::Password, Act::Ask, u"This group needs a password."_s);
        add("full", RoomState::Refused, RoomReason::Full, Act::Join, u"This group is full."_s);
        add("not there", RoomState::Refused, RoomReason::NotCreated, Act::Join,
            u"There is no group at this address, or it is not open yet."_s);
        add("no server", RoomState::Lost, RoomReason::Unreachable, Act::Join, u"The server of this group cannot be reached."_s);
        add("no answer", RoomState::Lost, RoomReason::NoAnswer, Act::Join, u"This group does not answer."_s);
        add("forgotten", RoomState::Lost, RoomReason::NotIn, Act::Join, u"You lost the connection to this group."_s);
        add("something", RoomState::Refused, RoomReason::Other, Act::Join, u"You could not join this group."_s);
    }

    void eachReasonHasItsSentenceAndItsAct()
    {
        QFETCH(RoomState, state);
        QFETCH(RoomReason, reason);
        QFETCH(RoomNoticeLine::Act, act);
        QFETCH(QString, says);
        const auto notice = roomNotice(room(state, reason));
        QVERIFY(notice);
        QCOMPARE(notice->strong, says);
        QCOMPARE(notice->act, act);
        QCOMPARE(notice->actText.isEmpty(), act == RoomNoticeLine::Act::None);
        QVERIFY(!notice->plain.isEmpty());
        // Only what is tried again by itself is said to be.
        QVERIFY(state == RoomState::Lost || !notice->plain.contains(u"by itself"));
    }

    void saysWhoAndWhy()
    {
        Room kicked = room(RoomState::Out, RoomReason::Kicked);
        kicked.actor = u"Pri\u202Eya"_s;
        kicked.reasonText = u"too loud\nby far"_s;
        const auto notice = roomNotice(kicked);
        QCOMPARE(plain(notice->strong), u"Pri\u202Eya removed you from this group for now."_s);
        QVERIFY(notice->strong.startsWith(QChar(0x2068))); // the name cannot turn the rest around
        QCOMPARE(plain(notice->plain), u"“too loud by far” You can join again."_s);
    }

    void leadsToTheNextRoom()
    {
        Room closed = room(RoomState::Out, RoomReason::Destroyed);
        closed.successor.room = *BareJid::parse(u"crew2@groups.harbor.example"_s);
        const auto notice = roomNotice(closed);
        QCOMPARE(notice->act, RoomNoticeLine::Act::GoToSuccessor);
        QCOMPARE(plain(notice->plain), u"It goes on at crew2@groups.harbor.example."_s);
    }

    void lineSaysSubjectAndPeople()
    {
        Room in = room(RoomState::In);
        QCOMPARE(roomLine(in, 0), u"8 here"_s);
        QCOMPARE(roomLine(in, 1), u"8 here"_s);
        in.occupants = 1;
        QCOMPARE(roomLine(in, 1), u"1 member, 1 here"_s);
        in.occupants = 8;
        in.subject = u"Storm prep,\nSaturday"_s;
        QCOMPARE(plain(roomLine(in, 12)), u"Storm prep, Saturday · 12 members, 8 here"_s);
        QCOMPARE(roomLine(in, 12, RoomLine::Brief), u"12 members, 8 here"_s);
        QCOMPARE(roomLine(room(RoomState::Entering), 0), u"Joining…"_s);
        QCOMPARE(roomLine(room(RoomState::Out), 12), u"You are not in this group"_s);
    }

    void membersAreSpokenOf()
    {
        OccupantListModel::Row row;
        row.occupant.nick = u"Priya Nair"_s;
        row.occupant.role = RoomRole::Moderator;
        row.occupant.status = u"Control desk"_s;
        QCOMPARE(memberSpokenText(row), u"Priya Nair, Moderator, Available, Control desk"_s);
        row.occupant.affiliation = RoomAffiliation::Owner;
        row.occupant.status.clear();
        row.isUs = true;
        QCOMPARE(memberSpokenText(row), u"Priya Nair, Owner, Available, you"_s);
        // What they are there beside that (XEP-0317).
        row.isUs = false;
        row.occupant.hats = {{u"urn:x:1"_s, u"Electrician"_s, {}}, {u"urn:x:2"_s, u"Host"_s, 30.0}};
        const auto shown = [&row](const QString &mark = {}) {
            return memberStatusText(row, mark).remove(QChar(0x2068)).remove(QChar(0x2069)); // isolates around what others wrote
        };
        QCOMPARE(memberSpokenText(row), u"Priya Nair, Owner, Available, Electrician, Host"_s);
        QCOMPARE(shown(), u"Electrician, Host · Available"_s);
        row.occupant.status = u"Control desk"_s;
        QCOMPARE(memberSpokenText(row), u"Priya Nair, Owner, Available, Electrician, Host, Control desk"_s);
        QCOMPARE(shown(), u"Electrician, Host · Control desk"_s);
        QCOMPARE(shown(u"May not be Priya Nair from your contacts"_s), u"May not be Priya Nair from your contacts"_s);
        row.isUs = true;
        QCOMPARE(shown(u"ours"_s), u"Electrician, Host · You"_s);
        row.occupant.hats.clear();
        QCOMPARE(shown(), u"You"_s);
        row.isHeader = true;
        row.section = OccupantListModel::Section::Here;
        row.total = 6;
        QCOMPARE(memberSpokenText(row), u"Here now · 6"_s);
    }

    void whoSawIt_data()
    {
        QTest::addColumn<QStringList>("names");
        QTest::addColumn<int>("people");
        QTest::addColumn<QString>("words");
        QTest::newRow("nobody") << QStringList() << 0 << QString();
        QTest::newRow("one") << QStringList{u"Ana"_s} << 1 << u"Seen by Ana"_s;
        QTest::newRow("two") << QStringList{u"Ana"_s, u"Ben"_s} << 2 << u"Seen by Ana and Ben"_s;
        QTest::newRow("three") << QStringList{u"Ana"_s, u"Ben"_s, u"Cy"_s} << 3 << u"Seen by Ana, Ben and Cy"_s;
        QTest::newRow("many") << QStringList{u"Ana"_s, u"Ben"_s, u"Cy"_s} << 12 << u"Seen by Ana, Ben and 10 others"_s;
    }
    void whoSawIt()
    {
        QFETCH(QStringList, names);
        QFETCH(int, people);
        QFETCH(QString, words);
        QString said = roomSeenText(names, people);
        said.remove(QChar(0x2068)).remove(QChar(0x2069)); // isolates around names
        QCOMPARE(said, words);
    }
};

JACKDAW_TEST(RoomTextTest)

} // namespace room_text_test

#include "RoomTextTest.moc"
