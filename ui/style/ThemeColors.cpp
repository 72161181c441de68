// SPDX-License-Identifier: GPL-3.0-or-later
#include "style/Accent.h"
#include "style/Theme.h"

#include "base/Jid.h"

#include <array>

namespace jackdaw {

namespace {

struct Row
{
    Token token;
    QRgb light;
    QRgb dark;
    QRgb contrastLight;
    QRgb contrastDark;
};

/// design/ui.md, "Colour tokens". The ratios that these must hold are written down in tests/unit/style: a change here
/// is judged there. High contrast has no fills: grounds are the ground, and outlines take their part.
constexpr Row colorRows[] = {
    {Token::Rail, 0xE8ECF2, 0x0F1319, 0xFFFFFF, 0x000000},
    {Token::List, 0xFFFFFF, 0x161B22, 0xFFFFFF, 0x000000},
    {Token::Canvas, 0xF1F4F8, 0x0F1319, 0xFFFFFF, 0x000000},
    {Token::Surface, 0xFFFFFF, 0x1B212A, 0xFFFFFF, 0x000000},
    {Token::Raised, 0xFFFFFF, 0x232B36, 0xFFFFFF, 0x000000},
    {Token::Sunken, 0xF1F4F8, 0x10151B, 0xFFFFFF, 0x000000},
    {Token::Hover, 0xEDF1F6, 0x202732, 0xE6E6E6, 0x262626},
    {Token::Selected, 0xE0E8FC, 0x26345F, 0x000000, 0xFFFFFF},
    {Token::Chip, 0xE3E8EF, 0x262E39, 0xFFFFFF, 0x000000},
    {Token::Line, 0xDFE4EC, 0x29313D, 0x000000, 0xFFFFFF},
    {Token::BubbleIn, 0xFFFFFF, 0x222A35, 0xFFFFFF, 0x000000},
    {Token::BubbleOut, 0xDBE5FC, 0x2B3C70, 0xFFFFFF, 0x000000},
    {Token::Mention, 0xFFF3D1, 0x3A3117, 0xFFFFFF, 0x000000},
    {Token::Match, 0xFFE49A, 0xFFE49A, 0xFFE49A, 0xFFE49A},
    {Token::CurrentMatch, 0xFFB938, 0xFFB938, 0xFFB938, 0xFFB938},
    {Token::MatchText, 0x17202C, 0x17202C, 0x000000, 0x000000},
    {Token::Text, 0x17202C, 0xE8ECF2, 0x000000, 0xFFFFFF},
    {Token::Text2, 0x465263, 0xB4BECC, 0x000000, 0xFFFFFF},
    {Token::Text3, 0x596578, 0x97A3B4, 0x000000, 0xFFFFFF},
    {Token::Accent, 0x3B5BCB, 0x4F6CDD, 0x0033CC, 0xFFD60A},
    {Token::AccentHover, 0x324FB5, 0x4360CF, 0x002BAA, 0xFFE45C},
    {Token::AccentPressed, 0x2A449D, 0x3850B4, 0x002288, 0xE6C000},
    {Token::OnAccent, 0xFFFFFF, 0xFFFFFF, 0xFFFFFF, 0x000000},
    {Token::Link, 0x2C4AB6, 0xA9BBFF, 0x0033CC, 0xFFD60A},
    {Token::Focus, 0x3B5BCB, 0xA9BBFF, 0x0033CC, 0xFFD60A},
    {Token::BorderStrong, 0x717D90, 0x6B788D, 0x000000, 0xFFFFFF},
    {Token::Ok, 0x176B3C, 0x79D6A3, 0x005A27, 0x79D6A3},
    {Token::OkSoft, 0xE0F3E7, 0x15301F, 0xFFFFFF, 0x000000},
    {Token::Warn, 0x7F4C00, 0xF2BE6A, 0x6B3F00, 0xF2BE6A},
    {Token::WarnSoft, 0xFDF0D3, 0x372A12, 0xFFFFFF, 0x000000},
    {Token::Bad, 0xB3261E, 0xFF9A91, 0xA31D16, 0xFF9A91},
    {Token::BadSoft, 0xFCE9E7, 0x3C1F20, 0xFFFFFF, 0x000000},
    {Token::Online, 0x1E8E50, 0x3CC77D, 0x006B30, 0x3CC77D},
    {Token::Away, 0xB86E00, 0xE3A03A, 0x8A5200, 0xE3A03A},
    {Token::DoNotDisturb, 0xC8322B, 0xF0655C, 0xA31D16, 0xF0655C},
    {Token::ExtendedAway, 0x8257B8, 0xB391E6, 0x5E3494, 0xB391E6},
    {Token::Offline, 0x717D90, 0x7D8A9E, 0x000000, 0xFFFFFF},
    {Token::AlertBadge, 0xC2302A, 0xC2302A, 0xC2302A, 0xC2302A},
    {Token::Answer, 0x1B7A45, 0x1B7A45, 0x1B7A45, 0x1B7A45},
    {Token::PopupOutline, 0xDFE4EC, 0x333D4B, 0x000000, 0xFFFFFF},
    {Token::BrandPanel, 0x1B2430, 0x10161E, 0x000000, 0x000000},
    {Token::BrandText, 0xE8ECF2, 0xE8ECF2, 0xFFFFFF, 0xFFFFFF},
    {Token::BrandText2, 0xB4BECC, 0xB4BECC, 0xFFFFFF, 0xFFFFFF},
    {Token::BrandIcon, 0xA9BBFF, 0xA9BBFF, 0xFFFFFF, 0xFFD60A},
    {Token::TooltipGround, 0x17202C, 0xE8ECF2, 0x000000, 0xFFFFFF},
    {Token::TooltipText, 0xFFFFFF, 0x17202C, 0xFFFFFF, 0x000000},
    {Token::TooltipText2, 0xB4BECC, 0x465263, 0xFFFFFF, 0x000000},
    {Token::OnSolid, 0xFFFFFF, 0xFFFFFF, 0xFFFFFF, 0xFFFFFF},
    {Token::Shadow, 0x101824, 0x101824, 0x000000, 0x000000},
};
static_assert(std::size(colorRows) == size_t(Token::Count), "every token has a row");
static_assert([] {
    for (size_t i = 0; i < std::size(colorRows); ++i) {
        if (size_t(colorRows[i].token) != i)
            return false;
    }
    return true;
}(), "colorRows stand in the order of the tokens");

constexpr std::array<QRgb, 8> avatarHues{0x3B5BCB, 0x8E3FA8, 0xB0325E, 0xA8461B, 0x7A5B00, 0x2E7040, 0x0B6E7C, 0x54607A};
constexpr std::array<QRgb, 8> senderLight{0x3550BE, 0x86389F, 0xAB2D58, 0x9E4016, 0x6E5200, 0x276438, 0x0A6472, 0x4B5670};
constexpr std::array<QRgb, 8> senderDark{0xA9BBFF, 0xDDA6F0, 0xFF9DBB, 0xFFB08A, 0xE6C86A, 0x8FD6A5, 0x77D0DE, 0xB7C2D6};

QColor plain(Token token, Theme::Scheme scheme)
{
    const Row &row = colorRows[int(token)];
    switch (scheme) {
    case Theme::Scheme::Light: return QColor::fromRgb(row.light);
    case Theme::Scheme::Dark: return QColor::fromRgb(row.dark);
    case Theme::Scheme::HighContrastLight: return QColor::fromRgb(row.contrastLight);
    case Theme::Scheme::HighContrastDark: return QColor::fromRgb(row.contrastDark);
    }
    return {};
}

/// FNV-1a, so that an address keeps its hue over Qt versions and restarts; qHash promises neither.
quint32 stableHash(const QString &text)
{
    quint32 hash = 2166136261u;
    for (const char byte : text.toUtf8()) {
        hash ^= quint8(byte);
        hash *= 16777619u;
    }
    return hash;
}

} // namespace

QColor Theme::tokenColor(Token token, Scheme scheme, const QColor &accent)
{
    const QColor model = plain(token, scheme);
    const bool branded = accent.isValid() && accent.rgb() != plain(Token::Accent, Scheme::Light).rgb()
        && (scheme == Scheme::Light || scheme == Scheme::Dark);
    if (!branded)
        return model;
    const QColor modelAccent = plain(Token::Accent, scheme);
    switch (token) {
    case Token::Accent:
    case Token::AccentHover:
    case Token::AccentPressed: {
        // On a dark ground the fill must neither be too bright for the white text on it nor too dark to be seen.
        const QColor fill = scheme == Scheme::Light ? inHueOfAtMost(accent, modelAccent, modelAccent)
                                                    : inHueOf(accent, modelAccent, modelAccent);
        if (token == Token::Accent)
            return fill;
        return mixed(fill, Qt::black, token == Token::AccentHover ? 0.12 : 0.24);
    }
    case Token::Focus:
        return scheme == Scheme::Light ? inHueOfAtMost(accent, model, modelAccent) : inHueOf(accent, model, modelAccent);
    case Token::Selected:
    case Token::BubbleOut:
    case Token::Link:
        return inHueOf(accent, model, modelAccent);
    default:
        return model;
    }
}

QColor Theme::color(Token token, Token ground) const
{
    if (ground != Token::Selected || !isHighContrast() || token == Token::Selected)
        return color(token);
    return color(Token::Surface); // inverted: whatever it says in colour elsewhere, it also says in shape or words
}

QColor Theme::shadow(int alpha) const
{
    if (isHighContrast())
        return Qt::transparent;
    QColor shadow = color(Token::Shadow);
    shadow.setAlpha(alpha);
    return shadow;
}

QList<QColor> Theme::hues()
{
    QList<QColor> all;
    for (const QRgb hue : avatarHues)
        all.append(QColor::fromRgb(hue));
    return all;
}

QColor Theme::avatarColor(const BareJid &jid) const
{
    return QColor::fromRgb(avatarHues[stableHash(jid.toString()) % avatarHues.size()]);
}

QColor Theme::senderColor(const BareJid &jid) const
{
    if (isHighContrast())
        return color(Token::Text);
    const auto &hues = isDark() ? senderDark : senderLight;
    return QColor::fromRgb(hues[stableHash(jid.toString()) % hues.size()]);
}

QColor Theme::markColor(int hue) const
{
    if (isHighContrast())
        return color(Token::Text);
    const auto &hues = isDark() ? senderDark : senderLight;
    return QColor::fromRgb(hues[size_t(qBound(0, hue, int(hues.size()) - 1))]);
}

} // namespace jackdaw
