// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QStringView>

#include <functional>

namespace jackdaw {

/// How much of a text may be laid out at once without being felt. Pure, any thread. Letters are what it counts in: a
/// picture of a colour font costs Qt as much as some hundreds, since it is read from the font each time (68 us against
/// 0.2), each turn of the direction and each change of the look begins a run of its own (4 to 7 us), a line is made
/// however short it is (2.5 us), and signs in a row are looked through for arrows and the like (1.7 us). Knows neither
/// fonts nor screens.
struct LayoutCost
{
    /// Of an emoji in a message; of one in a line that shows some thirty at most.
    static constexpr int emoji = 160;
    static constexpr int emojiOfOneLine = 8;
    /// Of a place where the look changes.
    static constexpr int edge = 8;
    /// What the shortest line costs.
    static constexpr int line = 8;

    /// Where a text ends that costs as much as `limit` letters: at most there, and less where it is costly. It may be
    /// between the halves of a character.
    static qsizetype end(QStringView text, qsizetype limit, int costOfEmoji = emoji);

    /// The same for the looks alone. `edges`: where they begin and end, in any order.
    static qsizetype endByLooks(QList<qsizetype> edges, qsizetype size, qsizetype limit);

    /// Where a text may be parted so that no part of it costs much, and nothing looks different: between emoji, and
    /// between letters that stand alone because no font has them. The others are cheap, and may be joined.
    static QList<qsizetype> partings(QStringView text, const std::function<bool(char32_t)> &hasFont);
};

} // namespace jackdaw
