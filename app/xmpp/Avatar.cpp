// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/Avatar.h"

#include "xmpp/Dom.h"

#include <QCryptographicHash>
#include <QStringList>
#include <QXmlStreamWriter>

#include <algorithm>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr QStringView cardNamespace = u"vcard-temp";
constexpr QStringView updateNamespace = u"vcard-temp:x:update";
constexpr int maximumInfos = 10;

/// Line breaks are allowed in it, and everything else that is no Base64 makes it none.
QByteArray bytesIn(const QString &text)
{
    if (text.size() > maximumAvatarBytes * 3 / 2) {
        return {};
    }
    QByteArray base64 = text.toLatin1();
    base64.removeIf([](char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; });
    const auto bytes = QByteArray::fromBase64Encoding(base64, QByteArray::AbortOnBase64DecodingErrors);
    return bytes && bytes.decoded.size() <= maximumAvatarBytes ? bytes.decoded : QByteArray();
}

} // namespace

QString avatarId(const QByteArray &bytes)
{
    return QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha1).toHex());
}

bool isAvatarId(const QString &id)
{
    return id.size() == 40 && std::all_of(id.cbegin(), id.cend(), [](QChar c) {
        return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f');
    });
}

QString avatarType(const QByteArray &bytes)
{
    return bytes.startsWith("\x89PNG\r\n\x1a\n") ? u"image/png"_s
        : bytes.startsWith("\xff\xd8\xff") ? u"image/jpeg"_s
        : bytes.startsWith("GIF87a") || bytes.startsWith("GIF89a") ? u"image/gif"_s
        : bytes.startsWith("RIFF") && bytes.sliced(std::min<qsizetype>(8, bytes.size())).startsWith("WEBP") ? u"image/webp"_s
        : QString();
}

std::optional<AvatarInfo> readAvatarMetadata(const QDomElement &payload)
{
    if (!isElement(payload, u"metadata", avatarMetadataNode)) {
        return {};
    }
    static const QStringList shown{u"image/png"_s, u"image/jpeg"_s, u"image/gif"_s, u"image/webp"_s};
    int read = 0;
    for (QDomElement child = payload.firstChildElement(); !child.isNull() && read < maximumInfos; child = child.nextSiblingElement()) {
        if (!isElement(child, u"info", avatarMetadataNode)) {
            continue;
        }
        ++read;
        AvatarInfo info;
        info.id = child.attribute(u"id"_s).toLower();
        info.mediaType = child.attribute(u"type"_s);
        info.bytes = child.attribute(u"bytes"_s).toLongLong();
        info.width = std::clamp(child.attribute(u"width"_s).toInt(), 0, 65'535);
        info.height = std::clamp(child.attribute(u"height"_s).toInt(), 0, 65'535);
        // One with a url lies somewhere in the web (4.2.1), where nobody is asked.
        if (isAvatarId(info.id) && !child.hasAttribute(u"url"_s) && shown.contains(info.mediaType) && info.bytes >= 0
            && info.bytes <= maximumAvatarBytes) {
            return info;
        }
    }
    return read == 0 ? std::optional(AvatarInfo()) : std::nullopt;
}

void writeAvatarMetadata(QXmlStreamWriter &writer, const AvatarInfo &info)
{
    writer.writeStartElement(u"metadata"_s);
    writer.writeDefaultNamespace(avatarMetadataNode.toString());
    if (!info.id.isEmpty()) {
        writer.writeStartElement(u"info"_s);
        writer.writeAttribute(u"id"_s, info.id);
        writer.writeAttribute(u"type"_s, info.mediaType);
        writer.writeAttribute(u"bytes"_s, QString::number(info.bytes));
        writer.writeAttribute(u"width"_s, QString::number(info.width));
        writer.writeAttribute(u"height"_s, QString::number(info.height));
        writer.writeEndElement();
    }
    writer.writeEndElement();
}

QByteArray readAvatarData(const QDomElement &payload)
{
    return isElement(payload, u"data", avatarDataNode) ? bytesIn(payload.text()) : QByteArray();
}

void writeAvatarData(QXmlStreamWriter &writer, const QByteArray &bytes)
{
    writer.writeStartElement(u"data"_s);
    writer.writeDefaultNamespace(avatarDataNode.toString());
    writer.writeCharacters(QString::fromLatin1(bytes.toBase64()));
    writer.writeEndElement();
}

std::optional<QString> readPhotoHash(const QDomElement &presence)
{
    const QDomElement photo = childElement(childElement(presence, u"x", updateNamespace), u"photo", updateNamespace);
    if (photo.isNull()) {
        return {};
    }
    const QString hash = photo.text().trimmed().toLower();
    return hash.isEmpty() || isAvatarId(hash) ? std::optional(hash) : std::nullopt;
}

QByteArray readCardPhoto(const QDomElement &iq)
{
    const QDomElement photo = childElement(childElement(iq, u"vCard", cardNamespace), u"PHOTO", cardNamespace);
    return bytesIn(childElement(photo, u"BINVAL", cardNamespace).text());
}

} // namespace jackdaw
