// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/FoldedText.h"

#include <algorithm>

namespace jackdaw {

QString foldedText(const QString &text)
{
    if (std::all_of(text.cbegin(), text.cend(), [](QChar c) { return c.unicode() < 0x80; })) {
        return text.toLower();
    }
    QString folded = text.normalized(QString::NormalizationForm_KD).toCaseFolded();
    folded.removeIf([](QChar c) { return c.category() == QChar::Mark_NonSpacing; });
    return folded;
}

} // namespace jackdaw
