// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/IndexEntry.h"
#include "search/SearchMatch.h"
#include "search/SearchQuery.h"
#include "search/SearchText.h"
#include "support/Builders.h"
#include "support/TestProgram.h"

#include <QTest>

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

namespace search_query_test {

const QDate today(2026, 11, 21);

/// A query as one line, for tables: words, then filters, then what is wrong.
QString described(const SearchQuery &query)
{
    QStringList parts;
    for (const auto &term : query.terms) {
        parts.append(u'[' + term.text + (term.match == SearchQuery::Term::Match::Prefix ? u"*]"_s : u"]"_s));
    }
    for (const QString &name : query.from) {
        parts.append(u"from="_s + name);
    }
    for (const QString &name : query.in) {
        parts.append(u"in="_s + name);
    }
    if (query.before) {
        parts.append(u"before="_s + query.before->toString(Qt::ISODate));
    }
    if (query.after) {
        parts.append(u"after="_s + query.after->toString(Qt::ISODate));
    }
    if (query.has) {
        parts.append(u"has=%1"_s.arg(query.has.toInt()));
    }
    if (query.is) {
        parts.append(u"is=%1"_s.arg(query.is.toInt()));
    }
    for (const SearchProblem &problem : query.problems) {
        parts.append(u"!%1:%2"_s.arg(int(problem.kind)).arg(problem.word));
    }
    return parts.join(u' ');
}

/// The query language, how text is cut into words, and where a query stands in a text.
class SearchQueryTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void parses_data();
    void parses();
    void takesTheLastWordAsItIs();
    void survivesFloods();
    void writesWhatItReads_data();
    void writesWhatItReads();
    void cutsTextForTheIndex_data();
    void cutsTextForTheIndex();
    void cutsTermsForTheIndex_data();
    void cutsTermsForTheIndex();
    void knowsFiles_data();
    void knowsFiles();
    void putsWordsIntoColumns();
    void marksMatches_data();
    void marksMatches();
    void cutsASnippetAroundTheMatch();
};

void SearchQueryTest::parses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("wanted");
    using Kind = SearchProblem::Kind;
    const auto problem = [](Kind kind, const QString &word = {}) { return u"!%1:%2"_s.arg(int(kind)).arg(word); };
    const auto row = [](const char *name, const QString &text, const QString &wanted) { QTest::newRow(name) << text << wanted; };

    row("nothing", u""_s, u""_s);
    row("spaces", u"  \t "_s, u""_s);
    row("a word that goes on", u"pump"_s, u"[pump*]"_s);
    row("a word that is over", u"pump "_s, u"[pump]"_s);
    row("two words", u"pump valve"_s, u"[pump] [valve*]"_s);
    row("one letter is whole", u"p"_s, u"[p]"_s);
    row("asked for a prefix", u"pu* valve "_s, u"[pu*] [valve]"_s);
    row("a prefix of one letter is whole", u"p* valve "_s, u"[p] [valve]"_s);
    row("a phrase", u"\"pump station\""_s, u"[pump station]"_s);
    row("a phrase and a word", u"\"pump station\" open"_s, u"[pump station] [open*]"_s);
    row("a phrase that goes on", u"\"pump sta\"*"_s, u"[pump sta*]"_s);
    row("typographic quotes", u"\u201Epump station\u201C"_s, u"[pump station]"_s);
    row("a phrase without an end", u"\"pump station"_s, u"[pump station] "_s + problem(Kind::UnclosedQuote));
    row("a quote in a word", u"pump\"a b\" "_s, u"[pump] [a b]"_s);
    row("who", u"from:tomas pump"_s, u"[pump*] from=tomas"_s);
    row("who, with a space", u"from:\"Tomas Berg\" pump"_s, u"[pump*] from=Tomas Berg"_s);
    row("who, twice", u"from:a from:b from:a"_s, u"from=a from=b"_s);
    row("operators know no case", u"FROM:Tomas In:Crew"_s, u"from=Tomas in=Crew"_s);
    row("a day", u"before:2026-11-01 after:2026-9-7"_s, u"before=2026-11-01 after=2026-09-07"_s);
    row("a month, a year", u"after:2025 before:2026-02"_s, u"before=2026-02-01 after=2025-01-01"_s);
    row("the narrower day", u"after:2025 after:2024 before:2026-02 before:2026-03"_s, u"before=2026-02-01 after=2025-01-01"_s);
    row("words for days", u"after:yesterday before:today"_s, u"before=2026-11-21 after=2026-11-20"_s);
    row("no day", u"before:soon"_s, problem(Kind::BadDate, u"before:soon"_s));
    row("no such day", u"after:2026-02-30"_s, problem(Kind::BadDate, u"after:2026-02-30"_s));
    row("days the wrong way round", u"after:2026-11 before:2026-10"_s,
        u"before=2026-10-01 after=2026-11-01 "_s + problem(Kind::EmptyRange));
    row("what it has", u"has:file has:link has:image has:voice"_s, u"has=15"_s);
    row("what it is", u"is:mine is:unread is:pinned"_s, u"is=7"_s);
    row("saved", u"is:saved"_s, u"is=8"_s);
    row("has the unknown", u"has:cats pump "_s, u"[pump] "_s + problem(Kind::UnknownValue, u"has:cats"_s));
    row("is the unknown", u"is:nice"_s, problem(Kind::UnknownValue, u"is:nice"_s));
    row("nothing after the colon", u"from: pump "_s, u"[pump] "_s + problem(Kind::MissingValue, u"from"_s));
    row("a colon is no operator", u"note:this "_s, u"[note:this]"_s);
    row("a time", u"12:30 "_s, u"[12:30]"_s);
    row("an address", u"https://harbor.example/a "_s, u"[https://harbor.example/a]"_s);
    row("signs only", u"*** ( ) ^"_s, problem(Kind::NoWords));
    row("an emoji is a word", u"\U0001F44D"_s, u"[\U0001F44D]"_s);
    row("ideographs", u"\u6771\u4EAC"_s, u"[\u6771\u4EAC]"_s);
}

void SearchQueryTest::parses()
{
    QFETCH(QString, text);
    QFETCH(QString, wanted);
    QCOMPARE(described(SearchQuery::parse(text, today)), wanted);
}

void SearchQueryTest::takesTheLastWordAsItIs()
{
    QCOMPARE(described(SearchQuery::parse(u"pump val"_s, today, SearchQuery::LastWord::IsWhole)), u"[pump] [val]"_s);
}

void SearchQueryTest::survivesFloods()
{
    QString words;
    QString many;
    for (int i = 0; i < 10'000; ++i) {
        words += u"word%1 "_s.arg(i);
        many += u"a%1 "_s.arg(i % 100);
    }
    const SearchQuery query = SearchQuery::parse(words, today);
    QCOMPARE(query.terms.size(), 32);
    QVERIFY(query.problems.contains(SearchProblem{SearchProblem::Kind::TooLong, {}}));
    QCOMPARE(SearchQuery::parse(many, today).terms.size(), 32);
    const SearchQuery people = SearchQuery::parse(u"from:a from:"_s + QString(5000, u'b'), today);
    QVERIFY(people.problems.contains(SearchProblem{SearchProblem::Kind::TooLong, {}}));
    QVERIFY(SearchQuery::parse(QString(100'000, u'"'), today).terms.isEmpty());
    QVERIFY(!SearchQuery::parse(QString(100'000, u':'), today).problems.isEmpty());
}

void SearchQueryTest::writesWhatItReads_data()
{
    QTest::addColumn<QString>("op");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("written");
    QTest::newRow("plain") << u"from"_s << u"tomas"_s << u"from:tomas"_s;
    QTest::newRow("a space") << u"in"_s << u"North Crew"_s << u"in:\"North Crew\""_s;
    QTest::newRow("quotes in it") << u"from"_s << u"Jo \"J\" Doe"_s << u"from:\"Jo J Doe\""_s;
}

void SearchQueryTest::writesWhatItReads()
{
    QFETCH(QString, op);
    QFETCH(QString, value);
    QFETCH(QString, written);
    QCOMPARE(searchSyntax::written(op, value), written);
    const auto pieces = searchSyntax::pieces(written + u" rest"_s);
    QCOMPARE(pieces.size(), 2);
    QCOMPARE(pieces[0].op, op);
    QCOMPARE(pieces[0].value, value.contains(u'"') ? u"Jo J Doe"_s : value);
    QVERIFY(pieces[0].complete);
    QVERIFY(!pieces[1].complete);
}

void SearchQueryTest::cutsTextForTheIndex_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("cut");
    QTest::newRow("plain") << u"Caf\u00E9 at 5"_s << u"Caf\u00E9 at 5"_s;
    QTest::newRow("three ideographs") << u"\u6771\u4EAC\u90FD"_s << u"\u6771\u4EAC \u4EAC\u90FD \u90FD"_s;
    QTest::newRow("one ideograph") << u"\u6771"_s << u"\u6771"_s;
    QTest::newRow("between letters") << u"a\u6771\u4EACb"_s << u"a \u6771\u4EAC \u4EAC b"_s;
    QTest::newRow("half-width katakana") << u"\uFF83\uFF7D"_s << u"\u30C6\u30B9 \u30B9"_s;
    QTest::newRow("a long vowel is a part of it") << u"\u30E1\u30FC\u30EB"_s << u"\u30E1\u30FC \u30FC\u30EB \u30EB"_s;
    QTest::newRow("kana keep their marks") << u"\u304C\u304D"_s << u"\u304C\u304D \u304D"_s;
    QTest::newRow("hangul") << u"\uC548\uB155"_s << u"\uC548\uB155 \uB155"_s;
    QTest::newRow("an accent apart") << u"Cafe\u0301"_s << u"cafe"_s;
    QTest::newRow("sharp s") << u"Stra\u00DFe"_s << u"strasse"_s;
    QTest::newRow("wide letters") << u"\uFF21\uFF22"_s << u"ab"_s;
    QTest::newRow("an emoji") << u"ok\U0001F44D!"_s << u"ok xe1f44d !"_s;
    QTest::newRow("hebrew points") << u"\u05E9\u05C1\u05B8\u05DC\u05D5\u05B9\u05DD"_s << u"\u05E9\u05DC\u05D5\u05DD"_s;
    QTest::newRow("indian vowels stay") << u"\u0915\u093F\u0924\u093E\u092C"_s << u"\u0915\u093F\u0924\u093E\u092C"_s;
}

void SearchQueryTest::cutsTextForTheIndex()
{
    QFETCH(QString, text);
    QFETCH(QString, cut);
    QCOMPARE(searchText::forIndex(text).simplified(), cut);
}

void SearchQueryTest::cutsTermsForTheIndex_data()
{
    QTest::addColumn<QString>("term");
    QTest::addColumn<QString>("tokens");
    QTest::addColumn<bool>("open");
    QTest::newRow("a word") << u"Pump"_s << u"pump"_s << false;
    QTest::newRow("a phrase") << u"Pump, station"_s << u"pump station"_s << false;
    QTest::newRow("one ideograph") << u"\u6771"_s << u"\u6771"_s << true;
    QTest::newRow("two") << u"\u6771\u4EAC"_s << u"\u6771\u4EAC"_s << false;
    QTest::newRow("three") << u"\u6771\u4EAC\u90FD"_s << u"\u6771\u4EAC \u4EAC\u90FD"_s << false;
    QTest::newRow("a word after it") << u"\u6771\u4EACx"_s << u"\u6771\u4EAC \u4EAC x"_s << false;
    QTest::newRow("a word before it") << u"x\u6771\u4EAC"_s << u"x \u6771\u4EAC"_s << false;
    QTest::newRow("two runs") << u"\u6771\u4EAC \u5927\u962A"_s << u"\u6771\u4EAC \u4EAC \u5927\u962A"_s << false;
    QTest::newRow("signs of FTS5") << u"\"^a* NEAR(b, 3) {c}:d\""_s << u"a near b 3 c d"_s << false;
}

void SearchQueryTest::cutsTermsForTheIndex()
{
    QFETCH(QString, term);
    QFETCH(QString, tokens);
    QFETCH(bool, open);
    const auto sequence = searchText::forQuery(term);
    QCOMPARE(sequence.tokens.join(u' '), tokens);
    QCOMPARE(sequence.open, open);
}

void SearchQueryTest::knowsFiles_data()
{
    QTest::addColumn<QString>("body");
    QTest::addColumn<QString>("name");
    QTest::newRow("an upload") << u"https://upload.example/x/My%20plan.PDF"_s << u"My plan.PDF"_s;
    QTest::newRow("an encrypted upload") << u"aesgcm://upload.example/x/a.jpg#00ff"_s << u"a.jpg"_s;
    QTest::newRow("with words around it") << u"see https://upload.example/x/a.jpg"_s << QString();
    QTest::newRow("a page") << u"https://example.org/index.html"_s << QString();
    QTest::newRow("a site") << u"https://example.org/"_s << QString();
    QTest::newRow("no web address") << u"file:///etc/a.txt"_s << QString();
    QTest::newRow("an unlikely ending") << u"https://example.org/v1.something-else"_s << QString();
}

void SearchQueryTest::knowsFiles()
{
    QFETCH(QString, body);
    QFETCH(QString, name);
    QCOMPARE(fileNameOf(body), name);
}

void SearchQueryTest::putsWordsIntoColumns()
{
    const ConversationId conversation(12);
    const auto entry = [&](const QString &body) { return indexEntry({conversation, Direction::Incoming, u"bob@example.org"_s, body}); };
    const auto marks = [&](const QString &body) { return entry(body).mark.split(u' '); };
    const IndexEntry text = entry(u"see (https://harbor.example/r%C3%A9port?a=1), please"_s);
    QCOMPARE(text.body.simplified(), u"see ( ), please"_s);
    QCOMPARE(text.link.trimmed(), u"https://harbor.example/r\u00E9port?a=1"_s);
    QCOMPARE(text.mark.split(u' '), (QStringList{QString::fromUcs4(U"\U0010000C"), indexMark::sender(u"bob@example.org"), indexMark::link}));
    QCOMPARE(text.sender, u"bob"_s);
    const IndexEntry image = entry(u"https://upload.example/x/Strainer%20one.jpg"_s);
    QCOMPARE(image.file, u"Strainer one.jpg"_s);
    QVERIFY(image.body.isEmpty());
    QVERIFY(marks(u"https://upload.example/x/Strainer%20one.jpg"_s).contains(indexMark::file));
    QVERIFY(marks(u"https://upload.example/x/Strainer%20one.jpg"_s).contains(indexMark::image));
    QVERIFY(marks(u"https://upload.example/x/a.ogg"_s).contains(indexMark::voice));
    // A file is called and is what its sender says, whatever its address is.
    const auto file = [&](const QString &body, Attachment::Kind kind, const QString &name) {
        return indexEntry({conversation, Direction::Incoming, u"bob@example.org"_s, body, IndexSource::File{kind, name}});
    };
    const IndexEntry sealed = file(u"aesgcm://upload.example/8f2a#00"_s, Attachment::Kind::Picture, u"Wiring plan.png"_s);
    QCOMPARE(sealed.file, u"Wiring plan.png"_s);
    QVERIFY(sealed.body.isEmpty());
    QVERIFY2(!sealed.link.contains(u"00"_s), qPrintable(sealed.link)); // the key of it is nobody's word
    QVERIFY(sealed.mark.split(u' ').contains(indexMark::file) && sealed.mark.split(u' ').contains(indexMark::image));
    QVERIFY(file(u"https://upload.example/8f2a"_s, Attachment::Kind::Audio, {}).mark.split(u' ').contains(indexMark::voice));
    QCOMPARE(file(u"both taps are marked"_s, Attachment::Kind::File, u"plan.pdf"_s).body, u"both taps are marked"_s);
    // A sticker is found by its words alone: it is no file that anybody looks for, and no picture of anything.
    const IndexEntry sticker = file(u"aesgcm://upload.example/8f2a#00"_s, Attachment::Kind::Sticker, u"Angry bird"_s);
    QCOMPARE(sticker.body, u"Angry bird"_s);
    QVERIFY(sticker.file.isEmpty() && sticker.link.isEmpty());
    const QString said = u"That is what I meant by all of this: "_s + QString(40, u'x') + u" come to the harbor"_s;
    QVERIFY(file(said, Attachment::Kind::Sticker, u"Angry bird"_s).body.contains(u"harbor"_s));
    QVERIFY(!sticker.mark.split(u' ').contains(indexMark::file) && !sticker.mark.split(u' ').contains(indexMark::image));
    const IndexEntry own = indexEntry({conversation, Direction::Outgoing, u"me@example.org"_s, u"hi"_s});
    QCOMPARE(own.mark, QString::fromUcs4(U"\U0010000C \uE000"));
    QVERIFY(own.sender.isEmpty());
    QCOMPARE(indexEntry({conversation, Direction::Incoming, u"muc.example.org"_s, u"hi"_s}).sender, QString());
    // On disk: never another word for the same address or chat.
    QCOMPARE(indexMark::sender(u"bob@example.org"), QString::fromUcs4(U"\U000F60EA"));
    QVERIFY(indexMark::sender(u"a@example.org") != indexMark::sender(u"b@example.org"));
    QCOMPARE(indexMark::conversation(ConversationId(65'520)), QString::fromUcs4(U"\U0010FFF0"));
    QCOMPARE(indexMark::conversation(ConversationId(65'521)), QString::fromUcs4(U"\U00100000\U00100001"));
    // Nobody writes one.
    const QString forged = QString::fromUcs4(U"hi \uE000 x\uE002y \U0010000D");
    QCOMPARE(entry(forged).body.simplified(), u"hi x y"_s);
    QVERIFY(searchText::forQuery(forged).tokens == (QStringList{u"hi"_s, u"x"_s, u"y"_s}));
}

void SearchQueryTest::marksMatches_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QString>("marked"); ///< the text, matches in brackets
    QTest::newRow("a word") << u"strainer "_s << u"the [strainer] and the [Strainer]'s"_s;
    QTest::newRow("a prefix") << u"str"_s << u"the [strainer] is [straight], a [str]-x"_s;
    QTest::newRow("a phrase") << u"\"the pump\""_s << u"the [the pump] a pump the"_s;
    QTest::newRow("two words") << u"pump valve "_s << u"[valve] then [pump]"_s;
    QTest::newRow("accents") << u"cafe "_s << u"le [Caf\u00E9] and [cafe\u0301]"_s;
    QTest::newRow("asked with an accent") << u"caf\u00E9 "_s << u"[cafe]"_s;
    QTest::newRow("ideographs") << u"\u4EAC\u90FD"_s << u"\u6771[\u4EAC\u90FD]\u306F[\u4EAC\u90FD]"_s;
    QTest::newRow("one ideograph") << u"\u4EAC"_s << u"\u6771[\u4EAC]\u90FD"_s;
    QTest::newRow("an emoji") << u"\U0001F44D"_s << u"ok[\U0001F44D]\U0001F44E"_s;
    QTest::newRow("no match") << u"nothing "_s << u"some text"_s;
}

void SearchQueryTest::marksMatches()
{
    QFETCH(QString, query);
    QFETCH(QString, marked);
    QString text = marked;
    text.removeIf([](QChar c) { return c == u'[' || c == u']'; });
    QString got = text;
    const QList<TextRange> ranges = SearchMatch(SearchQuery::parse(query, today)).rangesIn(text);
    for (auto range = ranges.crbegin(); range != ranges.crend(); ++range) {
        got.insert(range->start + range->length, u']');
        got.insert(range->start, u'[');
    }
    QCOMPARE(got, marked);
}

void SearchQueryTest::cutsASnippetAroundTheMatch()
{
    const SearchMatch match(SearchQuery::parse(u"strainer "_s, today));
    const QString filler = u"lorem ipsum dolor "_s.repeated(30);
    const auto snippet = match.snippet(filler + u"\nthe strainer is fine\n"_s + filler);
    QVERIFY(snippet.text.size() < 200);
    QVERIFY(snippet.text.startsWith(QChar(0x2026)) && snippet.text.endsWith(QChar(0x2026)));
    QCOMPARE(snippet.ranges.size(), 1);
    QCOMPARE(snippet.text.sliced(snippet.ranges[0].start, snippet.ranges[0].length), u"strainer"_s);
    QCOMPARE(match.snippet(u"short"_s).text, u"short"_s);
    // No character is cut in two, wherever the cut falls.
    for (int i = 0; i < 8; ++i) {
        const QString cut = match.snippet(QString(i, u'x') + u"\U0001F44D"_s.repeated(300)).text;
        QCOMPARE(QString::fromUtf8(cut.toUtf8()), cut);
    }
}

JACKDAW_TEST(SearchQueryTest)

} // namespace search_query_test

#include "search_query_test.moc"
