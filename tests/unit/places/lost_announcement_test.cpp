// SPDX-License-Identifier: GPL-3.0-or-later
// The message that announces a live place, when the stream that it was given to is lost: one that is over is not said
// again, and what arrived stays.
#include "PlaceServer.h"

#include "support/TestProgram.h"

#include <QSignalSpy>

#include <algorithm>

using namespace live_place_test;

namespace lost_announcement_test {

class LostAnnouncementTest : public QObject
{
    Q_OBJECT

    /// Written to a stream, and not acknowledged.
    static bool isOnItsWay(Server &account, LivePromise promise = LivePromise::None)
    {
        account.server.script().acknowledges = false;
        return account.begin(15, promise)
            && QTest::qWaitFor([&] { return account.server.heard().contains("jd-live="); }, 15'000);
    }
    /// The message that announced one, and came back with an error, which ended the place. An invalid id: not so.
    static MessageId refused(Server &account, LivePromise promise)
    {
        if (!account.start(15, promise)) {
            return {};
        }
        const MessageId id = account.only()->message;
        const auto message = account.features->messages.store().message(id);
        account.server.say("<message type='error' from='tomas@harbor.example' to='mara@harbor.example/desk' id='"
                           + message->originId.value().toUtf8() + "'><error type='cancel'><service-unavailable "
                           "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>");
        const bool hasFailed = account.isThrough()
            && account.features->messages.store().message(id)->state == MessageState::Failed;
        return hasFailed && account.only()->ended != 0 ? id : MessageId();
    }
    static QStringList texts(Server &account) { return account.texts(Server::peer("tomas")); }

private Q_SLOTS:
    void whatIsOverIsNotSaidAgain_data()
    {
        QTest::addColumn<bool>("endsByUser");
        QTest::addColumn<bool>("endsOnline");
        QTest::newRow("stopped while it is on its way") << true << true;
        QTest::newRow("stopped without a stream") << true << false;
        QTest::newRow("sealed no more while it is on its way") << false << true;
        QTest::newRow("sealed no more, without a stream") << false << false;
    }
    void whatIsOverIsNotSaidAgain()
    {
        QFETCH(const bool, endsByUser);
        QFETCH(const bool, endsOnline);
        Server account;
        SaidCipher cipher;
        cipher.now = MessageCipher::Readiness::Ready;
        account.features->messages.setCipher(cipher);
        bool isSealed = true;
        account.features->livePlaces.setSeals([&isSealed](const BareJid &) { return isSealed; });
        QVERIFY(account.isReady());
        QVERIFY(isOnItsWay(account, LivePromise::Sealed));
        const auto end = [&] {
            if (endsByUser) {
                QVERIFY(account.features->livePlaces.stop(account.only()->id));
            } else {
                isSealed = false;
                cipher.now = MessageCipher::Readiness::Clear;
                Q_EMIT account.features->omemo.readinessChanged(Server::peer("tomas"));
            }
        };
        if (endsOnline) {
            end();
            QVERIFY(account.isThrough());
            QCOMPARE(texts(account).size(), 1); // nobody knows yet
        }
        QVERIFY(account.isCut());
        if (!endsOnline) {
            end();
        }
        QVERIFY(account.only()->ended != 0);
        QSignalSpy removed(&account.features->messages, &MessageService::messageRemoved);
        QVERIFY(account.isReady());
        QTRY_COMPARE(removed.count(), 1);
        QCOMPARE(texts(account), QStringList());
        QVERIFY(account.isThrough());
        QVERIFY(!account.server.heard().contains("jd-live="));
        QCOMPARE(account.published(), 0);
        account.features.reset(); // before its cipher
    }

    void whatArrivedStays_data()
    {
        QTest::addColumn<bool>("inAnotherRun");
        QTest::newRow("in the next session") << false;
        QTest::newRow("in another run of the program") << true;
    }
    /// The other side has it, and so have we.
    void whatArrivedStays()
    {
        QFETCH(const bool, inAnotherRun);
        Server account;
        QVERIFY(account.isReady());
        QVERIFY(isOnItsWay(account));
        account.archived = account.announcement();
        if (inAnotherRun) {
            account.restart(); // as after a crash
        } else {
            QVERIFY(account.features->livePlaces.stop(account.only()->id));
            QVERIFY(account.isCut());
        }
        QVERIFY(account.isReady());
        QTRY_VERIFY(!account.message() || account.message()->state == MessageState::Sent);
        QCOMPARE(texts(account).size(), 1);
        QVERIFY(account.isThrough());
        QVERIFY(!account.server.heard().contains("jd-live="));
        QVERIFY(account.only()->ended != 0);
    }

    /// Without an archive it may have arrived, or not: it is not said again, and nothing hides that it was.
    void whatNobodyCanTellStaysAndIsNotSaidAgain()
    {
        Server account;
        account.hasArchive = false;
        QVERIFY(account.isReady());
        QVERIFY(isOnItsWay(account));
        QVERIFY(account.features->livePlaces.stop(account.only()->id));
        QVERIFY(account.isCut());
        QVERIFY(account.isReady());
        QTRY_VERIFY(!account.message() || account.message()->state == MessageState::Failed);
        QVERIFY(account.message());
        QCOMPARE(account.message()->failure->kind, ErrorKind::Unconfirmed);
        QVERIFY(account.isThrough());
        QVERIFY(!account.server.heard().contains("jd-live="));
    }

    void itIsNotSaidDaysLaterEither()
    {
        Server account;
        QVERIFY(account.isReady());
        QVERIFY(isOnItsWay(account));
        QVERIFY(account.features->livePlaces.stop(account.only()->id));
        // Nothing is owed to the server any more: that the message waits is all that is left of it.
        QTRY_COMPARE(account.database->value(u"SELECT sum(here) FROM live_place"_s)->toInt(), 0);
        QVERIFY(account.isCut());
        account.clock.advance(3LL * 24 * 60 * 60 * 1000);
        account.restart();
        QSignalSpy removed(&account.features->messages, &MessageService::messageRemoved);
        QVERIFY(account.isReady());
        QTRY_COMPARE(removed.count(), 1);
        QCOMPARE(texts(account), QStringList());
        QVERIFY(account.isThrough());
        QVERIFY(!account.server.heard().contains("jd-live="));
    }

    /// Stopped while nobody there can read it, after the archive has said that it did not arrive.
    void whatWaitsForAnotherReasonIsTakenBackAtOnce()
    {
        Server account;
        SaidCipher cipher;
        cipher.now = MessageCipher::Readiness::Ready;
        account.features->messages.setCipher(cipher);
        QVERIFY(account.isReady());
        QVERIFY(isOnItsWay(account));
        cipher.now = MessageCipher::Readiness::Stuck;
        QVERIFY(account.comesBack());
        QTRY_VERIFY(!questionsTo(account.server).isEmpty());
        QVERIFY(account.isThrough());
        QCOMPARE(texts(account).size(), 1);
        QVERIFY(account.features->livePlaces.stop(account.only()->id));
        QTRY_COMPARE(texts(account), QStringList());
        cipher.now = MessageCipher::Readiness::Ready;
        account.features->messages.sendWaiting();
        QVERIFY(account.isThrough());
        QVERIFY(!account.server.heard().contains("jd-live="));
        account.features.reset();
    }

    void whatIsTriedAgainKeepsItsPromise_data()
    {
        QTest::addColumn<bool>("isSealedAgain");
        QTest::addColumn<bool>("inAnotherRun");
        QTest::newRow("in clear now") << false << false;
        QTest::newRow("in clear now, in another run") << false << true;
        QTest::newRow("sealed") << true << false;
        QTest::newRow("sealed, in another run") << true << true;
    }
    /// The server refused it, and that ended the place; the user tries the message again: it was promised to be sealed, and
    /// does not go otherwise before the user has heard so.
    void whatIsTriedAgainKeepsItsPromise()
    {
        QFETCH(const bool, isSealedAgain);
        QFETCH(const bool, inAnotherRun);
        Server account;
        SaidCipher cipher;
        cipher.now = MessageCipher::Readiness::Ready;
        bool isSealed = true;
        const auto connectAll = [&] {
            account.features->messages.setCipher(cipher);
            account.features->livePlaces.setSeals([&isSealed](const BareJid &) { return isSealed; });
        };
        connectAll();
        QVERIFY(account.isReady());
        const MessageId id = refused(account, LivePromise::Sealed);
        QVERIFY(id.isValid());
        isSealed = isSealedAgain;
        cipher.now = isSealed ? MessageCipher::Readiness::Ready : MessageCipher::Readiness::Clear;
        if (inAnotherRun) {
            account.restart();
            connectAll();
            QVERIFY(account.isReady());
        }
        const qsizetype heard = account.server.heard().size();
        const auto since = [&] { return account.server.heard().sliced(inAnotherRun ? 0 : heard); };
        const auto message = [&] { return *account.features->messages.store().message(id); };
        QVERIFY(account.features->messages.retry(id));
        QVERIFY(account.isThrough());
        if (isSealedAgain) {
            QTRY_VERIFY(since().contains("geo:"));
            QVERIFY(message().state != MessageState::Failed);
            account.features.reset();
            return;
        }
        QVERIFY(!since().contains("geo:"));
        QCOMPARE(message().state, MessageState::Failed);
        QCOMPARE(message().failure->kind, ErrorKind::NotEncryptable);
        QVERIFY(message().failure->subject.isEmpty()); // "It was to be encrypted, and this chat is not encrypted any more."
        // Asked, the user tries it once more: where it began, and not what opened it.
        QVERIFY(account.features->messages.retry(id));
        QTRY_VERIFY(since().contains("geo:59.3327,18.0649"));
        QVERIFY(!since().contains("jd-live="));
        account.features.reset(); // before its cipher
    }

    /// It waits for a stream when encryption is turned off.
    void whatIsTriedAgainAndWaitsKeepsItsPromise()
    {
        Server account;
        SaidCipher cipher;
        cipher.now = MessageCipher::Readiness::Ready;
        account.features->messages.setCipher(cipher);
        bool isSealed = true;
        account.features->livePlaces.setSeals([&isSealed](const BareJid &) { return isSealed; });
        QVERIFY(account.isReady());
        const MessageId id = refused(account, LivePromise::Sealed);
        QVERIFY(id.isValid());
        QVERIFY(account.isCut());
        QVERIFY(account.features->messages.retry(id));
        QCOMPARE(account.features->messages.store().message(id)->state, MessageState::Waiting);
        isSealed = false;
        cipher.now = MessageCipher::Readiness::Clear;
        Q_EMIT account.features->omemo.readinessChanged(Server::peer("tomas"));
        QCOMPARE(account.features->messages.store().message(id)->state, MessageState::Failed);
        const qsizetype heard = account.server.heard().size();
        QVERIFY(account.isReady());
        QVERIFY(!account.server.heard().sliced(std::min(heard, account.server.heard().size())).contains("geo:"));
        account.features.reset();
    }

    /// Nothing of that was promised: it goes as any text that is tried again.
    void whatWasNotPromisedIsTriedAgain()
    {
        Server account;
        QVERIFY(account.isReady());
        const MessageId id = refused(account, LivePromise::None);
        QVERIFY(id.isValid());
        const qsizetype heard = account.server.heard().size();
        account.features->livePlaces.setSeals([](const BareJid &) { return false; });
        QVERIFY(account.features->messages.retry(id));
        QTRY_VERIFY(account.server.heard().sliced(heard).contains("geo:"));
        QVERIFY(account.features->messages.store().message(id)->state != MessageState::Failed);
    }

    void whatTheUserMadeOfItGoesOut()
    {
        Server account;
        SaidCipher cipher;
        cipher.now = MessageCipher::Readiness::NotYet;
        account.features->messages.setCipher(cipher);
        QVERIFY(account.isReady());
        QVERIFY(account.begin());
        QVERIFY(account.features->messages.changes().correct(account.only()->message, u"at the harbour"_s));
        QVERIFY(account.only()->ended != 0);
        QCOMPARE(texts(account), QStringList{u"at the harbour"_s});
        cipher.now = MessageCipher::Readiness::Ready;
        account.features->messages.sendWaiting();
        QTRY_VERIFY(account.server.heard().contains("at the harbour"));
        QVERIFY(!account.server.heard().contains("jd-live="));
        account.features.reset();
    }
};

JACKDAW_TEST(LostAnnouncementTest)

} // namespace lost_announcement_test

#include "lost_announcement_test.moc"
