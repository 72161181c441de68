// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/DownloadService.h"

#include "HangingDisk.h"
#include "chat/ChangeStore.h"
#include "files/BoundedGet.h"
#include "files/DownloadBody.h"
#include "files/DownloadIntake.h"
#include "files/FileCipher.h"
#include "files/TransferMeter.h"
#include "files/WebAccess.h"
#include "files/WebTransfer.h"
#include "support/FakeAlarm.h"
#include "support/HostileWeb.h"
#include "support/NameServiceCount.h"
#include "support/ScriptedAccount.h"
#include "support/TestProgram.h"
#include "xmpp/FileSharing.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QDirIterator>
#include <QElapsedTimer>
#include <QFile>
#include <QPointer>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTcpSocket>
#include <QThread>
#include <QThreadPool>
#include <QTimer>

#include <algorithm>
#include <fcntl.h>
#include <memory>
#include <optional>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

namespace download_test {

const QByteArray pixel = QByteArray::fromBase64("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

/// What a web server that means no good does to whoever fetches a file there.
class DownloadTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void aFileComesWhole();
    void nothingOfUsIsToldBesides();
    void endsThatDoNotCome_data();
    void endsThatDoNotCome();
    void whatIsLongerThanItSaid();
    void whatStartsToBeLonger();
    void anEndlessPictureStopsAtTheRule();
    void aLargePictureWaitsForAClick();
    void redirectsAreLookedAt_data();
    void redirectsAreLookedAt();
    void refusalsAreFailures_data();
    void refusalsAreFailures();
    void aRefusalWithoutAnEndIsNotHeardOut();
    void ourOwnInRoomsWaitsForAClick();
    void anAccountsFilesGoWithIt();
    void whatAnotherMessageFetchedStays();
    void whatCannotBeNotedIsNotFetchedAtOnce_data();
    void whatCannotBeNotedIsNotFetchedAtOnce();
    void nothingComesBackToARemovedAccount();
    void copiesThatNobodyNeedsGo();
    void theRulesSayWhatComesByItself_data();
    void theRulesSayWhatComesByItself();
    void aPageThatCallsItselfAPicture();
    void anotherContentIsRefused();
    void aPartThatIsWholeIsNotAskedFor_data();
    void aPartThatIsWholeIsNotAskedFor();
    void aBrokenDownloadGoesOn();
    void aLargeFileComesWhole_data();
    void aLargeFileComesWhole();
    void aLargeFileIsCancelledInTheMiddle();
    void cancelWaitsForNoDisk();
    void cancelWaitsForNoPartThatIsForgotten();
    void nobodyWaitsForAPartToBeOpened_data();
    void nobodyWaitsForAPartToBeOpened();
    void aPartThatNobodyGivesMoreOfIsBegunAnew();
    void soManyComeAtATime();
    void itSaysHowFastItComes();
    void aSecondHalfOfAnotherFileIsNoticed();
    void aSealedFileIsOpened();
    void aSealedFileThatWasTouchedIsRefused();
    void cancelledLeavesNothing();
    void retractedTakesTheFileAlong();
    void anotherAddressEndsWhatIsOnItsWay();
    void packedAnswersAreNotUnpacked();
    void names_data();
    void names();
    void whatWasLookedAtIsAsked();
    void whatOnlyTorKnowsIsNotLookedUp_data();
    void whatOnlyTorKnowsIsNotLookedUp();

private:
    MessageId message(const SharedFile &file, Attachment::Kind kind = Attachment::Kind::File)
    {
        Message message;
        message.conversation = *m_account->features->messages.openRoom(*BareJid::parse(u"crew@groups.harbor.example")); // nothing unasked
        message.sender = ScriptedAccount::peer("tomas");
        message.time = m_account->clock.now();
        message.body = file.url;
        message.attachment.emplace();
        message.attachment->file = file;
        message.attachment->kind = kind;
        return m_account->features->messages.store().insert(message, MessageStore::Place::Newest, MessageStore::Unread::DoNotCount)->id;
    }
    void setIdle(int idle)
    {
        m_limits.idle = idle;
        m_downloads.reset();
        const AccountContext context{m_account->id, *m_account->connection, *m_account->database, m_account->clock, {}};
        m_downloads = std::make_unique<DownloadService>(context, m_account->features->messages, m_account->features->roster, *m_access,
                                                        m_account->folder.path(), m_limits);
    }
    Attachment now(MessageId id) { return *m_account->features->messages.store().message(id)->attachment; }
    bool ended(MessageId id)
    {
        return QTest::qWaitFor([&] {
            const auto state = now(id).state;
            return state == Attachment::State::Here || state == Attachment::State::Broken;
        }, 20'000);
    }
    static QByteArray read(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("not there");
    }
    /// Everything below the profile's folder of files.
    QStringList files() const
    {
        QStringList all;
        QDirIterator found(m_account->folder.filePath(u"files"_s), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (found.hasNext())
            all += found.next();
        return all;
    }
    qsizetype requestsFor(const QByteArray &name) const
    {
        const QByteArrayList all = m_web->requests();
        return std::count_if(all.begin(), all.end(), [&](const QByteArray &head) { return head.left(head.indexOf('\r')).contains(name); });
    }
    SharedFile at(const QString &path, qint64 size = -1) { return {m_web->url(path), u"plan.pdf"_s, u"application/pdf"_s, size, 0, 0, {}, {}}; }
    MessageId fetch(const SharedFile &file, Attachment::Kind kind = Attachment::Kind::File)
    {
        const MessageId id = message(file, kind);
        if (!m_downloads->fetch(id))
            qWarning("not wanted");
        return id;
    }

    Certificates m_certificates;
    Certificates::Files m_files;
    std::unique_ptr<ScriptedAccount> m_account;
    std::unique_ptr<WebAccess> m_access;
    std::unique_ptr<DownloadService> m_downloads;
    std::unique_ptr<HostileWeb> m_web;
    HostileWeb::Act m_act;
    TransferLimits m_limits;
    DownloadRules m_rules;
};

void DownloadTest::initTestCase()
{
    m_files = m_certificates.make({.name = u"127.0.0.1"_s, .hosts = u"IP:127.0.0.1"_s});
}

void DownloadTest::init()
{
    m_account = std::make_unique<ScriptedAccount>();
    ConnectionSettings settings = m_account->connection->settings();
    QFile both(m_account->folder.filePath(u"authorities.pem"_s));
    QVERIFY(both.open(QIODevice::WriteOnly));
    both.write(read(m_certificates.authorityFile()) + read(settings.authorityFile));
    both.close();
    settings.authorityFile = both.fileName();
    m_account->connection->setSettings(settings);
    m_limits = {};
    m_limits.idle = 400;
    m_limits.window = 600;
    m_limits.leastInWindow = 100;
    m_limits.asked = 300'000;
    m_limits.attempts = 3;
    m_limits.pause = 10;
    const AccountContext context{m_account->id, *m_account->connection, *m_account->database, m_account->clock, {}};
    m_access = std::make_unique<WebAccess>(context);
    m_downloads = std::make_unique<DownloadService>(context, m_account->features->messages, m_account->features->roster, *m_access,
                                                    m_account->folder.path(), m_limits);
    m_rules = {};
    m_rules.pictures = 100'000;
    m_downloads->setRules(m_rules);
    m_act = [](QTcpSocket &socket, const QByteArray &) { HostileWeb::answer(socket, "404 Not Found", "nothing"); };
    m_web = std::make_unique<HostileWeb>(m_files, [this](QTcpSocket &socket, const QByteArray &head) { m_act(socket, head); });
}

void DownloadTest::cleanup()
{
    m_downloads.reset();
    m_access.reset();
    m_web.reset();
    m_account.reset();
}

void DownloadTest::aFileComesWhole()
{
    const QByteArray content(250'000, 'x');
    m_act = [&](QTcpSocket &socket, const QByteArray &) { HostileWeb::answer(socket, "200 OK", content); };
    const MessageId id = fetch(at(u"a"_s));
    QVERIFY(ended(id));
    QCOMPARE(now(id).state, Attachment::State::Here);
    QCOMPARE(read(now(id).path), content);
    QCOMPARE(now(id).file.size, content.size());
    QCOMPARE(files(), QStringList{now(id).path});
}

void DownloadTest::nothingOfUsIsToldBesides()
{
    m_act = [&](QTcpSocket &socket, const QByteArray &) { HostileWeb::answer(socket, "200 OK", "x", "Set-Cookie: a=b\r\n"); };
    SharedFile sealed = at(u"a"_s);
    sealed.url = u"aesgcm"_s + sealed.url.sliced(5) + u'#' + QString(88, u'a');
    const MessageId id = fetch(sealed);
    QVERIFY(ended(id));
    QCOMPARE(now(id).failure->kind, ErrorKind::FileBroken);
    const MessageId again = fetch(at(u"b"_s));
    QVERIFY(ended(again));
    for (const QByteArray &head : m_web->requests()) {
        QVERIFY(!head.contains("aaaa") && !head.contains('#'));
        QVERIFY(!head.toLower().contains("cookie"));
        QVERIFY(head.toLower().contains("accept-encoding: identity"));
        QVERIFY(!head.contains("mara"));
    }
}

void DownloadTest::endsThatDoNotCome_data()
{
    QTest::addColumn<int>("dripEvery"); // ms; 0: nothing comes
    QTest::newRow("silence") << 0;
    QTest::newRow("drip") << 100;
}

void DownloadTest::endsThatDoNotCome()
{
    QFETCH(int, dripEvery);
    m_act = [&](QTcpSocket &socket, const QByteArray &) {
        socket.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\nx");
        if (dripEvery > 0) {
            auto *timer = new QTimer(&socket);
            connect(timer, &QTimer::timeout, &socket, [&socket] { socket.write("x"); });
            timer->start(dripEvery);
        }
    };
    const MessageId id = fetch(at(u"a"_s));
    QVERIFY(ended(id));
    QCOMPARE(now(id).state, Attachment::State::Broken);
    QCOMPARE(now(id).failure->kind, ErrorKind::Timeout);
}

void DownloadTest::whatIsLongerThanItSaid()
{
    m_act = [&](QTcpSocket &socket, const QByteArray &) { HostileWeb::answer(socket, "200 OK", QByteArray(5000, 'x')); };
    const MessageId id = fetch(at(u"a"_s, 1000));
    QVERIFY(ended(id));
    QCOMPARE(now(id).failure->kind, ErrorKind::FileBroken);
    QVERIFY(files().isEmpty());
    const MessageId shorter = fetch(at(u"b"_s, 10'000));
    QVERIFY(ended(shorter));
    QCOMPARE(now(shorter).failure->kind, ErrorKind::FileBroken);
    QVERIFY(files().isEmpty());
}

/// No length at all, and no end.
void DownloadTest::whatStartsToBeLonger()
{
    qint64 sent = 0;
    m_act = [&](QTcpSocket &socket, const QByteArray &) {
        socket.write("HTTP/1.1 200 OK\r\n\r\n");
        auto *timer = new QTimer(&socket);
        connect(timer, &QTimer::timeout, &socket, [&] {
            socket.write(QByteArray(20'000, 'x'));
            sent += 20'000;
        });
        timer->start(1);
    };
    const MessageId id = fetch(at(u"a"_s));
    QVERIFY(ended(id));
    QCOMPARE(now(id).failure->kind, ErrorKind::FileTooLarge);
    QVERIFY(files().isEmpty());
    QVERIFY2(sent < m_limits.asked + 1024 * 1024, qPrintable(QString::number(sent)));
}

void DownloadTest::anEndlessPictureStopsAtTheRule()
{
    m_act = [&](QTcpSocket &socket, const QByteArray &) { HostileWeb::answer(socket, "200 OK", pixel + QByteArray(200'000, 'x')); };
    SharedFile file = at(u"a.png"_s);
    file.mediaType = u"image/png"_s;
    const MessageId id = message(file, Attachment::Kind::Picture);
    m_downloads->noteShown(id); // in a group: nothing happens
    QVERIFY(ended(fetch(at(u"later"_s)))); // begun after it
    QCOMPARE(requestsFor("a.png"), 0);
    QCOMPARE(now(id).state, Attachment::State::Remote);
}

void DownloadTest::aLargePictureWaitsForAClick()
{
    QVERIFY(m_account->isReady()); // the roster says who is a contact
    m_act = [&](QTcpSocket &socket, const QByteArray &) { HostileWeb::answer(socket, "200 OK", pixel + QByteArray(200'000, 'x')); };
    Message said;
    said.conversation = *m_account->features->messages.open(ScriptedAccount::peer("tomas"));
    said.sender = ScriptedAccount::peer("tomas");
    said.time = m_account->clock.now();
    said.attachment.emplace();
    said.attachment->file = {m_web->url(u"a.png"_s), u"a.png"_s, u"image/png"_s, -1, 0, 0, {}, {}};
    said.attachment->kind = Attachment::Kind::Picture;
    const MessageId id = m_account->features->messages.store().insert(said, MessageStore::Place::Newest, MessageStore::Unread::DoNotCount)->id;
    m_downloads->noteShown(id);
    QVERIFY(QTest::qWaitFor([&] { return now(id).file.size > 0; }, 10'000));
    QCOMPARE(now(id).state, Attachment::State::Remote); // larger than what comes by itself; now that is known
    QCOMPARE(now(id).file.size, pixel.size() + 200'000);
    m_downloads->noteShown(id);
    QVERIFY(ended(fetch(at(u"later"_s)))); // begun after it, had it begun
    QCOMPARE(requestsFor("a.png"), 1);
    QVERIFY(m_downloads->fetch(id));
    QVERIFY(ended(id));
    QCOMPARE(now(id).state, Attachment::State::Here);
}

void DownloadTest::theRulesSayWhatComesByItself_data()
{
    using Kind = Attachment::Kind;
    using From = DownloadRules::From;
    QTest::addColumn<DownloadRules>("rules");
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("from");
    QTest::addColumn<bool>("isMetered");
    QTest::addColumn<bool>("comes");
    const auto rules = [](From from, qint64 pictures, qint64 audio) {
        DownloadRules made;
        made.from = from;
        made.pictures = pictures;
        made.audio = audio;
        return made;
    };
    DownloadRules always = rules(From::Nobody, 0, 0);
    always.always = {ScriptedAccount::peer("tomas"), ScriptedAccount::peer("mallory")};
    DownloadRules never = rules(From::Contacts, 1000, 1000);
    never.never = {ScriptedAccount::peer("tomas")};
    DownloadRules waits = rules(From::Contacts, 1000, 1000);
    waits.metered = DownloadRules::Metered::Wait;
    QTest::newRow("a picture") << rules(From::Contacts, 1000, 0) << int(Kind::Picture) << u"tomas"_s << true << true;
    QTest::newRow("a larger one") << rules(From::Contacts, 20, 0) << int(Kind::Picture) << u"tomas"_s << false << false;
    QTest::newRow("a voice message") << rules(From::Contacts, 0, 1000) << int(Kind::Audio) << u"tomas"_s << false << true;
    QTest::newRow("no voice messages") << rules(From::Contacts, 1000, 0) << int(Kind::Audio) << u"tomas"_s << false << false;
    QTest::newRow("a stranger") << rules(From::Contacts, 1000, 0) << int(Kind::Picture) << u"mallory"_s << false << false;
    QTest::newRow("nobody") << rules(From::Nobody, 1000, 0) << int(Kind::Picture) << u"tomas"_s << false << false;
    QTest::newRow("in a group") << rules(From::Contacts, 1000, 0) << int(Kind::Picture) << u"group"_s << false << false;
    QTest::newRow("groups too") << rules(From::ContactsAndGroups, 1000, 0) << int(Kind::Picture) << u"group"_s << false << true;
    QTest::newRow("always from her") << always << int(Kind::File) << u"tomas"_s << false << true;
    QTest::newRow("always, and no contact") << always << int(Kind::File) << u"mallory"_s << false << false;
    QTest::newRow("never from him") << never << int(Kind::Picture) << u"tomas"_s << false << false;
    QTest::newRow("costs by volume") << waits << int(Kind::Picture) << u"tomas"_s << true << false;
    QTest::newRow("costs nothing") << waits << int(Kind::Picture) << u"tomas"_s << false << true;
}

void DownloadTest::theRulesSayWhatComesByItself()
{
    QFETCH(DownloadRules, rules);
    QFETCH(int, kind);
    QFETCH(QString, from);
    QFETCH(bool, isMetered);
    QFETCH(bool, comes);
    QVERIFY(m_account->isReady());
    m_downloads->setRules(rules);
    m_downloads->setMeter([isMetered] { return isMetered; });
    m_act = [](QTcpSocket &socket, const QByteArray &) { HostileWeb::answer(socket, "200 OK", pixel); };
    SharedFile file = at(u"a.png"_s, pixel.size());
    file.mediaType = u"image/png"_s;
    MessageId id = message(file, Attachment::Kind(kind)); // in a group
    if (from != u"group") {
        Message said = *m_account->features->messages.store().message(id);
        said.id = {};
        said.conversation = *m_account->features->messages.open(ScriptedAccount::peer(from.toLatin1().constData()));
        said.sender = ScriptedAccount::peer(from.toLatin1().constData());
        id = m_account->features->messages.store().insert(said, MessageStore::Place::Newest, MessageStore::Unread::DoNotCount)->id;
    }
    m_downloads->noteShown(id);
    QVERIFY(ended(fetch(at(u"later"_s)))); // begun after it
    QCOMPARE(requestsFor("a.png"), comes ? 1 : 0);
    if (comes) {
        QVERIFY(ended(id));
    }
}

void DownloadTest::redirectsAreLookedAt_data()
{
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<int>("kind");
    QTest::newRow("down to http") << QByteArray("http://127.0.0.1:1/x") << int(ErrorKind::UnsafeAddress);
    QTest::newRow("loopback") << QByteArray("https://localhost/x") << int(ErrorKind::UnsafeAddress);
    QTest::newRow("another loopback") << QByteArray("https://127.0.0.2/x") << int(ErrorKind::UnsafeAddress);
    QTest::newRow("private") << QByteArray("https://192.168.0.1/admin") << int(ErrorKind::UnsafeAddress);
    QTest::newRow("metadata") << QByteArray("https://169.254.169.254/latest") << int(ErrorKind::UnsafeAddress);
    QTest::newRow("a file") << QByteArray("file:///etc/passwd") << int(ErrorKind::UnsafeAddress);
    QTest::newRow("round and round") << QByteArray("/again") << int(ErrorKind::Unavailable);
}

void DownloadTest::redirectsAreLookedAt()
{
    QFETCH(QByteArray, to);
    QFETCH(int, kind);
    m_act = [&](QTcpSocket &socket, const QByteArray &) { HostileWeb::answer(socket, "302 Found", "", "Location: " + to + "\r\n"); };
    const MessageId id = fetch(at(u"a"_s));
    QVERIFY(ended(id));
    QCOMPARE(int(now(id).failure->kind), kind);
    QVERIFY(m_web->requests().size() <= 6);
}

void DownloadTest::refusalsAreFailures_data()
{
    QTest::addColumn<QByteArray>("status");
    QTest::addColumn<int>("kind");
    QTest::newRow("401") << QByteArray("401 Unauthorized") << int(ErrorKind::Forbidden);
    QTest::newRow("403") << QByteArray("403 Forbidden") << int(ErrorKind::Forbidden);
    QTest::newRow("404") << QByteArray("404 Not Found") << int(ErrorKind::NotFound);
    QTest::newRow("410") << QByteArray("410 Gone") << int(ErrorKind::NotFound);
    QTest::newRow("500") << QByteArray("500 Internal Server Error") << int(ErrorKind::Unavailable);
    QTest::newRow("42") << QByteArray("42 Hello") << int(ErrorKind::Unavailable);
}

void DownloadTest::refusalsAreFailures()
{
    QFETCH(QByteArray, status);
    QFETCH(int, kind);
    m_act = [&](QTcpSocket &socket, const QByteArray &) {
        HostileWeb::answer(socket, status, QByteArray(1000, 'e'), "WWW-Authenticate: Basic realm=\"your password\"\r\n");
    };
    const MessageId id = fetch(at(u"a"_s));
    QVERIFY(ended(id));
    QCOMPARE(int(now(id).failure->kind), kind);
    QVERIFY(!read(m_account->folder.filePath(u"files"_s)).contains("eee"));
}

void DownloadTest::aRefusalWithoutAnEndIsNotHeardOut()
{
    m_act = [&](QTcpSocket &socket, const QByteArray &) {
        socket.write("HTTP/1.1 404 Not Found\r\n\r\n");
        auto *timer = new QTimer(&socket);
        connect(timer, &QTimer::timeout, &socket, [&socket] { socket.write(QByteArray(20'000, 'x')); });
        timer->start(1);
    };
    const MessageId id = fetch(at(u"a"_s));
    QVERIFY(ended(id));
    QCOMPARE(now(id).failure->kind, ErrorKind::NotFound);
    QVERIFY(QDir(m_account->folder.filePath(u"files"_s)).entryList(QDir::Files).size() <= 1);
}

/// What is ours in a room is so because the room says it.
void DownloadTest::ourOwnInRoomsWaitsForAClick()
{
    QVERIFY(m_account->isReady());
    m_act = [&](QTcpSocket &socket, const QByteArray &) { HostileWeb::answer(socket, "200 OK", pixel); };
    const auto ours = [&](ConversationId conversation, const QString &name) {
        Message said;
        said.conversation = conversation;
        said.direction = Direction::Outgoing;
        said.state = MessageState::Sent;
        said.sender = ScriptedAccount::peer("mara");
        said.time = m_account->clock.now();
        said.attachment.emplace();
        said.attachment->file = {m_web->url(name), name, u"image/png"_s, -1, 0, 0, {}, {}};
        said.attachment->kind = Attachment::Kind::Picture;
        return m_account->features->messages.store().insert(said, MessageStore::Place::Newest, MessageStore::Unread::DoNotCount)->id;
    };
    MessageService &messages = m_account->features->messages;
    const MessageId there = ours(*messages.openRoom(*BareJid::parse(u"crew@groups.harbor.example")), u"room.png"_s);
    const MessageId here = ours(*messages.open(ScriptedAccount::peer("tomas")), u"chat.png"_s);
    m_downloads->noteShown(there);
    m_downloads->noteShown(here);
    QVERIFY(ended(here)); // asked for later: the other would be there by now, or on its way
    QCOMPARE(now(here).state, Attachment::State::Here);
    QCOMPARE(now(there).state, Attachment::State::Remote);
    QCOMPARE(m_web->requests().size(), 1);
}

void DownloadTest::anAccountsFilesGoWithIt()
{
    m_act = [&](QTcpSocket &socket, const QByteArray &) { HostileWeb::answer(socket, "200 OK", "x"); };
    const MessageId id = fetch(at(u"a"_s));
    QVERIFY(ended(id));
    const auto write = [&](const QString &path) {
        QDir().mkpath(QFileInfo(path).absolutePath());
        QFile file(path);
        return file.open(QIODevice::WriteOnly) && file.write("x") == 1;
    };
    const QString copy = m_account->folder.filePath(u"files/outgoing/1234/a.png"_s);
    const QString users = m_account->folder.filePath(u"documents/a.png"_s);
    QVERIFY(write(copy) && write(users));
    const QString half = m_account->folder.filePath(u"files/%1.part"_s.arg(1002, 0, 16)); // of one that was on its way
    QVERIFY(write(half));
    QVERIFY(!files().isEmpty());
    for (const auto &[message, path] : {std::pair{id, now(id).path}, {MessageId(1000), copy}, {MessageId(1001), users}, {MessageId(1002), QString()}})
        DownloadService::removeFile(m_account->folder.path(), message, path);
    QVERIFY(files().isEmpty());
    QVERIFY(!QFile::exists(half));
    QVERIFY(!QFileInfo::exists(m_account->folder.filePath(u"files/outgoing/1234"_s)));
    QVERIFY(QFile::exists(users)); // not ours
}

/// What came to one account was sent on by another, from where it lies: it stays when the other goes.
void DownloadTest::whatAnotherMessageFetchedStays()
{
    m_act = [&](QTcpSocket &socket, const QByteArray &) { HostileWeb::answer(socket, "200 OK", "x"); };
    const MessageId id = fetch(at(u"a"_s));
    QVERIFY(ended(id));
    const QString path = now(id).path;
    QVERIFY(QFile::exists(path));
    DownloadService::removeFile(m_account->folder.path(), MessageId(1000), path);
    QCOMPARE(read(path), QByteArray("x"));
    DownloadService::removeFile(m_account->folder.path(), id, path);
    QVERIFY(files().isEmpty());
}

/// It is here, and the disk takes no word of it: it is not fetched again and again.
void DownloadTest::whatCannotBeNotedIsNotFetchedAtOnce_data()
{
    QTest::addColumn<QByteArray>("status");
    QTest::newRow("here") << QByteArray("200 OK");
    QTest::newRow("refused") << QByteArray("404 Not Found");
}

void DownloadTest::whatCannotBeNotedIsNotFetchedAtOnce()
{
    QFETCH(QByteArray, status);
    m_act = [&](QTcpSocket &socket, const QByteArray &) { HostileWeb::answer(socket, status, "x"); };
    m_limits.pause = 1'000'000;
    m_downloads.reset();
    const AccountContext context{m_account->id, *m_account->connection, *m_account->database, m_account->clock, {}};
    m_downloads = std::make_unique<DownloadService>(context, m_account->features->messages, m_account->features->roster, *m_access,
                                                    m_account->folder.path(), m_limits);
    const MessageId id = fetch(at(u"a"_s));
    QCOMPARE(now(id).state, Attachment::State::Fetching);
    QVERIFY(m_account->database->run(u"CREATE TRIGGER full BEFORE UPDATE ON attachment BEGIN SELECT RAISE(ABORT, 'full'); END"_s));
    QSignalSpy changed(&m_account->features->messages, &MessageService::messagesChanged);
    QTRY_VERIFY(!changed.isEmpty());
    QCoreApplication::processEvents();
    QCoreApplication::processEvents();
    const QString part = m_account->folder.filePath(u"files/%1.part"_s.arg(id.value(), 0, 16));
    QVERIFY(status.startsWith("404") || !QFile::exists(part)); // a try would begin with it
    QVERIFY(m_account->database->run(u"DROP TRIGGER full"_s));
    const MessageId other = fetch(at(u"b"_s)); // which begins whatever may begin
    QVERIFY(ended(other));
    QCOMPARE(m_web->requests().size(), 2);
    QCOMPARE(now(id).state, Attachment::State::Fetching);
}

void DownloadTest::nothingComesBackToARemovedAccount()
{
    m_act = [&](QTcpSocket &socket, const QByteArray &) { HostileWeb::answer(socket, "200 OK", "x"); };
    // All is here, and waits for the pool to look at it, when the removal begins.
    QThreadPool &pool = *QThreadPool::globalInstance();
    const int threads = pool.maxThreadCount();
    pool.setMaxThreadCount(1);
    QSemaphore busy;
    pool.start([&busy] { busy.acquire(); });
    const MessageId id = fetch(at(u"a"_s, 1));
    const MessageId other = message(at(u"b"_s));
    const QString part = m_account->folder.filePath(u"files/%1.part"_s.arg(id.value(), 0, 16));
    const bool isHere = QTest::qWaitFor([&] { return QFileInfo(part).size() == 1 && m_access->thread().underWay() == 0; }, 20'000);
    QCoreApplication::processEvents();
    m_downloads->stop();
    const Status again = m_downloads->fetch(other);
    busy.release();
    pool.waitForDone();
    pool.setMaxThreadCount(threads);
    QVERIFY(isHere);
    QVERIFY(again);
    QCoreApplication::processEvents();
    QVERIFY(files() == QStringList{part} || files().isEmpty()); // what the removal knows of, and takes
    QCOMPARE(m_web->requests().size(), 1);
}

void DownloadTest::copiesThatNobodyNeedsGo()
{
    const auto write = [&](const QString &name, int age) {
        const QString path = m_account->folder.filePath(u"files/outgoing/%1/a.png"_s.arg(name));
        QDir().mkpath(QFileInfo(path).absolutePath());
        QFile file(path);
        return file.open(QIODevice::WriteOnly) && file.write("x") == 1 && file.flush()
            && file.setFileTime(QDateTime::currentDateTimeUtc().addDays(-age), QFileDevice::FileModificationTime);
    };
    QVERIFY(write(u"sent"_s, 3) && write(u"left"_s, 3) && write(u"new"_s, 0));
    const MessageId id = message(at(u"a"_s));
    Attachment attachment = now(id);
    attachment.state = Attachment::State::Here;
    attachment.path = m_account->folder.filePath(u"files/outgoing/sent/a.png"_s);
    QVERIFY(AttachmentStore(*m_account->database).put(id, attachment));
    m_downloads.reset();
    const AccountContext context{m_account->id, *m_account->connection, *m_account->database, m_account->clock, {}};
    m_downloads = std::make_unique<DownloadService>(context, m_account->features->messages, m_account->features->roster, *m_access,
                                                    m_account->folder.path(), m_limits);
    const QStringList left = files();
    QCOMPARE(left.size(), 2);
    QVERIFY(!left.contains(m_account->folder.filePath(u"files/outgoing/left/a.png"_s)));
}

void DownloadTest::aPageThatCallsItselfAPicture()
{
    m_act = [&](QTcpSocket &socket, const QByteArray &) {
        HostileWeb::answer(socket, "200 OK", "<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "Content-Type: image/png\r\n");
    };
    SharedFile file = at(u"a.png"_s);
    file.name = u"a.png"_s;
    file.mediaType = u"image/png"_s;
    file.width = file.height = 100;
    const MessageId id = fetch(file, Attachment::Kind::Picture);
    QVERIFY(ended(id));
    QCOMPARE(now(id).state, Attachment::State::Here);
    QCOMPARE(now(id).kind, Attachment::Kind::File); // a card, and nobody decodes it
    QCOMPARE(now(id).file.width, 0);
}

void DownloadTest::anotherContentIsRefused()
{
    m_act = [&](QTcpSocket &socket, const QByteArray &) { HostileWeb::answer(socket, "200 OK", "another"); };
    SharedFile file = at(u"a"_s, 7);
    file.sha256 = QCryptographicHash::hash("correct", QCryptographicHash::Sha256);
    const MessageId id = fetch(file);
    QVERIFY(ended(id));
    QCOMPARE(now(id).failure->kind, ErrorKind::FileBroken);
    QVERIFY(files().isEmpty());
}

/// The line breaks at half; the next attempt asks for the other half alone.
void DownloadTest::aPartThatIsWholeIsNotAskedFor_data()
{
    QTest::addColumn<bool>("isRight");
    QTest::newRow("what was promised") << true;
    QTest::newRow("as long as that") << false;
}

/// The program ended between the last byte and the name of its own that the file gets.
void DownloadTest::aPartThatIsWholeIsNotAskedFor()
{
    QFETCH(bool, isRight);
    const QByteArray content(100'000, 'x');
    m_act = [&](QTcpSocket &socket, const QByteArray &head) {
        if (head.toLower().contains("range:")) {
            HostileWeb::answer(socket, "416 Range Not Satisfiable", {}, "Content-Range: bytes */100000\r\n");
        } else {
            HostileWeb::answer(socket, "200 OK", content);
        }
    };
    SharedFile file = at(u"a"_s, content.size());
    file.sha256 = QCryptographicHash::hash(content, QCryptographicHash::Sha256);
    const MessageId id = message(file);
    QFile part(m_account->folder.filePath(u"files/%1.part"_s.arg(id.value(), 0, 16)));
    QVERIFY(QDir().mkpath(QFileInfo(part).absolutePath()) && part.open(QIODevice::WriteOnly));
    part.write(isRight ? content : QByteArray(content.size(), 'y'));
    part.close();
    QVERIFY(m_downloads->fetch(id));
    QVERIFY(ended(id));
    QCOMPARE(now(id).state, Attachment::State::Here);
    QVERIFY(read(now(id).path) == content);
    QCOMPARE(m_web->requests().size(), isRight ? 0 : 1);
    QCOMPARE(files(), QStringList{now(id).path});
}

void DownloadTest::aBrokenDownloadGoesOn()
{
    QByteArray content;
    for (int i = 0; i < 50'000; ++i)
        content += QByteArray::number(i) + ' ';
    m_limits.asked = content.size();
    m_act = [&](QTcpSocket &socket, const QByteArray &head) {
        const qsizetype range = head.toLower().indexOf("range: bytes=");
        if (range < 0) {
            socket.write("HTTP/1.1 200 OK\r\nContent-Length: " + QByteArray::number(content.size()) + "\r\n\r\n" + content.first(content.size() / 2));
            socket.disconnectFromHost();
            return;
        }
        const qsizetype from = head.mid(range + 13, head.indexOf('-', range) - range - 13).toLongLong();
        HostileWeb::answer(socket, "206 Partial Content", content.sliced(from),
                           "Content-Range: bytes " + QByteArray::number(from) + '-' + QByteArray::number(content.size() - 1) + '/'
                               + QByteArray::number(content.size()) + "\r\n");
    };
    SharedFile file = at(u"a"_s, content.size());
    file.sha256 = QCryptographicHash::hash(content, QCryptographicHash::Sha256);
    const MessageId id = fetch(file);
    QVERIFY(ended(id));
    QCOMPARE(now(id).state, Attachment::State::Here);
    QCOMPARE(read(now(id).path), content);
    QCOMPARE(m_web->requests().size(), 2);
    QVERIFY(m_web->requests().at(1).toLower().contains("range: bytes="));
    QVERIFY(!m_web->requests().at(1).toLower().contains("range: bytes=0-"));
}

void DownloadTest::aLargeFileComesWhole_data()
{
    QTest::addColumn<bool>("isSealed");
    QTest::addColumn<bool>("isCut");
    for (const bool isSealed : {false, true}) {
        QTest::addRow("%s", isSealed ? "sealed" : "clear") << isSealed << false;
        QTest::addRow("%s, cut", isSealed ? "sealed" : "clear") << isSealed << true;
    }
}

/// Large enough to be opened, hashed and written beside what comes.
void DownloadTest::aLargeFileComesWhole()
{
    QFETCH(bool, isSealed);
    QFETCH(bool, isCut);
    setIdle(30'000); // one try, however busy this computer is
    QByteArray content(12'345'678, Qt::Uninitialized);
    for (int i = 0; i < int(content.size()); ++i)
        content[i] = char(i * 11 + i / 257);
    SharedFile file = at(u"a"_s, content.size());
    file.sha256 = QCryptographicHash::hash(content, QCryptographicHash::Sha256);
    QByteArray wire = content;
    if (isSealed) {
        const auto secret = FileCipher::newSecret();
        auto cipher = FileCipher::make(FileCipher::Way::Seal, secret->key, secret->iv);
        wire = cipher->update(content);
        wire += cipher->finishSeal();
        file.url = sealedUrl(file.url, secret->key, secret->iv);
    }
    m_act = [&](QTcpSocket &socket, const QByteArray &head) {
        const qsizetype range = head.toLower().indexOf("range: bytes=");
        if (range < 0) {
            socket.write("HTTP/1.1 200 OK\r\nContent-Length: " + QByteArray::number(wire.size()) + "\r\n\r\n"
                         + wire.first(isCut ? wire.size() * 2 / 3 : wire.size()));
            if (isCut)
                socket.disconnectFromHost();
            return;
        }
        const qsizetype from = head.mid(range + 13, head.indexOf('-', range) - range - 13).toLongLong();
        HostileWeb::answer(socket, "206 Partial Content", wire.sliced(from),
                           "Content-Range: bytes " + QByteArray::number(from) + '-' + QByteArray::number(wire.size() - 1) + "/*\r\n");
    };
    const MessageId id = fetch(file);
    QVERIFY(ended(id));
    QCOMPARE(now(id).state, Attachment::State::Here);
    QVERIFY(read(now(id).path) == content);
    QCOMPARE(m_web->requests().size(), isCut ? 2 : 1);
    QVERIFY(!isCut || m_web->requests().constLast().contains("bytes=" + QByteArray::number(wire.size() * 2 / 3 - (isSealed ? 16 : 0)) + '-'));
}

void DownloadTest::aLargeFileIsCancelledInTheMiddle()
{
    m_act = [&](QTcpSocket &socket, const QByteArray &) {
        socket.write("HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\n");
        auto *timer = new QTimer(&socket);
        connect(timer, &QTimer::timeout, &socket, [&socket] {
            if (socket.bytesToWrite() < 1'000'000)
                socket.write(QByteArray(200'000, 'x'));
        });
        timer->start(1);
    };
    const MessageId id = fetch(at(u"a"_s, 100'000'000));
    const QString part = m_account->folder.filePath(u"files/%1.part"_s.arg(id.value(), 0, 16));
    QTRY_VERIFY_WITH_TIMEOUT(QFileInfo(part).size() > 5'000'000, 20'000);
    QVERIFY(m_downloads->cancel(id));
    QTRY_VERIFY(files().isEmpty()); // at once, if the disk is
    QCOMPARE(now(id).failure->kind, ErrorKind::Cancelled);
    QTRY_COMPARE(m_access->thread().underWay(), 0);
    QVERIFY(files().isEmpty());
}

/// A pipe that nobody reads from is a disk that hangs.
void DownloadTest::cancelWaitsForNoDisk()
{
    setIdle(20'000); // by itself it is given up later
    const QByteArray content(400'000, 'y');
    m_act = [&](QTcpSocket &socket, const QByteArray &) { HostileWeb::answer(socket, "200 OK", content); };
    SharedFile file = at(u"plan-a"_s, content.size());
    file.sha256 = QCryptographicHash::hash(content, QCryptographicHash::Sha256); // what lies there goes on
    const MessageId id = message(file);
    const QString part = m_account->folder.filePath(u"files/%1.part"_s.arg(id.value(), 0, 16));
    QVERIFY(QDir().mkpath(m_account->folder.filePath(u"files"_s)));
    QCOMPARE(::mkfifo(QFile::encodeName(part).constData(), 0600), 0);
    const int end = ::open(QFile::encodeName(part).constData(), O_RDWR | O_NONBLOCK | O_CLOEXEC);
    QVERIFY(end >= 0);
    QVERIFY(m_downloads->fetch(id));
    int full = 0; // bytes in the pipe: it holds the writer once it takes no more
    QTRY_VERIFY_WITH_TIMEOUT(::ioctl(end, FIONREAD, &full) == 0 && full >= 64 * 1024, 20'000);
    QElapsedTimer time;
    time.start();
    QVERIFY(m_downloads->cancel(id));
    QVERIFY2(time.elapsed() < 2'000, qPrintable(QString::number(time.elapsed())));
    QCOMPARE(now(id).state, Attachment::State::Broken);
    QCOMPARE(now(id).failure->kind, ErrorKind::Cancelled);
    QTRY_COMPARE(m_access->thread().underWay(), 0);
    // Wanted again, it waits until the one before has left the file.
    QVERIFY(m_downloads->fetch(id));
    QVERIFY(ended(fetch(at(u"later"_s, content.size())))); // begun after it, had it begun
    QCOMPARE(now(id).state, Attachment::State::Fetching);
    QCOMPARE(requestsFor("/plan-a "), 1);
    QByteArray room(1'000'000, Qt::Uninitialized);
    QVERIFY(QTest::qWaitFor([&] { // the disk works again
        while (::read(end, room.data(), size_t(room.size())) > 0) {
        }
        return now(id).state == Attachment::State::Here;
    }, 20'000));
    ::close(end);
    QCOMPARE(requestsFor("/plan-a "), 2);
    QVERIFY(read(now(id).path) == content);
}

/// What an earlier attempt left is nothing where the server gives the whole again; and to forget that, too, is a disk's
/// work.
void DownloadTest::cancelWaitsForNoPartThatIsForgotten()
{
    setIdle(20'000);
    const QByteArray content(400'000, 'y');
    m_act = [&](QTcpSocket &socket, const QByteArray &) { HostileWeb::answer(socket, "200 OK", content); };
    SharedFile file = at(u"plan-a"_s, content.size());
    file.sha256 = QCryptographicHash::hash(content, QCryptographicHash::Sha256);
    const MessageId id = message(file);
    const QString part = m_account->folder.filePath(u"files/%1.part"_s.arg(id.value(), 0, 16));
    QVERIFY(QDir().mkpath(m_account->folder.filePath(u"files"_s)));
    const auto leave = [&part] {
        QFile before(part);
        return before.open(QIODevice::WriteOnly) && before.write(QByteArray(1000, 'y')) == 1000;
    };
    QVERIFY(leave());
    HangingDisk disk(QFile::encodeName(QFileInfo(part).canonicalFilePath()).toStdString());
    QVERIFY(m_downloads->fetch(id));
    QTRY_COMPARE_WITH_TIMEOUT(disk.held(), 1, 20'000);
    QVERIFY(m_web->requests().constLast().toLower().contains("range: bytes=1000-"));
    QSemaphore cancelled;
    const std::unique_ptr<QThread> watch(QThread::create([&] { // so that this ends, whatever waits
        if (!cancelled.tryAcquire(1, 5'000))
            disk.letGo();
    }));
    watch->start();
    QElapsedTimer time;
    time.start();
    const bool isCancelled = m_downloads->cancel(id);
    const qint64 took = time.elapsed();
    cancelled.release();
    watch->wait();
    QVERIFY2(took < 2'000, qPrintable(QString::number(took)));
    QVERIFY(ended(fetch(at(u"later"_s, content.size())))); // and nobody else waits for it
    QCOMPARE(disk.held(), 1);
    disk.letGo();
    QVERIFY(isCancelled);
    QTRY_VERIFY(!QFile::exists(part));
    QVERIFY(leave());
    QVERIFY(m_downloads->fetch(id));
    QVERIFY(ended(id));
    QVERIFY(read(now(id).path) == content); // none of what was left is in it
}

void DownloadTest::nobodyWaitsForAPartToBeOpened_data()
{
    QTest::addColumn<bool>("wasThere");
    QTest::newRow("the first attempt") << false;
    QTest::newRow("one that goes on") << true;
}

/// The thread of the engine, which has all accounts, is this one. A disk that hangs is said, and tried again by hand it
/// waits until it has let go.
void DownloadTest::nobodyWaitsForAPartToBeOpened()
{
    QFETCH(const bool, wasThere);
    setIdle(1'000);
    const QByteArray content(400'000, 'y');
    m_act = [&](QTcpSocket &socket, const QByteArray &) { HostileWeb::answer(socket, "200 OK", content); };
    SharedFile file = at(u"plan-a"_s, content.size());
    file.sha256 = QCryptographicHash::hash(content, QCryptographicHash::Sha256);
    const MessageId id = message(file);
    const QString part = m_account->folder.filePath(u"files/%1.part"_s.arg(id.value(), 0, 16));
    QVERIFY(QDir().mkpath(m_account->folder.filePath(u"files"_s)));
    if (wasThere) {
        QFile before(part);
        QVERIFY(before.open(QIODevice::WriteOnly) && before.write(QByteArray(1000, 'y')) == 1000);
    }
    HangingDisk disk(part.toStdString(), HangingDisk::Where::Opened);
    QSemaphore through;
    const std::unique_ptr<QThread> watch(QThread::create([&] { // so that this ends, whatever waits
        if (!through.tryAcquire(1, 15'000))
            disk.letGo();
    }));
    watch->start();
    QElapsedTimer time;
    time.start();
    const bool isWanted = m_downloads->fetch(id).hasValue();
    const qint64 took = time.elapsed();
    const bool isHeld = QTest::qWaitFor([&] { return disk.held() == 1; }, 5'000);
    const bool isEnded = ended(fetch(at(u"later"_s, content.size()))); // nobody else waits for it
    const bool isTold = QTest::qWaitFor([&] { return now(id).state == Attachment::State::Broken; }, 5'000);
    const auto why = now(id).failure;
    const qsizetype asked = requestsFor("/plan-a ");
    const bool isWantedAgain = m_downloads->fetch(id).hasValue();
    const bool isEndedAgain = ended(fetch(at(u"latest"_s, content.size())));
    const int held = disk.held();
    const auto state = now(id).state;
    disk.letGo();
    through.release();
    watch->wait();
    QVERIFY2(took < 2'000, qPrintable(QString::number(took)));
    QVERIFY(isWanted && isHeld && isEnded && isTold && isWantedAgain && isEndedAgain);
    QVERIFY(why);
    QCOMPARE(why->kind, ErrorKind::Storage);
    QCOMPARE(asked, 0);
    QCOMPARE(held, 1); // and no second thread beside it
    QCOMPARE(state, Attachment::State::Fetching);
    QVERIFY(ended(id));
    QCOMPARE(now(id).state, Attachment::State::Here);
    QVERIFY(read(now(id).path) == content);
    QCOMPARE(requestsFor("/plan-a "), 1);
}

/// What lies there is shorter than the part (RFC 9110, 15.5.17): so that is none of it.
void DownloadTest::aPartThatNobodyGivesMoreOfIsBegunAnew()
{
    setIdle(20'000);
    const QByteArray content(50'000, 'z');
    m_act = [&](QTcpSocket &socket, const QByteArray &head) {
        if (head.toLower().contains("range:"))
            HostileWeb::answer(socket, "416 Range Not Satisfiable", {}, "Content-Range: bytes */50000\r\n");
        else
            HostileWeb::answer(socket, "200 OK", content);
    };
    SharedFile file = at(u"a"_s, -1);
    file.sha256 = QCryptographicHash::hash(content, QCryptographicHash::Sha256);
    const MessageId id = message(file);
    QFile part(m_account->folder.filePath(u"files/%1.part"_s.arg(id.value(), 0, 16)));
    QVERIFY(QDir().mkpath(QFileInfo(part).absolutePath()) && part.open(QIODevice::WriteOnly));
    QCOMPARE(part.write(QByteArray(60'000, 'y')), 60'000);
    part.close();
    QVERIFY(m_downloads->fetch(id));
    QVERIFY(ended(id));
    QCOMPARE(now(id).state, Attachment::State::Here);
    QVERIFY(read(now(id).path) == content);
    QCOMPARE(m_web->requests().size(), 2);
}

void DownloadTest::soManyComeAtATime()
{
    QList<QPointer<QTcpSocket>> open;
    m_act = [&](QTcpSocket &socket, const QByteArray &head) {
        if (head.contains("/sign "))
            HostileWeb::answer(socket, "204 No Content", {});
        else
            open.append(&socket);
    };
    const auto isPassed = [this] {
        BoundedGet sign(*m_access, {m_access->policy(), "*/*", [](const QByteArray &) { return true; }}, {});
        bool isAnswered = false;
        sign.get(QUrl(m_web->url(u"sign"_s)), [&isAnswered](const Result<BoundedGet::Got> &) { isAnswered = true; });
        return QTest::qWaitFor([&isAnswered] { return isAnswered; }, 10'000) && requestsFor("/sign ") > 0;
    };
    m_limits.parallel = 2;
    m_limits.window = 20'000; // each is a byte, which comes when the test says so
    setIdle(20'000);
    QList<MessageId> all;
    for (int i = 0; i < 5; ++i)
        all.append(fetch(at(u"file-%1"_s.arg(i), 1)));
    for (int through = 0; through < 5; ++through) {
        const qsizetype under = std::min(2, 5 - through);
        QTRY_COMPARE_WITH_TIMEOUT(open.size(), under, 10'000);
        QVERIFY(isPassed()); // what had begun, too, would be there before it
        QCOMPARE(open.size(), under);
        HostileWeb::answer(*open.takeFirst(), "200 OK", "x");
        QTRY_COMPARE(std::count_if(all.cbegin(), all.cend(), [&](MessageId id) { return now(id).state == Attachment::State::Here; }),
                     through + 1);
    }
}

/// The whole way but for the window: 400 kB a second by the clock of the test, and none any more where it stops.
void DownloadTest::itSaysHowFastItComes()
{
    m_act = [&](QTcpSocket &socket, const QByteArray &) {
        socket.write("HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\n");
        auto *timer = new QTimer(&socket);
        timer->setTimerType(Qt::PreciseTimer);
        connect(timer, &QTimer::timeout, &socket, [&socket] { socket.write(QByteArray(20'000, 'x')); });
        timer->start(50);
    };
    FakeClock clock;
    const qint64 begun = clock.elapsed();
    TransferMeter meter(clock, std::make_unique<FakeAlarm>(clock));
    qint64 before = 0;
    connect(m_downloads.get(), &DownloadService::moved, &meter, [&](MessageId message, qint64 done, qint64 total) {
        clock.advance((std::exchange(before, done) - done) / -400);
        meter.note(message, done, total);
    });
    connect(m_downloads.get(), &DownloadService::rested, &meter, &TransferMeter::rest);
    TransferProgress last;
    bool isTooEarly = false;
    connect(&meter, &TransferMeter::moved, this, [&](MessageId, const TransferProgress &progress) {
        last = progress;
        isTooEarly = isTooEarly || (progress.speed > 0 && clock.elapsed() - begun < 1'000);
    });
    const MessageId id = fetch(at(u"a"_s, 100'000'000));
    QTRY_VERIFY_WITH_TIMEOUT(last.speed > 0, 20'000);
    QVERIFY(!isTooEarly);
    QCOMPARE(last.total, 100'000'000);
    QVERIFY2(last.speed > 390'000 && last.speed < 410'000, qPrintable(QString::number(last.speed)));
    QVERIFY(m_downloads->cancel(id));
    QCOMPARE(last.speed, 0);
}

void DownloadTest::aSecondHalfOfAnotherFileIsNoticed()
{
    const QByteArray content(10'000, 'a');
    m_act = [&](QTcpSocket &socket, const QByteArray &head) {
        if (!head.toLower().contains("range: ")) {
            socket.write("HTTP/1.1 200 OK\r\nContent-Length: 10000\r\n\r\n" + content.first(5000));
            socket.disconnectFromHost();
        } else {
            HostileWeb::answer(socket, "206 Partial Content", QByteArray(5000, 'b'), "Content-Range: bytes 5000-9999/10000\r\n");
        }
    };
    SharedFile file = at(u"a"_s, 10'000);
    file.sha256 = QCryptographicHash::hash(content, QCryptographicHash::Sha256);
    const MessageId id = fetch(file);
    QVERIFY(ended(id));
    QCOMPARE(now(id).failure->kind, ErrorKind::FileBroken);
    QVERIFY(files().isEmpty());
}

void DownloadTest::aSealedFileIsOpened()
{
    const auto secret = FileCipher::newSecret();
    auto cipher = FileCipher::make(FileCipher::Way::Seal, secret->key, secret->iv);
    QByteArray wire = cipher->update(pixel);
    wire += cipher->finishSeal();
    m_act = [&](QTcpSocket &socket, const QByteArray &) { HostileWeb::answer(socket, "200 OK", wire); };
    SharedFile file = at(u"a.png"_s);
    file.url = sealedUrl(file.url, secret->key, secret->iv);
    const MessageId id = fetch(file, Attachment::Kind::Picture);
    QVERIFY(ended(id));
    QCOMPARE(now(id).state, Attachment::State::Here);
    QCOMPARE(read(now(id).path), pixel);
    QCOMPARE(now(id).file.mediaType, u"image/png"_s);
    QCOMPARE(files(), QStringList{now(id).path});
}

void DownloadTest::aSealedFileThatWasTouchedIsRefused()
{
    const auto secret = FileCipher::newSecret();
    auto cipher = FileCipher::make(FileCipher::Way::Seal, secret->key, secret->iv);
    QByteArray wire = cipher->update(pixel);
    wire += cipher->finishSeal();
    wire[10] = char(wire[10] ^ 1);
    m_act = [&](QTcpSocket &socket, const QByteArray &) { HostileWeb::answer(socket, "200 OK", wire); };
    SharedFile file = at(u"a.png"_s);
    file.url = sealedUrl(file.url, secret->key, secret->iv);
    const MessageId id = fetch(file, Attachment::Kind::Picture);
    QVERIFY(ended(id));
    QCOMPARE(now(id).failure->kind, ErrorKind::FileBroken);
    QVERIFY(files().isEmpty());
}

void DownloadTest::cancelledLeavesNothing()
{
    bool began = false;
    m_act = [&](QTcpSocket &socket, const QByteArray &) {
        socket.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n" + QByteArray(5000, 'x'));
        began = true;
    };
    const MessageId id = fetch(at(u"a"_s));
    QVERIFY(QTest::qWaitFor([&] { return began && !files().isEmpty(); }));
    QVERIFY(m_downloads->cancel(id));
    QCOMPARE(now(id).state, Attachment::State::Broken);
    QCOMPARE(now(id).failure->kind, ErrorKind::Cancelled);
    QVERIFY(files().isEmpty());
    QVERIFY(!m_downloads->cancel(id));
}

/// By a correction (XEP-0308): its bytes belong to no row any more.
void DownloadTest::anotherAddressEndsWhatIsOnItsWay()
{
    QPointer<QTcpSocket> asked;
    m_act = [&](QTcpSocket &socket, const QByteArray &) {
        asked = &socket;
        socket.write("HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nolde");
    };
    setIdle(20'000);
    const MessageId id = fetch(at(u"/old.pdf"_s, 8));
    QVERIFY(QTest::qWaitFor([&] { return !asked.isNull(); }, 20'000));
    const Attachment old = now(id);
    Attachment other = old;
    other.file.url = m_web->url(u"/new.pdf"_s);
    other.state = Attachment::State::Remote;
    QVERIFY(m_account->features->messages.takeIn([&](IncomingPipeline &, IncomingOutcome &outcome) -> Status {
        outcome.refiled.append(id);
        return AttachmentStore(*m_account->database).put(id, other);
    }, true));
    if (asked) {
        asked->write("rest");
    }
    QTest::qWait(500);
    QCOMPARE(now(id).state, Attachment::State::Remote);
    QCOMPARE(now(id).file.url, other.file.url);
    QCOMPARE(files(), QStringList());
    // Nor from anywhere else.
    Attachment late = old;
    late.path = u"/tmp/old.pdf"_s;
    QVERIFY(!AttachmentStore(*m_account->database).setHere(id, late));
    QCOMPARE(now(id).path, QString());
}

void DownloadTest::retractedTakesTheFileAlong()
{
    m_act = [&](QTcpSocket &socket, const QByteArray &) { HostileWeb::answer(socket, "200 OK", "x"); };
    const MessageId id = fetch(at(u"a"_s));
    QVERIFY(ended(id));
    QCOMPARE(files().size(), 1);
    MessageStore &store = m_account->features->messages.store();
    QVERIFY(m_account->database->transaction(Database::Durability::Full, [&]() -> Status {
        const auto retracted = ChangeStore(*m_account->database, store).retract(id, 1);
        return retracted ? Status(Done{}) : Status(retracted.error());
    }));
    const Message gone = *store.message(id);
    Q_EMIT m_account->features->messages.messagesChanged(gone.conversation, {gone});
    QVERIFY(files().isEmpty());
    QVERIFY(!m_account->features->messages.store().message(id)->attachment);
}

void DownloadTest::packedAnswersAreNotUnpacked()
{
    const QByteArray packed = QByteArray::fromHex("1f8b08000000000000030300000000000000000000") + "not what it says";
    m_act = [&](QTcpSocket &socket, const QByteArray &) { HostileWeb::answer(socket, "200 OK", packed, "Content-Encoding: gzip\r\n"); };
    const MessageId id = fetch(at(u"a"_s, packed.size()));
    QVERIFY(ended(id));
    QCOMPARE(now(id).state, Attachment::State::Here);
    QCOMPARE(read(now(id).path), packed);
}

void DownloadTest::names_data()
{
    QTest::addColumn<QString>("name");
    for (const char *name : {"../../../history.sqlite", "/etc/passwd", ".hidden", "-rf", "CON", "a\nb", "..", ""})
        QTest::newRow(name) << QString::fromLatin1(name);
    QTest::newRow("bidi") << u"photo\u202egnp.exe"_s;
    QTest::newRow("300 bytes") << QString(300, u'x') + u".pdf"_s;
}

void DownloadTest::names()
{
    QFETCH(QString, name);
    m_act = [&](QTcpSocket &socket, const QByteArray &) { HostileWeb::answer(socket, "200 OK", "x"); };
    SharedFile file = at(u"a"_s);
    file.name = name;
    const MessageId id = fetch(file);
    QVERIFY(ended(id));
    QCOMPARE(now(id).state, Attachment::State::Here);
    const QString folder = m_account->folder.filePath(u"files/"_s);
    QVERIFY(QFileInfo(now(id).path).canonicalFilePath().startsWith(QFileInfo(folder).canonicalFilePath() + u'/'));
    const QString last = QFileInfo(now(id).path).fileName();
    QVERIFY(last.toUtf8().size() <= 200 && !last.startsWith(u'.') && !last.startsWith(u'-'));
    QVERIFY(!last.contains(QChar(0x202e)));
}

void DownloadTest::whatOnlyTorKnowsIsNotLookedUp_data()
{
    QTest::addColumn<QString>("host");
    for (const char *host : {"harborxmpp.onion", "harborxmpp.onion.", "HarborXmpp.ONION", "harborxmpp．ｏｎｉｏｎ", "harborxmpp。onion｡", "harborxmpp.oni%6Fn"})
        QTest::newRow(host) << QString::fromUtf8(host);
}

void DownloadTest::whatWasLookedAtIsAsked()
{
    // Whoever owns a name may have it lead elsewhere a moment later.
    const auto prepared = [this](const QString &name, const QList<QByteArray> &addresses, quint16 port) {
        NameServiceCount::leadTo(name, name, {});
        NameServiceCount::setAddresses(addresses);
        std::optional<Result<WebRequest>> request;
        m_access->prepare(QUrl(u"https://%1:%2/plan.pdf"_s.arg(name).arg(port)), 5'000, this,
                          [&request](Result<WebRequest> made) { request = std::move(made); });
        const bool isMade = QTest::qWaitFor([&] { return request.has_value(); }, 10'000);
        return isMade ? *request : Result<WebRequest>(Error{ErrorKind::Timeout, {}, {}});
    };
    const quint16 port = quint16(QUrl(m_web->url({})).port());
    auto request = prepared(u"files.example"_s, {"2001:4860:4860::8888", "8.8.4.4"}, port);
    QVERIFY2(request, request ? "" : qPrintable(request.error().detail));
    QCOMPARE(request->url, QUrl(u"https://files.example:%1/plan.pdf"_s.arg(port)));
    const QList<QHostAddress> looked{QHostAddress(u"2001:4860:4860::8888"_s), QHostAddress(u"8.8.4.4"_s)};
    QCOMPARE(QSet<QHostAddress>(request->addresses.cbegin(), request->addresses.cend()), QSet<QHostAddress>(looked.cbegin(), looked.cend()));
    QCOMPARE(request->reach, WebRequest::Reach::Public);
    const auto inward = prepared(u"inward.example"_s, {"8.8.4.4", "10.0.0.1"}, port);
    QVERIFY(!inward);
    QCOMPARE(inward.error().kind, ErrorKind::UnsafeAddress);
    const qsizetype asked = NameServiceCount::names().size();

    // Such a request finds the name's page there, and whether the certificate is that name's is looked at as ever.
    for (const QString &owner : {u"files.example"_s, u"elsewhere.example"_s}) {
        const Certificates::Files files = m_certificates.make({.name = owner, .hosts = u"DNS:"_s + owner});
        const HostileWeb web(files, [](QTcpSocket &socket, const QByteArray &) { HostileWeb::answer(socket, "200 OK", "the plan"); });
        WebRequest elsewhere = *request;
        elsewhere.url.setPort(QUrl(web.url({})).port());
        elsewhere.addresses = {QHostAddress::LocalHost};
        elsewhere.reach = WebRequest::Reach::Everywhere;
        const QString path = m_account->folder.filePath(u"came"_s);
        const auto body = std::make_shared<DownloadBody>(path, DownloadBody::Secret());
        QVERIFY(body->open(std::move(DownloadBody::fresh({})).value()));
        DownloadIntake intake(body, {100, DownloadIntake::Longer::Lie, {}}, m_limits);
        std::optional<WebAnswer> answer;
        const WebTransfer transfer(m_access->thread(), elsewhere, intake, this, {}, [&answer](const WebAnswer &said) { answer = said; });
        QTRY_VERIFY_WITH_TIMEOUT(answer.has_value(), 10'000);
        const bool isOurs = owner == u"files.example";
        QCOMPARE(answer->failure.has_value(), !isOurs);
        QVERIFY(isOurs || answer->failure->kind == ErrorKind::Certificate);
        QCOMPARE(read(path), isOurs ? QByteArray("the plan") : QByteArray());
        QCOMPARE(web.requests().size(), isOurs ? 1 : 0);
        QVERIFY(!isOurs || web.requests().constFirst().toLower().contains("\r\nhost: files.example:"));
        QCOMPARE(web.requests().join().toLower().count("\nhost:"), isOurs ? 1 : 0);
    }
    QCOMPARE(NameServiceCount::names().size(), asked); // nothing is looked up again
}

void DownloadTest::whatOnlyTorKnowsIsNotLookedUp() // RFC 7686, 2
{
    QFETCH(QString, host);
    bool asked = false;
    m_access->prepare(QUrl(u"https://"_s + host + u"/plan.pdf"_s), 1'000, this, [&asked](const Result<WebRequest> &request) {
        asked = true;
        QVERIFY(!request);
        QCOMPARE(request.error().kind, ErrorKind::Proxy);
    });
    QVERIFY(asked); // a look-up would take its time
}

JACKDAW_TEST(DownloadTest)

} // namespace download_test

#include "download_test.moc"
