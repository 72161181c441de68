// SPDX-License-Identifier: GPL-3.0-or-later
#include "style/EmojiText.h"

namespace jackdaw {

namespace {

constexpr QChar asEmoji(0xFE0F);
constexpr QChar keycap(0x20E3);
constexpr QChar joiner(0x200D);
/// Each is laid out by itself, with a look for its font: a text that is nothing but such signs would be felt.
constexpr qsizetype mostFormats = 200;

/// Where the character before a place begins, and where the one at it ends.
qsizetype stepBack(const QString &text, qsizetype at)
{
    return at > 1 && text.at(at - 1).isLowSurrogate() && text.at(at - 2).isHighSurrogate() ? at - 2 : at - 1;
}

qsizetype stepOn(const QString &text, qsizetype at)
{
    return at + 1 < text.size() && text.at(at).isHighSurrogate() && text.at(at + 1).isLowSurrogate() ? at + 2 : at + 1;
}

bool isTone(const QString &text, qsizetype at)
{
    return at + 1 < text.size() && text.at(at) == QChar(0xD83C) && text.at(at + 1) >= QChar(0xDFFB) && text.at(at + 1) <= QChar(0xDFFF);
}

/// Where the sign begins that ends at a place, with its tone of skin; not before `first`.
qsizetype signBefore(const QString &text, qsizetype end, qsizetype first)
{
    const qsizetype begin = stepBack(text, end);
    return begin > first && isTone(text, begin) ? stepBack(text, begin) : begin;
}

} // namespace

QStringList colorFirst(const QFont &font)
{
    return QStringList{QStringLiteral("Noto Color Emoji")} + font.families();
}

QList<QTextLayout::FormatRange> emojiFormats(const QString &text, const QFont &font)
{
    QList<QTextLayout::FormatRange> formats;
    qsizetype done = 0;
    for (qsizetype mark = text.indexOf(asEmoji); mark >= 0 && formats.size() < mostFormats; mark = text.indexOf(asEmoji, mark + 1)) {
        if (mark <= done) // in the one before, or behind nothing
            continue;
        // What is joined (UTS 51, 2.3: a shrug and the sign of a woman) is one picture only if nothing parts it.
        qsizetype begin = signBefore(text, mark, done);
        while (begin - 1 > done && text.at(begin - 1) == joiner)
            begin = signBefore(text, begin - 1, done);
        qsizetype end = mark + 1;
        if (end < text.size() && text.at(end) == keycap)
            ++end;
        while (end + 1 < text.size() && text.at(end) == joiner) {
            end = stepOn(text, end + 1);
            if (isTone(text, end))
                end += 2;
            if (end < text.size() && text.at(end) == asEmoji)
                ++end;
        }
        QTextCharFormat inColor;
        inColor.setFontFamilies(colorFirst(font));
        formats.append({int(begin), int(end - begin), inColor});
        done = end;
    }
    return formats;
}

} // namespace jackdaw
