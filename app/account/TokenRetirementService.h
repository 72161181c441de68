// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Alarm.h"
#include "xmpp/ConnectionSettings.h"
#include "xmpp/FastToken.h"

#include <QObject>
#include <memory>
#include <vector>

namespace jackdaw {

class Clock;
class SystemEvents;

/// Tells servers that a token serves nobody any more (XEP-0484, 3.6), so that who finds it later has nothing: each on a
/// stream of its own, which signs in with the token and has no session. Owned by EngineCore, engine thread. Tries until
/// the server says so, knows the token no more, or it is over; at most every 10 s. Keeps the tokens in memory alone: what
/// is left when the program ends, the next token of this device takes the place of (XEP-0484, 3.5).
class TokenRetirementService : public QObject
{
    Q_OBJECT
public:
    TokenRetirementService(const Clock &clock, SystemEvents &system, std::unique_ptr<Alarm> alarm, QObject *parent = nullptr);
    ~TokenRetirementService() override;

    /// `userAgent`: as whose the server gave it.
    void retire(const ConnectionSettings &server, const QString &userAgent, const QString &proxyPassword, const FastToken &token);
    /// Nothing is left to be said.
    bool isIdle() const { return m_orders.empty(); }

private:
    struct Order;

    void attempt(Order &order);
    void settle(Order &order);
    void postpone(Order &order);
    void attemptDue();
    void hurry();
    void ringAtNext();

    const Clock &m_clock;
    std::unique_ptr<Alarm> m_alarm;
    std::vector<std::unique_ptr<Order>> m_orders;
};

} // namespace jackdaw
