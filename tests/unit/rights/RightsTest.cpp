// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/ScriptedAccount.h"
#include "support/TestProgram.h"

#include <QDateTime>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTimeZone>

using namespace jackdaw;
using namespace Qt::StringLiterals;
using Account = test::ScriptedAccount;
using test::ScriptedServer;
using test::noArchive;
using test::ownFeatures;
using test::roster;
using test::text;

namespace rights_test {

QByteArray ask(const QByteArray &id, const QByteArray &from, const QByteArray &payload)
{
    return "<iq type='get' id='" + id + "' from='" + from + "' to='mara@harbor.example/desk'>" + payload + "</iq>";
}

const QByteArray typing = "<message from='tomas@harbor.example/desk' type='chat'>"
                          "<composing xmlns='http://jabber.org/protocol/chatstates'/></message>";
const QByteArray unknownPayload = "<query xmlns='urn:example:nobody-knows-this'/>";

/// Who may say what, and who learns what: the whole way from the socket to the database.
class RightsTest : public QObject
{
    Q_OBJECT

    const BareJid m_tomas = Account::peer("tomas");
    const BareJid m_us = Account::peer("mara");
    const BareJid m_mallory = *BareJid::parse(u"mallory@evil.example");

private Q_SLOTS:
    // Who is typing

    void typingIsOverWhenItHasToBe_data()
    {
        QTest::addColumn<QByteArray>("end");
        QTest::newRow("a text that says nothing of it") << text("tomas@harbor.example/desk", "done");
        QTest::newRow("gone") << QByteArray("<presence type='unavailable' from='tomas@harbor.example/desk'/>");
        QTest::newRow("paused") << QByteArray("<message from='tomas@harbor.example/desk' type='chat'>"
                                              "<paused xmlns='http://jabber.org/protocol/chatstates'/></message>");
        QTest::newRow("our session ends") << QByteArray();
    }
    void typingIsOverWhenItHasToBe()
    {
        QFETCH(QByteArray, end);
        Account mara;
        QVERIFY(mara.isReady());
        QSignalSpy states(&mara.features->peerTyping, &PeerTyping::changed);
        mara.server.say("<presence from='tomas@harbor.example/desk'/>" + text("tomas@harbor.example/desk", "hello") + typing);
        QTRY_COMPARE(states.size(), 1);
        QCOMPARE(states.first().at(1).value<ChatState>(), ChatState::Composing);
        if (end.isEmpty())
            mara.server.cut();
        else
            mara.server.say(end);
        QTRY_COMPARE(states.size(), 2);
        QVERIFY(states.last().at(1).value<ChatState>() != ChatState::Composing);
        QCOMPARE(states.last().at(0), states.first().at(0));
    }

    void whoFallsSilentIsNotTyping()
    {
        Account mara;
        QVERIFY(mara.isReady());
        PeerTyping impatient(AccountContext{mara.id, *mara.connection, *mara.database, mara.realClock}, mara.features->presence,
                             mara.features->messages, std::chrono::milliseconds(20));
        QSignalSpy states(&impatient, &PeerTyping::changed);
        mara.server.say(text("tomas@harbor.example/desk", "hello") + typing);
        QTRY_COMPARE(states.size(), 2);
        QCOMPARE(states.last().at(1).value<ChatState>(), ChatState::Active);
    }

    void textsTellThatWeAreThereOnlyToThoseWhoMayKnow_data()
    {
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<bool>("switchedOn");
        QTest::addColumn<bool>("tells");
        QTest::newRow("a contact") << QByteArray("tomas@harbor.example") << true << true;
        QTest::newRow("a contact, switched off") << QByteArray("tomas@harbor.example") << false << false;
        QTest::newRow("a stranger") << QByteArray("mallory@evil.example") << true << false;
    }
    void textsTellThatWeAreThereOnlyToThoseWhoMayKnow()
    {
        QFETCH(QByteArray, to);
        QFETCH(bool, switchedOn);
        QFETCH(bool, tells);
        Account mara;
        PrivacySwitches privacy;
        privacy.typing = switchedOn;
        mara.features->setPrivacy(privacy);
        QVERIFY(mara.isReady());
        const auto chat = mara.features->messages.open(*BareJid::parse(QString::fromUtf8(to)));
        QVERIFY(chat);
        QVERIFY(mara.features->messages.send(*chat, {u"good morning"_s, {}, {}, {}}));
        QTRY_VERIFY_WITH_TIMEOUT(mara.server.heard().contains("good morning"), 10'000);
        QCOMPARE(mara.server.heard().contains("http://jabber.org/protocol/chatstates\"/>"), tells);
    }

    // What others learn of us

    void questionsAreAnsweredToPeopleWeAccepted_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<bool>("answered");
        QTest::newRow("both") << QByteArray("tomas@harbor.example/phone") << true;
        QTest::newRow("from") << QByteArray("leila@harbor.example/phone") << true;
        QTest::newRow("a device of ours") << QByteArray("mara@harbor.example/phone") << true;
        QTest::newRow("to alone") << QByteArray("jonas@harbor.example/phone") << false;
        QTest::newRow("a stranger") << QByteArray("mallory@evil.example/x") << false;
        QTest::newRow("our server") << QByteArray("harbor.example") << false;
    }
    void questionsAreAnsweredToPeopleWeAccepted()
    {
        QFETCH(QByteArray, from);
        QFETCH(bool, answered);
        Account mara;
        QVERIFY(mara.isReady());
        mara.features->clientInfo.setUse(ClientInfoService::Use::Left);
        mara.clock.advance(123'000);
        mara.server.say(ask("version", from, "<query xmlns='jabber:iq:version'/>") + ask("time", from, "<time xmlns='urn:xmpp:time'/>")
                        + ask("last", from, "<query xmlns='jabber:iq:last'/>") + ask("unknown", from, unknownPayload));
        QVERIFY(mara.isThrough());
        const QByteArray unknown = mara.answerTo("unknown");
        QVERIFY2(unknown.contains("<service-unavailable"), unknown.constData());
        if (!answered) {
            // To the byte what a question gets that nobody understands.
            QCOMPARE(mara.answerTo("version"), unknown);
            QCOMPARE(mara.answerTo("time"), unknown);
            QCOMPARE(mara.answerTo("last"), unknown);
            return;
        }
        QCOMPARE(mara.answerTo("version"), QByteArray("<iq type=\"result\"><query xmlns=\"jabber:iq:version\"><name>Jackdaw</name>"
                                                      "<version>" JACKDAW_VERSION "</version></query></iq>"));
        // The tests' clock stands at 2026-03-01 12:00 UTC, and their zone is UTC.
        QCOMPARE(mara.answerTo("time"), QByteArray("<iq type=\"result\"><time xmlns=\"urn:xmpp:time\"><tzo>+00:00</tzo>"
                                                   "<utc>2026-03-01T12:02:03Z</utc></time></iq>"));
        QCOMPARE(mara.answerTo("last"), QByteArray("<iq type=\"result\"><query xmlns=\"jabber:iq:last\" seconds=\"123\"/></iq>"));
    }

    void nothingIsBelowUs_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<bool>("answered");
        QTest::newRow("both") << QByteArray("tomas@harbor.example/phone") << true;
        QTest::newRow("a device of ours") << QByteArray("mara@harbor.example/phone") << true;
        QTest::newRow("our server") << QByteArray("harbor.example") << true;
        QTest::newRow("to alone") << QByteArray("jonas@harbor.example/phone") << false;
        QTest::newRow("a stranger") << QByteArray("mallory@evil.example/x") << false;
    }
    void nothingIsBelowUs() // XEP-0030, 4.1
    {
        QFETCH(QByteArray, from);
        QFETCH(bool, answered);
        Account mara;
        QVERIFY(mara.isReady());
        const QByteArray space = "<query xmlns='http://jabber.org/protocol/disco#items'";
        mara.server.say(ask("items", from, space + "/>") + ask("node", from, space + " node='x'/>") + ask("unknown", from, unknownPayload));
        QVERIFY(mara.isThrough());
        const QByteArray unknown = mara.answerTo("unknown");
        QVERIFY2(unknown.contains("<service-unavailable"), unknown.constData());
        QCOMPARE(mara.answerTo("items"), answered
                 ? QByteArray("<iq type=\"result\"><query xmlns=\"http://jabber.org/protocol/disco#items\"/></iq>") : unknown);
        if (answered)
            QVERIFY2(mara.answerTo("node").contains("<item-not-found"), mara.answerTo("node").constData());
        else
            QCOMPARE(mara.answerTo("node"), unknown);
    }

    void onlyWhoMayKnowOfUsIsAsked() // a question tells that we are there, and from where (XEP-0115, 6.2)
    {
        Account mara;
        QVERIFY(mara.isReady());
        const auto caps = [](const QByteArray &who) {
            return "<presence from='" + who + "'><c xmlns='http://jabber.org/protocol/caps' hash='sha-1' node='n' ver='" + who + "'/></presence>";
        };
        const auto asked = [&mara](const QByteArray &who) { return mara.server.heard().count("n#" + who + "\""); };
        const QByteArray both = "tomas@harbor.example/x", from = "leila@harbor.example/x", ours = "mara@harbor.example/phone",
                         to = "jonas@harbor.example/x", stranger = "mallory@evil.example/x";
        mara.server.say(caps(to) + caps(stranger) + caps(both) + caps(from) + caps(ours));
        QVERIFY(mara.isThrough());
        for (const QByteArray &each : {both, from, ours}) {
            QCOMPARE(asked(each), 1);
        }
        for (const QByteArray &each : {to, stranger}) {
            QCOMPARE(asked(each), 0);
        }
        // Once they may see us they are asked what they said before.
        mara.server.say("<iq type='set' id='push'><query xmlns='jabber:iq:roster'><item jid='jonas@harbor.example' subscription='both'/>"
                        "</query></iq>");
        QTRY_COMPARE(asked(to), 1);
        QVERIFY(mara.isThrough());
        QCOMPARE(asked(stranger), 0);
    }

    void pingsAreAnsweredToThoseWhoMayKnowThatWeAreThere_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<bool>("answered");
        QTest::newRow("both") << QByteArray("tomas@harbor.example/phone") << true;
        QTest::newRow("from") << QByteArray("leila@harbor.example/phone") << true;
        QTest::newRow("a device of ours") << QByteArray("mara@harbor.example/phone") << true;
        QTest::newRow("our server") << QByteArray("harbor.example") << true;
        QTest::newRow("our account") << QByteArray("mara@harbor.example") << true;
        QTest::newRow("to alone") << QByteArray("jonas@harbor.example/phone") << false;
        QTest::newRow("a stranger") << QByteArray("mallory@evil.example/x") << false;
        QTest::newRow("another server") << QByteArray("evil.example") << false;
        QTest::newRow("a room that we are not in") << QByteArray("crews@rooms.harbor.example/Mara") << false;
    }
    void pingsAreAnsweredToThoseWhoMayKnowThatWeAreThere() // facts/security.md, F13
    {
        QFETCH(QByteArray, from);
        QFETCH(bool, answered);
        Account mara;
        QVERIFY(mara.isReady());
        mara.server.say(ask("ping", from, "<ping xmlns='urn:xmpp:ping'/>") + ask("unknown", from, unknownPayload));
        QVERIFY(mara.isThrough());
        QVERIFY(mara.answerTo("unknown").contains("<service-unavailable"));
        QCOMPARE(mara.answerTo("ping"), answered ? QByteArray("<iq type=\"result\"/>") : mara.answerTo("unknown"));
    }

    void nobodyCallsForAttentionMoreThanOnceAMinute() // facts/security.md, E4
    {
        Account mara;
        QVERIFY(mara.isReady());
        QSignalSpy asked(&mara.features->messages, &MessageService::attentionAsked);
        const auto callsOf = [&](const QByteArray &who) {
            const auto before = asked.size();
            mara.server.say(QByteArray("<message from='" + who + "' to='mara@harbor.example' type='headline'>"
                                       "<attention xmlns='urn:xmpp:attention:0'/></message>").repeated(3));
            return mara.isThrough() ? asked.size() - before : -1;
        };
        QCOMPARE(callsOf("mallory@evil.example/x"), 0);
        QCOMPARE(callsOf("tomas@harbor.example/x"), 1);
        mara.clock.advance(59'000);
        QCOMPARE(callsOf("tomas@harbor.example/y"), 0);
        QCOMPARE(callsOf("leila@harbor.example/x"), 1);
        mara.clock.advance(1'000);
        QCOMPARE(callsOf("tomas@harbor.example/x"), 1);

        // As we would be done by.
        const auto chat = mara.features->messages.open(m_tomas);
        QVERIFY(chat);
        QVERIFY(mara.features->messages.callForAttention(*chat));
        mara.clock.advance(59'000);
        QCOMPARE(mara.features->messages.callForAttention(*chat).error().kind, ErrorKind::TooMany);
        mara.clock.advance(1'000);
        QVERIFY(mara.features->messages.callForAttention(*chat));
    }

    void whoUsesTheProgramHasNotBeenAway()
    {
        Account mara;
        QVERIFY(mara.isReady());
        const QByteArray question = "<query xmlns='jabber:iq:last'/>";
        const auto seconds = [&](const QByteArray &id) {
            mara.server.say(ask(id, "tomas@harbor.example/x", question));
            return mara.isThrough() ? mara.answerTo(id) : QByteArray();
        };
        mara.clock.advance(60'000);
        QVERIFY(seconds("l1").contains("seconds=\"0\""));
        mara.features->clientInfo.setUse(ClientInfoService::Use::Left);
        mara.clock.advance(60'000);
        mara.features->clientInfo.setUse(ClientInfoService::Use::Left); // said twice, left once
        mara.clock.advance(60'000);
        QVERIFY(seconds("l2").contains("seconds=\"120\""));
        mara.features->clientInfo.setUse(ClientInfoService::Use::InUse);
        QVERIFY(seconds("l3").contains("seconds=\"0\""));
    }

    void whatIsSwitchedOffIsNeitherAnsweredNorAnnounced_data()
    {
        QTest::addColumn<bool PrivacySwitches::*>("what");
        QTest::addColumn<QByteArray>("feature");
        QTest::addColumn<QByteArray>("question");
        QTest::newRow("version") << &PrivacySwitches::version << QByteArray("jabber:iq:version")
                                 << QByteArray("<query xmlns='jabber:iq:version'/>");
        QTest::newRow("time") << &PrivacySwitches::localTime << QByteArray("urn:xmpp:time")
                              << QByteArray("<time xmlns='urn:xmpp:time'/>");
        QTest::newRow("last activity") << &PrivacySwitches::lastActivity << QByteArray("jabber:iq:last")
                                       << QByteArray("<query xmlns='jabber:iq:last'/>");
        QTest::newRow("receipts") << &PrivacySwitches::receipts << QByteArray("urn:xmpp:receipts") << QByteArray();
        QTest::newRow("markers") << &PrivacySwitches::markers << QByteArray("urn:xmpp:chat-markers:0") << QByteArray();
        QTest::newRow("typing") << &PrivacySwitches::typing << QByteArray("http://jabber.org/protocol/chatstates") << QByteArray();
    }
    void whatIsSwitchedOffIsNeitherAnsweredNorAnnounced()
    {
        QFETCH(bool PrivacySwitches::*, what);
        QFETCH(QByteArray, feature);
        QFETCH(QByteArray, question);
        Account mara;
        QVERIFY(mara.isReady());
        const QByteArray disco = "<query xmlns='http://jabber.org/protocol/disco#info'/>";
        const QByteArray tomas = "tomas@harbor.example/x";
        const QByteArray announced = "<feature var=\"" + feature + "\"/>";
        mara.server.say(ask("before", tomas, disco));
        QVERIFY(mara.isThrough());
        QVERIFY(mara.answerTo("before").contains(announced));
        const auto hashes = [&] {
            static const QRegularExpression ver(u"ver=\"([^\"]+)\""_s);
            QStringList all;
            auto found = ver.globalMatch(QString::fromUtf8(mara.server.heard()));
            while (found.hasNext()) {
                all += found.next().captured(1);
            }
            return all;
        };
        QCOMPARE(hashes().size(), 1);

        PrivacySwitches privacy;
        privacy.*what = false;
        mara.features->setPrivacy(privacy);
        // Our presence says so at once, so that nobody goes on with what they remember (XEP-0115, 5.4).
        QTRY_COMPARE(hashes().size(), 2);
        QVERIFY(hashes()[0] != hashes()[1]);
        mara.server.say(ask("after", tomas, disco) + ask("unknown", tomas, unknownPayload));
        if (!question.isEmpty()) {
            mara.server.say(ask("question", tomas, question));
        }
        QVERIFY(mara.isThrough());
        QVERIFY(!mara.answerTo("after").isEmpty());
        QVERIFY(!mara.answerTo("after").contains(announced));
        if (!question.isEmpty()) {
            QCOMPARE(mara.answerTo("question"), mara.answerTo("unknown"));
        }
        mara.features->setPrivacy({});
        QTRY_COMPARE(hashes().size(), 3);
        QCOMPARE(hashes()[2], hashes()[0]);
    }

    void receiptsGoToPeopleWeAccepted_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<bool>("sent");
        QTest::newRow("both") << QByteArray("tomas@harbor.example") << true;
        QTest::newRow("from") << QByteArray("leila@harbor.example") << true;
        QTest::newRow("to alone") << QByteArray("jonas@harbor.example") << false;
        QTest::newRow("a stranger") << QByteArray("mallory@evil.example") << false;
    }
    void receiptsGoToPeopleWeAccepted()
    {
        QFETCH(QByteArray, from);
        QFETCH(bool, sent);
        Account mara;
        QVERIFY(mara.isReady());
        const BareJid sender = *BareJid::parse(QString::fromLatin1(from));
        // Writing to somebody accepts nobody.
        const auto chat = mara.features->messages.open(sender);
        QVERIFY(chat && mara.features->messages.send(*chat, {u"hello"_s, {}, {}, {}}));
        QTRY_VERIFY(mara.server.heard().contains("hello"));
        mara.server.say(text(from + "/x", "read-me", "<request xmlns='urn:xmpp:receipts'/><markable xmlns='urn:xmpp:chat-markers:0'/>"));
        QVERIFY(mara.has(sender, u"read-me"_s));
        QVERIFY(mara.isThrough());
        const auto row = mara.features->messages.store().conversation(*chat);
        QVERIFY(row && row->unread == 1 && row->last);
        QVERIFY(mara.features->messages.markRead(*chat, row->last->id));
        mara.features->messages.setChatState(*chat, ChatState::Composing);
        QVERIFY(mara.isThrough());
        const QByteArray heard = mara.server.heard();
        QCOMPARE(heard.contains("<received xmlns=\"urn:xmpp:receipts\" id=\"id-read-me\""), sent);
        QCOMPARE(heard.contains("<displayed xmlns=\"urn:xmpp:chat-markers:0\" id=\"id-read-me\""), sent);
        QCOMPARE(heard.contains("<composing"), sent);
    }

    void typingIsToldInRoomsForMembersAlone_data()
    {
        QTest::addColumn<QByteArray>("access");
        QTest::addColumn<bool>("switchedOn");
        QTest::addColumn<bool>("told");
        QTest::newRow("for members") << QByteArray("<feature var='muc_membersonly'/>") << true << true;
        QTest::newRow("for members, switched off") << QByteArray("<feature var='muc_membersonly'/>") << false << false;
        QTest::newRow("open to all") << QByteArray("<feature var='muc_open'/><feature var='muc_public'/>") << true << false;
        QTest::newRow("does not say") << QByteArray() << true << false;
    }
    void typingIsToldInRoomsForMembersAlone()
    {
        QFETCH(QByteArray, access);
        QFETCH(bool, switchedOn);
        QFETCH(bool, told);
        const QByteArray room = "crews@groups.harbor.example";
        ScriptedServer::Script script;
        script.answer = [=](const QByteArray &iq, const QByteArray &id) -> QByteArray {
            static const QRegularExpression to(u" to=[\"']([^\"']*)"_s);
            const QByteArray asked = to.match(QString::fromUtf8(iq)).captured(1).toUtf8();
            if (!asked.startsWith(room))
                return {};
            const QByteArray info = "<query xmlns='http://jabber.org/protocol/disco#info'><identity category='conference' type='text'/>"
                                    "<feature var='http://jabber.org/protocol/muc'/>" + access + "</query>";
            return "<iq type='result' id='" + id + "' from='" + asked + "' to='mara@harbor.example/desk'>"
                + (iq.contains("disco#info") ? info : QByteArray()) + "</iq>";
        };
        Account mara(script);
        PrivacySwitches privacy;
        privacy.typing = switchedOn;
        mara.features->setPrivacy(privacy);
        QVERIFY(mara.isReady());
        const BareJid jid = *BareJid::parse(QString::fromUtf8(room));
        mara.features->rooms.enter({jid, u"Mara"_s, {}});
        QTRY_VERIFY(mara.server.heard().contains(room + "/Mara"));
        mara.server.say("<presence from='" + room + "/Mara' to='mara@harbor.example/desk'><x xmlns='http://jabber.org/protocol/muc#user'>"
                        "<item affiliation='member' role='participant'/><status code='110'/></x></presence>");
        QTRY_VERIFY(mara.features->rooms.isOpen(jid));
        const ConversationId chat = mara.features->rooms.room(jid)->conversation;
        mara.features->messages.setChatState(chat, ChatState::Composing);
        QVERIFY(mara.features->messages.send(chat, {u"good-morning"_s, {}, {}, {}}));
        QTRY_VERIFY(mara.server.heard().contains("good-morning"));
        QCOMPARE(mara.server.heard().contains("<composing"), told);
        QCOMPARE(mara.server.heard().contains("http://jabber.org/protocol/chatstates\"/>"), told);
    }

    void whatIsSwitchedOffIsNotSent()
    {
        Account mara;
        QVERIFY(mara.isReady());
        PrivacySwitches silent;
        silent.receipts = silent.markers = silent.typing = false;
        mara.features->setPrivacy(silent);
        const auto chat = mara.features->messages.open(m_tomas);
        mara.server.say(text("tomas@harbor.example/x", "one", "<request xmlns='urn:xmpp:receipts'/><markable xmlns='urn:xmpp:chat-markers:0'/>"));
        QVERIFY(mara.has(m_tomas, u"one"_s));
        QVERIFY(mara.features->messages.markRead(*chat, mara.features->messages.store().conversation(*chat)->last->id));
        mara.features->messages.setChatState(*chat, ChatState::Composing);
        QVERIFY(mara.isThrough());
        QVERIFY(!mara.server.heard().contains("<received"));
        QVERIFY(!mara.server.heard().contains("<displayed"));
        QVERIFY(!mara.server.heard().contains("<composing"));
    }

    void aMarkerThatWaitedGoesOutOnlyIfItStillMay()
    {
        Account mara;
        QVERIFY(mara.isReady());
        mara.server.say(text("tomas@harbor.example/x", "one", "<markable xmlns='urn:xmpp:chat-markers:0'/>"));
        QVERIFY(mara.has(m_tomas, u"one"_s));
        QSignalSpy lost(mara.connection.get(), &Connection::sessionLost);
        mara.server.cut();
        QTRY_COMPARE(lost.size(), 1);
        const auto chat = mara.features->messages.store().findConversation(mara.id, m_tomas);
        QVERIFY(mara.features->messages.markRead(*chat, mara.features->messages.store().conversation(*chat)->last->id));
        PrivacySwitches silent;
        silent.markers = false;
        mara.features->setPrivacy(silent);
        QVERIFY(mara.isReady());
        QVERIFY(mara.isThrough());
        QVERIFY(!mara.server.heard().contains("<displayed"));
    }

    void aFloodOfReceiptRequestsGetsFewReceipts()
    {
        Account mara;
        QVERIFY(mara.isReady());
        const auto receipts = [&](const char *to) {
            return int(QString::fromUtf8(mara.server.heard()).split(u'>').filter(u"<message"_s).filter(QLatin1StringView(to)).size());
        };
        QByteArray flood;
        for (int i = 0; i < 3000; ++i) {
            flood += text("tomas@harbor.example/x", "t" + QByteArray::number(i), "<request xmlns='urn:xmpp:receipts'/>");
        }
        mara.server.say(flood + text("leila@harbor.example/x", "calm", "<request xmlns='urn:xmpp:receipts'/>"));
        QVERIFY(mara.has(Account::peer("leila"), u"calm"_s));
        QVERIFY(mara.isThrough());
        QCOMPARE(receipts("tomas@"), RequestLimit::ofOne);
        QCOMPARE(receipts("leila@"), 1); // the flood of one is not another's loss

        // What waits follows, five a second, and not all of it.
        mara.clock.advance(1000);
        QTRY_COMPARE(receipts("tomas@"), RequestLimit::ofOne + RequestLimit::ofOneASecond);
        int most = 0;
        for (int i = 0; i < 300; ++i) {
            mara.clock.advance(4000); // twenty more
            const int before = receipts("tomas@");
            if (!QTest::qWaitFor([&] { return receipts("tomas@") > before; }, 1000)) {
                break;
            }
            most = receipts("tomas@");
        }
        QCOMPARE(most, RequestLimit::ofOne + int(Answers::maximumReceiptsOfOne));
    }

    void markersOfAFloodAreFewAndTheLastIsSaid()
    {
        Account mara;
        QVERIFY(mara.isReady());
        const auto chat = mara.features->messages.open(m_tomas);
        const QByteArray markable = "<markable xmlns='urn:xmpp:chat-markers:0'/>";
        for (int i = 0; i < 60; ++i) { // each is read when it comes, as in an open chat
            const QByteArray body = "n" + QByteArray::number(i);
            mara.server.say(text("tomas@harbor.example/x", body, markable));
            QVERIFY(mara.has(m_tomas, QString::fromLatin1(body)));
            QVERIFY(mara.features->messages.markRead(*chat, mara.features->messages.store().conversation(*chat)->last->id));
        }
        QVERIFY(mara.isThrough());
        QCOMPARE(mara.server.heard().count("<displayed"), RequestLimit::ofOne);
        mara.clock.advance(60'000);
        QTRY_VERIFY(mara.server.heard().contains("id=\"id-n59\""));
        QCOMPARE(mara.server.heard().count("<displayed"), RequestLimit::ofOne + 1);
    }

    // What others say

    void aDelayCountsWhereItCanBeTrue()
    {
        const auto late = [](const char *body, qint64 time, const char *by = "harbor.example") {
            return text("tomas@harbor.example/x", body,
                        "<delay xmlns='urn:xmpp:delay' from='" + QByteArray(by) + "' stamp='"
                            + QDateTime::fromMSecsSinceEpoch(time, QTimeZone::UTC).toString(Qt::ISODate).toLatin1() + "'/>");
        };
        constexpr qint64 hour = 3'600'000;
        Account mara;
        const auto timeOf = [&](const char *body) {
            const auto time = mara.database->value(u"SELECT time FROM message WHERE body = ?"_s, {QString::fromLatin1(body)});
            return time ? time->toLongLong() : -1;
        };
        QVERIFY(mara.isReady());
        const qint64 start = mara.clock.now();
        // Kept for us while we were away: the beginning of a session brings it, and it stands where it was said.
        mara.server.say(late("two-hours-ago", start - 2 * hour) + late("one-hour-ago", start - hour));
        QVERIFY(mara.has(m_tomas, u"one-hour-ago"_s));
        QCOMPARE(timeOf("two-hours-ago"), start - 2 * hour);
        QCOMPARE(timeOf("one-hour-ago"), start - hour);
        // One that a contact wrote in the server's name, with the server's own behind it.
        mara.server.say(text("tomas@harbor.example/x", "two-stamps",
                             "<delay xmlns='urn:xmpp:delay' from='harbor.example' stamp='2020-01-01T00:00:00Z'/>"
                             "<delay xmlns='urn:xmpp:delay' from='harbor.example' stamp='2026-03-01T11:00:00Z'/>"));
        mara.server.say(late("by-another", start - hour, "evil.example"));
        QVERIFY(mara.has(m_tomas, u"by-another"_s));
        QCOMPARE(timeOf("two-stamps"), start);
        QCOMPARE(timeOf("by-another"), start);

        // In the middle of a session nothing was kept for long.
        mara.clock.advance(ArrivalTimes::handover + hour);
        QVERIFY(mara.isThrough());
        mara.server.say(text("tomas@harbor.example/x", "true"));
        mara.server.say(late("forged", start - 24 * hour));
        mara.server.say(late("held-back", mara.clock.now() - 60'000)); // by client state indication (XEP-0352), say
        QVERIFY(mara.has(m_tomas, u"held-back"_s));
        QCOMPARE(timeOf("forged"), mara.clock.now());
        QCOMPARE(timeOf("held-back"), mara.clock.now() - 60'000);
        QVERIFY(mara.texts(m_tomas).indexOf(u"true"_s) < mara.texts(m_tomas).indexOf(u"forged"_s));
        QCOMPARE(mara.texts(m_tomas).first(), u"two-hours-ago"_s);

        // The next session brings what was sent since, and nothing from before this one.
        const qint64 lost = mara.clock.now();
        QSignalSpy sessionLost(mara.connection.get(), &Connection::sessionLost);
        mara.server.cut();
        QTRY_COMPARE(sessionLost.size(), 1);
        mara.clock.advance(10 * hour);
        QVERIFY(mara.isReady());
        mara.server.say(late("while-away", lost + hour) + late("forged-again", start));
        QVERIFY(mara.has(m_tomas, u"forged-again"_s));
        QCOMPARE(timeOf("while-away"), lost + hour);
        QCOMPARE(timeOf("forged-again"), mara.clock.now());
    }

    void forgedCarbonsAreDropped_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::newRow("a contact") << QByteArray("tomas@harbor.example/x");
        QTest::newRow("a stranger") << QByteArray("mallory@evil.example/x");
        QTest::newRow("a device of ours") << QByteArray("mara@harbor.example/phone");
        QTest::newRow("our server") << QByteArray("harbor.example");
        QTest::newRow("a domain that begins like ours") << QByteArray("mara@harbor.example.evil.example");
    }
    void forgedCarbonsAreDropped()
    {
        QFETCH(QByteArray, from);
        Account mara;
        QVERIFY(mara.isReady());
        const auto carbon = [](const QByteArray &wrapper, const QByteArray &kind, const QByteArray &sender, const QByteArray &to,
                               const QByteArray &body) {
            return "<message from='" + wrapper + "' to='mara@harbor.example/desk'><" + kind + " xmlns='urn:xmpp:carbons:2'><forwarded "
                   "xmlns='urn:xmpp:forward:0'><message xmlns='jabber:client' type='chat' from='" + sender + "' to='" + to
                + "'><body>" + body + "</body></message></forwarded></" + kind + "></message>";
        };
        const QByteArray tomas = "tomas@harbor.example/y";
        mara.server.say(carbon(from, "received", tomas, "mara@harbor.example", "EVIL")
                        + carbon(from, "sent", "mara@harbor.example/phone", tomas, "EVIL")
                        // The right wrapper around what it cannot carry.
                        + carbon("mara@harbor.example", "sent", tomas, "mara@harbor.example", "EVIL")
                        + carbon("mara@harbor.example", "received", tomas, "jonas@harbor.example", "EVIL")
                        + carbon("mara@harbor.example", "received", tomas, "mara@harbor.example/phone", "true")
                        + carbon("mara@harbor.example", "sent", "mara@harbor.example/phone", tomas, "ours"));
        QVERIFY(mara.has(m_tomas, u"ours"_s));
        QCOMPARE(mara.texts(m_tomas), (QStringList{u"true"_s, u"ours"_s}));
        QVERIFY(mara.texts(Account::peer("jonas")).isEmpty());
        QVERIFY(mara.texts(m_us).isEmpty());
    }

    void whatIsNoChatIsNotShown_data()
    {
        QTest::addColumn<QByteArray>("stanza");
        const QByteArray tomas = "from='tomas@harbor.example/x' to='mara@harbor.example'";
        QTest::newRow("a room we are not in") << QByteArray("<message from='room@chat.evil.example/tomas' type='groupchat'><body>EVIL</body></message>");
        QTest::newRow("a contact who plays a room") << "<message " + tomas + " type='groupchat'><body>EVIL</body></message>";
        QTest::newRow("a headline") << "<message " + tomas + " type='headline'><body>EVIL</body></message>";
        QTest::newRow("in our own name") << QByteArray("<message from='mara@harbor.example/phone' to='tomas@harbor.example' type='chat'>"
                                                       "<body>EVIL</body></message>");
        QTest::newRow("to somebody else") << QByteArray("<message from='tomas@harbor.example/x' to='jonas@harbor.example' type='chat'>"
                                                        "<body>EVIL</body></message>");
        QTest::newRow("of no address") << QByteArray("<message from='@harbor.example' to='mara@harbor.example' type='chat'><body>EVIL"
                                                     "</body></message>");
        QTest::newRow("a bookmark of a contact's (I4)")
            << "<message " + tomas + " type='headline'><event xmlns='http://jabber.org/protocol/pubsub#event'><items "
               "node='urn:xmpp:bookmarks:1'><item id='trap@evil.example'><conference xmlns='urn:xmpp:bookmarks:1' autojoin='true'/>"
               "</item></items></event><body>EVIL</body></message>";
        QTest::newRow("an invitation to a room")
            << "<message " + tomas + "><x xmlns='jabber:x:conference' jid='trap@evil.example'/></message>";
    }
    void whatIsNoChatIsNotShown()
    {
        QFETCH(QByteArray, stanza);
        Account mara;
        QVERIFY(mara.isReady());
        mara.server.say(stanza + text("tomas@harbor.example/x", "control"));
        QVERIFY(mara.has(m_tomas, u"control"_s));
        QCOMPARE(mara.texts(m_tomas), QStringList{u"control"_s});
        const auto all = mara.database->value(u"SELECT count(*) FROM message"_s);
        QVERIFY(all && all->toInt() == 1);
        QVERIFY(!mara.server.heard().contains("trap@"));
    }

    void onlyOurServerPushesTheRoster_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::newRow("a contact") << QByteArray("tomas@harbor.example/x");
        QTest::newRow("a stranger") << QByteArray("mallory@evil.example/x");
        QTest::newRow("a device of ours") << QByteArray("mara@harbor.example/phone");
        QTest::newRow("our server's domain") << QByteArray("harbor.example");
        QTest::newRow("a domain that begins like ours") << QByteArray("mara@harbor.example.evil.example");
        QTest::newRow("no address") << QByteArray("@");
    }
    void onlyOurServerPushesTheRoster()
    {
        QFETCH(QByteArray, from);
        Account mara;
        QVERIFY(mara.isReady());
        const auto push = [](const QByteArray &id, const QByteArray &sender, const QByteArray &item) {
            return "<iq type='set' id='" + id + "' " + sender + "to='mara@harbor.example/desk'><query xmlns='jabber:iq:roster'><item "
                + item + "/></query></iq>";
        };
        const QByteArray forger = "from='" + from + "' ";
        const auto block = [](const QByteArray &id, const QByteArray &sender) {
            return "<iq type='set' id='" + id + "' " + sender + "><block xmlns='urn:xmpp:blocking'>"
                   "<item jid='tomas@harbor.example'/></block></iq>";
        };
        mara.server.say(push("p1", forger, "jid='mallory@evil.example' name='Tomas' subscription='both'")
                        + push("p2", forger, "jid='tomas@harbor.example' name='EVIL' subscription='both'")
                        + push("p3", forger, "jid='tomas@harbor.example' subscription='remove'")
                        + block("b1", forger) + block("b2", "from='mara@harbor.example'") + block("b3", "")
                        + push("p4", "from='mara@harbor.example' ", "jid='ama@harbor.example' subscription='both'")
                        + push("p5", "", "jid='priya@harbor.example' subscription='none'"));
        QTRY_VERIFY(mara.features->roster.find(Account::peer("priya")));
        QVERIFY(mara.features->roster.find(Account::peer("ama")));
        QVERIFY(!mara.features->roster.find(m_mallory));
        QCOMPARE(mara.features->roster.find(m_tomas)->name, u"Tomas"_s);
        QVERIFY(mara.isThrough());
        for (const QByteArray &id : {QByteArray("p1"), QByteArray("p2"), QByteArray("p3"), QByteArray("b1")}) {
            QVERIFY2(!mara.answerTo(id).contains("result"), mara.answerTo(id).constData());
        }
        for (const QByteArray &id : {QByteArray("p4"), QByteArray("b2"), QByteArray("b3")}) { // XEP-0191, 3.3
            QVERIFY2(mara.answerTo(id).contains("result"), mara.answerTo(id).constData());
        }
    }

    void archiveResultsCountOnlyForTheOpenQuestion()
    {
        Account mara({.answers = {{"urn:xmpp:mam:2", QByteArray()}}}); // the test answers itself
        QVERIFY(mara.isReady());
        static const QRegularExpression query(u"<iq [^>]*id=\"([^\"]+)\"[^>]*><query xmlns=\"urn:xmpp:mam:2\" queryid=\"([^\"]+)\""_s);
        QTRY_VERIFY(query.match(QString::fromUtf8(mara.server.heard())).hasMatch());
        const auto match = query.match(QString::fromUtf8(mara.server.heard()));
        const QByteArray request = match.captured(1).toUtf8();
        const QByteArray queryId = match.captured(2).toUtf8();
        const auto result = [](const QByteArray &from, const QByteArray &id, const QByteArray &archiveId, const QByteArray &body) {
            return "<message " + from + "to='mara@harbor.example/desk'><result xmlns='urn:xmpp:mam:2' queryid='" + id + "' id='"
                + archiveId + "'><forwarded xmlns='urn:xmpp:forward:0'><delay xmlns='urn:xmpp:delay' stamp='2026-02-01T00:00:00Z'/>"
                  "<message xmlns='jabber:client' from='tomas@harbor.example/x' to='mara@harbor.example' type='chat'><body>" + body
                + "</body></message></forwarded></result></message>";
        };
        const QByteArray own = "from='mara@harbor.example' ";
        const QByteArray fin = "<fin xmlns='urn:xmpp:mam:2' complete='true'/>";
        mara.server.say(result("from='mallory@evil.example/x' ", queryId, "e1", "EVIL-1")   // knows the id
                        + result("from='tomas@harbor.example/x' ", queryId, "e2", "EVIL-2") // quotes himself
                        + result("from='mara@harbor.example/phone' ", queryId, "e3", "EVIL-3")
                        + result("from='harbor.example' ", queryId, "e4", "EVIL-4")
                        + result(own, "guessed", "e5", "EVIL-5")                            // nobody asked that
                        + result(own, "", "e6", "EVIL-6")
                        // An end of page from who was not asked ends nothing.
                        + "<iq type='result' id='" + request + "' from='mallory@evil.example/x'>" + fin + "</iq>"
                        + result(own, queryId, "t1", "true")
                        + "<iq type='result' id='" + request + "'>" + fin + "</iq>"
                        + result(own, queryId, "e7", "EVIL-7"));                            // too late
        QVERIFY(mara.has(m_tomas, u"true"_s));
        QVERIFY(mara.isThrough());
        QCOMPARE(mara.texts(m_tomas), QStringList{u"true"_s});
    }

    void aStanzaIdCountsOnlyIfItCanBeNoForgery_data()
    {
        QTest::addColumn<QByteArray>("features");
        QTest::addColumn<QByteArray>("ids");
        QTest::addColumn<QString>("kept");
        const QByteArray ours = "<stanza-id xmlns='urn:xmpp:sid:0' id='true' by='mara@harbor.example'/>";
        const QByteArray forged = "<stanza-id xmlns='urn:xmpp:sid:0' id='forged' by='mara@harbor.example'/>";
        QTest::newRow("one of our server") << ownFeatures << ours << u"true"_s;
        QTest::newRow("two in its name") << ownFeatures << forged + ours << QString();
        QTest::newRow("another's") << ownFeatures << QByteArray("<stanza-id xmlns='urn:xmpp:sid:0' id='x' by='tomas@harbor.example'/>")
                                   << QString();
        QTest::newRow("a server that promises nothing")
            << QByteArray("<query xmlns='http://jabber.org/protocol/disco#info'><feature var='urn:xmpp:mam:2'/></query>") << ours << QString();
        QTest::newRow("a server without archive")
            << QByteArray("<query xmlns='http://jabber.org/protocol/disco#info'><feature var='urn:xmpp:sid:0'/></query>") << ours << QString();
    }
    void aStanzaIdCountsOnlyIfItCanBeNoForgery()
    {
        QFETCH(QByteArray, features);
        QFETCH(QByteArray, ids);
        QFETCH(QString, kept);
        Account mara({.answers = {{"disco#info", features}}});
        mara.open();
        QTRY_VERIFY(mara.features->ownFeatures.has(u"urn:xmpp:mam:2") || mara.features->ownFeatures.has(u"urn:xmpp:sid:0"));
        mara.server.say(text("tomas@harbor.example/x", "hello", ids));
        QVERIFY(mara.has(m_tomas, u"hello"_s));
        const auto id = mara.database->value(u"SELECT archive_id FROM message"_s);
        QVERIFY(id);
        QCOMPARE(id->toString(), kept);
    }

    void aForgedStanzaIdHidesNoTrueMessage()
    {
        // D3: a contact gives his own text the archive's id of a text that is to come.
        Account mara;
        QVERIFY(mara.isReady());
        const QByteArray ours = "<stanza-id xmlns='urn:xmpp:sid:0' id='%' by='mara@harbor.example'/>";
        const auto by = [&](const QByteArray &id) { return QByteArray(ours).replace("%", id); };
        mara.server.say(text("tomas@harbor.example/x", "forged", by("a2") + by("a1"))
                        + text("tomas@harbor.example/x", "true", by("a2")));
        QVERIFY(mara.has(m_tomas, u"true"_s));
        QCOMPARE(mara.texts(m_tomas), (QStringList{u"forged"_s, u"true"_s}));
    }

    void statesAreRaisedByTheRecipientAlone_data()
    {
        QTest::addColumn<QByteArray>("evidence");
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<MessageState>("state");
        QTest::newRow("receipt") << QByteArray("<received xmlns='urn:xmpp:receipts' id='%'/>") << QByteArray("chat") << MessageState::Delivered;
        QTest::newRow("marker") << QByteArray("<displayed xmlns='urn:xmpp:chat-markers:0' id='%'/>") << QByteArray("chat")
                                << MessageState::Displayed;
        QTest::newRow("error") << QByteArray("<error type='cancel'><service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>")
                               << QByteArray("error") << MessageState::Failed;
    }
    void statesAreRaisedByTheRecipientAlone()
    {
        QFETCH(QByteArray, evidence);
        QFETCH(QByteArray, type);
        QFETCH(MessageState, state);
        Account mara;
        QVERIFY(mara.isReady());
        MessageStore &store = mara.features->messages.store();
        const auto chat = mara.features->messages.open(m_tomas);
        const auto sent = mara.features->messages.send(*chat, {u"hi"_s, {}, {}, {}});
        QVERIFY(sent);
        QTRY_COMPARE(store.message(*sent)->state, MessageState::Sent);
        const QByteArray id = store.message(*sent)->originId.value().toUtf8();
        const auto claim = [&](const QByteArray &from) {
            return "<message " + from + " to='mara@harbor.example' type='" + type + "' id='" + id + "'>"
                + QByteArray(evidence).replace("%", id) + "</message>";
        };
        mara.server.say(claim("from='mallory@evil.example/x'") + claim("from='jonas@harbor.example/x'") + claim("from='harbor.example'")
                        + claim("from='mara@harbor.example/phone'") + claim("from='@'")
                        + claim("from='tomas@harbor.example/x'").replace("type='" + type, "type='groupchat"));
        QVERIFY(mara.isThrough());
        QCOMPARE(store.message(*sent)->state, MessageState::Sent);
        mara.server.say(claim("from='tomas@harbor.example/x'"));
        QTRY_COMPARE(store.message(*sent)->state, state);
    }

    void aReceiptMayCarryText()
    {
        // F12: QXmpp's own receipt manager drops the text.
        Account mara;
        QVERIFY(mara.isReady());
        mara.server.say(text("tomas@harbor.example/x", "got-it", "<received xmlns='urn:xmpp:receipts' id='nothing'/>"));
        QVERIFY(mara.has(m_tomas, u"got-it"_s));
    }
};

JACKDAW_TEST(RightsTest)

} // namespace rights_test

#include "RightsTest.moc"
