// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/Jingle.h"

#include "xmpp/Dom.h"
#include "xmpp/Namespaces.h"

#include <QXmlStreamWriter>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestSid = 200;
constexpr qsizetype longestContentName = 200;
constexpr int mostContents = 100;

struct ActionWord { JingleAction action; QLatin1StringView word; };
constexpr ActionWord actionWords[] = {
    {JingleAction::Initiate, "session-initiate"_L1},
    {JingleAction::Accept, "session-accept"_L1},
    {JingleAction::Info, "session-info"_L1},
    {JingleAction::Terminate, "session-terminate"_L1},
    {JingleAction::TransportInfo, "transport-info"_L1},
    {JingleAction::TransportReplace, "transport-replace"_L1},
    {JingleAction::TransportAccept, "transport-accept"_L1},
    {JingleAction::TransportReject, "transport-reject"_L1},
    {JingleAction::ContentAdd, "content-add"_L1},
};

struct ReasonWord { JingleReason reason; QLatin1StringView word; };
constexpr ReasonWord reasonWords[] = {
    {JingleReason::Success, "success"_L1},
    {JingleReason::Decline, "decline"_L1},
    {JingleReason::Cancel, "cancel"_L1},
    {JingleReason::Busy, "busy"_L1},
    {JingleReason::ConnectivityError, "connectivity-error"_L1},
    {JingleReason::FailedTransport, "failed-transport"_L1},
    {JingleReason::FailedApplication, "failed-application"_L1},
    {JingleReason::UnsupportedApplications, "unsupported-applications"_L1},
    {JingleReason::UnsupportedTransports, "unsupported-transports"_L1},
    {JingleReason::Timeout, "timeout"_L1},
    {JingleReason::Gone, "gone"_L1},
    {JingleReason::MediaError, "media-error"_L1},
};

JingleReason readReason(const QDomElement &jingle)
{
    const QDomElement reason = childElement(jingle, u"reason", ns::jingle);
    for (const ReasonWord &each : reasonWords) {
        if (!childElement(reason, QString(each.word), ns::jingle).isNull()) {
            return each.reason;
        }
    }
    return reason.isNull() ? JingleReason::None : JingleReason::Other;
}

JingleStep::Senders readSenders(const QString &word)
{
    using Senders = JingleStep::Senders;
    return word == u"initiator" ? Senders::Initiator : word == u"responder" ? Senders::Responder
        : word == u"none" ? Senders::None : Senders::Both; // 7.3
}

void readInfo(const QDomElement &jingle, JingleStep &step)
{
    const QDomElement child = jingle.firstChildElement();
    if (child.isNull()) {
        return; // 6.8: a ping
    }
    if (isElement(child, u"received", ns::jingleFile)) {
        step.said = JingleStep::Said::Received;
    } else if (isElement(child, u"checksum", ns::jingleFile)) {
        step.said = JingleStep::Said::Checksum;
        step.file = readJingleFile(child);
    } else {
        step.said = JingleStep::Said::Unknown;
    }
}

} // namespace

std::optional<JingleStep> readJingle(const QDomElement &iq)
{
    const QDomElement jingle = childElement(iq, u"jingle", ns::jingle);
    JingleStep out;
    out.sid = jingle.attribute(u"sid"_s);
    if (jingle.isNull() || iq.attribute(u"type"_s) != u"set" || out.sid.isEmpty() || out.sid.size() > longestSid) {
        return {};
    }
    const QString action = jingle.attribute(u"action"_s);
    for (const ActionWord &each : actionWords) {
        if (action == each.word) {
            out.action = each.action;
        }
    }
    out.reason = readReason(jingle);
    if (out.action == JingleAction::Info) {
        readInfo(jingle, out);
    }
    for (QDomElement content = jingle.firstChildElement(u"content"_s); !content.isNull() && out.contents < mostContents;
         content = content.nextSiblingElement(u"content"_s)) {
        if (++out.contents > 1) {
            continue;
        }
        out.creator = content.attribute(u"creator"_s).left(longestContentName);
        out.content = content.attribute(u"name"_s).left(longestContentName);
        out.senders = readSenders(content.attribute(u"senders"_s));
        const QDomElement description = childElement(content, u"description", ns::jingleFile);
        out.isFile = !description.isNull();
        if (out.isFile) {
            out.file = readJingleFile(description);
        }
        out.transport = readJingleTransport(content);
    }
    return out;
}

void writeJingle(QXmlStreamWriter &writer, const JingleStep &step, const QString &initiator, const QString &responder)
{
    writer.writeStartElement(u"jingle"_s);
    writer.writeDefaultNamespace(ns::jingle.toString());
    for (const ActionWord &each : actionWords) {
        if (each.action == step.action) {
            writer.writeAttribute(u"action"_s, QString(each.word));
        }
    }
    writer.writeAttribute(u"sid"_s, step.sid);
    if (step.action == JingleAction::Initiate) {
        writer.writeAttribute(u"initiator"_s, initiator);
    } else if (step.action == JingleAction::Accept) {
        writer.writeAttribute(u"responder"_s, responder);
    }
    const bool hasContent = step.file || step.transport.kind != JingleTransport::Kind::None;
    if (hasContent && step.action != JingleAction::Info) {
        writer.writeStartElement(u"content"_s);
        writer.writeAttribute(u"creator"_s, step.creator);
        writer.writeAttribute(u"name"_s, step.content);
        if (step.file) {
            writer.writeAttribute(u"senders"_s, u"initiator"_s);
            writeJingleFile(writer, *step.file);
        }
        writeJingleTransport(writer, step.transport);
        writer.writeEndElement();
    }
    if (step.action == JingleAction::Info && step.said == JingleStep::Said::Received) {
        writer.writeStartElement(u"received"_s);
        writer.writeDefaultNamespace(ns::jingleFile.toString());
        writer.writeAttribute(u"creator"_s, step.creator);
        writer.writeAttribute(u"name"_s, step.content);
        writer.writeEndElement();
    }
    for (const ReasonWord &each : reasonWords) {
        if (each.reason == step.reason) {
            writer.writeStartElement(u"reason"_s);
            writer.writeEmptyElement(QString(each.word));
            writer.writeEndElement();
        }
    }
    writer.writeEndElement();
}

} // namespace jackdaw
