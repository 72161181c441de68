// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QLocale>
#include <QString>

QT_BEGIN_NAMESPACE
class QCoreApplication;
QT_END_NAMESPACE

namespace jackdaw {

/// A language that the program has words in: a plain value, for whoever lets one choose. The functions below load its
/// words and find out which there are; they belong to main() and to the GUI thread. Nothing here says a word itself, or
/// keeps what was chosen: that is in Preferences.
struct Language
{
    QString code; ///< as its catalogue is called: "en", "pt_BR"
    QString name; ///< in itself
};

/// Those of the catalogues in the program: English, which stands in the source, and behind it the others by name.
QList<Language> languages();

/// Puts the catalogues of translations/ into the program, before anything says a word: the plural forms of English, which
/// what is not translated is said in, and above them those of the user's language where there is one. main() calls it once,
/// GUI thread; the application owns what it loads. Never mixes two languages, so Qt's own words come along only with ours.
void loadTranslations(QCoreApplication &application, const QLocale &locale = QLocale());

/// The same for a language that the user chose, in place of what is loaded; one that the program has no words in changes
/// nothing. Days and times are said in it, too, in the way of the country that the system is set to.
void useLanguage(QCoreApplication &application, const QString &code);

/// The code of the language that was loaded.
QString languageInUse();

} // namespace jackdaw
