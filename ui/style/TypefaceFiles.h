// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QFont>
#include <QList>
#include <QStringList>

namespace jackdaw {

/// A letter that somebody may write, and what it would be set in: families, weight and slant of a QFont, and the
/// language that Qt asks with. A plain value, which unlike a QFont any thread may have; made by typefaceWishes(), for
/// Typefaces. It says nothing of size, as all sizes come from one file, nor whether there is such a file.
struct TypefaceWish
{
    QStringList families;
    int weight = QFont::Normal;
    bool isItalic = false;
    char32_t letter = 0;
    QByteArray language = {}; ///< of the letter's script (RFC 3066), as Qt asks for it; empty: the user's
};

/// What the words of others may need of the typefaces of this computer, and the window was not painted with: emoji
/// first, as theirs is by far the largest of those that are common, then styled words and code, then the scripts of
/// most who write.
QList<TypefaceWish> typefaceWishes(const QFont &message, const QFont &code);

/// The file that Qt will open for it, found as Qt finds it: the first in fontconfig's order that has the letter. Empty
/// where no file has it, or where Qt does not find its fonts through fontconfig. Any thread, and no lock of Qt's is
/// held: while QFontDatabase opens a font, all who want another one wait. Reads no font.
QString typefaceFile(const TypefaceWish &wish);

} // namespace jackdaw
