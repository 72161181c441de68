// SPDX-License-Identifier: GPL-3.0-or-later
// Live places: that the one who is told reads them and nobody else, that they end, and what is believed of others.
#include "PlaceServer.h"

#include "support/TestProgram.h"

#include <QSignalSpy>

#include <algorithm>

using namespace live_place_test;

namespace live_place_service_test {

class LivePlaceServiceTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void oneReaderAndNoPlaceInClear()
    {
        Server account;
        QVERIFY(account.isReady());
        QVERIFY(account.start());
        const QByteArray heard = account.server.heard();
        const qsizetype create = heard.indexOf("<create node=\"urn:jackdaw:live-place:0#");
        const qsizetype member = heard.indexOf("<affiliation jid=\"tomas@harbor.example\" affiliation=\"member\"/>");
        const qsizetype publish = heard.indexOf("<publish node=\"urn:jackdaw:live-place:0#");
        const qsizetype message = heard.indexOf("jd-live=");
        QVERIFY(create >= 0 && create < member && member < message && message < publish);
        QCOMPARE(account.heardTimes("affiliation=\"member\""), 1);
        QVERIFY(heard.sliced(create, member - create).contains("pubsub#access_model\"><value>whitelist"));
        QVERIFY(heard.sliced(publish).contains("<sealed "));
        QVERIFY(!heard.sliced(publish, heard.indexOf("</iq>", publish) - publish).contains("59.33"));
        const auto live = account.only();
        QVERIFY(live && live->side == LivePlace::Side::Here && live->message.isValid() && live->ended == 0);
        QCOMPARE(live->until, (account.clock.now() + 900'000) / 1000 * 1000);
        // What it says there opens with what the message says.
        const auto card = linkCardOf(account.texts(Server::peer("tomas")).constLast());
        QVERIFY(card && card->live);
        const qsizetype from = heard.indexOf('>', heard.indexOf("<sealed ", publish)) + 1;
        const QByteArray sealed = QByteArray::fromBase64(heard.sliced(from, heard.indexOf('<', from) - from));
        auto cipher = FileCipher::make(FileCipher::Way::Open, card->live->key, sealed.first(12));
        const QByteArray text = cipher->update(sealed.sliced(12, sealed.size() - 28));
        QVERIFY(cipher->finishOpen(sealed.last(16)));
        QCOMPARE(readLivePosition(text)->latitude, harbour.latitude);
    }
    void nothingIsToldThroughAnOpenNode()
    {
        Server account;
        account.access = "presence";
        QVERIFY(account.isReady());
        const Status started = account.start();
        QVERIFY(!started);
        QCOMPARE(started.error().kind, ErrorKind::Forbidden);
        QTRY_VERIFY(account.server.heard().contains("<delete node=\"urn:jackdaw:live-place:0#"));
        QVERIFY(account.isThrough());
        QVERIFY(!account.server.heard().contains("<publish node=\"urn:jackdaw:live-place"));
        QVERIFY(!account.server.heard().contains("jd-live="));
        QVERIFY(!account.isThere);
    }
    void noRoomAndNoStreamIsTold()
    {
        Server account;
        QCOMPARE(account.start().error().kind, ErrorKind::Offline);
        QVERIFY(account.isReady());
        const auto own = account.features->messages.open(*BareJid::parse(u"mara@harbor.example"));
        QVERIFY(own);
        QCOMPARE(account.features->livePlaces.start(*own, 15, harbour, 1, LivePromise::None).result().error().kind, ErrorKind::Conflict);
        QCOMPARE(account.features->livePlaces.start(account.chat(), 60 * 24, harbour, 1, LivePromise::None).result().error().kind,
                 ErrorKind::Conflict);
        QVERIFY(!account.isThere);
    }
    void movesAreBounded()
    {
        Server account;
        QVERIFY(account.isReady());
        QVERIFY(account.start());
        const auto published = [&] { return account.published(); };
        QCOMPARE(published(), 1);
        for (int step = 1; step <= 14; ++step) {
            account.clock.advance(1'000);
            account.features->livePlaces.move({59.3327 + step * 0.001, 18.0649, 12}, account.clock.now());
        }
        QVERIFY(account.isThrough());
        QCOMPARE(published(), 1);
        account.clock.advance(1'000);
        account.features->livePlaces.move({59.35, 18.0649, 12}, account.clock.now());
        QTRY_COMPARE(published(), 2);
        QVERIFY(account.isThrough());
        // Who stands still says so once a minute.
        for (int step = 1; step <= 4; ++step) {
            account.clock.advance(15'000);
            account.features->livePlaces.move({59.350'01, 18.0649, 12}, account.clock.now());
            QVERIFY(account.isThrough());
            QCOMPARE(published(), step < 4 ? 2 : 3);
        }
    }
    void aMoveWithinTheSameSecondIsTold()
    {
        Server account;
        QVERIFY(account.isReady());
        QVERIFY(account.start());
        const auto published = [&] { return account.published(); };
        const qint64 second = account.only()->time;
        const auto moved = [&](const Place &place, qint64 time) {
            account.features->livePlaces.move(place, time);
            return account.only()->place == place;
        };
        // As from a location service that counts in whole seconds: it says each of them at the same time.
        QVERIFY(moved({59.4, 18.1, 8}, second));
        QVERIFY(account.only()->time > second);
        QVERIFY(moved({59.5, 18.1, 8}, second));
        const qint64 last = account.only()->time;
        QVERIFY(moved({59.5, 18.1, 8}, second));
        QCOMPARE(account.only()->time, last); // the same once more is nothing new
        QVERIFY(!moved({59.6, 18.1, 8}, second - 1'000));
        account.clock.advance(LivePlaceService::betweenMoves);
        QVERIFY(moved({59.5, 18.1, 8}, second)); // nothing new, and what is there is due
        QTRY_COMPARE(published(), 2);
        QVERIFY(account.isThrough());
        QVERIFY(moved({59.7, 18.1, 8}, second + 1'000));
        QCOMPARE(account.only()->time, second + 1'000);
    }
    void theSenderStopsIt()
    {
        Server account;
        QVERIFY(account.isReady());
        QVERIFY(account.start());
        QVERIFY(account.features->livePlaces.stop(account.only()->id));
        QTRY_VERIFY(!account.isThere);
        QVERIFY(account.only()->ended != 0);
        QVERIFY(!account.only()->place);
        account.clock.advance(60'000);
        account.features->livePlaces.move({60, 18, 12}, account.clock.now());
        QVERIFY(account.isThrough());
        QCOMPARE(account.published(), 1);
        QVERIFY(!account.features->livePlaces.stop(theirId));
    }
    void aMessageTakenBackStopsIt()
    {
        Server account;
        QVERIFY(account.isReady());
        QVERIFY(account.start());
        QTRY_VERIFY(account.server.heard().contains("jd-live="));
        QVERIFY(account.isThrough());
        const Status retracted = account.features->messages.changes().retract(account.only()->message);
        QVERIFY2(retracted, retracted ? "" : qPrintable(retracted.error().detail));
        QTRY_VERIFY(!account.isThere);
        QVERIFY(account.only()->ended != 0);
    }
    void whoIsBlockedIsToldNothingMore()
    {
        Server account;
        QVERIFY(account.isReady());
        QVERIFY(account.start());
        account.features->livePlaces.stopFor({*Jid::parse(u"leila@harbor.example"_s)});
        QCOMPARE(account.only()->ended, 0);
        account.features->livePlaces.stopFor({*Jid::parse(u"tomas@harbor.example"_s)});
        QVERIFY(account.only()->ended != 0);
        QTRY_VERIFY(!account.isThere);
    }
    void whoIsNoContactAnyMoreIsToldNothing()
    {
        Server account;
        QVERIFY(account.isReady());
        QVERIFY(account.start());
        Q_EMIT account.features->roster.contactRemoved(AccountId(1), Server::peer("leila"));
        QCOMPARE(account.only()->ended, 0);
        Q_EMIT account.features->roster.contactRemoved(AccountId(1), Server::peer("tomas"));
        QVERIFY(account.only()->ended != 0);
        QTRY_VERIFY(!account.isThere);
    }
    /// Removed elsewhere, while we were not there to hear it (RFC 6121, 2.1.6): the roster of the next stream says it.
    void whoWasRemovedWhileWeWereAwayIsToldNothing()
    {
        Server account;
        QVERIFY(account.isReady());
        QVERIFY(account.start());
        const QByteArray node = liveNode(account.only()->id).toUtf8();
        account.contacts = leilaAlone;
        account.isRosterSlow = true;
        QVERIFY(account.comesBack());
        account.clock.advance(60'000);
        account.features->livePlaces.move({59.5, 18.0649, 12}, account.clock.now());
        QVERIFY(account.isThrough());
        QCOMPARE(account.published(), 0); // nobody knows yet whether they are still a contact
        QCOMPARE(account.only()->ended, 0);
        account.isRosterSlow = false;
        QVERIFY(account.comesBack());
        QTRY_VERIFY(account.only()->ended != 0);
        QTRY_VERIFY(!account.isThere);
        QVERIFY(account.server.heard().contains("<retract node=\"" + node));
        QVERIFY(account.isThrough());
        QCOMPARE(account.published(), 0);
    }
    void whoIsStillAContactIsToldOn_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("the whole roster") << roster;
        QTest::newRow("nothing new (RFC 6121, 2.6.3)") << QByteArray();
    }
    /// As soon as the roster is here, and without another word of who knows where we are: that may never come.
    void whoIsStillAContactIsToldOn()
    {
        QFETCH(const QByteArray, answer);
        Server account;
        QVERIFY(account.isReady());
        QVERIFY(account.start());
        account.isRosterSlow = true;
        QVERIFY(account.comesBack());
        account.clock.advance(60'000);
        account.features->livePlaces.move({59.5, 18.0649, 12}, account.clock.now());
        QVERIFY(account.isThrough());
        QVERIFY(!account.rosterRequest.isEmpty());
        QCOMPARE(account.published(), 0);
        account.server.say("<iq type='result' id='" + account.rosterRequest + "' to='mara@harbor.example/desk'>"
                           + answer + "</iq>");
        QTRY_COMPARE(account.published(), 1);
        QCOMPARE(account.only()->ended, 0);
    }
    /// Who is none is told nothing less: one may tell a stranger.
    void aStrangerIsToldUntilTheEnd()
    {
        Server account;
        account.contacts = leilaAlone;
        account.open();
        QTRY_VERIFY(account.features->roster.isOfNow());
        QVERIFY(account.start());
        Q_EMIT account.features->roster.rosterConfirmed();
        QCOMPARE(account.only()->ended, 0);
    }
    void nothingIsPublishedBeforeItsMessageIsOut()
    {
        Server account;
        SaidCipher cipher;
        cipher.now = MessageCipher::Readiness::NotYet; // their keys are on their way
        account.features->messages.setCipher(cipher);
        QVERIFY(account.isReady());
        QVERIFY(account.begin(15, LivePromise::None));
        QVERIFY(account.only()->message.isValid());
        account.clock.advance(60'000);
        account.features->livePlaces.move({59.5, 18.2, 8}, account.clock.now());
        QVERIFY(account.isThrough());
        QVERIFY(!account.server.heard().contains("jd-live="));
        QCOMPARE(account.published(), 0);
        cipher.now = MessageCipher::Readiness::Ready;
        account.features->messages.sendWaiting();
        QTRY_COMPARE(account.published(), 1);
        QVERIFY(account.server.heard().contains("jd-live="));
        account.features.reset(); // before its cipher
    }
    void whatWaitsIsTakenBackWhenTheChatIsSealedNoMore()
    {
        Server account;
        SaidCipher cipher;
        cipher.now = MessageCipher::Readiness::Stuck;
        account.features->messages.setCipher(cipher);
        bool isSealed = true;
        account.features->livePlaces.setSeals([&isSealed](const BareJid &) { return isSealed; });
        QVERIFY(account.isReady());
        QVERIFY(account.begin(15, LivePromise::Sealed));
        QVERIFY(account.only()->message.isValid());
        QVERIFY(!account.texts(Server::peer("tomas")).isEmpty());
        // The user turns encryption off, and all that waits goes out.
        isSealed = false;
        cipher.now = MessageCipher::Readiness::Clear;
        Q_EMIT account.features->omemo.readinessChanged(Server::peer("tomas"));
        QVERIFY(account.only()->ended != 0);
        QTRY_VERIFY(!account.isThere);
        QVERIFY(account.isThrough());
        QVERIFY(!account.server.heard().contains("jd-live="));
        QCOMPARE(account.published(), 0);
        QVERIFY(account.texts(Server::peer("tomas")).isEmpty());
        account.features.reset();
    }
    void whatIsOverBeforeItIsSaidIsNotSaid_data()
    {
        QTest::addColumn<bool>("isEarly");
        QTest::newRow("a crash") << false;
        QTest::newRow("a crash as it was stored") << true;
    }
    /// What announces a place that is over tells nobody anything.
    void whatIsOverBeforeItIsSaidIsNotSaid()
    {
        QFETCH(const bool, isEarly);
        Server account;
        SaidCipher cipher;
        cipher.now = MessageCipher::Readiness::NotYet;
        account.features->messages.setCipher(cipher);
        QVERIFY(account.isReady());
        QVERIFY(account.begin());
        QVERIFY(account.features->livePlaces.stop(account.only()->id));
        QVERIFY(account.texts(Server::peer("tomas")).isEmpty());
        QTRY_VERIFY(!account.isThere);
        // Nor over a crash, be it before anybody knew which message it is.
        QVERIFY(account.begin());
        QCOMPARE(account.texts(Server::peer("tomas")).size(), 1);
        if (isEarly) {
            QVERIFY(account.database->change(u"UPDATE live_place SET message = 0"_s));
        }
        account.restart();
        // Whoever made all this listens from now on, and has read the chat perhaps.
        QSignalSpy removed(&account.features->messages, &MessageService::messageRemoved);
        QTRY_COMPARE(removed.count(), 1);
        QVERIFY(account.texts(Server::peer("tomas")).isEmpty());
        QVERIFY(account.isReady());
        QTRY_VERIFY(!account.isThere);
        QVERIFY(account.isThrough());
        QVERIFY(!account.server.heard().contains("jd-live="));
    }
    /// The node is another than it was (XEP-0060, 7.1.5): nothing goes there again, and the user sees that it is over.
    void aPlaceThatTheServerDoesNotTakeIsOver()
    {
        Server account;
        QVERIFY(account.isReady());
        account.publishError = "forbidden";
        QVERIFY(account.begin());
        QTRY_VERIFY(account.only()->ended != 0);
        QTRY_VERIFY(!account.isThere);
    }
    void aMessageThatNamesItNoMoreEndsIt()
    {
        Server account;
        QVERIFY(account.isReady());
        QVERIFY(account.start());
        Message message = *account.features->messages.store().message(account.only()->message);
        const ConversationId chat = message.conversation;
        Q_EMIT account.features->messages.messagesChanged(chat, {message});
        QCOMPARE(account.only()->ended, 0);
        message.body = liveUri(harbour, {theirId, key, account.only()->until}); // as from another program of ours
        Q_EMIT account.features->messages.messagesChanged(chat, {message});
        QVERIFY(account.only()->ended != 0);
        QTRY_VERIFY(!account.isThere);
    }
    void whatWasPromisedHoldsOrNothingIsTold()
    {
        Server account;
        QVERIFY(account.isReady());
        bool isSealed = false;
        account.features->livePlaces.setSeals([&isSealed](const BareJid &) { return isSealed; });
        QCOMPARE(account.start(15, LivePromise::Sealed).error().kind, ErrorKind::NotAcceptable);
        QVERIFY(account.isThrough());
        QVERIFY(!account.server.heard().contains("<create node=\"urn:jackdaw:live-place"));
        QVERIFY(account.features->livePlaces.places().isEmpty());
        // It is turned off while the server is asked.
        int asked = 0;
        account.features->livePlaces.setSeals([&asked](const BareJid &) { return ++asked == 1; });
        QCOMPARE(account.start(15, LivePromise::Sealed).error().kind, ErrorKind::NotAcceptable);
        QCOMPARE(asked, 2);
        QTRY_VERIFY(!account.isThere);
        QVERIFY(account.isThrough());
        QVERIFY(!account.server.heard().contains("jd-live="));
        isSealed = true;
        account.features->livePlaces.setSeals([&isSealed](const BareJid &) { return isSealed; });
        QVERIFY(account.start(15, LivePromise::Sealed));
    }
    void aClockThatIsSetBackLengthensNothing()
    {
        Server account;
        QVERIFY(account.isReady());
        QVERIFY(account.start());
        account.clock.advance(900'000);
        account.clock.set(account.clock.now() - 600'000);
        account.features->livePlaces.move({60, 18, 12}, account.clock.now());
        QTRY_VERIFY(!account.isThere);
        QVERIFY(account.only()->ended != 0);
        QCOMPARE(account.published(), 1);
    }
    void whatIsForwardedOpensNothing()
    {
        Server account;
        QVERIFY(account.isReady());
        QVERIFY(account.start());
        QVERIFY(account.features->messages.forward(account.only()->message, account.chat("leila")));
        QCOMPARE(account.texts(Server::peer("leila")).constLast(), placeUri(harbour));
    }
    void onePersonMakesNoMoreThanAreKept()
    {
        Server account;
        QVERIFY(account.isReady());
        account.theirError = "item-not-found";
        const auto isAllOver = [&account] {
            const QList<LivePlace> all = account.features->livePlaces.places();
            return std::all_of(all.cbegin(), all.cend(), [](const LivePlace &each) { return each.ended != 0; });
        };
        for (int i = 0; i < int(LivePlaceService::mostKept) + 5; ++i) {
            const QString id = QString::number(i).rightJustified(32, u'0');
            const QString body = liveUri(harbour, {id, key, account.clock.now() / 1000 * 1000 + 900'000});
            account.server.say("<message from='tomas@harbor.example/phone' to='mara@harbor.example' type='chat' id='many-"
                               + QByteArray::number(i) + "'><body>" + body.toUtf8() + "</body></message>");
            QVERIFY(account.isThrough());
            QTRY_VERIFY(isAllOver());
        }
        QCOMPARE(account.features->livePlaces.places().size(), LivePlaceService::mostKept);
    }
    void itEndsByItself()
    {
        Server account;
        QVERIFY(account.isReady());
        QVERIFY(account.start());
        account.clock.advance(900'000);
        account.features->livePlaces.move({60, 18, 12}, account.clock.now());
        QTRY_VERIFY(!account.isThere);
        QCOMPARE(account.only()->ended, account.only()->until);
        QCOMPARE(account.published(), 1);
    }
    void aCrashLeavesNothing()
    {
        Server account;
        QVERIFY(account.isReady());
        QVERIFY(account.start());
        account.restart();
        QVERIFY(account.only() && account.only()->ended != 0);
        QVERIFY(account.isThere); // nobody could say so yet
        QVERIFY(account.isReady());
        QTRY_VERIFY(!account.isThere);
        QTRY_COMPARE(account.database->value(u"SELECT sum(here) + sum(length(secret)) FROM live_place"_s)->toInt(), 0);
    }
    void signingOutEndsIt()
    {
        Server account;
        QVERIFY(account.isReady());
        QVERIFY(account.start());
        account.features->livePlaces.stopAll();
        account.connection->close();
        QTRY_VERIFY(!account.isThere);
        QVERIFY(account.only()->ended != 0);
    }
    void theirsIsFollowed()
    {
        Server account;
        QVERIFY(account.isReady());
        account.theirItem = account.item({59.4, 18.1, 20, account.clock.now() - 5'000});
        account.announced();
        QTRY_VERIFY(account.only() && account.only()->place);
        QVERIFY(account.server.heard().contains("<subscribe node=\"" + liveNode(theirId).toUtf8()
                                                + "\" jid=\"mara@harbor.example\""));
        QCOMPARE(account.only()->place->latitude, 59.4);
        QCOMPARE(account.only()->time, account.clock.now() - 5'000);
        account.moved(account.item({59.5, 18.2, 8, account.clock.now() - 1'000}));
        QTRY_COMPARE(account.only()->place->latitude, 59.5);
        // Older; of another key; of nobody; of somebody else; of a device.
        account.moved(account.item({10, 10, 8, account.clock.now() - 4'000}));
        account.moved(account.item({11, 11, 8, account.clock.now()}, QByteArray(32, 'x')));
        account.moved("<item id='current'><geoloc "
                      "xmlns='http://jabber.org/protocol/geoloc'><lat>12</lat><lon>12</lon></geoloc></item>");
        account.moved(account.item({13, 13, 8, account.clock.now()}), "leila@harbor.example");
        account.moved(account.item({14, 14, 8, account.clock.now()}), "tomas@harbor.example/phone");
        QVERIFY(account.isThrough());
        QCOMPARE(account.only()->place->latitude, 59.5);
        account.event("<delete node='" + liveNode(theirId).toUtf8() + "'/>");
        QTRY_VERIFY(account.only()->ended != 0);
        QVERIFY(!account.only()->place);
        QCOMPARE(account.database->value(u"SELECT sum(length(secret)) FROM live_place"_s)->toInt(), 0);
    }
    void itIsFollowedOnAfterARestart()
    {
        Server account;
        QVERIFY(account.isReady());
        account.announced();
        QTRY_VERIFY(account.only());
        account.theirItem = account.item({59.4, 18.1, 20, account.clock.now()});
        account.restart();
        QVERIFY(account.only() && account.only()->ended == 0);
        QVERIFY(account.isReady());
        QTRY_VERIFY(account.only()->place);
        // It ends as was said, whoever is not there to say so.
        account.clock.advance(900'000);
        account.moved(account.item({59.5, 18.2, 8, account.clock.now()}));
        QTRY_VERIFY(account.only()->ended != 0);
        QVERIFY(!account.only()->place);
    }
    void whatIsGoneHasEnded()
    {
        Server account;
        QVERIFY(account.isReady());
        account.theirError = "item-not-found";
        account.announced();
        QTRY_VERIFY(account.only() && account.only()->ended != 0);
    }
    void strangersLearnNothingAndEndlessOnesAreNone()
    {
        Server account;
        QVERIFY(account.isReady());
        account.announced("pest@spam.example/x");
        QVERIFY(account.isThrough());
        account.announced("tomas@harbor.example/phone", LiveLink::longest * 2);
        QVERIFY(account.isThrough());
        QTRY_VERIFY(!account.texts(Server::peer("tomas")).isEmpty());
        QVERIFY(account.isThrough());
        QVERIFY(!account.server.heard().contains("<subscribe node="));
    }
};

JACKDAW_TEST(LivePlaceServiceTest)

} // namespace live_place_service_test

#include "live_place_service_test.moc"
