// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/JingleTransport.h"

#include "xmpp/Dom.h"
#include "xmpp/Namespaces.h"

#include <QXmlStreamWriter>

#include <algorithm>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestTransportId = 200;
constexpr qsizetype mostCandidatesRead = 200; ///< what stands behind them is not even looked at

QString idOf(const QDomElement &element, const QString &attribute)
{
    const QString id = element.attribute(attribute);
    return id.size() <= longestTransportId ? id : QString();
}

std::optional<JingleCandidate> readCandidate(const QDomElement &element)
{
    JingleCandidate out;
    out.id = idOf(element, u"cid"_s);
    out.host = element.attribute(u"host"_s);
    bool isPort = true;
    const QString port = element.attribute(u"port"_s);
    out.port = port.isEmpty() ? 1080 : port.toUShort(&isPort); // XEP-0065, 4.3
    bool isPriority = false;
    out.priority = element.attribute(u"priority"_s).toUInt(&isPriority);
    const auto jid = Jid::parse(element.attribute(u"jid"_s));
    const QString type = element.attribute(u"type"_s, u"direct"_s);
    using Type = JingleCandidate::Type;
    out.type = type == u"proxy" ? Type::Proxy : type == u"assisted" ? Type::Assisted
        : type == u"tunnel"                                         ? Type::Tunnel
                                                                    : Type::Direct;
    if (out.id.isEmpty() || out.host.isEmpty() || out.host.size() > 255 || !isPort || out.port == 0 || !isPriority
        || !jid) {
        return {};
    }
    out.jid = *jid;
    return out;
}

QString typeWord(JingleCandidate::Type type)
{
    switch (type) {
    case JingleCandidate::Type::Assisted: return u"assisted"_s;
    case JingleCandidate::Type::Tunnel: return u"tunnel"_s;
    case JingleCandidate::Type::Proxy: return u"proxy"_s;
    case JingleCandidate::Type::Direct: break;
    }
    return u"direct"_s;
}

void writeMark(QXmlStreamWriter &writer, const QString &name, const QString &id)
{
    writer.writeStartElement(name);
    if (!id.isEmpty()) {
        writer.writeAttribute(u"cid"_s, id);
    }
    writer.writeEndElement();
}

} // namespace

JingleTransport readJingleTransport(const QDomElement &content)
{
    JingleTransport out;
    const QDomElement element = content.firstChildElement(u"transport"_s);
    if (element.isNull()) {
        return out;
    }
    out.sid = idOf(element, u"sid"_s);
    if (element.namespaceURI() == ns::jingleInBand) {
        out.kind = JingleTransport::Kind::InBand;
        bool isNumber = false;
        const int size = element.attribute(u"block-size"_s).toInt(&isNumber);
        out.blockSize = isNumber && size > 0 && size <= 65535 ? size : 0;
        return out;
    }
    if (element.namespaceURI() != ns::jingleSocks) {
        out.kind = JingleTransport::Kind::Other;
        return out;
    }
    out.kind = JingleTransport::Kind::Socks;
    out.isTcp = element.attribute(u"mode"_s, u"tcp"_s) == u"tcp";
    const QString address = element.attribute(u"dstaddr"_s);
    out.address = address.toUtf8().size() <= 255 ? address : QString(); // SOCKS5 says its length in one byte
    qsizetype read = 0;
    for (QDomElement child = element.firstChildElement(); !child.isNull() && read < mostCandidatesRead;
         child = child.nextSiblingElement(), ++read) {
        if (child.namespaceURI() != ns::jingleSocks) {
            continue;
        }
        const QString name = child.tagName();
        if (name == u"candidate") {
            if (const auto candidate = readCandidate(child)) {
                out.candidates.append(*candidate);
            }
        } else if (name == u"candidate-used") {
            out.used = idOf(child, u"cid"_s);
        } else if (name == u"activated") {
            out.activated = idOf(child, u"cid"_s);
        } else if (name == u"candidate-error") {
            out.hasNone = true;
        } else if (name == u"proxy-error") {
            out.hasProxyError = true;
        }
    }
    std::stable_sort(out.candidates.begin(), out.candidates.end(),
                     [](const JingleCandidate &a, const JingleCandidate &b) { return a.priority > b.priority; });
    if (out.candidates.size() > JingleTransport::mostCandidates) {
        out.candidates.resize(JingleTransport::mostCandidates);
    }
    return out;
}

void writeJingleTransport(QXmlStreamWriter &writer, const JingleTransport &transport)
{
    if (transport.kind != JingleTransport::Kind::InBand && transport.kind != JingleTransport::Kind::Socks) {
        return;
    }
    const bool isInBand = transport.kind == JingleTransport::Kind::InBand;
    writer.writeStartElement(u"transport"_s);
    writer.writeDefaultNamespace((isInBand ? ns::jingleInBand : ns::jingleSocks).toString());
    writer.writeAttribute(u"sid"_s, transport.sid);
    if (isInBand) {
        writer.writeAttribute(u"block-size"_s, QString::number(transport.blockSize));
        writer.writeEndElement();
        return;
    }
    if (!transport.address.isEmpty()) {
        writer.writeAttribute(u"dstaddr"_s, transport.address);
    }
    for (const JingleCandidate &candidate : transport.candidates) {
        writer.writeStartElement(u"candidate"_s);
        writer.writeAttribute(u"cid"_s, candidate.id);
        writer.writeAttribute(u"host"_s, candidate.host);
        writer.writeAttribute(u"jid"_s, candidate.jid.toString());
        writer.writeAttribute(u"port"_s, QString::number(candidate.port));
        writer.writeAttribute(u"priority"_s, QString::number(candidate.priority));
        writer.writeAttribute(u"type"_s, typeWord(candidate.type));
        writer.writeEndElement();
    }
    if (!transport.used.isEmpty()) {
        writeMark(writer, u"candidate-used"_s, transport.used);
    }
    if (!transport.activated.isEmpty()) {
        writeMark(writer, u"activated"_s, transport.activated);
    }
    if (transport.hasNone) {
        writeMark(writer, u"candidate-error"_s, {});
    }
    if (transport.hasProxyError) {
        writeMark(writer, u"proxy-error"_s, {});
    }
    writer.writeEndElement();
}

} // namespace jackdaw
