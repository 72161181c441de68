// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/FileSharing.h"

#include "base/SafeFileName.h"
#include "xmpp/Dom.h"
#include "xmpp/FallbackIndication.h"
#include "xmpp/Namespaces.h"
#include "xmpp/PayloadElement.h"
#include "xmpp/Stickers.h"
#include "xmpp/Thumbnails.h"

#include <QSet>
#include <QUrl>
#include <QXmppMessage.h>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestUrl = 4096;
constexpr qsizetype longestType = 100;
constexpr qsizetype longestDescription = 4096;
constexpr int mostPixels = 65'500; ///< a side
constexpr auto gcm256 = "urn:xmpp:ciphers:aes-256-gcm-nopadding:0"_L1;

bool isFetchable(const QUrl &url)
{
    return url.isValid() && url.scheme() == "https"_L1 && !url.host().isEmpty() && url.userInfo().isEmpty();
}

QString nameFromUrl(const QString &url)
{
    const QString last = QUrl(url).path(QUrl::FullyDecoded).section(u'/', -1);
    return last.isEmpty() ? QString() : safeFileName(last);
}

int readSide(const QDomElement &element)
{
    bool isNumber = false;
    const int side = element.text().trimmed().toInt(&isNumber);
    return isNumber && side > 0 && side <= mostPixels ? side : 0;
}

void readMetadata(const QDomElement &metadata, SharedFile &out)
{
    const auto text = [&](QStringView name) { return childElement(metadata, name, ns::fileMetadata).text().trimmed(); };
    out.mediaType = text(u"media-type").section(u';', 0, 0).trimmed().left(longestType).toLower();
    if (const QString name = text(u"name"); !name.isEmpty()) {
        out.name = safeFileName(name);
    }
    bool isNumber = false;
    const qint64 size = text(u"size").toLongLong(&isNumber);
    out.size = isNumber && size >= 0 ? size : -1;
    out.width = readSide(childElement(metadata, u"width", ns::fileMetadata));
    out.height = readSide(childElement(metadata, u"height", ns::fileMetadata));
    // As XEP-0449 has it, and XEP-0385 had it.
    const QString both = text(u"dimensions").isEmpty() ? text(u"dimension") : text(u"dimensions");
    if (const QStringList sides = both.split(u'x'); (out.width == 0 || out.height == 0) && sides.size() == 2) {
        out.width = sides[0].toInt();
        out.height = sides[1].toInt();
    }
    if (out.width <= 0 || out.height <= 0 || out.width > mostPixels || out.height > mostPixels) {
        out.width = out.height = 0;
    }
    out.description = text(u"desc").left(longestDescription);
    for (QDomElement hash = metadata.firstChildElement(); !hash.isNull(); hash = hash.nextSiblingElement()) {
        if (isElement(hash, u"hash", ns::hashes) && hash.attribute(u"algo"_s) == u"sha-256") {
            const QByteArray value = QByteArray::fromBase64(hash.text().trimmed().toLatin1());
            out.sha256 = value.size() == 32 ? value : QByteArray();
        }
    }
}

/// XEP-0448, 3; empty where this is none that may be fetched and opened.
QString readSealedSource(const QDomElement &sealed)
{
    if (sealed.attribute(u"cipher"_s) != gcm256) {
        return {};
    }
    const auto bytes = [&](QStringView name) {
        return QByteArray::fromBase64(childElement(sealed, name, ns::encryptedSource).text().trimmed().toLatin1());
    };
    const QByteArray key = bytes(u"key");
    const QByteArray iv = bytes(u"iv");
    if (key.size() != 32 || (iv.size() != 12 && iv.size() != 16)) {
        return {};
    }
    const QDomElement inner = childElement(sealed, u"sources", ns::fileSharing);
    for (QDomElement data = inner.firstChildElement(); !data.isNull(); data = data.nextSiblingElement()) {
        const QString url = data.attribute(u"target"_s).trimmed();
        if (isElement(data, u"url-data", ns::uriData) && isFetchable(QUrl(url, QUrl::StrictMode))) {
            return sealedUrl(url, key, iv);
        }
    }
    return {};
}

/// XEP-0447, 4: a file may lie in several places. The first that may be fetched; an encrypted one before one in clear.
QString readSource(const QDomElement &sources)
{
    QString clear;
    for (QDomElement source = sources.firstChildElement(); !source.isNull(); source = source.nextSiblingElement()) {
        if (isElement(source, u"encrypted", ns::encryptedSource)) {
            if (const QString sealed = readSealedSource(source); fileSource(sealed)) {
                return sealed;
            }
        } else if (clear.isEmpty() && isElement(source, u"url-data", ns::uriData)) {
            const QString url = source.attribute(u"target"_s).trimmed();
            clear = fileSource(url) ? url : QString();
        }
    }
    return clear;
}

/// What is said of it; where it lies is known.
SharedFile readSharing(const QDomElement &sharing, const QString &url, CarriedBits &bits)
{
    SharedFile out;
    const QDomElement metadata = childElement(sharing, u"file", ns::fileMetadata);
    readMetadata(metadata, out);
    readThumbnails(metadata, bits, out);
    out.url = url;
    return out;
}

void nameByAddress(SharedFile &file)
{
    if (const auto source = fileSource(file.url); source && file.name.isEmpty()) {
        file.name = nameFromUrl(source->url);
    }
}

/// XEP-0454, 5: the address alone, or with a small picture in a second line, which is not looked at.
QString sealedAddress(const QString &body)
{
    const QStringList lines = body.trimmed().split(u'\n');
    const bool isAlone = lines.size() == 1 || (lines.size() == 2 && lines[1].startsWith("data:image/"_L1));
    return isAlone && lines[0].startsWith("aesgcm://"_L1) ? lines[0].trimmed() : QString();
}

QXmppElement textElement(QStringView name, QStringView ns, const QString &text)
{
    QXmppElement element = makeElement(name, ns);
    element.setValue(text);
    return element;
}

} // namespace

std::optional<FileSource> fileSource(const QString &address)
{
    if (address.size() > longestUrl) {
        return {};
    }
    QUrl url(address, QUrl::StrictMode);
    FileSource out;
    if (url.scheme() == "aesgcm"_L1) {
        const QByteArray secret = QByteArray::fromHex(url.fragment().toLatin1());
        // 16 bytes of vector are what programs sent before 12 was agreed on (facts/security.md, O10).
        const qsizetype iv = secret.size() - 32;
        if ((iv != 12 && iv != 16) || url.fragment().size() != 2 * secret.size()) {
            return {};
        }
        out.iv = secret.first(iv);
        out.key = secret.sliced(iv);
        url.setScheme(u"https"_s);
    }
    url.setFragment({});
    if (!isFetchable(url)) {
        return {};
    }
    out.url = url.toString(QUrl::FullyEncoded);
    return out;
}

QString sealedUrl(const QString &httpsUrl, const QByteArray &key, const QByteArray &iv)
{
    return u"aesgcm"_s + httpsUrl.sliced(5).section(u'#', 0, 0) + u'#' + QString::fromLatin1(iv.toHex() + key.toHex());
}

SharedFiles readSharedFiles(const QDomElement &message, const QString &body)
{
    SharedFiles out;
    CarriedBits bits(message);
    QSet<QString> known;
    int sharings = 0;
    SharedFile lone; // what is said of one file, whose place a text may tell
    for (QDomElement each = message.firstChildElement(); !each.isNull(); each = each.nextSiblingElement()) {
        if (!isElement(each, u"file-sharing", ns::fileSharing)) {
            continue;
        }
        ++sharings;
        if (out.files.size() == mostSharedFiles || sharings > mostSharings) { // not even looked at
            ++out.leftOut;
            continue;
        }
        const QString url = readSource(childElement(each, u"sources", ns::fileSharing));
        const bool isNew = !url.isEmpty() && !known.contains(url);
        if (url.isEmpty()) {
            ++out.leftOut;
        }
        if (!isNew && sharings > 1) {
            continue;
        }
        SharedFile file = readSharing(each, url, bits);
        if (sharings == 1) {
            lone = file;
        }
        if (isNew) {
            known.insert(url);
            nameByAddress(file);
            out.files.append(file);
        }
    }
    if (sharings == 1) {
        (out.files.isEmpty() ? lone : out.files.first()).sticker = readStickerMark(message);
    }
    if (!out.files.isEmpty()) {
        return out;
    }
    if (sharings > 1) {
        lone = {}; // nobody says which of them the one address is
    }
    const QString sealed = sealedAddress(body);
    const QString outOfBand = childElement(childElement(message, u"x", ns::outOfBand), u"url", ns::outOfBand).text().trimmed();
    lone.url = sealed.isEmpty() ? outOfBand : sealed;
    if (!fileSource(lone.url)) {
        return {}; // it stays a text
    }
    nameByAddress(lone);
    return {{lone}, sharings > 1 ? sharings - 1 : 0};
}

void writeSharedFile(QXmppMessage &message, const SharedFile &file)
{
    const auto source = fileSource(file.url);
    if (!source) {
        return;
    }
    QXmppElement metadata = makeElement(u"file", ns::fileMetadata);
    const auto add = [&metadata](QStringView name, const QString &text) {
        if (!text.isEmpty()) {
            metadata.appendChild(textElement(name, {}, text));
        }
    };
    add(u"media-type", file.mediaType);
    add(u"name", file.name);
    add(u"size", file.size >= 0 ? QString::number(file.size) : QString());
    add(u"width", file.width > 0 ? QString::number(file.width) : QString());
    add(u"height", file.height > 0 ? QString::number(file.height) : QString());
    add(u"desc", file.sticker ? file.description : QString());
    if (!file.sha256.isEmpty()) {
        QXmppElement hash = textElement(u"hash", ns::hashes, QString::fromLatin1(file.sha256.toBase64()));
        hash.setAttribute(u"algo"_s, u"sha-256"_s);
        metadata.appendChild(hash);
    }
    writeThumbnail(metadata, file);
    QXmppElement address = makeElement(u"url-data", ns::uriData);
    address.setAttribute(u"target"_s, source->url);
    QXmppElement sources = makeElement(u"sources", {});
    if (file.isSealed()) {
        QXmppElement sealed = makeElement(u"encrypted", ns::encryptedSource);
        sealed.setAttribute(u"cipher"_s, QString(gcm256));
        sealed.appendChild(textElement(u"key", {}, QString::fromLatin1(source->key.toBase64())));
        sealed.appendChild(textElement(u"iv", {}, QString::fromLatin1(source->iv.toBase64())));
        QXmppElement inner = makeElement(u"sources", ns::fileSharing);
        inner.appendChild(address);
        sealed.appendChild(inner);
        sources.appendChild(sealed);
    } else {
        sources.appendChild(address);
    }
    QXmppElement sharing = makeElement(u"file-sharing", ns::fileSharing);
    sharing.setAttribute(u"disposition"_s, file.width > 0 || file.sticker ? u"inline"_s : u"attachment"_s);
    sharing.appendChild(metadata);
    sharing.appendChild(sources);
    QXmppElementList extensions = message.extensions();
    extensions.append(sharing);
    // XEP-0454, 5: the other address needs no such mark; and the text beside a sticker is no address.
    if (!file.isSealed() && !file.sticker) {
        QXmppElement outOfBand = makeElement(u"x", ns::outOfBand);
        outOfBand.appendChild(textElement(u"url", {}, source->url));
        extensions.append(outOfBand);
    }
    message.setExtensions(extensions);
    if (file.sticker) {
        writeStickerMark(message, *file.sticker);
    }
    writeFallback(message, ns::fileSharing, std::nullopt);
}

} // namespace jackdaw
