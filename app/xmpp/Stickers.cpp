// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/Stickers.h"

#include "xmpp/Dom.h"
#include "xmpp/FileSharing.h"
#include "xmpp/Namespaces.h"
#include "xmpp/PayloadElement.h"

#include <QCryptographicHash>
#include <QXmlStreamWriter>
#include <QXmppMessage.h>

#include <algorithm>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestPackId = 200;
constexpr qsizetype longestNode = 500;
constexpr qsizetype longestPackText = 2000;
constexpr qsizetype longestStickerText = 200;
constexpr int mostTexts = 50;
constexpr int mostHashes = 8;
constexpr qsizetype longestHash = 200; ///< as Base64, and the name of how it is made
constexpr int mostSuggests = 20;
constexpr int mostStickerPixels = 65'500; ///< a side
constexpr qsizetype idLength = 24; ///< 144 bits as Base64

const QString xmlSpace = u"http://www.w3.org/XML/1998/namespace"_s;

Error malformedPack(const QString &what)
{
    return Error{ErrorKind::Malformed, what, {}};
}

std::optional<QCryptographicHash::Algorithm> algorithmOf(const QString &name)
{
    using Algorithm = QCryptographicHash::Algorithm;
    static const QHash<QString, Algorithm> known{
        {u"sha-256"_s, Algorithm::Sha256}, {u"sha-512"_s, Algorithm::Sha512}, {u"sha3-256"_s, Algorithm::Sha3_256},
        {u"sha3-512"_s, Algorithm::Sha3_512}, {u"blake2b-256"_s, Algorithm::Blake2b_256},
        {u"blake2b-512"_s, Algorithm::Blake2b_512}};
    const auto found = known.constFind(name);
    return found == known.cend() ? std::nullopt : std::optional(*found);
}

/// Strings that are joined from lesser to greater, byte by byte.
QByteArray sortedJoin(QList<QByteArray> strings)
{
    std::sort(strings.begin(), strings.end(), [](const QByteArray &one, const QByteArray &other) {
        return std::lexicographical_compare(one.cbegin(), one.cend(), other.cbegin(), other.cend(),
                                            [](char a, char b) { return uchar(a) < uchar(b); });
    });
    return strings.join();
}

/// XEP-0449, 2.3.2. What stands between the fields is no character of XML, so nobody can write it into one.
QByteArray signedContent(const StickerPack &pack)
{
    constexpr char file = 0x1c;
    constexpr char group = 0x1d;
    constexpr char record = 0x1e;
    constexpr char unit = 0x1f;
    QList<QByteArray> meta;
    const auto addTexts = [&](const QByteArray &name, const QList<StickerPack::Text> &texts) {
        for (const StickerPack::Text &each : texts) {
            meta.append(name + unit + each.language.toUtf8() + unit + each.text.toUtf8() + unit + record);
        }
    };
    addTexts("name", pack.names);
    addTexts("summary", pack.summaries);
    QList<QByteArray> stickerStrings;
    for (const StickerPack::Sticker &sticker : pack.stickers) {
        QList<QByteArray> hashes;
        for (const StickerPack::Hash &hash : sticker.hashes) {
            hashes.append(hash.algorithm.toUtf8() + unit + hash.value.toUtf8() + unit + record);
        }
        stickerStrings.append(sticker.description.toUtf8() + record + sortedJoin(hashes) + group);
    }
    return sortedJoin(meta) + file + sortedJoin(stickerStrings) + file;
}

QList<StickerPack::Text> readTexts(const QDomElement &parent, QStringView name)
{
    QList<StickerPack::Text> all;
    for (QDomElement child = parent.firstChildElement(); !child.isNull() && all.size() <= mostTexts;
         child = child.nextSiblingElement()) {
        if (isElement(child, name, ns::stickers)) {
            all.append({child.attributeNS(xmlSpace, u"lang"_s), child.text()});
        }
    }
    return all;
}

bool areShort(const QList<StickerPack::Text> &texts, qsizetype most, qsizetype longest)
{
    return texts.size() <= most && std::all_of(texts.cbegin(), texts.cend(), [longest](const StickerPack::Text &each) {
        return each.text.size() <= longest && each.language.size() <= 50;
    });
}

int readPixels(const QString &text)
{
    bool isNumber = false;
    const int side = text.trimmed().toInt(&isNumber);
    return isNumber && side > 0 && side <= mostStickerPixels ? side : 0;
}

Result<StickerPack::Sticker> readSticker(const QDomElement &item)
{
    StickerPack::Sticker out;
    const QDomElement file = childElement(item, u"file", ns::fileMetadata);
    QStringList descriptions;
    for (QDomElement child = file.firstChildElement(); !child.isNull(); child = child.nextSiblingElement()) {
        if (isElement(child, u"desc", ns::fileMetadata) && !child.hasAttributeNS(xmlSpace, u"lang"_s)) {
            descriptions.append(child.text());
        } else if (isElement(child, u"hash", ns::hashes)) {
            out.hashes.append({child.attribute(u"algo"_s), child.text().trimmed()});
        }
    }
    const auto text = [&](QStringView name) { return childElement(file, name, ns::fileMetadata).text().trimmed(); };
    if (descriptions.size() != 1 || descriptions.constFirst().size() > longestStickerText || out.hashes.isEmpty()
        || out.hashes.size() > mostHashes) {
        return malformedPack(u"a sticker without what each has"_s);
    }
    out.description = descriptions.constFirst();
    for (const StickerPack::Hash &hash : std::as_const(out.hashes)) {
        if (hash.algorithm.size() > longestHash || hash.value.size() > longestHash) {
            return malformedPack(u"a hash that is none"_s);
        }
        if (hash.algorithm == u"sha-256"_s) {
            const QByteArray value = QByteArray::fromBase64(hash.value.toLatin1());
            out.sha256 = value.size() == 32 ? value : QByteArray();
        }
    }
    const auto canBeMade = [](const StickerPack::Hash &hash) { return algorithmOf(hash.algorithm).has_value(); };
    if (std::none_of(out.hashes.cbegin(), out.hashes.cend(), canBeMade)) {
        return malformedPack(u"no hash that can be checked"_s);
    }
    out.mediaType = text(u"media-type").section(u';', 0, 0).trimmed().left(100).toLower();
    bool isNumber = false;
    const qint64 size = text(u"size").toLongLong(&isNumber);
    out.size = isNumber && size >= 0 ? size : -1;
    const QStringList sides = text(u"dimensions").split(u'x');
    out.width = sides.size() == 2 ? readPixels(sides[0]) : readPixels(text(u"width"));
    out.height = sides.size() == 2 ? readPixels(sides[1]) : readPixels(text(u"height"));
    if (out.width == 0 || out.height == 0) {
        out.width = out.height = 0;
    }
    const QDomElement sources = childElement(item, u"sources", ns::fileSharing);
    for (QDomElement source = sources.firstChildElement(); !source.isNull() && out.url.isEmpty();
         source = source.nextSiblingElement()) {
        const bool isAddress = isElement(source, u"url-data", ns::uriData);
        const auto found = isAddress ? fileSource(source.attribute(u"target"_s).trimmed()) : std::nullopt;
        if (found && found->key.isEmpty()) {
            out.url = found->url;
        }
    }
    if (out.url.isEmpty()) {
        return Error{ErrorKind::UnsafeAddress, u"a sticker that no https address brings"_s, {}};
    }
    out.suggests = readTexts(item, u"suggest");
    if (!areShort(out.suggests, mostSuggests, longestStickerText)) {
        out.suggests.clear(); // no hash is over them
    }
    return out;
}

/// Does it have the hash that it says, and the id of that?
bool isSigned(const StickerPack &pack)
{
    const auto algorithm = algorithmOf(pack.hash.algorithm);
    if (!algorithm) {
        return false;
    }
    const QString made = QString::fromLatin1(QCryptographicHash::hash(signedContent(pack), *algorithm).toBase64());
    return made == pack.hash.value && made.first(idLength) == pack.id;
}

void writeStickerText(QXmlStreamWriter &writer, const QString &name, const StickerPack::Text &text)
{
    writer.writeStartElement(name);
    if (!text.language.isEmpty()) {
        writer.writeAttribute(u"xml:lang"_s, text.language);
    }
    writer.writeCharacters(text.text);
    writer.writeEndElement();
}

void writeHash(QXmlStreamWriter &writer, const StickerPack::Hash &hash)
{
    writer.writeStartElement(u"hash"_s);
    writer.writeDefaultNamespace(ns::hashes.toString());
    writer.writeAttribute(u"algo"_s, hash.algorithm);
    writer.writeCharacters(hash.value);
    writer.writeEndElement();
}

} // namespace

std::optional<StickerMark> readStickerMark(const QDomElement &message)
{
    const QDomElement element = childElement(message, u"sticker", ns::stickers);
    if (element.isNull()) {
        return {};
    }
    StickerMark out;
    out.pack = element.attribute(u"pack"_s);
    out.node = element.attribute(u"node"_s);
    if (out.pack.size() > longestPackId || out.node.size() > longestNode) {
        return StickerMark(); // a sticker all the same
    }
    if (const auto service = BareJid::parse(element.attribute(u"jid"_s))) {
        out.service = *service;
    }
    return out;
}

void writeStickerMark(QXmppMessage &message, const StickerMark &mark)
{
    QXmppElement element = makeElement(u"sticker", ns::stickers);
    if (!mark.pack.isEmpty()) {
        element.setAttribute(u"pack"_s, mark.pack);
    }
    if (mark.service.isValid()) {
        element.setAttribute(u"jid"_s, mark.service.toString());
    }
    if (!mark.node.isEmpty()) {
        element.setAttribute(u"node"_s, mark.node);
    }
    message.setExtensions(message.extensions() + QXmppElementList{element});
}

Result<StickerPack> readStickerPack(const QDomElement &pack, const QString &id)
{
    if (!isElement(pack, u"pack", ns::stickers)) {
        return malformedPack(u"no pack"_s);
    }
    StickerPack out;
    out.id = id;
    out.names = readTexts(pack, u"name");
    out.summaries = readTexts(pack, u"summary");
    if (!areShort(out.names, mostTexts, longestPackText) || !areShort(out.summaries, mostTexts, longestPackText)) {
        return Error{ErrorKind::TooMany, u"words"_s, {}};
    }
    const bool isFree = childElement(pack, u"restricted", ns::stickers).isNull();
    out.use = isFree ? StickerPack::Use::Free : StickerPack::Use::Restricted;
    const QDomElement hash = childElement(pack, u"hash", ns::hashes);
    out.hash = {hash.attribute(u"algo"_s), hash.text().trimmed()};
    qint64 bytes = 0;
    for (QDomElement item = pack.firstChildElement(); !item.isNull(); item = item.nextSiblingElement()) {
        if (!isElement(item, u"item", ns::stickers)) {
            continue;
        }
        if (out.stickers.size() >= StickerPack::mostStickers) {
            return Error{ErrorKind::TooMany, u"stickers"_s, QString::number(StickerPack::mostStickers)};
        }
        auto sticker = readSticker(item);
        if (!sticker) {
            return sticker.error();
        }
        // Each of a size that nobody tells counts when it comes.
        bytes += std::min(std::max<qint64>(sticker->size, 0), StickerPack::mostPackBytes);
        if (sticker->size > StickerPack::mostBytes || bytes > StickerPack::mostPackBytes) {
            return Error{ErrorKind::FileTooLarge, u"sticker"_s, QString::number(StickerPack::mostBytes)};
        }
        out.stickers.append(*std::move(sticker));
    }
    if (out.stickers.isEmpty()) {
        return malformedPack(u"a pack of nothing"_s);
    }
    if (!isSigned(out)) {
        return Error{ErrorKind::FileBroken, u"the pack is not what its id says"_s, {}};
    }
    return out;
}

void writeStickerPack(QXmlStreamWriter &writer, const StickerPack &pack)
{
    writer.writeStartElement(u"pack"_s);
    writer.writeDefaultNamespace(ns::stickers.toString());
    for (const StickerPack::Text &each : pack.names) {
        writeStickerText(writer, u"name"_s, each);
    }
    for (const StickerPack::Text &each : pack.summaries) {
        writeStickerText(writer, u"summary"_s, each);
    }
    if (pack.use == StickerPack::Use::Restricted) {
        writer.writeEmptyElement(u"restricted"_s);
    }
    for (const StickerPack::Sticker &sticker : pack.stickers) {
        writer.writeStartElement(u"item"_s);
        writer.writeStartElement(u"file"_s);
        writer.writeDefaultNamespace(ns::fileMetadata.toString());
        if (!sticker.mediaType.isEmpty()) {
            writer.writeTextElement(u"media-type"_s, sticker.mediaType);
        }
        writer.writeTextElement(u"desc"_s, sticker.description);
        if (sticker.size >= 0) {
            writer.writeTextElement(u"size"_s, QString::number(sticker.size));
        }
        if (sticker.width > 0) {
            writer.writeTextElement(u"dimensions"_s, u"%1x%2"_s.arg(sticker.width).arg(sticker.height));
        }
        for (const StickerPack::Hash &hash : sticker.hashes) {
            writeHash(writer, hash);
        }
        writer.writeEndElement();
        writer.writeStartElement(u"sources"_s);
        writer.writeDefaultNamespace(ns::fileSharing.toString());
        writer.writeStartElement(u"url-data"_s);
        writer.writeDefaultNamespace(ns::uriData.toString());
        writer.writeAttribute(u"target"_s, sticker.url);
        writer.writeEndElement();
        writer.writeEndElement();
        for (const StickerPack::Text &each : sticker.suggests) {
            writeStickerText(writer, u"suggest"_s, each);
        }
        writer.writeEndElement();
    }
    writeHash(writer, pack.hash);
    writer.writeEndElement();
}

void signStickerPack(StickerPack &pack)
{
    const QByteArray hash = QCryptographicHash::hash(signedContent(pack), QCryptographicHash::Sha256);
    pack.hash = {u"sha-256"_s, QString::fromLatin1(hash.toBase64())};
    pack.id = pack.hash.value.first(idLength);
}

bool isSticker(const StickerPack::Sticker &sticker, const QByteArray &bytes)
{
    int checked = 0;
    for (const StickerPack::Hash &hash : sticker.hashes) {
        const auto algorithm = algorithmOf(hash.algorithm);
        if (!algorithm) {
            continue;
        }
        ++checked;
        if (QCryptographicHash::hash(bytes, *algorithm) != QByteArray::fromBase64(hash.value.toLatin1())) {
            return false;
        }
    }
    return checked > 0 && bytes.size() <= StickerPack::mostBytes;
}

} // namespace jackdaw
