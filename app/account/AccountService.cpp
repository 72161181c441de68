// SPDX-License-Identifier: GPL-3.0-or-later
#include "account/AccountService.h"

#include "account/Features.h"
#include "base/Async.h"

#include <utility>

namespace jackdaw {

AccountService::AccountService(AccountSettings settings, const QString &userAgent, Database &database, const AccountNotes &notes,
                               const Clock &clock, SystemEvents &system, const QString &profileFolder)
    : m_settings(settings)
    , m_connection(settings, userAgent, clock)
    , m_supervisor(m_connection, clock, std::make_unique<TimerAlarm>(), system)
    , m_features(std::make_unique<Features>(AccountContext{settings.id, m_connection, database, clock, notes}, profileFolder))
{
    connect(&m_supervisor, &ConnectionSupervisor::statusChanged, this, &AccountService::statusChanged);
    connect(&m_connection, &Connection::tokenChanged, this, &AccountService::tokenChanged);
    connect(&m_connection, &Connection::strongerMechanismUsed, this, [this](const QString &mechanism) {
        m_settings.strongestMechanism = mechanism;
        Q_EMIT strongerMechanismUsed(mechanism);
    });
}

AccountService::~AccountService()
{
    settle();
    m_connection.close();
    for (QPromise<Status> &each : std::exchange(m_ended, {})) {
        each.addResult(Status(Error{ErrorKind::Cancelled, QStringLiteral("the account goes"), {}}));
        each.finish();
    }
}

void AccountService::settle()
{
    if (m_features) {
        m_features->messages.releaseHeld();
        m_features->livePlaces.stopAll();
    }
}

void AccountService::signIn(const QString &password)
{
    if (m_isLeaving) {
        // The session has nothing any more that would hide us, and nobody is told of us: it is not gone on with.
        m_next = password;
        m_supervisor.tellStart();
    } else {
        m_supervisor.start(password);
    }
}

void AccountService::stop()
{
    m_next.reset();
    settle();
    m_supervisor.stop();
}

QFuture<Status> AccountService::signOut()
{
    InvisibilityService &hiding = m_features->invisibility;
    if (!m_isLeaving && !hiding.isToBeWithdrawn()) {
        stop();
        return ready<Done>(Done{});
    }
    m_next.reset();
    settle();
    m_supervisor.letGo();
    m_ended.emplace_back().start();
    auto ended = m_ended.back().future();
    if (!std::exchange(m_isLeaving, true)) {
        hiding.withdraw().then(this, [this](const Status &) { endStreamSoon(); });
    }
    return ended;
}

void AccountService::leave()
{
    const auto traces = m_features->invisibility.traces();
    m_next.reset();
    m_connection.forgetHandlers();
    m_features.reset();
    if (traces) {
        m_isLeaving = true;
        m_supervisor.letGo();
        InvisibilityService::withdrawList(m_connection, *traces, [this](const Status &) { endStreamSoon(); });
    } else if (m_isLeaving) { // a sign-out does it
        m_supervisor.letGo();
    } else {
        m_supervisor.stop();
        endStreamSoon();
    }
}

/// Not at once: the connection may still be handing out an answer.
void AccountService::endStreamSoon()
{
    QMetaObject::invokeMethod(this, &AccountService::endStream, Qt::QueuedConnection);
}

void AccountService::endStream()
{
    m_isLeaving = false;
    settle();
    m_connection.close();
    for (QPromise<Status> &each : std::exchange(m_ended, {})) {
        each.addResult(Status(Done{}));
        each.finish();
    }
    if (!m_features) {
        Q_EMIT left();
    } else if (const auto next = std::exchange(m_next, std::nullopt)) {
        m_supervisor.start(*next);
    }
}

void AccountService::setSettings(const AccountSettings &settings)
{
    m_settings = settings;
    m_connection.setSettings(settings);
}

void AccountService::setWindowUse(WindowUse use)
{
    m_connection.setActive(use != WindowUse::Hidden);
    m_features->clientInfo.setUse(use == WindowUse::Used ? ClientInfoService::Use::InUse : ClientInfoService::Use::Left);
}

void AccountService::refetchLater(const Error &why)
{
    m_connection.forgetStream();
    m_connection.cut(why);
}

} // namespace jackdaw
