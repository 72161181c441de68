// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/XhtmlIm.h"

#include "xmpp/Dom.h"
#include "xmpp/Namespaces.h"

#include <QTextStream>

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

} // namespace jackdaw
