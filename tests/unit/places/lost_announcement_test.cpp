// SPDX-License-Identifier: GPL-3.0-or-later
// The message that announces a live place, when the stream that it was given to is lost: one that is over is not said
// again, and what arrived stays.
#include "PlaceServer.h"

#include "support/TestProgram.h"

#include <QSignalSpy>

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
