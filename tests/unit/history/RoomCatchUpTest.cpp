// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/OccupantKey.h"
#include "history/GapStore.h"
#include "support/ScriptedAccount.h"
#include "support/TestProgram.h"

#include <QDateTime>
#include <QTimeZone>

using namespace jackdaw;
using namespace Qt::StringLiterals;
using Account = test::ScriptedAccount;
using test::ScriptedServer;

namespace room_catch_up_test {

const QByteArray crews = "crews@groups.harbor.example";
const QByteArray mam = "urn:xmpp:mam:2";

/// A room with an archive, whose part the test answers itself.
ScriptedServer::Script house()
{
    ScriptedServer::Script script;
    script.answer = [](const QByteArray &iq, const QByteArray &id) -> QByteArray {
        static const QRegularExpression to(u" to=[\"']([^\"']*)"_s);
        const QByteArray asked = to.match(QString::fromUtf8(iq)).captured(1).toUtf8();
        if (!asked.startsWith(crews) || iq.contains(mam)) {
            return {};
        }
        const QByteArray payload = iq.contains("urn:xmpp:ping") ? QByteArray()
            : "<query xmlns='http://jabber.org/protocol/disco#info'><identity category='conference' type='text' name='Crews'/>"
              "<feature var='http://jabber.org/protocol/muc'/><feature var='urn:xmpp:mam:2'/></query>";
        return "<iq type='result' id='" + id + "' from='" + asked + "' to='mara@harbor.example/desk'>" + payload + "</iq>";
    };
    return script;
}

/// A question to the archive of the room, as the server heard it.
struct Question
{
    QByteArray request;
    QByteArray query;
    QByteArray whole;

    QByteArray result(const QByteArray &body, qint64 time) const
    {
        const QByteArray stamp = QDateTime::fromMSecsSinceEpoch(time, QTimeZone::UTC).toString(Qt::ISODateWithMs).toLatin1();
        return "<message from='" + crews + "' to='mara@harbor.example/desk'><result xmlns='urn:xmpp:mam:2' queryid='" + query + "' id='archive-"
            + body + "'><forwarded xmlns='urn:xmpp:forward:0'><delay xmlns='urn:xmpp:delay' stamp='" + stamp
            + "'/><message xmlns='jabber:client' from='" + crews + "/Tomas' type='groupchat' id='id-" + body + "'><body>" + body
            + "</body></message></forwarded></result></message>";
    }
    QByteArray end() const { return "<iq type='result' from='" + crews + "' id='" + request + "'>" + test::noArchive + "</iq>"; }
};

QList<Question> roomQuestionsTo(const ScriptedServer &server)
{
    static const QRegularExpression pattern(u"<iq ([^>]*)><query xmlns=\"urn:xmpp:mam:2\" queryid=\"([^\"]+)\".*?</iq>"_s);
    static const QRegularExpression id(u"id=\"([^\"]+)\""_s);
    QList<Question> all;
    for (auto each = pattern.globalMatch(QString::fromUtf8(server.heard())); each.hasNext();) {
        const auto match = each.next();
        if (match.captured(1).contains(u"to=\""_s + QString::fromLatin1(crews))) {
            all.append({id.match(match.captured(1)).captured(1).toUtf8(), match.captured(2).toUtf8(), match.captured(0).toUtf8()});
        }
    }
    return all;
}

QByteArray self(const QByteArray &type, const QByteArray &role)
{
    return "<presence from='" + crews + "/Mara' to='mara@harbor.example/desk'" + type + "><x xmlns='http://jabber.org/protocol/muc#user'>"
        "<item affiliation='member' role='" + role + "'/><status code='110'/></x></presence>";
}

QByteArray said(const QByteArray &body, const QByteArray &more = {})
{
    return "<message from='" + crews + "/Tomas' to='mara@harbor.example/desk' type='groupchat' id='id-" + body + "'><body>" + body + "</body>" + more
        + "</message>";
}

QByteArray named(const QByteArray &body)
{
    return said(body, "<stanza-id xmlns='urn:xmpp:sid:0' by='" + crews + "' id='archive-" + body + "'/>");
}

/// What a room said while we were not in it: from its archive, once, and below what it had said before.
class RoomCatchUpTest : public QObject
{
    Q_OBJECT

    const BareJid m_room = *BareJid::parse(QString::fromLatin1(crews));

    /// Lets us in, `times` since the connection began.
    bool entered(Account &mara, int times)
    {
        const QByteArray entry = "http://jabber.org/protocol/muc\"";
        const auto asked = [&] {
            const QByteArray heard = mara.server.heard();
            int count = 0;
            for (qsizetype at = heard.indexOf(entry); at >= 0; at = heard.indexOf(entry, at + 1)) {
                ++count;
            }
            return count == times;
        };
        if (!QTest::qWaitFor(asked, 10'000)) {
            return false;
        }
        mara.server.say(self({}, "participant"));
        return QTest::qWaitFor([&] { return roomQuestionsTo(mara.server).size() == times; }, 10'000);
    }
    bool isLost(Account &mara)
    {
        return QTest::qWaitFor([&] { return mara.features->rooms.room(m_room)->state == RoomState::Lost; }, 10'000);
    }

private Q_SLOTS:
    void whatIsMissedComesBelowWhatCameLast_data()
    {
        QTest::addColumn<QByteArray>("first");
        QTest::newRow("with the id of the archive") << named("first");
        QTest::newRow("without") << said("first");
    }
    void whatIsMissedComesBelowWhatCameLast()
    {
        QFETCH(QByteArray, first);
        Account mara(house());
        QVERIFY(mara.isReady());
        mara.features->rooms.enter({m_room, u"Mara"_s, {}});
        QVERIFY(entered(mara, 1));
        mara.server.say(roomQuestionsTo(mara.server).constFirst().end());
        QVERIFY(mara.isThrough());
        mara.server.say(first);
        QVERIFY(mara.has(m_room, u"first"_s));
        // The room forgets us, on the same stream.
        mara.server.say(self(" type='unavailable'", "none"));
        QVERIFY(isLost(mara));
        mara.clock.advance(10);
        QVERIFY(entered(mara, 2));
        mara.server.say(said("third")); // live, before the archive has answered
        QVERIFY(mara.has(m_room, u"third"_s));
        const Question missed = roomQuestionsTo(mara.server).constLast();
        // The clock of the room is behind ours.
        mara.server.say(missed.result("second", mara.clock.now() - 200) + missed.end());
        QVERIFY(mara.has(m_room, u"second"_s));
        QCOMPARE(mara.texts(m_room), (QStringList{u"first"_s, u"second"_s, u"third"_s}));
    }

    void whatIsHereIsNotTakenAgain()
    {
        Account mara(house());
        QVERIFY(mara.isReady());
        mara.features->rooms.enter({m_room, u"Mara"_s, {}});
        QVERIFY(entered(mara, 1));
        mara.server.say(named("one") + named("two"));
        QVERIFY(mara.has(m_room, u"two"_s));
        const Question newest = roomQuestionsTo(mara.server).constFirst();
        const qint64 then = mara.clock.now() - 1000;
        mara.server.say(newest.result("zero", then) + newest.result("one", then + 1) + newest.result("two", then + 2) + newest.end());
        QVERIFY(mara.has(m_room, u"zero"_s));
        QCOMPARE(mara.texts(m_room), (QStringList{u"zero"_s, u"one"_s, u"two"_s}));
        const auto chat = mara.features->messages.store().findConversation(mara.id, m_room);
        QCOMPARE(mara.features->messages.store().conversation(*chat)->unread, 2); // what was said before we came is no news
    }

    void whatIsSaidWhileWeThinkWeAreOutIsMissedNoLonger()
    {
        Account mara(house());
        QVERIFY(mara.isReady());
        mara.features->rooms.enter({m_room, u"Mara"_s, {}});
        QVERIFY(entered(mara, 1));
        mara.server.say(roomQuestionsTo(mara.server).constFirst().end());
        QVERIFY(mara.isThrough());
        mara.server.say(named("one"));
        QVERIFY(mara.has(m_room, u"one"_s));
        mara.server.say(self(" type='unavailable'", "none"));
        QVERIFY(isLost(mara));
        mara.server.say(named("two")); // it has us all the same, and is not believed
        QVERIFY(mara.isThrough());
        QVERIFY(!mara.texts(m_room).contains(u"two"_s));
        const auto gaps = GapStore(*mara.database).gaps(mara.id);
        QCOMPARE(std::count_if(gaps->cbegin(), gaps->cend(), [](const ArchiveGap &gap) { return gap.room.isValid(); }), 1);
        mara.clock.advance(10);
        QTRY_VERIFY(mara.features->rooms.room(m_room)->state == RoomState::Entering);
        mara.server.say(named("three")); // before it is asked anything
        QVERIFY(entered(mara, 2));
        const Question missed = roomQuestionsTo(mara.server).constLast();
        const qint64 then = mara.clock.now();
        mara.server.say(missed.result("one", then - 3) + missed.result("two", then - 2) + missed.result("three", then - 1) + missed.end());
        QVERIFY(mara.has(m_room, u"two"_s));
        QCOMPARE(mara.texts(m_room), (QStringList{u"one"_s, u"two"_s, u"three"_s}));
    }

    void aForgedDelayPutsNothingIntoThePast()
    {
        Account mara(house());
        QVERIFY(mara.isReady());
        mara.features->rooms.enter({m_room, u"Mara"_s, {}});
        QVERIFY(entered(mara, 1));
        mara.server.say(roomQuestionsTo(mara.server).constFirst().end());
        QTRY_VERIFY(mara.features->rooms.isOpen(m_room));
        mara.server.say(said("now"));
        QVERIFY(mara.has(m_room, u"now"_s));
        mara.server.say(said("later", "<delay xmlns='urn:xmpp:delay' from='" + crews + "' stamp='2009-01-01T00:00:00Z'/>"));
        QVERIFY(mara.has(m_room, u"later"_s));
        QCOMPARE(mara.texts(m_room), (QStringList{u"now"_s, u"later"_s}));
    }

    void oneArchiveKeepsNoOtherWaiting()
    {
        // That of the room has page after page; an older gap of the account waits for its turn.
        Account mara(house());
        QVERIFY(mara.isReady());
        GapStore gaps(*mara.database);
        QVERIFY(gaps.add({0, mara.id, ArchiveId(u"account-2"_s), ArchiveId(u"account-1"_s), 1, {}}));
        mara.features->rooms.enter({m_room, u"Mara"_s, {}});
        QVERIFY(entered(mara, 1));
        const qint64 then = mara.clock.now() - 1'000'000;
        for (int i = 0; i < 4 && !mara.server.heard().contains("account-2"); ++i) {
            const auto questions = roomQuestionsTo(mara.server);
            const Question last = questions.constLast();
            const QByteArray first = "archive-" + QByteArray::number(i);
            mara.server.say(last.result(QByteArray::number(i), then - i) + "<iq type='result' from='" + crews + "' id='" + last.request
                            + "'><fin xmlns='urn:xmpp:mam:2'><set xmlns='http://jabber.org/protocol/rsm'><first>" + first + "</first><last>" + first
                            + "</last></set></fin></iq>");
            QTRY_VERIFY(roomQuestionsTo(mara.server).size() > questions.size() || mara.server.heard().contains("account-2"));
        }
        QVERIFY(mara.server.heard().contains("account-2"));
        QVERIFY(roomQuestionsTo(mara.server).size() <= 3);
    }

    void anArchiveWithoutAnEndIsLeft()
    {
        Account mara(house());
        QVERIFY(mara.isReady());
        mara.features->rooms.enter({m_room, u"Mara"_s, {}});
        QVERIFY(entered(mara, 1));
        qsizetype asked = 1;
        for (int i = 0; i < 1000; ++i) { // pages with nothing in them, each "older" than the one before
            const Question last = roomQuestionsTo(mara.server).constLast();
            const QByteArray first = "page-" + QByteArray::number(i);
            mara.server.say("<iq type='result' from='" + crews + "' id='" + last.request
                            + "'><fin xmlns='urn:xmpp:mam:2'><set xmlns='http://jabber.org/protocol/rsm'><first>" + first + "</first><last>" + first
                            + "</last></set></fin></iq>");
            QVERIFY(mara.isThrough());
            const qsizetype now = roomQuestionsTo(mara.server).size();
            if (now == asked) {
                break;
            }
            asked = now;
        }
        QVERIFY2(asked > 10 && asked < 500, qPrintable(QString::number(asked)));
    }

    void whatIsWishedForFurtherUpComesOnce()
    {
        Account mara(house());
        QVERIFY(mara.isReady());
        mara.features->rooms.enter({m_room, u"Mara"_s, {}});
        QVERIFY(entered(mara, 1));
        const ConversationId chat = *mara.features->messages.store().findConversation(mara.id, m_room);
        const qint64 then = mara.clock.now() - 10'000'000;
        int next = 100'000; // of the archive, downwards
        const auto answer = [&](int count) {
            const Question question = roomQuestionsTo(mara.server).constLast();
            QByteArray page;
            next -= count;
            for (int i = 0; i < count; ++i) {
                page += question.result(QByteArray::number(next + i), then + next + i);
            }
            mara.server.say(page + "<iq type='result' from='" + crews + "' id='" + question.request
                            + "'><fin xmlns='urn:xmpp:mam:2'><set xmlns='http://jabber.org/protocol/rsm'><first>archive-" + QByteArray::number(next)
                            + "</first><last>archive-" + QByteArray::number(next + count - 1) + "</last></set></fin></iq>");
            return mara.has(m_room, QString::number(next)) && mara.isThrough();
        };
        // So much by itself.
        QVERIFY(answer(50) && answer(250) && answer(250));
        QCOMPARE(roomQuestionsTo(mara.server).size(), 3);
        // Whoever scrolls wishes for it again and again.
        for (int i = 0; i < 20; ++i) {
            QVERIFY(mara.features->history.fetchOlder(chat));
        }
        QTRY_COMPARE(roomQuestionsTo(mara.server).size(), 4);
        QVERIFY(answer(250));
        QCOMPARE(roomQuestionsTo(mara.server).size(), 4);
        QVERIFY(mara.features->history.fetchOlder(chat));
        QTRY_COMPARE(roomQuestionsTo(mara.server).size(), 5);
        // And no further than there is anything.
        const Question last = roomQuestionsTo(mara.server).constLast();
        mara.server.say(last.result("first", then) + last.end());
        QVERIFY(mara.has(m_room, u"first"_s));
        QCOMPARE(mara.texts(m_room).constFirst(), u"first"_s);
        QVERIFY(mara.features->history.fetchOlder(chat));
        QVERIFY(mara.isThrough());
        QCOMPARE(roomQuestionsTo(mara.server).size(), 5);
    }

    void whatTheRoomWroteToUsHasNoIdOfItsArchive()
    {
        Account mara(house());
        QVERIFY(mara.isReady());
        mara.features->rooms.enter({m_room, u"Mara"_s, {}});
        QVERIFY(entered(mara, 1));
        ArchiveResult result;
        result.id = ArchiveId(u"ours-1"_s);
        QDomDocument document;
        QVERIFY(document.setContent(u"<message xmlns='jabber:client' from='crews@groups.harbor.example' to='mara@harbor.example' id='n1'>"
                                    "<body>welcome</body></message>"_s, QDomDocument::ParseOption::UseNamespaceProcessing));
        result.forwarded = {document.documentElement(), mara.clock.now()};
        const IncomingMessage in = mara.features->messages.incomingOf(result, BareJid());
        QVERIFY(in.room);
        QVERIFY(!in.archiveId.isValid());
    }

    void aPrivateMessageDoesNotFollowTheNickname() // facts/security.md, I8
    {
        Account mara(house());
        QVERIFY(mara.isReady());
        mara.features->rooms.enter({m_room, u"Mara"_s, {}});
        QVERIFY(entered(mara, 1));
        QTRY_VERIFY(mara.features->rooms.isOpen(m_room));
        const QByteArray there = "<presence from='" + crews + "/Tomas' to='mara@harbor.example/desk'><x xmlns='http://jabber.org/protocol/muc#user'>"
            "<item affiliation='none' role='participant'/></x></presence>";
        const QByteArray gone = QByteArray(there).replace("<presence ", "<presence type='unavailable' ");
        const BareJid key = OccupantKey::make(m_room, u"Tomas"_s).toText();
        MessageService &messages = mara.features->messages;
        const auto write = [&](ConversationId chat, const QString &text) { return *messages.send(chat, {text, {}, {}, {}}); };
        const auto stateOf = [&](MessageId id) { return messages.store().message(id)->state; };
        mara.server.say(there);
        QVERIFY(mara.isThrough());
        const ConversationId chat = *messages.openPrivate(key, u"Tomas"_s);
        write(chat, u"psst"_s);
        QTRY_VERIFY(mara.server.heard().contains("psst"));
        mara.server.say(gone);
        QVERIFY(mara.isThrough());
        const MessageId waits = write(chat, u"between us"_s);
        QCOMPARE(stateOf(waits), MessageState::Waiting);
        mara.server.say(there); // somebody, under that nickname
        QTRY_COMPARE(stateOf(waits), MessageState::Failed);
        const MessageId again = write(chat, u"and this"_s);
        QTRY_COMPARE(stateOf(again), MessageState::Failed);
        QVERIFY(!mara.server.heard().contains("between us"));
        QVERIFY(!mara.server.heard().contains("and this"));
        QCOMPARE(*messages.openPrivate(key, u"Tomas"_s), chat); // the user means who is there now
        write(chat, u"hello you"_s);
        QTRY_VERIFY(mara.server.heard().contains("hello you"));
        QVERIFY(!mara.server.heard().contains("between us"));
    }

    void theArchiveOfAnotherSaysNothing()
    {
        Account mara(house());
        QVERIFY(mara.isReady());
        mara.features->rooms.enter({m_room, u"Mara"_s, {}});
        QVERIFY(entered(mara, 1));
        const Question newest = roomQuestionsTo(mara.server).constFirst();
        const qint64 then = mara.clock.now() - 1000;
        mara.server.say(newest.result("forged", then).replace("<message from='" + crews + "'", "<message from='mallory@evil.example/x'"));
        mara.server.say(newest.result("forged2", then).replace(crews + "/Tomas", "other@groups.harbor.example/Tomas"));
        mara.server.say(newest.result("true", then) + newest.end());
        QVERIFY(mara.has(m_room, u"true"_s));
        QCOMPARE(mara.texts(m_room), QStringList{u"true"_s});
        QVERIFY(mara.texts(*BareJid::parse(u"other@groups.harbor.example")).isEmpty());
    }
};

JACKDAW_TEST(RoomCatchUpTest)

} // namespace room_catch_up_test

#include "RoomCatchUpTest.moc"
