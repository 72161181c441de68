// SPDX-License-Identifier: GPL-3.0-or-later
// One day of three people of Support, said by a server stanza by stanza: what the board shows at each hour, what the log has of
// it in the end, and when the rules speak. The three hear the same, and none of them waits for a real minute.
#include "support/FakeAlarm.h"
#include "support/ModelWatch.h"
#include "support/ScriptedAccount.h"
#include "support/TestProgram.h"
#include "storage/ReadConnection.h"
#include "watch/BoardModel.h"
#include "watch/PresenceSpans.h"
#include "watch/WatchReader.h"
#include "watch/WatchService.h"

#include <QDateTime>
#include <QSignalSpy>
#include <QTimeZone>

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

namespace scripted_day_test {

constexpr qint64 minute = 60'000;
constexpr qint64 hour = 60 * minute;

const QByteArray team = "<query xmlns='jabber:iq:roster'>"
                        "<item jid='tomas@harbor.example' name='Tomas' subscription='both'><group>Support</group></item>"
                        "<item jid='leila@harbor.example' name='Leila' subscription='both'><group>Support</group></item>"
                        "<item jid='noor@harbor.example' name='Noor' subscription='both'><group>Support</group></item></query>";

ScriptedServer::Script serverOfTheTeam()
{
    ScriptedServer::Script script;
    script.answers = {{"jabber:iq:roster", team}};
    return script;
}

/// The engine's part of an account, and the window's, joined as EngineCore and AppContext join them.
struct Day
{
    Day()
        : account(serverOfTheTeam()), board(contacts, account.clock), watch(&board), begin(account.clock.now())
    {
        auto owned = std::make_unique<FakeAlarm>(account.clock);
        alarm = owned.get();
        service = std::make_unique<WatchService>(AccountContext{account.id, *account.connection, *account.database, account.clock},
                                                 account.features->roster, account.features->presence, std::move(owned));
        QObject::connect(service.get(), &WatchService::ruleFired, service.get(), [this](const RuleFiring &firing) {
            said << time(account.clock.now()) + u' ' + wordsOf(firing);
        });
        QObject::connect(service.get(), &WatchService::watchedChanged, &board, &BoardModel::setWatched);
        QObject::connect(service.get(), &WatchService::rulesChanged, &board, &BoardModel::setRules);
        QObject::connect(&account.features->roster, &RosterService::rosterReplaced, &contacts, &ContactListModel::replaceRoster);
        PresenceService &presence = account.features->presence;
        QObject::connect(&presence, &PresenceService::presencesChanged, &contacts, &ContactListModel::changePresences);
        QObject::connect(&presence, &PresenceService::presencesChanged, &board, &BoardModel::changePresences);
        QObject::connect(&presence, &PresenceService::presencesUnknown, &contacts, &ContactListModel::forgetPresences);
        QObject::connect(&presence, &PresenceService::presencesUnknown, &board, &BoardModel::forgetPresences);
        QObject::connect(&contacts, &ContactListModel::peopleChanged, &board, &BoardModel::refreshPeople);
    }

    /// "13:50", or "+1 06:00" of the next day; the clock of a test begins at noon, UTC.
    QString time(qint64 at) const
    {
        const QDateTime moment = QDateTime::fromMSecsSinceEpoch(at, QTimeZone::UTC);
        const qint64 days = QDateTime::fromMSecsSinceEpoch(begin, QTimeZone::UTC).daysTo(moment);
        return (days > 0 ? u"+%1 "_s.arg(days) : QString()) + moment.toString(u"HH:mm"_s);
    }
    QString wordsOf(const RuleFiring &firing) const
    {
        const QString who = firing.who.isValid() ? firing.who.local() : u"nobody"_s;
        switch (firing.rule.kind) {
        case PresenceRule::Kind::PersonAvailable: return who + u" available since "_s + time(firing.since);
        case PresenceRule::Kind::PersonIdle: return who + u" idle since "_s + time(firing.since);
        case PresenceRule::Kind::GroupEmpty: return who + u" of "_s + firing.rule.subject + u" since "_s + time(firing.since);
        case PresenceRule::Kind::GroupReturns: return who + u" returns to "_s + firing.rule.subject;
        }
        return {};
    }
    qint64 at(int hours, int minutes = 0) const { return begin + (hours - 12) * hour + minutes * minute; }
    /// Time passes to then; 24 and more are the next day. What is due on the way rings.
    void until(int hours, int minutes = 0) { alarm->pass(at(hours, minutes) - account.clock.now()); }
    void says(const QByteArray &who, const QByteArray &what)
    {
        QSignalSpy told(&account.features->presence, &PresenceService::presencesChanged);
        account.server.say("<presence from='" + who + "@harbor.example/desk'" + what);
        QVERIFY(account.isThrough());
        QTRY_VERIFY(!told.isEmpty());
        board.flush();
    }
    void rule(PresenceRule::Kind kind, const QString &subject, int minutes = 0)
    {
        PresenceRule rule;
        rule.account = account.id;
        rule.kind = kind;
        rule.subject = subject;
        rule.minutes = minutes;
        rule.lasting = PresenceRule::Lasting::Always;
        QVERIFY(service->addRule(rule));
    }
    /// What the board shows: "Support 2/3: Leila away 13:20, …".
    QString shown()
    {
        contacts.flush();
        board.flush();
        QString out;
        for (int i = 0; i < board.rowCount(); ++i) {
            const BoardModel::Row &row = board.row(i);
            if (row.isHeader)
                out += u"%1 %2/%3:"_s.arg(row.team).arg(row.available).arg(row.total);
            else
                out += u" %1 %2"_s.arg(row.person->name, wordOf(row.person->presence.availability));
        }
        return out;
    }
    static QString wordOf(Availability availability)
    {
        switch (availability) {
        case Availability::Chat: return u"chatty"_s;
        case Availability::Available: return u"here"_s;
        case Availability::Away: return u"away"_s;
        case Availability::ExtendedAway: return u"xa"_s;
        case Availability::DoNotDisturb: return u"dnd"_s;
        case Availability::Offline: return u"gone"_s;
        case Availability::Unknown: break;
        }
        return u"?"_s;
    }
    QList<PresenceChange> changes(const char *name) const
    {
        const ReadConnection connection(account.folder.filePath(u"history.sqlite"_s));
        return WatchReader(connection).changes(account.id, ScriptedAccount::peer(name), 0);
    }
    QString logged(const char *name) const
    {
        QStringList out;
        for (const PresenceChange &change : changes(name))
            out << time(change.time) + u' ' + wordOf(change.availability);
        return out.join(u", "_s);
    }
    QString barOf(const char *name) const
    {
        QStringList out;
        for (const PresenceChange &change : board.find(account.id, ScriptedAccount::peer(name))->changes)
            out << time(change.time) + u' ' + wordOf(change.availability);
        return out.join(u", "_s);
    }

    ScriptedAccount account;
    ContactListModel contacts;
    BoardModel board;
    ModelWatch watch;
    qint64 begin;
    FakeAlarm *alarm = nullptr;
    std::unique_ptr<WatchService> service;
    QStringList said; ///< by the rules
};

class ScriptedDayTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void boardRulesAndLogOfOneDay()
    {
        Day day;
        // Everybody is there when she comes at noon.
        QVERIFY(day.account.isReady());
        WatchOptions options;
        options.log = WatchOptions::Log::On;
        options.keepDays = 30;
        const auto minuteOfDay = [&](qint64 at) {
            const QTime time = QDateTime::fromMSecsSinceEpoch(at).time(); // of the zone that the test runs in
            return time.hour() * 60 + time.minute();
        };
        options.quiet = {minuteOfDay(day.at(22)), minuteOfDay(day.at(30))};
        day.service->setOptions(options);
        QVERIFY(day.service->watch({ScriptedAccount::peer("tomas"), ScriptedAccount::peer("leila"), ScriptedAccount::peer("noor")}));
        for (const QByteArray &who : {"tomas", "leila", "noor"})
            day.says(who, "/>");
        day.until(12, 30);
        day.rule(PresenceRule::Kind::PersonAvailable, u"tomas@harbor.example"_s);
        day.rule(PresenceRule::Kind::PersonIdle, u"leila@harbor.example"_s, 30);
        day.rule(PresenceRule::Kind::GroupEmpty, u"Support"_s, 10);
        day.rule(PresenceRule::Kind::GroupReturns, u"Support"_s);
        QCOMPARE(day.shown(), u"Support 3/3: Leila here Noor here Tomas here"_s);
        QVERIFY(day.said.isEmpty());
        const int ringsBefore = day.alarm->rings();

        day.until(13);
        day.says("tomas", "><show>away</show><status>Lunch</status></presence>");
        day.until(13, 30);
        day.says("leila", "><show>away</show><idle xmlns='urn:xmpp:idle:1' since='2026-03-01T13:20:00Z'/></presence>");
        QCOMPARE(day.shown(), u"Support 1/3: Noor here Leila away Tomas away"_s);
        QCOMPARE(day.board.count(Availability::Away), 2);
        day.until(14);
        QCOMPARE(day.said, QStringList{u"13:50 leila idle since 13:20"_s});
        day.says("noor", "><show>dnd</show></presence>");
        QCOMPARE(day.shown(), u"Support 0/3: Leila away Tomas away Noor dnd"_s);
        day.until(14, 30);
        QCOMPARE(day.said.mid(1), QStringList{u"14:10 nobody of Support since 14:00"_s});
        day.says("tomas", "><status>Back</status></presence>");
        QCOMPARE(day.said.mid(2), (QStringList{u"14:30 tomas available since 14:30"_s, u"14:30 tomas returns to Support"_s}));
        day.until(15);
        day.says("leila", "/>");
        day.says("noor", "><show>chat</show></presence>");
        QCOMPARE(day.shown(), u"Support 3/3: Leila here Noor chatty Tomas here"_s);

        // They go home; another text is no other state.
        day.until(17);
        day.says("tomas", "><status>Last call</status></presence>");
        day.until(17, 30);
        day.says("tomas", " type='unavailable'/>");
        day.until(17, 45);
        day.says("leila", " type='unavailable'/>");
        day.until(18);
        day.says("noor", " type='unavailable'/>");
        QCOMPARE(day.shown(), u"Support 0/3: Leila gone Noor gone Tomas gone"_s);
        QCOMPARE(day.said.size(), 4);
        day.until(18, 30);
        QCOMPARE(day.said.mid(4), QStringList{u"18:10 nobody of Support since 18:00"_s});

        // She is offline for an hour, of which nobody knows anything.
        day.until(20);
        day.account.connection->close();
        QTRY_VERIFY(!day.account.connection->isOnline());
        QCOMPARE(day.shown(), u"Support 0/3: Leila ? Noor ? Tomas ?"_s);
        day.until(21);
        day.account.open();
        QTRY_VERIFY(day.account.connection->isOnline());
        QVERIFY(day.account.isThrough());
        day.until(21, 2); // who was not heard of is not there
        day.contacts.presumeOffline(day.account.id);
        day.board.presumeOffline(day.account.id);
        QCOMPARE(day.shown(), u"Support 0/3: Leila gone Noor gone Tomas gone"_s);

        // In the night nobody is told; what still is so in the morning is told then, and what is over is not.
        day.until(23);
        day.says("tomas", "/>");
        day.until(26);
        day.says("noor", "/>");
        day.until(27);
        day.says("noor", " type='unavailable'/>");
        QCOMPARE(day.said.size(), 5);
        QCOMPARE(day.shown(), u"Support 1/3: Tomas here Leila gone Noor gone"_s);
        day.until(33);
        QCOMPARE(day.said.mid(5), (QStringList{u"+1 06:00 tomas available since 23:00"_s, u"+1 06:00 tomas returns to Support"_s}));
        day.says("leila", "/>");
        day.says("noor", "/>");
        day.until(36);
        QCOMPARE(day.said.size(), 7);
        QCOMPARE(day.shown(), u"Support 3/3: Leila here Noor here Tomas here"_s);

        // The log, from its file.
        QCOMPARE(day.logged("tomas"), u"12:00 here, 13:00 away, 14:30 here, 17:30 gone, 20:00 ?, 21:00 gone, 23:00 here"_s);
        QCOMPARE(day.logged("leila"), u"12:00 here, 13:30 away, 15:00 here, 17:45 gone, 20:00 ?, 21:00 gone, +1 09:00 here"_s);
        QCOMPARE(day.logged("noor"),
                 u"12:00 here, 14:00 dnd, 15:00 chatty, 18:00 gone, 20:00 ?, 21:00 gone, +1 02:00 here, +1 03:00 gone, +1 09:00 here"_s);
        // The board's bar goes back eight hours, and what it has of them is what the log has.
        QVERIFY2(day.logged("leila").endsWith(day.barOf("leila").section(u", "_s, 1)), qPrintable(day.barOf("leila")));
        QVERIFY(day.barOf("leila").endsWith(u"+1 09:00 here"_s));
        // "Two or more of Support": noon to 13:30, 15:00 to 17:45, 02:00 to 03:00, 09:00 to noon.
        QList<QList<PresenceSpan>> spans;
        for (const char *who : {"tomas", "leila", "noor"})
            spans << presenceSpans(day.changes(who), day.at(12), day.at(36), day.account.clock.now());
        QCOMPARE(coveredTime(crowdSpans(spans), 2), (90 + 165 + 60 + 180) * minute);
        QCOMPARE(availableTime(spans[0]), (60 + 180 + 13 * 60) * minute);
        QCOMPARE(knownTime(spans[0]), (24 * 60 - 60) * minute);
        // A day is a few deadlines, not one a minute.
        QVERIFY2(day.alarm->rings() - ringsBefore < 20, qPrintable(QString::number(day.alarm->rings() - ringsBefore)));
    }
};

} // namespace scripted_day_test

using scripted_day_test::ScriptedDayTest;
JACKDAW_TEST(ScriptedDayTest)
#include "ScriptedDayTest.moc"
