// SPDX-License-Identifier: GPL-3.0-or-later
// Rules about presence on scripted days, by a clock that only the test moves.
#include "support/FakeAlarm.h"
#include "support/TestProgram.h"
#include "watch/RuleBook.h"

#include <QTest>

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

namespace rule_book_test {

constexpr qint64 minute = 60'000;
constexpr qint64 hour = 60 * minute;

BareJid jid(const char *name)
{
    return BareJid::fromPrepared(QString::fromLatin1(name) + u"@harbor.example"_s);
}

/// The rules of one account through a day. Times are counted from noon.
struct Day
{
    Day()
    {
        auto owned = std::make_unique<FakeAlarm>(clock);
        alarm = owned.get();
        book = std::make_unique<RuleBook>(clock, std::move(owned), [this](const RuleFiring &firing) { fired.append(firing); });
    }

    PresenceRule rule(PresenceRule::Kind kind, const QString &subject, PresenceRule::Lasting lasting, int minutes = 0)
    {
        PresenceRule out;
        out.id = RuleId(rules.size() + 1);
        out.kind = kind;
        out.subject = subject;
        out.lasting = lasting;
        out.minutes = minutes;
        out.made = clock.now();
        rules.append(out);
        book->setRules(rules);
        return out;
    }
    void says(const char *name, Availability availability, qint64 since = -1, qint64 idleSince = 0)
    {
        Presence presence;
        presence.availability = availability;
        presence.since = since < 0 ? clock.now() : since;
        presence.idleSince = idleSince;
        book->note({{AccountId(1), jid(name), presence, {}}});
    }
    void begin() { book->begin(RuleBook::Session::New); }
    void pass(qint64 time) { alarm->pass(time); }
    /// What was told since the last call.
    QList<RuleFiring> told() { return std::exchange(fired, {}); }

    FakeClock clock;
    FakeAlarm *alarm = nullptr;
    std::unique_ptr<RuleBook> book;
    QList<PresenceRule> rules;
    QList<RuleFiring> fired;
};

using Kind = PresenceRule::Kind;
using Lasting = PresenceRule::Lasting;

class RuleBookTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsWhenSomebodyBecomesAvailable()
    {
        Day day;
        day.begin();
        day.pass(2 * minute);
        day.says("leila", Availability::DoNotDisturb);
        day.rule(Kind::PersonAvailable, u"leila@harbor.example"_s, Lasting::Always);
        day.pass(20 * minute);
        QVERIFY(day.told().isEmpty());
        day.says("leila", Availability::Available);
        const auto told = day.told();
        QCOMPARE(told.size(), 1);
        QCOMPARE(told.first().who, jid("leila"));
        QCOMPARE(told.first().since, day.clock.now());
        day.says("leila", Availability::Chat); // still
        QVERIFY(day.told().isEmpty());
        day.says("leila", Availability::Away);
        day.says("leila", Availability::Available);
        QCOMPARE(day.told().size(), 1); // always
    }

    void whoComesOnlineBecomesAvailableToo()
    {
        Day day;
        day.rule(Kind::PersonAvailable, u"leila@harbor.example"_s, Lasting::Always);
        day.begin();
        day.pass(5 * minute); // never heard of: offline
        day.says("leila", Availability::Available);
        QCOMPARE(day.told().size(), 1);
    }

    void whatWasSoBeforeIsNoNews()
    {
        Day day;
        day.rule(Kind::PersonAvailable, u"leila@harbor.example"_s, Lasting::Always);
        day.rule(Kind::PersonAvailable, u"tomas@harbor.example"_s, Lasting::Once);
        day.clock.advance(hour);
        day.begin();
        // The server tells who is there.
        day.says("leila", Availability::Available, day.clock.now() - hour / 2);
        day.says("tomas", Availability::Available, 0);
        const auto told = day.told();
        QCOMPARE(told.size(), 1); // but who waits for somebody once is glad of it
        QCOMPARE(told.first().who, jid("tomas"));
    }

    void aLostStreamTellsNothing()
    {
        Day day;
        day.begin();
        day.pass(2 * minute);
        day.says("leila", Availability::Available);
        day.rule(Kind::PersonAvailable, u"leila@harbor.example"_s, Lasting::Always);
        day.book->end();
        day.pass(10 * minute);
        day.book->begin(RuleBook::Session::Resumed);
        day.says("leila", Availability::Available);
        QVERIFY(day.told().isEmpty());
        day.book->end();
        day.begin(); // a new one, and nobody said anything yet
        day.pass(10'000);
        day.says("leila", Availability::Available, 0);
        QVERIFY(day.told().isEmpty());
        // She went while we were away, and nobody told: she is not there after a minute, so coming is news.
        day.book->end();
        day.begin();
        day.pass(2 * minute);
        day.says("leila", Availability::Available);
        QCOMPARE(day.told().size(), 1);
    }

    void whoIsAwayWithOneClientMayBeThereWithAnother()
    {
        Day day;
        day.begin();
        day.pass(2 * minute);
        day.says("leila", Availability::Available);
        day.says("ingrid", Availability::Available);
        day.book->setGroups({{u"Support"_s, {jid("leila")}}});
        day.rule(Kind::PersonAvailable, u"leila@harbor.example"_s, Lasting::Always);
        day.rule(Kind::PersonIdle, u"ingrid@harbor.example"_s, Lasting::Always, 15);
        day.rule(Kind::GroupReturns, u"Support"_s, Lasting::Always);
        day.book->end();
        day.pass(10 * minute);
        day.begin();
        // The server tells of their clients one by one.
        day.says("leila", Availability::Away, 0);
        day.says("ingrid", Availability::Away, 0, day.clock.now() - hour);
        QVERIFY(day.told().isEmpty());
        day.says("leila", Availability::Available);
        day.says("ingrid", Availability::Available);
        QVERIFY(day.told().isEmpty());
        day.pass(hour);
        QVERIFY(day.told().isEmpty());
        // What nobody saw begin is no news in the next session either.
        day.says("leila", Availability::Away);
        day.book->end();
        day.pass(hour);
        day.begin();
        day.says("leila", Availability::Available, 0);
        QVERIFY(day.told().isEmpty());
    }

    /// A group that nobody knew to be empty has nobody who returns, though somebody waits for it once.
    void whoIsThereAlreadyDoesNotReturn()
    {
        Day day;
        day.book->setGroups({{u"Support"_s, {jid("leila")}}});
        day.rule(Kind::GroupReturns, u"Support"_s, Lasting::Once);
        day.begin();
        day.says("leila", Availability::Available, 0);
        day.pass(hour);
        QVERIFY(day.told().isEmpty());
        day.says("leila", Availability::Away);
        day.pass(hour);
        QVERIFY(day.told().isEmpty());
        day.says("leila", Availability::Available);
        QCOMPARE(day.told().size(), 1);
    }

    void whatIsOldAfterSleepTellsNothing()
    {
        Day day;
        day.begin();
        day.pass(2 * minute);
        day.rule(Kind::PersonIdle, u"ingrid@harbor.example"_s, Lasting::Always, 15);
        day.says("ingrid", Availability::Away);
        day.clock.advance(hour); // the computer sleeps
        day.book->doubt();
        QVERIFY(day.told().isEmpty());
        day.says("ingrid", Availability::Available); // what was missed
        day.pass(hour);
        QVERIFY(day.told().isEmpty());
        // The same with a stream that is resumed.
        day.says("ingrid", Availability::Away);
        day.book->end();
        day.clock.advance(hour);
        day.book->begin(RuleBook::Session::Resumed);
        QVERIFY(day.told().isEmpty());
        day.says("ingrid", Availability::Available);
        day.pass(hour);
        QVERIFY(day.told().isEmpty());
        // Nothing was missed: then it is so.
        day.says("ingrid", Availability::Away);
        day.clock.advance(hour);
        day.book->doubt();
        day.pass(RuleBook::doubtMilliseconds - 1);
        QVERIFY(day.told().isEmpty());
        day.pass(1);
        QCOMPARE(day.told().size(), 1);
    }

    void awaySinceNobodyKnowsWhenCountsFromTheSession()
    {
        Day day;
        day.rule(Kind::PersonIdle, u"ingrid@harbor.example"_s, Lasting::Always, 15);
        day.begin();
        day.says("ingrid", Availability::Away, 0);
        day.pass(15 * minute - 1);
        QVERIFY(day.told().isEmpty());
        day.pass(1);
        QCOMPARE(day.told().size(), 1);
    }

    void idleIsTakenAtItsDeadline()
    {
        Day day;
        day.begin();
        day.pass(2 * minute);
        day.rule(Kind::PersonIdle, u"ingrid@harbor.example"_s, Lasting::Always, 15);
        day.says("ingrid", Availability::Away, -1, day.clock.now() - 5 * minute); // XEP-0319: five minutes already
        day.pass(9 * minute);
        QVERIFY(day.told().isEmpty());
        const int rings = day.alarm->rings();
        day.pass(minute);
        QCOMPARE(day.alarm->rings(), rings + 1);
        QCOMPARE(day.told().size(), 1);
        day.pass(hour);
        QVERIFY(day.told().isEmpty()); // once for each time
        QCOMPARE(day.alarm->rings(), rings + 1);
        day.says("ingrid", Availability::Available);
        day.says("ingrid", Availability::Away); // a client that does not tell since when
        day.pass(15 * minute);
        QCOMPARE(day.told().size(), 1);
        // Back before it is over.
        day.says("ingrid", Availability::Available);
        day.says("ingrid", Availability::Away);
        day.pass(14 * minute);
        day.says("ingrid", Availability::Available);
        day.pass(hour);
        QVERIFY(day.told().isEmpty());
        QVERIFY(!day.alarm->isSet());
    }

    void aGroupThatIsEmptyForAWhile()
    {
        Day day;
        day.book->setGroups({{u"Support"_s, {jid("sofia"), jid("daniel"), jid("leila")}}});
        day.begin();
        day.pass(2 * minute);
        day.says("sofia", Availability::Available);
        day.says("daniel", Availability::Available);
        day.rule(Kind::GroupEmpty, u"Support"_s, Lasting::Always, 10);
        const auto returns = day.rule(Kind::GroupReturns, u"Support"_s, Lasting::Always);
        day.says("sofia", Availability::Away);
        day.pass(30 * minute);
        QVERIFY(day.told().isEmpty()); // Daniel is there
        day.says("daniel", Availability::DoNotDisturb);
        const qint64 empty = day.clock.now();
        day.pass(9 * minute);
        QVERIFY(day.told().isEmpty());
        day.pass(minute);
        auto told = day.told();
        QCOMPARE(told.size(), 1);
        QCOMPARE(told.first().rule.kind, Kind::GroupEmpty);
        QCOMPARE(told.first().since, empty);
        QVERIFY(!told.first().who.isValid());
        day.pass(hour);
        QVERIFY(day.told().isEmpty());
        day.says("leila", Availability::Chat);
        told = day.told();
        QCOMPARE(told.size(), 1);
        QCOMPARE(told.first().rule.id, returns.id);
        QCOMPARE(told.first().who, jid("leila"));
        day.says("sofia", Availability::Available); // somebody was there already
        QVERIFY(day.told().isEmpty());
        // Short gaps are none.
        day.says("sofia", Availability::Away);
        day.says("leila", Availability::Away);
        day.pass(9 * minute);
        day.says("sofia", Availability::Available);
        QCOMPARE(day.told().size(), 1); // returned
        day.pass(hour);
        QVERIFY(day.told().isEmpty());
    }

    void aGroupIsJudgedOnlyWhenItIsKnown()
    {
        Day day;
        day.book->setGroups({{u"Support"_s, {jid("sofia"), jid("daniel")}}});
        day.rule(Kind::GroupEmpty, u"Support"_s, Lasting::Once, 1);
        day.begin();
        day.says("sofia", Availability::Away, 0);
        day.pass(30'000);
        QVERIFY(day.told().isEmpty()); // Daniel may be there: his presence is on the way
        day.pass(30'000);              // he is not
        QVERIFY(day.told().isEmpty());
        day.pass(minute);
        QCOMPARE(day.told().size(), 1);
        // Nobody in it: no such group.
        day.rule(Kind::GroupEmpty, u"Nobody"_s, Lasting::Once, 1);
        day.pass(hour);
        QVERIFY(day.told().isEmpty());
    }

    void quietHoursHoldBackWhatIsStillSo()
    {
        Day day; // begins at 12:00 UTC
        day.book->setQuietHours({13 * 60, 14 * 60});
        day.begin();
        day.pass(2 * minute);
        day.rule(Kind::PersonAvailable, u"leila@harbor.example"_s, Lasting::Always);
        day.rule(Kind::PersonAvailable, u"tomas@harbor.example"_s, Lasting::Always);
        day.pass(68 * minute); // 13:10
        day.says("leila", Availability::Available);
        day.says("tomas", Availability::Available);
        QVERIFY(day.told().isEmpty());
        day.says("tomas", Availability::Away);
        day.pass(49 * minute); // 13:59
        QVERIFY(day.told().isEmpty());
        day.pass(minute);
        const auto told = day.told();
        QCOMPARE(told.size(), 1); // Tomas has gone again
        QCOMPARE(told.first().who, jid("leila"));
        day.pass(hour);
        QVERIFY(day.told().isEmpty());
    }

    void quietHoursPassMidnight_data()
    {
        QTest::addColumn<int>("at");
        QTest::addColumn<int>("end"); // minutes of that day, or -1
        QTest::newRow("before") << 21 * 60 << -1;
        QTest::newRow("begin") << 22 * 60 << 30 * 60;
        QTest::newRow("late") << 23 * 60 + 59 << 30 * 60;
        QTest::newRow("early") << 5 * 60 + 59 << 6 * 60;
        QTest::newRow("over") << 6 * 60 << -1;
    }
    void quietHoursPassMidnight()
    {
        QFETCH(int, at);
        QFETCH(int, end);
        const qint64 midnight = QDateTime(QDate(2026, 3, 1), QTime(0, 0), QTimeZone::UTC).toMSecsSinceEpoch();
        const qint64 found = QuietHours{22 * 60, 6 * 60}.endAfter(midnight + at * minute, QTimeZone::UTC);
        QCOMPARE(found, end < 0 ? 0 : midnight + end * minute);
        QCOMPARE((QuietHours{60, 60}.endAfter(midnight + at * minute, QTimeZone::UTC)), 0);
    }

    void nothingRunsWithoutRules()
    {
        Day day;
        day.begin();
        day.says("leila", Availability::Available);
        QVERIFY(!day.alarm->isSet());
    }
};

JACKDAW_TEST(RuleBookTest)

} // namespace rule_book_test

#include "RuleBookTest.moc"
