// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/FastToken.h"

#include <QDateTime>
#include <QXmlStreamReader>
#include <QXmlStreamWriter>
#include <QXmppCredentials.h>

namespace jackdaw {

namespace {

/// QXmpp 1.10's own; it can only be filled through its XML.
constexpr QStringView credentialsSpace = u"org.qxmpp.credentials";

} // namespace

QString writeFastToken(const FastToken &token)
{
    QString xml;
    QXmlStreamWriter writer(&xml);
    writer.writeStartElement(QStringLiteral("credentials"));
    writer.writeDefaultNamespace(credentialsSpace);
    if (!token.isEmpty()) {
        writer.writeStartElement(QStringLiteral("ht-token"));
        writer.writeAttribute(QStringLiteral("mechanism"), token.mechanism);
        writer.writeAttribute(QStringLiteral("secret"), token.secret);
        writer.writeAttribute(QStringLiteral("expiry"),
                              QDateTime::fromMSecsSinceEpoch(token.expiry, QTimeZone::UTC).toString(Qt::ISODate));
        writer.writeEndElement();
    }
    writer.writeEndElement();
    return xml;
}

FastToken readFastToken(const QString &text)
{
    QXmlStreamReader reader(text);
    while (!reader.atEnd() && !reader.hasError()) {
        if (reader.readNext() != QXmlStreamReader::StartElement || reader.name() != u"ht-token") {
            continue;
        }
        const auto attributes = reader.attributes();
        const QDateTime expiry = QDateTime::fromString(attributes.value(u"expiry").toString(), Qt::ISODate);
        return FastToken{attributes.value(u"mechanism").toString(), attributes.value(u"secret").toString(),
                         expiry.isValid() ? expiry.toMSecsSinceEpoch() : 0};
    }
    return {};
}

QXmppCredentials toCredentials(const FastToken &token)
{
    QXmlStreamReader reader(writeFastToken(token));
    reader.readNextStartElement();
    return QXmppCredentials::fromXml(reader).value_or(QXmppCredentials());
}

FastToken fromCredentials(const QXmppCredentials &credentials)
{
    QString xml;
    QXmlStreamWriter writer(&xml);
    credentials.toXml(writer);
    return readFastToken(xml);
}

} // namespace jackdaw
