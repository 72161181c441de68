// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Alarm.h"
#include "watch/Watch.h"

#include <QHash>
#include <QSet>
#include <functional>
#include <memory>
#include <optional>

namespace jackdaw {

class Clock;

/// Finds out when the rules of one account come true: looks when a presence changes, and at the next moment at which one can
/// come true by time alone. Owned by WatchService, engine thread. Knows no stanza and no disk, never looks without a reason,
/// takes nobody's absence from a session that has just begun, and tells nothing in quiet hours: what is still so at their
/// end is told then.
class RuleBook
{
public:
    using Tell = std::function<void(const RuleFiring &)>;
    RuleBook(const Clock &clock, std::unique_ptr<Alarm> alarm, Tell tell);

    /// Those that were there before go on from where they were.
    void setRules(const QList<PresenceRule> &rules);
    void setGroups(const QHash<QString, QSet<BareJid>> &groups);
    void setQuietHours(const QuietHours &quiet);

    /// Called once for each session, as soon as whoever was not heard of in it is known to be offline; an empty function:
    /// nobody wants to know.
    void onSettled(std::function<void()> settled);

    enum class Session { New, Resumed };
    void begin(Session session);
    /// Nobody tells us anything any more: what was known is neither true nor false until the next session.
    void end();
    void note(const QList<ContactPresence> &presences);
    /// The computer slept, or its clock was set: what is known may be long over, and nobody has said so yet.
    void doubt();

    /// So long after a session began, whoever was not heard of is offline (RFC 6121, 4.3.2), and who is away with one client
    /// has no other that is still to be told of.
    static constexpr qint64 settlingMilliseconds = 60'000;
    /// So long after it slept or a stream was resumed, the link is known to be alive, and what was missed has come.
    static constexpr qint64 doubtMilliseconds = 15'000;

private:
    struct State
    {
        std::optional<bool> held; ///< as it was last known
        bool isToTell = false;    ///< came true in quiet hours
        qint64 emptySince = 0;
        int session = 0; ///< the one in which `held` was found
    };
    struct Finding
    {
        std::optional<bool> holds; ///< nothing: not known
        qint64 since = 0;
        BareJid who;
        qint64 due = 0;       ///< when it will hold if nothing changes; 0: it will not
        bool isNews = false;  ///< began while we looked, and after the rule was made
    };

    void look();
    bool isAwaited() const;
    std::optional<Presence> presenceOf(const BareJid &jid) const;
    bool isSettled() const;
    Finding find(const PresenceRule &rule, State &state) const;
    Finding findAvailable(const PresenceRule &rule) const;
    Finding findIdle(const PresenceRule &rule) const;
    Finding findGroup(const PresenceRule &rule, State &state) const;
    bool isNews(const PresenceRule &rule, qint64 since) const;

    const Clock &m_clock;
    std::unique_ptr<Alarm> m_alarm;
    Tell m_tell;
    QList<PresenceRule> m_rules;
    QHash<RuleId, State> m_states;
    QHash<QString, QSet<BareJid>> m_groups;
    QHash<BareJid, Presence> m_people;
    QuietHours m_quiet;
    std::function<void()> m_settled;
    bool m_isSettledTold = false; ///< in this session
    bool m_isOnline = false;
    int m_session = 0;
    qint64 m_doubtUntil = 0;   ///< Clock::elapsed()
    qint64 m_begunAt = 0;      ///< ms since 1970 UTC
    qint64 m_begunElapsed = 0; ///< Clock::elapsed()
};

} // namespace jackdaw
