// SPDX-License-Identifier: GPL-3.0-or-later
#include "presence/OwnStatusService.h"

#include "account/AccountStore.h"
#include "base/Async.h"
#include "base/Clock.h"
#include "base/Log.h"
#include "presence/PresenceService.h"

namespace jackdaw {

namespace {

constexpr qint64 longestSleep = 3'600'000; // a clock may be set in small steps that nobody tells of

} // namespace

OwnStatusService::OwnStatusService(const AccountContext &account, AccountStore &store, PresenceService &presence,
                                   std::unique_ptr<Alarm> alarm, QObject *parent)
    : QObject(parent)
    , m_account(account)
    , m_store(store)
    , m_presence(presence)
    , m_alarm(std::move(alarm))
{
    m_alarm->onRing([this] { lookAtClock(); });
    if (const auto kept = store.ownStatus(account.id)) {
        m_now = kept->now;
        m_before = kept->before;
    }
    if (m_now.until != 0 && m_now.until <= account.clock.now()) {
        lookAtClock(); // it ended while the program was not running
        return;
    }
    show();
    arm();
}

Availability OwnStatusService::shownWhile(IdleState::Level level, Availability chosen)
{
    const bool there = chosen == Availability::Available || chosen == Availability::Chat;
    switch (level) {
    case IdleState::Level::Present: break;
    case IdleState::Level::Away: return there ? Availability::Away : chosen;
    case IdleState::Level::AwayForLong: return there || chosen == Availability::Away ? Availability::ExtendedAway : chosen;
    }
    return chosen;
}

QFuture<Status> OwnStatusService::choose(const OwnStatus &wish)
{
    OwnStatus status = wish;
    // Another state alone ends one that was for a time, and the words that belonged to it.
    if (m_now.until != 0 && status.until == 0 && status.availability != m_now.availability && status.text == m_now.text) {
        status.text = m_before.text;
    }
    if (status.until != 0 && status.until <= m_account.clock.now()) {
        return ready<Done>(Error{ErrorKind::Malformed, QStringLiteral("the status is over already"), {}});
    }
    OwnStatus before = m_now.until == 0 ? m_now : m_before; // one that is only for a time is nothing to come back to
    if (const Status stored = m_store.setOwnStatus(m_account.id, {status, before}); !stored) {
        return ready<Done>(stored);
    }
    m_now = status;
    m_before = before;
    show();
    arm();
    announce();
    return ready<Done>(Done{});
}

void OwnStatusService::setIdle(const IdleState &idle)
{
    if (std::exchange(m_idle, idle) != idle) {
        show();
    }
}

void OwnStatusService::setWorkingHours(const WorkingHours &hours)
{
    if (std::exchange(m_hours, hours) != hours) {
        show();
        arm();
    }
}

void OwnStatusService::lookAtClock()
{
    if (m_now.until != 0 && m_now.until <= m_account.clock.now()) {
        if (const Status stored = m_store.setOwnStatus(m_account.id, {m_before, m_before}); !stored) {
            qCWarning(log::engine) << "the end of a status was not stored:" << stored.error().detail; // found out anew next time
        }
        m_now = m_before;
        announce();
    }
    show();
    arm();
}

void OwnStatusService::announce()
{
    Q_EMIT changed(m_account.id, m_now);
}

void OwnStatusService::show()
{
    Presence shown;
    shown.availability = shownWhile(m_idle.level, m_now.availability);
    shown.status = m_now.text;
    const bool seemsThere = m_now.availability == Availability::Available || m_now.availability == Availability::Chat;
    if (m_now.until == 0 && seemsThere && !m_hours.isWorkingTime(m_account.clock.now())) {
        shown.availability = Availability::ExtendedAway;
        shown.status = m_now.text.isEmpty() ? m_hours.text : m_now.text;
    }
    shown.idleSince = m_idle.since;
    m_presence.setOwn(shown);
}

void OwnStatusService::arm()
{
    const qint64 now = m_account.clock.now();
    const qint64 change = m_hours.nextChange(now);
    const qint64 next = m_now.until == 0 ? change : change == 0 ? m_now.until : std::min(change, m_now.until);
    if (next == 0) {
        m_alarm->clear();
    } else {
        m_alarm->set(qBound<qint64>(0, next - now, longestSleep));
    }
}

} // namespace jackdaw
