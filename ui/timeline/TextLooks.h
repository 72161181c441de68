// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "text/MessageText.h"

#include <QColor>
#include <QFont>
#include <QTextLayout>

#include <vector>

namespace jackdaw {

class Theme;

/// Spans of text, which nest and overlap, as what a text layout wants: pieces in order that do not, with fonts and
/// colours. For BubbleLayout, which keeps the pieces. Plain values and pure functions, linear but for a sort; GUI
/// thread for the fonts. They read no message and paint nothing.

enum class Look : unsigned { Bold = 1, Italic = 2, Strike = 4, Code = 8, Dimmed = 16, Quoted = 32, Link = 64, Mention = 128 };
Q_DECLARE_FLAGS(Looks, Look)
Q_DECLARE_OPERATORS_FOR_FLAGS(Looks)

/// A stretch of the shown text that looks one way.
struct TextPiece
{
    int start = 0;
    int length = 0;
    Looks looks;

    int end() const { return start + length; }
    friend bool operator==(const TextPiece &, const TextPiece &) = default;
};

/// From here to the next one lines stand in so many quotes, in a code block or not. Blocks begin where lines do.
struct TextBlock
{
    enum class Kind { Prose, Code };
    int start = 0;
    int quotes = 0;
    Kind kind = Kind::Prose;

    friend bool operator==(const TextBlock &, const TextBlock &) = default;
};

/// The fonts and colours of styled text, made once from the theme. GUI thread.
struct LookStyle
{
    enum class Ground { Incoming, Own };

    LookStyle() = default;
    explicit LookStyle(const Theme &theme);
    /// An invalid colour: that of the text around it.
    QColor colorOf(Looks looks, Ground ground) const;

    QStringList codeFamilies;
    int codePixels = 13;
    QColor link;
    QColor quoted;
    QColor dimmedIncoming;
    QColor dimmedOwn;
    QColor codeGround;
    QColor codeOutline; ///< in high contrast, in place of the ground; else invisible
    QColor quoteBar;
};

/// Linear but for a sort.
std::vector<TextPiece> piecesOf(const MessageText &text);
/// Empty if the text has neither quotes nor code blocks.
std::vector<TextBlock> blocksOf(const MessageText &text);
QList<QTextLayout::FormatRange> formatsOf(const std::vector<TextPiece> &pieces, const LookStyle &style, LookStyle::Ground ground);

} // namespace jackdaw
