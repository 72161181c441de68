// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace jackdaw {

/// How stretches of a message's text look, whoever says so: the sender's markup, Message Styling, links, mentions.
/// MessageText gathers them, views paint them. Plain values: any thread, owned by the text they are of. They carry no
/// font and no colour: TextLooks has those.

/// How a stretch of a message's text looks.
enum class TextStyle {
    Bold,
    Italic,
    Strike,
    Code,          ///< inline
    CodeBlock, ///< whole lines, with the fences around them
    Quote,         ///< whole lines; one span a level, so a quote in a quote is covered twice
    Markup,        ///< characters that are there to style others: kept visible, dimmed (XEP-0393, 7)
    Link,          ///< leads to `target`
    Mention        ///< of who has the address `target` (XEP-0372)
};
constexpr int textStyles = 9;

/// A style and where in the text it is. Places are UTF-16 code units, as QString counts; spans may overlap and nest.
/// A plain value, any thread. Never reaches beyond its text: whoever makes one checks.
struct TextSpan
{
    TextStyle style = TextStyle::Bold;
    qsizetype start = 0;
    qsizetype length = 0;
    QString target = {};

    qsizetype end() const { return start + length; }
    friend bool operator==(const TextSpan &, const TextSpan &) = default;
};

} // namespace jackdaw
