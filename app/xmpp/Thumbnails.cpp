// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/Thumbnails.h"

#include "base/BlurHash.h"
#include "xmpp/BitsOfBinary.h"
#include "xmpp/Dom.h"
#include "xmpp/Namespaces.h"
#include "xmpp/PayloadElement.h"

#include <QUrl>

#include <algorithm>
#include <utility>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostThumbnails = 10;                 ///< that are looked at
constexpr qsizetype mostBytes = 16 * 1024;         ///< XEP-0231, 4, recommends 8 KiB
constexpr qsizetype longestAddress = mostBytes * 3 / 2;
constexpr int side = 128;                          ///< XEP-0264, 5

bool isPicture(QStringView mediaType)
{
    return mediaType == u"image/png" || mediaType == u"image/jpeg" || mediaType == u"image/webp";
}

/// RFC 2397; empty: none, or too large.
QByteArray readDataUri(QStringView uri)
{
    const qsizetype comma = uri.indexOf(u',');
    const QStringView head = uri.sliced(0, std::max<qsizetype>(comma, 0));
    if (comma < 0 || !head.endsWith(u";base64") || !isPicture(head.sliced(5).chopped(7))) {
        return {};
    }
    const auto decoded = QByteArray::fromBase64Encoding(uri.sliced(comma + 1).toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
    return decoded && (*decoded).size() <= mostBytes ? *decoded : QByteArray();
}

QByteArray readBits(const QDomElement &data)
{
    if (data.isNull()) {
        return {};
    }
    const auto bits = readBitsOfBinary(data);
    return bits && isPicture(bits->type) && bits->bytes.size() <= mostBytes ? bits->bytes : QByteArray();
}

} // namespace

QDomElement CarriedBits::find(const QString &cid)
{
    const QDomElement message = std::exchange(m_message, {});
    for (QDomElement data = message.firstChildElement(); !data.isNull(); data = data.nextSiblingElement()) {
        if (isElement(data, u"data", ns::bitsOfBinary) && data.text().size() <= longestAddress) {
            const QString name = data.attribute(u"cid"_s);
            if (!m_all.contains(name)) {
                m_all.insert(name, data);
            }
        }
    }
    return m_all.value(cid);
}

void readThumbnails(const QDomElement &metadata, CarriedBits &bits, SharedFile &out)
{
    static const QString waves = u"data:image/blurhash,"_s;
    int seen = 0;
    for (QDomElement each = metadata.firstChildElement(); !each.isNull() && seen < mostThumbnails; each = each.nextSiblingElement()) {
        if (!isElement(each, u"thumbnail", ns::thumbnails)) {
            continue;
        }
        ++seen;
        const QString uri = each.attribute(u"uri"_s);
        if (uri.size() > longestAddress) {
            continue;
        }
        if (uri.startsWith(waves)) {
            const QString hash = QUrl::fromPercentEncoding(uri.sliced(waves.size()).toLatin1());
            if (out.blurHash.isEmpty() && isBlurHash(hash)) {
                out.blurHash = hash;
            }
        } else if (out.thumbnail.isEmpty()) {
            const QString cid = cidOf(uri);
            out.thumbnail = !cid.isEmpty() ? readBits(bits.find(cid)) : uri.startsWith("data:"_L1) ? readDataUri(uri) : QByteArray();
        }
    }
}

void writeThumbnail(QXmppElement &metadata, const SharedFile &file)
{
    if (!isBlurHash(file.blurHash) || file.width <= 0 || file.height <= 0) {
        return;
    }
    const int longer = std::max(file.width, file.height);
    const auto scaled = [longer](int pixels) { return QString::number(std::max(1, int(qint64(pixels) * side / longer))); };
    QXmppElement thumbnail = makeElement(u"thumbnail", ns::thumbnails);
    thumbnail.setAttribute(u"uri"_s, u"data:image/blurhash,"_s + QString::fromLatin1(QUrl::toPercentEncoding(file.blurHash)));
    thumbnail.setAttribute(u"media-type"_s, u"image/blurhash"_s);
    thumbnail.setAttribute(u"width"_s, scaled(file.width));
    thumbnail.setAttribute(u"height"_s, scaled(file.height));
    metadata.appendChild(thumbnail);
}

} // namespace jackdaw
