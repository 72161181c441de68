// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/JingleFile.h"

#include "base/SafeFileName.h"
#include "xmpp/Dom.h"
#include "xmpp/Namespaces.h"

#include <QDateTime>
#include <QTimeZone>
#include <QXmlStreamWriter>

#include <limits>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestFileText = 1000;
constexpr qint64 largestSize = std::numeric_limits<qint64>::max() / 2; ///< so that sums of two stay numbers

qint64 readNumber(const QString &text, qint64 otherwise)
{
    bool isNumber = false;
    const qint64 number = text.trimmed().toLongLong(&isNumber);
    return isNumber && number >= 0 && number <= largestSize ? number : otherwise;
}

QString textOf(const QDomElement &file, QStringView name)
{
    return childElement(file, name, ns::jingleFile).text().trimmed().left(longestFileText);
}

} // namespace

std::optional<JingleFile> readJingleFile(const QDomElement &description)
{
    const QDomElement file = childElement(description, u"file", ns::jingleFile);
    if (file.isNull()) {
        return {};
    }
    JingleFile out;
    out.name = safeFileName(textOf(file, u"name"));
    out.mediaType = textOf(file, u"media-type").left(100);
    out.description = textOf(file, u"desc");
    out.modified = parseTime(textOf(file, u"date"));
    out.size = readNumber(childElement(file, u"size", ns::jingleFile).text(), -1);
    for (QDomElement hash = file.firstChildElement(); !hash.isNull(); hash = hash.nextSiblingElement()) {
        if (isElement(hash, u"hash", ns::hashes) && hash.attribute(u"algo"_s) == u"sha-256") {
            const QByteArray value = QByteArray::fromBase64(hash.text().trimmed().left(100).toLatin1());
            out.sha256 = value.size() == 32 ? value : QByteArray();
        } else if (isElement(hash, u"hash-used", ns::hashes)) {
            out.hashFollows = out.hashFollows || hash.attribute(u"algo"_s) == u"sha-256";
        }
    }
    if (const QDomElement range = childElement(file, u"range", ns::jingleFile); !range.isNull()) {
        out.range = JingleFile::Range{readNumber(range.attribute(u"offset"_s), 0),
                                      readNumber(range.attribute(u"length"_s), -1)};
    }
    return out;
}

void writeJingleFile(QXmlStreamWriter &writer, const JingleFile &file)
{
    writer.writeStartElement(u"description"_s);
    writer.writeDefaultNamespace(ns::jingleFile.toString());
    writer.writeStartElement(u"file"_s);
    if (file.modified > 0) {
        writer.writeTextElement(u"date"_s,
                                QDateTime::fromMSecsSinceEpoch(file.modified, QTimeZone::UTC).toString(Qt::ISODate));
    }
    if (!file.description.isEmpty()) {
        writer.writeTextElement(u"desc"_s, file.description);
    }
    if (!file.mediaType.isEmpty()) {
        writer.writeTextElement(u"media-type"_s, file.mediaType);
    }
    if (!file.name.isEmpty()) {
        writer.writeTextElement(u"name"_s, file.name);
    }
    if (file.size >= 0) {
        writer.writeTextElement(u"size"_s, QString::number(file.size));
    }
    if (file.range) {
        writer.writeStartElement(u"range"_s);
        if (file.range->offset > 0) {
            writer.writeAttribute(u"offset"_s, QString::number(file.range->offset));
        }
        if (file.range->length >= 0) {
            writer.writeAttribute(u"length"_s, QString::number(file.range->length));
        }
        writer.writeEndElement();
    }
    if (!file.sha256.isEmpty()) {
        writer.writeStartElement(u"hash"_s);
        writer.writeDefaultNamespace(ns::hashes.toString());
        writer.writeAttribute(u"algo"_s, u"sha-256"_s);
        writer.writeCharacters(QString::fromLatin1(file.sha256.toBase64()));
        writer.writeEndElement();
    }
    writer.writeEndElement();
    writer.writeEndElement();
}

} // namespace jackdaw
