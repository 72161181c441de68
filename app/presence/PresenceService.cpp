// SPDX-License-Identifier: GPL-3.0-or-later
#include "presence/PresenceService.h"

#include "base/Clock.h"
#include "xmpp/PresenceStanza.h"

#include <algorithm>

namespace jackdaw {

namespace {

constexpr int gatherMilliseconds = 30;
// So long after a session began, a first presence may still be an answer to the server's probe (RFC 6121, 4.3.2): how long it
// has been so, nobody says but a <delay/>.
constexpr qint64 settlingMilliseconds = 60'000;

} // namespace

PresenceService::PresenceService(const AccountContext &account, QObject *parent, PresenceLimits limits)
    : QObject(parent)
    , m_account(account)
    , m_limits(limits)
{
    m_gather.setSingleShot(true);
    m_gather.setInterval(gatherMilliseconds);
    connect(&m_gather, &QTimer::timeout, this, &PresenceService::announce);
    m_own.availability = Availability::Available;
    account.connection.onPresence([this](const QDomElement &element) { return handle(element); });
    connect(&account.connection, &Connection::sessionStarted, this, [this](Connection::Session session) {
        if (session == Connection::Session::New) {
            m_resources.clear(); // all are sent anew (RFC 6121, 4.2.2)
            m_total = 0;
            m_gone.clear();
            m_told.clear();
            m_sessionAt = m_account.clock.elapsed();
        } else {
            for (auto it = m_resources.keyBegin(); it != m_resources.keyEnd(); ++it) {
                m_dirty.insert(*it, 0);
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
    const bool isSeen = sawChange(stanza.from);
    auto &resources = m_resources[from];
    const QString &resource = stanza.from.resource();
    const auto before = resources.constFind(resource);
    const bool sameAsBefore = before != resources.constEnd() && before->availability == stanza.presence.availability;
    if (sameAsBefore) {
        stanza.presence.since = before->since; // a new text does not begin a new state
    } else if (stanza.presence.since == 0 || stanza.presence.since > m_account.clock.now()) {
        stanza.presence.since = isSeen ? m_account.clock.now() : 0;
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
    // The latest change counts of those that are gathered; a new text is none.
    m_dirty.insert(from, std::max(m_dirty.value(from), sameAsBefore ? 0 : stanza.presence.since));
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
    m_told.removeIf([this](QHash<BareJid, Told>::iterator person) { return !m_resources.contains(person.key()); });
    return m_resources.size() < m_limits.people;
}

bool PresenceService::isSettling() const
{
    return m_account.clock.elapsed() - m_sessionAt <= settlingMilliseconds;
}

/// Was it another presence that this client had until now? Its first in a session only tells how it has been for long,
/// unless its person was known to be gone.
bool PresenceService::sawChange(const Jid &from) const
{
    if (!isSettling()) {
        return true;
    }
    const auto known = m_resources.constFind(from.bare());
    return known != m_resources.cend() && (known->isEmpty() || from.resource().isEmpty() || known->contains(from.resource()));
}

void PresenceService::announce()
{
    QList<ContactPresence> changed;
    changed.reserve(m_dirty.size());
    for (auto dirty = m_dirty.cbegin(); dirty != m_dirty.cend(); ++dirty) {
        ContactPresence now = presenceOf(dirty.key());
        // Of the person, not of the resource: that another client of theirs speaks for them now changes nothing.
        if (const auto told = m_told.constFind(dirty.key()); told != m_told.cend()) {
            now.shown.since = told->availability == now.shown.availability ? told->since
                : dirty.value() != 0 ? dirty.value()
                : isSettling()       ? 0
                                     : m_account.clock.now();
        }
        m_told.insert(dirty.key(), {now.shown.availability, now.shown.since});
        changed.append(now);
    }
    m_dirty.clear();
    if (!changed.isEmpty()) {
        Q_EMIT presencesChanged(changed);
    }
}

ContactPresence PresenceService::presenceOf(const BareJid &jid) const
{
    const auto resources = m_resources.constFind(jid);
    if (resources == m_resources.cend() || resources->isEmpty()) {
        return {m_account.id, jid, m_gone.value(jid), {}};
    }
    ContactPresence out{m_account.id, jid, shownOf(resources->values()), {}};
    if (m_deviceNames) {
        const auto shown = std::find(resources->cbegin(), resources->cend(), out.shown);
        out.device = m_deviceNames(Jid(jid, shown.key()));
    }
    return out;
}

void PresenceService::refresh(const QList<BareJid> &people)
{
    if (!m_account.connection.isOnline()) {
        return; // what is kept for a stream that may be resumed is not how they are
    }
    for (const BareJid &jid : people) {
        if (m_resources.contains(jid) && !m_dirty.contains(jid)) {
            m_dirty.insert(jid, 0);
        }
    }
    if (!m_dirty.isEmpty() && !m_gather.isActive()) {
        m_gather.start();
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

void PresenceService::setBeginning(Beginning beginning)
{
    if (std::exchange(m_beginning, beginning) == beginning) {
        return;
    }
    QXmppPresence first = writePresence(m_own.availability, m_own.status, m_capsVer, m_own.idleSince);
    if (beginning == Beginning::ByHand) {
        // QXmpp begins each session with one. Without an address, servers pass it on to all contacts even if nobody was
        // there before, and so tell them that somebody came. Some take our bare address or theirs for none; to a device
        // of ours that is not there it goes nowhere (RFC 6121, 8.5.3.2.2).
        first = QXmppPresence(QXmppPresence::Unavailable);
        first.setTo(Jid(m_account.jid(), QStringLiteral("nobody")).toString());
    }
    m_account.connection.setInitialPresence(first);
}

void PresenceService::sendOwn()
{
    const auto presence = writePresence(m_own.availability, m_own.status, m_capsVer, m_own.idleSince);
    if (m_beginning == Beginning::Announced) {
        m_account.connection.setInitialPresence(presence);
    }
    if (m_announced == Announced::Yes) {
        m_account.connection.sendPresence(presence);
        Q_EMIT sentToAll();
    }
}

void PresenceService::sendTo(const BareJid &jid)
{
    auto presence = writePresence(m_own.availability, m_own.status, m_capsVer, m_own.idleSince);
    presence.setTo(jid.toString());
    m_account.connection.sendPresence(presence);
}

void PresenceService::setOwn(const Presence &own)
{
    const bool isAnother = own.availability != m_own.availability || own.status != m_own.status || own.idleSince != m_own.idleSince;
    const qint64 since = own.availability == m_own.availability && m_own.since != 0 ? m_own.since : m_account.clock.now();
    m_own = own;
    m_own.since = since;
    if (isAnother) {
        sendOwn();
        Q_EMIT ownPresenceChanged(m_account.id, m_own);
    }
}

} // namespace jackdaw
