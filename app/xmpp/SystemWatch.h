// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/SystemEvents.h"

#include <QStringList>
#include <memory>

class QSocketNotifier;

namespace jackdaw {

/// Listens to the kernel and the desktop, without asking anything of them by itself: QNetworkInformation for the way out and
/// for captive portals, a netlink socket for this computer's addresses (a computer without a network service has them too),
/// and a timer of the kernel that it cancels when its clock jumps, which it also does after sleep. None of them wakes the
/// program when nothing happens. Owned by EngineCore, engine thread. Needs no D-Bus and no rights.
class SystemWatch : public SystemEvents
{
    Q_OBJECT
public:
    explicit SystemWatch(QObject *parent = nullptr);
    ~SystemWatch() override;

    bool isBehindCaptivePortal() const override;
    bool isMetered() const override;
    bool watchesAddresses() const { return bool(m_addresses); }
    bool watchesSleep() const { return bool(m_clock); }

private:
    void watchAddresses();
    void watchClock();
    void readAddresses();
    void readClock();
    bool armClock();

    int m_addressSocket = -1;
    int m_clockTimer = -1;
    std::unique_ptr<QSocketNotifier> m_addresses;
    std::unique_ptr<QSocketNotifier> m_clock;
    QStringList m_known;
};

} // namespace jackdaw
