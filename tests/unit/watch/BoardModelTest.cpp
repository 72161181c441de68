// SPDX-License-Identifier: GPL-3.0-or-later
// The presence board's model: teams and table, filters and counts, a scripted morning, and 2,000 people at once.
#include "support/FakeClock.h"
#include "support/ModelWatch.h"
#include "support/TestProgram.h"
#include "watch/BoardModel.h"

#include <QSignalSpy>
#include <QTest>

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

namespace board_model_test {

constexpr qint64 minute = 60'000;
constexpr qint64 hour = 60 * minute;
const AccountId me(1);

BareJid jid(const QString &name)
{
    return BareJid::fromPrepared(name + u"@harbor.example"_s);
}

struct Board
{
    Board() : model(contacts, clock), watch(&model) {}

    void add(const QString &name, const QStringList &groups)
    {
        Contact contact;
        contact.account = me;
        contact.jid = jid(name);
        contact.name = name;
        contact.subscription = Subscription::Both;
        contact.groups = groups;
        contacts.changeContacts({contact});
        people.append(contact.jid);
    }
    void ready()
    {
        contacts.flush();
        model.setWatched(me, people);
        model.flush();
    }
    void says(const QString &name, Availability availability, qint64 since = -1)
    {
        Presence presence;
        presence.availability = availability;
        presence.since = since < 0 ? clock.now() : since;
        model.changePresences({{me, jid(name), presence, u"Gajim"_s}});
        model.flush();
    }
    /// "# team a/n" for a heading, else the name.
    QStringList rows() const
    {
        QStringList out;
        for (int i = 0; i < model.rowCount(); ++i) {
            const BoardModel::Row &row = model.row(i);
            out << (row.isHeader ? u"# %1 %2/%3"_s.arg(row.team).arg(row.available).arg(row.total) : row.person->name);
        }
        return out;
    }
    const BoardModel::Person &person(const QString &name) const { return *model.find(me, jid(name)); }

    FakeClock clock;
    ContactListModel contacts;
    BoardModel model;
    ModelWatch watch;
    QList<BareJid> people;
};

class BoardModelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void teamsHoldTheirPeopleBestFirst()
    {
        Board board;
        board.add(u"Sofia"_s, {u"Support"_s});
        board.add(u"Daniel"_s, {u"Support"_s, u"Crew"_s});
        board.add(u"Elif"_s, {});
        board.ready();
        QCOMPARE(board.rows(), (QStringList{u"# Crew 0/1"_s, u"Daniel"_s, u"# Support 0/2"_s, u"Daniel"_s, u"Sofia"_s, u"#  0/1"_s, u"Elif"_s}));
        board.watch.forget();
        board.says(u"Sofia"_s, Availability::Available);
        QCOMPARE(board.rows(), (QStringList{u"# Crew 0/1"_s, u"Daniel"_s, u"# Support 1/2"_s, u"Sofia"_s, u"Daniel"_s, u"#  0/1"_s, u"Elif"_s}));
        QCOMPARE(board.watch.moves, 1);
        QCOMPARE(board.watch.structural(), 1); // nothing else moved
        QCOMPARE(board.model.data(board.model.index(3, BoardModel::Name), BoardModel::HeaderRole).toBool(), false);
        QCOMPARE(board.person(u"Sofia"_s).device, u"Gajim"_s);
        // Who is no longer watched is gone everywhere.
        board.model.setWatched(me, {jid(u"Sofia"_s)});
        board.model.flush();
        QCOMPARE(board.rows(), (QStringList{u"# Support 1/1"_s, u"Sofia"_s}));
    }

    void filtersAndCounts()
    {
        Board board;
        board.add(u"Sofia"_s, {u"Support"_s});
        board.add(u"Daniel"_s, {u"Support"_s});
        board.add(u"Élodie"_s, {u"Crew"_s});
        board.ready();
        board.says(u"Sofia"_s, Availability::Chat);
        board.says(u"Daniel"_s, Availability::Away);
        board.says(u"Élodie"_s, Availability::Available);
        QCOMPARE(board.model.count(Availability::Available), 2); // free for chat is available
        QCOMPARE(board.model.count(Availability::Away), 1);
        board.model.setStates({Availability::Available});
        QCOMPARE(board.rows(), (QStringList{u"# Crew 1/1"_s, u"Élodie"_s, u"# Support 1/2"_s, u"Sofia"_s}));
        QCOMPARE(board.model.count(Availability::Away), 1); // the chips still say what they would show
        board.model.setTeam(u"Support"_s);
        QCOMPARE(board.rows(), (QStringList{u"# Support 1/2"_s, u"Sofia"_s}));
        QCOMPARE(board.model.count(Availability::Available), 1);
        board.model.setTeam(std::nullopt);
        board.model.setStates({});
        board.model.setText(u"elo"_s);
        QCOMPARE(board.rows(), (QStringList{u"# Crew 1/1"_s, u"Élodie"_s}));
        board.model.setText(u"nobody"_s);
        QVERIFY(board.rows().isEmpty());
        board.model.setText({});
        QCOMPARE(board.rows().size(), 5);
        QCOMPARE(board.model.teams(), (QList<std::pair<QString, int>>{{u"Crew"_s, 1}, {u"Support"_s, 2}}));
    }

    void theTableSortsByItsColumns()
    {
        Board board;
        board.add(u"Anna"_s, {u"A"_s, u"B"_s});
        board.add(u"Ben"_s, {u"B"_s});
        board.add(u"Cleo"_s, {u"A"_s});
        board.ready();
        board.says(u"Anna"_s, Availability::Away, board.clock.now() - hour);
        board.says(u"Ben"_s, Availability::Available, board.clock.now() - 3 * hour);
        board.says(u"Cleo"_s, Availability::Available, 0); // nobody knows since when
        board.model.setLayout(BoardModel::Layout::Table);
        QCOMPARE(board.rows(), (QStringList{u"Ben"_s, u"Cleo"_s, u"Anna"_s})); // each once, by state
        board.model.sort(BoardModel::Since);
        QCOMPARE(board.rows(), (QStringList{u"Ben"_s, u"Anna"_s, u"Cleo"_s}));
        board.model.sort(BoardModel::Name, Qt::DescendingOrder);
        QCOMPARE(board.rows(), (QStringList{u"Cleo"_s, u"Ben"_s, u"Anna"_s}));
        board.model.setLastAnswer(me, jid(u"Ben"_s), board.clock.now() - minute);
        board.model.setLastAnswer(me, jid(u"Anna"_s), board.clock.now() - hour);
        board.model.sort(BoardModel::LastAnswer);
        QCOMPARE(board.rows().constLast(), u"Cleo"_s);
    }

    void aMorningIsKept()
    {
        Board board;
        board.add(u"Leila"_s, {u"Support"_s});
        board.ready();
        const qint64 begin = board.clock.now();
        board.model.presumeOffline(me);
        board.clock.advance(hour);
        board.says(u"Leila"_s, Availability::Available);
        board.clock.advance(hour);
        board.says(u"Leila"_s, Availability::Away);
        board.says(u"Leila"_s, Availability::Away, begin + 2 * hour); // another text is no other state
        board.clock.advance(hour);
        board.model.forgetPresences(me); // offline ourselves
        board.clock.advance(hour);
        // Back, and the server speaks of a time in which she was seen: it begins where that ends.
        board.says(u"Leila"_s, Availability::DoNotDisturb, begin + 2 * hour + 30 * minute);
        const std::vector<PresenceChange> expected{{begin, Availability::Offline},
                                                   {begin + hour, Availability::Available},
                                                   {begin + 2 * hour, Availability::Away},
                                                   {begin + 3 * hour, Availability::DoNotDisturb}};
        QCOMPARE(board.person(u"Leila"_s).changes, expected);
        // That she was gone while nobody looked was only presumed.
        board.clock.advance(hour);
        const qint64 lost = board.clock.now();
        board.model.forgetPresences(me);
        board.clock.advance(hour);
        board.model.presumeOffline(me);
        board.says(u"Leila"_s, Availability::DoNotDisturb, lost + minute);
        QCOMPARE(board.person(u"Leila"_s).changes.back(), (PresenceChange{lost + minute, Availability::DoNotDisturb}));
        QCOMPARE(board.person(u"Leila"_s).changes.size(), expected.size() + 2);
        // The night is forgotten, but what still holds is not.
        board.clock.advance(30 * hour);
        board.says(u"Leila"_s, Availability::Available);
        QCOMPARE(board.person(u"Leila"_s).changes.size(), size_t(2));
        // The log knows of the time before the program began, and nothing newer than what was seen.
        board.model.setPast(me, jid(u"Leila"_s), {{begin - hour, Availability::Available}, {board.clock.now() + 1, Availability::Offline}});
        QCOMPARE(board.person(u"Leila"_s).changes.size(), size_t(3));
        QCOMPARE(board.person(u"Leila"_s).changes.front().time, begin - hour);
        board.model.forgetPast(me, jid(u"Leila"_s));
        QCOMPARE(board.person(u"Leila"_s).changes.size(), size_t(1));
    }

    void bellsAreThoseOfTheRules()
    {
        Board board;
        board.add(u"Leila"_s, {u"Support"_s});
        board.ready();
        QVERIFY(!board.person(u"Leila"_s).bell.isValid());
        PresenceRule rule;
        rule.id = RuleId(7);
        rule.account = me;
        rule.subject = jid(u"Leila"_s).toString();
        rule.made = 5;
        PresenceRule other = rule;
        other.id = RuleId(8);
        other.kind = PresenceRule::Kind::PersonIdle;
        QSignalSpy summary(&board.model, &BoardModel::summaryChanged);
        board.model.setRules(me, {rule, other});
        QTRY_COMPARE(summary.size(), 1);
        QCOMPARE(board.person(u"Leila"_s).bell, RuleId(7));
        QCOMPARE(board.model.rules().size(), 2);
        board.model.setRules(me, {other});
        QCOMPARE(board.person(u"Leila"_s).bell, RuleId());
    }

    void twoThousandPeopleComeOnline()
    {
        Board board;
        QList<Contact> contacts;
        for (int i = 0; i < 2000; ++i) {
            Contact contact;
            contact.account = me;
            contact.jid = jid(u"person%1"_s.arg(i));
            contact.name = u"Person %1"_s.arg(i, 4, 10, QChar(u'0'));
            contact.groups = {u"Team %1"_s.arg(i % 20, 2, 10, QChar(u'0'))};
            contacts.append(contact);
            board.people.append(contact.jid);
        }
        board.contacts.changeContacts(contacts);
        board.ready();
        QCOMPARE(board.model.rowCount(), 2020);
        board.watch.forget();
        QList<ContactPresence> all;
        for (int i = 0; i < 2000; i += 2) {
            Presence presence;
            presence.availability = Availability::Available;
            presence.since = board.clock.now();
            all.append({me, board.people.at(i), presence, {}});
        }
        QElapsedTimer timer;
        timer.start();
        board.model.changePresences(all);
        board.model.flush();
        qInfo("1,000 of 2,000 watched people came online in %lld us", timer.nsecsElapsed() / 1000);
        QVERIFY2(board.watch.structural() <= 4, qPrintable(QString::number(board.watch.structural()))); // one change of the layout
        QCOMPARE(board.model.count(Availability::Available), 1000);
        QCOMPARE(board.rows().mid(0, 2), (QStringList{u"# Team 00 100/100"_s, u"Person 0000"_s}));
        // One more moves one row.
        board.watch.forget();
        board.says(u"person1999"_s, Availability::Available);
        QCOMPARE(board.watch.structural(), 1);
    }
};

JACKDAW_TEST(BoardModelTest)

} // namespace board_model_test

#include "BoardModelTest.moc"
