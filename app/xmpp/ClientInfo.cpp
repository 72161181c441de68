// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/ClientInfo.h"

#include "xmpp/Namespaces.h"

#include <QDateTime>
#include <QTimeZone>
#include <QXmlStreamWriter>

namespace jackdaw {

void writeVersion(QXmlStreamWriter &writer)
{
    writer.writeStartElement(QStringLiteral("query"));
    writer.writeDefaultNamespace(ns::version.toString());
    writer.writeTextElement(QStringLiteral("name"), QStringLiteral("Jackdaw"));
    writer.writeTextElement(QStringLiteral("version"), QStringLiteral(JACKDAW_VERSION));
    writer.writeEndElement();
}

void writeTime(QXmlStreamWriter &writer, qint64 now, int offset)
{
    // XEP-0082, 3.2: the offset to the minute, UTC as Z.
    const int minutes = qAbs(offset) / 60;
    const QString zone = QStringLiteral("%1%2:%3").arg(QLatin1Char(offset < 0 ? '-' : '+'))
                             .arg(minutes / 60, 2, 10, QLatin1Char('0')).arg(minutes % 60, 2, 10, QLatin1Char('0'));
    writer.writeStartElement(QStringLiteral("time"));
    writer.writeDefaultNamespace(ns::time.toString());
    writer.writeTextElement(QStringLiteral("tzo"), zone);
    writer.writeTextElement(QStringLiteral("utc"), QDateTime::fromMSecsSinceEpoch(now, QTimeZone::UTC).toString(Qt::ISODate));
    writer.writeEndElement();
}

void writeLastActivity(QXmlStreamWriter &writer, qint64 seconds)
{
    writer.writeStartElement(QStringLiteral("query"));
    writer.writeDefaultNamespace(ns::lastActivity.toString());
    writer.writeAttribute(QStringLiteral("seconds"), QString::number(qMax<qint64>(0, seconds)));
    writer.writeEndElement();
}

} // namespace jackdaw
