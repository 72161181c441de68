// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/GatewayInteraction.h"

#include "xmpp/Dom.h"
#include "xmpp/Namespaces.h"
#include "xmpp/Nickname.h"

#include <QXmlStreamWriter>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr int longestGatewayText = 500;

void beginGatewayQuery(QXmlStreamWriter &writer)
{
    writer.writeStartElement(u"query"_s);
    writer.writeDefaultNamespace(ns::gateway.toString());
}

QString gatewayLine(const QDomElement &query, QStringView name)
{
    return tidyLine(childElement(query, name, ns::gateway).text(), longestGatewayText);
}

} // namespace

void writeGatewayPromptRequest(QXmlStreamWriter &writer)
{
    beginGatewayQuery(writer);
    writer.writeEndElement();
}

GatewayWords readGatewayPrompt(const QDomElement &iq)
{
    const QDomElement query = childElement(iq, u"query", ns::gateway);
    return {gatewayLine(query, u"desc"), gatewayLine(query, u"prompt")};
}

void writeGatewayAnswer(QXmlStreamWriter &writer, const QString &text)
{
    beginGatewayQuery(writer);
    writer.writeTextElement(u"prompt"_s, text);
    writer.writeEndElement();
}

std::optional<BareJid> readGatewayAddress(const QDomElement &iq, const BareJid &gateway)
{
    const QDomElement query = childElement(iq, u"query", ns::gateway);
    for (const QStringView name : {u"jid", u"prompt"}) {
        const auto jid = BareJid::parse(childElement(query, name, ns::gateway).text().trimmed());
        if (jid && !jid->local().isEmpty() && jid->domain() == gateway.domain()) {
            return *jid;
        }
    }
    return {};
}

} // namespace jackdaw
