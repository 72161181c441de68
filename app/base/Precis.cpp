// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/Precis.h"

#include <QList>

#include <algorithm>
#include <optional>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>

namespace jackdaw {

namespace {

using Points = QList<uint>;

/// RFC 8264, 8: what is known of a character by itself.
enum class Property {
    Valid,         ///< PVALID
    FreeformOnly,  ///< ID_DIS or FREE_PVAL
    JoinerRule,    ///< CONTEXTJ
    NeighbourRule, ///< CONTEXTO
    Former,        ///< DISALLOWED, but not by RFC 6122, nor confusing: see belongsTo()
    Disallowed     ///< DISALLOWED or UNASSIGNED
};

constexpr bool isBetween(uint point, uint first, uint last)
{
    return point >= first && point <= last;
}

constexpr bool isArabicDigit(uint point) { return isBetween(point, 0x0660, 0x0669); }
constexpr bool isExtendedArabicDigit(uint point) { return isBetween(point, 0x06f0, 0x06f9); }

/// RFC 5892, 2.6, which RFC 8264, 9.6 takes over.
std::optional<Property> exceptionOf(uint point)
{
    switch (point) {
    case 0x00df: case 0x03c2: case 0x06fd: case 0x06fe: case 0x0f0b: case 0x3007:
        return Property::Valid;
    case 0x00b7: case 0x0375: case 0x05f3: case 0x05f4: case 0x30fb:
        return Property::NeighbourRule;
    case 0x0640: case 0x07fa: case 0x302e: case 0x302f: case 0x303b:
        return Property::Former;
    default:
        break;
    }
    if (isArabicDigit(point) || isExtendedArabicDigit(point)) {
        return Property::NeighbourRule;
    }
    return isBetween(point, 0x3031, 0x3035) ? std::optional(Property::Former) : std::nullopt;
}

bool isOldHangulJamo(UChar32 point)
{
    const int kind = u_getIntPropertyValue(point, UCHAR_HANGUL_SYLLABLE_TYPE);
    return kind == U_HST_LEADING_JAMO || kind == U_HST_VOWEL_JAMO || kind == U_HST_TRAILING_JAMO;
}

/// RFC 8264, 9.17: toNFKC() makes something else of it.
bool hasCompatibilityForm(UChar32 point)
{
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *nfkc = unorm2_getNFKCInstance(&status);
    const QString text = QString::fromUcs4(reinterpret_cast<const char32_t *>(&point), 1);
    const auto *units = reinterpret_cast<const UChar *>(text.utf16());
    const UBool same = unorm2_isNormalized(nfkc, units, int(text.size()), &status);
    return U_FAILURE(status) || !same;
}

/// In the order of RFC 8264, 8: the first that fits counts, so that a letter which is drawn as nothing is none.
Property propertyOf(uint point)
{
    if (isBetween(point, 0x21, 0x7e)) { // ASCII7 (9.11), which has no exceptions
        return Property::Valid;
    }
    if (const auto exception = exceptionOf(point)) {
        return *exception;
    }
    const auto at = UChar32(point);
    // BackwardCompatible (9.7) is empty.
    const int category = u_charType(at);
    if (category == U_UNASSIGNED) { // with the noncharacters, which are disallowed as well
        return Property::Disallowed;
    }
    if (u_hasBinaryProperty(at, UCHAR_JOIN_CONTROL)) {
        return Property::JoinerRule;
    }
    if (u_hasBinaryProperty(at, UCHAR_DEFAULT_IGNORABLE_CODE_POINT)
        || u_hasBinaryProperty(at, UCHAR_NONCHARACTER_CODE_POINT) || category == U_CONTROL_CHAR) {
        return Property::Disallowed;
    }
    if (isOldHangulJamo(at)) { // after the ignorable ones, which may be of both
        return Property::Former;
    }
    switch (category) {
    case U_SURROGATE: case U_PRIVATE_USE_CHAR: case U_FORMAT_CHAR: case U_LINE_SEPARATOR: case U_PARAGRAPH_SEPARATOR:
        return Property::Disallowed; // none of the sets that follow but HasCompat, which has none of these
    default:
        break;
    }
    if (hasCompatibilityForm(at)) {
        return Property::FreeformOnly;
    }
    switch (category) {
    case U_LOWERCASE_LETTER: case U_UPPERCASE_LETTER: case U_OTHER_LETTER: case U_DECIMAL_DIGIT_NUMBER:
    case U_MODIFIER_LETTER: case U_NON_SPACING_MARK: case U_COMBINING_SPACING_MARK:
        return Property::Valid;
    default:
        return Property::FreeformOnly; // OtherLetterDigits, Spaces, Symbols, Punctuation: all that is left
    }
}

bool isVirama(uint point)
{
    return u_getCombiningClass(UChar32(point)) == 9;
}

UScriptCode scriptOf(uint point)
{
    UErrorCode status = U_ZERO_ERROR;
    const UScriptCode script = uscript_getScript(UChar32(point), &status);
    return U_SUCCESS(status) ? script : USCRIPT_INVALID_CODE;
}

/// The nearest to `at` in the direction of `step` that is not transparent, as far as joining goes.
int joiningBeside(const Points &points, qsizetype at, int step)
{
    for (at += step; at >= 0 && at < points.size(); at += step) {
        const int joining = u_getIntPropertyValue(UChar32(points.at(at)), UCHAR_JOINING_TYPE);
        if (joining != U_JT_TRANSPARENT) {
            return joining;
        }
    }
    return U_JT_NON_JOINING;
}

/// RFC 5892, A.1 and A.2: after a virama; and the non-joiner between letters that would join. So the joiner that makes
/// one picture of several emoji is not allowed in an address, in a nickname neither (RFC 8264, 4.3.3 and 9.8).
bool keepsJoinerRule(const Points &points, qsizetype at)
{
    if (at > 0 && isVirama(points.at(at - 1))) {
        return true;
    }
    if (points.at(at) != 0x200c) {
        return false;
    }
    const int before = joiningBeside(points, at, -1);
    const int after = joiningBeside(points, at, +1);
    return (before == U_JT_LEFT_JOINING || before == U_JT_DUAL_JOINING)
        && (after == U_JT_RIGHT_JOINING || after == U_JT_DUAL_JOINING);
}

/// RFC 5892, A.3 to A.9.
bool keepsNeighbourRule(const Points &points, qsizetype at)
{
    const uint before = at > 0 ? points.at(at - 1) : 0;
    const uint after = at + 1 < points.size() ? points.at(at + 1) : 0;
    switch (const uint point = points.at(at)) {
    case 0x00b7: // middle dot, as in Catalan
        return before == u'l' && after == u'l';
    case 0x0375: // Greek keraia
        return after != 0 && scriptOf(after) == USCRIPT_GREEK;
    case 0x05f3: case 0x05f4: // Hebrew geresh and gershayim
        return before != 0 && scriptOf(before) == USCRIPT_HEBREW;
    case 0x30fb: // Katakana middle dot, which itself is of no script
        return std::any_of(points.begin(), points.end(), [](uint each) {
            const UScriptCode script = scriptOf(each);
            return script == USCRIPT_HIRAGANA || script == USCRIPT_KATAKANA || script == USCRIPT_HAN;
        });
    default: // two digits of one value that look alike
        return std::none_of(points.begin(), points.end(), isArabicDigit(point) ? isExtendedArabicDigit : isArabicDigit);
    }
}

} // namespace

bool belongsTo(PrecisClass kind, const QString &text)
{
    if (!text.isValidUtf16()) {
        return false;
    }
    const Points points = text.toUcs4();
    for (qsizetype i = 0; i < points.size(); ++i) {
        switch (propertyOf(points.at(i))) {
        case Property::Valid:
            break;
        case Property::FreeformOnly:
            if (kind == PrecisClass::Identifier) {
                return false;
            }
            break;
        case Property::JoinerRule:
            if (!keepsJoinerRule(points, i)) {
                return false;
            }
            break;
        case Property::NeighbourRule:
            // Looser than RFC 8264, 4.3.3: servers prepare nicknames by RFC 6122, so that "Anna · Harbor" is in groups
            // today, and refusing the dot would hide all that she says. RFC 5891, 5.4 does the same for names that are
            // only looked up.
            if (kind == PrecisClass::Identifier && !keepsNeighbourRule(points, i)) {
                return false;
            }
            break;
        case Property::Former:
            // RFC 8264 disallows them. The servers there are prepare addresses by RFC 6122, which does not, and makes
            // parts of syllables itself out of what Koreans write for laughing: such an account, contact or occupant
            // exists, and refusing the address would hide all that they say.
            break;
        case Property::Disallowed:
            return false;
        }
    }
    return true;
}

bool keepsBidiRule(const QString &text)
{
    const Points points = text.toUcs4();
    const auto has = [&points](std::initializer_list<UCharDirection> kinds) {
        return std::any_of(points.begin(), points.end(), [&kinds](uint point) {
            return std::find(kinds.begin(), kinds.end(), u_charDirection(UChar32(point))) != kinds.end();
        });
    };
    // Digits alone do not make it run from right to left: by RFC 3454, 6, which servers go by, Latin letters with Arabic
    // digits are an address, though RFC 5893, 2 counts the digits.
    if (!has({U_RIGHT_TO_LEFT, U_RIGHT_TO_LEFT_ARABIC})) {
        return true;
    }
    const UCharDirection first = u_charDirection(UChar32(points.constFirst()));
    // Conditions 1 and 5: what begins left to right has no right-to-left character, and nothing else may begin it.
    if (first != U_RIGHT_TO_LEFT && first != U_RIGHT_TO_LEFT_ARABIC) {
        return false;
    }
    // Condition 2. Of what else there is, separators and explicit directions are in neither class.
    if (has({U_LEFT_TO_RIGHT}) || (has({U_EUROPEAN_NUMBER}) && has({U_ARABIC_NUMBER}))) { // and condition 4
        return false;
    }
    const auto last = std::find_if(points.rbegin(), points.rend(), [](uint point) {
        return u_charDirection(UChar32(point)) != U_DIR_NON_SPACING_MARK;
    });
    const UCharDirection end = u_charDirection(UChar32(*last)); // condition 3; the first is no mark, so there is one
    return end == U_RIGHT_TO_LEFT || end == U_RIGHT_TO_LEFT_ARABIC || end == U_EUROPEAN_NUMBER || end == U_ARABIC_NUMBER;
}

} // namespace jackdaw
