// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/Async.h"
#include "base/FoldedText.h"
#include "base/Log.h"
#include "base/LogFile.h"
#include "base/OnionName.h"
#include "base/Result.h"
#include "support/TestProgram.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

using namespace jackdaw;
using namespace Qt::StringLiterals;

namespace base_test {

/// Results, calls over a thread's edge, names that are Tor's, and what a log may hold.
class BaseTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void knowsTorsNames_data();
    void knowsTorsNames();

    void resultHoldsOneOfTwo();
    void foldsText_data();
    void foldsText();
    void logFileKeepsWhatIsLogged();
    void logFileStartsAnewWhenItIsFull();
    void blanksSecrets_data();
    void blanksSecrets();
    void keepsTheRestOfAStanza();

    void callsOnTheOtherThread();
    void handsErrorsBack();
    void answersWhenTheTargetIsGone();
    void answersWhenTheTargetGoesDuringTheWork();
};

void BaseTest::knowsTorsNames_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<bool>("isTors");
    QTest::newRow("plain") << u"harborxmpp.onion"_s << true;
    QTest::newRow("the domain itself") << u"onion"_s << true;
    QTest::newRow("below it") << u"xmpp.harborxmpp.onion"_s << true;
    QTest::newRow("capitals") << u"HarborXmpp.ONION"_s << true;
    QTest::newRow("final dot") << u"harborxmpp.onion."_s << true;
    QTest::newRow("final dots") << u"harborxmpp.onion.."_s << true;
    QTest::newRow("full-width letters and dot") << u"ｘ．ｏｎｉｏｎ"_s << true;
    QTest::newRow("full-width capitals") << u"harborxmpp.ＯＮＩＯＮ"_s << true;
    QTest::newRow("ideographic dot") << u"harborxmpp。onion"_s << true;
    QTest::newRow("half-width final dot") << u"harborxmpp.onion｡"_s << true;
    QTest::newRow("mathematical letters") << u"harborxmpp.𝐨𝐧𝐢𝐨𝐧"_s << true;
    QTest::newRow("circled letters") << u"harborxmpp.ⓞⓝⓘⓞⓝ"_s << true;
    QTest::newRow("soft hyphen") << u"harborxmpp.on\u00adion"_s << true;
    QTest::newRow("zero-width space") << u"harborxmpp.oni\u200bon"_s << true;
    QTest::newRow("spaces around") << u" harborxmpp.onion\n"_s << true;
    QTest::newRow("a label that IDNA refuses") << u"har bor!.ｏnion"_s << true;
    QTest::newRow("much longer once mapped") << QString(40, QChar(0xfdfa)) + u".ｏｎｉｏｎ"_s << true;
    QTest::newRow("a label too long") << QString(70, u'x') + u".onion."_s << true;

    QTest::newRow("nothing") << QString() << false;
    QTest::newRow("a dot") << u"."_s << false;
    QTest::newRow("another domain") << u"harbor.example"_s << false;
    QTest::newRow("no dot between") << u"harboronion"_s << false;
    QTest::newRow("not at the end") << u"onion.harbor.example"_s << false;
    QTest::newRow("Cyrillic letters") << u"harborxmpp.оnion"_s << false; // another name, and nobody takes it for Tor's
    QTest::newRow("an address") << u"192.0.2.7"_s << false;
    QTest::newRow("an IPv6 address") << u"[2001:db8::7]"_s << false;
}

void BaseTest::knowsTorsNames()
{
    QFETCH(QString, host);
    QFETCH(bool, isTors);
    QCOMPARE(isOnionName(host), isTors);
    QCOMPARE(needsTor({ErrorKind::Proxy, {}, host}), isTors);
    QVERIFY(!needsTor({ErrorKind::ServerNotFound, {}, host}));
}

void BaseTest::resultHoldsOneOfTwo()
{
    Result<QString> good(u"value"_s);
    QVERIFY(good.hasValue() && bool(good));
    QCOMPARE(*good, u"value"_s);
    QCOMPARE(good->size(), 5);
    const Result<QString> bad(Error{ErrorKind::Timeout, u"detail"_s, {}});
    QVERIFY(!bad);
    QCOMPARE(bad.error().kind, ErrorKind::Timeout);
    const QString moved = std::move(good).value();
    QCOMPARE(moved, u"value"_s);
    QVERIFY(Status(Done{}));
}

void BaseTest::foldsText_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("folded");
    QTest::newRow("ascii") << u"Alice Miller"_s << u"alice miller"_s;
    QTest::newRow("accent") << u"\u00C9lodie"_s << u"elodie"_s;
    QTest::newRow("eszett") << u"Stra\u00DFe"_s << u"strasse"_s;
    QTest::newRow("full width") << u"\uFF21\uFF22"_s << u"ab"_s;
    QTest::newRow("cyrillic") << u"\u0418\u0412\u0410\u041D"_s << u"\u0438\u0432\u0430\u043D"_s;
}

void BaseTest::foldsText()
{
    QFETCH(QString, text);
    QFETCH(QString, folded);
    QCOMPARE(foldedText(text), folded);
}

void BaseTest::blanksSecrets_data()
{
    QTest::addColumn<QString>("xml");
    QTest::addColumn<QString>("secret");
    QTest::newRow("SASL auth") << u"<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>AGp1AHMzY3IzdA==</auth>"_s
                               << u"AGp1AHMzY3IzdA=="_s;
    QTest::newRow("SASL response") << u"<response xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>c2VjcmV0</response>"_s << u"c2VjcmV0"_s;
    QTest::newRow("SASL2 initial response")
        << u"<authenticate xmlns='urn:xmpp:sasl:2' mechanism='X'><initial-response>c2VjcmV0</initial-response></authenticate>"_s
        << u"c2VjcmV0"_s;
    QTest::newRow("SASL2 additional data")
        << u"<success xmlns='urn:xmpp:sasl:2'><additional-data>c2VjcmV0</additional-data></success>"_s << u"c2VjcmV0"_s;
    QTest::newRow("SASL challenge") << u"<challenge xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>c2VjcmV0</challenge>"_s
                                    << u"c2VjcmV0"_s;
    QTest::newRow("FAST token") << u"<token xmlns='urn:xmpp:fast:0' expiry='2026-01-01T00:00:00Z' token='s3cr3t'/>"_s << u"s3cr3t"_s;
    QTest::newRow("registration") << u"<iq type='set'><query xmlns='jabber:iq:register'><username>j</username>"
                                     "<password>s3cr3t</password></query></iq>"_s << u"s3cr3t"_s;
    QTest::newRow("digest") << u"<query xmlns='jabber:iq:auth'><digest>s3cr3t</digest></query>"_s << u"s3cr3t"_s;
    QTest::newRow("room password") << u"<x xmlns='http://jabber.org/protocol/muc' password='s3cr3t'/>"_s << u"s3cr3t"_s;
    QTest::newRow("cut in two") << u"<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>AGp1AHMzY3Iz"_s
                                << u"AGp1"_s;
    QTest::newRow("line breaks") << u"<response>c2Vj\ncmV0</response>"_s << u"cmV0"_s;
    QTest::newRow("SASL2 success") << u"<success xmlns='urn:xmpp:sasl:2'><additional-data>dj1zM2NyM3Q=</additional-data>"
                                      "<token xmlns='urn:xmpp:fast:0' token='x'/></success>"_s << u"dj1zM2NyM3Q="_s;
    QTest::newRow("SASL2 task") << u"<next xmlns='urn:xmpp:sasl:2' task='TOTP'><totp xmlns='urn:example:totp'>s3cr3t</totp></next>"_s
                                << u"s3cr3t"_s;
    QTest::newRow("FAST token of an account that signs in") << u"<authenticate xmlns='urn:xmpp:sasl:2' mechanism='HT-SHA-256-NONE'>"
        "<initial-response>bWFyYQBzM2NyM3Q=</initial-response><fast xmlns='urn:xmpp:fast:0'/></authenticate>"_s << u"bWFyYQBzM2NyM3Q="_s;
    QTest::newRow("token that is cut in two") << u"<token xmlns='urn:xmpp:fast:0' token='s3cr"_s << u"s3cr"_s;
    QTest::newRow("prefix") << u"<s:auth xmlns:s='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>AGp1AHM=</s:auth>"_s
                            << u"AGp1AHM="_s;
    QTest::newRow("upload slot") << u"<slot xmlns='urn:xmpp:http:upload:0'><put url='https://up.example/a.png'>"
                                    "<header name='Authorization'>Bearer s3cr3t</header></put></slot>"_s << u"s3cr3t"_s;
    QTest::newRow("upload slot's cookie") << u"<put url='https://up.example/a.png'><header name=\"Cookie\">id=s3cr3t</header></put>"_s
                                          << u"s3cr3t"_s;
    QTest::newRow("upload slot's address") << u"<put url='https://up.example/a.png?v=s3cr3t'/>"_s << u"s3cr3t"_s;
    QTest::newRow("invitation to an account") << u"<preauth xmlns='urn:xmpp:pars:0' token='s3cr3t'/>"_s << u"s3cr3t"_s;
    QTest::newRow("invitation as a link") << u"<body>xmpp:harbor.example?register;preauth=s3cr3t;x=y</body>"_s << u"s3cr3t"_s;
    QTest::newRow("invitation as a link, escaped") << u"<body>xmpp:tomas@harbor.example?roster;x=y&amp;preauth=s3cr3t</body>"_s
                                                   << u"s3cr3t"_s;
    QTest::newRow("invitation on a page") << u"<value>https://harbor.example/i/#register%3Bpreauth%3Ds3cr3t</value>"_s << u"s3cr3t"_s;
    QTest::newRow("page of an invitation") << u"<field var='landing-url'><value>https://harbor.example/i?s3cr3t</value></field>"_s
                                           << u"s3cr3t"_s;
    QTest::newRow("room link with a password") << u"<body>xmpp:crew@rooms.example?join;password=s3cr3t</body>"_s << u"s3cr3t"_s;
    QTest::newRow("room link with a password on a page") << u"<body>https://rooms.example/#crew?join%3Bpassword%3Ds3cr3t</body>"_s
                                                         << u"s3cr3t"_s;
    QTest::newRow("file link") << u"<body>aesgcm://up.example/a.jpg#8c3d050e9386ec17</body>"_s << u"8c3d050e9386ec17"_s;
    QTest::newRow("file link beside the text") << u"<x xmlns='jabber:x:oob'><url>AESGCM://up.example/a.jpg#8c3d05</url></x>"_s
                                               << u"8c3d05"_s;
    QTest::newRow("file's key") << u"<encrypted xmlns='urn:xmpp:esfs:0' cipher='urn:xmpp:ciphers:aes-256-gcm-nopadding:0'>"
                                   "<key>SuRJ2agVm/pQbJQlPq/B23Xt1YOOJCcEGJA5HrcYOGQ=</key></encrypted>"_s
                                << u"SuRJ2agVm/pQbJQlPq/B23Xt1YOOJCcEGJA5HrcYOGQ="_s;
    QTest::newRow("room's secret in a form") << u"<field var='muc#roomconfig_roomsecret'><value>s3cr3t</value></field>"_s << u"s3cr3t"_s;
    QTest::newRow("room's secret in a form, other quotes")
        << u"<field type=\"text-single\" var=\"muc#roomconfig_roomsecret\"><value>s3cr3t</value></field>"_s << u"s3cr3t"_s;
    QTest::newRow("new password in a form") << u"<field var='password-verify'><value>s3cr3t</value></field>"_s << u"s3cr3t"_s;
}

void BaseTest::blanksSecrets()
{
    QFETCH(QString, xml);
    QFETCH(QString, secret);
    QVERIFY(xml.contains(secret));
    const QString logged = withoutSecrets(xml);
    QVERIFY2(!logged.contains(secret), qPrintable(logged));
    QVERIFY2(logged.contains(u"\u2026"), qPrintable(logged));
}

QString contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

void BaseTest::logFileKeepsWhatIsLogged()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"jackdaw.log"_s);
    QTest::ignoreMessage(QtWarningMsg, "the disk is slow");
    QTest::ignoreMessage(QtWarningMsg, "<message><body>private</body></message>");
    {
        const auto file = LogFile::open(path);
        QVERIFY(file);
        qCWarning(log::storage).noquote() << "the disk is slow";
        qCWarning(log::stanza).noquote() << "<message><body>private</body></message>";
    }
    QTest::ignoreMessage(QtWarningMsg, "too late");
    qCWarning(log::storage).noquote() << "too late";
    const QString content = contentOf(path);
    QVERIFY2(content.contains(u" warning jackdaw.storage: the disk is slow\n"), qPrintable(content));
    QVERIFY(!content.contains(u"private"));
    QVERIFY(!content.contains(u"too late"));
    QCOMPARE(QFile(path).permissions() & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteOther), QFile::Permissions());

    QTest::ignoreMessage(QtWarningMsg, "again");
    {
        const auto file = LogFile::open(path);
        qCWarning(log::storage).noquote() << "again";
    }
    QVERIFY(contentOf(path).startsWith(content));
    QCOMPARE(LogFile::open(folder.filePath(u"missing/jackdaw.log"_s)).error().kind, ErrorKind::Storage);
}

void BaseTest::logFileStartsAnewWhenItIsFull()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"jackdaw.log"_s);
    QFile full(path);
    QVERIFY(full.open(QIODevice::WriteOnly));
    full.write(QByteArray(1024 * 1024 + 1, 'x'));
    full.close();
    QTest::ignoreMessage(QtWarningMsg, "one more");
    const auto file = LogFile::open(path);
    QVERIFY(file);
    qCWarning(log::storage).noquote() << "one more";
    QVERIFY(contentOf(path).endsWith(u"one more\n"));
    QVERIFY(contentOf(path).size() < 200);
    QCOMPARE(QFile(path + u".1"_s).size(), 1024 * 1024 + 1);
}

void BaseTest::keepsTheRestOfAStanza()
{
    const QString message = u"<message to='a@b.example' id='1'><body>the password is on the note</body></message>"_s;
    QCOMPARE(withoutSecrets(message), message);
    const QString plain = u"<message><body>aesgcm://up.example/a.jpg</body></message><a><hash-used algo='sha-256'/><get url='https://x/?v=1'/>"
                          "<field var='name'><value>Crew</value></field><b>c</b></a>"_s;
    QCOMPARE(withoutSecrets(plain), plain);
    const QString logged = withoutSecrets(u"<iq id='7'><query xmlns='jabber:iq:register'><username>jul</username>"
                                          "<password>x</password></query></iq><presence from='c@d.example'/>"_s);
    QVERIFY(logged.contains(u"<username>jul</username>"));
    QVERIFY(logged.contains(u"<presence from='c@d.example'/>"));
}

/// A thread with an event loop and one object on it.
class OtherThread
{
public:
    OtherThread() : object(new QObject)
    {
        object->moveToThread(&thread);
        thread.start();
    }
    ~OtherThread()
    {
        stop();
    }
    void stop()
    {
        if (object) {
            object->deleteLater();
            object = nullptr;
        }
        thread.quit();
        thread.wait();
    }
    QThread thread;
    QObject *object;
};

void BaseTest::callsOnTheOtherThread()
{
    OtherThread other;
    QThread *ranOn = nullptr;
    auto future = callOn<int>(other.object, [&] {
        ranOn = QThread::currentThread();
        return ready(Result<int>(42));
    });
    QThread *answeredOn = nullptr;
    int answer = 0;
    future.then(this, [&](const Result<int> &result) {
        answeredOn = QThread::currentThread();
        answer = *result;
    });
    QTRY_COMPARE(answer, 42);
    QCOMPARE(ranOn, &other.thread);
    QCOMPARE(answeredOn, thread());
}

void BaseTest::handsErrorsBack()
{
    OtherThread other;
    auto future = callOn<int>(other.object, [] { return ready(Result<int>(Error{ErrorKind::Offline, {}, {}})); });
    future.waitForFinished();
    QVERIFY(!future.result());
    QCOMPARE(future.result().error().kind, ErrorKind::Offline);
}

void BaseTest::answersWhenTheTargetIsGone()
{
    auto target = std::make_unique<QObject>();
    bool ran = false;
    auto future = callOn<int>(target.get(), [&] {
        ran = true;
        return ready(Result<int>(1));
    });
    target.reset();
    QTRY_VERIFY(future.isFinished());
    QVERIFY(!ran);
    QCOMPARE(future.result().error().kind, ErrorKind::Cancelled);
}

void BaseTest::answersWhenTheTargetGoesDuringTheWork()
{
    auto target = std::make_unique<QObject>();
    auto work = std::make_shared<QPromise<Result<int>>>();
    work->start();
    auto future = callOn<int>(target.get(), [work] { return work->future(); });
    QCoreApplication::processEvents();
    target.reset();
    work->addResult(Result<int>(1));
    work->finish();
    work.reset();
    QTRY_VERIFY(future.isFinished());
    QCOMPARE(future.result().error().kind, ErrorKind::Cancelled);
}

JACKDAW_TEST(BaseTest)

} // namespace base_test

#include "base_test.moc"
