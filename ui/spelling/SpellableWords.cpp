// SPDX-License-Identifier: GPL-3.0-or-later
#include "spelling/SpellableWords.h"

#include "text/LinkFinder.h"
#include "text/Styling.h"

#include <QTextBoundaryFinder>

#include <algorithm>

namespace jackdaw {

namespace {

constexpr qsizetype longest = 50;

bool isWrittenWithoutSpaces(QChar::Script script)
{
    switch (script) {
    case QChar::Script_Han:
    case QChar::Script_Hiragana:
    case QChar::Script_Katakana:
    case QChar::Script_Thai:
    case QChar::Script_Lao:
    case QChar::Script_Khmer:
    case QChar::Script_Myanmar: return true;
    default: return false;
    }
}

bool isSpellable(QStringView word)
{
    if (word.size() < 2 || word.size() > longest)
        return false;
    const auto plain = [](QChar c) {
        return (c.isLetter() && !isWrittenWithoutSpaces(c.script())) || c.isMark() || c == u'\'' || c == u'’' || c == u'-';
    };
    if (!std::all_of(word.cbegin(), word.cend(), plain) || !word.front().isLetter())
        return false;
    // An acronym, or a name as programs write it.
    const auto isUpper = [](QChar c) { return c.isUpper(); };
    return !std::any_of(word.cbegin() + 1, word.cend(), isUpper);
}

} // namespace

QList<WordPlace> spellableWords(QStringView text)
{
    struct Taken { qsizetype start; qsizetype end; };
    QList<Taken> taken;
    for (const TextLink &link : findLinks(text))
        taken.append({link.start, link.end()});
    for (const TextSpan &span : styleText(text).spans) {
        if (span.style == TextStyle::Code || span.style == TextStyle::CodeBlock)
            taken.append({span.start, span.end()});
    }
    const auto isTaken = [&taken](qsizetype start, qsizetype end) {
        return std::any_of(taken.cbegin(), taken.cend(), [=](const Taken &one) { return start < one.end && end > one.start; });
    };
    QList<WordPlace> words;
    QTextBoundaryFinder finder(QTextBoundaryFinder::Word, text);
    qsizetype start = -1;
    do {
        if (finder.boundaryReasons() & QTextBoundaryFinder::EndOfItem && start >= 0) {
            const qsizetype end = finder.position();
            const QStringView word = text.sliced(start, end - start);
            const QChar before = start > 0 ? text[start - 1] : QChar();
            const QChar after = end < text.size() ? text[end] : QChar();
            const bool named = before == u'@' || before == u':' || before == u'/' || before == u'\\' || before == u'#'
                || before == u'_' || after == u'_' || after == u'@' || after == u'\\';
            if (!named && isSpellable(word) && !isTaken(start, end))
                words.append({start, word.size()});
            start = -1;
        }
        if (finder.boundaryReasons() & QTextBoundaryFinder::StartOfItem)
            start = finder.position();
    } while (finder.toNextBoundary() >= 0);
    return words;
}

} // namespace jackdaw
