// SPDX-License-Identifier: GPL-3.0-or-later
// RosterService, for those who ask to see us (RFC 6121, 3.1).
#include "roster/RosterService.h"

#include "base/Async.h"
#include "base/Clock.h"
#include "base/Log.h"
#include "xmpp/BlockingValue.h"
#include "xmpp/PresenceStanza.h"

#include <QTimer>

namespace jackdaw {

namespace {

// What the account's notes have room for.
constexpr qsizetype maximumMissed = 200;

} // namespace

Connection::Disposition RosterService::handlePresence(const QDomElement &element)
{
    const QString type = element.attribute(QStringLiteral("type"));
    if (type.isEmpty() || type == u"unavailable") {
        return Connection::Disposition::Pass; // who is there is PresenceService's, which reads the rest of it
    }
    const PresenceStanza stanza = readPresence(element);
    if (!stanza.from.isValid()) {
        return Connection::Disposition::Pass;
    }
    const BareJid &from = stanza.from.bare();
    switch (stanza.type) {
    case PresenceStanza::Type::Subscribe: {
        if (!stanza.nickname.isEmpty()) {
            Q_EMIT nameSaid(from, stanza.nickname);
        }
        if (m_expected.remove(from)) {
            answer({from}, RequestAnswer::Accept);
            return Connection::Disposition::Consumed;
        }
        const SubscriptionRequest request{m_account.id, from, stanza.presence.status, m_account.clock.now()};
        if (seesPresence(from) && m_roster == Roster::OfBefore) {
            if (m_early.size() < maximumRequests) { // another device may have shut them out meanwhile
                m_early.insert(from, request);
                m_repeated.insert(from);
            }
        } else {
            takeRequest(request);
        }
        return Connection::Disposition::Consumed;
    }
    case PresenceStanza::Type::Unsubscribe:
        m_early.remove(from);
        dropRequests({from});
        return Connection::Disposition::Consumed;
    case PresenceStanza::Type::Subscribed:
    case PresenceStanza::Type::Unsubscribed:
        return Connection::Disposition::Consumed; // the roster push that comes with it says all
    default:
        return Connection::Disposition::Pass;
    }
}

void RosterService::takeRequest(const SubscriptionRequest &request)
{
    if (seesPresence(request.from)) { // RFC 6121, 3.1.3: they have it already
        m_account.connection.sendPresence(writeSubscription(PresenceStanza::Type::Subscribed, request.from));
        return;
    }
    const auto known = m_requests.constFind(request.from);
    if (known != m_requests.cend()) {
        m_repeated.insert(request.from);
    }
    if (known != m_requests.cend() && known->text == request.text) {
        return; // servers repeat them (RFC 6121, 3.1.3)
    }
    if (m_requests.size() < maximumRequests || known != m_requests.cend()) {
        if (const Status stored = m_store.addRequest(request); !stored) {
            Q_EMIT storageFailed(stored.error());
        }
        m_requests.insert(request.from, request);
        m_repeated.insert(request.from);
        gatherRequests();
    }
}

void RosterService::dropRequests(const QList<BareJid> &people)
{
    if (takeRequestsAway(people)) {
        announceRequests();
    }
}

/// RFC 6121, 3.1.6: whoever is let see us was accepted, here or by another device, and asks for nothing more.
void RosterService::dropGrantedRequests()
{
    QList<BareJid> granted;
    for (auto each = m_requests.cbegin(); each != m_requests.cend(); ++each) {
        if (seesPresence(each.key())) {
            granted += each.key();
        }
    }
    dropRequests(granted);
}

/// What the server does not say again was answered by another device, which is told by nothing else where the one who asked
/// is no contact (RFC 6121, 3.1.6 and A.2.4), or was taken back while we were away. One session without it may be a server
/// that is late, or that says it to one device alone: the second one counts.
void RosterService::dropForgottenRequests()
{
    if (m_telling == Telling::Nobody) {
        return; // nothing was announced when the session began, so nothing was repeated
    }
    QList<BareJid> forgotten;
    QSet<BareJid> missed;
    for (auto each = m_requests.cbegin(); each != m_requests.cend(); ++each) {
        if (m_repeated.contains(each.key())) {
            continue;
        }
        if (m_missed.contains(each.key())) {
            forgotten += each.key();
        } else if (missed.size() < maximumMissed) {
            missed.insert(each.key());
        }
    }
    if (std::exchange(m_missed, missed) != missed) {
        QStringList addresses;
        for (const BareJid &each : std::as_const(missed)) {
            addresses += each.toString();
        }
        if (const Status kept = m_account.notes.setMissedRequests(addresses); !kept) {
            qCInfo(log::roster) << "requests that were not repeated are not noted:" << kept.error().detail; // they stay longer
        }
    }
    dropRequests(forgotten);
}

void RosterService::gatherRequests()
{
    if (!m_gatherRequests.isActive()) {
        m_gatherRequests.start();
    }
}

bool RosterService::takeRequestsAway(const QList<BareJid> &people)
{
    QList<BareJid> open;
    std::copy_if(people.cbegin(), people.cend(), std::back_inserter(open), [this](const BareJid &from) { return m_requests.contains(from); });
    if (open.isEmpty()) {
        return false;
    }
    if (const Status stored = m_store.removeRequests(m_account.id, open); !stored) {
        Q_EMIT storageFailed(stored.error());
    }
    for (const BareJid &from : std::as_const(open)) {
        m_requests.remove(from);
        m_repeated.remove(from); // else those who ask and take it back, again and again, would fill it
    }
    return true;
}

void RosterService::announceRequests()
{
    QList<SubscriptionRequest> requests = m_requests.values();
    std::sort(requests.begin(), requests.end(), [](const auto &a, const auto &b) { return a.time < b.time; });
    Q_EMIT requestsChanged(m_account.id, requests);
}

QFuture<Status> RosterService::answer(const QList<BareJid> &people, RequestAnswer answer)
{
    if (!m_account.connection.isOnline()) {
        return ready<Done>(Error{ErrorKind::Offline, {}, {}});
    }
    for (const BareJid &jid : people) {
        const bool accepts = answer == RequestAnswer::Accept;
        m_account.connection.sendPresence(
            writeSubscription(accepts ? PresenceStanza::Type::Subscribed : PresenceStanza::Type::Unsubscribed, jid));
        const Contact *contact = find(jid);
        const bool seesThem = contact && (contact->subscription == Subscription::To || contact->subscription == Subscription::Both);
        if (accepts && !seesThem) {
            m_account.connection.sendPresence(writeSubscription(PresenceStanza::Type::Subscribe, jid));
        }
    }
    dropRequests(people);
    return ready<Done>(Done{});
}

void RosterService::expectRequest(const BareJid &jid)
{
    if (m_requests.contains(jid)) { // it was quicker
        answer({jid}, RequestAnswer::Accept);
    } else if (!seesPresence(jid)) {
        m_expected.insert(jid);
    }
}

void RosterService::dropRequestsOf(const QList<Jid> &who)
{
    QList<BareJid> people;
    for (auto each = m_requests.cbegin(); each != m_requests.cend(); ++each) {
        if (isBlockedBy(who, each.key())) {
            people += each.key();
        }
    }
    dropRequests(people);
}

} // namespace jackdaw
