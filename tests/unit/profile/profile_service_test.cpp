// SPDX-License-Identifier: GPL-3.0-or-later
// What contacts say of themselves, and what the user notes about them: who is asked, how often, and what is kept.
#include "support/ScriptedAccount.h"
#include "support/TestProgram.h"

#include <QSignalSpy>

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

namespace profile_service_test {

const QByteArray error = "type='error'><error type='cancel'><service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>";

/// Tomas, his server, and mara's private storage.
struct World
{
    QByteArray newer = error;
    QByteArray older = error;
    QByteArray notes = {};
    QByteArray tags = {};
    bool keepsNotes = true;
    QList<QByteArray> asked = {}; ///< requests to others, and those about notes

    static QByteArray addressee(const QByteArray &iq)
    {
        static const QRegularExpression to(u" to=\"([^\"]*)\""_s);
        return to.match(QString::fromUtf8(iq)).captured(1).toUtf8();
    }
    static QByteArray inside(const QByteArray &iq, const QByteArray &begin, const QByteArray &end)
    {
        const qsizetype from = iq.indexOf(begin);
        return from < 0 ? QByteArray() : iq.mid(from, iq.indexOf(end, from) + end.size() - from);
    }
    ScriptedServer::Script script()
    {
        ScriptedServer::Script script;
        script.payload = [this](const QByteArray &iq) -> QByteArray {
            const QByteArray to = addressee(iq);
            const auto answer = [&](const QByteArray &payload) {
                asked += iq;
                return (to.isEmpty() ? QByteArray() : "from='" + to + "' ") + payload;
            };
            if (iq.contains("storage:rosternotes")) {
                if (iq.contains("type=\"set\"") && keepsNotes) {
                    notes = inside(iq, "<storage ", iq.contains("</storage>") ? "</storage>" : "/>");
                }
                return answer(keepsNotes ? "type='result'><query xmlns='jabber:iq:private'>" + notes + "</query>" : error);
            }
            if (iq.contains("urn:jackdaw:tags:0")) {
                if (iq.contains("type=\"set\"") && keepsNotes) {
                    tags = inside(iq, "<tags ", iq.contains("</tags>") ? "</tags>" : "/>");
                }
                return answer(keepsNotes ? "type='result'><query xmlns='jabber:iq:private'>" + tags + "</query>" : error);
            }
            if (!to.endsWith("@harbor.example") && !to.contains("@harbor.example/")) {
                return {};
            }
            if (iq.contains("urn:xmpp:vcard4")) {
                return answer(newer);
            }
            if (iq.contains("vcard-temp")) {
                return answer(older);
            }
            if (iq.contains("urn:xmpp:time")) {
                return answer("type='result'><time xmlns='urn:xmpp:time'><tzo>-06:30</tzo><utc>2026-03-01T12:00:00Z</utc></time>");
            }
            if (iq.contains("jabber:iq:version")) {
                return answer("type='result'><query xmlns='jabber:iq:version'><name>Gajim</name><version>2.4</version></query>");
            }
            if (iq.contains("jabber:iq:last")) {
                return answer("type='result'><query xmlns='jabber:iq:last' seconds='600'/>");
            }
            return {};
        };
        return script;
    }
    qsizetype count(const QByteArray &part) const
    {
        return std::count_if(asked.cbegin(), asked.cend(), [&](const QByteArray &iq) { return iq.contains(part); });
    }
};

const QByteArray newerCard = "type='result'><pubsub xmlns='http://jabber.org/protocol/pubsub'><items node='urn:xmpp:vcard4'><item id='x'>"
                             "<vcard xmlns='urn:ietf:params:xml:ns:vcard-4.0'><fn><text>Tomas Berg</text></fn></vcard></item></items></pubsub>";
const QByteArray olderCard = "type='result'><vCard xmlns='vcard-temp'><FN>Old</FN><TITLE>Skipper</TITLE></vCard>";

ContactProfile last(const QSignalSpy &told)
{
    return told.isEmpty() ? ContactProfile() : told.constLast().constFirst().value<ContactProfile>();
}

class ProfileServiceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bothCardsAreOneAndAreKept()
    {
        World world{newerCard, olderCard};
        ScriptedAccount account(world.script());
        QVERIFY(account.isReady());
        QSignalSpy told(&account.features->profiles, &ProfileService::changed);
        QVERIFY(account.features->profiles.lookAt(ScriptedAccount::peer("tomas")).result());
        QVERIFY(!told.isEmpty()); // at once, with what there is
        QTRY_COMPARE(last(told).card.title, u"Skipper"_s);
        QCOMPARE(last(told).card.fullName, u"Tomas Berg"_s);

        // Another run has it without asking.
        ProfileService later({account.id, *account.connection, *account.database, account.clock}, account.features->roster,
                             account.features->presence, account.features->nodes);
        QSignalSpy toldLater(&later, &ProfileService::changed);
        QVERIFY(later.lookAt(ScriptedAccount::peer("tomas")).result());
        QCOMPARE(last(toldLater).card.fullName, u"Tomas Berg"_s);
        QVERIFY(account.isThrough());
        QCOMPARE(world.count("vcard-temp"), 1);
        // A day later it may be another.
        account.clock.advance(ProfileService::cardsAreGoodFor);
        QVERIFY(later.lookAt(ScriptedAccount::peer("tomas")).result());
        QTRY_COMPARE(world.count("vcard-temp"), 2);
    }

    void whatContactsCallThemselvesIsShownWhereTheUserSaysNothing()
    {
        World world{newerCard, olderCard};
        ScriptedAccount account(world.script());
        QVERIFY(account.isReady());
        const RosterService &roster = account.features->roster;
        const auto nameOf = [&](const char *who) { return roster.find(ScriptedAccount::peer(who))->shownName(); };
        QSignalSpy changed(&roster, &RosterService::contactsChanged);
        const auto say = [&](const QByteArray &from, const QByteArray &name) {
            account.server.say("<message from='" + from + "' to='mara@harbor.example' type='headline'><event xmlns='http://jabber.org/protocol/pubsub#event'>"
                               "<items node='http://jabber.org/protocol/nick'><item id='current'><nick xmlns='http://jabber.org/protocol/nick'>" + name
                               + "</nick></item></items></event></message>");
            return account.isThrough();
        };
        QVERIFY(say("leila@harbor.example", "Leila \xE2\x80\xAEHaddad"));
        QTRY_COMPARE(nameOf("leila"), u"Leila Haddad"_s); // nothing turns its direction
        QCOMPARE(changed.size(), 1);
        QCOMPARE(changed.first().first().value<QList<Contact>>().first().shownName(), u"Leila Haddad"_s);
        QVERIFY(say("tomas@harbor.example", "Captain"));
        QCOMPARE(nameOf("tomas"), u"Tomas"_s); // as the user named him
        QVERIFY(say("jonas@harbor.example", "LEILA HADDAD"));
        QTRY_COMPARE(nameOf("leila"), u"leila"_s); // again: nobody knows which is right
        QCOMPARE(nameOf("jonas"), u"jonas"_s);
        QVERIFY(say("jonas@harbor.example", "Jonas Weiss"));
        QTRY_COMPARE(nameOf("jonas"), u"Jonas Weiss"_s);
        QCOMPARE(nameOf("leila"), u"Leila Haddad"_s);
        QVERIFY(say("mara@harbor.example", "Mara Lind")); // what the user is called is nobody else's
        QVERIFY(say("leila@harbor.example", "mara lind"));
        QTRY_COMPARE(nameOf("leila"), u"leila"_s);
        QVERIFY(say("leila@harbor.example", "Leila Haddad"));
        QTRY_COMPARE(nameOf("leila"), u"Leila Haddad"_s);
        QVERIFY(say("stranger@harbor.example", "Somebody"));
        QVERIFY(say("jonas@harbor.example/phone", "Somebody"));
        QCOMPARE(nameOf("jonas"), u"Jonas Weiss"_s); // a device speaks for nobody

        // Another run has it from the disk, before anybody signs in; and the roster that comes then takes it not away.
        account.restart();
        QCOMPARE(account.features->roster.find(ScriptedAccount::peer("leila"))->shownName(), u"Leila Haddad"_s);
        account.open();
        QTRY_VERIFY(account.connection->isOnline());
        QVERIFY(account.isThrough());
        QCOMPARE(account.features->roster.find(ScriptedAccount::peer("leila"))->shownName(), u"Leila Haddad"_s);
    }

    void aStormOfNamesIsStoredAndToldAsOne()
    {
        World world{newerCard, olderCard};
        ScriptedAccount account(world.script());
        QVERIFY(account.isReady());
        const RosterService &roster = account.features->roster;
        QSignalSpy changed(&roster, &RosterService::contactsChanged);
        int commits = 0;
        account.database->setBeforeCommit([&commits] {
            ++commits;
            return Status(Done{});
        });
        const auto named = [](const char *from, int number) {
            return QByteArray("<message from='") + from + "@harbor.example' to='mara@harbor.example' type='headline'>"
                "<event xmlns='http://jabber.org/protocol/pubsub#event'><items node='http://jabber.org/protocol/nick'><item id='current'>"
                "<nick xmlns='http://jabber.org/protocol/nick'>Name " + QByteArray::number(number) + "</nick></item></items></event></message>";
        };
        QByteArray storm;
        for (int i = 0; i < 300; ++i) {
            storm += named(i % 2 ? "leila" : "jonas", i);
        }
        account.server.say(storm);
        QTRY_COMPARE(roster.find(ScriptedAccount::peer("leila"))->shownName(), u"Name 299"_s);
        QCOMPARE(roster.find(ScriptedAccount::peer("jonas"))->shownName(), u"Name 298"_s);
        account.database->setBeforeCommit({});
        QVERIFY2(commits < 100, "each name was stored alone");
        QVERIFY2(changed.size() < 100, "each name was told alone");
    }

    void withoutANicknameTheCardSays()
    {
        World world{newerCard, olderCard};
        ScriptedAccount account(world.script());
        QVERIFY(account.isReady());
        QVERIFY(account.features->profiles.lookAt(ScriptedAccount::peer("leila")).result());
        QTRY_COMPARE(account.features->roster.find(ScriptedAccount::peer("leila"))->shownName(), u"Tomas Berg"_s); // that is on it
    }

    void strangersAreNeverAsked()
    {
        World world{newerCard, olderCard};
        ScriptedAccount account(world.script());
        QVERIFY(account.isReady());
        QSignalSpy told(&account.features->profiles, &ProfileService::changed);
        QVERIFY(!account.features->profiles.lookAt(ScriptedAccount::peer("nobody")).result());
        QVERIFY(account.isThrough());
        QVERIFY(told.isEmpty());
        QVERIFY(world.asked.isEmpty());
    }

    void programsAreAskedOfThoseAloneWhoShowTheirPresence()
    {
        World world{error, error};
        ScriptedAccount account(world.script());
        QVERIFY(account.isReady());
        account.server.say("<presence from='tomas@harbor.example/ship' to='mara@harbor.example'/>");
        QVERIFY(account.isThrough());
        QSignalSpy told(&account.features->profiles, &ProfileService::changed);
        QVERIFY(account.features->profiles.lookAt(ScriptedAccount::peer("tomas")).result());
        QTRY_COMPARE(last(told).utcOffset, std::optional<int>(-(6 * 3600 + 1800)));
        QTRY_COMPARE(last(told).lastActivity, std::optional<qint64>(account.clock.now() - 600'000));
        QTRY_COMPARE(last(told).devices, (QList<ProfileDevice>{{u"Gajim 2.4"_s, Availability::Available}}));
        // Again only after a while.
        QVERIFY(account.features->profiles.lookAt(ScriptedAccount::peer("tomas")).result());
        QVERIFY(account.isThrough());
        QCOMPARE(world.count("urn:xmpp:time"), 1);
        account.clock.advance(ProfileService::pauseBetweenQuestions);
        QVERIFY(account.features->profiles.lookAt(ScriptedAccount::peer("tomas")).result());
        QTRY_COMPARE(world.count("urn:xmpp:time"), 2);

        // Leila sees ours, and does not show hers.
        world.asked.clear();
        QVERIFY(account.features->profiles.lookAt(ScriptedAccount::peer("leila")).result());
        QTRY_COMPARE(world.count("vcard-temp"), 1);
        QVERIFY(account.isThrough());
        QCOMPARE(world.count("jabber:iq:last"), 0);
        // Jonas shows his, and is not there: his server is asked since when.
        QVERIFY(account.features->profiles.lookAt(ScriptedAccount::peer("jonas")).result());
        QTRY_COMPARE(world.count("jabber:iq:last"), 1);
        QCOMPARE(world.count("jabber:iq:version"), 0);
        // And where he is there, he would learn from a question that we are, which he may not see.
        account.server.say("<presence from='jonas@harbor.example/ship' to='mara@harbor.example'/>");
        QVERIFY(account.isThrough());
        account.clock.advance(ProfileService::pauseBetweenQuestions);
        QVERIFY(account.features->profiles.lookAt(ScriptedAccount::peer("jonas")).result());
        QVERIFY(account.isThrough());
        QCOMPARE(world.count("jabber:iq:last"), 1);
        QCOMPARE(world.count("jabber:iq:version"), 0);
    }

    void whoeverWalksDownTheListAsksFew()
    {
        World world{error, error};
        ScriptedServer::Script script = world.script();
        QByteArray many = "<query xmlns='jabber:iq:roster'><item jid='tomas@harbor.example' subscription='both'/>";
        for (int i = 0; i < 50; ++i) {
            many += "<item jid='p" + QByteArray::number(i) + "@harbor.example' subscription='none'/>";
        }
        script.answers += {"jabber:iq:roster", many + "</query>"};
        ScriptedAccount account(std::move(script));
        QVERIFY(account.isReady());
        for (int i = 0; i < 50; ++i) {
            account.features->profiles.lookAt(ScriptedAccount::peer(("p" + QByteArray::number(i)).constData()));
        }
        QVERIFY(account.isThrough());
        QTRY_COMPARE(world.count("vcard-temp"), ProfileService::peopleInAMinute);
        QVERIFY(account.isThrough());
        QCOMPARE(world.count("vcard-temp"), ProfileService::peopleInAMinute);
    }

    void notesGoToTheServerAndLeaveTheOthersAlone() // XEP-0145
    {
        World world;
        world.notes = "<storage xmlns='storage:rosternotes'><note jid='Leila@harbor.example' cdate='2020-01-01T00:00:00Z'>Blue boat</note>"
                      "<note jid='no address at all@@'>Kept</note></storage>";
        world.tags = "<tags xmlns='urn:jackdaw:tags:0'><contact jid='leila@harbor.example'><tag>vip</tag></contact></tags>";
        ScriptedAccount account(world.script());
        QVERIFY(account.isReady());
        QSignalSpy told(&account.features->profiles, &ProfileService::changed);
        QVERIFY(account.features->profiles.lookAt(ScriptedAccount::peer("leila")).result());
        QTRY_COMPARE(last(told).note, u"Blue boat"_s);
        QCOMPARE(last(told).tags, QStringList{u"vip"_s});

        QVERIFY(account.features->profiles.setNote(ScriptedAccount::peer("tomas"), u"Calls on Mondays"_s, {u"crew"_s, u" Crew "_s}).result());
        QTRY_VERIFY(world.notes.contains("Calls on Mondays"));
        QVERIFY(world.notes.contains("Blue boat") && world.notes.contains("2020-01-01T00:00:00Z") && world.notes.contains("Kept"));
        QTRY_VERIFY(world.tags.contains("crew"));
        QVERIFY(world.tags.contains("vip"));
        QVERIFY(!world.tags.contains("Crew"));
    }

    void whatWasNotedOfflineGoesOutLater()
    {
        World world;
        ScriptedAccount account(world.script());
        QVERIFY(account.isReady());
        QSignalSpy told(&account.features->profiles, &ProfileService::changed);
        QVERIFY(account.features->profiles.lookAt(ScriptedAccount::peer("tomas")).result());
        QVERIFY(account.isThrough());
        account.connection->close();
        QTRY_VERIFY(!account.connection->isOnline());
        QVERIFY(account.features->profiles.setNote(ScriptedAccount::peer("tomas"), u"Later"_s, {}).result());
        QVERIFY(world.notes.isEmpty());
        QCOMPARE(last(told).notePlace, NotePlace::NotSentYet);
        account.open();
        QTRY_VERIFY_WITH_TIMEOUT(world.notes.contains("Later"), 15'000);
        QTRY_COMPARE(last(told).notePlace, NotePlace::Everywhere);
    }

    void aServerThatKeepsNoneTakesNothingAway()
    {
        World world;
        world.keepsNotes = false;
        ScriptedAccount account(world.script());
        QVERIFY(account.isReady());
        QSignalSpy told(&account.features->profiles, &ProfileService::changed);
        QVERIFY(account.features->profiles.lookAt(ScriptedAccount::peer("tomas")).result());
        QVERIFY(account.features->profiles.setNote(ScriptedAccount::peer("tomas"), u"Here"_s, {u"crew"_s}).result());
        QTRY_COMPARE(last(told).note, u"Here"_s);
        QTRY_VERIFY(world.count("storage:rosternotes") > 0);
        QVERIFY(account.isThrough());
        QTRY_COMPARE(last(told).notePlace, NotePlace::Failed); // and the window says so
        QCOMPARE(last(told).note, u"Here"_s);
        const auto kept = ProfileStore(*account.database, account.id).notes();
        QVERIFY(kept);
        QCOMPARE(kept->value(ScriptedAccount::peer("tomas")).at, ProfileStore::Note::At::HereOnly);
    }

    void whatAnotherDeviceTookAwayIsGone()
    {
        World world;
        ScriptedAccount account(world.script());
        ProfileStore store(*account.database, account.id);
        QVERIFY(store.keepNote(ScriptedAccount::peer("tomas"), {u"Old"_s, {}, ProfileStore::Note::At::Server}));
        ProfileService profiles({account.id, *account.connection, *account.database, account.clock}, account.features->roster,
                                account.features->presence, account.features->nodes);
        QVERIFY(account.isReady());
        QSignalSpy told(&profiles, &ProfileService::changed);
        QVERIFY(profiles.lookAt(ScriptedAccount::peer("tomas")).result());
        QCOMPARE(last(told).note, u"Old"_s);
        QTRY_COMPARE(last(told).note, QString());
        QVERIFY(store.notes()->isEmpty());
    }
};

JACKDAW_TEST(ProfileServiceTest)

} // namespace profile_service_test

#include "profile_service_test.moc"
