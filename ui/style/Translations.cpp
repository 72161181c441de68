// SPDX-License-Identifier: GPL-3.0-or-later
#include "style/Translations.h"

#include "base/Log.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QTranslator>
#include <memory>

using namespace Qt::StringLiterals;

namespace jackdaw {

void loadTranslations(QCoreApplication &application, const QLocale &locale)
{
    const QString folder = u":/translations"_s;
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
    install(words.release());
    auto qt = std::make_unique<QTranslator>();
    if (qt->load(locale, u"qtbase"_s, u"_"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath))) {
        install(qt.release());
    }
}

} // namespace jackdaw
