// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"
#include "watch/Watch.h"

#include <QFuture>
#include <QObject>

namespace jackdaw {

/// The part of the engine's door about whom the user watches: the presence board, its log, and the rules. Owned by the
/// EngineDoor; commands may be called on any thread and never block, signals are sent from the engine thread. Says when a
/// rule came true; what is to be done then is the window's.
class WatchDoor : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    enum class Watched { No, Yes };
    virtual QFuture<Status> setWatched(AccountId account, QList<BareJid> people, Watched watched) = 0;
    /// With an id of its own; one about the same thing is replaced.
    virtual QFuture<Status> addRule(PresenceRule rule) = 0;
    virtual QFuture<Status> removeRule(AccountId account, RuleId rule) = 0;
    /// The log of this person, or with an invalid address of everybody.
    virtual QFuture<Status> eraseLog(AccountId account, BareJid person) = 0;
    virtual void setOptions(WatchOptions options) = 0;

Q_SIGNALS:
    void watchedChanged(jackdaw::AccountId account, const QList<jackdaw::BareJid> &people);
    void rulesChanged(jackdaw::AccountId account, const QList<jackdaw::PresenceRule> &rules);
    void ruleFired(const jackdaw::RuleFiring &firing);
    /// What was kept of this person, or with an invalid address of everybody of the account, is gone.
    void logErased(jackdaw::AccountId account, const jackdaw::BareJid &person);
};

} // namespace jackdaw
