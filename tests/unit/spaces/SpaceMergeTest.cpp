// SPDX-License-Identifier: GPL-3.0-or-later
#include "spaces/Space.h"
#include "support/TestProgram.h"
#include "xmpp/Spaces.h"

#include <QRandomGenerator>
#include <QTest>
#include <algorithm>

using namespace jackdaw;
using namespace Qt::StringLiterals;

namespace space_merge_test {

BareJid jid(const QString &local) { return BareJid::fromPrepared(local + u"@harbor.example"_s); }

QSet<BareJid> chats(const QString &locals)
{
    QSet<BareJid> all;
    const QStringList each = locals.split(u' ', Qt::SkipEmptyParts);
    for (const QString &local : each) {
        all.insert(jid(local));
    }
    return all;
}

Space space(const QString &name, const QString &members, const QString &leftOut = {})
{
    return {SpaceId(u"s1"_s), {name, 0, 0, {}}, chats(members), chats(leftOut)};
}

Conversation chat(const QString &local, ConversationKind kind = ConversationKind::Chat, int unread = 0,
                  bool muted = false)
{
    Conversation out;
    out.peer = jid(local);
    out.kind = kind;
    out.unread = unread;
    out.muted = muted;
    return out;
}

/// What belongs to a space, and what two devices make of it together.
class SpaceMergeTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatBelongs_data()
    {
        using Takes = SpaceRule::Takes;
        QTest::addColumn<SpaceRule>("rule");
        QTest::addColumn<Conversation>("conversation");
        QTest::addColumn<bool>("held");
        const Conversation tomas = chat(u"tomas"_s);
        const Conversation crew = chat(u"crew"_s, ConversationKind::Room);
        const Conversation privately = chat(u"somebody"_s, ConversationKind::RoomPrivate);
        QTest::newRow("nothing by itself") << SpaceRule{} << tomas << false;
        QTest::newRow("put in") << SpaceRule{} << chat(u"ama"_s) << true;
        QTest::newRow("put in, of another kind") << SpaceRule{Takes::Groups} << chat(u"ama"_s) << true;
        QTest::newRow("put in, and read") << SpaceRule{Takes::Everything, true} << chat(u"ama"_s) << true;
        QTest::newRow("put in, and muted")
            << SpaceRule{Takes::Everything, false, true} << chat(u"ama"_s, ConversationKind::Chat, 0, true) << true;
        QTest::newRow("all") << SpaceRule{Takes::Everything} << crew << true;
        QTest::newRow("people") << SpaceRule{Takes::People} << tomas << true;
        QTest::newRow("people, and a group") << SpaceRule{Takes::People} << crew << false;
        QTest::newRow("people, and one in a group") << SpaceRule{Takes::People} << privately << true;
        QTest::newRow("groups") << SpaceRule{Takes::Groups} << crew << true;
        QTest::newRow("groups, and a person") << SpaceRule{Takes::Groups} << tomas << false;
        QTest::newRow("taken out") << SpaceRule{Takes::Everything} << chat(u"leila"_s) << false;
        QTest::newRow("unread") << SpaceRule{Takes::People, true} << chat(u"tomas"_s, ConversationKind::Chat, 2)
                                << true;
        QTest::newRow("read") << SpaceRule{Takes::People, true} << tomas << false;
        QTest::newRow("muted") << SpaceRule{Takes::People, false, true}
                               << chat(u"tomas"_s, ConversationKind::Chat, 2, true) << false;
    }
    void whatBelongs()
    {
        QFETCH(SpaceRule, rule);
        QFETCH(Conversation, conversation);
        Space one = space(u"Work"_s, u"ama"_s, u"leila"_s);
        one.traits.rule = rule;
        QTEST(holds(one, conversation), "held");
    }

    /// In whatever order, and however often, devices hear of each other's changes: all come to the same.
    void changesOfDevicesMeet()
    {
        QRandomGenerator chance(20251123); // the same ones each time
        const QStringList people{u"a"_s, u"b"_s, u"c"_s};
        for (int round = 0; round < 200; ++round) {
            QList<StampedSpace> devices(3, StampedSpace{SpaceId(u"s1"_s), {u"Work"_s, {}}, {}, {}, {}, {}});
            QList<StampedSpace> said;
            for (int step = 0; step < 12; ++step) {
                const int who = chance.bounded(3);
                StampedSpace &device = devices[who];
                const SpaceStamp stamp = nextStamp(device, QString::number(who));
                if (chance.bounded(4) == 0) {
                    device.name = {u"name %1"_s.arg(step), stamp};
                } else {
                    device.chats.insert(jid(people.at(chance.bounded(3))), {SpaceMember(chance.bounded(3)), stamp});
                }
                said.append(device);
                if (chance.bounded(2) == 0) { // somebody hears of something, late perhaps
                    StampedSpace &hears = devices[chance.bounded(3)];
                    hears = joined(hears, said.at(chance.bounded(int(said.size()))));
                }
            }
            for (StampedSpace &device : devices) {
                QList<StampedSpace> all = said;
                std::shuffle(all.begin(), all.end(), chance);
                for (const StampedSpace &each : std::as_const(all)) {
                    device = joined(device, each);
                }
            }
            QVERIFY(devices.at(0) == devices.at(1) && devices.at(1) == devices.at(2));
        }
    }

    void theLaterWordStands()
    {
        StampedSpace work{SpaceId(u"s1"_s), {u"Work"_s, {1, u"desk"_s}}, {}, {}, {}, {}};
        work.chats.insert(jid(u"a"_s), {SpaceMember::In, {2, u"desk"_s}});
        StampedSpace job = work;
        job.name = {u"Job"_s, nextStamp(job, u"laptop"_s)};
        QCOMPARE(job.name.stamp.count, 3);
        StampedSpace emptied = work;
        emptied.chats.insert(jid(u"a"_s), {SpaceMember::ByRule, nextStamp(emptied, u"desk"_s)});
        const StampedSpace both = joined(job, emptied);
        QVERIFY(both == joined(emptied, job));
        QCOMPARE(plainSpace(both).traits.name, u"Job"_s);
        QVERIFY(plainSpace(both).chats.isEmpty()); // which an older copy does not undo
        QVERIFY(plainSpace(joined(both, work)).chats.isEmpty());
        QVERIFY(joined(work, both) == both);
    }

    void goesToDiskAndBack()
    {
        StampedSpace one{SpaceId(u"s1"_s),
                         {u"Wörk <&>"_s, {1, u"desk"_s}},
                         {3, {2, u"a"_s}},
                         {4, {5, u"b"_s}},
                         {{SpaceRule::Takes::Groups, true, false}, {6, u"c"_s}},
                         {}};
        one.chats.insert(jid(u"a"_s), {SpaceMember::In, {7, u"d"_s}});
        one.chats.insert(jid(u"b"_s), {SpaceMember::Out, {8, u"e"_s}});
        const auto again = readSpaceText(one.id, spaceText(one));
        QVERIFY(again && *again == one);
        QVERIFY(!readSpaceText(one.id, {}));
        QVERIFY(!readSpaceText(
            one.id,
            u"<space xmlns='urn:jackdaw:spaces:0'><name>x</name><takes what='everybody'/></space>"_s)); // of a later kind
    }
};

JACKDAW_TEST(SpaceMergeTest)

} // namespace space_merge_test

#include "SpaceMergeTest.moc"
