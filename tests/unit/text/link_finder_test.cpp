// SPDX-License-Identifier: GPL-3.0-or-later
// Links in texts of others: where they begin and end, what they may be, which ask first. (The common ones are in
// timeline_text_test.)
#include "text/LinkFinder.h"
#include "support/TestProgram.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using namespace jackdaw;

namespace link_finder_test {

class LinkFinderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsTheRightStretch_data();
    void findsTheRightStretch();
    void doubtsWhatIsNotWhatItSeems_data();
    void doubtsWhatIsNotWhatItSeems();
    void checksGivenAddresses_data();
    void checksGivenAddresses();
    void namesTheHostInPlainLetters();
    void worksInLinearTime_data();
    void worksInLinearTime();
};

void LinkFinderTest::findsTheRightStretch_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("links");
    QTest::newRow("IDN") << u"auf https://bücher.example/straße gehen"_s << QStringList{u"https://bücher.example/straße"_s};
    QTest::newRow("IDN in Japanese, with their full stop") << u"https://例え.example/テスト。次"_s << QStringList{u"https://例え.example/テスト。次"_s};
    QTest::newRow("their full stop at the end") << u"https://例え.example/テスト。"_s << QStringList{u"https://例え.example/テスト"_s};
    QTest::newRow("full-width brackets") << u"（https://harbor.example/a）"_s << QStringList{u"https://harbor.example/a"_s};
    QTest::newRow("nested brackets") << u"((http://harbor.example/a_(b)))."_s << QStringList{u"http://harbor.example/a_(b)"_s};
    QTest::newRow("IPv6") << u"http://[2001:db8::1]:8080/x."_s << QStringList{u"http://[2001:db8::1]:8080/x"_s};
    QTest::newRow("port") << u"http://harbor.example:8443"_s << QStringList{u"http://harbor.example:8443"_s};
    QTest::newRow("bad port") << u"http://harbor.example:99999999/"_s << QStringList{};
    QTest::newRow("question") << u"Is it https://harbor.example/?q=1?"_s << QStringList{u"https://harbor.example/?q=1"_s};
    QTest::newRow("apostrophe") << u"https://harbor.example's"_s << QStringList{};
    QTest::newRow("styled") << u"*https://harbor.example/a*"_s << QStringList{u"https://harbor.example/a"_s};
    QTest::newRow("quotes of other languages") << u"«https://a.example» 「https://b.example」"_s
                                               << QStringList{u"https://a.example"_s, u"https://b.example"_s};
    QTest::newRow("phone") << u"Call tel:+31-20-555-0100."_s << QStringList{u"tel:+31-20-555-0100"_s};
    QTest::newRow("no phone") << u"tel:me tel:12 hotel:5551234"_s << QStringList{};
    QTest::newRow("joined by a comma") << u"http://a.example/,http://b.example/"_s << QStringList{u"http://a.example/,http://b.example/"_s};
    QTest::newRow("no scheme of programs") << u"FILE:///etc/passwd vbscript:x smb://a/b ssh://a aim:x jackdaw:x ms-msdt:/id"_s << QStringList{};
    QTest::newRow("scheme in a link") << u"http://a.example/javascript:alert(1)"_s << QStringList{u"http://a.example/javascript:alert(1)"_s};
    QTest::newRow("control character") << u"http://a.example/\u0007b"_s << QStringList{u"http://a.example/"_s};
    QTest::newRow("soft hyphen") << u"http://harb\u00ADor.example"_s << QStringList{u"http://harb"_s};
}

void LinkFinderTest::findsTheRightStretch()
{
    QFETCH(QString, text);
    QStringList found;
    for (const TextLink &link : findLinks(text))
        found.append(text.mid(link.start, link.length));
    QTEST(found, "links");
}

void LinkFinderTest::doubtsWhatIsNotWhatItSeems_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<LinkDoubt>("doubt");
    QTest::newRow("plain") << u"https://harbor.example/a?b#c"_s << LinkDoubt::None;
    QTest::newRow("user part") << u"https://harbor.example@evil.example/"_s << LinkDoubt::UserPart;
    QTest::newRow("user and password") << u"http://a:b@evil.example/"_s << LinkDoubt::UserPart;
    QTest::newRow("address in the path") << u"https://harbor.example/@mara"_s << LinkDoubt::None;
    QTest::newRow("account of an xmpp link") << u"xmpp://mara@harbor.example/tomas@harbor.example"_s << LinkDoubt::None;
    QTest::newRow("mail") << u"mailto:mara@harbor.example"_s << LinkDoubt::None;
    QTest::newRow("override behind it") << u"http://harbor.example/\u202Egnp.exe"_s << LinkDoubt::Direction;
    QTest::newRow("zero width behind it") << u"http://harbor\u200B.example"_s << LinkDoubt::Direction;
    QTest::newRow("override in percents") << u"http://harbor.example/%E2%80%AEgnp.exe"_s << LinkDoubt::Direction;
    QTest::newRow("line break behind it") << u"http://harbor.example/\nb"_s << LinkDoubt::None;
    QTest::newRow("Cyrillic a in Latin") << u"https://h\u0430rbor.example"_s << LinkDoubt::MixedScript;
    QTest::newRow("all Cyrillic that looks Latin") << u"https://\u0430\u0440\u0440\u04CF\u0435.com"_s << LinkDoubt::MixedScript;
    QTest::newRow("the same as punycode") << u"https://xn--80ak6aa92e.com"_s << LinkDoubt::MixedScript;
    QTest::newRow("a Russian word") << u"https://\u043F\u0440\u0438\u043C\u0435\u0440.\u0440\u0444"_s << LinkDoubt::None;
    QTest::newRow("Greek and Latin") << u"https://p\u03B1ypal.example"_s << LinkDoubt::MixedScript;
    QTest::newRow("German") << u"https://bücher.example"_s << LinkDoubt::None;
    QTest::newRow("Japanese and Latin") << u"https://abcテスト例.example"_s << LinkDoubt::None;
    QTest::newRow("Korean") << u"https://한국.example"_s << LinkDoubt::None;
    QTest::newRow("Arabic") << u"https://مثال.example"_s << LinkDoubt::None;
    QTest::newRow("Arabic and Hebrew") << u"https://مثאל.example"_s << LinkDoubt::MixedScript;
    QTest::newRow("mail to a mixed host") << u"mailto:mara@h\u0430rbor.example"_s << LinkDoubt::MixedScript;
    QTest::newRow("other script in the path") << u"https://harbor.example/\u0430b"_s << LinkDoubt::None;
}

void LinkFinderTest::doubtsWhatIsNotWhatItSeems()
{
    QFETCH(QString, text);
    const QList<TextLink> links = findLinks(text);
    QCOMPARE(links.size(), 1);
    QTEST(links.constFirst().doubt, "doubt");
}

void LinkFinderTest::checksGivenAddresses_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<bool>("good");
    QTest::newRow("https") << u"https://harbor.example/a"_s << true;
    QTest::newRow("blanks around") << u"  http://harbor.example "_s << true;
    QTest::newRow("script") << u"javascript:alert(1)"_s << false;
    QTest::newRow("script, spelt") << u"java\tscript:alert(1)"_s << false;
    QTest::newRow("file") << u"file:///etc/passwd"_s << false;
    QTest::newRow("data") << u"data:text/html,x"_s << false;
    QTest::newRow("relative") << u"/a/b"_s << false;
    QTest::newRow("no scheme") << u"www.harbor.example"_s << false;
    QTest::newRow("line break") << u"http://harbor.example/\nx"_s << false;
    QTest::newRow("long") << u"http://harbor.example/"_s + QString(5000, u'x') << false;
    QTest::newRow("empty") << QString() << false;
}

void LinkFinderTest::checksGivenAddresses()
{
    QFETCH(QString, address);
    QTEST(!checkedUrl(address).isEmpty(), "good");
}

void LinkFinderTest::namesTheHostInPlainLetters()
{
    QCOMPARE(plainHost(QUrl(u"https://\u0430\u0440\u0440\u04CF\u0435.com/x"_s)), u"xn--80ak6aa92e.com"_s);
    QCOMPARE(plainHost(QUrl(u"https://harbor.example@evil.example/"_s)), u"evil.example"_s);
    QCOMPARE(plainHost(QUrl(u"mailto:mara@harbor.example"_s)), u"mara@harbor.example"_s);
}

void LinkFinderTest::worksInLinearTime_data()
{
    QTest::addColumn<QString>("text");
    constexpr int million = 1'000'000;
    QTest::newRow("beginnings that lead to nothing") << u"http://"_s.repeated(million / 7);
    QTest::newRow("beginnings with brackets") << u"http://( "_s.repeated(million / 9);
    QTest::newRow("bad beginnings in one word") << u",www."_s.repeated(million / 5);
    QTest::newRow("mail without end") << u"mailto:,"_s.repeated(million / 8);
    QTest::newRow("brackets") << u"http://a.example/"_s + QString(million, u')');
    QTest::newRow("one word") << u"https://"_s + QString(million, u'a');
    QTest::newRow("one line of words") << u"word "_s.repeated(million / 5);
    QTest::newRow("percent signs") << u"http://a.example/"_s + u"%zz"_s.repeated(million / 3);
}

void LinkFinderTest::worksInLinearTime()
{
    QFETCH(QString, text);
    const FoundLinks found = searchLinks(text);
    // Each character is passed once, and looked at by four tries at most.
    QVERIFY2(found.work <= 6 * text.size() + 10'000, qPrintable(QString::number(found.work)));
    QVERIFY(found.links.size() <= 200);
}

JACKDAW_TEST(LinkFinderTest)

} // namespace link_finder_test

#include "link_finder_test.moc"
