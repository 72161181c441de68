// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/ScriptedAccount.h"
#include "support/TestProgram.h"

#include <QSignalSpy>

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;
using Account = ScriptedAccount;

Q_DECLARE_METATYPE(jackdaw::test::ScriptedLogin::Script)

namespace session_test {

/// What a session begins with, and what it promises before it shows anything.
class SessionTest : public QObject
{
    Q_OBJECT

    const BareJid m_tomas = Account::peer("tomas");
    static constexpr auto rosterVersions = "<ver xmlns='urn:xmpp:features:rosterver'/>";

private Q_SLOTS:
    void aRosterThatIsTheNewestIsNotSentAgain() // RFC 6121, 2.6
    {
        QByteArray asked;
        ScriptedServer::Script script;
        script.featuresOfSession = rosterVersions;
        script.answer = [&asked](const QByteArray &iq, const QByteArray &id) -> QByteArray {
            if (!iq.contains("jabber:iq:roster") || !iq.contains("type=\"get\"")) {
                return {};
            }
            asked = iq;
            if (iq.contains("ver=\"seven\"")) {
                return "<iq type='result' id='" + id + "'/>";
            }
            return "<iq type='result' id='" + id + "'><query xmlns='jabber:iq:roster' ver='seven'><item jid='tomas@harbor.example' "
                   "name='Tomas' subscription='both'><group>Crew</group></item></query></iq>";
        };
        Account mara(script);
        QVERIFY(mara.isReady());
        QVERIFY2(asked.contains("ver=\"\""), asked.constData());
        asked.clear();
        QSignalSpy replaced(&mara.features->roster, &RosterService::rosterReplaced);
        mara.connection->forgetStream();
        mara.server.cut();
        QTRY_VERIFY(!mara.connection->isOnline());
        mara.open();
        QTRY_VERIFY2(asked.contains("ver=\"seven\""), asked.constData());
        QVERIFY(mara.isThrough());
        QVERIFY(replaced.isEmpty());
        const auto tomas = mara.features->roster.find(m_tomas);
        QVERIFY(tomas);
        QCOMPARE(tomas->name, u"Tomas"_s);
        QCOMPARE(tomas->groups, QStringList{u"Crew"_s});
        // A push moves the version on.
        mara.server.say("<iq type='set' id='push-1'><query xmlns='jabber:iq:roster' ver='eight'><item jid='tomas@harbor.example' "
                        "name='Tomas B' subscription='both'/></query></iq>");
        QVERIFY(mara.isThrough());
        asked.clear();
        mara.connection->forgetStream();
        mara.server.cut();
        QTRY_VERIFY(!mara.connection->isOnline());
        mara.open();
        QTRY_VERIFY2(asked.contains("ver=\"eight\""), asked.constData());
    }

    void aServerWithoutVersionsIsNotAskedForThem_data() // RFC 6121, 2.6.1
    {
        using Login = ScriptedLogin;
        QTest::addColumn<Login::Script>("login");
        QTest::newRow("SASL") << Login::Script{};
        QTest::newRow("SASL2") << Login::Script{.profile = Login::Profile::Sasl2};
        QTest::newRow("Bind2") << Login::Script{.profile = Login::Profile::Sasl2, .bind2 = Login::Bind2::Offered};
        QTest::newRow("Bind2, stream management apart")
            << Login::Script{.profile = Login::Profile::Sasl2, .bind2 = Login::Bind2::WithoutStreamManagement};
    }
    void aServerWithoutVersionsIsNotAskedForThem()
    {
        QFETCH(ScriptedLogin::Script, login);
        QList<QByteArray> asked;
        ScriptedServer::Script script;
        script.login = login;
        script.resumes = login.bind2 != ScriptedLogin::Bind2::WithoutStreamManagement; // which the server resumes for nobody
        script.featuresOfSession = rosterVersions;
        script.answer = [&asked](const QByteArray &iq, const QByteArray &id) -> QByteArray {
            if (!iq.contains("jabber:iq:roster") || !iq.contains("type=\"get\"")) {
                return {};
            }
            asked += iq;
            return "<iq type='result' id='" + id + "'><query xmlns='jabber:iq:roster' ver='seven'><item jid='tomas@harbor.example' "
                   "subscription='both'/></query></iq>";
        };
        Account mara(script);
        QVERIFY(mara.isReady());
        QCOMPARE(asked.size(), 1);
        QVERIFY2(asked.constLast().contains("ver=\"\""), asked.constLast().constData());

        // A stream that goes on has its roster.
        const auto comesBack = [&] {
            QSignalSpy started(mara.connection.get(), &Connection::sessionStarted);
            mara.server.cut();
            const bool lost = QTest::qWaitFor([&] { return !mara.connection->isOnline(); }, 10'000);
            mara.open();
            return lost && QTest::qWaitFor([&] { return !started.isEmpty(); }, 10'000) && mara.isThrough();
        };
        if (script.resumes) {
            QVERIFY(comesBack());
            QCOMPARE(asked.size(), 1);
        }

        // The server is another program now: what was known of versions is worth nothing.
        mara.server.script().featuresOfSession.clear();
        mara.connection->forgetStream();
        asked.clear();
        QVERIFY(comesBack());
        QCOMPARE(asked.size(), 1);
        QVERIFY2(!asked.constLast().contains("ver="), asked.constLast().constData());
    }

    void whatWasThereIsThereAgain_data()
    {
        QTest::addColumn<bool>("resumes");
        QTest::newRow("a session that is resumed") << true;
        QTest::newRow("one that could not be resumed") << false;
    }
    void whatWasThereIsThereAgain()
    {
        // Own presence, the room that we are in, and that nobody looks at the window.
        QFETCH(bool, resumes);
        const QByteArray room = "crews@groups.harbor.example";
        ScriptedServer::Script script;
        script.resumes = true;
        script.answer = [&room](const QByteArray &iq, const QByteArray &id) -> QByteArray {
            if (!iq.contains("to=\"" + room) || !iq.contains("disco#info")) {
                return {};
            }
            return "<iq type='result' id='" + id + "' from='" + room + "' to='mara@harbor.example/desk'>"
                   "<query xmlns='http://jabber.org/protocol/disco#info'><identity category='conference' type='text' name='Crews'/>"
                   "<feature var='http://jabber.org/protocol/muc'/></query></iq>";
        };
        Account mara(script);
        QVERIFY(mara.isReady());
        const BareJid crews = *BareJid::parse(QString::fromLatin1(room));
        RoomService &rooms = mara.features->rooms;
        const auto letIn = [&] {
            const bool asked = QTest::qWaitFor([&] {
                mara.clock.advance(20); // rooms are entered one after the other
                return mara.server.heard().contains(room + "/Mara\"");
            }, 15'000);
            mara.server.say("<presence from='" + room + "/Mara' to='mara@harbor.example/desk'><x xmlns='http://jabber.org/protocol/muc#user'>"
                            "<item affiliation='member' role='participant'/><status code='110'/></x></presence>"
                            "<message from='" + room + "' type='groupchat'><subject/></message>");
            return asked && QTest::qWaitFor([&] { return rooms.isOpen(crews); }, 15'000);
        };
        rooms.enter({crews, u"Mara"_s, {}});
        QVERIFY(letIn());
        mara.features->ownStatus.choose({Availability::DoNotDisturb, u"Reading charts"_s, 0});
        mara.connection->setActive(false);
        QTRY_VERIFY(mara.server.heard().contains("Reading charts"));
        QTRY_VERIFY(mara.server.heard().contains("<inactive"));

        if (!resumes) {
            mara.server.script().resumes = false;
        }
        QSignalSpy started(mara.connection.get(), &Connection::sessionStarted);
        mara.server.cut();
        QTRY_VERIFY(!mara.connection->isOnline());
        QVERIFY(!rooms.isOpen(crews));
        mara.open();
        QTRY_COMPARE(started.size(), 1);
        QCOMPARE(started.first().first().value<Connection::Session>(), resumes ? Connection::Session::Resumed : Connection::Session::New);
        QTRY_VERIFY(mara.server.heard().contains("<inactive"));
        QVERIFY(mara.server.heard().lastIndexOf("<inactive") > mara.server.heard().lastIndexOf("<active"));
        if (resumes) {
            QTRY_VERIFY(rooms.isOpen(crews));
            QVERIFY(!mara.server.heard().contains("<presence")); // the server and the room have it still
            return;
        }
        QTRY_VERIFY(mara.server.heard().contains("Reading charts"));
        const QByteArray presence = mara.server.heard().mid(mara.server.heard().indexOf("<presence"));
        QVERIFY2(presence.left(presence.indexOf("</presence>")).contains("<show>dnd</show>"), presence.left(400).constData());
        QVERIFY(letIn());
        QCOMPARE(mara.server.heard().count("<show>away</show>"), 0);
    }

    void whatIsSentIsOnDiskBeforeItShows()
    {
        Account mara;
        QVERIFY(mara.isReady());
        MessageService &messages = mara.features->messages;
        const auto chat = messages.open(m_tomas);
        QVERIFY(chat);
        QStringList order;
        // What runs at the end of a transaction sees how it will be written: 2 is FULL (sqlite.org, PRAGMA synchronous).
        mara.database->setBeforeCommit([&]() -> Status {
            const auto level = mara.database->value(u"PRAGMA synchronous"_s);
            const auto waiting = mara.database->value(u"SELECT count(*) FROM message WHERE body = 'keep this'"_s);
            order.append(u"stored %1 at level %2"_s.arg(waiting ? waiting->toString() : u"?"_s, level ? level->toString() : u"?"_s));
            return Done{};
        });
        connect(&messages, &MessageService::messagesStored, this, [&order] { order.append(u"shown"_s); });
        QVERIFY(messages.send(*chat, OutgoingText{u"keep this"_s, {}, {}, {}}));
        mara.database->setBeforeCommit({});
        QVERIFY2(order.size() >= 2, qPrintable(order.join(u", "_s)));
        QCOMPARE(order.first(2), (QStringList{u"stored 1 at level 2"_s, u"shown"_s}));
        QVERIFY(mara.server.heard().contains("keep this") || QTest::qWaitFor([&] { return mara.server.heard().contains("keep this"); }));
    }

    void onlyWhatWasWrittenInItClearsADraft()
    {
        Account mara;
        QVERIFY(mara.isReady());
        MessageService &messages = mara.features->messages;
        const auto chat = messages.open(m_tomas);
        QVERIFY(chat);
        const auto first = messages.send(*chat, OutgoingText{u"first"_s, {}, {}, {}});
        QVERIFY(first);
        const auto draft = [&] { return messages.store().conversation(*chat)->draft; };
        QVERIFY(messages.store().setDraft(*chat, u"half a sentence"_s));
        QVERIFY(messages.forward(*first, *chat));
        QCOMPARE(draft(), u"half a sentence"_s);
        QVERIFY(messages.send(*chat, OutgoingText{u"whole"_s, {}, {}, {}}));
        QCOMPARE(draft(), QString());
    }

    void whatIsHeldIsSoBeforeAnybodyHearsOfIt()
    {
        Account mara;
        QVERIFY(mara.isReady());
        MessageService &messages = mara.features->messages;
        const auto chat = messages.open(m_tomas);
        const auto other = messages.open(Account::peer("owen"));
        QVERIFY(chat && other);
        bool told = false;
        QObject::connect(&messages, &MessageService::messagesStored, &messages, [&] {
            if (!std::exchange(told, true)) // whoever writes at that flushes the outbox
                QVERIFY(messages.send(*other, OutgoingText{u"at once"_s, {}, {}, {}}));
        });
        QVERIFY(messages.send(*chat, OutgoingText{.body = u"perhaps"_s, .replyTo = {}, .mentions = {}, .spoiler = {}, .hold = 600'000}));
        QTRY_VERIFY(mara.server.heard().contains("at once"));
        QVERIFY(mara.isThrough());
        QVERIFY(!mara.server.heard().contains("perhaps"));
    }

    void whatIsHeldGoesBeforeTheStreamEnds()
    {
        Account mara;
        QVERIFY(mara.isReady());
        MessageService &messages = mara.features->messages;
        const auto chat = messages.open(m_tomas);
        QVERIFY(chat);
        QVERIFY(messages.send(*chat, OutgoingText{.body = u"perhaps"_s, .replyTo = {}, .mentions = {}, .spoiler = {}, .hold = 600'000}));
        QVERIFY(mara.isThrough());
        QVERIFY(!mara.server.heard().contains("perhaps"));
        messages.releaseHeld();
        QTRY_VERIFY(mara.server.heard().contains("perhaps"));
    }
};

JACKDAW_TEST(SessionTest)

} // namespace session_test

#include "session_test.moc"
