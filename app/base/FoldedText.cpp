// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/FoldedText.h"

#include <algorithm>

namespace jackdaw {

using namespace Qt::StringLiterals;

QString foldedText(const QString &text)
{
    if (std::all_of(text.cbegin(), text.cend(), [](QChar c) { return c.unicode() < 0x80; })) {
        return text.toLower();
    }
    QString folded = text.normalized(QString::NormalizationForm_KD).toCaseFolded();
    folded.replace(u'\u00DF', "ss"_L1); // Qt folds one character to one
    folded.removeIf([](QChar c) { return c.category() == QChar::Mark_NonSpacing; });
    return folded;
}

} // namespace jackdaw
