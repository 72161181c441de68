// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/SystemWatch.h"

#include <QNetworkInformation>
#include <QNetworkInterface>
#include <QSocketNotifier>

#ifdef Q_OS_LINUX
#include <cerrno>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <unistd.h>
#endif

namespace jackdaw {

namespace {

QStringList addressesNow()
{
    QStringList addresses;
    for (const QHostAddress &address : QNetworkInterface::allAddresses()) {
        if (!address.isLoopback() && !address.isLinkLocal()) {
            addresses.append(address.toString());
        }
    }
    addresses.sort();
    return addresses;
}

} // namespace

SystemWatch::SystemWatch(QObject *parent)
    : SystemEvents(parent)
{
    using Feature = QNetworkInformation::Feature;
    if (QNetworkInformation::loadBackendByFeatures(Feature::Reachability | Feature::CaptivePortal)
        || QNetworkInformation::loadBackendByFeatures(Feature::Reachability)) {
        const auto *information = QNetworkInformation::instance();
        connect(information, &QNetworkInformation::reachabilityChanged, this, &SystemEvents::networkChanged);
        connect(information, &QNetworkInformation::transportMediumChanged, this, &SystemEvents::networkChanged);
        connect(information, &QNetworkInformation::isBehindCaptivePortalChanged, this, &SystemEvents::networkChanged);
    }
    watchAddresses();
    watchClock();
}

bool SystemWatch::isMetered() const
{
    const auto *information = QNetworkInformation::instance();
    return information && information->supports(QNetworkInformation::Feature::Metered) && information->isMetered();
}

bool SystemWatch::isBehindCaptivePortal() const
{
    const auto *information = QNetworkInformation::instance();
    return information && information->isBehindCaptivePortal();
}

#ifdef Q_OS_LINUX

SystemWatch::~SystemWatch()
{
    m_addresses.reset();
    m_clock.reset();
    if (m_addressSocket >= 0) {
        ::close(m_addressSocket);
    }
    if (m_clockTimer >= 0) {
        ::close(m_clockTimer);
    }
}

void SystemWatch::watchAddresses()
{
    m_addressSocket = ::socket(AF_NETLINK, SOCK_RAW | SOCK_NONBLOCK | SOCK_CLOEXEC, NETLINK_ROUTE);
    sockaddr_nl address = {};
    address.nl_family = AF_NETLINK;
    address.nl_groups = RTMGRP_IPV4_IFADDR | RTMGRP_IPV6_IFADDR;
    if (m_addressSocket < 0 || ::bind(m_addressSocket, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0) {
        return;
    }
    m_known = addressesNow();
    m_addresses = std::make_unique<QSocketNotifier>(m_addressSocket, QSocketNotifier::Read);
    connect(m_addresses.get(), &QSocketNotifier::activated, this, &SystemWatch::readAddresses);
}

void SystemWatch::readAddresses()
{
    char buffer[8192];
    while (::recv(m_addressSocket, buffer, sizeof buffer, 0) > 0) {
    }
    // What they say is looked up: IPv6 routers repeat an address's lifetime all day long.
    if (const auto now = addressesNow(); now != std::exchange(m_known, now)) {
        Q_EMIT networkChanged();
    }
}

void SystemWatch::watchClock()
{
    m_clockTimer = ::timerfd_create(CLOCK_REALTIME, TFD_NONBLOCK | TFD_CLOEXEC);
    if (m_clockTimer < 0 || !armClock()) {
        return;
    }
    m_clock = std::make_unique<QSocketNotifier>(m_clockTimer, QSocketNotifier::Read);
    connect(m_clock.get(), &QSocketNotifier::activated, this, &SystemWatch::readClock);
}

bool SystemWatch::armClock()
{
    itimerspec never = {};
    never.it_value.tv_sec = time_t(1) << 33;
    return ::timerfd_settime(m_clockTimer, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &never, nullptr) == 0;
}

void SystemWatch::readClock()
{
    quint64 expirations = 0;
    // ECANCELED: the clock jumped, as it does when the computer resumes (timerfd_create(2)).
    const bool jumped = ::read(m_clockTimer, &expirations, sizeof expirations) < 0 && errno == ECANCELED;
    if (!armClock()) {
        m_clock.reset();
    }
    if (jumped) {
        Q_EMIT wokeUp();
    }
}

#else

SystemWatch::~SystemWatch() = default;
void SystemWatch::watchAddresses() {}
void SystemWatch::watchClock() {}
void SystemWatch::readAddresses() {}
void SystemWatch::readClock() {}
bool SystemWatch::armClock() { return false; }

#endif

} // namespace jackdaw
