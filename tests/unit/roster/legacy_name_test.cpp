// SPDX-License-Identifier: GPL-3.0-or-later
// By what somebody is shown whom nobody named: the local part, as gateways escape names of other networks in it
// (XEP-0106).
#include "roster/Contact.h"
#include "support/TestProgram.h"

#include <QTest>

using namespace jackdaw;
using namespace Qt::StringLiterals;

namespace legacy_name_test {

class LegacyNameTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shown_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<QString>("name");
        // XEP-0106, 5.1 and its examples
        QTest::newRow("space") << u"space\\20cadet@example.com"_s << u"space cadet"_s;
        QTest::newRow("quotation mark") << u"call\\20me\\20\\22ishmael\\22@example.com"_s << u"call me \"ishmael\""_s;
        QTest::newRow("ampersand") << u"at\\26t\\20guy@example.com"_s << u"at&t guy"_s;
        QTest::newRow("apostrophe") << u"d\\27artagnan@example.com"_s << u"d'artagnan"_s;
        QTest::newRow("slash") << u"\\2f.fanboy@example.com"_s << u"/.fanboy"_s;
        QTest::newRow("colons") << u"\\3a\\3afoo\\3a\\3a@example.com"_s << u"::foo::"_s;
        QTest::newRow("brackets") << u"\\3cfoo\\3e@example.com"_s << u"<foo>"_s;
        QTest::newRow("at") << u"user\\40host@example.com"_s << u"user@host (example.com)"_s; // whose word it is
        QTest::newRow("backslash") << u"c\\5c20@example.com"_s << u"c\\20"_s;
        QTest::newRow("no escape") << u"c\\net@example.com"_s << u"c\\net"_s;
        QTest::newRow("another character") << u"c\\41b@example.com"_s << u"c\\41b"_s;
        QTest::newRow("cut off") << u"c\\2@example.com"_s << u"c\\2"_s;
        QTest::newRow("at its end") << u"c\\20d\\@example.com"_s << u"c d\\"_s;
        QTest::newRow("plain") << u"tomas@example.com"_s << u"tomas"_s;
        QTest::newRow("a service") << u"sms.example.com"_s << u"sms.example.com"_s;
    }
    void shown()
    {
        QFETCH(const QString, address);
        QFETCH(const QString, name);
        Contact contact;
        contact.jid = BareJid::fromPrepared(address);
        QCOMPARE(contact.shownName(), name);
        contact.name = u"As I call them"_s;
        QCOMPARE(contact.shownName(), u"As I call them"_s);
    }
};

JACKDAW_TEST(LegacyNameTest)

} // namespace legacy_name_test

#include "legacy_name_test.moc"
