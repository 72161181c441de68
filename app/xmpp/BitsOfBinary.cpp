// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/BitsOfBinary.h"

#include "xmpp/Namespaces.h"

#include <QCryptographicHash>
#include <QUrl>
#include <QXmlStreamWriter>

namespace jackdaw {

Result<BitsOfBinary> readBitsOfBinary(const QDomElement &data)
{
    BitsOfBinary out;
    out.cid = data.attribute(QStringLiteral("cid"));
    out.type = data.attribute(QStringLiteral("type"));
    const QString text = data.text();
    if (text.size() > maximumBitsOfBinary * 2) { // base64 and its line ends
        return Error{ErrorKind::Malformed, QStringLiteral("the data are too large"), out.cid};
    }
    const auto decoded = QByteArray::fromBase64Encoding(text.simplified().remove(u' ').toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded || (*decoded).size() > maximumBitsOfBinary) {
        return Error{ErrorKind::Malformed, QStringLiteral("not base64, or too large"), out.cid};
    }
    out.bytes = *decoded;
    const QString algorithm = out.cid.section(u'+', 0, 0).toLower().remove(u'-');
    const QString promised = out.cid.section(u'+', 1).section(u'@', 0, 0).toLower();
    if (algorithm != u"sha1" && algorithm != u"sha256") {
        return Error{ErrorKind::Malformed, QStringLiteral("an unknown hash"), out.cid};
    }
    const auto hash = QCryptographicHash::hash(out.bytes, algorithm == u"sha1" ? QCryptographicHash::Sha1 : QCryptographicHash::Sha256);
    if (promised != QString::fromLatin1(hash.toHex())) {
        return Error{ErrorKind::Malformed, QStringLiteral("the data are not what their name promises"), out.cid};
    }
    return out;
}

void writeBitsOfBinaryRequest(QXmlStreamWriter &writer, const QString &cid)
{
    writer.writeStartElement(QStringLiteral("data"));
    writer.writeDefaultNamespace(ns::bitsOfBinary);
    writer.writeAttribute(QStringLiteral("cid"), cid);
    writer.writeEndElement();
}

QString cidOf(const QString &uri)
{
    return uri.startsWith(QStringLiteral("cid:"), Qt::CaseInsensitive) ? QUrl::fromPercentEncoding(uri.mid(4).toUtf8()) : QString();
}

} // namespace jackdaw
