// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/LookAlike.h"
#include "support/TestProgram.h"

#include <QtTest>

using namespace jackdaw;
using namespace Qt::StringLiterals;

namespace look_alike_test {

/// Which names would be taken for one another (facts/security.md, I14).
class LookAlikeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void names_data()
    {
        QTest::addColumn<QString>("one");
        QTest::addColumn<QString>("other");
        QTest::addColumn<bool>("alike");
        const auto row = [](const char *what, const QString &one, const QString &other, bool alike) {
            QTest::newRow(what) << one << other << alike;
        };
        row("the same", u"Tomas Berg"_s, u"Tomas Berg"_s, true);
        row("capitals", u"Tomas"_s, u"TOMAS"_s, true);
        row("Cyrillic о and а", u"Tomas"_s, u"T\u043Em\u0430s"_s, true);
        row("Cyrillic alone", u"\u0441\u043E\u0440\u0430"_s, u"copa"_s, true);
        row("Greek omicron", u"Tomas"_s, u"T\u03BFmas"_s, true);
        row("a capital I for an l", u"Leila"_s, u"LeiIa"_s, true);
        row("a digit for an l", u"Leila"_s, u"Lei1a"_s, true);
        row("a capital word with an I", u"ALICE"_s, u"Alice"_s, true);
        row("a zero", u"Owen"_s, u"0wen"_s, true);
        row("rn for m", u"Tomas"_s, u"Tornas"_s, true);
        row("wide letters", u"Tomas"_s, u"\uFF34\uFF4F\uFF4D\uFF41\uFF53"_s, true);
        row("mathematical letters", u"Tomas"_s, u"\U0001D413\U0001D428\U0001D426\U0001D41A\U0001D42C"_s, true);
        row("a zero-width joiner", u"Tomas"_s, u"To\u200Dmas"_s, true);
        row("turned around by a mark", u"Tomas"_s, u"\u202ETomas"_s, true);
        row("composed and not", u"Zo\u00EB"_s, u"Zoe\u0308"_s, true);
        row("spaces", u"Tomas Berg"_s, u"Tomas \u00A0Berg "_s, true);
        row("another name", u"Tomas"_s, u"Thomas"_s, false);
        row("more of a name", u"Tomas"_s, u"Tomas Berg"_s, false);
        row("an accent that is seen", u"Jose"_s, u"Jos\u00E9"_s, false);
        row("another script, other letters", u"Anna"_s, u"\u0411\u043E\u0440\u0438\u0441"_s, false);
        row("nothing", QString(), QString(), true);
    }
    void names()
    {
        QFETCH(QString, one);
        QFETCH(QString, other);
        QFETCH(bool, alike);
        QVERIFY2((lookOf(one) == lookOf(other)) == alike, qPrintable(lookOf(one) + u" / "_s + lookOf(other)));
    }

    void aLongNameIsTakenWhole()
    {
        const QString many = QString(5000, u'm') + u'x';
        QVERIFY(lookOf(many) != lookOf(QString(5000, u'm') + u'y'));
        QCOMPARE(lookOf(many), lookOf(QString(10000, u'r').replace(u"rr"_s, u"rn"_s) + u'X'));
    }
};

JACKDAW_TEST(LookAlikeTest)

} // namespace look_alike_test

#include "look_alike_test.moc"
