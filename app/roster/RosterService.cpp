// SPDX-License-Identifier: GPL-3.0-or-later
#include "roster/RosterService.h"

#include "base/Async.h"
#include "base/Clock.h"
#include "base/Log.h"
#include "xmpp/BlockingValue.h"
#include "xmpp/Namespaces.h"
#include "xmpp/PresenceStanza.h"
#include "xmpp/RosterStanza.h"

#include <QPromise>
#include <QTimer>

namespace jackdaw {

namespace {

/// Before a roster that was not answered is asked for again.
constexpr std::chrono::seconds fetchPause{60};
constexpr int gatherMilliseconds = 30;

RosterItem itemOf(const Contact &contact)
{
    RosterItem item;
    item.jid = contact.jid;
    item.name = contact.name;
    item.groups = contact.groups;
    return item;
}

} // namespace

RosterService::RosterService(const AccountContext &account, QObject *parent)
    : QObject(parent)
    , m_account(account)
    , m_authority(account.jid())
    , m_store(account.database)
    , m_ownNames(account.jid())
{
    load();
    m_invitations = m_account.notes.invitations();
    const QStringList missed = m_account.notes.missedRequests();
    for (const QString &each : missed) {
        if (const auto jid = BareJid::parse(each)) {
            m_missed.insert(*jid);
        }
    }
    m_gatherRequests.setSingleShot(true);
    m_gatherRequests.setInterval(gatherMilliseconds);
    connect(&m_gatherRequests, &QTimer::timeout, this, &RosterService::announceRequests);
    m_gatherNames.setSingleShot(true);
    m_gatherNames.setInterval(gatherMilliseconds);
    connect(&m_gatherNames, &QTimer::timeout, this, &RosterService::announceNames);
    connect(&account.connection, &Connection::sessionStarted, this, [this](Connection::Session session) {
        if (session == Connection::Session::New) {
            m_repeated.clear();
            m_expected.clear();
            m_early.clear();
            m_roster = Roster::OfBefore;
            fetch();
        }
    });
    // RFC 6121, 3.1.3: the server says each open request to each client that becomes available, before anything asked later.
    connect(&account.connection, &Connection::announced, this, [this] {
        m_account.connection.ping(this, [this, stream = m_account.connection.streamNumber()] {
            if (stream == m_account.connection.streamNumber()) {
                dropForgottenRequests();
            }
        });
    });
    account.connection.onRequest(ns::roster, [this](const QDomElement &iq) { return handlePush(iq); });
    account.connection.onPresence([this](const QDomElement &presence) { return handlePresence(presence); });
}

void RosterService::load()
{
    const auto contacts = m_store.load(m_account.id);
    const auto version = m_store.version(m_account.id);
    const auto requests = m_store.requests(m_account.id);
    if (contacts && version) {
        for (const Contact &contact : *contacts) {
            m_contacts.insert(contact.jid, contact);
            m_ownNames.setContact(contact.jid, contact.name);
            m_ownNames.setOwnName(contact.jid, contact.ownName);
        }
        m_ownNames.takeChanged(); // as it was left
        m_version = *version;
    }
    // Without a version the server sends the whole roster (RFC 6121, 2.6.2): none is claimed where not all was read.
    if (requests) {
        for (const SubscriptionRequest &request : *requests) {
            m_requests.insert(request.from, request);
        }
    }
    for (const std::optional<Error> &error : {contacts ? std::nullopt : std::optional(contacts.error()),
                                              version ? std::nullopt : std::optional(version.error()),
                                              requests ? std::nullopt : std::optional(requests.error())}) {
        if (error) {
            // Once there is somebody to hear it.
            QMetaObject::invokeMethod(this, [this, error] { Q_EMIT storageFailed(*error); }, Qt::QueuedConnection);
            break;
        }
    }
}

const Contact *RosterService::find(const BareJid &jid) const
{
    const auto found = m_contacts.constFind(jid);
    return found == m_contacts.constEnd() ? nullptr : &*found;
}

bool RosterService::seesPresence(const BareJid &jid) const
{
    const Contact *contact = find(jid);
    return contact && (contact->subscription == Subscription::From || contact->subscription == Subscription::Both);
}

void RosterService::setTelling(Telling telling)
{
    if (std::exchange(m_telling, telling) != telling) {
        Q_EMIT tellingChanged();
    }
}

bool RosterService::mayLearn(Authority::Topic topic, const Sender &who) const
{
    const auto sees = m_telling == Telling::Contacts && seesPresence(who.address().bare()) ? Authority::SeesPresence::Yes : Authority::SeesPresence::No;
    return Authority::mayLearn(topic, m_authority.acquaintance(who, sees));
}

Contact RosterService::contactOf(const RosterItem &item) const
{
    Contact contact;
    contact.account = m_account.id;
    contact.jid = item.jid;
    contact.name = item.name;
    contact.asked = item.asked;
    contact.groups = item.groups;
    if (const Contact *known = find(item.jid)) {
        contact.ownName = known->ownName; // the server has no part in it
    }
    switch (item.subscription) {
    case RosterItem::Subscription::To: contact.subscription = Subscription::To; break;
    case RosterItem::Subscription::From: contact.subscription = Subscription::From; break;
    case RosterItem::Subscription::Both: contact.subscription = Subscription::Both; break;
    default: contact.subscription = Subscription::None;
    }
    return contact;
}

QList<Contact> RosterService::takeRenamed()
{
    QList<Contact> renamed;
    const QSet<BareJid> changed = m_ownNames.takeChanged();
    for (const BareJid &jid : changed) {
        const auto known = m_contacts.find(jid);
        if (known == m_contacts.end()) {
            continue;
        }
        if (const QString shown = m_ownNames.shown(jid); shown != known->ownName) {
            known->ownName = shown;
            renamed += *known;
        }
    }
    return renamed;
}

void RosterService::setOwnName(const BareJid &jid, const QString &name)
{
    m_ownNames.setOwnName(jid, name);
    gatherNames();
}

void RosterService::setSelfName(const QString &name)
{
    m_ownNames.setSelfName(name);
    gatherNames();
}

void RosterService::gatherNames()
{
    if (m_ownNames.hasChanged() && !m_gatherNames.isActive()) {
        m_gatherNames.start();
    }
}

void RosterService::announceNames()
{
    const QList<Contact> renamed = takeRenamed();
    if (renamed.isEmpty()) {
        return;
    }
    if (const Status stored = m_store.setOwnNames(renamed); !stored) {
        Q_EMIT storageFailed(stored.error());
    }
    Q_EMIT contactsChanged(renamed);
}

void RosterService::fetch()
{
    // RFC 6121, 2.6.1: "MUST NOT" where this stream's server does not say that it knows versions, whatever one knew before.
    const bool hasVersions = announcesRosterVersions(m_account.connection.features());
    const auto version = hasVersions ? std::optional(m_version) : std::nullopt;
    m_account.connection.request(Connection::Request::Get, Jid(),
                                 [version](QXmlStreamWriter &writer) { writeRosterGet(writer, version); }, this,
                                 [this](const Result<QDomElement> &answer) {
        if (!answer) {
            qCInfo(log::roster) << "roster not fetched:" << answer.error().detail;
            if (m_account.connection.isOnline()) {
                QTimer::singleShot(fetchPause, this, [this] { fetch(); });
            }
            return;
        }
        const auto roster = readRoster(*answer);
        if (!roster) { // RFC 6121, 2.6.3: ours is the newest
            takeRoster();
            return;
        }
        QList<Contact> contacts;
        for (const RosterItem &item : roster->items) {
            if (contacts.size() < maximumContacts) {
                contacts += contactOf(item);
            }
        }
        QHash<BareJid, Contact> before = std::exchange(m_contacts, {});
        for (const Contact &contact : std::as_const(contacts)) {
            before.remove(contact.jid);
            m_contacts.insert(contact.jid, contact);
            m_ownNames.setContact(contact.jid, contact.name);
        }
        for (auto gone = before.cbegin(); gone != before.cend(); ++gone) {
            m_ownNames.removeContact(gone.key());
        }
        if (!takeRenamed().isEmpty()) {
            for (Contact &contact : contacts) {
                contact = m_contacts.value(contact.jid);
            }
        }
        const Status stored = m_store.replace(m_account.id, contacts, roster->version);
        if (!stored) {
            Q_EMIT storageFailed(stored.error());
        } else {
            m_version = roster->version;
        }
        Q_EMIT rosterReplaced(m_account.id, contacts);
        takeRoster();
    });
}

/// It is the server's of this session: what waited for it goes on.
void RosterService::takeRoster()
{
    m_roster = Roster::OfNow;
    const auto early = std::exchange(m_early, {});
    for (const SubscriptionRequest &request : early) {
        takeRequest(request);
    }
    dropGrantedRequests();
    showWaitingInvitations();
    Q_EMIT rosterConfirmed();
}

Connection::Disposition RosterService::handlePush(const QDomElement &iq)
{
    if (const Sender sender = Sender::of(iq); !m_authority.mayPushRoster(sender)) {
        qCInfo(log::roster) << "dropped a roster push from" << sender.toString();
        return Connection::Disposition::Pass; // refused as by a program that knows no rosters (RFC 6121, 2.1.6)
    }
    const auto roster = readRoster(iq);
    if (!roster || iq.attribute(QStringLiteral("type")) != u"set") {
        return Connection::Disposition::Pass;
    }
    m_account.connection.answer(iq, {});
    for (const RosterItem &item : roster->items) {
        const bool removed = item.subscription == RosterItem::Subscription::Remove;
        if (!removed && m_contacts.size() >= maximumContacts && !find(item.jid)) {
            continue;
        }
        const Status stored = removed ? m_store.remove(m_account.id, item.jid, roster->version)
                                      : m_store.store(contactOf(item), roster->version);
        if (!stored) {
            Q_EMIT storageFailed(stored.error());
            m_version.clear(); // the next session fetches all of it
            continue;
        }
        m_version = roster->version;
        if (removed) {
            m_contacts.remove(item.jid);
            m_ownNames.removeContact(item.jid);
            Q_EMIT contactRemoved(m_account.id, item.jid);
        } else {
            m_contacts.insert(item.jid, contactOf(item));
            m_ownNames.setContact(item.jid, item.name);
            noteAnswered(contactOf(item));
            if (seesPresence(item.jid) && takeRequestsAway({item.jid})) {
                gatherRequests(); // another device may accept many, each with a push of its own
            }
        }
        // With the one who is shown by a name of their own no more, or again.
        QList<Contact> renamed = takeRenamed();
        if (const Status kept = renamed.isEmpty() ? Status(Done{}) : m_store.setOwnNames(renamed); !kept) {
            Q_EMIT storageFailed(kept.error());
        }
        const bool isIn = std::any_of(renamed.cbegin(), renamed.cend(), [&item](const Contact &each) { return each.jid == item.jid; });
        if (!removed && !isIn) {
            renamed.prepend(contactOf(item));
        }
        if (!renamed.isEmpty()) {
            Q_EMIT contactsChanged(renamed);
        }
    }
    return Connection::Disposition::Consumed;
}

void RosterService::announceAll()
{
    Q_EMIT rosterReplaced(m_account.id, m_contacts.values());
    announceRequests();
}

QFuture<Status> RosterService::set(const RosterItem &item)
{
    auto promise = std::make_shared<QPromise<Status>>();
    promise->start();
    m_account.connection.request(Connection::Request::Set, Jid(),
                                 [item](QXmlStreamWriter &writer) { writeRosterSet(writer, item); }, this,
                                 [promise](const Result<QDomElement> &answer) {
        promise->addResult(answer ? Status(Done{}) : Status(answer.error()));
        promise->finish();
    });
    return promise->future();
}

QFuture<Status> RosterService::add(const BareJid &jid, const QString &name, const QStringList &groups, const QString &message)
{
    RosterItem item;
    item.jid = jid;
    item.name = name;
    item.groups = groups;
    return set(item).then(this, [this, jid, message](const Status &stored) {
        if (stored) { // RFC 6121, 3.1.1: the item first, then the request
            m_account.connection.sendPresence(writeSubscription(PresenceStanza::Type::Subscribe, jid, message));
        }
        return stored;
    });
}

QFuture<Status> RosterService::acceptInvitation(const BareJid &inviter, const QString &token)
{
    const WaitingInvitation invitation{inviter, token};
    m_invitations.removeIf([&](const WaitingInvitation &each) { return each.inviter == inviter; });
    m_invitations += invitation;
    if (const Status stored = m_account.notes.addInvitation(invitation); !stored) {
        qCWarning(log::roster) << "an invitation was not kept:" << stored.error().detail; // it still holds for this run
    }
    if (m_account.connection.isOnline()) {
        return showInvitation(invitation);
    }
    auto promise = std::make_shared<QPromise<Status>>();
    promise->start();
    m_invitationAnswers.insert(inviter, promise);
    return promise->future();
}

QFuture<Status> RosterService::showInvitation(const WaitingInvitation &invitation)
{
    RosterItem item;
    if (const Contact *known = find(invitation.inviter)) {
        item = itemOf(*known); // with the name they have
    }
    item.jid = invitation.inviter;
    return set(item).then(this, [this, invitation](const Status &stored) {
        if (stored) {
            m_account.connection.sendPresence(writeInvitedSubscription(invitation.inviter, invitation.token));
            // RFC 6121, 3.4: they may see us without asking; a server that knows no pre-approval drops it.
            m_account.connection.sendPresence(writeSubscription(PresenceStanza::Type::Subscribed, invitation.inviter, {}));
        } else if (stored.error().kind != ErrorKind::Offline && stored.error().kind != ErrorKind::Timeout) {
            forgetInvitation(invitation.inviter); // the server does not want it
        }
        return stored;
    });
}

void RosterService::showWaitingInvitations()
{
    for (const Contact &contact : std::as_const(m_contacts)) {
        noteAnswered(contact);
    }
    const QList<WaitingInvitation> waiting = m_invitations;
    for (const WaitingInvitation &invitation : waiting) {
        showInvitation(invitation).then(this, [answer = m_invitationAnswers.take(invitation.inviter)](const Status &shown) {
            if (answer) {
                answer->addResult(shown);
                answer->finish();
            }
        });
    }
}

/// The roster shows that our server has passed our request on (RFC 6121, 3.1.2), or that it was granted.
void RosterService::noteAnswered(const Contact &contact)
{
    const bool done = contact.asked || contact.subscription == Subscription::To || contact.subscription == Subscription::Both;
    if (done) {
        forgetInvitation(contact.jid);
    }
}

void RosterService::forgetInvitation(const BareJid &inviter)
{
    if (m_invitations.removeIf([&](const WaitingInvitation &each) { return each.inviter == inviter; }) == 0) {
        return;
    }
    if (const Status removed = m_account.notes.removeInvitation(inviter); !removed) {
        qCWarning(log::roster) << "an invitation was not dropped:" << removed.error().detail;
    }
}

QFuture<Status> RosterService::rename(const BareJid &jid, const QString &name)
{
    const Contact *contact = find(jid);
    if (!contact) {
        return ready<Done>(Error{ErrorKind::NotFound, {}, jid.toString()});
    }
    RosterItem item = itemOf(*contact);
    item.name = name;
    return set(item);
}

QFuture<Status> RosterService::setGroups(const BareJid &jid, const QStringList &groups)
{
    const Contact *contact = find(jid);
    if (!contact) {
        return ready<Done>(Error{ErrorKind::NotFound, {}, jid.toString()});
    }
    RosterItem item = itemOf(*contact);
    item.groups = groups;
    return set(item);
}

QFuture<Status> RosterService::remove(const BareJid &jid)
{
    RosterItem item;
    item.jid = jid;
    item.subscription = RosterItem::Subscription::Remove;
    forgetInvitation(jid);
    m_expected.remove(jid); // whoever is sent away and asks again is a question to the user
    return set(item);
}

} // namespace jackdaw
