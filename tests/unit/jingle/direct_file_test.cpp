// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/TransferMeter.h"
#include "presence/PresenceService.h"
#include "support/TestProgram.h"
#include "unit/jingle/JingleAccount.h"

#include <QSemaphore>
#include <QSignalSpy>
#include <QThreadPool>

#include <functional>

using namespace jackdaw;
using namespace jackdaw::test;

namespace direct_file_test {

using Account = JingleAccount;

/// Nothing is looked at meanwhile.
class HeldPool
{
public:
    HeldPool()
    {
        QThreadPool &pool = *QThreadPool::globalInstance();
        pool.waitForDone();
        pool.setMaxThreadCount(1);
        pool.start([this] { m_held.acquire(); });
    }
    ~HeldPool()
    {
        m_held.release();
        QThreadPool::globalInstance()->waitForDone();
        QThreadPool::globalInstance()->setMaxThreadCount(m_threads);
    }
    Q_DISABLE_COPY_MOVE(HeldPool)

private:
    const int m_threads = QThreadPool::globalInstance()->maxThreadCount();
    QSemaphore m_held;
};

/// What the window is told of a file on its way, and of its message, in this order.
class Told : public QObject
{
public:
    explicit Told(Account &mara)
    {
        connect(&mara.features->transfers, &TransferMeter::moved, this,
                [this](MessageId, const TransferProgress &progress) { all.append(progress.speed > 0 ? u"fast"_s : u"slow"_s); });
        connect(&mara.features->messages, &MessageService::messagesChanged, this, [this] { all.append(u"changed"_s); });
    }
    /// It has a speed, as if it had moved for two seconds, a byte each.
    void move(Account &mara, const std::function<void(qint64 done)> &moved)
    {
        for (qint64 done = 0; done <= 2; ++done) {
            moved(done);
            mara.clock.advance(1'000);
        }
        all.clear();
    }
    /// It stood still before its message was another, and nothing is said of it behind that.
    bool hasRested() const
    {
        const qsizetype rested = all.indexOf(u"slow"_s);
        return rested >= 0 && all.indexOf(u"changed"_s) > rested && all.lastIndexOf(u"fast"_s) < rested
            && all.count(u"slow"_s) == 1;
    }

    QStringList all;
};

/// Files straight from one program to the other, against one that a test plays.
class DirectFileTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    // Sending

    void aFileGoesInPieces()
    {
        Account mara;
        QVERIFY(mara.isReady());
        mara.comesOnline(inBandOnly);
        const QByteArray bytes = QByteArray("0123456789").repeated(2000);
        const MessageId id = mara.sends(bytes, u"the notes"_s);
        QVERIFY(mara.hears("session-initiate"));
        QTRY_COMPARE(mara.waitsFor(id), std::optional(ErrorKind::PeerAsked));
        const QByteArray heard = mara.server.heard();
        QVERIFY(heard.contains("<name>a.bin</name>"));
        QVERIFY(heard.contains("<size>20000</size>"));
        QVERIFY(heard.contains(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toBase64()));
        QVERIFY(!heard.contains("the notes")); // it goes with its file or not at all
        QVERIFY(!heard.contains("<open"));
        mara.accepts();
        QVERIFY(mara.hears("<close"));
        QVERIFY(mara.server.heard().contains("block-size=\"4096\" stanza=\"iq\"")); // the smaller one of both
        QCOMPARE(mara.pieces(), bytes);
        QCOMPARE(mara.message(id).state, MessageState::Waiting); // nobody has said that all is there
        mara.says(Account::step("session-terminate", mara.sid(), Account::end("success")));
        QTRY_COMPARE(mara.message(id).state, MessageState::Delivered);
        QCOMPARE(mara.message(id).attachment->state, Attachment::State::Here);
        QVERIFY(!mara.message(id).attachment->failure);
        QVERIFY(mara.hears("the notes"));
        QVERIFY(mara.isThrough());
        QCOMPARE(mara.server.heard().count("<message"), 1); // the caption alone
    }

    void itWaitsUntilTheyAreThere()
    {
        Account mara;
        QVERIFY(mara.isReady());
        const MessageId id = mara.sends("x");
        QTRY_COMPARE(mara.waitsFor(id), std::optional(ErrorKind::PeerAway));
        QCOMPARE(mara.message(id).attachment->failure->subject, u"Tomas"_s);
        QCOMPARE(mara.message(id).state, MessageState::Waiting);
        mara.comesOnline(noFiles);
        QTRY_COMPARE(mara.waitsFor(id), std::optional(ErrorKind::PeerTakesNoFiles));
        QVERIFY(!mara.server.heard().contains("session-initiate"));
        mara.comesOnline(inBandOnly);
        QVERIFY(mara.hears("session-initiate"));
        mara.goesOffline(); // before they have decided
        QTRY_COMPARE(mara.waitsFor(id), std::optional(ErrorKind::PeerAway));
        mara.comesOnline(inBandOnly);
        QVERIFY(mara.hears("session-initiate", 2));
        QVERIFY(mara.features->uploads.cancel(id));
        QVERIFY(mara.hears("<cancel"));
        QCOMPARE(mara.message(id).state, MessageState::Failed);
        QCOMPARE(mara.message(id).failure->kind, ErrorKind::Cancelled);
        mara.goesOffline();
        mara.comesOnline(inBandOnly);
        QVERIFY(mara.isThrough());
        QCOMPARE(mara.server.heard().count("session-initiate"), 2);
    }

    void itWaitsOverARestart()
    {
        Account mara;
        QVERIFY(mara.isReady());
        const MessageId id = mara.sends("x");
        QTRY_COMPARE(mara.waitsFor(id), std::optional(ErrorKind::PeerAway));
        mara.restart();
        mara.begin();
        QVERIFY(mara.isReady());
        mara.comesOnline(inBandOnly);
        QVERIFY(mara.hears("session-initiate"));
        mara.accepts();
        QVERIFY(mara.hears("<close"));
        QCOMPARE(mara.pieces(), "x");
    }

    void whatTheyHaveIsNotSentAgain()
    {
        Account mara;
        QVERIFY(mara.isReady());
        mara.comesOnline(inBandOnly);
        const QByteArray bytes = QByteArray("0123456789").repeated(1000);
        const MessageId id = mara.sends(bytes);
        QVERIFY(mara.hears("session-initiate"));
        mara.accepts(7001);
        QVERIFY(mara.hears("<close"));
        QCOMPARE(mara.pieces(), bytes.sliced(7001));
        mara.says(Account::step("session-info", mara.sid(),
                                "<received xmlns='urn:xmpp:jingle:apps:file-transfer:5' creator='initiator' "
                                "name='file'/>"));
        QTRY_COMPARE(mara.message(id).state, MessageState::Delivered);
    }

    /// All is with them, and nobody said so before the program ended: what is offered again begins at its end.
    void whatIsAllThereIsNotSentTwiceAfterARestart()
    {
        Account mara;
        QVERIFY(mara.isReady());
        mara.comesOnline(inBandOnly);
        const QByteArray bytes = QByteArray("0123456789").repeated(1000);
        const MessageId id = mara.sends(bytes);
        QVERIFY(mara.hears("session-initiate"));
        mara.accepts();
        QVERIFY(mara.hears("<close"));
        QCOMPARE(mara.pieces(), bytes);
        mara.restart();
        mara.begin();
        QCOMPARE(mara.message(id).state, MessageState::Waiting);
        QVERIFY(mara.isReady());
        mara.comesOnline(inBandOnly);
        QVERIFY(mara.hears("session-initiate"));
        QVERIFY(mara.server.heard().contains("<range"));
        mara.accepts(bytes.size());
        QVERIFY(mara.hears("<close"));
        QCOMPARE(mara.pieces(), QByteArray());
        QCOMPARE(mara.message(id).state, MessageState::Waiting);
        mara.says(Account::step("session-info", mara.sid(),
                                "<received xmlns='urn:xmpp:jingle:apps:file-transfer:5' creator='initiator' "
                                "name='file'/>"));
        QTRY_COMPARE(mara.message(id).state, MessageState::Delivered);
    }

    void theySayNo()
    {
        Account mara;
        QVERIFY(mara.isReady());
        mara.comesOnline(inBandOnly);
        const MessageId id = mara.sends("x", u"words"_s);
        QVERIFY(mara.hears("session-initiate"));
        mara.says(Account::step("session-terminate", mara.sid(), Account::end("decline")));
        QTRY_COMPARE(mara.message(id).state, MessageState::Failed);
        QCOMPARE(mara.message(id).failure->kind, ErrorKind::PeerDeclined);
        QVERIFY(mara.isThrough());
        QVERIFY(!mara.server.heard().contains("words"));
        // Tried again, they are asked again.
        QVERIFY(mara.features->messages.retry(id));
        QVERIFY(mara.hears("session-initiate", 2));
    }

    void successWithoutTheFileIsNone()
    {
        Account mara;
        QVERIFY(mara.isReady());
        mara.comesOnline(inBandOnly);
        const MessageId id = mara.sends("x");
        QVERIFY(mara.hears("session-initiate"));
        mara.says(Account::step("session-terminate", mara.sid(), Account::end("success")));
        QTRY_COMPARE(mara.message(id).state, MessageState::Failed);
    }

    void whoeverDoesNotAnswerIsNotWaitedFor()
    {
        Account mara;
        QVERIFY(mara.isReady());
        DirectLimits limits;
        limits.idle = 100;
        limits.attempts = 1;
        mara.features->jingle.setLimits(limits);
        mara.comesOnline(inBandOnly);
        const MessageId id = mara.sends("x");
        QVERIFY(mara.hears("session-initiate"));
        QTRY_COMPARE(mara.waitsFor(id), std::optional(ErrorKind::PeerAsked)); // a user may take as long as they like
        mara.answersSessions = false; // nobody answers <open/>
        mara.accepts();
        QTRY_COMPARE(mara.message(id).state, MessageState::Failed);
        QCOMPARE(mara.message(id).failure->kind, ErrorKind::Timeout);
        QVERIFY(mara.hears("<timeout"));
    }

    void anEncryptedChatSendsNothingThisWay()
    {
        Account mara;
        mara.cipher.now = MessageCipher::Readiness::Ready;
        QVERIFY(mara.isReady());
        mara.comesOnline(inBandOnly);
        const MessageId id = mara.sends("x");
        QTRY_COMPARE(mara.message(id).state, MessageState::Failed);
        QCOMPARE(mara.message(id).failure->kind, ErrorKind::SealedNeedsUpload);
        QVERIFY(mara.isThrough());
        QVERIFY(!mara.server.heard().contains("session-initiate"));
    }

    void encryptedMeanwhileItDoesNotGo()
    {
        Account mara;
        QVERIFY(mara.isReady());
        mara.comesOnline(inBandOnly);
        const MessageId id = mara.sends("of-the-outlet");
        QVERIFY(mara.hears("session-initiate"));
        mara.cipher.now = MessageCipher::Readiness::Ready; // while they think about it
        mara.accepts();
        QTRY_COMPARE(mara.message(id).state, MessageState::Failed);
        QCOMPARE(mara.message(id).failure->kind, ErrorKind::SealedNeedsUpload);
        QVERIFY(mara.isThrough());
        QVERIFY(!mara.server.heard().contains("<open"));
        QVERIFY(mara.pieces().isEmpty());
    }

    // Receiving

    void anOfferIsACard()
    {
        Account mara;
        QVERIFY(mara.isReady());
        mara.comesOnline(inBandOnly);
        const QByteArray bytes = QByteArray("abcdefghij").repeated(1000);
        mara.offers("one", bytes, "../../notes.txt");
        QVERIFY(mara.hasCard(Attachment::State::Remote));
        const Message card = *mara.card();
        QCOMPARE(card.sender, ScriptedAccount::peer("tomas"));
        QCOMPARE(card.attachment->file.size, bytes.size());
        QVERIFY(!card.attachment->file.name.contains(u'/'));
        QCOMPARE(mara.features->messages.store().conversation(mara.chat)->unread, 1);
        QVERIFY(mara.isThrough());
        QVERIFY(!mara.server.heard().contains("session-accept")); // nobody has said yes
        QVERIFY(mara.features->directReceives.accept(card.id));
        QVERIFY(mara.hears("session-accept"));
        QCOMPARE(mara.answerOf(Account::open("one")), "<iq type=\"result\"/>");
        for (int i = 0; i * 4096 < bytes.size(); ++i) {
            QCOMPARE(mara.answerOf(Account::data("one", i, bytes.mid(i * 4096, 4096))), "<iq type=\"result\"/>");
        }
        QVERIFY(mara.hasCard(Attachment::State::Here));
        const Attachment got = *mara.card()->attachment;
        QCOMPARE(mara.answerOf(Account::close("one")), "<iq type=\"result\"/>"); // late, and no error of theirs
        QVERIFY(mara.answerOf(Account::close("other")).contains("item-not-found"));
        QCOMPARE(Account::read(got.path), bytes);
        QVERIFY(got.path.startsWith(mara.folder.filePath(u"files/"_s)));
        QCOMPARE(QFile::permissions(got.path)
                     & (QFileDevice::ReadGroup | QFileDevice::ReadOther | QFileDevice::ExeOwner),
                 QFileDevice::Permissions());
        QVERIFY(mara.hears("<received"));
        QVERIFY(mara.hears("<success"));
        QVERIFY(!QFile::exists(mara.partOf(card)));
    }

    /// More requests than others may make: they were asked for.
    void aLongFileIsNoFlood()
    {
        Account mara;
        QVERIFY(mara.isReady());
        mara.comesOnline(inBandOnly);
        const QByteArray bytes(100 * 64, 'x');
        mara.offers("one", bytes);
        QVERIFY(mara.hasCard(Attachment::State::Remote));
        QVERIFY(mara.features->directReceives.accept(mara.card()->id));
        QVERIFY(mara.hears("session-accept"));
        mara.says(Account::open("one", 64));
        for (int i = 0; i < 100; ++i) {
            mara.says(Account::data("one", i, bytes.mid(i * 64, 64)));
        }
        QVERIFY(mara.hasCard(Attachment::State::Here));
        QCOMPARE(Account::read(mara.card()->attachment->path), bytes);
    }

    void itIsDeclined()
    {
        Account mara;
        QVERIFY(mara.isReady());
        mara.comesOnline(inBandOnly);
        mara.offers("one", "abc");
        QVERIFY(mara.hasCard(Attachment::State::Remote));
        QVERIFY(mara.features->directReceives.cancel(mara.card()->id));
        QVERIFY(mara.hears("<decline"));
        QCOMPARE(mara.card()->attachment->state, Attachment::State::Broken);
        QCOMPARE(mara.card()->attachment->failure->kind, ErrorKind::Cancelled);
        // They offer it again: the same card, and the user decides again.
        mara.offers("two", "abc");
        QVERIFY(mara.hasCard(Attachment::State::Remote));
        QCOMPARE(mara.cards(), 1);
    }

    void theRulesTakeSmallPicturesOfContacts()
    {
        Account mara;
        QVERIFY(mara.isReady());
        mara.comesOnline(inBandOnly);
        QByteArray picture = Account::file("not really", "a.png");
        picture.replace("text/plain", "image/png");
        mara.says(Account::step("session-initiate", "one", Account::content(picture + Account::inBand("i-one"))));
        QVERIFY(mara.hears("session-accept"));
        mara.says(Account::open("one"));
        mara.says(Account::data("one", 0, "not really"));
        QVERIFY(mara.hasCard(Attachment::State::Here));
        QCOMPARE(mara.card()->attachment->kind, Attachment::Kind::File); // it only said so
    }

    void unaskedOnlySoManyComeAtATime()
    {
        Account mara;
        QVERIFY(mara.isReady());
        DirectLimits limits;
        limits.parallel = 1;
        mara.features->jingle.setLimits(limits);
        mara.comesOnline(inBandOnly);
        for (const char *each : {"one", "two"}) {
            const QByteArray name(each);
            QByteArray picture = Account::file("bytes of " + name, name + ".png");
            picture.replace("text/plain", "image/png");
            mara.says(Account::step("session-initiate", name,
                                    Account::content(picture + Account::inBand("i-" + name))));
        }
        QVERIFY(mara.hears("session-accept"));
        QVERIFY(mara.isThrough());
        QCOMPARE(mara.server.heard().count("session-accept"), 1);
        mara.says(Account::open("one"));
        mara.says(Account::data("one", 0, "bytes of one"));
        QVERIFY(mara.hears("session-accept", 2)); // and then the other
    }

    void whatWasBegunGoesOn()
    {
        Account mara;
        QVERIFY(mara.isReady());
        mara.comesOnline(inBandOnly);
        const QByteArray bytes = QByteArray("abcdefghij").repeated(1000);
        mara.offers("one", bytes);
        QVERIFY(mara.hasCard(Attachment::State::Remote));
        QVERIFY(mara.features->directReceives.accept(mara.card()->id));
        QVERIFY(mara.hears("session-accept"));
        mara.says(Account::open("one"));
        mara.says(Account::data("one", 0, bytes.first(4096)));
        QTRY_COMPARE(Account::read(mara.partOf(*mara.card())).size(), 4096);
        mara.goesOffline(); // half-way
        QVERIFY(mara.isThrough());
        QCOMPARE(mara.card()->attachment->state, Attachment::State::Fetching);

        mara.restart();
        mara.begin();
        QVERIFY(mara.isReady());
        mara.comesOnline(inBandOnly);
        mara.offers("two", bytes); // the same one
        QVERIFY(mara.hears("offset=\"4096\"")); // taken without a question: it was wanted
        QCOMPARE(mara.cards(), 1);
        mara.says(Account::open("two"));
        mara.says(Account::data("two", 0, bytes.mid(4096, 4096)));
        mara.says(Account::data("two", 1, bytes.mid(8192)));
        QVERIFY(mara.hasCard(Attachment::State::Here));
        QCOMPARE(Account::read(mara.card()->attachment->path), bytes);
    }

    void wantedBeforeItIsOffered()
    {
        Account mara;
        QVERIFY(mara.isReady());
        mara.comesOnline(inBandOnly);
        mara.offers("one", "abc");
        QVERIFY(mara.hasCard(Attachment::State::Remote));
        mara.goesOffline();
        QVERIFY(mara.isThrough());
        QCOMPARE(mara.card()->attachment->state, Attachment::State::Remote); // still one to be decided on
        QVERIFY(mara.features->directReceives.accept(mara.card()->id));
        QCOMPARE(mara.card()->attachment->state, Attachment::State::Fetching);
        mara.comesOnline(inBandOnly);
        mara.offers("two", "abc");
        QVERIFY(mara.hears("session-accept"));
    }

    // Who means harm

    void whatIsNotWhatWasPromised_data()
    {
        QTest::addColumn<QByteArray>("sent");
        QTest::addColumn<int>("size");
        QTest::newRow("another hash") << QByteArray("abd") << 3;
        QTest::newRow("more than was said") << QByteArray("abcd") << 3;
    }

    void whatIsNotWhatWasPromised()
    {
        QFETCH(QByteArray, sent);
        QFETCH(int, size);
        Account mara;
        QVERIFY(mara.isReady());
        mara.comesOnline(inBandOnly);
        mara.offers("one", "abc", "notes.txt", size);
        QVERIFY(mara.hasCard(Attachment::State::Remote));
        const Message card = *mara.card();
        QVERIFY(mara.features->directReceives.accept(card.id));
        QVERIFY(mara.hears("session-accept"));
        mara.says(Account::open("one"));
        mara.says(Account::data("one", 0, sent));
        QVERIFY(mara.hasCard(Attachment::State::Broken));
        QCOMPARE(mara.card()->attachment->failure->kind, ErrorKind::FileBroken);
        QVERIFY(mara.hears("<media-error"));
        QVERIFY(!QFile::exists(mara.partOf(card)));
        QVERIFY(mara.card()->attachment->path.isEmpty());
    }

    void lessThanWasSaidIsNoFile()
    {
        Account mara;
        QVERIFY(mara.isReady());
        mara.comesOnline(inBandOnly);
        mara.offers("one", "abcdef");
        QVERIFY(mara.hasCard(Attachment::State::Remote));
        QVERIFY(mara.features->directReceives.accept(mara.card()->id));
        QVERIFY(mara.hears("session-accept"));
        mara.says(Account::open("one"));
        mara.says(Account::data("one", 0, "abc"));
        mara.says(Account::close("one"));
        QVERIFY(mara.hears("<failed-transport"));
        QCOMPARE(mara.card()->attachment->state, Attachment::State::Fetching); // the rest may come
    }

    void piecesComeInTheirOrder_data()
    {
        QTest::addColumn<QByteArray>("piece");
        QTest::addColumn<QByteArray>("condition");
        QTest::newRow("a jump") << Account::data("one", 2, "abc") << QByteArray("unexpected-request");
        QTest::newRow("no number") << Account::data("one", 70000, "abc") << QByteArray("unexpected-request");
        QTest::newRow("larger than was agreed")
            << Account::data("one", 0, QByteArray(4097, 'x')) << QByteArray("bad-request");
        QTest::newRow("no base64") << QByteArray(
            "<data xmlns='http://jabber.org/protocol/ibb' sid='i-one' seq='0'>a!b</data>")
                                   << QByteArray("bad-request");
    }

    void piecesComeInTheirOrder()
    {
        QFETCH(QByteArray, piece);
        QFETCH(QByteArray, condition);
        Account mara;
        QVERIFY(mara.isReady());
        mara.comesOnline(inBandOnly);
        mara.offers("one", QByteArray(5000, 'x'));
        QVERIFY(mara.hasCard(Attachment::State::Remote));
        QVERIFY(mara.features->directReceives.accept(mara.card()->id));
        QVERIFY(mara.hears("session-accept"));
        QVERIFY(mara.answerOf(Account::data("one", 0, "early")).contains("item-not-found")); // it is not open
        QVERIFY(mara.answerOf(Account::open("one", 65535)).contains("resource-constraint"));
        QCOMPARE(mara.answerOf(Account::open("one")), "<iq type=\"result\"/>");
        QVERIFY(mara.answerOf(Account::open("one")).contains("unexpected-request"));
        QVERIFY(mara.answerOf(Account::data("one", 0, "x"), "tomas@harbor.example/other").contains("item-not-found"));
        QVERIFY(mara.answerOf(piece).contains(condition));
        QVERIFY(mara.hears("<failed-transport"));
        QCOMPARE(mara.card()->attachment->state, Attachment::State::Fetching);
    }

    void nobodyElseIsHeard_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::newRow("a stranger") << QByteArray("eve@harbor.example/x");
        QTest::newRow("whom we do not let see us") << QByteArray("jonas@harbor.example/x");
        QTest::newRow("no client") << QByteArray("tomas@harbor.example");
        QTest::newRow("a server") << QByteArray("harbor.example");
    }

    void nobodyElseIsHeard()
    {
        QFETCH(QByteArray, from);
        Account mara;
        QVERIFY(mara.isReady());
        const QByteArray offer =
            Account::step("session-initiate", "one", Account::content(Account::file("abc") + Account::inBand("i")));
        QCOMPARE(mara.answerOf(offer, from),
                 mara.answerOf("<nonsense xmlns='urn:example:none'/>", from)); // as if there were no such thing
        QCOMPARE(mara.cards(), 0);
    }

    void aSessionIsWhosItIs()
    {
        Account mara;
        QVERIFY(mara.isReady());
        mara.comesOnline(inBandOnly);
        const MessageId id = mara.sends("x");
        QVERIFY(mara.hears("session-initiate"));
        const QByteArray stop = Account::step("session-terminate", mara.sid(), Account::end("decline"));
        QVERIFY(mara.answerOf(stop, "tomas@harbor.example/other").contains("unknown-session"));
        QVERIFY(mara.answerOf(stop, "leila@harbor.example/x").contains("unknown-session"));
        QCOMPARE(mara.message(id).state, MessageState::Waiting);
        // Both begin at once, by the same name: ours was first.
        QVERIFY(mara.answerOf(Account::step("session-initiate", mara.sid(),
                                            Account::content(Account::file("abc") + Account::inBand("i"))))
                    .contains("tie-break"));
        QVERIFY(mara.answerOf(Account::step("transport-info", mara.sid(), {})).contains("out-of-order"));
        QVERIFY(mara.answerOf(Account::step("content-add", mara.sid(), {})).contains("feature-not-implemented"));
        QVERIFY(mara.answerOf(Account::step("transport-accept", mara.sid(), {})).contains("out-of-order"));
    }

    void whatIsNoOffer_data()
    {
        QTest::addColumn<QByteArray>("inside");
        QTest::addColumn<QByteArray>("reason");
        const QByteArray file = Account::file("abc");
        QTest::newRow("a request for one of ours")
            << Account::content(file + Account::inBand("i")).replace("senders='initiator'", "senders='responder'")
            << QByteArray("unsupported-applications");
        QTest::newRow("two files") << Account::content(file + Account::inBand("i"))
                + Account::content(file + Account::inBand("j"), "two")
                                   << QByteArray("unsupported-applications");
        QTest::newRow("a call") << Account::content("<description xmlns='urn:xmpp:jingle:apps:rtp:1' media='audio'/>"
                                                    + Account::inBand("i"))
                                << QByteArray("unsupported-applications");
        QTest::newRow("an unknown way") << Account::content(
            file + "<transport xmlns='urn:xmpp:jingle:transports:raw-udp:1'/>")
                                        << QByteArray("unsupported-transports");
    }

    void whatIsNoOffer()
    {
        QFETCH(QByteArray, inside);
        QFETCH(QByteArray, reason);
        Account mara;
        QVERIFY(mara.isReady());
        QCOMPARE(mara.answerOf(Account::step("session-initiate", "one", inside)), "<iq type=\"result\"/>");
        QVERIFY(mara.hears("<" + reason));
        QCOMPARE(mara.cards(), 0);
    }

    void offersAreNotEndless()
    {
        Account mara;
        QVERIFY(mara.isReady());
        DirectLimits limits;
        limits.offersOfOne = 2;
        mara.features->jingle.setLimits(limits);
        mara.offers("one", "a");
        mara.offers("two", "b");
        QVERIFY(mara.answerOf(Account::step("session-initiate", "three",
                                            Account::content(Account::file("c") + Account::inBand("i"))))
                    .contains("resource-constraint"));
        QCOMPARE(mara.cards(), 2);
        // The same one twice is one.
        QVERIFY(mara.answerOf(Account::step("session-initiate", "two",
                                            Account::content(Account::file("b") + Account::inBand("i"))))
                    .contains("out-of-order"));
    }

    /// A stanza and its answer for each byte cost both servers more than the file.
    void tinyPiecesAreNoWay()
    {
        Account mara;
        QVERIFY(mara.isReady());
        mara.comesOnline(inBandOnly);
        const MessageId id = mara.sends("abcdef");
        QVERIFY(mara.hears("session-initiate"));
        mara.says(Account::step("session-accept", mara.sid(),
                                Account::content("<description xmlns='urn:xmpp:jingle:apps:file-transfer:5'><file/></description>"
                                                 + Account::inBand(mara.streamId(), 1))));
        QVERIFY(mara.hears("<failed-transport"));
        QVERIFY(mara.isThrough());
        QVERIFY(!mara.server.heard().contains("<data "));
        QCOMPARE(mara.message(id).state, MessageState::Waiting); // their next session may be another one
        // Neither do they come here so: offered, or sent.
        QCOMPARE(mara.answerOf(Account::step("session-initiate", "tiny",
                                             Account::content(Account::file("abc") + Account::inBand("i-tiny", 1)))),
                 "<iq type=\"result\"/>");
        QVERIFY(mara.hears("<unsupported-transports"));
        QCOMPARE(mara.cards(), 0);
        mara.offers("one", QByteArray(5000, 'x'));
        QVERIFY(mara.hasCard(Attachment::State::Remote));
        QVERIFY(mara.features->directReceives.accept(mara.card()->id));
        QVERIFY(mara.hears("session-accept"));
        QCOMPARE(mara.answerOf(Account::open("one")), "<iq type=\"result\"/>");
        for (int i = 0; i < 100; ++i) {
            mara.says(Account::data("one", i, "x"));
        }
        QVERIFY(mara.isThrough());
        QCOMPARE(mara.server.heard().count("<failed-transport"), 1);
        QVERIFY(mara.answerOf(Account::data("one", 100, "x")).contains("policy-violation"));
        QVERIFY(mara.hears("<failed-transport", 2));
    }

    /// XEP-0234, 7.1: it is on its way while all bytes are here.
    void theHashBehindTheBytesIsWaitedFor_data()
    {
        QTest::addColumn<QByteArray>("hashed");
        QTest::addColumn<bool>("fits");
        QTest::newRow("it fits") << QByteArray("abcdef") << true;
        QTest::newRow("it does not") << QByteArray("another") << false;
        QTest::newRow("it never comes") << QByteArray() << true;
    }

    void theHashBehindTheBytesIsWaitedFor()
    {
        QFETCH(QByteArray, hashed);
        QFETCH(bool, fits);
        Account mara;
        QVERIFY(mara.isReady());
        DirectLimits limits;
        limits.idle = hashed.isEmpty() ? 600 : 600'000;
        mara.features->jingle.setLimits(limits);
        mara.comesOnline(inBandOnly);
        mara.says(Account::step(
            "session-initiate", "one",
            Account::content("<description xmlns='urn:xmpp:jingle:apps:file-transfer:5'><file><name>notes.txt</name><size>6</size>"
                             "<range/><hash-used xmlns='urn:xmpp:hashes:2' algo='sha-256'/></file></description>"
                             + Account::inBand("i-one"))));
        QVERIFY(mara.hasCard(Attachment::State::Remote));
        QVERIFY(mara.features->directReceives.accept(mara.card()->id));
        QVERIFY(mara.hears("session-accept"));
        mara.says(Account::open("one"));
        mara.says(Account::data("one", 0, "abcdef"));
        mara.says(Account::close("one"));
        QVERIFY(mara.isThrough());
        if (!hashed.isEmpty()) {
            QCOMPARE(mara.card()->attachment->state, Attachment::State::Fetching);
            mara.says(Account::step(
                "session-info", "one",
                "<checksum xmlns='urn:xmpp:jingle:apps:file-transfer:5' creator='initiator' name='file'><file><hash "
                "xmlns='urn:xmpp:hashes:2' algo='sha-256'>"
                    + QCryptographicHash::hash(hashed, QCryptographicHash::Sha256).toBase64() + "</hash></file></checksum>"));
        }
        QVERIFY(mara.hasCard(fits ? Attachment::State::Here : Attachment::State::Broken));
        QVERIFY(mara.hears(fits ? "<received" : "<media-error"));
    }

    /// Whoever did not hear that all is here offers it again: it is the same one, and nothing of it comes twice.
    void aVerdictThatWasLostIsSaidAgain()
    {
        Account mara;
        QVERIFY(mara.isReady());
        mara.comesOnline(inBandOnly);
        mara.offers("one", "abcdef");
        QVERIFY(mara.hasCard(Attachment::State::Remote));
        QVERIFY(mara.features->directReceives.accept(mara.card()->id));
        QVERIFY(mara.hears("session-accept"));
        mara.answersSessions = false; // their link is gone
        mara.says(Account::open("one"));
        mara.says(Account::data("one", 0, "abcdef"));
        QVERIFY(mara.hasCard(Attachment::State::Here));
        QVERIFY(mara.hears("<received"));
        mara.answersSessions = true;
        mara.offers("two", "abcdef");
        QVERIFY(mara.hears("offset=\"6\""));
        mara.says(Account::open("two"));
        mara.says(Account::close("two"));
        QVERIFY(mara.hears("<received", 2));
        QCOMPARE(mara.cards(), 1);
        QVERIFY(mara.isThrough());
        // They have heard it now: the same file once more is one that is sent once more.
        mara.offers("three", "abcdef");
        QTRY_COMPARE(mara.cards(), 2);
    }

    /// Nor does the end of the program forget it: the note is written before the file has its name.
    void aVerdictThatWasLostIsSaidAgainAfterARestart()
    {
        Account mara;
        mara.remembers();
        QVERIFY(mara.isReady());
        mara.comesOnline(inBandOnly);
        mara.offers("one", "abcdef");
        QVERIFY(mara.hasCard(Attachment::State::Remote));
        QVERIFY(mara.features->directReceives.accept(mara.card()->id));
        QVERIFY(mara.hears("session-accept"));
        mara.answersSessions = false;
        mara.says(Account::open("one"));
        mara.says(Account::data("one", 0, "abcdef"));
        QVERIFY(mara.hasCard(Attachment::State::Here));
        const QString path = mara.card()->attachment->path;
        mara.restart();
        mara.begin();
        QVERIFY(mara.isReady());
        mara.answersSessions = true;
        mara.comesOnline(inBandOnly);
        mara.offers("two", "abcdef");
        QVERIFY(mara.hears("offset=\"6\""));
        mara.says(Account::open("two"));
        mara.says(Account::close("two"));
        QVERIFY(mara.hears("<received"));
        QVERIFY(mara.isThrough());
        QCOMPARE(mara.cards(), 1);
        QCOMPARE(mara.card()->attachment->path, path);
        // They have heard it now, and that is not forgotten either.
        mara.restart();
        mara.begin();
        QVERIFY(mara.isReady());
        mara.comesOnline(inBandOnly);
        mara.offers("three", "abcdef");
        QTRY_COMPARE(mara.cards(), 2);
    }

    /// Their link goes while what came is looked at: nobody can be told.
    void aVerdictThatNobodyWaitedForIsSaidLater()
    {
        Account mara;
        QVERIFY(mara.isReady());
        mara.comesOnline(inBandOnly);
        mara.offers("one", "abcdef");
        QVERIFY(mara.hasCard(Attachment::State::Remote));
        QVERIFY(mara.features->directReceives.accept(mara.card()->id));
        QVERIFY(mara.hears("session-accept"));
        mara.answersSessions = false;
        mara.says(Account::open("one"));
        QVERIFY(mara.isThrough());
        {
            const HeldPool pool; // which looks at it
            mara.says(Account::data("one", 0, "abcdef"));
            QVERIFY(mara.isThrough());
            QSignalSpy seen(&mara.features->presence, &PresenceService::presencesChanged);
            mara.goesOffline();
            QTRY_COMPARE(seen.size(), 1);
            QCOMPARE(mara.card()->attachment->state, Attachment::State::Fetching);
        }
        QVERIFY(mara.hasCard(Attachment::State::Here));
        QVERIFY(mara.isThrough());
        QVERIFY(!mara.server.heard().contains("<received")); // there is nobody who could hear it
        mara.answersSessions = true;
        mara.comesOnline(inBandOnly);
        mara.offers("two", "abcdef");
        QVERIFY(mara.hears("offset=\"6\""));
        QVERIFY(mara.isThrough());
        QCOMPARE(mara.cards(), 1);
    }

    void whatComesRestsWhereItEnds_data()
    {
        QTest::addColumn<QString>("end");
        for (const char *end : {"all of it is here", "it is stopped here", "it is stopped there", "their link is gone", "it is broken"})
            QTest::newRow(end) << QString::fromLatin1(end);
    }

    void whatComesRestsWhereItEnds()
    {
        QFETCH(QString, end);
        Account mara;
        QVERIFY(mara.isReady());
        mara.comesOnline(inBandOnly);
        mara.offers("one", "abcdef");
        QVERIFY(mara.hasCard(Attachment::State::Remote));
        const MessageId id = mara.card()->id;
        QVERIFY(mara.features->directReceives.accept(id));
        QVERIFY(mara.hears("session-accept"));
        mara.says(Account::open("one"));
        QVERIFY(mara.isThrough());
        Told told(mara);
        told.move(mara, [&](qint64 done) { Q_EMIT mara.features->directReceives.moved(id, done, 6); });
        if (end == u"all of it is here"_s)
            mara.says(Account::data("one", 0, "abcdef"));
        else if (end == u"it is stopped here"_s)
            QVERIFY(mara.features->directReceives.cancel(id));
        else if (end == u"it is stopped there"_s)
            mara.says(Account::step("session-terminate", "one", Account::end("cancel")));
        else if (end == u"their link is gone"_s)
            mara.goesOffline();
        else
            mara.says(Account::data("one", 0, "abcdefg"));
        QTRY_VERIFY2(told.hasRested(), qPrintable(told.all.join(u' ')));
    }

    void whatGoesRestsWhereItEnds_data()
    {
        QTest::addColumn<QString>("end");
        for (const char *end : {"they have it", "they stop it", "it is stopped here", "their link is gone"})
            QTest::newRow(end) << QString::fromLatin1(end);
    }

    void whatGoesRestsWhereItEnds()
    {
        QFETCH(QString, end);
        Account mara;
        QVERIFY(mara.isReady());
        mara.comesOnline(inBandOnly);
        const MessageId id = mara.sends("abcdef");
        QVERIFY(mara.hears("session-initiate"));
        mara.accepts();
        QVERIFY(mara.hears("<close"));
        QVERIFY(mara.isThrough());
        Told told(mara);
        told.move(mara, [&](qint64 done) { Q_EMIT mara.features->directSends.moved(id, done, 6); });
        if (end == u"they have it"_s)
            mara.says(Account::step("session-terminate", mara.sid(), Account::end("success")));
        else if (end == u"they stop it"_s)
            mara.says(Account::step("session-terminate", mara.sid(), Account::end("cancel")));
        else if (end == u"it is stopped here"_s)
            QVERIFY(mara.features->uploads.cancel(id));
        else
            mara.goesOffline();
        QTRY_VERIFY2(told.hasRested(), qPrintable(told.all.join(u' ')));
    }

    void whoeverFallsSilentIsLeft()
    {
        Account mara;
        QVERIFY(mara.isReady());
        DirectLimits limits;
        limits.idle = 100;
        mara.features->jingle.setLimits(limits);
        mara.comesOnline(inBandOnly);
        mara.offers("one", "abcdef");
        QVERIFY(mara.hasCard(Attachment::State::Remote));
        QVERIFY(mara.features->directReceives.accept(mara.card()->id));
        QVERIFY(mara.hears("session-accept"));
        QVERIFY(mara.hears("<timeout"));
        QCOMPARE(mara.card()->attachment->state, Attachment::State::Fetching);
    }
};

JACKDAW_TEST(DirectFileTest)

} // namespace direct_file_test

#include "direct_file_test.moc"
