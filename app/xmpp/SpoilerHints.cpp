// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/SpoilerHints.h"

#include "xmpp/Dom.h"
#include "xmpp/Namespaces.h"

#include <QXmppMessage.h>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr int maximumHint = 200;

} // namespace

std::optional<QString> readSpoiler(const QDomElement &message)
{
    const QDomElement spoiler = childElement(message, u"spoiler", ns::spoiler); // 3: further ones are translations
    return spoiler.isNull() ? std::nullopt : std::optional(spoiler.text().left(maximumHint).simplified());
}

void writeSpoiler(QXmppMessage &message, const std::optional<QString> &hint)
{
    if (hint) {
        message.setIsSpoiler(true);
        message.setSpoilerHint(*hint);
    }
}

} // namespace jackdaw
