// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/InBandBytes.h"

#include "xmpp/Namespaces.h"

#include <QXmlStreamWriter>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestStreamId = 200;
constexpr int largestBlock = 65535; // XEP-0047, 2.1: of 16 bits

int readUpTo(const QString &text, int otherwise)
{
    bool isNumber = false;
    const int number = text.toInt(&isNumber);
    return isNumber && number >= 0 && number <= largestBlock ? number : otherwise;
}

void start(QXmlStreamWriter &writer, const QString &name, const QString &sid)
{
    writer.writeStartElement(name);
    writer.writeDefaultNamespace(ns::inBandBytes.toString());
    writer.writeAttribute(u"sid"_s, sid);
}

} // namespace

std::optional<InBandStep> readInBand(const QDomElement &iq)
{
    const QDomElement element = iq.firstChildElement();
    InBandStep out;
    out.sid = element.attribute(u"sid"_s);
    if (element.namespaceURI() != ns::inBandBytes || iq.attribute(u"type"_s) != u"set" || out.sid.isEmpty()
        || out.sid.size() > longestStreamId) {
        return {};
    }
    if (element.tagName() == u"open") {
        out.kind = InBandStep::Kind::Open;
        out.blockSize = readUpTo(element.attribute(u"block-size"_s), 0);
        out.inMessages = element.attribute(u"stanza"_s, u"iq"_s) != u"iq";
    } else if (element.tagName() == u"close") {
        out.kind = InBandStep::Kind::Close;
    } else if (element.tagName() == u"data") {
        out.number = readUpTo(element.attribute(u"seq"_s), -1);
        const auto bytes = QByteArray::fromBase64Encoding(element.text().trimmed().toLatin1(),
                                                          QByteArray::AbortOnBase64DecodingErrors);
        out.isReadable = bytes.decodingStatus == QByteArray::Base64DecodingStatus::Ok;
        out.bytes = bytes.decoded;
    } else {
        return {};
    }
    return out;
}

void writeInBandOpen(QXmlStreamWriter &writer, const QString &sid, int blockSize)
{
    start(writer, u"open"_s, sid);
    writer.writeAttribute(u"block-size"_s, QString::number(blockSize));
    writer.writeAttribute(u"stanza"_s, u"iq"_s);
    writer.writeEndElement();
}

void writeInBandData(QXmlStreamWriter &writer, const QString &sid, int number, const QByteArray &bytes)
{
    start(writer, u"data"_s, sid);
    writer.writeAttribute(u"seq"_s, QString::number(number));
    writer.writeCharacters(QString::fromLatin1(bytes.toBase64()));
    writer.writeEndElement();
}

void writeInBandClose(QXmlStreamWriter &writer, const QString &sid)
{
    start(writer, u"close"_s, sid);
    writer.writeEndElement();
}

} // namespace jackdaw
