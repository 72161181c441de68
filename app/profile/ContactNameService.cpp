// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/ContactNameService.h"

#include "base/Log.h"
#include "profile/ProfileService.h"
#include "roster/RosterService.h"
#include "xmpp/Nickname.h"
#include "xmpp/PersonalNodes.h"

namespace jackdaw {

ContactNameService::ContactNameService(const AccountContext &account, RosterService &roster, const ProfileService &profiles, QObject *parent)
    : QObject(parent)
    , m_account(account)
    , m_authority(account.jid())
    , m_roster(roster)
    , m_store(account.database, account.id)
{
    account.connection.onMessage([this](const QDomElement &message) { return handle(message); });
    connect(&profiles, &ProfileService::changed, this, [this](const ContactProfile &profile) { takeCard(profile.jid, profile.card); });
    connect(&account.connection, &Connection::sessionStarted, this, [this](Connection::Session session) {
        if (session == Connection::Session::New) {
            m_early.clear(); // all of them are sent anew (XEP-0163, 4.3.2)
        }
    });
    connect(&roster, &RosterService::rosterReplaced, this, [this](AccountId, const QList<Contact> &contacts) {
        m_nicknames.removeIf([this](QHash<BareJid, QString>::iterator each) { return !m_roster.find(each.key()); });
        lookAt(contacts);
    });
    connect(&roster, &RosterService::contactsChanged, this, &ContactNameService::lookAt);
    connect(&roster, &RosterService::nameSaid, this, &ContactNameService::take);
    connect(&roster, &RosterService::contactRemoved, this, [this](AccountId, const BareJid &jid) { m_nicknames.remove(jid); });
}

Connection::Disposition ContactNameService::handle(const QDomElement &message)
{
    const auto event = readEvent(message, 1);
    if (!event || event->node != nicknameNode) {
        return Connection::Disposition::Pass;
    }
    const auto who = m_authority.publisher(Sender::of(message));
    if (!who || *who == m_account.jid()) {
        return Connection::Disposition::Consumed;
    }
    take(*who, event->items.isEmpty() ? QString() : readNickname(event->items.constFirst().payload));
    return Connection::Disposition::Consumed;
}

void ContactNameService::take(const BareJid &who, const QString &name)
{
    if (m_roster.find(who)) {
        takeNickname(who, name);
    } else if (m_early.size() < maximumEarly) { // the roster may come after it, and they may be accepted later
        m_early.insert(who, name);
    }
}

void ContactNameService::takeNickname(const BareJid &who, const QString &name)
{
    m_nicknames.insert(who, name);
    if (!name.isEmpty()) {
        m_roster.setOwnName(who, name);
        return;
    }
    const auto kept = m_store.card(who);
    if (!kept) {
        qCWarning(log::storage) << "a card was not read:" << kept.error().detail; // they go by their address
    }
    takeCard(who, kept && *kept ? (*kept)->card : VCard());
}

void ContactNameService::takeCard(const BareJid &who, const VCard &card)
{
    if (!m_nicknames.value(who).isEmpty()) {
        return;
    }
    const QString name = tidyName(card.fullName.isEmpty() ? card.nickname : card.fullName);
    const Contact *known = m_roster.find(who);
    // What they published in an earlier session is as good, until they are heard again.
    if (name.isEmpty() && known && !known->ownName.isEmpty() && !m_nicknames.contains(who)) {
        return;
    }
    m_roster.setOwnName(who, name);
}

void ContactNameService::lookAt(const QList<Contact> &contacts)
{
    for (const Contact &contact : contacts) {
        if (m_early.isEmpty()) {
            return;
        }
        if (const auto early = m_early.constFind(contact.jid); early != m_early.cend()) {
            const QString name = *early;
            m_early.erase(early);
            takeNickname(contact.jid, name);
        }
    }
}

} // namespace jackdaw
