// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/HtmlHead.h"
#include "support/TestProgram.h"

#include <QTest>

using namespace jackdaw;
using namespace Qt::StringLiterals;

namespace html_head_test {

/// Heads of pages, good ones, broken ones, and those that want to be read as something else.
class HtmlHeadTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void reads_data();
    void reads();
    void staysWithinItsLimits();
    void knowsWhereTheHeadEnds();
    void decodes_data();
    void decodes();
};

void HtmlHeadTest::reads_data()
{
    QTest::addColumn<QString>("page");
    QTest::addColumn<QStringList>("head"); // title, description, site, picture
    const auto row = [](const char *name, const QString &page, const QString &title, const QString &description = {},
                        const QString &site = {}, const QString &picture = {}) {
        QTest::newRow(name) << page << QStringList{title, description, site, picture};
    };
    row("nothing", {}, {});
    row("text alone", u"a < b and <3"_s, {});
    row("a title", u"<!DOCTYPE html><html><head><title>Tide tables</title></head>"_s, u"Tide tables"_s);
    row("no head at all", u"<title>Tide</title>"_s, u"Tide"_s);
    row("capitals and blanks", u"<HTML><HEAD><TITLE >\n Tide\n\ttables </TITLE ></HEAD>"_s, u"Tide tables"_s);
    row("open graph", u"<head><title>t</title><meta property=\"og:title\" content=\"Tides\"><meta property='og:description' content='High and low'>"
        "<meta property=og:site_name content=Harbour /><meta property=\"og:image\" content=\"/t.png\"></head>"_s,
        u"Tides"_s, u"High and low"_s, u"Harbour"_s, u"/t.png"_s);
    row("the other way round", u"<meta content='Tides' property='og:title'><title>t</title>"_s, u"Tides"_s);
    row("by name", u"<meta name='OG:Title' content='Tides'><meta name=description content=low>"_s, u"Tides"_s, u"low"_s);
    row("the better description", u"<meta property='og:description' content='og'><meta name='description' content='plain'>"_s, {}, u"og"_s);
    row("the first of two", u"<title>one</title><title>two</title>"_s, u"one"_s);
    row("the secure picture", u"<meta property='og:image' content='a'><meta property='og:image:secure_url' content='b'>"_s, {}, {}, {}, u"b"_s);
    row("references", u"<title>Fish &amp; chips &#8211; &#x1F41F; &quot;5&nbsp;&euro;&quot; &unknown; &#0; &#xD800; &</title>"_s,
        u"Fish & chips – 🐟 \"5 €\" &unknown; &#0; &#xD800; &"_s);
    row("markup in a title is text", u"<title><b>Tide</b></title>"_s, u"<b>Tide</b>"_s);
    row("a comment", u"<!-- <title>no</title> --><title>yes</title>"_s, u"yes"_s);
    row("an empty comment", u"<!--><title>yes</title>-->"_s, u"yes"_s);
    row("a comment without an end", u"<!-- <title>no</title>"_s, {});
    row("in a program", u"<script>var a = '<title>no</title>';</script><title>yes</title>"_s, u"yes"_s);
    row("a program without an end", u"<script><title>no</title>"_s, {});
    row("in a drawing", u"<svg><title>no</title></svg><title>yes</title>"_s, u"yes"_s);
    row("in the body", u"<head></head><body><title>no</title>"_s, {});
    row("behind the body's tag", u"<body><meta property='og:title' content='no'>"_s, {});
    row("a title without an end", u"<title>cut off he"_s, u"cut off he"_s);
    row("a tag without an end", u"<meta property='og:title' content='cut"_s, {});
    row("a quote without an end", u"<meta content='a><title>b</title>"_s, {});
    row("signs in odd places", u"<meta =x / property = og:title content = 'a > b' ==><title></title>"_s, u"a > b"_s);
    row("marks of direction", u"<title>safe\u202Egnp.exe\u2066\u200B \u0007!</title>"_s, u"safegnp.exe !"_s);
    row("the same as references", u"<title>safe&#x202E;gnp&#7;</title>"_s, u"safegnp"_s);
}

void HtmlHeadTest::reads()
{
    QFETCH(QString, page);
    QFETCH(QStringList, head);
    const HtmlHead read = readHtmlHead(page);
    QCOMPARE(read.title, head.at(0));
    QCOMPARE(read.description, head.at(1));
    QCOMPARE(read.site, head.at(2));
    QCOMPARE(read.picture, head.at(3));
}

void HtmlHeadTest::staysWithinItsLimits()
{
    const HtmlHead longOne = readHtmlHead(u"<title>"_s + u"tide "_s.repeated(100'000));
    QVERIFY(longOne.title.size() <= maxHtmlTitle && longOne.title.endsWith(QChar(0x2026)));
    QVERIFY(readHtmlHead(u"<title>"_s + u"🐟"_s.repeated(300)).title.isValidUtf16());
    QVERIFY(readHtmlHead(QString(maxHtmlSize, u' ') + u"<title>beyond</title>"_s).title.isEmpty());
    QVERIFY(readHtmlHead(u"<meta property='og:image' content='"_s + QString(5000, u'a') + u"'>"_s).picture.isEmpty());
    for (const QString &flood : {u"<"_s, u"<a "_s, u"<!--"_s, u"<meta a='"_s, u"<title>"_s, u"&"_s, u"</"_s, u"<script>"_s, u"<meta x=y "_s})
        readHtmlHead(flood.repeated(maxHtmlSize / flood.size()));
}

void HtmlHeadTest::knowsWhereTheHeadEnds()
{
    QVERIFY(!endsHtmlHead("<html><head><title>x</title>"));
    QVERIFY(endsHtmlHead("<html><head></HEAD>"));
    QVERIFY(endsHtmlHead("<title>x</title><Body class=a>"));
}

void HtmlHeadTest::decodes_data()
{
    QTest::addColumn<QByteArray>("page");
    QTest::addColumn<QByteArray>("charset");
    QTest::addColumn<QString>("text");
    QTest::newRow("UTF-8") << QByteArray("<title>Zo\xc3\xab") << QByteArray() << u"<title>Zoë"_s;
    QTest::newRow("Latin 1 by the server") << QByteArray("<title>Zo\xeb") << QByteArray("iso-8859-1") << u"<title>Zoë"_s;
    QTest::newRow("Latin 1 by the page") << QByteArray("<meta charset=iso-8859-1><title>Zo\xeb") << QByteArray()
                                         << u"<meta charset=iso-8859-1><title>Zoë"_s;
    QTest::newRow("a name that nobody knows") << QByteArray("<title>Zo\xc3\xab") << QByteArray("x-nothing") << u"<title>Zoë"_s;
    QTest::newRow("no UTF-8") << QByteArray("<title>Zo\xeb!") << QByteArray() << u"<title>Zo\uFFFD!"_s;
}

void HtmlHeadTest::decodes()
{
    QFETCH(QByteArray, page);
    QFETCH(QByteArray, charset);
    QTEST(decodeHtml(page, charset), "text");
}

JACKDAW_TEST(HtmlHeadTest)

} // namespace html_head_test

#include "html_head_test.moc"
