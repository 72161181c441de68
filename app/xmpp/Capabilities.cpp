// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/Capabilities.h"

#include "xmpp/Avatar.h"
#include "xmpp/DisplayedSync.h"
#include "xmpp/Dom.h"
#include "xmpp/Namespaces.h"
#include "xmpp/Nickname.h"
#include "xmpp/PersonalFacts.h"
#include "xmpp/Spaces.h"

#include <QCryptographicHash>
#include <QXmlStreamWriter>
#include <algorithm>

namespace jackdaw {

QString Capabilities::node()
{
    return QStringLiteral("https://jackdaw.im");
}

Capabilities Capabilities::own()
{
    Capabilities out;
    out.identities = {{QStringLiteral("client"), QStringLiteral("pc"), {}, QStringLiteral("Jackdaw")}};
    for (const QStringView feature : {ns::capabilities, ns::discoInfo, ns::discoItems, ns::ping, ns::delay, ns::stanzaIds, ns::attention,
                                      ns::correction, ns::spoiler, ns::references, ns::retraction, ns::retractionBefore, ns::fallback,
                                      ns::reactions, ns::reply, ns::muc, ns::directInvitation}) {
        out.features += feature.toString();
    }
    out.features += ns::styling.toString(); // read by the window; who shows it must say so (XEP-0393, 4)
    // What others write only where they are told that it is read: XHTML-IM (XEP-0071, 10.1), addresses of files (XEP-0066, 4),
    // hashes with each function of them (XEP-0300, 5). XEP-0447 has no rule of its own.
    for (const QStringView feature : {ns::xhtmlIm, ns::outOfBand, ns::fileSharing, ns::hashes}) {
        out.features += feature.toString();
    }
    out.features += QStringLiteral("urn:xmpp:hash-function-text-names:sha-256");
    // Files straight from a program of theirs (XEP-0234, 10), by both ways.
    for (const QStringView feature : {ns::jingle, ns::jingleFile, ns::jingleInBand, ns::jingleSocks}) {
        out.features += feature.toString();
    }
    // XEP-0163, 4.3.1: what another program of ours changes, and what contacts call themselves and look like.
    out.features += ns::bookmarks.toString() + QStringLiteral("+notify");
    out.features += nicknameNode.toString() + QStringLiteral("+notify");
    out.features += avatarMetadataNode.toString() + QStringLiteral("+notify");
    out.features += displayedNode + QStringLiteral("+notify");
    out.features += spacesNode + QStringLiteral("+notify");
    for (const QStringView node : personalFactsNodes) { // and how and where they are
        out.features += node.toString() + QStringLiteral("+notify");
    }
    return out;
}

Capabilities Capabilities::read(const QDomElement &query)
{
    Capabilities out;
    for (QDomElement child = query.firstChildElement(); !child.isNull(); child = child.nextSiblingElement()) {
        if (isElement(child, u"identity", ns::discoInfo)) {
            out.identities.append({child.attribute(QStringLiteral("category")), child.attribute(QStringLiteral("type")),
                                   child.attributeNS(QStringLiteral("http://www.w3.org/XML/1998/namespace"), QStringLiteral("lang")),
                                   child.attribute(QStringLiteral("name"))});
        } else if (isElement(child, u"feature", ns::discoInfo)) {
            out.features += child.attribute(QStringLiteral("var"));
        } else if (isElement(child, u"x", ns::dataForms)) {
            Form form;
            for (QDomElement field = child.firstChildElement(QStringLiteral("field")); !field.isNull();
                 field = field.nextSiblingElement(QStringLiteral("field"))) {
                QStringList values;
                for (QDomElement value = field.firstChildElement(QStringLiteral("value")); !value.isNull();
                     value = value.nextSiblingElement(QStringLiteral("value"))) {
                    values += value.text();
                }
                const QString var = field.attribute(QStringLiteral("var"));
                if (var == u"FORM_TYPE") {
                    form.type = values.value(0);
                } else {
                    form.fields.append({var, values});
                }
            }
            out.forms += form;
        }
    }
    return out;
}

void Capabilities::write(QXmlStreamWriter &writer, const QString &node) const
{
    writer.writeStartElement(QStringLiteral("query"));
    writer.writeDefaultNamespace(ns::discoInfo.toString());
    if (!node.isEmpty()) {
        writer.writeAttribute(QStringLiteral("node"), node);
    }
    for (const Identity &identity : identities) {
        writer.writeStartElement(QStringLiteral("identity"));
        writer.writeAttribute(QStringLiteral("category"), identity.category);
        writer.writeAttribute(QStringLiteral("type"), identity.type);
        writer.writeAttribute(QStringLiteral("name"), identity.name);
        writer.writeEndElement();
    }
    for (const QString &feature : features) {
        writer.writeStartElement(QStringLiteral("feature"));
        writer.writeAttribute(QStringLiteral("var"), feature);
        writer.writeEndElement();
    }
    writer.writeEndElement();
}

QString Capabilities::ver() const
{
    // XEP-0115, 5.1, steps 2 to 7: everything sorted by octets and ended by "<".
    const auto sorted = [](QStringList list) {
        std::sort(list.begin(), list.end(), [](const QString &a, const QString &b) { return a.toUtf8() < b.toUtf8(); });
        return list;
    };
    QStringList identityTexts;
    for (const Identity &identity : identities) {
        identityTexts += QStringList{identity.category, identity.type, identity.language, identity.name}.join(u'/');
    }
    QString text;
    for (const QString &identity : sorted(identityTexts)) {
        text += identity + u'<';
    }
    for (const QString &feature : sorted(features)) {
        text += feature + u'<';
    }
    QList<Form> ordered = forms;
    std::sort(ordered.begin(), ordered.end(), [](const Form &a, const Form &b) { return a.type.toUtf8() < b.type.toUtf8(); });
    for (const Form &form : ordered) {
        text += form.type + u'<';
        auto fields = form.fields;
        std::sort(fields.begin(), fields.end(), [](const auto &a, const auto &b) { return a.first.toUtf8() < b.first.toUtf8(); });
        for (const auto &[name, values] : fields) {
            text += name + u'<';
            for (const QString &value : sorted(values)) {
                text += value + u'<';
            }
        }
    }
    return QString::fromLatin1(QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha1).toBase64());
}

} // namespace jackdaw
