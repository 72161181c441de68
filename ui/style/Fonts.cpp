// SPDX-License-Identifier: GPL-3.0-or-later
#include "style/Fonts.h"

#include "base/Log.h"

#include <QFontDatabase>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

struct TypeRow
{
    TypeRole role;
    int pixels;
    int line;
    QFont::Weight weight;
    bool tabularFigures; ///< times and counts must not dance
};

constexpr TypeRow rows[] = {
    {TypeRole::Tiny, 11, 14, QFont::Medium, true},
    {TypeRole::TinyStrong, 11, 14, QFont::DemiBold, true},
    {TypeRole::Meta, 12, 16, QFont::Normal, true},
    {TypeRole::MetaStrong, 12, 16, QFont::DemiBold, true},
    {TypeRole::Body, 13, 18, QFont::Normal, false},
    {TypeRole::BodyStrong, 13, 18, QFont::DemiBold, false},
    {TypeRole::Message, 14, 20, QFont::Normal, false},
    {TypeRole::Name, 14, 20, QFont::Medium, false},
    {TypeRole::NameStrong, 14, 20, QFont::DemiBold, false},
    {TypeRole::Heading, 15, 22, QFont::DemiBold, false},
    {TypeRole::Title, 20, 28, QFont::DemiBold, false},
    {TypeRole::Onboarding, 26, 34, QFont::DemiBold, false},
    {TypeRole::Hero, 32, 40, QFont::DemiBold, false},
    {TypeRole::Lead, 15, 23, QFont::Normal, false},
    {TypeRole::Mono, 13, 18, QFont::Normal, false},
};
static_assert(std::size(rows) == size_t(TypeRole::Count), "every role has a row");

constexpr QLatin1StringView weights[] = {"Regular"_L1, "Medium"_L1, "SemiBold"_L1}; // of rows[]

/// Qt prefers a font of the system to one of the program with the same name.
bool systemHasInter()
{
    const QStringList styles = QFontDatabase::styles(u"Inter"_s);
    return std::all_of(std::begin(weights), std::end(weights),
                       [&styles](QLatin1StringView weight) { return styles.contains(weight); });
}

} // namespace

QFont fontFor(TypeRole role, qreal textScale, FontFamily family)
{
    const TypeRow &row = rows[int(role)];
    Q_ASSERT(row.role == role);
    QFont font;
    if (role == TypeRole::Mono) {
        font.setFamilies({u"Noto Sans Mono"_s, u"monospace"_s});
        font.setStyleHint(QFont::Monospace);
    } else {
        const QFont system = QFontDatabase::systemFont(QFontDatabase::GeneralFont);
        // Named, as Qt would else ask fontconfig about one font after the other, some twenty of them, and take the
        // first that has the emoji, in black. Before the system's font, as that has some of them in black, too (DejaVu:
        // the heart); behind what the words are set in, whose digits it would replace.
        if (family == FontFamily::Inter) {
            font.setFamilies({u"Inter"_s, u"Noto Color Emoji"_s, system.family()});
        } else {
            font = system;
            font.setFamilies({system.family(), u"Noto Color Emoji"_s});
        }
    }
    font.setPixelSize(qMax(1, qRound(row.pixels * textScale)));
    font.setWeight(row.weight);
    // Inter is drawn for small sizes; larger ones want less room between the letters.
    if (family == FontFamily::Inter && row.pixels >= 20)
        font.setLetterSpacing(QFont::PercentageSpacing, row.pixels >= 26 ? 98 : 99);
    if (row.tabularFigures)
        font.setFeature(QFont::Tag("tnum"), 1);
    return font;
}

int designLineHeight(TypeRole role)
{
    return rows[int(role)].line;
}

void loadInter()
{
    // Qt keeps application fonts for the whole process, and so must what we know about them.
    static const bool loaded = [] {
        if (systemHasInter())
            return true;
        for (const QLatin1StringView weight : weights) {
            const QString file = u":/fonts/Inter-%1.otf"_s.arg(weight);
            if (QFontDatabase::addApplicationFont(file) < 0)
                qCWarning(log::ui) << "the font" << file << "could not be loaded; the system's is used";
        }
        return true;
    }();
    Q_UNUSED(loaded)
}

} // namespace jackdaw
