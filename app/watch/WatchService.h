// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountContext.h"
#include "watch/RuleBook.h"

#include <QFuture>
#include <QObject>

namespace jackdaw {

class PresenceService;
class RosterService;
class WatchStore;

/// Whom the user of one account watches: the people of the presence board, the rules about them, and the log of their
/// presence as long as the user wants one. Owned by AccountService, engine thread; WatchStore has it on disk. Logs nobody
/// who is not watched, sends nothing to anybody, and never decides what is done when a rule comes true.
class WatchService : public QObject
{
    Q_OBJECT
public:
    WatchService(const AccountContext &account, const RosterService &roster, PresenceService &presence,
                 std::unique_ptr<Alarm> alarm, QObject *parent = nullptr);
    ~WatchService() override;

    /// How many people and rules an account may have.
    static constexpr int maximumWatched = 5000;
    static constexpr int maximumRules = 500;

    Status watch(const QList<BareJid> &people);
    Status unwatch(const QList<BareJid> &people);
    /// TooMany: there are as many as there may be.
    Status addRule(PresenceRule rule);
    Status removeRule(RuleId rule);
    /// Of everybody: it is out of sight, and RemovalService has to take it off the disk.
    Status eraseLog(const BareJid &person);
    void setOptions(const WatchOptions &options);
    /// The computer slept, or its clock was set.
    void lookAtClock() { m_book.doubt(); }
    void announce();

Q_SIGNALS:
    void watchedChanged(jackdaw::AccountId account, const QList<jackdaw::BareJid> &people);
    void rulesChanged(jackdaw::AccountId account, const QList<jackdaw::PresenceRule> &rules);
    void ruleFired(const jackdaw::RuleFiring &firing);
    void logErased(jackdaw::AccountId account, const jackdaw::BareJid &person);
    void storageFailed(const jackdaw::Error &error);

private:
    WatchStore store() const;
    void note(const QList<ContactPresence> &presences);
    void noteUnknown();
    void log(const QList<std::pair<BareJid, PresenceChange>> &changes);
    void logAll(const QList<BareJid> &people);
    void awaitAbsent();
    void logAbsent();
    void closeLog();
    void dropOld();
    void takeGroups();
    void fire(const RuleFiring &firing);

    AccountContext m_account;
    const RosterService &m_roster;
    PresenceService &m_presence;
    QSet<BareJid> m_watched;
    QHash<BareJid, QStringList> m_groupsOf; ///< of contacts who are in groups
    QList<PresenceRule> m_rules;
    QHash<BareJid, Presence> m_presences; ///< of those who are watched, and there was word of
    QHash<BareJid, PresenceChange> m_logged;
    WatchOptions m_options;
    qint64 m_begunAt = 0; ///< the session, ms since 1970 UTC
    qint64 m_droppedAt = 0; ///< Clock::elapsed(); 0: never
    RuleBook m_book;
};

} // namespace jackdaw
