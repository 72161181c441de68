// SPDX-License-Identifier: GPL-3.0-or-later
// XHTML-IM (XEP-0071): what is read of it, what never is, how it lies on the body, and what is written.
#include "SpanText.h"
#include "text/Styling.h"
#include "text/XhtmlIm.h"
#include "support/TestProgram.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using namespace jackdaw;

namespace xhtml_im_test {

QString wrapped(const QString &content)
{
    return u"<html xmlns='http://jabber.org/protocol/xhtml-im'><body xmlns='http://www.w3.org/1999/xhtml'>%1</body></html>"_s.arg(content);
}

class XhtmlImTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reads_data();
    void reads();
    void refuses_data();
    void refuses();
    void liesOnTheBody_data();
    void liesOnTheBody();
    void writes_data();
    void writes();
    void comesBackAsItWasWritten_data();
    void comesBackAsItWasWritten();
};

void XhtmlImTest::reads_data()
{
    QTest::addColumn<QString>("xhtml");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("spans");
    // XEP-0071, 8
    QTest::newRow("emphasis and colours") << u"<p style='font-size:large'>\n  <em>Wow</em>, I&apos;m <span style='color:green'>green</span>\n  with <strong>envy</strong>!\n</p>"_s
        << u"Wow, I'm green with envy!"_s << QStringList{u"italic:Wow"_s, u"bold:envy"_s};
    QTest::newRow("blockquote, cite") << u"<p>As Emerson said in his essay <cite>Self-Reliance</cite>:</p><blockquote>\n &quot;A foolish consistency&quot;\n</blockquote>"_s
        << u"As Emerson said in his essay Self-Reliance:\n\"A foolish consistency\""_s << QStringList{u"italic:Self-Reliance"_s, u"quote:\"A foolish consistency\""_s};
    QTest::newRow("image and link") << u"<p>Hey, are you licensed to <a href='http://www.jabber.org/'>Jabber</a>?</p><p><img src='http://www.xmpp.org/images/psa-license.jpg' alt='A License to Jabber' height='261' width='537'/></p>"_s
        << u"Hey, are you licensed to Jabber?\nA License to Jabber"_s << QStringList{u"link:Jabber -> http://www.jabber.org/"_s};
    QTest::newRow("lists") << u"<p>Plan:</p><ol><li>One<ul><li>a</li><li>b</li></ul></li><li>Two</li></ol>"_s
        << u"Plan:\nOne\na\nb\nTwo"_s << QStringList{};
    QTest::newRow("unknown elements") << u"<p>The <acronym>XHTML</acronym> <x>user</x> agent</p>"_s << u"The XHTML user agent"_s << QStringList{};
    QTest::newRow("simple") << u"<p style='font-weight:bold'>hi!</p>"_s << u"hi!"_s << QStringList{u"bold:hi!"_s};
    // Styles, of which only four are taken.
    QTest::newRow("css") << u"<span style='FONT-WEIGHT: 700; color: red; font-style:italic'>a</span> <span style='text-decoration: underline line-through'>b</span> <span style='font-family: &quot;DejaVu Sans Mono&quot;, monospace'>c</span>"_s
        << u"a b c"_s << QStringList{u"bold:a"_s, u"italic:a"_s, u"strike:b"_s, u"code:c"_s};
    QTest::newRow("css that loads") << u"<p style='background:url(http://evil.example/x);font-weight:expression(1)'>a</p>"_s << u"a"_s << QStringList{};
    QTest::newRow("nested") << u"<strong>a <em>b</em></strong>"_s << u"a b"_s << QStringList{u"bold:a b"_s, u"italic:b"_s};
    QTest::newRow("breaks") << u"a<br/>b<br/><br/>c"_s << u"a\nb\n\nc"_s << QStringList{};
    QTest::newRow("preformatted") << u"<pre>  a\n  b</pre>"_s << u"  a\n  b"_s << QStringList{u"block:a⏎  b"_s};
    QTest::newRow("blanks") << u" <p> a   b\tc </p> "_s << u"a b c"_s << QStringList{};
    // What is never read.
    QTest::newRow("script") << u"a<script>alert(1)</script><style>b{}</style>c"_s << u"ac"_s << QStringList{};
    QTest::newRow("script in a script") << u"a<script><p>b</p><script>c</script></script>d"_s << u"ad"_s << QStringList{};
    QTest::newRow("other namespace") << u"a<p xmlns='http://example.org/x'>b<q xmlns='http://www.w3.org/1999/xhtml'>c</q></p>d"_s << u"ad"_s << QStringList{};
    QTest::newRow("bad links") << u"<a href='javascript:alert(1)'>a</a> <a href='file:///etc/passwd'>b</a> <a>c</a> <a href='data:text/html,x'>d</a>"_s
        << u"a b c d"_s << QStringList{};
    QTest::newRow("handlers") << u"<p onclick='x()' onmouseover='y()'>a</p>"_s << u"a"_s << QStringList{};
    QTest::newRow("comment, instruction") << u"a<!-- b --><?php c ?>d"_s << u"ad"_s << QStringList{};
    QTest::newRow("cdata is text") << u"<![CDATA[<b>a</b>]]>"_s << u"<b>a</b>"_s << QStringList{};
    QTest::newRow("nothing") << QString() << QString() << QStringList{};
}

void XhtmlImTest::reads()
{
    QFETCH(QString, xhtml);
    const auto rich = readXhtmlIm(wrapped(xhtml));
    QVERIFY(rich);
    QTEST(rich->text, "text");
    QTEST(spanTexts(rich->text, rich->spans), "spans");
}

void XhtmlImTest::refuses_data()
{
    QTest::addColumn<QString>("xml");
    QTest::newRow("empty") << QString();
    QTest::newRow("not well-formed") << wrapped(u"<p>a"_s);
    QTest::newRow("another element") << u"<p xmlns='http://www.w3.org/1999/xhtml'>a</p>"_s;
    QTest::newRow("no namespace") << u"<html><body>a</body></html>"_s;
    QTest::newRow("no body") << u"<html xmlns='http://jabber.org/protocol/xhtml-im'/>"_s;
    QTest::newRow("document type") << u"<!DOCTYPE html [<!ENTITY a 'b'>]>"_s + wrapped(u"&a;"_s);
    QTest::newRow("billion laughs") << u"<!DOCTYPE html [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;'>]>"_s + wrapped(u"&c;"_s);
    QTest::newRow("unknown entity") << wrapped(u"&nbsp;"_s);
    QTest::newRow("too deep") << wrapped(u"<em>"_s.repeated(1000) + u"a"_s + u"</em>"_s.repeated(1000));
    QTest::newRow("too many") << wrapped(u"<em>a</em>"_s.repeated(5000));
    QTest::newRow("too large") << wrapped(QString(1'000'000, u'a'));
}

void XhtmlImTest::refuses()
{
    QFETCH(QString, xml);
    QVERIFY(!readXhtmlIm(xml));
}

void XhtmlImTest::liesOnTheBody_data()
{
    QTest::addColumn<QString>("xhtml");
    QTest::addColumn<QString>("body");
    QTest::addColumn<bool>("same");
    QTest::addColumn<QStringList>("spans");
    QTest::newRow("same text") << u"<p>so <strong>very</strong> true</p>"_s << u"so very true"_s << true << QStringList{u"bold:very"_s};
    QTest::newRow("other white space") << u"<p>so</p><p><em>very true</em></p>"_s << u"so\n\n  very\n true\n"_s << true << QStringList{u"italic:very⏎ true"_s};
    QTest::newRow("directives in the body") << u"<p>so <strong>very</strong> true</p>"_s << u"so *very* true"_s << true << QStringList{u"bold:very"_s};
    QTest::newRow("quote with signs") << u"<blockquote><p>so it is</p></blockquote><p>Yes.</p>"_s << u"> so it is\nYes."_s << true
                                      << QStringList{u"quote:> so it is"_s};
    QTest::newRow("quote within a line has no box") << u"a <blockquote>b</blockquote>"_s << u"a b"_s << true << QStringList{};
    QTest::newRow("says something else") << u"<p><strong>I owe you 1000</strong></p>"_s << u"I owe you 10"_s << false << QStringList{};
    QTest::newRow("says more") << u"<p><strong>a</strong></p>"_s << u"a b"_s << false << QStringList{};
    QTest::newRow("says nothing") << u"<p></p>"_s << u"a b"_s << true << QStringList{};
    QTest::newRow("a star is no directive everywhere") << u"<p><em>2</em>3</p>"_s << u"2*3"_s << false << QStringList{};
    QTest::newRow("link") << u"<a href='https://harbor.example/a'>here</a>"_s << u"here"_s << true << QStringList{u"link:here -> https://harbor.example/a"_s};
    QTest::newRow("list") << u"<ul><li>the <em>gauge</em></li><li>the valve</li></ul>"_s << u"- the gauge\n  * the valve"_s << true
                          << QStringList{u"italic:gauge"_s};
    QTest::newRow("list with numbers") << u"<ol><li>open</li><li><strong>close</strong></li></ol>"_s << u"1. open\n2) close"_s << true
                                       << QStringList{u"bold:close"_s};
    QTest::newRow("a sign that both have") << u"<p>- the <em>gauge</em></p>"_s << u"- the gauge"_s << true << QStringList{u"italic:gauge"_s};
    QTest::newRow("a number within a line") << u"<p>the <em>gauge</em></p>"_s << u"the 2. gauge"_s << false << QStringList{};
    QTest::newRow("a number that is no sign") << u"<p>the <em>gauge</em></p>"_s << u"2.5 the gauge"_s << false << QStringList{};
    QTest::newRow("link written out in the body") << u"<a href='https://harbor.example/a'>here</a>"_s << u"here https://harbor.example/a"_s << false << QStringList{};
}

void XhtmlImTest::liesOnTheBody()
{
    QFETCH(QString, xhtml);
    QFETCH(QString, body);
    const auto rich = readXhtmlIm(wrapped(xhtml));
    QVERIFY(rich);
    const auto spans = spansOnBody(*rich, body);
    QTEST(spans.has_value(), "same");
    QTEST(spanTexts(body, spans.value_or(QList<TextSpan>())), "spans");
}

void XhtmlImTest::writes_data()
{
    QTest::addColumn<QString>("body");
    QTest::addColumn<QString>("xhtml");
    QTest::newRow("plain") << u"so very true"_s << QString();
    QTest::newRow("bold") << u"so *very* true"_s << u"<p>so <strong>very</strong> true</p>"_s;
    QTest::newRow("escaped") << u"*<b>&*"_s << u"<p><strong>&lt;b&gt;&amp;</strong></p>"_s;
    QTest::newRow("nested") << u"*a _b_*"_s << u"<p><strong>a </strong><strong><em>b</em></strong></p>"_s;
    QTest::newRow("strike and code") << u"~a~ `b`"_s
        << u"<p><span style=\"text-decoration: line-through\">a</span> <span style=\"font-family: monospace\">b</span></p>"_s;
    QTest::newRow("quote") << u"> a\n>> b\nc"_s << u"<blockquote><p>a</p><blockquote><p>b</p></blockquote></blockquote><p>c</p>"_s;
    QTest::newRow("code block") << u"```\na  b\n```"_s << u"<p><span style=\"font-family: monospace\">a \u00A0b</span></p>"_s;
    QTest::newRow("control characters") << u"*a\u0001\u0008b*"_s << u"<p><strong>ab</strong></p>"_s;
}

void XhtmlImTest::writes()
{
    QFETCH(QString, body);
    QFETCH(QString, xhtml);
    QString written = writeXhtmlIm(body, styleText(body).spans);
    // Lines that hold nothing but directives leave an empty paragraph, which says nothing.
    written.remove(u"<p/>"_s).remove(u"<p></p>"_s);
    QCOMPARE(written, xhtml.isEmpty() ? QString() : wrapped(xhtml).replace(u'\'', u'"'));
}

void XhtmlImTest::comesBackAsItWasWritten_data()
{
    QTest::addColumn<QString>("body");
    QTest::newRow("all") << u"so *very* _true_, ~no~ `yes`\n> *quoted* text\n>> deep\nhttps://harbor.example/a_b"_s;
    QTest::newRow("nested") << u"*a _b ~c~ d_ e*"_s;
    QTest::newRow("code") << u"before\n```\nif (a < b)\n    c();\n```\nafter *it*"_s;
}

void XhtmlImTest::comesBackAsItWasWritten()
{
    QFETCH(QString, body);
    const QList<TextSpan> spans = styleText(body).spans;
    const auto rich = readXhtmlIm(writeXhtmlIm(body, spans));
    QVERIFY(rich);
    const auto back = spansOnBody(*rich, body);
    QVERIFY(back);
    // Each character has the same inline styles again, directives aside.
    for (qsizetype i = 0; i < body.size(); ++i) {
        const auto styleAt = [i](const QList<TextSpan> &in, TextStyle style) {
            return std::any_of(in.cbegin(), in.cend(), [&](const TextSpan &span) { return span.style == style && i >= span.start && i < span.end(); });
        };
        if (body.at(i).isSpace() || styleAt(spans, TextStyle::Markup))
            continue;
        for (const TextStyle style : {TextStyle::Bold, TextStyle::Italic, TextStyle::Strike, TextStyle::Quote})
            QCOMPARE(styleAt(*back, style), styleAt(spans, style));
        QCOMPARE(styleAt(*back, TextStyle::Code), styleAt(spans, TextStyle::Code) || styleAt(spans, TextStyle::CodeBlock));
    }
}

JACKDAW_TEST(XhtmlImTest)

} // namespace xhtml_im_test

#include "xhtml_im_test.moc"
