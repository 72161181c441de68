// SPDX-License-Identifier: GPL-3.0-or-later
#include "roster/ContactTexts.h"
#include "support/TestProgram.h"

#include <QTest>

using namespace jackdaw;
using namespace Qt::StringLiterals;

namespace contact_texts_test {

class ContactTextsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void namesAndAddressesAreFound();
    void whatWentTakesNoRoom();
};

void ContactTextsTest::namesAndAddressesAreFound()
{
    ContactTexts texts;
    texts.put(0, u"mara"_s, u"m@harbor.example"_s);
    texts.put(3, u"\u0448\u0430\u0445"_s, u"s@harbor.example"_s); // numbers may have gaps
    QVERIFY(texts.has(0, "mar"));
    QVERIFY(texts.has(0, "m@har"));
    QVERIFY(!texts.has(0, "s@"));
    QVERIFY(!texts.has(0, "ram@")); // the end of the one and the beginning of the other
    QVERIFY(!texts.has(0, "mara\nm@"));
    QVERIFY(texts.has(3, u"\u0430\u0445"_s.toUtf8()));
    QVERIFY(!texts.has(1, "m"));
    texts.put(0, u"ann"_s, u"m@harbor.example"_s);
    QVERIFY(texts.has(0, "ann"));
    QVERIFY(!texts.has(0, "mara"));
    texts.remove(3);
    QVERIFY(!texts.has(3, "s@"));
    texts.remove(77); // had none
}

void ContactTextsTest::whatWentTakesNoRoom()
{
    constexpr int people = 200;
    ContactTexts texts;
    const auto nameOf = [](int person, int round) { return u"person %1 of %2"_s.arg(person).arg(round); };
    for (int round = 0; round < 50; ++round) {
        for (int person = 0; person < people; ++person) {
            texts.put(person, nameOf(person, round), u"p%1@harbor.example"_s.arg(person));
        }
    }
    QVERIFY2(texts.size() < 4 * people * 40, qPrintable(QString::number(texts.size())));
    for (int person = 0; person < people; ++person) {
        QVERIFY(texts.has(person, nameOf(person, 49).toUtf8()));
        QVERIFY(texts.has(person, u"p%1@"_s.arg(person).toUtf8()));
        QVERIFY(!texts.has(person, nameOf(person, 48).toUtf8()));
    }
}

} // namespace contact_texts_test

using contact_texts_test::ContactTextsTest;
JACKDAW_TEST(ContactTextsTest)
#include "contact_texts_test.moc"
