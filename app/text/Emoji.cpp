// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/Emoji.h"

#include <QTextBoundaryFinder>

#include <unicode/uchar.h>

namespace jackdaw {

namespace {

/// The longest there is, a family of four with skin tones, has 20 code units; the flag of Wales has 14.
constexpr qsizetype longestGrapheme = 32;
constexpr char32_t variationEmoji = 0xFE0F;
constexpr char32_t variationText = 0xFE0E;
constexpr char32_t keycap = 0x20E3;
constexpr char32_t joiner = 0x200D;

bool has(char32_t c, UProperty property)
{
    return u_hasBinaryProperty(UChar32(c), property);
}

bool isTag(char32_t c)
{
    return c >= 0xE0020 && c <= 0xE007F;
}

} // namespace

bool isEmoji(QStringView grapheme)
{
    if (grapheme.isEmpty() || grapheme.size() > longestGrapheme)
        return false;
    const QList<uint> points = grapheme.toUcs4();
    bool inColor = false;
    for (qsizetype i = 0; i < points.size(); ++i) {
        const char32_t c = points.at(i);
        if (c == variationText)
            return false;
        if (c == variationEmoji || c == keycap) {
            if (i == 0)
                return false;
            inColor = true;
            continue;
        }
        if (c == joiner || isTag(c) || has(c, UCHAR_EMOJI_MODIFIER)) {
            // Never by itself, but for the modifier: that is a coloured square.
            if (i == 0 && !has(c, UCHAR_EMOJI_MODIFIER))
                return false;
            inColor = true;
            continue;
        }
        if (!has(c, UCHAR_EMOJI))
            return false;
        if (has(c, UCHAR_REGIONAL_INDICATOR))
            inColor = inColor || points.size() == 2;
        else
            inColor = inColor || has(c, UCHAR_EMOJI_PRESENTATION);
    }
    return inColor;
}

int countIfOnlyEmoji(QStringView text, int most)
{
    if (text.size() > most * longestGrapheme * 2)
        return 0;
    int count = 0;
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, text.data(), text.size());
    qsizetype from = 0;
    for (qsizetype to = finder.toNextBoundary(); to >= 0; from = to, to = finder.toNextBoundary()) {
        const QStringView grapheme = text.sliced(from, to - from);
        if (grapheme.size() == 1 && grapheme.front().isSpace())
            continue;
        if (!isEmoji(grapheme) || ++count > most)
            return 0;
    }
    return count;
}

QString firstGrapheme(QStringView text)
{
    const QStringView part = text.first(std::min(text.size(), longestGrapheme + 1));
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, part.data(), part.size());
    qsizetype end = finder.toNextBoundary();
    if (end < 0)
        return {};
    end = std::min(end, longestGrapheme);
    if (end < part.size() && part.at(end - 1).isHighSurrogate())
        --end;
    return part.first(end).toString();
}

std::optional<QString> reactionEmoji(QStringView text)
{
    const QStringView trimmed = text.first(std::min<qsizetype>(text.size(), 4 * longestGrapheme)).trimmed();
    if (text.size() > 4 * longestGrapheme || trimmed.isEmpty() || trimmed.size() > longestGrapheme)
        return {};
    const QString first = firstGrapheme(trimmed);
    if (first.size() != trimmed.size())
        return {};
    // Some clients leave out the sign that asks for colour ("\u2764"); with it, both count as the same reaction.
    if (isEmoji(first))
        return first;
    const QString colored = first + QChar(char16_t(variationEmoji));
    if (first.size() <= 2 && isEmoji(colored) && !first.at(0).isDigit() && first != u"#" && first != u"*")
        return colored;
    return {};
}

} // namespace jackdaw
