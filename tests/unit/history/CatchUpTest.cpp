// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/GapStore.h"
#include "support/ScriptedArchive.h"
#include "support/TestProgram.h"

#include <QSignalSpy>

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;
using Account = ScriptedAccount;

namespace catch_up_test {

/// What a session missed: it comes from the archive or from what the server kept, once, and in the order of the stream.
class CatchUpTest : public QObject
{
    Q_OBJECT

    const BareJid m_tomas = Account::peer("tomas");

    static QByteArray stamped(qint64 time)
    {
        return "<delay xmlns='urn:xmpp:delay' from='mara@harbor.example' stamp='" + stampOf(time) + "'/>";
    }
    static QByteArray ofArchive(const QByteArray &body)
    {
        return "<stanza-id xmlns='urn:xmpp:sid:0' by='mara@harbor.example' id='archive-" + body + "'/>";
    }
    /// What our phone wrote (XEP-0280); `inside` stands in its message, `around` in the carbon.
    static QByteArray sentCarbon(const QByteArray &body, const QByteArray &inside = {}, const QByteArray &around = {})
    {
        return "<message from='mara@harbor.example' to='mara@harbor.example/desk'><sent xmlns='urn:xmpp:carbons:2'>"
               "<forwarded xmlns='urn:xmpp:forward:0'><message xmlns='jabber:client' from='mara@harbor.example/phone' "
               "to='tomas@harbor.example' type='chat' id='id-" + body + "'><body>" + body + "</body>" + inside
            + "</message></forwarded></sent>" + around + "</message>";
    }
    /// The same in the archive.
    static QByteArray sentResult(const Question &question, const QByteArray &body, qint64 time)
    {
        return question.result(body, time).replace("from='tomas@harbor.example/x' to='mara@harbor.example'",
                                                   "from='mara@harbor.example/phone' to='tomas@harbor.example'");
    }
    static QByteArray receipt(const QByteArray &body)
    {
        return "<message from='tomas@harbor.example/x' to='mara@harbor.example' type='chat'>"
               "<received xmlns='urn:xmpp:receipts' id='id-" + body + "'/></message>";
    }
    static MessageState stateOf(Account &mara, const QString &body)
    {
        const auto state = mara.database->value(u"SELECT state FROM message WHERE body = ?"_s, {body});
        return state ? MessageState(state->toInt()) : MessageState::Failed;
    }

private Q_SLOTS:
    void theArchiveIsAskedOnceWeAreThere()
    {
        Account mara(silentArchive());
        QVERIFY(mara.isReady());
        QTRY_COMPARE(questionsTo(mara.server).size(), 1);
        const QByteArray heard = mara.server.heard();
        // What comes between an answer and our presence would be in neither.
        QVERIFY(heard.indexOf("<presence") < heard.indexOf(questionsTo(mara.server).constFirst().whole));
    }

    void whatCameAfterTheQuestionIsNotLeftToItsAnswer()
    {
        Account mara(silentArchive());
        QVERIFY(mara.isReady());
        QTRY_COMPARE(questionsTo(mara.server).size(), 1);
        const qint64 start = mara.clock.now();
        const Question newest = questionsTo(mara.server).constFirst();
        // The page will bring this one too.
        mara.server.say(late("three", start - 30 * second));
        QVERIFY(mara.isThrough());
        QCOMPARE(mara.texts(m_tomas), QStringList());
        mara.server.say(newest.result("two", start - 40 * second) + newest.result("three", start - 30 * second) + newest.end("archive-two"));
        QTRY_COMPARE(questionsTo(mara.server).size(), 2);
        // The next page will bring "one", and no page "four", which was not there when the first page was asked for.
        mara.server.say(late("one", start - 50 * second) + late("four", start - 20 * second));
        QVERIFY(mara.isThrough());
        QCOMPARE(mara.texts(m_tomas), (QStringList{u"two"_s, u"three"_s, u"four"_s}));
        const Question older = questionsTo(mara.server).constLast();
        mara.server.say(older.result("one", start - 50 * second) + older.end());
        QVERIFY(mara.has(m_tomas, u"one"_s));
        QCOMPARE(mara.texts(m_tomas), (QStringList{u"one"_s, u"two"_s, u"three"_s, u"four"_s}));
    }

    void whatWasLeftToAnArchiveThatFailsIsTaken_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("an error") << QByteArray("<iq type='error' id='%1'><error type='wait'><internal-server-error "
                                                "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
        QTest::newRow("refused") << QByteArray("<iq type='error' id='%1'><error type='auth'><forbidden "
                                               "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
        QTest::newRow("it does not have them") << QByteArray("<iq type='result' id='%1'>" + test::noArchive + "</iq>");
        QTest::newRow("no end") << QByteArray("<iq type='result' id='%1'/>");
    }
    void whatWasLeftToAnArchiveThatFailsIsTaken()
    {
        QFETCH(QByteArray, answer);
        Account mara(silentArchive());
        QVERIFY(mara.isReady());
        QTRY_COMPARE(questionsTo(mara.server).size(), 1);
        const qint64 start = mara.clock.now();
        mara.server.say(late("one", start - 30 * second) + late("two", start - 30 * second) + late("three", start - 20 * second));
        QVERIFY(mara.isThrough());
        QCOMPARE(mara.texts(m_tomas), QStringList());
        mara.server.say(answer.replace("%1", questionsTo(mara.server).constFirst().request));
        QVERIFY(mara.has(m_tomas, u"three"_s));
        QCOMPARE(mara.texts(m_tomas), (QStringList{u"one"_s, u"two"_s, u"three"_s}));
    }

    void stampsOfWholeSecondsAreNotBeforeFractions_data()
    {
        QTest::addColumn<qint64>("fraction"); // of the archive's stamps
        QTest::newRow("an archive with fractions") << qint64(500);
        QTest::newRow("an archive of whole seconds") << qint64(0);
    }
    void stampsOfWholeSecondsAreNotBeforeFractions()
    {
        QFETCH(qint64, fraction);
        Account mara(silentArchive());
        QVERIFY(mara.isReady());
        QTRY_COMPARE(questionsTo(mara.server).size(), 1);
        const qint64 whole = mara.clock.now() / second * second - 60 * second;
        const Question newest = questionsTo(mara.server).constFirst();
        mara.server.say(newest.result("two", whole + fraction) + newest.end("archive-two"));
        QTRY_COMPARE(questionsTo(mara.server).size(), 2);
        // It came at .800, after the question; the server says so in whole seconds.
        mara.server.say(late("three", whole) + late("one", whole));
        QVERIFY(mara.isThrough());
        QCOMPARE(mara.texts(m_tomas), QStringList{u"two"_s});
        const Question older = questionsTo(mara.server).constLast();
        mara.server.say(older.result("one", whole + fraction / 5) + older.end());
        QVERIFY(mara.has(m_tomas, u"three"_s));
        QCOMPARE(mara.texts(m_tomas), (QStringList{u"one"_s, u"two"_s, u"three"_s}));
    }

    void anEmptyPageIsNotTheLast()
    {
        Account mara(silentArchive());
        QVERIFY(mara.isReady());
        QTRY_COMPARE(questionsTo(mara.server).size(), 1);
        mara.server.say(questionsTo(mara.server).constFirst().end("archive-hidden"));
        QTRY_COMPARE(questionsTo(mara.server).size(), 2);
        const Question older = questionsTo(mara.server).constLast();
        QVERIFY2(older.whole.contains("<before>archive-hidden</before>"), older.whole.constData());
        mara.server.say(older.result("one", mara.clock.now() - 50 * second) + older.end());
        QVERIFY(mara.has(m_tomas, u"one"_s));
    }

    void withoutCarbonsALiveMessageEndsNoGap_data()
    {
        QTest::addColumn<QByteArray>("carbons");
        QTest::addColumn<bool>("missed");
        QTest::newRow("refused") << QByteArray("service-unavailable") << true;
        QTest::newRow("granted") << QByteArray() << false;
    }
    void withoutCarbonsALiveMessageEndsNoGap()
    {
        QFETCH(QByteArray, carbons);
        QFETCH(bool, missed);
        ScriptedServer::Script script = silentArchive();
        script.answer = [carbons](const QByteArray &iq, const QByteArray &id) {
            return iq.contains("urn:xmpp:carbons:2") && !carbons.isEmpty()
                ? "<iq type='error' id='" + id + "'><error type='cancel'><" + carbons + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>"
                : QByteArray();
        };
        Account mara(script);
        QVERIFY(mara.isReady());
        QTRY_COMPARE(questionsTo(mara.server).size(), 1);
        const qint64 start = mara.clock.now();
        Question asked = questionsTo(mara.server).constFirst();
        mara.server.say(asked.result("one", start - 90 * second) + asked.end());
        QVERIFY(mara.has(m_tomas, u"one"_s));
        // "two" was for another device of ours; only the archive has it.
        mara.server.say(test::text("tomas@harbor.example/x", "three",
                                   "<stanza-id xmlns='urn:xmpp:sid:0' by='mara@harbor.example' id='archive-three'/>"));
        QVERIFY(mara.has(m_tomas, u"three"_s));
        mara.connection->forgetStream();
        mara.server.cut();
        QTRY_VERIFY(!mara.connection->isOnline());
        mara.open();
        QTRY_VERIFY(mara.connection->isOnline());
        QTRY_COMPARE(questionsTo(mara.server).size(), 1);
        asked = questionsTo(mara.server).constFirst();
        mara.server.say(asked.result("one", start - 90 * second) + asked.result("two", start) + asked.result("three", start) + asked.end());
        QVERIFY(mara.isThrough());
        QCOMPARE(mara.texts(m_tomas), missed ? (QStringList{u"one"_s, u"two"_s, u"three"_s}) : (QStringList{u"one"_s, u"three"_s}));
    }

    void lessIsAskedForAfterATimeout_data()
    {
        QTest::addColumn<QByteArray>("condition");
        QTest::newRow("a time-out") << QByteArray("remote-server-timeout");
        QTest::newRow("too much") << QByteArray("resource-constraint");
    }
    void lessIsAskedForAfterATimeout()
    {
        QFETCH(const QByteArray, condition);
        const auto sizeOf = [](const Question &question) {
            static const QRegularExpression pattern(u"<max>([0-9]+)</max>"_s);
            return pattern.match(QString::fromUtf8(question.whole)).captured(1).toInt();
        };
        const auto late = [&condition](const Question &question) {
            return "<iq type='error' id='" + question.request + "'><error type='wait'><" + condition + " "
                   "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>";
        };
        Account mara(silentArchive());
        QVERIFY(mara.isReady());
        QTRY_COMPARE(questionsTo(mara.server).size(), 1);
        const qint64 start = mara.clock.now();
        Question asked = questionsTo(mara.server).constLast();
        mara.server.say(asked.result("nine", start - 10 * second) + asked.end("archive-nine"));
        int size = 0;
        for (int questions = 2; questions <= 8; ++questions) {
            QTRY_COMPARE(questionsTo(mara.server).size(), questions);
            asked = questionsTo(mara.server).constLast();
            QVERIFY2(size == 0 || sizeOf(asked) == qMax(10, size / 2), asked.whole.constData());
            size = sizeOf(asked);
            QSignalSpy progress(&mara.features->history, &HistoryService::progressChanged);
            mara.server.say(late(asked));
            QTRY_VERIFY(!progress.isEmpty());
            QVERIFY(mara.features->history.resume()); // now, not after the pause
        }
        QCOMPARE(size, 10);
        QTRY_COMPARE(questionsTo(mara.server).size(), 9);
        asked = questionsTo(mara.server).constLast();
        mara.server.say(asked.result("eight", start - 20 * second) + asked.end("archive-eight"));
        QTRY_COMPARE(questionsTo(mara.server).size(), 10);
        QCOMPARE(sizeOf(questionsTo(mara.server).constLast()), 20); // more again, bit by bit
    }

    void whatIsMissedAfterASessionWithoutAPageIsNews()
    {
        Account mara(silentArchive());
        QVERIFY(mara.isReady());
        QTRY_COMPARE(questionsTo(mara.server).size(), 1);
        const qint64 start = mara.clock.now();
        mara.server.say(test::text("tomas@harbor.example/x", "two",
                                   "<stanza-id xmlns='urn:xmpp:sid:0' by='mara@harbor.example' id='archive-two'/>"));
        QVERIFY(mara.has(m_tomas, u"two"_s));
        const auto unread = [&mara, this] {
            const auto chat = mara.features->messages.store().findConversation(mara.id, m_tomas);
            return mara.features->messages.store().conversation(*chat)->unread;
        };
        QCOMPARE(unread(), 1);
        mara.connection->forgetStream();
        mara.server.cut();
        QTRY_VERIFY(!mara.connection->isOnline());
        mara.open();
        QTRY_VERIFY(mara.connection->isOnline());
        QTRY_COMPARE(questionsTo(mara.server).size(), 1);
        QVERIFY(mara.features->history.pause());
        Question asked = questionsTo(mara.server).constFirst();
        mara.server.say(asked.result("two", start) + asked.result("three", start + second) + asked.end("archive-two"));
        QVERIFY(mara.has(m_tomas, u"three"_s));
        QCOMPARE(unread(), 2);
        // What is older than the first session waits, and is no news.
        QVERIFY(mara.isThrough());
        QCOMPARE(questionsTo(mara.server).size(), 1);
        QVERIFY(mara.features->history.resume());
        QTRY_COMPARE(questionsTo(mara.server).size(), 2);
        asked = questionsTo(mara.server).constLast();
        QVERIFY2(asked.whole.contains("<before>archive-two</before>"), asked.whole.constData());
        mara.server.say(asked.result("one", start - 90 * second) + asked.end());
        QVERIFY(mara.has(m_tomas, u"one"_s));
        QCOMPARE(mara.texts(m_tomas), (QStringList{u"one"_s, u"two"_s, u"three"_s}));
        QCOMPARE(unread(), 2);
    }

    void whatASessionMissedComesAlsoWhilePaused()
    {
        Account mara(silentArchive());
        QVERIFY(mara.isReady());
        QTRY_COMPARE(questionsTo(mara.server).size(), 1);
        const qint64 start = mara.clock.now();
        Question asked = questionsTo(mara.server).constFirst();
        mara.server.say(asked.result("one", start - 90 * second) + asked.end());
        QVERIFY(mara.has(m_tomas, u"one"_s));
        mara.connection->forgetStream();
        mara.server.cut();
        QTRY_VERIFY(!mara.connection->isOnline());
        mara.open();
        QTRY_VERIFY(mara.connection->isOnline());
        QTRY_COMPARE(questionsTo(mara.server).size(), 1);
        asked = questionsTo(mara.server).constFirst();
        QVERIFY(mara.features->history.pause());
        mara.server.say(asked.result("three", start - 70 * second) + asked.end("archive-three"));
        QTRY_COMPARE(questionsTo(mara.server).size(), 2);
        asked = questionsTo(mara.server).constLast();
        mara.server.say(asked.result("one", start - 90 * second) + asked.result("two", start - 80 * second) + asked.end());
        QVERIFY(mara.has(m_tomas, u"two"_s));
        QCOMPARE(mara.texts(m_tomas), (QStringList{u"one"_s, u"two"_s, u"three"_s}));
    }

    void whatCouldNotBeStoredIsNotHiddenByWhatComesAfter()
    {
        const auto live = [](const QByteArray &body) {
            return test::text("tomas@harbor.example/x", body,
                              "<stanza-id xmlns='urn:xmpp:sid:0' by='mara@harbor.example' id='archive-" + body + "'/>");
        };
        Account mara(silentArchive());
        QVERIFY(mara.isReady());
        QTRY_COMPARE(questionsTo(mara.server).size(), 1);
        const qint64 start = mara.clock.now();
        Question asked = questionsTo(mara.server).constFirst();
        mara.server.say(asked.result("one", start - 90 * second) + asked.end());
        QVERIFY(mara.has(m_tomas, u"one"_s));
        QSignalSpy failed(&mara.features->messages, &MessageService::storageFailed);
        mara.database->setBeforeCommit([]() -> Status { return Error{ErrorKind::DiskFull, u"no space"_s, {}}; });
        mara.server.say(live("two"));
        QTRY_COMPARE(failed.size(), 1);
        mara.database->setBeforeCommit({});
        mara.server.say(live("three")); // with the archive's id, it would be where the next gap ends
        QVERIFY(mara.isThrough());
        QCOMPARE(mara.texts(m_tomas), QStringList{u"one"_s});
        mara.connection->forgetStream(); // as the engine does when storing fails
        mara.server.cut();
        QTRY_VERIFY(!mara.connection->isOnline());
        mara.open();
        QTRY_VERIFY(mara.connection->isOnline());
        QTRY_COMPARE(questionsTo(mara.server).size(), 1);
        asked = questionsTo(mara.server).constFirst();
        mara.server.say(asked.result("one", start - 90 * second) + asked.result("two", start) + asked.result("three", start) + asked.end());
        QVERIFY(mara.has(m_tomas, u"three"_s));
        QCOMPARE(mara.texts(m_tomas), (QStringList{u"one"_s, u"two"_s, u"three"_s}));
    }

    void aRefusedMessageGoesOutAsANewOne()
    {
        Account mara(silentArchive());
        QVERIFY(mara.isReady());
        QTRY_COMPARE(questionsTo(mara.server).size(), 1);
        mara.server.say(questionsTo(mara.server).constFirst().end());
        MessageService &messages = mara.features->messages;
        const auto chat = messages.store().ensureConversation(mara.id, m_tomas);
        QVERIFY(chat);
        const auto ours = messages.send(*chat, {u"ours"_s, {}, {}, {}});
        QVERIFY(ours);
        const QByteArray first = messages.store().message(*ours)->originId.value().toUtf8();
        QTRY_VERIFY(mara.server.heard().contains(first));
        mara.server.say("<message type='error' id='" + first + "' from='tomas@harbor.example' to='mara@harbor.example/desk'>"
                        "<error type='cancel'><remote-server-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>");
        QTRY_COMPARE(messages.store().message(*ours)->state, MessageState::Failed);
        mara.connection->forgetStream();
        mara.server.cut();
        QTRY_VERIFY(!mara.connection->isOnline());
        QVERIFY(messages.retry(*ours));
        const QByteArray second_ = messages.store().message(*ours)->originId.value().toUtf8();
        QVERIFY(second_ != first);
        mara.open();
        QTRY_VERIFY(mara.connection->isOnline());
        // The archive's copy of what was refused says nothing of what is going out, and is no message of its own.
        QTRY_VERIFY(mara.server.heard().contains(second_));
        const Question asked = questionsTo(mara.server).constFirst();
        QByteArray copy = asked.result("ours", mara.clock.now());
        copy.replace("from='tomas@harbor.example/x' to='mara@harbor.example'", "from='mara@harbor.example/desk' to='tomas@harbor.example'");
        copy.replace("<body>", "<origin-id xmlns='urn:xmpp:sid:0' id='" + first + "'/><body>");
        mara.server.say(copy + asked.end());
        QVERIFY(mara.isThrough());
        QCOMPARE(mara.texts(m_tomas), QStringList{u"ours"_s});
        QCOMPARE(mara.server.heard().count("<body>ours</body>"), 1);
    }

    void messagesOfOneMillisecondKeepTheirOrderOverTwoPages()
    {
        Account mara(silentArchive());
        const auto chat = mara.features->messages.store().ensureConversation(mara.id, m_tomas);
        QVERIFY(chat);
        const qint64 start = mara.clock.now();
        // It may have gone out on a stream that was lost, so it is looked up in the archive.
        const auto ours = mara.features->messages.send(*chat, {u"ours"_s, {}, {}, {}});
        QVERIFY(ours);
        QVERIFY(mara.features->messages.store().setHandedOver(*ours, 1));
        QVERIFY(mara.isReady());
        QTRY_COMPARE(questionsTo(mara.server).size(), 2);
        const QList<Question> asked = questionsTo(mara.server);
        const bool lookUpFirst = asked.constFirst().whole.contains("with");
        const Question lookUp = asked.at(lookUpFirst ? 0 : 1);
        const Question missed = asked.at(lookUpFirst ? 1 : 0);
        QVERIFY(lookUp.whole.contains("with") && !missed.whole.contains("with"));
        const qint64 then = start - 10 * second;
        mara.server.say(missed.result("b", then) + missed.result("c", then) + missed.end("archive-b"));
        QTRY_COMPARE(questionsTo(mara.server).size(), 3);
        // The look-up sees what the next page is about to bring to its place.
        mara.server.say(lookUp.result("a", then) + lookUp.result("b", then) + lookUp.end());
        const Question older = questionsTo(mara.server).constLast();
        mara.server.say(older.result("a", then) + older.end());
        QVERIFY(mara.has(m_tomas, u"a"_s));
        QCOMPARE(mara.texts(m_tomas), (QStringList{u"a"_s, u"b"_s, u"c"_s, u"ours"_s}));
    }

    void aResumedStreamIsInOrderWhateverTheStampsSay()
    {
        Account mara({.resumes = true});
        QVERIFY(mara.isReady());
        QVERIFY(mara.isThrough());
        mara.server.say(test::text("tomas@harbor.example/x", "first"));
        QVERIFY(mara.has(m_tomas, u"first"_s));
        mara.server.cut();
        QTRY_VERIFY(!mara.connection->isOnline());
        mara.open();
        QTRY_VERIFY(mara.connection->isOnline());
        // It came to the server before the first had come to us.
        mara.server.say(late("second", mara.clock.now() - 200) + late("third", mara.clock.now() - 100)
                        + test::text("tomas@harbor.example/x", "fourth"));
        QVERIFY(mara.has(m_tomas, u"fourth"_s));
        QCOMPARE(mara.texts(m_tomas), (QStringList{u"first"_s, u"second"_s, u"third"_s, u"fourth"_s}));
        const auto time = mara.database->value(u"SELECT time FROM message WHERE body = 'second'"_s);
        QVERIFY(time);
        QCOMPARE(time->toLongLong(), mara.clock.now() - 200);
    }

    void whatIsMissedComesBelowWhatCameLast()
    {
        Account mara(silentArchive());
        QVERIFY(mara.isReady());
        QTRY_COMPARE(questionsTo(mara.server).size(), 1);
        mara.server.say(questionsTo(mara.server).constFirst().end());
        QVERIFY(mara.isThrough());
        mara.server.say(test::text("tomas@harbor.example/x", "first")); // without the archive's id
        QVERIFY(mara.has(m_tomas, u"first"_s));
        mara.connection->forgetStream();
        mara.server.cut();
        QTRY_VERIFY(!mara.connection->isOnline());
        mara.open();
        QTRY_VERIFY(mara.connection->isOnline());
        QTRY_COMPARE(questionsTo(mara.server).size(), 1);
        const Question missed = questionsTo(mara.server).constFirst();
        mara.server.say(missed.result("second", mara.clock.now() - 200) + missed.end());
        QVERIFY(mara.has(m_tomas, u"second"_s));
        QCOMPARE(mara.texts(m_tomas), (QStringList{u"first"_s, u"second"_s}));
    }

    void aCarbonStandsWhereItCame_data()
    {
        QTest::addColumn<bool>("resumes");
        QTest::newRow("resumed") << true;
        QTest::newRow("a new session") << false;
    }
    void aCarbonStandsWhereItCame()
    {
        // Of what the phone wrote, and of the answer that the dying link did not bring any more; our clock is ahead.
        QFETCH(bool, resumes);
        ScriptedServer::Script script = silentArchive();
        script.resumes = resumes;
        Account mara(script);
        QVERIFY(mara.isReady());
        QTRY_COMPARE(questionsTo(mara.server).size(), 1);
        mara.server.say(questionsTo(mara.server).constFirst().end());
        QVERIFY(mara.isThrough());
        mara.server.say(sentCarbon("first"));
        QVERIFY(mara.has(m_tomas, u"first"_s));
        mara.server.cut();
        QTRY_VERIFY(!mara.connection->isOnline());
        mara.open();
        QTRY_VERIFY(mara.connection->isOnline());
        const qint64 then = mara.clock.now() - 200;
        if (resumes) {
            mara.server.say(late("second", then));
        } else {
            QTRY_COMPARE(questionsTo(mara.server).size(), 1);
            const Question missed = questionsTo(mara.server).constFirst();
            mara.server.say(sentResult(missed, "first", then - 100) + missed.result("second", then) + missed.end());
        }
        QVERIFY(mara.has(m_tomas, u"second"_s));
        QCOMPARE(mara.texts(m_tomas), (QStringList{u"first"_s, u"second"_s}));
    }

    void anAnswerThatComesLateStandsBelowWhatItAnswers()
    {
        Account mara({.resumes = true});
        QVERIFY(mara.isReady());
        QVERIFY(mara.isThrough());
        MessageService &messages = mara.features->messages;
        const auto chat = messages.store().ensureConversation(mara.id, m_tomas);
        QVERIFY(chat);
        const auto ours = messages.send(*chat, {u"question"_s, {}, {}, {}});
        QVERIFY(ours);
        QTRY_COMPARE(messages.store().message(*ours)->state, MessageState::Sent);
        mara.server.cut();
        QTRY_VERIFY(!mara.connection->isOnline());
        // Written meanwhile: where it stands among what comes late, nobody knows but our clock.
        mara.clock.advance(second);
        QVERIFY(messages.send(*chat, {u"and another"_s, {}, {}, {}}));
        mara.open();
        QTRY_VERIFY(mara.connection->isOnline());
        mara.server.say(late("answer", mara.clock.now() - second - 300));
        QVERIFY(mara.has(m_tomas, u"answer"_s));
        QCOMPARE(mara.texts(m_tomas), (QStringList{u"question"_s, u"answer"_s, u"and another"_s}));
    }

    void whatADyingLinkHeldBackStandsAboveWhatOvertookIt_data()
    {
        QTest::addColumn<int>("links"); // that die before it arrives
        QTest::newRow("once") << 1;
        QTest::newRow("twice") << 2;
    }
    void whatADyingLinkHeldBackStandsAboveWhatOvertookIt()
    {
        QFETCH(int, links);
        Account mara({.resumes = true});
        QVERIFY(mara.isReady());
        QVERIFY(mara.isThrough());
        mara.server.say(test::text("tomas@harbor.example/x", "first"));
        QVERIFY(mara.has(m_tomas, u"first"_s));
        MessageService &messages = mara.features->messages;
        const auto chat = messages.store().findConversation(mara.id, m_tomas);
        QVERIFY(chat);
        // From here on the link carries what we say, and nothing to us.
        mara.server.script().acknowledges = false;
        mara.clock.advance(10 * second);
        const qint64 then = mara.clock.now();
        mara.clock.advance(second);
        const auto ours = messages.send(*chat, {u"ours"_s, {}, {}, {}});
        QVERIFY(ours);
        QTRY_VERIFY(mara.server.heard().contains("<body>ours</body>"));
        for (int i = 0; i < links; ++i) {
            mara.server.cut();
            QTRY_VERIFY(!mara.connection->isOnline());
            QCOMPARE(messages.store().message(*ours)->state, i == 0 ? MessageState::Waiting : MessageState::Sent);
            mara.open();
            QTRY_VERIFY(mara.connection->isOnline());
            QCOMPARE(messages.store().message(*ours)->state, MessageState::Sent); // <resumed h='…'/> says so
        }
        // It came to the server before ours did.
        mara.server.say(late("theirs", then));
        QVERIFY(mara.has(m_tomas, u"theirs"_s));
        QCOMPARE(mara.texts(m_tomas), (QStringList{u"first"_s, u"theirs"_s, u"ours"_s}));
    }

    void aCarbonThatComesLateIsOvertakenByNothing()
    {
        Account mara({.resumes = true});
        QVERIFY(mara.isReady());
        QVERIFY(mara.isThrough());
        mara.server.cut();
        QTRY_VERIFY(!mara.connection->isOnline());
        mara.open();
        QTRY_VERIFY(mara.connection->isOnline());
        // What the lost link held, with the stamps that mod_smacks puts around it.
        const qint64 then = mara.clock.now() - 60 * second;
        mara.server.say(late("one", then) + sentCarbon("two", {}, stamped(then + second)) + late("three", then + 2 * second)
                        + sentCarbon("typing", "<composing xmlns='http://jabber.org/protocol/chatstates'/>", stamped(then + 3 * second))
                        + test::text("tomas@harbor.example/x", "four"));
        QVERIFY(mara.has(m_tomas, u"four"_s));
        QCOMPARE(mara.texts(m_tomas), (QStringList{u"one"_s, u"two"_s, u"three"_s, u"typing"_s, u"four"_s}));
        const auto time = mara.database->value(u"SELECT time FROM message WHERE body = 'two'"_s);
        QVERIFY(time);
        QCOMPARE(time->toLongLong(), then + second);
    }

    void whatAnotherDeviceWroteMeanwhileBoundsThePage()
    {
        Account mara(silentArchive());
        QVERIFY(mara.isReady());
        QTRY_COMPARE(questionsTo(mara.server).size(), 1);
        const Question missed = questionsTo(mara.server).constFirst();
        // The phone answers what we have not fetched yet. Our clock is behind the server's.
        mara.server.say(sentCarbon("two"));
        QVERIFY(mara.has(m_tomas, u"two"_s));
        const qint64 then = mara.clock.now() + 30 * second;
        mara.server.say(missed.result("one", then) + sentResult(missed, "two", then + second) + missed.end());
        QVERIFY(mara.has(m_tomas, u"one"_s));
        QCOMPARE(mara.texts(m_tomas), (QStringList{u"one"_s, u"two"_s}));
    }

    void aCarbonIsShownOnceHoweverTheLinkDies()
    {
        Account mara(silentArchive());
        QVERIFY(mara.isReady());
        QTRY_COMPARE(questionsTo(mara.server).size(), 1);
        mara.server.say(questionsTo(mara.server).constFirst().end());
        QVERIFY(mara.isThrough());
        mara.server.say(sentCarbon("ours")); // without the archive's id, and not acknowledged before the end
        mara.server.cut();
        QTRY_VERIFY(!mara.connection->isOnline());
        QCOMPARE(mara.texts(m_tomas), QStringList{u"ours"_s});
        for (int i = 0; i < 2; ++i) {
            mara.open();
            QTRY_VERIFY(mara.connection->isOnline());
            QTRY_COMPARE(questionsTo(mara.server).size(), 1);
            const Question missed = questionsTo(mara.server).constFirst();
            const qint64 then = mara.clock.now() - 10 * second;
            const QByteArray again = sentCarbon("ours", ofArchive("ours"), stamped(then));
            const QByteArray page = sentResult(missed, "ours", then) + missed.end();
            mara.server.say(receipt("ours") + (i == 0 ? again + page : page + again));
            QVERIFY(mara.isThrough());
            QCOMPARE(mara.texts(m_tomas), QStringList{u"ours"_s});
            QCOMPARE(stateOf(mara, u"ours"_s), MessageState::Delivered);
            mara.connection->forgetStream();
            mara.server.cut();
            QTRY_VERIFY(!mara.connection->isOnline());
        }
    }

    void whatIsSaidOfACarbonThatIsLeftToTheArchiveIsKept_data()
    {
        QTest::addColumn<bool>("answers");
        QTest::newRow("the archive brings it") << true;
        QTest::newRow("the archive fails") << false;
    }
    void whatIsSaidOfACarbonThatIsLeftToTheArchiveIsKept()
    {
        QFETCH(bool, answers);
        Account mara(silentArchive());
        QVERIFY(mara.isReady());
        QTRY_COMPARE(questionsTo(mara.server).size(), 1);
        const Question missed = questionsTo(mara.server).constFirst();
        QVERIFY(mara.features->messages.store().ensureConversation(mara.id, m_tomas)); // of strangers nothing is kept
        const qint64 then = mara.clock.now() - 30 * second;
        mara.server.say(sentCarbon("ours", ofArchive("ours"), stamped(then)) + receipt("ours"));
        QVERIFY(mara.isThrough());
        QCOMPARE(mara.texts(m_tomas), QStringList()); // its place is in the page
        mara.server.say(answers ? sentResult(missed, "ours", then) + missed.end()
                                : "<iq type='error' id='" + missed.request + "'><error type='cancel'><forbidden "
                                  "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
        QVERIFY(mara.has(m_tomas, u"ours"_s));
        QCOMPARE(stateOf(mara, u"ours"_s), MessageState::Delivered);
    }

    void whatIsSaidOfAMessageOutlivesTheLinkThatDiedBeforeItsPage_data()
    {
        QTest::addColumn<QByteArray>("said");
        QTest::addColumn<MessageState>("state");
        QTest::newRow("a receipt") << QByteArray("<received xmlns='urn:xmpp:receipts' id='id-ours'/>") << MessageState::Delivered;
        QTest::newRow("a marker") << QByteArray("<displayed xmlns='urn:xmpp:chat-markers:0' id='id-ours'/>") << MessageState::Displayed;
    }
    void whatIsSaidOfAMessageOutlivesTheLinkThatDiedBeforeItsPage()
    {
        QFETCH(QByteArray, said);
        QFETCH(MessageState, state);
        Account mara(silentArchive());
        QVERIFY(mara.isReady());
        QTRY_COMPARE(questionsTo(mara.server).size(), 1);
        const Question newest = questionsTo(mara.server).constFirst();
        const qint64 then = mara.clock.now() - 30 * second;
        QByteArray word = newest.result("word", then + second);
        word.replace("<body>word</body>", said);
        mara.server.say(word + newest.result("later", then + 2 * second) + newest.end("archive-word"));
        QVERIFY(mara.has(m_tomas, u"later"_s));
        mara.connection->forgetStream();
        mara.server.cut();
        QTRY_VERIFY(!mara.connection->isOnline());
        mara.open();
        QTRY_VERIFY(mara.connection->isOnline());
        // First what came since, then what stands above.
        QTRY_COMPARE(questionsTo(mara.server).size(), 1);
        const Question since = questionsTo(mara.server).constFirst();
        mara.server.say(since.result("later", then + 2 * second) + since.end("archive-later"));
        QTRY_COMPARE(questionsTo(mara.server).size(), 2);
        const Question older = questionsTo(mara.server).constLast();
        QVERIFY2(older.whole.contains("<before>archive-word</before>"), older.whole.constData());
        mara.server.say(sentResult(older, "ours", then) + older.end());
        QVERIFY(mara.has(m_tomas, u"ours"_s));
        QCOMPARE(mara.texts(m_tomas), (QStringList{u"ours"_s, u"later"_s}));
        QCOMPARE(stateOf(mara, u"ours"_s), state);
    }

    void whatStandsAboveWhatWasDisplayedWasDisplayedInAnySession_data() // XEP-0333, 5.3
    {
        QTest::addColumn<bool>("fromHere");
        QTest::addColumn<bool>("restarts");
        QTest::newRow("our phone wrote it") << false << false;
        QTest::newRow("we wrote it") << true << false;
        QTest::newRow("our phone wrote it, in another run") << false << true;
    }
    void whatStandsAboveWhatWasDisplayedWasDisplayedInAnySession()
    {
        QFETCH(bool, fromHere);
        QFETCH(bool, restarts);
        Account mara(silentArchive());
        QVERIFY(mara.isReady());
        QTRY_COMPARE(questionsTo(mara.server).size(), 1);
        const Question newest = questionsTo(mara.server).constFirst();
        const qint64 then = mara.clock.now() - 30 * second;
        const auto displayed = [](const QByteArray &id) {
            return "<message from='tomas@harbor.example/x' to='mara@harbor.example' type='chat'>"
                   "<displayed xmlns='urn:xmpp:chat-markers:0' id='" + id + "'/></message>";
        };
        mara.server.say(newest.result("news", then) + sentResult(newest, "later", then + second) + newest.end("archive-news"));
        QVERIFY(mara.has(m_tomas, u"later"_s));
        QByteArray shown = "id-later";
        if (fromHere) {
            MessageService &messages = mara.features->messages;
            const auto chat = messages.store().findConversation(mara.id, m_tomas);
            const auto sent = messages.send(*chat, {u"latest"_s, {}, {}, {}});
            QVERIFY(sent);
            QTRY_COMPARE(stateOf(mara, u"latest"_s), MessageState::Sent);
            shown = messages.store().message(*sent)->originId.value().toUtf8();
        }
        mara.server.say(displayed(shown));
        QTRY_COMPARE(stateOf(mara, fromHere ? u"latest"_s : u"later"_s), MessageState::Displayed);
        if (fromHere) { // only that one tells
            QVERIFY(mara.database->change(u"UPDATE message SET state = 1 WHERE body = 'later'"_s));
        }
        mara.connection->forgetStream();
        mara.server.cut();
        QTRY_VERIFY(!mara.connection->isOnline());
        if (restarts) {
            mara.restart();
        }
        mara.open();
        QTRY_VERIFY(mara.connection->isOnline());
        QTRY_COMPARE(questionsTo(mara.server).size(), 1);
        const Question since = questionsTo(mara.server).constFirst();
        // What our phone wrote meanwhile, nobody was shown.
        mara.server.say(sentResult(since, "later", then + second) + sentResult(since, "unseen", then + 2 * second)
                        + sentResult(since, "last", then + 3 * second) + since.end("archive-later"));
        QTRY_COMPARE(questionsTo(mara.server).size(), 2);
        const Question older = questionsTo(mara.server).constLast();
        QVERIFY2(older.whole.contains("<before>archive-news</before>"), older.whole.constData());
        mara.server.say(sentResult(older, "ours", then - second) + older.end());
        QVERIFY(mara.has(m_tomas, u"ours"_s));
        QCOMPARE(stateOf(mara, u"ours"_s), MessageState::Displayed);
        QCOMPARE(stateOf(mara, u"unseen"_s), MessageState::Sent);
        QCOMPARE(stateOf(mara, u"last"_s), MessageState::Sent);
    }

    void whatALostStreamHeldIsSeenIfWhatStandsBelowIs_data() // XEP-0333, 5.3
    {
        QTest::addColumn<bool>("lookedUpFirst");
        QTest::addColumn<bool>("markerComesLive");
        QTest::newRow("the look-up is answered first") << true << false;
        QTest::newRow("the page comes first") << false << false;
        QTest::newRow("the look-up, and the marker was here") << true << true;
    }
    void whatALostStreamHeldIsSeenIfWhatStandsBelowIs()
    {
        QFETCH(bool, lookedUpFirst);
        QFETCH(bool, markerComesLive);
        ScriptedServer::Script script = silentArchive();
        script.acknowledges = false;
        Account mara(script);
        mara.clock.set(mara.realClock.now()); // streams are numbered by that one
        QVERIFY(mara.isReady());
        QTRY_COMPARE(questionsTo(mara.server).size(), 1);
        mara.server.say(questionsTo(mara.server).constFirst().result("word", mara.clock.now() - 60 * second)
                        + questionsTo(mara.server).constFirst().end());
        QVERIFY(mara.has(m_tomas, u"word"_s));
        MessageService &messages = mara.features->messages;
        const auto chat = messages.store().findConversation(mara.id, m_tomas);
        const auto sent = messages.send(*chat, {u"held"_s, {}, {}, {}});
        QVERIFY(sent);
        const QByteArray id = messages.store().message(*sent)->originId.value().toUtf8();
        QTRY_VERIFY(mara.server.heard().contains("held"));
        const QByteArray marker = "<displayed xmlns='urn:xmpp:chat-markers:0' id='id-later'/>";
        if (markerComesLive) {
            mara.clock.advance(second);
            mara.server.say(sentCarbon("later", ofArchive("later"))
                            + "<message from='tomas@harbor.example/x' to='mara@harbor.example' type='chat'>" + marker + "</message>");
            QTRY_COMPARE(stateOf(mara, u"later"_s), MessageState::Displayed);
        }
        QCOMPARE(stateOf(mara, u"held"_s), MessageState::Waiting);
        mara.connection->forgetStream();
        mara.server.cut();
        QTRY_VERIFY(!mara.connection->isOnline());
        mara.open();
        QTRY_VERIFY(mara.connection->isOnline());
        QTRY_COMPARE(questionsTo(mara.server).size(), 2);
        const auto isLookUp = [](const Question &question) { return question.whole.contains("tomas@harbor.example"); };
        const QList<Question> asked = questionsTo(mara.server);
        const Question &lookUp = isLookUp(asked[0]) ? asked[0] : asked[1];
        const Question &missed = isLookUp(asked[0]) ? asked[1] : asked[0];
        QVERIFY(isLookUp(lookUp) && !isLookUp(missed));
        const qint64 then = mara.clock.now();
        const auto page = [&](const Question &question) {
            QByteArray word = question.result("marker", then + 2 * second);
            word.replace("<body>marker</body>", marker);
            return sentResult(question, "held", then).replace("id='id-held'", "id='" + id + "'") + sentResult(question, "later", then + second)
                + word + question.end();
        };
        if (lookedUpFirst) {
            mara.server.say(page(lookUp));
            QTRY_VERIFY(stateOf(mara, u"held"_s) != MessageState::Waiting);
            QCOMPARE(stateOf(mara, u"held"_s), markerComesLive ? MessageState::Displayed : MessageState::Sent);
            mara.server.say(page(missed));
        } else {
            mara.server.say(page(missed) + page(lookUp));
        }
        QVERIFY(mara.has(m_tomas, u"later"_s));
        QVERIFY(mara.isThrough());
        QCOMPARE(stateOf(mara, u"later"_s), MessageState::Displayed);
        QCOMPARE(stateOf(mara, u"held"_s), MessageState::Displayed);
        QCOMPARE(mara.texts(m_tomas), (QStringList{u"word"_s, u"held"_s, u"later"_s}));
    }

    void whatIsSaidOfAMessageIsForgottenOnceItCannotCome_data()
    {
        QTest::addColumn<QByteArray>("oldest"); // of the page; empty: nothing is older
        QTest::addColumn<int>("kept");
        QTest::newRow("all is here but what a room said") << QByteArray() << 0;
        QTest::newRow("older pages are left") << QByteArray("archive-later") << 1;
    }
    void whatIsSaidOfAMessageIsForgottenOnceItCannotCome()
    {
        QFETCH(QByteArray, oldest);
        QFETCH(int, kept);
        Account mara(silentArchive());
        MessageService &messages = mara.features->messages;
        const auto evidence = [&messages] {
            qsizetype count = 0;
            const Status asked = messages.takeIn([&count](IncomingPipeline &pipeline, IncomingOutcome &) -> Status {
                count = pipeline.evidence();
                return Done{};
            }, false);
            return asked ? count : -1;
        };
        const auto room = messages.openRoom(*BareJid::parse(u"crews@groups.harbor.example"));
        QVERIFY(room);
        QVERIFY(GapStore(*mara.database).add({0, mara.id, {}, {}, 0, *room})); // nobody is in it
        QVERIFY(mara.isReady());
        QTRY_COMPARE(questionsTo(mara.server).size(), 1);
        const Question newest = questionsTo(mara.server).constFirst();
        QByteArray word = newest.result("word", mara.clock.now() - 30 * second);
        word.replace("<body>word</body>", "<received xmlns='urn:xmpp:receipts' id='id-never'/>");
        mara.server.say(word + newest.result("later", mara.clock.now() - 20 * second) + newest.end(oldest));
        QVERIFY(mara.has(m_tomas, u"later"_s));
        QCOMPARE(evidence(), 1);
        mara.connection->forgetStream();
        mara.server.cut();
        QTRY_VERIFY(!mara.connection->isOnline());
        mara.open();
        QTRY_VERIFY(mara.connection->isOnline());
        QCOMPARE(evidence(), kept);
    }
};

JACKDAW_TEST(CatchUpTest)

} // namespace catch_up_test

#include "CatchUpTest.moc"
