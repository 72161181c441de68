// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QStringView>

#include <functional>

namespace jackdaw {

/// How much of a text may be laid out at once without being felt. Pure, any thread. Letters are what it counts in: a
/// picture of a colour font costs Qt as much as some hundreds, since it is read from the font each time (68 us against
/// 0.2), and each turn of the direction begins a run of its own. Knows neither fonts nor screens.
struct LayoutCost
{
    /// Of an emoji in a message; of one in a line that shows some thirty at most.
    static constexpr int emoji = 160;
    static constexpr int emojiOfOneLine = 8;

    /// Where a text ends that costs as much as `limit` letters: at most there, and less where it is costly. It may be
    /// between the halves of a character.
    static qsizetype end(QStringView text, qsizetype limit, int costOfEmoji = emoji);

    /// Where a text may be parted so that no part of it costs much, and nothing looks different: between emoji, and
    /// between letters that stand alone because no font has them. The others are cheap, and may be joined.
    static QList<qsizetype> partings(QStringView text, const std::function<bool(char32_t)> &hasFont);
};

} // namespace jackdaw
