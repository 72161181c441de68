// SPDX-License-Identifier: GPL-3.0-or-later
#include "roster/ContactListModel.h"
#include "support/Builders.h"
#include "support/ModelWatch.h"
#include "support/TestProgram.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

namespace contact_list_model_test {

/// The contact list: groups, order, filter, and what thousands of presences cost a view.
class ContactListModelTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void groupsAreHeaders();
    void contactInTwoGroupsStandsTwice();
    void groupsLieInOthers();
    void aFoldedGroupHasNoRows();
    void theDelimiterIsTheAccounts();
    void sortsNamesAsPeopleDo();
    void availableOnesStandFirst();
    void filterKeepsHeadersOfWhatItFinds();
    void whatIsFoundIsNoOtherForHowItWasTyped();
    void whoCameInTheirPlaceIsFound();
    void hidesWhoIsOffline();
    void namesAndPresences();
    void presenceBeforeTheRoster();
    void changesAndRemovals();
    void accountsAreApart();
    void forgetsPresencesOfOneAccount();
    void oneMoveForOnePresence();
    void tenThousandPresencesInFewSteps();
    void manyComeAndGoInFewSteps();
    void presencesOnlyMoveWhatTheyChange_data();
    void presencesOnlyMoveWhatTheyChange();
    void presumesOffline();
    void longRostersAreTakenInSlices();
    void oneMoveForOneName();
    void aNameThatComesMidwayIsPlaced();
    void gathersByItself();
    void speaksItsRows();
    void randomWorkKeepsOrderAndSelection_data();
    void randomWorkKeepsOrderAndSelection();

private:
    /// "[Group 1/2] name name" as it stands.
    QString shown() const { return shownIn(*model); }
    static QString shownIn(const ContactListModel &list)
    {
        QStringList parts;
        for (int i = 0; i < list.rowCount(); ++i) {
            const auto row = list.row(i);
            parts.append(row.isHeader ? u"[%1 %2/%3]"_s.arg(row.group).arg(row.available).arg(row.total) : row.contact.shownName());
        }
        return parts.join(u' ');
    }
    void roster(const QList<Contact> &contacts)
    {
        model->replaceRoster(AccountId(1), contacts);
        model->flush();
    }
    void present(const QList<ContactPresence> &presences)
    {
        model->changePresences(presences);
        model->flush();
    }
    QList<Contact> crowd(int count)
    {
        QList<Contact> all;
        for (int i = 0; i < count; ++i) {
            all.append(aContact(qPrintable(u"p%1@example.org"_s.arg(i))).named(u"Person %1"_s.arg((i * 7919) % count, 5, 10, QChar(u'0')))
                           .inGroups({u"Group %1"_s.arg(i % 20)}));
        }
        return all;
    }

    std::unique_ptr<ContactListModel> model;
    std::unique_ptr<ModelWatch> watch;
};

void ContactListModelTest::init()
{
    watch.reset();
    model = std::make_unique<ContactListModel>();
    watch = std::make_unique<ModelWatch>(model.get());
}

void ContactListModelTest::groupsAreHeaders()
{
    roster({aContact("a@example.org").inGroups({u"work"_s}), aContact("b@example.org"), aContact("c@example.org").inGroups({u"Family"_s}),
            aContact("d@example.org").inGroups({u"work"_s})});
    QCOMPARE(shown(), u"[Family 0/1] c [work 0/2] a d [ 0/1] b"_s);
    QVERIFY(model->index(0).data(ContactListModel::HeaderRole).toBool());
    QVERIFY(!model->index(1).data(ContactListModel::HeaderRole).toBool());
    QVERIFY(!(model->flags(model->index(0)) & Qt::ItemIsSelectable));
    QVERIFY(model->flags(model->index(1)) & Qt::ItemIsSelectable);
    QCOMPARE(model->index(1).data(ContactListModel::JidRole).toString(), u"c@example.org"_s);
    QCOMPARE(model->index(1).data(ContactListModel::AccountRole).value<AccountId>(), AccountId(1));
    QCOMPARE(model->row(1).group, u"Family"_s);
    roster({});
    QCOMPARE(model->rowCount(), 0);
}

void ContactListModelTest::contactInTwoGroupsStandsTwice()
{
    roster({aContact("a@example.org").inGroups({u"x"_s, u"y"_s, u"x"_s})});
    QCOMPARE(shown(), u"[x 0/1] a [y 0/1] a"_s);
    watch->forget();
    present({aPresence("a@example.org", Availability::Available)});
    QCOMPARE(shown(), u"[x 1/1] a [y 1/1] a"_s);
    QCOMPARE(watch->structural(), 0);
    QCOMPARE(watch->changes, 1);
    model->changeContacts({aContact("a@example.org").inGroups({u"y"_s})});
    model->flush();
    QCOMPARE(shown(), u"[y 1/1] a"_s);
}

void ContactListModelTest::groupsLieInOthers()
{
    roster({aContact("a@example.org").inGroups({u"Crew"_s}), aContact("b@example.org").inGroups({u"Crew::Night"_s, u"Crew"_s}),
            aContact("c@example.org").inGroups({u"Crew::Night::East"_s}), aContact("d@example.org").inGroups({u"Crew 2"_s}),
            aContact("e@example.org").inGroups({u"Port::Gate"_s}), aContact("f@example.org").inGroups({u"::odd"_s, u"odd::"_s})});
    // Each person once, however many of its groups they are in; a group that nobody is in themselves has a heading too.
    QCOMPARE(shown(), u"[::odd 0/1] f [Crew 0/3] a b [Crew::Night 0/2] b [Crew::Night::East 0/1] c [Crew 2 0/1] d [odd:: 0/1] f [Port 0/1] "
                      "[Port::Gate 0/1] e"_s);
    const auto heading = [this](const QString &group) {
        for (int i = 0; i < model->rowCount(); ++i) {
            if (model->row(i).isHeader && model->row(i).group == group)
                return model->row(i);
        }
        return ContactListModel::Row{};
    };
    QCOMPARE(heading(u"Crew::Night::East"_s).depth, 2);
    QCOMPARE(heading(u"Crew::Night::East"_s).path, (QStringList{u"Crew"_s, u"Night"_s, u"East"_s}));
    QCOMPARE(heading(u"::odd"_s).depth, 0);
    present({aPresence("b@example.org", Availability::Available), aPresence("c@example.org", Availability::Away)});
    QCOMPARE(heading(u"Crew"_s).available, 2);
    QCOMPARE(heading(u"Crew::Night"_s).available, 2);
    QCOMPARE(heading(u"Crew::Night::East"_s).available, 1);
    model->setFilter(u"c@"_s);
    QCOMPARE(shown(), u"[Crew 2/3] [Crew::Night 2/2] [Crew::Night::East 1/1] c"_s);
    model->setFilter({});
    // As deep as a server likes is one group.
    roster({aContact("a@example.org").inGroups({QStringList(2000, u"x"_s).join(u"::"_s)})});
    QCOMPARE(model->rowCount(), 2);
}

void ContactListModelTest::aFoldedGroupHasNoRows()
{
    roster({aContact("a@example.org").inGroups({u"Crew"_s}), aContact("b@example.org").inGroups({u"Crew::Night"_s}),
            aContact("c@example.org").inGroups({u"Crew 2"_s}), aContact("d@example.org")});
    watch->forget();
    model->setFoldedGroups({u"Crew"_s, QString()});
    QCOMPARE(shown(), u"[Crew 0/2] [Crew 2 0/1] c [ 0/1]"_s);
    QVERIFY(model->index(0).data(ContactListModel::FoldedRole).toBool());
    QVERIFY(!model->index(1).data(ContactListModel::FoldedRole).toBool());
    QCOMPARE(watch->changes, 2); // the headings say it
    present({aPresence("b@example.org", Availability::Available)});
    QCOMPARE(shown(), u"[Crew 1/2] [Crew 2 0/1] c [ 0/1]"_s);
    model->setFilter(u"b@"_s); // who is looked for is found
    QCOMPARE(shown(), u"[Crew 1/2] [Crew::Night 1/1] b"_s);
    QVERIFY(!model->index(0).data(ContactListModel::FoldedRole).toBool());
    model->setFilter({});
    model->setFoldedGroups({u"Crew::Night"_s});
    QCOMPARE(shown(), u"[Crew 1/2] a [Crew::Night 1/1] [Crew 2 0/1] c [ 0/1] d"_s);
}

void ContactListModelTest::theDelimiterIsTheAccounts()
{
    roster({aContact("a@example.org").inGroups({u"Crew/Night/East"_s}), aContact("b@example.org").inGroups({u"Crew/Night"_s}),
            aContact("c@example.org").inGroups({u"Port::Gate"_s})});
    QCOMPARE(shown(), u"[Crew/Night 0/1] b [Crew/Night/East 0/1] a [Port 0/1] [Port::Gate 0/1] c"_s);
    model->setGroupDelimiter(u"/"_s);
    model->flush();
    QCOMPARE(shown(), u"[Crew 0/2] [Crew/Night 0/2] b [Crew/Night/East 0/1] a [Port::Gate 0/1] c"_s);
    QCOMPARE(model->row(3).depth, 2);
    model->setGroupDelimiter({});
    model->flush();
    QCOMPARE(shown(), u"[Crew/Night 0/1] b [Crew/Night/East 0/1] a [Port::Gate 0/1] c"_s);
}

void ContactListModelTest::sortsNamesAsPeopleDo()
{
    roster({aContact("1@example.org").named(u"zoe"_s), aContact("2@example.org").named(u"Adam"_s),
            aContact("3@example.org").named(u"\u00C9mile"_s), aContact("4@example.org").named(u"eve"_s),
            aContact("6@example.org").named(u"adam"_s), aContact("5@example.org")});
    QCOMPARE(shown(), u"[ 0/6] 5 Adam adam \u00C9mile eve zoe"_s);
}

void ContactListModelTest::availableOnesStandFirst()
{
    roster({aContact("a@example.org"), aContact("b@example.org"), aContact("c@example.org"), aContact("d@example.org"),
            aContact("e@example.org"), aContact("f@example.org")});
    present({aPresence("f@example.org", Availability::Available), aPresence("e@example.org", Availability::Chat),
             aPresence("d@example.org", Availability::DoNotDisturb), aPresence("c@example.org", Availability::ExtendedAway),
             aPresence("b@example.org", Availability::Away), aPresence("a@example.org", Availability::Offline)});
    QCOMPARE(shown(), u"[ 5/6] e f b c d a"_s);
}

void ContactListModelTest::filterKeepsHeadersOfWhatItFinds()
{
    roster({aContact("ann@example.org").named(u"Ann Lee"_s).inGroups({u"x"_s}), aContact("bob@example.net").inGroups({u"y"_s}),
            aContact("cid@example.org").named(u"Leeroy"_s).inGroups({u"y"_s})});
    present({aPresence("bob@example.net", Availability::Available)});
    model->setFilter(u"lee"_s);
    QCOMPARE(shown(), u"[x 0/1] Ann Lee [y 1/2] Leeroy"_s); // the counts are those of the group
    model->setFilter(u"EXAMPLE.NET"_s);
    QCOMPARE(shown(), u"[y 1/2] bob"_s);
    model->setFilter(u"nobody"_s);
    QCOMPARE(model->rowCount(), 0);
    model->setFilter({});
    QCOMPARE(model->rowCount(), 5);
}

/// Filters, presences and folded groups come in any order; the rows are those of a list that is told of all of it at once.
void ContactListModelTest::whatIsFoundIsNoOtherForHowItWasTyped()
{
    const QList<Contact> all = crowd(120);
    roster(all);
    const QStringList texts{{}, u"p"_s, u"p1"_s, u"p11"_s, u"Person 0001"_s, u"Person 000"_s, u"2@"_s, u"nobody"_s};
    QRandomGenerator random(23);
    QHash<BareJid, Availability> there;
    QString text;
    bool isOfflineShown = true;
    QSet<QString> folded;
    for (int step = 0; step < 400; ++step) {
        switch (random.bounded(4)) {
        case 0:
        case 1:
            text = texts[random.bounded(int(texts.size()))];
            model->setFilter(text);
            break;
        case 2: {
            const BareJid jid = all[random.bounded(int(all.size()))].jid;
            there[jid] = random.bounded(2) ? Availability::Available : Availability::Offline;
            model->changePresences({{AccountId(1), jid, {there[jid], {}, 0, 0, 0}, {}}});
            if (random.bounded(2)) {
                model->flush(); // else it waits for what comes next
            }
            break;
        }
        default:
            isOfflineShown = random.bounded(2);
            model->setOfflineShown(isOfflineShown);
            folded = random.bounded(2) ? QSet<QString>{u"Group 3"_s} : QSet<QString>();
            model->setFoldedGroups(folded);
            break;
        }
        model->flush();
        ContactListModel fresh;
        fresh.setOfflineShown(isOfflineShown);
        fresh.setFoldedGroups(folded);
        fresh.replaceRoster(AccountId(1), all);
        for (auto each = there.cbegin(); each != there.cend(); ++each) {
            fresh.changePresences({{AccountId(1), each.key(), {each.value(), {}, 0, 0, 0}, {}}});
        }
        fresh.setFilter(text);
        fresh.flush();
        QCOMPARE(model->rowCount(), fresh.rowCount());
        for (int row = 0; row < fresh.rowCount(); ++row) {
            QCOMPARE(model->row(row).contact.jid, fresh.row(row).contact.jid);
            QCOMPARE(model->row(row).group, fresh.row(row).group);
            QCOMPARE(model->row(row).available, fresh.row(row).available);
        }
    }
    // Who was hidden first is told of like everybody else.
    ContactListModel other;
    other.setOfflineShown(false);
    other.replaceRoster(AccountId(1), all);
    other.flush();
    other.setOfflineShown(true);
    QSignalSpy told(&other, &QAbstractItemModel::dataChanged);
    Presence presence;
    presence.status = u"gone sailing"_s;
    other.changePresences({{AccountId(1), all[118].jid, presence, {}}});
    other.flush();
    QCOMPARE(told.size(), 1);
}

void ContactListModelTest::whoCameInTheirPlaceIsFound()
{
    roster({aContact("a@example.org").named(u"Ann"_s), aContact("b@example.org").named(u"Ben"_s)});
    present({aPresence("a@example.org", Availability::Available)});
    model->setFilter(u"ann"_s);
    QCOMPARE(shown(), u"[ 1/2] Ann"_s);
    model->removeContact(AccountId(1), jid("a@example.org"));
    model->changeContacts({aContact("c@example.org").named(u"Cid"_s)}); // before the first is gone from the rows
    model->flush();
    QCOMPARE(shown(), QString());
    model->changeContacts({aContact("d@example.org").named(u"Anna"_s)}); // who has the number of the first
    model->flush();
    QCOMPARE(shown(), u"[ 0/3] Anna"_s);
    present({aPresence("d@example.org", Availability::Away, u"ann"_s)});
    QCOMPARE(shown(), u"[ 1/3] Anna"_s);
    model->setFilter(u"d@ex"_s);
    QCOMPARE(shown(), u"[ 1/3] Anna"_s);
    model->setFilter({});
    QCOMPARE(shown(), u"[ 1/3] Anna Ben Cid"_s);
}

void ContactListModelTest::hidesWhoIsOffline()
{
    roster({aContact("a@example.org").inGroups({u"x"_s}), aContact("b@example.org").inGroups({u"y"_s})});
    present({aPresence("b@example.org", Availability::Away)});
    model->setOfflineShown(false);
    QCOMPARE(shown(), u"[y 1/1] b"_s);
    present({aPresence("a@example.org", Availability::Available), aPresence("b@example.org", Availability::Offline)});
    QCOMPARE(shown(), u"[x 1/1] a"_s);
    model->setOfflineShown(true);
    QCOMPARE(shown(), u"[x 1/1] a [y 0/1] b"_s);
}

void ContactListModelTest::namesAndPresences()
{
    roster({aContact("a@example.org").named(u"Ann"_s), aContact("b@example.org")});
    QCOMPARE(model->nameOf(AccountId(1), jid("a@example.org")), u"Ann"_s);
    QCOMPARE(model->nameOf(AccountId(1), jid("b@example.org")), u"b"_s);
    QCOMPARE(model->nameOf(AccountId(2), jid("a@example.org")), u"a"_s);
    QCOMPARE(model->nameOf(AccountId(1), jid("stranger@example.org")), u"stranger"_s);
    QCOMPARE(model->nameOf(AccountId(1), jid("example.org")), u"example.org"_s);
    QVERIFY(model->find(AccountId(1), jid("a@example.org")));
    QVERIFY(!model->find(AccountId(2), jid("a@example.org")));
    present({aPresence("a@example.org", Availability::Away, u"lunch"_s), aPresence("s@example.org", Availability::Available)});
    QCOMPARE(model->presenceOf(AccountId(1), jid("a@example.org")).status, u"lunch"_s);
    QCOMPARE(model->presenceOf(AccountId(1), jid("s@example.org")).availability, Availability::Available);
    QCOMPARE(model->presenceOf(AccountId(1), jid("none@example.org")).availability, Availability::Offline);
    QCOMPARE(model->index(1).data(ContactListModel::StatusRole).toString(), u"lunch"_s);
    QCOMPARE(model->index(1).data(ContactListModel::AvailabilityRole).toInt(), int(Availability::Away));
}

void ContactListModelTest::presenceBeforeTheRoster()
{
    present({aPresence("a@example.org", Availability::Available)});
    roster({aContact("a@example.org")});
    QCOMPARE(shown(), u"[ 1/1] a"_s);
}

void ContactListModelTest::changesAndRemovals()
{
    roster({aContact("a@example.org"), aContact("b@example.org"), aContact("c@example.org")});
    QSignalSpy people(model.get(), &ContactListModel::peopleChanged);
    watch->forget();
    model->changeContacts({aContact("a@example.org").named(u"Zed"_s)});
    model->flush();
    QCOMPARE(shown(), u"[ 0/3] b c Zed"_s);
    QCOMPARE(watch->moves, 1);
    QCOMPARE(watch->structural(), 1);
    QCOMPARE(people.size(), 1);
    watch->forget();
    model->removeContact(AccountId(1), jid("b@example.org"));
    QCOMPARE(model->rowCount(), 4); // until the next step, and then it can still be painted
    QCOMPARE(model->row(1).contact.jid, jid("b@example.org"));
    QVERIFY(!model->find(AccountId(1), jid("b@example.org")));
    model->flush();
    QCOMPARE(shown(), u"[ 0/2] c Zed"_s);
    QCOMPARE(watch->removals, 1);
    QCOMPARE(people.size(), 2);
    model->changeContacts({aContact("d@example.org").inGroups({u"new"_s})});
    model->flush();
    QCOMPARE(shown(), u"[new 0/1] d [ 0/2] c Zed"_s);
    model->removeContact(AccountId(1), jid("nobody@example.org"));
    model->flush();
}

void ContactListModelTest::accountsAreApart()
{
    roster({aContact("a@example.org").named(u"One"_s)});
    model->replaceRoster(AccountId(2), {aContact("a@example.org").of(AccountId(2)).named(u"Two"_s)});
    model->changePresences({aPresence("a@example.org", Availability::Available, {}, AccountId(2))});
    model->flush();
    QCOMPARE(shown(), u"[ 1/2] Two One"_s);
    roster({});
    QCOMPARE(shown(), u"[ 1/1] Two"_s);
    model->removeAccount(AccountId(2));
    model->flush();
    QCOMPARE(model->rowCount(), 0);
}

void ContactListModelTest::forgetsPresencesOfOneAccount()
{
    roster({aContact("a@example.org")});
    model->replaceRoster(AccountId(2), {aContact("b@example.org").of(AccountId(2))});
    present({aPresence("a@example.org", Availability::Available), aPresence("b@example.org", Availability::Available, {}, AccountId(2))});
    model->forgetPresences(AccountId(1));
    model->flush();
    QCOMPARE(model->presenceOf(AccountId(1), jid("a@example.org")).availability, Availability::Unknown);
    QCOMPARE(model->presenceOf(AccountId(2), jid("b@example.org")).availability, Availability::Available);
    QCOMPARE(shown(), u"[ 1/2] b a"_s);
}

void ContactListModelTest::oneMoveForOnePresence()
{
    roster(crowd(2000));
    watch->forget();
    present({aPresence("p1234@example.org", Availability::Available)});
    QCOMPARE(watch->moves, 1);
    QCOMPARE(watch->structural(), 1);
    QVERIFY(watch->changes <= 2); // the row and its header
}

void ContactListModelTest::tenThousandPresencesInFewSteps()
{
    const auto all = crowd(10'000);
    roster(all);
    watch->forget();
    QElapsedTimer timer;
    timer.start();
    QRandomGenerator random(3);
    // As they come out of the engine: batches, one event each.
    for (int batch = 0; batch < 10; ++batch) {
        QList<ContactPresence> presences;
        for (int i = 0; i < 1000; ++i) {
            presences.append({AccountId(1), all[batch * 1000 + i].jid, {}, {}});
            presences.last().shown.availability = Availability(random.bounded(5));
        }
        model->changePresences(presences);
    }
    model->flush();
    qInfo() << "10,000 presences under QAbstractItemModelTester took" << timer.elapsed() << "ms";
    QVERIFY2(watch->structural() <= 4, qPrintable(QString::number(watch->structural())));
    QVERIFY(watch->changes <= 64);
    QCOMPARE(model->rowCount(), 10'020);
    for (int i = 0; i < model->rowCount(); ++i) {
        const auto row = model->row(i);
        QVERIFY(!row.isHeader || row.available == row.total);
    }
}

void ContactListModelTest::manyComeAndGoInFewSteps()
{
    const auto all = crowd(4000);
    roster(all);
    model->setOfflineShown(false);
    QCOMPARE(model->rowCount(), 0);
    QList<ContactPresence> presences;
    for (int i = 0; i < 4000; i += 2) {
        presences.append({AccountId(1), all[i].jid, {}, {}});
        presences.last().shown.availability = Availability::Available;
    }
    present(presences);
    QCOMPARE(model->rowCount(), 2010);
    const QPersistentModelIndex selected = model->index(model->rowCount() - 1);
    const QString address = selected.data(ContactListModel::JidRole).toString();
    // Every second of these goes, as many others come.
    QList<ContactPresence> next;
    QRandomGenerator random(11);
    for (int i = 0; i < 4000; ++i) {
        if (all[i].jid.toString() == address) {
            continue;
        }
        next.append({AccountId(1), all[i].jid, {}, {}});
        next.last().shown.availability = random.bounded(2) ? Availability::Available : Availability::Offline;
    }
    watch->forget();
    present(next);
    QVERIFY2(watch->structural() <= 4, qPrintable(QString::number(watch->structural())));
    QVERIFY(selected.isValid());
    QCOMPARE(selected.data(ContactListModel::JidRole).toString(), address);
}

void ContactListModelTest::presencesOnlyMoveWhatTheyChange_data()
{
    QTest::addColumn<bool>("offlineShown");
    QTest::newRow("all are shown") << true;
    QTest::newRow("only who is there is shown") << false;
}

void ContactListModelTest::presencesOnlyMoveWhatTheyChange()
{
    QFETCH(bool, offlineShown);
    const auto all = crowd(300);
    model->setOfflineShown(offlineShown);
    roster(all);
    QRandomGenerator random(7);
    QHash<BareJid, ContactPresence> last;
    for (int step = 0; step < 60; ++step) {
        QList<ContactPresence> presences;
        for (int i = step % 3 ? 3 : 120; i > 0; --i) {
            presences.append({AccountId(1), all[random.bounded(300)].jid, {Availability(random.bounded(6)), {}, 0, 0, 0}, {}});
            last.insert(presences.last().jid, presences.last());
        }
        present(presences);
        // The same as if all of it had been sorted anew.
        ContactListModel fresh;
        fresh.setOfflineShown(offlineShown);
        fresh.replaceRoster(AccountId(1), all);
        fresh.changePresences(last.values());
        fresh.flush();
        QCOMPARE(shownIn(*model), shownIn(fresh));
    }
}

void ContactListModelTest::presumesOffline()
{
    roster({aContact("a@example.org"), aContact("b@example.org")});
    model->forgetPresences(AccountId(1));
    present({aPresence("b@example.org", Availability::Away)});
    model->presumeOffline(AccountId(1));
    model->flush();
    QCOMPARE(model->presenceOf(AccountId(1), jid("a@example.org")).availability, Availability::Offline);
    QCOMPARE(model->presenceOf(AccountId(1), jid("b@example.org")).availability, Availability::Away);
    model->forgetPresences(AccountId(1));
    model->presumeOffline(AccountId(2));
    QCOMPARE(model->presenceOf(AccountId(1), jid("a@example.org")).availability, Availability::Unknown);
}

void ContactListModelTest::longRostersAreTakenInSlices()
{
    roster(crowd(3000));
    QList<Contact> next = crowd(4000).mid(1000);
    for (Contact &contact : next) {
        contact.name = u"Renamed"_s;
    }
    model->replaceRoster(AccountId(1), next);
    const auto renamed = [&] {
        int count = 0;
        model->forEachContact([&](const Contact &contact, const Presence &) { count += contact.name == u"Renamed"_s; });
        return count;
    };
    const int first = renamed();
    QVERIFY(first > 0 && first <= 500);
    QTRY_COMPARE(renamed(), 3000);
    QVERIFY(!model->find(AccountId(1), jid("p0@example.org"))); // it is in the new one no more
    model->flush();
    QCOMPARE(model->rowCount(), 3020);

    // A push that comes meanwhile is newer than the roster.
    model->replaceRoster(AccountId(1), crowd(3000));
    model->changeContacts({aContact("p2999@example.org").named(u"Newest"_s)});
    model->removeContact(AccountId(1), jid("p2998@example.org"));
    QCoreApplication::processEvents();
    model->flush();
    QCOMPARE(model->nameOf(AccountId(1), jid("p2999@example.org")), u"Newest"_s);
    QVERIFY(!model->find(AccountId(1), jid("p2998@example.org")));
    QVERIFY(!model->find(AccountId(1), jid("p3500@example.org")));
}

void ContactListModelTest::oneMoveForOneName()
{
    Contact changing = aContact("changing@example.org").inGroups({u"Group 3"_s});
    changing.ownName = u"Aaron"_s;
    roster(crowd(2000) + QList<Contact>{changing});
    const auto rowOf = [&] {
        for (int i = 0; i < model->rowCount(); ++i) {
            if (!model->row(i).isHeader && model->row(i).contact.jid == changing.jid) {
                return i;
            }
        }
        return -1;
    };
    const int first = rowOf();
    QVERIFY(first > 0 && model->row(first - 1).isHeader);
    watch->forget();
    changing.ownName = u"Zoe"_s;
    model->changeContacts({changing});
    model->flush();
    QCOMPARE(watch->moves, 1);
    QCOMPARE(watch->structural(), 1);
    QVERIFY(watch->changes <= 2); // the row and its header
    QCOMPARE(rowOf(), first + 100); // below all others of the group
    // One that changes no order moves nothing.
    watch->forget();
    changing.ownName = u"Zora"_s;
    model->changeContacts({changing});
    model->flush();
    QCOMPARE(watch->structural(), 0);
    QCOMPARE(watch->changes, 1);
    QCOMPARE(model->row(rowOf()).contact.shownName(), u"Zora"_s);
}

void ContactListModelTest::aNameThatComesMidwayIsPlaced()
{
    Contact last = aContact("last@example.org").inGroups({u"Group 3"_s});
    model->replaceRoster(AccountId(1), crowd(3000) + QList<Contact>{last});
    last.ownName = u"Aaron"_s;
    model->changeContacts({last});
    QVERIFY(!model->find(AccountId(1), last.jid)); // the rest of the roster is not taken at once for that
    QTRY_VERIFY(model->find(AccountId(1), last.jid));
    model->flush();
    QCOMPARE(model->nameOf(AccountId(1), last.jid), u"Aaron"_s);
    QCOMPARE(model->rowCount(), 3021);
    int at = 0;
    while (model->row(at).isHeader || model->row(at).contact.jid != last.jid) {
        ++at;
    }
    QVERIFY(model->row(at - 1).isHeader); // as the first of its group
}

void ContactListModelTest::gathersByItself()
{
    roster({aContact("a@example.org"), aContact("b@example.org")});
    watch->forget();
    for (int i = 0; i < 20; ++i) {
        model->changePresences({aPresence("b@example.org", i % 2 ? Availability::Available : Availability::Away)});
    }
    QCOMPARE(watch->structural(), 0);
    QTRY_COMPARE(watch->structural(), 1);
    QCOMPARE(shown(), u"[ 1/2] b a"_s);
}

void ContactListModelTest::speaksItsRows()
{
    roster({aContact("a@example.org").named(u"Ann"_s)});
    QCOMPARE(model->index(1).data(Qt::AccessibleTextRole).toString(), u"Ann"_s);
    model->setSpokenText([](const ContactListModel::Row &row) {
        return row.isHeader ? u"group of %1"_s.arg(row.total) : row.contact.name + u", offline"_s;
    });
    QCOMPARE(model->index(0).data(Qt::AccessibleTextRole).toString(), u"group of 1"_s);
    QCOMPARE(model->index(1).data(Qt::AccessibleTextRole).toString(), u"Ann, offline"_s);
}

void ContactListModelTest::randomWorkKeepsOrderAndSelection_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 5; ++seed) {
        QTest::addRow("seed %u", seed) << seed;
    }
}

void ContactListModelTest::randomWorkKeepsOrderAndSelection()
{
    QFETCH(quint32, seed);
    QRandomGenerator random(seed);
    QHash<BareJid, Contact> expected;
    for (const Contact &contact : crowd(200)) {
        expected.insert(contact.jid, contact);
    }
    roster(expected.values());
    for (int step = 0; step < 120; ++step) {
        const QPersistentModelIndex selected = model->index(random.bounded(std::max(model->rowCount(), 1)));
        const QString address = selected.data(ContactListModel::JidRole).toString();
        for (int i = step % 3 ? 2 : 100; i > 0; --i) {
            const QByteArray who = "p" + QByteArray::number(random.bounded(250)) + "@example.org";
            const BareJid address2 = jid(who.constData());
            switch (random.bounded(4)) {
            case 0: {
                QStringList groups;
                for (int g = random.bounded(3); g > 0; --g) {
                    groups.append(u"Group %1"_s.arg(random.bounded(5)));
                }
                groups.removeDuplicates();
                const Contact contact = aContact(who.constData()).named(QString::number(random.bounded(1000))).inGroups(groups);
                expected.insert(address2, contact);
                model->changeContacts({contact});
                break;
            }
            case 1:
                expected.remove(address2);
                model->removeContact(AccountId(1), address2);
                break;
            default:
                model->changePresences({{AccountId(1), address2, {Availability(random.bounded(6)), {}, 0, 0, 0}, {}}});
            }
        }
        model->flush();
        QVERIFY(address.isEmpty() || !selected.isValid() || selected.data(ContactListModel::JidRole).toString() == address);

        qsizetype rows = 0;
        for (const Contact &contact : std::as_const(expected)) {
            rows += std::max<qsizetype>(contact.groups.size(), 1);
        }
        qsizetype contacts = 0;
        QString group = u"none yet"_s;
        QSet<QString> headers;
        for (int i = 0; i < model->rowCount(); ++i) {
            const auto row = model->row(i);
            if (row.isHeader) {
                QVERIFY(!headers.contains(row.group));
                headers.insert(row.group);
                group = row.group;
                continue;
            }
            ++contacts;
            QCOMPARE(row.group, group);
            QCOMPARE(expected.value(row.contact.jid), row.contact);
            QVERIFY(row.contact.groups.isEmpty() ? group.isEmpty() : row.contact.groups.contains(group));
        }
        QCOMPARE(contacts, rows);
    }
}

JACKDAW_TEST(ContactListModelTest)

} // namespace contact_list_model_test

#include "contact_list_model_test.moc"
