// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/PersonalFactsService.h"

#include "roster/RosterService.h"
#include "xmpp/PersonalFacts.h"
#include "xmpp/PubSub.h"

#include <algorithm>

namespace jackdaw {

PersonalFactsService::PersonalFactsService(const AccountContext &account, const RosterService &roster, QObject *parent)
    : QObject(parent), m_roster(roster), m_authority(account.jid())
{
    account.connection.onMessage([this](const QDomElement &message) { return handle(message); });
    connect(&account.connection, &Connection::sessionStarted, this, [this](Connection::Session session) {
        if (session == Connection::Session::New) {
            m_facts.clear(); // all of it is sent anew (XEP-0163, 4.3.2)
            m_early.clear();
        }
    });
    connect(&roster, &RosterService::rosterReplaced, this, [this] {
        m_facts.removeIf([this](QHash<BareJid, PersonalFacts>::iterator each) { return !m_roster.find(each.key()); });
        m_early.clear();
    });
    connect(&roster, &RosterService::contactRemoved, this,
            [this](AccountId, const BareJid &jid) { m_facts.remove(jid); });
}

Connection::Disposition PersonalFactsService::handle(const QDomElement &message)
{
    const auto event = readEvent(message, 1);
    const bool isOurs = event
        && std::find(personalFactsNodes.begin(), personalFactsNodes.end(), QStringView(event->node))
            != personalFactsNodes.end();
    if (!isOurs) {
        return Connection::Disposition::Pass;
    }
    const auto who = m_authority.publisher(Sender::of(message));
    if (!who) {
        return Connection::Disposition::Consumed;
    }
    if (!m_roster.find(*who)) {
        if (m_early.size() >= maximumEarly && !m_early.contains(*who)) {
            return Connection::Disposition::Consumed;
        }
        m_early.insert(*who);
    }
    PersonalFacts facts = m_facts.value(*who);
    readPersonalFact(facts, event->node, event->items.isEmpty() ? QDomElement() : event->items.constFirst().payload);
    if (facts == m_facts.value(*who)) {
        return Connection::Disposition::Consumed;
    }
    if (facts.isEmpty()) {
        m_facts.remove(*who);
    } else {
        m_facts.insert(*who, facts);
    }
    Q_EMIT changed(*who);
    return Connection::Disposition::Consumed;
}

} // namespace jackdaw
