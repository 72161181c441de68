// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountContext.h"
#include "base/Alarm.h"
#include "presence/OwnStatus.h"
#include "presence/WorkingHours.h"

#include <QFuture>
#include <QObject>
#include <memory>

namespace jackdaw {

class AccountStore;
class PresenceService;

/// The status that the user chose for this account: kept on disk, taken back when its time is over, and said to be away while
/// nobody is at the computer (RFC 6121, 4.7.2.1; XEP-0319). Owned by AccountService, engine thread; PresenceService sends
/// what it makes of it. It wakes up for the end of a status and of working hours, and never signs anybody in or out.
class OwnStatusService : public QObject
{
    Q_OBJECT
public:
    OwnStatusService(const AccountContext &account, AccountStore &store, PresenceService &presence,
                     std::unique_ptr<Alarm> alarm, QObject *parent = nullptr);

    const OwnStatus &chosen() const { return m_now; }
    /// Another state with the words that there are ends a status for a time, and takes the words of the one before it.
    /// Malformed: it would be over already. Storage, DiskFull: then everything is as it was.
    QFuture<Status> choose(const OwnStatus &wish);
    void setIdle(const IdleState &idle);
    /// Outside of them who is available is said to be away for long, with the words for it where there are no others. What is
    /// chosen for a time holds all the same.
    void setWorkingHours(const WorkingHours &hours);
    /// The computer slept, or its clock was set: is the status over?
    void lookAtClock();
    void announce();

    /// What others see of a status while nobody is there. Who said to be away or not to be disturbed stays so.
    static Availability shownWhile(IdleState::Level level, Availability chosen);

Q_SIGNALS:
    void changed(jackdaw::AccountId account, const jackdaw::OwnStatus &status);

private:
    void show();
    void arm();

    AccountContext m_account;
    AccountStore &m_store;
    PresenceService &m_presence;
    std::unique_ptr<Alarm> m_alarm;
    OwnStatus m_now;
    OwnStatus m_before; ///< comes back; has no `until` itself
    IdleState m_idle;
    WorkingHours m_hours;
};

} // namespace jackdaw
