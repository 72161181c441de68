// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/Dom.h"

#include "xmpp/MessageParts.h"
#include "xmpp/Namespaces.h"

#include <QDateTime>
#include <QTextStream>

namespace jackdaw {

bool isElement(const QDomElement &element, QStringView name, QStringView ns)
{
    return element.tagName() == name && element.namespaceURI() == ns;
}

QDomElement childElement(const QDomElement &parent, QStringView name, QStringView ns)
{
    for (QDomElement child = parent.firstChildElement(); !child.isNull(); child = child.nextSiblingElement()) {
        if (isElement(child, name, ns)) {
            return child;
        }
    }
    return {};
}

Error stanzaError(const QDomElement &stanza)
{
    const QDomElement error = stanza.firstChildElement(QStringLiteral("error"));
    QString condition;
    QString text;
    for (QDomElement child = error.firstChildElement(); !child.isNull(); child = child.nextSiblingElement()) {
        if (child.namespaceURI() != ns::stanzaError) {
            continue;
        }
        (child.tagName() == u"text" ? text : condition) = child.tagName() == u"text" ? child.text() : child.tagName();
    }
    struct Known { QStringView condition; ErrorKind kind; };
    static constexpr Known known[] = {
        {u"not-authorized", ErrorKind::NotAuthorized},
        {u"forbidden", ErrorKind::Forbidden},
        {u"not-allowed", ErrorKind::Forbidden},
        {u"item-not-found", ErrorKind::NotFound},
        {u"conflict", ErrorKind::Conflict},
        {u"policy-violation", ErrorKind::PolicyViolation},
        {u"resource-constraint", ErrorKind::TooMany},
        {u"not-acceptable", ErrorKind::NotAcceptable},
        {u"service-unavailable", ErrorKind::Unavailable},
        {u"recipient-unavailable", ErrorKind::Unavailable},
        {u"feature-not-implemented", ErrorKind::Unavailable},
        {u"remote-server-not-found", ErrorKind::ServerNotFound},
        {u"remote-server-timeout", ErrorKind::Timeout},
        {u"jid-malformed", ErrorKind::Malformed},
    };
    ErrorKind kind = ErrorKind::Rejected;
    for (const Known &entry : known) {
        if (condition == entry.condition) {
            kind = entry.kind;
        }
    }
    if (kind == ErrorKind::PolicyViolation && error.attribute(QStringLiteral("type")) == u"wait") {
        kind = ErrorKind::TooMany; // RFC 6120, 8.3.2: it may be tried again, later
    }
    return Error{kind, text.isEmpty() ? condition : condition + QStringLiteral(": ") + text,
                 stanza.attribute(QStringLiteral("from"))};
}

OriginId readReference(const QDomElement &element)
{
    const QString id = element.attribute(QStringLiteral("id"));
    return id.size() > maximumReferenceId ? OriginId() : OriginId(id);
}

qint64 memoryOf(const QDomElement &element)
{
    constexpr qint64 node = 200;
    const auto ofText = [](const QString &text) { return qint64(sizeof(QChar)) * text.size(); };
    qint64 all = node + ofText(element.tagName());
    const QDomNamedNodeMap attributes = element.attributes();
    // QDomNamedNodeMap::item() walks there from the first each time; written out, they are walked over once.
    constexpr int fewAttributes = 16;
    if (attributes.size() > fewAttributes) {
        QString text;
        QTextStream stream(&text);
        element.cloneNode(false).save(stream, -1);
        stream.flush();
        constexpr qsizetype marks = 4; // the space, "=" and the quotes
        all += attributes.size() * node + ofText(text) - qint64(sizeof(QChar)) * marks * attributes.size();
    } else {
        for (int i = 0; i < attributes.size(); ++i) {
            const QDomAttr attribute = attributes.item(i).toAttr();
            all += node + ofText(attribute.name()) + ofText(attribute.value());
        }
    }
    for (QDomNode child = element.firstChild(); !child.isNull(); child = child.nextSibling()) {
        all += child.isElement() ? memoryOf(child.toElement()) : node + ofText(child.nodeValue());
    }
    return all;
}

qint64 parseTime(const QString &text)
{
    const QDateTime time = QDateTime::fromString(text, Qt::ISODateWithMs);
    return time.isValid() ? time.toMSecsSinceEpoch() : 0;
}

} // namespace jackdaw
