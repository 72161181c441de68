// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace jackdaw {

/// What is an emoji, by the Unicode data of ICU: for text that is shown large, and for reactions, which may be nothing
/// else (XEP-0444, 4). Pure functions; any thread. They look at a bounded piece of the text, keep nothing, and know no
/// font: whether it can be drawn in colour is the view's to see.

/// Is this one grapheme cluster (UAX 29) an emoji, drawn in colour by itself?
bool isEmoji(QStringView grapheme);
/// How many emoji a text is that holds nothing else but blanks; 0 if it holds anything else, or more than `most`.
int countIfOnlyEmoji(QStringView text, int most);
/// What a reaction shows (XEP-0444, 4): one emoji and nothing else. Blanks around it are taken off; a text that is longer,
/// or no emoji, is none.
std::optional<QString> reactionEmoji(QStringView text);
/// The first grapheme cluster, cut where marks and joiners go on for longer than any real one.
QString firstGrapheme(QStringView text);

} // namespace jackdaw
