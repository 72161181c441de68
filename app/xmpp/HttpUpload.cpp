// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/HttpUpload.h"

#include "xmpp/Capabilities.h"
#include "xmpp/Dom.h"
#include "xmpp/Namespaces.h"

#include <QUrl>
#include <QXmlStreamWriter>

#include <algorithm>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestSlotUrl = 4096;
constexpr qsizetype longestHeader = 8192;

Result<QString> readAddress(const QDomElement &element)
{
    const QString text = element.attribute(u"url"_s);
    const QUrl url(text, QUrl::StrictMode);
    if (text.isEmpty() || text.size() > longestSlotUrl || !url.isValid() || url.host().isEmpty()) {
        return Error{ErrorKind::ProtocolBroken, u"a slot without an address"_s, url.host()};
    }
    if (url.scheme() != "https"_L1 || !url.userInfo().isEmpty()) { // 5: both MUST be https
        return Error{ErrorKind::UnsafeAddress, u"a slot that is not https: "_s + url.scheme(), url.host()};
    }
    return url.toString(QUrl::FullyEncoded | QUrl::RemoveFragment);
}

} // namespace

std::optional<qint64> readUploadService(const QDomElement &iq)
{
    const Capabilities all = Capabilities::read(childElement(iq, u"query", ns::discoInfo));
    if (!all.has(ns::httpUpload)) {
        return {};
    }
    for (const Capabilities::Form &form : all.forms) {
        if (form.type != ns::httpUpload) {
            continue;
        }
        for (const auto &[name, values] : form.fields) {
            if (name == u"max-file-size") {
                return std::max<qint64>(values.value(0).toLongLong(), 0);
            }
        }
    }
    return 0;
}

void writeSlotRequest(QXmlStreamWriter &writer, const QString &name, qint64 size, const QString &type)
{
    writer.writeStartElement(u"request"_s);
    writer.writeDefaultNamespace(ns::httpUpload.toString());
    writer.writeAttribute(u"filename"_s, name);
    writer.writeAttribute(u"size"_s, QString::number(size));
    if (!type.isEmpty()) {
        writer.writeAttribute(u"content-type"_s, type);
    }
    writer.writeEndElement();
}

Result<UploadSlot> readSlot(const QDomElement &iq)
{
    const QDomElement slot = childElement(iq, u"slot", ns::httpUpload);
    const QDomElement put = childElement(slot, u"put", ns::httpUpload);
    const auto to = readAddress(put);
    const auto from = readAddress(childElement(slot, u"get", ns::httpUpload));
    if (!to || !from) {
        return to ? from.error() : to.error();
    }
    UploadSlot out{*to, *from, {}};
    for (QDomElement header = put.firstChildElement(); !header.isNull(); header = header.nextSiblingElement()) {
        if (!isElement(header, u"header", ns::httpUpload)) {
            continue;
        }
        const QString name = header.attribute(u"name"_s).toLower();
        const QString value = header.text();
        if (name != u"authorization" && name != u"cookie" && name != u"expires") {
            continue; // 5: any other is left out
        }
        const bool isLine = std::all_of(value.cbegin(), value.cend(), [](QChar c) { return c.unicode() >= 0x20 && c.unicode() < 0x7f; });
        if (!isLine || value.size() > longestHeader) {
            return Error{ErrorKind::ProtocolBroken, u"a header that is more than one line: "_s + name, QUrl(*to).host()};
        }
        out.headers.append({name.toLatin1(), value.toLatin1()});
    }
    return out;
}

} // namespace jackdaw
