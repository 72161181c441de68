// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/Jid.h"
#include "support/TestProgram.h"

#include <QTest>

using namespace jackdaw;
using namespace Qt::StringLiterals;

namespace jid_test {

/// Addresses by RFC 7622, its examples, and the classes of characters behind it (RFC 8264, RFC 8265).
class JidTest : public QObject
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
    void makesNicknames_data();
    void makesNicknames();
};

void JidTest::acceptsAddresses_data()
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
    QTest::newRow("11 final sigma") << u"\u03C2@example.com/foo"_s << u"\u03C2@example.com/foo"_s;
    QTest::newRow("12 chess king in resource") << u"king@example.com/\u265A"_s << u"king@example.com/\u265A"_s;
    QTest::newRow("13 domain") << u"example.com"_s << u"example.com"_s;
    QTest::newRow("14 domain with resource") << u"example.com/foobar"_s << u"example.com/foobar"_s;
    QTest::newRow("15 resource with slash and at") << u"a.example.com/b@example.net"_s << u"a.example.com/b@example.net"_s;
    // Table 2 has it as row 18; OpaqueString, by which a resource is prepared, allows it (RFC 8265, 4.2).
    QTest::newRow("18 leading space in resource") << u"juliet@example.com/ foo"_s << u"juliet@example.com/ foo"_s;
    // Beyond the table
    QTest::newRow("exception: ideographic zero") << u"\u3007@example.com"_s << u"\u3007@example.com"_s;
    QTest::newRow("exception: Sindhi signs") << u"\u0627\u06FD\u06FE@example.com"_s << u"\u0627\u06FD\u06FE@example.com"_s;
    QTest::newRow("exception: Tibetan mark") << u"\u0F40\u0F0B\u0F40@example.com"_s << u"\u0F40\u0F0B\u0F40@example.com"_s;
    QTest::newRow("Arabic digits") << u"\u0627\u0661\u0662@example.com"_s << u"\u0627\u0661\u0662@example.com"_s;
    QTest::newRow("extended Arabic digits") << u"\u0627\u06F1\u06F2@example.com"_s << u"\u0627\u06F1\u06F2@example.com"_s;
    QTest::newRow("middle dot in Catalan") << u"pal\u00B7lid@example.com"_s << u"pal\u00B7lid@example.com"_s;
    QTest::newRow("keraia before Greek") << u"\u0375\u03B2@example.com"_s << u"\u0375\u03B2@example.com"_s;
    QTest::newRow("geresh after Hebrew") << u"\u05D2\u05F3@example.com"_s << u"\u05D2\u05F3@example.com"_s;
    QTest::newRow("Katakana middle dot") << u"\u30A2\u30FB\u30A2@example.com"_s << u"\u30A2\u30FB\u30A2@example.com"_s;
    QTest::newRow("joiner after a virama") << u"\u0915\u094D\u200D\u0937@example.com"_s << u"\u0915\u094D\u200D\u0937@example.com"_s;
    QTest::newRow("non-joiner between joining letters")
        << u"\u0646\u0627\u0645\u0647\u200C\u0627\u06CC@example.com"_s << u"\u0646\u0627\u0645\u0647\u200C\u0627\u06CC@example.com"_s;
    QTest::newRow("non-joiner in a nickname") << u"a@b.example/\u0646\u0627\u0645\u0647\u200C\u0627\u06CC"_s
                                              << u"a@b.example/\u0646\u0627\u0645\u0647\u200C\u0627\u06CC"_s;
    QTest::newRow("Hangul") << u"\uAC00@example.com"_s << u"\uAC00@example.com"_s;
    QTest::newRow("Hangul in parts") << u"\u1100\u1161@example.com"_s << u"\uAC00@example.com"_s;
    // RFC 8264 disallows these; servers that go by RFC 6122 have such accounts and occupants.
    QTest::newRow("exception: tatweel") << u"\u0645\u0640\u0645@example.com"_s << u"\u0645\u0640\u0645@example.com"_s;
    QTest::newRow("exception: tatweel in resource") << u"a@example.com/\u0645\u0640\u0645"_s << u"a@example.com/\u0645\u0640\u0645"_s;
    QTest::newRow("old Hangul") << u"\u1113@example.com"_s << u"\u1113@example.com"_s;
    QTest::newRow("old Hangul in resource") << u"a@example.com/\u1113"_s << u"a@example.com/\u1113"_s;
    QTest::newRow("Korean laughter, as servers prepare it") << u"a@b.example/\u110F\u110F"_s << u"a@b.example/\u110F\u110F"_s;
    QTest::newRow("Latin with Arabic digits") << u"ali\u0663@example.com"_s << u"ali\u0663@example.com"_s;
    QTest::newRow("Arabic digits alone") << u"\u0660\u0669\u0661\u0662@example.com"_s << u"\u0660\u0669\u0661\u0662@example.com"_s;
    QTest::newRow("middle dot in a nickname") << u"a@b.example/Anna \u00B7 Harbor"_s << u"a@b.example/Anna \u00B7 Harbor"_s;
    QTest::newRow("numeral in a nickname") << u"a@b.example/Henry \u2163"_s << u"a@b.example/Henry \u2163"_s;
    QTest::newRow("flag in a nickname") << u"a@b.example/\U0001F1E9\U0001F1EA"_s << u"a@b.example/\U0001F1E9\U0001F1EA"_s;
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

void JidTest::acceptsAddresses()
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

void JidTest::refusesAddresses_data()
{
    QTest::addColumn<QString>("input");
    // RFC 7622, 3.5, table 2
    // Row 18 stands among the others, with the reason.
    QTest::newRow("16 quotes") << u"\"juliet\"@example.com"_s;
    QTest::newRow("17 space") << u"foo bar@example.com"_s;
    QTest::newRow("19 empty local part and resource") << u"@example.com/"_s;
    QTest::newRow("20 roman numeral") << u"henry\u2163@example.com"_s;
    QTest::newRow("21 chess king") << u"\u265A@example.com"_s;
    QTest::newRow("22 no domain") << u"juliet@"_s;
    QTest::newRow("23 only a resource") << u"/foobar"_s;
    // Beyond the table
    QTest::newRow("empty local part, domain") << u"@example.com"_s;
    QTest::newRow("empty local part, resource") << u"@example.com/foo"_s;
    QTest::newRow("empty") << QString();
    QTest::newRow("two at") << u"a@b@example.com"_s;
    QTest::newRow("label that begins with a hyphen") << u"a@-b.example"_s;
    QTest::newRow("label that ends with a hyphen") << u"a@b-.example"_s;
    QTest::newRow("empty label") << u"a@b..example"_s;
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
    QTest::newRow("right-to-left that begins with a digit") << u"1\u05D0@example.com"_s;
    QTest::newRow("both kinds of digits in right-to-left") << u"\u06271\u0661@example.com"_s;
    QTest::newRow("half-width Hangul parts") << u"\uFFA1\uFFC2@example.com"_s;
    QTest::newRow("Arabic digits of both kinds") << u"\u0627\u0660\u06F0@example.com"_s;
    QTest::newRow("middle dot elsewhere") << u"a\u00B7b@example.com"_s;
    QTest::newRow("keraia before Latin") << u"\u0375b@example.com"_s;
    QTest::newRow("geresh after Latin") << u"a\u05F3@example.com"_s;
    QTest::newRow("Katakana middle dot alone") << u"a\u30FBb@example.com"_s;
    QTest::newRow("non-joiner in Latin") << u"a\u200Cb@example.com"_s;
    QTest::newRow("non-joiner at the end") << u"\u0646\u200C@example.com"_s;
    QTest::newRow("right-to-left override in resource") << u"a@example.com/x\u202Ey"_s;
    QTest::newRow("zero-width space in resource") << u"a@example.com/x\u200By"_s;
    QTest::newRow("soft hyphen in resource") << u"a@example.com/x\u00ADy"_s;
    QTest::newRow("line separator in resource") << u"a@example.com/x\u2028y"_s;
    QTest::newRow("paragraph separator in resource") << u"a@example.com/x\u2029y"_s;
    QTest::newRow("isolate in resource") << u"a@example.com/\u2066x"_s;
    QTest::newRow("format character in resource") << u"a@example.com/\u0600x"_s;
    QTest::newRow("byte order mark in resource") << u"a@example.com/\uFEFFx"_s;
    QTest::newRow("Hangul filler in resource") << u"a@example.com/\u3164"_s;
    QTest::newRow("tag in resource") << u"a@example.com/x\U000E0041"_s;
    QTest::newRow("variation selector in resource") << u"a@example.com/\u2764\uFE0F"_s;
    QTest::newRow("joined emoji in resource") << u"a@example.com/\U0001F469\u200D\U0001F4BB"_s;
    QTest::newRow("private use in resource") << u"a@example.com/\uE000"_s;
    QTest::newRow("noncharacter in resource") << u"a@example.com/\uFDD0"_s;
    QTest::newRow("lone surrogate in resource") << u"a@example.com/x"_s + QChar(0xDC00);
    QTest::newRow("empty label") << u"a@example..com"_s;
    QTest::newRow("leading dot") << u"a@.example.com"_s;
    QTest::newRow("space in the domain") << u"a@exam ple.com"_s;
    QTest::newRow("no address in brackets") << u"a@[not an address]"_s;
    QTest::newRow("ip v4 in brackets") << u"a@[192.0.2.7]"_s;
    QTest::newRow("lone surrogate") << u"a"_s + QChar(0xD800) + u"@example.com"_s;
}

void JidTest::refusesAddresses()
{
    QFETCH(QString, input);
    const auto parsed = Jid::parse(input);
    QVERIFY2(!parsed, parsed ? qPrintable(parsed->toString()) : "");
    QCOMPARE(parsed.error().kind, ErrorKind::Malformed);
}

void JidTest::cutsAnAddressIntoParts()
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

void JidTest::comparesPreparedAddresses()
{
    const auto one = BareJid::parse(u"Jos\u00C9@Example.com");
    const auto other = BareJid::parse(u"jose\u0301@example.COM.");
    QVERIFY(one && other);
    QCOMPARE(*one, *other);
    QCOMPARE(qHash(*one), qHash(*other));
}

void JidTest::limitsPartsTo1023Bytes()
{
    QVERIFY(Jid::parse(QString(1023, u'a') + u"@example.com"_s));
    QVERIFY(!Jid::parse(QString(1024, u'a') + u"@example.com"_s));
    QVERIFY(Jid::parse(u"a@example.com/"_s + QString(1023, u'a')));
    QVERIFY(!Jid::parse(u"a@example.com/"_s + QString(1024, u'a')));
    QVERIFY(!Jid::parse(u"a@example.com/"_s + QString(512, u'\u00E9'))); // bytes, not characters
}

void JidTest::makesNicknames_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("nickname"); // empty: refused
    QTest::newRow("plain") << u"Mara Lindqvist"_s << u"Mara Lindqvist"_s;
    QTest::newRow("spaces around") << u"  Mara "_s << u"Mara"_s;
    QTest::newRow("heart as a picture") << u"Zo\u00EB \u2764\uFE0F"_s << u"Zo\u00EB \u2764"_s;
    QTest::newRow("joined emoji") << u"\U0001F469\u200D\U0001F4BB"_s << u"\U0001F469\U0001F4BB"_s;
    QTest::newRow("joiner of a script") << u"\u0915\u094D\u200D\u0937"_s << u"\u0915\u094D\u200D\u0937"_s;
    QTest::newRow("slash") << u"Mara/Harbor"_s << u"Mara/Harbor"_s;
    QTest::newRow("override") << u"Mara\u202E"_s << QString();
    QTest::newRow("line break") << u"Mara\u2028Lindqvist"_s << QString();
    QTest::newRow("nothing that shows") << u" \uFE0F"_s << QString();
    QTest::newRow("too long") << QString(1024, u'a') << QString();
}

void JidTest::makesNicknames()
{
    QFETCH(QString, typed);
    QFETCH(QString, nickname);
    const auto made = Jid::nickname(typed);
    QCOMPARE(made ? *made : QString(), nickname);
    QCOMPARE(made.hasValue(), !nickname.isEmpty());
    if (made) {
        QCOMPARE(Jid::parse(u"crew@rooms.example/"_s + *made)->resource(), nickname);
    }
}

JACKDAW_TEST(JidTest)

} // namespace jid_test

#include "jid_test.moc"
