// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDomElement>
#include <QString>
#include <optional>

class QXmlStreamWriter;

namespace jackdaw {

/// Pictures of people: XEP-0084, an item of two nodes of theirs, and the older way, a hash in each presence
/// (XEP-0153) and the picture on the card (XEP-0054). Pure DOM <-> values, no owner, engine thread. Whose it is says
/// the sender's address alone; what is in the bytes is not looked at here, beyond their number and by what they begin
/// with.
inline constexpr QStringView avatarMetadataNode = u"urn:xmpp:avatar:metadata"; ///< and its namespace
inline constexpr QStringView avatarDataNode = u"urn:xmpp:avatar:data";         ///< and its namespace

/// More than any of them needs: others ask for 192 to 480 pixels a side.
inline constexpr qsizetype maximumAvatarBytes = 512 * 1024;

/// One of the pictures that the metadata name.
struct AvatarInfo
{
    QString id; ///< the SHA-1 of its bytes, in lower case
    QString mediaType;
    qint64 bytes = 0;
    int width = 0;
    int height = 0;
};

/// Of the item of the first node, the first that lies in the second node and may be fetched;
/// one with an empty id where there is to be no picture (4.3); nullopt where that is no
/// metadata, or none of it is of use.
std::optional<AvatarInfo> readAvatarMetadata(const QDomElement &payload);
/// An empty id: none any more.
void writeAvatarMetadata(QXmlStreamWriter &writer, const AvatarInfo &info);
/// Empty where there is none, or too much.
QByteArray readAvatarData(const QDomElement &payload);
void writeAvatarData(QXmlStreamWriter &writer, const QByteArray &bytes);

/// What a presence says of the picture on the card (XEP-0153, 4.1): its hash, empty where
/// there is none; nullopt where the sender does not know, or says nothing.
std::optional<QString> readPhotoHash(const QDomElement &presence);
/// The picture on the card (XEP-0054); empty where there is none, or too much.
QByteArray readCardPhoto(const QDomElement &iq);

/// As the two name pictures: the SHA-1 of the bytes, in lower case.
QString avatarId(const QByteArray &bytes);
/// Can that be such a name? It becomes the name of a file.
bool isAvatarId(const QString &id);
/// By what they begin with, of those kinds that are shown; else empty.
QString avatarType(const QByteArray &bytes);

} // namespace jackdaw
