// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/Async.h"
#include "base/FoldedText.h"
#include "base/Jid.h"
#include "base/Log.h"
#include "base/LogFile.h"
#include "base/Result.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

using namespace jackdaw;
using namespace Qt::StringLiterals;

/// Addresses by RFC 7622 and its examples, results, calls over a thread's edge, and what a log may hold.
class BaseTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void acceptsAddresses_data();
    void acceptsAddresses();
    void refusesAddresses_data();
    void refusesAddresses();
    void cutsAnAddressIntoParts();
    void comparesPreparedAddresses();
    void limitsPartsTo1023Bytes();

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

void BaseTest::acceptsAddresses_data()
{
    QTest::addColumn<QString>("input");
    QTest::addColumn<QString>("prepared");
    // RFC 7622, 3.5, table 1
    QTest::newRow("1 bare") << u"juliet@example.com"_s << u"juliet@example.com"_s;
    QTest::newRow("2 resource") << u"juliet@example.com/foo"_s << u"juliet@example.com/foo"_s;
    QTest::newRow("3 space in resource") << u"juliet@example.com/foo bar"_s << u"juliet@example.com/foo bar"_s;
    QTest::newRow("4 at in resource") << u"juliet@example.com/foo@bar"_s << u"juliet@example.com/foo@bar"_s;
    QTest::newRow("5 escaped space") << u"foo\\20bar@example.com"_s << u"foo\\20bar@example.com"_s;
    QTest::newRow("6 fussball") << u"fussball@example.com"_s << u"fussball@example.com"_s;
    QTest::newRow("7 eszett") << u"fu\u00DFball@example.com"_s << u"fu\u00DFball@example.com"_s;
    QTest::newRow("8 pi") << u"\u03C0@example.com"_s << u"\u03C0@example.com"_s;
    QTest::newRow("9 capital sigma") << u"\u03A3@example.com/foo"_s << u"\u03C3@example.com/foo"_s;
    QTest::newRow("10 small sigma") << u"\u03C3@example.com/foo"_s << u"\u03C3@example.com/foo"_s;
    QTest::newRow("12 chess king in resource") << u"king@example.com/\u265A"_s << u"king@example.com/\u265A"_s;
    QTest::newRow("13 domain") << u"example.com"_s << u"example.com"_s;
    QTest::newRow("14 domain with resource") << u"example.com/foobar"_s << u"example.com/foobar"_s;
    QTest::newRow("15 resource with slash and at") << u"a.example.com/b@example.net"_s << u"a.example.com/b@example.net"_s;
    // Beyond the table
    QTest::newRow("case") << u"Juliet@EXAMPLE.com"_s << u"juliet@example.com"_s;
    QTest::newRow("resource keeps its case") << u"a@b.example/Balcony"_s << u"a@b.example/Balcony"_s;
    QTest::newRow("final dot") << u"a@example.com."_s << u"a@example.com"_s;
    QTest::newRow("full width") << u"\uFF4A\uFF55\uFF4C\uFF49@example.com"_s << u"juli@example.com"_s;
    QTest::newRow("decomposed") << u"re\u0301mi@example.com"_s << u"r\u00E9mi@example.com"_s;
    QTest::newRow("punycode") << u"a@xn--mnchen-3ya.example"_s << u"a@m\u00FCnchen.example"_s;
    QTest::newRow("capital umlaut in the domain") << u"a@M\u00DCNCHEN.example"_s << u"a@m\u00FCnchen.example"_s;
    QTest::newRow("ip v4") << u"a@127.0.0.1"_s << u"a@127.0.0.1"_s;
    QTest::newRow("ip v6") << u"a@[::1]"_s << u"a@[::1]"_s;
    QTest::newRow("ip v6 in capitals") << u"a@[2001:DB8::7]"_s << u"a@[2001:db8::7]"_s;
    QTest::newRow("localhost") << u"a@localhost"_s << u"a@localhost"_s;
    QTest::newRow("hebrew") << u"\u05D0\u05D1@example.com"_s << u"\u05D0\u05D1@example.com"_s;
    QTest::newRow("no-break space in resource") << u"a@b.example/x\u00A0y"_s << u"a@b.example/x y"_s;
    QTest::newRow("emoji in resource") << u"a@b.example/\U0001F600"_s << u"a@b.example/\U0001F600"_s;
}

void BaseTest::acceptsAddresses()
{
    QFETCH(QString, input);
    QFETCH(QString, prepared);
    const auto parsed = Jid::parse(input);
    QVERIFY2(parsed.hasValue(), parsed ? "" : qPrintable(parsed.error().detail));
    QCOMPARE(parsed->toString(), prepared);
    // Preparing twice changes nothing, or equal addresses would not be equal texts.
    const auto again = Jid::parse(parsed->toString());
    QVERIFY(again);
    QCOMPARE(again->toString(), prepared);
}

void BaseTest::refusesAddresses_data()
{
    QTest::addColumn<QString>("input");
    // RFC 7622, 3.5, table 2
    QTest::newRow("quotes") << u"\"juliet\"@example.com"_s;
    QTest::newRow("space") << u"foo bar@example.com"_s;
    QTest::newRow("leading slash of the resource only") << u"juliet@example.com/"_s;
    QTest::newRow("empty local part, domain") << u"@example.com"_s;
    QTest::newRow("empty local part, resource") << u"@example.com/foo"_s;
    QTest::newRow("roman numeral") << u"henry\u2163@example.com"_s;
    QTest::newRow("chess king") << u"\u265A@example.com"_s;
    QTest::newRow("no domain") << u"juliet@"_s;
    QTest::newRow("only a resource") << u"/foobar"_s;
    // Beyond the table
    QTest::newRow("empty") << QString();
    QTest::newRow("two at") << u"a@b@example.com"_s;
    QTest::newRow("ampersand") << u"a&b@example.com"_s;
    QTest::newRow("apostrophe") << u"o'hara@example.com"_s;
    QTest::newRow("colon") << u"a:b@example.com"_s;
    QTest::newRow("angle") << u"a<b@example.com"_s;
    QTest::newRow("control") << u"a\u0007@example.com"_s;
    QTest::newRow("control in resource") << u"a@example.com/\u0007"_s;
    QTest::newRow("zero width joiner") << u"a\u200Db@example.com"_s;
    QTest::newRow("soft hyphen") << u"a\u00ADb@example.com"_s;
    QTest::newRow("right-to-left override") << u"a\u202Eb@example.com"_s;
    QTest::newRow("mixed directions") << u"a\u05D0b@example.com"_s;
    QTest::newRow("empty label") << u"a@example..com"_s;
    QTest::newRow("leading dot") << u"a@.example.com"_s;
    QTest::newRow("space in the domain") << u"a@exam ple.com"_s;
    QTest::newRow("no address in brackets") << u"a@[not an address]"_s;
    QTest::newRow("ip v4 in brackets") << u"a@[192.0.2.7]"_s;
    QTest::newRow("lone surrogate") << u"a"_s + QChar(0xD800) + u"@example.com"_s;
}

void BaseTest::refusesAddresses()
{
    QFETCH(QString, input);
    const auto parsed = Jid::parse(input);
    QVERIFY2(!parsed, parsed ? qPrintable(parsed->toString()) : "");
    QCOMPARE(parsed.error().kind, ErrorKind::Malformed);
}

void BaseTest::cutsAnAddressIntoParts()
{
    const auto jid = Jid::parse(u"Juliet@Example.com/the@balcony/left");
    QVERIFY(jid);
    QCOMPARE(jid->bare().local(), u"juliet"_s);
    QCOMPARE(jid->bare().domain(), u"example.com"_s);
    QCOMPARE(jid->resource(), u"the@balcony/left"_s);
    QVERIFY(!jid->isBare());
    const auto bare = BareJid::parse(u"juliet@example.com/x");
    QVERIFY(bare);
    QCOMPARE(*bare, jid->bare());
    const auto server = BareJid::parse(u"example.com");
    QVERIFY(server);
    QVERIFY(server->local().isEmpty());
    QCOMPARE(server->domain(), u"example.com"_s);
}

void BaseTest::comparesPreparedAddresses()
{
    const auto one = BareJid::parse(u"Jos\u00C9@Example.com");
    const auto other = BareJid::parse(u"jose\u0301@example.COM.");
    QVERIFY(one && other);
    QCOMPARE(*one, *other);
    QCOMPARE(qHash(*one), qHash(*other));
}

void BaseTest::limitsPartsTo1023Bytes()
{
    QVERIFY(Jid::parse(QString(1023, u'a') + u"@example.com"_s));
    QVERIFY(!Jid::parse(QString(1024, u'a') + u"@example.com"_s));
    QVERIFY(Jid::parse(u"a@example.com/"_s + QString(1023, u'a')));
    QVERIFY(!Jid::parse(u"a@example.com/"_s + QString(1024, u'a')));
    QVERIFY(!Jid::parse(u"a@example.com/"_s + QString(512, u'\u00E9'))); // bytes, not characters
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

namespace {
QString contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}
} // namespace

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
    const QString logged = withoutSecrets(u"<iq id='7'><query xmlns='jabber:iq:register'><username>jul</username>"
                                          "<password>x</password></query></iq><presence from='c@d.example'/>"_s);
    QVERIFY(logged.contains(u"<username>jul</username>"));
    QVERIFY(logged.contains(u"<presence from='c@d.example'/>"));
}

namespace {

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

} // namespace

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

QTEST_GUILESS_MAIN(BaseTest)
#include "base_test.moc"
