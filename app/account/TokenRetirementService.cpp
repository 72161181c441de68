// SPDX-License-Identifier: GPL-3.0-or-later
#include "account/TokenRetirementService.h"

#include "base/Clock.h"
#include "base/Log.h"
#include "xmpp/Connection.h"
#include "xmpp/ConnectionErrors.h"
#include "xmpp/ConnectionSupervisor.h"
#include "xmpp/SystemEvents.h"

#include <algorithm>
#include <limits>

namespace jackdaw {

namespace {

constexpr int firstPause = 3;           // ConnectionSupervisor::pauseBefore
constexpr qint64 shortestBetweenTries = 10'000; // ms, from try to try

/// Not at once: the connection is speaking.
void dropLater(std::unique_ptr<Connection> connection)
{
    if (connection) {
        connection->disconnect();
        connection.release()->deleteLater();
    }
}

} // namespace

struct TokenRetirementService::Order
{
    ConnectionSettings server;
    QString userAgent;
    QString proxyPassword;
    FastToken token;
    std::unique_ptr<Connection> connection = nullptr; ///< of the running try
    int tries = 0;
    qint64 triedAt = 0; ///< Clock::elapsed(), as the next
    qint64 due = 0;
};

TokenRetirementService::TokenRetirementService(const Clock &clock, SystemEvents &system, std::unique_ptr<Alarm> alarm,
                                               QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_alarm(std::move(alarm))
{
    m_alarm->onRing([this] { attemptDue(); });
    connect(&system, &SystemEvents::networkChanged, this, &TokenRetirementService::hurry);
    connect(&system, &SystemEvents::wokeUp, this, &TokenRetirementService::hurry);
}

TokenRetirementService::~TokenRetirementService() = default;

void TokenRetirementService::retire(const ConnectionSettings &server, const QString &userAgent, const QString &proxyPassword,
                                    const FastToken &token)
{
    const bool isKnown = std::any_of(m_orders.begin(), m_orders.end(), [&](const auto &each) {
        return each->server.jid == server.jid && each->token.secret == token.secret;
    });
    if (token.isEmpty() || isKnown) {
        return;
    }
    attempt(*m_orders.emplace_back(std::make_unique<Order>(Order{.server = server, .userAgent = userAgent,
                                                                 .proxyPassword = proxyPassword, .token = token})));
}

void TokenRetirementService::attempt(Order &order)
{
    if (order.token.expiry < m_clock.now()) {
        settle(order);
        return;
    }
    order.triedAt = m_clock.elapsed();
    order.connection = std::make_unique<Connection>(order.server, order.userAgent, m_clock);
    order.connection->setProxyPassword(order.proxyPassword);
    order.connection->useTokens(order.token);
    connect(order.connection.get(), &Connection::tokenGivenUp, this, [this, &order] {
        qCInfo(log::connection) << order.server.jid.toString() << "the server takes the token no more";
        settle(order);
    });
    connect(order.connection.get(), &Connection::attemptFailed, this, [this, &order](const Error &error) {
        // Who has no certificate of the server's, or no TLS, may be somebody on the way, and elsewhere nobody stands there.
        const bool isSomebodyElse = error.kind == ErrorKind::Certificate || error.kind == ErrorKind::TlsRequired;
        if (isSomebodyElse || isWorthRetrying(error)) {
            postpone(order);
        } else {
            settle(order); // the server knows it no more, or nothing will make it listen
        }
    });
    order.connection->openToGiveUpToken();
}

void TokenRetirementService::settle(Order &order)
{
    dropLater(std::move(order.connection));
    std::erase_if(m_orders, [&order](const auto &each) { return each.get() == &order; });
}

void TokenRetirementService::postpone(Order &order)
{
    dropLater(std::move(order.connection));
    order.due = m_clock.elapsed() + ConnectionSupervisor::pauseBefore(firstPause + order.tries++);
    ringAtNext();
}

/// The network changed, or the computer woke up.
void TokenRetirementService::hurry()
{
    for (const auto &order : m_orders) {
        order->due = qMin(order->due, qMax(order->triedAt + shortestBetweenTries, m_clock.elapsed()));
    }
    ringAtNext();
}

void TokenRetirementService::attemptDue()
{
    QList<Order *> due;
    for (const auto &order : m_orders) {
        if (!order->connection && order->due <= m_clock.elapsed()) {
            due += order.get();
        }
    }
    for (Order *order : std::as_const(due)) {
        attempt(*order);
    }
    ringAtNext();
}

void TokenRetirementService::ringAtNext()
{
    qint64 next = std::numeric_limits<qint64>::max();
    for (const auto &order : m_orders) {
        if (!order->connection) {
            next = qMin(next, order->due);
        }
    }
    if (next == std::numeric_limits<qint64>::max()) {
        m_alarm->clear();
    } else {
        m_alarm->set(qMax<qint64>(0, next - m_clock.elapsed()));
    }
}

} // namespace jackdaw
