// SPDX-License-Identifier: GPL-3.0-or-later
// When the user works, what others see outside of it, and whom Jackdaw answers then.
#include "presence/OwnStatusService.h"
#include "presence/WorkingHours.h"
#include "support/FakeAlarm.h"
#include "support/ScriptedAccount.h"
#include "support/TestProgram.h"

#include <QDateTime>
#include <QSignalSpy>

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

namespace working_hours_test {

qint64 at(const QString &time)
{
    return QDateTime::fromString(time, Qt::ISODate).toMSecsSinceEpoch(); // local
}

WorkingHours office()
{
    WorkingHours hours;
    hours.isOn = true;
    hours.text = u"Back in the morning"_s;
    return hours;
}

class WorkingHoursTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hours_data()
    {
        QTest::addColumn<int>("from");
        QTest::addColumn<int>("to");
        QTest::addColumn<QString>("now");
        QTest::addColumn<bool>("works");
        QTest::addColumn<QString>("next");
        // 2026-03-02 is a Monday.
        QTest::newRow("morning") << 540 << 1020 << u"2026-03-02T08:59:00"_s << false << u"2026-03-02T09:00:00"_s;
        QTest::newRow("begins") << 540 << 1020 << u"2026-03-02T09:00:00"_s << true << u"2026-03-02T17:00:00"_s;
        QTest::newRow("ends") << 540 << 1020 << u"2026-03-02T17:00:00"_s << false << u"2026-03-03T09:00:00"_s;
        QTest::newRow("weekend") << 540 << 1020 << u"2026-03-07T12:00:00"_s << false << u"2026-03-09T09:00:00"_s;
        QTest::newRow("night shift") << 1320 << 360 << u"2026-03-03T02:00:00"_s << true << u"2026-03-03T06:00:00"_s;
        QTest::newRow("its last one") << 1320 << 360 << u"2026-03-07T05:00:00"_s << true << u"2026-03-07T06:00:00"_s;
        QTest::newRow("none on Saturday") << 1320 << 360 << u"2026-03-07T23:00:00"_s << false << u"2026-03-09T22:00:00"_s;
    }
    void hours()
    {
        QFETCH(const int, from);
        QFETCH(const int, to);
        QFETCH(const QString, now);
        QFETCH(const bool, works);
        QFETCH(const QString, next);
        WorkingHours hours = office();
        hours.from = from;
        hours.to = to;
        QCOMPARE(hours.isWorkingTime(at(now)), works);
        QCOMPARE(hours.nextChange(at(now)), at(next));
        hours.isOn = false;
        QVERIFY(hours.isWorkingTime(at(now)));
        QCOMPARE(hours.nextChange(at(now)), 0);
    }

    void noDayIsNoEnd()
    {
        WorkingHours hours = office();
        hours.days = 0;
        QVERIFY(!hours.isWorkingTime(at(u"2026-03-02T12:00:00"_s)));
        QCOMPARE(hours.nextChange(at(u"2026-03-02T12:00:00"_s)), 0);
    }

    void othersSeeTheEndOfTheDay()
    {
        ScriptedAccount account;
        account.clock.set(at(u"2026-03-02T16:30:00"_s));
        auto owned = std::make_unique<FakeAlarm>(account.clock);
        FakeAlarm *alarm = owned.get();
        OwnStatusService service({account.id, *account.connection, *account.database, account.clock}, account.features->accountStore,
                                 account.features->presence, std::move(owned));
        Presence shown;
        connect(&account.features->presence, &PresenceService::ownPresenceChanged, this, [&](AccountId, const Presence &own) { shown = own; });
        service.setWorkingHours(office());
        service.setIdle({IdleState::Level::Present, 1}); // shown anew
        QCOMPARE(shown.availability, Availability::Available);
        alarm->pass(29 * 60'000);
        QCOMPARE(shown.availability, Availability::Available);
        alarm->pass(60'000);
        QCOMPARE(shown.availability, Availability::ExtendedAway);
        QCOMPARE(shown.status, u"Back in the morning"_s);
        // The user's own words and wishes hold.
        QVERIFY(service.choose({Availability::Available, u"At my desk"_s, 0}).result());
        QCOMPARE(shown.status, u"At my desk"_s);
        QCOMPARE(shown.availability, Availability::ExtendedAway);
        QVERIFY(service.choose({Availability::DoNotDisturb, {}, 0}).result());
        QCOMPARE(shown.availability, Availability::DoNotDisturb);
        QVERIFY(service.choose({Availability::Available, u"Late shift"_s, at(u"2026-03-02T20:00:00"_s)}).result());
        QCOMPARE(shown.availability, Availability::Available);
        service.setWorkingHours({});
        QVERIFY(service.choose({Availability::Available, {}, 0}).result());
        QCOMPARE(shown.availability, Availability::Available);
    }

    void answersOnceADay_data()
    {
        QTest::addColumn<QByteArray>("message");
        QTest::addColumn<bool>("answered");
        const auto said = [](const QByteArray &from, const QByteArray &type, const QByteArray &more) {
            return "<message from='" + from + "' to='mara@harbor.example'" + type + " id='q1'><body>Hi</body>" + more + "</message>";
        };
        QTest::newRow("a contact") << said("tomas@harbor.example/ship", " type='chat'", {}) << true;
        QTest::newRow("normal") << said("leila@harbor.example/x", {}, {}) << true;
        QTest::newRow("who does not see us") << said("jonas@harbor.example/x", " type='chat'", {}) << false;
        QTest::newRow("a stranger") << said("evil@elsewhere.example/x", " type='chat'", {}) << false;
        QTest::newRow("headline") << said("tomas@harbor.example/ship", " type='headline'", {}) << false;
        QTest::newRow("error") << said("tomas@harbor.example/ship", " type='error'", {}) << false;
        QTest::newRow("group") << said("tomas@harbor.example/ship", " type='groupchat'", {}) << false;
        QTest::newRow("automatic") << said("tomas@harbor.example/ship", " type='chat'", "<no-store xmlns='urn:xmpp:hints'/>") << false;
        QTest::newRow("to be stored") << said("tomas@harbor.example/ship", " type='chat'", "<store xmlns='urn:xmpp:hints'/>") << true;
        QTest::newRow("of somebody in a room")
            << said("tomas@harbor.example/ship", " type='chat'", "<x xmlns='http://jabber.org/protocol/muc#user'/>") << false;
        QTest::newRow("sent long ago")
            << said("tomas@harbor.example/ship", " type='chat'", "<delay xmlns='urn:xmpp:delay' stamp='2026-02-01T00:00:00Z'/>") << false;
    }
    void answersOnceADay()
    {
        QFETCH(const QByteArray, message);
        QFETCH(const bool, answered);
        ScriptedAccount account;
        QVERIFY(account.isReady());
        account.features->autoAnswers.setPatience({0, 0});
        account.features->autoAnswers.setRules({OutOfOffice::When::Always, u"Out until Monday"_s}, {});
        QSignalSpy wanted(&account.features->autoAnswers, &AutoAnswerService::answerWanted);
        account.server.say(message);
        QVERIFY(account.isThrough());
        QTRY_VERIFY(!account.features->autoAnswers.isWaiting() || !answered);
        QVERIFY(account.isThrough());
        QCOMPARE(wanted.size(), answered ? 1 : 0);
        QTRY_COMPARE(account.server.heard().count("Out until Monday"), answered ? 1 : 0);
        // It says what it is, so that nobody's program answers it in turn (XEP-0334, 4.1).
        QCOMPARE(account.server.heard().count("<no-permanent-store xmlns=\"urn:xmpp:hints\"/>"), answered ? 1 : 0);
        QByteArray again = message;
        again.replace("q1", "q2");
        account.server.say(again);
        QVERIFY(account.isThrough());
        QCOMPARE(wanted.size(), answered ? 1 : 0);
        account.clock.advance(AutoAnswerService::pause);
        again.replace("q2", "q3");
        account.server.say(again);
        QVERIFY(account.isThrough());
        QTRY_COMPARE(wanted.size(), answered ? 2 : 0);
    }

    void answersOnlyWhenItIsTime()
    {
        ScriptedAccount account;
        QVERIFY(account.isReady());
        account.features->autoAnswers.setPatience({0, 0});
        QSignalSpy wanted(&account.features->autoAnswers, &AutoAnswerService::answerWanted);
        int number = 0;
        const auto hear = [&](const OutOfOffice &rule, const QString &now) {
            account.features->autoAnswers.setRules(rule, office());
            account.clock.set(at(now));
            account.server.say(text("tomas@harbor.example/ship", "t" + QByteArray::number(++number)));
            return account.isThrough() && account.has(ScriptedAccount::peer("tomas"), u"t%1"_s.arg(number));
        };
        QVERIFY(hear({OutOfOffice::When::Never, u"Out"_s}, u"2026-03-02T20:00:00"_s));
        QVERIFY(hear({OutOfOffice::When::OutsideWorkingHours, u"Out"_s}, u"2026-03-02T12:00:00"_s));
        QVERIFY(hear({OutOfOffice::When::Always, QString()}, u"2026-03-02T12:00:00"_s));
        QCOMPARE(wanted.size(), 0);
        QVERIFY(hear({OutOfOffice::When::OutsideWorkingHours, u"Out"_s}, u"2026-03-02T20:00:00"_s));
        QTRY_COMPARE(wanted.size(), 1);
    }

    void oneOfOurDevicesAnswers()
    {
        ScriptedAccount account;
        QVERIFY(account.isReady());
        AutoAnswerService &answers = account.features->autoAnswers;
        answers.setRules({OutOfOffice::When::Always, u"Out until Monday"_s}, {});
        answers.setPatience({60'000, 60'000});
        QSignalSpy wanted(&answers, &AutoAnswerService::answerWanted);
        const auto carbon = [](const QByteArray &from, const QByteArray &to, const QByteArray &more) {
            return "<message from='" + from + "' to='mara@harbor.example/desk'><sent xmlns='urn:xmpp:carbons:2'>"
                   "<forwarded xmlns='urn:xmpp:forward:0'><message xmlns='jabber:client' type='chat' from='mara@harbor.example/phone' to='"
                + to + "'><body>Out until Monday</body>" + more + "</message></forwarded></sent></message>";
        };
        const QByteArray automatic = "<no-permanent-store xmlns='urn:xmpp:hints'/>";
        account.server.say(text("tomas@harbor.example/ship", "t1"));
        QVERIFY(account.has(ScriptedAccount::peer("tomas"), u"t1"_s));
        QVERIFY(answers.isWaiting());
        account.server.say(carbon("tomas@harbor.example", "tomas@harbor.example", automatic)); // forged
        QVERIFY(account.isThrough());
        QVERIFY(answers.isWaiting());
        account.server.say(carbon("mara@harbor.example", "tomas@harbor.example", automatic));
        QVERIFY(account.isThrough());
        QTRY_VERIFY(!answers.isWaiting());
        // That was today's, whoever of us said it.
        answers.setPatience({0, 0});
        account.server.say(text("tomas@harbor.example/ship", "t2") + text("leila@harbor.example/ship", "l1"));
        QTRY_COMPARE(wanted.size(), 1);
        QTRY_VERIFY(account.texts(ScriptedAccount::peer("leila")).contains(u"Out until Monday"_s));
        QVERIFY(!answers.isWaiting());
        QCOMPARE(wanted.size(), 1);
        // And where the user is there after all, nobody is answered.
        account.clock.advance(AutoAnswerService::pause);
        answers.setPatience({60'000, 60'000});
        account.server.say(text("tomas@harbor.example/ship", "t3"));
        QTRY_VERIFY(answers.isWaiting());
        QVERIFY(account.has(ScriptedAccount::peer("tomas"), u"t3"_s));
        const auto chat = account.features->messages.store().findConversation(account.id, ScriptedAccount::peer("tomas"));
        QVERIFY(chat && account.features->messages.send(*chat, OutgoingText{u"I am here"_s, {}, {}, {}}));
        QVERIFY(!answers.isWaiting());
    }

    void nobodyIsAnsweredOnceTheConnectionIsLost()
    {
        // It would be said whenever there is one again, true or not.
        ScriptedAccount account;
        QVERIFY(account.isReady());
        AutoAnswerService &answers = account.features->autoAnswers;
        answers.setRules({OutOfOffice::When::Always, u"Out until Monday"_s}, {});
        answers.setPatience({0, 0});
        QSignalSpy wanted(&answers, &AutoAnswerService::answerWanted);
        bool wasWaiting = false;
        connect(&account.features->messages, &MessageService::messagesStored, this, [&] {
            wasWaiting = answers.isWaiting();
            account.connection->close(); // before its time comes
        });
        account.server.say(text("tomas@harbor.example/ship", "t1"));
        QVERIFY(account.has(ScriptedAccount::peer("tomas"), u"t1"_s));
        QVERIFY(wasWaiting);
        QVERIFY(!account.connection->isOnline());
        QTRY_VERIFY(!answers.isWaiting());
        QCOMPARE(wanted.size(), 0);
        QCOMPARE(account.texts(ScriptedAccount::peer("tomas")), QStringList{u"t1"_s});
    }

    void anAnswerOfALostSessionDoesNotGoOutAgain_data()
    {
        QTest::addColumn<bool>("inAnotherRun");
        QTest::newRow("in the next session") << false;
        QTest::newRow("in another run of the program") << true;
    }
    void anAnswerOfALostSessionDoesNotGoOutAgain()
    {
        // No archive keeps it (XEP-0334, 4.1), so nobody can tell whether it arrived; and its time may be over.
        QFETCH(const bool, inAnotherRun);
        ScriptedServer::Script script;
        script.acknowledges = false;
        ScriptedAccount account(script);
        QVERIFY(account.isReady());
        account.features->autoAnswers.setPatience({0, 0});
        account.features->autoAnswers.setRules({OutOfOffice::When::Always, u"Out until Monday"_s}, {});
        account.server.say(text("tomas@harbor.example/ship", "t1"));
        QTRY_COMPARE(account.server.heard().count("Out until Monday"), 1);
        if (inAnotherRun) {
            account.restart();
        } else {
            account.connection->forgetStream();
            account.server.cut();
            QTRY_VERIFY(!account.connection->isOnline());
        }
        account.open();
        QVERIFY(account.isReady());
        QVERIFY(account.isThrough());
        QCOMPARE(account.server.heard().count("Out until Monday"), 0);
        MessageStore &store = account.features->messages.store();
        const auto chat = store.conversation(*store.findConversation(account.id, ScriptedAccount::peer("tomas")));
        QCOMPARE(*store.waitingCount(account.id), 0);
        QVERIFY(chat && chat->last);
        const auto &answer = chat->last;
        QCOMPARE(answer->body, u"Out until Monday"_s);
        QCOMPARE(answer->state, MessageState::Failed);
        QCOMPARE(answer->failure->kind, ErrorKind::Unconfirmed);
    }

    void nobodyIsAnsweredWhoIsNoContactAnyMore()
    {
        ScriptedAccount account;
        QVERIFY(account.isReady());
        AutoAnswerService &answers = account.features->autoAnswers;
        answers.setRules({OutOfOffice::When::Always, u"Out until Monday"_s}, {});
        answers.setPatience({1000, 1000}); // both stanzas come together, well within it
        QSignalSpy wanted(&answers, &AutoAnswerService::answerWanted);
        account.server.say(text("tomas@harbor.example/ship", "t1")
                           + "<iq type='set' id='push1'><query xmlns='jabber:iq:roster'>"
                             "<item jid='tomas@harbor.example' subscription='remove'/></query></iq>");
        QVERIFY(account.has(ScriptedAccount::peer("tomas"), u"t1"_s));
        QTRY_VERIFY(!account.features->roster.find(ScriptedAccount::peer("tomas")));
        QVERIFY(answers.isWaiting());
        QTRY_VERIFY(!answers.isWaiting());
        QCOMPARE(wanted.size(), 0);
        QVERIFY(account.isThrough());
        QVERIFY(!account.server.heard().contains("Out until Monday"));
    }

    void whatIsAnsweredStaysUnread()
    {
        ScriptedAccount account;
        QVERIFY(account.isReady());
        MessageService &messages = account.features->messages;
        account.server.say(text("tomas@harbor.example/ship", "first"));
        QVERIFY(account.has(ScriptedAccount::peer("tomas"), u"first"_s));
        const auto chat = messages.store().findConversation(account.id, ScriptedAccount::peer("tomas"));
        QVERIFY(chat && chat->isValid());
        QVERIFY(messages.saveDraft(*chat, u"half a thought"_s, {}));
        account.features->autoAnswers.setPatience({0, 0});
        account.features->autoAnswers.setRules({OutOfOffice::When::Always, u"Out until Monday"_s}, {});
        account.server.say(text("tomas@harbor.example/ship", "second"));
        QVERIFY(account.has(ScriptedAccount::peer("tomas"), u"Out until Monday"_s));
        const auto left = messages.store().conversation(*chat);
        QVERIFY(left);
        QCOMPARE(left->unread, 2);
        QCOMPARE(left->draft, u"half a thought"_s);
    }
};

JACKDAW_TEST(WorkingHoursTest)

} // namespace working_hours_test

#include "WorkingHoursTest.moc"
