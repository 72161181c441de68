// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/WebTransfer.h"

#include "files/DownloadBody.h"
#include "files/DownloadIntake.h"
#include "files/UploadBody.h"
#include "files/WebThread.h"
#include "support/HostileWeb.h"
#include "support/TestProgram.h"
#include "support/TestProxy.h"

#include <QElapsedTimer>
#include <QFile>
#include <QSemaphore>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>
#include <QTimer>

#include <algorithm>
#include <atomic>
#include <fcntl.h>
#include <optional>
#include <set>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

namespace web_transfer_test {

/// Takes what comes, and gives so many bytes.
class Body : public WebBody
{
public:
    std::optional<qint64> wireSize() const override { return toGive >= 0 ? std::optional(toGive) : std::nullopt; }
    qint64 give(char *to, qint64 most) override
    {
        touch(most);
        const qint64 given = std::min(most, toGive - gave);
        std::fill_n(to, given, 'u');
        gave += given;
        return given;
    }
    Verdict begin(const WebHead &head) override
    {
        touch(0);
        status = head.status;
        return head.status == 200 || head.status == 201 ? Verdict::Go : Verdict::Enough;
    }
    Verdict take(QByteArrayView bytes) override
    {
        touch(bytes.size());
        took += bytes.size();
        return Verdict::Go;
    }
    bool end() override
    {
        hasEnded = true;
        return true;
    }
    Way way(qint64 sent) const override { return {sent + took, toGive}; }

    void touch(qint64 size)
    {
        ++touched;
        largest = std::max<qint64>(largest, size);
    }

    qint64 toGive = -1; ///< it is to be got
    std::atomic<qint64> gave = 0;
    std::atomic<qint64> took = 0;
    std::atomic<qint64> largest = 0; ///< of the pieces
    std::atomic<int> touched = 0;
    std::atomic<int> status = 0;
    std::atomic<bool> hasEnded = false;
};

/// How bytes go to web servers and come from there: on a thread of their own, by libcurl, and never where they must
/// not.
class WebTransferTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void addressesAreLookedAtWhereItConnects_data();
    void addressesAreLookedAtWhereItConnects();
    void anotherAddressOfTheSameNameWillDo();
    void whatIsStoppedTouchesNothing_data();
    void whatIsStoppedTouchesNothing();
    void whoWaitsForADiskIsLetGo_data();
    void whoWaitsForADiskIsLetGo();
    void whoSaysLaterIsAskedAgain_data();
    void whoSaysLaterIsAskedAgain();
    void aDiskThatHangsHoldsNobodyElse_data();
    void aDiskThatHangsHoldsNobodyElse();
    void aSlowDiskIsWaitedForAtTheEnd();
    void theThreadEndsAndBeginsAnew();
    void aLineIsUsedAgain_data();
    void aLineIsUsedAgain();
    void manyMoveAtOnce();
    void piecesAndProgressAreBounded_data();
    void piecesAndProgressAreBounded();
    void headsHaveAnEnd_data();
    void headsHaveAnEnd();
    void certificatesAreLookedAt();
    void brokenHandshakesAreBrokenLines();
    void nobodyThere();
    void silenceEnds_data();
    void silenceEnds();
    void aHeadThatDripsEnds();
    void theProxyIsGoneThrough_data();
    void theProxyIsGoneThrough();
    void theProxysPassword_data();
    void theProxysPassword();
    void theProxyLearnsNoSecret();
    void whatIsPutIsAsSaid();

private:
    static QByteArray contentOf(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    WebRequest request(const QString &name = u"files.example"_s) const
    {
        WebRequest made;
        made.url = QUrl(u"https://%1:%2/a?b=c"_s.arg(name).arg(QUrl(m_web->url({})).port()));
        made.addresses = {QHostAddress::LocalHost};
        made.reach = WebRequest::Reach::Everywhere;
        made.authorities = m_authority;
        made.idle = 5'000;
        return made;
    }
    std::unique_ptr<WebTransfer> start(const WebRequest &request, WebBody &body, std::optional<WebAnswer> &answer)
    {
        return std::make_unique<WebTransfer>(*m_thread, request, body, this, [this](qint64 done, qint64) { m_moves += done; },
                                             [&answer](const WebAnswer &said) { answer = said; });
    }
    WebAnswer carry(const WebRequest &request, WebBody &body)
    {
        std::optional<WebAnswer> answer;
        const auto transfer = start(request, body, answer);
        const bool isThere = QTest::qWaitFor([&] { return answer.has_value(); }, 20'000);
        return isThere ? *answer : WebAnswer{{}, 0, Error{ErrorKind::Internal, u"it does not end"_s, {}}};
    }
    static int kindOf(const WebAnswer &answer) { return answer.failure ? int(answer.failure->kind) : -1; }

    Certificates m_certificates;
    Certificates::Files m_files;
    QByteArray m_authority;
    std::unique_ptr<HostileWeb> m_web;
    std::unique_ptr<WebThread> m_thread;
    HostileWeb::Act m_act;
    QList<qint64> m_moves;
};

void WebTransferTest::initTestCase()
{
    m_files = m_certificates.make({.name = u"files.example"_s, .hosts = u"DNS:files.example,DNS:own.example,IP:127.0.0.1"_s});
    m_authority = contentOf(m_certificates.authorityFile());
    QVERIFY(!m_authority.isEmpty());
}

void WebTransferTest::init()
{
    m_act = [](QTcpSocket &socket, const QByteArray &) { HostileWeb::answer(socket, "200 OK", "it is here"); };
    m_web = std::make_unique<HostileWeb>(m_files, [this](QTcpSocket &socket, const QByteArray &head) { m_act(socket, head); });
    m_thread = std::make_unique<WebThread>();
    m_moves.clear();
}

void WebTransferTest::cleanup()
{
    m_thread.reset();
    m_web.reset();
}

void WebTransferTest::addressesAreLookedAtWhereItConnects_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<bool>("isOwn");
    for (const char *address : {"127.0.0.1", "::ffff:127.0.0.1", "::1", "10.255.255.1", "169.254.169.254", "fe80::1"})
        QTest::newRow(address) << QString::fromLatin1(address) << false;
    QTest::newRow("of the own server") << u"127.0.0.1"_s << true;
}

/// Whatever was found when it was looked up.
void WebTransferTest::addressesAreLookedAtWhereItConnects()
{
    QFETCH(QString, address);
    QFETCH(bool, isOwn);
    WebRequest there = request();
    there.addresses = {QHostAddress(address)};
    there.reach = isOwn ? WebRequest::Reach::Everywhere : WebRequest::Reach::Public;
    Body body;
    const WebAnswer answer = carry(there, body);
    QCOMPARE(kindOf(answer), isOwn ? -1 : int(ErrorKind::UnsafeAddress));
    QCOMPARE(m_web->requests().size(), isOwn ? 1 : 0);
    QCOMPARE(body.touched > 0, isOwn);
    QVERIFY(isOwn || answer.failure->subject == u"files.example");
    // And where the address itself is what was asked for.
    there.url.setHost(address);
    there.addresses.clear();
    if (!isOwn)
        QCOMPARE(kindOf(carry(there, body)), int(ErrorKind::UnsafeAddress));
}

void WebTransferTest::anotherAddressOfTheSameNameWillDo()
{
    WebRequest there = request();
    there.addresses = {QHostAddress(u"127.0.0.2"_s), QHostAddress::LocalHost}; // nobody listens at the first
    Body body;
    QCOMPARE(kindOf(carry(there, body)), -1);
    QCOMPARE(body.took, 10);
}

void WebTransferTest::whatIsStoppedTouchesNothing_data()
{
    QTest::addColumn<bool>("isUpload");
    QTest::newRow("down") << false;
    QTest::newRow("up") << true;
}

void WebTransferTest::whatIsStoppedTouchesNothing()
{
    QFETCH(bool, isUpload);
    bool isClosed = false;
    m_act = [&](QTcpSocket &socket, const QByteArray &) {
        connect(&socket, &QTcpSocket::disconnected, this, [&isClosed] { isClosed = true; });
        if (!isUpload) {
            socket.write("HTTP/1.1 200 OK\r\n\r\n" + QByteArray(20'000, 'x'));
            auto *more = new QTimer(&socket);
            connect(more, &QTimer::timeout, &socket, [&socket] { socket.write(QByteArray(20'000, 'x')); });
            more->start(1);
        } else {
            disconnect(&socket, &QTcpSocket::readyRead, nullptr, nullptr);
            connect(&socket, &QTcpSocket::readyRead, &socket, [&socket] { socket.readAll(); });
        }
    };
    auto body = std::make_unique<Body>();
    body->toGive = isUpload ? 1'000'000'000'000 : -1;
    std::optional<WebAnswer> answer;
    auto transfer = start(request(), *body, answer);
    QTRY_VERIFY_WITH_TIMEOUT((isUpload ? body->gave : body->took) > 1'000'000, 20'000);
    transfer.reset();
    const int touched = body->touched;
    QTRY_VERIFY_WITH_TIMEOUT(isClosed, 10'000); // at once: nothing waits for an end
    QTRY_COMPARE_WITH_TIMEOUT(m_thread->underWay(), 0, 10'000);
    QCOMPARE(body->touched, touched);
    QVERIFY(!body->hasEnded);
    body.reset();
    QCoreApplication::processEvents();
    QVERIFY(!answer);
}

void WebTransferTest::whoWaitsForADiskIsLetGo_data()
{
    QTest::addColumn<bool>("isUpload");
    QTest::newRow("down") << false;
    QTest::newRow("up") << true;
}

/// Who cancels does not wait for what the transfer's body waits for.
void WebTransferTest::whoWaitsForADiskIsLetGo()
{
    QFETCH(bool, isUpload);
    class Hanging : public Body
    {
    public:
        qint64 give(char *, qint64) override { return hang(), -1; }
        Verdict take(QByteArrayView) override { return hang(), Verdict::Enough; }
        void abandon() override { mayGo.release(); }
        void hang()
        {
            begun.release();
            wasLetGo = mayGo.tryAcquire(1, 10'000);
        }
        QSemaphore begun;
        QSemaphore mayGo;
        std::atomic<bool> wasLetGo = false;
    };
    m_act = [&](QTcpSocket &socket, const QByteArray &) {
        if (!isUpload)
            HostileWeb::answer(socket, "200 OK", "some");
    };
    Hanging body;
    body.toGive = isUpload ? 1000 : -1;
    std::optional<WebAnswer> answer;
    auto transfer = start(request(), body, answer);
    QTRY_VERIFY_WITH_TIMEOUT(body.begun.available() > 0, 10'000);
    QElapsedTimer time;
    time.start();
    transfer.reset();
    QVERIFY2(time.elapsed() < 5'000, qPrintable(QString::number(time.elapsed())));
    QVERIFY(body.wasLetGo);
}

void WebTransferTest::whoSaysLaterIsAskedAgain_data()
{
    QTest::addColumn<bool>("isUpload");
    QTest::addColumn<QByteArray>("head");
    QTest::newRow("down, of a length") << false << QByteArray("Content-Length: 6000000\r\n");
    QTest::newRow("down, to its end") << false << QByteArray("Connection: close\r\n");
    QTest::newRow("down, in chunks") << false << QByteArray("Transfer-Encoding: chunked\r\n");
    QTest::newRow("up") << true << QByteArray();
}

/// Each second time nothing is taken and nothing given, at the end too; and not a byte is lost or comes twice.
void WebTransferTest::whoSaysLaterIsAskedAgain()
{
    QFETCH(bool, isUpload);
    QFETCH(QByteArray, head);
    constexpr int size = 6'000'000;
    QByteArray content(size, Qt::Uninitialized);
    for (int i = 0; i < size; ++i)
        content[i] = char(i * 13 + i / 251);
    class Slow : public Body
    {
    public:
        ~Slow() override { QThreadPool::globalInstance()->waitForDone(); }
        void onReady(std::function<void()> ready) override { m_ready = std::move(ready); }
        qint64 give(char *to, qint64 most) override
        {
            if (isLater())
                return later;
            const qint64 given = std::min<qint64>(most, content.size() - gave);
            std::copy_n(content.cbegin() + gave, given, to);
            gave += given;
            return given;
        }
        Verdict take(QByteArrayView bytes) override
        {
            if (isLater())
                return Verdict::Later;
            content += bytes;
            took += bytes.size();
            return Verdict::Go;
        }
        bool end() override { return !isLater() && Body::end(); }

        QByteArray content;
        std::atomic<int> waited = 0;

    private:
        bool isLater()
        {
            m_isLater = !m_isLater;
            if (m_isLater) {
                ++waited;
                QThreadPool::globalInstance()->start(m_ready);
            }
            return m_isLater;
        }

        std::function<void()> m_ready;
        bool m_isLater = false;
    };
    QByteArray came;
    m_act = [&](QTcpSocket &socket, const QByteArray &) {
        if (!isUpload) {
            socket.write("HTTP/1.1 200 OK\r\n" + head + "\r\n");
            if (!head.contains("chunked")) {
                socket.write(content);
            } else {
                for (int at = 0; at < size; at += 100'000) {
                    const QByteArray chunk = content.sliced(at, std::min(100'000, size - at));
                    socket.write(QByteArray::number(chunk.size(), 16) + "\r\n" + chunk + "\r\n");
                }
                socket.write("0\r\n\r\n");
            }
            if (head.contains("close"))
                socket.disconnectFromHost();
            return;
        }
        disconnect(&socket, &QTcpSocket::readyRead, nullptr, nullptr);
        const auto read = [&socket, &came] {
            came += socket.readAll();
            if (came.size() == size)
                HostileWeb::answer(socket, "201 Created", {});
        };
        connect(&socket, &QTcpSocket::readyRead, &socket, read);
        read();
    };
    Slow body;
    body.toGive = isUpload ? size : -1;
    body.content = isUpload ? content : QByteArray();
    const WebAnswer answer = carry(request(), body);
    QVERIFY2(!answer.failure, answer.failure ? qPrintable(answer.failure->detail) : "");
    QVERIFY(body.waited > 10);
    QVERIFY(body.hasEnded);
    QVERIFY((isUpload ? came : body.content) == content);
    QCOMPARE(answer.sent, isUpload ? size : 0);
}

void WebTransferTest::aDiskThatHangsHoldsNobodyElse_data()
{
    QTest::addColumn<bool>("isUpload");
    QTest::addColumn<bool>("isForGood");
    for (const bool isUpload : {true, false}) {
        QTest::addRow("%s", isUpload ? "up" : "down") << isUpload << false;
        QTest::addRow("%s, for good", isUpload ? "up" : "down") << isUpload << true;
    }
}

/// A pipe that gives nothing, or takes no more, is a disk that hangs.
void WebTransferTest::aDiskThatHangsHoldsNobodyElse()
{
    QFETCH(bool, isUpload);
    QFETCH(bool, isForGood);
    constexpr int size = 3'000'000; // more than is kept in memory
    qint64 came = 0;
    m_act = [&](QTcpSocket &socket, const QByteArray &head) {
        if (head.startsWith("GET /beside")) {
            HostileWeb::answer(socket, "200 OK", QByteArray(2'000'000, 'b'));
        } else if (!isUpload) {
            HostileWeb::answer(socket, "200 OK", QByteArray(size, 'd'));
        } else {
            disconnect(&socket, &QTcpSocket::readyRead, nullptr, nullptr);
            const auto read = [&socket, &came] {
                came += socket.readAll().size();
                if (came == size)
                    HostileWeb::answer(socket, "201 Created", {});
            };
            connect(&socket, &QTcpSocket::readyRead, &socket, read);
            read();
        }
    };
    const QTemporaryDir folder;
    const QString pipe = folder.filePath(u"pipe"_s);
    QCOMPARE(::mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);
    const int end = ::open(QFile::encodeName(pipe).constData(), O_RDWR | O_NONBLOCK | O_CLOEXEC);
    QVERIFY(end >= 0);
    WebRequest there = request();
    there.idle = isForGood ? 400 : 20'000;
    std::shared_ptr<DownloadBody> file;
    std::unique_ptr<WebBody> body;
    if (isUpload) {
        auto made = std::make_unique<UploadBody>(pipe, size, std::nullopt);
        QVERIFY(!made->open()); // a pipe has no size; it is open all the same
        body = std::move(made);
    } else {
        file = std::make_shared<DownloadBody>(pipe, DownloadBody::Secret());
        auto progress = DownloadBody::fresh({});
        QVERIFY(progress && file->open(std::move(progress).value()));
        body = std::make_unique<DownloadIntake>(file, DownloadIntake::Bounds{size, DownloadIntake::Longer::Lie, {}}, TransferLimits());
    }
    std::optional<WebAnswer> answer;
    auto transfer = start(there, *body, answer);
    int full = 0; // bytes in the pipe
    QTRY_VERIFY_WITH_TIMEOUT(isUpload ? m_web->requests().size() == 1 : ::ioctl(end, FIONREAD, &full) == 0 && full >= 64 * 1024, 10'000);

    WebRequest beside = request();
    beside.url.setPath(u"/beside"_s);
    for (int round = 0; round < 3; ++round) {
        Body other;
        QCOMPARE(kindOf(carry(beside, other)), -1);
        QCOMPARE(other.took, 2'000'000);
        QVERIFY(isForGood || !answer);
    }
    QByteArray room(100'000, 'u');
    qint64 moved = 0; // through the pipe
    const auto move = [&] {
        const qint64 some = isUpload ? ::write(end, room.data(), size_t(std::min<qint64>(room.size(), size - moved)))
                                     : ::read(end, room.data(), size_t(room.size()));
        moved += std::max<qint64>(some, 0);
    };
    if (!isForGood) { // the disk works again
        QVERIFY(QTest::qWaitFor([&] { move(); return answer.has_value() && moved == size; }, 20'000));
        QVERIFY2(!answer->failure, answer->failure ? qPrintable(answer->failure->detail) : "");
        QCOMPARE(isUpload ? came : file->received(), size);
    } else {
        QVERIFY(QTest::qWaitFor([&] { return answer.has_value(); }, 20'000));
        QCOMPARE(kindOf(*answer), int(ErrorKind::Storage)); // no server's fault
        QVERIFY(isUpload || !static_cast<DownloadIntake &>(*body).refused());
    }
    transfer.reset();
    body.reset();
    const auto hold = file ? file->hold() : std::weak_ptr<const void>();
    file.reset();
    QTRY_COMPARE(m_thread->underWay(), 0);
    QVERIFY(QTest::qWaitFor([&] { // what is still in hand lets go: here of its own accord, there when the pipe is closed
        move();
        return isUpload || hold.expired();
    }, 10'000));
    ::close(end);
}

/// Each piece that is written there has all of the patience for itself.
void WebTransferTest::aSlowDiskIsWaitedForAtTheEnd()
{
    static constexpr int idle = 1'500;
    class Slow : public Body
    {
    public:
        void onReady(std::function<void()> ready) override { m_ready = std::move(ready); }
        bool end() override
        {
            if (waiting == 0)
                return Body::end();
            --waiting;
            QMetaObject::invokeMethod(qApp, [ready = m_ready] { QTimer::singleShot(idle / 3, qApp, ready); });
            return false;
        }
        std::atomic<int> waiting = 5; ///< pieces

    private:
        std::function<void()> m_ready;
    };
    WebRequest there = request();
    there.idle = idle;
    Slow body;
    QElapsedTimer time;
    time.start();
    const WebAnswer answer = carry(there, body);
    QVERIFY2(!answer.failure, answer.failure ? qPrintable(answer.failure->detail) : "");
    QCOMPARE(body.waiting, 0);
    QVERIFY(body.hasEnded);
    QVERIFY(time.elapsed() > idle);
    QCOMPARE(body.took, 10);
}

void WebTransferTest::theThreadEndsAndBeginsAnew()
{
    m_thread = std::make_unique<WebThread>(1);
    QVERIFY(!m_thread->isRunning()); // who transfers nothing has none
    for (int round = 0; round < 3; ++round) {
        Body body;
        QCOMPARE(kindOf(carry(request(), body)), -1);
        QTRY_VERIFY_WITH_TIMEOUT(!m_thread->isRunning(), 10'000);
    }
    QCOMPARE(m_web->requests().size(), 3);
}

void WebTransferTest::aLineIsUsedAgain_data()
{
    QTest::addColumn<bool>("isNew");
    QTest::newRow("by the next") << false;
    QTest::newRow("not by one that wants its own") << true;
}

void WebTransferTest::aLineIsUsedAgain()
{
    QFETCH(bool, isNew);
    std::set<quint16> lines;
    m_act = [&](QTcpSocket &socket, const QByteArray &) {
        lines.insert(socket.peerPort());
        HostileWeb::answer(socket, "200 OK", "it is here");
    };
    for (int round = 0; round < 3; ++round) {
        WebRequest there = request();
        there.line = isNew ? WebRequest::Line::New : WebRequest::Line::Any;
        Body body;
        QCOMPARE(kindOf(carry(there, body)), -1);
    }
    QCOMPARE(lines.size(), isNew ? 3u : 1u);
}

void WebTransferTest::manyMoveAtOnce()
{
    m_act = [](QTcpSocket &socket, const QByteArray &) { HostileWeb::answer(socket, "200 OK", QByteArray(200'000, 'x')); };
    std::vector<std::unique_ptr<Body>> bodies;
    std::vector<std::optional<WebAnswer>> answers(20);
    std::vector<std::unique_ptr<WebTransfer>> transfers;
    for (auto &answer : answers) {
        bodies.push_back(std::make_unique<Body>());
        transfers.push_back(start(request(), *bodies.back(), answer));
    }
    QCOMPARE(m_thread->underWay(), 20);
    QTRY_VERIFY_WITH_TIMEOUT(std::all_of(answers.begin(), answers.end(), [](const auto &answer) { return answer.has_value(); }), 30'000);
    for (size_t i = 0; i < answers.size(); ++i) {
        QCOMPARE(kindOf(*answers[i]), -1);
        QCOMPARE(bodies[i]->took, 200'000);
    }
    QTRY_COMPARE(m_thread->underWay(), 0);
}

void WebTransferTest::piecesAndProgressAreBounded_data()
{
    QTest::addColumn<bool>("isUpload");
    QTest::newRow("down") << false;
    QTest::newRow("up") << true;
}

/// So that no file, however large, takes memory, and no window has more to draw than eyes can follow.
void WebTransferTest::piecesAndProgressAreBounded()
{
    QFETCH(bool, isUpload);
    constexpr qint64 size = 40'000'000;
    m_act = [&](QTcpSocket &socket, const QByteArray &) {
        if (!isUpload) {
            HostileWeb::answer(socket, "200 OK", QByteArray(size, 'x'));
            return;
        }
        disconnect(&socket, &QTcpSocket::readyRead, nullptr, nullptr);
        auto came = std::make_shared<qint64>(0);
        const auto read = [&socket, came] {
            *came += socket.readAll().size();
            if (*came == size)
                HostileWeb::answer(socket, "201 Created", {});
        };
        connect(&socket, &QTcpSocket::readyRead, &socket, read);
        read();
    };
    Body body;
    body.toGive = isUpload ? size : -1;
    QElapsedTimer took;
    took.start();
    const WebAnswer answer = carry(request(), body);
    const qint64 most = took.elapsed() / 100 + 1;
    QCOMPARE(kindOf(answer), -1);
    QCOMPARE(isUpload ? body.gave : body.took, size);
    QCOMPARE(answer.sent, isUpload ? size : 0);
    QVERIFY2(body.largest <= 256 * 1024, qPrintable(QString::number(body.largest)));
    QVERIFY2(m_moves.size() <= most, qPrintable(u"%1 of %2"_s.arg(m_moves.size()).arg(most)));
    QVERIFY(std::is_sorted(m_moves.cbegin(), m_moves.cend()));
}

void WebTransferTest::headsHaveAnEnd_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::newRow("of many lines") << QByteArray("X-More: " + QByteArray(200, 'x') + "\r\n");
    QTest::newRow("of one line") << QByteArray(2000, 'x');
    QTest::newRow("of passing answers") << QByteArray("\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n");
}

void WebTransferTest::headsHaveAnEnd()
{
    QFETCH(QByteArray, line);
    qint64 sent = 0;
    m_act = [&](QTcpSocket &socket, const QByteArray &) {
        socket.write("HTTP/1.1 103 Early Hints\r\nX-One: ");
        auto *more = new QTimer(&socket);
        connect(more, &QTimer::timeout, &socket, [&] {
            for (int i = 0; i < 20; ++i) {
                socket.write(line);
                sent += line.size();
            }
        });
        more->start(1);
    };
    Body body;
    const WebAnswer answer = carry(request(), body);
    QCOMPARE(kindOf(answer), int(ErrorKind::Unavailable));
    QCOMPARE(body.took, 0);
    QVERIFY(sent < 10'000'000);
}

void WebTransferTest::certificatesAreLookedAt()
{
    Body body;
    WebRequest there = request();
    there.authorities.clear(); // the system's, which do not know it
    const WebAnswer unknown = carry(there, body);
    QCOMPARE(kindOf(unknown), int(ErrorKind::Certificate));
    QVERIFY2(unknown.failure->detail.contains(u"certificate"_s), qPrintable(unknown.failure->detail));
    QCOMPARE(kindOf(carry(request(u"elsewhere.example"_s), body)), int(ErrorKind::Certificate));
    // What another transfer trusts is nothing to one that does not, even where its line is still open.
    QCOMPARE(kindOf(carry(request(), body)), -1);
    QCOMPARE(kindOf(carry(there, body)), int(ErrorKind::Certificate));
    QCOMPARE(m_web->requests().size(), 1);
}

void WebTransferTest::brokenHandshakesAreBrokenLines()
{
    QTcpServer server;
    connect(&server, &QTcpServer::newConnection, this, [&server] {
        QTcpSocket *socket = server.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, socket, [socket] { socket->disconnectFromHost(); });
    });
    QVERIFY(server.listen(QHostAddress::LocalHost));
    WebRequest there = request();
    there.url.setPort(server.serverPort());
    Body body;
    const WebAnswer answer = carry(there, body);
    QVERIFY2(kindOf(answer) == int(ErrorKind::ConnectionLost), answer.failure ? qPrintable(answer.failure->detail) : "");
}

void WebTransferTest::nobodyThere()
{
    WebRequest there = request();
    m_web.reset();
    Body body;
    const WebAnswer answer = carry(there, body);
    QCOMPARE(kindOf(answer), int(ErrorKind::ConnectionRefused));
    QCOMPARE(answer.failure->subject, u"files.example"_s);
    QVERIFY(!answer.failure->detail.contains(u"b=c"_s)); // the address may be a secret
}

void WebTransferTest::silenceEnds_data()
{
    QTest::addColumn<bool>("isUpload");
    QTest::addColumn<bool>("isAccepted");
    QTest::newRow("down") << false << true;
    QTest::newRow("up") << true << true;
    QTest::newRow("before the handshake") << false << false;
}

void WebTransferTest::silenceEnds()
{
    QFETCH(bool, isUpload);
    QFETCH(bool, isAccepted);
    m_act = [](QTcpSocket &, const QByteArray &) {};
    QTcpServer deaf;
    QVERIFY(deaf.listen(QHostAddress::LocalHost));
    WebRequest there = request();
    there.idle = 300;
    if (!isAccepted)
        there.url.setPort(deaf.serverPort());
    Body body;
    body.toGive = isUpload ? 1000 : -1;
    QCOMPARE(kindOf(carry(there, body)), int(ErrorKind::Timeout));
    QVERIFY(body.hasEnded);
    QTRY_COMPARE(m_thread->underWay(), 0);
}

/// Each of its lines comes in time, and the last never.
void WebTransferTest::aHeadThatDripsEnds()
{
    m_act = [](QTcpSocket &socket, const QByteArray &) {
        socket.write("HTTP/1.1 200 OK\r\n");
        auto *more = new QTimer(&socket);
        connect(more, &QTimer::timeout, &socket, [&socket] { socket.write("X-More: x\r\n"); });
        more->start(50);
    };
    WebRequest there = request();
    there.idle = 500;
    Body body;
    QCOMPARE(kindOf(carry(there, body)), int(ErrorKind::Timeout));
}

void WebTransferTest::theProxyIsGoneThrough_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<bool>("isLookedUp"); // here, since it is the system's and not the account's
    for (const bool isLookedUp : {false, true}) {
        QTest::addRow("SOCKS5, %s", isLookedUp ? "by address" : "by name") << int(TestProxy::Kind::Socks5) << isLookedUp;
        QTest::addRow("HTTP, %s", isLookedUp ? "by address" : "by name") << int(TestProxy::Kind::Http) << isLookedUp;
    }
}

/// Whatever the environment says of proxies and of what goes around them.
void WebTransferTest::theProxyIsGoneThrough()
{
    QFETCH(int, kind);
    QFETCH(bool, isLookedUp);
    const int port = QUrl(m_web->url({})).port();
    const TestProxy proxy{TestProxy::Kind(kind), quint16(port)};
    WebRequest there = request();
    there.addresses = isLookedUp ? QList{QHostAddress(u"192.0.2.7"_s)} : QList<QHostAddress>();
    there.reach = WebRequest::Reach::Public;
    const bool isSocks = TestProxy::Kind(kind) == TestProxy::Kind::Socks5;
    there.proxy = QNetworkProxy(isSocks ? QNetworkProxy::Socks5Proxy : QNetworkProxy::HttpProxy, u"proxy.example"_s, proxy.port());
    there.proxyAddresses = {QHostAddress::LocalHost};
    const QByteArray before = qgetenv("no_proxy");
    qputenv("no_proxy", "*");
    Body body;
    const WebAnswer answer = carry(there, body);
    qputenv("no_proxy", before);
    QVERIFY2(!answer.failure, answer.failure ? qPrintable(answer.failure->detail) : "");
    QCOMPARE(body.took, 10);
    QCOMPARE(proxy.asked(), QStringList{(isLookedUp ? u"address 192.0.2.7:%1"_s : u"name files.example:%1"_s).arg(port)});
    // And where there is none, none that the environment names.
    qputenv("https_proxy", "http://127.0.0.1:" + QByteArray::number(proxy.port()));
    const WebAnswer straight = carry(request(), body);
    qunsetenv("https_proxy");
    QCOMPARE(kindOf(straight), -1);
    QCOMPARE(proxy.connections(), 1);
}

void WebTransferTest::theProxysPassword_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<bool>("isRight");
    for (const bool isRight : {true, false}) {
        QTest::addRow("SOCKS5, %s", isRight ? "right" : "wrong") << int(TestProxy::Kind::Socks5) << isRight;
        QTest::addRow("HTTP, %s", isRight ? "right" : "wrong") << int(TestProxy::Kind::Http) << isRight;
    }
}

void WebTransferTest::theProxysPassword()
{
    QFETCH(int, kind);
    QFETCH(bool, isRight);
    TestProxy proxy(TestProxy::Kind(kind), quint16(QUrl(m_web->url({})).port()));
    proxy.setPassword(u"mara"_s, u"tide & gauge"_s);
    const bool isSocks = TestProxy::Kind(kind) == TestProxy::Kind::Socks5;
    WebRequest there = request();
    there.addresses.clear();
    there.proxy = QNetworkProxy(isSocks ? QNetworkProxy::Socks5Proxy : QNetworkProxy::HttpProxy, u"127.0.0.1"_s, proxy.port(), u"mara"_s,
                                isRight ? u"tide & gauge"_s : u"another"_s);
    Body body;
    const WebAnswer answer = carry(there, body);
    QVERIFY2(kindOf(answer) == (isRight ? -1 : int(ErrorKind::ProxyPassword)),
             answer.failure ? qPrintable(u"%1 %2"_s.arg(int(answer.failure->kind)).arg(answer.failure->detail)) : "");
    QVERIFY(isRight || answer.failure->subject == u"127.0.0.1");
    QCOMPARE(m_web->requests().size(), isRight ? 1 : 0);
}

void WebTransferTest::theProxyLearnsNoSecret()
{
    QByteArray said;
    QTcpServer server;
    connect(&server, &QTcpServer::newConnection, this, [&] {
        QTcpSocket *socket = server.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, socket, [&said, socket] {
            said += socket->readAll();
            socket->write("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n");
            socket->disconnectFromHost();
        });
    });
    QVERIFY(server.listen(QHostAddress::LocalHost));
    WebRequest there = request();
    there.addresses.clear();
    there.proxy = QNetworkProxy(QNetworkProxy::HttpProxy, u"127.0.0.1"_s, server.serverPort());
    there.headers = {{"Authorization", "Bearer sesame"}};
    Body body;
    const WebAnswer answer = carry(there, body);
    QVERIFY(answer.failure);
    QVERIFY(said.startsWith("CONNECT files.example:"));
    QVERIFY(!said.contains("sesame") && !said.contains("b=c"));
    QVERIFY(!answer.failure->detail.contains(u"sesame"_s));
}

void WebTransferTest::whatIsPutIsAsSaid()
{
    m_act = [](QTcpSocket &socket, const QByteArray &) {
        disconnect(&socket, &QTcpSocket::readyRead, nullptr, nullptr);
        HostileWeb::answer(socket, "201 Created", {});
    };
    WebRequest there = request();
    there.url.setPath(u"/slot/../x y/plan.pdf"_s);
    there.headers = {{"Content-Type", "application/pdf"}, {"authorization", "Bearer sesame"},
                     {"X-Type", "image/png\r\nX-Injected: 1"}};
    Body body;
    body.toGive = 5'000'000;
    carry(there, body);
    const QByteArray head = m_web->requests().value(0);
    QVERIFY2(head.startsWith("PUT /slot/../x%20y/plan.pdf?b=c HTTP/1.1\r\n"), head.constData());
    const QByteArray lines = head.toLower();
    QCOMPARE(lines.count("\r\ncontent-length: 5000000\r\n"), 1);
    QCOMPARE(lines.count("\r\ncontent-type: application/pdf\r\n"), 1);
    QCOMPARE(lines.count("\r\nauthorization: bearer sesame\r\n"), 1);
    QVERIFY(!lines.contains("\r\nexpect:") && !lines.contains("\r\ncookie:") && !lines.contains("transfer-encoding"));
    QVERIFY(lines.contains("\r\naccept-encoding: identity\r\n"));
    QVERIFY(!lines.contains("x-injected"));
}

JACKDAW_TEST(WebTransferTest)

} // namespace web_transfer_test

#include "web_transfer_test.moc"
