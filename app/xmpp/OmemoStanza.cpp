// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/OmemoStanza.h"

#include "xmpp/Dom.h"
#include "xmpp/Namespaces.h"
#include "xmpp/OmemoNamespaces.h"
#include "xmpp/PayloadElement.h"

#include <QSet>
#include <QXmlStreamWriter>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype keySize = 32;
constexpr qsizetype signatureSize = 64;
constexpr char curveType = 0x05;       // what stands before a key in Legacy
constexpr qsizetype maximumRatchet = 4096; // bytes; an exchange has about 250
constexpr qsizetype maximumLabel = 53;     // code points (XEP-0384, 5.3.1)

Error malformed(const char *what)
{
    return Error{ErrorKind::Malformed, QLatin1StringView(what), {}};
}

/// nullopt: it is no base64 (RFC 4648, 4), but for blanks, which some programs write.
std::optional<QByteArray> decode(const QString &text)
{
    QByteArray bare;
    bare.reserve(text.size());
    for (const QChar c : text) {
        if (!c.isSpace()) {
            bare += c.unicode() < 0x80 ? char(c.unicode()) : '!';
        }
    }
    auto decoded = QByteArray::fromBase64Encoding(bare, QByteArray::AbortOnBase64DecodingErrors);
    return decoded ? std::optional(std::move(decoded.decoded)) : std::nullopt;
}

QString encode(const QByteArray &data)
{
    return QString::fromLatin1(data.toBase64());
}

/// 0: it is none.
quint32 readId(const QDomElement &element, const QString &attribute)
{
    bool isNumber = false;
    const uint id = element.attribute(attribute).toUInt(&isNumber);
    return isNumber && id <= maximumOmemoId ? id : 0;
}

/// Keys of bundles begin with a type in Legacy. nullopt: it is none.
std::optional<QByteArray> readKey(OmemoVersion version, const QString &text)
{
    auto key = decode(text);
    if (key && version == OmemoVersion::Legacy) {
        if (key->size() != keySize + 1 || key->front() != curveType) {
            return {};
        }
        key->remove(0, 1);
    }
    return key && key->size() == keySize ? key : std::nullopt;
}

QString writeKey(OmemoVersion version, const QByteArray &key)
{
    return encode(version == OmemoVersion::Legacy ? curveType + key : key);
}

/// The names that the two versions have for the same.
struct Names
{
    QStringView list;
    QStringView signedPreKey;
    QStringView signedPreKeyId;
    QStringView signature;
    QStringView identity;
    QStringView preKey;
    QStringView preKeyId;
    QStringView exchange;
};

const Names &names(OmemoVersion version)
{
    static constexpr Names legacy{u"list", u"signedPreKeyPublic", u"signedPreKeyId", u"signedPreKeySignature", u"identityKey",
                                  u"preKeyPublic", u"preKeyId", u"prekey"};
    static constexpr Names two{u"devices", u"spk", u"id", u"spks", u"ik", u"pk", u"id", u"kex"};
    return version == OmemoVersion::Legacy ? legacy : two;
}

void readKeys(OmemoVersion version, const QDomElement &parent, const BareJid &jid, OmemoMessage &out)
{
    for (QDomElement child = parent.firstChildElement(); !child.isNull() && out.keys.size() < maximumMessageKeys;
         child = child.nextSiblingElement()) {
        if (!isElement(child, u"key", omemoNamespace(version))) {
            continue;
        }
        const quint32 device = readId(child, u"rid"_s);
        auto data = decode(child.text());
        if (device == 0 || !data || data->isEmpty() || data->size() > maximumRatchet) {
            continue;
        }
        const QString exchange = child.attribute(names(version).exchange.toString());
        const bool begins = exchange == u"true" || exchange == u"1"; // XML Schema, 3.2.2
        out.keys.append({jid, OmemoDeviceId(device), begins ? OmemoMessage::KeyKind::Exchange : OmemoMessage::KeyKind::Running,
                         *std::move(data)});
    }
}

std::optional<OmemoMessage> readEncrypted(OmemoVersion version, const QDomElement &encrypted)
{
    const QStringView space = omemoNamespace(version);
    const QDomElement header = childElement(encrypted, u"header", space);
    OmemoMessage out;
    out.version = version;
    out.sender = OmemoDeviceId(readId(header, u"sid"_s));
    if (!out.sender.isValid()) {
        return {};
    }
    if (version == OmemoVersion::Legacy) {
        readKeys(version, header, {}, out);
        const auto iv = decode(childElement(header, u"iv", space).text());
        if (!iv || iv->size() > 16) {
            return {};
        }
        out.iv = *iv;
    } else {
        for (QDomElement child = header.firstChildElement(); !child.isNull() && out.keys.size() < maximumMessageKeys;
             child = child.nextSiblingElement()) {
            const auto jid = isElement(child, u"keys", space) ? BareJid::parse(child.attribute(u"jid"_s)) : Result<BareJid>(BareJid());
            if (jid && jid->isValid()) {
                readKeys(version, child, *jid, out);
            }
        }
    }
    const QDomElement payload = childElement(encrypted, u"payload", space);
    if (!payload.isNull()) {
        auto data = decode(payload.text());
        if (!data) {
            return {};
        }
        out.payload = *std::move(data);
    }
    return out;
}

} // namespace

QStringView omemoNamespace(OmemoVersion version)
{
    return version == OmemoVersion::Legacy ? ns::omemoLegacy : ns::omemo;
}

QString deviceListNode(OmemoVersion version)
{
    return omemoNamespace(version).toString() + (version == OmemoVersion::Legacy ? u".devicelist"_s : u":devices"_s);
}

QString bundleNode(OmemoVersion version, OmemoDeviceId device)
{
    return omemoNamespace(version).toString()
        + (version == OmemoVersion::Legacy ? u".bundles:"_s + QString::number(device.value()) : u":bundles"_s);
}

QString bundleItem(OmemoVersion version, OmemoDeviceId device)
{
    return version == OmemoVersion::Legacy ? currentItem.toString() : QString::number(device.value());
}

std::optional<OmemoVersion> deviceListVersion(QStringView node)
{
    for (const OmemoVersion version : allOmemoVersions) {
        if (node == deviceListNode(version)) {
            return version;
        }
    }
    return {};
}

Result<OmemoDeviceList> readDeviceList(OmemoVersion version, const QDomElement &element)
{
    const QStringView space = omemoNamespace(version);
    if (!isElement(element, names(version).list, space)) {
        return malformed("no list of devices");
    }
    OmemoDeviceList list;
    QSet<OmemoDeviceId> seen;
    for (QDomElement child = element.firstChildElement(); !child.isNull() && list.devices.size() < maximumDevices;
         child = child.nextSiblingElement()) {
        const OmemoDeviceId id(isElement(child, u"device", space) ? readId(child, u"id"_s) : 0);
        if (!id.isValid() || seen.contains(id)) {
            continue;
        }
        seen.insert(id);
        OmemoDeviceList::Entry entry{id, {}, {}};
        const QString label = child.attribute(u"label"_s);
        if (version == OmemoVersion::Two && label.toUcs4().size() <= maximumLabel) {
            entry.label = label;
            entry.labelSignature = child.attribute(u"labelsig"_s).left(2 * signatureSize);
        }
        list.devices.append(entry);
    }
    return list;
}

void writeDeviceList(QXmlStreamWriter &writer, OmemoVersion version, const OmemoDeviceList &list)
{
    writer.writeStartElement(names(version).list.toString());
    writer.writeDefaultNamespace(omemoNamespace(version).toString());
    for (const OmemoDeviceList::Entry &entry : list.devices) {
        writer.writeStartElement(u"device"_s);
        writer.writeAttribute(u"id"_s, QString::number(entry.id.value()));
        if (version == OmemoVersion::Two && !entry.label.isEmpty()) {
            writer.writeAttribute(u"label"_s, entry.label);
            if (!entry.labelSignature.isEmpty()) {
                writer.writeAttribute(u"labelsig"_s, entry.labelSignature);
            }
        }
        writer.writeEndElement();
    }
    writer.writeEndElement();
}

Result<OmemoBundle> readBundle(OmemoVersion version, const QDomElement &element)
{
    const QStringView space = omemoNamespace(version);
    const Names &name = names(version);
    if (!isElement(element, u"bundle", space)) {
        return malformed("no bundle");
    }
    const QDomElement signedPreKey = childElement(element, name.signedPreKey, space);
    const auto signedKey = readKey(version, signedPreKey.text());
    const auto signature = decode(childElement(element, name.signature, space).text());
    const auto identity = readKey(version, childElement(element, name.identity, space).text());
    if (!signedKey || !identity || !signature || signature->size() != signatureSize) {
        return malformed("a bundle without its keys");
    }
    // 0 is no id of XEP-0384, but the first one of some that speak Legacy.
    bool hasId = false;
    const uint id = signedPreKey.attribute(name.signedPreKeyId.toString()).toUInt(&hasId);
    if (!hasId || id > maximumOmemoId) {
        return malformed("a signed pre key without an id");
    }
    OmemoBundle bundle{*identity, {id, *signedKey}, *signature, {}};
    const QDomElement preKeys = childElement(element, u"prekeys", space);
    QSet<quint32> seen;
    qsizetype looked = 0;
    for (QDomElement child = preKeys.firstChildElement(); !child.isNull(); child = child.nextSiblingElement()) {
        if (++looked > maximumPreKeys) {
            return malformed("a bundle with too many keys");
        }
        const uint preKeyId = child.attribute(name.preKeyId.toString()).toUInt(&hasId);
        if (!isElement(child, name.preKey, space) || !hasId || preKeyId > maximumOmemoId || seen.contains(preKeyId)) {
            continue;
        }
        if (auto key = readKey(version, child.text())) {
            seen.insert(preKeyId);
            bundle.preKeys.append({preKeyId, *std::move(key)});
        }
    }
    if (bundle.preKeys.isEmpty()) {
        return malformed("a bundle without keys to be used once");
    }
    return bundle;
}

void writeBundle(QXmlStreamWriter &writer, OmemoVersion version, const OmemoBundle &bundle)
{
    const Names &name = names(version);
    writer.writeStartElement(u"bundle"_s);
    writer.writeDefaultNamespace(omemoNamespace(version).toString());
    writer.writeStartElement(name.signedPreKey.toString());
    writer.writeAttribute(name.signedPreKeyId.toString(), QString::number(bundle.signedPreKey.id));
    writer.writeCharacters(writeKey(version, bundle.signedPreKey.key));
    writer.writeEndElement();
    writer.writeTextElement(name.signature.toString(), encode(bundle.signature));
    writer.writeTextElement(name.identity.toString(), writeKey(version, bundle.identity));
    writer.writeStartElement(u"prekeys"_s);
    for (const OmemoBundle::Key &key : bundle.preKeys) {
        writer.writeStartElement(name.preKey.toString());
        writer.writeAttribute(name.preKeyId.toString(), QString::number(key.id));
        writer.writeCharacters(writeKey(version, key.key));
        writer.writeEndElement();
    }
    writer.writeEndElement();
    writer.writeEndElement();
}

QList<OmemoMessage> readOmemo(const QDomElement &message)
{
    QList<OmemoMessage> out;
    for (const OmemoVersion version : allOmemoVersions) {
        const QDomElement encrypted = childElement(message, u"encrypted", omemoNamespace(version));
        if (!encrypted.isNull()) {
            if (auto read = readEncrypted(version, encrypted)) {
                out.append(*std::move(read));
            }
        }
    }
    return out;
}

bool claimsOmemo(const QDomElement &message)
{
    return !childElement(message, u"encrypted", ns::omemoLegacy).isNull() || !childElement(message, u"encrypted", ns::omemo).isNull();
}

QXmppElement writeOmemo(const OmemoMessage &message)
{
    const OmemoVersion version = message.version;
    QXmppElement encrypted = makeElement(u"encrypted", omemoNamespace(version));
    QXmppElement header = makeElement(u"header", {});
    header.setAttribute(u"sid"_s, QString::number(message.sender.value()));
    const auto keyElement = [version](const OmemoMessage::Key &key) {
        QXmppElement element = makeElement(u"key", {});
        element.setAttribute(u"rid"_s, QString::number(key.device.value()));
        if (key.kind == OmemoMessage::KeyKind::Exchange) {
            element.setAttribute(names(version).exchange.toString(), u"true"_s);
        }
        element.setValue(encode(key.data));
        return element;
    };
    if (version == OmemoVersion::Legacy) {
        for (const OmemoMessage::Key &key : message.keys) {
            header.appendChild(keyElement(key));
        }
        QXmppElement iv = makeElement(u"iv", {});
        iv.setValue(encode(message.iv));
        header.appendChild(iv);
    } else {
        QList<BareJid> people;
        for (const OmemoMessage::Key &key : message.keys) {
            if (!people.contains(key.jid)) {
                people.append(key.jid);
            }
        }
        for (const BareJid &person : std::as_const(people)) {
            QXmppElement keys = makeElement(u"keys", {});
            keys.setAttribute(u"jid"_s, person.toString());
            for (const OmemoMessage::Key &key : message.keys) {
                if (key.jid == person) {
                    keys.appendChild(keyElement(key));
                }
            }
            header.appendChild(keys);
        }
    }
    encrypted.appendChild(header);
    if (message.payload) {
        QXmppElement payload = makeElement(u"payload", {});
        payload.setValue(encode(*message.payload));
        encrypted.appendChild(payload);
    }
    return encrypted;
}

} // namespace jackdaw
