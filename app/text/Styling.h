// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "text/TextSpan.h"

namespace jackdaw {

/// What Message Styling (XEP-0393) finds in a text. MessageText takes it for what has no markup of its own. A plain
/// value: any thread. Changes no character: what styles others stays where it is, and is only marked as such, so that a
/// copy is what was written.
struct Styling
{
    QList<TextSpan> spans; ///< by start; a span has its directives in it, which are Markup besides
    /// How many characters were looked at, for tests: at most a fixed number of times the text's length.
    qint64 work = 0;
};

/// Reads bold, italic, strike, code, code blocks and quotes. Line by line, quotes at most `maxQuoteDepth` deep (what is
/// deeper stays text), and at most `maxStyledSpans` spans: a flood of them is shown as it was written. Pure, linear in
/// the text's length, without recursion on what others wrote; any thread. Changes no character.
constexpr int maxQuoteDepth = 8;
constexpr qsizetype maxStyledSpans = 1000;
Styling styleText(QStringView text);

} // namespace jackdaw
