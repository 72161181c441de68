// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/StreamListener.h"

#include <QDir>
#include <QTest>

using namespace jackdaw;
using namespace Qt::StringLiterals;
using Step = StreamGuard::Step;

namespace {

const QByteArray header = "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' version='1.0'>";

} // namespace

/// What the fuzzers found, and what they start with: whatever the server says, how its bytes are cut makes no difference, nor
/// what it said in a stream before.
class StreamGuardTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(StreamListener().isRight()); }

    // A prefix that nobody declared (RFC 6120, 11.4; Namespaces in XML 1.0, 5)

    void anUndeclaredPrefixEndsTheStream_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("before"); // how much came before it
        QTest::newRow("of the stream") << QByteArray("<stream:stream xmlntream='http://etherx.jabber.org/streams' version='1.0'><message/>") << 0;
        QTest::newRow("of a stanza") << header + "<message/><x:message/><message/>" << 2;
        QTest::newRow("of a child") << header + "<message/><message><x:body/></message><message/>" << 2;
        QTest::newRow("of an attribute") << header + "<message/><message x:id='a'/><message/>" << 2;
        QTest::newRow("out of its element") << header + "<message><a xmlns:x='urn:x'/><x:b/></message><message/>" << 1;
    }
    void anUndeclaredPrefixEndsTheStream()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, before);
        StreamListener listener;
        for (qsizetype piece = 1; piece <= bytes.size(); ++piece) {
            const Said said = listener.listen(Step::Bound, bytes, piece);
            QVERIFY2(said.refused, qPrintable(u"in pieces of %1"_s.arg(piece)));
            QCOMPARE(said.elements.size(), before);
        }
    }

    void aStreamKnowsNoPrefixOfTheOneBefore_data()
    {
        QTest::addColumn<QByteArray>("first");
        QTest::addColumn<QByteArray>("second");
        const QByteArray declaration = "<?xml version='1.0'?>";
        // The names of the second fall on the memory of the first's.
        QTest::newRow("of the stream")
            << declaration + "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' id='s'><a/>"
            << declaration + "<stream:stream xmlntream='http://etherx.jabber.org/streams' id='s' from='harbor.example' "
                             "version='1.0'><message/>";
        QTest::newRow("of the stream, in clear")
            << header + "<message/>" << QByteArray("<stream:stream xmlns='jabber:client' version='1.0'><message/>");
        QTest::newRow("of a stanza") << header.chopped(1) + " xmlns:x='urn:x'><x:a/>" << header + "<x:a/>";
    }
    void aStreamKnowsNoPrefixOfTheOneBefore()
    {
        QFETCH(QByteArray, first);
        QFETCH(QByteArray, second);
        const Said alone = StreamListener().listen(Step::Bound, second, second.size());
        QVERIFY(alone.refused);
        StreamListener listener;
        listener.listen(Step::Bound, first, first.size());
        const Said said = listener.listen(Step::Bound, second, second.size());
        QVERIFY(said.refused);
        QCOMPARE(said.elements, alone.elements);
    }

    void namespacesAreThoseOfTheStream()
    {
        StreamListener listener;
        listener.listen(Step::Bound, header.chopped(1) + " xmlns:x='urn:x'><x:a/>", 1000);
        const Said said = listener.listen(Step::Bound, header + "<message/>", 1000);
        QVERIFY(!said.refused);
        QCOMPARE(said.elements.last(), u"<message xmlns=\"jabber:client\"/>"_s);
    }

    // Everything that the fuzzer starts with, and what it found

    void piecesMakeNoDifference_data()
    {
        QTest::addColumn<QString>("file");
        const QDir corpus(QStringLiteral(JACKDAW_CORPUS "/stream"));
        const QStringList names = corpus.entryList(QDir::Files);
        QVERIFY(!names.isEmpty());
        for (const QString &name : names) {
            QTest::newRow(qPrintable(name)) << corpus.filePath(name);
        }
    }
    void piecesMakeNoDifference()
    {
        QFETCH(QString, file);
        QFile input(file);
        QVERIFY(input.open(QIODevice::ReadOnly));
        const QByteArray all = input.readAll();
        const auto step = Step(uchar(all[0]) % 4);
        const QByteArray bytes = all.sliced(2);
        StreamListener listener;
        const Said whole = listener.listen(step, bytes, bytes.size());
        for (qsizetype piece = 1; piece < qMin<qsizetype>(bytes.size(), 64); ++piece) {
            const Said pieces = listener.listen(step, bytes, piece);
            QVERIFY2(whole.allows(pieces), qPrintable(u"in pieces of %1"_s.arg(piece)));
        }
    }
};

QTEST_GUILESS_MAIN(StreamGuardTest)
#include "StreamGuardTest.moc"
