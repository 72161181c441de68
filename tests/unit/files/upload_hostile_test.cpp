// SPDX-License-Identifier: GPL-3.0-or-later
#include "FileServer.h"

#include "support/TestProgram.h"

#include <QPointer>
#include <QTcpServer>
#include <QTest>
#include <QTimer>

#include <algorithm>

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

namespace upload_hostile_test {

using upload_test::Account;
using upload_test::FileServer;
using upload_test::Uploads;

QByteArray slotOf(const QByteArray &put, const QByteArray &get, const QByteArray &headers = {})
{
    return "<slot xmlns='urn:xmpp:http:upload:0'><put url='" + put + "'>" + headers + "</put><get url='" + get + "'/></slot>";
}

TransferLimits shortLimits()
{
    TransferLimits limits;
    limits.idle = 400;
    limits.verdict = 800;
    limits.pause = 10;
    limits.attempts = 2;
    return limits;
}

/// Servers that take files, and mean no good by it.
class UploadHostileTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aHostileSlotSendsNothing_data()
    {
        QTest::addColumn<QByteArray>("put"); // empty: where it should go
        QTest::addColumn<QByteArray>("get");
        QTest::addColumn<QByteArray>("headers");
        QTest::addColumn<int>("kind");
        const QByteArray fine;
        const int unsafe = int(ErrorKind::UnsafeAddress);
        const int broken = int(ErrorKind::ProtocolBroken);
        QTest::newRow("put to http") << QByteArray("http://127.0.0.1:1/a") << fine << fine << unsafe;
        QTest::newRow("put to a file") << QByteArray("file:///etc/passwd") << fine << fine << broken;
        QTest::newRow("put with a name") << QByteArray("https://mara:x@127.0.0.1:1/a") << fine << fine << unsafe;
        QTest::newRow("put inside of this network") << QByteArray("https://192.168.0.1/a") << fine << fine << unsafe;
        QTest::newRow("get from http") << fine << QByteArray("http://127.0.0.1:1/a") << fine << unsafe;
        QTest::newRow("get by script") << fine << QByteArray("javascript:alert(1)") << fine << broken;
        QTest::newRow("two headers in one") << fine << fine
            << QByteArray("<header name='Authorization'>x&#13;&#10;Host: evil.example</header>") << broken;
        QTest::newRow("a header without an end") << fine << fine
            << "<header name='Cookie'>" + QByteArray(100'000, 'x') + "</header>" << broken;
    }

    void aHostileSlotSendsNothing()
    {
        QFETCH(QByteArray, put);
        QFETCH(QByteArray, get);
        QFETCH(QByteArray, headers);
        QFETCH(int, kind);
        FileServer files;
        int came = 0;
        files.act = [&came](QTcpSocket &, const QByteArray &) { ++came; };
        files.slot = [&](const QByteArray &place) { return slotOf(put.isEmpty() ? place : put, get.isEmpty() ? place : get, headers); };
        Account mara(files.script());
        files.introduce(mara);
        mara.cipher.now = MessageCipher::Readiness::Clear;
        QVERIFY(mara.isReady());
        Uploads own(mara, shortLimits());
        const auto id = own.uploads.send(mara.chat, {mara.write("x"), {}, {}, 0, 0}, {});
        QVERIFY(id);
        QTRY_COMPARE_WITH_TIMEOUT(mara.message(*id).state, MessageState::Failed, 20'000);
        QCOMPARE(int(mara.message(*id).failure->kind), kind);
        QVERIFY(mara.isThrough());
        QCOMPARE(came, 0);
        QCOMPARE(files.places, 1); // asked again it would say the same
        QVERIFY(!mara.server.heard().contains("jabber:x:oob")); // nobody is sent there
    }

    /// XEP-0363, 5: three headers may be set, and no other goes out.
    void noOtherHeaderGoesOut()
    {
        FileServer files;
        files.act = [](QTcpSocket &socket, const QByteArray &body) {
            if (!body.isEmpty()) {
                HostileWeb::answer(socket, "201 Created", {});
            }
        };
        files.slot = [&](const QByteArray &place) {
            return slotOf(place, place, "<header name='authorization'>Basic QQ==</header><header name='Host'>evil.example</header>"
                                        "<header name='Transfer-Encoding'>chunked</header><header name='Content-Length'>0</header>");
        };
        Account mara(files.script());
        files.introduce(mara);
        mara.cipher.now = MessageCipher::Readiness::Clear;
        QVERIFY(mara.isReady());
        Uploads own(mara, shortLimits());
        const auto id = own.uploads.send(mara.chat, {mara.write("x"), {}, {}, 0, 0}, {});
        QVERIFY(id);
        QTRY_VERIFY_WITH_TIMEOUT(mara.message(*id).attachment->state == Attachment::State::Here, 20'000);
        const QByteArray head = files.requests().constLast().toLower();
        QVERIFY(head.contains("\r\nauthorization: basic qq==\r\n"));
        QVERIFY(!head.contains("evil.example"));
        QVERIFY(!head.contains("transfer-encoding"));
        QCOMPARE(head.count("content-length"), 1);
        QVERIFY(head.contains("\r\ncontent-length: 1\r\n"));
    }

    void whatAHostSaysOfAnUpload_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<int>("everyMs"); // so often some of `more` comes; 0: never
        QTest::addColumn<QByteArray>("more");
        QTest::addColumn<int>("kind"); // -1: it is there
        QTest::addColumn<int>("attempts");
        const QByteArray none;
        const int unavailable = int(ErrorKind::Unavailable);
        QTest::newRow("401") << QByteArray("HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"your password\"\r\nContent-Length: 0\r\n\r\n")
                             << 0 << none << unavailable << 2;
        QTest::newRow("413") << QByteArray("HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n") << 0 << none << int(ErrorKind::FileTooLarge) << 1;
        QTest::newRow("500") << QByteArray("HTTP/1.1 500 Oh\r\nContent-Length: 0\r\n\r\n") << 0 << none << unavailable << 2;
        QTest::newRow("redirect to http") << QByteArray("HTTP/1.1 307 There\r\nLocation: http://127.0.0.1:PORT/\r\nContent-Length: 0\r\n\r\n")
                                          << 0 << none << unavailable << 2;
        QTest::newRow("redirect") << QByteArray("HTTP/1.1 308 There\r\nLocation: https://127.0.0.1:PORT/\r\nContent-Length: 0\r\n\r\n")
                                  << 0 << none << unavailable << 2;
        QTest::newRow("created, packed") << QByteArray("HTTP/1.1 201 Created\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\nxxxxx")
                                         << 0 << none << -1 << 1;
        QTest::newRow("created, without an end") << QByteArray("HTTP/1.1 201 Created\r\n\r\n") << 1 << QByteArray(20'000, 'x') << -1 << 1;
        QTest::newRow("refused, without an end") << QByteArray("HTTP/1.1 403 No\r\n\r\n") << 1 << QByteArray(20'000, 'x') << unavailable << 2;
        QTest::newRow("a head without an end") << QByteArray("HTTP/1.1 201 Created\r\n") << 1 << "X: " + QByteArray(2000, 'x') + "\r\n"
                                               << unavailable << 2;
        QTest::newRow("a head that drips") << QByteArray("HTTP/1.1 201 Created\r\nX: ") << 50 << QByteArray("x") << int(ErrorKind::Timeout) << 2;
        QTest::newRow("nothing") << none << 0 << none << int(ErrorKind::Timeout) << 2;
    }

    void whatAHostSaysOfAnUpload()
    {
        QFETCH(QByteArray, answer);
        QFETCH(int, everyMs);
        QFETCH(QByteArray, more);
        QFETCH(int, kind);
        QFETCH(int, attempts);
        QTcpServer elsewhere;
        QVERIFY(elsewhere.listen(QHostAddress::LocalHost));
        answer.replace("PORT", QByteArray::number(elsewhere.serverPort()));
        FileServer files;
        files.act = [&](QTcpSocket &socket, const QByteArray &body) {
            if (body.size() != 1000) {
                return;
            }
            socket.write(answer);
            if (everyMs > 0) {
                auto *timer = new QTimer(&socket);
                connect(timer, &QTimer::timeout, &socket, [&socket, &more] { socket.write(more); });
                timer->start(everyMs);
            }
        };
        Account mara(files.script());
        files.introduce(mara);
        mara.cipher.now = MessageCipher::Readiness::Clear;
        QVERIFY(mara.isReady());
        Uploads own(mara, shortLimits());
        const auto id = own.uploads.send(mara.chat, {mara.write(QByteArray(1000, 'x')), {}, {}, 0, 0}, {});
        QVERIFY(id);
        const auto ended = [&] {
            return mara.message(*id).state == MessageState::Failed || mara.message(*id).attachment->state == Attachment::State::Here;
        };
        QTRY_VERIFY_WITH_TIMEOUT(ended(), 20'000);
        QCOMPARE(mara.message(*id).failure ? int(mara.message(*id).failure->kind) : -1, kind);
        QCOMPARE(files.places, attempts);
        QVERIFY(!elsewhere.hasPendingConnections()); // whatever is put goes where it was meant to go
        QTRY_COMPARE(own.web.thread().underWay(), 0);
    }

    void soManyGoAtATime()
    {
        FileServer files;
        QList<QPointer<QTcpSocket>> open;
        int most = 0;
        files.act = [&](QTcpSocket &socket, const QByteArray &body) {
            if (body.size() == 1000 && !open.contains(&socket)) {
                open.append(&socket);
                most = std::max(most, int(open.size()));
            }
        };
        Account mara(files.script());
        files.introduce(mara);
        mara.cipher.now = MessageCipher::Readiness::Clear;
        QVERIFY(mara.isReady());
        TransferLimits limits;
        limits.parallel = 2;
        Uploads own(mara, limits);
        const QString path = mara.write(QByteArray(1000, 'x'));
        QList<MessageId> all;
        for (int i = 0; i < 5; ++i) {
            const auto id = own.uploads.send(mara.chat, {path, {}, {}, 0, 0}, {});
            QVERIFY(id);
            all.append(*id);
        }
        int through = 0;
        while (through < 5) {
            const int under = std::min(2, 5 - through);
            QTRY_COMPARE_WITH_TIMEOUT(int(open.size()), under, 10'000);
            QVERIFY(mara.isThrough()); // whoever else was asked for would have been by now
            QCOMPARE(int(open.size()), under);
            HostileWeb::answer(*open.takeFirst(), "201 Created", {});
            ++through;
            QTRY_COMPARE(std::count_if(all.cbegin(), all.cend(), [&](MessageId id) {
                return mara.message(id).attachment->state == Attachment::State::Here;
            }), through);
        }
        QCOMPARE(most, 2);
        QCOMPARE(files.places, 5);
    }

    /// Between two attempts it is neither far nor fast.
    void whatRestsSaysSo()
    {
        FileServer files;
        files.act = [](QTcpSocket &socket, const QByteArray &body) {
            if (body.size() > 500'000) {
                socket.abort();
            }
        };
        Account mara(files.script());
        files.introduce(mara);
        mara.cipher.now = MessageCipher::Readiness::Clear;
        QVERIFY(mara.isReady());
        TransferLimits limits;
        limits.pause = 60'000;
        Uploads own(mara, limits);
        QList<std::pair<qint64, qint64>> told; // -1: it rests
        connect(&own.uploads, &UploadService::moved, this, [&](MessageId, qint64 done, qint64 total) { told.append({done, total}); });
        connect(&own.uploads, &UploadService::rested, this, [&](MessageId) { told.append({-1, -1}); });
        const auto id = own.uploads.send(mara.chat, {mara.write(QByteArray(8'000'000, 'x')), {}, {}, 0, 0}, {});
        QVERIFY(id);
        QTRY_VERIFY_WITH_TIMEOUT(told.contains({-1, -1}), 20'000);
        QCOMPARE(told.constFirst(), (std::pair<qint64, qint64>{0, 8'000'000}));
        QCOMPARE(told.constLast(), (std::pair<qint64, qint64>{0, 8'000'000}));
        QCOMPARE(mara.message(*id).state, MessageState::Waiting);
    }
};

JACKDAW_TEST(UploadHostileTest)

} // namespace upload_hostile_test

#include "upload_hostile_test.moc"
