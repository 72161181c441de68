// SPDX-License-Identifier: GPL-3.0-or-later
#include "account/ConsoleStanza.h"

#include <QXmlStreamReader>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestTyped = 200'000; // UTF-16 units; servers take no more than some 256 kB
constexpr int deepestTyped = 100;           // it is written, and taken down again, level by level

ConsoleStanza::Kind kindOf(QStringView name)
{
    return name == u"message" ? ConsoleStanza::Kind::Message : name == u"presence" ? ConsoleStanza::Kind::Presence
         : name == u"iq"      ? ConsoleStanza::Kind::Request : ConsoleStanza::Kind::Stream;
}

Error wrong(const QXmlStreamReader &reader, const QString &what)
{
    return Error{ErrorKind::Malformed, what, u"%1:%2"_s.arg(reader.lineNumber()).arg(reader.columnNumber())};
}

} // namespace

ConsoleStanza::Kind consoleKind(const QString &xml)
{
    qsizetype from = xml.indexOf(u'<') + 1;
    qsizetype to = from;
    while (to < xml.size() && !xml[to].isSpace() && xml[to] != u'>' && xml[to] != u'/') {
        ++to;
    }
    return kindOf(QStringView(xml).sliced(from, to - from));
}

Result<TypedStanza> checkTyped(const QString &xml)
{
    if (xml.size() > longestTyped) {
        return Error{ErrorKind::Malformed, u"longer than servers take"_s, u"1:1"_s};
    }
    if (xml.trimmed().startsWith("<?"_L1)) {
        return Error{ErrorKind::Malformed, u"nothing of that kind may stand in a stream"_s, u"1:1"_s};
    }
    // What has no namespace of its own is in that of the stream.
    QXmlStreamReader reader(xml);
    TypedStanza typed;
    int depth = 0;
    int payloads = 0;
    QString type;
    while (!reader.atEnd()) {
        switch (reader.readNext()) {
        case QXmlStreamReader::DTD:
        case QXmlStreamReader::EntityReference:
        case QXmlStreamReader::ProcessingInstruction:
        case QXmlStreamReader::Comment: // RFC 6120, 11.1
            return wrong(reader, u"nothing of that kind may stand in a stream"_s);
        case QXmlStreamReader::StartElement: {
            const QStringView space = reader.namespaceUri();
            if (depth == 0) {
                typed.kind = kindOf(reader.name());
                if (typed.kind == ConsoleStanza::Kind::Stream) {
                    return wrong(reader, u"<%1/> is no message, presence or iq"_s.arg(reader.name()));
                }
                if (!space.isEmpty() && space != u"jabber:client") {
                    return wrong(reader, u"<%1/> is of the namespace %2, not of jabber:client"_s.arg(reader.name(), space));
                }
                type = reader.attributes().value("type"_L1).toString();
            } else if (depth == 1) {
                ++payloads;
                if (typed.kind == ConsoleStanza::Kind::Request && (space.isEmpty() || space == u"jabber:client") && reader.name() != u"error") {
                    return wrong(reader, u"<%1/> has no namespace of its own"_s.arg(reader.name()));
                }
            }
            if (++depth > deepestTyped) {
                return wrong(reader, u"elements are nested too deeply"_s);
            }
            break;
        }
        case QXmlStreamReader::EndElement:
            --depth;
            break;
        default:
            break;
        }
    }
    if (reader.hasError()) {
        return wrong(reader, reader.errorString());
    }
    if (typed.kind == ConsoleStanza::Kind::Request) { // RFC 6120, 8.2.3
        const bool asks = type == u"get" || type == u"set";
        if (!asks && type != u"result" && type != u"error") {
            return wrong(reader, u"an iq is of the type get, set, result or error"_s);
        }
        if (asks && payloads != 1) {
            return wrong(reader, u"an iq of the type %1 has one element in it"_s.arg(type));
        }
        typed.effect = type == u"set" ? TypedStanza::Effect::Asks : TypedStanza::Effect::Harmless;
    } else if (typed.kind == ConsoleStanza::Kind::Presence && !type.contains(u"subscribe"_s)) {
        typed.effect = TypedStanza::Effect::Harmless; // the others change who sees whom (RFC 6121, 3)
    }
    return typed;
}

} // namespace jackdaw
