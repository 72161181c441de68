// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/SocksBytes.h"

#include "xmpp/Dom.h"
#include "xmpp/Namespaces.h"

#include <QCryptographicHash>
#include <QXmlStreamWriter>

namespace jackdaw {

using namespace Qt::StringLiterals;

void writeProxyQuestion(QXmlStreamWriter &writer)
{
    writer.writeStartElement(u"query"_s);
    writer.writeDefaultNamespace(ns::socksBytes.toString());
    writer.writeEndElement();
}

std::optional<SocksProxy> readProxy(const QDomElement &iq, const Jid &proxy)
{
    const QDomElement host = childElement(childElement(iq, u"query", ns::socksBytes), u"streamhost", ns::socksBytes);
    const QString name = host.attribute(u"host"_s);
    const auto jid = Jid::parse(host.attribute(u"jid"_s));
    bool isPort = false;
    const quint16 port = host.attribute(u"port"_s, u"1080"_s).toUShort(&isPort);
    if (name.isEmpty() || name.size() > 255 || !isPort || port == 0 || !jid || *jid != proxy) {
        return {};
    }
    return SocksProxy{proxy, name, port};
}

void writeActivation(QXmlStreamWriter &writer, const QString &sid, const Jid &to)
{
    writer.writeStartElement(u"query"_s);
    writer.writeDefaultNamespace(ns::socksBytes.toString());
    writer.writeAttribute(u"sid"_s, sid);
    writer.writeTextElement(u"activate"_s, to.toString());
    writer.writeEndElement();
}

QString socksAddress(const QString &sid, const Jid &whose, const Jid &other)
{
    const QByteArray text = (sid + whose.toString() + other.toString()).toUtf8();
    return QString::fromLatin1(QCryptographicHash::hash(text, QCryptographicHash::Sha1).toHex());
}

} // namespace jackdaw
