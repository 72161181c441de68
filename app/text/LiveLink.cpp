// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/LiveLink.h"

#include "text/LinkCard.h"

#include <QRegularExpression>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

const QString idParameter = u"jd-live"_s;
const QString untilParameter = u"jd-until"_s;
const QString keyParameter = u"jd-key"_s;
constexpr auto keyText = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

} // namespace

std::optional<LiveLink> liveLinkOf(const QUrl &geo)
{
    if (geo.scheme() != u"geo") {
        return {};
    }
    static const QRegularExpression idForm(u"^[0-9a-f]{32}$"_s);
    static const QRegularExpression timeForm(u"^[0-9]{9,11}$"_s);
    LiveLink out;
    const QStringList parts = geo.path(QUrl::FullyDecoded).split(u';');
    for (const QString &parameter : parts.sliced(1)) {
        const QString name = parameter.section(u'=', 0, 0);
        const QString value = parameter.section(u'=', 1);
        if (name == idParameter && idForm.match(value).hasMatch()) {
            out.id = value;
        } else if (name == untilParameter && timeForm.match(value).hasMatch()) {
            out.until = value.toLongLong() * 1000;
        } else if (name == keyParameter) {
            const auto key =
                QByteArray::fromBase64Encoding(value.toLatin1(), keyText | QByteArray::AbortOnBase64DecodingErrors);
            out.key = key ? *key : QByteArray();
        }
    }
    const bool isWhole = !out.id.isEmpty() && out.until > 0 && out.key.size() == LiveLink::keySize;
    return isWhole ? std::optional(out) : std::nullopt;
}

QString liveUri(const Place &first, const LiveLink &live)
{
    return placeUri(first)
        + u";%1=%2;%3=%4;%5=%6"_s.arg(idParameter, live.id, untilParameter, QString::number(live.until / 1000),
                                      keyParameter, QString::fromLatin1(live.key.toBase64(keyText)));
}

} // namespace jackdaw
