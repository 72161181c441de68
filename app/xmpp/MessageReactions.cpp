// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/MessageReactions.h"

#include "text/Emoji.h"
#include "xmpp/Dom.h"
#include "xmpp/Namespaces.h"
#include "xmpp/PayloadElement.h"

#include <QXmppMessage.h>

namespace jackdaw {

using namespace Qt::StringLiterals;

std::optional<ReactionSet> readReactions(const QDomElement &message)
{
    const QDomElement reactions = childElement(message, u"reactions", ns::reactions);
    const OriginId to = readReference(reactions);
    if (!to.isValid()) {
        return {};
    }
    ReactionSet out{to, {}};
    int looked = 0;
    for (QDomElement child = reactions.firstChildElement(); !child.isNull() && looked < 4 * maximumReactions
         && out.emoji.size() < maximumReactions; child = child.nextSiblingElement(), ++looked) {
        if (!isElement(child, u"reaction", ns::reactions)) {
            continue;
        }
        const auto emoji = reactionEmoji(child.text());
        if (emoji && !out.emoji.contains(*emoji)) {
            out.emoji.append(*emoji);
        }
    }
    return out;
}

void writeReactions(QXmppMessage &message, const ReactionSet &reactions)
{
    QXmppElement element = makeElement(u"reactions", ns::reactions);
    element.setAttribute(u"id"_s, reactions.to.value());
    for (const QString &emoji : reactions.emoji) {
        QXmppElement reaction = makeElement(u"reaction", {});
        reaction.setValue(emoji);
        element.appendChild(reaction);
    }
    message.setExtensions(message.extensions() + QXmppElementList{element});
    message.addHint(QXmppMessage::Store); // XEP-0444, 4
}

} // namespace jackdaw
