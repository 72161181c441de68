// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/CleanupService.h"

#include "files/DiskUseReader.h"
#include "files/DownloadService.h"
#include "storage/ReadConnection.h"
#include "support/ScriptedAccount.h"
#include "support/TestProgram.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

namespace cleanup_test {

using Kind = Attachment::Kind;
using State = Attachment::State;

/// A chat with files on this disk.
struct Account : ScriptedAccount
{
    Account() { chat = *features->messages.open(peer("tomas")); }
    ~Account() { features.reset(); }

    MessageId message(Kind kind, const QString &path, State state = State::Here, ConversationId where = {})
    {
        Message said;
        said.conversation = where.isValid() ? where : chat;
        said.sender = peer("tomas");
        said.time = clock.now();
        said.body = u"https://files.harbor.example/%1"_s.arg(++number);
        Attachment &attachment = said.attachment.emplace();
        attachment.kind = kind;
        attachment.state = state;
        attachment.path = path;
        attachment.file.url = said.body;
        attachment.file.size = 10;
        return features->messages.store().insert(said, MessageStore::Place::Newest, MessageStore::Unread::DoNotCount)->id;
    }
    /// Below the profile's folder of files, each in a folder of its own.
    QString file(int size, const QString &below = u"files/"_s)
    {
        const QString path = folder.filePath(below + u"%1/a.bin"_s.arg(++number));
        QFile made(path);
        const bool isMade = QDir().mkpath(QFileInfo(path).absolutePath()) && made.open(QIODevice::WriteOnly)
            && made.write(QByteArray(size, 'x')) == size;
        return isMade ? path : QString();
    }
    Attachment now(MessageId id) { return *features->messages.store().message(id)->attachment; }
    QList<DiskUse> use() const
    {
        const ReadConnection connection(folder.filePath(u"history.sqlite"_s));
        return DiskUseReader(connection).read(folder.path(), true);
    }
    Result<CleanedUp> cleaned(FileKinds kinds)
    {
        auto future = features->cleanups.start(chat, kinds);
        if (!QTest::qWaitFor([&future] { return future.isFinished(); }, 20'000))
            return Error{ErrorKind::Timeout, {}, {}};
        return future.result();
    }

    ConversationId chat;
    int number = 0;
};

const FileKinds everything = FileKind::File | FileKind::Picture | FileKind::Video | FileKind::Audio;

/// What the files of chats take on the disk, and that no more of it goes than was wished for.
class CleanupTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void usesAreCountedByChatAndKind()
    {
        Account mara;
        const ConversationId other = *mara.features->messages.open(ScriptedAccount::peer("leila"));
        mara.message(Kind::Picture, mara.file(100));
        mara.message(Kind::Picture, mara.file(50));
        mara.message(Kind::Audio, mara.file(7));
        const QString shared = mara.file(1000);
        mara.message(Kind::File, shared, State::Here, other);
        mara.message(Kind::File, shared); // sent on: it is there once
        mara.message(Kind::Video, mara.file(500, u"own/"_s)); // the user's own
        mara.message(Kind::Video, mara.folder.filePath(u"files/gone/a.mp4"_s));
        mara.message(Kind::Video, {}, State::Remote);
        const QString link = mara.folder.filePath(u"files/link"_s);
        QVERIFY(QFile::link(mara.file(5, u"own/"_s), link));
        mara.message(Kind::File, link);

        const QList<DiskUse> all = mara.use();
        QCOMPARE(all.size(), 2);
        QCOMPARE(all.at(0).conversation, other); // the largest first
        QCOMPARE(all.at(0).total(), (DiskUse::Part{1, 1000}));
        QCOMPARE(all.at(1).conversation, mara.chat);
        QCOMPARE(all.at(1).parts[size_t(Kind::Picture)], (DiskUse::Part{2, 150}));
        QCOMPARE(all.at(1).parts[size_t(Kind::Audio)], (DiskUse::Part{1, 7}));
        QCOMPARE(all.at(1).total(), (DiskUse::Part{3, 157}));
        const ReadConnection connection(mara.folder.filePath(u"history.sqlite"_s));
        QVERIFY(DiskUseReader(connection).read(mara.folder.path(), false).isEmpty());
    }

    void onlyWhatWasChosenGoes()
    {
        Account mara;
        const QString picture = mara.file(100);
        const QString video = mara.file(100);
        const QString own = mara.file(100, u"own/"_s);
        const QString copy = mara.file(100, u"files/outgoing/"_s);
        const QString outward = mara.file(100, u"files/"_s);
        const MessageId one = mara.message(Kind::Picture, picture);
        const MessageId two = mara.message(Kind::Video, video);
        const MessageId three = mara.message(Kind::Picture, own);
        const MessageId four = mara.message(Kind::Picture, copy);
        const MessageId five = mara.message(Kind::Picture, outward, State::Uploading);
        const MessageId escaping = mara.message(Kind::Picture, mara.folder.filePath(u"files/../own/../history.sqlite"_s));
        QSignalSpy moved(&mara.features->cleanups, &CleanupService::moved);
        QSignalSpy changed(&mara.features->messages, &MessageService::messagesChanged);
        const auto gone = mara.cleaned(FileKind::Picture);
        QVERIFY(gone);
        QCOMPARE(gone->files, 2);
        QCOMPARE(gone->bytes, 200);
        QCOMPARE(moved.last().at(1).toInt(), moved.last().at(2).toInt());
        QTRY_VERIFY(!changed.isEmpty());

        QVERIFY(!QFile::exists(picture) && !QFile::exists(QFileInfo(picture).absolutePath()));
        QVERIFY(!QFile::exists(copy));
        QVERIFY(QFile::exists(video) && QFile::exists(own) && QFile::exists(outward));
        QVERIFY(QFile::exists(mara.folder.filePath(u"history.sqlite"_s)));
        QCOMPARE(mara.now(one).state, State::Removed);
        QVERIFY(mara.now(one).path.isEmpty());
        QCOMPARE(mara.now(one).file.url, u"https://files.harbor.example/6"_s); // and can be fetched again
        QCOMPARE(mara.now(two).state, State::Here);
        QCOMPARE(mara.now(three).state, State::Here);
        QCOMPARE(mara.now(four).state, State::Removed);
        QCOMPARE(mara.now(five).state, State::Uploading);
        QCOMPARE(mara.now(escaping).state, State::Here);
    }

    void whatOthersShowIsGoneForThemToo()
    {
        Account mara;
        const ConversationId other = *mara.features->messages.open(ScriptedAccount::peer("leila"));
        const QString shared = mara.file(10);
        const QString waiting = mara.file(10);
        mara.message(Kind::File, shared);
        mara.message(Kind::File, waiting);
        const MessageId there = mara.message(Kind::File, shared, State::Here, other);
        const MessageId goes = mara.message(Kind::File, waiting, State::Uploading, other);
        const auto gone = mara.cleaned(everything);
        QVERIFY(gone);
        QCOMPARE(gone->files, 1);
        QCOMPARE(mara.now(there).state, State::Removed); // and does not say that it is here
        QCOMPARE(mara.now(goes).state, State::Uploading);
        QVERIFY(QFile::exists(waiting));
    }

    void aCrashInBetweenLeavesNothingThatStays()
    {
        Account mara;
        const QString path = mara.file(10);
        const MessageId id = mara.message(Kind::File, path, State::Removed); // noted, and not deleted yet
        QCOMPARE(mara.use().size(), 1);
        QVERIFY(mara.cleaned(everything));
        QVERIFY(!QFile::exists(path));
        QVERIFY(mara.now(id).path.isEmpty());
        QVERIFY(mara.use().isEmpty());
    }

    void whatCannotBeDeletedIsStillHere()
    {
        Account mara;
        const QString fixed = mara.file(10);
        const QString other = mara.file(20);
        const MessageId stays = mara.message(Kind::File, fixed);
        const MessageId goes = mara.message(Kind::File, other);
        // Whoever may do everything is told so by the kernel alone, which deletes nothing that is mounted or fixed: a folder is
        // what no file can be deleted as.
        QVERIFY(QFile::remove(fixed) && QDir().mkpath(fixed + u"/inside"_s));
        QSignalSpy changed(&mara.features->messages, &MessageService::messagesChanged);
        const auto gone = mara.cleaned(everything);
        QVERIFY(!gone);
        QCOMPARE(gone.error().kind, ErrorKind::Storage);
        QCOMPARE(gone.error().subject, fixed);
        QCOMPARE(mara.now(stays).state, State::Here);
        QCOMPARE(mara.now(stays).path, fixed);
        QCOMPARE(mara.now(goes).state, State::Removed);
        QVERIFY(!QFile::exists(other));
        QTRY_VERIFY(!changed.isEmpty());
    }

    void itCanBeStopped()
    {
        Account mara;
        for (int i = 0; i < 100; ++i)
            mara.message(Kind::File, mara.file(1));
        connect(&mara.features->cleanups, &CleanupService::moved, &mara.features->cleanups,
                [&mara](ConversationId chat) { mara.features->cleanups.stop(chat); });
        auto future = mara.features->cleanups.start(mara.chat, everything);
        const auto second = mara.features->cleanups.start(mara.chat, everything);
        QVERIFY(second.isFinished() && !second.result());
        QCOMPARE(second.result().error().kind, ErrorKind::Conflict);
        QTRY_VERIFY_WITH_TIMEOUT(future.isFinished(), 20'000);
        QVERIFY(future.result());
        QVERIFY(future.result()->files > 0 && future.result()->files < 100);
        QCOMPARE(mara.use().constFirst().total().files, 100 - future.result()->files);
        QVERIFY(!mara.features->cleanups.stop(mara.chat));
    }

    void nothingFetchesItUnasked()
    {
        Account mara;
        QVERIFY(mara.isReady());
        DownloadRules rules;
        rules.pictures = 1000;
        mara.features->downloads.setRules(rules);
        const MessageId id = mara.message(Kind::Picture, mara.file(10));
        QVERIFY(mara.cleaned(everything));
        mara.features->downloads.noteShown(id);
        QVERIFY(mara.isThrough());
        QCOMPARE(mara.now(id).state, State::Removed);
        QVERIFY(mara.features->downloads.fetch(id));
        QCOMPARE(mara.now(id).state, State::Fetching); // by the user's wish it does
    }
};

JACKDAW_TEST(CleanupTest)

} // namespace cleanup_test

#include "cleanup_test.moc"
