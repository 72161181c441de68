// SPDX-License-Identifier: GPL-3.0-or-later
#include "account/AccountService.h"

#include "account/Features.h"

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
    m_features->messages.releaseHeld();
    m_features->livePlaces.stopAll();
    m_connection.close();
}

void AccountService::signOut()
{
    m_features->messages.releaseHeld();
    m_features->livePlaces.stopAll();
    m_supervisor.stop();
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
