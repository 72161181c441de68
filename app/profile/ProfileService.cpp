// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/ProfileService.h"

#include "base/Async.h"
#include "base/Clock.h"
#include "base/Log.h"
#include "presence/PresenceService.h"
#include "roster/RosterService.h"
#include "xmpp/ClientInfo.h"
#include "xmpp/Nickname.h"
#include "xmpp/PersonalNodes.h"
#include "xmpp/VCard.h"

#include <algorithm>

namespace jackdaw {

namespace {

constexpr qsizetype maximumLooked = 500;

bool isThere(const Presence &presence)
{
    return presence.availability != Availability::Offline && presence.availability != Availability::Unknown;
}

/// The card's owner, or their server, says that there is none of this kind.
bool isNone(const Error &error)
{
    return error.kind == ErrorKind::NotFound || error.kind == ErrorKind::Unavailable || error.kind == ErrorKind::Forbidden;
}

} // namespace

ProfileService::ProfileService(const AccountContext &account, const RosterService &roster, const PresenceService &presence,
                               PersonalNodes &nodes, QObject *parent)
    : QObject(parent)
    , m_account(account)
    , m_roster(roster)
    , m_presence(presence)
    , m_nodes(nodes)
    , m_store(account.database, account.id)
    , m_notes(account, m_store)
    , m_facts(account, roster)
{
    connect(&m_facts, &PersonalFactsService::changed, this, [this](const BareJid &jid) {
        if (m_looked.contains(jid)) {
            tell(jid);
        }
    });
    connect(&m_notes, &PrivateNoteService::changed, this, [this](const BareJid &jid) {
        if (m_looked.contains(jid)) {
            tell(jid);
        }
    });
    connect(&presence, &PresenceService::presencesChanged, this, [this](const QList<ContactPresence> &presences) {
        for (const ContactPresence &each : presences) {
            if (m_looked.contains(each.jid)) {
                tell(each.jid);
            }
        }
    });
    connect(&roster, &RosterService::contactRemoved, this, [this](AccountId, const BareJid &jid) { m_looked.remove(jid); });
    connect(&account.connection, &Connection::sessionStarted, this, [this](Connection::Session session) {
        if (session == Connection::Session::New) { // the programs are others now, and what was asked is not answered any more
            for (Looked &each : m_looked) {
                each.askedAt = 0;
                each.asksForCard = false;
                each.versions.clear();
            }
        }
    });
}

ProfileService::Looked *ProfileService::looked(const BareJid &jid)
{
    const auto found = m_looked.find(jid);
    return found == m_looked.end() ? nullptr : &*found;
}

QFuture<Status> ProfileService::lookAt(const BareJid &jid)
{
    if (!m_roster.find(jid)) {
        return ready<Done>(Error{ErrorKind::NotFound, QStringLiteral("no contact"), jid.toString()});
    }
    if (!m_looked.contains(jid)) {
        if (m_looked.size() >= maximumLooked) {
            m_looked.clear();
        }
        Looked &fresh = m_looked[jid];
        if (const auto kept = m_store.card(jid); kept && *kept) {
            fresh.card = (*kept)->card;
            fresh.cardTime = (*kept)->time;
        }
    }
    tell(jid);
    if (m_account.connection.isOnline()) {
        m_notes.fetch();
        const Looked &known = m_looked[jid];
        const qint64 age = m_account.clock.now() - known.cardTime;
        const bool wantsCard = !known.asksForCard && (known.cardTime == 0 || age < 0 || age >= cardsAreGoodFor);
        const bool wantsMore = known.askedAt == 0 || m_account.clock.elapsed() - known.askedAt >= pauseBetweenQuestions;
        if ((wantsCard || wantsMore) && mayAskMore()) {
            if (wantsCard) {
                askForCard(jid);
            }
            if (wantsMore) {
                askPrograms(jid);
            }
        }
    }
    return ready<Done>(Done{});
}

QFuture<Status> ProfileService::setNote(const BareJid &jid, const QString &text, const QStringList &tags)
{
    if (!m_roster.find(jid)) {
        return ready<Done>(Error{ErrorKind::NotFound, QStringLiteral("no contact"), jid.toString()});
    }
    return ready<Done>(m_notes.set(jid, text, tags));
}

void ProfileService::tell(const BareJid &jid)
{
    const Looked &known = m_looked[jid];
    ContactProfile profile;
    profile.account = m_account.id;
    profile.jid = jid;
    profile.card = known.card;
    profile.utcOffset = known.utcOffset;
    profile.lastActivity = known.lastActivity;
    const QHash<QString, Presence> resources = m_presence.resources(jid);
    QStringList names = resources.keys();
    names.sort();
    for (const QString &resource : std::as_const(names)) {
        const Presence presence = resources.value(resource);
        if (isThere(presence) && profile.devices.size() < devicesOfOne) {
            const QString version = known.versions.value(resource);
            profile.devices.append({version.isEmpty() ? m_presence.deviceName(Jid(jid, resource)) : version, presence.availability});
        }
    }
    // Their server says it once a session, and nothing when they leave: whoever is gone listens to nothing any more.
    profile.facts = m_facts.of(jid);
    if (profile.devices.isEmpty()) {
        profile.facts = {{}, {}, {}, profile.facts.location};
    }
    const ProfileStore::Note note = m_notes.note(jid);
    profile.note = note.text;
    profile.tags = note.tags;
    profile.notePlace = m_notes.placeOf(jid);
    Q_EMIT changed(profile);
}

/// Whoever walks down the list with the arrow keys looks at nobody.
bool ProfileService::mayAskMore()
{
    constexpr qint64 minute = 60'000;
    const qint64 now = m_account.clock.elapsed();
    m_askedAt.removeIf([now](qint64 time) { return now - time >= minute; });
    if (m_askedAt.size() >= peopleInAMinute) {
        return false;
    }
    m_askedAt.append(now);
    return true;
}

// Cards

void ProfileService::askForCard(const BareJid &jid)
{
    m_looked[jid].asksForCard = true;
    m_nodes.fetch(jid, vCardNode.toString(), {}, this, [this, jid](const Result<QList<PubSubItem>> &items) {
        const VCard card = items && !items->isEmpty() ? readVCard(items->constFirst().payload) : VCard();
        askForOlderCard(jid, card, items || isNone(items.error()));
    });
}

void ProfileService::askForOlderCard(const BareJid &jid, const VCard &newer, bool isAnswered)
{
    // XEP-0054, 3.3: of somebody else their server answers, not their programs.
    m_account.connection.request(Connection::Request::Get, Jid(jid), writeCardRequest, this,
                                 [this, jid, newer, isAnswered](const Result<QDomElement> &answer) {
        if (answer) {
            takeCard(jid, completed(newer, readOlderVCard(*answer)));
        } else if (!newer.isEmpty() || (isAnswered && isNone(answer.error()))) {
            takeCard(jid, newer);
        } else if (Looked *known = looked(jid)) {
            known->asksForCard = false; // nobody said what is on it: what was known stays
        }
    });
}

void ProfileService::takeCard(const BareJid &jid, const VCard &card)
{
    Looked *known = looked(jid);
    if (!known) {
        return; // removed meanwhile
    }
    known->asksForCard = false;
    known->card = card;
    known->cardTime = m_account.clock.now();
    if (const Status kept = m_store.keepCard(jid, card, known->cardTime); !kept) {
        qCWarning(log::storage) << "a card was not kept:" << kept.error().detail; // it is asked for again
    }
    tell(jid);
}

// Programs

void ProfileService::ask(const Jid &whom, Connection::PayloadWriter question, std::function<void(Looked &, const QDomElement &)> take)
{
    m_account.connection.request(Connection::Request::Get, whom, std::move(question), this,
                                 [this, whom, take = std::move(take)](const Result<QDomElement> &answer) {
        Looked *known = looked(whom.bare());
        if (answer && known) {
            take(*known, *answer);
            tell(whom.bare());
        }
    });
}

void ProfileService::askPrograms(const BareJid &jid)
{
    const Contact *contact = m_roster.find(jid);
    if (!contact || (contact->subscription != Subscription::To && contact->subscription != Subscription::Both)) {
        return; // XEP-0012, 4: those who show us their presence
    }
    m_looked[jid].askedAt = std::max<qint64>(1, m_account.clock.elapsed());
    const auto takeActivity = [this](Looked &known, const QDomElement &answer) {
        if (const auto seconds = readLastActivity(answer)) {
            known.lastActivity = m_account.clock.now() - *seconds * 1000;
        }
    };
    const QHash<QString, Presence> resources = m_presence.resources(jid);
    const bool mayKnow = m_roster.mayLearn(Authority::Topic::Version, Sender(Jid(jid)));
    if (!mayKnow && std::any_of(resources.cbegin(), resources.cend(), isThere)) {
        return; // a question of ours tells their programs that we are there, which they may not see
    }
    QString first;
    int asked = 0;
    for (auto each = resources.cbegin(); each != resources.cend(); ++each) {
        if (!isThere(*each) || asked == devicesOfOne) {
            continue;
        }
        ++asked;
        if (first.isEmpty() || each->priority > resources.value(first).priority) {
            first = each.key();
        }
        ask(Jid(jid, each.key()), writeVersionRequest, [resource = each.key()](Looked &known, const QDomElement &answer) {
            known.versions.insert(resource, readVersion(answer));
        });
    }
    if (first.isEmpty()) {
        ask(Jid(jid), writeLastActivityRequest, takeActivity); // XEP-0012, 3: their server knows
        return;
    }
    ask(Jid(jid, first), writeLastActivityRequest, takeActivity);
    ask(Jid(jid, first), writeTimeRequest, [](Looked &known, const QDomElement &answer) { known.utcOffset = readTimeOffset(answer); });
}

} // namespace jackdaw
