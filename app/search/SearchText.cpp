// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/SearchText.h"

#include "base/FoldedText.h"

#include <algorithm>
#include <limits>

namespace jackdaw::searchText {

using namespace Qt::StringLiterals;

namespace {

constexpr char32_t prolongedSound = 0x30FC; // of script Common, but it stands in katakana words only

bool isIdeograph(char32_t c)
{
    if (c < 0x1100) {
        return false;
    }
    switch (QChar::script(c)) {
    case QChar::Script_Han:
    case QChar::Script_Hiragana:
    case QChar::Script_Katakana:
    case QChar::Script_Hangul:
    case QChar::Script_Bopomofo:
        return QChar::isLetter(c);
    default:
        return c == prolongedSound;
    }
}

bool isEmoji(char32_t c)
{
    return c >= 0x2190 && QChar::category(c) == QChar::Symbol_Other;
}

/// What unicode61 takes for a part of a word, with the categories that the index names; but for private use, which is ours
/// alone (indexMark).
bool isWordPart(char32_t c)
{
    switch (QChar::category(c)) {
    case QChar::Letter_Uppercase:
    case QChar::Letter_Lowercase:
    case QChar::Letter_Titlecase:
    case QChar::Letter_Modifier:
    case QChar::Letter_Other:
    case QChar::Number_DecimalDigit:
    case QChar::Number_Letter:
    case QChar::Number_Other:
    case QChar::Mark_NonSpacing:
    case QChar::Mark_SpacingCombining:
        return true;
    default:
        return false;
    }
}

/// unicode61 takes no symbol for a word, so each becomes one.
QString emojiWord(char32_t c)
{
    return u"xe"_s + QString::number(uint(c), 16);
}

/// One code point at `at`, and how many characters it takes.
char32_t codePoint(QStringView text, qsizetype at, qsizetype &length)
{
    const QChar c = text[at];
    if (c.isHighSurrogate() && at + 1 < text.size() && text[at + 1].isLowSurrogate()) {
        length = 2;
        return QChar::surrogateToUcs4(c, text[at + 1]);
    }
    length = 1;
    return c.unicode();
}

/// Most messages: nothing in them is composed, wide, without spaces or an emoji.
bool isPlain(QStringView text)
{
    return std::none_of(text.begin(), text.end(), [](QChar c) { return c.unicode() >= 0x300 || c.unicode() == 0xDF; });
}

/// Marks that people leave out: accents of Latin, Greek and Cyrillic letters, vowel points of Hebrew and Arabic. Those of
/// Indian scripts and of kana make another letter.
bool isAccent(QChar c)
{
    const char16_t u = c.unicode();
    return (u >= 0x300 && u <= 0x36F) || (u >= 0x591 && u <= 0x5C7 && c.category() == QChar::Mark_NonSpacing)
        || (u >= 0x64B && u <= 0x65F) || u == 0x670;
}

/// Case, width, composition and accents are the same in what is stored and what is asked.
QString folded(const QString &text)
{
    if (std::all_of(text.cbegin(), text.cend(), [](QChar c) { return c.unicode() < 0x80; })) {
        return foldedText(text);
    }
    QString same = text.normalized(QString::NormalizationForm_KD).toCaseFolded();
    same.replace(u'\u00DF', "ss"_L1);
    same.removeIf(isAccent);
    return same.normalized(QString::NormalizationForm_C);
}

} // namespace

QList<Unit> units(QStringView text, qsizetype limit)
{
    QList<Unit> all;
    qsizetype begin = -1;
    const auto endWord = [&](qsizetype end) {
        if (begin >= 0) {
            QString word = folded(text.sliced(begin, end - begin).toString());
            if (!word.isEmpty()) {
                all.append({begin, end - begin, std::move(word), Unit::Kind::Word});
            }
            begin = -1;
        }
    };
    qsizetype length = 0;
    qsizetype at = 0;
    for (; at < text.size() && all.size() < limit; at += length) {
        const char32_t c = codePoint(text, at, length);
        const bool ascii = c < 0x80;
        if (ascii ? (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') : false) {
            begin = begin < 0 ? at : begin;
        } else if (ascii) {
            endWord(at);
        } else if (isIdeograph(c)) {
            endWord(at);
            all.append({at, length, folded(text.sliced(at, length).toString()), Unit::Kind::Ideograph});
        } else if (isEmoji(c)) {
            endWord(at);
            all.append({at, length, emojiWord(c), Unit::Kind::Emoji});
        } else if (isWordPart(c)) {
            begin = begin < 0 ? at : begin;
        } else {
            endWord(at);
        }
    }
    if (all.size() < limit) {
        endWord(std::min(at, text.size()));
    }
    return all;
}

QString forIndex(const QString &text)
{
    if (isPlain(text)) {
        return text;
    }
    const QString whole = folded(text);
    QString cut;
    cut.reserve(whole.size() + whole.size() / 2);
    QStringView before; // the ideograph that begins a pair
    const auto endRun = [&] {
        if (!before.isEmpty()) {
            cut += before;
            cut += u' ';
            before = {};
        }
    };
    qsizetype length = 0;
    for (qsizetype at = 0; at < whole.size(); at += length) {
        const char32_t c = codePoint(whole, at, length);
        if (isIdeograph(c)) {
            const QStringView one = QStringView(whole).sliced(at, length);
            if (before.isEmpty()) {
                cut += u' ';
            } else {
                cut += before;
                cut += one;
                cut += u' ';
            }
            before = one;
            continue;
        }
        endRun();
        if (isEmoji(c)) {
            cut += u' ' + emojiWord(c) + u' ';
        } else if (QChar::category(c) == QChar::Other_PrivateUse) {
            cut += u' ';
        } else {
            cut += QStringView(whole).sliced(at, length);
        }
    }
    endRun();
    return cut;
}

Sequence forQuery(QStringView term)
{
    const QString whole = folded(term.toString());
    const QList<Unit> parts = units(whole, std::numeric_limits<qsizetype>::max());
    Sequence sequence;
    for (qsizetype i = 0; i < parts.size(); ++i) {
        const Unit &unit = parts[i];
        if (unit.kind != Unit::Kind::Ideograph) {
            sequence.tokens.append(unit.folded);
            continue;
        }
        const bool last = i + 1 == parts.size();
        const bool runGoesOn = !last && parts[i + 1].kind == Unit::Kind::Ideograph && parts[i + 1].start == unit.end();
        const bool runBegan = i > 0 && parts[i - 1].kind == Unit::Kind::Ideograph && parts[i - 1].end() == unit.start;
        if (runGoesOn) {
            sequence.tokens.append(unit.folded + parts[i + 1].folded);
        } else if (!last) {
            sequence.tokens.append(unit.folded); // something else follows, so the run ends here in the text too
        } else if (!runBegan) {
            sequence.tokens.append(unit.folded); // alone: it begins a pair, or ends a run
            sequence.open = true;
        }
    }
    return sequence;
}

} // namespace jackdaw::searchText
