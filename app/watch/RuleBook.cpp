// SPDX-License-Identifier: GPL-3.0-or-later
#include "watch/RuleBook.h"

#include "base/Clock.h"

#include <limits>
#include <utility>

namespace jackdaw {

namespace {

constexpr qint64 minute = 60'000;

} // namespace

RuleBook::RuleBook(const Clock &clock, std::unique_ptr<Alarm> alarm, Tell tell)
    : m_clock(clock)
    , m_alarm(std::move(alarm))
    , m_tell(std::move(tell))
{
    m_alarm->onRing([this] { look(); });
}

void RuleBook::setRules(const QList<PresenceRule> &rules)
{
    m_rules = rules;
    QSet<RuleId> ids;
    for (const PresenceRule &rule : rules) {
        ids.insert(rule.id);
    }
    m_states.removeIf([&ids](QHash<RuleId, State>::iterator state) { return !ids.contains(state.key()); });
    look();
}

void RuleBook::setGroups(const QHash<QString, QSet<BareJid>> &groups)
{
    m_groups = groups;
    look();
}

void RuleBook::setQuietHours(const QuietHours &quiet)
{
    m_quiet = quiet;
    look();
}

void RuleBook::onSettled(std::function<void()> settled)
{
    m_settled = std::move(settled);
    m_isSettledTold = false;
    look();
}

void RuleBook::begin(Session session)
{
    m_isOnline = true;
    m_isSettledTold = false;
    if (session == Session::New) {
        m_people.clear();
        ++m_session;
        m_doubtUntil = 0;
        m_begunAt = m_clock.now();
        m_begunElapsed = m_clock.elapsed();
        look();
    } else {
        doubt(); // what was missed comes now (XEP-0198, 5)
    }
}

void RuleBook::end()
{
    m_isOnline = false;
    m_alarm->clear();
    for (State &state : m_states) {
        state.emptySince = 0; // who was there meanwhile, nobody knows
    }
}

void RuleBook::doubt()
{
    m_doubtUntil = m_clock.elapsed() + doubtMilliseconds;
    look();
}

void RuleBook::note(const QList<ContactPresence> &presences)
{
    for (const ContactPresence &each : presences) {
        m_people.insert(each.jid, each.shown);
    }
    look();
}

bool RuleBook::isSettled() const
{
    return m_clock.elapsed() - m_begunElapsed >= settlingMilliseconds;
}

std::optional<Presence> RuleBook::presenceOf(const BareJid &jid) const
{
    const auto known = m_people.constFind(jid);
    const bool isKnown = known != m_people.cend();
    if (!isSettled() && !(isKnown && isAvailable(known->availability))) {
        return std::nullopt; // another client of theirs may be told of in a moment
    }
    return isKnown ? *known : Presence();
}

bool RuleBook::isNews(const PresenceRule &rule, qint64 since) const
{
    return since > m_begunAt && since > rule.made;
}

RuleBook::Finding RuleBook::findAvailable(const PresenceRule &rule) const
{
    Finding found;
    found.who = BareJid::fromPrepared(rule.subject);
    if (const auto presence = presenceOf(found.who)) {
        found.holds = isAvailable(presence->availability);
        found.since = presence->since;
        found.isNews = isNews(rule, presence->since);
    }
    return found;
}

RuleBook::Finding RuleBook::findIdle(const PresenceRule &rule) const
{
    Finding found;
    found.who = BareJid::fromPrepared(rule.subject);
    const auto presence = presenceOf(found.who);
    if (!presence) {
        return found;
    }
    // Clients that do not tell since when nobody used them (XEP-0319) still say that somebody is away.
    const bool isAway = presence->availability == Availability::Away || presence->availability == Availability::ExtendedAway;
    const qint64 awaySince = presence->since != 0 ? presence->since : m_begunAt; // since when, nobody said: at least so long
    found.since = presence->idleSince != 0 ? presence->idleSince : isAway ? awaySince : 0;
    if (found.since == 0 || presence->availability == Availability::Offline) {
        found.holds = false;
        return found;
    }
    if (!isSettled()) {
        return found; // another client of theirs may be in use
    }
    const qint64 due = found.since + rule.minutes * minute;
    found.holds = due <= m_clock.now();
    found.due = *found.holds ? 0 : due;
    found.isNews = isNews(rule, due);
    return found;
}

RuleBook::Finding RuleBook::findGroup(const PresenceRule &rule, State &state) const
{
    Finding found;
    bool isAllKnown = true;
    bool isAnyThere = false;
    qint64 lastChange = 0;
    const QSet<BareJid> members = m_groups.value(rule.subject);
    for (const BareJid &jid : members) {
        const auto presence = presenceOf(jid);
        isAllKnown = isAllKnown && presence;
        if (presence && isAvailable(presence->availability) && (!isAnyThere || presence->since > found.since)) {
            isAnyThere = true;
            found.who = jid;
            found.since = presence->since;
        }
        lastChange = std::max(lastChange, presence ? presence->since : 0);
    }
    if (members.isEmpty() || (!isAnyThere && !isAllKnown)) {
        return found;
    }
    if (rule.kind == PresenceRule::Kind::GroupReturns) {
        found.holds = isAnyThere;
        found.isNews = isNews(rule, found.since);
        return found;
    }
    if (isAnyThere) {
        state.emptySince = 0;
        found.holds = false;
        return found;
    }
    if (state.emptySince == 0) {
        // Seen now, or found so: then since the last of them went, as far as that is known.
        state.emptySince = lastChange != 0 ? lastChange : m_clock.now();
    }
    const qint64 due = state.emptySince + rule.minutes * minute;
    found.since = state.emptySince;
    // Told once, it is so until somebody was seen: a stream that broke in between is no reason to tell it again.
    found.holds = due <= m_clock.now() || state.held.value_or(false);
    found.due = *found.holds ? 0 : due;
    found.isNews = isNews(rule, due);
    return found;
}

RuleBook::Finding RuleBook::find(const PresenceRule &rule, State &state) const
{
    switch (rule.kind) {
    case PresenceRule::Kind::PersonAvailable: return findAvailable(rule);
    case PresenceRule::Kind::PersonIdle: return findIdle(rule);
    case PresenceRule::Kind::GroupEmpty:
    case PresenceRule::Kind::GroupReturns: return findGroup(rule, state);
    }
    return {};
}

void RuleBook::look()
{
    if (!m_isOnline) {
        return;
    }
    if (const qint64 doubted = m_doubtUntil - m_clock.elapsed(); doubted > 0) {
        if (!isAwaited()) {
            m_alarm->clear();
        } else {
            m_alarm->set(doubted);
        }
        return;
    }
    const qint64 now = m_clock.now();
    const qint64 quietEnd = m_quiet.endAfter(now);
    qint64 next = isSettled() || !isAwaited() ? std::numeric_limits<qint64>::max()
                                                   : now + settlingMilliseconds - (m_clock.elapsed() - m_begunElapsed);
    QList<RuleFiring> firings;
    for (const PresenceRule &rule : std::as_const(m_rules)) {
        State &state = m_states[rule.id];
        const Finding found = find(rule, state);
        if (found.due != 0) {
            next = std::min(next, found.due);
        }
        if (!found.holds) {
            continue;
        }
        const std::optional<bool> before = std::exchange(state.held, found.holds);
        const bool isFirst = std::exchange(state.session, m_session) != m_session || !before;
        if (!*found.holds) {
            state.isToTell = false;
            continue;
        }
        // The first that is found in a session: who waits for something once is glad of it now; others only of what happens.
        // A group returns only if it was known to be empty.
        bool cameTrue = !before.value_or(false);
        if (cameTrue && isFirst) {
            cameTrue = (before || rule.kind != PresenceRule::Kind::GroupReturns)
                && (rule.lasting == PresenceRule::Lasting::Once || found.isNews);
        }
        if (!cameTrue && !state.isToTell) {
            continue;
        }
        state.isToTell = quietEnd != 0;
        if (quietEnd != 0) {
            next = std::min(next, quietEnd);
        } else {
            firings.append({rule, found.who, found.since});
        }
    }
    if (next == std::numeric_limits<qint64>::max()) {
        m_alarm->clear();
    } else {
        m_alarm->set(std::max<qint64>(0, next - now));
    }
    const bool isToldNow = m_settled && isSettled() && !std::exchange(m_isSettledTold, true);
    for (const RuleFiring &firing : std::as_const(firings)) {
        m_tell(firing); // may give us other rules
    }
    if (isToldNow) {
        m_settled();
    }
}

/// Is there anybody to tell something of what time alone brings?
bool RuleBook::isAwaited() const
{
    return !m_rules.isEmpty() || (m_settled && !m_isSettledTold);
}

} // namespace jackdaw
