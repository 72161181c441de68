// SPDX-License-Identifier: GPL-3.0-or-later
#include "watch/WatchService.h"

#include "base/Clock.h"
#include "base/Log.h"
#include "presence/PresenceService.h"
#include "roster/RosterService.h"
#include "storage/Database.h"
#include "watch/WatchStore.h"

#include <algorithm>

namespace jackdaw {

namespace {

constexpr qint64 day = 24 * 3'600'000LL;

} // namespace

WatchService::WatchService(const AccountContext &account, const RosterService &roster, PresenceService &presence,
                           std::unique_ptr<Alarm> alarm, QObject *parent)
    : QObject(parent)
    , m_account(account)
    , m_roster(roster)
    , m_presence(presence)
    , m_book(account.clock, std::move(alarm), [this](const RuleFiring &firing) { fire(firing); })
{
    if (const auto people = store().watched()) {
        m_watched = QSet<BareJid>(people->cbegin(), people->cend());
    }
    if (const auto rules = store().rules()) {
        m_rules = *rules;
        m_book.setRules(m_rules);
    }
    closeLog();
    takeGroups();
    connect(&roster, &RosterService::rosterReplaced, this, &WatchService::takeGroups);
    connect(&roster, &RosterService::contactsChanged, this, [this](const QList<Contact> &changed) {
        // Mostly it is a name, which others may change as often as they like; and there may be thousands of contacts.
        const auto isMoved = [this](const Contact &each) { return m_groupsOf.value(each.jid) != each.groups; };
        if (std::any_of(changed.cbegin(), changed.cend(), isMoved)) {
            takeGroups();
        }
    });
    connect(&roster, &RosterService::contactRemoved, this, &WatchService::takeGroups);
    connect(&presence, &PresenceService::presencesChanged, this, &WatchService::note);
    connect(&presence, &PresenceService::presencesUnknown, this, &WatchService::noteUnknown);
    connect(&account.connection, &Connection::sessionStarted, this, [this](Connection::Session session) {
        if (session == Connection::Session::New) {
            m_presences.clear();
        }
        m_begunAt = m_account.clock.now();
        m_book.begin(session == Connection::Session::New ? RuleBook::Session::New : RuleBook::Session::Resumed);
    });
}

WatchService::~WatchService()
{
    noteUnknown(); // what comes after the program's end is not known
}

WatchStore WatchService::store() const
{
    return {m_account.database, m_account.id};
}

void WatchService::announce()
{
    Q_EMIT watchedChanged(m_account.id, m_watched.values());
    Q_EMIT rulesChanged(m_account.id, m_rules);
}

Status WatchService::watch(const QList<BareJid> &people)
{
    if (m_watched.size() + people.size() > maximumWatched) {
        return Error{ErrorKind::TooMany, QStringLiteral("too many people are watched"), {}};
    }
    const Status stored = m_account.database.transaction(Database::Durability::Full, [&]() -> Status {
        for (const BareJid &jid : people) {
            if (const Status each = store().watch(jid); !each) {
                return each;
            }
        }
        return Done{};
    });
    if (!stored) {
        return stored;
    }
    for (const BareJid &jid : people) {
        m_watched.insert(jid);
    }
    Q_EMIT watchedChanged(m_account.id, m_watched.values());
    m_presence.refresh(people); // how they are, which nobody here has kept
    awaitAbsent();
    return Done{};
}

Status WatchService::unwatch(const QList<BareJid> &people)
{
    const Status stored = m_account.database.transaction(Database::Durability::Full, [&]() -> Status {
        for (const BareJid &jid : people) {
            if (const Status each = store().unwatch(jid); !each) {
                return each;
            }
        }
        return Done{};
    });
    if (!stored) {
        return stored;
    }
    QList<std::pair<BareJid, PresenceChange>> ends;
    for (const BareJid &jid : people) {
        m_watched.remove(jid);
        m_presences.remove(jid);
        if (m_logged.contains(jid)) {
            ends.append({jid, {m_account.clock.now(), Availability::Unknown}});
        }
    }
    log(ends);
    awaitAbsent();
    Q_EMIT watchedChanged(m_account.id, m_watched.values());
    return Done{};
}

Status WatchService::addRule(PresenceRule rule)
{
    if (m_rules.size() >= maximumRules) {
        return Error{ErrorKind::TooMany, QStringLiteral("too many rules"), {}};
    }
    rule.account = m_account.id;
    rule.made = m_account.clock.now();
    const auto isSame = [&rule](const PresenceRule &other) { return other.kind == rule.kind && other.subject == rule.subject; };
    const Status stored = m_account.database.transaction(Database::Durability::Full, [&]() -> Status {
        for (const PresenceRule &other : std::as_const(m_rules)) {
            if (isSame(other)) {
                if (const Status removed = store().removeRule(other.id); !removed) {
                    return removed;
                }
            }
        }
        const auto id = store().addRule(rule);
        if (!id) {
            return id.error();
        }
        rule.id = *id;
        return Done{};
    });
    if (!stored) {
        return stored;
    }
    m_rules.removeIf(isSame);
    m_rules.append(rule);
    Q_EMIT rulesChanged(m_account.id, m_rules);
    m_book.setRules(m_rules);
    return Done{};
}

Status WatchService::removeRule(RuleId rule)
{
    if (const Status removed = store().removeRule(rule); !removed) {
        return removed;
    }
    m_rules.removeIf([rule](const PresenceRule &each) { return each.id == rule; });
    Q_EMIT rulesChanged(m_account.id, m_rules);
    m_book.setRules(m_rules);
    return Done{};
}

void WatchService::fire(const RuleFiring &firing)
{
    Q_EMIT ruleFired(firing);
    if (firing.rule.lasting == PresenceRule::Lasting::Once) {
        if (const Status removed = removeRule(firing.rule.id); !removed) {
            Q_EMIT storageFailed(removed.error());
        }
    }
}

Status WatchService::eraseLog(const BareJid &person)
{
    const Status erased = person.isValid() ? store().eraseLog(person) : store().eraseLog();
    if (!erased) {
        return erased;
    }
    if (person.isValid()) {
        m_logged.remove(person);
    } else {
        m_logged.clear();
    }
    Q_EMIT logErased(m_account.id, person);
    return Done{};
}

void WatchService::setOptions(const WatchOptions &options)
{
    const bool beginsToLog = options.log == WatchOptions::Log::On && m_options.log == WatchOptions::Log::Off;
    const bool endsToLog = options.log == WatchOptions::Log::Off && m_options.log == WatchOptions::Log::On;
    if (endsToLog) {
        noteUnknown();
    }
    m_options = options;
    m_droppedAt = 0;
    m_book.setQuietHours(options.quiet);
    if (beginsToLog) {
        logAll(m_watched.values());
    }
    if (beginsToLog || endsToLog) {
        awaitAbsent();
    }
    dropOld();
}

void WatchService::takeGroups()
{
    QHash<QString, QSet<BareJid>> groups;
    m_groupsOf.clear();
    for (const Contact &contact : m_roster.contacts()) {
        if (!contact.groups.isEmpty()) {
            m_groupsOf.insert(contact.jid, contact.groups);
        }
        for (const QString &group : contact.groups) {
            groups[group].insert(contact.jid);
        }
    }
    m_book.setGroups(groups);
}

void WatchService::note(const QList<ContactPresence> &presences)
{
    QList<BareJid> watched;
    for (const ContactPresence &each : presences) {
        if (m_watched.contains(each.jid)) {
            m_presences.insert(each.jid, each.shown);
            watched.append(each.jid);
        }
    }
    logAll(watched);
    m_book.note(presences);
}

void WatchService::noteUnknown()
{
    QList<std::pair<BareJid, PresenceChange>> ends;
    const qint64 now = m_account.clock.now();
    for (auto last = m_logged.cbegin(); last != m_logged.cend(); ++last) {
        if (last->availability != Availability::Unknown) {
            ends.append({last.key(), {std::max(now, last->time), Availability::Unknown}});
        }
    }
    log(ends);
    m_book.end();
}

void WatchService::logAll(const QList<BareJid> &people)
{
    dropOld(); // of a log that is switched off now too
    if (m_options.log == WatchOptions::Log::Off) {
        return;
    }
    QList<std::pair<BareJid, PresenceChange>> changes;
    for (const BareJid &jid : people) {
        const auto presence = m_presences.constFind(jid);
        const PresenceChange last = m_logged.value(jid);
        if (presence == m_presences.cend() || last.availability == presence->availability) {
            continue;
        }
        // An old <delay/> does not undo what was seen after it.
        const bool isTold = presence->since != 0 && (last.availability == Availability::Unknown || presence->since >= last.time);
        changes.append({jid, {isTold ? presence->since : m_account.clock.now(), presence->availability}});
    }
    log(changes);
}

/// A log of who is there says of nobody that it does not know only because they were away when the session began.
void WatchService::awaitAbsent()
{
    if (m_options.log == WatchOptions::Log::Off || m_watched.isEmpty()) {
        m_book.onSettled({});
    } else {
        m_book.onSettled([this] { logAbsent(); });
    }
}

/// Of whose presence we are told, and were told nothing (RFC 6121, 4.3.2): they have not been there since it began.
void WatchService::logAbsent()
{
    QList<std::pair<BareJid, PresenceChange>> changes;
    for (const BareJid &jid : std::as_const(m_watched)) {
        const Contact *contact = m_roster.find(jid);
        const bool isTold = contact
            && (contact->subscription == Subscription::To || contact->subscription == Subscription::Both);
        const PresenceChange last = m_logged.value(jid);
        // Of whoever is watched only now, m_presences has nothing before what is known of them is told once more.
        const bool isSilent = !m_presences.contains(jid) && !m_presence.isHeardOf(jid);
        if (isTold && isSilent && last.availability != Availability::Offline) {
            changes.append({jid, {std::max(m_begunAt, last.time), Availability::Offline}});
        }
    }
    log(changes);
}

void WatchService::log(const QList<std::pair<BareJid, PresenceChange>> &changes)
{
    if (changes.isEmpty() || m_options.log == WatchOptions::Log::Off) {
        return;
    }
    const Status stored = m_account.database.transaction(Database::Durability::Normal, [&]() -> Status {
        for (const auto &[jid, change] : changes) {
            if (const Status each = store().log(jid, change); !each) {
                return each;
            }
        }
        return Done{};
    });
    if (!stored) {
        qCWarning(log::engine) << "the log of presences was not written:" << stored.error().detail;
        return;
    }
    for (const auto &[jid, change] : changes) {
        m_logged.insert(jid, change);
    }
}

/// What was so when the program ended without saying goodbye, is known until the last change that it wrote, and no longer.
void WatchService::closeLog()
{
    const auto last = store().lastLogged();
    if (!last || last->isEmpty()) {
        return;
    }
    qint64 latest = 0;
    for (const PresenceChange &change : *last) {
        latest = std::max(latest, change.time);
    }
    const Status closed = m_account.database.transaction(Database::Durability::Normal, [&]() -> Status {
        for (auto each = last->cbegin(); each != last->cend(); ++each) {
            if (each->availability != Availability::Unknown) {
                if (const Status one = store().log(each.key(), {latest + 1, Availability::Unknown}); !one) {
                    return one;
                }
            }
        }
        return Done{};
    });
    if (!closed) {
        qCWarning(log::engine) << "the log of presences was not closed:" << closed.error().detail;
    }
}

void WatchService::dropOld()
{
    const qint64 now = m_account.clock.elapsed();
    if (m_options.keepDays <= 0 || (m_droppedAt != 0 && now - m_droppedAt < day)) {
        return;
    }
    m_droppedAt = now;
    if (const Status dropped = store().dropBefore(m_account.clock.now() - m_options.keepDays * day); !dropped) {
        qCWarning(log::engine) << "the log of presences was not shortened:" << dropped.error().detail;
    }
}

} // namespace jackdaw
