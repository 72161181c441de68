// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/MessageRetraction.h"

#include "xmpp/Dom.h"
#include "xmpp/Namespaces.h"
#include "xmpp/FallbackIndication.h"
#include "xmpp/PayloadElement.h"

#include <QXmppMessage.h>

namespace jackdaw {

using namespace Qt::StringLiterals;

OriginId readRetraction(const QDomElement &message)
{
    const OriginId now = readReference(childElement(message, u"retract", ns::retraction));
    if (now.isValid()) {
        return now;
    }
    const QDomElement fastened = childElement(message, u"apply-to", ns::fastening);
    return childElement(fastened, u"retract", ns::retractionBefore).isNull() ? OriginId() : readReference(fastened);
}

std::optional<qint64> readTombstone(const QDomElement &message)
{
    for (const QStringView version : {ns::retraction, ns::retractionBefore}) {
        const QDomElement retracted = childElement(message, u"retracted", version);
        if (!retracted.isNull()) {
            return parseTime(retracted.attribute(u"stamp"_s));
        }
    }
    return {};
}

void writeRetraction(QXmppMessage &message, const OriginId &original, const QString &text)
{
    QXmppElement now = makeElement(u"retract", ns::retraction);
    now.setAttribute(u"id"_s, original.value());
    QXmppElement fastened = makeElement(u"apply-to", ns::fastening);
    fastened.setAttribute(u"id"_s, original.value());
    fastened.appendChild(makeElement(u"retract", ns::retractionBefore));
    message.setExtensions(message.extensions() + QXmppElementList{now, fastened});
    message.setBody(text);
    writeFallback(message, ns::retraction, {});
    message.addHint(QXmppMessage::Store); // XEP-0424, 4
}

} // namespace jackdaw
