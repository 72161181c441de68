// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/ClientInfo.h"

#include "xmpp/Dom.h"
#include "xmpp/Namespaces.h"
#include "xmpp/Nickname.h"

#include <QDateTime>
#include <QRegularExpression>
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

namespace {

void writeEmpty(QXmlStreamWriter &writer, QStringView name, QStringView space)
{
    writer.writeStartElement(name.toString());
    writer.writeDefaultNamespace(space.toString());
    writer.writeEndElement();
}

} // namespace

void writeVersionRequest(QXmlStreamWriter &writer)
{
    writeEmpty(writer, u"query", ns::version);
}

void writeTimeRequest(QXmlStreamWriter &writer)
{
    writeEmpty(writer, u"time", ns::time);
}

void writeLastActivityRequest(QXmlStreamWriter &writer)
{
    writeEmpty(writer, u"query", ns::lastActivity);
}

QString readVersion(const QDomElement &iq)
{
    const QDomElement query = childElement(iq, u"query", ns::version);
    const QString name = tidyLine(childElement(query, u"name", ns::version).text(), 60);
    const QString version = tidyLine(childElement(query, u"version", ns::version).text(), 30);
    return name.isEmpty() || version.isEmpty() ? name : name + QLatin1Char(' ') + version;
}

std::optional<int> readTimeOffset(const QDomElement &iq)
{
    const QString zone = childElement(childElement(iq, u"time", ns::time), u"tzo", ns::time).text().trimmed();
    if (zone == u"Z") {
        return 0;
    }
    static const QRegularExpression form(QStringLiteral("^([+-])(\\d\\d):(\\d\\d)$")); // XEP-0082, 3.2
    const auto match = form.match(zone);
    const int hours = match.captured(2).toInt();
    const int minutes = match.captured(3).toInt();
    if (!match.hasMatch() || hours > 14 || minutes > 59) {
        return std::nullopt;
    }
    return (match.captured(1) == u"-" ? -1 : 1) * (hours * 3600 + minutes * 60);
}

std::optional<qint64> readLastActivity(const QDomElement &iq)
{
    constexpr qint64 longest = 100LL * 365 * 24 * 3600;
    bool isNumber = false;
    const qint64 seconds =
        childElement(iq, u"query", ns::lastActivity).attribute(QStringLiteral("seconds")).toLongLong(&isNumber);
    return isNumber && seconds >= 0 && seconds <= longest ? std::optional(seconds) : std::nullopt;
}

} // namespace jackdaw
