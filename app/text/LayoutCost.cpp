// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/LayoutCost.h"

#include <QChar>

#include <unicode/uchar.h>

#include <algorithm>

namespace jackdaw {

namespace {

constexpr int costOfTurn = 5;
constexpr int costOfSign = 2;     ///< of one behind another
constexpr int costOfPart = 2'000; ///< a dozen of emoji
constexpr int costOfUnknown = 5;  ///< of a letter that each font is asked for
constexpr qsizetype letterStep = 32; ///< how often it is asked whether there is a font

bool isSign(char16_t c)
{
    return c > 0x20 && c < 0x7F && !((c >= u'0' && c <= u'9') || (c >= u'A' && c <= u'Z') || (c >= u'a' && c <= u'z'));
}

enum class Turn { None, Left, Right };

Turn turnOf(QChar c)
{
    switch (c.direction()) {
    case QChar::DirL: return Turn::Left;
    case QChar::DirR:
    case QChar::DirAL: return Turn::Right;
    default: return Turn::None;
    }
}

/// The first half of nearly all emoji, what makes one of the sign before it, or one of the few older signs that are
/// coloured by themselves (the sparkles, the star).
bool isEmoji(char16_t c)
{
    return (c >= 0xD83C && c <= 0xD83E) || c == 0xFE0F
        || (c >= 0x231A && c <= 0x2B55 && u_hasBinaryProperty(UChar32(c), UCHAR_EMOJI_PRESENTATION));
}

} // namespace

qsizetype LayoutCost::end(QStringView text, qsizetype limit, int costOfEmoji)
{
    // What is an emoji or a sign is not asked for its direction, so nothing costs both ways.
    if (text.size() * (1 + std::max({costOfEmoji, costOfTurn, line})) <= limit) {
        return text.size();
    }
    qsizetype cost = 0;
    qsizetype lineStart = 0;
    Turn last = Turn::None;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text.at(i);
        ++cost;
        if (c == u'\n') {
            cost += std::max<qsizetype>(0, line - (i - lineStart));
            lineStart = i + 1;
        } else if (isEmoji(c.unicode())) {
            cost += costOfEmoji;
        } else if (isSign(c.unicode())) {
            cost += i > 0 && isSign(text.at(i - 1).unicode()) ? costOfSign : 0;
        } else if (const Turn turn = turnOf(c); turn != Turn::None) {
            cost += last != Turn::None && turn != last ? costOfTurn : 0;
            last = turn;
        }
        if (cost > limit) {
            return i;
        }
    }
    return text.size();
}

qsizetype LayoutCost::endByLooks(QList<qsizetype> edges, qsizetype size, qsizetype limit)
{
    if (size + edges.size() * edge <= limit) {
        return size;
    }
    std::sort(edges.begin(), edges.end());
    qsizetype left = limit; // for letters, whatever stands behind the next edge
    for (qsizetype i = 0; i < edges.size() && edges.at(i) < left; ++i) {
        if (i == 0 || edges.at(i) != edges.at(i - 1)) {
            left = std::max(edges.at(i), left - edge); // no run is begun that has no room
        }
    }
    return std::min(size, left);
}

QList<qsizetype> LayoutCost::partings(QStringView text, const std::function<bool(char32_t)> &hasFont)
{
    QList<qsizetype> places;
    qsizetype cost = 0;
    int indicators = 0; // two of them are a flag
    bool isUnknown = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char16_t c = text.at(i).unicode();
        if (text.at(i).isLowSurrogate())
            continue;
        const bool isPair = text.at(i).isHighSurrogate() && i + 1 < text.size();
        const char32_t point = isPair ? QChar::surrogateToUcs4(c, text.at(i + 1).unicode()) : c;
        const bool isIndicator = point >= 0x1F1E6 && point <= 0x1F1FF;
        const bool joins = u_hasBinaryProperty(UChar32(point), UCHAR_GRAPHEME_EXTEND) || point == 0x200D
            || (point >= 0x1F3FB && point <= 0x1F3FF) || (i > 0 && text.at(i - 1) == QChar(0x200D))
            || (isIndicator && indicators % 2 == 1);
        indicators = isIndicator ? indicators + 1 : 0;
        const bool isPicture = point != 0xFE0F && isEmoji(c);
        if (i % letterStep <= 1 && !isPicture && !joins)
            isUnknown = point > U' ' && !QChar::isSpace(point) && !hasFont(point); // the end of a line is drawn by none
        if (cost >= costOfPart && !joins && (isPicture || isUnknown)) {
            places.append(i);
            cost = 0;
        }
        cost += isPicture ? emoji : isUnknown ? costOfUnknown : 1;
    }
    return places;
}

} // namespace jackdaw
