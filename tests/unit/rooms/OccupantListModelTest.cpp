// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/FoldedText.h"
#include "rooms/OccupantListModel.h"
#include "support/ModelWatch.h"
#include "support/TestProgram.h"

#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>
#include <map>
#include <optional>

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

namespace occupant_list_model_test {

const ConversationId theRoom(7);
using Section = OccupantListModel::Section;

Occupant somebody(const QString &nick, RoomRole role = RoomRole::Participant, RoomAffiliation affiliation = RoomAffiliation::None)
{
    Occupant occupant;
    occupant.nick = nick;
    occupant.role = role;
    occupant.affiliation = affiliation;
    return occupant;
}

Occupant knownAs(Occupant occupant, const QString &jid)
{
    occupant.jid = *BareJid::parse(jid);
    return occupant;
}

RoomMember onList(const QString &jid, RoomAffiliation affiliation = RoomAffiliation::Member, const QString &nick = {})
{
    RoomMember member;
    member.jid = *BareJid::parse(jid);
    member.nick = nick;
    member.affiliation = affiliation;
    return member;
}

QList<Occupant> crowd(int count)
{
    QList<Occupant> all;
    for (int i = 0; i < count; ++i) {
        all.append(somebody(u"Person %1"_s.arg((i * 7919) % count, 5, 10, QChar(u'0'))));
    }
    return all;
}

/// The people of a room: their order, who is away, the filter, and what a change costs a view.
class OccupantListModelTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void standsBySectionRankAndName();
    void rowsSayWhoTheyAre();
    void aPresenceChangesOneRow();
    void aNewRoleMovesAndKeepsTheSelection();
    void whoLeadsIsTold();
    void sectionsComeAndGo();
    void membersWhoAreNotThere();
    void whoIsThereChangesTheLists();
    void aNewWholeListEndsTheOldOne();
    void otherRoomsAreNotTaken();
    void findsByNameAndAddress();
    void whatComesWhileFiltered();
    void aLargeRoomComesInSlices();
    void aStormComesTogetherAndInOrder();
    void oneChangeAmongTenThousandIsOneRow();
    void speaksItsRows();
    void randomWorkKeepsOrderAndSelection_data();
    void randomWorkKeepsOrderAndSelection();

private:
    void tell(const QList<Occupant> &changed, const QStringList &removed = {})
    {
        model->changeOccupants({theRoom, OccupantChanges::Extent::Some, changed, removed});
        model->flush();
    }
    void whole(const QList<Occupant> &all)
    {
        model->changeOccupants({theRoom, OccupantChanges::Extent::Whole, all, {}});
        model->flush();
    }
    /// "[section total] name name" as it stands.
    QString shown() const
    {
        QStringList parts;
        for (int i = 0; i < model->rowCount(); ++i) {
            const auto row = model->row(i);
            parts.append(row.isHeader ? u"[%1 %2]"_s.arg(int(row.section)).arg(row.total) : row.occupant.nick);
        }
        return parts.join(u' ');
    }

    std::unique_ptr<OccupantListModel> model;
    std::unique_ptr<ModelWatch> watch;
};

void OccupantListModelTest::init()
{
    watch.reset();
    model = std::make_unique<OccupantListModel>();
    watch = std::make_unique<ModelWatch>(model.get());
    model->setRoom(theRoom);
}

void OccupantListModelTest::standsBySectionRankAndName()
{
    whole({somebody(u"zoe"_s), somebody(u"Émile"_s), somebody(u"eva"_s, RoomRole::Visitor), somebody(u"Max"_s, RoomRole::Participant, RoomAffiliation::Member),
           somebody(u"mod"_s, RoomRole::Moderator), somebody(u"Owner"_s, RoomRole::Moderator, RoomAffiliation::Owner),
           somebody(u"adm"_s, RoomRole::Moderator, RoomAffiliation::Admin)});
    QCOMPARE(shown(), u"[0 3] Owner adm mod [1 4] Max Émile zoe eva"_s);
    QCOMPARE(model->present(), 7);
    QCOMPARE(watch->inserts, 2); // a section each
}

void OccupantListModelTest::rowsSayWhoTheyAre()
{
    Occupant tomas = knownAs(somebody(u"Tomas"_s), u"tomas@harbor.example"_s);
    tomas.availability = Availability::Away;
    tomas.status = u"On site"_s;
    tomas.hats = {{u"urn:x"_s, u"Electrician"_s, {}}};
    model->setOwnNick(u"Tomas"_s);
    whole({tomas, somebody(u"Leila"_s)});
    QVERIFY(model->index(0).data(OccupantListModel::HeaderRole).toBool());
    QVERIFY(!(model->flags(model->index(0)) & Qt::ItemIsSelectable));
    const QModelIndex row = model->index(2);
    QVERIFY(model->flags(row) & Qt::ItemIsSelectable);
    QVERIFY(!row.data(OccupantListModel::HeaderRole).toBool());
    QCOMPARE(row.data(Qt::DisplayRole).toString(), u"Tomas"_s);
    QCOMPARE(row.data(OccupantListModel::NickRole).toString(), u"Tomas"_s);
    QCOMPARE(row.data(OccupantListModel::JidRole).toString(), u"tomas@harbor.example"_s);
    QCOMPARE(row.data(OccupantListModel::AvailabilityRole).toInt(), int(Availability::Away));
    QCOMPARE(row.data(OccupantListModel::StatusRole).toString(), u"On site"_s);
    QCOMPARE(row.data(OccupantListModel::SectionRole).toInt(), int(Section::Here));
    QCOMPARE(model->row(2).occupant.hats.size(), 1);
    QVERIFY(model->row(2).isUs);
    QVERIFY(!model->row(1).isUs);
    watch->forget();
    model->setOwnNick(u"Leila"_s);
    QVERIFY(model->row(1).isUs);
    QCOMPARE(watch->changes, 2);
    QCOMPARE(model->rowOf(u"Leila"_s), 1);
    QCOMPARE(model->rowOf(u"nobody"_s), -1);
    QVERIFY(!model->find(u"nobody"_s));
    QCOMPARE(model->find(u"Tomas"_s)->status, u"On site"_s);
    int visited = 0;
    model->forEachPresent([&visited](const Occupant &) { ++visited; });
    QCOMPARE(visited, 2);
}

void OccupantListModelTest::aPresenceChangesOneRow()
{
    whole({somebody(u"a"_s), somebody(u"b"_s), somebody(u"c"_s)});
    watch->forget();
    QSignalSpy changed(model.get(), &QAbstractItemModel::dataChanged);
    Occupant b = somebody(u"b"_s);
    b.availability = Availability::DoNotDisturb;
    tell({b});
    QCOMPARE(watch->structural(), 0);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(changed[0][0].toModelIndex().row(), 2);
    QCOMPARE(changed[0][1].toModelIndex().row(), 2);
    tell({b}); // nothing new
    QCOMPARE(changed.size(), 1);
}

void OccupantListModelTest::aNewRoleMovesAndKeepsTheSelection()
{
    whole({somebody(u"mod"_s, RoomRole::Moderator), somebody(u"a"_s), somebody(u"b"_s), somebody(u"c"_s)});
    const QPersistentModelIndex b = model->index(model->rowOf(u"b"_s));
    watch->forget();
    tell({somebody(u"b"_s, RoomRole::Moderator)});
    QCOMPARE(shown(), u"[0 2] b mod [1 2] a c"_s);
    QCOMPARE(watch->moves, 1);
    QCOMPARE(watch->inserts + watch->removals, 0);
    QCOMPARE(b.data().toString(), u"b"_s);
    tell({somebody(u"b"_s)});
    QCOMPARE(shown(), u"[0 1] mod [1 3] a b c"_s);
    QCOMPARE(b.data().toString(), u"b"_s);
    tell({somebody(u"b"_s, RoomRole::Visitor)}); // last of the same section
    QCOMPARE(shown(), u"[0 1] mod [1 3] a c b"_s);
    QCOMPARE(b.data().toString(), u"b"_s);
}

/// As many are there before as after: nobody would look again who looks at their number alone.
void OccupantListModelTest::whoLeadsIsTold()
{
    QSignalSpy counts(model.get(), &OccupantListModel::countsChanged);
    QSignalSpy roles(model.get(), &OccupantListModel::rolesChanged);
    auto changes = [&roles, told = qsizetype(0)]() mutable { return std::exchange(told, roles.size()) != roles.size(); };
    whole({somebody(u"a"_s), somebody(u"b"_s, RoomRole::Moderator)});
    QVERIFY(changes());
    counts.clear();
    tell({somebody(u"a"_s, RoomRole::Moderator)});
    QVERIFY(changes());
    tell({somebody(u"a"_s, RoomRole::Moderator, RoomAffiliation::Owner)});
    QVERIFY(changes());
    tell({somebody(u"a"_s)});
    QVERIFY(changes());
    tell({somebody(u"c"_s, RoomRole::Moderator)}, {u"b"_s}); // under another name
    QVERIFY(changes());
    Occupant other = somebody(u"c"_s, RoomRole::Moderator);
    other.id = u"another"_s;
    tell({other}); // somebody else under that one
    QVERIFY(changes());
    QCOMPARE(counts.size(), 0);

    other.status = u"back"_s;
    tell({other, somebody(u"a"_s, RoomRole::Visitor), somebody(u"d"_s)});
    tell({}, {u"d"_s});
    QVERIFY(!changes()); // who leads nobody comes and goes
}

void OccupantListModelTest::sectionsComeAndGo()
{
    QSignalSpy counts(model.get(), &OccupantListModel::countsChanged);
    whole({somebody(u"a"_s)});
    QCOMPARE(shown(), u"[1 1] a"_s);
    tell({somebody(u"a"_s, RoomRole::Moderator)});
    QCOMPARE(shown(), u"[0 1] a"_s);
    tell({somebody(u"b"_s)});
    QCOMPARE(shown(), u"[0 1] a [1 1] b"_s);
    tell({}, {u"a"_s});
    QCOMPARE(shown(), u"[1 1] b"_s);
    tell({}, {u"b"_s, u"never there"_s});
    QCOMPARE(model->rowCount(), 0);
    QCOMPARE(counts.size(), 4);
}

void OccupantListModelTest::membersWhoAreNotThere()
{
    whole({knownAs(somebody(u"Leila"_s), u"leila@harbor.example"_s), knownAs(somebody(u"Leila on the way"_s), u"leila@harbor.example"_s)});
    model->setMembers({onList(u"leila@harbor.example"_s), onList(u"owen@harbor.example"_s), onList(u"tove@harbor.example"_s, RoomAffiliation::Owner, u"Tove L."_s),
                       onList(u"mallory@evil.example"_s, RoomAffiliation::Outcast)});
    model->flush();
    QCOMPARE(shown(), u"[1 2] Leila Leila on the way [2 2] Tove L. owen"_s);
    QCOMPARE(model->members(), 3);
    const QModelIndex owen = model->index(model->rowCount() - 1);
    QCOMPARE(owen.data(OccupantListModel::NickRole).toString(), QString()); // nobody to be spoken to in the room
    QCOMPARE(owen.data(OccupantListModel::JidRole).toString(), u"owen@harbor.example"_s);
    QCOMPARE(owen.data(OccupantListModel::AvailabilityRole).toInt(), int(Availability::Offline));
    // Two clients of one person: away when the last is gone.
    tell({}, {u"Leila"_s});
    QCOMPARE(shown(), u"[1 1] Leila on the way [2 2] Tove L. owen"_s);
    tell({}, {u"Leila on the way"_s});
    QCOMPARE(shown(), u"[2 3] Tove L. leila owen"_s);
    tell({knownAs(somebody(u"Owen"_s, RoomRole::Participant, RoomAffiliation::Member), u"owen@harbor.example"_s)});
    QCOMPARE(shown(), u"[1 1] Owen [2 2] Tove L. leila"_s);
    model->setMembers({onList(u"tove@harbor.example"_s, RoomAffiliation::Member), onList(u"ama@harbor.example"_s)});
    model->flush();
    QCOMPARE(shown(), u"[1 1] Owen [2 2] ama tove"_s);
    // Whose address the room does not show is nobody on the lists.
    tell({somebody(u"ama"_s)});
    QCOMPARE(shown(), u"[1 2] Owen ama [2 2] ama tove"_s);
    tell({knownAs(somebody(u"ama"_s, RoomRole::Participant, RoomAffiliation::Member), u"ama@harbor.example"_s)});
    QCOMPARE(shown(), u"[1 2] ama Owen [2 1] tove"_s);
}

void OccupantListModelTest::whoIsThereChangesTheLists()
{
    model->setMembers({onList(u"owen@harbor.example"_s)});
    model->flush();
    tell({knownAs(somebody(u"Owen"_s), u"owen@harbor.example"_s),
          knownAs(somebody(u"Ama"_s, RoomRole::Participant, RoomAffiliation::Member), u"ama@harbor.example"_s)});
    tell({}, {u"Owen"_s, u"Ama"_s});
    QCOMPARE(shown(), u"[2 1] Ama"_s); // Owen was taken off the list, and Ama put on it
}

void OccupantListModelTest::aNewWholeListEndsTheOldOne()
{
    whole({somebody(u"a"_s), somebody(u"b"_s), somebody(u"m"_s, RoomRole::Moderator)});
    Occupant b = somebody(u"b"_s);
    b.status = u"back"_s;
    watch->forget();
    whole({b, somebody(u"c"_s)});
    QCOMPARE(shown(), u"[1 2] b c"_s);
    QCOMPARE(model->row(1).occupant.status, u"back"_s);
    QCOMPARE(watch->resets, 0);
    watch->forget();
    whole({});
    QCOMPARE(model->rowCount(), 0);
    QCOMPARE(model->present(), 0);
    QCOMPARE(watch->removals, 1);
    whole({somebody(u"a"_s)});
    QCOMPARE(shown(), u"[1 1] a"_s);
}

void OccupantListModelTest::otherRoomsAreNotTaken()
{
    model->changeOccupants({ConversationId(8), OccupantChanges::Extent::Whole, {somebody(u"x"_s)}, {}});
    model->flush();
    QCOMPARE(model->rowCount(), 0);
    whole({somebody(u"a"_s)});
    model->setMembers({onList(u"owen@harbor.example"_s)});
    model->flush();
    model->setRoom(ConversationId(8));
    QCOMPARE(model->rowCount(), 0);
    QCOMPARE(model->members(), 0);
    tell({somebody(u"late"_s)});
    QCOMPARE(model->rowCount(), 0);
}

void OccupantListModelTest::findsByNameAndAddress()
{
    whole({knownAs(somebody(u"Émile"_s), u"e.roux@harbor.example"_s), somebody(u"Leila"_s), somebody(u"mod"_s, RoomRole::Moderator)});
    model->setMembers({onList(u"roland@harbor.example"_s)});
    model->flush();
    model->setFilter(u"  EMI "_s);
    QCOMPARE(shown(), u"[1 2] Émile"_s);
    QCOMPARE(model->rowOf(u"Leila"_s), -1);
    QCOMPARE(model->rowOf(u"Émile"_s), 1);
    model->setFilter(u"ro"_s);
    QCOMPARE(shown(), u"[1 2] Émile [2 1] roland"_s);
    model->setFilter(u"nobody"_s);
    QCOMPARE(model->rowCount(), 0);
    model->setFilter({});
    QCOMPARE(shown(), u"[0 1] mod [1 2] Émile Leila [2 1] roland"_s);
}

void OccupantListModelTest::whatComesWhileFiltered()
{
    whole({somebody(u"anna"_s), somebody(u"bert"_s)});
    model->setFilter(u"an"_s);
    tell({somebody(u"Hana"_s), somebody(u"carl"_s), somebody(u"Ana"_s, RoomRole::Moderator)});
    QCOMPARE(shown(), u"[0 1] Ana [1 4] anna Hana"_s);
    tell({somebody(u"carl"_s, RoomRole::Moderator), knownAs(somebody(u"bert"_s), u"jan@harbor.example"_s)});
    QCOMPARE(shown(), u"[0 2] Ana [1 3] anna bert Hana"_s);
    tell({somebody(u"bert"_s), somebody(u"anna"_s, RoomRole::Moderator)}, {u"carl"_s});
    QCOMPARE(shown(), u"[0 2] Ana anna [1 2] Hana"_s);
    model->setFilter({});
    QCOMPARE(shown(), u"[0 2] Ana anna [1 2] bert Hana"_s);
}

void OccupantListModelTest::aLargeRoomComesInSlices()
{
    constexpr int count = 10'000;
    watch.reset(); // the tester looks at every row at each step
    QList<Occupant> all = crowd(count);
    model->changeOccupants({theRoom, OccupantChanges::Extent::Whole, all, {}});
    QVERIFY(model->present() > 0);
    QVERIFY2(model->present() <= 1000, qPrintable(QString::number(model->present())));
    // What is told meanwhile comes behind it.
    Occupant first = all.constFirst();
    first.status = u"later"_s;
    model->changeOccupants({theRoom, OccupantChanges::Extent::Some, {first}, {all.constLast().nick}});
    QTRY_COMPARE(model->rowCount(), count); // and a header, without the one who went
    QCOMPARE(model->find(first.nick)->status, u"later"_s);
    QVERIFY(!model->find(all.constLast().nick));
    // A new whole list ends one that is being taken.
    model->changeOccupants({theRoom, OccupantChanges::Extent::Whole, all, {}});
    model->changeOccupants({theRoom, OccupantChanges::Extent::Whole, {somebody(u"alone"_s)}, {}});
    QTRY_COMPARE(shown(), u"[1 1] alone"_s);
    // So do members.
    QList<RoomMember> members;
    for (int i = 0; i < 3000; ++i) {
        members.append(onList(u"m%1@harbor.example"_s.arg(i)));
    }
    model->setMembers(members);
    QVERIFY(model->members() <= 1000);
    QTRY_COMPARE(model->members(), 3000);
    QCOMPARE(model->rowCount(), 3003);
}

void OccupantListModelTest::aStormComesTogetherAndInOrder()
{
    constexpr int count = 2000;
    watch.reset();
    whole(crowd(count));
    ModelWatch light(model.get());
    QList<Occupant> fresh;
    for (int i = 0; i < 200; ++i) {
        fresh.append(somebody(u"Person 00500 %1"_s.arg(i, 3, 10, QChar(u'0')))); // all between two who are there
    }
    tell(fresh);
    QCOMPARE(light.inserts, 1);
    QCOMPARE(model->rowCount(), count + 201);
}

void OccupantListModelTest::oneChangeAmongTenThousandIsOneRow()
{
    watch.reset();
    constexpr int count = 10'000;
    whole(crowd(count));
    int inserted = 0;
    int removed = 0;
    int changed = 0;
    connect(model.get(), &QAbstractItemModel::rowsInserted, this, [&](const QModelIndex &, int first, int last) { inserted += last - first + 1; });
    connect(model.get(), &QAbstractItemModel::rowsRemoved, this, [&](const QModelIndex &, int first, int last) { removed += last - first + 1; });
    connect(model.get(), &QAbstractItemModel::dataChanged, this, [&](const QModelIndex &first, const QModelIndex &last) { changed += last.row() - first.row() + 1; });
    tell({somebody(u"Person 05000 b"_s)}, {u"Person 07000"_s});
    QCOMPARE(inserted, 1);
    QCOMPARE(removed, 1);
    QCOMPARE(changed, 0); // as many as before
    QCOMPARE(model->rowOf(u"Person 05000 b"_s), 5002);
    tell({}, {u"Person 05000 b"_s});
    QCOMPARE(changed, 1); // the header's count
}

void OccupantListModelTest::speaksItsRows()
{
    whole({somebody(u"a"_s)});
    model->setSpokenText([](const OccupantListModel::Row &row) { return row.isHeader ? u"Here"_s : row.occupant.nick + u", member"_s; });
    QCOMPARE(model->index(0).data(Qt::AccessibleTextRole).toString(), u"Here"_s);
    QCOMPARE(model->index(1).data(Qt::AccessibleTextRole).toString(), u"a, member"_s);
}

void OccupantListModelTest::randomWorkKeepsOrderAndSelection_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 5; ++seed) {
        QTest::addRow("seed %u", seed) << seed;
    }
}

void OccupantListModelTest::randomWorkKeepsOrderAndSelection()
{
    QFETCH(quint32, seed);
    QRandomGenerator random(seed);
    std::map<QString, Occupant> expected;
    QSet<QString> listed;
    for (int step = 0; step < 150; ++step) {
        const QPersistentModelIndex selected = model->index(random.bounded(std::max(model->rowCount(), 1)));
        const QString nick = selected.data(OccupantListModel::NickRole).toString();
        if (step % 17 == 0) {
            model->setFilter(step % 34 == 0 ? QString() : u"1"_s);
        }
        if (step % 11 == 0) {
            QList<RoomMember> members;
            listed.clear();
            for (int i = random.bounded(40); i > 0; --i) {
                const QString jid = u"p%1@harbor.example"_s.arg(random.bounded(60));
                if (!listed.contains(jid)) {
                    members.append(onList(jid));
                    listed.insert(jid);
                }
            }
            model->setMembers(members);
        }
        OccupantChanges changes;
        changes.room = theRoom;
        QSet<QString> named;
        for (int i = step % 3 ? 2 : 60; i > 0; --i) {
            const int number = random.bounded(60);
            const QString who = u"n%1"_s.arg(number);
            if (named.contains(who)) {
                continue;
            }
            named.insert(who);
            if (random.bounded(3) == 0) {
                changes.removed.append(who);
                expected.erase(who);
                continue;
            }
            Occupant occupant = somebody(who, RoomRole(1 + random.bounded(3)), RoomAffiliation(2 + random.bounded(3)));
            occupant.availability = Availability(random.bounded(4));
            if (random.bounded(2)) {
                occupant.jid = *BareJid::parse(u"p%1@harbor.example"_s.arg(number));
                listed.insert(occupant.jid.toString());
            }
            changes.changed.append(occupant);
            expected[who] = occupant;
        }
        if (step % 23 == 22) {
            changes.extent = OccupantChanges::Extent::Whole;
            changes.removed.clear();
            expected.clear();
            for (const Occupant &each : std::as_const(changes.changed)) {
                expected[each.nick] = each;
            }
        }
        model->changeOccupants(changes);
        model->flush();
        QVERIFY(nick.isEmpty() || !selected.isValid() || selected.data(OccupantListModel::NickRole).toString() == nick);

        const bool isFiltered = (step / 17) % 2 == 1;
        std::map<QString, Occupant> here;
        QSet<QString> away;
        QSet<QString> present;
        for (const auto &[name, occupant] : expected) {
            if (occupant.jid.isValid()) {
                present.insert(occupant.jid.toString());
            }
            if (!isFiltered || name.contains(u'1') || occupant.jid.toString().contains(u'1')) {
                here[name] = occupant;
            }
        }
        for (const QString &jid : std::as_const(listed)) {
            if (!present.contains(jid) && (!isFiltered || jid.contains(u'1'))) {
                away.insert(jid);
            }
        }
        int header = -1;
        std::optional<std::tuple<int, int, QString>> last;
        for (int i = 0; i < model->rowCount(); ++i) {
            const auto row = model->row(i);
            if (row.isHeader) {
                QVERIFY(int(row.section) > header);
                header = int(row.section);
                last.reset();
                continue;
            }
            QCOMPARE(int(row.section), header);
            const std::tuple place(-int(row.occupant.role), -int(row.occupant.affiliation), foldedText(row.occupant.nick));
            QVERIFY(!last || *last < place);
            last = place;
            if (row.section == Section::Away) {
                QVERIFY(away.remove(row.occupant.jid.toString()));
            } else {
                QCOMPARE(here[row.occupant.nick], row.occupant);
                QCOMPARE(model->rowOf(row.occupant.nick), i);
                here.erase(row.occupant.nick);
            }
        }
        QVERIFY(here.empty());
        QVERIFY(away.isEmpty());
        QCOMPARE(model->present(), int(expected.size()));
    }
}

JACKDAW_TEST(OccupantListModelTest)

} // namespace occupant_list_model_test

#include "OccupantListModelTest.moc"
