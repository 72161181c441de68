// SPDX-License-Identifier: GPL-3.0-or-later
#include "roster/RosterExchangeService.h"

#include "roster/RosterService.h"
#include "xmpp/RosterExchange.h"

namespace jackdaw {

RosterExchangeService::RosterExchangeService(const AccountContext &account, const RosterService &roster, QObject *parent)
    : QObject(parent)
    , m_account(account)
    , m_roster(roster)
    , m_authority(account.jid())
{
    account.connection.onMessage([this](const QDomElement &message) { return handle(message); });
}

/// The message may say more than that: it always passes on.
Connection::Disposition RosterExchangeService::handle(const QDomElement &message)
{
    const QList<ProposedContact> people = readRosterExchange(message);
    if (people.isEmpty() || message.attribute(QStringLiteral("type")) == u"error") {
        return Connection::Disposition::Pass;
    }
    const Sender sender = Sender::of(message);
    const auto sees = m_roster.seesPresence(sender.address().bare()) ? Authority::SeesPresence::Yes : Authority::SeesPresence::No;
    if (!Authority::mayProposeContacts(m_authority.acquaintance(sender, sees))) {
        return Connection::Disposition::Pass;
    }
    ContactProposal proposal{m_account.id, sender.isAbsent() ? m_account.jid() : sender.address().bare(), {}};
    for (const ProposedContact &person : people) {
        if (!m_roster.find(person.jid) && person.jid != m_account.jid()) {
            proposal.entries.append({person.jid, person.name, person.groups});
        }
    }
    if (!proposal.entries.isEmpty()) {
        Q_EMIT proposed(proposal);
    }
    return Connection::Disposition::Pass;
}

} // namespace jackdaw
