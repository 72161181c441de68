// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/Jid.h"

#include "base/Precis.h"

#include <algorithm>
#include <arpa/inet.h>
#include <unicode/uchar.h>
#include <unicode/uidna.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

namespace jackdaw {

namespace {

constexpr int maximumPartBytes = 1023; // RFC 7622, 3.1

Error malformed(QStringView text, const char *why)
{
    return Error{ErrorKind::Malformed, QString::fromLatin1(why), text.toString()};
}

const UChar *units(const QString &text)
{
    return reinterpret_cast<const UChar *>(text.utf16());
}

bool toNfc(QString &text)
{
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *nfc = unorm2_getNFCInstance(&status);
    if (U_FAILURE(status)) {
        return false;
    }
    QString out(text.size() * 3 + 1, Qt::Uninitialized);
    const int length = unorm2_normalize(nfc, units(text), int(text.size()), reinterpret_cast<UChar *>(out.data()),
                                        int(out.size()), &status);
    if (U_FAILURE(status)) {
        return false;
    }
    out.truncate(length);
    text = out;
    return true;
}

/// Full-width and half-width forms become what they are forms of (RFC 8265, 3.3.2, rule 1), and no more than that: a
/// half-width jamo becomes the whole one, which is no letter of an address, not a part of a syllable.
void mapWidth(QString &text)
{
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *nfkc = unorm2_getNFKCInstance(&status);
    QString out;
    out.reserve(text.size());
    for (const char32_t point : text.toUcs4()) {
        const int width = u_getIntPropertyValue(UChar32(point), UCHAR_EAST_ASIAN_WIDTH);
        UChar mapped[32];
        int length = -1;
        if (U_SUCCESS(status) && (width == U_EA_FULLWIDTH || width == U_EA_HALFWIDTH)) {
            UErrorCode own = U_ZERO_ERROR;
            length = unorm2_getRawDecomposition(nfkc, UChar32(point), mapped, 32, &own);
        }
        if (length > 0) {
            out.append(reinterpret_cast<const QChar *>(mapped), length);
        } else {
            out.append(QStringView(QChar::fromUcs4(point)));
        }
    }
    text = out;
}

QString toLower(const QString &text)
{
    UErrorCode status = U_ZERO_ERROR;
    QString out(text.size() * 3 + 1, Qt::Uninitialized);
    const int length = u_strToLower(reinterpret_cast<UChar *>(out.data()), int(out.size()), units(text), int(text.size()),
                                    "", &status);
    if (U_FAILURE(status)) {
        return text;
    }
    out.truncate(length);
    return out;
}

/// Whether all of it is printable ASCII without capitals, of 1 to 1023 bytes: preparation changes nothing of that, and no rule
/// about scripts, widths or directions touches it. Nearly all addresses are so, and a stanza names several.
bool isPlain(QStringView part, QStringView without)
{
    return !part.isEmpty() && part.size() <= maximumPartBytes && std::all_of(part.begin(), part.end(), [without](QChar c) {
        return c.unicode() > 0x20 && c.unicode() < 0x7f && !(c >= u'A' && c <= u'Z') && !without.contains(c);
    });
}

/// Whether it is a domain name as they nearly all are: labels of small letters and digits with hyphens between them, none of
/// them encoded (RFC 5890, 2.3.1).
bool isPlainDomain(QStringView part)
{
    constexpr qsizetype longestLabel = 63;
    constexpr qsizetype longestName = 253;
    if (part.size() > longestName) {
        return false;
    }
    for (const QStringView label : part.split(u'.')) {
        const bool isPlainLabel = !label.isEmpty() && label.size() <= longestLabel && !label.startsWith(u'-') && !label.endsWith(u'-')
            && label.mid(2, 2) != u"--" && std::all_of(label.begin(), label.end(), [](QChar c) {
                   return (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9') || c == u'-';
               });
        if (!isPlainLabel) {
            return false;
        }
    }
    return true;
}

Result<QString> prepareLocal(QStringView part)
{
    constexpr QStringView keptOut = u"\"&'/:<>@"; // RFC 7622, 3.3.1
    if (isPlain(part, keptOut)) {
        return part.toString();
    }
    QString text = part.toString();
    mapWidth(text);
    text = toLower(text);
    if (!toNfc(text)) {
        return malformed(part, "the part before the @ is not valid Unicode");
    }
    const auto isKeptOut = [keptOut](QChar c) { return keptOut.contains(c); };
    if (!belongsTo(PrecisClass::Identifier, text) || std::any_of(text.cbegin(), text.cend(), isKeptOut)) {
        return malformed(part, "the part before the @ holds a character that addresses cannot have");
    }
    if (text.isEmpty() || text.toUtf8().size() > maximumPartBytes || !keepsBidiRule(text)) {
        return malformed(part, "the part before the @ is empty, too long or mixes directions");
    }
    return text;
}

Result<QString> prepareDomain(QStringView part)
{
    if (isPlainDomain(part)) {
        return part.toString();
    }
    QString text = part.toString();
    if (text.endsWith(u'.')) { // RFC 7622, 3.2: a final dot is not part of the address
        text.chop(1);
    }
    if (text.startsWith(u'[') && text.endsWith(u']')) { // RFC 7622, 3.2: an IPv6 address
        in6_addr address;
        if (inet_pton(AF_INET6, text.sliced(1, text.size() - 2).toUtf8().constData(), &address) != 1) {
            return malformed(part, "the part in brackets is not an IPv6 address");
        }
        return text.toLower();
    }
    UErrorCode status = U_ZERO_ERROR;
    static UIDNA *const idna = [] {
        UErrorCode opening = U_ZERO_ERROR;
        return uidna_openUTS46(UIDNA_NONTRANSITIONAL_TO_UNICODE | UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ, &opening);
    }();
    if (!idna) {
        return malformed(part, "the part after the @ cannot be checked");
    }
    UIDNAInfo info = UIDNA_INFO_INITIALIZER;
    QString out(text.size() * 4 + 64, Qt::Uninitialized);
    const int length = uidna_nameToUnicode(idna, units(text), int(text.size()), reinterpret_cast<UChar *>(out.data()),
                                           int(out.size()), &info, &status);
    if (U_FAILURE(status) || info.errors != 0) {
        return malformed(part, "the part after the @ is not a domain name");
    }
    out.truncate(length);
    for (const QChar c : std::as_const(out)) {
        if (c.unicode() < 0x80 && !c.isLetterOrNumber() && !QStringView(u".-_").contains(c)) {
            return malformed(part, "the part after the @ holds a character that domain names cannot have");
        }
    }
    if (out.isEmpty() || out.startsWith(u'.') || out.contains(QStringLiteral("..")) || out.toUtf8().size() > maximumPartBytes) {
        return malformed(part, "the part after the @ is not a domain name");
    }
    return out;
}

Result<QString> prepareResource(QStringView part)
{
    if (isPlain(part, {})) {
        return part.toString();
    }
    QString text = part.toString();
    for (QChar &c : text) {
        if (c.category() == QChar::Separator_Space) { // RFC 8265, 4.2.2, rule 2
            c = u' ';
        }
    }
    if (!toNfc(text)) {
        return malformed(part, "the resource is not valid Unicode");
    }
    // RFC 7622, 3.5 lists a space at the beginning among what is no address. OpaqueString, by which 3.4 prepares a resource,
    // knows no such rule (RFC 8265, 4.2), and servers let one through: it is read, and stays.
    if (!belongsTo(PrecisClass::Freeform, text)) {
        return malformed(part, "the resource holds a character that addresses cannot have");
    }
    if (text.isEmpty() || text.toUtf8().size() > maximumPartBytes) {
        return malformed(part, "the resource is empty or too long");
    }
    return text;
}

/// RFC 3454, B.1, but for the two joiners, which some scripts need.
bool isMappedToNothing(char16_t unit)
{
    return unit == 0x00ad || unit == 0x034f || unit == 0x1806 || (unit >= 0x180b && unit <= 0x180d) || unit == 0x200b
        || unit == 0x2060 || (unit >= 0xfe00 && unit <= 0xfe0f) || unit == 0xfeff;
}

} // namespace

Result<Jid> Jid::parse(QStringView text)
{
    // RFC 7622, 3.2: first cut at the first slash, then at the first @ before it.
    const qsizetype slash = text.indexOf(u'/');
    const QStringView bare = slash < 0 ? text : text.first(slash);
    const qsizetype at = bare.indexOf(u'@');

    QString prepared;
    if (at >= 0) {
        auto local = prepareLocal(bare.first(at));
        if (!local) {
            return local.error();
        }
        prepared = *local + u'@';
    }
    auto domain = prepareDomain(bare.sliced(at + 1));
    if (!domain) {
        return domain.error();
    }
    prepared += *domain;
    if (slash < 0) {
        return Jid(BareJid::fromPrepared(prepared));
    }
    auto resource = prepareResource(text.sliced(slash + 1));
    if (!resource) {
        return resource.error();
    }
    return Jid(BareJid::fromPrepared(prepared), *resource);
}

Result<QString> Jid::nickname(QStringView typed)
{
    const QString all = typed.trimmed().toString(); // RFC 8266, 2.1: no space at either end
    QString out;
    for (qsizetype i = 0; i < all.size(); ++i) {
        const char16_t unit = all.at(i).unicode();
        // Servers drop them as well, though an emoji keyboard writes them.
        const bool joins = unit == 0x200d && !belongsTo(PrecisClass::Freeform, out + QChar(unit));
        if (!isMappedToNothing(unit) && !joins) {
            out.append(QChar(unit));
        }
    }
    return prepareResource(out);
}

QString Jid::toString() const
{
    return m_resource.isEmpty() ? m_bare.toString() : m_bare.toString() + u'/' + m_resource;
}

Result<BareJid> BareJid::parse(QStringView text)
{
    auto jid = Jid::parse(text);
    if (!jid) {
        return jid.error();
    }
    return jid->bare();
}

QString BareJid::local() const
{
    const qsizetype at = m_text.indexOf(u'@');
    return at < 0 ? QString() : m_text.first(at);
}

QString BareJid::domain() const
{
    return m_text.sliced(m_text.indexOf(u'@') + 1);
}

} // namespace jackdaw
