// SPDX-License-Identifier: GPL-3.0-or-later
#include "rooms/OccupantList.h"
#include "support/TestProgram.h"

#include <QRandomGenerator>
#include <QTest>
#include <algorithm>

using namespace jackdaw;
using namespace Qt::StringLiterals;

namespace occupant_list_test {

/// Who is in a room, in order, and in whose hand a nickname is.
class OccupantListTest : public QObject
{
    Q_OBJECT

    static Occupant anOccupant(const QString &nick, RoomRole role = RoomRole::Participant, const QString &id = {})
    {
        Occupant occupant;
        occupant.nick = nick;
        occupant.role = role;
        occupant.id = id;
        return occupant;
    }
    static QStringList nicks(const QList<Occupant> &occupants)
    {
        QStringList all;
        for (const Occupant &occupant : occupants) {
            all.append(occupant.nick);
        }
        return all;
    }

private Q_SLOTS:
    void moderatorsStandFirstThenNames()
    {
        OccupantList list;
        for (const QString &nick : {u"zoe"_s, u"Élise"_s, u"bob"_s, u"Anna"_s}) {
            QCOMPARE(list.set(anOccupant(nick)), OccupantList::Change::Came);
        }
        list.set(anOccupant(u"mod"_s, RoomRole::Moderator));
        list.set(anOccupant(u"guest"_s, RoomRole::Visitor));
        QCOMPARE(nicks(list.inOrder()), (QStringList{u"mod"_s, u"Anna"_s, u"bob"_s, u"Élise"_s, u"zoe"_s, u"guest"_s}));
        QCOMPARE(nicks(list.inOrder(1, 2)), (QStringList{u"Anna"_s, u"bob"_s}));
        QCOMPARE(nicks(list.inOrder({u"zoe"_s, u"nobody"_s, u"mod"_s})), (QStringList{u"mod"_s, u"zoe"_s}));
        QVERIFY(list.inOrder(6, 5).isEmpty());

        QCOMPARE(list.set(anOccupant(u"zoe"_s, RoomRole::Moderator)), OccupantList::Change::Changed);
        QVERIFY(list.remove(u"bob"_s));
        QVERIFY(!list.remove(u"bob"_s));
        QCOMPARE(list.set(anOccupant(u"Anna"_s)), OccupantList::Change::None);
        QCOMPARE(nicks(list.inOrder()), (QStringList{u"mod"_s, u"zoe"_s, u"Anna"_s, u"Élise"_s, u"guest"_s}));
    }

    void aNicknameThatChangedHandsIsAnother()
    {
        OccupantList list;
        list.set(anOccupant(u"bob"_s));
        const qint64 first = list.tenure(u"bob"_s);
        QVERIFY(first > 0);
        list.set(anOccupant(u"bob"_s, RoomRole::Moderator));
        QCOMPARE(list.tenure(u"bob"_s), first); // the same one, with another role
        list.remove(u"bob"_s);
        QCOMPARE(list.tenure(u"bob"_s), 0);
        list.set(anOccupant(u"bob"_s));
        QVERIFY(list.tenure(u"bob"_s) != first);
        const qint64 second = list.tenure(u"bob"_s);
        list.clear();
        list.set(anOccupant(u"bob"_s));
        QVERIFY(list.tenure(u"bob"_s) != second && list.tenure(u"bob"_s) != first);
    }

    void anotherIdUnderTheNicknameIsAnotherPerson()
    {
        OccupantList list;
        list.set(anOccupant(u"bob"_s, RoomRole::Participant, u"id-1"_s));
        const qint64 first = list.tenure(u"bob"_s);
        QCOMPARE(list.findById(u"id-1"_s)->nick, u"bob"_s);
        list.set(anOccupant(u"bob"_s, RoomRole::Participant, u"id-2"_s));
        QVERIFY(list.tenure(u"bob"_s) != first);
        QVERIFY(!list.findById(u"id-1"_s));
        list.remove(u"bob"_s);
        QVERIFY(!list.findById(u"id-2"_s));
        QVERIFY(!list.findById({}));
    }

    void whoeverComesAndGoesTheOrderIsRight()
    {
        QRandomGenerator random(7);
        OccupantList list;
        QHash<QString, Occupant> model;
        for (int step = 0; step < 20'000; ++step) {
            const QString nick = u"n%1"_s.arg(random.bounded(300));
            if (random.bounded(3) == 0) {
                QCOMPARE(list.remove(nick), model.remove(nick));
            } else {
                const Occupant occupant = anOccupant(nick, RoomRole(1 + random.bounded(3)));
                list.set(occupant);
                model.insert(nick, occupant);
            }
            if (step % 500 == 0) {
                const QList<Occupant> all = list.inOrder();
                QCOMPARE(all.size(), model.size());
                for (qsizetype i = 0; i < all.size(); ++i) {
                    QCOMPARE(all[i], model.value(all[i].nick));
                    QVERIFY(i == 0 || all[i - 1].role > all[i].role || (all[i - 1].role == all[i].role && all[i - 1].nick < all[i].nick));
                }
            }
        }
    }

    void aFloodEndsAtItsBound()
    {
        OccupantList list;
        for (qsizetype i = 0; i < OccupantList::maximum + 10; ++i) {
            list.set(anOccupant(QString::number(i)));
        }
        QCOMPARE(list.size(), OccupantList::maximum);
        QCOMPARE(list.inOrder().size(), OccupantList::maximum);
        QCOMPARE(list.set(anOccupant(u"one more"_s)), OccupantList::Change::None);
        QVERIFY(list.remove(u"5"_s));
        QCOMPARE(list.set(anOccupant(u"one more"_s)), OccupantList::Change::Came);
    }
};

JACKDAW_TEST(OccupantListTest)

} // namespace occupant_list_test

#include "OccupantListTest.moc"
