// SPDX-License-Identifier: GPL-3.0-or-later
#include "style/TypefaceFiles.h"

#include <QFile>
#include <QLibrary>

#include <memory>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

/// The languages by which Qt asks for the typeface of a script (QFontconfigDatabase), with a letter of each.
struct Script { const char *language; char32_t letter; };
constexpr Script scripts[] = {
    {"zh-cn", 0x8A9E}, {"zh-tw", 0x8A9E}, {"ja", 0x3042}, {"ko", 0xD55C}, // Han, Kana, Hangul
    {"ar", 0x0645}, {"he", 0x05D0}, {"hi", 0x0928}, {"bn", 0x0995}, {"pa", 0x0A15}, {"gu", 0x0A95}, {"ta", 0x0B95},
    {"te", 0x0C15}, {"kn", 0x0C95}, {"ml", 0x0D15}, {"si", 0x0D9A}, {"th", 0x0E2A}, {"lo", 0x0E81}, {"my", 0x1000},
    {"km", 0x1780}, {"ka", 0x10D0}, {"hy", 0x0561}, {"am", 0x12A0}, {"el", 0x03B1}, {"ru", 0x0436},
    {"", 0x2192},   {"", 0x2211},   {"", 0x2714}, // arrows, mathematics, dingbats
};

/// Of fontconfig's interface what is needed here (fontconfig.h). Where it is of any use, QtGui is linked to the library
/// and has it in the process already; elsewhere that it is missing is no reason not to start.
class Fontconfig
{
public:
    struct Pattern;
    struct CharSet;
    struct FontSet { int count; int room; Pattern **fonts; };
    using Text = unsigned char;

    Fontconfig()
        : m_library(u"fontconfig"_s, 1)
    {
        isThere = resolve(create, "FcPatternCreate") && resolve(destroy, "FcPatternDestroy")
            && resolve(addText, "FcPatternAddString") && resolve(addNumber, "FcPatternAddInteger")
            && resolve(substitute, "FcConfigSubstitute") && resolve(complete, "FcDefaultSubstitute")
            && resolve(sort, "FcFontSort") && resolve(destroySet, "FcFontSetDestroy")
            && resolve(text, "FcPatternGetString") && resolve(letters, "FcPatternGetCharSet")
            && resolve(hasLetter, "FcCharSetHasChar") && resolve(weightOf, "FcWeightFromOpenType");
    }

    bool isThere = false;
    Pattern *(*create)() = nullptr;
    void (*destroy)(Pattern *) = nullptr;
    int (*addText)(Pattern *, const char *, const Text *) = nullptr;
    int (*addNumber)(Pattern *, const char *, int) = nullptr;
    int (*substitute)(void *config, Pattern *, int kind) = nullptr;
    void (*complete)(Pattern *) = nullptr;
    FontSet *(*sort)(void *config, Pattern *, int trim, CharSet **, int *result) = nullptr;
    void (*destroySet)(FontSet *) = nullptr;
    int (*text)(const Pattern *, const char *, int number, Text **) = nullptr;
    int (*letters)(const Pattern *, const char *, int number, CharSet **) = nullptr;
    int (*hasLetter)(const CharSet *, unsigned) = nullptr;
    int (*weightOf)(int) = nullptr;

private:
    template<class Function>
    bool resolve(Function *&function, const char *name)
    {
        function = reinterpret_cast<Function *>(m_library.resolve(name));
        return function;
    }

    QLibrary m_library;
};

const Fontconfig::Text *textOf(const QByteArray &bytes)
{
    return reinterpret_cast<const Fontconfig::Text *>(bytes.constData());
}

} // namespace

QList<TypefaceWish> typefaceWishes(const QFont &message, const QFont &code)
{
    constexpr char32_t bird = 0x1F426;
    QList<TypefaceWish> wishes;
    const auto add = [&wishes](const QFont &font, int weight, bool isItalic, char32_t letter,
                               const QByteArray &language) {
        wishes.append({font.families(), weight, isItalic, letter, language});
    };
    add(message, QFont::Normal, false, bird, {});
    for (const int weight : {int(QFont::Normal), int(QFont::Medium), int(QFont::DemiBold), int(QFont::Bold)})
        add(message, weight, false, U'a', {});
    add(message, QFont::Normal, true, U'a', {});
    add(message, QFont::Bold, true, U'a', {});
    add(code, QFont::Normal, false, U'a', {});
    for (const Script &script : scripts)
        add(message, QFont::Normal, false, script.letter, script.language);
    return wishes;
}

QString typefaceFile(const TypefaceWish &wish)
{
    static const Fontconfig fontconfig;
    if (!fontconfig.isThere)
        return {};
    constexpr int italic = 100; // FC_SLANT_ITALIC
    constexpr int matching = 0; // FcMatchPattern
    const std::unique_ptr<Fontconfig::Pattern, decltype(fontconfig.destroy)> pattern(fontconfig.create(),
                                                                                     fontconfig.destroy);
    if (!pattern)
        return {};
    for (const QString &family : wish.families)
        fontconfig.addText(pattern.get(), "family", textOf(family.toUtf8()));
    if (!wish.language.isEmpty())
        fontconfig.addText(pattern.get(), "lang", textOf(wish.language));
    fontconfig.addNumber(pattern.get(), "weight", fontconfig.weightOf(wish.weight));
    fontconfig.addNumber(pattern.get(), "slant", wish.isItalic ? italic : 0);
    fontconfig.substitute(nullptr, pattern.get(), matching);
    fontconfig.complete(pattern.get());
    int result = 0;
    const std::unique_ptr<Fontconfig::FontSet, decltype(fontconfig.destroySet)> found(
        fontconfig.sort(nullptr, pattern.get(), 0, nullptr, &result), fontconfig.destroySet);
    for (int i = 0; found && i < found->count; ++i) {
        Fontconfig::CharSet *letters = nullptr;
        Fontconfig::Text *file = nullptr;
        if (fontconfig.letters(found->fonts[i], "charset", 0, &letters) != 0
            || !fontconfig.hasLetter(letters, wish.letter)) {
            continue;
        }
        if (fontconfig.text(found->fonts[i], "file", 0, &file) == 0)
            return QFile::decodeName(reinterpret_cast<const char *>(file));
    }
    return {};
}

} // namespace jackdaw
