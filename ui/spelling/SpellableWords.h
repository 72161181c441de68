// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QStringView>

namespace jackdaw {

/// Which stretches of a written text are words that can be spelled right or wrong. For SpellingMarks, which owns what it
/// is given; a plain value and a pure function, any thread. They know no language and ask no dictionary: what stands here
/// may still be wrong.

/// A word in a text: where it stands, in UTF-16 code units. A plain value, any thread.
struct WordPlace
{
    qsizetype start = 0;
    qsizetype length = 0;

    qsizetype end() const { return start + length; }
    friend bool operator==(const WordPlace &, const WordPlace &) = default;
};

/// What of a text can be spelled right or wrong. No links, code, mentions or ":emoji:", nothing with digits in it, no
/// acronyms, no single letters, no words longer than 50 characters, and none of scripts that are written without spaces:
/// dictionaries know nothing of those. Pure; any thread.
QList<WordPlace> spellableWords(QStringView text);

} // namespace jackdaw
