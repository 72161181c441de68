// SPDX-License-Identifier: GPL-3.0-or-later
// A message's text as it is laid out: styles, given marks, "/me", covers, and the way back to the body. (Folding, links
// and directions are in timeline_text_test.)
#include "SpanText.h"
#include "text/MessageText.h"
#include "support/TestProgram.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using namespace jackdaw;

namespace message_text_test {

class MessageTextTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void carriesStyles();
    void hidesWhatEveryLinkBeginsWith();
    void doesNotStyleWhatIsNotToBe();
    void takesMarksOfTheMessage();
    void asksAboutLinksBehindWords();
    void actionHasTheName();
    void coverShowsNothingOfTheBody();
    void knowsEmojiAlone();
    void knowsPiledMarks();
    void foldedTextIsStyledAsFarAsItGoes();
    void marksBeyondTheTextAreIgnored();
    void spansEndWhereAFloodOfMarksWasCut();
};

void MessageTextTest::carriesStyles()
{
    const MessageText text(u"see *https://harbor.example/a* and _this_"_s);
    const QStringList styles = spanTexts(text.shown(), text.spans());
    QCOMPARE(styles.size(), 2);
    QVERIFY(styles.at(0).startsWith(u"bold:*"_s) && styles.at(0).endsWith(u'*'));
    QCOMPARE(styles.at(1), u"italic:_this_"_s);
    QCOMPARE(text.links().size(), 1);
    QCOMPARE(text.shown().mid(text.links().at(0).start, text.links().at(0).length), u"harbor.example/a"_s);
}

void MessageTextTest::hidesWhatEveryLinkBeginsWith()
{
    const auto shown = [](const QString &body) {
        const MessageText text(body);
        return text.links().isEmpty() ? QString() : text.shown().sliced(text.links().at(0).start, text.links().at(0).length);
    };
    QCOMPARE(shown(u"see https://harbor.example/a, please"_s), u"harbor.example/a"_s);
    QCOMPARE(shown(u"HTTPS://harbor.example"_s), u"harbor.example"_s);
    QCOMPARE(shown(u"http://harbor.example/a"_s), u"http://harbor.example/a"_s); // which is not safe
    QCOMPARE(shown(u"xmpp:mara@harbor.example"_s), u"xmpp:mara@harbor.example"_s);
    QCOMPARE(shown(u"https://harbor.example@evil.example/"_s), u"https://harbor.example@evil.example/"_s); // asked about, and seen whole
    QCOMPARE(shown(u"`https://harbor.example/a`"_s), u"https://harbor.example/a"_s); // as it is typed

    // Who copies from the first letter on has all of it, and every place leads back to where it was.
    const QString body = u"see https://harbor.example/a and https://b.example now"_s;
    const MessageText text(body);
    QCOMPARE(text.links().size(), 2);
    for (const TextLink &link : text.links()) {
        const QString whole = body.sliced(text.toBody(link.start), text.toBody(link.end()) - text.toBody(link.start));
        QVERIFY2(whole.startsWith(u"https://"_s), qPrintable(whole));
        QCOMPARE(QUrl(whole), link.url);
    }
    for (qsizetype place = 0; place <= text.shown().size(); ++place) {
        const qsizetype back = text.toShown(text.toBody(place));
        QCOMPARE(text.toBody(back), text.toBody(place));
    }
    for (qsizetype place = 1; place <= body.size(); ++place)
        QVERIFY(text.toShown(place) >= text.toShown(place - 1));
    QCOMPARE(text.toBody(text.shown().size()), body.size());
}

void MessageTextTest::doesNotStyleWhatIsNotToBe()
{
    QVERIFY(MessageText(u"> _ <"_s).spans().size() > 0);
    TextMarks marks;
    marks.styled = TextMarks::Styled::Not;
    QCOMPARE(MessageText(u"> _ <"_s, {.marks = marks}).spans().size(), 0);
}

void MessageTextTest::takesMarksOfTheMessage()
{
    const QString body = u"Hi שלום there"_s;
    TextMarks marks;
    marks.spans = {{TextStyle::Mention, 3, 4, u"xmpp:shalom@harbor.example"_s}, {TextStyle::Bold, 0, 2, {}}};
    const MessageText text(body, {.marks = marks});
    QCOMPARE(spanTexts(text.shown(), text.spans()), (QStringList{u"mention:שלום -> xmpp:shalom@harbor.example"_s, u"bold:Hi"_s}));
    // The name is isolated, so that it does not turn what follows.
    QCOMPARE(text.shown().at(text.spans().at(0).start - 1), QChar(0x2068));
    QCOMPARE(text.shown().at(text.spans().at(0).end()), QChar(0x2069));
    for (qsizetype place = 0; place <= body.size(); ++place)
        QCOMPARE(text.toBody(text.toShown(place)), place);
}

void MessageTextTest::asksAboutLinksBehindWords()
{
    TextMarks marks;
    marks.spans = {{TextStyle::Link, 0, 4, u"https://harbor.example/a"_s}};
    const MessageText hidden(u"here"_s, {.marks = marks});
    QCOMPARE(hidden.links().size(), 1);
    QCOMPARE(hidden.links().at(0).doubt, LinkDoubt::OtherAddress);

    // The address that stands there is not the one it leads to.
    marks.spans = {{TextStyle::Link, 0, 22, u"https://evil.example/"_s}};
    const MessageText other(u"https://harbor.example"_s, {.marks = marks});
    QCOMPARE(other.links().size(), 1);
    QCOMPARE(other.links().at(0).url.host(), u"evil.example"_s);
    QCOMPARE(other.links().at(0).doubt, LinkDoubt::OtherAddress);

    marks.spans = {{TextStyle::Link, 0, 22, u"https://harbor.example"_s}};
    QCOMPARE(MessageText(u"https://harbor.example"_s, {.marks = marks}).links().at(0).doubt, LinkDoubt::None);
    marks.spans = {{TextStyle::Link, 0, 4, u"javascript:alert(1)"_s}};
    QVERIFY(MessageText(u"here"_s, {.marks = marks}).links().isEmpty());
}

void MessageTextTest::actionHasTheName()
{
    const QString body = u"/me waves at https://harbor.example"_s;
    const MessageText text(body, {.actor = u"Tomas  Berg"_s});
    QCOMPARE(text.shown().left(2), u"* "_s);
    QVERIFY(text.shown().contains(QChar(0x2068) + u"Tomas Berg"_s + QChar(0x2069) + u" waves"_s));
    QCOMPARE(text.toBody(text.shown().indexOf(u"waves")), body.indexOf(u"waves"));
    QCOMPARE(text.shown().mid(text.toShown(4), 5), u"waves"_s);
    QCOMPARE(text.toBody(text.shown().size()), body.size());
    QCOMPARE(text.toBody(0), 0);
    QCOMPARE(text.links().size(), 1);
    bool italic = false;
    for (const TextSpan &span : text.spans())
        italic = italic || (span.style == TextStyle::Italic && span.length == text.shown().size());
    QVERIFY(italic);
    // The name does not decide the direction; what is done does.
    QCOMPARE(MessageText(u"/me يلوح"_s, {.actor = u"Tomas"_s}).direction(Qt::LeftToRight), Qt::RightToLeft);

    // XEP-0245, 2: these are none.
    for (const QString &none : {u"/meshrugs in disgust"_s, u"/me's disgusted"_s, u" /me shrugs"_s, u"\"/me shrugs\""_s, u"* Atlas shrugs"_s, u"/me"_s})
        QCOMPARE(MessageText(none, {.actor = u"Atlas"_s}).shown(), none);
}

void MessageTextTest::coverShowsNothingOfTheBody()
{
    const MessageText cover = MessageText::cover(u"Spoiler: the end"_s);
    QCOMPARE(cover.shown(), u"Spoiler: the end"_s);
    QCOMPARE(cover.toBody(cover.shown().size()), 0);
    QCOMPARE(cover.toShown(100), 0);
    QVERIFY(cover.links().isEmpty() && cover.spans().isEmpty());
}

void MessageTextTest::knowsEmojiAlone()
{
    QCOMPARE(MessageText(u"👍🏽"_s).emojiAlone(), 1);
    QCOMPARE(MessageText(u"👍 🙏"_s).emojiAlone(), 2);
    QCOMPARE(MessageText(u"👍 ok"_s).emojiAlone(), 0);
    QCOMPARE(MessageText(u"ok"_s).emojiAlone(), 0);
}

void MessageTextTest::knowsPiledMarks()
{
    QVERIFY(!MessageText(u"Việt Nam, e\u0301"_s).hasPiledMarks());
    QVERIFY(!MessageText(u"בְּרֵאשִׁ֖ית"_s).hasPiledMarks());
    QVERIFY(MessageText(u"Z"_s + QString(10, QChar(0x0301))).hasPiledMarks());
}

void MessageTextTest::foldedTextIsStyledAsFarAsItGoes()
{
    const QString body = u"*a* "_s.repeated(10) + QString(20'000, u'x') + u" *b*"_s;
    const MessageText text(body);
    for (const TextSpan &span : text.spans())
        QVERIFY(span.start >= 0 && span.end() <= text.shown().size());
    QCOMPARE(spanTexts(text.shown(), text.spans()).size(), 10);
}

void MessageTextTest::marksBeyondTheTextAreIgnored()
{
    TextMarks marks;
    marks.spans = {{TextStyle::Bold, 2, 100, {}}, {TextStyle::Bold, 100, 1, {}}, {TextStyle::Bold, -1, 2, {}},
                   {TextStyle::Mention, 0, 0, {}}, {TextStyle::Italic, 1, 1, {}}};
    const MessageText text(u"abc"_s, {.marks = marks});
    QCOMPARE(spanTexts(text.shown(), text.spans()), (QStringList{u"bold:c"_s, u"italic:b"_s}));
}

void MessageTextTest::spansEndWhereAFloodOfMarksWasCut()
{
    const QString flood = u"e"_s + QString(40, QChar(0x0301));
    // A quote is styled to its last character, which is cut here: at the end of the text, and before more of it.
    for (const QString &body : {u"> "_s + flood, u"> "_s + flood + u"\nafter"_s}) {
        const MessageText text(body);
        const QString quote = u"> e"_s + QString(20, QChar(0x0301));
        QCOMPARE(spanTexts(text.shown(), text.spans()).constFirst(), u"quote:"_s + quote);
        for (const TextSpan &span : text.spans())
            QVERIFY(span.end() <= text.shown().size());
    }
    // What was cut as a whole is not marked.
    TextMarks marks;
    marks.spans = {{TextStyle::Bold, 30, 5, {}}};
    QCOMPARE(MessageText(flood, {.marks = marks}).spans().size(), 0);
}

JACKDAW_TEST(MessageTextTest)

} // namespace message_text_test

#include "message_text_test.moc"
