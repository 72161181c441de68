// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/RosterExchange.h"

#include "xmpp/Dom.h"
#include "xmpp/Nickname.h"

#include <QSet>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr QStringView rosterExchange = u"http://jabber.org/protocol/rosterx";
constexpr int groupLength = 100;
constexpr int mostGroups = 5;

} // namespace

QList<ProposedContact> readRosterExchange(const QDomElement &message)
{
    QList<ProposedContact> proposed;
    QSet<BareJid> known;
    const QDomElement x = childElement(message, u"x", rosterExchange);
    for (QDomElement item = x.firstChildElement(u"item"_s); !item.isNull() && proposed.size() < maximumProposed;
         item = item.nextSiblingElement(u"item"_s)) {
        const auto jid = BareJid::parse(item.attribute(u"jid"_s));
        if (item.namespaceURI() != rosterExchange || item.attribute(u"action"_s, u"add"_s) != u"add" || !jid || known.contains(*jid)) {
            continue;
        }
        known.insert(*jid);
        ProposedContact contact{*jid, tidyName(item.attribute(u"name"_s)), {}};
        for (QDomElement group = item.firstChildElement(u"group"_s); !group.isNull() && contact.groups.size() < mostGroups;
             group = group.nextSiblingElement(u"group"_s)) {
            const QString name = tidyLine(group.text(), groupLength);
            if (!name.isEmpty() && !contact.groups.contains(name)) {
                contact.groups.append(name);
            }
        }
        proposed.append(contact);
    }
    return proposed;
}

} // namespace jackdaw
