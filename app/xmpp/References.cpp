// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/References.h"

#include "xmpp/Dom.h"
#include "xmpp/Namespaces.h"
#include "xmpp/PayloadElement.h"

#include <QUrl>
#include <QXmppMessage.h>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr int maximumMentions = 50;
constexpr qsizetype longestUri = 4096;

BareJid personOf(const QString &uri)
{
    if (!uri.startsWith("xmpp:"_L1, Qt::CaseInsensitive) || uri.size() > longestUri) {
        return {};
    }
    const QString path = uri.mid(5).section(u'?', 0, 0);
    const auto jid = Jid::parse(QUrl::fromPercentEncoding(path.toUtf8()));
    return jid ? jid->bare() : BareJid();
}

} // namespace

QList<Mention> readMentions(const QDomElement &message, const QString &body, const TextCuts &cuts)
{
    QList<Mention> all;
    int looked = 0;
    for (QDomElement child = message.firstChildElement(); !child.isNull() && looked < maximumMentions;
         child = child.nextSiblingElement()) {
        if (!isElement(child, u"reference", ns::references) || child.attribute(u"type"_s) != u"mention") {
            continue;
        }
        ++looked;
        const auto begin = pointCount(child.attribute(u"begin"_s));
        const auto end = pointCount(child.attribute(u"end"_s));
        Mention mention;
        mention.who = personOf(child.attribute(u"uri"_s));
        if (!mention.who.isValid()) {
            continue;
        }
        if (const auto range = begin && end ? mentionRange(body, {*begin, *end}) : std::nullopt) {
            const qsizetype from = cuts.moved(range->start);
            const qsizetype to = cuts.moved(range->end());
            if (from >= 0 && from < to) {
                mention.begin = int(from);
                mention.end = int(to);
            }
        }
        all.append(mention);
    }
    return all;
}

void writeMentions(QXmppMessage &message, const QList<Mention> &mentions, const QString &body, qsizetype offset)
{
    QXmppElementList elements;
    for (const Mention &mention : mentions) {
        QXmppElement reference = makeElement(u"reference", ns::references);
        reference.setAttribute(u"type"_s, u"mention"_s);
        reference.setAttribute(u"uri"_s, u"xmpp:"_s + mention.who.toString());
        if (mention.begin < mention.end) {
            const PointRange points = pointRange(body, {mention.begin + offset, mention.end - mention.begin});
            reference.setAttribute(u"begin"_s, QString::number(points.begin));
            reference.setAttribute(u"end"_s, QString::number(points.end));
        }
        elements.append(reference);
    }
    message.setExtensions(message.extensions() + elements);
}

} // namespace jackdaw
