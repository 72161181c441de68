// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/FallbackIndication.h"

#include "xmpp/Dom.h"
#include "xmpp/Namespaces.h"
#include "xmpp/PayloadElement.h"

#include <QXmppMessage.h>

#include <limits>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr int maximumFallbacks = 16;
constexpr int maximumRanges = 16;

qint64 number(const QDomElement &element, const QString &attribute, qint64 otherwise)
{
    bool ok = false;
    const qint64 value = element.attribute(attribute).toLongLong(&ok);
    return ok ? value : otherwise;
}

} // namespace

QList<Fallback> readFallbacks(const QDomElement &message)
{
    QList<Fallback> all;
    for (QDomElement child = message.firstChildElement(); !child.isNull() && all.size() < maximumFallbacks;
         child = child.nextSiblingElement()) {
        if (!isElement(child, u"fallback", ns::fallback)) {
            continue;
        }
        Fallback fallback;
        fallback.feature = child.attribute(u"for"_s);
        bool whole = child.firstChildElement().isNull();
        for (QDomElement part = child.firstChildElement(); !part.isNull() && fallback.ranges.size() < maximumRanges;
             part = part.nextSiblingElement()) {
            if (!isElement(part, u"body", ns::fallback)) {
                continue;
            }
            if (!part.hasAttribute(u"start"_s) && !part.hasAttribute(u"end"_s)) {
                whole = true;
            } else {
                fallback.ranges.append({number(part, u"start"_s, 0), number(part, u"end"_s, std::numeric_limits<qint64>::max())});
            }
        }
        if (whole) {
            fallback.ranges.clear();
        }
        fallback.coversBody = whole || !fallback.ranges.isEmpty();
        all.append(fallback);
    }
    return all;
}

TextCuts cutsOf(const QString &body, const QList<Fallback> &fallbacks, const QStringList &features)
{
    QList<PointRange> ranges;
    for (const Fallback &fallback : fallbacks) {
        if (!fallback.coversBody || features.isEmpty() || (!fallback.feature.isEmpty() && !features.contains(fallback.feature))) {
            continue;
        }
        ranges += fallback.ranges.isEmpty() ? QList{PointRange{0, body.size()}} : fallback.ranges;
    }
    return TextCuts(body, ranges);
}

void writeFallback(QXmppMessage &message, QStringView feature, std::optional<std::pair<int, int>> range)
{
    QXmppElement fallback = makeElement(u"fallback", ns::fallback);
    fallback.setAttribute(u"for"_s, feature.toString());
    if (range) {
        QXmppElement body = makeElement(u"body", {});
        body.setAttribute(u"start"_s, QString::number(range->first));
        body.setAttribute(u"end"_s, QString::number(range->second));
        fallback.appendChild(body);
    }
    message.setExtensions(message.extensions() + QXmppElementList{fallback});
}

} // namespace jackdaw
