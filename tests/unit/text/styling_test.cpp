// SPDX-License-Identifier: GPL-3.0-or-later
// Message Styling (XEP-0393): what its text and examples say, what others make of it, and how much work that may be.
#include "SpanText.h"
#include "text/Styling.h"
#include "support/TestProgram.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using namespace jackdaw;

namespace styling_test {

class StylingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsSpans_data();
    void findsSpans();
    void findsBlocks_data();
    void findsBlocks();
    void marksDirectives_data();
    void marksDirectives();
    void spansStayWithinTheText_data();
    void spansStayWithinTheText();
    void worksInLinearTime_data();
    void worksInLinearTime();
    void quotesHaveALimit();
};

void StylingTest::findsSpans_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("spans");
    // XEP-0393, 5.2
    QTest::newRow("strong span") << u"*strong span*"_s << QStringList{u"bold:*strong span*"_s};
    QTest::newRow("emphasis inside plain") << u"plain _emphasis_ plain"_s << QStringList{u"italic:_emphasis_"_s};
    QTest::newRow("pre, then strong") << u"`pre` plain *strong*"_s << QStringList{u"code:`pre`"_s, u"bold:*strong*"_s};
    QTest::newRow("lazy") << u"*strong*plain*"_s << QStringList{u"bold:*strong*"_s};
    QTest::newRow("not an opening") << u"* plain *strong*"_s << QStringList{u"bold:*strong*"_s};
    QTest::newRow("only a closing") << u"not strong*"_s << QStringList{};
    QTest::newRow("only an opening") << u"*not strong"_s << QStringList{};
    QTest::newRow("over a line") << u"*not \n strong*"_s << QStringList{};
    QTest::newRow("two openings") << u"*not *strong"_s << QStringList{};
    QTest::newRow("two") << u"**"_s << QStringList{};
    QTest::newRow("three") << u"***"_s << QStringList{};
    QTest::newRow("four") << u"****"_s << QStringList{};
    // 5.2.1 to 5.2.5
    QTest::newRow("plain") << u"Two spans, both *alike in dignity*"_s << QStringList{u"bold:*alike in dignity*"_s};
    QTest::newRow("italic") << u"The full title is _Twelfth Night, or What You Will_ but\n_most_ people shorten it."_s
                            << QStringList{u"italic:_Twelfth Night, or What You Will_"_s, u"italic:_most_"_s};
    QTest::newRow("strike inside a word") << u"Everyone ~dis~likes cake."_s << QStringList{u"strike:~dis~"_s};
    QTest::newRow("mono") << u"This is `monospace`"_s << QStringList{u"code:`monospace`"_s};
    QTest::newRow("nothing in mono") << u"This is `*monospace*`"_s << QStringList{u"code:`*monospace*`"_s};
    QTest::newRow("mono and bold") << u"This is *`monospace and bold`*"_s
                                   << QStringList{u"bold:*`monospace and bold`*"_s, u"code:`monospace and bold`"_s};
    // Beyond the examples.
    QTest::newRow("nothing") << QString() << QStringList{};
    QTest::newRow("in a word") << u"snake_case_name and 2*3*4"_s << QStringList{};
    QTest::newRow("all nested") << u"*_~`x`~_*"_s << QStringList{u"bold:*_~`x`~_*"_s, u"italic:_~`x`~_"_s, u"strike:~`x`~"_s, u"code:`x`"_s};
    QTest::newRow("crossed") << u"*a _b* c_"_s << QStringList{u"bold:*a _b*"_s};
    QTest::newRow("crossed, then closed") << u"*a _b_ c* d_"_s << QStringList{u"bold:*a _b_ c*"_s, u"italic:_b_"_s};
    QTest::newRow("closing after a blank is none") << u"*a * b*"_s << QStringList{u"bold:*a * b*"_s};
    QTest::newRow("doubled as in Markdown") << u"**bold**"_s << QStringList{};
    QTest::newRow("dunder") << u"__init__"_s << QStringList{};
    QTest::newRow("after a bracket") << u"(*no*)"_s << QStringList{};
    QTest::newRow("after a no-break space") << u"a\u00A0*yes*"_s << QStringList{u"bold:*yes*"_s};
    QTest::newRow("after an ideographic space") << u"\u3000_yes_"_s << QStringList{u"italic:_yes_"_s};
    QTest::newRow("two after each other") << u"*a* *b*"_s << QStringList{u"bold:*a*"_s, u"bold:*b*"_s};
    QTest::newRow("in a link") << u"https://harbor.example/a_b_c"_s << QStringList{};
    QTest::newRow("right to left") << u"*مهم* الآن"_s << QStringList{u"bold:*مهم*"_s};
    QTest::newRow("emoji") << u"*👍🏽*"_s << QStringList{u"bold:*👍🏽*"_s};
}

void StylingTest::findsSpans()
{
    QFETCH(QString, text);
    QTEST(spanTexts(text, styleText(text).spans), "spans");
}

void StylingTest::findsBlocks_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("spans");
    // 5.1
    QTest::newRow("plain blocks") << u"There are three blocks in this body, one per line,\nbut there is no *formatting\nas spans* may not escape blocks."_s
                                  << QStringList{};
    QTest::newRow("preformatted") << u"```ignored\n(println \"Hello, *world*!\")\n```\n\nThis is *plain*"_s
                                  << QStringList{u"block:```ignored⏎(println \"Hello, *world*!\")⏎```"_s, u"bold:*plain*"_s};
    QTest::newRow("no closing, in a quote") << u"> ```\n> (println \"Hello\")\n\nThis line is *plaintext*!"_s
                                            << QStringList{u"block:> ```⏎> (println \"Hello\")"_s, u"quote:> ```⏎> (println \"Hello\")"_s, u"bold:*plaintext*"_s};
    QTest::newRow("quotation") << u"> That that is, is.\n\nSaid the old hermit of Prague."_s << QStringList{u"quote:> That that is, is."_s};
    QTest::newRow("nested quotation") << u">> That that is, is.\n> Said the old hermit of Prague.\n\nWho?"_s
                                      << QStringList{u"quote:>> That that is, is.⏎> Said the old hermit of Prague."_s, u"quote:>> That that is, is."_s};
    QTest::newRow("quote of spans") << u"> so *very* true"_s << QStringList{u"quote:> so *very* true"_s, u"bold:*very*"_s};
    // Beyond.
    QTest::newRow("fence without end") << u"a\n```\n*b*\n> c"_s << QStringList{u"block:```⏎*b*⏎> c"_s};
    QTest::newRow("end with blanks is none") << u"```\na\n``` \nb\n```"_s << QStringList{u"block:```⏎a⏎``` ⏎b⏎```"_s};
    QTest::newRow("fence alone") << u"```"_s << QStringList{u"block:```"_s};
    QTest::newRow("fence not at the line's beginning") << u"a ```"_s << QStringList{};
    QTest::newRow("two quotes apart") << u"> a\nb\n> c"_s << QStringList{u"quote:> a"_s, u"quote:> c"_s};
    QTest::newRow("quote in code") << u"```\n> *a*\n```\n> b"_s << QStringList{u"block:```⏎> *a*⏎```"_s, u"quote:> b"_s};
    QTest::newRow("code in a quote keeps deeper signs") << u"> ```\n> > a\n> ```\n> *b*"_s
        << QStringList{u"quote:> ```⏎> > a⏎> ```⏎> *b*"_s, u"block:> ```⏎> > a⏎> ```"_s, u"bold:*b*"_s};
    QTest::newRow("only the sign") << u">"_s << QStringList{u"quote:>"_s};
    QTest::newRow("sign inside the line") << u"a > b"_s << QStringList{};
    QTest::newRow("trailing line break") << u"> a\n"_s << QStringList{u"quote:> a"_s};
}

void StylingTest::findsBlocks()
{
    QFETCH(QString, text);
    QTEST(spanTexts(text, styleText(text).spans), "spans");
}

void StylingTest::marksDirectives_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("directives"); // "^" below each of them
    QTest::newRow("bold") << u"so *very* true"_s << u"   ^    ^     "_s;
    QTest::newRow("nested") << u"*_a_*"_s << u"^^ ^^"_s;
    QTest::newRow("code hides") << u"`*a*`"_s << u"^   ^"_s;
    QTest::newRow("quote") << u">> a\n> b"_s << u"^^^  ^^ "_s;
    QTest::newRow("block") << u"```x\n*a*\n```"_s << u"^^^^     ^^^"_s;
    QTest::newRow("none") << u"2*3 _ 4 ~ 5"_s << u"           "_s;
}

void StylingTest::marksDirectives()
{
    QFETCH(QString, text);
    QString found(text.size(), u' ');
    for (const TextSpan &span : styleText(text).spans) {
        if (span.style == TextStyle::Markup)
            std::fill_n(found.begin() + span.start, span.length, u'^');
    }
    QTEST(found, "directives");
}

void StylingTest::spansStayWithinTheText_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("thousand quotes deep") << QString(1000, u'>') + u" deep"_s;
    QTest::newRow("thousand directives") << u"*_~"_s.repeated(1000) + u"x"_s + u"~_*"_s.repeated(1000);
    QTest::newRow("a thousand nested spans") << u"*a _b ~c "_s.repeated(1000) + u" d~ e_ f*"_s.repeated(1000);
    QTest::newRow("fences") << u"> ```\n"_s.repeated(2000);
    QTest::newRow("line breaks") << QString(5000, u'\n');
    QTest::newRow("lone halves") << u"*"_s + QString(QChar(0xD83D)) + u"* _"_s + QString(QChar(0xDC4D)) + u"_"_s;
}

void StylingTest::spansStayWithinTheText()
{
    QFETCH(QString, text);
    const Styling styling = styleText(text);
    QVERIFY(styling.spans.size() <= maxStyledSpans);
    qsizetype before = 0;
    for (const TextSpan &span : styling.spans) {
        QVERIFY(span.start >= before && span.length > 0 && span.end() <= text.size());
        before = span.start;
    }
}

void StylingTest::worksInLinearTime_data()
{
    QTest::addColumn<QString>("text");
    constexpr int million = 1'000'000;
    QTest::newRow("1 MB of stars") << QString(million, u'*');
    QTest::newRow("1 MB of openings") << u" *a"_s.repeated(million / 3);
    QTest::newRow("1 MB of openings of all kinds") << u" *_~`a"_s.repeated(million / 6);
    QTest::newRow("1 MB of spans") << u"*a* "_s.repeated(million / 4);
    QTest::newRow("1 MB of quote signs") << QString(million, u'>');
    QTest::newRow("1 MB of quotes") << u"> a\n"_s.repeated(million / 4);
    QTest::newRow("1 MB of quote stairs") << u">\n>>\n>>>\n>>>>\n>>>>>\n"_s.repeated(million / 20);
    QTest::newRow("1 MB of fences") << u"```\n"_s.repeated(million / 4);
    QTest::newRow("1 MB of words") << u"word "_s.repeated(million / 5);
}

void StylingTest::worksInLinearTime()
{
    QFETCH(QString, text);
    const Styling styling = styleText(text);
    // Each character is looked at in three passes at most, quote signs for two besides.
    QVERIFY2(styling.work <= 5 * text.size() + 10, qPrintable(QString::number(styling.work)));
    QVERIFY(styling.spans.size() <= maxStyledSpans);
}

void StylingTest::quotesHaveALimit()
{
    const QString text = QString(1000, u'>') + u" deep"_s;
    int quotes = 0;
    qsizetype directives = 0;
    for (const TextSpan &span : styleText(text).spans) {
        quotes += span.style == TextStyle::Quote ? 1 : 0;
        directives += span.style == TextStyle::Markup ? span.length : 0;
    }
    QCOMPARE(quotes, maxQuoteDepth);
    QCOMPARE(directives, maxQuoteDepth); // the rest is text
}

JACKDAW_TEST(StylingTest)

} // namespace styling_test

#include "styling_test.moc"
