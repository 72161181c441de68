// SPDX-License-Identifier: GPL-3.0-or-later
#include "style/Translations.h"

#include "base/Log.h"

#include <QCoreApplication>
#include <QDir>
#include <QGuiApplication>
#include <QLibraryInfo>
#include <QTranslator>

#include <algorithm>
#include <memory>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

constexpr QLatin1StringView folderOfCatalogues = ":/translations"_L1;

/// "pt_BR" of ":/translations/jackdaw_pt_BR.qm"; empty of catalogues that are not ours.
QString codeOf(const QString &catalogue)
{
    const QString name = catalogue.section(u'/', -1);
    const bool isOurs = name.startsWith("jackdaw_"_L1) && name.endsWith(".qm"_L1);
    return isOurs ? name.sliced(8).chopped(3) : QString();
}

/// As those who speak it write it. Of a plain "en" Qt makes that of one country.
QString nameOf(const QString &code)
{
    if (code == "en"_L1)
        return u"English"_s;
    const QLocale locale(code);
    QString name = locale.nativeLanguageName();
    if (name.isEmpty())
        return code;
    name.replace(0, 1, locale.toUpper(name.first(1)));
    return code.contains(u'_') ? u"%1 (%2)"_s.arg(name, locale.nativeTerritoryName()) : name;
}

/// Qt takes it from its own catalogue of the language, which need not be installed.
void mirror(const QCoreApplication &application, Qt::LayoutDirection direction)
{
    if (qobject_cast<const QGuiApplication *>(&application))
        QGuiApplication::setLayoutDirection(direction);
}

} // namespace

QList<Language> languages()
{
    QList<Language> found;
    const QStringList catalogues = QDir(folderOfCatalogues).entryList({u"jackdaw_*.qm"_s}, QDir::Files);
    for (const QString &catalogue : catalogues) {
        if (const QString code = codeOf(catalogue); code != "en"_L1)
            found.append({code, nameOf(code)});
    }
    std::sort(found.begin(), found.end(), [](const Language &a, const Language &b) { return a.name.localeAwareCompare(b.name) < 0; });
    found.prepend({u"en"_s, nameOf(u"en"_s)});
    return found;
}

QString languageInUse()
{
    const QList<QTranslator *> loaded = qApp->findChildren<QTranslator *>(Qt::FindDirectChildrenOnly);
    for (auto translator = loaded.crbegin(); translator != loaded.crend(); ++translator) {
        if (const QString code = codeOf((*translator)->filePath()); !code.isEmpty())
            return code;
    }
    return u"en"_s;
}

void useLanguage(QCoreApplication &application, const QString &code)
{
    const QList<Language> all = languages();
    if (std::none_of(all.cbegin(), all.cend(), [&](const Language &language) { return language.code == code; }))
        return;
    for (QTranslator *translator : application.findChildren<QTranslator *>(Qt::FindDirectChildrenOnly))
        delete translator; // which takes it out
    const QLocale chosen(code);
    const QLocale system = QLocale::system();
    if (chosen.language() != system.language())
        QLocale::setDefault(QLocale(chosen.language(), system.territory()));
    loadTranslations(application, chosen);
    mirror(application, QLocale(languageInUse()).textDirection());
}

void loadTranslations(QCoreApplication &application, const QLocale &locale)
{
    const QString folder = folderOfCatalogues;
    const auto install = [&application](QTranslator *translator) {
        translator->setParent(&application);
        QCoreApplication::installTranslator(translator);
    };
    auto english = std::make_unique<QTranslator>();
    if (!english->load(u"jackdaw_en"_s, folder)) {
        qCWarning(log::ui) << "the catalogue of English is not in the program";
    } else {
        install(english.release());
    }
    // uiLanguages() is what the user reads, best first; English, if it comes first, is there already.
    auto words = std::make_unique<QTranslator>();
    if (locale.language() == QLocale::English || locale.language() == QLocale::C
        || !words->load(locale, u"jackdaw"_s, u"_"_s, folder) || words->language().startsWith("en"_L1)) {
        return;
    }
    const Qt::LayoutDirection direction = QLocale(words->language()).textDirection();
    install(words.release());
    if (direction == Qt::RightToLeft)
        mirror(application, direction);
    auto qt = std::make_unique<QTranslator>();
    if (qt->load(locale, u"qtbase"_s, u"_"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath))) {
        install(qt.release());
    }
}

} // namespace jackdaw
