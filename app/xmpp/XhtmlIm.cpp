// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/XhtmlIm.h"

#include "xmpp/Dom.h"
#include "xmpp/Namespaces.h"

#include <QTextStream>
#include <QXmppMessage.h>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype maximumMarkup = 64 * 1024;

} // namespace

QString readXhtml(const QDomElement &message)
{
    const QDomElement body = childElement(childElement(message, u"html", ns::xhtmlIm), u"body", ns::xhtml);
    if (body.isNull() || body.text().size() > maximumMarkup) {
        return {};
    }
    QString markup;
    QTextStream stream(&markup);
    body.save(stream, -1);
    return markup.size() > maximumMarkup ? QString() : markup;
}

void writeXhtml(QXmppMessage &message, const QString &markup)
{
    // QXmpp writes both elements itself, and what is in them as it is given.
    const qsizetype body = markup.indexOf(u"<body"_s);
    const qsizetype begin = body < 0 ? -1 : markup.indexOf(u'>', body) + 1;
    const qsizetype end = markup.lastIndexOf(u"</body>"_s);
    if (begin > 0 && begin < end && markup.size() <= maximumMarkup) {
        message.setXhtml(markup.sliced(begin, end - begin));
    }
}

} // namespace jackdaw
