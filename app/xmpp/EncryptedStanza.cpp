// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/EncryptedStanza.h"

#include "xmpp/Dom.h"
#include "xmpp/Namespaces.h"
#include "xmpp/OmemoNamespaces.h"
#include "xmpp/PayloadElement.h"

#include <QDomDocument>
#include <QTextStream>
#include <QUuid>
#include <QXmlStreamWriter>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

/// What goes beside a text that Legacy seals, and is believed beside one. No text is among it.
bool mayStandBesideLegacy(const QDomElement &element)
{
    static constexpr QStringView allowed[] = {ns::receipts,  ns::markers,          ns::chatStates, ns::correction,
                                              ns::retraction, ns::retractionBefore, ns::fastening,  ns::reactions,
                                              ns::reply,     ns::fallback,         ns::attention};
    const QString space = element.namespaceURI();
    for (const QStringView each : allowed) {
        if (space == each) {
            return true;
        }
    }
    return isForServers(element) || (space == ns::client && element.tagName() == u"thread");
}

/// A document of its own, so that nobody's stanza changes.
QDomElement bareCopy(const QDomElement &message, QDomDocument &document)
{
    QDomElement copy = document.importNode(message, false).toElement();
    document.appendChild(copy);
    return copy;
}

QString xmlOf(const QXmppMessage &message)
{
    QByteArray xml; // QXmpp writes XHTML-IM to the writer's device, which one over a QString does not have
    QXmlStreamWriter writer(&xml);
    message.toXml(&writer);
    return QString::fromUtf8(xml);
}

void addHintToStore(QXmppMessage &message)
{
    message.addHint(QXmppMessage::Store);
}

} // namespace

SplitStanza splitStanza(const QXmppMessage &clear, OmemoVersion version)
{
    SplitStanza out;
    out.outside.setType(clear.type());
    out.outside.setTo(clear.to());
    out.outside.setFrom(clear.from());
    out.outside.setId(clear.id());
    QDomDocument document;
    // What QXmpp writes has no namespace of its own: that of the stream.
    const QString whole = u"<s xmlns='jabber:client'>"_s + xmlOf(clear) + u"</s>"_s;
    if (!document.setContent(whole, QDomDocument::ParseOption::UseNamespaceProcessing)) {
        return out; // nothing of it is seen, and nothing goes
    }
    QXmppElementList outside;
    QTextStream inside(&out.inside);
    const QDomElement message = document.documentElement().firstChildElement();
    for (QDomElement child = message.firstChildElement(); !child.isNull(); child = child.nextSiblingElement()) {
        const bool isBody = isElement(child, u"body", ns::client);
        if (version == OmemoVersion::Legacy) {
            if (isBody) {
                inside << child.text();
            } else if (isElement(child, u"spoiler", ns::spoiler)) {
                outside.append(makeElement(u"spoiler", ns::spoiler));
            } else if (mayStandBesideLegacy(child)) {
                outside.append(QXmppElement(child));
            }
        } else if (isForServers(child)) {
            outside.append(QXmppElement(child));
        } else {
            child.save(inside, -1);
        }
    }
    inside.flush();
    out.outside.setExtensions(outside);
    return out;
}

void addSealed(QXmppMessage &outside, const OmemoMessage &sealed)
{
    QXmppElementList extensions = outside.extensions();
    extensions.append(writeOmemo(sealed));
    QXmppElement encryption = makeElement(u"encryption", ns::encryption);
    encryption.setAttribute(u"namespace"_s, omemoNamespace(sealed.version).toString());
    encryption.setAttribute(u"name"_s, u"OMEMO"_s);
    extensions.append(encryption);
    outside.setExtensions(extensions);
    addHintToStore(outside);
}

bool isAnnounced(const QDomElement &message)
{
    return !childElement(message, u"encryption", ns::encryption).isNull() || !childElement(message, u"origin-id", ns::stanzaIds).isNull()
        || !childElement(message, u"body", ns::client).isNull();
}

QXmppMessage writeKeyTransport(const BareJid &to, const OmemoMessage &sealed)
{
    QXmppMessage message;
    message.setType(QXmppMessage::Chat);
    message.setTo(to.toString());
    message.setId(QUuid::createUuid().toString(QUuid::WithoutBraces));
    message.setExtensions({writeOmemo(sealed)});
    addHintToStore(message);
    return message;
}

MessageStanza readOpened(const QDomElement &outer, const QString &text)
{
    QDomDocument document;
    QDomElement message = bareCopy(outer, document);
    for (QDomElement child = outer.firstChildElement(); !child.isNull(); child = child.nextSiblingElement()) {
        if (mayStandBesideLegacy(child) || isElement(child, u"spoiler", ns::spoiler)) {
            message.appendChild(document.importNode(child, true));
        }
    }
    QDomElement body = document.createElementNS(ns::client.toString(), u"body"_s);
    body.appendChild(document.createTextNode(text));
    message.appendChild(body);
    return readMessage(message);
}

MessageStanza readOpened(const QDomElement &outer, const SceEnvelope &envelope)
{
    QDomDocument document;
    QDomElement message = bareCopy(outer, document);
    for (QDomElement child = outer.firstChildElement(); !child.isNull(); child = child.nextSiblingElement()) {
        if (isForServers(child)) {
            message.appendChild(document.importNode(child, true));
        }
    }
    for (QDomElement child = envelope.content.firstChildElement(); !child.isNull(); child = child.nextSiblingElement()) {
        const bool isSealedAgain = child.tagName() == u"encrypted";
        if (!isForServers(child) && !isSealedAgain) {
            message.appendChild(document.importNode(child, true));
        }
    }
    return readMessage(message);
}

} // namespace jackdaw
