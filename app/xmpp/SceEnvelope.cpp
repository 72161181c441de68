// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/SceEnvelope.h"

#include "xmpp/Dom.h"
#include "xmpp/Namespaces.h"
#include "xmpp/OmemoNamespaces.h"

#include <QDateTime>
#include <QDomDocument>
#include <QTimeZone>
#include <QXmlStreamReader>
#include <QXmlStreamWriter>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr int maximumDepth = 100;        // as StreamGuard has it
constexpr qsizetype smallest = 300;      // characters
constexpr qsizetype mostOnTop = 200;

/// In ms (facts/security.md, O9). One false alarm is known: what was sealed before a link broke and not acknowledged
/// goes out as it was when the stream is resumed (XEP-0198, 5), with no stamp of its delay (XEP-0203), and Prosody lets
/// that be for 600 s. The sender cannot help it: QXmpp repeats the bytes that it kept. A new stream in place of the
/// resumption, on which it would be sealed anew, loses what is sent once only, receipts among it. So what is marked is
/// suspicious, no more.
constexpr qint64 reasonable = 5 * 60'000;

Error malformed(const QString &what)
{
    return Error{ErrorKind::Malformed, what, {}};
}

/// RFC 6120, 11.1 holds for what stands in a stanza; nobody but us looks at what is sealed.
std::optional<Error> fault(const QByteArray &xml)
{
    QXmlStreamReader reader(xml);
    int depth = 0;
    while (!reader.atEnd()) {
        switch (reader.readNext()) {
        case QXmlStreamReader::StartElement:
            if (++depth > maximumDepth) {
                return malformed(u"too deep"_s);
            }
            break;
        case QXmlStreamReader::EndElement:
            --depth;
            break;
        case QXmlStreamReader::DTD:
        case QXmlStreamReader::EntityReference:
        case QXmlStreamReader::ProcessingInstruction:
        case QXmlStreamReader::Comment:
            return malformed(u"restricted XML"_s);
        default:
            break;
        }
    }
    return reader.hasError() ? std::optional<Error>(malformed(reader.errorString())) : std::nullopt;
}

BareJid readJid(const QDomElement &affix)
{
    const auto jid = BareJid::parse(affix.attribute(u"jid"_s));
    return jid ? *jid : BareJid();
}

} // namespace

Result<SceEnvelope> readEnvelope(const QByteArray &xml)
{
    if (const auto bad = fault(xml)) {
        return *bad;
    }
    QDomDocument document;
    if (!document.setContent(xml, QDomDocument::ParseOption::UseNamespaceProcessing)) {
        return malformed(u"no XML"_s);
    }
    const QDomElement root = document.documentElement();
    SceEnvelope envelope;
    envelope.content = childElement(root, u"content", ns::envelope);
    if (!isElement(root, u"envelope", ns::envelope) || envelope.content.isNull()) {
        return malformed(u"no envelope"_s);
    }
    envelope.from = readJid(childElement(root, u"from", ns::envelope));
    if (const QDomElement to = childElement(root, u"to", ns::envelope); !to.isNull()) {
        envelope.to = readJid(to);
    }
    envelope.isPadded = !childElement(root, u"rpad", ns::envelope).isNull();
    const QDomElement time = childElement(root, u"time", ns::envelope);
    if (const qint64 stamp = parseTime(time.attribute(u"stamp"_s)); stamp != 0) {
        envelope.time = stamp;
    }
    return envelope;
}

QByteArray writeEnvelope(const BareJid &from, const BareJid &to, qint64 time, const QByteArray &content, const QByteArray &dice)
{
    static constexpr char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    const auto die = [&dice](qsizetype i) { return dice.isEmpty() ? 0 : quint8(dice.at(i % dice.size())); };
    const qsizetype onTop = (die(0) << 8 | die(1)) % (mostOnTop + 1);
    const qsizetype length = qMax(qsizetype(0), smallest - content.size()) + onTop;
    QString padding;
    padding.reserve(length);
    for (qsizetype i = 0; i < length; ++i) {
        padding += QLatin1Char(letters[die(2 + i) % 64]);
    }
    QByteArray affixes;
    QXmlStreamWriter writer(&affixes);
    const auto writeAffix = [&writer](const QString &name, const QString &attribute, const QString &value) {
        writer.writeEmptyElement(name);
        writer.writeAttribute(attribute, value);
    };
    writer.writeTextElement(u"rpad"_s, padding);
    writeAffix(u"time"_s, u"stamp"_s, QDateTime::fromMSecsSinceEpoch(time, QTimeZone::UTC).toString(Qt::ISODate));
    writeAffix(u"to"_s, u"jid"_s, to.toString());
    writeAffix(u"from"_s, u"jid"_s, from.toString());
    writer.writeCharacters({}); // closes what is open
    return "<envelope xmlns='" + ns::envelope.toUtf8() + "'><content>" + content + "</content>" + affixes + "</envelope>";
}

EnvelopeFault checkEnvelope(const SceEnvelope &envelope, const BareJid &from, const BareJid &to, EnvelopePlace place)
{
    // XEP-0384, "SCE Profile": rpad always, to in groups, and no time, which XEP-0420 has so that a message that is played again
    // is seen. The sender it recommends; it is demanded here, since one key may be shown under two addresses.
    const bool isToMissing = !envelope.to && place == EnvelopePlace::Elsewhere;
    if (!envelope.from.isValid() || isToMissing || !envelope.isPadded) {
        return EnvelopeFault::Incomplete;
    }
    if (envelope.from != from) {
        return EnvelopeFault::OtherSender;
    }
    return envelope.to && *envelope.to != to ? EnvelopeFault::OtherChat : EnvelopeFault::None;
}

bool isTimeOff(const SceEnvelope &envelope, qint64 stanzaTime)
{
    return envelope.time && qAbs(*envelope.time - stanzaTime) > reasonable;
}

bool isForServers(const QDomElement &element)
{
    const QString space = element.namespaceURI();
    return space == ns::hints || space == ns::stanzaIds || space == ns::encryption || space == ns::delay
        || space == u"http://jabber.org/protocol/address";
}

} // namespace jackdaw
