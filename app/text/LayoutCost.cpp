// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/LayoutCost.h"

#include <QChar>

#include <unicode/uchar.h>

#include <algorithm>

namespace jackdaw {

namespace {

constexpr int costOfTurn = 5;

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
    // A surrogate is neither direction, so nothing costs both ways.
    if (text.size() * (1 + std::max(costOfEmoji, costOfTurn)) <= limit) {
        return text.size();
    }
    qsizetype cost = 0;
    Turn last = Turn::None;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text.at(i);
        ++cost;
        if (isEmoji(c.unicode())) {
            cost += costOfEmoji;
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

} // namespace jackdaw
