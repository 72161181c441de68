// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/LivePosition.h"

#include "xmpp/Dom.h"
#include "xmpp/PersonalFacts.h"

#include <QDateTime>
#include <QXmlStreamWriter>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr QStringView liveSpace = u"urn:jackdaw:live-place:0";
constexpr qsizetype idLength = 32;
constexpr qsizetype mostSealed = 4096;

} // namespace

QByteArray livePositionText(const LivePosition &position)
{
    QByteArray text;
    QXmlStreamWriter writer(&text);
    writer.writeStartElement(u"geoloc"_s);
    writer.writeDefaultNamespace(locationNode.toString());
    if (position.accuracy >= 0) {
        writer.writeTextElement(u"accuracy"_s, QString::number(position.accuracy, 'f', 1));
    }
    writer.writeTextElement(u"lat"_s, QString::number(position.latitude, 'f', 6));
    writer.writeTextElement(u"lon"_s, QString::number(position.longitude, 'f', 6));
    writer.writeTextElement(u"timestamp"_s,
                            QDateTime::fromMSecsSinceEpoch(position.time, QTimeZone::UTC).toString(Qt::ISODateWithMs));
    writer.writeEndElement();
    return text;
}

std::optional<LivePosition> readLivePosition(const QByteArray &text)
{
    QDomDocument document;
    if (text.size() > mostSealed || text.contains("<!")
        || !document.setContent(text, QDomDocument::ParseOption::UseNamespaceProcessing)) {
        return {};
    }
    PersonalFacts facts;
    readPersonalFact(facts, locationNode, document.documentElement());
    const PersonalFacts::Location &at = facts.location;
    return at.hasPosition && at.time > 0 ? std::optional(LivePosition{at.latitude, at.longitude, at.accuracy, at.time})
                                         : std::nullopt;
}

QString liveNode(const QString &id) { return liveSpace.toString() + u'#' + id; }

QString liveIdOf(const QString &node)
{
    const bool isOne = node.size() == liveSpace.size() + 1 + idLength && node.startsWith(liveSpace)
        && node.at(liveSpace.size()) == u'#';
    return isOne ? node.sliced(liveSpace.size() + 1) : QString();
}

void writeSealedPosition(QXmlStreamWriter &writer, const QByteArray &sealed)
{
    writer.writeStartElement(u"sealed"_s);
    writer.writeDefaultNamespace(liveSpace.toString());
    writer.writeCharacters(QString::fromLatin1(sealed.toBase64()));
    writer.writeEndElement();
}

QByteArray readSealedPosition(const QDomElement &payload)
{
    const QString text = isElement(payload, u"sealed", liveSpace) ? payload.text().trimmed() : QString();
    if (text.size() > mostSealed) {
        return {};
    }
    const auto sealed = QByteArray::fromBase64Encoding(text.toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
    return sealed ? *sealed : QByteArray();
}

} // namespace jackdaw
