// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Jid.h"

#include <QDomElement>
#include <QString>
#include <optional>

class QXmlStreamWriter;

namespace jackdaw {

/// jabber:iq:gateway (XEP-0100, 6.2): how a gateway asks for whom to add, and the address that it makes of the answer.
/// Pure DOM <-> values, no owner, engine thread. GatewayService asks with it. Registers nowhere: that is XEP-0077's, in
/// Registration.

void writeGatewayPromptRequest(QXmlStreamWriter &writer);
struct GatewayWords
{
    QString description;
    QString prompt;
};
GatewayWords readGatewayPrompt(const QDomElement &iq);

/// What the user answered to the prompt.
void writeGatewayAnswer(QXmlStreamWriter &writer, const QString &text);
/// The address; only one of this gateway's is one. Old gateways give it in <prompt/> (XEP-0100, 6.2.2).
std::optional<BareJid> readGatewayAddress(const QDomElement &iq, const BareJid &gateway);

} // namespace jackdaw
