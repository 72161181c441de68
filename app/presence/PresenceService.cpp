// SPDX-License-Identifier: GPL-3.0-or-later
#include "presence/PresenceService.h"

#include "account/AccountStore.h"
#include "base/Async.h"
#include "base/Clock.h"
#include "xmpp/PresenceStanza.h"

#include <algorithm>

namespace jackdaw {

namespace {

constexpr int gatherMilliseconds = 30;

} // namespace

PresenceService::PresenceService(const AccountContext &account, AccountStore &store, QObject *parent, PresenceLimits limits)
    : QObject(parent)
    , m_account(account)
    , m_store(store)
    , m_limits(limits)
{
    m_gather.setSingleShot(true);
    m_gather.setInterval(gatherMilliseconds);
    connect(&m_gather, &QTimer::timeout, this, &PresenceService::announce);
    if (const auto own = store.ownPresence(account.id)) {
        m_own = *own;
    }
    account.connection.onPresence([this](const QDomElement &element) { return handle(element); });
    connect(&account.connection, &Connection::sessionStarted, this, [this](Connection::Session session) {
        if (session == Connection::Session::New) {
            m_resources.clear(); // all are sent anew (RFC 6121, 4.2.2)
            m_total = 0;
            m_gone.clear();
        } else {
            for (auto it = m_resources.keyBegin(); it != m_resources.keyEnd(); ++it) {
                m_dirty.insert(*it);
            }
            m_gather.start();
        }
        Q_EMIT ownPresenceChanged(m_account.id, m_own);
    });
    connect(&account.connection, &Connection::sessionLost, this, &PresenceService::forget);
    connect(&account.connection, &Connection::sessionEnded, this, &PresenceService::forget);
}

Presence PresenceService::shownOf(const QList<Presence> &resources)
{
    const auto better = [](const Presence &a, const Presence &b) {
        return std::tuple(-a.priority, int(a.availability), -a.since) < std::tuple(-b.priority, int(b.availability), -b.since);
    };
    const auto best = std::min_element(resources.begin(), resources.end(), better);
    return best == resources.end() ? Presence() : *best;
}

QHash<QString, Presence> PresenceService::resources(const BareJid &jid) const
{
    return m_resources.value(jid);
}

Connection::Disposition PresenceService::handle(const QDomElement &element)
{
    PresenceStanza stanza = readPresence(element);
    const bool available = stanza.type == PresenceStanza::Type::Available;
    if (!stanza.from.isValid() || (!available && stanza.type != PresenceStanza::Type::Unavailable)) {
        return Connection::Disposition::Pass;
    }
    const BareJid &from = stanza.from.bare();
    if (!m_resources.contains(from) && !hasRoom()) {
        return Connection::Disposition::Consumed;
    }
    auto &resources = m_resources[from];
    const QString &resource = stanza.from.resource();
    const auto before = resources.constFind(resource);
    const bool sameAsBefore = before != resources.constEnd() && before->availability == stanza.presence.availability;
    if (sameAsBefore) {
        stanza.presence.since = before->since; // a new text does not begin a new state
    } else if (stanza.presence.since == 0 || stanza.presence.since > m_account.clock.now()) {
        stanza.presence.since = m_account.clock.now();
    }
    if (available) {
        if (before != resources.constEnd()) {
            resources.insert(resource, stanza.presence);
        } else if (resources.size() < m_limits.ofOne && m_total < m_limits.all) {
            resources.insert(resource, stanza.presence);
            ++m_total;
        }
    } else {
        // RFC 6121, 4.5.4: from a bare address it speaks for all resources.
        if (resource.isEmpty()) {
            m_total -= resources.size();
            resources.clear();
        } else {
            m_total -= resources.remove(resource);
        }
        m_gone.insert(from, stanza.presence);
    }
    Q_EMIT capabilitiesSeen(stanza.from, stanza.capsNode, available ? stanza.capsVer : QString());
    m_dirty.insert(from);
    if (!m_gather.isActive()) {
        m_gather.start();
    }
    return Connection::Disposition::Consumed;
}

/// Room for one more person. Those who are gone make it, so that strangers who come and go never keep contacts out.
bool PresenceService::hasRoom()
{
    if (m_resources.size() < m_limits.people) {
        return true;
    }
    if (m_gone.size() < m_limits.people / 10) { // many at once, or each new one would cost a walk over all
        return false;
    }
    announce();
    m_resources.removeIf([](QHash<BareJid, QHash<QString, Presence>>::iterator person) { return person->isEmpty(); });
    m_gone.clear();
    return m_resources.size() < m_limits.people;
}

void PresenceService::announce()
{
    QList<ContactPresence> changed;
    changed.reserve(m_dirty.size());
    for (const BareJid &jid : std::as_const(m_dirty)) {
        const auto resources = m_resources.constFind(jid);
        const bool there = resources != m_resources.constEnd() && !resources->isEmpty();
        changed.append({m_account.id, jid, there ? shownOf(resources->values()) : m_gone.value(jid)});
    }
    m_dirty.clear();
    if (!changed.isEmpty()) {
        Q_EMIT presencesChanged(changed);
    }
}

void PresenceService::forget()
{
    m_dirty.clear();
    m_gather.stop();
    Q_EMIT presencesUnknown(m_account.id);
}

void PresenceService::setCapabilities(const QString &ver)
{
    if (ver != std::exchange(m_capsVer, ver)) {
        sendOwn();
    }
}

void PresenceService::sendOwn()
{
    const auto presence = writePresence(m_own.availability, m_own.status, m_capsVer);
    m_account.connection.setInitialPresence(presence);
    m_account.connection.sendPresence(presence);
}

QFuture<Status> PresenceService::setOwn(Availability availability, const QString &status)
{
    const Status stored = m_store.setOwnPresence(m_account.id, availability, status);
    if (!stored) {
        return ready<Done>(stored);
    }
    m_own.availability = availability;
    m_own.status = status;
    m_own.since = m_account.clock.now();
    sendOwn();
    Q_EMIT ownPresenceChanged(m_account.id, m_own);
    return ready<Done>(Done{});
}

} // namespace jackdaw
