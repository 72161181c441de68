// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/TrustMessage.h"

#include "xmpp/Dom.h"
#include "xmpp/OmemoNamespaces.h"

#include <QXmlStreamWriter>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype trustKeySize = 32;

/// XEP-0434, 5: one key identifier, in Base64.
std::optional<QByteArray> trustKey(const QDomElement &element)
{
    const auto decoded =
        QByteArray::fromBase64Encoding(element.text().toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
    const bool isKey = element.firstChildElement().isNull() && decoded && decoded.decoded.size() == trustKeySize;
    return isKey ? std::optional(decoded.decoded) : std::nullopt;
}

Result<TrustMessage::Owner> trustOwner(const QDomElement &element)
{
    const Error bad{ErrorKind::Malformed, u"a key owner of a trust message is not right"_s, {}};
    const auto jid = BareJid::parse(element.attribute(u"jid"_s));
    if (!jid || jid->local().isEmpty()) {
        return bad;
    }
    TrustMessage::Owner owner{*jid, {}, {}};
    for (QDomElement each = element.firstChildElement(); !each.isNull(); each = each.nextSiblingElement()) {
        const bool isTrust = isElement(each, u"trust", ns::trustMessages);
        if (!isTrust && !isElement(each, u"distrust", ns::trustMessages)) {
            continue; // what a later version may add
        }
        if (owner.trusted.size() + owner.distrusted.size() >= mostTrustKeys) {
            return bad; // each is compared with all before: a stranger's stanza without end would hold up everybody
        }
        const auto key = trustKey(each);
        if (!key || owner.trusted.contains(*key) || owner.distrusted.contains(*key)) {
            return bad;
        }
        (isTrust ? owner.trusted : owner.distrusted).append(*key);
    }
    return owner.trusted.isEmpty() && owner.distrusted.isEmpty() ? Result<TrustMessage::Owner>(bad)
                                                                 : Result<TrustMessage::Owner>(owner);
}

} // namespace

bool carriesTrustMessage(const QDomElement &parent)
{
    return !childElement(parent, u"trust-message", ns::trustMessages).isNull();
}

Result<TrustMessage> readTrustMessage(const QDomElement &parent)
{
    QDomElement found;
    for (QDomElement each = parent.firstChildElement(); !each.isNull(); each = each.nextSiblingElement()) {
        if (isElement(each, u"trust-message", ns::trustMessages)) {
            if (!found.isNull()) {
                return Error{ErrorKind::Malformed, u"two trust messages"_s, {}};
            }
            found = each;
        }
    }
    if (found.attribute(u"usage"_s) != ns::automaticTrust || found.attribute(u"encryption"_s) != ns::omemo) {
        return Error{ErrorKind::Malformed, u"no trust message of ours"_s, {}};
    }
    TrustMessage message;
    qsizetype keys = 0;
    for (QDomElement each = found.firstChildElement(); !each.isNull(); each = each.nextSiblingElement()) {
        if (!isElement(each, u"key-owner", ns::trustMessages)) {
            continue;
        }
        auto owner = trustOwner(each);
        if (!owner) {
            return owner.error();
        }
        keys += owner->trusted.size() + owner->distrusted.size();
        if (message.owners.size() >= mostTrustOwners || keys > mostTrustKeys) {
            return Error{ErrorKind::Malformed, u"a trust message without end"_s, {}};
        }
        message.owners.append(*std::move(owner));
    }
    return message.owners.isEmpty()
        ? Result<TrustMessage>(Error{ErrorKind::Malformed, u"a trust message of nobody"_s, {}})
        : Result<TrustMessage>(message);
}

QByteArray writeTrustMessage(const TrustMessage &message)
{
    QByteArray xml;
    QXmlStreamWriter writer(&xml);
    writer.writeStartElement(u"trust-message"_s);
    writer.writeDefaultNamespace(ns::trustMessages.toString());
    writer.writeAttribute(u"usage"_s, ns::automaticTrust.toString());
    writer.writeAttribute(u"encryption"_s, ns::omemo.toString());
    for (const TrustMessage::Owner &owner : message.owners) {
        writer.writeStartElement(u"key-owner"_s);
        writer.writeAttribute(u"jid"_s, owner.jid.toString());
        for (const QByteArray &key : owner.trusted) {
            writer.writeTextElement(u"trust"_s, QString::fromLatin1(key.toBase64()));
        }
        for (const QByteArray &key : owner.distrusted) {
            writer.writeTextElement(u"distrust"_s, QString::fromLatin1(key.toBase64()));
        }
        writer.writeEndElement();
    }
    writer.writeEndElement();
    return xml;
}

} // namespace jackdaw
