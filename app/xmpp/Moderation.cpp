// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/Moderation.h"

#include "base/Jid.h"
#include "xmpp/Dom.h"
#include "xmpp/Namespaces.h"

#include <QXmlStreamWriter>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr int maximumModerationReason = 1024;

QString nickOf(const QString &address)
{
    const auto jid = Jid::parse(address);
    return jid ? jid->resource() : QString();
}

/// <moderated/> beside its <reason/> (version 1), or around it (version 0).
std::optional<ModerationNotice> noticeIn(const QDomElement &outer, const QDomElement &moderated)
{
    if (moderated.isNull()) {
        return {};
    }
    ModerationNotice out;
    out.by = nickOf(moderated.attribute(u"by"_s));
    for (const QDomElement &parent : {outer, moderated}) {
        const QDomElement reason = parent.firstChildElement(u"reason"_s);
        if (out.reason.isEmpty() && reason.namespaceURI() == parent.namespaceURI()) {
            out.reason = reason.text().left(maximumModerationReason);
        }
    }
    return out;
}

} // namespace

std::optional<ModerationNotice> readModeration(const QDomElement &message)
{
    const QDomElement retract = childElement(message, u"retract", ns::retraction);
    auto out = noticeIn(retract, childElement(retract, u"moderated", ns::moderation));
    if (out) {
        out->of = readReference(retract);
        return out->of.isValid() ? out : std::nullopt;
    }
    // Version 0, examples 4 and 5.
    const QDomElement fastened = childElement(message, u"apply-to", ns::fastening);
    const QDomElement moderated = childElement(fastened, u"moderated", ns::moderationBefore);
    if (childElement(moderated, u"retract", ns::retractionBefore).isNull()) {
        return {};
    }
    out = noticeIn(moderated, moderated);
    out->of = readReference(fastened);
    return out->of.isValid() ? out : std::nullopt;
}

std::optional<ModerationNotice> readModeratedTombstone(const QDomElement &message)
{
    const QDomElement retracted = childElement(message, u"retracted", ns::retraction);
    if (auto out = noticeIn(retracted, childElement(retracted, u"moderated", ns::moderation))) {
        return out;
    }
    const QDomElement before = childElement(message, u"moderated", ns::moderationBefore);
    return childElement(before, u"retracted", ns::retractionBefore).isNull() ? std::nullopt : noticeIn(before, before);
}

void writeModeration(QXmlStreamWriter &writer, const ArchiveId &message, const QString &reason)
{
    writer.writeStartElement(u"moderate"_s);
    writer.writeDefaultNamespace(ns::moderation.toString());
    writer.writeAttribute(u"id"_s, message.value());
    writer.writeStartElement(u"retract"_s);
    writer.writeDefaultNamespace(ns::retraction.toString());
    writer.writeEndElement();
    if (!reason.isEmpty()) {
        writer.writeTextElement(u"reason"_s, reason);
    }
    writer.writeEndElement();
}

} // namespace jackdaw
