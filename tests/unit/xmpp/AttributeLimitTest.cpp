// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/AttributeLimit.h"

#include "support/TestProgram.h"

#include <QTest>

using namespace jackdaw;
using namespace Qt::StringLiterals;

namespace attribute_limit_test {

/// Wherever text is cut, the parser is given the same.
class AttributeLimitTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itMakesNoDifferenceWhereTextIsCut_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("passes");
        const auto tag = [](const QString &name, int attributes) {
            QString out = u'<' + name;
            for (int i = 0; i < attributes; ++i) {
                out += u" b%1='/>'"_s.arg(i);
            }
            return out;
        };
        const int many = AttributeLimit::maximum + 1;
        const QString stream = u"<?xml version='1.0'?><stream:stream a='b'>"_s;
        const auto row = [&](const char *name, const QString &text, const QString &passes) {
            QTest::newRow(name) << stream + text << stream + passes;
        };
        row("nothing to leave out", u"<message a='>' b=\"/>\"><body>a = b / c</body><x/></message> <r/>"_s,
            u"<message a='>' b=\"/>\"><body>a = b / c</body><x/></message> <r/>"_s);
        row("as many as may be", tag(u"a"_s, many - 1) + u"/>"_s, tag(u"a"_s, many - 1) + u"/>"_s);
        row("a child", u"<message>a"_s + tag(u"a"_s, many) + u"/>b</message>"_s, u"<message>ab</message>"_s);
        row("with children of its own name", u"<message>"_s + tag(u"a"_s, many) + u">c<a><a/></a><a b='/'></a></a>b</message>"_s,
            u"<message>b</message>"_s);
        row("with another in it", u"<message>"_s + tag(u"a"_s, many) + u'>' + tag(u"a"_s, many) + u"></a></a>b</message>"_s,
            u"<message>b</message>"_s);
        row("a section in it", u"<message>"_s + tag(u"a"_s, many) + u"><![CDATA[</a>]]></a>b</message>"_s, u"<message>b</message>"_s);
        row("behind a section", u"<message><![CDATA[<a>]] >]]>"_s + tag(u"a"_s, many) + u"/>b</message>"_s,
            u"<message><![CDATA[<a>]] >]]>b</message>"_s);
        row("a stanza", tag(u"message"_s, many) + u"><body>a</body></message><presence/>"_s, u"<message type='error'/><presence/>"_s);
        row("an empty stanza", tag(u"iq"_s, many) + u"/><presence/>"_s, u"<iq type='error'/><presence/>"_s);
        row("no stanza", tag(u"iqs"_s, many) + u"/><presence/>"_s, u"<presence/>"_s);
        row("what is no tag", u"<message><>a</message>"_s, u"<message><>a</message>"_s);
        row("a comment", u"<message><!-- a --></message>"_s, u"<message><!-- a --></message>"_s);
    }
    void itMakesNoDifferenceWhereTextIsCut()
    {
        QFETCH(QString, text);
        QFETCH(QString, passes);
        AttributeLimit whole;
        QCOMPARE(whole.take(text), passes);
        AttributeLimit single;
        QString all;
        for (qsizetype i = 0; i < text.size(); ++i) {
            all += *single.take(QStringView(text).sliced(i, 1));
        }
        QCOMPARE(all, passes);
        for (qsizetype at = 0; at < text.size(); ++at) {
            AttributeLimit halves;
            const QString first = *halves.take(QStringView(text).first(at));
            QCOMPARE(first + *halves.take(QStringView(text).sliced(at)), passes);
        }
    }

    /// What is said next is never kept back for what may follow.
    void whatIsWholeIsPassedAtOnce()
    {
        AttributeLimit limit;
        QCOMPARE(limit.take(u"<stream:stream><message><body>a</body></message><r"), u"<stream:stream><message><body>a</body></message>"_s);
        QCOMPARE(limit.take(u"/> "), u"<r/> "_s);
        QCOMPARE(limit.take(u"<"), QString());
        QCOMPARE(limit.take(u"![CDATA[a"), u"<![CDATA[a"_s);
    }

    void ofTheStreamNothingIsLeft()
    {
        QString text = u"<stream:stream"_s;
        for (int i = 0; i <= AttributeLimit::maximum; ++i) {
            text += u" b%1=''"_s.arg(i);
        }
        QVERIFY(AttributeLimit().take(text)); // it may have an end yet
        QVERIFY(!AttributeLimit().take(text + u'>'));
        QVERIFY(!AttributeLimit().take(text + u"/>"_s));
    }
};

JACKDAW_TEST(AttributeLimitTest)

} // namespace attribute_limit_test

#include "AttributeLimitTest.moc"
