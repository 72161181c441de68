// SPDX-License-Identifier: GPL-3.0-or-later
// The catalogues in the program: plural forms of English in every language, and a language that there is a catalogue of.
// That of Polish (three forms) is the test's own.
#include "style/Translations.h"

#include <QGuiApplication>
#include <QSet>
#include <QTranslator>
#include <QtTest>
#include <algorithm>
#include <memory>

using namespace Qt::StringLiterals;
using namespace jackdaw;

namespace {

QString waiting(int count)
{
    return QCoreApplication::translate("Banner", "%n messages are waiting.", nullptr, count);
}

QString channels(int count)
{
    return QCoreApplication::translate("jackdaw::FindChannelsDialog", "%n channels", nullptr, count);
}

} // namespace

class TranslationsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QVERIFY(loaded().isEmpty());
        QCOMPARE(waiting(1), u"1 messages are waiting."_s); // what the source alone says
    }

    void cleanup()
    {
        for (QTranslator *translator : loaded()) {
            QCoreApplication::removeTranslator(translator);
            delete translator;
        }
    }

    void pluralsAreEnglish_data()
    {
        QTest::addColumn<QLocale>("locale");
        QTest::newRow("none set") << QLocale::c();
        QTest::newRow("British") << QLocale(QLocale::English, QLocale::UnitedKingdom);
        QTest::newRow("a language without a catalogue") << QLocale(QLocale::German, QLocale::Germany);
    }
    void pluralsAreEnglish()
    {
        QFETCH(QLocale, locale);
        loadTranslations(*qApp, locale);
        QCOMPARE(loaded().size(), 1);
        QCOMPARE(waiting(0), u"0 messages are waiting."_s);
        QCOMPARE(waiting(1), u"1 message is waiting."_s);
        QCOMPARE(waiting(2), u"2 messages are waiting."_s);
        QCOMPARE(waiting(21), u"21 messages are waiting."_s);
        QCOMPARE(channels(1), u"1 channel"_s);
        QCOMPARE(channels(3), u"3 channels"_s);
    }

    void aLanguageHasItsOwnForms()
    {
        loadTranslations(*qApp, QLocale(QLocale::Polish, QLocale::Poland));
        QCOMPARE(channels(1), u"1 kanał"_s);
        QCOMPARE(channels(2), u"2 kanały"_s);
        QCOMPARE(channels(5), u"5 kanałów"_s);
        QCOMPARE(channels(22), u"22 kanały"_s);
        // What it does not have is English, and right at that.
        QCOMPARE(waiting(1), u"1 message is waiting."_s);
    }

    void theLanguagesAreThoseOfTheCatalogues()
    {
        QStringList codes;
        QStringList names;
        for (const Language &language : languages()) {
            codes.append(language.code);
            names.append(language.name);
        }
        QCOMPARE(codes.constFirst(), u"en"_s);
        std::sort(codes.begin(), codes.end());
        QCOMPARE(codes, QStringList({u"ar"_s, u"en"_s, u"pl"_s}));
        QVERIFY2(names.contains(u"Polski"_s) && names.contains(u"\u0627\u0644\u0639\u0631\u0628\u064A\u0629"_s), qPrintable(names.join(u'|')));
    }

    void aChosenLanguageTakesThePlaceOfTheSystems()
    {
        loadTranslations(*qApp, QLocale::c());
        QCOMPARE(languageInUse(), u"en"_s);
        useLanguage(*qApp, u"pl"_s);
        QCOMPARE(languageInUse(), u"pl"_s);
        QCOMPARE(channels(2), u"2 kanały"_s);
        QCOMPARE(QLocale().language(), QLocale::Polish); // days are said in it, too
        useLanguage(*qApp, u"xx"_s); // what there is no catalogue of
        QCOMPARE(languageInUse(), u"pl"_s);
        QLocale::setDefault(QLocale::c());
        useLanguage(*qApp, u"en"_s);
        QCOMPARE(languageInUse(), u"en"_s);
        QCOMPARE(channels(2), u"2 channels"_s);
        QLocale::setDefault(QLocale::c());
    }

    void arabicHasSixFormsAndRunsFromTheRight()
    {
        loadTranslations(*qApp, QLocale(QLocale::Arabic, QLocale::Egypt));
        QCOMPARE(languageInUse(), u"ar"_s);
        QCOMPARE(qApp->layoutDirection(), Qt::RightToLeft);
        QSet<QString> forms;
        for (const int count : {0, 1, 2, 3, 11, 100})
            forms.insert(channels(count).remove(QString::number(count)).trimmed());
        QCOMPARE(forms.size(), 5); // that of eleven and of a hundred are written alike
        QVERIFY(channels(103).contains(u"103"_s));
        QCOMPARE(channels(103).remove(u"103"_s), channels(3).remove(u"3"_s));
        QVERIFY(!waiting(1).contains(u"waiting"_s) && !waiting(2).contains(u'2')); // a dual says so
        useLanguage(*qApp, u"en"_s);
        QCOMPARE(qApp->layoutDirection(), Qt::LeftToRight);
        QCOMPARE(channels(2), u"2 channels"_s);
        QLocale::setDefault(QLocale::c());
    }

    void numbersAreTheLocales()
    {
        loadTranslations(*qApp, QLocale::c());
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
        QCOMPARE(QCoreApplication::translate("Provider", "%Ln hours", nullptr, 1234), u"1,234 hours"_s);
        QCOMPARE(QCoreApplication::translate("Provider", "%Ln hours", nullptr, 1), u"1 hour"_s);
        QLocale::setDefault(QLocale::c());
    }

private:
    QList<QTranslator *> loaded() const { return qApp->findChildren<QTranslator *>(Qt::FindDirectChildrenOnly); }
};

QTEST_MAIN(TranslationsTest)
#include "translations_test.moc"
