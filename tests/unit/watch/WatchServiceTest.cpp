// SPDX-License-Identifier: GPL-3.0-or-later
// Who is watched, the log and the rules of an account, from the socket to the disk.
#include "support/FakeAlarm.h"
#include "support/ScriptedAccount.h"
#include "support/TestProgram.h"
#include "storage/ReadConnection.h"
#include "watch/WatchReader.h"
#include "watch/WatchService.h"
#include "watch/WatchStore.h"

#include <QSignalSpy>

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

namespace watch_service_test {

constexpr qint64 minute = 60'000;
constexpr qint64 hour = 60 * minute;

struct Watcher
{
    Watcher() { open(); }

    void open()
    {
        service.reset();
        auto owned = std::make_unique<FakeAlarm>(account.clock);
        alarm = owned.get();
        service = std::make_unique<WatchService>(AccountContext{account.id, *account.connection, *account.database, account.clock},
                                                 account.features->roster, account.features->presence, std::move(owned));
        QObject::connect(service.get(), &WatchService::ruleFired, service.get(), [this](const RuleFiring &firing) { fired.append(firing); });
        QObject::connect(service.get(), &WatchService::rulesChanged, service.get(),
                         [this](AccountId, const QList<PresenceRule> &all) { rules = all; });
    }
    void logging(int days = 30)
    {
        WatchOptions options;
        options.log = WatchOptions::Log::On;
        options.keepDays = days;
        service->setOptions(options);
    }
    QList<PresenceChange> logged(const char *name) const
    {
        const ReadConnection connection(account.folder.filePath(u"history.sqlite"_s));
        return WatchReader(connection).changes(account.id, ScriptedAccount::peer(name), 0);
    }
    void says(const QByteArray &stanza)
    {
        QSignalSpy told(&account.features->presence, &PresenceService::presencesChanged);
        account.server.say(stanza);
        QVERIFY(account.isThrough());
        if (stanza.startsWith("<presence"))
            QTRY_VERIFY(!told.isEmpty());
    }

    ScriptedAccount account;
    FakeAlarm *alarm = nullptr;
    std::unique_ptr<WatchService> service;
    QList<RuleFiring> fired;
    QList<PresenceRule> rules;
};

class WatchServiceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsLoggedUnlessItIsWanted()
    {
        Watcher watcher;
        QVERIFY(watcher.account.isReady());
        QVERIFY(watcher.service->watch({ScriptedAccount::peer("tomas")}));
        watcher.says("<presence from='tomas@harbor.example/desk'/>");
        QVERIFY(watcher.logged("tomas").isEmpty());
        // Switched on, it begins with how they are.
        watcher.logging();
        QCOMPARE(watcher.logged("tomas").size(), 1);
        QCOMPARE(watcher.logged("tomas").first().availability, Availability::Available);
        // Others are nobody's business.
        watcher.says("<presence from='jonas@harbor.example/desk'/>");
        QVERIFY(watcher.logged("jonas").isEmpty());
    }

    void aDayIsLoggedAndErased()
    {
        Watcher watcher;
        QVERIFY(watcher.account.isReady());
        watcher.logging();
        QVERIFY(watcher.service->watch({ScriptedAccount::peer("tomas"), ScriptedAccount::peer("jonas")}));
        FakeClock &clock = watcher.account.clock;
        const qint64 begin = clock.now();
        watcher.says("<presence from='tomas@harbor.example/desk'><delay xmlns='urn:xmpp:delay' stamp='2026-03-01T09:05:00Z'/></presence>");
        clock.advance(hour);
        watcher.says("<presence from='tomas@harbor.example/desk'><show>away</show></presence>");
        clock.advance(minute);
        watcher.says("<presence from='tomas@harbor.example/desk'><show>away</show><status>Lunch</status></presence>");
        clock.advance(hour);
        watcher.says("<presence from='tomas@harbor.example/desk' type='unavailable'/>");
        watcher.says("<presence from='jonas@harbor.example/desk'/>");
        const QList<PresenceChange> expected{{begin - 175 * minute, Availability::Available},
                                             {begin + hour, Availability::Away},
                                             {begin + 2 * hour + minute, Availability::Offline}};
        QCOMPARE(watcher.logged("tomas"), expected);
        // Of whom there was no word since the session began: he was not there.
        const QList<PresenceChange> others{{begin, Availability::Offline}, {begin + 2 * hour + minute, Availability::Available}};
        QCOMPARE(watcher.logged("jonas"), others);
        QVERIFY(watcher.service->eraseLog(ScriptedAccount::peer("tomas")));
        QVERIFY(watcher.logged("tomas").isEmpty());
        QCOMPARE(watcher.logged("jonas"), others);
        QVERIFY(watcher.service->eraseLog({}));
        QVERIFY(watcher.logged("jonas").isEmpty());
    }

    void whoIsWatchedLaterWasNotAway()
    {
        Watcher watcher;
        QVERIFY(watcher.account.isReady());
        watcher.logging();
        watcher.says("<presence from='tomas@harbor.example/desk'/>");
        watcher.account.clock.advance(hour);
        QVERIFY(watcher.service->watch({ScriptedAccount::peer("tomas")}));
        QTRY_COMPARE(watcher.logged("tomas").size(), 1);
        QCOMPARE(watcher.logged("tomas").constFirst().availability, Availability::Available);
    }

    void whatNobodySawIsUnknown()
    {
        Watcher watcher;
        QVERIFY(watcher.account.isReady());
        watcher.logging();
        QVERIFY(watcher.service->watch({ScriptedAccount::peer("tomas")}));
        watcher.says("<presence from='tomas@harbor.example/desk'/>");
        FakeClock &clock = watcher.account.clock;
        clock.advance(hour);
        watcher.service.reset(); // the program ends
        QCOMPARE(watcher.logged("tomas").constLast(), (PresenceChange{clock.now(), Availability::Unknown}));
        // Killed: what was so is known until the last word of anybody.
        watcher.open();
        const qint64 last = clock.now() + minute;
        clock.advance(minute);
        QVERIFY(WatchStore(*watcher.account.database, watcher.account.id).log(ScriptedAccount::peer("tomas"), {last, Availability::Available}));
        clock.advance(5 * hour);
        watcher.open();
        QCOMPARE(watcher.logged("tomas").constLast(), (PresenceChange{last + 1, Availability::Unknown}));
    }

    void whatIsTooOldGoes()
    {
        Watcher watcher;
        WatchStore store(*watcher.account.database, watcher.account.id);
        const qint64 now = watcher.account.clock.now();
        const qint64 day = 24 * hour;
        const BareJid tomas = ScriptedAccount::peer("tomas"), jonas = ScriptedAccount::peer("jonas");
        QVERIFY(store.log(tomas, {now - 40 * day, Availability::Available}));
        QVERIFY(store.log(tomas, {now - 35 * day, Availability::Away}));
        QVERIFY(store.log(tomas, {now - 2 * day, Availability::Available}));
        QVERIFY(store.log(jonas, {now - 40 * day, Availability::Available}));
        QVERIFY(store.log(jonas, {now - 35 * day, Availability::Unknown}));
        watcher.logging(30);
        // Away still was so thirty days ago.
        QCOMPARE(watcher.logged("tomas").size(), 2);
        QCOMPARE(watcher.logged("tomas").first().availability, Availability::Away);
        QVERIFY(watcher.logged("jonas").isEmpty());
        // What is kept of a log that was switched off grows old too.
        WatchOptions off;
        off.keepDays = 1;
        watcher.service->setOptions(off);
        QCOMPARE(watcher.logged("tomas").size(), 1);
        QCOMPARE(watcher.logged("tomas").first().time, now - 2 * day);
    }

    void anOldDelayUndoesNothingThatWasSeen()
    {
        Watcher watcher;
        QVERIFY(watcher.account.isReady());
        watcher.logging();
        QVERIFY(watcher.service->watch({ScriptedAccount::peer("tomas")}));
        FakeClock &clock = watcher.account.clock;
        const qint64 begin = clock.now();
        watcher.says("<presence from='tomas@harbor.example/desk'><delay xmlns='urn:xmpp:delay' stamp='2026-03-01T09:05:00Z'/></presence>");
        clock.advance(hour);
        watcher.says("<presence from='tomas@harbor.example/desk'><show>away</show></presence>");
        clock.advance(hour);
        watcher.says("<presence from='tomas@harbor.example/phone'><show>dnd</show><priority>9</priority>"
                     "<delay xmlns='urn:xmpp:delay' stamp='2026-03-01T09:00:00Z'/></presence>");
        QList<PresenceChange> expected{{begin - 175 * minute, Availability::Available},
                                       {begin + hour, Availability::Away},
                                       {begin + 2 * hour, Availability::DoNotDisturb}};
        QCOMPARE(watcher.logged("tomas"), expected);
        // After a time that nobody saw: the server may fill that, and no more.
        WatchStore store(*watcher.account.database, watcher.account.id);
        const BareJid tomas = ScriptedAccount::peer("tomas");
        QVERIFY(store.log(tomas, {begin + 3 * hour, Availability::Unknown}));
        QVERIFY(store.log(tomas, {begin - 5 * hour, Availability::Available}));
        expected.append({begin + 3 * hour, Availability::Available});
        QCOMPARE(watcher.logged("tomas"), expected);
    }

    void aRuleInPlaceOfAnotherIsANewOne()
    {
        Watcher watcher;
        QVERIFY(watcher.account.isReady());
        watcher.alarm->pass(2 * minute);
        watcher.says("<presence from='tomas@harbor.example/desk'/>");
        PresenceRule rule;
        rule.lasting = PresenceRule::Lasting::Always;
        rule.subject = ScriptedAccount::peer("tomas").toString();
        QVERIFY(watcher.service->addRule(rule));
        QVERIFY(watcher.fired.isEmpty()); // always: what was so before is no news
        const RuleId first = watcher.rules.first().id;
        rule.lasting = PresenceRule::Lasting::Once;
        QVERIFY(watcher.service->addRule(rule));
        QCOMPARE(watcher.fired.size(), 1); // once: glad of it now
        QVERIFY(watcher.fired.first().rule.id != first);
    }

    void rulesFireGoAndStay()
    {
        Watcher watcher;
        QVERIFY(watcher.account.isReady());
        watcher.alarm->pass(2 * minute);
        PresenceRule once;
        once.subject = ScriptedAccount::peer("tomas").toString();
        QVERIFY(watcher.service->addRule(once));
        PresenceRule again = once;
        again.actions = PresenceRule::Sound;
        QVERIFY(watcher.service->addRule(again)); // the same wish, with another act
        QCOMPARE(watcher.rules.size(), 1);
        QCOMPARE(watcher.rules.first().actions, PresenceRule::Actions(PresenceRule::Sound));
        PresenceRule always;
        always.kind = PresenceRule::Kind::PersonAvailable;
        always.lasting = PresenceRule::Lasting::Always;
        always.subject = ScriptedAccount::peer("jonas").toString();
        QVERIFY(watcher.service->addRule(always));
        watcher.says("<presence from='tomas@harbor.example/desk'/>");
        QCOMPARE(watcher.fired.size(), 1);
        QCOMPARE(watcher.fired.first().who, ScriptedAccount::peer("tomas"));
        watcher.says("<presence from='jonas@harbor.example/desk'/>");
        QCOMPARE(watcher.fired.size(), 2);
        // Told once, it is gone, here and on disk.
        QCOMPARE(watcher.rules.size(), 1);
        watcher.open();
        watcher.service->announce();
        QCOMPARE(watcher.rules.size(), 1);
        QCOMPARE(watcher.rules.first().subject, always.subject);
        QVERIFY(watcher.service->removeRule(watcher.rules.first().id));
        QVERIFY(watcher.rules.isEmpty());
    }

    void aGroupIsTheRosters()
    {
        Watcher watcher;
        QVERIFY(watcher.account.isReady());
        watcher.alarm->pass(2 * minute);
        PresenceRule rule;
        rule.kind = PresenceRule::Kind::GroupReturns;
        rule.subject = u"Crew"_s;
        QVERIFY(watcher.service->addRule(rule));
        watcher.says("<iq type='set' id='push-1'><query xmlns='jabber:iq:roster'><item jid='tomas@harbor.example' subscription='both'>"
                     "<group>Crew</group></item></query></iq>");
        watcher.says("<presence from='tomas@harbor.example/desk'/>");
        QCOMPARE(watcher.fired.size(), 1);
        QCOMPARE(watcher.fired.first().who, ScriptedAccount::peer("tomas"));
    }

    void aNameTakesNobodyOutOfTheirGroup()
    {
        // Names change more often than groups, and are no reason to look at all of the roster.
        Watcher watcher;
        QVERIFY(watcher.account.isReady());
        watcher.alarm->pass(2 * minute);
        PresenceRule rule;
        rule.kind = PresenceRule::Kind::GroupReturns;
        rule.lasting = PresenceRule::Lasting::Always;
        rule.subject = u"Crew"_s;
        QVERIFY(watcher.service->addRule(rule));
        int pushes = 0;
        const auto push = [&](const QByteArray &attributes, const QByteArray &group) {
            watcher.says("<iq type='set' id='push-" + QByteArray::number(++pushes) + "'>"
                         "<query xmlns='jabber:iq:roster'><item " + attributes + " subscription='both'>"
                         "<group>" + group + "</group></item></query></iq>");
        };
        const auto appears = [&](const QByteArray &local) {
            watcher.alarm->pass(minute);
            watcher.says("<presence from='" + local + "@harbor.example/desk'/>");
        };
        push("jid='tomas@harbor.example'", "Crew");
        push("jid='tomas@harbor.example' name='Captain'", "Crew");
        appears("tomas");
        QCOMPARE(watcher.fired.size(), 1);
        QCOMPARE(watcher.fired.first().who, ScriptedAccount::peer("tomas"));
        watcher.says("<presence from='tomas@harbor.example/desk' type='unavailable'/>");
        // One who moves to another group is told of as little as one who comes to this is left out.
        push("jid='tomas@harbor.example' name='Captain'", "Shore");
        appears("tomas");
        QCOMPARE(watcher.fired.size(), 1);
        push("jid='jonas@harbor.example'", "Crew");
        push("jid='jonas@harbor.example' name='Mate'", "Crew");
        appears("jonas");
        QCOMPARE(watcher.fired.size(), 2);
        QCOMPARE(watcher.fired.last().who, ScriptedAccount::peer("jonas"));
    }

    void theListOfWatchedPeopleIsBounded()
    {
        Watcher watcher;
        QList<BareJid> many;
        for (int i = 0; i < WatchService::maximumWatched; ++i)
            many.append(ScriptedAccount::peer(QByteArray("p" + QByteArray::number(i)).constData()));
        QVERIFY(watcher.service->watch(many));
        QCOMPARE(watcher.service->watch({ScriptedAccount::peer("more")}).error().kind, ErrorKind::TooMany);
        QVERIFY(watcher.service->unwatch({many.first()}));
        QVERIFY(watcher.service->watch({ScriptedAccount::peer("more")}));
    }
};

JACKDAW_TEST(WatchServiceTest)

} // namespace watch_service_test

#include "WatchServiceTest.moc"
