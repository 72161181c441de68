// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/TextLooks.h"

#include "style/Theme.h"

#include <QHash>

#include <algorithm>
#include <array>

namespace jackdaw {

namespace {

/// What a style is made of; Quote and CodeBlock are boxes besides.
Looks looksOf(TextStyle style)
{
    switch (style) {
    case TextStyle::Bold: return Look::Bold;
    case TextStyle::Italic: return Look::Italic;
    case TextStyle::Strike: return Look::Strike;
    case TextStyle::Code: case TextStyle::CodeBlock: return Look::Code;
    case TextStyle::Quote: return Look::Quoted;
    case TextStyle::Markup: return Look::Dimmed;
    case TextStyle::Link: return Look::Link;
    case TextStyle::Mention: return Look::Mention;
    }
    return {};
}

struct Edge { int place = 0; int style = 0; int by = 0; };

std::vector<Edge> sortedEdges(std::vector<Edge> edges)
{
    std::stable_sort(edges.begin(), edges.end(), [](const Edge &a, const Edge &b) { return a.place < b.place; });
    return edges;
}

void addEdges(std::vector<Edge> &edges, TextStyle style, qsizetype start, qsizetype end)
{
    edges.push_back({int(start), int(style), 1});
    edges.push_back({int(end), int(style), -1});
}

} // namespace

LookStyle::LookStyle(const Theme &theme)
    : codeFamilies(theme.font(TypeRole::Mono).families())
    , codePixels(theme.font(TypeRole::Mono).pixelSize())
    , link(theme.color(Token::Link))
    , quoted(theme.color(Token::Text2))
    , dimmedIncoming(theme.color(Token::Text3))
    , dimmedOwn(theme.color(Token::Text2)) // text3 cannot be read on own bubbles (design/ui.md, "Colour tokens")
    , codeGround(theme.color(Token::Text))
    , quoteBar(theme.color(Token::Accent))
{
    codeGround.setAlphaF(theme.isHighContrast() ? 0.0f : 0.07f);
    codeOutline = theme.isHighContrast() ? theme.color(Token::Text) : QColor(Qt::transparent);
    if (theme.isDark())
        quoteBar = theme.color(Token::Link); // the accent is too dark for a bar on dark bubbles
}

QColor LookStyle::colorOf(Looks looks, Ground ground) const
{
    if (looks & (Looks(Look::Link) | Look::Mention))
        return link;
    if (looks & Look::Dimmed)
        return ground == Ground::Own ? dimmedOwn : dimmedIncoming;
    return looks & Look::Quoted ? quoted : QColor();
}

std::vector<TextPiece> piecesOf(const MessageText &text)
{
    std::vector<Edge> edges;
    for (const TextLink &link : text.links())
        addEdges(edges, TextStyle::Link, link.start, link.end());
    for (const TextSpan &span : text.spans())
        addEdges(edges, span.style, span.start, span.end());
    std::vector<TextPiece> pieces;
    if (edges.empty())
        return pieces;
    edges = sortedEdges(std::move(edges));
    std::array<int, textStyles> covers{};
    int from = 0;
    for (const Edge &edge : edges) {
        if (edge.place > from) {
            Looks looks;
            for (int style = 0; style < textStyles; ++style)
                looks |= covers[size_t(style)] > 0 ? looksOf(TextStyle(style)) : Looks();
            if (!pieces.empty() && pieces.back().end() == from && pieces.back().looks == looks)
                pieces.back().length += edge.place - from;
            else if (looks)
                pieces.push_back({from, edge.place - from, looks});
        }
        from = edge.place;
        covers[size_t(edge.style)] += edge.by;
    }
    return pieces;
}

std::vector<TextBlock> blocksOf(const MessageText &text)
{
    std::vector<Edge> edges;
    for (const TextSpan &span : text.spans()) {
        if (span.style == TextStyle::Quote || span.style == TextStyle::CodeBlock)
            addEdges(edges, span.style, span.start, span.end());
    }
    std::vector<TextBlock> blocks;
    if (edges.empty())
        return blocks;
    edges = sortedEdges(std::move(edges));
    blocks.push_back({});
    int quotes = 0;
    int codes = 0;
    for (const Edge &edge : edges) {
        (TextStyle(edge.style) == TextStyle::Quote ? quotes : codes) += edge.by;
        // A block ends with the last character of its line; the next one begins behind the line break.
        const int start = edge.by > 0 || edge.place >= text.shown().size() ? edge.place : edge.place + 1;
        const TextBlock block{start, quotes, codes > 0 ? TextBlock::Kind::Code : TextBlock::Kind::Prose};
        if (blocks.back().start == start)
            blocks.back() = block;
        else
            blocks.push_back(block);
    }
    return blocks;
}

QList<QTextLayout::FormatRange> formatsOf(const std::vector<TextPiece> &pieces, const LookStyle &style, LookStyle::Ground ground)
{
    QHash<Looks::Int, QTextCharFormat> known;
    QList<QTextLayout::FormatRange> formats;
    formats.reserve(qsizetype(pieces.size()));
    for (const TextPiece &piece : pieces) {
        auto it = known.find(piece.looks.toInt());
        if (it == known.end()) {
            QTextCharFormat format;
            if (piece.looks & (Looks(Look::Bold) | Look::Mention))
                format.setFontWeight(QFont::DemiBold);
            if (piece.looks & Look::Italic)
                format.setFontItalic(true);
            if (piece.looks & Look::Strike)
                format.setFontStrikeOut(true);
            if (piece.looks & Look::Code) {
                format.setFontFamilies(style.codeFamilies);
                format.setProperty(QTextFormat::FontPixelSize, style.codePixels);
            }
            if (piece.looks & Look::Link)
                format.setFontUnderline(true);
            if (const QColor color = style.colorOf(piece.looks, ground); color.isValid())
                format.setForeground(color);
            it = known.insert(piece.looks.toInt(), format);
        }
        formats.append({piece.start, piece.length, it.value()});
    }
    return formats;
}

} // namespace jackdaw
