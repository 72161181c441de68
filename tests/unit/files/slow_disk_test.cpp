// SPDX-License-Identifier: GPL-3.0-or-later
#include "FileServer.h"
#include "HangingDisk.h"

#include "files/DiskStep.h"
#include "support/TestProgram.h"

#include <QDateTime>
#include <QDir>
#include <QElapsedTimer>
#include <QSemaphore>
#include <QThread>

#include <algorithm>
#include <optional>

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

namespace slow_disk_test {

using upload_test::Account;
using upload_test::FileServer;
using upload_test::Uploads;

using Where = HangingDisk::Where;

TransferLimits shortTimes()
{
    TransferLimits limits;
    limits.idle = 300;
    limits.pause = 10;
    return limits;
}

/// Lets a disk go where this thread waits for it, so that a test ends, whatever waits.
class Watch
{
public:
    explicit Watch(HangingDisk &disk) : m_thread(QThread::create([this, &disk] {
        if (!m_isOver.tryAcquire(1, 10'000)) {
            disk.letGo();
        }
    }))
    {
        m_thread->start();
    }
    ~Watch()
    {
        m_isOver.release();
        m_thread->wait();
    }

private:
    QSemaphore m_isOver;
    std::unique_ptr<QThread> m_thread;
};

/// A disk that gives nothing of a file that is to be sent.
class SlowDiskTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aFileThatHangsIsWaitedFor_data()
    {
        QTest::addColumn<int>("where");
        QTest::addColumn<bool>("isSealed");
        for (const bool isSealed : {false, true}) {
            QTest::addRow("opened, %s", isSealed ? "sealed" : "clear") << int(Where::Opened) << isSealed;
            QTest::addRow("read, %s", isSealed ? "sealed" : "clear") << int(Where::Read) << isSealed;
        }
    }

    /// Like a network that is gone: it waits and says so, others go on, and once the disk is back it goes, once.
    void aFileThatHangsIsWaitedFor()
    {
        QFETCH(const int, where);
        QFETCH(const bool, isSealed);
        FileServer files;
        Account mara(files.script());
        files.introduce(mara);
        mara.cipher.now = isSealed ? MessageCipher::Readiness::Ready : MessageCipher::Readiness::Clear;
        QVERIFY(mara.isReady());
        const QByteArray content(2'000'000, 'x'); // more than is read ahead
        const qsizetype wire = content.size() + (isSealed ? FileCipher::tagSize : 0);
        files.act = [&](QTcpSocket &socket, const QByteArray &body) {
            if (body.size() == wire || body.size() == (isSealed ? 1 + FileCipher::tagSize : 1)) {
                HostileWeb::answer(socket, "201 Created", {});
            }
        };
        const QString path = mara.write(content);
        Uploads own(mara, shortTimes());
        HangingDisk disk(path.toStdString(), Where(where));
        const Watch watch(disk);
        const auto id = own.uploads.send(mara.chat, {path, {}, {}, 0, 0}, {});
        QVERIFY(id);
        QTRY_COMPARE_WITH_TIMEOUT(disk.held(), 1, 8'000);
        QTRY_VERIFY_WITH_TIMEOUT(mara.message(*id).attachment->failure, 8'000);
        QCOMPARE(mara.message(*id).state, MessageState::Waiting);
        QCOMPARE(mara.message(*id).attachment->state, Attachment::State::Uploading);
        QCOMPARE(mara.message(*id).attachment->failure->kind, ErrorKind::Storage);
        QCOMPARE(mara.message(*id).attachment->failure->subject, path);

        // Tried again and again, no second thread hangs beside the first; and who comes behind it goes.
        QFile beside(mara.folder.filePath(u"beside.bin"_s));
        QVERIFY(beside.open(QIODevice::WriteOnly) && beside.write("b") == 1);
        beside.close();
        const auto other = own.uploads.send(mara.chat, {beside.fileName(), {}, {}, 0, 0}, {});
        QVERIFY(other);
        QTRY_VERIFY_WITH_TIMEOUT(mara.message(*other).attachment->state == Attachment::State::Here, 8'000);
        QElapsedTimer time;
        time.start();
        QVERIFY(QTest::qWaitFor([&] { return time.elapsed() > 1'000 || disk.held() > 1; }, 8'000));
        QCOMPARE(disk.held(), 1);
        QCOMPARE(mara.message(*id).state, MessageState::Waiting); // however often

        disk.letGo();
        QTRY_VERIFY_WITH_TIMEOUT(mara.message(*id).attachment->state == Attachment::State::Here, 20'000);
        QVERIFY(!mara.message(*id).attachment->failure);
        QTRY_VERIFY_WITH_TIMEOUT(mara.message(*id).state >= MessageState::Sent, 8'000);
        QVERIFY(mara.message(*id).state != MessageState::Failed);
        QVERIFY(mara.isThrough());
        const QString messageId = mara.message(*id).originId.value();
        QCOMPARE(QString::fromUtf8(mara.server.heard()).count(u"<origin-id xmlns=\"urn:xmpp:sid:0\" id=\"%1\""_s.arg(messageId)), 1);
    }

    /// The thread of the engine, which has all accounts, is this one.
    void nobodyWaitsForAFileToBeOpened()
    {
        FileServer files;
        Account mara(files.script());
        files.introduce(mara);
        mara.cipher.now = MessageCipher::Readiness::Clear;
        QVERIFY(mara.isReady());
        const QString path = mara.write("x");
        TransferLimits limits;
        Uploads own(mara, limits);
        HangingDisk disk(path.toStdString(), Where::Opened);
        const Watch watch(disk);
        QElapsedTimer time;
        time.start();
        const auto id = own.uploads.send(mara.chat, {path, {}, {}, 0, 0}, {});
        QVERIFY(id);
        QTRY_COMPARE_WITH_TIMEOUT(disk.held(), 1, 8'000);
        QVERIFY(mara.isThrough());
        QVERIFY(own.uploads.cancel(*id));
        QVERIFY2(time.elapsed() < 5'000, qPrintable(QString::number(time.elapsed())));
        QCOMPARE(disk.held(), 1);
        QCOMPARE(mara.message(*id).failure->kind, ErrorKind::Cancelled);
        QCOMPARE(files.places, 0); // nothing is asked for what may not be there
    }

    void itWaitsOverARestart()
    {
        FileServer files;
        Account mara(files.script());
        files.introduce(mara);
        mara.cipher.now = MessageCipher::Readiness::Clear;
        QVERIFY(mara.isReady());
        files.act = [](QTcpSocket &socket, const QByteArray &body) {
            if (body.size() == 1000) {
                HostileWeb::answer(socket, "201 Created", {});
            }
        };
        const QString path = mara.write(QByteArray(1000, 'x'));
        std::optional<HangingDisk> disk(std::in_place, path.toStdString(), Where::Read);
        std::optional<Watch> watch(std::in_place, *disk);
        std::optional<Uploads> own(std::in_place, mara, shortTimes());
        const auto id = own->uploads.send(mara.chat, {path, {}, {}, 0, 0}, {});
        QVERIFY(id);
        QTRY_VERIFY_WITH_TIMEOUT(mara.message(*id).attachment->failure, 8'000);
        own.reset(); // the program ends
        QCOMPARE(mara.message(*id).state, MessageState::Waiting);
        QCOMPARE(mara.message(*id).attachment->failure->kind, ErrorKind::Storage);
        own.emplace(mara, shortTimes());
        own->uploads.sendWaiting();
        QTRY_COMPARE_WITH_TIMEOUT(disk->held(), 2, 8'000); // of this run's, and what the one before could not wait for
        watch.reset();
        disk.reset();
        QTRY_VERIFY_WITH_TIMEOUT(mara.message(*id).attachment->state == Attachment::State::Here, 20'000);
    }

    /// Who knows that the disk is back does not wait for the next attempt.
    void triedByHandItGoesAtOnce()
    {
        FileServer files;
        Account mara(files.script());
        files.introduce(mara);
        mara.cipher.now = MessageCipher::Readiness::Clear;
        QVERIFY(mara.isReady());
        files.act = [](QTcpSocket &socket, const QByteArray &body) {
            if (body.size() == 1000) {
                HostileWeb::answer(socket, "201 Created", {});
            }
        };
        const QString path = mara.write(QByteArray(1000, 'x'));
        TransferLimits limits = shortTimes();
        limits.pause = 3'600'000;
        Uploads own(mara, limits);
        HangingDisk disk(path.toStdString(), Where::Read);
        const Watch watch(disk);
        const auto id = own.uploads.send(mara.chat, {path, {}, {}, 0, 0}, {});
        QVERIFY(id);
        QVERIFY(own.uploads.tryNow(*id)); // it is at it, which is no error
        QTRY_VERIFY_WITH_TIMEOUT(mara.message(*id).attachment->failure, 8'000);
        disk.letGo();
        QTRY_COMPARE(disk.held(), 0);
        own.uploads.sendWaiting(); // as for any other reason: it rests still
        QVERIFY(mara.isThrough());
        QCOMPARE(mara.message(*id).attachment->state, Attachment::State::Uploading);
        const auto isSent = [&] { return mara.message(*id).attachment->state == Attachment::State::Here; };
        QVERIFY(QTest::qWaitFor([&] { return isSent() || (own.uploads.tryNow(*id), isSent()); }, 8'000));
        QVERIFY(!own.uploads.tryNow(*id));
    }

    /// A line that breaks has its three attempts, whatever the disk did before.
    void stallsAreNotCountedAgainstTheLine()
    {
        FileServer files;
        Account mara(files.script());
        files.introduce(mara);
        mara.cipher.now = MessageCipher::Readiness::Clear;
        QVERIFY(mara.isReady());
        int cuts = 0;
        files.act = [&cuts](QTcpSocket &socket, const QByteArray &body) {
            if (cuts < 2) {
                ++cuts;
                socket.abort();
            } else if (body.size() == 1000) {
                HostileWeb::answer(socket, "201 Created", {});
            }
        };
        const QString path = mara.write(QByteArray(1000, 'x'));
        Uploads own(mara, shortTimes());
        HangingDisk disk(path.toStdString(), Where::Opened);
        const Watch watch(disk);
        const auto id = own.uploads.send(mara.chat, {path, {}, {}, 0, 0}, {});
        QVERIFY(id);
        int rests = 0;
        connect(&own.uploads, &UploadService::rested, this, [&rests](MessageId) { ++rests; });
        QTRY_VERIFY_WITH_TIMEOUT(rests >= 4, 9'000);
        disk.letGo();
        QTRY_VERIFY_WITH_TIMEOUT(mara.message(*id).attachment->state == Attachment::State::Here, 20'000);
        QCOMPARE(cuts, 2);
    }

    void whatIsGoneOrAnotherFailsForGood_data()
    {
        QTest::addColumn<int>("how");
        QTest::newRow("gone") << 0;
        QTest::newRow("longer") << 1;
        QTest::newRow("as long, and later") << 2;
        QTest::newRow("a folder") << 3;
    }

    void whatIsGoneOrAnotherFailsForGood()
    {
        QFETCH(const int, how);
        FileServer files;
        Account mara(files.script());
        files.introduce(mara);
        mara.cipher.now = MessageCipher::Readiness::NotYet;
        QVERIFY(mara.isReady());
        const QString path = mara.write("what was meant");
        Uploads own(mara, shortTimes());
        const auto id = own.uploads.send(mara.chat, {path, {}, {}, 0, 0}, {});
        QVERIFY(id);
        QVERIFY(how == 1 || how == 2 || QFile::remove(path));
        if (how == 3) {
            QVERIFY(QDir().mkpath(path));
        } else if (how != 0) {
            QVERIFY(!mara.write(how == 1 ? "what was not meant" : "What was meant").isEmpty());
            QFile file(path);
            QVERIFY(file.open(QIODevice::ReadWrite)
                    && file.setFileTime(QDateTime::currentDateTime().addSecs(60), QFileDevice::FileModificationTime));
        }
        mara.cipher.now = MessageCipher::Readiness::Clear;
        own.uploads.sendWaiting();
        QTRY_COMPARE_WITH_TIMEOUT(mara.message(*id).state, MessageState::Failed, 8'000);
        QCOMPARE(mara.message(*id).failure->kind, ErrorKind::FileChanged);
        QCOMPARE(files.places, 0);
    }

    void aBrokenLineIsSaid()
    {
        FileServer files;
        Account mara(files.script());
        files.introduce(mara);
        mara.cipher.now = MessageCipher::Readiness::Clear;
        QVERIFY(mara.isReady());
        files.act = [&files](QTcpSocket &socket, const QByteArray &body) {
            if (files.places == 1) {
                socket.abort();
            } else if (body.size() == 1000) {
                HostileWeb::answer(socket, "201 Created", {});
            }
        };
        TransferLimits limits;
        limits.pause = 500;
        Uploads own(mara, limits);
        QList<std::optional<ErrorKind>> said;
        connect(&mara.features->messages, &MessageService::messagesChanged, this,
                [&said](ConversationId, const QList<Message> &all) {
            for (const Message &each : all) {
                const auto &why = each.attachment->failure;
                said.append(why ? std::optional(why->kind) : std::nullopt);
            }
        });
        const auto id = own.uploads.send(mara.chat, {mara.write(QByteArray(1000, 'x')), {}, {}, 0, 0}, {});
        QVERIFY(id);
        QTRY_VERIFY_WITH_TIMEOUT(!said.isEmpty(), 8'000);
        QCOMPARE(said.constFirst(), std::optional(ErrorKind::ConnectionLost));
        QTRY_VERIFY_WITH_TIMEOUT(mara.message(*id).attachment->state == Attachment::State::Here, 8'000);
        QVERIFY(!mara.message(*id).attachment->failure);
        QCOMPARE(files.places, 2); // and that was told once: who hears of a change tries nothing again for it
    }

    void aStepIsToldOnceOrNotAtAll()
    {
        int through = 0;
        int nothing = 0;
        const auto count = [&](DiskStep::Came came) { ++(came == DiskStep::Came::Through ? through : nothing); };
        QSemaphore held;
        auto work = std::make_shared<int>(0);
        DiskStep quick("test", 5'000, [work] { ++*work; }, count);
        QTRY_COMPARE(through, 1);
        QCOMPARE(*work, 1);
        QCOMPARE(work.use_count(), 1); // nobody has it in hand any more
        DiskStep slow("test", 10, [work, &held] { held.acquire(); }, count);
        QTRY_COMPARE(nothing, 1);
        QCOMPARE(work.use_count(), 2);
        auto left = std::make_unique<DiskStep>("test", 5'000, [work, &held] { held.acquire(); }, count);
        left.reset();
        held.release(2);
        QTRY_COMPARE(work.use_count(), 1);
        QCoreApplication::processEvents();
        QCOMPARE(through, 1);
        QCOMPARE(nothing, 1);
    }
};

JACKDAW_TEST(SlowDiskTest)

} // namespace slow_disk_test

#include "slow_disk_test.moc"
