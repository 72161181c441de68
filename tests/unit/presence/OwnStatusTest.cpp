// SPDX-License-Identifier: GPL-3.0-or-later
// One's own status by the clock, what of it goes over the wire, and since when others are as they are.
#include "presence/CapabilitiesStore.h"
#include "presence/OwnStatusService.h"
#include "support/FakeAlarm.h"
#include "support/ScriptedAccount.h"
#include "support/TestProgram.h"

#include <QSignalSpy>

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

namespace own_status_test {

constexpr qint64 minute = 60'000;
constexpr qint64 hour = 60 * minute;

/// A service of its own beside those of the account, with an alarm that the test rings.
struct Desk
{
    explicit Desk(ScriptedAccount &owner) : account(owner) { open(); }

    void open()
    {
        service.reset();
        auto owned = std::make_unique<FakeAlarm>(account.clock);
        alarm = owned.get();
        service = std::make_unique<OwnStatusService>(AccountContext{account.id, *account.connection, *account.database, account.clock},
                                                     account.features->accountStore, account.features->presence, std::move(owned));
        QObject::connect(&account.features->presence, &PresenceService::ownPresenceChanged, service.get(),
                         [this](AccountId, const Presence &own) { shown = own; });
        service->setIdle({IdleState::Level::Present, 0});
    }

    ScriptedAccount &account;
    FakeAlarm *alarm = nullptr;
    std::unique_ptr<OwnStatusService> service;
    Presence shown;
};

class OwnStatusTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aStatusEndsAndWhatWasBeforeComesBack()
    {
        ScriptedAccount account;
        Desk desk(account);
        QVERIFY(desk.service->choose({Availability::Chat, u"Come in"_s, 0}).result());
        QVERIFY(!desk.alarm->isSet()); // nothing runs for a status that stays
        QVERIFY(desk.service->choose({Availability::DoNotDisturb, u"Meeting"_s, account.clock.now() + hour}).result());
        QCOMPARE(desk.shown.availability, Availability::DoNotDisturb);
        desk.alarm->pass(hour - minute);
        QCOMPARE(desk.service->chosen().text, u"Meeting"_s);
        desk.alarm->pass(minute);
        QCOMPARE(desk.service->chosen(), (OwnStatus{Availability::Chat, u"Come in"_s, 0}));
        QCOMPARE(desk.shown.availability, Availability::Chat);
        QVERIFY(!desk.alarm->isSet());
    }

    void oneForATimeIsNothingToComeBackTo()
    {
        ScriptedAccount account;
        Desk desk(account);
        QVERIFY(desk.service->choose({Availability::Available, u"Here"_s, 0}).result());
        QVERIFY(desk.service->choose({Availability::Away, u"Lunch"_s, account.clock.now() + hour}).result());
        QVERIFY(desk.service->choose({Availability::DoNotDisturb, u"Call"_s, account.clock.now() + 2 * hour}).result());
        desk.alarm->pass(3 * hour);
        QCOMPARE(desk.service->chosen().text, u"Here"_s);
    }

    void anotherStateEndsItWithItsWords()
    {
        ScriptedAccount account;
        Desk desk(account);
        QVERIFY(desk.service->choose({Availability::Chat, u"Here"_s, 0}).result());
        const OwnStatus meeting{Availability::DoNotDisturb, u"In a meeting"_s, account.clock.now() + hour};
        QVERIFY(desk.service->choose(meeting).result());
        desk.alarm->pass(minute);
        QVERIFY(desk.service->choose({Availability::Available, meeting.text, 0}).result());
        QCOMPARE(desk.service->chosen(), (OwnStatus{Availability::Available, u"Here"_s, 0}));
        // Its words alone are removed: it ends when it was to end.
        QVERIFY(desk.service->choose(meeting).result());
        QVERIFY(desk.service->choose({meeting.availability, {}, meeting.until}).result());
        desk.alarm->pass(hour);
        QCOMPARE(desk.service->chosen(), (OwnStatus{Availability::Available, u"Here"_s, 0}));
    }

    void itEndsWhileTheProgramIsStoppedToo()
    {
        ScriptedAccount account;
        Desk desk(account);
        QVERIFY(desk.service->choose({Availability::Available, u"Here"_s, 0}).result());
        QVERIFY(desk.service->choose({Availability::Away, u"Lunch"_s, account.clock.now() + hour}).result());
        desk.open(); // a restart within the hour
        QCOMPARE(desk.service->chosen().text, u"Lunch"_s);
        QVERIFY(desk.alarm->isSet());
        desk.service.reset();
        account.clock.advance(2 * hour);
        desk.open();
        QCOMPARE(desk.service->chosen(), (OwnStatus{Availability::Available, u"Here"_s, 0}));
        desk.open(); // and that is on disk
        QCOMPARE(desk.service->chosen().text, u"Here"_s);
    }

    void aClockThatIsSetEndsItAtOnce()
    {
        ScriptedAccount account;
        Desk desk(account);
        QVERIFY(desk.service->choose({Availability::Away, u"Lunch"_s, account.clock.now() + 5 * hour}).result());
        account.clock.set(account.clock.now() + 6 * hour);
        desk.service->lookAtClock(); // SystemEvents::wokeUp
        QCOMPARE(desk.service->chosen().availability, Availability::Available);
    }

    void aTimeThatIsOverIsRefused()
    {
        ScriptedAccount account;
        Desk desk(account);
        QVERIFY(desk.service->choose({Availability::Chat, u"Come in"_s, 0}).result());
        const Status refused = desk.service->choose({Availability::Away, u"Lunch"_s, account.clock.now()}).result();
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::Malformed);
        QCOMPARE(desk.service->chosen().availability, Availability::Chat);
    }

    void idleChangesOnlyWhoIsThere_data()
    {
        using Level = IdleState::Level;
        QTest::addColumn<IdleState::Level>("level");
        QTest::addColumn<Availability>("chosen");
        QTest::addColumn<Availability>("shown");
        QTest::newRow("present") << Level::Present << Availability::Chat << Availability::Chat;
        QTest::newRow("available") << Level::Away << Availability::Available << Availability::Away;
        QTest::newRow("chat") << Level::Away << Availability::Chat << Availability::Away;
        QTest::newRow("dnd") << Level::Away << Availability::DoNotDisturb << Availability::DoNotDisturb;
        QTest::newRow("xa") << Level::Away << Availability::ExtendedAway << Availability::ExtendedAway;
        QTest::newRow("long") << Level::AwayForLong << Availability::Available << Availability::ExtendedAway;
        QTest::newRow("long away") << Level::AwayForLong << Availability::Away << Availability::ExtendedAway;
        QTest::newRow("long dnd") << Level::AwayForLong << Availability::DoNotDisturb << Availability::DoNotDisturb;
    }
    void idleChangesOnlyWhoIsThere()
    {
        QFETCH(IdleState::Level, level);
        QFETCH(Availability, chosen);
        QFETCH(Availability, shown);
        QCOMPARE(OwnStatusService::shownWhile(level, chosen), shown);
    }

    void idleGoesOverTheWireAndIsNeverStored()
    {
        ScriptedAccount account;
        QVERIFY(account.isReady());
        OwnStatusService &service = account.features->ownStatus;
        QVERIFY(service.choose({Availability::Available, u"Here"_s, 0}).result());
        QTRY_VERIFY(account.server.heard().contains("<status>Here</status>"));
        service.setIdle({IdleState::Level::Away, account.clock.now() - 5 * minute});
        QTRY_VERIFY(account.server.heard().contains("<show>away</show>"));
        QTRY_VERIFY(account.server.heard().contains("urn:xmpp:idle:1"));
        QVERIFY(account.server.heard().contains("2026-03-01T11:55:00"));
        QCOMPARE(account.features->accountStore.ownStatus(account.id)->now.availability, Availability::Available);
        const auto count = [&] { return account.server.heard().count("<presence"); };
        const auto before = count();
        service.setIdle({IdleState::Level::Away, account.clock.now() - 5 * minute}); // says nothing new
        QVERIFY(account.isThrough());
        QCOMPARE(count(), before);
        service.setIdle({});
        QTRY_COMPARE(count(), before + 1);
    }

    void sinceIsWhenTheChangeWasSeen()
    {
        ScriptedAccount account;
        QVERIFY(account.isReady());
        QHash<QString, ContactPresence> told;
        connect(&account.features->presence, &PresenceService::presencesChanged, this, [&](const QList<ContactPresence> &all) {
            for (const ContactPresence &each : all)
                told.insert(each.jid.local(), each);
        });
        const auto shown = [&](const char *name) { return told.value(QString::fromLatin1(name)).shown; };
        // The first word in a session: it may have been so for hours, unless the server says since when.
        account.server.say("<presence from='tomas@harbor.example/desk'/>"
                           "<presence from='jonas@harbor.example/phone'><show>away</show>"
                           "<delay xmlns='urn:xmpp:delay' stamp='2026-03-01T09:30:00Z'/></presence>");
        QTRY_COMPARE(told.size(), 2);
        QCOMPARE(shown("tomas").availability, Availability::Available);
        QCOMPARE(shown("tomas").since, 0);
        QCOMPARE(shown("jonas").since, account.clock.now() - 150 * minute);
        // A change that is seen.
        account.clock.advance(10 * minute);
        account.server.say("<presence from='tomas@harbor.example/desk'><show>dnd</show></presence>");
        QTRY_COMPARE(shown("tomas").availability, Availability::DoNotDisturb);
        const qint64 changed = account.clock.now();
        QCOMPARE(shown("tomas").since, changed);
        // Another text, another client in the same state: it is still the same state.
        account.clock.advance(10 * minute);
        account.server.say("<presence from='tomas@harbor.example/phone'><show>dnd</show><priority>9</priority><status>Busy</status></presence>");
        QTRY_COMPARE(shown("tomas").status, u"Busy"_s);
        QCOMPARE(shown("tomas").since, changed);
        // The one that spoke for him goes, and the other says something else.
        account.server.say("<presence from='tomas@harbor.example/desk'><show>away</show></presence>");
        QVERIFY(account.isThrough());
        account.clock.advance(10 * minute);
        account.server.say("<presence from='tomas@harbor.example/phone' type='unavailable'/>");
        QTRY_COMPARE(shown("tomas").availability, Availability::Away);
        QCOMPARE(shown("tomas").since, account.clock.now());
        // Gone, and back: both were seen.
        account.clock.advance(minute);
        account.server.say("<presence from='tomas@harbor.example/desk' type='unavailable'/>");
        QTRY_COMPARE(shown("tomas").availability, Availability::Offline);
        QCOMPARE(shown("tomas").since, account.clock.now());
        account.clock.advance(minute);
        account.server.say("<presence from='tomas@harbor.example/desk'/>");
        QTRY_COMPARE(shown("tomas").availability, Availability::Available);
        QCOMPARE(shown("tomas").since, account.clock.now());
        // Long after the session began, a first word is one of somebody who comes now.
        account.clock.advance(hour);
        account.server.say("<presence from='leila@harbor.example/desk'/>");
        QTRY_COMPARE(shown("leila").since, account.clock.now());
    }

    void sinceOfSeveralClients()
    {
        ScriptedAccount account;
        QVERIFY(account.isReady());
        Presence shown;
        connect(&account.features->presence, &PresenceService::presencesChanged, this, [&](const QList<ContactPresence> &all) {
            for (const ContactPresence &each : all) {
                if (each.jid == ScriptedAccount::peer("tomas"))
                    shown = each.shown;
            }
        });
        account.server.say("<presence from='tomas@harbor.example/desk'>"
                           "<delay xmlns='urn:xmpp:delay' stamp='2026-03-01T09:30:00Z'/></presence>");
        QTRY_COMPARE(shown.availability, Availability::Available);
        QCOMPARE(shown.since, account.clock.now() - 150 * minute);
        // The server's answer for another client comes later: since when, it does not say.
        account.clock.advance(10'000);
        account.server.say("<presence from='tomas@harbor.example/phone'><show>away</show><priority>9</priority></presence>");
        QTRY_COMPARE(shown.availability, Availability::Away);
        QCOMPARE(shown.since, 0);
        // A change, and in the same moment another text of the one that has been so for long.
        account.clock.advance(hour);
        account.server.say("<presence from='tomas@harbor.example/phone'><show>dnd</show><priority>9</priority></presence>"
                           "<presence from='tomas@harbor.example/desk'><status>Desk</status></presence>");
        QTRY_COMPARE(shown.availability, Availability::DoNotDisturb);
        QCOMPARE(shown.since, account.clock.now());
    }

    void theProgramIsNamedByItsIdentity()
    {
        ScriptedServer::Script script;
        Capabilities gajim;
        gajim.identities = {{u"client"_s, u"pc"_s, {}, u"Gajim"_s}};
        gajim.features = {u"urn:xmpp:ping"_s};
        script.answer = [ver = gajim.ver().toUtf8()](const QByteArray &iq, const QByteArray &id) {
            return !iq.contains("#" + ver) ? QByteArray()
                                           : "<iq type='result' from='tomas@harbor.example/desk' id='" + id
                                               + "'><query xmlns='http://jabber.org/protocol/disco#info'><identity category='client' "
                                                 "type='pc' name='Gajim'/><feature var='urn:xmpp:ping'/></query></iq>";
        };
        ScriptedAccount account(script);
        QVERIFY(account.isReady());
        QString device;
        connect(&account.features->presence, &PresenceService::presencesChanged, this, [&](const QList<ContactPresence> &all) {
            for (const ContactPresence &each : all)
                device = each.device;
        });
        account.server.say("<presence from='tomas@harbor.example/desk'><c xmlns='http://jabber.org/protocol/caps' hash='sha-1' "
                           "node='https://gajim.org' ver='" + gajim.ver().toUtf8() + "'/></presence>");
        QTRY_COMPARE(device, u"Gajim"_s);
        QCOMPARE(CapabilitiesStore(*account.database).names()->values(), QStringList{u"Gajim"_s});
    }
};

JACKDAW_TEST(OwnStatusTest)

} // namespace own_status_test

#include "OwnStatusTest.moc"
