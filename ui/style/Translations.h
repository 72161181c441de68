// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLocale>

QT_BEGIN_NAMESPACE
class QCoreApplication;
QT_END_NAMESPACE

namespace jackdaw {

/// Puts the catalogues of translations/ into the program, before anything says a word: the plural forms of English, which
/// what is not translated is said in, and above them those of the user's language where there is one. main() calls it once,
/// GUI thread; the application owns what it loads. Never mixes two languages, so Qt's own words come along only with ours.
void loadTranslations(QCoreApplication &application, const QLocale &locale = QLocale());

} // namespace jackdaw
